-- Limits in full: a limit that grows with the draw's sales, an earlier end of the sale, weekdays, hours, and the number of the
-- day of the month. `domain::limit` states the same rules.

-- Amends a function where it stands: the piece must be there exactly once.
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

ALTER TABLE limit_rule
    DROP CONSTRAINT limit_rule_effect_check,
    DROP CONSTRAINT limit_rule_check,
    DROP CONSTRAINT limit_rule_check1,
    ADD COLUMN day_number boolean    NOT NULL DEFAULT false,
    ADD COLUMN weekdays   smallint[] NOT NULL DEFAULT '{}' CHECK (weekdays <@ '{1,2,3,4,5,6,7}'),
    ADD COLUMN hour_from  time,
    ADD COLUMN hour_to    time,
    ADD COLUMN percent    numeric(9, 6) CHECK (percent BETWEEN 0 AND 100),
    ADD COLUMN minutes    smallint CHECK (minutes BETWEEN 0 AND 1440),
    ADD CONSTRAINT limit_rule_effect CHECK (effect IN ('per_ticket', 'accumulated', 'dynamic', 'blocked', 'cutoff')),
    ADD CONSTRAINT limit_rule_amount CHECK ((effect IN ('per_ticket', 'accumulated', 'dynamic')) = (amount IS NOT NULL)),
    ADD CONSTRAINT limit_rule_percent CHECK ((effect = 'dynamic') = (percent IS NOT NULL)),
    ADD CONSTRAINT limit_rule_minutes CHECK ((effect = 'cutoff') = (minutes IS NOT NULL)),
    ADD CONSTRAINT limit_rule_hours CHECK ((hour_from IS NULL) = (hour_to IS NULL)),
    ADD CONSTRAINT limit_rule_day CHECK (NOT day_number OR numbers = '{}'),
    -- The end of a sale concerns a draw as a whole.
    ADD CONSTRAINT limit_rule_cutoff CHECK (effect <> 'cutoff' OR (numbers = '{}' AND NOT day_number AND kind IS NULL AND multiplier_id IS NULL
                                            AND hour_from IS NULL AND NOT liftable AND NOT per_seller));
GRANT INSERT (day_number, weekdays, hour_from, hour_to, percent, minutes) ON limit_rule TO banca_app;
CREATE INDEX limit_rule_ends ON limit_rule (banca_id, scope_id) WHERE ended_at IS NULL AND effect = 'cutoff';
CREATE INDEX limit_rule_grows ON limit_rule (banca_id, scope_id) WHERE ended_at IS NULL AND effect = 'dynamic';

-- When the sale of a draw ends for a seller: by the most specific rule that names minutes, else the draw's own end, and never
-- after that. `domain::limit::cutoff` states the same. Only functions that run as the owner call it: it needs no rights of its own.
CREATE FUNCTION sale_ends(p_banca uuid, p_ventana uuid, p_user uuid, p_draw uuid, p_lottery uuid, p_date date,
                          p_at timestamptz, p_cutoff timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN least(p_cutoff, (
        SELECT p_at - make_interval(mins => r.minutes)
          FROM limit_rule r
         WHERE r.banca_id = p_banca AND r.ended_at IS NULL AND r.effect = 'cutoff'
           AND r.scope_id IN (p_user, p_ventana, p_banca)
           AND (r.lottery_id IS NULL OR r.lottery_id = p_lottery)
           AND (r.draw_id IS NULL OR r.draw_id = p_draw)
           AND (r.date_from IS NULL OR p_date >= r.date_from)
           AND (r.date_to IS NULL OR p_date <= r.date_to)
           AND (r.weekdays = '{}' OR extract(isodow FROM p_date)::smallint = ANY (r.weekdays))
         ORDER BY r.scope_rank, r.minutes DESC
         LIMIT 1));
END $$;
REVOKE ALL ON FUNCTION sale_ends(uuid, uuid, uuid, uuid, uuid, date, timestamptz, timestamptz) FROM PUBLIC;

SELECT pg_temp.amend('sell(text, uuid, bytea, jsonb)',
    'WHEN v_now >= d.cutoff THEN jsonb_build_object(''problem'', ''past_cutoff'', ''draw'', t.draw, ''cutoff'', d.cutoff)',
    'WHEN v_now >= sale_ends(v_me.banca_id, v_me.ventana_id, v_me.user_id, d.draw_id, d.lottery_id, d.business_date, d.at, d.cutoff)
                 THEN jsonb_build_object(''problem'', ''past_cutoff'', ''draw'', t.draw, ''cutoff'',
                     sale_ends(v_me.banca_id, v_me.ventana_id, v_me.user_id, d.draw_id, d.lottery_id, d.business_date, d.at, d.cutoff))'),
       pg_temp.amend('sell(text, uuid, bytea, jsonb)', 'd.at AS draw_at, d.cutoff, d.business_date AS draw_date',
    'd.at AS draw_at, d.business_date AS draw_date,
               sale_ends(v_me.banca_id, v_me.ventana_id, v_me.user_id, d.draw_id, d.lottery_id, d.business_date, d.at, d.cutoff) AS cutoff');

-- Nothing is committed at or after the end of its seller's sale: asked once more when the transaction ends.
SELECT pg_temp.amend('guard_cutoff()', 'SELECT * INTO v_draw FROM draw WHERE banca_id = NEW.banca_id AND draw_id = NEW.draw_id;',
    'SELECT * INTO v_draw FROM draw WHERE banca_id = NEW.banca_id AND draw_id = NEW.draw_id;
    v_draw.cutoff := sale_ends(NEW.banca_id, NEW.ventana_id,
        (SELECT t.vendedor_id FROM ticket t WHERE t.banca_id = NEW.banca_id AND t.business_date = NEW.business_date
                                              AND t.ticket_id = NEW.ticket_id),
        NEW.draw_id, v_draw.lottery_id, v_draw.business_date, v_draw.at, v_draw.cutoff);');
-- A trigger of the commit runs outside of `sell`, so it must itself keep its plans: planned anew they were a seventh of a sale.
ALTER FUNCTION guard_cutoff() SET plan_cache_mode = force_generic_plan;

-- What was sold in draws where a growing limit that concerns me is measured: no more than its figure tells anyhow.
CREATE FUNCTION limited_sales(p_draws uuid[])
RETURNS TABLE (draw_id uuid, scope_rank smallint, scope_id uuid, sold bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.draw_id, s.rank, s.id,
           coalesce((SELECT sum(e.straight + e.reventado) FROM exposure e
                      WHERE e.banca_id = s.banca_id AND e.draw_id = d.draw_id AND e.scope_rank = s.rank AND e.scope_id = s.id), 0)::bigint
      FROM (SELECT DISTINCT me.banca_id,
                   CASE WHEN r.per_seller THEN 1::smallint ELSE r.scope_rank END AS rank,
                   CASE WHEN r.per_seller THEN u.user_id ELSE r.scope_id END AS id
              FROM my_session() me
              JOIN app_user u USING (banca_id, user_id)
              JOIN limit_rule r ON r.banca_id = me.banca_id AND r.ended_at IS NULL AND r.effect = 'dynamic'
               AND r.scope_id IN (u.user_id, u.ventana_id, u.banca_id)) s
     CROSS JOIN unnest(p_draws) AS d(draw_id)
$$;
REVOKE ALL ON FUNCTION limited_sales(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION limited_sales(uuid[]) TO banca_app;

-- What stands on a number of a draw at one price, within a scope: few houses limit a single price, so no counter is kept of it.
-- Whoever sells holds the number's own counter by now, so all others who sold it have committed. An index tells the bets.
CREATE FUNCTION price_sold(p_banca uuid, p_draw uuid, p_number smallint, p_multiplier uuid, p_rank smallint, p_scope uuid)
RETURNS TABLE (straight bigint, reventado bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0)::bigint, coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0)::bigint
          FROM bet b
          JOIN ticket t ON t.banca_id = b.banca_id AND t.business_date = b.business_date AND t.ticket_id = b.ticket_id
         WHERE b.banca_id = p_banca AND b.draw_id = p_draw AND b.number = p_number AND b.multiplier_id = p_multiplier
           AND t.state = 'ACTIVE'
           AND CASE p_rank WHEN 1 THEN t.vendedor_id WHEN 2 THEN t.ventana_id ELSE p_banca END = p_scope;
END $$;
REVOKE ALL ON FUNCTION price_sold(uuid, uuid, smallint, uuid, smallint, uuid) FROM PUBLIC;

-- The counters under the limits that concern me, those of one price among them: what a seller may know of others' sales.
DROP FUNCTION limited_counters(uuid[]);
CREATE FUNCTION limited_counters(p_draws uuid[])
RETURNS TABLE (draw_id uuid, scope_rank smallint, scope_id uuid, number smallint, multiplier_id uuid, straight bigint, reventado bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH me AS (
        SELECT u.banca_id, u.user_id, u.ventana_id FROM my_session() s JOIN app_user u USING (banca_id, user_id)
    ), rule AS (
        SELECT r.* FROM me JOIN limit_rule r
            ON r.banca_id = me.banca_id AND r.ended_at IS NULL AND r.effect IN ('accumulated', 'dynamic')
           AND r.scope_id IN (me.user_id, me.ventana_id, me.banca_id)
    ), counter AS (
        SELECT e.* FROM me JOIN exposure e
            ON e.banca_id = me.banca_id AND e.draw_id = ANY (p_draws)
           AND (e.scope_rank, e.scope_id) IN ((1::smallint, me.user_id), (2::smallint, me.ventana_id), (3::smallint, me.banca_id))
    )
    SELECT e.draw_id, e.scope_rank, e.scope_id, e.number, NULL::uuid, e.straight::bigint, e.reventado::bigint
      FROM counter e
     WHERE EXISTS (SELECT FROM rule r
                    WHERE r.multiplier_id IS NULL AND (r.draw_id IS NULL OR r.draw_id = e.draw_id)
                      AND (r.numbers = '{}' OR e.number = ANY (r.numbers)))
    UNION ALL
    SELECT e.draw_id, e.scope_rank, e.scope_id, e.number, e.multiplier_id, p.straight, p.reventado
      FROM (SELECT DISTINCT e.banca_id, e.draw_id, e.scope_rank, e.scope_id, e.number, r.multiplier_id
              FROM me
              JOIN rule r ON r.banca_id = me.banca_id AND r.multiplier_id IS NOT NULL
              JOIN multiplier m ON m.banca_id = r.banca_id AND m.multiplier_id = r.multiplier_id
              JOIN counter e
                ON (r.draw_id IS NULL OR r.draw_id = e.draw_id) AND (r.numbers = '{}' OR e.number = ANY (r.numbers))
               AND CASE WHEN r.per_seller THEN e.scope_rank = 1 AND e.scope_id = me.user_id
                        ELSE e.scope_rank = r.scope_rank AND e.scope_id = r.scope_id END
              JOIN draw d ON d.banca_id = e.banca_id AND d.draw_id = e.draw_id AND d.lottery_id = m.lottery_id) e
     CROSS JOIN LATERAL price_sold(e.banca_id, e.draw_id, e.number, e.multiplier_id, e.scope_rank, e.scope_id) p
$$;
REVOKE ALL ON FUNCTION limited_counters(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION limited_counters(uuid[]) TO banca_app;

-- Every limit in force that concerns the tickets just counted, by the counters as they now stand: the refusals, or null.
-- Each accumulated limit that holds, or is lifted, leaves its evidence. A part of `sell`, and granted to nobody.
CREATE OR REPLACE FUNCTION check_limits(p_banca uuid, p_ventana uuid, p_user uuid, p_sale uuid, p_tickets jsonb, p_lifted_by uuid)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_time     constant time := (SELECT (banca_now() AT TIME ZONE b.zone)::time FROM banca b WHERE b.banca_id = p_banca);
    v_problems jsonb;
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT t.draw, d.lottery_id, d.business_date, d.digits, b.number, b.kind, b.stake, b.multiplier
          FROM jsonb_to_recordset(p_tickets) AS t(draw uuid, bets jsonb)
          JOIN draw d ON d.banca_id = p_banca AND d.draw_id = t.draw
         CROSS JOIN LATERAL jsonb_to_recordset(t.bets) AS b(kind smallint, number smallint, stake bigint, multiplier uuid)
    ), need AS (
        SELECT draw, lottery_id, business_date, digits, number,
               coalesce(sum(stake) FILTER (WHERE kind = 0), 0)::bigint AS straight,
               coalesce(sum(stake) FILTER (WHERE kind = 1), 0)::bigint AS reventado
          FROM asked GROUP BY draw, lottery_id, business_date, digits, number
    ), rule AS MATERIALIZED (
        SELECT r.*, n.draw, n.number, n.digits,
               CASE WHEN r.multiplier_id IS NOT NULL
                    THEN (SELECT coalesce(sum(a.stake), 0)::bigint FROM asked a
                           WHERE a.draw = n.draw AND a.number = n.number AND a.multiplier = r.multiplier_id
                             AND (r.kind IS NULL OR a.kind = r.kind))
                    WHEN r.kind IS NULL THEN n.straight + n.reventado
                    WHEN r.kind = 0 THEN n.straight ELSE n.reventado END AS asked,
               CASE WHEN r.per_seller THEN 1::smallint ELSE r.scope_rank END AS on_rank,
               CASE WHEN r.per_seller THEN p_user ELSE r.scope_id END AS on_id
          FROM need n
          JOIN limit_rule r
            ON r.banca_id = p_banca AND r.ended_at IS NULL AND r.effect <> 'cutoff'
           AND r.scope_id IN (p_user, p_ventana, p_banca)
           AND (r.lottery_id IS NULL OR r.lottery_id = n.lottery_id)
           AND (r.draw_id IS NULL OR r.draw_id = n.draw)
           AND (r.date_from IS NULL OR n.business_date >= r.date_from)
           AND (r.date_to IS NULL OR n.business_date <= r.date_to)
           AND (r.weekdays = '{}' OR extract(isodow FROM n.business_date)::smallint = ANY (r.weekdays))
           AND (r.hour_from IS NULL
                OR CASE WHEN r.hour_from <= r.hour_to THEN v_time >= r.hour_from AND v_time < r.hour_to
                        ELSE v_time >= r.hour_from OR v_time < r.hour_to END)
           AND (r.numbers = '{}' OR n.number = ANY (r.numbers))
           AND (NOT r.day_number OR n.number = extract(day FROM n.business_date))
    ), grown AS (
        -- What a growing limit is measured against: the draw's sales in its scope before this sale, which is counted already.
        SELECT g.draw, g.on_rank, g.on_id,
               (SELECT coalesce(sum(e.straight + e.reventado), 0) FROM exposure e
                 WHERE e.banca_id = p_banca AND e.draw_id = g.draw AND e.scope_rank = g.on_rank AND e.scope_id = g.on_id)
               - (SELECT coalesce(sum(n.straight + n.reventado), 0) FROM need n WHERE n.draw = g.draw) AS sold
          FROM (SELECT DISTINCT r.draw, r.on_rank, r.on_id FROM rule r WHERE r.effect = 'dynamic') g
    ), measured AS (
        SELECT r.rule_id, r.draw, r.number, r.digits, r.asked, r.liftable, e.scope_rank, e.scope_id,
               CASE r.effect WHEN 'dynamic' THEN greatest(r.amount, floor(g.sold * r.percent / 100)::bigint) ELSE r.amount END AS amount,
               CASE WHEN r.kind IS NULL THEN c.straight + c.reventado
                    WHEN r.kind = 0 THEN c.straight ELSE c.reventado END AS used
          FROM rule r
          JOIN exposure e
            ON e.banca_id = p_banca AND e.draw_id = r.draw AND e.number = r.number
           AND (e.scope_rank, e.scope_id) = (r.on_rank, r.on_id)
         CROSS JOIN LATERAL (
               SELECT e.straight::bigint, e.reventado::bigint WHERE r.multiplier_id IS NULL
               UNION ALL
               SELECT p.straight, p.reventado
                 FROM price_sold(p_banca, r.draw, r.number, r.multiplier_id, r.on_rank, r.on_id) p
                WHERE r.multiplier_id IS NOT NULL) c
          LEFT JOIN grown g ON g.draw = r.draw AND g.on_rank = r.on_rank AND g.on_id = r.on_id
         WHERE r.effect IN ('accumulated', 'dynamic') AND r.asked > 0
    ), problem AS (
        SELECT draw, number, digits, jsonb_build_object('problem', 'above_limit', 'asked', asked,
                   'left', greatest(amount - (used - asked), 0), 'limit', amount, 'rule', rule_id, 'liftable', liftable) AS p
          FROM measured WHERE used > amount AND NOT (liftable AND p_lifted_by IS NOT NULL)
        UNION ALL
        SELECT draw, number, digits, jsonb_build_object('problem', 'above_per_ticket', 'asked', asked, 'limit', amount, 'rule', rule_id)
          FROM rule r
         WHERE effect = 'per_ticket' AND asked > amount
        UNION ALL
        SELECT a.draw, a.number, a.digits, jsonb_build_object('problem', 'blocked',
                   'kind', CASE a.kind WHEN 0 THEN 'straight' ELSE 'reventado' END, 'rule', r.rule_id)
          FROM rule r
          JOIN asked a ON a.draw = r.draw AND a.number = r.number
         WHERE r.effect = 'blocked' AND (r.kind IS NULL OR r.kind = a.kind)
           AND (r.multiplier_id IS NULL OR r.multiplier_id = a.multiplier)
    ), evidence AS (
        INSERT INTO sale_evidence (banca_id, sale_id, draw_id, rule_id, scope_rank, scope_id, number, used_after, limit_minor, lifted_by)
        SELECT p_banca, p_sale, draw, rule_id, scope_rank, scope_id, number, used, amount,
               CASE WHEN used > amount THEN p_lifted_by END
          FROM measured WHERE used <= amount OR (liftable AND p_lifted_by IS NOT NULL)
    )
    -- Numbers travel as zero-padded text of their lottery's length.
    SELECT jsonb_agg(p || jsonb_build_object('refusal', 'sale', 'draw', draw, 'number', lpad(number::text, digits, '0')))
      INTO v_problems FROM problem;
    RETURN v_problems;
END $$;
