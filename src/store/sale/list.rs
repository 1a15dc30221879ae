//! Sales of the till by keyset, in both directions, with what the whole filter comes to. Baskets that were never completed
//! stand in the list as they were left.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, Row, postgres::PgRow};
use uuid::Uuid;

use super::read::kind;
use crate::{
    domain::{
        CustomerId, Money, SaleId, UserId, VentanaId,
        goods::{SaleState, TenderKind},
        view::{ReturnState, SalePage, SaleRow, SalesSummary},
    },
    store::{basket, row},
};

/// What is asked for.
pub struct Asked<'a> {
    /// Where they stand.
    pub state: Option<SaleState>,
    /// Only those of which something came back.
    pub returned: bool,
    /// Who sold.
    pub cashier: Option<UserId>,
    /// Who bought.
    pub customer: Option<CustomerId>,
    /// The shop.
    pub ventana: Option<VentanaId>,
    /// The business date.
    pub date: Option<NaiveDate>,
    /// From this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub to: Option<DateTime<Utc>>,
    /// How the number begins.
    pub number: Option<&'a str>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// How many rows.
    pub limit: u16,
}

/// A place between two rows, and the way from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    back: bool,
    at: DateTime<Utc>,
    sale: Uuid,
}

/// Reads a cursor as a page told it; nothing where it is none.
pub fn cursor(text: &str) -> Option<Cursor> {
    let mut parts = text.split('.');
    let back = match parts.next()? {
        "n" => false,
        "p" => true,
        _ => return None,
    };
    let at = DateTime::from_timestamp_micros(parts.next()?.parse().ok()?)?;
    let sale = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some(Cursor { back, at, sale })
}

fn written(row: &SaleRow, back: bool) -> String {
    let way = if back { 'p' } else { 'n' };
    format!("{way}.{}.{}", row.at.timestamp_micros(), row.sale)
}

/// A page of sales.
pub async fn page(db: &mut PgConnection, asked: &Asked<'_>) -> Result<SalePage, sqlx::Error> {
    let back = asked.cursor.is_some_and(|cursor| cursor.back);
    let found = sqlx::query(
        "SELECT * FROM sales_page($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(asked.state.map(SaleState::name))
    .bind(asked.returned)
    .bind(asked.cashier.map(UserId::raw))
    .bind(asked.customer.map(CustomerId::raw))
    .bind(asked.ventana.map(VentanaId::raw))
    .bind(asked.date)
    .bind(asked.from)
    .bind(asked.to)
    .bind(asked.number.map(like))
    .bind(asked.cursor.map(|cursor| cursor.at))
    .bind(asked.cursor.map(|cursor| cursor.sale))
    .bind(back)
    .bind(i32::from(asked.limit).saturating_add(1))
    .fetch_all(&mut *db)
    .await?;
    let mut rows = found.iter().map(sale).collect::<Result<Vec<_>, _>>()?;
    let more = rows.len() > usize::from(asked.limit);
    rows.truncate(usize::from(asked.limit));
    if back {
        rows.reverse();
    }
    let (before, after) = if back {
        (more, true)
    } else {
        (asked.cursor.is_some(), more)
    };
    Ok(SalePage {
        previous: rows
            .first()
            .filter(|_| before)
            .map(|row| written(row, true)),
        next: rows.last().filter(|_| after).map(|row| written(row, false)),
        rows,
        summary: summary(db, asked).await?,
    })
}

fn like(number: &str) -> String {
    format!(
        "{}%",
        crate::store::customer::escaped(&number.to_uppercase())
    )
}

async fn summary(db: &mut PgConnection, asked: &Asked<'_>) -> Result<SalesSummary, sqlx::Error> {
    let found = sqlx::query("SELECT * FROM sales_summary($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(asked.state.map(SaleState::name))
        .bind(asked.returned)
        .bind(asked.cashier.map(UserId::raw))
        .bind(asked.customer.map(CustomerId::raw))
        .bind(asked.ventana.map(VentanaId::raw))
        .bind(asked.date)
        .bind(asked.from)
        .bind(asked.to)
        .bind(asked.number.map(like))
        .fetch_one(db)
        .await?;
    let money = |column| row::money(found.try_get(column)?);
    Ok(SalesSummary {
        count: found.try_get("count")?,
        gross: money("gross")?,
        voided: money("voided")?,
        returned: money("returned")?,
        net: money("net")?,
        average: money("average")?,
    })
}

/// A tender as the list carries it.
#[derive(serde::Deserialize)]
struct Part {
    kind: String,
    amount: Money,
}

fn sale(found: &PgRow) -> Result<SaleRow, sqlx::Error> {
    let lines: i64 = found.try_get("lines")?;
    let tenders: Vec<Part> = row::json(found.try_get("tenders")?)?;
    let (total, back): (i64, i64) = (found.try_get("total")?, found.try_get("back")?);
    let goods: i64 = found.try_get("goods")?;
    Ok(SaleRow {
        sale: SaleId::new(found.try_get("sale_id")?),
        number: found.try_get("number")?,
        state: basket::state(found.try_get("state")?)?,
        returned: match (found.try_get::<bool, _>("came_back")?, back >= goods) {
            (false, _) => ReturnState::None,
            (true, true) => ReturnState::Full,
            (true, false) => ReturnState::Partial,
        },
        ventana: found.try_get("ventana")?,
        cashier: found
            .try_get::<Option<String>, _>("person")?
            .unwrap_or_default(),
        customer: found.try_get("customer")?,
        lines: u32::try_from(lines).unwrap_or_default(),
        total: row::money(total)?,
        back: row::money(back)?,
        tenders: tenders
            .into_iter()
            .map(|part| Ok::<(TenderKind, Money), sqlx::Error>((kind(&part.kind)?, part.amount)))
            .collect::<Result<Vec<_>, _>>()?,
        at: found.try_get("at")?,
    })
}
