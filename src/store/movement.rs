//! Payments and collections between house, shop and seller. The database books them and gives them their receipts.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    CommandKey, Holder, Money, MovementId, MovementKind, MovementMethod,
    view::{Credit, Movement, MovementReversal},
};

/// What is entered.
pub struct New<'a> {
    /// Its id.
    pub id: MovementId,
    /// Whose account.
    pub holder: Holder,
    /// Which way.
    pub kind: MovementKind,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: MovementMethod,
    /// The bank's or paper's reference.
    pub reference: &'a str,
    /// A note.
    pub note: &'a str,
    /// The business date.
    pub date: NaiveDate,
}

/// Books a movement and gives it its receipt.
///
/// # Errors
/// A closed month, missing cash and a missing right are refused; an id that was used violates its key.
pub async fn add(
    db: &mut PgConnection,
    key: CommandKey,
    new: &New<'_>,
) -> Result<i64, sqlx::Error> {
    let (ventana, vendedor) = new.holder.keys();
    sqlx::query_scalar!(
        r#"SELECT (move_account($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)).number AS "number!""#,
        key.raw(),
        new.id.raw(),
        new.kind.name(),
        ventana,
        (!vendedor.is_nil()).then_some(vendedor),
        new.amount.as_cents(),
        new.method.name(),
        new.reference,
        new.note,
        new.date
    )
    .fetch_one(db)
    .await
}

/// Takes a movement back; the number of the reversal's receipt.
pub async fn take_back(
    db: &mut PgConnection,
    key: CommandKey,
    movement: MovementId,
    reason: &str,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT take_back_movement($1, $2, $3) AS "number!""#,
        key.raw(),
        movement.raw(),
        reason
    )
    .fetch_one(db)
    .await
}

/// The business date of a shop.
pub async fn today(db: &mut PgConnection, holder: Holder) -> Result<NaiveDate, sqlx::Error> {
    let ventana = holder.ventana().map(crate::domain::Id::raw);
    sqlx::query_scalar!(
        r#"SELECT business_date(my_banca(), $1, banca_now()) AS "date!""#,
        ventana
    )
    .fetch_one(db)
    .await
}

/// A place in the list of movements.
pub type Place = (DateTime<Utc>, Uuid);

/// Movements within reach, newest first: of one account (the house's: of all), or the one with this id.
pub async fn page(
    db: &mut PgConnection,
    holder: Holder,
    one: Option<MovementId>,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<(Place, Movement)>, sqlx::Error> {
    let (ventana, vendedor) = holder.keys();
    let rows = sqlx::query!(
        r#"SELECT m.movement_id, m.number, m.ventana_id, m.vendedor_id, v.name AS ventana, user_name(m.vendedor_id) AS vendedor,
                  m.kind, m.amount, m.method, m.reference, m.note, m.business_date, m.at,
                  coalesce(user_name(m.user_id), '') AS "by!", r.number AS "back_number?", r.reason AS "back_reason?",
                  r.business_date AS "back_date?", r.at AS "back_at?", user_name(r.user_id) AS back_by
             FROM account_movement m
             JOIN ventana v ON v.banca_id = m.banca_id AND v.ventana_id = m.ventana_id
             LEFT JOIN account_movement_reversal r ON r.banca_id = m.banca_id AND r.movement_id = m.movement_id
            WHERE ($3::uuid IS NULL OR m.movement_id = $3)
              AND ($1 = '00000000-0000-0000-0000-000000000000'::uuid OR m.ventana_id = $1)
              AND ($1 = '00000000-0000-0000-0000-000000000000'::uuid
                   OR coalesce(m.vendedor_id, '00000000-0000-0000-0000-000000000000') = $2)
              AND ($5::uuid IS NULL OR (m.at, m.movement_id) < ($4, $5))
            ORDER BY m.at DESC, m.movement_id DESC
            LIMIT $6"#,
        ventana,
        vendedor,
        one.map(MovementId::raw),
        after.map(|(at, _)| at),
        after.map(|(_, id)| id),
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let reversed = match (found.back_number, found.back_date, found.back_at) {
                (Some(number), Some(date), Some(at)) => Some(MovementReversal {
                    number,
                    reason: found.back_reason.unwrap_or_default(),
                    date,
                    at,
                    by: found.back_by.unwrap_or_default(),
                }),
                _ => None,
            };
            let movement = Movement {
                id: found.movement_id.into(),
                number: found.number,
                holder: Holder::of_keys(found.ventana_id, found.vendedor_id.unwrap_or_default()),
                ventana: found.ventana,
                vendedor: found.vendedor,
                kind: row::movement_kind(&found.kind)?,
                amount: row::money(found.amount)?,
                method: row::movement_method(&found.method)?,
                reference: found.reference,
                note: found.note,
                date: found.business_date,
                at: found.at,
                by: found.by,
                reversed,
            };
            Ok(((found.at, found.movement_id), movement))
        })
        .collect()
}

/// Sets what a shop may owe.
pub async fn set_credit(
    db: &mut PgConnection,
    key: CommandKey,
    holder: Holder,
    limit: Option<Money>,
) -> Result<(), sqlx::Error> {
    let (ventana, _) = holder.keys();
    sqlx::query!(
        "SELECT set_credit_limit($1, $2, $3)",
        key.raw(),
        ventana,
        limit.map(Money::as_cents)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The own shop's debt under its limit, where it has one.
pub async fn credit(db: &mut PgConnection) -> Result<Option<Credit>, sqlx::Error> {
    let found =
        sqlx::query!(r#"SELECT debt AS "debt!", credit_limit AS "limit!" FROM my_credit()"#)
            .fetch_optional(db)
            .await?;
    found
        .map(|found| {
            Ok(Credit {
                debt: row::money(found.debt)?,
                limit: row::money(found.limit)?,
            })
        })
        .transpose()
}
