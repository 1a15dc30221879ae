-- Drawers, tickets, exposure, prizes and payouts, and the one function that sells.

-- One shift of a cash drawer: one that is not closed per terminal and per user.
CREATE TABLE drawer (
    banca_id      uuid        NOT NULL,
    drawer_id     uuid        NOT NULL,
    ventana_id    uuid        NOT NULL,
    terminal_id   uuid        NOT NULL,
    user_id       uuid        NOT NULL,
    business_date date        NOT NULL,
    state         text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'counting', 'closed')),
    float_minor   bigint NOT NULL CHECK (float_minor BETWEEN 0 AND 900000000000000),
    opened_at     timestamptz NOT NULL DEFAULT banca_now(),
    closed_at     timestamptz,
    z_number      bigint,
    report        jsonb,
    report_hash   bytea,
    PRIMARY KEY (banca_id, drawer_id),
    UNIQUE (banca_id, terminal_id, z_number),
    FOREIGN KEY (banca_id, ventana_id) REFERENCES ventana,
    FOREIGN KEY (banca_id, terminal_id) REFERENCES terminal,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CHECK ((state = 'closed') = (z_number IS NOT NULL))
);
CREATE UNIQUE INDEX drawer_of_terminal ON drawer (banca_id, terminal_id) WHERE state <> 'closed';
CREATE UNIQUE INDEX drawer_of_user ON drawer (banca_id, user_id) WHERE state <> 'closed';

-- An opened drawer has its inline balance from the first moment on.
CREATE FUNCTION open_drawer_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO account (banca_id, book, code, key) VALUES (NEW.banca_id, NEW.ventana_id, 1100, NEW.drawer_id);
    RETURN NULL;
END $$;
CREATE TRIGGER open_drawer_account AFTER INSERT ON drawer FOR EACH ROW EXECUTE FUNCTION open_drawer_account();

-- The hash of a drawer's report: over its canonical text, without the hash itself.
CREATE FUNCTION drawer_report_hash(p_report jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to((p_report - 'hash')::text, 'UTF8'))
$$;

CREATE TABLE drawer_count (
    banca_id  uuid        NOT NULL,
    drawer_id uuid        NOT NULL,
    count_no  smallint    NOT NULL CHECK (count_no BETWEEN 1 AND 2),
    pieces    jsonb       NOT NULL,
    total     bigint NOT NULL CHECK (total BETWEEN 0 AND 900000000000000),
    expected  bigint NOT NULL CHECK (expected BETWEEN -900000000000000 AND 900000000000000),
    user_id   uuid        NOT NULL,
    at        timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, drawer_id, count_no),
    FOREIGN KEY (banca_id, drawer_id) REFERENCES drawer
);

CREATE TABLE cash_movement (
    banca_id    uuid        NOT NULL,
    movement_id uuid        NOT NULL,
    drawer_id   uuid        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('pay_in', 'drop', 'pay_out')),
    amount      bigint NOT NULL CHECK (amount BETWEEN 1 AND 900000000000000),
    reason      text        NOT NULL CHECK (length(reason) <= 500),
    user_id     uuid        NOT NULL,
    approval_id uuid,
    at          timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, movement_id),
    FOREIGN KEY (banca_id, drawer_id) REFERENCES drawer
);

-- What moved through a drawer, by cause, and what it should hold. Told to whoever counts or reviews it.
CREATE FUNCTION drawer_sums(p_drawer uuid)
RETURNS TABLE (sales bigint, cancelled bigint, payouts bigint, pay_in bigint, drops bigint, pay_out bigint, expected bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS (
        SELECT d.banca_id, d.ventana_id, d.drawer_id
          FROM drawer d
         WHERE d.banca_id = my_banca() AND d.drawer_id = p_drawer
           AND (d.user_id = my_user() OR my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND d.ventana_id = my_ventana()))
    ), moved AS (
        SELECT t.code, t.credit_code AS other, t.amount, t.reverses_id
          FROM mine m
          JOIN transfer t
            ON t.banca_id = m.banca_id AND t.book = m.ventana_id AND t.debit_code = 1100 AND t.debit_key = m.drawer_id
        UNION ALL
        SELECT t.code, t.debit_code, -t.amount, t.reverses_id
          FROM mine m
          JOIN transfer t
            ON t.banca_id = m.banca_id AND t.book = m.ventana_id AND t.credit_code = 1100 AND t.credit_key = m.drawer_id
    )
    SELECT coalesce(sum(amount) FILTER (WHERE code = 'J01' AND reverses_id IS NULL), 0)::bigint,
           coalesce(-sum(amount) FILTER (WHERE code = 'J01' AND reverses_id IS NOT NULL), 0)::bigint,
           coalesce(-sum(amount) FILTER (WHERE code IN ('J10', 'J13')), 0)::bigint,
           coalesce(sum(amount) FILTER (WHERE code = 'J47' AND amount > 0), 0)::bigint,
           coalesce(-sum(amount) FILTER (WHERE code = 'J47' AND amount < 0 AND other = 1110), 0)::bigint,
           coalesce(-sum(amount) FILTER (WHERE code = 'J47' AND amount < 0 AND other <> 1110), 0)::bigint,
           coalesce(sum(amount), 0)::bigint
      FROM moved
$$;

-- The document at the till: one command sells one sale, with one ticket for each draw.
CREATE TABLE sale (
    banca_id      uuid        NOT NULL,
    sale_id       uuid        NOT NULL,
    business_date date        NOT NULL,
    command_id    uuid        NOT NULL,
    ventana_id    uuid        NOT NULL,
    vendedor_id   uuid        NOT NULL,
    terminal_id   uuid        NOT NULL,
    drawer_id     uuid        NOT NULL,
    tender        text        NOT NULL DEFAULT 'cash' CHECK (tender IN ('cash')),
    total         bigint NOT NULL CHECK (total BETWEEN 1 AND 900000000000000),
    received      bigint CHECK (received BETWEEN 0 AND 900000000000000),
    sold_at       timestamptz NOT NULL,
    PRIMARY KEY (banca_id, sale_id),
    UNIQUE (banca_id, command_id)
);

CREATE TABLE ticket (
    banca_id      uuid        NOT NULL,
    business_date date        NOT NULL,
    ticket_id     uuid        NOT NULL,
    sale_id       uuid        NOT NULL,
    draw_id       uuid        NOT NULL,
    ventana_id    uuid        NOT NULL,
    vendedor_id   uuid        NOT NULL,
    terminal_id   uuid        NOT NULL,
    drawer_id     uuid        NOT NULL,
    code          char(12)    NOT NULL CHECK (code ~ '^[0-9]{12}$'),
    serial        bigint      NOT NULL,
    total         bigint NOT NULL CHECK (total BETWEEN 1 AND 900000000000000),
    listero       bigint NOT NULL CHECK (listero BETWEEN 0 AND 900000000000000),
    vendedor      bigint NOT NULL CHECK (vendedor BETWEEN 0 AND 900000000000000),
    state         text        NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'CANCELLED', 'EXCLUDED', 'ANNULLED')),
    note          text        CHECK (length(note) <= 120),
    repeats       char(12),
    sold_at       timestamptz NOT NULL,
    cancelled_at  timestamptz,
    previous_hash bytea       NOT NULL,
    hash          bytea       NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (banca_id, business_date, ticket_id)
) PARTITION BY RANGE (business_date);
CREATE INDEX ticket_of_draw ON ticket (banca_id, draw_id, ticket_id);
CREATE INDEX ticket_of_seller ON ticket (banca_id, vendedor_id, sold_at DESC, ticket_id DESC);
CREATE INDEX ticket_of_ventana ON ticket (banca_id, ventana_id, sold_at DESC, ticket_id DESC);

-- Codes are unique for ever, so they stand outside the partitions.
CREATE TABLE ticket_code (
    banca_id      uuid     NOT NULL,
    code          char(12) NOT NULL,
    ticket_id     uuid     NOT NULL,
    business_date date     NOT NULL,
    draw_id       uuid     NOT NULL,
    ventana_id    uuid     NOT NULL,
    PRIMARY KEY (banca_id, code)
);
CREATE INDEX ticket_code_of_ticket ON ticket_code (banca_id, ticket_id);

CREATE TABLE bet (
    banca_id         uuid     NOT NULL,
    business_date    date     NOT NULL,
    ticket_id        uuid     NOT NULL,
    line             smallint NOT NULL CHECK (line > 0),
    draw_id          uuid     NOT NULL,
    kind             smallint NOT NULL CHECK (kind IN (0, 1)),
    number           smallint NOT NULL CHECK (number BETWEEN 0 AND 999),
    stake            bigint NOT NULL CHECK (stake BETWEEN 1 AND 900000000000000),
    multiplier_id    uuid     NOT NULL,
    factor           numeric     NOT NULL CHECK (factor >= 0 AND factor <= 1000000 AND factor <> 'NaN'),
    origin           text     NOT NULL DEFAULT 'typed',
    listero_percent  numeric  NOT NULL CHECK (listero_percent >= 0 AND listero_percent <= 100 AND listero_percent <> 'NaN'),
    listero          bigint NOT NULL CHECK (listero BETWEEN 0 AND 900000000000000),
    listero_source   jsonb    NOT NULL,
    vendedor_percent numeric  NOT NULL CHECK (vendedor_percent >= 0 AND vendedor_percent <= 100 AND vendedor_percent <> 'NaN'),
    vendedor         bigint NOT NULL CHECK (vendedor BETWEEN 0 AND 900000000000000),
    vendedor_source  jsonb    NOT NULL,
    PRIMARY KEY (banca_id, business_date, ticket_id, line)
) PARTITION BY RANGE (business_date);
CREATE INDEX bet_on_number ON bet (banca_id, draw_id, number, ticket_id);

-- Live counters: one row per draw, scope and number. They change in the sale's own transaction, in key order, last.
CREATE TABLE exposure (
    banca_id            uuid     NOT NULL,
    draw_id             uuid     NOT NULL,
    scope_rank          smallint NOT NULL CHECK (scope_rank IN (1, 2, 3)),
    scope_id            uuid     NOT NULL,
    number              smallint NOT NULL,
    straight            bigint NOT NULL DEFAULT 0 CHECK (straight BETWEEN 0 AND 900000000000000),
    reventado           bigint NOT NULL DEFAULT 0 CHECK (reventado BETWEEN 0 AND 900000000000000),
    straight_liability  bigint NOT NULL DEFAULT 0 CHECK (straight_liability BETWEEN 0 AND 900000000000000),
    reventado_liability bigint NOT NULL DEFAULT 0 CHECK (reventado_liability BETWEEN 0 AND 900000000000000),
    listero             bigint NOT NULL DEFAULT 0 CHECK (listero BETWEEN 0 AND 900000000000000),
    tickets             integer  NOT NULL DEFAULT 0 CHECK (tickets >= 0),
    PRIMARY KEY (banca_id, draw_id, scope_rank, scope_id, number)
) WITH (fillfactor = 50);

-- Proof with every sale: how much was used after it, and the limit then in force.
CREATE TABLE sale_evidence (
    banca_id    uuid     NOT NULL,
    sale_id     uuid     NOT NULL,
    draw_id     uuid     NOT NULL,
    rule_id     uuid     NOT NULL,
    scope_rank  smallint NOT NULL,
    scope_id    uuid     NOT NULL,
    number      smallint NOT NULL,
    used_after  bigint NOT NULL CHECK (used_after BETWEEN 0 AND 900000000000000),
    limit_minor bigint NOT NULL CHECK (limit_minor BETWEEN 0 AND 900000000000000),
    lifted_by   uuid,
    PRIMARY KEY (banca_id, sale_id, draw_id, rule_id, number),
    CHECK (used_after <= limit_minor OR lifted_by IS NOT NULL)
);

-- Winners only. A correction reverses a prize and writes the next version; nothing is erased.
CREATE TABLE award (
    banca_id       uuid     NOT NULL,
    award_id       uuid     NOT NULL,
    draw_id        uuid     NOT NULL,
    ticket_id      uuid     NOT NULL,
    business_date  date     NOT NULL,
    ventana_id     uuid     NOT NULL,
    vendedor_id    uuid     NOT NULL,
    code           char(12) NOT NULL,
    result_version smallint NOT NULL,
    prize          bigint NOT NULL CHECK (prize BETWEEN 1 AND 900000000000000),
    expires        date     NOT NULL,
    mark           text     NOT NULL DEFAULT 'OPEN' CHECK (mark IN ('OPEN', 'FINALIZED', 'EXPIRED', 'REVERSED')),
    at             timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, award_id),
    UNIQUE (banca_id, ticket_id, result_version),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw
);
CREATE UNIQUE INDEX award_live ON award (banca_id, ticket_id) WHERE mark <> 'REVERSED';
CREATE INDEX award_of_draw ON award (banca_id, draw_id, prize DESC);
CREATE INDEX award_unpaid ON award (banca_id, ventana_id, at) WHERE mark = 'OPEN';
CREATE INDEX award_due ON award (banca_id, expires) WHERE mark = 'OPEN';

CREATE TABLE award_line (
    banca_id uuid     NOT NULL,
    award_id uuid     NOT NULL,
    line     smallint NOT NULL,
    prize    bigint NOT NULL CHECK (prize BETWEEN 1 AND 900000000000000),
    PRIMARY KEY (banca_id, award_id, line),
    FOREIGN KEY (banca_id, award_id) REFERENCES award
);

CREATE TABLE payout (
    banca_id      uuid     NOT NULL,
    payout_id     uuid     NOT NULL,
    award_id      uuid     NOT NULL,
    ticket_id     uuid     NOT NULL,
    code          char(12) NOT NULL,
    draw_id       uuid     NOT NULL,
    business_date date     NOT NULL,
    seq           smallint NOT NULL CHECK (seq > 0),
    amount        bigint NOT NULL CHECK (amount BETWEEN 1 AND 900000000000000),
    method        text     NOT NULL CHECK (method IN ('cash', 'sinpe', 'transfer', 'cheque', 'other')),
    notes         text     NOT NULL DEFAULT '' CHECK (length(notes) <= 500),
    ventana_id    uuid     NOT NULL,
    vendedor_id   uuid     NOT NULL,
    user_id       uuid     NOT NULL,
    drawer_id     uuid     NOT NULL,
    command_id    uuid     NOT NULL,
    approval_id   uuid,
    at            timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, payout_id),
    UNIQUE (banca_id, ticket_id, seq),
    UNIQUE (banca_id, command_id),
    FOREIGN KEY (banca_id, award_id) REFERENCES award
);
CREATE INDEX payout_by_time ON payout (banca_id, at DESC, payout_id DESC);
CREATE INDEX payout_by_user ON payout (banca_id, user_id);

CREATE TABLE payout_reversal (
    banca_id    uuid NOT NULL,
    payout_id   uuid NOT NULL,
    reason      text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    user_id     uuid NOT NULL,
    drawer_id   uuid NOT NULL,
    command_id  uuid NOT NULL,
    approval_id uuid,
    business_date date NOT NULL,
    at          timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, payout_id),
    FOREIGN KEY (banca_id, payout_id) REFERENCES payout
);

-- Prizes paid under a result that was corrected: somebody owes them.
CREATE TABLE claim (
    banca_id  uuid NOT NULL,
    claim_id  uuid NOT NULL,
    ticket_id uuid NOT NULL,
    code      char(12) NOT NULL,
    draw_id   uuid NOT NULL,
    result_version smallint NOT NULL,
    owner_id  uuid NOT NULL,
    -- Negative where a later result gives back what an earlier one claimed.
    amount    bigint NOT NULL CHECK (amount BETWEEN -900000000000000 AND 900000000000000 AND amount <> 0),
    at        timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, claim_id),
    UNIQUE (banca_id, ticket_id, result_version)
);

-- Every prize that no correction took away, with what was paid of it. A prize whose last day has passed counts as expired
-- also before the job that books it has run.
CREATE VIEW prize_standing WITH (security_invoker = true) AS
SELECT a.banca_id, a.award_id, a.ticket_id, a.code, a.draw_id, a.ventana_id, a.vendedor_id, a.at, a.expires, a.prize,
       coalesce(s.paid, 0) AS paid,
       greatest(a.prize - coalesce(s.paid, 0), 0) AS remaining,
       CASE WHEN a.mark = 'OPEN' AND a.prize > coalesce(s.paid, 0)
             AND a.expires < (SELECT business_date(my_banca(), NULL, banca_now()))
            THEN 'EXPIRED' ELSE a.mark END AS mark
  FROM award a
  LEFT JOIN LATERAL (
       SELECT sum(p.amount)::bigint AS paid
         FROM payout p
        WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id
          AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)) s ON true
 WHERE a.mark <> 'REVERSED';

-- Prizes and payouts in one list: a row for every payout, and one for every payable prize of which nothing is paid. A
-- payout under a result that was corrected shows what its ticket's prize is now.
CREATE VIEW payout_entry WITH (security_invoker = true) AS
SELECT p.banca_id, p.payout_id AS entry_id, p.payout_id, p.seq, p.ticket_id, p.code, p.draw_id, p.business_date, p.ventana_id,
       p.user_id, p.vendedor_id, p.at, p.amount, p.method, p.notes, p.approval_id, z.mark,
       coalesce(z.remaining, 0) AS remaining,
       CASE WHEN r.payout_id IS NOT NULL THEN 'reversed'
            WHEN z.mark = 'FINALIZED' THEN 'finalised'
            WHEN z.remaining > 0 THEN 'partial'
            ELSE 'completed' END AS status,
       r.payout_id IS NULL AND coalesce(p.award_id = z.award_id AND z.mark <> 'EXPIRED', false)
       AND NOT EXISTS (SELECT FROM payout n
                        WHERE n.banca_id = p.banca_id AND n.ticket_id = p.ticket_id AND n.seq > p.seq
                          AND NOT EXISTS (SELECT FROM payout_reversal nr
                                           WHERE nr.banca_id = n.banca_id AND nr.payout_id = n.payout_id)) AS last
  FROM payout p
  LEFT JOIN payout_reversal r ON r.banca_id = p.banca_id AND r.payout_id = p.payout_id
  LEFT JOIN prize_standing z ON z.banca_id = p.banca_id AND z.ticket_id = p.ticket_id
UNION ALL
SELECT z.banca_id, z.award_id, NULL, 0::smallint, z.ticket_id, z.code, z.draw_id, d.business_date, z.ventana_id,
       z.vendedor_id, z.vendedor_id, z.at, z.prize, NULL, '', NULL, z.mark, z.remaining, 'pending', false
  FROM prize_standing z
  JOIN draw d ON d.banca_id = z.banca_id AND d.draw_id = z.draw_id
 WHERE z.mark = 'OPEN' AND z.paid = 0;

-- What the own drawer holds. The drawer itself is locked until the transaction ends, before its account as everywhere:
-- cash is promised to one command at a time.
CREATE FUNCTION hold_cash(p_drawer uuid) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM drawer
      WHERE banca_id = my_banca() AND drawer_id = p_drawer AND user_id = my_user() AND state = 'open'
        FOR NO KEY UPDATE;
    RETURN (SELECT a.balance
              FROM drawer d
              JOIN account a ON a.banca_id = d.banca_id AND a.book = d.ventana_id AND a.code = 1100 AND a.key = d.drawer_id
             WHERE d.banca_id = my_banca() AND d.drawer_id = p_drawer AND d.user_id = my_user() AND d.state = 'open');
END $$;

-- The tickets of whose prizes I (or, for who runs a shop, somebody in it) paid: their prizes and payouts are seen whole.
CREATE FUNCTION paid_by_us() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.ticket_id
      FROM my_session() s
      JOIN app_user u USING (banca_id, user_id)
      JOIN payout p ON p.banca_id = s.banca_id
       AND (p.user_id = u.user_id OR (u.role = 'VENTANA' AND p.ventana_id = u.ventana_id))
$$;

-- The code of the ticket that a payout was made on, for the shop that sold it: who takes a payout back holds its paper.
CREATE FUNCTION code_of_payout(p_payout uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.code
      FROM my_session() s
      JOIN app_user u USING (banca_id, user_id)
      JOIN payout p ON p.banca_id = s.banca_id AND p.payout_id = p_payout
      JOIN ticket_code c ON c.banca_id = p.banca_id AND c.code = p.code
     WHERE u.role = 'ADMIN' OR c.ventana_id = u.ventana_id
$$;

-- What the paper proves: its holder may ask for this one ticket of the own shop.
CREATE FUNCTION bearer_ticket() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.ticket_id
      FROM my_session() s
      JOIN app_user u USING (banca_id, user_id)
      JOIN ticket_code c
        ON c.banca_id = s.banca_id AND c.code = nullif(current_setting('banca.code', true), '')
     WHERE u.role = 'ADMIN' OR c.ventana_id = u.ventana_id
$$;

-- The bytes under a ticket's hash: everything that was promised, in one line of text.
CREATE FUNCTION ticket_canonical(
    p_code text, p_draw uuid, p_ventana uuid, p_vendedor uuid, p_terminal uuid, p_serial bigint, p_sold_at timestamptz,
    p_total bigint, p_bets text)
RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT convert_to(concat_ws('|', p_code, p_draw, p_ventana, p_vendedor, p_terminal, p_serial,
                                (extract(epoch FROM p_sold_at) * 1000000)::bigint, p_total, p_bets), 'UTF8')
$$;

-- A shared lock for the sale, an exclusive one for the close: sales in flight end before the draw is sealed, and none
-- begins while it is.
CREATE FUNCTION fence_draw_shared(p_fence integer) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock_shared(7701, p_fence)
$$;
CREATE FUNCTION fence_draw_alone(p_fence integer) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(7701, p_fence)
$$;

-- Sells. The console has checked and priced the sale; here it is arbitrated and applied, in one round trip and in the
-- one lock order: 1 command, 2 fences ascending, 3 terminal and drawer account, 4 counters by scope, draw, number.
--
-- p_sale = {"sale", "total", "received", "note", "repeats", "approval",
--           "tickets": [{"ticket", "code", "draw", "total", "listero", "vendedor", "legs": […],
--                        "bets": [{"line","kind","number","stake","multiplier","factor","origin",
--                                  "listero_percent","listero","listero_source",
--                                  "vendedor_percent","vendedor","vendedor_source"}]}]}
-- Returns the console's answer. SQLSTATE BA001 carries refusals, BA409 says that prices or rules have changed.
CREATE FUNCTION sell(p_token text, p_command uuid, p_hash bytea, p_sale jsonb)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me       record;
    v_known    record;
    v_now      timestamptz;
    v_date     date;
    v_drawer   uuid;
    v_terminal record;
    v_problems jsonb;
    v_lift     record;
    v_ticket   record;
    v_hash     bytea;
    v_answer   jsonb;
    v_rows     integer;
    v_sale     uuid := (p_sale ->> 'sale')::uuid;
BEGIN
    SELECT s.banca_id, s.session_id, s.user_id, s.terminal_id, u.role, u.ventana_id
      INTO v_me
      FROM session s JOIN app_user u USING (banca_id, user_id)
     WHERE s.token_hash = sha256(convert_to(p_token, 'UTF8')) AND s.ended_at IS NULL AND works(u);
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_signed_in"}');
    END IF;

    -- 1. The command. A second one with the same key waits here for the first.
    INSERT INTO command (banca_id, command_id, verb, request_hash, user_id, session_id)
    VALUES (v_me.banca_id, p_command, 'sell', p_hash, v_me.user_id, v_me.session_id)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        SELECT request_hash, answer, user_id INTO v_known
          FROM command WHERE banca_id = v_me.banca_id AND command_id = p_command;
        IF v_known.request_hash <> p_hash OR v_known.user_id <> v_me.user_id THEN
            PERFORM refuse(jsonb_build_object('refusal', 'key_reused', 'key', p_command));
        END IF;
        RETURN jsonb_set(v_known.answer, '{data,cached}', 'true');
    END IF;

    -- 2. The fences, ascending; then the draws as they stand behind them, by the clock that decides.
    PERFORM fence_draw_shared(d.fence)
       FROM (SELECT d.fence
               FROM jsonb_array_elements(p_sale -> 'tickets') t
               JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = (t ->> 'draw')::uuid
              ORDER BY d.fence) d;
    v_now := banca_now();
    SELECT jsonb_agg(problem) INTO v_problems FROM (
        SELECT CASE
                 WHEN d.draw_id IS NULL THEN jsonb_build_object('problem', 'draw_unknown', 'draw', t.draw)
                 WHEN d.state <> 'OPEN' THEN jsonb_build_object('problem', 'draw_not_open', 'draw', t.draw, 'state', d.state)
                 WHEN v_now >= d.cutoff THEN jsonb_build_object('problem', 'past_cutoff', 'draw', t.draw, 'cutoff', d.cutoff)
               END AS problem
          FROM jsonb_to_recordset(p_sale -> 'tickets') AS t(draw uuid)
          LEFT JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = t.draw) p
     WHERE problem IS NOT NULL;
    IF v_problems IS NOT NULL THEN
        PERFORM refuse((SELECT jsonb_agg(p || '{"refusal": "sale"}') FROM jsonb_array_elements(v_problems) p));
    END IF;

    SELECT drawer_id INTO v_drawer
      FROM drawer
     WHERE banca_id = v_me.banca_id AND user_id = v_me.user_id AND terminal_id = v_me.terminal_id AND state = 'open'
       FOR SHARE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "no_open_drawer"}');
    END IF;
    v_date := business_date(v_me.banca_id, v_me.ventana_id, v_now);

    -- The second lock on prices and commissions: what the console froze must be what is in force.
    SELECT count(*) INTO v_rows
      FROM jsonb_to_recordset(p_sale -> 'tickets') AS t(draw uuid, total bigint, listero bigint, vendedor bigint, bets jsonb)
      JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = t.draw
     CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE m.multiplier_id IS NULL OR b.number >= CASE d.digits WHEN 2 THEN 100 ELSE 1000 END
                                   OR b.stake < (d.rules ->> 'min_bet')::bigint
                                   OR b.stake > (d.rules ->> 'max_bet')::bigint
                                   OR b.stake % (d.rules ->> 'step')::bigint <> 0
                                   OR b.listero <> round(b.stake * b.listero_percent / 100)
                                   OR b.vendedor <> round(b.stake * b.vendedor_percent / 100)) AS wrong,
               count(*) AS lines, sum(b.stake) AS total, sum(b.listero) AS listero, sum(b.vendedor) AS vendedor
          FROM jsonb_to_recordset(t.bets) AS b(kind smallint, number smallint, stake bigint, multiplier uuid, factor numeric,
                                               listero_percent numeric, listero bigint, vendedor_percent numeric, vendedor bigint)
          LEFT JOIN multiplier m
            ON m.banca_id = v_me.banca_id AND m.multiplier_id = b.multiplier AND m.lottery_id = d.lottery_id
           AND m.kind = b.kind AND m.factor = b.factor AND m.active) c
     WHERE c.wrong > 0 OR c.total IS DISTINCT FROM t.total OR c.listero IS DISTINCT FROM t.listero
        OR c.vendedor IS DISTINCT FROM t.vendedor
        OR c.lines > (d.rules ->> 'max_lines')::integer OR c.total > (d.rules ->> 'max_ticket')::bigint
        -- A reventado needs a straight bet on its number, at least as large.
        OR EXISTS (SELECT FROM jsonb_to_recordset(t.bets) AS b(kind smallint, number smallint, stake bigint)
                    GROUP BY b.number
                   HAVING coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0)
                        > coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0));
    IF (p_sale ->> 'total')::bigint IS DISTINCT FROM
       (SELECT sum(t.total) FROM jsonb_to_recordset(p_sale -> 'tickets') AS t(total bigint)) THEN
        v_rows := v_rows + 1;
    END IF;
    IF v_rows = 0 THEN
        SELECT count(*) INTO v_rows
          FROM (SELECT DISTINCT d.lottery_id, b.kind, b.factor, b.listero_percent, b.vendedor_percent
                  FROM jsonb_to_recordset(p_sale -> 'tickets') AS t(draw uuid, bets jsonb)
                  JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = t.draw
                 CROSS JOIN LATERAL jsonb_to_recordset(t.bets)
                       AS b(kind smallint, factor numeric, listero_percent numeric, vendedor_percent numeric)) p
         WHERE p.listero_percent <> commission_percent(v_me.banca_id, 'listero', v_me.user_id, v_me.ventana_id,
                                                       p.lottery_id, p.kind, p.factor)
            OR p.vendedor_percent <> commission_percent(v_me.banca_id, 'vendedor', v_me.user_id, v_me.ventana_id,
                                                        p.lottery_id, p.kind, p.factor);
    END IF;
    IF v_rows > 0 THEN
        RAISE EXCEPTION 'prices or commissions have changed' USING ERRCODE = 'BA409';
    END IF;

    -- 3. The documents. The terminal's own row gives the serial and the chain; the drawer's account follows in post_legs.
    INSERT INTO sale (banca_id, sale_id, business_date, command_id, ventana_id, vendedor_id, terminal_id, drawer_id,
                      total, received, sold_at)
    VALUES (v_me.banca_id, v_sale, v_date, p_command, v_me.ventana_id, v_me.user_id, v_me.terminal_id, v_drawer,
            (p_sale ->> 'total')::bigint, (p_sale ->> 'received')::bigint, v_now);
    SELECT last_serial, chain_head INTO v_terminal
      FROM terminal WHERE banca_id = v_me.banca_id AND terminal_id = v_me.terminal_id FOR UPDATE;
    FOR v_ticket IN
        SELECT t.*, d.at AS draw_at, d.cutoff, l.name AS lottery,
               (SELECT string_agg(concat_ws(':', b.kind, b.number, b.stake, trim_scale(b.factor)), ';' ORDER BY b.line)
                  FROM jsonb_to_recordset(t.bets) AS b(line smallint, kind smallint, number smallint, stake bigint, factor numeric)
               ) AS canonical_bets
          FROM jsonb_to_recordset(p_sale -> 'tickets')
               AS t(ticket uuid, code text, draw uuid, total bigint, listero bigint, vendedor bigint, bets jsonb, legs jsonb)
          JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = t.draw
          JOIN lottery l ON l.banca_id = v_me.banca_id AND l.lottery_id = d.lottery_id
         ORDER BY d.fence
    LOOP
        v_terminal.last_serial := v_terminal.last_serial + 1;
        v_hash := sha256(v_terminal.chain_head || ticket_canonical(
            v_ticket.code, v_ticket.draw, v_me.ventana_id, v_me.user_id, v_me.terminal_id, v_terminal.last_serial,
            v_now, v_ticket.total, v_ticket.canonical_bets));
        INSERT INTO ticket_code (banca_id, code, ticket_id, business_date, draw_id, ventana_id)
        VALUES (v_me.banca_id, v_ticket.code, v_ticket.ticket, v_date, v_ticket.draw, v_me.ventana_id);
        INSERT INTO ticket (banca_id, business_date, ticket_id, sale_id, draw_id, ventana_id, vendedor_id, terminal_id,
                            drawer_id, code, serial, total, listero, vendedor, note, repeats, sold_at, previous_hash, hash)
        VALUES (v_me.banca_id, v_date, v_ticket.ticket, v_sale, v_ticket.draw, v_me.ventana_id, v_me.user_id,
                v_me.terminal_id, v_drawer, v_ticket.code, v_terminal.last_serial, v_ticket.total, v_ticket.listero,
                v_ticket.vendedor, p_sale ->> 'note', p_sale ->> 'repeats', v_now, v_terminal.chain_head, v_hash);
        v_terminal.chain_head := v_hash;
        INSERT INTO bet (banca_id, business_date, ticket_id, line, draw_id, kind, number, stake, multiplier_id, factor,
                         origin, listero_percent, listero, listero_source, vendedor_percent, vendedor, vendedor_source)
        SELECT v_me.banca_id, v_date, v_ticket.ticket, b.line, v_ticket.draw, b.kind, b.number, b.stake, b.multiplier,
               b.factor, b.origin, b.listero_percent, b.listero, b.listero_source, b.vendedor_percent, b.vendedor,
               b.vendedor_source
          FROM jsonb_to_recordset(v_ticket.bets) AS b(
               line smallint, kind smallint, number smallint, stake bigint, multiplier uuid, factor numeric, origin text,
               listero_percent numeric, listero bigint, listero_source jsonb,
               vendedor_percent numeric, vendedor bigint, vendedor_source jsonb);
        -- The legs must move exactly what the ticket says: the stake once in each book, each commission once in each.
        IF (SELECT coalesce(sum(amount) FILTER (WHERE l.code = 'J01'), 0) <> 2 * v_ticket.total
                OR coalesce(sum(amount) FILTER (WHERE l.code = 'J05'), 0) <> 2 * v_ticket.listero
                OR coalesce(sum(amount) FILTER (WHERE l.code = 'J06'), 0) <> v_ticket.vendedor
              FROM jsonb_to_recordset(v_ticket.legs) AS l(code text, amount bigint)) THEN
            RAISE EXCEPTION 'the legs differ from the ticket' USING ERRCODE = 'BA403';
        END IF;
        PERFORM post_legs(v_me.banca_id, p_command, v_ticket.ticket, 'sold', 1::smallint, v_date,
                          (SELECT jsonb_agg(CASE WHEN (leg ->> 'debit')::smallint = 1100
                                                 THEN jsonb_set(leg, '{debit_key}', to_jsonb(v_drawer)) ELSE leg END)
                             FROM jsonb_array_elements(v_ticket.legs) leg));
        v_answer := coalesce(v_answer, '[]') || jsonb_build_object(
            'ticket', v_ticket.ticket, 'code', v_ticket.code, 'serial', v_terminal.last_serial, 'draw', v_ticket.draw,
            'lottery', v_ticket.lottery, 'at', v_ticket.draw_at,
            'minutes_left', floor(extract(epoch FROM v_ticket.cutoff - v_now) / 60)::bigint, 'total', v_ticket.total);
        INSERT INTO activity (banca_id, business_date, activity_id, at, user_id, role, ventana_id, terminal_id, session_id,
                              command_id, action, target, amount)
        VALUES (v_me.banca_id, v_date, gen_random_uuid(), v_now, v_me.user_id, v_me.role, v_me.ventana_id, v_me.terminal_id,
                v_me.session_id, p_command, 'ticket.sold', v_ticket.code, v_ticket.total);
    END LOOP;
    UPDATE terminal SET last_serial = v_terminal.last_serial, chain_head = v_terminal.chain_head
     WHERE banca_id = v_me.banca_id AND terminal_id = v_me.terminal_id;

    -- A supervisor's consent to sell above liftable limits, consumed here.
    SELECT approval_id, granted_by INTO v_lift
      FROM approval
     WHERE banca_id = v_me.banca_id AND approval_id = (p_sale ->> 'approval')::uuid AND "right" = 'lift_limit'
       AND command_id = p_command AND asked_by = v_me.user_id AND consumed_at IS NULL
       AND at > v_now - interval '10 minutes'
       FOR UPDATE;
    IF p_sale ->> 'approval' IS NOT NULL AND v_lift.approval_id IS NULL THEN
        PERFORM refuse('{"refusal": "approval_invalid"}');
    END IF;

    -- 4. The counters, in key order, last; then every limit that concerns what was sold, with its evidence.
    WITH asked AS (
        SELECT t.draw, d.lottery_id, d.business_date, b.number, b.kind, b.stake, b.multiplier, b.factor, b.listero
          FROM jsonb_to_recordset(p_sale -> 'tickets') AS t(draw uuid, bets jsonb)
          JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = t.draw
         CROSS JOIN LATERAL jsonb_to_recordset(t.bets)
               AS b(kind smallint, number smallint, stake bigint, multiplier uuid, factor numeric, listero bigint)
    ), need AS (
        SELECT draw, lottery_id, business_date, number,
               coalesce(sum(stake) FILTER (WHERE kind = 0), 0)::bigint AS straight,
               coalesce(sum(stake) FILTER (WHERE kind = 1), 0)::bigint AS reventado,
               coalesce(sum(round(stake * factor)) FILTER (WHERE kind = 0), 0)::bigint AS straight_liability,
               coalesce(sum(round(stake * factor)) FILTER (WHERE kind = 1), 0)::bigint AS reventado_liability,
               sum(listero)::bigint AS listero
          FROM asked GROUP BY draw, lottery_id, business_date, number
    ), counted AS (
        INSERT INTO exposure AS e (banca_id, draw_id, scope_rank, scope_id, number,
                                   straight, reventado, straight_liability, reventado_liability, listero, tickets)
        SELECT v_me.banca_id, n.draw, s.rank, s.id, n.number,
               n.straight, n.reventado, n.straight_liability, n.reventado_liability, n.listero, 1
          FROM need n
         CROSS JOIN (VALUES (1::smallint, v_me.user_id), (2::smallint, v_me.ventana_id), (3::smallint, v_me.banca_id)) AS s(rank, id)
         ORDER BY s.rank, s.id, n.draw, n.number
        ON CONFLICT (banca_id, draw_id, scope_rank, scope_id, number) DO UPDATE
           SET straight = e.straight + excluded.straight,
               reventado = e.reventado + excluded.reventado,
               straight_liability = e.straight_liability + excluded.straight_liability,
               reventado_liability = e.reventado_liability + excluded.reventado_liability,
               listero = e.listero + excluded.listero,
               tickets = e.tickets + 1
        RETURNING draw_id, scope_rank, scope_id, number, straight, reventado
    ), rule AS (
        SELECT r.*, n.draw, n.number, n.straight AS add_straight, n.reventado AS add_reventado,
               CASE WHEN r.kind IS NULL THEN n.straight + n.reventado
                    WHEN r.kind = 0 THEN n.straight ELSE n.reventado END AS asked
          FROM need n
          JOIN limit_rule r
            ON r.banca_id = v_me.banca_id AND r.ended_at IS NULL
           AND r.scope_id IN (v_me.user_id, v_me.ventana_id, v_me.banca_id)
           AND (r.lottery_id IS NULL OR r.lottery_id = n.lottery_id)
           AND (r.draw_id IS NULL OR r.draw_id = n.draw)
           AND (r.date_from IS NULL OR n.business_date >= r.date_from)
           AND (r.date_to IS NULL OR n.business_date <= r.date_to)
           AND (r.numbers = '{}' OR n.number = ANY (r.numbers))
    ), measured AS (
        SELECT r.rule_id, r.draw, r.number, r.asked, r.amount, r.liftable, c.scope_rank, c.scope_id,
               CASE WHEN r.kind IS NULL THEN c.straight + c.reventado
                    WHEN r.kind = 0 THEN c.straight ELSE c.reventado END AS used
          FROM rule r
          JOIN counted c
            ON c.draw_id = r.draw AND c.number = r.number
           AND c.scope_rank = CASE WHEN r.per_seller THEN 1 ELSE r.scope_rank END
         WHERE r.effect = 'accumulated' AND r.asked > 0
    ), problem AS (
        SELECT jsonb_build_object('problem', 'above_limit', 'draw', draw, 'number', number, 'asked', asked,
                                  'left', greatest(amount - (used - asked), 0), 'limit', amount,
                                  'rule', rule_id, 'liftable', liftable) AS p
          FROM measured WHERE used > amount AND NOT (liftable AND v_lift.approval_id IS NOT NULL)
        UNION ALL
        SELECT jsonb_build_object('problem', 'above_per_ticket', 'draw', draw, 'number', number, 'asked', asked,
                                  'limit', amount, 'rule', rule_id)
          FROM rule r
         WHERE effect = 'per_ticket' AND asked > amount
           AND (multiplier_id IS NULL OR EXISTS (SELECT FROM asked a WHERE a.draw = r.draw AND a.number = r.number
                                                  AND a.multiplier = r.multiplier_id))
        UNION ALL
        SELECT jsonb_build_object('problem', 'blocked', 'draw', a.draw, 'number', a.number,
                                  'kind', CASE a.kind WHEN 0 THEN 'straight' ELSE 'reventado' END, 'rule', r.rule_id)
          FROM rule r
          JOIN asked a ON a.draw = r.draw AND a.number = r.number
         WHERE r.effect = 'blocked' AND (r.kind IS NULL OR r.kind = a.kind)
           AND (r.multiplier_id IS NULL OR r.multiplier_id = a.multiplier)
    ), evidence AS (
        INSERT INTO sale_evidence (banca_id, sale_id, draw_id, rule_id, scope_rank, scope_id, number, used_after, limit_minor, lifted_by)
        SELECT v_me.banca_id, v_sale, draw, rule_id, scope_rank, scope_id, number, used, amount,
               CASE WHEN used > amount THEN v_lift.granted_by END
          FROM measured WHERE used <= amount OR (liftable AND v_lift.approval_id IS NOT NULL)
    )
    SELECT jsonb_agg(p) INTO v_problems FROM problem;
    IF v_problems IS NOT NULL THEN
        -- Numbers travel as zero-padded text of their lottery's length.
        PERFORM refuse((
            SELECT jsonb_agg(p || jsonb_build_object('refusal', 'sale',
                             'number', lpad(p ->> 'number', d.digits, '0')))
              FROM jsonb_array_elements(v_problems) p
              JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = (p ->> 'draw')::uuid));
    END IF;
    IF v_lift.approval_id IS NOT NULL THEN
        UPDATE approval SET consumed_at = v_now WHERE banca_id = v_me.banca_id AND approval_id = v_lift.approval_id;
    END IF;

    v_answer := jsonb_build_object('answer', 'sold', 'data', jsonb_build_object(
        'sale', v_sale, 'tickets', v_answer, 'total', (p_sale ->> 'total')::bigint,
        'change', CASE WHEN p_sale ->> 'received' IS NULL THEN NULL
                       ELSE (p_sale ->> 'received')::bigint - (p_sale ->> 'total')::bigint END,
        'sold_at', v_now, 'cached', false));
    UPDATE command SET answer = v_answer WHERE banca_id = v_me.banca_id AND command_id = p_command;
    RETURN v_answer;
END $$;

-- Nothing is committed at or after the cutoff: asked once more when the transaction ends.
CREATE FUNCTION guard_cutoff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_draw draw;
BEGIN
    SELECT * INTO v_draw FROM draw WHERE banca_id = NEW.banca_id AND draw_id = NEW.draw_id;
    IF v_draw.state <> 'OPEN' OR banca_now() >= v_draw.cutoff THEN
        PERFORM refuse(jsonb_build_object('refusal', 'sale', 'problem', 'past_cutoff',
                                          'draw', NEW.draw_id, 'cutoff', v_draw.cutoff));
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER guard_cutoff AFTER INSERT ON ticket_code
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_cutoff();
