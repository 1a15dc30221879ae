//! Selling: the console's side of it. The domain checks and prices, one function of the database arbitrates and applies,
//! in one round trip. A refused sale is checked again completely, so that every problem is reported at once.

use serde_json::{Value, json};

use super::{
    answer::Answer,
    desk,
    fail::{No, fault},
    outcome,
    refusal::{FaultKind, Refusal},
    request::{Sell, SellBet},
    seat::Seat,
    secret,
    work::{read_answer, request_hash},
};
use crate::{
    domain::{
        CommandKey, DrawId, DrawState, LimitedBet, Money, SaleId, SaleProblem, SaleRules,
        TicketCode, TicketId,
        limit::{self, Sales},
        sale::{self, AskedBet, PricedTicket},
        view::Quote,
    },
    store,
};

/// How often codes are drawn anew when one is taken. With 10¹¹ codes the second try is already a curiosity.
const CODE_TRIES: u32 = 5;

/// Sells one ticket for each chosen draw; all or nothing.
pub async fn sell(seat: &Seat, asked: Sell) -> Result<Answer, No> {
    let hash = request_hash(&asked);
    let mut rules = match seat.rules() {
        Some(rules) => rules,
        None => desk::read_rules(seat).await?,
    };
    let mut priced = price(&rules, seat, &asked);
    if priced.is_err() {
        // What the console remembers may be old: a draw was opened, a price changed, the clock moved.
        if let Some(stored) = stored_answer(seat, asked.key, &hash).await? {
            return Ok(stored);
        }
        rules = desk::read_rules(seat).await?;
        priced = price(&rules, seat, &asked);
    }
    let mut tickets = match priced {
        Ok(tickets) => tickets,
        Err(problems) => return Err(all_refusals(seat, &rules, &asked, problems).await?.into()),
    };
    for attempt in 0..CODE_TRIES {
        match apply(seat, &asked, &tickets, &hash).await {
            Err(No::Stale) if attempt == 0 => {
                rules = desk::read_rules(seat).await?;
                tickets = match price(&rules, seat, &asked) {
                    Ok(tickets) => tickets,
                    Err(problems) => {
                        return Err(all_refusals(seat, &rules, &asked, problems).await?.into());
                    }
                };
            }
            Err(No::Failed(failed)) if failed.code == CODE_TAKEN => {}
            Err(No::Refused(found)) if found.iter().all(of_a_sale) => {
                return Err(completed(seat, &asked, found).await?.into());
            }
            // The function does not tell a key that was given up from one that was used otherwise.
            Err(No::Refused(found)) if found == [Refusal::KeyReused { key: asked.key }] => {
                stored_answer(seat, asked.key, &hash).await?;
                return Err(found.into());
            }
            other => return other,
        }
    }
    Err(No::Failed(fault(
        FaultKind::Inconsistent,
        &"no free ticket code was found",
    )))
}

/// Whether a refusal is one of those that are reported all at once.
fn of_a_sale(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Sale(_) | Refusal::NoOpenDrawer)
}

/// The database stops at the first kind of problem that it finds; what else speaks against the sale is added.
async fn completed(seat: &Seat, asked: &Sell, found: Vec<Refusal>) -> Result<Vec<Refusal>, No> {
    let rules = desk::read_rules(seat).await?;
    let problems = price(&rules, seat, asked).err().unwrap_or_default();
    let mut refusals = all_refusals(seat, &rules, asked, problems).await?;
    for refusal in found {
        if refusals.iter().all(|known| known.code() != refusal.code()) {
            refusals.push(refusal);
        }
    }
    Ok(refusals)
}

/// Marks, inside this module only, that a drawn code exists already.
const CODE_TAKEN: &str = "code-taken";

/// The stored answer of an equal command, so that a repeat is answered even when the draw has closed meanwhile.
async fn stored_answer(seat: &Seat, key: CommandKey, hash: &[u8]) -> Result<Option<Answer>, No> {
    let mut db = seat.connection().await?;
    let known = store::command::known(&mut db, key).await?;
    match known {
        Some(known) if known.request_hash == hash => {
            store::command::flush(&mut db).await?;
            let answer = known.answer.map(read_answer).transpose()?;
            Ok(answer.map(Answer::cached))
        }
        Some(known) => Err(outcome::reused(key, &known).into()),
        None => Ok(None),
    }
}

/// Checks a sale completely without making it.
pub async fn quote(seat: &Seat, asked: &Sell) -> Result<Answer, No> {
    let rules = desk::read_rules(seat).await?;
    let (tickets, problems) = match price(&rules, seat, asked) {
        Ok(tickets) => (tickets, Vec::new()),
        Err(problems) => (Vec::new(), problems),
    };
    let refusals = all_refusals(seat, &rules, asked, problems).await?;
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let total = total(&tickets)?;
    Ok(Answer::Quoted(Quote {
        total,
        change: asked
            .received
            .and_then(|received| received.checked_sub(total)),
    }))
}

/// Prices a sale of tickets; every problem that can be known before the counters are locked.
pub(super) fn price(
    rules: &SaleRules,
    seat: &Seat,
    asked: &Sell,
) -> Result<Vec<PricedTicket>, Vec<SaleProblem>> {
    let bets: Vec<AskedBet> = asked.bets.iter().map(asked_bet).collect();
    sale::price(rules, &asked.draws, &bets, seat.now())
}

fn asked_bet(bet: &SellBet) -> AskedBet {
    AskedBet {
        kind: bet.kind,
        number: bet.number,
        stake: bet.stake,
        multiplier: bet.multiplier,
        origin: bet.origin,
    }
}

fn total(tickets: &[PricedTicket]) -> Result<Money, Refusal> {
    Money::try_sum(tickets.iter().map(|ticket| ticket.total))
        .map_err(|_| Refusal::Sale(SaleProblem::TooMuch))
}

/// Every reason against a sale: what the domain found, the limits as they stand, and what is missing around it.
pub(super) async fn all_refusals(
    seat: &Seat,
    rules: &SaleRules,
    asked: &Sell,
    mut problems: Vec<SaleProblem>,
) -> Result<Vec<Refusal>, No> {
    let mut db = seat.connection().await?;
    for problem in &mut problems {
        // A seller's rules hold only draws that may be sold; of another one its state is told.
        if let SaleProblem::DrawUnknown { draw } = *problem
            && let Some(facts) = store::draw::facts(&mut db, draw).await?
            && facts.state != DrawState::Open
        {
            let state = facts.state;
            *problem = SaleProblem::DrawNotOpen { draw, state };
        }
    }
    let drawer = store::desk::open_drawer(&mut db).await?;
    let counters = store::desk::counters(&mut db, &asked.draws).await?;
    let sales = desk::sales(&mut db, &rules.limits, &asked.draws).await?;
    for found in above_limits(seat, rules, asked, &counters, &sales) {
        if !problems.contains(&found) {
            problems.push(found);
        }
    }
    let mut refusals: Vec<Refusal> = Vec::new();
    if drawer.is_none() {
        refusals.push(Refusal::NoOpenDrawer);
    }
    refusals.extend(problems.into_iter().map(Refusal::Sale));
    Ok(refusals)
}

/// The accumulated limits that the sale would pass, from the counters as they stand.
fn above_limits(
    seat: &Seat,
    rules: &SaleRules,
    asked: &Sell,
    counters: &[store::desk::Counter],
    sales: &Sales,
) -> Vec<SaleProblem> {
    let mut found = Vec::new();
    for draw in rules
        .draws
        .iter()
        .filter(|draw| asked.draws.contains(&draw.id))
    {
        let limited = draw.limited(seat.now(), rules.zone);
        for bet in &asked.bets {
            let Some(offer) = draw.offer(bet.kind, bet.multiplier) else {
                continue;
            };
            let subject = LimitedBet {
                kind: bet.kind,
                number: bet.number,
                multiplier: offer.id,
            };
            let found_here = limit::in_force(&rules.limits, rules.seller, limited, subject, sales);
            for ceiling in found_here.ceilings {
                let counted = asked.bets.iter().filter(|other| {
                    let priced = || draw.offer(other.kind, other.multiplier);
                    other.number == bet.number
                        && ceiling.kind.is_none_or(|kind| kind == other.kind)
                        && ceiling
                            .price
                            .is_none_or(|price| priced().is_some_and(|offer| offer.id == price))
                });
                let Ok(wanted) = Money::try_sum(counted.map(|other| other.stake)) else {
                    continue;
                };
                let used = desk::used_on(counters, draw.id, &ceiling, bet.number);
                let left = limit::left(&ceiling, used);
                let problem = SaleProblem::AboveLimit {
                    draw: draw.id,
                    number: bet.number,
                    asked: wanted,
                    left,
                    limit: ceiling.amount,
                    rule: ceiling.rule,
                    liftable: ceiling.liftable,
                };
                if wanted > left && !found.contains(&problem) {
                    found.push(problem);
                }
            }
        }
    }
    found
}

/// Sends the priced sale to the function that applies it.
async fn apply(
    seat: &Seat,
    asked: &Sell,
    tickets: &[PricedTicket],
    hash: &[u8],
) -> Result<Answer, No> {
    let total = total(tickets)?;
    if let Some(expected) = asked.expected_total
        && expected != total
    {
        return Err(Refusal::TotalChanged { expected, total }.into());
    }
    if let Some(received) = asked.received
        && received < total
    {
        return Err(Refusal::ReceivedTooLittle { total, received }.into());
    }
    let note = asked
        .note
        .as_deref()
        .map(|note| super::text::optional("note", note, 120))
        .transpose()?;
    let document = document(asked, tickets, total, note.as_deref())?;
    let mut line = seat.lines().hurry().await?;
    let answered = store::ticket::sell(line.db(), seat.token(), asked.key, hash, &document).await;
    // A line whose wire broke is in doubt and not kept.
    if answered.as_ref().err().is_none_or(store::answered) {
        line.keep().await;
    }
    match answered {
        Ok(answer) => read_answer(answer),
        Err(failed) if store::constraint(&failed) == Some("ticket_code_pkey") => {
            Err(No::Failed(super::refusal::Fault {
                kind: FaultKind::Busy,
                code: CODE_TAKEN.to_owned(),
            }))
        }
        Err(failed) => Err(failed.into()),
    }
}

/// The priced sale as the function reads it.
fn document(
    asked: &Sell,
    tickets: &[PricedTicket],
    total: Money,
    note: Option<&str>,
) -> Result<Value, No> {
    let mut documents = Vec::with_capacity(tickets.len());
    for ticket in tickets {
        let code = TicketCode::from_random(secret::random_u64()?);
        documents.push(ticket_document(ticket, code));
    }
    Ok(json!({
        "sale": SaleId::new(uuid::Uuid::now_v7()),
        "total": total,
        "received": asked.received,
        "note": note,
        "repeats": asked.repeats.map(TicketCode::digits),
        "approval": asked.approval,
        "tickets": documents,
    }))
}

/// A priced ticket with a code drawn for it, as the database reads it.
pub(super) fn ticket_document(ticket: &PricedTicket, code: TicketCode) -> Value {
    let draw: DrawId = ticket.draw;
    let bets: Vec<Value> = ticket
        .bets
        .iter()
        .map(|bet| {
            json!({
                "line": bet.line,
                "kind": store::row::kind_code(bet.kind),
                "number": bet.number.value(),
                "stake": bet.stake,
                "multiplier": bet.multiplier,
                "named": bet.named,
                "factor": bet.factor,
                "origin": bet.origin.name(),
                "listero_percent": bet.listero_percent,
                "listero": bet.listero,
                "listero_source": bet.listero_source,
                "vendedor_percent": bet.vendedor_percent,
                "vendedor": bet.vendedor,
                "vendedor_source": bet.vendedor_source,
            })
        })
        .collect();
    json!({
        "ticket": TicketId::new(uuid::Uuid::now_v7()),
        "code": code.digits(),
        "draw": draw,
        "total": ticket.total,
        "listero": ticket.listero,
        "vendedor": ticket.vendedor,
        "bets": bets,
    })
}
