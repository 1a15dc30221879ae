//! The books: posting the legs of a document's event, and reversing them.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::{Actor, CommandKey, DrawerId, posting::Leg};

/// One event of a document, posted once.
#[derive(Debug, Clone, Copy)]
pub struct Booking<'a> {
    /// The document.
    pub document: Uuid,
    /// What happened to it, such as `paid`.
    pub event: &'a str,
    /// 1, or what [`next_version`] says for an event that comes again.
    pub version: i16,
    /// The business date it is booked to.
    pub date: NaiveDate,
}

/// Posts the legs of an event.
///
/// # Errors
/// A locked period is refused; an event posted before violates its key.
pub async fn post(
    db: &mut PgConnection,
    me: Actor,
    key: CommandKey,
    booking: Booking<'_>,
    legs: &[Leg],
) -> Result<(), sqlx::Error> {
    let legs = serde_json::to_value(legs).map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    sqlx::query_scalar!(
        "SELECT post_legs($1, $2, $3, $4, $5, $6, $7)",
        me.banca.raw(),
        key.raw(),
        booking.document,
        booking.event,
        booking.version,
        booking.date,
        legs
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// Reverses every transfer of `event` under the booking's own event, once. Cash moves through the drawer given, which must
/// stand in the shop whose book it is.
pub async fn reverse(
    db: &mut PgConnection,
    me: Actor,
    key: CommandKey,
    event: &str,
    booking: Booking<'_>,
    drawer: DrawerId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "SELECT reverse_event($1, $2, $3, $4, $5, $6, $7)",
        me.banca.raw(),
        key.raw(),
        booking.document,
        event,
        booking.event,
        booking.date,
        drawer.raw()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The version under which an event that comes again is posted next.
pub async fn next_version(
    db: &mut PgConnection,
    document: Uuid,
    event: &str,
) -> Result<i16, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT next_version($1, $2) AS "version!""#,
        document,
        event
    )
    .fetch_one(db)
    .await
}

/// Today's business date of a shop, or of the house for somebody without one.
pub async fn today(db: &mut PgConnection, me: Actor) -> Result<NaiveDate, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT business_date($1, $2, banca_now()) AS "date!""#,
        me.banca.raw(),
        me.ventana.map(crate::domain::Id::raw)
    )
    .fetch_one(db)
    .await
}

/// Makes room in the partitioned tables for the months around a date.
pub async fn make_room(db: &mut PgConnection, date: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT ensure_partitions($1)", date)
        .execute(db)
        .await?;
    Ok(())
}
