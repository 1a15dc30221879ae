//! The activity log: who did what, in order. Append-only.

use serde_json::Value;
use sqlx::PgConnection;

use super::row;
use crate::domain::{
    Actor, ApprovalId, CommandKey, Money, UserId, VentanaId,
    view::{AboutDraw, ActivityFilter, ActivityRow},
};

/// One entry, as its command describes it.
pub struct Entry<'a> {
    /// What, such as `prize.paid`.
    pub action: &'a str,
    /// About what: a ticket's code, a draw's or user's id.
    pub target: &'a str,
    /// An amount, where there is one.
    pub amount: Option<Money>,
    /// A reason or note.
    pub note: &'a str,
    /// Details, before and after.
    pub details: Value,
    /// The second person's consent.
    pub approval: Option<ApprovalId>,
}

impl<'a> Entry<'a> {
    /// An entry without amount, note or details.
    pub fn new(action: &'a str, target: &'a str) -> Self {
        Self {
            action,
            target,
            amount: None,
            note: "",
            details: Value::Object(serde_json::Map::new()),
            approval: None,
        }
    }
}

/// Appends an entry to the log in the command's own transaction.
pub async fn append(
    db: &mut PgConnection,
    me: Actor,
    key: Option<CommandKey>,
    entry: Entry<'_>,
) -> Result<(), sqlx::Error> {
    let ventana = me.ventana.map(VentanaId::raw);
    sqlx::query!(
        "INSERT INTO activity (banca_id, business_date, activity_id, user_id, role, ventana_id, terminal_id, session_id,
                               command_id, action, target, amount, note, details, approval_id)
         VALUES ($1, business_date($1, $5, banca_now()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        me.banca.raw(),
        uuid::Uuid::now_v7(),
        me.user.raw(),
        me.role.name(),
        ventana,
        me.terminal.raw(),
        me.session.raw(),
        key.map(CommandKey::raw),
        entry.action,
        entry.target,
        entry.amount.map(Money::as_cents),
        entry.note,
        entry.details,
        entry.approval.map(ApprovalId::raw)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Rows of the log within the user's reach, newest first, after the filter's key.
pub async fn page(
    db: &mut PgConnection,
    filter: &ActivityFilter,
    limit: i64,
) -> Result<Vec<ActivityRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT a.activity_id, a.at, coalesce(user_name(a.user_id), '') AS "who!", a.role,
                  coalesce(t.name, '') AS "terminal!", a.action, a.target, a.amount, a.note, a.details,
                  approver_name(a.approval_id) AS approved_by, l.name AS "lottery?", d.at AS "draw_at?"
             FROM activity a
             LEFT JOIN terminal t ON t.banca_id = a.banca_id AND t.terminal_id = a.terminal_id
             LEFT JOIN draw d
               ON d.banca_id = a.banca_id
              AND d.draw_id = CASE WHEN a.target ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN a.target::uuid END
             LEFT JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
            WHERE ($1::uuid IS NULL OR a.user_id = $1)
              AND ($2::text IS NULL OR a.action = $2 OR a.action LIKE $2 || '.%')
              AND ($3::text IS NULL OR a.target = $3)
              AND ($4::date IS NULL OR a.business_date >= $4)
              AND ($5::date IS NULL OR a.business_date <= $5)
              AND ($6::timestamptz IS NULL OR (a.at, a.activity_id) < ($6, $7))
            ORDER BY a.at DESC, a.activity_id DESC
            LIMIT $8"#,
        filter.user.map(UserId::raw),
        filter.action,
        filter.target,
        filter.from,
        filter.to,
        filter.after.as_ref().map(|key| key.at),
        filter.after.as_ref().map(|key| key.id),
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(ActivityRow {
                id: found.activity_id,
                at: found.at,
                who: found.who,
                role: found.role.as_deref().map(row::role).transpose()?,
                terminal: found.terminal,
                action: found.action,
                target: found.target,
                draw: found
                    .lottery
                    .zip(found.draw_at)
                    .map(|(lottery, at)| AboutDraw { lottery, at }),
                amount: found.amount.map(row::money).transpose()?,
                note: found.note,
                details: found.details,
                approved_by: found.approved_by,
            })
        })
        .collect()
}
