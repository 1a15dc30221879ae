-- Lotteries, prices, draws, limits and commissions.

CREATE TABLE lottery (
    banca_id   uuid    NOT NULL REFERENCES banca,
    lottery_id uuid    NOT NULL,
    name       text    NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    active     boolean NOT NULL DEFAULT true,
    digits     smallint NOT NULL CHECK (digits IN (2, 3)),
    -- The whole of the rules as the console knows them; the digits stand beside because keys depend on them.
    rules      jsonb   NOT NULL CHECK (jsonb_typeof(rules) = 'object'),
    PRIMARY KEY (banca_id, lottery_id)
);
CREATE UNIQUE INDEX lottery_name ON lottery (banca_id, lower(name));
CREATE UNIQUE INDEX lottery_alias ON lottery (banca_id, lower(rules ->> 'alias')) WHERE active;

CREATE TABLE multiplier (
    banca_id      uuid     NOT NULL REFERENCES banca,
    multiplier_id uuid     NOT NULL,
    lottery_id    uuid     NOT NULL,
    name          text     NOT NULL CHECK (length(name) BETWEEN 1 AND 20),
    kind          smallint NOT NULL CHECK (kind IN (0, 1)),
    factor        numeric     NOT NULL CHECK (factor >= 0 AND factor <= 1000000 AND factor <> 'NaN' AND factor > 0),
    usual         boolean  NOT NULL DEFAULT false,
    active        boolean  NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, multiplier_id),
    FOREIGN KEY (banca_id, lottery_id) REFERENCES lottery
);

-- One usual price of each lottery and kind: what a seller gets who names none.
CREATE UNIQUE INDEX multiplier_usual ON multiplier (banca_id, lottery_id, kind) WHERE usual AND active;

CREATE SEQUENCE draw_fence AS integer;

CREATE TABLE draw (
    banca_id      uuid        NOT NULL REFERENCES banca,
    draw_id       uuid        NOT NULL,
    lottery_id    uuid        NOT NULL,
    at            timestamptz NOT NULL,
    cutoff        timestamptz NOT NULL,
    business_date date        NOT NULL,
    state         text        NOT NULL DEFAULT 'SCHEDULED'
                  CHECK (state IN ('SCHEDULED', 'OPEN', 'CLOSED', 'EVALUATED', 'ANNULLED')),
    digits        smallint    NOT NULL CHECK (digits IN (2, 3)),
    -- The lottery's rules, frozen when the draw opens.
    rules         jsonb       NOT NULL,
    -- Reventado outcome → factor, frozen when the draw opens.
    outcomes      jsonb       NOT NULL DEFAULT '[]',
    result_number smallint,
    result_outcome text,
    result_version smallint   NOT NULL DEFAULT 0,
    single_person boolean     NOT NULL DEFAULT false,
    -- The number of the lock that sales share and the close takes alone.
    fence         integer     NOT NULL DEFAULT nextval('draw_fence'),
    opened_at     timestamptz,
    closed_at     timestamptz,
    evaluated_at  timestamptz,
    PRIMARY KEY (banca_id, draw_id),
    UNIQUE (banca_id, lottery_id, at),
    FOREIGN KEY (banca_id, lottery_id) REFERENCES lottery,
    CHECK (cutoff <= at),
    CHECK ((state = 'EVALUATED') <= (result_number IS NOT NULL)),
    CHECK (result_number IS NULL OR (result_number >= 0 AND result_number < CASE digits WHEN 2 THEN 100 ELSE 1000 END))
);
CREATE INDEX draw_by_time ON draw (banca_id, at);
-- A draw as people call it: lottery and local time.
CREATE VIEW draw_label WITH (security_invoker = true) AS
SELECT d.banca_id, d.draw_id, l.name || ' ' || to_char(d.at AT TIME ZONE b.zone, 'YYYY-MM-DD HH24:MI') AS label
  FROM draw d JOIN lottery l USING (banca_id, lottery_id) JOIN banca b USING (banca_id);
CREATE INDEX draw_due ON draw (banca_id, state, cutoff) WHERE state IN ('SCHEDULED', 'OPEN', 'CLOSED');

-- The same table of transitions as the console's.
CREATE FUNCTION guard_draw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.banca_id <> OLD.banca_id OR NEW.draw_id <> OLD.draw_id OR NEW.lottery_id <> OLD.lottery_id
       OR NEW.fence <> OLD.fence OR NEW.digits <> OLD.digits THEN
        RAISE EXCEPTION 'a draw keeps its identity' USING ERRCODE = 'BA403';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('SCHEDULED', 'OPEN'), ('OPEN', 'CLOSED'), ('CLOSED', 'EVALUATED'),
        ('SCHEDULED', 'ANNULLED'), ('OPEN', 'ANNULLED'), ('CLOSED', 'ANNULLED'), ('EVALUATED', 'ANNULLED')) THEN
        RAISE EXCEPTION 'a draw does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'BA403';
    END IF;
    IF OLD.state NOT IN ('SCHEDULED', 'OPEN')
       AND (NEW.at <> OLD.at OR NEW.cutoff <> OLD.cutoff OR NEW.business_date <> OLD.business_date) THEN
        RAISE EXCEPTION 'a closed draw keeps its time' USING ERRCODE = 'BA403';
    END IF;
    IF OLD.state <> 'SCHEDULED' AND (NEW.rules <> OLD.rules OR NEW.outcomes <> OLD.outcomes) THEN
        RAISE EXCEPTION 'the rules of an opened draw are frozen' USING ERRCODE = 'BA403';
    END IF;
    IF NEW.state NOT IN ('EVALUATED', 'ANNULLED') AND NEW.result_number IS NOT NULL THEN
        RAISE EXCEPTION 'only an evaluated draw has a result' USING ERRCODE = 'BA403';
    END IF;
    IF OLD.result_number IS NOT NULL
       AND (NEW.result_number, coalesce(NEW.result_outcome, '')) <> (OLD.result_number, coalesce(OLD.result_outcome, ''))
       AND NEW.result_version <= OLD.result_version THEN
        RAISE EXCEPTION 'a corrected result is a new version' USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_draw BEFORE UPDATE ON draw FOR EACH ROW EXECUTE FUNCTION guard_draw();

-- What people typed. Version 1 is the first result, each correction the next. Both entries are kept.
CREATE TABLE result_entry (
    banca_id  uuid        NOT NULL,
    draw_id   uuid        NOT NULL,
    version   smallint    NOT NULL CHECK (version > 0),
    entry_id  uuid        NOT NULL,
    step      text        NOT NULL CHECK (step IN ('entered', 'confirmed', 'differed')),
    number    smallint    NOT NULL,
    outcome   text,
    reason    text        NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    user_id   uuid        NOT NULL,
    at        timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, entry_id),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user
);
CREATE INDEX result_entry_of_draw ON result_entry (banca_id, draw_id, version, at);

-- What closing wrote: a hash over all tickets of the draw, chained to the house's seal before it.
CREATE TABLE draw_seal (
    banca_id  uuid        NOT NULL,
    draw_id   uuid        NOT NULL,
    tickets   bigint      NOT NULL,
    stakes    bigint NOT NULL CHECK (stakes BETWEEN 0 AND 900000000000000),
    root      bytea       NOT NULL CHECK (octet_length(root) = 32),
    previous  bytea       NOT NULL,
    chain_no  bigint      NOT NULL,
    at        timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, draw_id),
    UNIQUE (banca_id, chain_no),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw
);

CREATE TABLE limit_rule (
    banca_id      uuid     NOT NULL REFERENCES banca,
    rule_id       uuid     NOT NULL,
    scope_rank    smallint NOT NULL CHECK (scope_rank IN (1, 2, 3)),
    scope_id      uuid     NOT NULL,
    lottery_id    uuid,
    draw_id       uuid,
    numbers       smallint[] NOT NULL DEFAULT '{}',
    kind          smallint CHECK (kind IN (0, 1)),
    multiplier_id uuid,
    date_from     date,
    date_to       date,
    liftable      boolean  NOT NULL DEFAULT false,
    effect        text     NOT NULL CHECK (effect IN ('per_ticket', 'accumulated', 'blocked')),
    amount        bigint CHECK (amount BETWEEN 0 AND 900000000000000),
    per_seller    boolean  NOT NULL DEFAULT false,
    reason        text     NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    set_by        uuid     NOT NULL,
    set_at        timestamptz NOT NULL DEFAULT banca_now(),
    ended_by      uuid,
    ended_at      timestamptz,
    PRIMARY KEY (banca_id, rule_id),
    FOREIGN KEY (banca_id, lottery_id) REFERENCES lottery,
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw,
    FOREIGN KEY (banca_id, multiplier_id) REFERENCES multiplier,
    CHECK ((effect = 'blocked') = (amount IS NULL)),
    -- Counters do not tell multipliers apart, so an accumulated limit cannot name one.
    CHECK (multiplier_id IS NULL OR effect <> 'accumulated')
);
CREATE INDEX limit_rule_in_force ON limit_rule (banca_id, scope_id) WHERE ended_at IS NULL;

CREATE TABLE commission_policy (
    banca_id        uuid     NOT NULL REFERENCES banca,
    policy_id       uuid     NOT NULL,
    scope_rank      smallint NOT NULL CHECK (scope_rank IN (1, 2, 3)),
    scope_id        uuid     NOT NULL,
    share           text     NOT NULL CHECK (share IN ('listero', 'vendedor')),
    default_percent numeric CHECK (default_percent >= 0 AND default_percent <= 100 AND default_percent <> 'NaN'),
    rules           jsonb    NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(rules) = 'array'),
    valid_from      timestamptz NOT NULL,
    valid_to        timestamptz,
    set_by          uuid     NOT NULL,
    PRIMARY KEY (banca_id, policy_id),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE UNIQUE INDEX commission_policy_current
    ON commission_policy (banca_id, scope_id, share) WHERE valid_to IS NULL;

-- The percent in force: the first matching rule of the most specific policy that has one, and only then the defaults in
-- the same order. The console decides by the same rule; this is the second lock.
CREATE FUNCTION commission_percent(
    p_banca uuid, p_share text, p_user uuid, p_ventana uuid, p_lottery uuid, p_kind smallint, p_factor numeric)
RETURNS numeric LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH policy AS (
        SELECT scope_rank, default_percent, rules
          FROM commission_policy
         WHERE banca_id = p_banca AND share = p_share AND valid_to IS NULL
           AND ((scope_rank = 1 AND scope_id = p_user AND p_share = 'vendedor')
             OR (scope_rank = 2 AND scope_id = p_ventana)
             OR (scope_rank = 3 AND scope_id = p_banca))
    ), candidate AS (
        SELECT 0 AS is_default, p.scope_rank, r.position, (r.rule ->> 'percent')::numeric AS percent
          FROM policy p
         CROSS JOIN LATERAL jsonb_array_elements(p.rules) WITH ORDINALITY AS r(rule, position)
         WHERE (r.rule ->> 'lottery' IS NULL OR (r.rule ->> 'lottery')::uuid = p_lottery)
           AND (r.rule ->> 'kind' IS NULL OR r.rule ->> 'kind' = CASE p_kind WHEN 0 THEN 'straight' ELSE 'reventado' END)
           AND (r.rule ->> 'factor_min' IS NULL OR p_factor >= (r.rule ->> 'factor_min')::numeric)
           AND (r.rule ->> 'factor_max' IS NULL OR p_factor <= (r.rule ->> 'factor_max')::numeric)
        UNION ALL
        SELECT 1, scope_rank, 1, default_percent FROM policy WHERE default_percent IS NOT NULL
    )
    SELECT coalesce((SELECT percent FROM candidate ORDER BY is_default, scope_rank, position LIMIT 1), 0)
$$;
