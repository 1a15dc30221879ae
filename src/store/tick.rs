//! The jobs of the clock; each is one guarded function of the database.

use sqlx::PgConnection;

use super::row;
use crate::domain::{BancaId, DrawId, DrawState, view::Pulse};

/// All houses of the database; for the owner.
pub async fn houses(db: &mut PgConnection) -> Result<Vec<BancaId>, sqlx::Error> {
    let found = sqlx::query_scalar!("SELECT banca_id FROM banca ORDER BY banca_id")
        .fetch_all(db)
        .await?;
    Ok(found.into_iter().map(BancaId::new).collect())
}

/// Makes the partitions of this month and the next ones, for consoles that stay open longer than those made at sign-in.
pub async fn ready_partitions(db: &mut PgConnection, banca: BancaId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "SELECT ensure_partitions(business_date($1, NULL, banca_now()))",
        banca.raw()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Becomes the one runner of a house's jobs until the transaction ends; false while another one is.
pub async fn hold(db: &mut PgConnection, banca: BancaId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT hold_jobs($1) AS "held!""#, banca.raw())
        .fetch_one(db)
        .await
}

/// The draws that should be opened or closed by now.
pub async fn due_draws(db: &mut PgConnection, banca: BancaId) -> Result<Vec<DrawId>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        r#"SELECT draw_id AS "draw!" FROM due_draws($1)"#,
        banca.raw()
    )
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().map(DrawId::new).collect())
}

/// A mark of the draws from yesterday to the day after tomorrow, and whether one of them is due.
pub async fn pulse(db: &mut PgConnection, banca: BancaId) -> Result<Pulse, sqlx::Error> {
    sqlx::query_as!(
        Pulse,
        r#"SELECT COALESCE(hashtextextended(string_agg(draw_id || state, ',' ORDER BY draw_id), 0), 0) AS "draws!",
                  EXISTS (SELECT FROM due_draws($1)) AS "due!"
             FROM draw
            WHERE banca_id = $1 AND at BETWEEN banca_now() - interval '1 day' AND banca_now() + interval '36 hours'"#,
        banca.raw()
    )
    .fetch_one(db)
    .await
}

/// Opens or closes a draw if it is still due. Returns its new state; nothing where another runner was there.
pub async fn draw(
    db: &mut PgConnection,
    banca: BancaId,
    draw: DrawId,
) -> Result<Option<DrawState>, sqlx::Error> {
    let became = sqlx::query_scalar!("SELECT tick_draw($1, $2)", banca.raw(), draw.raw())
        .fetch_one(db)
        .await?;
    became.as_deref().map(row::draw_state).transpose()
}

/// Expires the prizes whose last day has passed. Returns how many.
pub async fn expire_prizes(db: &mut PgConnection, banca: BancaId) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT expire_prizes($1) AS "expired!""#, banca.raw())
        .fetch_one(db)
        .await
}

/// The closed draws whose sale is not gathered by price yet, oldest first.
pub async fn unbanded_draws(
    db: &mut PgConnection,
    banca: BancaId,
) -> Result<Vec<DrawId>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        r#"SELECT draw_id AS "draw!" FROM unbanded_draws($1) LIMIT 100"#,
        banca.raw()
    )
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().map(DrawId::new).collect())
}

/// Gathers what a closed draw sold by price, for the reports. False where another runner was there.
pub async fn band_draw(
    db: &mut PgConnection,
    banca: BancaId,
    draw: DrawId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT band_draw($1, $2) AS "gathered!""#,
        banca.raw(),
        draw.raw()
    )
    .fetch_one(db)
    .await
}

/// Gathers what the next days that are over booked in every account; tells how many days, nothing when none are left.
pub async fn gather_days(db: &mut PgConnection, banca: BancaId) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT gather_days($1) AS "days!""#, banca.raw())
        .fetch_one(db)
        .await
}
