//! The means other than cash: chosen from a list, their details asked for, what is missing proposed as the amount.

use super::tender::Tendering;
use super::{DETAILS, MEANS, Till};
use crate::domain::goods::{Means, Tender, TenderKind};
use crate::domain::{Money, TicketCode};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::{Check, Pick, Prompt, fact};
use crate::ui::text::{Say, counter as t, frame, till};
use crate::ui::widgets::{Field, typed_amount};

/// What can be chosen; cash is typed.
pub(super) const KINDS: [TenderKind; 5] = [
    TenderKind::Card,
    TenderKind::Sinpe,
    TenderKind::Transfer,
    TenderKind::StoreCredit,
    TenderKind::Prize,
];

fn at(values: &[String], place: usize) -> &str {
    values.get(place).map_or("", |typed| typed.trim())
}

impl Till {
    pub(super) fn pick_means() -> Vec<Effect> {
        let items: Vec<Say> = KINDS
            .iter()
            .map(|kind| till::tender(*kind).into())
            .collect();
        vec![Effect::open(MEANS, Pick::one(t::WHICH_MEANS, items, 0))]
    }

    pub(super) fn means_picked(&mut self, places: &[usize], ctx: &Ctx) -> Vec<Effect> {
        let kind = places.first().and_then(|place| KINDS.get(*place)).copied();
        let Some(kind) = kind else {
            return Vec::new();
        };
        if kind == TenderKind::StoreCredit && self.buyer().is_none() {
            self.say(Tone::Bad, till::NO_CUSTOMER);
            return vec![Effect::Bell];
        }
        let rest = self.rest().exact;
        let typed = self.tendering.input.value().trim().to_owned();
        let proposed = if typed.is_empty() {
            ctx.voice.figure(rest.max(Money::ZERO))
        } else {
            typed
        };
        let mut fields = vec![Field::text(frame::AMOUNT, 20).value(proposed)];
        let (more, check): (Vec<Field>, Check) = match kind {
            TenderKind::Card => (
                vec![
                    Field::text(t::LAST4, 4).hint(t::LAST4_HINT),
                    Field::text(t::AUTHORISATION, 40),
                ],
                a_card,
            ),
            TenderKind::Sinpe => (
                vec![
                    Field::text(t::REFERENCE, 40),
                    Field::text(t::CUSTOMER_PHONE, 20),
                ],
                referenced,
            ),
            TenderKind::Transfer => (vec![Field::text(t::REFERENCE, 40)], referenced),
            TenderKind::Prize => (
                vec![Field::text(t::TICKET_CODE, 20).hint(t::TICKET_HINT)],
                a_prize,
            ),
            TenderKind::StoreCredit | TenderKind::Credit | TenderKind::Cash => {
                (Vec::new(), amount_only)
            }
        };
        fields.extend(more);
        self.tendering.kind = Some(kind);
        let mut facts = vec![fact(t::REST, frame::MONEY.with("money", rest))];
        if kind == TenderKind::StoreCredit {
            let credit = self.buyer().map(|buyer| buyer.credit);
            facts.extend(credit.map(|credit| fact(t::CREDIT, frame::MONEY.with("money", credit))));
        }
        let prompt = Prompt::new(till::tender(kind), facts, fields).checked(check);
        vec![Effect::open(DETAILS, prompt)]
    }

    pub(super) fn details_typed(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let (Some(kind), Ok(amount)) =
            (self.tendering.kind.take(), typed_amount(at(values, 0), ctx))
        else {
            return Vec::new();
        };
        let Some(means) = means(kind, values, amount) else {
            return Vec::new();
        };
        let Tendering { rows, input, .. } = &mut self.tendering;
        rows.push(Tender { amount, means });
        input.reset();
        self.message = None;
        Vec::new()
    }
}

fn means(kind: TenderKind, values: &[String], amount: Money) -> Option<Means> {
    let first = at(values, 1).to_owned();
    Some(match kind {
        TenderKind::Card => Means::Card {
            last4: first,
            authorisation: at(values, 2).to_owned(),
        },
        TenderKind::Sinpe => Means::Sinpe {
            reference: first,
            phone: at(values, 2).to_owned(),
        },
        TenderKind::Transfer => Means::Transfer { reference: first },
        TenderKind::Prize => Means::Prize {
            code: code(&first)?,
        },
        TenderKind::StoreCredit => Means::StoreCredit,
        TenderKind::Credit => Means::Credit,
        TenderKind::Cash => Means::Cash { received: amount },
    })
}

/// A ticket's code, with or without the letter that its bars begin with.
fn code(text: &str) -> Option<TicketCode> {
    TicketCode::parse(text.trim_start_matches(['T', 't'])).ok()
}

fn amount_only(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let read = typed_amount(at(values, 0), ctx);
    read.map(|_| ()).map_err(|why| (0, why))
}

fn a_card(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    amount_only(values, ctx)?;
    let last4 = at(values, 1);
    if last4.len() != 4 || !last4.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err((1, till::TENDER_LAST4.into()));
    }
    if at(values, 2).is_empty() {
        return Err((2, till::TENDER_AUTHORISATION.into()));
    }
    Ok(())
}

fn referenced(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    amount_only(values, ctx)?;
    if at(values, 1).is_empty() {
        return Err((1, till::TENDER_REFERENCE.into()));
    }
    Ok(())
}

fn a_prize(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    amount_only(values, ctx)?;
    match code(at(values, 1)) {
        Some(_) => Ok(()),
        None => Err((1, t::TICKET_WRONG.into())),
    }
}
