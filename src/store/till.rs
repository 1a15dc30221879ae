//! The open drawer behind a command that moves cash.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::row;
use crate::domain::{DrawerId, Money, VentanaId};

/// The present user's open drawer at this terminal.
#[derive(Debug, Clone, Copy)]
pub struct Till {
    /// The drawer session.
    pub drawer: DrawerId,
    /// Its shop.
    pub ventana: VentanaId,
    /// The shop's business date.
    pub date: NaiveDate,
}

/// Reads the present user's open drawer at this terminal.
pub async fn mine(db: &mut PgConnection) -> Result<Option<Till>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT drawer_id, ventana_id, business_date(banca_id, ventana_id, banca_now()) AS "date!"
             FROM drawer
            WHERE user_id = (SELECT my_user()) AND terminal_id = (SELECT my_terminal()) AND state = 'open'"#
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|found| Till {
        drawer: found.drawer_id.into(),
        ventana: found.ventana_id.into(),
        date: found.date,
    }))
}

/// What the own drawer holds, locked until the transaction ends.
pub async fn hold_cash(db: &mut PgConnection, drawer: DrawerId) -> Result<Money, sqlx::Error> {
    let held = sqlx::query_scalar!("SELECT hold_cash($1)", drawer.raw())
        .fetch_one(db)
        .await?;
    row::money_or_zero(held)
}
