//! Tickets: the functions that sell them and take them back.

use chrono::NaiveDate;
use serde_json::Value;
use sqlx::PgConnection;

use crate::domain::{CommandKey, DrawerId, TicketId};

/// Applies a priced sale in one round trip; see the function's own comment for its contract. Where the house releases
/// early, a second one waits until the sale is on the disk.
pub async fn sell(
    db: &mut PgConnection,
    token: &str,
    key: CommandKey,
    hash: &[u8],
    document: &Value,
) -> Result<Value, sqlx::Error> {
    let answer = sqlx::query_scalar!(
        r#"SELECT sell($1, $2, $3, $4) AS "answer!""#,
        token,
        key.raw(),
        hash,
        document
    )
    .fetch_one(&mut *db)
    .await?;
    if answer.get("flush").is_some() {
        super::command::flush(db).await?;
    }
    Ok(answer)
}

/// Takes a ticket back: counters and books reversed once, the ticket stays visible. The caller holds the draw's fence.
pub async fn cancel(
    db: &mut PgConnection,
    key: CommandKey,
    ticket: TicketId,
    date: NaiveDate,
    drawer: DrawerId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "SELECT cancel_ticket($1, $2, $3, $4)",
        key.raw(),
        ticket.raw(),
        date,
        drawer.raw()
    )
    .execute(db)
    .await?;
    Ok(())
}
