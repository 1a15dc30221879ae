//! One number of one draw: who holds it, and stopping its sale at once.

use serde_json::json;

use super::{check_number, own_scope};
use crate::{
    domain::{
        CommandKey, DrawId, DrawState, LimitEffect, LimitRule, LimitRuleId, Number, SaleProblem,
        ScopeId, TicketCode,
    },
    ops::{
        answer::Answer,
        draws,
        fail::No,
        refusal::Refusal,
        seat::Seat,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry},
};

/// Rows of one answer; the next begins after the last code.
const PAGE: i64 = 100;

/// The tickets that stand on a number, by code.
pub async fn number_tickets(
    seat: &Seat,
    draw: DrawId,
    number: Number,
    after: Option<TicketCode>,
) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let facts = draws::facts(&mut db, draw).await?;
    check_number(number, facts.digits)?;
    let rows = store::risk::number_tickets(&mut db, draw, number, after, PAGE).await?;
    Ok(Answer::NumberTickets(rows))
}

/// Stops the sale of a number in a draw: in the whole house for an administrator, in the own shop for who runs it.
/// Blocking what is blocked names the rule that does it.
pub async fn block_number(
    seat: &Seat,
    key: CommandKey,
    draw: DrawId,
    number: Number,
) -> Result<Answer, No> {
    let mut work = match work::begin(seat, key, "block_number", &(draw, number)).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let scope = own_scope(seat)?;
    let facts = draws::facts(work.db(), draw).await?;
    check_number(number, facts.digits)?;
    match facts.state {
        DrawState::Scheduled | DrawState::Open => {}
        state @ (DrawState::Closed | DrawState::Evaluated | DrawState::Annulled) => {
            return Err(Refusal::Sale(SaleProblem::DrawNotOpen { draw, state }).into());
        }
    }
    let id = match store::limit::block_of(work.db(), scope, draw, number).await? {
        Some(rule) => rule,
        None => block(&mut work, seat, scope, draw, number).await?,
    };
    let target = id.to_string();
    let mut entry = Entry::new("number.blocked", &target);
    entry.details = json!({
        "number": number, "draw": draw, "lottery": facts.name, "at": facts.at, "scope": scope,
    });
    work.log(entry).await?;
    work.commit(Answer::Blocked { rule: id }).await
}

/// Adds the rule that does it.
async fn block(
    work: &mut Work<'_>,
    seat: &Seat,
    scope: ScopeId,
    draw: DrawId,
    number: Number,
) -> Result<LimitRuleId, No> {
    let id = LimitRuleId::new(uuid::Uuid::now_v7());
    let rule = LimitRule {
        draw: Some(draw),
        numbers: vec![number.value()],
        ..LimitRule::new(id, scope, LimitEffect::Blocked)
    };
    store::limit::add(work.db(), seat.actor(), &rule).await?;
    Ok(rule.id)
}
