//! What happened to a ticket, in order, with names.

use sqlx::PgConnection;

use super::{paper::Head, row};
use crate::domain::view::HistoryRow;

/// Reads everything that happened to the ticket whose paper was shown: what people did to it, and what became of its draw.
pub async fn of(db: &mut PgConnection, head: &Head) -> Result<Vec<HistoryRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT at AS "at!", who, action AS "action!", amount, note AS "note!", approved_by
             FROM (SELECT a.at, user_name(a.user_id) AS who, a.action, a.amount, a.note,
                          approver_name(a.approval_id) AS approved_by,
                          CASE a.action WHEN 'ticket.sold' THEN 0 ELSE 2 END AS place, a.activity_id AS id
                     FROM activity a
                    WHERE a.target = $1
                   UNION ALL
                   -- the limits that were lifted for its sale: what was asked for, and why
                   SELECT a.at, user_name(a.user_id), a.action, a.amount,
                          concat_ws(' · ', a.target, nullif(a.note, '')), NULL, 0, a.activity_id
                     FROM activity s
                     JOIN activity a ON a.banca_id = s.banca_id AND a.command_id = s.command_id
                                    AND a.at BETWEEN s.at - interval '10 minutes' AND s.at
                    WHERE s.target = $1 AND s.action = 'ticket.sold' AND a.action = 'approval.granted' AND a.target <> $1
                   UNION ALL
                   SELECT d.closed_at, NULL, 'draw.closed', NULL, '', NULL, 1, d.draw_id
                     FROM draw d
                    WHERE d.draw_id = $2 AND d.closed_at IS NOT NULL AND $4 IN ('ACTIVE', 'ANNULLED')
                   UNION ALL
                   SELECT s.at, user_name(s.user_id), 'draw.annulled', NULL, s.reason, approver_name(s.approval_id), 1, s.step_id
                     FROM draw_step s
                    WHERE s.draw_id = $2 AND s.step = 'annulled' AND $4 = 'ANNULLED'
                   UNION ALL
                   SELECT x.at, user_name(x.user_id), 'list.excluded', NULL, x.reason, approver_name(x.approval_id), 1, x.exclusion_id
                     FROM list_exclusion x JOIN ticket t ON t.banca_id = x.banca_id AND t.draw_id = x.draw_id AND t.ticket_id = $3
                    WHERE x.scope_id IN (t.vendedor_id, t.ventana_id) AND x.at >= t.sold_at AND $4 <> 'CANCELLED'
                   UNION ALL
                   SELECT x.ended_at, user_name(x.ended_by), 'list.included', NULL, x.ended_reason,
                          approver_name(x.ended_approval_id), 1, x.exclusion_id
                     FROM list_exclusion x JOIN ticket t ON t.banca_id = x.banca_id AND t.draw_id = x.draw_id AND t.ticket_id = $3
                    WHERE x.scope_id IN (t.vendedor_id, t.ventana_id) AND x.at >= t.sold_at AND x.ended_at IS NOT NULL
                      AND $4 <> 'CANCELLED'
                   UNION ALL
                   SELECT e.at, user_name(e.user_id), CASE e.version WHEN 1 THEN 'draw.evaluated' ELSE 'draw.corrected' END,
                          (SELECT w.prize FROM award w
                            WHERE w.banca_id = e.banca_id AND w.ticket_id = $3 AND w.result_version = e.version),
                          e.reason, NULL, 1, e.entry_id
                     FROM result_entry e
                     JOIN draw d ON d.banca_id = e.banca_id AND d.draw_id = e.draw_id
                    WHERE e.draw_id = $2 AND e.step = 'confirmed' AND e.version <= d.result_version AND $4 IN ('ACTIVE', 'ANNULLED')) h
            ORDER BY at, place, id"#,
        head.code.digits(),
        head.draw.raw(),
        head.ticket.raw(),
        head.state.name()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(HistoryRow {
                at: found.at,
                who: found.who.unwrap_or_default(),
                action: found.action,
                amount: found.amount.map(row::money).transpose()?,
                note: found.note,
                approved_by: found.approved_by,
            })
        })
        .collect()
}

/// How often the ticket was reprinted.
pub async fn reprints(db: &mut PgConnection, head: &Head) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM activity WHERE target = $1 AND action = 'ticket.reprinted'"#,
        head.code.digits()
    )
    .fetch_one(db)
    .await
}
