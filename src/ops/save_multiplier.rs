//! Adding and changing prices. A factor never changes under tickets that were sold with it: another factor is another
//! price, and the one before is retired.

use serde_json::json;
use uuid::Uuid;

use super::{
    answer::Answer,
    fail::No,
    price_lists,
    refusal::{FieldProblem, Refusal, Thing},
    request::SaveMultiplier,
    seat::Seat,
    text,
    work::{self, Begun, Work},
};
use crate::{
    domain::{
        BetKind, MultiplierId, Rate,
        price::{self, Price},
    },
    store::{
        self,
        activity::Entry,
        lottery::{Kept, NewMultiplier},
    },
};

/// Adds a price, or changes the one with this id.
pub async fn run(seat: &Seat, mut asked: SaveMultiplier) -> Result<Answer, No> {
    asked.name = check(&asked)?;
    let mut work = match work::begin(seat, asked.key, "save_multiplier", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let lottery = store::lottery::known(work.db(), asked.lottery)
        .await?
        .ok_or(Refusal::NotFound {
            what: Thing::Lottery,
        })?;
    // A reventado pays what its ball says: its price is not set by hand.
    if asked.kind == BetKind::Reventado && lottery.rules.best_reventado() != Some(asked.factor) {
        return Err(Refusal::Field {
            field: "factor".to_owned(),
            problem: FieldProblem::OutOfRange,
        }
        .into());
    }
    let kept = store::lottery::prices(work.db(), None).await?;
    let before = kept
        .iter()
        .find(|kept| kept.multiplier.id == asked.multiplier);
    if before
        .is_some_and(|kept| kept.lottery != asked.lottery || kept.multiplier.kind != asked.kind)
    {
        return Err(Refusal::NotFound {
            what: Thing::Multiplier,
        }
        .into());
    }
    let replaced = before.filter(|kept| kept.multiplier.factor != asked.factor);
    let id = if replaced.is_some() {
        MultiplierId::new(Uuid::now_v7())
    } else {
        asked.multiplier
    };
    if let Some(replaced) = replaced {
        retire(&mut work, replaced).await?;
    }
    save(&mut work, &asked, id, &kept, replaced).await?;
    let gone = match (replaced, before) {
        (Some(_), _) => Some(asked.active.then_some(id)),
        (None, Some(_)) if !asked.active => Some(None),
        (None, _) => None,
    };
    let lists = match gone {
        Some(successor) => {
            price_lists::follow(&mut work, asked.lottery, asked.multiplier, successor).await?
        }
        None => Vec::new(),
    };
    work.log(Entry {
        details: json!({
            "lottery": lottery.name,
            "before": before.map(|kept| json!({
                "name": kept.multiplier.name, "factor": kept.multiplier.factor, "active": kept.active,
                "usual": kept.multiplier.usual,
            })),
            "after": {
                "name": asked.name, "kind": asked.kind, "factor": asked.factor, "active": asked.active,
                "usual": asked.usual,
            },
            "lists": lists,
        }),
        ..Entry::new("multiplier.saved", &asked.name)
    })
    .await?;
    work.commit(Answer::Saved).await
}

fn check(asked: &SaveMultiplier) -> Result<String, Vec<Refusal>> {
    let mut problems = Vec::new();
    if asked.factor == Rate::ZERO {
        problems.push(Refusal::Field {
            field: "factor".to_owned(),
            problem: FieldProblem::OutOfRange,
        });
    }
    match text::required("name", &asked.name, 20) {
        Ok(name) if problems.is_empty() => return Ok(name),
        Ok(_) => {}
        Err(problem) => problems.push(problem),
    }
    Err(problems)
}

async fn retire(work: &mut Work<'_>, kept: &Kept) -> Result<(), No> {
    let banca = work.actor().banca;
    let retired = NewMultiplier {
        id: kept.multiplier.id,
        lottery: kept.lottery,
        name: &kept.multiplier.name,
        kind: kept.multiplier.kind,
        factor: kept.multiplier.factor,
        usual: false,
        active: false,
    };
    Ok(store::lottery::save_multiplier(work.db(), banca, retired).await?)
}

/// Saves the price and lets exactly one of its kind be the usual one.
async fn save(
    work: &mut Work<'_>,
    asked: &SaveMultiplier,
    id: MultiplierId,
    kept: &[Kept],
    replaced: Option<&Kept>,
) -> Result<(), No> {
    let others: Vec<Price> = kept
        .iter()
        .filter(|kept| {
            kept.active
                && kept.lottery == asked.lottery
                && kept.multiplier.kind == asked.kind
                && kept.multiplier.id != asked.multiplier
        })
        .map(|kept| Price {
            id: kept.multiplier.id,
            factor: kept.multiplier.factor,
            usual: kept.multiplier.usual,
        })
        .collect();
    // A price that takes the place of the usual one is the usual one.
    let inherits = replaced.is_some_and(|kept| kept.multiplier.usual && kept.active);
    let saved = asked.active.then_some(Price {
        id,
        factor: asked.factor,
        usual: asked.usual || inherits,
    });
    let banca = work.actor().banca;
    let price = NewMultiplier {
        id,
        lottery: asked.lottery,
        name: &asked.name,
        kind: asked.kind,
        factor: asked.factor,
        usual: false,
        active: asked.active,
    };
    store::lottery::save_multiplier(work.db(), banca, price).await?;
    let usual = price::usual(saved, &others);
    Ok(store::lottery::set_usual(work.db(), asked.lottery, asked.kind, usual).await?)
}
