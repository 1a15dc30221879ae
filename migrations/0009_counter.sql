-- The founder of a house belongs to its first shop: who runs a small one alone sells from the first minute.
CREATE OR REPLACE FUNCTION found_house(
    p_banca uuid, p_slug text, p_name text, p_zone text, p_single boolean, p_ventana uuid, p_ventana_name text,
    p_user uuid, p_username text, p_user_name text, p_salt bytea, p_verifier_hash bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7702, 2);
    IF NOT by_owner() AND EXISTS (SELECT FROM banca) THEN
        PERFORM refuse('{"refusal": "already_set_up"}');
    END IF;
    INSERT INTO banca (banca_id, slug, name, zone, single_person) VALUES (p_banca, p_slug, p_name, p_zone, p_single);
    INSERT INTO ventana (banca_id, ventana_id, name) VALUES (p_banca, p_ventana, p_ventana_name);
    INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, salt, verifier_hash)
    VALUES (p_banca, p_user, p_username, p_user_name, 'ADMIN', p_ventana, p_salt, p_verifier_hash);
    PERFORM ensure_partitions(business_date(p_banca, NULL, banca_now()));
    INSERT INTO activity (banca_id, business_date, activity_id, user_id, role, ventana_id, action, target)
    VALUES (p_banca, business_date(p_banca, NULL, banca_now()), gen_random_uuid(), p_user, 'ADMIN', p_ventana, 'banca.founded', p_name);
END $$;

-- A new PIN opens a locked account: whoever may give one decides that.
CREATE FUNCTION forgive_failures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.failures := 0;
    NEW.locked_until := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER forgive_failures BEFORE UPDATE OF verifier_hash ON app_user
    FOR EACH ROW WHEN (OLD.verifier_hash IS DISTINCT FROM NEW.verifier_hash) EXECUTE FUNCTION forgive_failures();
REVOKE ALL ON FUNCTION forgive_failures() FROM PUBLIC;
