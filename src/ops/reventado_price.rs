//! The price of a reventado. What it pays is said by the ball that comes out, so its price carries the best of the lottery's
//! outcomes and follows them: nobody sets it by hand, and no lottery that plays reventado is without one.

use uuid::Uuid;

use super::{fail::No, price_lists, work::Work};
use crate::{
    domain::{BetKind, LotteryId, LotteryRules, MultiplierId, Rate},
    store::{self, lottery::NewMultiplier},
};

/// What the price is called when the house has none yet.
const NAME: &str = "Reventado";

/// Lets the lottery's reventado prices carry the best of its outcomes; adds one where there is none.
pub async fn follow(
    work: &mut Work<'_>,
    lottery: LotteryId,
    rules: &LotteryRules,
) -> Result<(), No> {
    let Some(best) = rules.best_reventado() else {
        return Ok(());
    };
    let kept = store::lottery::prices(work.db(), Some(lottery)).await?;
    let sold: Vec<_> = kept
        .iter()
        .filter(|kept| kept.active && kept.multiplier.kind == BetKind::Reventado)
        .collect();
    if sold.is_empty() {
        let id = MultiplierId::new(Uuid::now_v7());
        return add(work, lottery, id, NAME, best, true).await;
    }
    for old in sold {
        let price = &old.multiplier;
        if price.factor == best {
            continue;
        }
        let successor = MultiplierId::new(Uuid::now_v7());
        let banca = work.actor().banca;
        let retired = NewMultiplier {
            id: price.id,
            lottery,
            name: &price.name,
            kind: price.kind,
            factor: price.factor,
            usual: false,
            active: false,
        };
        store::lottery::save_multiplier(work.db(), banca, retired).await?;
        add(work, lottery, successor, &price.name, best, price.usual).await?;
        price_lists::follow(work, lottery, price.id, Some(successor)).await?;
    }
    Ok(())
}

async fn add(
    work: &mut Work<'_>,
    lottery: LotteryId,
    id: MultiplierId,
    name: &str,
    factor: Rate,
    usual: bool,
) -> Result<(), No> {
    let banca = work.actor().banca;
    let price = NewMultiplier {
        id,
        lottery,
        name,
        kind: BetKind::Reventado,
        factor,
        usual,
        active: true,
    };
    Ok(store::lottery::save_multiplier(work.db(), banca, price).await?)
}
