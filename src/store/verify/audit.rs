//! The activity log's chain: blocks that agree with their rows and with each other, and rows that stand in exactly one.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // A block's root is that of the rows in its range; an edit, a deletion and an insertion change it.
        name: "audit.blocks",
        within_a_shop: false,
        sql: "WITH c AS (
                  SELECT b.block_no, l.rows = b.rows AND b.root = audit_root(b, l.leaves) AS stands
                    FROM audit_block b
                   CROSS JOIN LATERAL activity_leaves(b.banca_id, b.run, b.from_xid, b.to_xid) l)
              SELECT count(*), count(*) FILTER (WHERE stands), 'block ' || min(block_no) FILTER (WHERE NOT stands) FROM c",
    },
    Check {
        // Numbers have no gap, each block names the root before it, ranges of a run meet, and segments count the runs.
        name: "audit.chain",
        within_a_shop: false,
        sql: "WITH c AS (
                  SELECT b.block_no,
                         b.block_no = coalesce(lag(b.block_no) OVER chain, 0) + 1
                         AND b.previous = coalesce(lag(b.root) OVER chain, decode(repeat('00', 32), 'hex'))
                         AND b.segment = coalesce(lag(b.segment) OVER chain + (lag(b.run) OVER chain <> b.run)::integer, 1)
                         AND b.from_xid = coalesce(lag(b.to_xid) OVER (PARTITION BY b.banca_id, b.run ORDER BY b.block_no), '0'::xid8)
                             AS stands
                    FROM audit_block b
                  WINDOW chain AS (PARTITION BY b.banca_id ORDER BY b.block_no))
              SELECT count(*), count(*) FILTER (WHERE stands), 'block ' || min(block_no) FILTER (WHERE NOT stands) FROM c",
    },
    Check {
        // Every row below the watermark of its run, and every row of a run that is over and done with, stands in one block.
        name: "audit.rows",
        within_a_shop: false,
        sql: "WITH ends AS (SELECT banca_id, run, max(to_xid) AS to_xid FROM audit_block GROUP BY banca_id, run),
              head AS (SELECT DISTINCT ON (banca_id) banca_id, run FROM audit_block ORDER BY banca_id, block_no DESC),
              r AS (SELECT a.banca_id, a.run, a.xid, a.action
                      FROM activity a
                      LEFT JOIN ends e USING (banca_id, run)
                      LEFT JOIN head h USING (banca_id)
                     WHERE a.xid < e.to_xid
                        OR (a.run <> h.run AND h.run = pg_postmaster_start_time())),
              c AS (SELECT b.block_no, b.rows, l.rows AS stand
                      FROM audit_block b
                     CROSS JOIN LATERAL activity_leaves(b.banca_id, b.run, b.from_xid, b.to_xid) l)
              SELECT (SELECT count(*) FROM r), coalesce((SELECT sum(rows) FROM audit_block), 0)::bigint,
                     coalesce((SELECT 'block ' || min(block_no) FROM c WHERE rows <> stand),
                              (SELECT 'outside of every block: ' || min(r.action) FROM r
                                WHERE NOT EXISTS (SELECT FROM audit_block b WHERE b.banca_id = r.banca_id AND b.run = r.run
                                                     AND b.from_xid <= r.xid AND r.xid < b.to_xid)))",
    },
    Check {
        // Nothing is sealed where a transaction may still write.
        name: "audit.watermark",
        within_a_shop: false,
        sql: "WITH c AS (
                  SELECT block_no, to_xid <= pg_snapshot_xmin(pg_current_snapshot()) AS stands
                    FROM audit_block WHERE run = pg_postmaster_start_time())
              SELECT count(*), count(*) FILTER (WHERE stands), 'block ' || min(block_no) FILTER (WHERE NOT stands) FROM c",
    },
    Check {
        // What the Z reports name of the chain is still there.
        name: "audit.printed",
        within_a_shop: false,
        sql: "WITH p AS (
                  SELECT d.banca_id, d.report ->> 'terminal' || ' Z ' || d.z_number AS label,
                         (d.report #>> '{audit,block}')::bigint AS block_no, d.report #>> '{audit,root}' AS root
                    FROM drawer d WHERE d.state = 'closed' AND jsonb_typeof(d.report -> 'audit') = 'object'),
              c AS (
                  SELECT p.label, coalesce(encode(b.root, 'hex') = p.root, false) AS stands
                    FROM p LEFT JOIN audit_block b USING (banca_id, block_no))
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE NOT stands) FROM c",
    },
    Check {
        // How many rows wait for the next block. Information: it holds whatever it says.
        name: "audit.waiting",
        within_a_shop: false,
        sql: "WITH ends AS (SELECT banca_id, run, max(to_xid) AS to_xid FROM audit_block GROUP BY banca_id, run),
              w AS (SELECT count(*) AS n FROM activity a LEFT JOIN ends e USING (banca_id, run)
                     WHERE e.to_xid IS NULL OR a.xid >= e.to_xid)
              SELECT n, n, NULL::text FROM w",
    },
];
