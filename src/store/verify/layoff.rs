//! Lay-offs: a document adds up, goes its way, and the books have exactly what it says, once.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // A document passes on what its lines say, gives the commission of its percent, and its numbers have no gap.
        name: "layoffs.lines",
        within_a_shop: false,
        sql: "WITH l AS (
                  SELECT f.number, f.stakes AS told, coalesce(n.stakes, 0) AS lines,
                         f.commission = round(f.stakes * f.percent / 100) AND coalesce(n.fit, false)
                         AND f.number = row_number() OVER (PARTITION BY f.banca_id ORDER BY f.number) AS stands
                    FROM layoff f
                    JOIN draw d USING (banca_id, draw_id)
                    LEFT JOIN LATERAL (
                         SELECT sum(l.stake)::bigint AS stakes,
                                bool_and(l.number < 10 ^ d.digits AND l.factor = CASE l.kind WHEN 0 THEN f.factor
                                         ELSE least(f.reventado, (SELECT max((o ->> 'factor')::numeric)
                                                                    FROM jsonb_array_elements(d.outcomes) o)) END) AS fit
                           FROM layoff_line l WHERE l.banca_id = f.banca_id AND l.layoff_id = f.layoff_id) n ON true)
              SELECT coalesce(sum(told), 0)::bigint, coalesce(sum(lines), 0)::bigint,
                     min(number::text) FILTER (WHERE (stands AND told = lines) IS NOT TRUE) FROM l",
    },
    Check {
        // It stands where its steps have led it, each of them after the one before, by a command that does such a step.
        name: "layoffs.steps",
        within_a_shop: false,
        sql: "WITH s AS (
                  SELECT s.banca_id, s.layoff_id, s.seq, s.step, s.at,
                         s.seq = row_number() OVER w AND s.at >= coalesce(lag(s.at) OVER w, s.at)
                         AND c.user_id = s.user_id
                         AND c.verb = CASE s.step WHEN 'proposed' THEN 'save_layoff' WHEN 'sent' THEN 'send_layoff'
                                                  WHEN 'accepted' THEN 'accept_layoff' WHEN 'rejected' THEN 'reject_layoff'
                                                  WHEN 'withdrawn' THEN 'withdraw_layoff' WHEN 'settled' THEN 'settle_layoff'
                                                  WHEN 'shared' THEN 'confirm_result' ELSE 'annul_draw' END
                         AND (lag(s.step) OVER w IS NULL) = (s.step = 'proposed')
                         AND CASE s.step WHEN 'sent' THEN lag(s.step) OVER w = 'proposed'
                                         WHEN 'accepted' THEN lag(s.step) OVER w = 'sent'
                                         WHEN 'rejected' THEN lag(s.step) OVER w = 'sent'
                                         WHEN 'withdrawn' THEN lag(s.step) OVER w IN ('proposed', 'sent')
                                         WHEN 'shared' THEN lag(s.step) OVER w IN ('accepted', 'shared', 'settled')
                                         WHEN 'settled' THEN lag(s.step) OVER w IN ('shared', 'annulled')
                                         WHEN 'annulled' THEN lag(s.step) OVER w IN ('accepted', 'shared', 'settled')
                                         ELSE true END AS follows
                    FROM layoff_step s
                    LEFT JOIN command c ON c.banca_id = s.banca_id AND c.command_id = s.command_id
                  WINDOW w AS (PARTITION BY s.banca_id, s.layoff_id ORDER BY s.seq)
              ), done AS (
                  SELECT banca_id, layoff_id, bool_and(follows) AS follow, bool_or(step = 'annulled') AS annulled,
                         max(at) FILTER (WHERE step = 'accepted') AS accepted_at,
                         (array_agg(step ORDER BY seq DESC))[1] AS last
                    FROM s GROUP BY banca_id, layoff_id
              ), l AS (
                  SELECT f.number,
                         n.follow
                         AND f.state = CASE WHEN n.annulled THEN 'ANNULLED' WHEN n.last = 'shared' THEN 'ACCEPTED' ELSE upper(n.last) END
                         AND EXISTS (SELECT FROM layoff_step p WHERE p.banca_id = f.banca_id AND p.layoff_id = f.layoff_id
                                        AND (p.step, p.command_id, p.user_id) = ('proposed', f.command_id, f.user_id))
                         AND (f.state = 'ANNULLED') = (d.state = 'ANNULLED' AND n.accepted_at IS NOT NULL)
                         AND coalesce(n.accepted_at < d.at OR EXISTS (
                                 SELECT FROM draw_step m WHERE m.banca_id = d.banca_id AND m.draw_id = d.draw_id
                                                           AND m.step = 'rescheduled'), true) AS stands
                    FROM layoff f
                    JOIN draw d USING (banca_id, draw_id)
                    LEFT JOIN done n ON n.banca_id = f.banca_id AND n.layoff_id = f.layoff_id)
              SELECT count(*), count(*) FILTER (WHERE stands), min(number::text) FILTER (WHERE stands IS NOT TRUE) FROM l",
    },
    Check {
        // What another house pays is what its lines make of the draw's result, once there is one.
        name: "layoffs.shares",
        within_a_shop: false,
        sql: "WITH l AS (
                  SELECT f.number, coalesce(f.share, 0) AS told, coalesce(n.share, 0) AS derived,
                         (f.share IS NOT NULL) = (f.state IN ('ACCEPTED', 'SETTLED') AND d.result_version > 0)
                         AND coalesce(n.same, true) AS stands
                    FROM layoff f
                    JOIN draw d USING (banca_id, draw_id)
                    LEFT JOIN LATERAL (
                         SELECT sum(x.share)::bigint AS share, bool_and(x.share IS NOT DISTINCT FROM l.share) AS same
                           FROM layoff_line l
                          CROSS JOIN LATERAL (
                                SELECT CASE WHEN f.state IN ('ACCEPTED', 'SETTLED') AND d.result_version > 0
                                            THEN layoff_share(l, d.result_number, outcome_factor(d, d.result_outcome)) END AS share) x
                          WHERE l.banca_id = f.banca_id AND l.layoff_id = f.layoff_id) n ON true)
              SELECT coalesce(sum(told), 0)::bigint, coalesce(sum(derived), 0)::bigint,
                     min(number::text) FILTER (WHERE (stands AND told = derived) IS NOT TRUE) FROM l",
    },
    Check {
        // The books have of each document what its steps say: what it costs while it counts, the share of the result that
        // stands, what was settled of both; and what is settled is nothing open.
        name: "layoffs.books",
        within_a_shop: false,
        sql: "WITH side AS (
                  SELECT p.banca_id, p.document_id AS layoff_id, p.event,
                         t.amount * ((t.credit_code = 2440)::integer - (t.debit_code = 2440)::integer) AS owed,
                         t.amount * ((t.debit_code = 2450)::integer - (t.credit_code = 2450)::integer) AS due
                    FROM posting p
                    JOIN transfer t USING (banca_id, posting_id)
                   WHERE 2440 IN (t.debit_code, t.credit_code) OR 2450 IN (t.debit_code, t.credit_code)
              ), booked AS (
                  SELECT banca_id, layoff_id, sum(owed)::bigint AS owed, sum(due)::bigint AS due,
                         coalesce(sum(owed) FILTER (WHERE event <> 'cleared'), 0)::bigint AS cost,
                         coalesce(sum(due) FILTER (WHERE event <> 'cleared'), 0)::bigint AS share
                    FROM side GROUP BY banca_id, layoff_id
              ), step AS (
                  SELECT banca_id, layoff_id, sum(CASE step WHEN 'settled' THEN -owed ELSE owed END)::bigint AS owed,
                         sum(CASE step WHEN 'settled' THEN -due ELSE due END)::bigint AS due
                    FROM layoff_step GROUP BY banca_id, layoff_id
              ), l AS (
                  SELECT f.number, coalesce(b.cost, 0) + coalesce(b.share, 0) AS booked,
                         CASE WHEN f.state IN ('ACCEPTED', 'SETTLED') THEN f.stakes - f.commission + coalesce(f.share, 0) ELSE 0 END AS told,
                         coalesce(b.cost, 0) = CASE WHEN f.state IN ('ACCEPTED', 'SETTLED') THEN f.stakes - f.commission ELSE 0 END
                         AND (coalesce(b.owed, 0), coalesce(b.due, 0)) = (coalesce(s.owed, 0), coalesce(s.due, 0))
                         AND (f.state <> 'SETTLED' OR (coalesce(b.owed, 0), coalesce(b.due, 0)) = (0, 0)) AS stands
                    FROM layoff f
                    FULL JOIN booked b USING (banca_id, layoff_id)
                    LEFT JOIN step s USING (banca_id, layoff_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(told), 0)::bigint,
                     min(coalesce(number::text, '?')) FILTER (WHERE (stands AND booked = told) IS NOT TRUE) FROM l",
    },
];
