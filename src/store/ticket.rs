//! Tickets: the function that sells.

use serde_json::Value;
use sqlx::PgConnection;

use crate::domain::CommandKey;

/// Applies a priced sale in one round trip; see the function's own comment for its contract.
pub async fn sell(
    db: &mut PgConnection,
    token: &str,
    key: CommandKey,
    hash: &[u8],
    document: &Value,
) -> Result<Value, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT sell($1, $2, $3, $4) AS "answer!""#,
        token,
        key.raw(),
        hash,
        document
    )
    .fetch_one(db)
    .await
}
