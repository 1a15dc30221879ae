//! The activity log: who did what, in order. Append-only.

use serde_json::Value;
use sqlx::PgConnection;

use crate::domain::{Actor, ApprovalId, CommandKey, Money, VentanaId};

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
