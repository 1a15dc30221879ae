//! Baskets that wait: parked for a customer who fetches something, taken up again at any terminal of the shop, or given up.

use super::{answer, change, hold, shop};
use crate::{
    domain::{CommandKey, Money, SaleId, goods::SaleState},
    ops::{
        answer::Answer,
        fail::No,
        refusal::Refusal,
        request::{ParkBasket, TillAnswer},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Parks the basket, so that the next customer can be served.
pub async fn park(seat: &Seat, asked: ParkBasket) -> Result<Answer, No> {
    shop(seat)?;
    let label = text::optional("label", &asked.label, 60)?;
    let mut work = match work::begin(seat, asked.key, "park_basket", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let held = hold(work.db(), asked.sale, &[SaleState::Open], None).await?;
    let me = work.actor();
    store::basket::move_to(work.db(), me, asked.sale, SaleState::Parked, &label).await?;
    let version = held.version.saturating_add(1);
    work.commit(answer(TillAnswer::Changed {
        sale: asked.sale,
        version,
    }))
    .await
}

/// Takes a parked basket up at this terminal, whoever parked it.
pub async fn recall(seat: &Seat, key: CommandKey, sale: SaleId) -> Result<Answer, No> {
    let ventana = shop(seat)?;
    if let Begun::New(mut work) = work::begin(seat, key, "recall_basket", &sale).await? {
        let held = hold(work.db(), sale, &[SaleState::Parked, SaleState::Open], None).await?;
        let me = work.actor();
        store::basket::move_to(work.db(), me, sale, SaleState::Open, "")
            .await
            .map_err(|failed| match store::constraint(&failed) {
                Some("basket_of_seat") => {
                    Refusal::Till(crate::domain::goods::TillProblem::NotOpen {
                        current: SaleState::Open,
                    })
                    .into()
                }
                _ => No::from(failed),
            })?;
        let version = held.version.saturating_add(1);
        work.commit(answer(TillAnswer::Changed { sale, version }))
            .await?;
    }
    change::show(seat, ventana, sale).await
}

/// Gives a basket up. Nothing of it was sold, so nothing is given back; what was in it stays in the log.
pub async fn abandon(seat: &Seat, asked: ParkBasket) -> Result<Answer, No> {
    shop(seat)?;
    let reason = text::optional("reason", &asked.label, 200)?;
    let mut work = match work::begin(seat, asked.key, "abandon_basket", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let states = [SaleState::Open, SaleState::Parked];
    let held = hold(work.db(), asked.sale, &states, None).await?;
    let me = work.actor();
    store::basket::move_to(work.db(), me, asked.sale, SaleState::Abandoned, &reason).await?;
    let gross = held
        .basket
        .totals(&[])
        .map_or(Money::ZERO, |totals| totals.total);
    if !held.basket.is_empty() {
        work.log(Entry {
            amount: Some(gross),
            note: &reason,
            details: serde_json::json!({ "lines": held.basket.len() }),
            ..Entry::new("sale.abandoned", &asked.sale.to_string())
        })
        .await?;
    }
    let version = held.version.saturating_add(1);
    work.commit(answer(TillAnswer::Changed {
        sale: asked.sale,
        version,
    }))
    .await
}
