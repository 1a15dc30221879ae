//! What the house answered about accounts.

use super::{Accounts, CLOSED, FORM, LIMIT, PAPER, REVERSE, SAVE, View};
use crate::ops::{Answer, MovementReceipt, Reply};
use crate::ui::account_paper as paper;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::Message;
use crate::ui::screen::Slot;
use crate::ui::text::{Say, accounts as t, frame, refusal};
use crate::ui::widgets::Grid;

impl Accounts {
    pub(super) fn replied(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            return self.not_done(slot, reply);
        };
        match (slot, answer.as_ref()) {
            (SAVE, Answer::MovementReceipt(told)) => {
                self.draft = None;
                self.done(
                    t::SAVED.with("number", told.movement.number.to_string()),
                    told,
                    ctx,
                )
            }
            (REVERSE, Answer::MovementReceipt(told)) => {
                let reversal = told.movement.reversed.as_ref();
                let number = reversal.map_or(told.movement.number, |reversal| reversal.number);
                self.done(t::REVERSED.with("number", number.to_string()), told, ctx)
            }
            (_, Answer::MovementReceipt(told)) if std::mem::take(&mut self.copies) => {
                let lines = paper::receipt(told, *ctx.voice, ctx.keymap);
                vec![Effect::Copy(lines.join("\n")), Effect::good(t::COPIED)]
            }
            (_, Answer::MovementReceipt(told)) => vec![shown(told, ctx)],
            (LIMIT, Answer::Saved) => {
                let mut effects = self.refresh();
                effects.push(Effect::good(t::CREDIT_SAVED));
                effects
            }
            (CLOSED, Answer::Month(_)) => {
                self.learn(answer);
                let mut effects = self.refresh();
                effects.push(Effect::good(t::MONTH_DONE));
                effects
            }
            _ => {
                self.learn(answer);
                Vec::new()
            }
        }
    }

    fn done(&self, say: Say, told: &MovementReceipt, ctx: &Ctx) -> Vec<Effect> {
        let mut effects = self.refresh();
        effects.push(Effect::good(say));
        effects.push(shown(told, ctx));
        effects
    }

    /// What was typed opens again with the reason beside its field; anything else is said.
    fn not_done(&mut self, slot: Slot, reply: &Reply) -> Vec<Effect> {
        match (slot, reply, &self.draft) {
            (SAVE, Reply::Refused(refusals), Some(draft)) => {
                vec![Effect::open(FORM, draft.refused(refusals))]
            }
            _ => refusal::show(reply),
        }
    }

    fn learn(&mut self, answer: &Answer) {
        if let Answer::Accounts(list) = answer {
            let chosen = self.grid.chosen().map(|row| row.holder);
            self.grid.set(list.rows.clone(), false);
            let place = list.rows.iter().position(|row| Some(row.holder) == chosen);
            if let Some(place) = place {
                self.grid.choose(place);
            }
            self.list = Some(list.clone());
            return;
        }
        let Some(view) = self.views.last_mut() else {
            return;
        };
        match (view, answer) {
            (
                View::Statement {
                    whose,
                    month,
                    told,
                    grid,
                },
                Answer::Statement(statement),
            ) if (whose.holder, *month) == (statement.holder, statement.from) => {
                let place = grid.place();
                let first = told.is_none();
                grid.set(statement.days.clone(), false);
                // The newest day is what people look for.
                grid.choose(if first {
                    statement.days.len().saturating_sub(1)
                } else {
                    place
                });
                *told = Some(statement.clone());
            }
            (
                View::Day {
                    whose,
                    date,
                    told,
                    grid,
                },
                Answer::StatementDay(day),
            ) if (whose.holder, *date) == (day.holder, day.date) => {
                fill(grid, day.entries.clone());
                *told = Some(Box::new(day.clone()));
            }
            (View::Tickets { next, grid, .. }, Answer::StatementTickets(page)) => {
                pages(grid, next, page.rows.clone(), page.next.clone());
            }
            (View::Receipts { next, grid, .. }, Answer::Movements(page)) => {
                pages(grid, next, page.rows.clone(), page.next.clone());
            }
            (View::Month { month, told, grid }, Answer::Month(view)) if *month == view.month => {
                fill(grid, view.rows.clone());
                *told = Some(Box::new(view.clone()));
            }
            (View::Books { grid }, Answer::LedgerAccounts(rows)) => fill(grid, rows.clone()),
            (View::Entries { next, grid, .. }, Answer::LedgerEntries(page)) => {
                pages(grid, next, page.rows.clone(), page.next.clone());
            }
            _ => {}
        }
    }
}

/// Rows in place of those before, the same place chosen.
fn fill<R>(grid: &mut Grid<R>, rows: Vec<R>) {
    let place = grid.place();
    grid.set(rows, false);
    grid.choose(place);
}

/// The first page of a list, or one more that was asked for.
fn pages<R>(grid: &mut Grid<R>, next: &mut Option<String>, rows: Vec<R>, more: Option<String>) {
    if next.is_some() {
        grid.append(rows, more.is_some());
    } else {
        grid.set(rows, more.is_some());
    }
    *next = more;
}

/// A receipt to read.
fn shown(told: &MovementReceipt, ctx: &Ctx) -> Effect {
    let lines = paper::receipt(told, *ctx.voice, ctx.keymap)
        .into_iter()
        .map(|line| frame::PLAIN.with("text", line))
        .collect();
    Effect::open(PAPER, Message::new(Tone::Plain, t::RECEIPT, lines))
}
