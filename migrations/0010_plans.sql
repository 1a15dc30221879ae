-- The small questions that every command asks, as functions that keep their plans. A function in SQL that may not be
-- inlined is planned anew by each statement that calls it: that was half of the time of a sale.

CREATE OR REPLACE FUNCTION banca_now() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(frozen_at, clock_timestamp()) + clock_offset FROM installation);
END $$;

CREATE OR REPLACE FUNCTION works(p_user app_user) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN p_user.active
           AND (p_user.role = 'ADMIN'
                OR EXISTS (SELECT FROM ventana v
                            WHERE v.banca_id = p_user.banca_id AND v.ventana_id = p_user.ventana_id AND v.active));
END $$;

CREATE OR REPLACE FUNCTION my_session() RETURNS session
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_session session;
BEGIN
    SELECT s.* INTO v_session
      FROM session s
      JOIN app_user u USING (banca_id, user_id)
     WHERE s.token_hash = sha256(convert_to(nullif(current_setting('banca.session', true), ''), 'UTF8'))
       AND s.ended_at IS NULL
       AND works(u);
    RETURN v_session;
END $$;

CREATE OR REPLACE FUNCTION my_banca() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (my_session()).banca_id;
END $$;

CREATE OR REPLACE FUNCTION my_user() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (my_session()).user_id;
END $$;

CREATE OR REPLACE FUNCTION my_role() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_session session := my_session();
BEGIN
    RETURN (SELECT u.role FROM app_user u WHERE u.banca_id = v_session.banca_id AND u.user_id = v_session.user_id);
END $$;

CREATE OR REPLACE FUNCTION my_ventana() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_session session := my_session();
BEGIN
    RETURN (SELECT u.ventana_id FROM app_user u WHERE u.banca_id = v_session.banca_id AND u.user_id = v_session.user_id);
END $$;

CREATE OR REPLACE FUNCTION my_terminal() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (my_session()).terminal_id;
END $$;

CREATE OR REPLACE FUNCTION by_owner() RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN current_setting('role') = 'none'
           AND pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'installation'::regclass), 'MEMBER');
END $$;

CREATE OR REPLACE FUNCTION business_date(p_banca uuid, p_ventana uuid, p_at timestamptz) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT ((p_at AT TIME ZONE b.zone) - make_interval(hours => coalesce(v.day_cut_hour, 0)))::date
              FROM banca b
              LEFT JOIN ventana v ON v.banca_id = b.banca_id AND v.ventana_id = p_ventana
             WHERE b.banca_id = p_banca);
END $$;

CREATE OR REPLACE FUNCTION commission_percent(
    p_banca uuid, p_share text, p_user uuid, p_ventana uuid, p_lottery uuid, p_kind smallint, p_factor numeric)
RETURNS numeric LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    v_policy  record;
    v_percent numeric;
    v_default numeric;
BEGIN
    -- From the seller's own policy to the house's: the first rule that matches, else the first default on the way.
    FOR v_policy IN
        SELECT scope_rank, default_percent, rules
          FROM commission_policy
         WHERE banca_id = p_banca AND share = p_share AND valid_to IS NULL
           AND scope_id IN (p_user, p_ventana, p_banca) AND (scope_rank > 1 OR p_share = 'vendedor')
         ORDER BY scope_rank
    LOOP
        IF v_policy.rules <> '[]' THEN
            SELECT (r.rule ->> 'percent')::numeric INTO v_percent
              FROM jsonb_array_elements(v_policy.rules) WITH ORDINALITY AS r(rule, position)
             WHERE (r.rule ->> 'lottery' IS NULL OR (r.rule ->> 'lottery')::uuid = p_lottery)
               AND (r.rule ->> 'kind' IS NULL OR r.rule ->> 'kind' = CASE p_kind WHEN 0 THEN 'straight' ELSE 'reventado' END)
               AND (r.rule ->> 'factor_min' IS NULL OR p_factor >= (r.rule ->> 'factor_min')::numeric)
               AND (r.rule ->> 'factor_max' IS NULL OR p_factor <= (r.rule ->> 'factor_max')::numeric)
             ORDER BY position LIMIT 1;
            IF FOUND THEN
                RETURN v_percent;
            END IF;
        END IF;
        v_default := coalesce(v_default, v_policy.default_percent);
    END LOOP;
    RETURN coalesce(v_default, 0);
END $$;
