//! The live counters of a draw, what a result would mean, and the tickets behind a number.

use sqlx::PgConnection;

use super::row;
use crate::domain::{
    Digits, DrawId, DrawResult, Money, MultiplierId, Number, ScopeId, TicketCode, Used, UserId,
    VentanaId, exposure::Counter, view::NumberTicket,
};

/// The counters of one scope, by number.
pub async fn counters(
    db: &mut PgConnection,
    draw: DrawId,
    scope: ScopeId,
    digits: Digits,
) -> Result<Vec<Counter>, sqlx::Error> {
    let found = sqlx::query!(
        "SELECT number, straight, reventado, straight_liability, reventado_liability, listero, tickets
           FROM exposure
          WHERE draw_id = $1 AND scope_rank = $2 AND scope_id = $3
          ORDER BY number",
        draw.raw(),
        scope.rank().code(),
        scope.raw()
    )
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            Ok(Counter {
                number: row::number(found.number, digits)?,
                used: Used {
                    straight: row::money(found.straight)?,
                    reventado: row::money(found.reventado)?,
                },
                straight_liability: row::money(found.straight_liability)?,
                reventado_liability: row::money(found.reventado_liability)?,
                listero: row::money(found.listero)?,
                tickets: i64::from(found.tickets),
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
