//! Electronic payments: those that wait, and those that were decided on.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, Row};

use super::row;
use crate::domain::{
    ElectronicId, SaleId,
    goods::{ElectronicState, TenderKind},
    view::ElectronicRow,
};

/// The payments within reach: those that wait first, oldest first, then the hundred decided last. And the clock.
pub async fn list(
    db: &mut PgConnection,
) -> Result<(Vec<ElectronicRow>, DateTime<Utc>), sqlx::Error> {
    let rows = sqlx::query(
        "SELECT e.electronic_id, e.kind, e.reference, e.phone, e.amount, e.sale_id, s.number, v.name AS ventana,
                user_name(e.user_id) AS person, e.user_id = (SELECT my_user()) AS own, c.name AS customer, e.at, e.state,
                user_name(e.decided_by) AS decided_by, e.decided_at, e.reason
           FROM electronic e
           JOIN sale s USING (banca_id, sale_id)
           JOIN ventana v ON v.banca_id = e.banca_id AND v.ventana_id = e.ventana_id
           LEFT JOIN customer c ON c.banca_id = e.banca_id AND c.customer_id = e.customer_id
          WHERE e.state = 'pending'
             OR e.electronic_id IN (SELECT d.electronic_id FROM electronic d
                                     WHERE d.state <> 'pending' ORDER BY d.decided_at DESC LIMIT 100)
          ORDER BY e.state <> 'pending', CASE e.state WHEN 'pending' THEN e.at END, e.decided_at DESC
          LIMIT 600",
    )
    .fetch_all(&mut *db)
    .await?;
    let now = sqlx::query_scalar("SELECT banca_now()")
        .fetch_one(db)
        .await?;
    let rows = rows
        .into_iter()
        .map(|found| {
            let kind: String = found.try_get("kind")?;
            let state: String = found.try_get("state")?;
            let wrong =
                |what: &str| sqlx::Error::Decode(format!("unexpected payment: {what}").into());
            Ok(ElectronicRow {
                id: ElectronicId::new(found.try_get("electronic_id")?),
                kind: TenderKind::from_name(&kind).ok_or_else(|| wrong(&kind))?,
                reference: found.try_get("reference")?,
                phone: found.try_get("phone")?,
                amount: row::money(found.try_get("amount")?)?,
                sale: SaleId::new(found.try_get("sale_id")?),
                number: found.try_get("number")?,
                ventana: found.try_get("ventana")?,
                user: found
                    .try_get::<Option<String>, _>("person")?
                    .unwrap_or_default(),
                own: found.try_get("own")?,
                customer: found.try_get("customer")?,
                at: found.try_get("at")?,
                state: ElectronicState::from_name(&state).ok_or_else(|| wrong(&state))?,
                decided_by: found.try_get("decided_by")?,
                decided_at: found.try_get("decided_at")?,
                reason: found.try_get("reason")?,
            })
        })
        .collect::<Result<Vec<_>, sqlx::Error>>()?;
    Ok((rows, now))
}
