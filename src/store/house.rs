//! The settings of the present house.

use sqlx::PgConnection;

use super::row;
use crate::domain::view::HouseSettings;

/// Reads them.
pub async fn settings(db: &mut PgConnection) -> Result<HouseSettings, sqlx::Error> {
    let found = sqlx::query!(
        "SELECT name, single_person, payout_limit, void_minutes, big_total, cash_threshold, alert_percent, early_release FROM banca"
    )
    .fetch_one(db)
    .await?;
    Ok(HouseSettings {
        name: found.name,
        single_person: found.single_person,
        payout_limit: row::money(found.payout_limit)?,
        void_minutes: u16::try_from(found.void_minutes).unwrap_or_default(),
        big_total: row::money(found.big_total)?,
        cash_threshold: row::money(found.cash_threshold)?,
        alert_percent: u8::try_from(found.alert_percent).unwrap_or_default(),
        early_release: found.early_release,
    })
}

/// Changes them.
pub async fn save(db: &mut PgConnection, settings: &HouseSettings) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE banca
            SET name = $1, single_person = $2, payout_limit = $3, void_minutes = $4, big_total = $5, cash_threshold = $6,
                alert_percent = $7, early_release = $8",
        settings.name,
        settings.single_person,
        settings.payout_limit.as_cents(),
        i16::try_from(settings.void_minutes).unwrap_or(i16::MAX),
        settings.big_total.as_cents(),
        settings.cash_threshold.as_cents(),
        i16::from(settings.alert_percent),
        settings.early_release
    )
    .execute(db)
    .await?;
    Ok(())
}
