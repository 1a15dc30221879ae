//! Baskets: what customers are about to buy, one version after the other.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, Row};
use uuid::Uuid;

use super::row;
use crate::domain::{
    Actor, CustomerGroupId, CustomerId, DrawId, Money, SaleId, VariantId, VentanaId,
    goods::{Basket, Quantity, SaleState, loyalty::Programme},
    view::WaitingBasket,
};

/// A basket, held by this transaction or only read.
pub struct Held {
    /// The sale that it will be.
    pub sale: SaleId,
    /// Where it stands.
    pub state: SaleState,
    /// Its version.
    pub version: u32,
    /// What is in it.
    pub basket: Basket,
    /// What it is called.
    pub label: String,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
}

/// A state out of its column.
pub(super) fn state(name: &str) -> Result<SaleState, sqlx::Error> {
    SaleState::from_name(name)
        .ok_or_else(|| sqlx::Error::Decode(format!("unexpected state of a sale: {name}").into()))
}

/// Reads a basket of the own shop; with `hold` nobody changes it until the transaction ends.
pub async fn one(
    db: &mut PgConnection,
    sale: SaleId,
    hold: bool,
) -> Result<Option<Held>, sqlx::Error> {
    let asked = if hold {
        "SELECT state, version, content, label, created_at FROM basket WHERE sale_id = $1 FOR UPDATE"
    } else {
        "SELECT state, version, content, label, created_at FROM basket WHERE sale_id = $1"
    };
    let found = sqlx::query(asked)
        .bind(sale.raw())
        .fetch_optional(db)
        .await?;
    let Some(found) = found else { return Ok(None) };
    let version: i32 = found.try_get("version")?;
    Ok(Some(Held {
        sale,
        state: state(found.try_get("state")?)?,
        version: u32::try_from(version).unwrap_or_default(),
        basket: row::json(found.try_get("content")?)?,
        label: found.try_get("label")?,
        created_at: found.try_get("created_at")?,
    }))
}

/// The own open basket at this terminal.
pub async fn open_here(db: &mut PgConnection) -> Result<Option<SaleId>, sqlx::Error> {
    let found: Option<Uuid> = sqlx::query_scalar(
        "SELECT sale_id FROM basket
          WHERE user_id = (SELECT my_user()) AND terminal_id = (SELECT my_terminal()) AND state = 'open'",
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(SaleId::new))
}

/// Begins a basket at this terminal.
pub async fn create(
    db: &mut PgConnection,
    me: Actor,
    ventana: VentanaId,
    sale: SaleId,
) -> Result<(), sqlx::Error> {
    let empty = serde_json::to_value(Basket::default())
        .map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    sqlx::query(
        "INSERT INTO basket (banca_id, sale_id, ventana_id, user_id, terminal_id, content)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(me.banca.raw())
    .bind(sale.raw())
    .bind(ventana.raw())
    .bind(me.user.raw())
    .bind(me.terminal.raw())
    .bind(empty)
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps the next version of a held basket, with what it comes to.
pub async fn save(db: &mut PgConnection, held: &Held, total: Money) -> Result<(), sqlx::Error> {
    let content =
        serde_json::to_value(&held.basket).map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    sqlx::query(
        "UPDATE basket SET version = version + 1, content = $2, total = $3, lines = $4, changed_at = banca_now()
          WHERE sale_id = $1",
    )
    .bind(held.sale.raw())
    .bind(content)
    .bind(total.as_cents())
    .bind(i16::try_from(held.basket.len()).unwrap_or(i16::MAX))
    .execute(db)
    .await?;
    Ok(())
}

/// Moves a held basket to another state, at this terminal and under this user where it is taken up.
pub async fn move_to(
    db: &mut PgConnection,
    me: Actor,
    sale: SaleId,
    state: SaleState,
    label: &str,
) -> Result<(), sqlx::Error> {
    let here = state == SaleState::Open;
    sqlx::query(
        "UPDATE basket
            SET version = version + 1, state = $2, changed_at = banca_now(),
                label = CASE $2 WHEN 'parked' THEN $3 ELSE label END,
                reason = CASE $2 WHEN 'abandoned' THEN $3 ELSE reason END,
                user_id = CASE WHEN $4 THEN $5 ELSE user_id END,
                terminal_id = CASE WHEN $4 THEN $6 ELSE terminal_id END
          WHERE sale_id = $1",
    )
    .bind(sale.raw())
    .bind(state.name())
    .bind(label)
    .bind(here)
    .bind(me.user.raw())
    .bind(me.terminal.raw())
    .execute(db)
    .await?;
    Ok(())
}

/// The baskets of the own shop that wait, latest first.
pub async fn waiting(db: &mut PgConnection) -> Result<Vec<WaitingBasket>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT b.sale_id, b.state, b.label, user_name(b.user_id) AS person, t.name AS terminal, b.lines, b.total, b.changed_at
           FROM basket b
           JOIN terminal t USING (banca_id, terminal_id)
          WHERE b.ventana_id = (SELECT my_ventana()) AND b.state IN ('open', 'parked') AND b.lines > 0
          ORDER BY b.changed_at DESC
          LIMIT 100",
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let lines: i16 = found.try_get("lines")?;
            Ok(WaitingBasket {
                sale: SaleId::new(found.try_get("sale_id")?),
                state: state(found.try_get("state")?)?,
                label: found.try_get("label")?,
                user: found
                    .try_get::<Option<String>, _>("person")?
                    .unwrap_or_default(),
                terminal: found.try_get("terminal")?,
                lines: u16::try_from(lines).unwrap_or_default(),
                total: row::money(found.try_get("total")?)?,
                changed_at: found.try_get("changed_at")?,
            })
        })
        .collect()
}

/// What the till of a shop goes by.
pub struct Rules {
    /// Today's business date.
    pub date: NaiveDate,
    /// The clock that decides.
    pub now: DateTime<Utc>,
    /// Whether cash is rounded to the smallest coin.
    pub rounds: bool,
    /// Whether the shop may sell what its stock does not hold.
    pub may_lack: bool,
    /// The points.
    pub points: Programme,
    /// How long goods may be brought back where their category says nothing.
    pub return_days: u16,
}

/// Reads what the till of a shop goes by.
pub async fn rules(db: &mut PgConnection, ventana: VentanaId) -> Result<Rules, sqlx::Error> {
    let found = sqlx::query(
        "SELECT business_date(b.banca_id, v.ventana_id, banca_now()) AS date, banca_now() AS now, b.round_cash, b.points_each,
                b.points_worth, b.return_days, v.negative_stock
           FROM banca b
           JOIN ventana v USING (banca_id)
          WHERE v.ventana_id = $1",
    )
    .bind(ventana.raw())
    .fetch_one(db)
    .await?;
    let days: i16 = found.try_get("return_days")?;
    Ok(Rules {
        date: found.try_get("date")?,
        now: found.try_get("now")?,
        rounds: found.try_get("round_cash")?,
        may_lack: found.try_get("negative_stock")?,
        points: Programme {
            each: row::money(found.try_get("points_each")?)?,
            worth: row::money(found.try_get("points_worth")?)?,
        },
        return_days: u16::try_from(days).unwrap_or_default(),
    })
}

/// What a shop holds of variants; of what it never held, nothing.
pub async fn stock(
    db: &mut PgConnection,
    ventana: VentanaId,
    variants: &[VariantId],
) -> Result<Vec<(VariantId, Quantity)>, sqlx::Error> {
    let ids: Vec<Uuid> = variants.iter().map(|variant| variant.raw()).collect();
    let rows = sqlx::query(
        "SELECT v.id, greatest(coalesce(s.milli, 0), 0) AS milli
           FROM unnest($2::uuid[]) AS v(id)
           LEFT JOIN stock_level s ON s.variant_id = v.id AND s.ventana_id = $1",
    )
    .bind(ventana.raw())
    .bind(ids)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let milli: i64 = found.try_get("milli")?;
            let held = Quantity::try_from_milli(milli).unwrap_or(Quantity::MAX);
            Ok((VariantId::new(found.try_get("id")?), held))
        })
        .collect()
}

/// The price in force of so much of a variant, where it has one.
pub async fn price(
    db: &mut PgConnection,
    ventana: VentanaId,
    variant: VariantId,
    quantity: Quantity,
    customer: Option<(CustomerId, Option<CustomerGroupId>)>,
) -> Result<Option<Money>, sqlx::Error> {
    let found: Option<i64> =
        sqlx::query_scalar("SELECT price FROM goods_price_of($1, $2, $3, $4, $5)")
            .bind(ventana.raw())
            .bind(variant.raw())
            .bind(quantity.as_milli())
            .bind(customer.map(|(customer, _)| customer.raw()))
            .bind(customer.and_then(|(_, group)| group).map(Uuid::from))
            .fetch_optional(db)
            .await?;
    found.map(row::money).transpose()
}

/// The names of draws.
pub async fn draw_names(
    db: &mut PgConnection,
    draws: &[DrawId],
) -> Result<Vec<(DrawId, String)>, sqlx::Error> {
    let ids: Vec<Uuid> = draws.iter().map(|draw| draw.raw()).collect();
    let rows = sqlx::query(
        "SELECT d.draw_id, coalesce(d.special, l.name) || ' ' || to_char(d.at AT TIME ZONE b.zone, 'HH24:MI') AS name
           FROM draw d
           JOIN lottery l USING (banca_id, lottery_id)
           JOIN banca b USING (banca_id)
          WHERE d.draw_id = ANY ($1)",
    )
    .bind(ids)
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok((
                DrawId::new(found.try_get("draw_id")?),
                found.try_get("name")?,
            ))
        })
        .collect()
}
