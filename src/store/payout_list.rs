//! The one list of prizes and payouts: pages by keyset, totals over the whole filter.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    Id, Money, PayMethod, PayoutStatus, TicketCode, TicketId,
    view::{PayoutFilter, PayoutRow},
};

/// Where a row stands in the order asked for: smaller comes first, also where the order is descending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The sorted value.
    pub value: i64,
    /// The row's id, which breaks ties.
    pub entry: Uuid,
}

/// Totals over a whole filter.
#[derive(Debug, Clone, Copy)]
pub struct Totals {
    /// Rows.
    pub count: i64,
    /// What was paid and stands.
    pub paid: Money,
    /// What is unpaid and payable.
    pub pending: Money,
    /// Remainders that were accepted as final.
    pub finalised: Money,
}

/// A row as it is read.
struct Read {
    entry: Uuid,
    place: i64,
    payout_id: Option<Uuid>,
    code: String,
    lottery: String,
    ventana: String,
    who: Option<String>,
    at: DateTime<Utc>,
    amount: i64,
    remaining: i64,
    method: Option<String>,
    notes: String,
    status: String,
    approved_by: Option<String>,
    last: bool,
    kind: String,
}

impl Read {
    fn place(&self) -> Place {
        Place {
            value: self.place,
            entry: self.entry,
        }
    }

    fn shown(self) -> Result<PayoutRow, sqlx::Error> {
        Ok(PayoutRow {
            payout: self.payout_id.map(Id::new),
            code: row::code(&self.code)?,
            lottery: self.lottery,
            ventana: self.ventana,
            user: self.who.unwrap_or_default(),
            at: self.at,
            amount: row::money(self.amount)?,
            remaining: row::money(self.remaining)?,
            method: self.method.as_deref().map(row::pay_method).transpose()?,
            notes: self.notes,
            status: row::payout_status(&self.status)?,
            approved_by: self.approved_by,
            last: self.last,
            kind: row::payout_kind(&self.kind)?,
        })
    }
}

/// The payouts of one ticket, oldest first.
pub async fn of_ticket(
    db: &mut PgConnection,
    ticket: TicketId,
) -> Result<Vec<PayoutRow>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Read,
        r#"SELECT e.entry_id AS "entry!", e.seq::bigint AS "place!", e.payout_id, e.code AS "code!", coalesce(d.special, l.name) AS "lottery!", v.name AS "ventana!",
                  user_name(e.user_id) AS who, e.at AS "at!", e.amount AS "amount!", e.remaining AS "remaining!", e.method,
                  e.notes AS "notes!", e.status AS "status!", approver_name(e.approval_id) AS approved_by, e.last AS "last!", e.kind AS "kind!"
             FROM payout_entry e
             JOIN draw d ON d.banca_id = e.banca_id AND d.draw_id = e.draw_id
             JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
             JOIN ventana v ON v.banca_id = e.banca_id AND v.ventana_id = e.ventana_id
            WHERE e.ticket_id = $1 AND e.payout_id IS NOT NULL
            ORDER BY e.seq"#,
        ticket.raw()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Read::shown).collect()
}

/// At most `limit` rows after a place, with their places. A seller sees what he sold or paid.
pub async fn page(
    db: &mut PgConnection,
    filter: &PayoutFilter,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<(Place, PayoutRow)>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Read,
        r#"SELECT e.entry_id AS "entry!", k.place AS "place!", e.payout_id, e.code AS "code!", coalesce(d.special, l.name) AS "lottery!", v.name AS "ventana!",
                  user_name(e.user_id) AS who, e.at AS "at!", e.amount AS "amount!", e.remaining AS "remaining!", e.method,
                  e.notes AS "notes!", e.status AS "status!", approver_name(e.approval_id) AS approved_by, e.last AS "last!", e.kind AS "kind!"
             FROM payout_entry e
             JOIN draw d ON d.banca_id = e.banca_id AND d.draw_id = e.draw_id
             JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
             JOIN ventana v ON v.banca_id = e.banca_id AND v.ventana_id = e.ventana_id
            CROSS JOIN LATERAL (
                  SELECT CASE $9::text
                         WHEN 'date' THEN (extract(epoch FROM e.at) * 1000000)::bigint
                         WHEN 'amount' THEN e.amount
                         ELSE e.code::text::bigint END * CASE WHEN $10::boolean THEN 1 ELSE -1 END AS place) k
            WHERE ($1::uuid IS NULL OR e.ventana_id = $1)
              AND ($2::uuid IS NULL OR e.vendedor_id = $2)
              AND ($3::text IS NULL OR e.code = $3::bpchar)
              AND ($4::uuid IS NULL OR e.draw_id = $4)
              AND ($5::text IS NULL OR e.status = $5)
              AND ($6::text IS NULL OR e.method = $6)
              AND ($7::date IS NULL OR e.business_date >= $7)
              AND ($8::date IS NULL OR e.business_date <= $8)
              AND ((SELECT my_role()) <> 'VENDEDOR'
                   OR e.user_id = (SELECT my_user()) OR e.vendedor_id = (SELECT my_user()))
              AND ($11::bigint IS NULL OR (k.place, e.entry_id) > ($11, $12::uuid))
            ORDER BY k.place, e.entry_id
            LIMIT $13"#,
        filter.ventana.map(Id::raw),
        filter.vendedor.map(Id::raw),
        filter.code.map(TicketCode::digits),
        filter.draw.map(Id::raw),
        filter.status.map(PayoutStatus::name),
        filter.method.map(PayMethod::name),
        filter.from,
        filter.to,
        filter.sort.name(),
        filter.ascending,
        after.map(|place| place.value),
        after.map(|place| place.entry),
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|read| Ok((read.place(), read.shown()?)))
        .collect()
}

/// Count and sums over the whole filter. What remains of a prize counts once, however many payouts of it are listed.
pub async fn totals(db: &mut PgConnection, filter: &PayoutFilter) -> Result<Totals, sqlx::Error> {
    let found = sqlx::query!(
        r#"WITH chosen AS (
               SELECT e.ticket_id, e.payout_id, e.amount, e.status, e.mark, e.remaining, e.kind
                 FROM payout_entry e
                WHERE ($1::uuid IS NULL OR e.ventana_id = $1)
                  AND ($2::uuid IS NULL OR e.vendedor_id = $2)
                  AND ($3::text IS NULL OR e.code = $3::bpchar)
                  AND ($4::uuid IS NULL OR e.draw_id = $4)
                  AND ($5::text IS NULL OR e.status = $5)
                  AND ($6::text IS NULL OR e.method = $6)
                  AND ($7::date IS NULL OR e.business_date >= $7)
                  AND ($8::date IS NULL OR e.business_date <= $8)
                  AND ((SELECT my_role()) <> 'VENDEDOR'
                       OR e.user_id = (SELECT my_user()) OR e.vendedor_id = (SELECT my_user()))
           ), prize AS (
               SELECT DISTINCT ticket_id, mark, remaining, kind FROM chosen
           )
           SELECT count(*) AS "count!",
                  coalesce(sum(amount) FILTER (WHERE payout_id IS NOT NULL AND status <> 'reversed'), 0)::bigint AS "paid!",
                  (SELECT coalesce(sum(remaining) FILTER (WHERE mark = 'OPEN'), 0)::bigint FROM prize) AS "pending!",
                  (SELECT coalesce(sum(remaining) FILTER (WHERE mark = 'FINALIZED'), 0)::bigint FROM prize) AS "finalised!"
             FROM chosen"#,
        filter.ventana.map(Id::raw),
        filter.vendedor.map(Id::raw),
        filter.code.map(TicketCode::digits),
        filter.draw.map(Id::raw),
        filter.status.map(PayoutStatus::name),
        filter.method.map(PayMethod::name),
        filter.from,
        filter.to
    )
    .fetch_one(db)
    .await?;
    Ok(Totals {
        count: found.count,
        paid: row::money(found.paid)?,
        pending: row::money(found.pending)?,
        finalised: row::money(found.finalised)?,
    })
}
