-- Reports read counts, never tickets: what each seller sold for a draw in an hour of a day is counted with the sale, what was
-- sold at which price is gathered once the draw is closed.

-- The counts of a draw again, by day and hour of the sale, with bets and commissions. Tickets that stand are counted.
CREATE OR REPLACE FUNCTION pg_temp.amend(p_function regprocedure, p_old text, p_new text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_def text := pg_get_functiondef(p_function);
BEGIN
    IF position(p_old IN v_def) = 0 THEN
        RAISE EXCEPTION 'nothing to amend in %: %', p_function, p_old;
    END IF;
    EXECUTE replace(v_def, p_old, p_new);
END $$;

DROP TRIGGER uncount_ticket ON ticket;
DROP FUNCTION uncount_ticket();
DROP TABLE draw_count;
CREATE TABLE draw_count (
    banca_id      uuid     NOT NULL,
    draw_id       uuid     NOT NULL,
    ventana_id    uuid     NOT NULL,
    vendedor_id   uuid     NOT NULL,
    terminal_id   uuid     NOT NULL,
    business_date date     NOT NULL,
    -- Of the house's clock.
    hour          smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
    tickets       bigint   NOT NULL CHECK (tickets >= 0),
    bets          bigint   NOT NULL CHECK (bets >= 0),
    stakes        bigint   NOT NULL CHECK (stakes >= 0),
    listero       bigint   NOT NULL CHECK (listero >= 0),
    vendedor      bigint   NOT NULL CHECK (vendedor >= 0),
    PRIMARY KEY (banca_id, draw_id, ventana_id, vendedor_id, terminal_id, business_date, hour),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw
) WITH (fillfactor = 70);
CREATE INDEX draw_count_of_day ON draw_count (banca_id, business_date, ventana_id, vendedor_id);
INSERT INTO draw_count
SELECT t.banca_id, t.draw_id, t.ventana_id, t.vendedor_id, t.terminal_id, t.business_date,
       extract(hour FROM t.sold_at AT TIME ZONE h.zone), count(*) FILTER (WHERE t.state = 'ACTIVE'),
       coalesce(sum(n.bets) FILTER (WHERE t.state = 'ACTIVE'), 0), coalesce(sum(t.total) FILTER (WHERE t.state = 'ACTIVE'), 0),
       coalesce(sum(t.listero) FILTER (WHERE t.state = 'ACTIVE'), 0), coalesce(sum(t.vendedor) FILTER (WHERE t.state = 'ACTIVE'), 0)
  FROM ticket t
  JOIN banca h USING (banca_id)
 CROSS JOIN LATERAL (
       SELECT count(*) AS bets FROM bet b
        WHERE b.banca_id = t.banca_id AND b.business_date = t.business_date AND b.ticket_id = t.ticket_id) n
 GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- What a draw sold by price: kind and factor of the bets, with the prizes they won. Gathered after the close, and again when
-- anything about the draw changes; `banded` says which draws stand gathered.
CREATE TABLE draw_band (
    banca_id      uuid     NOT NULL,
    draw_id       uuid     NOT NULL,
    business_date date     NOT NULL,
    ventana_id    uuid     NOT NULL,
    vendedor_id   uuid     NOT NULL,
    kind          smallint NOT NULL,
    factor        numeric  NOT NULL,
    bets          bigint   NOT NULL CHECK (bets > 0),
    stakes        bigint   NOT NULL CHECK (stakes > 0),
    listero       bigint   NOT NULL CHECK (listero >= 0),
    vendedor      bigint   NOT NULL CHECK (vendedor >= 0),
    prizes        bigint   NOT NULL CHECK (prizes >= 0),
    PRIMARY KEY (banca_id, draw_id, business_date, ventana_id, vendedor_id, kind, factor),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw
);
CREATE TABLE banded (
    banca_id uuid        NOT NULL,
    draw_id  uuid        NOT NULL,
    at       timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, draw_id),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw
);
CREATE INDEX award_of_day ON award (banca_id, business_date);
CREATE INDEX payout_of_day ON payout (banca_id, business_date);
-- Few tickets of many: those that do not stand.
CREATE INDEX ticket_fallen ON ticket (banca_id, business_date) WHERE state <> 'ACTIVE';

-- A ticket that no longer stands is no longer counted, one that stands again is. Those of a draw that is called off leave its
-- count all at once.
CREATE FUNCTION recount_ticket() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_sign integer := CASE NEW.state WHEN 'ACTIVE' THEN 1 ELSE -1 END;
    v_bets bigint;
    v_hour smallint;
BEGIN
    SELECT count(*) INTO v_bets
      FROM bet WHERE banca_id = NEW.banca_id AND business_date = NEW.business_date AND ticket_id = NEW.ticket_id;
    SELECT extract(hour FROM NEW.sold_at AT TIME ZONE zone) INTO v_hour FROM banca WHERE banca_id = NEW.banca_id;
    UPDATE draw_count
       SET tickets = tickets + v_sign, bets = bets + v_sign * v_bets, stakes = stakes + v_sign * NEW.total,
           listero = listero + v_sign * NEW.listero, vendedor = vendedor + v_sign * NEW.vendedor
     WHERE banca_id = NEW.banca_id AND draw_id = NEW.draw_id AND ventana_id = NEW.ventana_id
       AND vendedor_id = NEW.vendedor_id AND terminal_id = NEW.terminal_id AND business_date = NEW.business_date AND hour = v_hour;
    -- Whoever gathers the draw at this moment is waited for, or reads it after us.
    PERFORM FROM draw WHERE banca_id = NEW.banca_id AND draw_id = NEW.draw_id AND state <> 'OPEN' FOR KEY SHARE;
    IF FOUND THEN
        DELETE FROM banded WHERE banca_id = NEW.banca_id AND draw_id = NEW.draw_id;
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION recount_ticket() FROM PUBLIC;
CREATE TRIGGER recount_ticket AFTER UPDATE OF state ON ticket FOR EACH ROW
    WHEN ((OLD.state = 'ACTIVE') <> (NEW.state = 'ACTIVE') AND NEW.state <> 'ANNULLED') EXECUTE FUNCTION recount_ticket();

-- Prizes change what was gathered.
CREATE FUNCTION unband_draw() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM banded WHERE banca_id = NEW.banca_id AND draw_id = NEW.draw_id;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION unband_draw() FROM PUBLIC;
CREATE TRIGGER unband_draw AFTER UPDATE OF state, result_version ON draw FOR EACH ROW EXECUTE FUNCTION unband_draw();

-- What the bets of a draw sold by price, as its rows say it now; prizes that no correction took away.
CREATE FUNCTION bands_of(p_banca uuid, p_draw uuid)
RETURNS TABLE (business_date date, ventana_id uuid, vendedor_id uuid, kind smallint, factor numeric,
               bets bigint, stakes bigint, listero bigint, vendedor bigint, prizes bigint)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT t.business_date, t.ventana_id, t.vendedor_id, b.kind, trim_scale(b.factor),
           count(*), sum(b.stake)::bigint, sum(b.listero)::bigint, sum(b.vendedor)::bigint,
           coalesce(sum(w.prize), 0)::bigint
      FROM ticket t
      JOIN bet b USING (banca_id, business_date, ticket_id)
      LEFT JOIN (SELECT a.banca_id, a.ticket_id, l.line, l.prize
                   FROM award a JOIN award_line l USING (banca_id, award_id)
                  WHERE a.banca_id = p_banca AND a.draw_id = p_draw AND a.mark <> 'REVERSED' AND a.kind = 'PRIZE') w
        ON w.banca_id = t.banca_id AND w.ticket_id = t.ticket_id AND w.line = b.line
     WHERE t.banca_id = p_banca AND t.draw_id = p_draw AND t.state = 'ACTIVE'
     GROUP BY 1, 2, 3, 4, 5
$$;

-- What a report's row is about, as text: the id, day, hour or time that its dimension tells rows apart by. Inlined where it is used.
CREATE FUNCTION report_key(p_by text, p_day date, p_hour smallint, p_draw uuid, p_ventana uuid, p_vendedor uuid, p_lottery uuid,
                           p_drawn timestamp) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE p_by WHEN 'ventana' THEN p_ventana::text
                     WHEN 'vendedor' THEN p_vendedor::text
                     WHEN 'lottery' THEN p_lottery::text
                     WHEN 'draw' THEN p_draw::text
                     WHEN 'time' THEN p_drawn::time::text
                     WHEN 'hour' THEN p_hour::text
                     WHEN 'weekday' THEN extract(isodow FROM p_day)::text
                     WHEN 'day' THEN p_day::text
                     WHEN 'week' THEN date_trunc('week', p_day)::date::text
                     WHEN 'month' THEN date_trunc('month', p_day)::date::text END
$$;

-- Draws that are closed and not gathered.
CREATE FUNCTION unbanded_draws(p_banca uuid) RETURNS TABLE (draw_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.draw_id
      FROM draw d
     WHERE d.banca_id = p_banca AND (p_banca = my_banca() OR by_owner()) AND d.state IN ('CLOSED', 'EVALUATED', 'ANNULLED')
       AND NOT EXISTS (SELECT FROM banded b WHERE b.banca_id = d.banca_id AND b.draw_id = d.draw_id)
     ORDER BY d.at, d.draw_id
$$;

-- Gathers one closed draw. A job: it books nothing and may run again at any time. Returns false where it was not its turn.
CREATE FUNCTION band_draw(p_banca uuid, p_draw uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT hold_jobs(p_banca) OR NOT EXISTS (SELECT FROM unbanded_draws(p_banca) u WHERE u.draw_id = p_draw) THEN
        RETURN false;
    END IF;
    PERFORM FROM draw WHERE banca_id = p_banca AND draw_id = p_draw FOR UPDATE;
    INSERT INTO banded (banca_id, draw_id) VALUES (p_banca, p_draw);
    DELETE FROM draw_band WHERE banca_id = p_banca AND draw_id = p_draw;
    INSERT INTO draw_band SELECT p_banca, p_draw, g.* FROM bands_of(p_banca, p_draw) g;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION report_key(text, date, smallint, uuid, uuid, uuid, uuid, timestamp), bands_of(uuid, uuid), unbanded_draws(uuid), band_draw(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION report_key(text, date, smallint, uuid, uuid, uuid, uuid, timestamp), bands_of(uuid, uuid), unbanded_draws(uuid), band_draw(uuid, uuid) TO banca_app;

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['draw_count', 'draw_band', 'banded'] LOOP
        EXECUTE format('CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()', v_table);
        EXECUTE format('GRANT SELECT ON %I TO banca_app', v_table);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app
                        USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()))', v_table);
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['draw_count', 'draw_band'] LOOP
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app
                        USING ((SELECT my_role()) = ''ADMIN'' OR vendedor_id = (SELECT my_user())
                               OR ((SELECT my_role()) = ''VENTANA'' AND ventana_id = (SELECT my_ventana())))', v_table);
    END LOOP;
END $$;
CREATE POLICY reach ON banded FOR SELECT TO banca_app USING (true);
CREATE POLICY own ON exposure FOR SELECT TO banca_app USING (scope_id = (SELECT my_user()));

-- The sale counts what it sells by day and hour.
SELECT pg_temp.amend('sell(text, uuid, bytea, jsonb)', $old$
    v_date     date;
$old$, $new$
    v_date     date;
    v_hour     smallint;
$new$);
SELECT pg_temp.amend('sell(text, uuid, bytea, jsonb)', $old$make_interval(hours => v_me.day_cut))::date;
$old$, $new$make_interval(hours => v_me.day_cut))::date;
    v_hour := extract(hour FROM v_now AT TIME ZONE v_me.zone)::smallint;
$new$);
SELECT pg_temp.amend('sell(text, uuid, bytea, jsonb)', $old$
        INSERT INTO draw_count AS c (banca_id, draw_id, ventana_id, vendedor_id, terminal_id, tickets, stakes)
        VALUES (v_me.banca_id, v_ticket.draw, v_me.ventana_id, v_me.user_id, v_me.terminal_id, 1, v_ticket.total)
        ON CONFLICT (banca_id, draw_id, ventana_id, vendedor_id, terminal_id) DO UPDATE
           SET tickets = c.tickets + 1, stakes = c.stakes + excluded.stakes;
$old$, $new$
        INSERT INTO draw_count AS c (banca_id, draw_id, ventana_id, vendedor_id, terminal_id, business_date, hour,
                                     tickets, bets, stakes, listero, vendedor)
        VALUES (v_me.banca_id, v_ticket.draw, v_me.ventana_id, v_me.user_id, v_me.terminal_id, v_date, v_hour,
                1, v_bets.lines, v_ticket.total, v_ticket.listero, v_ticket.vendedor)
        ON CONFLICT (banca_id, draw_id, ventana_id, vendedor_id, terminal_id, business_date, hour) DO UPDATE
           SET tickets = c.tickets + 1, bets = c.bets + excluded.bets, stakes = c.stakes + excluded.stakes,
               listero = c.listero + excluded.listero, vendedor = c.vendedor + excluded.vendedor;
$new$);
SELECT pg_temp.amend('annul_draw(uuid, uuid, text)', 'UPDATE draw_count SET tickets = 0, stakes = 0 ',
                     'UPDATE draw_count SET tickets = 0, bets = 0, stakes = 0, listero = 0, vendedor = 0 ');
