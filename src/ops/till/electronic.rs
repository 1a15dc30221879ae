//! Electronic payments: nothing of them is believed until somebody else has seen the money in the bank.

use super::{answer, missing};
use crate::{
    domain::{Money, goods::ElectronicState, view::ElectronicPage},
    ops::{
        answer::Answer,
        fail::{No, fault},
        refusal::{FaultKind, Thing},
        request::{DecideElectronic, TillAnswer},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// The payments that wait, and those decided last.
pub async fn list(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    page(&mut db).await
}

async fn page(db: &mut store::Db) -> Result<Answer, No> {
    let (rows, now) = store::electronic::list(db).await?;
    let waiting = rows
        .iter()
        .filter(|row| row.state == ElectronicState::Pending)
        .map(|row| row.amount);
    let waiting =
        Money::try_sum(waiting).map_err(|why| No::Failed(fault(FaultKind::Inconsistent, &why)))?;
    Ok(answer(TillAnswer::Electronic(Box::new(ElectronicPage {
        rows,
        waiting,
        now,
    }))))
}

/// Decides on a payment; never whoever took it.
pub async fn decide(seat: &Seat, asked: DecideElectronic) -> Result<Answer, No> {
    let reason = if asked.approve {
        text::optional("reason", &asked.reason, 500)?
    } else {
        text::required("reason", &asked.reason, 500)?
    };
    let mut work = match work::begin(seat, asked.key, "decide_electronic", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let (rows, _) = store::electronic::list(work.db()).await?;
    let row = rows.into_iter().find(|row| row.id == asked.id);
    store::sale::decide(work.db(), asked.key, asked.id, asked.approve, &reason).await?;
    let row = row.ok_or_else(|| missing(Thing::Payment))?;
    let deed = if asked.approve {
        "payment.approved"
    } else {
        "payment.rejected"
    };
    work.log(Entry {
        amount: Some(row.amount),
        note: &reason,
        details: serde_json::json!({ "payment": asked.id, "sale": row.number }),
        ..Entry::new(deed, &row.reference)
    })
    .await?;
    let told = page(work.db()).await?;
    work.commit(told).await
}
