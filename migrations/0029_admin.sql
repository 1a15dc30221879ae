-- Administration: the log is searched a bounded stretch at a time, its blocks are checked one after the other, and sessions are
-- seen, locked and ended by those who may.

CREATE OR REPLACE FUNCTION pg_temp.amend(p_function regprocedure, p_old text, p_new text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_def text := pg_get_functiondef(p_function);
BEGIN
    IF position(p_old IN v_def) = 0 THEN
        RAISE EXCEPTION 'nothing to amend in %: %', p_function, p_old;
    END IF;
    EXECUTE replace(v_def, p_old, p_new);
END $$;

-- --- the log is searched ---------------------------------------------------------------------------------------------------

-- All that is no plain sale: a hundredth of the log. A sale does not touch this index.
CREATE INDEX activity_acts ON activity (banca_id, at DESC, activity_id DESC) WHERE action <> 'ticket.sold';

-- Where in the log the asked-for rows stand, newest first: keys only, read again by whoever asks, so that row-level security
-- decides what is shown. Looks at p_look rows at most, by an index in any case; the last row that comes back unmatched says how
-- far it looked.
CREATE FUNCTION search_activity(
    p_acts boolean, p_from date, p_to date, p_user uuid, p_ventana uuid, p_actions text[], p_targets text[], p_least bigint,
    p_most bigint, p_words text[], p_at timestamptz, p_id uuid, p_look integer, p_rows integer)
RETURNS TABLE (business_date date, activity_id uuid, at timestamptz, matched boolean, looked integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    v_me      session := my_session();
    v_role    text := my_role();
    v_ventana uuid := my_ventana();
    -- A business date begins and ends within a day of its own midnight, whatever the zone and the shop's cut.
    v_since   timestamptz := coalesce(p_from::timestamptz - interval '1 day', '-infinity');
    v_until   timestamptz := coalesce(p_to::timestamptz + interval '3 days', 'infinity');
    v_from    date := coalesce(p_from, '-infinity');
    v_to      date := coalesce(p_to, 'infinity');
    v_at      timestamptz := coalesce(p_at, 'infinity');
    v_id      uuid := coalesce(p_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    v_cursor  refcursor;
    v_row     activity;
    v_looked  integer := 0;
    v_found   integer := 0;
BEGIN
    IF v_me.session_id IS NULL OR v_role = 'VENDEDOR' THEN
        RETURN;
    END IF;
    IF p_look NOT BETWEEN 1 AND 100000 OR p_rows NOT BETWEEN 1 AND 1000 THEN
        RAISE EXCEPTION 'a search looks at 1 to 100000 rows' USING ERRCODE = 'BA403';
    END IF;
    IF p_targets IS NOT NULL THEN
        OPEN v_cursor FOR
            SELECT a.* FROM activity a
             WHERE a.banca_id = v_me.banca_id AND a.target = ANY (p_targets) AND a.business_date BETWEEN v_from AND v_to
               AND (a.at, a.activity_id) < (v_at, v_id)
             ORDER BY a.at DESC, a.activity_id DESC LIMIT p_look;
    ELSIF p_acts THEN
        OPEN v_cursor FOR
            SELECT a.* FROM activity a
             WHERE a.banca_id = v_me.banca_id AND a.action <> 'ticket.sold' AND a.business_date BETWEEN v_from AND v_to
               AND (a.at, a.activity_id) < (v_at, v_id) AND a.at > v_since AND a.at < v_until
             ORDER BY a.at DESC, a.activity_id DESC LIMIT p_look;
    ELSE
        OPEN v_cursor FOR
            SELECT a.* FROM activity a
             WHERE a.banca_id = v_me.banca_id AND a.business_date BETWEEN v_from AND v_to
               AND (a.at, a.activity_id) < (v_at, v_id) AND a.at > v_since AND a.at < v_until
             ORDER BY a.at DESC, a.activity_id DESC LIMIT p_look;
    END IF;
    LOOP
        FETCH v_cursor INTO v_row;
        EXIT WHEN NOT FOUND;
        v_looked := v_looked + 1;
        IF (v_role = 'ADMIN' OR v_row.user_id = v_me.user_id OR v_row.ventana_id = v_ventana)
           AND (p_user IS NULL OR v_row.user_id = p_user)
           AND (p_ventana IS NULL OR v_row.ventana_id = p_ventana)
           AND (NOT p_acts OR v_row.action <> 'ticket.sold')
           AND (p_actions IS NULL OR v_row.action = ANY (p_actions) OR split_part(v_row.action, '.', 1) = ANY (p_actions))
           AND (p_least IS NULL OR v_row.amount >= p_least)
           AND (p_most IS NULL OR v_row.amount <= p_most)
           AND (p_words IS NULL OR NOT EXISTS (
                    SELECT FROM unnest(p_words) w
                     WHERE position(w IN lower(concat_ws(' ', v_row.action, v_row.target, v_row.note,
                                                         v_row.details::text))) = 0)) THEN
            v_found := v_found + 1;
            RETURN QUERY SELECT v_row.business_date, v_row.activity_id, v_row.at, true, v_looked;
            EXIT WHEN v_found = p_rows;
        END IF;
        EXIT WHEN v_looked = p_look;
    END LOOP;
    CLOSE v_cursor;
    IF v_looked > 0 AND (v_found = p_rows OR v_looked = p_look) THEN
        RETURN QUERY SELECT v_row.business_date, v_row.activity_id, v_row.at, false, v_looked;
    END IF;
END $$;

-- --- its blocks are checked -------------------------------------------------------------------------------------------------

-- The blocks after p_after, checked: whether each has the rows it says, the root they make, and the root of the one before.
CREATE FUNCTION check_blocks(p_after bigint, p_most integer) RETURNS TABLE (block_no bigint, rows bigint, holds boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.block_no, b.rows,
           l.rows = b.rows AND b.root = audit_root(b, l.leaves)
           AND b.previous = coalesce(o.root, CASE WHEN b.block_no = 1 THEN decode(repeat('00', 32), 'hex') END)
           AND b.from_xid = coalesce((SELECT max(e.to_xid) FROM audit_block e
                                       WHERE e.banca_id = b.banca_id AND e.run = b.run AND e.block_no < b.block_no), '0'::xid8)
      FROM (SELECT * FROM audit_block a
             WHERE a.banca_id = my_banca() AND my_role() IN ('ADMIN', 'VENTANA') AND a.block_no > p_after
             ORDER BY a.block_no
             LIMIT least(p_most, 10)) b
      LEFT JOIN audit_block o ON o.banca_id = b.banca_id AND o.block_no = b.block_no - 1
     CROSS JOIN LATERAL activity_leaves(b.banca_id, b.run, b.from_xid, b.to_xid) l
     ORDER BY b.block_no
$$;

-- How many blocks there are, the rows in them, and the rows that stand above the watermark and wait for the next one.
CREATE FUNCTION audit_state() RETURNS TABLE (blocks bigint, sealed bigint, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), coalesce(sum(b.rows), 0)::bigint,
           (SELECT count(*) FROM activity a
             WHERE a.banca_id = my_banca() AND a.run = pg_postmaster_start_time()
               AND a.xid >= coalesce((SELECT max(e.to_xid) FROM audit_block e
                                       WHERE e.banca_id = my_banca() AND e.run = pg_postmaster_start_time()), '0'::xid8))
      FROM audit_block b
     WHERE b.banca_id = my_banca() AND my_role() IN ('ADMIN', 'VENTANA')
$$;

REVOKE ALL ON FUNCTION search_activity(boolean, date, date, uuid, uuid, text[], text[], bigint, bigint, text[], timestamptz, uuid,
    integer, integer), check_blocks(bigint, integer), audit_state() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_activity(boolean, date, date, uuid, uuid, text[], text[], bigint, bigint, text[], timestamptz,
    uuid, integer, integer), check_blocks(bigint, integer), audit_state() TO banca_app;

-- --- sessions are listed and ended --------------------------------------------------------------------------------------------

ALTER TABLE session
    ADD COLUMN client   text NOT NULL DEFAULT '',
    ADD COLUMN ended_by uuid;
ALTER TABLE session ALTER COLUMN client SET DEFAULT coalesce(host(inet_client_addr()), '');
CREATE INDEX session_live ON session (banca_id, user_id) WHERE ended_at IS NULL;
GRANT SELECT (client, ended_by) ON session TO banca_app;

-- What has ended stays ended, and who ended it is not for the one who writes to say.
CREATE FUNCTION guard_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a session that has ended stays ended' USING ERRCODE = 'BA403';
    END IF;
    NEW.ended_by := my_user();
    RETURN NEW;
END $$;
CREATE TRIGGER guard_session BEFORE UPDATE OF ended_at ON session
    FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at) EXECUTE FUNCTION guard_session();

-- Who ended the session whose secret this connection carries, and when; nothing while it lives, or where it ended by itself.
CREATE FUNCTION my_session_end() RETURNS TABLE (by text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.name, s.ended_at
      FROM session s
      JOIN app_user u ON u.banca_id = s.banca_id AND u.user_id = s.ended_by
     WHERE s.token_hash = sha256(convert_to(nullif(current_setting('banca.session', true), ''), 'UTF8'))
       AND s.ended_at IS NOT NULL AND s.ended_by <> s.user_id
$$;

REVOKE ALL ON FUNCTION my_session_end(), guard_session() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION my_session_end() TO banca_app;
