//! Paying a prize, whole or in part, or a refund, whole. The key comes first, then the paper, the prize under its lock, the drawer's cash, and
//! a second person above the own limit. Two cashiers at once: one pays. While a correction of the draw's result waits for
//! its second person, nothing is paid: what would be paid now may not be a prize tomorrow.

use serde_json::json;

use super::{
    answer::Answer, fail::No, paper, prize, refusal::Refusal, request::Pay, seat::Seat, text, work,
    work::Work,
};
use crate::{
    domain::{ApprovalId, Money, NOTES_MAX, PayMethod, PayoutId, PayoutKind, Right, posting},
    store::{
        self, activity::Entry, ledger::Booking, payout::NewPayout, prize::Standing,
        result::Correction, till::Till,
    },
};

/// Pays a prize.
pub async fn run(seat: &Seat, asked: Pay) -> Result<Answer, No> {
    let work = match work::begin(seat, asked.key, "pay", &asked).await? {
        work::Begun::Known(answer) => return Ok(answer),
        work::Begun::New(work) => work,
    };
    let (mut work, ticket) = paper::open(seat, work, asked.code).await?;
    let correction = store::result::hold(work.db(), ticket.draw).await?;
    let held = prize::hold(&mut work, &ticket).await?;
    // What is refunded is no prize, whatever the result.
    if let Some(Correction { by, at }) = correction
        && held.kind == PayoutKind::Prize
    {
        return Err(Refusal::CorrectionWaiting { by, at }.into());
    }
    let checked = check(seat, &mut work, &asked, &held).await?;
    let code = ticket.code.digits();
    let approval = consent(&mut work, &code, checked.amount, asked.approval).await?;
    let id = PayoutId::new(uuid::Uuid::now_v7());
    let (me, key, till) = (work.actor(), work.key(), checked.till);
    let payout = NewPayout {
        id,
        award: held.award,
        kind: held.kind,
        ticket: &ticket,
        ventana: till.ventana,
        date: till.date,
        drawer: till.drawer,
        amount: checked.amount,
        method: asked.method,
        notes: &checked.notes,
        approval,
    };
    store::payout::insert(work.db(), me, key, payout).await?;
    let booking = Booking {
        document: id.raw(),
        event: "paid",
        version: 1,
        date: till.date,
    };
    let legs = posting::paid_out(
        held.kind,
        me.banca.raw(),
        till.ventana,
        ticket.ticket,
        asked.method,
        till.drawer,
        checked.amount,
    );
    store::ledger::post(work.db(), me, key, booking, &legs).await?;
    work.log(Entry {
        amount: Some(checked.amount),
        note: &checked.notes,
        details: json!({ "payout": id, "method": asked.method }),
        approval,
        ..Entry::new(
            match held.kind {
                PayoutKind::Prize => "prize.paid",
                PayoutKind::Refund => "refund.paid",
            },
            &code,
        )
    })
    .await?;
    prize::answer(work, &ticket, Some(id), checked.amount).await
}

/// A payment whose own facts are in order.
struct Checked {
    amount: Money,
    notes: String,
    till: Till,
}

/// Checks amount, notes, drawer and cash; every problem is named.
async fn check(
    seat: &Seat,
    work: &mut Work<'_>,
    asked: &Pay,
    held: &Standing,
) -> Result<Checked, No> {
    let mut problems = Vec::new();
    let notes = text::optional("notes", &asked.notes, NOTES_MAX)
        .map_err(|problem| problems.push(problem))
        .ok();
    let amount = amount(asked, held)
        .map_err(|problem| problems.push(problem))
        .ok();
    let till = store::till::mine(work.db()).await?;
    match (&till, amount) {
        (None, _) => problems.push(Refusal::NoOpenDrawer),
        (Some(till), Some(amount)) if asked.method == PayMethod::Cash => {
            let available = store::till::hold_cash(work.db(), till.drawer).await?;
            if available < amount {
                problems.push(super::drawer::too_little(seat, amount, available));
            }
        }
        (Some(_), _) => {}
    }
    match (amount, notes, till) {
        (Some(amount), Some(notes), Some(till)) if problems.is_empty() => Ok(Checked {
            amount,
            notes,
            till,
        }),
        _ => Err(problems.into()),
    }
}

/// What is paid: the prize's state first, then what the cashier saw, then what was asked for.
fn amount(asked: &Pay, held: &Standing) -> Result<Money, Refusal> {
    let prize = &held.prize;
    prize.payable().map_err(Refusal::Prize)?;
    let remaining = prize.remaining();
    if let Some(expected) = asked.expected_remaining
        && expected != remaining
    {
        return Err(Refusal::RemainingChanged {
            expected,
            remaining,
        });
    }
    match held.kind {
        PayoutKind::Prize => prize.amount(asked.amount),
        PayoutKind::Refund => prize.refund(asked.amount),
    }
    .map_err(Refusal::Prize)
}

/// A second person's consent where the amount is above the own limit, as it is set now.
async fn consent(
    work: &mut Work<'_>,
    code: &str,
    amount: Money,
    approval: Option<ApprovalId>,
) -> Result<Option<ApprovalId>, No> {
    if amount <= store::prize::own_limit(work.db()).await? {
        return Ok(None);
    }
    work.consent(Right::PayAbove, code, Some(amount), approval)
        .await
}
