//! The payment or collection that is being typed.

use super::Whose;
use crate::domain::{CommandKey, Holder, Money, MovementId, MovementKind, MovementMethod};
use crate::ops::{Refusal, Request, SaveMovement};
use crate::ui::account_paper as paper;
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Confirm, Prompt, fact};
use crate::ui::text::{Say, accounts as t, column, frame, refusal};
use crate::ui::widgets::{Field, typed_amount, typed_date};

/// What is typed, under the key it will be sent with.
pub(super) struct Draft {
    key: CommandKey,
    movement: MovementId,
    whose: Whose,
    values: Vec<String>,
}

/// The places of the fields.
const KIND: usize = 0;
const AMOUNT: usize = 1;
const METHOD: usize = 2;
const REFERENCE: usize = 3;
const NOTE: usize = 4;
const DATE: usize = 5;

impl Draft {
    /// A movement that would settle `owed`.
    pub(super) fn new(whose: Whose, owed: Money, ctx: &Ctx) -> Self {
        let kind = usize::from(owed.is_negative());
        let amount = Money::try_from_cents(owed.as_cents().abs()).unwrap_or(Money::ZERO);
        let amount = if amount.is_zero() {
            String::new()
        } else {
            ctx.voice.figure(amount)
        };
        let nothing = String::new;
        Self {
            key: ctx.fresh_key(),
            movement: ctx.fresh_id(),
            whose,
            values: vec![
                kind.to_string(),
                amount,
                "0".to_owned(),
                nothing(),
                nothing(),
                nothing(),
            ],
        }
    }

    fn value(&self, place: usize) -> &str {
        self.values.get(place).map_or("", String::as_str)
    }

    fn choice(&self, place: usize) -> usize {
        self.value(place).parse().unwrap_or(0)
    }

    fn methods(&self) -> &'static [MovementMethod] {
        match self.whose.holder {
            Holder::Vendedor { .. } => MovementMethod::ALL.get(..4).unwrap_or_default(),
            Holder::Banca | Holder::Ventana { .. } => &MovementMethod::ALL,
        }
    }

    /// The form with what was typed.
    pub(super) fn prompt(&self) -> Prompt {
        let name = frame::PLAIN.with("text", self.whose.name.as_str());
        let fields = vec![
            Field::choice(t::FIELD_KIND, MovementKind::ALL.map(paper::kind))
                .chosen(self.choice(KIND)),
            Field::text(t::FIELD_AMOUNT, 16)
                .hint(t::AMOUNT_HINT)
                .value(self.value(AMOUNT)),
            Field::choice(
                column::METHOD,
                self.methods().iter().map(|method| paper::method(*method)),
            )
            .chosen(self.choice(METHOD)),
            Field::text(t::COL_REFERENCE, 80).value(self.value(REFERENCE)),
            Field::text(column::NOTE, 120).value(self.value(NOTE)),
            Field::text(t::FIELD_DATE, 12)
                .hint(t::DATE_HINT)
                .value(self.value(DATE)),
        ];
        Prompt::new(t::MOVEMENT, vec![fact(t::COL_HOLDER, name)], fields).checked(check)
    }

    /// The form again, with the first reason beside its field.
    pub(super) fn refused(&self, refusals: &[Refusal]) -> Prompt {
        let place = refusals.iter().find_map(|refusal| match refusal {
            Refusal::Field { field, .. } => Some(match field.as_str() {
                "method" => METHOD,
                "reference" => REFERENCE,
                "note" => NOTE,
                "date" => DATE,
                _ => AMOUNT,
            }),
            Refusal::PeriodLocked { .. } => Some(DATE),
            _ => None,
        });
        self.prompt()
            .refused(place.unwrap_or(AMOUNT), refusal::first(refusals))
    }

    /// Takes what was typed; the command, once it is whole.
    pub(super) fn take(&mut self, values: Vec<String>) {
        self.values = values;
    }

    fn asked(&self, ctx: &Ctx) -> Option<SaveMovement> {
        Some(SaveMovement {
            key: self.key,
            movement: self.movement,
            holder: self.whose.holder,
            kind: MovementKind::ALL.get(self.choice(KIND)).copied()?,
            amount: typed_amount(self.value(AMOUNT), ctx).ok()?,
            method: self.methods().get(self.choice(METHOD)).copied()?,
            reference: self.value(REFERENCE).to_owned(),
            note: self.value(NOTE).to_owned(),
            date: typed_date(self.value(DATE), ctx).ok()?,
        })
    }

    /// The command.
    pub(super) fn request(&self, ctx: &Ctx) -> Option<Request> {
        self.asked(ctx).map(Request::SaveMovement)
    }

    /// The question before money is booked, with all of it repeated.
    pub(super) fn confirm(&self, ctx: &Ctx) -> Option<Confirm> {
        let asked = self.asked(ctx)?;
        let name = frame::PLAIN.with("text", self.whose.name.as_str());
        let mut facts = vec![
            fact(t::COL_HOLDER, name),
            fact(column::AMOUNT, frame::PLAIN.with("text", asked.amount)),
            fact(column::METHOD, paper::method(asked.method)),
        ];
        if let Some(date) = asked.date {
            facts.push(fact(t::FIELD_DATE, frame::PLAIN.with("text", date)));
        }
        let question = match asked.kind {
            MovementKind::Collection => t::SURE_COLLECTION,
            MovementKind::Payment => t::SURE_PAYMENT,
        };
        let kind = paper::kind(asked.kind);
        Some(Confirm::new(kind, facts, question, t::SAVE))
    }
}

fn check(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let value = |place: usize| values.get(place).map_or("", String::as_str);
    typed_amount(value(AMOUNT), ctx).map_err(|why| (AMOUNT, why))?;
    let date = typed_date(value(DATE), ctx).map_err(|why| (DATE, why))?;
    if date.is_some_and(|date| date > ctx.voice.day_of(ctx.now)) {
        return Err((DATE, t::DATE_AHEAD.into()));
    }
    Ok(())
}
