//! A price list while it is being written: for each price of the lottery whether it may be sold, and which is the usual one.

use super::written;
use crate::domain::{CommandKey, LotteryId, Multiplier, MultiplierId, PriceList, ScopeId};
use crate::ops::{LotteryRow, PriceListRow, Refusal, Request};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Pick, Prompt, fact};
use crate::ui::screens::scopes::Scopes;
use crate::ui::text::{Say, lotteries as t, refusal};
use crate::ui::widgets::Field;

/// The words of a price's choice, in their order.
const NOT_SOLD: usize = 0;
const SOLD: usize = 1;
const USUAL: usize = 2;

/// A price list being written.
#[derive(Debug, Clone)]
pub(super) struct List {
    key: CommandKey,
    scope: ScopeId,
    scope_name: Say,
    lottery: LotteryId,
    prices: Vec<Multiplier>,
    values: Vec<String>,
}

/// Whose lists there are to choose, each with the prices that it names.
pub(super) fn pick(row: &LotteryRow, lists: &[PriceListRow], scopes: &Scopes, ctx: &Ctx) -> Pick {
    let choices = scopes.choices(ctx).into_iter();
    let items = choices.map(|(scope, name)| match of(lists, row.id, scope) {
        Some(list) => t::HAS_LIST
            .with("name", name)
            .with("prices", list.names.join(", ")),
        None => t::HAS_NO_LIST.with("name", name),
    });
    Pick::one(
        t::LISTS_OF.with("name", row.name.as_str()),
        items.collect(),
        0,
    )
}

/// The list in force of a scope for a lottery.
pub(super) fn of(
    lists: &[PriceListRow],
    lottery: LotteryId,
    scope: ScopeId,
) -> Option<&PriceListRow> {
    lists
        .iter()
        .find(|row| row.list.lottery == lottery && row.list.scope == scope)
}

impl List {
    /// The list at this place of the choice, or the beginning of one: all prices, as the lottery has them.
    pub fn at(
        row: &LotteryRow,
        lists: &[PriceListRow],
        (scope, scope_name): (ScopeId, Say),
        ctx: &Ctx,
    ) -> Self {
        let known = of(lists, row.id, scope).map(|row| &row.list);
        let choice = |price: &Multiplier| match known {
            Some(list) if list.usual.contains(&price.id) => USUAL,
            Some(list) if list.multipliers.contains(&price.id) => SOLD,
            Some(_) => NOT_SOLD,
            None if price.usual => USUAL,
            None => SOLD,
        };
        let date = |date: Option<chrono::NaiveDate>| {
            date.map(|date| written::dates(&[date])).unwrap_or_default()
        };
        let mut values: Vec<String> = row
            .multipliers
            .iter()
            .map(|price| choice(price).to_string())
            .collect();
        values.push(date(known.and_then(|list| list.from)));
        values.push(date(known.and_then(|list| list.to)));
        values.push(known.map(|list| list.reason.clone()).unwrap_or_default());
        Self {
            key: ctx.fresh_key(),
            scope,
            scope_name,
            lottery: row.id,
            prices: row.multipliers.clone(),
            values,
        }
    }

    /// Whose list it is.
    pub fn name(&self) -> Say {
        self.scope_name.clone()
    }

    /// The dialog with what is known so far.
    pub fn prompt(&self) -> Prompt {
        let value = |place: usize| self.values.get(place).cloned().unwrap_or_default();
        let mut fields: Vec<Field> = self
            .prices
            .iter()
            .enumerate()
            .map(|(place, price)| {
                Field::choice(super::price::say_short(price), [t::NO, t::YES, t::USUAL])
                    .chosen(value(place).parse().unwrap_or(SOLD))
            })
            .collect();
        let after = self.prices.len();
        fields.push(
            Field::text(t::FROM, 10)
                .hint(t::HINT_FROM)
                .value(value(after)),
        );
        fields.push(
            Field::text(t::TO, 10)
                .hint(t::HINT_TO)
                .value(value(after + 1)),
        );
        fields.push(Field::text(t::REASON, 200).value(value(after + 2)));
        let facts = vec![fact(t::FOR, self.name())];
        Prompt::new(t::EDIT_LIST, facts, fields).checked(check)
    }

    /// The dialog again, with the reasons why it was not saved.
    pub fn refused(&self, refusals: &[Refusal]) -> Prompt {
        let after = self.prices.len();
        refusals.iter().rev().fold(self.prompt(), |prompt, one| {
            let Refusal::Field { field, .. } = one else {
                return prompt.refused(0, refusal::sentence(one));
            };
            match field.as_str() {
                "usual" => prompt.refused(0, t::ONE_USUAL),
                "to" => prompt.refused(after + 1, t::ENDS_BEFORE),
                "reason" => prompt.refused(after + 2, refusal::sentence(one)),
                _ => prompt.refused(0, refusal::sentence(one)),
            }
        })
    }

    /// The command that saves what was typed; with no price chosen it ends the list.
    pub fn request(&mut self, values: Vec<String>) -> Request {
        self.values = values;
        let value = |place: usize| self.values.get(place).map_or("", |value| value.trim());
        let chosen = |wanted: &[usize]| -> Vec<MultiplierId> {
            let is = |place: usize| wanted.iter().any(|one| value(place) == one.to_string());
            let prices = self.prices.iter().enumerate();
            prices
                .filter(|(place, _)| is(*place))
                .map(|(_, price)| price.id)
                .collect()
        };
        let after = self.prices.len();
        Request::SavePriceList {
            key: self.key,
            list: PriceList {
                scope: self.scope,
                lottery: self.lottery,
                multipliers: chosen(&[SOLD, USUAL]),
                usual: chosen(&[USUAL]),
                from: value(after).parse().ok(),
                to: value(after + 1).parse().ok(),
                reason: value(after + 2).to_owned(),
            },
        }
    }
}

/// The two dates before the reason are empty or dates.
fn check(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    let reason = values.len().saturating_sub(1);
    for place in reason.saturating_sub(2)..reason {
        let value = values.get(place).map_or("", |value| value.trim());
        if !value.is_empty() {
            written::read_dates(value)
                .ok()
                .filter(|dates| dates.len() == 1)
                .ok_or_else(|| (place, t::BAD_DATES.with("part", value)))?;
        }
    }
    Ok(())
}
