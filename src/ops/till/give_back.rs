//! Taking goods back: the paid share of each line, the last of it taking the remainder; what sells again goes back on the
//! shelf, and what is given back goes the way it came, in cash, or as what the shop owes the customer.

use serde_json::{Value, json};

use super::{answer, missing, shop};
use crate::{
    domain::{
        Money, Right,
        goods::{
            BasketProblem, Quantity, SaleState, TenderKind, TenderProblem, TillProblem,
            refund::{self, RefundBy},
            rounding,
        },
        view::{PaidPart, Returned, SaleView, SoldLine},
    },
    ops::{
        answer::Answer,
        fail::{No, fault},
        refusal::{FaultKind, FieldProblem, Refusal, Thing},
        request::{ReturnGoods, ReturnLine, TillAnswer},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Takes goods back.
pub async fn run(seat: &Seat, asked: ReturnGoods) -> Result<Answer, No> {
    let ventana = shop(seat)?;
    let note = text::optional("note", &asked.note, 200)?;
    let authorisation = text::optional("authorisation", &asked.authorisation, 40)?;
    if asked.lines.is_empty() {
        return Err(Refusal::Till(BasketProblem::Empty.into()).into());
    }
    let mut work = match work::begin(seat, asked.key, "return_goods", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::sale::read::hold(work.db(), asked.sale).await?;
    let sale = store::sale::read::view(work.db(), asked.sale).await?;
    let sale = sale.ok_or_else(|| missing(Thing::Sale))?;
    if sale.row.state != SaleState::Completed {
        let current = sale.row.state;
        return Err(Refusal::Till(TillProblem::NotCompleted { current }).into());
    }
    let rules = store::basket::rules(work.db(), ventana).await?;
    let windows = store::sale::read::windows(work.db(), asked.sale, rules.return_days).await?;
    let mut lines = Vec::with_capacity(asked.lines.len());
    let mut total = Money::ZERO;
    for back in &asked.lines {
        let sold = find(&sale, back.line)?;
        if let Some((_, until)) = windows.iter().find(|(line, _)| *line == back.line)
            && rules.date > *until
        {
            return Err(Refusal::Till(TillProblem::ReturnWindowClosed {
                line: back.line,
                until: *until,
            })
            .into());
        }
        let (paid, tax) = shares(sold, back)?;
        total = total.checked_add(paid).ok_or_else(beyond)?;
        lines.push(json!({
            "line": back.line, "milli": back.quantity, "total": paid, "tax": tax,
            "net": paid.checked_sub(tax).unwrap_or(Money::ZERO), "condition": back.condition,
            "sells_again": back.condition.sells_again(),
        }));
    }
    let coin = if rules.rounds {
        rounding::smallest_coin(rules.date)
    } else {
        Money::ZERO
    };
    let refunds = refunds(&sale, asked.refund, total, coin)?;
    if refunds
        .parts
        .iter()
        .any(|(kind, _)| *kind == TenderKind::Card)
        && authorisation.is_empty()
    {
        return Err(Refusal::Field {
            field: "authorisation".to_owned(),
            problem: FieldProblem::Missing,
        }
        .into());
    }
    let target = asked.sale.to_string();
    let approval = work
        .consent(Right::ReturnGoods, &target, Some(total), asked.approval)
        .await?;
    let document = json!({
        "return": asked.id, "sale": asked.sale, "reason": asked.reason, "note": note, "refund": asked.refund,
        "total": total, "rounding": refunds.rounding, "approval": approval, "authorisation": authorisation,
        "lines": lines,
        "refunds": refunds.parts.iter().zip(1_u16..).map(|((kind, amount), seq)| json!({
            "seq": seq, "kind": kind.name(), "amount": amount,
        })).collect::<Vec<Value>>(),
    });
    let done = store::sale::give_back(work.db(), asked.key, &document).await?;
    let number = done
        .get("number")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    work.log(Entry {
        amount: Some(total),
        note: &note,
        details: json!({ "return": asked.id, "sale": sale.row.number, "reason": asked.reason }),
        approval,
        ..Entry::new("sale.returned", &number)
    })
    .await?;
    let told = Returned {
        id: asked.id,
        number,
        total,
        rounding: refunds.rounding,
        refunds: refunds.parts,
        cached: false,
    };
    super::paper::of_return(seat, &mut work, &asked, &told, &note).await?;
    work.commit(answer(TillAnswer::Returned(Box::new(told))))
        .await
}

fn find(sale: &SaleView, line: u16) -> Result<&SoldLine, Refusal> {
    sale.lines
        .iter()
        .find(|sold| sold.line.no == line)
        .ok_or(Refusal::Till(BasketProblem::LineNotFound { line }.into()))
}

/// What was paid for what comes back, and the tax in it.
fn shares(sold: &SoldLine, back: &ReturnLine) -> Result<(Money, Money), Refusal> {
    let whole = sold.line.quantity;
    let left = whole.checked_sub(sold.returned).unwrap_or(Quantity::ZERO);
    let too_much = Refusal::Till(TillProblem::ReturnTooMuch {
        line: back.line,
        left,
    });
    if back.quantity.is_zero() || back.quantity > left {
        return Err(too_much);
    }
    sold.line
        .item
        .fits(back.quantity)
        .map_err(|rule| Refusal::Till(rule.into()))?;
    let share = |amount| refund::share(amount, whole, sold.returned, back.quantity);
    match (share(sold.figures.total), share(sold.figures.tax)) {
        (Some(paid), Some(tax)) => Ok((paid, tax)),
        _ => Err(too_much),
    }
}

/// How a return is given back.
struct Refunds {
    parts: Vec<(TenderKind, Money)>,
    rounding: Money,
}

/// The way back: as it was paid (what is owed first, then what came electronically, then cash), in cash, or as a credit note.
fn refunds(sale: &SaleView, by: RefundBy, total: Money, coin: Money) -> Result<Refunds, No> {
    let mut parts: Vec<(TenderKind, Money)> = match by {
        RefundBy::Cash => vec![(TenderKind::Cash, total)],
        RefundBy::CreditNote if sale.customer.is_none() => {
            return Err(Refusal::Till(TenderProblem::NoCustomer.into()).into());
        }
        RefundBy::CreditNote => vec![(TenderKind::StoreCredit, total)],
        RefundBy::Original => original(&sale.tenders, total, sale.row.back),
    };
    let mut rounding = Money::ZERO;
    for (kind, amount) in &mut parts {
        if *kind == TenderKind::Cash {
            let coins = rounding::in_coins(*amount, coin).ok_or_else(beyond)?;
            rounding = coins.checked_sub(*amount).ok_or_else(beyond)?;
            *amount = coins;
        }
    }
    parts.retain(|(_, amount)| amount.is_positive());
    Ok(Refunds { parts, rounding })
}

/// Spreads a refund over the tenders in reverse: debts, then electronic money and cards, then cash; what earlier returns took
/// of them is gone. What no tender covers any more is cash.
fn original(tenders: &[PaidPart], total: Money, before: Money) -> Vec<(TenderKind, Money)> {
    const ORDER: [TenderKind; 7] = [
        TenderKind::Credit,
        TenderKind::StoreCredit,
        TenderKind::Transfer,
        TenderKind::Sinpe,
        TenderKind::Card,
        TenderKind::Prize,
        TenderKind::Cash,
    ];
    let mut gone = before;
    let mut left = total;
    let mut parts: Vec<(TenderKind, Money)> = Vec::new();
    for kind in ORDER {
        for tender in tenders.iter().filter(|tender| tender.kind == kind) {
            let taken = gone.min(tender.amount);
            gone = gone.checked_sub(taken).unwrap_or(Money::ZERO);
            let open = tender.amount.checked_sub(taken).unwrap_or(Money::ZERO);
            let part = left.min(open);
            left = left.checked_sub(part).unwrap_or(Money::ZERO);
            let back = match kind {
                TenderKind::Prize => TenderKind::Cash,
                other => other,
            };
            match parts.iter_mut().find(|(known, _)| *known == back) {
                Some((_, sum)) => *sum = sum.checked_add(part).unwrap_or(Money::MAX),
                None => parts.push((back, part)),
            }
        }
    }
    if left.is_positive() {
        match parts
            .iter_mut()
            .find(|(known, _)| *known == TenderKind::Cash)
        {
            Some((_, sum)) => *sum = sum.checked_add(left).unwrap_or(Money::MAX),
            None => parts.push((TenderKind::Cash, left)),
        }
    }
    parts
}

fn beyond() -> No {
    No::Failed(fault(
        FaultKind::Inconsistent,
        &"a return beyond the range of money",
    ))
}
