//! Electronic payments: whoever took one never decides on it.

use super::{APPROVE, DECIDE, REJECT, Sales, View};
use crate::domain::Right;
use crate::domain::goods::ElectronicState;
use crate::domain::view::ElectronicRow;
use crate::ops::{DecideElectronic, Request, Till as Asked};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Fact, Prompt, fact};
use crate::ui::text::{Arg, Say, frame, sales as t, till};
use crate::ui::widgets::Field;

fn about(row: &ElectronicRow) -> Vec<Fact> {
    let plain = |text: &str| frame::PLAIN.with("text", text);
    vec![
        fact(t::COL_KIND, till::tender(row.kind)),
        fact(t::COL_REFERENCE, plain(&row.reference)),
        fact(t::COL_TOTAL, frame::MONEY.with("money", row.amount)),
        fact(t::COL_NUMBER, plain(&row.number)),
        fact(t::COL_CASHIER, plain(&row.user)),
        fact(t::COL_TIME, frame::PLAIN.with("text", Arg::Moment(row.at))),
    ]
}

impl Sales {
    /// From the sales to the payments and back.
    pub(super) fn turn(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if !ctx.may(Right::ApprovePayment) {
            return Vec::new();
        }
        self.view = match self.view {
            Some(View::Payments) => None,
            Some(View::One(_)) | None => Some(View::Payments),
        };
        self.refresh()
    }

    /// Why nothing can be decided on now.
    pub(super) fn undecidable(&self) -> Option<Say> {
        let Some(row) = self.payments.chosen() else {
            return Some(t::NO_PAYMENT.into());
        };
        if row.state != ElectronicState::Pending {
            let state = till::electronic(row.state);
            return Some(till::DECIDED.with("state", state));
        }
        row.own.then(|| t::OWN_PAYMENT.into())
    }

    pub(super) fn ask_approve(&mut self) -> Vec<Effect> {
        let Some(row) = self.payments.chosen().cloned() else {
            return Vec::new();
        };
        let ask = t::APPROVE_ASK.with("total", row.amount);
        let confirm = Confirm::new(t::TITLE_APPROVE, about(&row), ask, t::APPROVE_YES);
        self.deciding = Some(row);
        vec![Effect::open(APPROVE, confirm)]
    }

    pub(super) fn ask_reject(&mut self) -> Vec<Effect> {
        let Some(row) = self.payments.chosen().cloned() else {
            return Vec::new();
        };
        let fields = vec![Field::text(frame::REASON, 500)];
        let prompt = Prompt::new(t::TITLE_REJECT, about(&row), fields).checked(super::ask::reason);
        self.deciding = Some(row);
        vec![Effect::open(REJECT, prompt)]
    }

    pub(super) fn decide(&mut self, approve: bool, reason: &str, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.deciding.take() else {
            return Vec::new();
        };
        let asked = DecideElectronic {
            key: ctx.fresh_key(),
            id: row.id,
            approve,
            reason: reason.trim().to_owned(),
        };
        vec![Effect::Ask(DECIDE, Request::Till(Asked::Decide(asked)))]
    }
}
