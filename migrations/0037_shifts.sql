-- The drawer in full: what a shift was closed with, who reviewed it, openings without a sale, the next cashier, and reports.

CREATE OR REPLACE FUNCTION pg_temp.amend(p_function regprocedure, p_old text, p_new text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_text text := pg_get_functiondef(p_function);
BEGIN
    IF (length(v_text) - length(replace(v_text, p_old, ''))) <> length(p_old) THEN
        RAISE EXCEPTION '% has not exactly one %', p_function, p_old;
    END IF;
    EXECUTE replace(v_text, p_old, p_new);
END $$;

-- --- what the house sets ----------------------------------------------------------------------------------------------

ALTER TABLE banca
    -- Up to these a cashier drops cash, or pays a petty expense, without a second person.
    ADD COLUMN drop_limit       bigint  NOT NULL DEFAULT 0 CHECK (drop_limit BETWEEN 0 AND 900000000000000),
    ADD COLUMN pay_out_limit    bigint  NOT NULL DEFAULT 0 CHECK (pay_out_limit BETWEEN 0 AND 900000000000000),
    -- A drawer that holds more is told to drop.
    ADD COLUMN drop_above       bigint  CHECK (drop_above BETWEEN 1 AND 900000000000000),
    -- A difference above the threshold and up to this wants a reason, and nobody's consent.
    ADD COLUMN difference_limit bigint  NOT NULL DEFAULT 0 CHECK (difference_limit BETWEEN 0 AND 900000000000000),
    -- Who bears what is short, where nobody who may says otherwise.
    ADD COLUMN short_borne_by   text    NOT NULL DEFAULT 'shop' CHECK (short_borne_by IN ('shop', 'cashier')),
    -- Whether a cashier counts without being told what there should be.
    ADD COLUMN blind_count      boolean NOT NULL DEFAULT true,
    -- The last day on which coins of five colones are counted.
    ADD COLUMN five_until       date    NOT NULL DEFAULT date '2026-06-30';
GRANT UPDATE (drop_limit, pay_out_limit, drop_above, difference_limit, short_borne_by, blind_count, five_until) ON banca TO banca_app;

-- --- what is kept -----------------------------------------------------------------------------------------------------

-- What a drawer was closed with beside its count: who bears what is short, what else was counted, what stays for the next
-- shift, and the drawer that it was handed over to.
CREATE TABLE drawer_closing (
    banca_id       uuid        NOT NULL,
    drawer_id      uuid        NOT NULL,
    command_id     uuid        NOT NULL,
    reason         text        NOT NULL CHECK (length(reason) <= 500),
    short_borne_by text        NOT NULL CHECK (short_borne_by IN ('shop', 'cashier')),
    tenders        jsonb       NOT NULL CHECK (jsonb_typeof(tenders) = 'array'),
    kept           bigint      NOT NULL CHECK (kept BETWEEN 0 AND 900000000000000),
    next_drawer    uuid,
    user_id        uuid        NOT NULL,
    at             timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, drawer_id),
    FOREIGN KEY (banca_id, drawer_id) REFERENCES drawer,
    FOREIGN KEY (banca_id, next_drawer) REFERENCES drawer DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user
);

-- A closed drawer that somebody else looked through.
CREATE TABLE drawer_review (
    banca_id   uuid        NOT NULL,
    drawer_id  uuid        NOT NULL,
    command_id uuid        NOT NULL,
    note       text        NOT NULL CHECK (length(note) <= 500),
    user_id    uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, drawer_id),
    FOREIGN KEY (banca_id, drawer_id) REFERENCES drawer,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user
);

-- A drawer that was opened without a sale.
CREATE TABLE no_sale (
    banca_id   uuid        NOT NULL,
    no_sale_id uuid        NOT NULL,
    drawer_id  uuid        NOT NULL,
    command_id uuid        NOT NULL,
    reason     text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    user_id    uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, no_sale_id),
    FOREIGN KEY (banca_id, drawer_id) REFERENCES drawer,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user
);
CREATE INDEX sale_of_drawer ON sale (banca_id, drawer_id) WHERE tender = 'listed';
CREATE INDEX no_sale_of_drawer ON no_sale (banca_id, drawer_id, at);

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['drawer_closing', 'drawer_review', 'no_sale'] LOOP
        EXECUTE format('CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_immutable()', v_table);
        EXECUTE format('CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()', v_table);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app USING (banca_id = (SELECT my_banca()))', v_table);
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app USING (drawer_id IN (SELECT d.drawer_id FROM drawer d))', v_table);
        EXECUTE format('GRANT SELECT ON %I TO banca_app', v_table);
    END LOOP;
END $$;

-- --- what changes -----------------------------------------------------------------------------------------------------

-- Notes what the own drawer, or one within reach, is closed with; before it is closed, by the command that closes it. Only
-- who needs no consent to a difference says who bears it.
CREATE FUNCTION note_closing(p_command uuid, p_drawer uuid, p_reason text, p_short text, p_tenders jsonb, p_kept bigint, p_next uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
BEGIN
    IF NOT claimed(p_command, '{close_drawer,hand_over}')
       OR (p_next IS NOT NULL) <> claimed(p_command, '{hand_over}')
       OR NOT EXISTS (SELECT FROM drawer
                       WHERE banca_id = v_banca AND drawer_id = p_drawer AND state = 'counting'
                         AND (user_id = my_user() OR my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND ventana_id = my_ventana())))
       OR (my_role() = 'VENDEDOR' AND p_short <> (SELECT short_borne_by FROM banca WHERE banca_id = v_banca)) THEN
        RAISE EXCEPTION 'no command of this session closes this drawer so' USING ERRCODE = 'BA403';
    END IF;
    INSERT INTO drawer_closing (banca_id, drawer_id, command_id, reason, short_borne_by, tenders, kept, next_drawer, user_id)
    VALUES (v_banca, p_drawer, p_command, p_reason, p_short, p_tenders, p_kept, p_next, my_user());
END $$;

-- Opens the next cashier's drawer at this terminal with what the last one kept for it. The next cashier is who consented.
CREATE FUNCTION take_over_drawer(p_command uuid, p_from uuid, p_approval uuid, p_date date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_from  drawer;
    v_made  drawer_closing;
    v_to    app_user;
BEGIN
    SELECT * INTO v_from FROM drawer
     WHERE banca_id = v_banca AND drawer_id = p_from AND state = 'closed' AND user_id = my_user() AND terminal_id = my_terminal();
    SELECT * INTO v_made FROM drawer_closing
     WHERE banca_id = v_banca AND drawer_id = p_from AND command_id = p_command AND next_drawer IS NOT NULL;
    SELECT u.* INTO v_to
      FROM approval a JOIN app_user u ON u.banca_id = a.banca_id AND u.user_id = a.granted_by
     WHERE a.banca_id = v_banca AND a.approval_id = p_approval AND a.command_id = p_command AND a."right" = 'take_drawer'
       AND a.target = p_from::text AND a.asked_by = my_user() AND a.consumed_at IS NOT NULL;
    IF NOT claimed(p_command, '{hand_over}') OR v_from.drawer_id IS NULL OR v_made.drawer_id IS NULL OR v_to.user_id IS NULL
       OR NOT v_to.active OR v_to.ventana_id IS DISTINCT FROM v_from.ventana_id
       OR abs(p_date - business_date(v_banca, v_from.ventana_id, banca_now())) > 1 THEN
        RAISE EXCEPTION 'no command of this session hands this drawer over' USING ERRCODE = 'BA403';
    END IF;
    INSERT INTO drawer (banca_id, drawer_id, ventana_id, terminal_id, user_id, business_date, float_minor)
    VALUES (v_banca, v_made.next_drawer, v_from.ventana_id, v_from.terminal_id, v_to.user_id, p_date, v_made.kept);
    PERFORM book_legs(v_banca, p_command, v_made.next_drawer, 'opened', 1::smallint, p_date, jsonb_build_array(jsonb_build_object(
        'code', 'J46', 'book', v_from.ventana_id, 'debit', 1100, 'debit_key', v_made.next_drawer,
        'credit', 1110, 'credit_key', '00000000-0000-0000-0000-000000000000', 'amount', v_made.kept)));
    RETURN v_to.user_id;
END $$;

-- Notes that a closed drawer was looked through; by somebody else than whose it is, once.
CREATE FUNCTION review_drawer(p_command uuid, p_drawer uuid, p_note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT claimed(p_command, '{review_drawer}')
       OR NOT EXISTS (SELECT FROM drawer
                       WHERE banca_id = my_banca() AND drawer_id = p_drawer AND state = 'closed' AND user_id <> my_user()
                         AND (my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND ventana_id = my_ventana()))) THEN
        RAISE EXCEPTION 'no command of this session reviews this drawer' USING ERRCODE = 'BA403';
    END IF;
    INSERT INTO drawer_review (banca_id, drawer_id, command_id, note, user_id)
    VALUES (my_banca(), p_drawer, p_command, p_note, my_user());
END $$;

-- Notes that the own drawer was opened without a sale.
CREATE FUNCTION open_no_sale(p_command uuid, p_no_sale uuid, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_drawer drawer := my_drawer();
BEGIN
    IF NOT claimed(p_command, '{no_sale}') OR v_drawer.drawer_id IS NULL THEN
        RAISE EXCEPTION 'no command of this session opens a drawer' USING ERRCODE = 'BA403';
    END IF;
    INSERT INTO no_sale (banca_id, no_sale_id, drawer_id, command_id, reason, user_id)
    VALUES (v_drawer.banca_id, p_no_sale, v_drawer.drawer_id, p_command, p_reason, my_user());
END $$;

DO $$
DECLARE
    v_due constant regprocedure := 'due_legs(uuid, uuid, text, smallint, date)';
BEGIN
    -- A hand-over closes a drawer too; a difference within the second threshold wants nobody's consent; what is short is
    -- booked to whom the closing says.
    PERFORM pg_temp.amend(v_due, 'claimed(p_command, ''{close_drawer}'')', 'claimed(p_command, ''{close_drawer,hand_over}'')');
    PERFORM pg_temp.amend(v_due, '(SELECT cash_threshold FROM banca WHERE banca_id = v_banca)',
                          '(SELECT greatest(cash_threshold, difference_limit) FROM banca WHERE banca_id = v_banca)');
    PERFORM pg_temp.amend(v_due, '(''J49'', v_drawer.ventana_id, 6520, v_nobody, 1100, p_document, -v_amount)::leg',
        '(''J49'', v_drawer.ventana_id, n.debit, n.key, 1100, p_document, -v_amount)::leg
               FROM (SELECT CASE s.cashier WHEN true THEN 1330 ELSE 6520 END AS debit,
                            CASE s.cashier WHEN true THEN v_drawer.user_id ELSE v_nobody END AS key
                       FROM (SELECT EXISTS (SELECT FROM drawer_closing c
                                             WHERE c.banca_id = v_banca AND c.drawer_id = p_document
                                               AND c.short_borne_by = ''cashier'') AS cashier) s) n');
    -- Small amounts leave a drawer without consent.
    PERFORM pg_temp.amend(v_due, 'IF v_movement.kind <> ''pay_in'' THEN',
        'IF v_movement.amount > (SELECT CASE v_movement.kind WHEN ''drop'' THEN drop_limit WHEN ''pay_out'' THEN pay_out_limit
                                                             ELSE v_movement.amount END
                                   FROM banca WHERE banca_id = v_banca) THEN');
    -- Whoever takes a drawer over consents to it, a seller as well as anybody; nobody from another shop.
    PERFORM pg_temp.amend('approve(uuid, text, uuid, text, bigint, text, text, bytea)',
        'IF v_granter.role = ''VENDEDOR''',
        'IF (v_granter.role = ''VENDEDOR'' AND p_right <> ''take_drawer'')
       OR (p_right = ''take_drawer'' AND v_granter.ventana_id IS DISTINCT FROM v_asker.ventana_id)');
END $$;

-- --- what is told -----------------------------------------------------------------------------------------------------

-- A drawer within reach: the own one, one of the own shop for who runs it, any for an administrator.
CREATE FUNCTION drawer_within_reach(p_drawer uuid) RETURNS SETOF drawer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.*
      FROM drawer d
     WHERE d.banca_id = my_banca() AND d.drawer_id = p_drawer
       AND (d.user_id = my_user() OR my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND d.ventana_id = my_ventana()))
$$;

-- Why cash came or went, by the code of its transfer, whether it reverses one, the other account and the sign.
CREATE FUNCTION cash_kind(p_code text, p_back boolean, p_other smallint, p_in boolean) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN p_code = 'J46' THEN 'float'
        WHEN p_code IN ('J01', 'J02', 'J03') THEN CASE WHEN p_back THEN 'ticket_back' ELSE 'ticket' END
        WHEN p_code = 'J10' THEN CASE WHEN p_back THEN 'payout_back' ELSE 'payout' END
        WHEN p_code = 'J61' THEN CASE WHEN p_back THEN 'refund_back' ELSE 'refund' END
        WHEN p_code = 'J67' THEN CASE WHEN p_back THEN 'claim_back' ELSE 'claim' END
        WHEN p_code = 'J47' THEN CASE WHEN p_in THEN 'pay_in' WHEN p_other = 1110 THEN 'drop' ELSE 'pay_out' END
        WHEN p_code = 'J55' THEN CASE WHEN p_in THEN 'seller_in' ELSE 'seller_out' END
        WHEN p_code IN ('J17', 'J18', 'J19', 'J20', 'J21', 'J22', 'J23', 'J24', 'J25', 'J36')
        THEN CASE WHEN p_back THEN 'goods_void' ELSE 'goods' END
        WHEN p_code = 'J27' THEN 'goods_void'
        WHEN p_code IN ('J28', 'J29') THEN 'goods_return'
        WHEN p_code IN ('J30', 'J35') THEN CASE WHEN p_back THEN 'settlement_back' ELSE 'settlement' END
        WHEN p_code = 'J34' THEN 'settlement_back'
        WHEN p_code = 'J48' THEN 'over'
        WHEN p_code = 'J49' THEN 'short'
        WHEN p_code = 'J50' THEN 'to_safe'
        ELSE 'other'
    END
$$;

-- What moved a drawer's cash, event by event: one row for each kind within an event.
CREATE FUNCTION drawer_cash(p_drawer uuid)
RETURNS TABLE (posting_id uuid, at timestamptz, document_id uuid, event text, kind text, amount bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS (SELECT * FROM drawer_within_reach(p_drawer)), moved AS (
        SELECT t.banca_id, t.posting_id, cash_kind(t.code, t.reverses_id IS NOT NULL, t.credit_code, true) AS kind, t.amount
          FROM mine m
          JOIN transfer t
            ON t.banca_id = m.banca_id AND t.book = m.ventana_id AND t.debit_code = 1100 AND t.debit_key = m.drawer_id
        UNION ALL
        SELECT t.banca_id, t.posting_id, cash_kind(t.code, t.reverses_id IS NOT NULL, t.debit_code, false), -t.amount
          FROM mine m
          JOIN transfer t
            ON t.banca_id = m.banca_id AND t.book = m.ventana_id AND t.credit_code = 1100 AND t.credit_key = m.drawer_id
    )
    SELECT p.posting_id, p.at, p.document_id, p.event, m.kind, sum(m.amount)::bigint
      FROM moved m JOIN posting p USING (banca_id, posting_id)
     GROUP BY p.posting_id, p.at, p.document_id, p.event, m.kind
$$;

-- All that happened at a drawer, by how it was paid. Cash from the books; what was paid otherwise from its documents.
CREATE FUNCTION drawer_events(p_drawer uuid)
RETURNS TABLE (entry_id uuid, at timestamptz, kind text, tender text, document_id uuid, amount bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT md5(c.posting_id || c.kind)::uuid, c.at, c.kind, 'cash', c.document_id, c.amount FROM drawer_cash(p_drawer) c
    UNION ALL
    SELECT p.payout_id, p.at, CASE p.kind WHEN 'PRIZE' THEN 'payout' ELSE 'refund' END, p.method, p.payout_id, -p.amount
      FROM drawer_within_reach(p_drawer) d
      JOIN payout p ON p.banca_id = d.banca_id AND p.drawer_id = d.drawer_id AND p.method <> 'cash'
    UNION ALL
    SELECT md5(r.payout_id || 'back')::uuid, r.at, CASE p.kind WHEN 'PRIZE' THEN 'payout_back' ELSE 'refund_back' END, p.method, r.payout_id, p.amount
      FROM drawer_within_reach(p_drawer) d
      JOIN payout_reversal r ON r.banca_id = d.banca_id AND r.drawer_id = d.drawer_id
      JOIN payout p ON p.banca_id = r.banca_id AND p.payout_id = r.payout_id AND p.method <> 'cash'
    UNION ALL
    SELECT md5(s.sale_id || ' ' || t.seq)::uuid, s.sold_at, 'goods', t.kind, s.sale_id, t.amount
      FROM drawer_within_reach(p_drawer) d
      JOIN sale s ON s.banca_id = d.banca_id AND s.drawer_id = d.drawer_id AND s.tender = 'listed'
      JOIN tender t ON t.banca_id = s.banca_id AND t.sale_id = s.sale_id AND t.kind NOT IN ('cash', 'prize') AND t.amount > 0
    UNION ALL
    SELECT md5(f.document_id || ' back ' || f.seq)::uuid, v.at, 'goods_void', f.kind, v.sale_id, -f.amount
      FROM drawer_within_reach(p_drawer) d
      JOIN sale_void v ON v.banca_id = d.banca_id AND v.drawer_id = d.drawer_id
      JOIN refund f ON f.banca_id = v.banca_id AND f.document_id = v.sale_id AND f.kind NOT IN ('cash', 'prize')
    UNION ALL
    SELECT md5(f.document_id || ' back ' || f.seq)::uuid, r.at, 'goods_return', f.kind, r.return_id, -f.amount
      FROM drawer_within_reach(p_drawer) d
      JOIN sale_return r ON r.banca_id = d.banca_id AND r.drawer_id = d.drawer_id
      JOIN refund f ON f.banca_id = r.banca_id AND f.document_id = r.return_id AND f.kind NOT IN ('cash', 'prize')
    UNION ALL
    SELECT n.no_sale_id, n.at, 'no_sale', 'cash', n.no_sale_id, 0
      FROM drawer_within_reach(p_drawer) d
      JOIN no_sale n ON n.banca_id = d.banca_id AND n.drawer_id = d.drawer_id
$$;

-- What happened at a drawer, added up by kind and by how it was paid.
CREATE FUNCTION drawer_lines(p_drawer uuid) RETURNS TABLE (kind text, tender text, count bigint, amount bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.kind, e.tender, count(*), sum(e.amount)::bigint FROM drawer_events(p_drawer) e GROUP BY e.kind, e.tender
$$;

-- A page of what happened at a drawer, newest first, with what the paper of each is called.
CREATE FUNCTION drawer_entries(p_drawer uuid, p_tender text, p_after_at timestamptz, p_after uuid, p_limit integer)
RETURNS TABLE (entry_id uuid, at timestamptz, kind text, tender text, label text, amount bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.entry_id, e.at, e.kind, e.tender,
           coalesce((SELECT c.code::text FROM ticket_code c WHERE c.banca_id = my_banca() AND c.ticket_id = e.document_id),
                    (SELECT p.code::text FROM payout p WHERE p.banca_id = my_banca() AND p.payout_id = e.document_id),
                    (SELECT s.number FROM sale s WHERE s.banca_id = my_banca() AND s.sale_id = e.document_id),
                    (SELECT r.number FROM sale_return r WHERE r.banca_id = my_banca() AND r.return_id = e.document_id),
                    (SELECT m.reason FROM cash_movement m WHERE m.banca_id = my_banca() AND m.movement_id = e.document_id),
                    (SELECT n.reason FROM no_sale n WHERE n.banca_id = my_banca() AND n.no_sale_id = e.document_id), ''),
           e.amount
      FROM drawer_events(p_drawer) e
     WHERE (p_tender IS NULL OR e.tender = p_tender)
       AND (p_after IS NULL OR (e.at, e.entry_id) < (p_after_at, p_after))
     ORDER BY e.at DESC, e.entry_id DESC, e.kind
     LIMIT p_limit
$$;

-- What lotteries sold through a drawer.
CREATE FUNCTION drawer_lotteries(p_drawer uuid) RETURNS TABLE (name text, tickets bigint, amount bigint, cancelled bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.name, count(*), sum(k.total)::bigint, count(*) FILTER (WHERE k.state = 'CANCELLED')
      FROM drawer_within_reach(p_drawer) d
      JOIN ticket k ON k.banca_id = d.banca_id AND k.vendedor_id = d.user_id AND k.sold_at >= d.opened_at
                   AND k.drawer_id = d.drawer_id
      JOIN draw w ON w.banca_id = k.banca_id AND w.draw_id = k.draw_id
      JOIN lottery l ON l.banca_id = w.banca_id AND l.lottery_id = w.lottery_id
     GROUP BY l.name
     ORDER BY l.name
$$;

-- What goods sold through a drawer came to, voided sales left out: how many, before what was given, by promotions and by hand.
CREATE FUNCTION drawer_goods(p_drawer uuid)
RETURNS TABLE (sales bigint, voided bigint, gross bigint, promotions bigint, discounts bigint, tax bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(DISTINCT s.sale_id) FILTER (WHERE s.state = 'completed'),
           count(DISTINCT s.sale_id) FILTER (WHERE s.state = 'voided'),
           coalesce(sum(l.gross) FILTER (WHERE s.state = 'completed'), 0)::bigint,
           coalesce(sum(l.promotion) FILTER (WHERE s.state = 'completed'), 0)::bigint,
           coalesce(sum(l.given + l.shared + l.points) FILTER (WHERE s.state = 'completed'), 0)::bigint,
           coalesce(sum(l.tax) FILTER (WHERE s.state = 'completed'), 0)::bigint
      FROM drawer_within_reach(p_drawer) d
      JOIN sale s ON s.banca_id = d.banca_id AND s.drawer_id = d.drawer_id AND s.tender = 'listed'
      LEFT JOIN sale_line l ON l.banca_id = s.banca_id AND l.sale_id = s.sale_id
$$;

-- Payments taken at a drawer that nobody has seen in the bank yet.
CREATE FUNCTION drawer_pending(p_drawer uuid) RETURNS TABLE (kind text, reference text, amount bigint, sale text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.kind, e.reference, e.amount, coalesce(s.number, ''), e.at
      FROM drawer_within_reach(p_drawer) d
      JOIN electronic e ON e.banca_id = d.banca_id AND e.ventana_id = d.ventana_id AND e.drawer_id = d.drawer_id
                       AND e.state = 'pending'
      LEFT JOIN sale s ON s.banca_id = e.banca_id AND s.sale_id = e.sale_id
     ORDER BY e.at, e.electronic_id
$$;

-- Sales that are not finished at a drawer: open or parked by its cashier at its terminal, with anything in them.
CREATE FUNCTION drawer_open_sales(p_drawer uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*)
      FROM drawer_within_reach(p_drawer) d
      JOIN basket b ON b.banca_id = d.banca_id AND b.ventana_id = d.ventana_id AND b.user_id = d.user_id
                   AND b.terminal_id = d.terminal_id AND b.state IN ('open', 'parked') AND b.total > 0
$$;

-- Who consented to what was done at a drawer, how often.
CREATE FUNCTION drawer_approvers(p_drawer uuid) RETURNS TABLE (name text, "right" text, count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT user_name(a.granted_by), a."right", count(*)
      FROM drawer_within_reach(p_drawer) d
      JOIN approval a ON a.banca_id = d.banca_id AND a.terminal_id = d.terminal_id AND a.asked_by = d.user_id
                     AND a.consumed_at >= d.opened_at AND (d.closed_at IS NULL OR a.consumed_at <= d.closed_at)
     GROUP BY 1, 2
     ORDER BY 1, 2
$$;

REVOKE ALL ON FUNCTION
    note_closing(uuid, uuid, text, text, jsonb, bigint, uuid), take_over_drawer(uuid, uuid, uuid, date),
    review_drawer(uuid, uuid, text), open_no_sale(uuid, uuid, text), drawer_within_reach(uuid),
    cash_kind(text, boolean, smallint, boolean), drawer_cash(uuid), drawer_events(uuid), drawer_lines(uuid),
    drawer_entries(uuid, text, timestamptz, uuid, integer), drawer_lotteries(uuid), drawer_approvers(uuid),
    drawer_goods(uuid), drawer_pending(uuid), drawer_open_sales(uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    note_closing(uuid, uuid, text, text, jsonb, bigint, uuid), take_over_drawer(uuid, uuid, uuid, date),
    review_drawer(uuid, uuid, text), open_no_sale(uuid, uuid, text), drawer_lines(uuid),
    drawer_entries(uuid, text, timestamptz, uuid, integer), drawer_lotteries(uuid), drawer_approvers(uuid),
    drawer_goods(uuid), drawer_pending(uuid), drawer_open_sales(uuid)
    TO banca_app;
