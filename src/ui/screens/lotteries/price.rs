//! A price of a lottery while it is being written.

use crate::domain::{BetKind, CommandKey, LotteryId, Multiplier, MultiplierId, Rate};
use crate::ops::{LotteryRow, Refusal, Request};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Pick, Prompt};
use crate::ui::text::{Say, Text, lotteries as t, name, refusal};
use crate::ui::widgets::Field;

const NAME: usize = 0;
const KIND: usize = 1;
const FACTOR: usize = 2;
const USUAL: usize = 3;
const IN_USE: usize = 4;

/// A price being written.
#[derive(Debug, Clone)]
pub(super) struct Price {
    title: Text,
    key: CommandKey,
    multiplier: MultiplierId,
    lottery: LotteryId,
    values: Vec<String>,
}

/// The prices of a lottery, those no longer sold behind the others, and the possibility to add one as the last item.
pub(super) fn pick(row: &LotteryRow) -> Pick {
    let sold = row.multipliers.iter().map(say);
    let retired = row
        .retired
        .iter()
        .map(|price| t::RETIRED.with("price", say(price)));
    let items = sold.chain(retired).chain([t::ADD.into()]).collect();
    Pick::one(t::MULTIPLIERS.with("name", row.name.as_str()), items, 0)
}

fn say(price: &Multiplier) -> Say {
    let text = if price.usual {
        t::USUAL_PRICE
    } else {
        t::PRICE
    };
    text.with("name", price.name.as_str())
        .with("kind", name::bet_kind(price.kind))
        .with("factor", price.factor.to_string())
}

/// A price in a few words.
pub(super) fn say_short(price: &Multiplier) -> Say {
    t::PRICE_SHORT
        .with("name", price.name.as_str())
        .with("kind", name::bet_kind(price.kind))
}

impl Price {
    /// The price at this place of the lottery's list, or a new one behind its end.
    pub fn at(row: &LotteryRow, place: usize, ctx: &Ctx) -> Self {
        let known = row.multipliers.iter().chain(&row.retired).nth(place);
        let yes = |is: bool| usize::from(!is).to_string();
        let values = match known {
            Some(price) => vec![
                price.name.clone(),
                usize::from(price.kind == BetKind::Reventado).to_string(),
                price.factor.to_string(),
                yes(price.usual),
                yes(place < row.multipliers.len()),
            ],
            None => ["", "0", "", "1", "0"].map(str::to_owned).to_vec(),
        };
        Self {
            title: if known.is_some() {
                t::EDIT_MULTIPLIER
            } else {
                t::NEW_MULTIPLIER
            },
            key: ctx.fresh_key(),
            multiplier: known.map_or_else(|| ctx.fresh_id(), |price| price.id),
            lottery: row.id,
            values,
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// The dialog with what is known so far.
    pub fn prompt(&self) -> Prompt {
        let value = |place: usize| self.values.get(place).cloned().unwrap_or_default();
        let kinds = [BetKind::Straight, BetKind::Reventado].map(name::bet_kind);
        let fields = vec![
            Field::text(t::NAME, 20).value(value(NAME)),
            Field::choice(t::KIND, kinds).chosen(usize::from(value(KIND) == "1")),
            Field::text(t::FACTOR, 12).value(value(FACTOR)),
            Field::choice(t::USUAL, [t::YES, t::NO]).chosen(usize::from(value(USUAL) == "1")),
            Field::choice(t::IN_USE, [t::YES, t::NO]).chosen(usize::from(value(IN_USE) == "1")),
        ];
        Prompt::new(self.title, Vec::new(), fields).checked(check)
    }

    /// The dialog again, with the reasons why it was not saved.
    pub fn refused(&self, refusals: &[Refusal]) -> Prompt {
        let place = |one: &Refusal| {
            let factor = matches!(one, Refusal::Field { field, .. } if field == "factor");
            if factor { FACTOR } else { NAME }
        };
        let reventado = self.values.get(KIND).is_some_and(|kind| kind == "1");
        refusals
            .iter()
            .rev()
            .fold(self.prompt(), |prompt, one| match place(one) {
                FACTOR if reventado => prompt.refused(FACTOR, t::BALL_FACTOR),
                place => prompt.refused(place, refusal::sentence(one)),
            })
    }

    /// The command that saves what was typed.
    pub fn request(&mut self, values: Vec<String>) -> Option<Request> {
        self.values = values;
        let value = |place: usize| self.values.get(place).map_or("", |value| value.trim());
        Some(Request::SaveMultiplier(crate::ops::SaveMultiplier {
            key: self.key,
            multiplier: self.multiplier,
            lottery: self.lottery,
            name: self.name().trim().to_owned(),
            kind: if value(KIND) == "1" {
                BetKind::Reventado
            } else {
                BetKind::Straight
            },
            factor: Rate::parse(value(FACTOR)).ok()?,
            usual: value(USUAL) != "1",
            active: value(IN_USE) != "1",
        }))
    }
}

fn check(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    let value = |place: usize| values.get(place).map_or("", |value| value.trim());
    if value(NAME).is_empty() {
        return Err((NAME, t::MISSING.into()));
    }
    match Rate::parse(value(FACTOR)) {
        Ok(_) => Ok(()),
        Err(_) => Err((FACTOR, t::BAD_FACTOR.into())),
    }
}
