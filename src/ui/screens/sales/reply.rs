//! What the screen does with answers.

use super::{CUSTOMERS, DECIDE, ELECTRONIC, LIST, MORE, ONE, RETURN, Sales, VOID, View};
use crate::domain::Money;
use crate::domain::goods::TenderKind;
use crate::domain::view::{ElectronicPage, SaleView};
use crate::ops::{Answer, Reply, TillAnswer};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::Message;
use crate::ui::screen::Slot;
use crate::ui::text::{Say, frame, refusal, sales as t, till};

impl Sales {
    pub(super) fn replied(&mut self, slot: Slot, reply: &Reply, _ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            let mut effects = refusal::show(reply);
            if matches!(slot, VOID | RETURN | DECIDE) {
                effects.extend(self.refresh());
            }
            return effects;
        };
        let Answer::Till(told) = answer.as_ref() else {
            return Vec::new();
        };
        match (slot, told) {
            (LIST, TillAnswer::Sales(page)) => {
                self.next.clone_from(&page.next);
                self.summary = page.summary;
                self.grid.set(page.rows.clone(), page.next.is_some());
                Vec::new()
            }
            (MORE, TillAnswer::Sales(page)) => {
                self.next.clone_from(&page.next);
                self.grid.append(page.rows.clone(), page.next.is_some());
                Vec::new()
            }
            (ONE, TillAnswer::Sale(sale)) => {
                self.one_read(sale);
                Vec::new()
            }
            (CUSTOMERS, TillAnswer::Customers(found)) => self.customers_found(found),
            (ELECTRONIC, TillAnswer::Electronic(page)) => {
                self.payments_read(page);
                Vec::new()
            }
            (DECIDE, TillAnswer::Electronic(page)) => {
                self.payments_read(page);
                vec![Effect::good(t::DECIDED)]
            }
            (VOID, TillAnswer::Voided(voided)) => {
                let mut effects = self.refresh();
                let title = t::VOIDED.with("number", voided.number.as_str());
                effects.push(given_back(title, &voided.refunds));
                effects
            }
            (RETURN, TillAnswer::Returned(returned)) => {
                let mut effects = self.refresh();
                let title = t::RETURNED
                    .with("number", returned.number.as_str())
                    .with("total", returned.total);
                effects.push(given_back(title, &returned.refunds));
                effects
            }
            _ => Vec::new(),
        }
    }

    fn one_read(&mut self, sale: &SaleView) {
        if let Some(View::One(one)) = &mut self.view
            && one.sale == sale.row.sale
        {
            one.grid.set(sale.lines.clone(), false);
            one.told = Some(Box::new(sale.clone()));
        }
    }

    fn payments_read(&mut self, page: &ElectronicPage) {
        self.waiting = page.waiting;
        self.payments.set(page.rows.clone(), false);
    }
}

/// How much is handed back, tender by tender: the cashier reads it before the drawer is shut.
fn given_back(title: Say, refunds: &[(TenderKind, Money)]) -> Effect {
    let line = |(kind, amount): &(TenderKind, Money)| {
        t::GIVE_BACK
            .with("how", till::tender(*kind))
            .with("amount", *amount)
    };
    let mut lines: Vec<Say> = refunds.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(frame::UNDERSTOOD.into());
    }
    Effect::open(refusal::READ, Message::new(Tone::Good, title, lines))
}
