//! The live counters of a draw, what a result would mean, and the tickets behind a number.

use sqlx::PgConnection;

use super::row;
use crate::domain::{
    Digits, DrawId, DrawResult, Money, MultiplierId, Number, ScopeId, TicketCode, Used, UserId,
    VentanaId,
    exposure::Counter,
    view::{NamedPrice, NumberTicket},
};

/// A number's counters as they are read.
struct Columns {
    number: i16,
    straight: i64,
    reventado: i64,
    straight_liability: i64,
    reventado_liability: i64,
    listero: i64,
    tickets: i64,
}

impl Columns {
    fn counter(self, digits: Digits) -> Result<Counter, sqlx::Error> {
        Ok(Counter {
            number: row::number(self.number, digits)?,
            used: Used {
                straight: row::money(self.straight)?,
                reventado: row::money(self.reventado)?,
            },
            straight_liability: row::money(self.straight_liability)?,
            reventado_liability: row::money(self.reventado_liability)?,
            listero: row::money(self.listero)?,
            tickets: self.tickets,
        })
    }
}

/// The counters of one scope, by number.
pub async fn counters(
    db: &mut PgConnection,
    draw: DrawId,
    scope: ScopeId,
    digits: Digits,
) -> Result<Vec<Counter>, sqlx::Error> {
    let found = sqlx::query_as!(
        Columns,
        r#"SELECT number, straight, reventado, straight_liability, reventado_liability, listero, tickets::bigint AS "tickets!"
           FROM exposure
          WHERE draw_id = $1 AND scope_rank = $2 AND scope_id = $3
          ORDER BY number"#,
        draw.raw(),
        scope.rank().code(),
        scope.raw()
    )
    .fetch_all(db)
    .await?;
    found.into_iter().map(|row| row.counter(digits)).collect()
}

/// What was sold of a draw at one price within a scope, by number: counted from the bets, so it costs as much as they are.
pub async fn at_price(
    db: &mut PgConnection,
    draw: DrawId,
    scope: ScopeId,
    price: MultiplierId,
    digits: Digits,
) -> Result<Vec<Counter>, sqlx::Error> {
    let found = sqlx::query_as!(
        Columns,
        r#"SELECT b.number,
                  coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0)::bigint AS "straight!",
                  coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0)::bigint AS "reventado!",
                  coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 0), 0)::bigint AS "straight_liability!",
                  coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 1), 0)::bigint AS "reventado_liability!",
                  sum(b.listero)::bigint AS "listero!", count(DISTINCT b.ticket_id) AS "tickets!"
             FROM bet b
             JOIN ticket t ON t.banca_id = b.banca_id AND t.business_date = b.business_date AND t.ticket_id = b.ticket_id
            WHERE b.draw_id = $1 AND b.multiplier_id = $2 AND t.state = 'ACTIVE'
              AND $3 IN (t.vendedor_id, t.ventana_id, t.banca_id)
            GROUP BY b.number
            ORDER BY b.number"#,
        draw.raw(),
        price.raw(),
        scope.raw()
    )
    .fetch_all(db)
    .await?;
    found.into_iter().map(|row| row.counter(digits)).collect()
}

/// The prices of a draw's lottery, those of old among them, for it may have been sold at them: straight ones first, the smallest
/// factor first. Reads no bets: this is asked every second.
pub async fn prices(db: &mut PgConnection, draw: DrawId) -> Result<Vec<NamedPrice>, sqlx::Error> {
    let found = sqlx::query!(
        "SELECT m.multiplier_id, m.kind, m.factor
           FROM draw d
           JOIN multiplier m USING (banca_id, lottery_id)
          WHERE d.draw_id = $1
          ORDER BY m.kind, m.factor",
        draw.raw()
    )
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            Ok(NamedPrice {
                id: found.multiplier_id.into(),
                kind: row::kind(found.kind)?,
                factor: row::rate(found.factor)?,
            })
        })
        .collect()
}

/// The counters of one number in a scope, with whose they are.
pub struct ScopeCounter {
    /// The house, a shop or a seller.
    pub scope: ScopeId,
    /// Their name.
    pub name: String,
    /// A seller's shop.
    pub ventana: Option<(VentanaId, String)>,
    /// What the number holds.
    pub counter: Counter,
    /// What the scope sold of the draw.
    pub sold: Money,
}

/// The counters of one number in every scope within reach: the house, then shops, then sellers, the largest stake first.
pub async fn scopes_of(
    db: &mut PgConnection,
    draw: DrawId,
    number: Number,
) -> Result<Vec<ScopeCounter>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT e.scope_rank, e.scope_id, e.straight, e.reventado, e.straight_liability, e.reventado_liability, e.listero,
                  e.tickets, s.ventana_id AS "ventana_id?", s.name AS "ventana?",
                  coalesce(CASE e.scope_rank WHEN 1 THEN user_name(e.scope_id) WHEN 2 THEN v.name ELSE h.name END, '') AS "name!",
                  (SELECT sum(a.straight + a.reventado) FROM exposure a
                    WHERE a.banca_id = e.banca_id AND a.draw_id = e.draw_id AND a.scope_rank = e.scope_rank
                      AND a.scope_id = e.scope_id)::bigint AS "sold!"
             FROM exposure e
             JOIN banca h ON h.banca_id = e.banca_id
             LEFT JOIN ventana v ON v.banca_id = e.banca_id AND v.ventana_id = e.scope_id
             LEFT JOIN app_user u ON u.banca_id = e.banca_id AND u.user_id = e.scope_id
             LEFT JOIN ventana s ON s.banca_id = u.banca_id AND s.ventana_id = u.ventana_id
            WHERE e.draw_id = $1 AND e.number = $2 AND e.tickets > 0
            ORDER BY e.scope_rank DESC, e.straight + e.reventado DESC, "name!", e.scope_id"#,
        draw.raw(),
        row::number_code(number)
    )
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            Ok(ScopeCounter {
                scope: row::scope(found.scope_rank, found.scope_id)?,
                name: found.name,
                ventana: found.ventana_id.map(VentanaId::new).zip(found.ventana),
                counter: Counter {
                    number,
                    used: Used {
                        straight: row::money(found.straight)?,
                        reventado: row::money(found.reventado)?,
                    },
                    straight_liability: row::money(found.straight_liability)?,
                    reventado_liability: row::money(found.reventado_liability)?,
                    listero: row::money(found.listero)?,
                    tickets: i64::from(found.tickets),
                },
                sold: row::money(found.sold)?,
            })
        })
        .collect()
}

/// The usual straight price of a draw's lottery, by which a number counts as blocked.
pub async fn usual_price(
    db: &mut PgConnection,
    draw: DrawId,
) -> Result<Option<MultiplierId>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        "SELECT m.multiplier_id
           FROM draw d
           JOIN multiplier m USING (banca_id, lottery_id)
          WHERE d.draw_id = $1 AND m.kind = 0 AND m.active
          ORDER BY m.usual DESC, m.factor
          LIMIT 1",
        draw.raw()
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(MultiplierId::new))
}

/// Whether a shop is within the asker's reach.
pub async fn ventana_exists(
    db: &mut PgConnection,
    ventana: VentanaId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM ventana WHERE ventana_id = $1
                              AND ((SELECT my_role()) = 'ADMIN' OR ventana_id = (SELECT my_ventana()))) AS "exists!""#,
        ventana.raw()
    )
    .fetch_one(db)
    .await
}

/// The shop of a seller within the asker's reach; nothing for anybody else.
pub async fn shop_of(
    db: &mut PgConnection,
    seller: UserId,
) -> Result<Option<VentanaId>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        "SELECT ventana_id FROM app_user WHERE user_id = $1 AND ventana_id IS NOT NULL",
        seller.raw()
    )
    .fetch_optional(db)
    .await?;
    Ok(found.flatten().map(VentanaId::new))
}

/// What a result would pay in one shop.
pub struct ShopPrizes {
    /// The shop's name.
    pub ventana: String,
    /// Winning tickets.
    pub winners: i64,
    /// Their prizes.
    pub prizes: Money,
}

/// What a result would pay, by shop, largest first; computed by the same function that the settlement uses.
pub async fn prizes_by_shop(
    db: &mut PgConnection,
    draw: DrawId,
    result: &DrawResult,
) -> Result<Vec<ShopPrizes>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT v.name AS ventana, count(DISTINCT w.ticket_id) AS "winners!", sum(w.prize)::bigint AS "prizes!"
             FROM winning_bets((SELECT my_banca()), $1, $2, $3) w
             JOIN ticket t ON t.business_date = w.business_date AND t.ticket_id = w.ticket_id
             JOIN ventana v ON v.banca_id = t.banca_id AND v.ventana_id = t.ventana_id
            GROUP BY v.ventana_id, v.name
            ORDER BY 3 DESC, 1"#,
        draw.raw(),
        row::number_code(result.number),
        result.outcome
    )
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            Ok(ShopPrizes {
                ventana: found.ventana,
                winners: found.winners,
                prizes: row::money(found.prizes)?,
            })
        })
        .collect()
}

/// The tickets that stand on a number in a draw, by code, after a given one.
pub async fn number_tickets(
    db: &mut PgConnection,
    draw: DrawId,
    number: Number,
    after: Option<TicketCode>,
    limit: i64,
) -> Result<Vec<NumberTicket>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT t.code, v.name AS ventana, coalesce(user_name(t.vendedor_id), '') AS "vendedor!", t.sold_at,
                  coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0)::bigint AS "straight!",
                  coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0)::bigint AS "reventado!"
             FROM bet b
             JOIN ticket t USING (banca_id, business_date, ticket_id)
             JOIN ventana v USING (banca_id, ventana_id)
            WHERE b.draw_id = $1 AND b.number = $2 AND t.state = 'ACTIVE' AND ($3::text IS NULL OR t.code > $3)
            GROUP BY t.code, v.name, t.vendedor_id, t.sold_at
            ORDER BY t.code
            LIMIT $4"#,
        draw.raw(),
        row::number_code(number),
        after.map(TicketCode::digits),
        limit
    )
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            Ok(NumberTicket {
                code: row::code(&found.code)?,
                ventana: found.ventana,
                vendedor: found.vendedor,
                sold_at: found.sold_at,
                straight: row::money(found.straight)?,
                reventado: row::money(found.reventado)?,
            })
        })
        .collect()
}
