//! What a seller's desk reads: draws on sale with their frozen rules, prices, limits, commission policies and counters.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{limit, row};
use crate::domain::{
    DrawId, DrawOnSale, LotteryRules, Money, Multiplier, MultiplierId, Policy, SaleRules, ScopeId,
    ScopeRank, SellerPath, Used, limit::Sales, sale::CommissionLevels, view::MyTotals,
};

/// The house's settings that the counter needs.
pub struct CounterSettings {
    /// The database's clock.
    pub now: DateTime<Utc>,
    /// The house's zone.
    pub zone: String,
    /// Minutes in which the own ticket may be cancelled.
    pub void_minutes: i16,
    /// A total above this wants one more Enter, in céntimos.
    pub big_total: i64,
}

/// Reads the house's settings and the clock.
pub async fn settings(db: &mut PgConnection) -> Result<CounterSettings, sqlx::Error> {
    sqlx::query_as!(
        CounterSettings,
        r#"SELECT banca_now() AS "now!", zone, void_minutes, big_total FROM banca"#
    )
    .fetch_one(db)
    .await
}

/// Reads everything that a sale of this seller is checked against.
pub async fn sale_rules(
    db: &mut PgConnection,
    seller: SellerPath,
    zone: chrono_tz::Tz,
) -> Result<SaleRules, sqlx::Error> {
    Ok(SaleRules {
        seller,
        draws: draws(&mut *db).await?,
        limits: limit::of_scopes(&mut *db, &seller.scopes()).await?,
        commissions: commissions(&mut *db, seller).await?,
        zone,
    })
}

/// Draws on sale, and those of the next day and a half that are not yet.
async fn draws(db: &mut PgConnection) -> Result<Vec<DrawOnSale>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT d.draw_id, d.lottery_id, coalesce(d.special, l.name) AS "name!", d.state, d.suspended,
                  EXISTS (SELECT FROM list_exclusion x
                           WHERE x.banca_id = d.banca_id AND x.draw_id = d.draw_id AND x.ended_at IS NULL
                             AND x.scope_id IN ((SELECT my_user()), (SELECT my_ventana()))) AS "excluded!", d.at, d.cutoff, d.business_date,
                  CASE d.state WHEN 'SCHEDULED' THEN l.rules ELSE d.rules END AS "rules!"
             FROM draw d JOIN lottery l USING (banca_id, lottery_id)
            WHERE d.state IN ('OPEN', 'SCHEDULED')
              AND d.at BETWEEN banca_now() - interval '6 hours' AND banca_now() + interval '36 hours'
              AND l.active
            ORDER BY d.at, l.name"#
    )
    .fetch_all(&mut *db)
    .await?;
    let prices = sqlx::query!(
        "SELECT multiplier_id, lottery_id, name, kind, factor, usual FROM multiplier WHERE active ORDER BY kind, factor"
    )
    .fetch_all(db)
    .await?;
    let mut by_lottery: HashMap<Uuid, Vec<Multiplier>> = HashMap::new();
    for price in prices {
        by_lottery
            .entry(price.lottery_id)
            .or_default()
            .push(Multiplier {
                id: price.multiplier_id.into(),
                name: price.name,
                kind: row::kind(price.kind)?,
                factor: row::rate(price.factor)?,
                usual: price.usual,
            });
    }
    rows.into_iter()
        .map(|found| {
            let rules: LotteryRules = row::json(found.rules)?;
            Ok(DrawOnSale {
                id: found.draw_id.into(),
                lottery: found.lottery_id.into(),
                name: found.name,
                alias: rules.alias.clone(),
                colour: rules.colour.clone(),
                state: row::draw_state(&found.state)?,
                suspended: found.suspended,
                excluded: found.excluded,
                at: found.at,
                cutoff: found.cutoff,
                date: found.business_date,
                multipliers: by_lottery
                    .get(&found.lottery_id)
                    .cloned()
                    .unwrap_or_default(),
                rules,
            })
        })
        .collect()
}

/// The commission policies of a seller, most specific first.
async fn commissions(
    db: &mut PgConnection,
    seller: SellerPath,
) -> Result<CommissionLevels, sqlx::Error> {
    let scopes: Vec<Uuid> = seller.scopes().into_iter().map(ScopeId::raw).collect();
    let rows = sqlx::query!(
        "SELECT scope_rank, share, default_percent, rules
           FROM commission_policy
          WHERE valid_from <= (SELECT banca_now()) AND (valid_to IS NULL OR valid_to > (SELECT banca_now())) AND scope_id = ANY ($1)
          ORDER BY scope_rank",
        &scopes
    )
    .fetch_all(db)
    .await?;
    let mut levels = CommissionLevels::default();
    for found in rows {
        let policy = Policy {
            rules: row::json(found.rules)?,
            default_percent: found.default_percent.map(row::percent).transpose()?,
        };
        match (found.share.as_str(), ScopeRank::from_code(found.scope_rank)) {
            ("listero", Some(ScopeRank::Ventana | ScopeRank::Banca)) => levels.listero.push(policy),
            ("vendedor", Some(_)) => levels.vendedor.push(policy),
            _ => {}
        }
    }
    Ok(levels)
}

/// A counter under a limit: its draw, its scope, its number, the price it is of, and what it holds.
pub struct Counter {
    /// The draw.
    pub draw: DrawId,
    /// The scope.
    pub scope: ScopeId,
    /// The number's value.
    pub number: u16,
    /// What was sold at this price, where a limit is of one; else at all prices.
    pub price: Option<MultiplierId>,
    /// The stakes.
    pub used: Used,
}

/// The counters under the limits that concern the present seller.
pub async fn counters(
    db: &mut PgConnection,
    draws: &[DrawId],
) -> Result<Vec<Counter>, sqlx::Error> {
    let draws: Vec<Uuid> = draws.iter().map(|draw| draw.raw()).collect();
    let rows = sqlx::query!(
        r#"SELECT draw_id AS "draw!", scope_rank AS "rank!", scope_id AS "scope!", number AS "number!",
                  multiplier_id, straight AS "straight!", reventado AS "reventado!"
             FROM limited_counters($1)"#,
        &draws
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(Counter {
                draw: found.draw.into(),
                scope: row::scope(found.rank, found.scope)?,
                number: u16::try_from(found.number).unwrap_or_default(),
                price: found.multiplier_id.map(MultiplierId::new),
                used: Used {
                    straight: row::money(found.straight)?,
                    reventado: row::money(found.reventado)?,
                },
            })
        })
        .collect()
}

/// What was sold in draws where a limit that grows and concerns the present seller is measured.
pub async fn sales(db: &mut PgConnection, draws: &[DrawId]) -> Result<Sales, sqlx::Error> {
    let draws: Vec<Uuid> = draws.iter().map(|draw| draw.raw()).collect();
    let rows = sqlx::query!(
        r#"SELECT draw_id AS "draw!", scope_rank AS "rank!", scope_id AS "scope!", sold AS "sold!" FROM limited_sales($1)"#,
        &draws
    )
    .fetch_all(db)
    .await?;
    let mut sales = Sales::default();
    for found in rows {
        let scope = row::scope(found.rank, found.scope)?;
        sales.add(found.draw.into(), scope, row::money(found.sold)?);
    }
    Ok(sales)
}

/// The present seller's open drawer at this terminal.
pub async fn open_drawer(db: &mut PgConnection) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT drawer_id FROM drawer
          WHERE user_id = (SELECT my_user()) AND terminal_id = (SELECT my_terminal()) AND state = 'open'"
    )
    .fetch_optional(db)
    .await
}

/// The present seller's day so far.
pub async fn my_totals(db: &mut PgConnection) -> Result<MyTotals, sqlx::Error> {
    let row = sqlx::query!(
        r#"WITH today AS (
               SELECT business_date(my_banca(), my_ventana(), banca_now()) AS date, my_user() AS me
           )
           SELECT count(*) FILTER (WHERE t.state = 'ACTIVE') AS "tickets!",
                  coalesce(sum(t.total) FILTER (WHERE t.state = 'ACTIVE'), 0)::bigint AS "sold!",
                  count(*) FILTER (WHERE t.state = 'CANCELLED') AS "cancelled!",
                  coalesce(sum(t.vendedor) FILTER (WHERE t.state = 'ACTIVE'), 0)::bigint AS "commission!",
                  (SELECT coalesce(sum(p.amount), 0)::bigint
                     FROM payout p
                    WHERE p.user_id = (SELECT me FROM today) AND p.business_date = (SELECT date FROM today)
                      AND NOT EXISTS (SELECT FROM payout_reversal r
                                       WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)) AS "paid!"
             FROM ticket t
            WHERE t.vendedor_id = (SELECT me FROM today) AND t.business_date = (SELECT date FROM today)
              -- A business date ends within two days: its tickets are found by their seller and time.
              AND t.sold_at > (SELECT banca_now() - interval '2 days')"#
    )
    .fetch_one(db)
    .await?;
    Ok(MyTotals {
        tickets: row.tickets,
        sold: row::money(row.sold)?,
        cancelled: row.cancelled,
        paid: row::money(row.paid)?,
        commission: row::money(row.commission)?,
    })
}

/// A total as money, for callers that hold céntimos of a setting.
pub fn setting(cents: i64) -> Result<Money, sqlx::Error> {
    row::money(cents)
}
