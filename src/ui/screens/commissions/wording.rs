//! A policy and its rules in words.

use super::Known;
use crate::domain::{CommissionShare, Percent, PolicyRule, Rate};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Text, commissions as t, name};

/// Who earns.
pub(super) const fn share(share: CommissionShare) -> Text {
    match share {
        CommissionShare::Listero => t::SHARE_SHOP,
        CommissionShare::Vendedor => t::SHARE_SELLER,
    }
}

/// `6.5`, without needless zeros.
pub(super) fn percent(percent: Percent) -> String {
    percent.as_decimal().normalize().to_string()
}

/// What is paid where no rule matches.
pub(super) fn general(default: Option<Percent>, ctx: &Ctx) -> String {
    default.map_or_else(
        || ctx.text(t::LEVEL_ABOVE).to_owned(),
        |all| format!("{} %", percent(all)),
    )
}

/// `85`, without needless zeros.
pub(super) fn factor(factor: Rate) -> String {
    factor.as_decimal().normalize().to_string()
}

/// On what a rule holds: lottery, kind of bet, range of factors; everything where it names nothing.
pub(super) fn concerns(rule: &PolicyRule, known: &Known, ctx: &Ctx) -> String {
    let mut parts = Vec::new();
    if let Some(lottery) = rule.lottery {
        let name = known.lottery(lottery).map(|name| plain(name).into_owned());
        parts.push(name.unwrap_or_else(|| ctx.text(t::OTHER_LOTTERY).to_owned()));
    }
    parts.extend(
        rule.kind
            .map(|kind| ctx.text(name::bet_kind(kind)).to_owned()),
    );
    let times = ctx.symbols.times;
    let range = match (rule.factor_min, rule.factor_max) {
        (None, None) => None,
        (Some(least), Some(most)) if least == most => Some(format!("{times}{}", factor(least))),
        (Some(least), Some(most)) => Some(format!("{times}{}–{}", factor(least), factor(most))),
        (Some(least), None) => {
            Some(ctx.say(&t::FACTOR_LEAST.with("factor", format!("{times}{}", factor(least)))))
        }
        (None, Some(most)) => {
            Some(ctx.say(&t::FACTOR_MOST.with("factor", format!("{times}{}", factor(most)))))
        }
    };
    parts.extend(range);
    if parts.is_empty() {
        parts.push(ctx.text(t::EVERYTHING).to_owned());
    }
    parts.join(&format!(" {} ", ctx.symbols.dot))
}
