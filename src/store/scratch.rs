//! Scratch databases of demos: their clock can be stopped and moved, and they go when the demo ends. Only the owner can
//! do any of it, and a real house's installation refuses it by a constraint.

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, Executor, PgConnection};

/// Marks the database as a scratch one and stops its clock at `at`.
pub async fn freeze(owner: &mut PgConnection, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE installation SET scratch = true, frozen_at = $1", at)
        .execute(owner)
        .await?;
    Ok(())
}

/// Drops a scratch database, whoever is connected. The name is one of ours: letters, digits and underscores.
pub async fn drop_database(admin: &mut PgConnection, name: &str) -> Result<(), sqlx::Error> {
    let plain = name
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if !plain || !name.starts_with("demo_") {
        return Err(sqlx::Error::Configuration(
            format!("{name:?} is no scratch database").into(),
        ));
    }
    // A database's name cannot be a parameter.
    admin
        .execute(AssertSqlSafe(format!(
            "DROP DATABASE IF EXISTS {name} WITH (FORCE)"
        )))
        .await?;
    Ok(())
}

/// How many entries the activity log has: whatever was written, opened or closed left one.
pub async fn written(db: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM activity")
        .fetch_one(db)
        .await
}
