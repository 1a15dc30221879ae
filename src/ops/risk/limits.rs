//! Limit rules: seen, added, replaced, ended. A replaced rule ends and another with a fresh id begins, so that what was in
//! force when is never lost; the next sale meets the new one.

use serde_json::json;

use super::path_of;
use crate::{
    domain::{
        CommandKey, Digits, LimitEffect, LimitRule, LimitRuleId, Right, ScopeId, limit,
        view::LimitRow,
    },
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal, Thing},
        seat::Seat,
        text,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry, limit::Named},
};

/// All rules in force that the asker may see.
pub async fn list(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Limits(store::limit::list(&mut db).await?))
}

/// Adds a rule, or replaces the one with this id.
pub async fn save(seat: &Seat, key: CommandKey, rule: LimitRule) -> Result<Answer, No> {
    let mut work = match work::begin(seat, key, "save_limit", &rule).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let before = store::limit::one(work.db(), rule.id).await?;
    if let Some(before) = &before {
        editable(seat, before)?;
    }
    path_of(work.db(), seat, rule.scope, Right::RunHouse).await?;
    let named = store::limit::named(work.db(), &rule).await?;
    let mut problems = problems(&rule, &named);
    let mut after = normal(rule);
    match text::optional("reason", &after.reason, 200) {
        Ok(reason) => after.reason = reason,
        Err(problem) => problems.push(problem),
    }
    if !problems.is_empty() {
        return Err(problems.into());
    }
    if let Some(before) = &before {
        end_rule(&mut work, before).await?;
        after.id = LimitRuleId::new(uuid::Uuid::now_v7());
    }
    // An id that exists and is not in force, or is not the asker's to see.
    if !store::limit::add(work.db(), seat.actor(), &after).await? {
        return Err(Refusal::NotFound { what: Thing::Limit }.into());
    }
    let target = after.id.to_string();
    let mut entry = Entry::new("limit.saved", &target);
    entry.note = &after.reason;
    entry.details = json!({ "before": before.map(|before| before.rule), "after": after });
    work.log(entry).await?;
    work.commit(Answer::Saved).await
}

/// Ends a rule; also the undo of an emergency block.
pub async fn end(seat: &Seat, key: CommandKey, rule: LimitRuleId) -> Result<Answer, No> {
    let mut work = match work::begin(seat, key, "end_limit", &rule).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let before = store::limit::one(work.db(), rule).await?;
    let before = before.ok_or(Refusal::NotFound { what: Thing::Limit })?;
    editable(seat, &before)?;
    end_rule(&mut work, &before).await?;
    let target = rule.to_string();
    let mut entry = Entry::new("limit.ended", &target);
    entry.details = json!({ "before": before.rule });
    work.log(entry).await?;
    work.commit(Answer::Saved).await
}

/// A shop does not change what the house set.
fn editable(seat: &Seat, row: &LimitRow) -> Result<(), Refusal> {
    if row.editable {
        return Ok(());
    }
    Err(Refusal::NotAllowed {
        right: Right::RunHouse,
        role: seat.me.role,
    })
}

/// Somebody else may have ended it a moment ago.
async fn end_rule(work: &mut Work<'_>, row: &LimitRow) -> Result<(), No> {
    let actor = work.actor();
    if store::limit::end(work.db(), actor, row.rule.id).await? {
        return Ok(());
    }
    Err(Refusal::NotFound { what: Thing::Limit }.into())
}

/// The rule as it is stored: numbers and weekdays once each, in order.
fn normal(mut rule: LimitRule) -> LimitRule {
    rule.numbers.sort_unstable();
    rule.numbers.dedup();
    rule.weekdays
        .sort_by_key(chrono::Weekday::num_days_from_monday);
    rule.weekdays.dedup();
    rule
}

/// Everything that is wrong with a rule: names of nothing, filters that contradict each other, settings without effect.
pub(super) fn problems(rule: &LimitRule, named: &Named) -> Vec<Refusal> {
    let mut problems = Vec::new();
    let mut unknown = |what| problems.push(Refusal::NotFound { what });
    if rule.lottery.is_some() && named.lottery_digits.is_none() {
        unknown(Thing::Lottery);
    }
    if rule.draw.is_some() && named.draw_lottery.is_none() {
        unknown(Thing::Draw);
    }
    if rule.multiplier.is_some() && named.multiplier_lottery.is_none() {
        unknown(Thing::Multiplier);
    }
    let lottery = rule.lottery.map(Into::into);
    let draw_elsewhere = differ(lottery, named.draw_lottery);
    let price_elsewhere = differ(lottery, named.multiplier_lottery)
        || differ(named.draw_lottery, named.multiplier_lottery);
    let other_kind = differ(rule.kind.map(store::row::kind_code), named.multiplier_kind);
    let measures = rule.effect.measures();
    let ends = matches!(rule.effect, LimitEffect::Cutoff { .. });
    let negative = match rule.effect {
        LimitEffect::PerTicket { amount } | LimitEffect::Accumulated { amount, .. } => {
            amount.is_negative()
        }
        LimitEffect::Dynamic { base, .. } => base.is_negative(),
        LimitEffect::Blocked | LimitEffect::Cutoff { .. } => false,
    };
    let seller_of_seller = rule.effect.per_seller() && matches!(rule.scope, ScopeId::Vendedor(_));
    let too_early =
        matches!(rule.effect, LimitEffect::Cutoff { minutes } if minutes > limit::MOST_MINUTES);
    let wrong = [
        ("draw", draw_elsewhere),
        (
            "multiplier",
            price_elsewhere || (ends && rule.multiplier.is_some()),
        ),
        ("kind", other_kind || (ends && rule.kind.is_some())),
        (
            "numbers",
            rule.numbers.iter().any(|number| *number >= numbers(named))
                || (ends && !rule.numbers.is_empty()),
        ),
        // The number of the day is one number, whatever else is named.
        (
            "day_number",
            rule.day_number && (ends || !rule.numbers.is_empty()),
        ),
        // The end of a sale holds for the draw as a whole.
        ("hours", ends && rule.hours.is_some()),
        ("minutes", too_early),
        ("amount", negative),
        ("per_seller", seller_of_seller),
        // Only an accumulated limit can be lifted for a sale.
        ("liftable", rule.liftable && !measures),
        (
            "to",
            matches!((rule.from, rule.to), (Some(from), Some(to)) if from > to),
        ),
    ];
    problems.extend(
        wrong
            .into_iter()
            .filter(|(_, wrong)| *wrong)
            .map(|(field, _)| Refusal::Field {
                field: field.to_owned(),
                problem: FieldProblem::OutOfRange,
            }),
    );
    problems
}

/// Whether both are known and not the same.
fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

/// How many numbers the rule's lottery or draw has; a rule for all lotteries may name those of the longest.
fn numbers(named: &Named) -> u16 {
    named
        .draw_digits
        .or(named.lottery_digits)
        .and_then(|count| u8::try_from(count).ok())
        .and_then(Digits::from_count)
        .unwrap_or(Digits::Three)
        .numbers()
}
