//! A rule in words: what it does, and on what.

use super::super::weekdays;
use super::{numbers, when};
use crate::domain::{BetKind, Digits, LimitEffect, LimitRule};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Say, limits as t};

/// What a rule does: `hasta ₡50.000 por tiquete`.
pub(in crate::ui::screens) fn effect(rule: &LimitRule) -> Say {
    match rule.effect {
        LimitEffect::PerTicket { amount } => t::PER_TICKET.with("amount", amount),
        LimitEffect::Accumulated {
            amount,
            per_seller: true,
        } => t::PER_SELLER.with("amount", amount),
        LimitEffect::Accumulated {
            amount,
            per_seller: false,
        } => t::ACCUMULATED.with("amount", amount),
        LimitEffect::Dynamic {
            base,
            percent,
            per_seller,
        } => {
            let text = if per_seller { t::GROWS_EACH } else { t::GROWS };
            let say = text.with("base", base);
            say.with("percent", percent.to_string())
        }
        LimitEffect::Blocked => t::BLOCKED.into(),
        LimitEffect::Cutoff { minutes } => t::ENDS.with("n", i64::from(minutes)),
    }
}

/// Whether a supervisor may lift it, where that can be.
pub(in crate::ui::screens) fn lift(rule: &LimitRule) -> Option<Say> {
    match rule.effect {
        LimitEffect::Accumulated { .. } | LimitEffect::Dynamic { .. } => Some(if rule.liftable {
            t::LIFTABLE.into()
        } else {
            t::NOT_LIFTABLE.into()
        }),
        LimitEffect::PerTicket { .. } | LimitEffect::Blocked | LimitEffect::Cutoff { .. } => None,
    }
}

/// On what: lottery, numbers, kind, draw, price, days and hours. `draw` and `price` are what people call them, where that
/// is known.
pub(in crate::ui::screens) fn filters(
    rule: &LimitRule,
    lottery: Option<&str>,
    digits: Option<Digits>,
    draw: Option<&str>,
    price: Option<&str>,
    ctx: &Ctx,
) -> String {
    let mut parts = Vec::new();
    parts.extend(lottery.map(|name| plain(name).into_owned()));
    let long = rule.numbers.iter().any(|number| *number > 99);
    let digits = digits.unwrap_or(if long { Digits::Three } else { Digits::Two });
    let ends = matches!(rule.effect, LimitEffect::Cutoff { .. });
    if rule.day_number {
        parts.push(ctx.text(t::DAY_NUMBER).to_owned());
    } else if !rule.numbers.is_empty() {
        parts.push(numbers::write(&rule.numbers, digits));
    } else if !ends {
        parts.push(ctx.text(t::EVERYTHING).to_owned());
    }
    match rule.kind {
        Some(BetKind::Straight) => parts.push(ctx.text(t::ONLY_STRAIGHT).to_owned()),
        Some(BetKind::Reventado) => parts.push(ctx.text(t::ONLY_REVENTADO).to_owned()),
        None => {}
    }
    match (rule.draw, draw) {
        (Some(_), Some(name)) => parts.push(ctx.say(&t::THIS_DRAW.with("name", name))),
        (Some(_), None) => parts.push(ctx.text(t::ONE_DRAW).to_owned()),
        (None, _) => {}
    }
    if rule.multiplier.is_some() {
        let name = price.map(|name| plain(name).into_owned());
        parts.push(name.unwrap_or_else(|| ctx.text(t::ONE_MULTIPLIER).to_owned()));
    }
    if !rule.weekdays.is_empty() {
        parts.push(weekdays::write(&rule.weekdays, ctx.voice.lang));
    }
    parts.extend(rule.hours.map(when::write_hours));
    parts.extend(rule.from.map(|date| ctx.say(&t::FROM.with("date", date))));
    parts.extend(rule.to.map(|date| ctx.say(&t::UNTIL.with("date", date))));
    parts.join(&format!(" {} ", ctx.symbols.dot))
}
