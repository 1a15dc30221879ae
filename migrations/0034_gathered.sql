-- What the days that are over booked in every account, gathered once: a statement, a balance and the trial balance then sum a
-- row a day instead of every ticket. The books stay the truth: `verify` sums them again, and whatever is booked into a gathered
-- day takes it out of what is gathered.
CREATE OR REPLACE FUNCTION pg_temp.amend(p_function regprocedure, p_old text, p_new text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_def text := pg_get_functiondef(p_function);
BEGIN
    IF position(p_old IN v_def) = 0 THEN
        RAISE EXCEPTION 'nothing to amend in %: %', p_function, p_old;
    END IF;
    EXECUTE replace(v_def, p_old, p_new);
END $$;

-- Until which day, all before it included. Whoever gathers, or books into a day that is gathered, holds this row.
CREATE TABLE gathered (
    banca_id uuid PRIMARY KEY REFERENCES banca,
    through  date NOT NULL
);
-- A day of an account by part, as `account_entry` has them, and what sellers earned of a shop as its part `seller`. `entries`
-- counts what was taken back as minus one.
CREATE TABLE account_sum (
    banca_id      uuid   NOT NULL REFERENCES banca,
    vendedor_id   uuid   NOT NULL,
    business_date date   NOT NULL,
    ventana_id    uuid   NOT NULL,
    part          text   NOT NULL,
    entries       bigint NOT NULL,
    amount        bigint NOT NULL,
    PRIMARY KEY (banca_id, vendedor_id, business_date, ventana_id, part)
);
-- A day of an account of a book: what was debited and credited.
CREATE TABLE ledger_sum (
    banca_id      uuid     NOT NULL REFERENCES banca,
    business_date date     NOT NULL,
    book          uuid     NOT NULL,
    code          smallint NOT NULL,
    debit         bigint   NOT NULL CHECK (debit >= 0),
    credit        bigint   NOT NULL CHECK (credit >= 0),
    PRIMARY KEY (banca_id, business_date, book, code)
);
-- Only functions of the owner write them; the administrator's check of the books reads them.
DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['gathered', 'account_sum', 'ledger_sum'] LOOP
        EXECUTE format('CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()', v_table);
        EXECUTE format('GRANT SELECT ON %I TO banca_app', v_table);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app USING ((SELECT my_role()) = ''ADMIN'')', v_table);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app
                        USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()))', v_table);
    END LOOP;
END $$;

-- The last day that is gathered.
CREATE FUNCTION gathered_through(p_banca uuid) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT through FROM gathered WHERE banca_id = p_banca), date '1999-12-31')
$$;

-- Takes the days from a date on out of what is gathered; the next tick gathers them again. Waits for whoever gathers.
CREATE FUNCTION ungather(p_banca uuid, p_from date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM gathered WHERE banca_id = p_banca FOR UPDATE;
    UPDATE gathered SET through = p_from - 1 WHERE banca_id = p_banca AND through >= p_from;
    IF FOUND THEN
        DELETE FROM account_sum WHERE banca_id = p_banca AND business_date >= p_from;
        DELETE FROM ledger_sum WHERE banca_id = p_banca AND business_date >= p_from;
    END IF;
END $$;

-- What is booked into a day that is over. Whatever is of today or yesterday is never gathered and does not come here.
CREATE FUNCTION ungather_posted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO gathered (banca_id, through) VALUES (NEW.banca_id, date '1999-12-31') ON CONFLICT DO NOTHING;
    PERFORM ungather(NEW.banca_id, NEW.business_date);
    RETURN NULL;
END $$;
CREATE TRIGGER ungather_posted AFTER INSERT ON posting FOR EACH ROW
    WHEN (NEW.business_date < (NEW.at AT TIME ZONE 'UTC')::date - 1) EXECUTE FUNCTION ungather_posted();

-- Gathers the next days that are over for good, a week of them at most; tells how many, nothing when none are left. A job: it
-- books nothing and may run again at any time. A day is over for good when the house and every shop are two days further.
CREATE FUNCTION gather_days(p_banca uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_last    date := business_date(p_banca, NULL, banca_now()) - 2;
    v_through date;
    v_from    date;
    v_to      date;
BEGIN
    IF NOT hold_jobs(p_banca) THEN
        RETURN 0;
    END IF;
    INSERT INTO gathered (banca_id, through) VALUES (p_banca, date '1999-12-31') ON CONFLICT DO NOTHING;
    SELECT through INTO v_through FROM gathered WHERE banca_id = p_banca FOR UPDATE;
    IF v_through > v_last THEN
        -- The clock was put back: what may still be booked is not gathered.
        PERFORM ungather(p_banca, v_last + 1);
        RETURN 0;
    ELSIF v_through = v_last THEN
        RETURN 0;
    END IF;
    SELECT min(business_date) INTO v_from
      FROM transfer WHERE banca_id = p_banca AND business_date > v_through AND business_date <= v_last;
    v_to := least(v_last, v_from + 6);
    IF v_from IS NOT NULL THEN
        INSERT INTO account_sum (banca_id, vendedor_id, business_date, ventana_id, part, entries, amount)
        SELECT p_banca, e.vendedor_id, e.business_date, e.ventana_id, e.part, sum(sign(e.amount)), sum(e.amount)
          FROM (SELECT vendedor_id, business_date, ventana_id, part, amount
                  FROM account_entry WHERE banca_id = p_banca AND business_date BETWEEN v_from AND v_to
                UNION ALL
                SELECT '00000000-0000-0000-0000-000000000000', business_date, book, 'seller',
                       CASE debit_code WHEN 5120 THEN amount ELSE -amount END
                  FROM transfer
                 WHERE banca_id = p_banca AND business_date BETWEEN v_from AND v_to AND 5120 IN (debit_code, credit_code)) e
         GROUP BY e.vendedor_id, e.business_date, e.ventana_id, e.part;
        INSERT INTO ledger_sum (banca_id, business_date, book, code, debit, credit)
        SELECT p_banca, t.business_date, t.book, m.code, sum(m.debit), sum(m.credit)
          FROM transfer t
         CROSS JOIN LATERAL (VALUES (t.debit_code, t.amount, 0::bigint), (t.credit_code, 0, t.amount)) AS m(code, debit, credit)
         WHERE t.banca_id = p_banca AND t.business_date BETWEEN v_from AND v_to
         GROUP BY t.business_date, t.book, m.code;
    END IF;
    UPDATE gathered SET through = coalesce(v_to, v_last) WHERE banca_id = p_banca;
    RETURN coalesce(v_to - v_from + 1, 0);
END $$;

-- The sums of an account day by day: those gathered, and the books' since.
CREATE OR REPLACE FUNCTION booked_days(p_banca uuid, p_ventana uuid, p_vendedor uuid, p_from date, p_to date)
RETURNS TABLE (business_date date, tickets bigint, sales bigint, payouts bigint, commission bigint, seller_commission bigint,
               other bigint, paid bigint, collected bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
    v_shop   text := CASE p_ventana WHEN v_nobody THEN '' ELSE 'AND ventana_id = $2' END;
BEGIN
    RETURN QUERY EXECUTE format($q$
        SELECT business_date, coalesce(sum(entries) FILTER (WHERE part = 'sales'), 0)::bigint,
               coalesce(sum(amount) FILTER (WHERE part = 'sales'), 0)::bigint,
               coalesce(-sum(amount) FILTER (WHERE part = 'payouts'), 0)::bigint,
               coalesce(-sum(amount) FILTER (WHERE part = 'commission'), 0)::bigint,
               coalesce(sum(amount) FILTER (WHERE part = 'seller'), 0)::bigint,
               coalesce(sum(amount) FILTER (WHERE part = 'other'), 0)::bigint,
               coalesce(sum(amount) FILTER (WHERE part = 'paid'), 0)::bigint,
               coalesce(-sum(amount) FILTER (WHERE part = 'collected'), 0)::bigint
          FROM (SELECT business_date, part, entries, amount FROM account_sum
                 WHERE banca_id = $1 AND vendedor_id = $3 AND business_date BETWEEN $4 AND least($5, $6) %1$s
                UNION ALL
                SELECT business_date, part, sign(amount), amount FROM account_entry
                 WHERE banca_id = $1 AND vendedor_id = $3 AND business_date BETWEEN greatest($4, $6 + 1) AND $5 %1$s
                %2$s) e
         GROUP BY business_date ORDER BY business_date$q$,
        v_shop,
        CASE p_vendedor WHEN v_nobody THEN format($q$
                UNION ALL
                SELECT business_date, 'seller', 0, CASE debit_code WHEN 5120 THEN amount ELSE -amount END FROM transfer
                 WHERE banca_id = $1 AND business_date BETWEEN greatest($4, $6 + 1) AND $5 AND 5120 IN (debit_code, credit_code) %1$s$q$,
            CASE p_ventana WHEN v_nobody THEN '' ELSE 'AND book = $2' END) ELSE '' END)
    USING p_banca, p_ventana, p_vendedor, p_from, p_to, gathered_through(p_banca);
END $$;

SELECT pg_temp.amend('account_balances(date)', $old$
                  FROM account_entry a WHERE a.banca_id = v_banca AND a.business_date >= v_open
$old$, $new$
                  FROM account_entry a WHERE a.banca_id = v_banca AND a.business_date >= greatest(v_open, v_through + 1)
                UNION ALL
                SELECT g.ventana_id, g.vendedor_id, g.business_date, g.amount, g.part
                  FROM account_sum g
                 WHERE g.banca_id = v_banca AND g.business_date BETWEEN v_open AND v_through AND g.part <> 'seller'
$new$);
SELECT pg_temp.amend('account_balances(date)', $old$
    v_nobody constant uuid$old$, $new$
    v_through date := gathered_through(my_banca());
    v_nobody constant uuid$new$);
SELECT pg_temp.amend('trial_balance()', $old$
                SELECT t.book, t.debit_code, t.amount, 0 FROM transfer t WHERE t.banca_id = v_banca AND t.business_date >= v_open
                UNION ALL
                SELECT t.book, t.credit_code, 0, t.amount FROM transfer t WHERE t.banca_id = v_banca AND t.business_date >= v_open) m
$old$, $new$
                SELECT g.book, g.code, g.debit, g.credit FROM ledger_sum g
                 WHERE g.banca_id = v_banca AND g.business_date BETWEEN v_open AND v_through
                UNION ALL
                SELECT t.book, t.debit_code, t.amount, 0 FROM transfer t
                 WHERE t.banca_id = v_banca AND t.business_date >= greatest(v_open, v_through + 1)
                UNION ALL
                SELECT t.book, t.credit_code, 0, t.amount FROM transfer t
                 WHERE t.banca_id = v_banca AND t.business_date >= greatest(v_open, v_through + 1)) m
$new$);
SELECT pg_temp.amend('trial_balance()', $old$
BEGIN
$old$, $new$
    v_through date := gathered_through(my_banca());
BEGIN
$new$);

-- Prizes that were revived, among those that can still be collected: Home reads what has not lapsed and nothing else.
CREATE INDEX award_revived ON award (banca_id, revived_until) WHERE mark = 'OPEN' AND revived_until IS NOT NULL;

REVOKE ALL ON FUNCTION gathered_through(uuid), ungather(uuid, date), ungather_posted(), gather_days(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gather_days(uuid) TO banca_app;
