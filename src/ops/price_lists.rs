//! Price lists: which of a lottery's prices the house, a shop or a seller may use. Seen, set, ended; and carried on when a
//! price takes another's place.

use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal, Thing},
    seat::Seat,
    text,
    work::{self, Begun, Work},
};
use crate::{
    domain::{BetKind, CommandKey, LotteryId, MultiplierId, PriceList, ScopeId},
    store::{self, activity::Entry, lottery::Kept},
};

/// The lists in force that the asker may see.
pub async fn list(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::PriceLists(store::price_list::list(&mut db).await?))
}

/// Sets the list of a scope for a lottery from now on; one without prices ends what was set there.
pub async fn save(seat: &Seat, key: CommandKey, mut list: PriceList) -> Result<Answer, No> {
    list.multipliers.sort_unstable();
    list.usual.sort_unstable();
    let mut work = match work::begin(seat, key, "save_price_list", &list).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let name = store::commission::scope_name(work.db(), list.scope)
        .await?
        .ok_or(Refusal::NotFound {
            what: match list.scope {
                ScopeId::Vendedor(_) => Thing::User,
                ScopeId::Ventana(_) | ScopeId::Banca(_) => Thing::Ventana,
            },
        })?;
    let lottery = store::lottery::known(work.db(), list.lottery)
        .await?
        .ok_or(Refusal::NotFound {
            what: Thing::Lottery,
        })?;
    let prices = store::lottery::prices(work.db(), Some(list.lottery)).await?;
    let mut problems = problems(&list, &prices);
    match text::optional("reason", &list.reason, 200) {
        Ok(reason) => list.reason = reason,
        Err(problem) => problems.push(problem),
    }
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let me = work.actor();
    let before = store::price_list::end(work.db(), me, list.scope, list.lottery).await?;
    let after = (!list.multipliers.is_empty()).then_some(list);
    if let Some(after) = &after {
        store::price_list::add(work.db(), me, after).await?;
    }
    let mut entry = Entry::new("prices.saved", &name);
    entry.note = after.as_ref().map_or("", |after| &after.reason);
    entry.details = json!({ "lottery": lottery.name, "before": before, "after": after });
    work.log(entry).await?;
    work.commit(Answer::Saved).await
}

/// Everything that is wrong with a list: prices of another lottery or no longer sold, a usual one that is not in it, two
/// usual ones of a kind, an end before its beginning.
fn problems(list: &PriceList, prices: &[Kept]) -> Vec<Refusal> {
    let sold = |id: &MultiplierId| {
        prices
            .iter()
            .find(|kept| kept.active && kept.multiplier.id == *id)
    };
    let twice = |ids: &[MultiplierId]| ids.windows(2).any(|pair| pair.first() == pair.last());
    let usual_of = |kind: BetKind| {
        list.usual
            .iter()
            .filter_map(sold)
            .filter(|kept| kept.multiplier.kind == kind)
            .count()
    };
    let wrong = [
        (
            "multipliers",
            twice(&list.multipliers) || !list.multipliers.iter().all(|id| sold(id).is_some()),
        ),
        (
            "usual",
            !list.usual.iter().all(|id| list.multipliers.contains(id))
                || twice(&list.usual)
                || BetKind::ALL.into_iter().any(|kind| usual_of(kind) > 1),
        ),
        (
            "to",
            matches!((list.from, list.to), (Some(from), Some(to)) if from > to),
        ),
    ];
    wrong
        .into_iter()
        .filter(|(_, wrong)| *wrong)
        .map(|(field, _)| Refusal::Field {
            field: field.to_owned(),
            problem: FieldProblem::OutOfRange,
        })
        .collect()
}

/// Lets every list that names `old` go on with its successor, or without it where it is no longer sold. Returns the lists as
/// they were and as they are.
pub(super) async fn follow(
    work: &mut Work<'_>,
    lottery: LotteryId,
    old: MultiplierId,
    successor: Option<MultiplierId>,
) -> Result<Vec<(PriceList, Option<PriceList>)>, No> {
    let lists = store::price_list::list(work.db()).await?;
    let me = work.actor();
    let mut changed = Vec::new();
    for row in lists {
        let before = row.list;
        if before.lottery != lottery || !before.multipliers.contains(&old) {
            continue;
        }
        store::price_list::end(work.db(), me, before.scope, lottery).await?;
        let after = before.clone().without(old, successor);
        if let Some(after) = &after {
            store::price_list::add(work.db(), me, after).await?;
        }
        changed.push((before, after));
    }
    Ok(changed)
}
