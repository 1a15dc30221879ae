//! Accounts between house, shop and seller: what stands on them and how it came about. The database sums the books; closed
//! months are read from their frozen statements.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    DrawId, Holder, Money,
    statement::{Day, Sums},
    view::{AccountRow, DayItem, DayTicket},
};

/// The house's business date and name, and the shop's and seller's names where there are any.
#[derive(Debug, Clone)]
pub struct Names {
    /// The house's business date.
    pub today: NaiveDate,
    /// The house.
    pub banca: String,
    /// The shop.
    pub ventana: Option<String>,
    /// The seller.
    pub vendedor: Option<String>,
}

impl Names {
    /// What the account is called: the shop's name, or the house's for its own.
    pub fn place(&self) -> String {
        self.ventana.as_ref().unwrap_or(&self.banca).clone()
    }
}

/// Who the holder is.
pub async fn names(db: &mut PgConnection, holder: Holder) -> Result<Names, sqlx::Error> {
    let (ventana, vendedor) = holder.keys();
    sqlx::query_as!(
        Names,
        r#"SELECT business_date(b.banca_id, NULL, banca_now()) AS "today!", b.name AS banca,
                  (SELECT v.name FROM ventana v WHERE v.banca_id = b.banca_id AND v.ventana_id = $1) AS ventana,
                  user_name($2) AS vendedor
             FROM banca b"#,
        ventana,
        vendedor
    )
    .fetch_one(db)
    .await
}

/// Everybody's balance within reach, and what of it is older than a date.
pub async fn balances(
    db: &mut PgConnection,
    old: NaiveDate,
) -> Result<Vec<AccountRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT a.ventana_id AS "ventana_id!", a.vendedor_id AS "vendedor_id!", a.balance AS "balance!",
                  a.overdue AS "overdue!", v.name, user_name(a.vendedor_id) AS vendedor,
                  CASE a.vendedor_id WHEN '00000000-0000-0000-0000-000000000000' THEN v.credit_limit END AS credit_limit,
                  v.active AND (a.vendedor_id = '00000000-0000-0000-0000-000000000000' OR coalesce(u.active AND u.ventana_id = a.ventana_id, false))
                      AS "current!"
             FROM account_balances($1) a
             JOIN ventana v ON v.ventana_id = a.ventana_id
             LEFT JOIN app_user u ON u.banca_id = v.banca_id AND u.user_id = a.vendedor_id
            ORDER BY lower(v.name), a.ventana_id, a.vendedor_id <> '00000000-0000-0000-0000-000000000000',
                     lower(user_name(a.vendedor_id))"#,
        old
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(AccountRow {
                holder: Holder::of_keys(found.ventana_id, found.vendedor_id),
                ventana: found.name,
                vendedor: found.vendedor,
                current: found.current,
                balance: row::money(found.balance)?,
                overdue: row::money(found.overdue)?,
                credit_limit: found.credit_limit.map(row::money).transpose()?,
            })
        })
        .collect()
}

/// What is owed before a day.
pub async fn opening(
    db: &mut PgConnection,
    holder: Holder,
    from: NaiveDate,
) -> Result<Money, sqlx::Error> {
    let (ventana, vendedor) = holder.keys();
    let cents = sqlx::query_scalar!(
        r#"SELECT account_opening($1, $2, $3) AS "cents!""#,
        ventana,
        vendedor,
        from
    )
    .fetch_one(db)
    .await?;
    row::money(cents)
}

/// The days of a span on which something moved.
pub async fn days(
    db: &mut PgConnection,
    holder: Holder,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Day>, sqlx::Error> {
    let (ventana, vendedor) = holder.keys();
    let rows = sqlx::query!(
        r#"SELECT business_date AS "date!", tickets AS "tickets!", sales AS "sales!", payouts AS "payouts!",
                  commission AS "commission!", seller_commission AS "seller!", other AS "other!", paid AS "paid!",
                  collected AS "collected!", frozen AS "frozen!"
             FROM account_days($1, $2, $3, $4)"#,
        ventana,
        vendedor,
        from,
        to
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(Day {
                date: found.date,
                sums: Sums {
                    tickets: found.tickets,
                    sales: row::money(found.sales)?,
                    payouts: row::money(found.payouts)?,
                    commission: row::money(found.commission)?,
                    seller_commission: row::money(found.seller)?,
                    other: row::money(found.other)?,
                    paid: row::money(found.paid)?,
                    collected: row::money(found.collected)?,
                },
                frozen: found.frozen,
            })
        })
        .collect()
}

/// A line of a day before its running balance is known.
pub struct DayPart {
    /// What it tells of.
    pub item: DayItem,
    /// When.
    pub at: DateTime<Utc>,
    /// Its columns.
    pub sums: Sums,
}

/// What a day is made of, in the order of time.
pub async fn day(
    db: &mut PgConnection,
    holder: Holder,
    date: NaiveDate,
) -> Result<Vec<DayPart>, sqlx::Error> {
    let (ventana, vendedor) = holder.keys();
    let rows = sqlx::query!(
        r#"SELECT kind AS "kind!", id AS "id!", label AS "label!", at AS "at!", tickets AS "tickets!", sales AS "sales!",
                  payouts AS "payouts!", commission AS "commission!", other AS "other!", paid AS "paid!",
                  collected AS "collected!"
             FROM account_day($1, $2, $3)"#,
        ventana,
        vendedor,
        date
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let item = match found.kind.as_str() {
                "draw" => DayItem::Draw {
                    draw: found.id.into(),
                    lottery: found.label,
                },
                "movement" => DayItem::Movement {
                    movement: found.id.into(),
                    number: found.label.parse().unwrap_or_default(),
                },
                _ => DayItem::Drawer { event: found.label },
            };
            Ok(DayPart {
                item,
                at: found.at,
                sums: Sums {
                    tickets: found.tickets,
                    sales: row::money(found.sales)?,
                    payouts: row::money(found.payouts)?,
                    commission: row::money(found.commission)?,
                    seller_commission: Money::ZERO,
                    other: row::money(found.other)?,
                    paid: row::money(found.paid)?,
                    collected: row::money(found.collected)?,
                },
            })
        })
        .collect()
}

/// A place in the list of a day's tickets: its moment and its posting.
pub type TicketPlace = (DateTime<Utc>, Uuid);

/// The tickets of a draw behind a day, oldest first.
pub async fn tickets(
    db: &mut PgConnection,
    holder: Holder,
    date: NaiveDate,
    draw: DrawId,
    after: Option<TicketPlace>,
    limit: i64,
) -> Result<Vec<(TicketPlace, DayTicket)>, sqlx::Error> {
    let (ventana, vendedor) = holder.keys();
    let rows = sqlx::query!(
        r#"SELECT posting AS "posting!", at AS "at!", event AS "event!", ticket AS "ticket!", sales AS "sales!",
                  payouts AS "payouts!", commission AS "commission!"
             FROM account_documents($1, $2, $3, $4, $5, $6, $7::bigint::integer)"#,
        ventana,
        vendedor,
        date,
        draw.raw(),
        after.map(|(at, _)| at),
        after.map(|(_, id)| id),
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let ticket = DayTicket {
                code: row::code(&found.ticket)?,
                at: found.at,
                event: found.event,
                sales: row::money(found.sales)?,
                payouts: row::money(found.payouts)?,
                commission: row::money(found.commission)?,
            };
            Ok(((found.at, found.posting), ticket))
        })
        .collect()
}
