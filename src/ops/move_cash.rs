//! Moving cash between drawer and safe, or paying a petty expense out of the drawer.

use uuid::Uuid;

use super::{
    answer::Answer,
    count_drawer::hold,
    fail::No,
    refusal::{FieldProblem, Refusal},
    request::MoveCash,
    seat::Seat,
    text,
    work::{self, Begun},
};
use crate::{
    domain::{
        Money, Right, posting,
        view::{CashMovement, DrawerState},
    },
    store::{
        self,
        activity::Entry,
        drawer::{Held, Movement},
        ledger::Booking,
    },
};

/// Moves cash through the own open drawer. Putting in is free; taking out wants the cash to be there, and above the house's
/// limit the right.
pub async fn run(seat: &Seat, asked: MoveCash) -> Result<Answer, No> {
    let key = asked.key;
    let reason = check(&asked)?;
    let request = (asked.movement, asked.amount, &reason);
    let mut work = match work::begin(seat, key, "move_cash", &request).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let held = hold(seat, &mut work, None).await?;
    if held.state != DrawerState::Open {
        return Err(Refusal::NoOpenDrawer.into());
    }
    let approval = match asked.movement {
        CashMovement::PayIn => None,
        CashMovement::Drop | CashMovement::PayOut => {
            let limit = free(work.db(), asked.movement).await?;
            let approval = if asked.amount <= limit && asked.approval.is_none() {
                None
            } else {
                let target = held.drawer.to_string();
                let amount = Some(asked.amount);
                work.consent(Right::MoveCash, &target, amount, asked.approval)
                    .await?
            };
            let available = store::drawer::expected(work.db(), &held).await?;
            if available < asked.amount {
                let asked = asked.amount;
                return Err(super::drawer::too_little(seat, asked, available).into());
            }
            approval
        }
    };
    let me = work.actor();
    let movement = Movement {
        id: Uuid::now_v7(),
        kind: asked.movement,
        amount: asked.amount,
        reason: &reason,
        approval,
    };
    store::drawer::add_movement(work.db(), me, held.drawer, &movement).await?;
    let date = store::ledger::today(work.db(), me).await?;
    let booking = Booking {
        document: movement.id,
        event: "moved",
        version: 1,
        date,
    };
    store::ledger::post(work.db(), me, key, booking, &legs(&held, &asked)).await?;
    work.log(Entry {
        amount: Some(asked.amount),
        note: &reason,
        details: serde_json::json!({ "drawer": held.drawer, "movement": asked.movement }),
        approval,
        ..Entry::new("cash.moved", &held.terminal_name)
    })
    .await?;
    let view = super::drawer::view(work.db(), me).await?;
    work.commit(Answer::Drawer(view)).await
}

/// Up to what cash is taken out without a second person.
async fn free(db: &mut store::Db, movement: CashMovement) -> Result<Money, No> {
    let settings = store::shift::settings(db).await?;
    Ok(match movement {
        CashMovement::Drop => settings.drop_limit,
        CashMovement::PayOut => settings.pay_out_limit,
        CashMovement::PayIn => Money::MAX,
    })
}

/// Every problem of the typed fields; the cleaned reason if there is none.
fn check(asked: &MoveCash) -> Result<String, Vec<Refusal>> {
    let mut problems = Vec::new();
    if !asked.amount.is_positive() {
        problems.push(Refusal::Field {
            field: "amount".to_owned(),
            problem: FieldProblem::OutOfRange,
        });
    }
    match text::required("reason", &asked.reason, 500) {
        Ok(reason) if problems.is_empty() => return Ok(reason),
        Ok(_) => {}
        Err(problem) => problems.push(problem),
    }
    Err(problems)
}

fn legs(held: &Held, asked: &MoveCash) -> Vec<posting::Leg> {
    let post = match asked.movement {
        CashMovement::PayIn => posting::cash_paid_in,
        CashMovement::Drop => posting::cash_dropped,
        CashMovement::PayOut => posting::cash_paid_out,
    };
    post(held.ventana, held.drawer, asked.amount)
}
