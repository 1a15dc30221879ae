//! Sales lists of a draw, and those that are excluded. Sums are read off the counts that each sale keeps, numbers off the exposure's counters; tickets
//! are read only where they are asked for one by one.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, Row, postgres::PgRow};
use uuid::Uuid;

use super::row;
use crate::domain::{
    CommandKey, Digits, DrawId, Money, Number, ScopeId, Used, UserId, VentanaId,
    exposure::Counter,
    view::{Exclusion, ListLine, ListSums, ListTicket},
};

/// What one seller sold for a draw in one shop.
pub struct Sold {
    /// The shop.
    pub ventana: VentanaId,
    /// Its name.
    pub place: String,
    /// The seller.
    pub vendedor: UserId,
    /// The seller's name.
    pub name: String,
    /// What was sold and stands.
    pub sums: ListSums,
}

/// Who sold for a draw, by shop and seller, as far as the asker sees them.
pub async fn sold(db: &mut PgConnection, draw: DrawId) -> Result<Vec<Sold>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT c.ventana_id, v.name AS place, c.vendedor_id, coalesce(user_name(c.vendedor_id), '') AS name, c.tickets, c.bets,
                c.stakes, c.listero, c.vendedor
           FROM (SELECT banca_id, ventana_id, vendedor_id, sum(tickets)::bigint AS tickets, sum(bets)::bigint AS bets,
                        sum(stakes)::bigint AS stakes, sum(listero)::bigint AS listero, sum(vendedor)::bigint AS vendedor
                   FROM draw_count
                  WHERE draw_id = $1
                  GROUP BY banca_id, ventana_id, vendedor_id) c
           JOIN ventana v USING (banca_id, ventana_id)
          ORDER BY lower(v.name), c.ventana_id, lower(user_name(c.vendedor_id)), c.vendedor_id",
    )
    .bind(draw.raw())
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            Ok(Sold {
                ventana: VentanaId::new(found.try_get("ventana_id")?),
                place: found.try_get("place")?,
                vendedor: UserId::new(found.try_get("vendedor_id")?),
                name: found.try_get("name")?,
                sums: ListSums {
                    tickets: found.try_get("tickets")?,
                    bets: found.try_get("bets")?,
                    stakes: row::money(found.try_get("stakes")?)?,
                    listero: row::money(found.try_get("listero")?)?,
                    vendedor: row::money(found.try_get("vendedor")?)?,
                },
            })
        })
        .collect()
}

/// The numbers of a list that were sold and stand, ascending.
pub async fn lines(
    db: &mut PgConnection,
    draw: DrawId,
    scope: ScopeId,
    digits: Digits,
) -> Result<Vec<ListLine>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT number, tickets::bigint AS tickets, straight, reventado, straight + reventado AS total
           FROM exposure
          WHERE draw_id = $1 AND scope_rank = $2 AND scope_id = $3 AND tickets > 0
          ORDER BY number",
    )
    .bind(draw.raw())
    .bind(scope.rank().code())
    .bind(scope.raw())
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            Ok(ListLine {
                number: row::number(found.try_get("number")?, digits)?,
                tickets: found.try_get("tickets")?,
                straight: row::money(found.try_get("straight")?)?,
                reventado: row::money(found.try_get("reventado")?)?,
                total: row::money(found.try_get("total")?)?,
            })
        })
        .collect()
}

/// The house's name and the database's clock.
pub async fn house(db: &mut PgConnection) -> Result<(String, DateTime<Utc>), sqlx::Error> {
    let found = sqlx::query("SELECT name, banca_now() AS now FROM banca")
        .fetch_one(db)
        .await?;
    Ok((found.try_get("name")?, found.try_get("now")?))
}

/// The lists of a draw that are excluded, as far as the asker sees them.
pub async fn exclusions(
    db: &mut PgConnection,
    draw: DrawId,
) -> Result<Vec<Exclusion>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT x.scope_rank, x.scope_id, x.reason, coalesce(user_name(x.user_id), '') AS by,
                coalesce(approver_name(x.approval_id), '') AS approved_by, x.at, x.tickets, x.stakes, x.listero, x.vendedor
           FROM list_exclusion x
          WHERE x.draw_id = $1 AND x.ended_at IS NULL
          ORDER BY x.scope_rank, x.at",
    )
    .bind(draw.raw())
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            Ok(Exclusion {
                scope: row::scope(found.try_get("scope_rank")?, found.try_get("scope_id")?)?,
                reason: found.try_get("reason")?,
                by: found.try_get("by")?,
                approved_by: found.try_get("approved_by")?,
                at: found.try_get("at")?,
                sums: sums(&found)?,
            })
        })
        .collect()
}

/// What an exclusion or its undo moved.
fn sums(found: &PgRow) -> Result<ListSums, sqlx::Error> {
    Ok(ListSums {
        tickets: found.try_get("tickets")?,
        bets: 0,
        stakes: row::money(found.try_get("stakes")?)?,
        listero: row::money(found.try_get("listero")?)?,
        vendedor: row::money(found.try_get("vendedor")?)?,
    })
}

/// What the tickets that fell with a list's exclusion would add to the counters.
pub async fn fallen(
    db: &mut PgConnection,
    draw: DrawId,
    scope: ScopeId,
    digits: Digits,
) -> Result<Vec<Counter>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT b.number,
                coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0)::bigint AS straight,
                coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0)::bigint AS reventado,
                coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 0), 0)::bigint AS straight_liability,
                coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 1), 0)::bigint AS reventado_liability,
                sum(b.listero)::bigint AS listero, count(DISTINCT b.ticket_id) AS tickets
           FROM list_exclusion x
           JOIN ticket t ON t.banca_id = x.banca_id AND t.draw_id = x.draw_id AND t.state = 'EXCLUDED'
          CROSS JOIN LATERAL (
                SELECT FROM posting p
                 WHERE p.banca_id = t.banca_id AND p.document_id = t.ticket_id AND p.event = 'excluded'
                   AND p.command_id = x.command_id
                 LIMIT 1) p
           JOIN bet b ON b.banca_id = t.banca_id AND b.business_date = t.business_date AND b.ticket_id = t.ticket_id
          WHERE x.draw_id = $1 AND x.scope_id = $2 AND x.ended_at IS NULL
          GROUP BY b.number
          ORDER BY b.number",
    )
    .bind(draw.raw())
    .bind(scope.raw())
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            Ok(Counter {
                number: row::number(found.try_get("number")?, digits)?,
                used: Used {
                    straight: row::money(found.try_get("straight")?)?,
                    reventado: row::money(found.try_get("reventado")?)?,
                },
                straight_liability: row::money(found.try_get("straight_liability")?)?,
                reventado_liability: row::money(found.try_get("reventado_liability")?)?,
                listero: row::money(found.try_get("listero")?)?,
                tickets: found.try_get("tickets")?,
            })
        })
        .collect()
}

/// Excludes a list.
pub async fn exclude(
    db: &mut PgConnection,
    key: CommandKey,
    draw: DrawId,
    scope: ScopeId,
    reason: &str,
) -> Result<ListSums, sqlx::Error> {
    let found = sqlx::query(
        "SELECT tickets, stakes, listero, vendedor FROM exclude_list($1, $2, $3, $4, $5, $6)",
    )
    .bind(key.raw())
    .bind(Uuid::now_v7())
    .bind(draw.raw())
    .bind(scope.rank().code())
    .bind(scope.raw())
    .bind(reason)
    .fetch_one(db)
    .await?;
    sums(&found)
}

/// Includes an excluded list again.
pub async fn include(
    db: &mut PgConnection,
    key: CommandKey,
    draw: DrawId,
    scope: ScopeId,
    reason: &str,
) -> Result<ListSums, sqlx::Error> {
    let found = sqlx::query(
        "SELECT tickets, stakes, listero, vendedor FROM include_list($1, $2, $3, $4, $5)",
    )
    .bind(key.raw())
    .bind(draw.raw())
    .bind(scope.rank().code())
    .bind(scope.raw())
    .bind(reason)
    .fetch_one(db)
    .await?;
    sums(&found)
}

/// What of a list's tickets is asked for.
pub struct Asked {
    /// The draw.
    pub draw: DrawId,
    /// Whose.
    pub scope: ScopeId,
    /// Those alone that carry this number.
    pub number: Option<Number>,
    /// Those after this one.
    pub after: Option<Uuid>,
    /// Most of them.
    pub limit: i64,
}

/// A page of tickets with their stakes, from a statement that finds it.
macro_rules! tickets_of {
    ($page:literal) => {
        concat!(
            "SELECT t.ticket_id, t.code, coalesce(user_name(t.vendedor_id), '') AS vendedor, t.sold_at, t.total, t.state,
                    n.straight, n.reventado
               FROM (",
            $page,
            ") p
               JOIN ticket t USING (banca_id, business_date, ticket_id)
              CROSS JOIN LATERAL (
                    SELECT coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0)::bigint AS straight,
                           coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0)::bigint AS reventado
                      FROM bet b
                     WHERE b.banca_id = p.banca_id AND b.business_date = p.business_date AND b.ticket_id = p.ticket_id
                       AND ($2::smallint IS NULL OR b.number = $2)) n
              ORDER BY t.ticket_id"
        )
    };
}

const ON_NUMBER: &str = tickets_of!(
    "SELECT t.banca_id, t.business_date, t.ticket_id
       FROM (SELECT DISTINCT b.banca_id, b.business_date, b.ticket_id
               FROM bet b WHERE b.draw_id = $1 AND b.number = $2 AND ($5::uuid IS NULL OR b.ticket_id > $5)) b
       JOIN ticket t USING (banca_id, business_date, ticket_id)
      WHERE t.state IN ('ACTIVE', 'EXCLUDED')
        AND ($3::uuid IS NULL OR t.ventana_id = $3) AND ($4::uuid IS NULL OR t.vendedor_id = $4)
      ORDER BY t.ticket_id LIMIT $6"
);

const OF_DRAW: &str = tickets_of!(
    "SELECT t.banca_id, t.business_date, t.ticket_id
       FROM ticket t
      WHERE t.draw_id = $1 AND $2::smallint IS NULL AND ($5::uuid IS NULL OR t.ticket_id > $5)
        AND t.state IN ('ACTIVE', 'EXCLUDED')
        AND ($3::uuid IS NULL OR t.ventana_id = $3) AND ($4::uuid IS NULL OR t.vendedor_id = $4)
      ORDER BY t.ticket_id LIMIT $6"
);

/// The tickets of a list that stand or were excluded with it, in the order of sale; where a number is asked for, its bets
/// lead to them.
pub async fn tickets(
    db: &mut PgConnection,
    asked: &Asked,
) -> Result<Vec<(Uuid, ListTicket)>, sqlx::Error> {
    let (ventana, vendedor): (Option<Uuid>, Option<Uuid>) = match asked.scope {
        ScopeId::Banca(_) => (None, None),
        ScopeId::Ventana(id) => (Some(id.raw()), None),
        ScopeId::Vendedor(id) => (None, Some(id.raw())),
    };
    let query = if asked.number.is_some() {
        ON_NUMBER
    } else {
        OF_DRAW
    };
    let found = sqlx::query(query)
        .bind(asked.draw.raw())
        .bind(asked.number.map(row::number_code))
        .bind(ventana)
        .bind(vendedor)
        .bind(asked.after)
        .bind(asked.limit)
        .fetch_all(db)
        .await?;
    found
        .into_iter()
        .map(|found| {
            let money =
                |column: &str| -> Result<Money, sqlx::Error> { row::money(found.try_get(column)?) };
            let ticket = ListTicket {
                code: row::code(found.try_get("code")?)?,
                vendedor: found.try_get("vendedor")?,
                sold_at: found.try_get("sold_at")?,
                straight: money("straight")?,
                reventado: money("reventado")?,
                total: money("total")?,
                state: row::ticket_state(found.try_get("state")?)?,
            };
            Ok((found.try_get("ticket_id")?, ticket))
        })
        .collect()
}
