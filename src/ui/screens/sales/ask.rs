//! Voiding a sale: why, under which approval the bank's terminal gave a card's charge back, and once more the amount.

use super::{Sales, VOID, VOID_SURE, VOID_WHY};
use crate::domain::goods::TenderKind;
use crate::domain::view::SaleRow;
use crate::ops::{Request, Till as Asked, VoidSale};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Fact, Prompt, fact};
use crate::ui::text::{Say, frame, sales as t, till};
use crate::ui::widgets::Field;

/// A void that is being asked for.
#[derive(Debug, Clone)]
pub(super) struct Voiding {
    row: SaleRow,
    reason: String,
    authorisation: String,
}

pub(super) fn about(row: &SaleRow) -> Vec<Fact> {
    let plain = |text: &str| frame::PLAIN.with("text", text);
    vec![
        fact(
            t::COL_NUMBER,
            plain(row.number.as_deref().unwrap_or_default()),
        ),
        fact(t::COL_CASHIER, plain(&row.cashier)),
        fact(t::COL_TOTAL, frame::MONEY.with("money", row.total)),
    ]
}

/// Whether a card paid some of it: then the bank's terminal has to give it back, too.
pub(super) fn by_card(row: &SaleRow) -> bool {
    row.tenders
        .iter()
        .any(|(kind, _)| *kind == TenderKind::Card)
}

impl Sales {
    pub(super) fn ask_void(&mut self) -> Vec<Effect> {
        let Some(row) = self.concerned().cloned() else {
            return Vec::new();
        };
        let mut fields = vec![Field::text(frame::REASON, 200)];
        let check = if by_card(&row) {
            fields.push(Field::text(t::AUTHORISATION, 40).hint(t::AUTHORISATION_HINT));
            both
        } else {
            reason
        };
        let prompt = Prompt::new(t::TITLE_VOID, about(&row), fields).checked(check);
        self.voiding = Some(Voiding {
            row,
            reason: String::new(),
            authorisation: String::new(),
        });
        vec![Effect::open(VOID_WHY, prompt)]
    }

    pub(super) fn confirm_void(&mut self, values: &[String]) -> Vec<Effect> {
        let Some(voiding) = &mut self.voiding else {
            return Vec::new();
        };
        let mut typed = values.iter().map(|typed| typed.trim().to_owned());
        voiding.reason = typed.next().unwrap_or_default();
        voiding.authorisation = typed.next().unwrap_or_default();
        let mut facts = about(&voiding.row);
        for (kind, amount) in &voiding.row.tenders {
            facts.push(fact(
                till::tender(*kind),
                frame::MONEY.with("money", *amount),
            ));
        }
        let why = frame::PLAIN.with("text", voiding.reason.as_str());
        facts.push(fact(frame::REASON, why));
        let ask = t::VOID_ASK.with("total", voiding.row.total);
        let confirm = Confirm::new(t::TITLE_VOID, facts, ask, t::VOID_YES);
        vec![Effect::open(VOID_SURE, confirm)]
    }

    pub(super) fn void(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(voiding) = self.voiding.take() else {
            return Vec::new();
        };
        let asked = VoidSale {
            key: ctx.fresh_key(),
            sale: voiding.row.sale,
            reason: voiding.reason,
            authorisation: voiding.authorisation,
            approval: None,
        };
        vec![Effect::Ask(VOID, Request::Till(Asked::Void(asked)))]
    }
}

fn given(values: &[String], place: usize, why: impl Into<Say>) -> Result<(), (usize, Say)> {
    let typed = values.get(place).map_or("", |typed| typed.trim());
    if typed.is_empty() {
        return Err((place, why.into()));
    }
    Ok(())
}

pub(super) fn reason(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    given(values, 0, t::REASON_MISSING)
}

fn both(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    given(values, 0, t::REASON_MISSING)?;
    given(values, 1, till::TENDER_AUTHORISATION)
}
