//! The change of shift: the own counted drawer is closed and the next cashier's opened at the same terminal, in one
//! transaction. Who takes it over types the own PIN for it.

use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{ApprovalId, DrawerId, Right, drawer::ShiftProblem, view::HandedOver},
    ops::{
        answer::Answer,
        close_drawer::{End, check, close},
        count_drawer::hold,
        drawer,
        fail::No,
        refusal::Refusal,
        request::{Approve, HandOver, ShiftAnswer},
        seat::Seat,
        sign_in, text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Hands the own drawer over.
pub async fn run(seat: &Seat, asked: HandOver) -> Result<Answer, No> {
    let reason = text::optional("reason", &asked.reason, 500)?;
    check(&asked.counted)?;
    let taken = taker(seat, &asked).await?;
    let request = HandOver {
        approval: None,
        ..asked.clone()
    };
    let mut work = match work::begin(seat, asked.key, "hand_over", &request).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let held = hold(seat, &mut work, None).await?;
    if held.terminal != seat.actor().terminal {
        return Err(Refusal::Shift(ShiftProblem::Elsewhere).into());
    }
    let Some((approval, name)) = taken else {
        return Err(Refusal::NoOpenDrawer.into());
    };
    let target = held.drawer.to_string();
    let right = Right::TakeDrawer;
    let consumed =
        store::command::consume_approval(work.db(), approval, right, asked.key, &target, None)
            .await?;
    if consumed.is_none() {
        return Err(Refusal::ApprovalInvalid.into());
    }
    let next = DrawerId::new(Uuid::now_v7());
    let end = End {
        reason: &reason,
        approval: asked.approval,
        counted: &asked.counted,
        keep: asked.keep,
        short: None,
        next: Some((next, name.clone())),
    };
    let report = close(seat, &mut work, &held, end).await?;
    let me = work.actor();
    let date = store::ledger::today(work.db(), me).await?;
    store::ledger::make_room(work.db(), date).await?;
    let from = held.drawer;
    let user = store::shift::take_over(work.db(), asked.key, from, approval, date)
        .await
        .map_err(cannot_take)?;
    work.log(Entry {
        amount: Some(report.kept),
        details: json!({ "drawer": next, "from": from, "cashier": user }),
        ..Entry::new("drawer.opened", &held.terminal_name)
    })
    .await?;
    let own = drawer::view(work.db(), me).await?;
    let handed = HandedOver {
        float: report.kept,
        to: name,
        report,
        own,
    };
    let answer = ShiftAnswer::HandedOver(Box::new(handed));
    work.commit(Answer::Shift(answer)).await
}

/// The next cashier's word, given with the own PIN, and the name; none where no own drawer is there to be handed over. A wrong
/// PIN counts, whatever becomes of the rest.
async fn taker(seat: &Seat, asked: &HandOver) -> Result<Option<(ApprovalId, String)>, No> {
    let own = {
        let mut db = seat.connection().await?;
        store::drawer::own(&mut db).await?
    };
    let Some(own) = own else {
        return Ok(None);
    };
    let consent = Approve {
        key: asked.key,
        right: Right::TakeDrawer,
        target: own.to_string(),
        amount: None,
        reason: String::new(),
        username: asked.to.clone(),
        pin: asked.pin.clone(),
    };
    match sign_in::approve(seat, &consent).await {
        Ok(Answer::Approved {
            approval,
            granted_by,
        }) => Ok(Some((approval, granted_by))),
        Ok(_) => Ok(None),
        Err(no) => Err(no),
    }
}

/// Who has a drawer already takes no other.
fn cannot_take(error: store::Failed) -> No {
    match store::constraint(&error) {
        Some("drawer_of_terminal" | "drawer_of_user") => {
            Refusal::Shift(ShiftProblem::CannotTake).into()
        }
        _ => error.into(),
    }
}
