//! Shifts of drawers: what they are closed with, who takes them over and reviews them, and what happened in them.

mod told;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    ApprovalId, CommandKey, DrawerId, Money, UserId,
    posting::Bearer,
    view::{CountedTender, DrawerSettings, GrandTotals},
};

pub use told::{
    Found, Line, approvers, day_over, entries, find, goods, last_kept, lines, lotteries, no_sales,
    open_sales, page, pending, report, waiting,
};

/// Who bears what is short, by the column's word.
fn bearer(name: &str) -> Result<Bearer, sqlx::Error> {
    Bearer::from_name(name)
        .ok_or_else(|| sqlx::Error::Decode(format!("unexpected bearer: {name}").into()))
}

/// What the house sets for drawers.
pub async fn settings(db: &mut PgConnection) -> Result<DrawerSettings, sqlx::Error> {
    let found = sqlx::query!(
        "SELECT drop_limit, pay_out_limit, drop_above, difference_limit, short_borne_by, blind_count, five_until FROM banca"
    )
    .fetch_one(db)
    .await?;
    Ok(DrawerSettings {
        drop_limit: row::money(found.drop_limit)?,
        pay_out_limit: row::money(found.pay_out_limit)?,
        drop_above: found.drop_above.map(row::money).transpose()?,
        difference_limit: row::money(found.difference_limit)?,
        short_borne_by: bearer(&found.short_borne_by)?,
        blind_count: found.blind_count,
        five_until: found.five_until,
    })
}

/// Sets it.
pub async fn save_settings(
    db: &mut PgConnection,
    settings: &DrawerSettings,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE banca
            SET drop_limit = $1, pay_out_limit = $2, drop_above = $3, difference_limit = $4, short_borne_by = $5,
                blind_count = $6, five_until = $7",
        settings.drop_limit.as_cents(),
        settings.pay_out_limit.as_cents(),
        settings.drop_above.map(Money::as_cents),
        settings.difference_limit.as_cents(),
        settings.short_borne_by.name(),
        settings.blind_count,
        settings.five_until
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What a drawer is closed with beside its count.
pub struct Closing<'a> {
    /// Why it is over or short.
    pub reason: &'a str,
    /// Who bears what is short.
    pub short: Bearer,
    /// What was counted beside cash.
    pub counted: &'a [CountedTender],
    /// What stays for the next shift.
    pub kept: Money,
    /// The next cashier's drawer.
    pub next: Option<DrawerId>,
}

/// Notes it, before the drawer is closed.
pub async fn note_closing(
    db: &mut PgConnection,
    key: CommandKey,
    drawer: DrawerId,
    closing: &Closing<'_>,
) -> Result<(), sqlx::Error> {
    let counted =
        serde_json::to_value(closing.counted).map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    sqlx::query!(
        "SELECT note_closing($1, $2, $3, $4, $5, $6, $7)",
        key.raw(),
        drawer.raw(),
        closing.reason,
        closing.short.name(),
        counted,
        closing.kept.as_cents(),
        closing.next.map(DrawerId::raw)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Opens the next cashier's drawer with what the last one kept; who it is.
pub async fn take_over(
    db: &mut PgConnection,
    key: CommandKey,
    from: DrawerId,
    approval: ApprovalId,
    date: NaiveDate,
) -> Result<UserId, sqlx::Error> {
    let taker = sqlx::query_scalar!(
        r#"SELECT take_over_drawer($1, $2, $3, $4) AS "taker!""#,
        key.raw(),
        from.raw(),
        approval.raw(),
        date
    )
    .fetch_one(db)
    .await?;
    Ok(taker.into())
}

/// Notes that a closed drawer was looked through.
pub async fn review(
    db: &mut PgConnection,
    key: CommandKey,
    drawer: DrawerId,
    note: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "SELECT review_drawer($1, $2, $3)",
        key.raw(),
        drawer.raw(),
        note
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a drawer was reviewed.
pub async fn reviewed(db: &mut PgConnection, drawer: DrawerId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM drawer_review WHERE drawer_id = $1) AS "is!""#,
        drawer.raw()
    )
    .fetch_one(db)
    .await
}

/// Notes that the own drawer was opened without a sale.
pub async fn no_sale(
    db: &mut PgConnection,
    key: CommandKey,
    id: Uuid,
    reason: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT open_no_sale($1, $2, $3)", key.raw(), id, reason)
        .execute(db)
        .await?;
    Ok(())
}

/// The name of a person.
pub async fn name_of(db: &mut PgConnection, user: UserId) -> Result<String, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT user_name($1) AS "name!""#, user.raw())
        .fetch_one(db)
        .await
}

/// What a terminal had turned over up to the last drawer that was closed there.
pub async fn grand(
    db: &mut PgConnection,
    terminal: crate::domain::TerminalId,
) -> Result<GrandTotals, sqlx::Error> {
    let found = sqlx::query_scalar!(
        r#"SELECT coalesce(d.report -> 'grand', '{}') AS "grand!" FROM drawer d
            WHERE d.terminal_id = $1 AND d.state = 'closed' ORDER BY d.z_number DESC LIMIT 1"#,
        terminal.raw()
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else {
        return Ok(GrandTotals::default());
    };
    if found.get("closes").is_some() {
        return row::json(found);
    }
    // Reports of before carry no totals: they are added up once.
    let old = sqlx::query!(
        r#"SELECT coalesce(sum((report ->> 'sales')::bigint), 0)::bigint AS "sales!",
                  coalesce(sum((report ->> 'cancelled')::bigint), 0)::bigint AS "back!",
                  coalesce(sum((report ->> 'payouts')::bigint), 0)::bigint AS "payouts!", count(*) AS "closes!"
             FROM drawer WHERE terminal_id = $1 AND state = 'closed'"#,
        terminal.raw()
    )
    .fetch_one(db)
    .await?;
    Ok(GrandTotals {
        sales: row::money(old.sales)?,
        given_back: row::money(old.back)?,
        payouts: row::money(old.payouts)?,
        closes: old.closes,
    })
}

/// The clock of the database.
pub async fn now(db: &mut PgConnection) -> Result<DateTime<Utc>, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT banca_now() AS "now!""#)
        .fetch_one(db)
        .await
}
