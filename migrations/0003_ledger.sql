-- The books. Every movement of money is one append-only transfer from a credit account to a debit account of one book,
-- so books balance by construction. An account is (book, code, key); book is the banca's id or a ventana's id.

CREATE TABLE period_lock (
    banca_id uuid NOT NULL REFERENCES banca,
    month    date NOT NULL CHECK (month = date_trunc('month', month)),
    at       timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, month)
);

-- A document posts each of its events once; a later version corrects an earlier one.
CREATE TABLE posting (
    banca_id      uuid     NOT NULL,
    document_id   uuid     NOT NULL,
    event         text     NOT NULL,
    version       smallint NOT NULL DEFAULT 1,
    posting_id    uuid     NOT NULL,
    business_date date     NOT NULL,
    command_id    uuid     NOT NULL,
    at            timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, document_id, event, version),
    UNIQUE (banca_id, posting_id)
);

CREATE TABLE transfer (
    banca_id      uuid     NOT NULL,
    business_date date     NOT NULL,
    transfer_id   uuid     NOT NULL DEFAULT gen_random_uuid(),
    posting_id    uuid     NOT NULL,
    code          text     NOT NULL,
    book          uuid     NOT NULL,
    debit_code    smallint NOT NULL,
    debit_key     uuid     NOT NULL,
    credit_code   smallint NOT NULL,
    credit_key    uuid     NOT NULL,
    amount        bigint NOT NULL CHECK (amount BETWEEN 1 AND 900000000000000),
    reverses_id   uuid,
    PRIMARY KEY (banca_id, business_date, transfer_id),
    CHECK ((debit_code, debit_key) <> (credit_code, credit_key))
) PARTITION BY RANGE (business_date);
CREATE INDEX transfer_of_posting ON transfer (banca_id, posting_id);
CREATE INDEX transfer_debits ON transfer (banca_id, book, debit_code, debit_key);
CREATE INDEX transfer_credits ON transfer (banca_id, book, credit_code, credit_key);

-- A transfer is reversed once. Not partitioned, so that its key holds for ever.
CREATE TABLE transfer_reversal (
    banca_id    uuid NOT NULL,
    reverses_id uuid NOT NULL,
    posting_id  uuid NOT NULL,
    PRIMARY KEY (banca_id, reverses_id)
);

-- Inline balances of the accounts that carry a limit (debit minus credit). Caches: verify re-derives them.
CREATE TABLE account (
    banca_id uuid     NOT NULL,
    book     uuid     NOT NULL,
    code     smallint NOT NULL,
    key      uuid     NOT NULL,
    balance  bigint NOT NULL DEFAULT 0 CHECK (balance BETWEEN -900000000000000 AND 900000000000000),
    PRIMARY KEY (banca_id, book, code, key),
    -- A drawer never pays out what it does not hold.
    CHECK (code <> 1100 OR balance >= 0)
) WITH (fillfactor = 50);

-- Partitions by month for the tables that grow, one month back and two ahead of a date.
CREATE FUNCTION ensure_partitions(p_date date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_month date;
    v_table text;
    v_name  text;
BEGIN
    IF p_date NOT BETWEEN date '2000-01-01' AND date '2199-12-31' THEN
        RAISE EXCEPTION 'no partition for %', p_date USING ERRCODE = 'BA403';
    END IF;
    FOR v_month IN
        SELECT m::date FROM generate_series(date_trunc('month', p_date) - interval '1 month',
                                            date_trunc('month', p_date) + interval '2 months', interval '1 month') m
    LOOP
        FOREACH v_table IN ARRAY ARRAY['activity', 'transfer', 'ticket', 'bet'] LOOP
            v_name := format('%s_%s', v_table, to_char(v_month, 'YYYYMM'));
            IF to_regclass(v_name) IS NULL THEN
                PERFORM pg_advisory_xact_lock(7702, 1);
                IF to_regclass(v_name) IS NULL THEN
                    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                                   v_name, v_table, v_month, v_month + interval '1 month');
                END IF;
            END IF;
        END LOOP;
    END LOOP;
END $$;

-- Posts the legs of one event of a document: p_legs = [{"code","book","debit","debit_key","credit","credit_key","amount"}].
-- Updates the inline balances of the drawers. A zero amount posts nothing.
CREATE FUNCTION post_legs(
    p_banca uuid, p_command uuid, p_document uuid, p_event text, p_version smallint, p_date date, p_legs jsonb)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_posting uuid := gen_random_uuid();
    v_shut    integer;
BEGIN
    IF p_banca IS DISTINCT FROM my_banca() AND NOT by_owner() THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_signed_in'));
    END IF;
    IF EXISTS (SELECT FROM period_lock WHERE banca_id = p_banca AND month = date_trunc('month', p_date)::date) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'period_locked', 'date', p_date));
    END IF;
    -- Cash moves only through an open drawer; its close alone posts on one that is counted. The shared lock makes a count
    -- wait for what is in flight, and what comes later finds the drawer counted.
    IF p_legs @> '[{"debit": 1100}]' OR p_legs @> '[{"credit": 1100}]' THEN
        WITH used AS (
            SELECT l.debit_key AS key FROM jsonb_to_recordset(p_legs) AS l(debit smallint, debit_key uuid) WHERE l.debit = 1100
            UNION
            SELECT l.credit_key FROM jsonb_to_recordset(p_legs) AS l(credit smallint, credit_key uuid) WHERE l.credit = 1100
        ), locked AS MATERIALIZED (
            SELECT d.drawer_id, d.state
              FROM drawer d
             WHERE d.banca_id = p_banca AND d.drawer_id IN (SELECT key FROM used)
             ORDER BY d.drawer_id
               FOR SHARE
        )
        SELECT (SELECT count(*) FROM used)
               - (SELECT count(*) FROM locked WHERE state = 'open' OR (state = 'counting' AND p_event = 'closed'))
          INTO v_shut;
        IF v_shut > 0 THEN
            PERFORM refuse('{"refusal": "no_open_drawer"}');
        END IF;
    END IF;
    INSERT INTO posting (banca_id, document_id, event, version, posting_id, business_date, command_id)
    VALUES (p_banca, p_document, p_event, p_version, v_posting, p_date, p_command);

    WITH leg AS (
        SELECT l.* FROM jsonb_to_recordset(p_legs) AS l(
            code text, book uuid, debit smallint, debit_key uuid, credit smallint, credit_key uuid, amount bigint,
            reverses uuid)
         WHERE l.amount <> 0
    ), posted AS (
        INSERT INTO transfer (banca_id, business_date, posting_id, code, book,
                              debit_code, debit_key, credit_code, credit_key, amount, reverses_id)
        SELECT p_banca, p_date, v_posting, code, book, debit, debit_key, credit, credit_key, amount, reverses FROM leg
        RETURNING book, debit_code, debit_key, credit_code, credit_key, amount, reverses_id
    ), once AS (
        INSERT INTO transfer_reversal (banca_id, reverses_id, posting_id)
        SELECT p_banca, reverses_id, v_posting FROM posted WHERE reverses_id IS NOT NULL
    ), change AS (
        SELECT book, code, key, sum(amount) AS amount
          FROM (SELECT book, debit_code AS code, debit_key AS key, amount FROM posted WHERE debit_code = 1100
                UNION ALL
                SELECT book, credit_code, credit_key, -amount FROM posted WHERE credit_code = 1100) c
         GROUP BY book, code, key
    )
    UPDATE account a SET balance = a.balance + c.amount
      FROM change c
     WHERE a.banca_id = p_banca AND a.book = c.book AND a.code = c.code AND a.key = c.key;
    RETURN v_posting;
END $$;

-- Reverses every transfer of one event of a document, once. Cash comes from, or goes to, the drawer given.
CREATE FUNCTION reverse_event(
    p_banca uuid, p_command uuid, p_document uuid, p_event text, p_reversal_event text, p_date date, p_drawer uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_posting uuid;
    v_legs    jsonb;
BEGIN
    SELECT posting_id INTO STRICT v_posting
      FROM posting
     WHERE banca_id = p_banca AND document_id = p_document AND event = p_event
     ORDER BY version DESC LIMIT 1;
    SELECT jsonb_agg(jsonb_build_object(
               'code', code, 'book', book, 'amount', amount, 'reverses', transfer_id,
               'debit', credit_code, 'debit_key', CASE credit_code WHEN 1100 THEN p_drawer ELSE credit_key END,
               'credit', debit_code, 'credit_key', CASE debit_code WHEN 1100 THEN p_drawer ELSE debit_key END))
      INTO v_legs
      FROM transfer WHERE banca_id = p_banca AND posting_id = v_posting;
    PERFORM post_legs(p_banca, p_command, p_document, p_reversal_event, 1::smallint, p_date, coalesce(v_legs, '[]'));
END $$;

-- The version under which an event of a document is posted next: some events come again (a prize is finalised, reopened
-- and finalised once more), and each time is a posting of its own.
CREATE FUNCTION next_version(p_document uuid, p_event text) RETURNS smallint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (coalesce(max(version), 0) + 1)::smallint
      FROM posting WHERE banca_id = my_banca() AND document_id = p_document AND event = p_event
$$;
