//! A rule in words: what it does, and on what.

use super::numbers;
use crate::domain::{BetKind, Digits, LimitEffect, LimitRule};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Say, limits as t};

/// What a rule does: `hasta ₡50.000 por tiquete`.
pub(super) fn effect(rule: &LimitRule) -> Say {
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
        LimitEffect::Blocked => t::BLOCKED.into(),
    }
}

/// Whether a supervisor may lift it, where that can be.
pub(super) fn lift(rule: &LimitRule) -> Option<Say> {
    match rule.effect {
        LimitEffect::Accumulated { .. } if rule.liftable => Some(t::LIFTABLE.into()),
        LimitEffect::Accumulated { .. } => Some(t::NOT_LIFTABLE.into()),
        LimitEffect::PerTicket { .. } | LimitEffect::Blocked => None,
    }
}

/// On what: lottery, numbers, kind, draw, dates. `draw` is what people call the rule's draw, where it is known.
pub(super) fn filters(
    rule: &LimitRule,
    lottery: Option<&str>,
    digits: Option<Digits>,
    draw: Option<&str>,
    ctx: &Ctx,
) -> String {
    let mut parts = Vec::new();
    parts.extend(lottery.map(|name| plain(name).into_owned()));
    let long = rule.numbers.iter().any(|number| *number > 99);
    let digits = digits.unwrap_or(if long { Digits::Three } else { Digits::Two });
    parts.push(if rule.numbers.is_empty() {
        ctx.text(t::EVERYTHING).to_owned()
    } else {
        numbers::write(&rule.numbers, digits)
    });
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
        parts.push(ctx.text(t::ONE_MULTIPLIER).to_owned());
    }
    parts.extend(rule.from.map(|date| ctx.say(&t::FROM.with("date", date))));
    parts.extend(rule.to.map(|date| ctx.say(&t::UNTIL.with("date", date))));
    parts.join(&format!(" {} ", ctx.symbols.dot))
}
