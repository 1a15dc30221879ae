//! Completing a basket: it is reckoned once more, held against what the cashier saw and how it is paid, and becomes a sale in
//! one transaction. The receipt is kept in it; printing comes after and can never fail it.

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    answer, hold,
    reckon::{self, Reckoned},
    shop,
};
use crate::{
    domain::{
        ApprovalId, CommandKey, ElectronicId, Money, Right, SaleRules, TicketCode, VentanaId,
        goods::{
            Basket, BasketProblem, Means, Numbers, SaleState, Tender, TenderKind, TenderProblem,
            TillProblem, tender,
        },
        receipt::Receipt,
        view::{SoldAtTill, SoldTicket},
    },
    ops::{
        answer::Answer,
        desk,
        fail::{No, fault},
        paper, print,
        refusal::{FaultKind, Refusal},
        request::{CompleteSale, Sell, SellBet, TillAnswer},
        seat::Seat,
        secret, sell,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry, basket::Held},
};

/// Completes a basket. Where prices or rules changed since they were read, they are read again, once.
pub async fn run(seat: &Seat, asked: CompleteSale) -> Result<Answer, No> {
    let ventana = shop(seat)?;
    match attempt(seat, ventana, &asked).await {
        Err(No::Stale) => {
            desk::read_rules(seat).await?;
            match attempt(seat, ventana, &asked).await {
                // It is the goods that have changed.
                Err(No::Stale) => Err(Refusal::Till(TillProblem::NotSellable).into()),
                done => done,
            }
        }
        done => done,
    }
}

async fn attempt(seat: &Seat, ventana: VentanaId, asked: &CompleteSale) -> Result<Answer, No> {
    let rules = match seat.rules() {
        Some(rules) => rules,
        None => desk::read_rules(seat).await?,
    };
    let mut work = match work::begin(seat, asked.key, "complete_sale", asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let held = hold(
        work.db(),
        asked.sale,
        &[SaleState::Open],
        Some(asked.version),
    )
    .await?;
    if held.basket.is_empty() {
        return Err(Refusal::Till(BasketProblem::Empty.into()).into());
    }
    let reckoned = reckon::reckon(seat, work.db(), ventana, &held.basket).await?;
    let total = reckoned.totals.total;
    if let Some(expected) = asked.expected_total
        && expected != total
    {
        return Err(Refusal::Till(TillProblem::TotalChanged { expected, total }).into());
    }
    let paid = pay(&reckoned, &asked.tenders)?;
    let approval = discounts(&mut work, &held, &reckoned, asked.approval).await?;
    let tickets = tickets(seat, &rules, &held.basket).await?;
    let document = document(&held, &reckoned, asked, &paid, &tickets)?;
    let done = store::sale::complete(work.db(), asked.key, &document)
        .await
        .map_err(|failed| refused(&failed, &paid).unwrap_or_else(|| failed.into()))?;
    let done: Done = serde_json::from_value(done)
        .map_err(|why| No::Failed(fault(FaultKind::WrongVersion, &why)))?;
    let sold = SoldAtTill {
        sale: asked.sale,
        number: done.number,
        receipt: done.receipt,
        paid: total.checked_add(paid.rounding).unwrap_or(total),
        rounding: paid.rounding,
        change: paid.change,
        tickets: done.tickets,
        earned: reckoned.earns(),
        points: done.points,
        sold_at: done.sold_at,
        cached: false,
    };
    work.log(Entry {
        amount: Some(total),
        details: json!({
            "sale": asked.sale, "receipt": sold.receipt, "goods": reckoned.totals.goods,
            "numbers": reckoned.totals.numbers, "lines": held.basket.len(),
        }),
        approval,
        ..Entry::new("sale.completed", &sold.number)
    })
    .await?;
    let mut parts = Vec::with_capacity(sold.tickets.len());
    for ticket in &sold.tickets {
        let (opened, head) = paper::open(seat, work, ticket.code).await?;
        work = opened;
        if let Receipt::Ticket(told) = print::ticket(seat, work.db(), &head).await?.receipt {
            parts.push(told.ticket);
        }
    }
    super::paper::of_sale(seat, &mut work, &sold, parts).await?;
    work.commit(answer(TillAnswer::Sold(Box::new(sold)))).await
}

/// What the function answers.
#[derive(Deserialize)]
struct Done {
    number: String,
    receipt: String,
    sold_at: chrono::DateTime<chrono::Utc>,
    tickets: Vec<SoldTicket>,
    points: Option<i64>,
}

/// Tenders in order, each with the id of its electronic payment where it is one.
struct Paid {
    tenders: Vec<(Tender, Option<ElectronicId>)>,
    rounding: Money,
    change: Money,
}

/// Holds the tenders against the total; without any, the whole is paid in exact cash.
fn pay(reckoned: &Reckoned, asked: &[Tender]) -> Result<Paid, No> {
    let (total, coin) = (reckoned.totals.total, reckoned.coin());
    let exact;
    let tenders = if asked.is_empty() {
        let amount = tender::cash_due(total, &[], coin).unwrap_or(total);
        let means = Means::Cash { received: amount };
        exact = [Tender { amount, means }];
        &exact[..]
    } else {
        asked
    };
    let mut problems: Vec<Refusal> = Vec::new();
    let till = |problem: TillProblem| Refusal::Till(problem);
    let settled = tender::settle(total, tenders, coin)
        .map_err(|found| problems.extend(found.into_iter().map(|one| till(one.into()))))
        .ok();
    problems.extend(credit(reckoned, tenders));
    match settled {
        Some(settled) if problems.is_empty() => Ok(Paid {
            tenders: tenders
                .iter()
                .map(|tender| {
                    let new = || ElectronicId::new(Uuid::now_v7());
                    (tender.clone(), tender.kind().is_unverified().then(new))
                })
                .collect(),
            rounding: settled.rounding,
            change: settled.change,
        }),
        _ => Err(problems.into()),
    }
}

/// What the customer's own account does not pay.
fn credit(reckoned: &Reckoned, tenders: &[Tender]) -> Vec<Refusal> {
    let asked = |kind| {
        let amounts = tenders
            .iter()
            .filter(|tender| tender.kind() == kind)
            .map(|tender| tender.amount);
        Money::try_sum(amounts).unwrap_or(Money::MAX)
    };
    let mut problems = Vec::new();
    for kind in [TenderKind::StoreCredit, TenderKind::Credit] {
        let required = asked(kind);
        if !required.is_positive() {
            continue;
        }
        let Some(customer) = &reckoned.customer else {
            problems.push(Refusal::Till(TenderProblem::NoCustomer.into()));
            continue;
        };
        let available = match kind {
            TenderKind::StoreCredit => customer.credit,
            _ => Money::ZERO,
        };
        if required > available {
            problems.push(Refusal::Till(TillProblem::CreditNotAvailable {
                limit: available,
                used: customer.owes,
                available,
                required,
            }));
        }
    }
    problems
}

/// A second person's consent to the discounts, unless one was given when they were.
async fn discounts(
    work: &mut Work<'_>,
    held: &Held,
    reckoned: &Reckoned,
    approval: Option<ApprovalId>,
) -> Result<Option<ApprovalId>, No> {
    let given = reckoned.totals.by_hand;
    if !reckoned.totals.needs_supervisor()
        || store::sale::discount_consented(work.db(), held.sale, given).await?
    {
        return Ok(None);
    }
    let target = held.sale.to_string();
    work.consent(Right::Discount, &target, Some(given), approval)
        .await
}

/// The tickets of a basket, priced, as the function reads them; every problem of every line is told.
async fn tickets(seat: &Seat, rules: &SaleRules, basket: &Basket) -> Result<Vec<Value>, No> {
    let mut documents = Vec::new();
    let mut refusals = Vec::new();
    for numbers in &basket.numbers {
        let asked = asked(numbers);
        match sell::price(rules, seat, &asked) {
            Ok(priced) => {
                for ticket in &priced {
                    let code = TicketCode::from_random(secret::random_u64()?);
                    let mut document = sell::ticket_document(ticket, code);
                    if let (Some(fields), Some(note)) = (document.as_object_mut(), &numbers.note) {
                        fields.insert("note".to_owned(), json!(note));
                    }
                    documents.push(document);
                }
            }
            Err(problems) => {
                refusals.extend(sell::all_refusals(seat, rules, &asked, problems).await?);
            }
        }
    }
    if refusals.is_empty() {
        Ok(documents)
    } else {
        Err(refusals.into())
    }
}

fn asked(numbers: &Numbers) -> Sell {
    Sell {
        key: CommandKey::new(Uuid::nil()),
        draws: numbers.draws.clone(),
        bets: numbers
            .bets
            .iter()
            .map(|bet| SellBet {
                kind: bet.kind,
                number: bet.number,
                stake: bet.stake,
                multiplier: bet.multiplier,
                origin: bet.origin,
            })
            .collect(),
        expected_total: None,
        received: None,
        note: numbers.note.clone(),
        approval: None,
        repeats: None,
    }
}

/// The sale as the function reads it.
fn document(
    held: &Held,
    reckoned: &Reckoned,
    asked: &CompleteSale,
    paid: &Paid,
    tickets: &[Value],
) -> Result<Value, No> {
    let (basket, totals) = (&held.basket, &reckoned.totals);
    let mut lines = Vec::with_capacity(basket.lines.len());
    for (line, (_, figures)) in basket.lines.iter().zip(&totals.lines) {
        let promotions: Vec<Value> = reckoned
            .promoted
            .iter()
            .filter(|one| one.line == line.no)
            .map(
                |one| json!({ "promotion": one.promotion, "name": one.name, "amount": one.amount }),
            )
            .collect();
        let reason = line.given.as_ref().or(basket.given.as_ref());
        let mut fields = json!({
            "line": line.no, "variant": line.item.variant, "sku": line.item.sku, "barcode": line.item.barcode,
            "name": line.item.name, "category_id": line.item.category, "category": line.item.category_name,
            "brand": line.item.brand, "weighed": line.item.weighed, "milli": line.quantity, "price": line.item.price,
            "tax_bp": line.item.tax, "tax_included": line.item.tax_included, "label": line.label,
            "reason": reason.map(|given| given.reason.as_str()).unwrap_or_default(),
            "note": line.note, "promotions": promotions,
        });
        let figures = serde_json::to_value(figures)
            .map_err(|why| No::Failed(fault(FaultKind::Inconsistent, &why)))?;
        if let (Some(fields), Value::Object(figures)) = (fields.as_object_mut(), figures) {
            fields.extend(figures);
        }
        lines.push(fields);
    }
    let worth = reckoned.rules.points.worth;
    let redeemed = if worth.is_positive() {
        basket
            .points
            .as_cents()
            .checked_div(worth.as_cents())
            .unwrap_or_default()
    } else {
        0
    };
    Ok(json!({
        "sale": held.sale,
        "version": held.version,
        "goods": totals.goods,
        "stakes": totals.numbers,
        "rounding": paid.rounding,
        "customer": basket.customer,
        "earned": reckoned.earns(),
        "redeemed": redeemed,
        "approval": asked.lift,
        "note": (!basket.note.is_empty()).then_some(&basket.note),
        "lines": lines,
        "coupons": reckoned.coupons,
        "tenders": tenders(paid),
        "tickets": tickets,
    }))
}

fn tenders(paid: &Paid) -> Vec<Value> {
    paid.tenders
        .iter()
        .zip(1_u16..)
        .map(|((tender, electronic), seq)| {
            let mut fields = json!({
                "seq": seq, "kind": tender.kind().name(), "amount": tender.amount, "electronic": electronic,
            });
            let details = match &tender.means {
                Means::Cash { received } => json!({ "received": received }),
                Means::Card {
                    last4,
                    authorisation,
                } => json!({ "last4": last4, "authorisation": authorisation.trim() }),
                Means::Sinpe { reference, phone } => {
                    json!({ "reference": reference.trim(), "phone": phone.trim() })
                }
                Means::Transfer { reference } => json!({ "reference": reference.trim() }),
                Means::Prize { .. } | Means::StoreCredit | Means::Credit => json!({}),
            };
            if let (Some(fields), Value::Object(details)) = (fields.as_object_mut(), details) {
                fields.extend(details);
            }
            fields
        })
        .collect()
}

/// What the database found first.
fn refused(failed: &store::Failed, paid: &Paid) -> Option<No> {
    match store::constraint(failed)? {
        "electronic_reference" => {
            let used = paid
                .tenders
                .iter()
                .find_map(|(tender, _)| match &tender.means {
                    Means::Sinpe { reference, .. } | Means::Transfer { reference } => {
                        Some(reference.trim().to_owned())
                    }
                    _ => None,
                });
            let reference = used.unwrap_or_default();
            Some(Refusal::Till(TillProblem::ReferenceUsed { reference }).into())
        }
        _ => None,
    }
}
