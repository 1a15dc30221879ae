-- A list that came late or is suspicious is excluded: what a shop or a seller sold for a draw plays no more, its stakes become
-- refundable, and nothing is added to it. It can be included again while the draw has no result.

CREATE OR REPLACE FUNCTION pg_temp.amend(p_function regprocedure, p_old text, p_new text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_def text := pg_get_functiondef(p_function);
BEGIN
    IF position(p_old IN v_def) = 0 THEN
        RAISE EXCEPTION 'nothing to amend in %: %', p_function, p_old;
    END IF;
    EXECUTE replace(v_def, p_old, p_new);
END $$;

CREATE TABLE list_exclusion (
    banca_id         uuid        NOT NULL,
    exclusion_id     uuid        NOT NULL,
    draw_id          uuid        NOT NULL,
    -- A seller's list (1) or a shop's (2).
    scope_rank       smallint    NOT NULL CHECK (scope_rank IN (1, 2)),
    scope_id         uuid        NOT NULL,
    reason           text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    -- What fell with it.
    tickets          bigint      NOT NULL CHECK (tickets >= 0),
    stakes           bigint      NOT NULL CHECK (stakes BETWEEN 0 AND 900000000000000),
    listero          bigint      NOT NULL CHECK (listero BETWEEN 0 AND 900000000000000),
    vendedor         bigint      NOT NULL CHECK (vendedor BETWEEN 0 AND 900000000000000),
    user_id          uuid        NOT NULL,
    command_id       uuid        NOT NULL,
    approval_id      uuid        NOT NULL,
    at               timestamptz NOT NULL DEFAULT banca_now(),
    ended_reason     text        CHECK (length(ended_reason) BETWEEN 1 AND 500),
    ended_by         uuid,
    ended_command_id uuid,
    ended_approval_id uuid,
    ended_at         timestamptz,
    PRIMARY KEY (banca_id, exclusion_id),
    UNIQUE (banca_id, command_id),
    UNIQUE (banca_id, ended_command_id),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    FOREIGN KEY (banca_id, ended_by) REFERENCES app_user,
    CHECK (num_nulls(ended_reason, ended_by, ended_command_id, ended_approval_id, ended_at) IN (0, 5))
);
CREATE UNIQUE INDEX list_excluded ON list_exclusion (banca_id, draw_id, scope_id) WHERE ended_at IS NULL;
CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON list_exclusion FOR EACH ROW
    EXECUTE FUNCTION guard_immutable('ended_reason', 'ended_by', 'ended_command_id', 'ended_approval_id', 'ended_at');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON list_exclusion FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();
GRANT SELECT ON list_exclusion TO banca_app;
ALTER TABLE list_exclusion ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON list_exclusion AS RESTRICTIVE TO banca_app
    USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()));
-- Whoever's list it is, those who run the shop, and who works in it, because nothing of it is sold.
CREATE POLICY reach ON list_exclusion FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR scope_id IN ((SELECT my_user()), (SELECT my_ventana()))
           OR ((SELECT my_role()) = 'VENTANA'
               AND scope_id IN (SELECT u.user_id FROM app_user u WHERE u.ventana_id = (SELECT my_ventana()))));

-- A ticket goes out with its list, and comes back with it.
SELECT pg_temp.amend('guard_ticket()', 'NEW.state <> OLD.state AND OLD.state <> ''ACTIVE''',
                     'NEW.state <> OLD.state AND OLD.state <> ''ACTIVE'' AND (OLD.state, NEW.state) <> (''EXCLUDED'', ''ACTIVE'')');
-- The sale says so among what speaks against it, before it takes any lock but the fences.
SELECT pg_temp.amend('sell(text, uuid, bytea, jsonb)', 'WHEN v_now >= d.cutoff THEN',
       'WHEN EXISTS (SELECT FROM list_exclusion x
                                    WHERE x.banca_id = v_me.banca_id AND x.draw_id = d.draw_id AND x.ended_at IS NULL
                                      AND x.scope_id IN (v_me.user_id, v_me.ventana_id))
                 THEN jsonb_build_object(''problem'', ''list_excluded'', ''draw'', t.draw)
                 WHEN v_now >= d.cutoff THEN');
-- A seal counts what it hashes as standing: a list goes out and comes back on either side of the close.
SELECT pg_temp.amend('draw_seal_input(uuid, uuid)', 'state = ''ACTIVE''', 'state <> ''CANCELLED''');
-- Only prizes are corrected and called off; what was refunded stays refunded.
SELECT pg_temp.amend('settle_draw(uuid, uuid, smallint, text)', 'PERFORM FROM award WHERE banca_id = v_banca AND draw_id = p_draw ORDER BY',
                     'PERFORM FROM award WHERE banca_id = v_banca AND draw_id = p_draw AND kind = ''PRIZE'' ORDER BY'),
       pg_temp.amend('settle_draw(uuid, uuid, smallint, text)', 'WHERE a.banca_id = v_banca AND a.draw_id = p_draw
',                   'WHERE a.banca_id = v_banca AND a.draw_id = p_draw AND a.kind = ''PRIZE''
'),
       pg_temp.amend('settle_draw(uuid, uuid, smallint, text)', 'WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id
',                   'WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id AND p.kind = ''PRIZE''
'),
       pg_temp.amend('annul_draw(uuid, uuid, text)', 'WHERE a.banca_id = v_banca AND a.draw_id = p_draw
',                   'WHERE a.banca_id = v_banca AND a.draw_id = p_draw AND a.kind = ''PRIZE''
');
-- The commissions that go back with a draw raise the debts that shops keep inline, before the counters are touched.
SELECT pg_temp.amend('annul_draw(uuid, uuid, text)', '    UPDATE draw_count SET tickets = 0', '    PERFORM owe_back(v_banca, 1);
    UPDATE draw_count SET tickets = 0');

-- A shop owes its commissions again (1), or no more (-1): of the tickets gathered in `refunded` by the caller.
CREATE FUNCTION owe_back(p_banca uuid, p_sign integer) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM account a
     WHERE a.banca_id = p_banca AND a.book = p_banca AND a.code = 1320
       AND a.key IN (SELECT f.ventana_id FROM pg_temp.refunded f)
     ORDER BY a.key
       FOR UPDATE;
    UPDATE account a SET balance = a.balance + p_sign * c.amount
      FROM (SELECT t.ventana_id, sum(t.listero)::bigint AS amount
              FROM pg_temp.refunded f
              JOIN ticket t ON t.banca_id = p_banca AND t.business_date = f.business_date AND t.ticket_id = f.ticket_id
             GROUP BY t.ventana_id) c
     WHERE a.banca_id = p_banca AND a.book = p_banca AND a.code = 1320 AND a.key = c.ventana_id;
END $$;

-- A list leaves its draw's counts all at once, like a draw that is called off.
DROP TRIGGER recount_ticket ON ticket;
CREATE TRIGGER recount_ticket AFTER UPDATE OF state ON ticket FOR EACH ROW
    WHEN ((OLD.state = 'ACTIVE') <> (NEW.state = 'ACTIVE') AND NEW.state NOT IN ('ANNULLED', 'EXCLUDED') AND OLD.state <> 'EXCLUDED')
    EXECUTE FUNCTION recount_ticket();

-- Takes the tickets gathered in `refunded` out of the draw's counts and counters (-1), or puts them back (1), in the order of
-- locks.
CREATE FUNCTION count_list(p_banca uuid, p_draw uuid, p_sign integer) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE draw_count c
       SET tickets = c.tickets + p_sign * n.tickets, bets = c.bets + p_sign * n.bets, stakes = c.stakes + p_sign * n.stakes,
           listero = c.listero + p_sign * n.listero, vendedor = c.vendedor + p_sign * n.vendedor
      FROM (SELECT t.ventana_id, t.vendedor_id, t.terminal_id, t.business_date,
                   extract(hour FROM t.sold_at AT TIME ZONE h.zone)::smallint AS hour, count(*) AS tickets,
                   sum(b.bets)::bigint AS bets, sum(t.total)::bigint AS stakes, sum(t.listero)::bigint AS listero,
                   sum(t.vendedor)::bigint AS vendedor
              FROM pg_temp.refunded f
              JOIN ticket t ON t.banca_id = p_banca AND t.business_date = f.business_date AND t.ticket_id = f.ticket_id
              JOIN banca h ON h.banca_id = t.banca_id
             CROSS JOIN LATERAL (
                   SELECT count(*) AS bets FROM bet b
                    WHERE b.banca_id = t.banca_id AND b.business_date = t.business_date AND b.ticket_id = t.ticket_id) b
             GROUP BY 1, 2, 3, 4, 5) n
     WHERE c.banca_id = p_banca AND c.draw_id = p_draw AND c.ventana_id = n.ventana_id AND c.vendedor_id = n.vendedor_id
       AND c.terminal_id = n.terminal_id AND c.business_date = n.business_date AND c.hour = n.hour;
    DELETE FROM banded WHERE banca_id = p_banca AND draw_id = p_draw;
    CREATE TEMPORARY TABLE counted ON COMMIT DROP AS
    SELECT s.rank, s.id, b.number,
           coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0)::bigint AS straight,
           coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0)::bigint AS reventado,
           coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 0), 0)::bigint AS straight_liability,
           coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 1), 0)::bigint AS reventado_liability,
           sum(b.listero)::bigint AS listero, count(DISTINCT b.ticket_id) AS tickets
      FROM pg_temp.refunded f
      JOIN bet b ON b.banca_id = p_banca AND b.business_date = f.business_date AND b.ticket_id = f.ticket_id
     CROSS JOIN LATERAL (VALUES (1::smallint, f.vendedor_id), (2::smallint, f.ventana_id), (3::smallint, p_banca)) AS s(rank, id)
     GROUP BY s.rank, s.id, b.number;
    PERFORM FROM exposure e JOIN counted c ON c.rank = e.scope_rank AND c.id = e.scope_id AND c.number = e.number
      WHERE e.banca_id = p_banca AND e.draw_id = p_draw
      ORDER BY e.scope_rank, e.scope_id, e.draw_id, e.number
        FOR NO KEY UPDATE OF e;
    UPDATE exposure e
       SET straight = e.straight + p_sign * c.straight,
           reventado = e.reventado + p_sign * c.reventado,
           straight_liability = e.straight_liability + p_sign * c.straight_liability,
           reventado_liability = e.reventado_liability + p_sign * c.reventado_liability,
           listero = e.listero + p_sign * c.listero,
           tickets = e.tickets + p_sign * c.tickets
      FROM counted c
     WHERE e.banca_id = p_banca AND e.draw_id = p_draw
       AND e.scope_rank = c.rank AND e.scope_id = c.id AND e.number = c.number;
    DROP TABLE counted;
END $$;

-- The draw of a list that is about to change, behind its fence: refuses where it has a result or is called off.
CREATE FUNCTION hold_list(p_command uuid, p_verb text, p_draw uuid, p_rank smallint, p_scope uuid) RETURNS draw
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    v_banca  uuid := my_banca();
    v_target text := p_draw || ':' || p_scope;
    v_draw   draw;
    v_date   date := business_date(my_banca(), NULL, banca_now());
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'exclude_list', 'role', my_role()));
    END IF;
    IF NOT claimed(p_command, ARRAY[p_verb]) THEN
        RAISE EXCEPTION 'no command of this session excludes a list' USING ERRCODE = 'BA403';
    END IF;
    IF NOT consented(p_command, 'exclude_list', v_target, NULL) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'needs_approval', 'right', 'exclude_list', 'target', v_target,
                                          'amount', NULL, 'limit', NULL));
    END IF;
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = p_draw;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "draw"}');
    END IF;
    IF NOT EXISTS (SELECT FROM ventana WHERE p_rank = 2 AND banca_id = v_banca AND ventana_id = p_scope
                   UNION ALL
                   SELECT FROM app_user WHERE p_rank = 1 AND banca_id = v_banca AND user_id = p_scope) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "account"}');
    END IF;
    -- Sales of the draw in flight end first, and none begins until this has ended.
    PERFORM fence_draw_alone(v_draw.fence);
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = p_draw FOR UPDATE;
    IF v_draw.state NOT IN ('OPEN', 'CLOSED') THEN
        PERFORM refuse(jsonb_build_object('refusal', 'list_settled', 'state', v_draw.state));
    END IF;
    IF EXISTS (SELECT FROM period_lock WHERE banca_id = v_banca AND month = date_trunc('month', v_date)::date) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'period_locked', 'date', v_date));
    END IF;
    PERFORM ensure_partitions(v_date);
    RETURN v_draw;
END $$;

-- Excludes a list. J63: its stakes leave what is not drawn yet (2410) and become refunds (2430), its commissions go back.
CREATE FUNCTION exclude_list(p_command uuid, p_exclusion uuid, p_draw uuid, p_rank smallint, p_scope uuid, p_reason text)
RETURNS TABLE (tickets bigint, stakes bigint, listero bigint, vendedor bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_banca  uuid := my_banca();
    v_draw   draw := hold_list(p_command, 'exclude_list', p_draw, p_rank, p_scope);
    v_date   date := business_date(v_banca, NULL, banca_now());
    v_sums   record;
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF EXISTS (SELECT FROM list_exclusion x
                WHERE x.banca_id = v_banca AND x.draw_id = p_draw AND x.ended_at IS NULL
                  AND (x.scope_id = p_scope
                       OR (p_rank = 1 AND x.scope_id = (SELECT u.ventana_id FROM app_user u
                                                         WHERE u.banca_id = v_banca AND u.user_id = p_scope)))) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'list_out', 'shop', NOT EXISTS (
            SELECT FROM list_exclusion x
             WHERE x.banca_id = v_banca AND x.draw_id = p_draw AND x.ended_at IS NULL AND x.scope_id = p_scope)));
    END IF;
    CREATE TEMPORARY TABLE refunded ON COMMIT DROP AS
    SELECT t.ticket_id, t.business_date, t.ventana_id, t.vendedor_id, t.code, t.total, t.listero, t.vendedor,
           gen_random_uuid() AS posting_id
      FROM ticket t
     WHERE t.banca_id = v_banca AND t.draw_id = p_draw AND t.state = 'ACTIVE'
       AND CASE p_rank WHEN 1 THEN t.vendedor_id ELSE t.ventana_id END = p_scope
     ORDER BY t.ticket_id
       FOR UPDATE;
    ANALYZE refunded;
    SELECT count(*) AS tickets, coalesce(sum(f.total), 0)::bigint AS stakes, coalesce(sum(f.listero), 0)::bigint AS listero,
           coalesce(sum(f.vendedor), 0)::bigint AS vendedor
      INTO v_sums FROM refunded f;
    UPDATE ticket t SET state = 'EXCLUDED', cancelled_at = banca_now()
      FROM refunded f
     WHERE t.banca_id = v_banca AND t.business_date = f.business_date AND t.ticket_id = f.ticket_id;
    INSERT INTO posting (banca_id, document_id, event, version, posting_id, business_date, command_id)
    SELECT v_banca, f.ticket_id, 'excluded',
           (SELECT coalesce(max(p.version), 0) + 1 FROM posting p
             WHERE p.banca_id = v_banca AND p.document_id = f.ticket_id AND p.event = 'excluded')::smallint,
           f.posting_id, v_date, p_command
      FROM refunded f;
    INSERT INTO transfer (banca_id, business_date, posting_id, code, book, debit_code, debit_key, credit_code, credit_key, amount)
    SELECT v_banca, v_date, f.posting_id, 'J63', l.book, l.debit, l.debit_key, l.credit, l.credit_key, l.amount
      FROM refunded f
     CROSS JOIN LATERAL (VALUES
           (v_banca, 2410::smallint, p_draw, 2430::smallint, f.ticket_id, f.total),
           (v_banca, 1320, f.ventana_id, 5110, v_nobody, f.listero),
           (f.ventana_id, 4110, v_nobody, 2310, v_nobody, f.listero),
           (f.ventana_id, 2320, f.vendedor_id, 5120, v_nobody, f.vendedor))
           AS l(book, debit, debit_key, credit, credit_key, amount)
     WHERE l.amount > 0;
    -- A refund stands beside no result: its version counts down from nothing, the prizes' up.
    INSERT INTO award (banca_id, award_id, draw_id, ticket_id, business_date, ventana_id, vendedor_id, code,
                       result_version, prize, expires, kind)
    SELECT v_banca, gen_random_uuid(), p_draw, f.ticket_id, f.business_date, f.ventana_id, f.vendedor_id, f.code,
           (SELECT least(coalesce(min(a.result_version), 0), 0) - 1 FROM award a
             WHERE a.banca_id = v_banca AND a.ticket_id = f.ticket_id)::smallint,
           f.total, date '9999-12-31', 'REFUND'
      FROM refunded f;
    PERFORM owe_back(v_banca, 1);
    PERFORM count_list(v_banca, p_draw, -1);
    DROP TABLE refunded;
    INSERT INTO list_exclusion (banca_id, exclusion_id, draw_id, scope_rank, scope_id, reason, tickets, stakes, listero, vendedor,
                                user_id, command_id, approval_id)
    SELECT v_banca, p_exclusion, p_draw, p_rank, p_scope, p_reason, v_sums.tickets, v_sums.stakes, v_sums.listero,
           v_sums.vendedor, my_user(), p_command, a.approval_id
      FROM approval a
     WHERE a.banca_id = v_banca AND a.command_id = p_command AND a."right" = 'exclude_list' AND a.consumed_at IS NOT NULL;
    RETURN QUERY SELECT v_sums.tickets, v_sums.stakes, v_sums.listero, v_sums.vendedor;
END $$;

-- Includes a list again: what its exclusion booked is reversed, as long as none of its refunds was paid.
CREATE FUNCTION include_list(p_command uuid, p_draw uuid, p_rank smallint, p_scope uuid, p_reason text)
RETURNS TABLE (tickets bigint, stakes bigint, listero bigint, vendedor bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_banca     uuid := my_banca();
    v_draw      draw := hold_list(p_command, 'include_list', p_draw, p_rank, p_scope);
    v_date      date := business_date(v_banca, NULL, banca_now());
    v_exclusion list_exclusion;
    v_code      text;
BEGIN
    SELECT * INTO v_exclusion FROM list_exclusion x
     WHERE x.banca_id = v_banca AND x.draw_id = p_draw AND x.scope_rank = p_rank AND x.scope_id = p_scope AND x.ended_at IS NULL
       FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "list_not_out"}');
    END IF;
    CREATE TEMPORARY TABLE refunded ON COMMIT DROP AS
    SELECT t.ticket_id, t.business_date, t.ventana_id, t.vendedor_id, t.code, p.posting_id AS out_by, gen_random_uuid() AS posting_id
      FROM ticket t
     -- One look-up for each ticket, whatever is known of a table that has just grown.
     CROSS JOIN LATERAL (
           SELECT p.posting_id FROM posting p
            WHERE p.banca_id = t.banca_id AND p.document_id = t.ticket_id AND p.event = 'excluded'
              AND p.command_id = v_exclusion.command_id
            LIMIT 1) p
     WHERE t.banca_id = v_banca AND t.draw_id = p_draw AND t.state = 'EXCLUDED'
       AND CASE p_rank WHEN 1 THEN t.vendedor_id ELSE t.ventana_id END = p_scope
     ORDER BY t.ticket_id
       FOR UPDATE OF t;
    ANALYZE refunded;
    -- The refunds under the lock that a payment takes.
    PERFORM FROM award a JOIN refunded f ON f.ticket_id = a.ticket_id
      WHERE a.banca_id = v_banca AND a.kind = 'REFUND' AND a.mark <> 'REVERSED' ORDER BY a.award_id FOR UPDATE OF a;
    SELECT min(p.code) INTO v_code
      FROM payout p JOIN refunded f ON f.ticket_id = p.ticket_id
     WHERE p.banca_id = v_banca AND p.kind = 'REFUND'
       AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id);
    IF v_code IS NOT NULL THEN
        PERFORM refuse(jsonb_build_object('refusal', 'list_refunded', 'code', v_code));
    END IF;
    -- The shop's list is out as well: it comes back first.
    IF p_rank = 1 AND EXISTS (SELECT FROM refunded f JOIN list_exclusion x
                                 ON x.banca_id = v_banca AND x.draw_id = p_draw AND x.ended_at IS NULL AND x.scope_id = f.ventana_id) THEN
        PERFORM refuse('{"refusal": "list_out", "shop": true}');
    END IF;
    -- A seller's own exclusion inside the shop's keeps out what fell with it, and nothing else did.
    UPDATE list_exclusion x
       SET ended_reason = p_reason, ended_by = my_user(), ended_command_id = p_command, ended_at = banca_now(),
           ended_approval_id = (SELECT a.approval_id FROM approval a
                                 WHERE a.banca_id = v_banca AND a.command_id = p_command AND a."right" = 'exclude_list'
                                   AND a.consumed_at IS NOT NULL)
     WHERE x.banca_id = v_banca AND x.exclusion_id = v_exclusion.exclusion_id;
    UPDATE award a SET mark = 'REVERSED'
      FROM refunded f
     WHERE a.banca_id = v_banca AND a.ticket_id = f.ticket_id AND a.kind = 'REFUND' AND a.mark <> 'REVERSED';
    UPDATE ticket t SET state = 'ACTIVE', cancelled_at = NULL
      FROM refunded f
     WHERE t.banca_id = v_banca AND t.business_date = f.business_date AND t.ticket_id = f.ticket_id;
    INSERT INTO posting (banca_id, document_id, event, version, posting_id, business_date, command_id)
    SELECT v_banca, f.ticket_id, 'included',
           (SELECT coalesce(max(p.version), 0) + 1 FROM posting p
             WHERE p.banca_id = v_banca AND p.document_id = f.ticket_id AND p.event = 'included')::smallint,
           f.posting_id, v_date, p_command
      FROM refunded f;
    WITH gone AS (
        SELECT t.*, f.posting_id AS back FROM refunded f JOIN transfer t ON t.banca_id = v_banca AND t.posting_id = f.out_by
    ), once AS (
        INSERT INTO transfer_reversal (banca_id, reverses_id, posting_id)
        SELECT v_banca, g.transfer_id, g.back FROM gone g
    )
    INSERT INTO transfer (banca_id, business_date, posting_id, code, book, debit_code, debit_key, credit_code, credit_key,
                          amount, reverses_id)
    SELECT v_banca, v_date, g.back, g.code, g.book, g.credit_code, g.credit_key, g.debit_code, g.debit_key, g.amount, g.transfer_id
      FROM gone g;
    PERFORM owe_back(v_banca, -1);
    PERFORM count_list(v_banca, p_draw, 1);
    DROP TABLE refunded;
    RETURN QUERY SELECT v_exclusion.tickets, v_exclusion.stakes, v_exclusion.listero, v_exclusion.vendedor;
END $$;

-- J63 is the commission's in the accounts of shops and sellers.
SELECT pg_temp.amend('account_part(smallint, text, smallint, boolean)', 'IN ((1320, ''J05''), (2320, ''J06''))',
                     'IN ((1320, ''J05''), (2320, ''J06''), (1320, ''J63''), (2320, ''J63''))');
-- A refund is no prize: neither reclaimed by a correction, nor held while one waits.
SELECT pg_temp.amend('preview_result(uuid, smallint, text)', 'WHERE p.banca_id = my_banca() AND p.draw_id = p_draw',
                     'WHERE p.banca_id = my_banca() AND p.draw_id = p_draw AND p.kind = ''PRIZE'''),
       pg_temp.amend('guard_payout()', 'IF FOUND THEN', 'IF FOUND AND NEW.kind = ''PRIZE'' THEN');
-- A second administrator, and nobody else, consents.
SELECT pg_temp.amend('approve(uuid, text, uuid, text, bigint, text, text, bytea)', '''close_draw_early'', ',
                     '''close_draw_early'', ''exclude_list'', ');

REVOKE ALL ON FUNCTION
    owe_back(uuid, integer), count_list(uuid, uuid, integer),
    hold_list(uuid, text, uuid, smallint, uuid), exclude_list(uuid, uuid, uuid, smallint, uuid, text),
    include_list(uuid, uuid, smallint, uuid, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    exclude_list(uuid, uuid, uuid, smallint, uuid, text), include_list(uuid, uuid, smallint, uuid, text)
    TO banca_app;
