//! A ticket without its paper: two people look for it by day, number and stake, and choose it from what was found.

use super::counter::Counter;
use crate::domain::{Digits, Number};
use crate::ops::{Answer, FindTicket, Reply, Request, UnseenRow};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Pick, Prompt};
use crate::ui::screen::Slot;
use crate::ui::text::{Say, frame, pay, refusal};
use crate::ui::widgets::{Field, typed_amount, typed_date};

/// Looking for a ticket without its paper.
pub(super) const UNSEEN: Slot = Slot("pay.unseen");

impl Counter {
    /// Asks for what the customer remembers.
    pub(super) fn ask_unseen(
        refused: Option<(usize, Say)>,
        values: &[String],
        ctx: &Ctx,
    ) -> Vec<Effect> {
        let today = ctx.voice.day(ctx.now);
        let typed = |place: usize| values.get(place).cloned();
        let fields = vec![
            Field::text(pay::UNSEEN_DAY, 10).value(typed(0).unwrap_or(today)),
            Field::text(pay::UNSEEN_NUMBER, 3).value(typed(1).unwrap_or_default()),
            Field::text(pay::UNSEEN_STAKE, 16)
                .hint(pay::UNSEEN_STAKE_HINT)
                .value(typed(2).unwrap_or_default()),
        ];
        let prompt = Prompt::new(pay::UNSEEN_TITLE, Vec::new(), fields);
        let prompt = match refused {
            Some((field, why)) => prompt.refused(field, why),
            None => prompt,
        };
        vec![Effect::open(UNSEEN, prompt)]
    }

    /// What was typed, as a command that a second person consents to.
    pub(super) fn unseen_typed(values: &[String], ctx: &Ctx) -> Vec<Effect> {
        match asked(values, ctx) {
            Ok(request) => vec![Effect::Ask(UNSEEN, request)],
            Err(wrong) => Self::ask_unseen(Some(wrong), values, ctx),
        }
    }

    /// What was found, to choose from.
    pub(super) fn unseen_found(&mut self, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            return refusal::show(reply);
        };
        let Answer::Unseen(rows) = answer.as_ref() else {
            return Vec::new();
        };
        if rows.is_empty() {
            return vec![Effect::note(pay::UNSEEN_NONE)];
        }
        let items = rows.iter().map(|row| item(row, ctx)).collect();
        self.unseen.clone_from(rows);
        vec![Effect::open(UNSEEN, Pick::one(pay::UNSEEN_TITLE, items, 0))]
    }

    pub(super) fn unseen_picked(&mut self, places: &[usize]) -> Vec<Effect> {
        let row = places.first().and_then(|place| self.unseen.get(*place));
        match row.map(|row| row.code) {
            Some(code) => self.look_up(code),
            None => Vec::new(),
        }
    }
}

fn item(row: &UnseenRow, ctx: &Ctx) -> Say {
    let words = format!(
        "{} {} {} {} {} {}",
        ctx.voice.clock(row.sold_at),
        row.lottery,
        row.vendedor,
        ctx.voice.money(row.stake),
        ctx.symbols.dot,
        ctx.voice.money(row.remaining)
    );
    frame::PLAIN.with("text", words)
}

fn asked(values: &[String], ctx: &Ctx) -> Result<Request, (usize, Say)> {
    let value = |place: usize| values.get(place).map_or("", |value| value.trim());
    let day = typed_date(value(0), ctx).map_err(|why| (0, why))?;
    let day = day.unwrap_or_else(|| ctx.voice.day_of(ctx.now));
    let digits = if value(1).len() == 3 {
        Digits::Three
    } else {
        Digits::Two
    };
    let number = Number::parse(value(1), digits).map_err(|_| (1, pay::NUMBER_WRONG.into()))?;
    let stake = match value(2) {
        "" => None,
        typed => Some(typed_amount(typed, ctx).map_err(|why| (2, why))?),
    };
    Ok(Request::FindTicket(FindTicket {
        key: ctx.fresh_key(),
        day,
        number,
        stake,
        from: None,
        to: None,
        vendedor: None,
        approval: None,
    }))
}
