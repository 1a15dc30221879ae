//! A step of a draw that needs a dialog: closing, typing, confirming, correcting or withdrawing a result, and what changes
//! the draw itself. It keeps what was typed until the
//! house says yes, so that a refusal loses nothing.

use super::super::draw_label::called_fully;
use super::FORM;
use crate::domain::{CommandKey, DrawResult, Number};
use crate::ops::{AnnulDraw, ChangeDraw, DrawChange, DrawRow, Request};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Fact, Prompt, fact};
use crate::ui::text::{Arg, Say, draw_life as life, draws, frame};
use crate::ui::widgets::Field;

/// Which step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Ends the sale at or after its cutoff.
    Close,
    /// Ends the sale before its cutoff: a reason and a second administrator.
    CloseEarly,
    /// The first person types the result.
    Enter,
    /// The result of an evaluated draw is typed again, with a reason.
    Correct,
    /// The second person types the result blind.
    Confirm,
    /// What waits for its second person is taken back, with a reason.
    Withdraw,
    /// It is called off: a reason and a second administrator.
    Annul,
    /// It moves to another time, with a reason.
    Move,
    /// A draw made by hand is called otherwise, with a reason.
    Rename,
    /// Its sale is held, with a reason.
    Hold,
    /// Its sale goes on, with a reason.
    Release,
}

impl Kind {
    /// Whether a result is typed.
    const fn types(self) -> bool {
        matches!(self, Kind::Enter | Kind::Correct | Kind::Confirm)
    }

    /// Whether a reason is asked for.
    const fn reasons(self) -> bool {
        !matches!(self, Kind::Close | Kind::Enter | Kind::Confirm)
    }
}

/// The step under way.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub(super) kind: Kind,
    pub(super) draw: DrawRow,
    /// Born with the form; a refused form gets a fresh one.
    pub(super) key: CommandKey,
    pub(super) values: Vec<String>,
    result: Option<DrawResult>,
    reason: Option<String>,
    change: Option<DrawChange>,
}

impl Task {
    pub(super) fn new(kind: Kind, draw: DrawRow, key: CommandKey) -> Self {
        Self {
            kind,
            draw,
            key,
            values: Vec::new(),
            result: None,
            reason: None,
            change: None,
        }
    }

    /// What was typed as the result, once it could be read.
    pub(super) fn result(&self) -> Option<&DrawResult> {
        self.result.as_ref()
    }

    /// Opens the dialog, with what was typed before and why that was refused.
    pub(super) fn open(&self, refused: Option<(usize, Say)>, ctx: &Ctx) -> Effect {
        if self.kind == Kind::Close {
            let question = Confirm::new(
                draws::CLOSE,
                self.facts(ctx),
                draws::CLOSE_ASK,
                draws::CLOSE_WORD,
            );
            return Effect::open(FORM, question);
        }
        let prompt = Prompt::new(self.title(), self.facts(ctx), self.fields(ctx));
        let prompt = match refused {
            Some((field, why)) => prompt.refused(field, why),
            None => prompt,
        };
        Effect::open(FORM, prompt)
    }

    fn title(&self) -> Say {
        match self.kind {
            Kind::Close => draws::CLOSE,
            Kind::CloseEarly => draws::CLOSE_EARLY,
            Kind::Enter => draws::ENTER_RESULT,
            Kind::Correct => draws::CORRECT_RESULT,
            Kind::Confirm => draws::CONFIRM_RESULT,
            Kind::Withdraw => draws::WITHDRAW_RESULT,
            Kind::Annul => life::ANNUL,
            Kind::Move => life::MOVE,
            Kind::Rename => life::RENAME,
            Kind::Hold => life::HOLD,
            Kind::Release => life::RELEASE,
        }
        .into()
    }

    fn facts(&self, ctx: &Ctx) -> Vec<Fact> {
        let plain = |text: String| frame::PLAIN.with("text", text);
        let mut facts = vec![fact(draws::DETAIL, plain(called_fully(&self.draw, ctx)))];
        match self.kind {
            Kind::Close | Kind::CloseEarly => {
                let cutoff = ctx.voice.clock(self.draw.cutoff);
                facts.push(fact(draws::SALE_ENDS, plain(cutoff)));
                let tickets = ctx.voice.count(self.draw.tickets);
                facts.push(fact(draws::TICKETS, plain(tickets)));
                let sold = frame::MONEY.with("money", self.draw.sold);
                facts.push(fact(draws::SOLD, sold));
            }
            Kind::Correct => {
                if let Some(present) = &self.draw.result {
                    let present = super::draw_label::result(present);
                    facts.push(fact(draws::RESULT, plain(present)));
                }
            }
            Kind::Confirm => facts.push(fact(draws::BLIND, draws::HOW_BLIND)),
            Kind::Withdraw => {
                if let Some(first) = &self.draw.waiting {
                    facts.push(fact(draws::TYPED_BY, plain(first.by.clone())));
                    let at = frame::MOMENT.with("at", Arg::Moment(first.at));
                    facts.push(fact(draws::TYPED_AT, at));
                    let reason = first.reason.clone();
                    facts.extend(reason.map(|reason| fact(draws::REASON, plain(reason))));
                }
            }
            Kind::Annul => facts.extend(self.annul_facts(ctx)),
            Kind::Hold => facts.push(fact(life::HELD, life::HELD_WORD)),
            Kind::Release => facts.push(fact(life::HELD, life::RELEASED_WORD)),
            Kind::Enter | Kind::Move | Kind::Rename => {}
        }
        facts
    }

    fn fields(&self, ctx: &Ctx) -> Vec<Field> {
        let typed = |place: usize| self.values.get(place).cloned().unwrap_or_default();
        let mut fields = Vec::new();
        if self.kind.types() {
            let count = self.draw.digits.count();
            let hint = draws::NUMBER_HINT.with("n", i64::from(count));
            let number = Field::text(draws::NUMBER, usize::from(count)).hint(hint);
            fields.push(number.value(typed(0)));
            if !self.draw.outcomes.is_empty() {
                let words = self.draw.outcomes.iter();
                let words = words.map(|name| frame::PLAIN.with("text", name.as_str()));
                let words: Vec<Say> = std::iter::once(draws::CHOOSE.into()).chain(words).collect();
                let chosen = typed(1).parse().unwrap_or(0);
                fields.push(Field::choice(draws::OUTCOME, words).chosen(chosen));
            }
        }
        fields.extend(self.change_fields(ctx));
        if self.kind.reasons() {
            let place = fields.len();
            fields.push(Field::text(draws::REASON, 200).value(typed(place)));
        }
        fields
    }

    /// Keeps and reads what was typed; names the field that is wrong, and why.
    pub(super) fn read(&mut self, values: Vec<String>, ctx: &Ctx) -> Result<(), (usize, Say)> {
        self.values = values;
        let value = |place: usize| self.values.get(place).map_or("", |value| value.trim());
        let mut place = 0;
        if self.kind.types() {
            let digits = self.draw.digits;
            let number = Number::parse(value(0), digits).map_err(|_| {
                let count = Arg::Count(i64::from(digits.count()));
                (0, draws::NUMBER_WRONG.with("n", count))
            })?;
            place = 1;
            let mut outcome = None;
            if !self.draw.outcomes.is_empty() {
                let chosen = value(1).parse::<usize>().unwrap_or(0);
                let known = chosen
                    .checked_sub(1)
                    .and_then(|at| self.draw.outcomes.get(at));
                outcome = Some(known.ok_or((1, draws::OUTCOME_MISSING.into()))?.clone());
                place = 2;
            }
            self.result = Some(DrawResult { number, outcome });
        }
        let (change, taken) = self.read_change(ctx)?;
        place += taken;
        let value = |place: usize| self.values.get(place).map_or("", |value| value.trim());
        if self.kind.reasons() {
            let reason = value(place).to_owned();
            if reason.is_empty() {
                return Err((place, draws::REASON_MISSING.into()));
            }
            self.reason = Some(reason);
        }
        self.change = change;
        Ok(())
    }

    /// The command; `None` while the result could not be read.
    pub(super) fn request(&self) -> Option<Request> {
        let (key, draw) = (self.key, self.draw.id);
        let result = self.result.clone();
        match self.kind {
            Kind::Close | Kind::CloseEarly => Some(Request::CloseDraw {
                key,
                draw,
                reason: self.reason.clone(),
                approval: None,
            }),
            Kind::Enter | Kind::Correct => Some(Request::EnterResult {
                key,
                draw,
                result: result?,
                reason: self.reason.clone(),
            }),
            Kind::Withdraw => Some(Request::WithdrawResult {
                key,
                draw,
                reason: self.reason.clone()?,
            }),
            Kind::Annul => Some(Request::AnnulDraw(AnnulDraw {
                key,
                draw,
                reason: self.reason.clone()?,
                approval: None,
            })),
            Kind::Move | Kind::Rename | Kind::Hold | Kind::Release => {
                Some(Request::ChangeDraw(ChangeDraw {
                    key,
                    draw,
                    change: self.change.clone()?,
                    reason: self.reason.clone()?,
                }))
            }
            Kind::Confirm => Some(Request::ConfirmResult {
                key,
                draw,
                result: result?,
            }),
        }
    }

    /// Where a refusal of the house is shown: beside the last field for what concerns the reason, else beside the first.
    pub(super) fn refused_field(&self, reason: bool) -> usize {
        if reason {
            self.values.len().saturating_sub(1)
        } else {
            0
        }
    }
}
