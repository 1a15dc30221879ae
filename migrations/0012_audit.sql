-- The activity log in sealed blocks: hashed and chained for each house after the fact, so that no seller waits for another.
-- A row says in which run of the server and in which transaction it was written. Once every transaction below a number has
-- ended, nothing can appear below it any more, whatever was committed late; so a block takes the rows up to there.

-- Transaction numbers start again in another cluster, where a backup is restored; the start of the server tells such rows
-- apart, and a row of an earlier run is final, because no transaction outlives its server.
ALTER TABLE activity
    ADD COLUMN run timestamptz NOT NULL DEFAULT pg_postmaster_start_time(),
    ADD COLUMN xid xid8        NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX activity_to_seal ON activity (banca_id, run, xid);

-- Where a row stands in the chain is not for its writer to say.
REVOKE INSERT ON activity FROM banca_app;
GRANT INSERT (banca_id, business_date, activity_id, at, user_id, role, ventana_id, terminal_id, session_id, command_id, action,
              target, amount, note, details, approval_id, layer) ON activity TO banca_app;

-- Rows of one run with from_xid <= xid < to_xid. A segment is a run of the server; it goes on from the root of the one before.
CREATE TABLE audit_block (
    banca_id          uuid        NOT NULL REFERENCES banca,
    block_no          bigint      NOT NULL CHECK (block_no > 0),
    segment           integer     NOT NULL CHECK (segment > 0),
    run               timestamptz NOT NULL,
    system_identifier bigint      NOT NULL,
    from_xid          xid8        NOT NULL,
    to_xid            xid8        NOT NULL,
    rows              bigint      NOT NULL CHECK (rows > 0),
    previous          bytea       NOT NULL CHECK (octet_length(previous) = 32),
    root              bytea       NOT NULL CHECK (octet_length(root) = 32),
    sealed_at         timestamptz NOT NULL,
    PRIMARY KEY (banca_id, block_no),
    UNIQUE (banca_id, run, to_xid),
    CHECK (from_xid < to_xid)
);
CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON audit_block FOR EACH ROW EXECUTE FUNCTION guard_immutable();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON audit_block FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();
ALTER TABLE audit_block ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_block AS RESTRICTIVE TO banca_app
    USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()));
CREATE POLICY reach ON audit_block FOR SELECT TO banca_app USING ((SELECT my_role()) IN ('ADMIN', 'VENTANA'));

-- How many rows stand in a range, and the hash of the hashes of their canonical texts. Every column is a fact.
CREATE FUNCTION activity_leaves(p_banca uuid, p_run timestamptz, p_from xid8, p_to xid8)
RETURNS TABLE (rows bigint, leaves bytea) LANGUAGE sql STABLE AS $$
    SELECT count(*),
           sha256(coalesce(string_agg(sha256(convert_to(jsonb_build_array(
               a.banca_id, a.business_date, a.activity_id, (extract(epoch FROM a.at) * 1000000)::bigint, a.user_id, a.role,
               a.ventana_id, a.terminal_id, a.session_id, a.command_id, a.action, a.target, a.amount, a.note, a.details,
               a.approval_id, a.layer, (extract(epoch FROM a.run) * 1000000)::bigint, a.xid::text)::text, 'UTF8')),
               ''::bytea ORDER BY a.xid, a.activity_id), ''::bytea))
      FROM activity a
     WHERE a.banca_id = p_banca AND a.run = p_run AND a.xid >= p_from AND a.xid < p_to
$$;

-- A block's root: the root before it, what the block says of itself, and its rows.
CREATE FUNCTION audit_root(p_block audit_block, p_leaves bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(p_block.previous || convert_to(concat_ws('|', p_block.banca_id, p_block.block_no, p_block.segment,
                      (extract(epoch FROM p_block.run) * 1000000)::bigint, p_block.system_identifier, p_block.from_xid,
                      p_block.to_xid, p_block.rows, (extract(epoch FROM p_block.sealed_at) * 1000000)::bigint), 'UTF8')
                  || p_leaves)
$$;

-- Seals the rows of a house that nothing can join any more into one block, of about p_most rows at most. Returns whether
-- there is more to seal at once; null while another runner is at it. Writes no row of the log.
CREATE FUNCTION seal_activity(p_banca uuid, p_most integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now    constant timestamptz := pg_postmaster_start_time();
    v_head   audit_block;
    v_block  audit_block;
    v_cut    xid8;
    v_leaves bytea;
    v_more   boolean := false;
BEGIN
    IF p_banca IS DISTINCT FROM my_banca() AND NOT by_owner() THEN
        PERFORM refuse('{"refusal": "not_signed_in"}');
    END IF;
    IF p_most NOT BETWEEN 1 AND 1000000 THEN
        RAISE EXCEPTION 'a block holds 1 to 1000000 rows' USING ERRCODE = 'BA403';
    END IF;
    IF NOT pg_try_advisory_xact_lock(7704, hashtext(p_banca::text)) THEN
        RETURN NULL;
    END IF;
    SELECT * INTO v_head FROM audit_block WHERE banca_id = p_banca ORDER BY block_no DESC LIMIT 1;

    v_block.run := v_now;
    v_block.to_xid := pg_snapshot_xmin(pg_current_snapshot());
    IF v_head.run IS DISTINCT FROM v_now THEN
        -- What earlier runs left comes first, in the order of the runs.
        WITH RECURSIVE known AS (
            (SELECT a.run FROM activity a WHERE a.banca_id = p_banca ORDER BY a.run LIMIT 1)
            UNION ALL
            SELECT (SELECT a.run FROM activity a WHERE a.banca_id = p_banca AND a.run > k.run ORDER BY a.run LIMIT 1)
              FROM known k WHERE k.run IS NOT NULL
        ), ends AS (
            SELECT k.run, (SELECT max(a.xid) FROM activity a WHERE a.banca_id = p_banca AND a.run = k.run) AS last
              FROM known k WHERE k.run <> v_now)
        SELECT e.run, (e.last::text::numeric + 1)::text::xid8 INTO v_block.run, v_block.to_xid
          FROM ends e
         WHERE NOT EXISTS (SELECT FROM audit_block b WHERE b.banca_id = p_banca AND b.run = e.run AND b.to_xid > e.last)
         ORDER BY e.run
         LIMIT 1;
        v_more := FOUND;
        IF NOT FOUND THEN
            v_block.run := v_now;
            v_block.to_xid := pg_snapshot_xmin(pg_current_snapshot());
        END IF;
    END IF;
    v_block.from_xid := coalesce((SELECT max(b.to_xid) FROM audit_block b WHERE b.banca_id = p_banca AND b.run = v_block.run),
                                 '0'::xid8);
    SELECT a.xid INTO v_cut
      FROM activity a
     WHERE a.banca_id = p_banca AND a.run = v_block.run AND a.xid >= v_block.from_xid AND a.xid < v_block.to_xid
     ORDER BY a.xid
    OFFSET p_most
     LIMIT 1;
    IF FOUND THEN
        v_more := true;
        -- A transaction is never cut in two.
        IF EXISTS (SELECT FROM activity a WHERE a.banca_id = p_banca AND a.run = v_block.run
                                            AND a.xid >= v_block.from_xid AND a.xid < v_cut) THEN
            v_block.to_xid := v_cut;
        ELSE
            v_block.to_xid := (v_cut::text::numeric + 1)::text::xid8;
        END IF;
    END IF;
    SELECT l.rows, l.leaves INTO v_block.rows, v_leaves
      FROM activity_leaves(p_banca, v_block.run, v_block.from_xid, v_block.to_xid) l;
    IF v_block.rows = 0 THEN
        RETURN false;
    END IF;
    v_block.banca_id := p_banca;
    v_block.block_no := coalesce(v_head.block_no, 0) + 1;
    v_block.segment := coalesce(v_head.segment + (v_head.run <> v_block.run)::integer, 1);
    v_block.previous := coalesce(v_head.root, decode(repeat('00', 32), 'hex'));
    v_block.system_identifier := (SELECT c.system_identifier FROM pg_control_system() c);
    v_block.sealed_at := banca_now();
    v_block.root := audit_root(v_block, v_leaves);
    INSERT INTO audit_block SELECT v_block.*;
    RETURN v_more;
END $$;

-- The newest block of the house: what a Z report prints, so that the paper holds the chain as well.
CREATE FUNCTION audit_head() RETURNS TABLE (block_no bigint, root bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.block_no, b.root FROM audit_block b WHERE b.banca_id = my_banca() ORDER BY b.block_no DESC LIMIT 1
$$;

REVOKE ALL ON audit_block FROM PUBLIC, banca_app;
REVOKE ALL ON FUNCTION activity_leaves(uuid, timestamptz, xid8, xid8), audit_root(audit_block, bytea),
    seal_activity(uuid, integer), audit_head() FROM PUBLIC;
GRANT SELECT ON audit_block TO banca_app;
GRANT EXECUTE ON FUNCTION activity_leaves(uuid, timestamptz, xid8, xid8), audit_root(audit_block, bytea),
    seal_activity(uuid, integer), audit_head() TO banca_app;
