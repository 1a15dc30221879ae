//! Draws that are over and what was sold in them, for a rule that is tried on the past.

use std::collections::HashMap;

use chrono::{DateTime, NaiveTime, Utc};
use futures_util::TryStreamExt;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    BancaId, LimitedBet, LimitedDraw, ScopeId, SellerPath,
    limit::{Replay, SoldBet, SoldTicket},
};

/// A draw that is over.
pub struct PastDraw {
    /// The draw, at some hour.
    pub draw: LimitedDraw,
    /// What people call it.
    pub name: String,
    /// When it took place.
    pub at: DateTime<Utc>,
    /// When its sale ended.
    pub cutoff: DateTime<Utc>,
    /// Bets sold in it within the scope.
    pub bets: i64,
}

/// The draws since a moment whose sale is over and in which the scope sold, newest first.
pub async fn draws(
    db: &mut PgConnection,
    scope: ScopeId,
    since: DateTime<Utc>,
) -> Result<Vec<PastDraw>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT d.draw_id, d.lottery_id, coalesce(d.special, l.name) AS "name!", d.business_date, d.at, d.cutoff,
                  sum(c.bets)::bigint AS "bets!"
             FROM draw d
             JOIN lottery l USING (banca_id, lottery_id)
             JOIN draw_count c USING (banca_id, draw_id)
            WHERE d.state IN ('CLOSED', 'EVALUATED') AND d.at >= $1
              AND ($2::smallint = 3 OR c.ventana_id = $3 OR c.vendedor_id = $3)
            GROUP BY d.draw_id, d.lottery_id, d.special, l.name, d.business_date, d.at, d.cutoff
           HAVING sum(c.bets) > 0
            ORDER BY d.at DESC, d.draw_id"#,
        since,
        scope.rank().code(),
        scope.raw()
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|found| PastDraw {
            draw: LimitedDraw {
                draw: found.draw_id.into(),
                lottery: found.lottery_id.into(),
                date: found.business_date,
                time: NaiveTime::MIN,
            },
            name: found.name,
            at: found.at,
            cutoff: found.cutoff,
            bets: found.bets,
        })
        .collect())
}

/// Sells again what these draws sold within a scope and what still stands, a ticket at a time, each draw in the order of its
/// sale.
///
/// # Errors
/// Sums beyond the range of money are broken books.
pub async fn sell_again(
    db: &mut PgConnection,
    banca: BancaId,
    scope: ScopeId,
    draws: &[PastDraw],
    replay: &mut Replay<'_>,
) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = draws.iter().map(|past| past.draw.draw.raw()).collect();
    let known: HashMap<Uuid, &PastDraw> = ids.iter().copied().zip(draws).collect();
    let mut bets = sqlx::query!(
        r#"SELECT t.draw_id, t.ticket_id, t.ventana_id, t.vendedor_id, t.sold_at,
                  (t.sold_at AT TIME ZONE h.zone)::time AS "time!", d.digits, b.number, b.kind, b.multiplier_id, b.stake
             FROM ticket t
             JOIN banca h USING (banca_id)
             JOIN draw d USING (banca_id, draw_id)
             JOIN bet b ON b.banca_id = t.banca_id AND b.business_date = t.business_date AND b.ticket_id = t.ticket_id
            WHERE t.draw_id = ANY ($1) AND t.state = 'ACTIVE'
              AND ($2::smallint = 3 OR t.ventana_id = $3 OR t.vendedor_id = $3)
            ORDER BY t.draw_id, t.sold_at, t.ticket_id, b.line"#,
        &ids,
        scope.rank().code(),
        scope.raw()
    )
    .fetch(db);
    let mut open: Option<(Uuid, SoldTicket)> = None;
    while let Some(found) = bets.try_next().await? {
        let Some(past) = known.get(&found.draw_id) else {
            continue;
        };
        let bet = SoldBet {
            bet: LimitedBet {
                kind: row::kind(found.kind)?,
                number: row::number(found.number, row::digits(found.digits)?)?,
                multiplier: found.multiplier_id.into(),
            },
            stake: row::money(found.stake)?,
        };
        match &mut open {
            Some((ticket, sold)) if *ticket == found.ticket_id => sold.bets.push(bet),
            _ => {
                let begun = SoldTicket {
                    seller: SellerPath {
                        banca,
                        ventana: found.ventana_id.into(),
                        vendedor: found.vendedor_id.into(),
                    },
                    draw: LimitedDraw {
                        time: found.time,
                        ..past.draw
                    },
                    at: past.at,
                    cutoff: past.cutoff,
                    sold: found.sold_at,
                    bets: vec![bet],
                };
                if let Some((_, whole)) = open.replace((found.ticket_id, begun)) {
                    sell(replay, &whole)?;
                }
            }
        }
    }
    match open {
        Some((_, whole)) => sell(replay, &whole),
        None => Ok(()),
    }
}

fn sell(replay: &mut Replay<'_>, ticket: &SoldTicket) -> Result<(), sqlx::Error> {
    replay
        .sell(ticket)
        .map_err(|why| sqlx::Error::Decode(Box::new(why)))
}
