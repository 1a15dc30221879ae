//! What a result would mean, before it is known: it books exactly this if it comes out.

use super::{beyond_money, laid, own_scope};
use crate::{
    domain::{
        DrawId, DrawResult, DrawState, Money, Rate, Role,
        exposure::{self, Takings},
        view::{ResultPreview, WhatIf},
    },
    ops::{answer::Answer, draws, fail::No, seat::Seat},
    store,
};

/// How many of the worst results are told.
const WORST: usize = 10;

/// Profit or loss of a supposed result, the cash that each shop needs, and the ten worst results. Who runs a shop is told
/// of the own shop.
pub async fn what_if(seat: &Seat, draw: DrawId, result: DrawResult) -> Result<Answer, No> {
    let scope = own_scope(seat)?;
    let mut db = seat.connection().await?;
    let facts = draws::facts(&mut db, draw).await?;
    let problems = draws::result_problems(&facts, &result);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let counters = store::risk::counters(&mut db, draw, scope, facts.digits).await?;
    let shops = store::risk::prizes_by_shop(&mut db, draw, &result).await?;
    let takings = Takings::of(&counters).map_err(beyond_money)?;
    let prizes = Money::try_sum(shops.iter().map(|shop| shop.prizes)).map_err(beyond_money)?;
    // Only an evaluated draw has paid prizes, and only the house claims them back.
    let reclaimed = if facts.state == DrawState::Evaluated && seat.me.role == Role::Admin {
        store::result::preview(&mut db, draw, &result).await?
    } else {
        None
    };
    let laid = laid(&mut db, seat, draw, scope, facts.digits).await?;
    let outcome = facts
        .outcomes
        .iter()
        .find(|known| Some(&known.name) == result.outcome.as_ref())
        .map_or(Rate::ZERO, |known| known.factor);
    let share = laid.share(result.number, outcome).map_err(beyond_money)?;
    let kept = takings.net(prizes).map_err(beyond_money)?;
    let preview = ResultPreview {
        draw,
        winners: shops
            .iter()
            .fold(0, |count, shop| shop.winners.saturating_add(count)),
        prizes,
        stakes: takings.stakes,
        commission: takings.commission,
        laid_off: laid.cost(),
        share,
        net: exposure::with_layoff(kept, laid.cost(), share).map_err(beyond_money)?,
        reclaimed: reclaimed.map_or(Money::ZERO, |preview| preview.reclaimed),
        result,
    };
    let worst_ten = exposure::worst_results(&counters, &facts.outcomes, &laid, WORST);
    Ok(Answer::WhatIf(WhatIf {
        preview,
        cash: shops
            .into_iter()
            .map(|shop| (shop.ventana, shop.prizes))
            .collect(),
        worst_ten: worst_ten.map_err(beyond_money)?,
    }))
}
