//! What the screen asks of people before it asks the house: filter, movement, reason, credit, the close of a month.

use super::draft::Draft;
use super::{
    Accounts, CLOSE, CLOSED, CREDIT, FILTER, FORM, LIMIT, Pending, REASON, REVERSE, SAVE, SURE,
    View,
};
use crate::domain::{Holder, Money};
use crate::ops::{AccountFilter, Owing, Request};
use crate::ops::{CloseMonth, ReverseMovement, SetCredit};
use crate::ui::account_paper as paper;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Outcome, Prompt, fact};
use crate::ui::screen::Slot;
use crate::ui::text::{Say, accounts as t, column, frame};
use crate::ui::widgets::{Field, typed_figure};

impl Accounts {
    pub(super) fn ask_filter(&self, _ctx: &Ctx) -> Vec<Effect> {
        let side = match self.filter.owing {
            None => 0,
            Some(Owing::Owes) => 1,
            Some(Owing::Owed) => 2,
        };
        let fields = vec![
            Field::choice(t::FIELD_SIDE, [t::SIDE_ALL, t::OWES, t::OWED]).chosen(side),
            Field::choice(t::FIELD_WHO, [t::WHO_ALL, t::WHO_SHOPS])
                .chosen(usize::from(self.filter.shops_only)),
            Field::text(column::NAME, 40).value(self.filter.text.clone()),
        ];
        vec![Effect::open(
            FILTER,
            Prompt::new(t::FILTER, Vec::new(), fields),
        )]
    }

    /// Begins a movement that settles what is shown: the account, or what of an old day is still open.
    pub(super) fn begin(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(whose) = self.whose() else {
            return Vec::new();
        };
        let owed = self.owed(whose.holder);
        let draft = Draft::new(whose, owed, ctx);
        let prompt = draft.prompt();
        self.draft = Some(draft);
        vec![Effect::open(FORM, prompt)]
    }

    fn owed(&self, holder: Holder) -> Money {
        if let Some(View::Statement {
            told: Some(told),
            grid,
            ..
        }) = self.views.last()
            && let Some(chosen) = grid.chosen()
        {
            // What was handed over since the chosen day paid the oldest first.
            let since = told
                .days
                .iter()
                .filter(|line| line.day.date > chosen.day.date);
            let since = Money::try_sum(since.map(|line| line.day.sums.collected));
            let left = chosen
                .remaining
                .checked_sub(since.unwrap_or(Money::ZERO))
                .unwrap_or(chosen.remaining);
            return left;
        }
        let rows = self.list.iter().flat_map(|list| &list.rows);
        rows.filter(|row| row.holder == holder)
            .map(|row| row.balance)
            .next()
            .unwrap_or(Money::ZERO)
    }

    pub(super) fn ask_reason(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(View::Receipts { grid, .. }) = self.views.last() else {
            return Vec::new();
        };
        let Some(movement) = grid.chosen() else {
            return Vec::new();
        };
        let facts = vec![
            fact(
                t::COL_RECEIPT,
                frame::PLAIN.with("text", movement.number.to_string()),
            ),
            fact(column::KIND, paper::kind(movement.kind)),
            fact(column::AMOUNT, frame::PLAIN.with("text", movement.amount)),
            fact(
                t::COL_HOLDER,
                frame::PLAIN.with(
                    "text",
                    paper::holder(
                        movement.holder,
                        &movement.ventana,
                        movement.vendedor.as_deref(),
                    ),
                ),
            ),
        ];
        self.pending = Some(Pending::Reverse(movement.id, ctx.fresh_key()));
        let prompt = Prompt::new(t::REVERSE, facts, vec![Field::text(t::FIELD_REASON, 120)])
            .checked(reason_typed);
        vec![Effect::open(REASON, prompt)]
    }

    pub(super) fn ask_credit(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.grid.chosen() else {
            return Vec::new();
        };
        let Holder::Ventana { ventana } = row.holder else {
            return Vec::new();
        };
        self.pending = Some(Pending::Credit(ventana, ctx.fresh_key()));
        let limit = row.credit_limit.map(|limit| ctx.voice.figure(limit));
        let facts = vec![
            fact(
                t::COL_HOLDER,
                frame::PLAIN.with("text", row.ventana.as_str()),
            ),
            fact(t::COL_BALANCE, frame::PLAIN.with("text", row.balance)),
        ];
        let fields = vec![
            Field::text(t::FIELD_LIMIT, 16)
                .hint(t::LIMIT_HINT)
                .value(limit.unwrap_or_default()),
        ];
        let prompt = Prompt::new(t::CREDIT, facts, fields).checked(limit_typed);
        vec![Effect::open(CREDIT, prompt)]
    }

    pub(super) fn ask_close(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(View::Month {
            month,
            told: Some(told),
            ..
        }) = self.views.last()
        else {
            return Vec::new();
        };
        let facts = vec![
            fact(
                t::MONTH,
                frame::PLAIN.with("text", month.format("%Y-%m").to_string()),
            ),
            fact(
                t::FIELD_ACCOUNTS,
                frame::PLAIN.with("text", told.rows.len()),
            ),
        ];
        self.pending = Some(Pending::Close(*month, ctx.fresh_key()));
        vec![Effect::open(
            CLOSE,
            Confirm::new(t::CLOSE_MONTH, facts, t::SURE_CLOSE, t::CLOSE_YES),
        )]
    }

    /// A dialog of this screen ended.
    pub(super) fn closed(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (FILTER, Outcome::Filled(values)) => self.filtered(&values),
            (FORM, Outcome::Filled(values)) => {
                let Some(draft) = &mut self.draft else {
                    return Vec::new();
                };
                draft.take(values);
                let confirm = draft.confirm(ctx);
                confirm
                    .map(|confirm| Effect::open(SURE, confirm))
                    .into_iter()
                    .collect()
            }
            (SURE, Outcome::Confirmed) => {
                let request = self.draft.as_ref().and_then(|draft| draft.request(ctx));
                request
                    .map(|request| Effect::Ask(SAVE, request))
                    .into_iter()
                    .collect()
            }
            // Nothing typed is lost by a second thought.
            (SURE, Outcome::Dismissed) => {
                let prompt = self.draft.as_ref().map(Draft::prompt);
                prompt
                    .map(|prompt| Effect::open(FORM, prompt))
                    .into_iter()
                    .collect()
            }
            (REASON, Outcome::Filled(values)) => self.reverse(values),
            (CREDIT, Outcome::Filled(values)) => self.set_limit(&values, ctx),
            (CLOSE, Outcome::Confirmed) => match self.pending.take() {
                Some(Pending::Close(month, key)) => {
                    let request = Request::CloseMonth(CloseMonth {
                        key,
                        month,
                        approval: None,
                    });
                    vec![Effect::Ask(CLOSED, request)]
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn filtered(&mut self, values: &[String]) -> Vec<Effect> {
        let value = |place: usize| values.get(place).map_or("", String::as_str);
        self.filter = AccountFilter {
            owing: match value(0) {
                "1" => Some(Owing::Owes),
                "2" => Some(Owing::Owed),
                _ => None,
            },
            shops_only: value(1) == "1",
            text: value(2).to_owned(),
        };
        vec![self.read()]
    }

    fn reverse(&mut self, values: Vec<String>) -> Vec<Effect> {
        let Some(Pending::Reverse(movement, key)) = self.pending.take() else {
            return Vec::new();
        };
        let reason = values.into_iter().next().unwrap_or_default();
        let request = Request::ReverseMovement(ReverseMovement {
            key,
            movement,
            reason,
        });
        vec![Effect::Ask(REVERSE, request)]
    }

    fn set_limit(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let Some(Pending::Credit(ventana, key)) = self.pending.take() else {
            return Vec::new();
        };
        let typed = values.first().map_or("", |value| value.trim());
        let limit = if typed.is_empty() {
            None
        } else {
            typed_figure(typed, ctx).ok()
        };
        let request = Request::SetCredit(SetCredit {
            key,
            ventana,
            limit,
        });
        vec![Effect::Ask(LIMIT, request)]
    }
}

fn reason_typed(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    if values
        .first()
        .is_some_and(|reason| !reason.trim().is_empty())
    {
        return Ok(());
    }
    Err((0, t::REASON_MISSING.into()))
}

fn limit_typed(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let typed = values.first().map_or("", |value| value.trim());
    if typed.is_empty() {
        return Ok(());
    }
    typed_figure(typed, ctx).map(|_| ()).map_err(|why| (0, why))
}
