//! Voiding a sale on its day: everything that it did is taken back exactly. A second time tells what the first one did.

use super::{answer, missing, shop};
use crate::{
    domain::{
        Right,
        goods::{SaleState, TillProblem},
        view::VoidedSale,
    },
    ops::{
        answer::Answer,
        fail::No,
        refusal::{Refusal, Thing},
        request::{TillAnswer, VoidSale},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Voids a sale.
pub async fn run(seat: &Seat, asked: VoidSale) -> Result<Answer, No> {
    shop(seat)?;
    let reason = text::required("reason", &asked.reason, 200)?;
    let authorisation = text::optional("authorisation", &asked.authorisation, 40)?;
    let mut work = match work::begin(seat, asked.key, "void_sale", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let found = store::sale::read::head(work.db(), asked.sale).await?;
    let found = found.ok_or_else(|| missing(Thing::Sale))?;
    if found.state == SaleState::Voided {
        let refunds = store::sale::read::refunds(work.db(), asked.sale.raw()).await?;
        return work
            .commit(answer(TillAnswer::Voided(Box::new(VoidedSale {
                sale: asked.sale,
                number: found.number,
                refunds,
                cached: true,
            }))))
            .await;
    }
    if found.state != SaleState::Completed {
        let current = found.state;
        return Err(Refusal::Till(TillProblem::NotCompleted { current }).into());
    }
    let target = asked.sale.to_string();
    let approval = work
        .consent(Right::VoidSale, &target, Some(found.total), asked.approval)
        .await?;
    store::sale::void(
        work.db(),
        asked.key,
        asked.sale,
        &reason,
        &authorisation,
        approval,
    )
    .await?;
    work.log(Entry {
        amount: Some(found.total),
        note: &reason,
        details: serde_json::json!({ "sale": asked.sale }),
        approval,
        ..Entry::new("sale.voided", &found.number)
    })
    .await?;
    for (code, total) in &found.tickets {
        work.log(Entry {
            amount: Some(*total),
            note: &reason,
            ..Entry::new("ticket.cancelled", &code.digits())
        })
        .await?;
    }
    let refunds = store::sale::read::refunds(work.db(), asked.sale.raw()).await?;
    super::paper::of_void(seat, &mut work, asked.sale, &refunds).await?;
    work.commit(answer(TillAnswer::Voided(Box::new(VoidedSale {
        sale: asked.sale,
        number: found.number,
        refunds,
        cached: false,
    }))))
    .await
}
