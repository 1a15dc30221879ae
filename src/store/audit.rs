//! The activity log's sealed blocks. The database hashes and chains them; here they are asked for and read.

use sqlx::PgConnection;

use crate::domain::{
    BancaId,
    view::{AuditBlock, AuditHead},
};

/// Rows of a block, about.
const MOST: i32 = 100_000;

/// Lets a first seal of a long history take the time it needs.
pub async fn take_time(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("SET LOCAL statement_timeout = '10min'")
        .execute(db)
        .await?;
    Ok(())
}

/// Seals what nothing can join any more. Returns whether there is more to seal at once.
pub async fn seal(db: &mut PgConnection, banca: BancaId) -> Result<bool, sqlx::Error> {
    let more = sqlx::query_scalar!("SELECT seal_activity($1, $2)", banca.raw(), MOST)
        .fetch_one(db)
        .await?;
    Ok(more.unwrap_or_default())
}

/// The newest block of the own house.
pub async fn head(db: &mut PgConnection) -> Result<Option<AuditHead>, sqlx::Error> {
    sqlx::query_as!(
        AuditHead,
        r#"SELECT block_no AS "block!", encode(root, 'hex') AS "root!" FROM audit_head()"#
    )
    .fetch_optional(db)
    .await
}

/// Blocks within the user's reach, newest first, those below a number.
pub async fn blocks(
    db: &mut PgConnection,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<AuditBlock>, sqlx::Error> {
    sqlx::query_as!(
        AuditBlock,
        r#"SELECT block_no AS block, segment, from_xid::text::bigint AS "from!", to_xid::text::bigint AS "to!", rows,
                  encode(previous, 'hex') AS "previous!", encode(root, 'hex') AS "root!", sealed_at
             FROM audit_block
            WHERE $1::bigint IS NULL OR block_no < $1
            ORDER BY block_no DESC
            LIMIT $2"#,
        before,
        limit
    )
    .fetch_all(db)
    .await
}
