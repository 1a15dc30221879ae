-- The house: who there is, who is signed in, what was commanded and what was consented to.
-- banca_id stands first in every key. Nothing here is ever deleted.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'banca_app') THEN
        -- Consoles connect as this role. It owns nothing.
        CREATE ROLE banca_app LOGIN;
    END IF;
END $$;

-- One row. A scratch database (demo, training, tests) may move or stop its clock; a real one cannot.
CREATE TABLE installation (
    only_row     boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    scratch      boolean     NOT NULL DEFAULT false,
    clock_offset interval    NOT NULL DEFAULT interval '0',
    frozen_at    timestamptz,
    -- Makes the salt of a name that nobody has, so that names cannot be found out at the door.
    secret       bytea       NOT NULL DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
    CHECK (scratch OR (clock_offset = interval '0' AND frozen_at IS NULL))
);
INSERT INTO installation DEFAULT VALUES;

-- The clock that decides. Never the transaction's start, never the terminal's clock.
CREATE FUNCTION banca_now() RETURNS timestamptz
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(frozen_at, clock_timestamp()) + clock_offset FROM installation
$$;


CREATE TABLE banca (
    banca_id        uuid        PRIMARY KEY,
    slug            text        NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]{1,40}$'),
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    currency        text        NOT NULL DEFAULT 'CRC' CHECK (currency ~ '^[A-Z]{3}$'),
    zone            text        NOT NULL DEFAULT 'America/Costa_Rica',
    single_person   boolean     NOT NULL DEFAULT false,
    payout_limit    bigint NOT NULL DEFAULT 10000000 CHECK (payout_limit BETWEEN 0 AND 900000000000000),
    void_minutes    smallint    NOT NULL DEFAULT 10 CHECK (void_minutes BETWEEN 0 AND 1440),
    big_total       bigint NOT NULL DEFAULT 5000000 CHECK (big_total BETWEEN 0 AND 900000000000000),
    cash_threshold  bigint NOT NULL DEFAULT 50000 CHECK (cash_threshold BETWEEN 0 AND 900000000000000),
    alert_percent   smallint    NOT NULL DEFAULT 80 CHECK (alert_percent BETWEEN 1 AND 100),
    seal_head       bytea,
    -- The day until which uncollected prizes were expired.
    expired_through date,
    created_at      timestamptz NOT NULL DEFAULT banca_now()
);

CREATE TABLE ventana (
    banca_id     uuid     NOT NULL REFERENCES banca,
    ventana_id   uuid     NOT NULL,
    name         text     NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    day_cut_hour smallint NOT NULL DEFAULT 0 CHECK (day_cut_hour BETWEEN 0 AND 12),
    active       boolean  NOT NULL DEFAULT true,
    PRIMARY KEY (banca_id, ventana_id)
);
CREATE UNIQUE INDEX ventana_name ON ventana (banca_id, lower(name));

-- The verifier is argon2id(PIN, salt) made by the client; the server keeps only its SHA-256 and compares. So neither
-- the PIN nor anything that opens a session can be read out of the database, and a client never learns the hash.
CREATE TABLE app_user (
    banca_id      uuid        NOT NULL REFERENCES banca,
    user_id       uuid        NOT NULL,
    username      text        NOT NULL CHECK (username ~ '^[^\s@[:cntrl:]]{1,40}$'),
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    role          text        NOT NULL CHECK (role IN ('VENDEDOR', 'VENTANA', 'ADMIN')),
    ventana_id    uuid,
    payout_limit  bigint CHECK (payout_limit BETWEEN 0 AND 900000000000000),
    may_confirm   boolean     NOT NULL DEFAULT false,
    active        boolean     NOT NULL DEFAULT true,
    salt          bytea       NOT NULL CHECK (octet_length(salt) = 16),
    kdf           text        NOT NULL DEFAULT 'argon2id:m=19456,t=2,p=1',
    verifier_hash bytea       NOT NULL CHECK (octet_length(verifier_hash) = 32),
    failures      smallint    NOT NULL DEFAULT 0,
    locked_until  timestamptz,
    last_sign_in  timestamptz,
    created_at    timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, user_id),
    FOREIGN KEY (banca_id, ventana_id) REFERENCES ventana,
    CHECK (role = 'ADMIN' OR ventana_id IS NOT NULL)
);
CREATE UNIQUE INDEX app_user_username ON app_user (banca_id, lower(username));

-- A place with a keyboard. Its chain of tickets is gap-free and hash-linked; its own sales alone touch the row.
CREATE TABLE terminal (
    banca_id      uuid        NOT NULL REFERENCES banca,
    terminal_id   uuid        NOT NULL,
    ventana_id    uuid,
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    last_serial   bigint      NOT NULL DEFAULT 0,
    chain_head    bytea       NOT NULL DEFAULT '\x',
    last_z        bigint      NOT NULL DEFAULT 0,
    code_misses   smallint    NOT NULL DEFAULT 0,
    codes_locked  timestamptz,
    PRIMARY KEY (banca_id, terminal_id),
    FOREIGN KEY (banca_id, ventana_id) REFERENCES ventana
) WITH (fillfactor = 60);
CREATE UNIQUE INDEX terminal_name ON terminal (banca_id, coalesce(ventana_id, banca_id), lower(name));

CREATE TABLE session (
    banca_id    uuid        NOT NULL REFERENCES banca,
    session_id  uuid        NOT NULL,
    user_id     uuid        NOT NULL,
    terminal_id uuid        NOT NULL,
    token_hash  bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    door        text        NOT NULL DEFAULT 'console',
    started_at  timestamptz NOT NULL DEFAULT banca_now(),
    ended_at    timestamptz,
    PRIMARY KEY (banca_id, session_id),
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    FOREIGN KEY (banca_id, terminal_id) REFERENCES terminal
);

-- Whether a person may work: an active one, of an active shop if of any.
CREATE FUNCTION works(p_user app_user) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p_user.active
           AND (p_user.role = 'ADMIN'
                OR EXISTS (SELECT FROM ventana v
                            WHERE v.banca_id = p_user.banca_id AND v.ventana_id = p_user.ventana_id AND v.active))
$$;

-- Who is asking: the session whose secret this connection carries. Nobody, when there is none.
CREATE FUNCTION my_session() RETURNS session
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.*
      FROM session s
      JOIN app_user u USING (banca_id, user_id)
     WHERE s.token_hash = sha256(convert_to(nullif(current_setting('banca.session', true), ''), 'UTF8'))
       AND s.ended_at IS NULL
       AND works(u)
$$;
CREATE FUNCTION my_banca() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT banca_id FROM my_session()
$$;
CREATE FUNCTION my_user() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT user_id FROM my_session()
$$;
CREATE FUNCTION my_role() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.role FROM my_session() s JOIN app_user u USING (banca_id, user_id)
$$;
CREATE FUNCTION my_ventana() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.ventana_id FROM my_session() s JOIN app_user u USING (banca_id, user_id)
$$;
CREATE FUNCTION my_terminal() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT terminal_id FROM my_session()
$$;

-- Whether the schema's owner asks: migrations, `banca tick`, `banca verify`. A login that put on the application role does
-- not count, whatever it may do besides.
CREATE FUNCTION by_owner() RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT current_setting('role') = 'none'
       AND pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'installation'::regclass), 'MEMBER')
$$;

-- A document's business date: the date in the house's zone, with the shop's day-cut hour. Computed here and stored.
CREATE FUNCTION business_date(p_banca uuid, p_ventana uuid, p_at timestamptz) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ((p_at AT TIME ZONE b.zone) - make_interval(hours => coalesce(v.day_cut_hour, 0)))::date
      FROM banca b
      LEFT JOIN ventana v ON v.banca_id = b.banca_id AND v.ventana_id = p_ventana
     WHERE b.banca_id = p_banca
$$;

-- A refusal travels as SQLSTATE BA001 with the JSON of the console's refusals in its detail.
CREATE FUNCTION refuse(p_refusals jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'refused'
        USING ERRCODE = 'BA001',
              DETAIL = CASE jsonb_typeof(p_refusals) WHEN 'array' THEN p_refusals ELSE jsonb_build_array(p_refusals) END::text;
END $$;

-- One command is one transaction is one row: the idempotency key. Not partitioned, so that it is unique for ever.
CREATE TABLE command (
    banca_id     uuid        NOT NULL,
    command_id   uuid        NOT NULL,
    verb         text        NOT NULL,
    request_hash bytea       NOT NULL CHECK (octet_length(request_hash) = 32),
    user_id      uuid        NOT NULL,
    session_id   uuid        NOT NULL,
    answer       jsonb,
    at           timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, command_id)
);

-- A second person's consent: who asked, who granted, what, how much, where, when, why. Consumed once.
CREATE TABLE approval (
    banca_id     uuid        NOT NULL REFERENCES banca,
    approval_id  uuid        NOT NULL,
    "right"      text        NOT NULL,
    command_id   uuid        NOT NULL,
    target       text        NOT NULL,
    amount       bigint CHECK (amount BETWEEN -900000000000000 AND 900000000000000),
    reason       text        NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    asked_by     uuid        NOT NULL,
    granted_by   uuid        NOT NULL,
    terminal_id  uuid        NOT NULL,
    at           timestamptz NOT NULL DEFAULT banca_now(),
    consumed_at  timestamptz,
    PRIMARY KEY (banca_id, approval_id),
    FOREIGN KEY (banca_id, asked_by) REFERENCES app_user,
    FOREIGN KEY (banca_id, granted_by) REFERENCES app_user,
    CHECK (asked_by <> granted_by)
);

-- Who did what, in order. Append-only, partitioned by month.
CREATE TABLE activity (
    banca_id      uuid        NOT NULL,
    business_date date        NOT NULL,
    activity_id   uuid        NOT NULL,
    at            timestamptz NOT NULL DEFAULT banca_now(),
    user_id       uuid,
    role          text,
    ventana_id    uuid,
    terminal_id   uuid,
    session_id    uuid,
    command_id    uuid,
    action        text        NOT NULL,
    target        text        NOT NULL DEFAULT '',
    amount        bigint CHECK (amount BETWEEN -900000000000000 AND 900000000000000),
    note          text        NOT NULL DEFAULT '',
    details       jsonb       NOT NULL DEFAULT '{}',
    approval_id   uuid,
    layer         text        NOT NULL DEFAULT 'ops',
    PRIMARY KEY (banca_id, business_date, activity_id)
) PARTITION BY RANGE (business_date);
CREATE INDEX activity_by_time ON activity (banca_id, at DESC, activity_id DESC);
CREATE INDEX activity_by_target ON activity (banca_id, target, at);
