//! The table of commands: one row per idempotency key, unique for ever.

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::{Actor, ApprovalId, CommandKey, Right};

/// What is stored under a key.
pub struct Known {
    /// What the request hashed to.
    pub request_hash: Vec<u8>,
    /// What was answered.
    pub answer: Option<Value>,
}

/// Claims a key; waits for an unfinished command with the same one. False when it exists already.
pub async fn claim(
    db: &mut PgConnection,
    me: Actor,
    key: CommandKey,
    verb: &str,
    hash: &[u8],
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "INSERT INTO command (banca_id, command_id, verb, request_hash, user_id, session_id)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
        me.banca.raw(),
        key.raw(),
        verb,
        hash,
        me.user.raw(),
        me.session.raw()
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Reads what is stored under a key of the present user.
pub async fn known(db: &mut PgConnection, key: CommandKey) -> Result<Option<Known>, sqlx::Error> {
    sqlx::query_as!(
        Known,
        "SELECT request_hash, answer FROM command WHERE command_id = $1 AND user_id = (SELECT my_user())",
        key.raw()
    )
    .fetch_optional(db)
    .await
}

/// Stores the answer beside the key, in the command's own transaction.
pub async fn answer(
    db: &mut PgConnection,
    key: CommandKey,
    answer: &Value,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE command SET answer = $2 WHERE command_id = $1 AND answer IS NULL",
        key.raw(),
        answer
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Consumes a consent, once: it must be young and be for this right, this command, this target and at least this amount.
pub async fn consume_approval(
    db: &mut PgConnection,
    approval: ApprovalId,
    right: Right,
    key: CommandKey,
    target: &str,
    amount: Option<i64>,
) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"UPDATE approval SET consumed_at = banca_now()
            WHERE approval_id = $1 AND "right" = $2 AND command_id = $3 AND target = $4
              AND consumed_at IS NULL AND at > banca_now() - interval '10 minutes'
              AND ($5::bigint IS NULL OR amount IS NOT DISTINCT FROM $5)
            RETURNING granted_by"#,
        approval.raw(),
        right.name(),
        key.raw(),
        target,
        amount
    )
    .fetch_optional(db)
    .await
}

/// Waits until everything committed so far is on the disk. Whoever tells that a sale is done tells it after this: in a house
/// that releases early a sale is seen a moment before it is safe.
pub async fn flush(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT flush_commits()").execute(db).await?;
    Ok(())
}
