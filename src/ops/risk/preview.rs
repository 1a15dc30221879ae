//! What a rule would have refused in the draws of the last weeks: the tickets are sold again under it, by the function that
//! sells. Nothing is written.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::{beyond_money, path_of};
use crate::{
    domain::{
        DrawId, LimitRule, Right,
        limit::Replay,
        view::{LimitPreview, PastDraw},
    },
    ops::{
        answer::Answer,
        fail::No,
        refusal::{Refusal, Thing},
        seat::Seat,
    },
    store,
};

/// How far back it looks.
const DAYS: i64 = 30;
/// The most bets that are sold again: the newest draws that hold no more together.
const MOST_BETS: i64 = 150_000;
/// The numbers that are told, the most refused first.
const NUMBERS: usize = 10;

/// Tries a rule on the past. Its draw and its dates are left out, for they are not past: a rule of one draw is tried on the
/// draws of its lottery.
pub async fn preview(seat: &Seat, rule: LimitRule) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let path = path_of(&mut db, seat, rule.scope, Right::RunHouse).await?;
    let named = store::limit::named(&mut db, &rule).await?;
    let problems = super::limits::problems(&rule, &named);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let rule = LimitRule {
        lottery: rule.lottery.or(named.draw_lottery.map(Into::into)),
        draw: None,
        from: None,
        to: None,
        ..rule
    };
    let now = store::desk::settings(&mut db).await?.now;
    let since = now
        .checked_sub_signed(TimeDelta::days(DAYS))
        .ok_or(Refusal::NotFound { what: Thing::Draw })?;
    let mut past = store::past::draws(&mut db, rule.scope, since).await?;
    past.retain(|past| rule.concerns_draw(path, past.draw));
    let found = past.len();
    let mut bets = 0_i64;
    past.retain(|past| {
        bets = bets.saturating_add(past.bets);
        bets <= MOST_BETS
    });
    let mut replay = Replay::new(&rule);
    let banca = seat.me.banca;
    store::past::sell_again(&mut db, banca, rule.scope, &past, &mut replay).await?;
    let total = replay.total().map_err(beyond_money)?;
    let mut numbers: Vec<_> = replay.numbers.into_iter().collect();
    numbers.sort_by_key(|(number, refused)| (std::cmp::Reverse(*refused), *number));
    numbers.truncate(NUMBERS);
    let mut by_draw: HashMap<DrawId, _> = replay.draws.into_iter().collect();
    let whole = past.len() == found;
    let draws = past.into_iter().map(|past| PastDraw {
        draw: past.draw.draw,
        name: past.name,
        at: past.at,
        figures: by_draw.remove(&past.draw.draw).unwrap_or_default(),
    });
    Ok(Answer::LimitPreview(Box::new(LimitPreview {
        days: DAYS,
        draws: draws.collect(),
        numbers,
        total,
        whole,
    })))
}
