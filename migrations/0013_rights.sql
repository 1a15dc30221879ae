-- Who may post, reverse and cancel, asked by the database itself: a client that is not ours finds the same rules here as
-- the console's. What the guarded verbs book stays as it is, under names that are granted to nobody.

ALTER FUNCTION post_legs(uuid, uuid, uuid, text, smallint, date, jsonb) RENAME TO book_legs;
ALTER FUNCTION reverse_event(uuid, uuid, uuid, text, text, date, uuid) RENAME TO book_reversal;
ALTER FUNCTION cancel_ticket(uuid, uuid, date, uuid) RENAME TO take_back_ticket;
REVOKE ALL ON FUNCTION
    book_legs(uuid, uuid, uuid, text, smallint, date, jsonb),
    book_reversal(uuid, uuid, uuid, text, text, date, uuid),
    take_back_ticket(uuid, uuid, date, uuid)
    FROM PUBLIC, banca_app;

-- The verbs that book call what they called before, by its new name; nothing else of them changes.
DO $$
DECLARE
    v_name regprocedure;
BEGIN
    FOR v_name IN SELECT oid FROM pg_proc
                   WHERE pronamespace = 'public'::regnamespace AND prosrc ~ '\m(post_legs|reverse_event)\('
    LOOP
        EXECUTE replace(replace(pg_get_functiondef(v_name), 'post_legs(', 'book_legs('), 'reverse_event(', 'book_reversal(');
    END LOOP;
END $$;

-- Whether this very transaction claimed this command, by this session, for one of these verbs, and has not answered it.
CREATE FUNCTION claimed(p_command uuid, p_verbs text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me session := my_session();
BEGIN
    RETURN EXISTS (SELECT FROM command c
                    WHERE c.banca_id = v_me.banca_id AND c.command_id = p_command AND c.session_id = v_me.session_id
                      AND c.verb = ANY (p_verbs) AND c.answer IS NULL AND c.xmin = pg_current_xact_id_if_assigned()::xid);
END $$;

-- Whether a second person consented to exactly this, and the consent is used up. Without an amount, any amount will do. The
-- console takes a consent of ten minutes; its command has one more to end.
CREATE FUNCTION consented(p_command uuid, p_right text, p_target text, p_amount bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM approval
                    WHERE banca_id = my_banca() AND command_id = p_command AND "right" = p_right AND target = p_target
                      AND (p_amount IS NULL OR amount = p_amount) AND asked_by = my_user()
                      AND consumed_at IS NOT NULL AND at > banca_now() - interval '11 minutes');
END $$;

-- Refuses a seller who has no consent; whoever runs the shop needs none.
CREATE FUNCTION want_consent(p_command uuid, p_right text, p_target text, p_amount bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF my_role() = 'VENDEDOR' AND NOT consented(p_command, p_right, p_target, p_amount) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'needs_approval', 'right', p_right, 'target', p_target,
                                          'amount', p_amount, 'limit', NULL));
    END IF;
END $$;

-- The own open drawer at this terminal.
CREATE FUNCTION my_drawer() RETURNS drawer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_drawer drawer;
BEGIN
    SELECT * INTO v_drawer
      FROM drawer
     WHERE banca_id = my_banca() AND user_id = my_user() AND terminal_id = my_terminal() AND state = 'open';
    RETURN v_drawer;
END $$;

CREATE TYPE leg AS (
    code text, book uuid, debit smallint, debit_key uuid, credit smallint, credit_key uuid, amount bigint);

-- What an event of a document moves, derived from the document: the rows of `domain::posting` that a console posts itself.
-- Refuses where there is no such document of this command, or its right or consent is missing.
CREATE FUNCTION due_legs(p_command uuid, p_document uuid, p_event text, p_version smallint, p_date date) RETURNS SETOF leg
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca    uuid := my_banca();
    v_payout   payout;
    v_award    award;
    v_drawer   drawer;
    v_movement cash_movement;
    v_amount   bigint;
    v_counted  bigint;
    v_marks    bigint;
    v_nobody   constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF p_event = 'paid' AND claimed(p_command, '{pay}') THEN
        SELECT * INTO STRICT v_payout FROM payout
         WHERE banca_id = v_banca AND payout_id = p_document AND command_id = p_command AND user_id = my_user()
           AND business_date = p_date AND drawer_id = (my_drawer()).drawer_id AND ventana_id = (my_drawer()).ventana_id
           AND (my_role() = 'ADMIN' OR ticket_id = bearer_ticket());
        SELECT coalesce(u.payout_limit, b.payout_limit) INTO v_amount
          FROM app_user u JOIN banca b USING (banca_id) WHERE u.banca_id = v_banca AND u.user_id = my_user();
        IF v_payout.amount > v_amount AND my_role() <> 'ADMIN'
           AND NOT consented(p_command, 'pay_above', v_payout.code, v_payout.amount) THEN
            PERFORM refuse(jsonb_build_object('refusal', 'needs_approval', 'right', 'pay_above', 'target', v_payout.code,
                                              'amount', v_payout.amount, 'limit', v_amount));
        END IF;
        IF v_payout.method = 'cash' THEN
            RETURN NEXT ('J10', v_payout.ventana_id, 2310, v_nobody, 1100, v_payout.drawer_id, v_payout.amount)::leg;
            RETURN NEXT ('J10', v_banca, 2420, v_payout.ticket_id, 1320, v_payout.ventana_id, v_payout.amount)::leg;
        ELSE
            RETURN NEXT ('J11', v_payout.ventana_id, 2310, v_nobody, 1120, v_nobody, v_payout.amount)::leg;
            RETURN NEXT ('J11', v_banca, 2420, v_payout.ticket_id, 1320, v_payout.ventana_id, v_payout.amount)::leg;
        END IF;
        RETURN;
    END IF;

    IF (p_event = 'finalised' AND claimed(p_command, '{finalise}'))
       OR (p_event = 'reopened' AND claimed(p_command, '{reopen_prize,reverse_payout}')) THEN
        SELECT * INTO STRICT v_award FROM award
         WHERE banca_id = v_banca AND award_id = p_document
           AND mark = CASE p_event WHEN 'finalised' THEN 'FINALIZED' ELSE 'OPEN' END
           AND (my_role() = 'ADMIN' OR ticket_id = bearer_ticket());
        SELECT v_award.prize - coalesce(sum(p.amount), 0) INTO v_amount
          FROM payout p
         WHERE p.banca_id = v_banca AND p.ticket_id = v_award.ticket_id
           AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id);
        -- A prize is finalised and reopened by turns.
        SELECT count(*) FILTER (WHERE event = 'finalised') - count(*) FILTER (WHERE event = 'reopened') INTO v_marks
          FROM posting WHERE banca_id = v_banca AND document_id = p_document;
        IF v_marks <> (p_event = 'reopened')::integer OR p_version <> next_version(p_document, p_event) THEN
            RAISE EXCEPTION 'a prize is % once', p_event USING ERRCODE = 'BA403';
        END IF;
        IF p_event = 'finalised' THEN
            RETURN NEXT ('J14', v_banca, 2420, v_award.ticket_id, 2425, v_award.ticket_id, v_amount)::leg;
            RETURN;
        END IF;
        IF claimed(p_command, '{reopen_prize}') THEN
            PERFORM want_consent(p_command, 'reopen_prize', v_award.code, v_amount);
        ELSE
            SELECT * INTO STRICT v_payout FROM payout
             WHERE banca_id = v_banca AND ticket_id = v_award.ticket_id ORDER BY seq DESC LIMIT 1;
            PERFORM want_consent(p_command, 'reverse_payout', v_payout.payout_id::text, NULL);
        END IF;
        RETURN NEXT ('J15', v_banca, 2425, v_award.ticket_id, 2420, v_award.ticket_id, v_amount)::leg;
        RETURN;
    END IF;

    IF p_event = 'opened' AND p_version = 1 AND claimed(p_command, '{open_drawer}') THEN
        v_drawer := my_drawer();
        IF v_drawer.drawer_id = p_document AND v_drawer.business_date = p_date AND v_drawer.ventana_id = my_ventana() THEN
            RETURN NEXT ('J46', v_drawer.ventana_id, 1100, p_document, 1110, v_nobody, v_drawer.float_minor)::leg;
            RETURN;
        END IF;
    END IF;

    IF p_event = 'moved' AND p_version = 1 AND claimed(p_command, '{move_cash}') THEN
        v_drawer := my_drawer();
        SELECT * INTO STRICT v_movement FROM cash_movement
         WHERE banca_id = v_banca AND movement_id = p_document AND user_id = my_user() AND drawer_id = v_drawer.drawer_id;
        IF v_movement.kind <> 'pay_in' THEN
            PERFORM want_consent(p_command, 'move_cash', v_movement.drawer_id::text, v_movement.amount);
        END IF;
        RETURN NEXT CASE v_movement.kind
            WHEN 'pay_in' THEN ('J47', v_drawer.ventana_id, 1100, v_drawer.drawer_id, 1110, v_nobody, v_movement.amount)::leg
            WHEN 'drop' THEN ('J47', v_drawer.ventana_id, 1110, v_nobody, 1100, v_drawer.drawer_id, v_movement.amount)::leg
            ELSE ('J47', v_drawer.ventana_id, 6100, v_nobody, 1100, v_drawer.drawer_id, v_movement.amount)::leg END;
        RETURN;
    END IF;

    IF p_event = 'closed' AND p_version = 1 AND claimed(p_command, '{close_drawer}') THEN
        SELECT * INTO STRICT v_drawer FROM drawer
         WHERE banca_id = v_banca AND drawer_id = p_document AND state = 'counting'
           AND (user_id = my_user() OR my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND ventana_id = my_ventana()));
        SELECT total INTO STRICT v_counted FROM drawer_count
         WHERE banca_id = v_banca AND drawer_id = p_document ORDER BY count_no DESC LIMIT 1;
        SELECT v_counted - balance INTO STRICT v_amount FROM account
         WHERE banca_id = v_banca AND book = v_drawer.ventana_id AND code = 1100 AND key = p_document;
        IF abs(v_amount) > (SELECT cash_threshold FROM banca WHERE banca_id = v_banca) THEN
            PERFORM want_consent(p_command, 'approve_difference', p_document::text, NULL);
        END IF;
        IF v_amount < 0 THEN
            RETURN NEXT ('J49', v_drawer.ventana_id, 6520, v_nobody, 1100, p_document, -v_amount)::leg;
        ELSE
            RETURN NEXT ('J48', v_drawer.ventana_id, 1100, p_document, 6520, v_nobody, v_amount)::leg;
        END IF;
        RETURN NEXT ('J50', v_drawer.ventana_id, 1110, v_nobody, 1100, p_document, v_counted)::leg;
        RETURN;
    END IF;
    RAISE EXCEPTION 'no command of this session posts %', p_event USING ERRCODE = 'BA403';
END $$;

-- Posts the legs of an event for a console: only those that the document says, within the command that made it.
CREATE FUNCTION post_legs(
    p_banca uuid, p_command uuid, p_document uuid, p_event text, p_version smallint, p_date date, p_legs jsonb)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_due leg[];
BEGIN
    IF by_owner() THEN
        RETURN book_legs(p_banca, p_command, p_document, p_event, p_version, p_date, p_legs);
    END IF;
    IF p_banca IS DISTINCT FROM my_banca() THEN
        PERFORM refuse('{"refusal": "not_signed_in"}');
    END IF;
    -- A command may begin on one day and post on the next; no further.
    IF abs(p_date - business_date(p_banca, my_ventana(), banca_now())) > 1 THEN
        RAISE EXCEPTION 'no posting on %', p_date USING ERRCODE = 'BA403';
    END IF;
    v_due := ARRAY(SELECT l FROM due_legs(p_command, p_document, p_event, p_version, p_date) l WHERE l.amount <> 0);
    IF EXISTS ((SELECT (d.l).* FROM (SELECT unnest(v_due)::leg AS l) d)
               EXCEPT ALL
               SELECT * FROM jsonb_populate_recordset(NULL::leg, p_legs) g WHERE g.amount <> 0)
       OR EXISTS ((SELECT * FROM jsonb_populate_recordset(NULL::leg, p_legs) g WHERE g.amount <> 0)
                  EXCEPT ALL
                  SELECT (d.l).* FROM (SELECT unnest(v_due)::leg AS l) d)
       OR jsonb_path_exists(p_legs, '$[*].reverses') THEN
        RAISE EXCEPTION 'the legs differ from the document' USING ERRCODE = 'BA403';
    END IF;
    RETURN book_legs(p_banca, p_command, p_document, p_event, p_version, p_date, p_legs);
EXCEPTION WHEN no_data_found THEN
    RAISE EXCEPTION 'no document of this command' USING ERRCODE = 'BA403';
END $$;

-- Reverses a payout for a console: one that this command takes back, into the own drawer of the shop that paid.
CREATE FUNCTION reverse_event(
    p_banca uuid, p_command uuid, p_document uuid, p_event text, p_reversal_event text, p_date date, p_drawer uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_payout payout;
    v_drawer drawer := my_drawer();
BEGIN
    IF NOT by_owner() THEN
        IF p_banca IS DISTINCT FROM my_banca() THEN
            PERFORM refuse('{"refusal": "not_signed_in"}');
        END IF;
        SELECT p.* INTO v_payout
          FROM payout p
          JOIN payout_reversal r USING (banca_id, payout_id)
         WHERE p.banca_id = p_banca AND p.payout_id = p_document AND p.ventana_id = v_drawer.ventana_id
           AND r.command_id = p_command AND r.user_id = my_user() AND r.drawer_id = v_drawer.drawer_id
           AND r.business_date = p_date AND p_drawer = v_drawer.drawer_id
           AND abs(p_date - business_date(p_banca, v_drawer.ventana_id, banca_now())) <= 1
           AND (my_role() = 'ADMIN' OR p.ticket_id = bearer_ticket());
        IF NOT FOUND OR (p_event, p_reversal_event) <> ('paid', 'reversed') OR NOT claimed(p_command, '{reverse_payout}') THEN
            RAISE EXCEPTION 'no command of this session reverses %', p_event USING ERRCODE = 'BA403';
        END IF;
        PERFORM want_consent(p_command, 'reverse_payout', p_document::text, v_payout.amount);
    END IF;
    PERFORM book_reversal(p_banca, p_command, p_document, p_event, p_reversal_event, p_date, p_drawer);
END $$;

-- Cancels a ticket: the own one within its minutes, any other with the right to it or another's consent.
CREATE FUNCTION cancel_ticket(p_command uuid, p_ticket uuid, p_date date, p_drawer uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_ticket ticket;
BEGIN
    IF NOT claimed(p_command, '{cancel_ticket}')
       OR abs(p_date - business_date(my_banca(), my_ventana(), banca_now())) > 1 THEN
        RAISE EXCEPTION 'no command of this session cancels' USING ERRCODE = 'BA403';
    END IF;
    SELECT t.* INTO v_ticket
      FROM ticket_code c
      JOIN ticket t ON t.banca_id = c.banca_id AND t.business_date = c.business_date AND t.ticket_id = c.ticket_id
     WHERE c.banca_id = my_banca() AND c.ticket_id = p_ticket;
    IF v_ticket.vendedor_id IS DISTINCT FROM my_user()
       OR banca_now() - v_ticket.sold_at > (SELECT make_interval(mins => void_minutes) FROM banca WHERE banca_id = my_banca())
    THEN
        PERFORM want_consent(p_command, 'cancel_any', v_ticket.code, v_ticket.total);
    END IF;
    PERFORM take_back_ticket(p_command, p_ticket, p_date, p_drawer);
END $$;

REVOKE ALL ON FUNCTION
    claimed(uuid, text[]), consented(uuid, text, text, bigint), want_consent(uuid, text, text, bigint), my_drawer(),
    due_legs(uuid, uuid, text, smallint, date), post_legs(uuid, uuid, uuid, text, smallint, date, jsonb),
    reverse_event(uuid, uuid, uuid, text, text, date, uuid), cancel_ticket(uuid, uuid, date, uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    post_legs(uuid, uuid, uuid, text, smallint, date, jsonb),
    reverse_event(uuid, uuid, uuid, text, text, date, uuid),
    cancel_ticket(uuid, uuid, date, uuid)
    TO banca_app;
