-- The second lock: what is written stays written, what a role may touch, and whose rows a session sees.

-- Rows whose columns may not change, but for those named in the trigger's arguments.
CREATE FUNCTION guard_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: what is written stays written', TG_OP, TG_TABLE_NAME USING ERRCODE = 'BA403';
END $$;
CREATE FUNCTION guard_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'TRUNCATE of % is refused', TG_TABLE_NAME USING ERRCODE = 'BA403';
END $$;

DO $$
DECLARE
    v_guard record;
BEGIN
    FOR v_guard IN SELECT * FROM (VALUES
        ('transfer', ''), ('transfer_reversal', ''), ('posting', ''), ('activity', ''), ('bet', ''), ('sale', ''),
        ('sale_evidence', ''), ('ticket_code', ''), ('award_line', ''), ('payout_reversal', ''), ('claim', ''),
        ('draw_seal', ''), ('result_entry', ''), ('drawer_count', ''), ('cash_movement', ''), ('period_lock', ''),
        ('ticket', '''state'', ''cancelled_at'''),
        ('award', '''mark'''),
        ('payout', '''notes'''),
        ('command', '''answer'''),
        ('approval', '''consumed_at'''),
        ('drawer', '''state'', ''closed_at'', ''z_number'', ''report'', ''report_hash'''),
        ('limit_rule', '''ended_by'', ''ended_at'''),
        ('commission_policy', '''valid_to'''),
        ('session', '''ended_at''')) AS t(name, but)
    LOOP
        EXECUTE format('CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_immutable(%s)',
                       v_guard.name, v_guard.but);
    END LOOP;
    FOR v_guard IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\_sqlx%'
                      AND tablename !~ '_[0-9]{6}$'
    LOOP
        EXECUTE format('CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()', v_guard.name);
    END LOOP;
END $$;

-- A drawer goes from open to counted to closed, and is empty in the books when it is closed.
CREATE FUNCTION guard_drawer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('open', 'counting'), ('counting', 'closed')) THEN
        RAISE EXCEPTION 'a drawer does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'BA403';
    END IF;
    IF OLD.state = 'closed' THEN
        RAISE EXCEPTION 'a closed drawer keeps its report' USING ERRCODE = 'BA403';
    END IF;
    IF NEW.state = 'closed'
       AND EXISTS (SELECT FROM account WHERE banca_id = NEW.banca_id AND book = NEW.ventana_id AND code = 1100
                                         AND key = NEW.drawer_id AND balance <> 0) THEN
        RAISE EXCEPTION 'a drawer is closed when it is empty' USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_drawer BEFORE UPDATE ON drawer FOR EACH ROW EXECUTE FUNCTION guard_drawer();

-- A ticket's state goes from ACTIVE to one of its ends, once.
CREATE FUNCTION guard_ticket() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND OLD.state <> 'ACTIVE' THEN
        RAISE EXCEPTION 'a ticket does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_ticket BEFORE UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION guard_ticket();

-- A prize's mark: OPEN ⇄ FINALIZED, OPEN ⇄ EXPIRED, anything → REVERSED, and nothing out of it.
CREATE FUNCTION guard_award() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.mark <> OLD.mark AND (OLD.mark, NEW.mark) NOT IN (
        ('OPEN', 'FINALIZED'), ('FINALIZED', 'OPEN'), ('OPEN', 'EXPIRED'), ('EXPIRED', 'OPEN'),
        ('OPEN', 'REVERSED'), ('FINALIZED', 'REVERSED'), ('EXPIRED', 'REVERSED')) THEN
        RAISE EXCEPTION 'a prize does not go from % to %', OLD.mark, NEW.mark USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_award BEFORE UPDATE ON award FOR EACH ROW EXECUTE FUNCTION guard_award();

-- Never more than the prize, never out of a prize that is not payable.
CREATE FUNCTION guard_payout() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_award award;
    v_paid  bigint;
BEGIN
    SELECT * INTO v_award FROM award WHERE banca_id = NEW.banca_id AND award_id = NEW.award_id FOR UPDATE;
    SELECT coalesce(sum(p.amount), 0) INTO v_paid
      FROM payout p
     WHERE p.banca_id = NEW.banca_id AND p.ticket_id = NEW.ticket_id
       AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id);
    IF v_award.mark <> 'OPEN' OR v_award.ticket_id <> NEW.ticket_id OR v_paid + NEW.amount > v_award.prize THEN
        RAISE EXCEPTION 'the payout exceeds the prize' USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_payout BEFORE INSERT ON payout FOR EACH ROW EXECUTE FUNCTION guard_payout();

-- Only the last payout that stands is taken back.
CREATE FUNCTION guard_payout_reversal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_payout payout;
BEGIN
    SELECT * INTO STRICT v_payout FROM payout WHERE banca_id = NEW.banca_id AND payout_id = NEW.payout_id;
    IF EXISTS (SELECT FROM payout p
                WHERE p.banca_id = v_payout.banca_id AND p.ticket_id = v_payout.ticket_id AND p.seq > v_payout.seq
                  AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)) THEN
        RAISE EXCEPTION 'only the last payout is reversed' USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_payout_reversal BEFORE INSERT ON payout_reversal FOR EACH ROW EXECUTE FUNCTION guard_payout_reversal();

-- --- rights of the application role: nothing it does not need, and never DELETE or TRUNCATE --------------------------
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, banca_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO banca_app;
-- A console that does not own the schema still tells whether it is of its version.
DO $$
BEGIN
    IF to_regclass('public._sqlx_migrations') IS NOT NULL THEN
        GRANT SELECT ON _sqlx_migrations TO banca_app;
    END IF;
END $$;

GRANT SELECT ON
    banca, ventana, terminal, command, approval, activity, lottery, multiplier, draw, result_entry, draw_seal, limit_rule,
    commission_policy, period_lock, posting, transfer, transfer_reversal, account, drawer, drawer_count, cash_movement,
    sale, ticket, ticket_code, bet, exposure, sale_evidence, award, award_line, payout, payout_reversal, claim,
    prize_standing, payout_entry, draw_label
    TO banca_app;
GRANT SELECT (only_row, scratch, clock_offset, frozen_at) ON installation TO banca_app;
GRANT SELECT (banca_id, user_id, username, name, role, ventana_id, payout_limit, may_confirm, active, failures,
              locked_until, last_sign_in, created_at) ON app_user TO banca_app;
GRANT SELECT (banca_id, session_id, user_id, terminal_id, door, started_at, ended_at), UPDATE (ended_at) ON session TO banca_app;

GRANT INSERT ON command, activity, ventana, app_user, lottery, multiplier, commission_policy, drawer, drawer_count, cash_movement, payout, payout_reversal TO banca_app;
GRANT INSERT (banca_id, draw_id, version, entry_id, step, number, outcome, reason, user_id) ON result_entry TO banca_app;
GRANT INSERT (banca_id, rule_id, scope_rank, scope_id, lottery_id, draw_id, numbers, kind, multiplier_id, date_from, date_to,
              liftable, effect, amount, per_seller, reason, set_by) ON limit_rule TO banca_app;
GRANT UPDATE (answer) ON command TO banca_app;
GRANT UPDATE (consumed_at) ON approval TO banca_app;
GRANT UPDATE (name, active) ON ventana TO banca_app;
GRANT UPDATE (username, name, role, ventana_id, payout_limit, may_confirm, active, salt, kdf, verifier_hash, failures, locked_until)
    ON app_user TO banca_app;
GRANT UPDATE (name, single_person, payout_limit, void_minutes, big_total, cash_threshold, alert_percent) ON banca TO banca_app;
GRANT UPDATE (last_z) ON terminal TO banca_app;
GRANT UPDATE (name, active, digits, rules) ON lottery TO banca_app;
GRANT UPDATE (name, usual, active) ON multiplier TO banca_app;
GRANT UPDATE (at, cutoff, business_date) ON draw TO banca_app;
GRANT UPDATE (ended_by, ended_at) ON limit_rule TO banca_app;
GRANT UPDATE (valid_to) ON commission_policy TO banca_app;
GRANT UPDATE (state, closed_at, z_number, report, report_hash) ON drawer TO banca_app;
GRANT UPDATE (mark) ON award TO banca_app;
GRANT UPDATE (notes) ON payout TO banca_app;

GRANT EXECUTE ON FUNCTION
    banca_now(), my_session(), my_banca(), my_user(), my_role(), my_ventana(), my_terminal(), bearer_ticket(),
    business_date(uuid, uuid, timestamptz), refuse(jsonb), hello(), sign_in_salt(text),
    sign_in(text, bytea, text, text, uuid, text), check_my_pin(bytea), change_my_pin(bytea, bytea, bytea), user_name(uuid),
    approver_name(uuid), hold_cash(uuid), paid_by_us(), code_of_payout(uuid), next_version(uuid, text),
    approve(uuid, text, uuid, text, bigint, text, text, bytea), count_code_miss(), codes_locked_until(), forget_code_misses(),
    limited_counters(uuid[]), drawer_sums(uuid), drawer_report_hash(jsonb), sell(text, uuid, bytea, jsonb), cancel_ticket(uuid, uuid, date, uuid),
    by_owner(), plan_draws(uuid, jsonb, boolean), open_draw(uuid, uuid), close_draw(uuid, uuid), hold_jobs(uuid),
    due_draws(uuid), tick_draw(uuid, uuid), expire_prizes(uuid),
    preview_result(uuid, smallint, text), settle_draw(uuid, uuid, smallint, text), confirms_results(), winning_bets(uuid, uuid, smallint, text), draw_seal_input(uuid, uuid), waiting_entry(uuid),
    confirm_entry(uuid, uuid, smallint, text), fence_draw_shared(integer), ensure_partitions(date),
    post_legs(uuid, uuid, uuid, text, smallint, date, jsonb),
    reverse_event(uuid, uuid, uuid, text, text, date, uuid),
    ticket_canonical(text, uuid, uuid, uuid, uuid, bigint, timestamptz, bigint, text),
    commission_percent(uuid, text, uuid, uuid, uuid, smallint, numeric),
    found_house(uuid, text, text, text, boolean, uuid, text, uuid, text, text, bytea, bytea)
    TO banca_app;

-- --- row-level security: the house by a restrictive policy, the reach within it by permissive ones --------------------
DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY[
        'banca', 'ventana', 'app_user', 'terminal', 'session', 'command', 'approval', 'activity', 'lottery', 'multiplier',
        'draw', 'result_entry', 'draw_seal', 'limit_rule', 'commission_policy', 'period_lock', 'posting', 'transfer',
        'transfer_reversal', 'account', 'drawer', 'drawer_count', 'cash_movement', 'sale', 'ticket', 'ticket_code', 'bet',
        'exposure', 'sale_evidence', 'award', 'award_line', 'payout', 'payout_reversal', 'claim']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app
                        USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()))', v_table);
    END LOOP;
    -- Everybody in the house reads these.
    FOREACH v_table IN ARRAY ARRAY['banca', 'ventana', 'terminal', 'lottery', 'multiplier', 'draw', 'draw_seal', 'period_lock']
    LOOP
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app USING (true)', v_table);
    END LOOP;
    -- Only administrators write these.
    FOREACH v_table IN ARRAY ARRAY['banca', 'ventana', 'lottery', 'multiplier', 'draw', 'commission_policy']
    LOOP
        EXECUTE format('CREATE POLICY house_insert ON %I FOR INSERT TO banca_app WITH CHECK ((SELECT my_role()) = ''ADMIN'')', v_table);
        EXECUTE format('CREATE POLICY house_update ON %I FOR UPDATE TO banca_app USING ((SELECT my_role()) = ''ADMIN'')', v_table);
    END LOOP;
    -- The books: administrators all, a shop its own book.
    FOREACH v_table IN ARRAY ARRAY['posting', 'transfer_reversal', 'claim', 'sale_evidence'] LOOP
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app USING ((SELECT my_role()) = ''ADMIN'')', v_table);
    END LOOP;
END $$;

CREATE POLICY reach ON transfer FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR ((SELECT my_role()) = 'VENTANA' AND book = (SELECT my_ventana())));
CREATE POLICY reach ON account FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR book = (SELECT my_ventana()));
CREATE POLICY reach ON app_user FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR user_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana())));
CREATE POLICY staff_insert ON app_user FOR INSERT TO banca_app
    WITH CHECK ((SELECT my_role()) = 'ADMIN'
                OR ((SELECT my_role()) = 'VENTANA' AND role = 'VENDEDOR' AND ventana_id = (SELECT my_ventana()) AND NOT may_confirm));
CREATE POLICY staff_update ON app_user FOR UPDATE TO banca_app
    USING ((SELECT my_role()) = 'ADMIN'
           OR ((SELECT my_role()) = 'VENTANA' AND role = 'VENDEDOR' AND ventana_id = (SELECT my_ventana())))
    WITH CHECK ((SELECT my_role()) = 'ADMIN'
           OR ((SELECT my_role()) = 'VENTANA' AND role = 'VENDEDOR' AND ventana_id = (SELECT my_ventana()) AND NOT may_confirm));
CREATE POLICY own_z ON terminal FOR UPDATE TO banca_app
    USING (terminal_id = (SELECT my_terminal()) OR ventana_id = (SELECT my_ventana()) OR (SELECT my_role()) = 'ADMIN');
CREATE POLICY reach ON session FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR user_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA'
               AND user_id IN (SELECT u.user_id FROM app_user u WHERE u.ventana_id = (SELECT my_ventana()))));
CREATE POLICY sign_out ON session FOR UPDATE TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR user_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA'
               AND user_id IN (SELECT u.user_id FROM app_user u
                                WHERE u.ventana_id = (SELECT my_ventana()) AND u.role = 'VENDEDOR')));
CREATE POLICY own ON command FOR SELECT TO banca_app USING (user_id = (SELECT my_user()));
-- Whoever checks the books looks for the command behind every document.
CREATE POLICY audit ON command FOR SELECT TO banca_app USING ((SELECT my_role()) = 'ADMIN');
CREATE POLICY own_insert ON command FOR INSERT TO banca_app WITH CHECK (user_id = (SELECT my_user()));
CREATE POLICY own_update ON command FOR UPDATE TO banca_app USING (user_id = (SELECT my_user()) AND answer IS NULL)
    WITH CHECK (user_id = (SELECT my_user()));
CREATE POLICY reach ON approval FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR asked_by = (SELECT my_user()) OR granted_by = (SELECT my_user()));
CREATE POLICY consume ON approval FOR UPDATE TO banca_app USING (asked_by = (SELECT my_user()) AND consumed_at IS NULL)
    WITH CHECK (asked_by = (SELECT my_user()));
CREATE POLICY reach ON activity FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR user_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana()))
           OR (target = current_setting('banca.code', true) AND (SELECT bearer_ticket()) IS NOT NULL));
CREATE POLICY own_insert ON activity FOR INSERT TO banca_app WITH CHECK (user_id = (SELECT my_user()));

-- A first entry stays hidden from the second person until the result is confirmed.
CREATE POLICY blind ON result_entry FOR SELECT TO banca_app
    USING (user_id = (SELECT my_user())
           OR version <= (SELECT d.result_version FROM draw d
                           WHERE d.banca_id = result_entry.banca_id AND d.draw_id = result_entry.draw_id));
-- A confirmation is written by confirm_entry alone.
CREATE POLICY entry ON result_entry FOR INSERT TO banca_app
    WITH CHECK (user_id = (SELECT my_user())
                AND ((step = 'entered' AND (SELECT my_role()) = 'ADMIN') OR (step = 'differed' AND (SELECT confirms_results())))
                AND version = (SELECT d.result_version + 1 FROM draw d
                                WHERE d.banca_id = result_entry.banca_id AND d.draw_id = result_entry.draw_id));

CREATE POLICY reach ON limit_rule FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR scope_id IN ((SELECT my_user()), (SELECT my_ventana()), (SELECT my_banca()))
           OR ((SELECT my_role()) = 'VENTANA' AND scope_rank = 1
               AND scope_id IN (SELECT u.user_id FROM app_user u WHERE u.ventana_id = (SELECT my_ventana()))));
CREATE POLICY risk_insert ON limit_rule FOR INSERT TO banca_app
    WITH CHECK (set_by = (SELECT my_user())
                AND ((SELECT my_role()) = 'ADMIN'
                     OR ((SELECT my_role()) = 'VENTANA'
                         AND (scope_id = (SELECT my_ventana())
                              OR scope_id IN (SELECT u.user_id FROM app_user u WHERE u.ventana_id = (SELECT my_ventana()))))));
-- A shop changes what it set itself, never what the house set over it.
CREATE POLICY risk_update ON limit_rule FOR UPDATE TO banca_app
    USING ((SELECT my_role()) = 'ADMIN'
           OR ((SELECT my_role()) = 'VENTANA' AND scope_rank < 3
               AND set_by IN (SELECT u.user_id FROM app_user u WHERE u.ventana_id = (SELECT my_ventana()) AND u.role <> 'ADMIN')));
CREATE POLICY reach ON commission_policy FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR scope_id IN ((SELECT my_user()), (SELECT my_ventana()), (SELECT my_banca()))
           OR ((SELECT my_role()) = 'VENTANA' AND scope_rank = 1
               AND scope_id IN (SELECT u.user_id FROM app_user u WHERE u.ventana_id = (SELECT my_ventana()))));

CREATE POLICY reach ON drawer FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR user_id = (SELECT my_user())
           OR terminal_id = (SELECT my_terminal())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana())));
CREATE POLICY own_insert ON drawer FOR INSERT TO banca_app WITH CHECK (user_id = (SELECT my_user()) AND state = 'open');
CREATE POLICY close ON drawer FOR UPDATE TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR user_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana())));
CREATE POLICY reach ON drawer_count FOR SELECT TO banca_app
    USING (drawer_id IN (SELECT d.drawer_id FROM drawer d));
CREATE POLICY count_insert ON drawer_count FOR INSERT TO banca_app
    WITH CHECK (user_id = (SELECT my_user()) AND drawer_id IN (SELECT d.drawer_id FROM drawer d));
CREATE POLICY reach ON cash_movement FOR SELECT TO banca_app
    USING (drawer_id IN (SELECT d.drawer_id FROM drawer d));
CREATE POLICY own_insert ON cash_movement FOR INSERT TO banca_app
    WITH CHECK (user_id = (SELECT my_user()) AND drawer_id IN (SELECT d.drawer_id FROM drawer d WHERE d.user_id = (SELECT my_user())));

CREATE POLICY reach ON sale FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR vendedor_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana())));
CREATE POLICY reach ON ticket FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR vendedor_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana()))
           OR ticket_id = (SELECT bearer_ticket()));
CREATE POLICY reach ON ticket_code FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR ticket_id = (SELECT bearer_ticket())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana())));
CREATE POLICY reach ON bet FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR ticket_id = (SELECT bearer_ticket())
           OR EXISTS (SELECT FROM ticket t WHERE t.banca_id = bet.banca_id AND t.business_date = bet.business_date
                                             AND t.ticket_id = bet.ticket_id));
CREATE POLICY reach ON exposure FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN'
           OR ((SELECT my_role()) = 'VENTANA'
               AND (scope_id = (SELECT my_ventana())
                    OR scope_id IN (SELECT u.user_id FROM app_user u WHERE u.ventana_id = (SELECT my_ventana())))));
CREATE POLICY reach ON award FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR vendedor_id = (SELECT my_user()) OR ticket_id = (SELECT bearer_ticket())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana()))
           OR ticket_id IN (SELECT paid_by_us()));
CREATE POLICY pay ON award FOR UPDATE TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR ticket_id = (SELECT bearer_ticket())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana())));
CREATE POLICY reach ON award_line FOR SELECT TO banca_app
    USING (award_id IN (SELECT a.award_id FROM award a WHERE a.banca_id = award_line.banca_id AND a.award_id = award_line.award_id));
-- Who sees a prize sees all payouts of it: what remains of it is never seen wrong.
CREATE POLICY reach ON payout FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR user_id = (SELECT my_user()) OR vendedor_id = (SELECT my_user())
           OR ticket_id = (SELECT bearer_ticket())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana()))
           OR EXISTS (SELECT FROM award a WHERE a.banca_id = payout.banca_id AND a.award_id = payout.award_id));
CREATE POLICY pay ON payout FOR INSERT TO banca_app
    WITH CHECK (user_id = (SELECT my_user())
                AND EXISTS (SELECT FROM award a WHERE a.banca_id = payout.banca_id AND a.award_id = payout.award_id));
CREATE POLICY notes ON payout FOR UPDATE TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR user_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana())));
CREATE POLICY reach ON payout_reversal FOR SELECT TO banca_app
    USING (EXISTS (SELECT FROM payout p WHERE p.banca_id = payout_reversal.banca_id AND p.payout_id = payout_reversal.payout_id));
CREATE POLICY own_insert ON payout_reversal FOR INSERT TO banca_app
    WITH CHECK (user_id = (SELECT my_user())
                AND EXISTS (SELECT FROM payout p
                             WHERE p.banca_id = payout_reversal.banca_id AND p.payout_id = payout_reversal.payout_id));
