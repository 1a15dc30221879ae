//! Who buys: found by what is typed, or written down.

use super::state::Sent;
use super::{CUSTOMERS, NEW_CUSTOMER, Till};
use crate::domain::CustomerId;
use crate::domain::view::CustomerRow;
use crate::ops::{BasketChange, Request, SaveCustomer, Till as Asked};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Outcome, Pick, Prompt};
use crate::ui::screen::Slot;
use crate::ui::text::{Say, counter as t};
use crate::ui::widgets::Field;

/// What is typed to find a customer.
pub(super) const FIND: Slot = Slot("till.find-customer");
/// Which of those that were found.
pub(super) const WHICH: Slot = Slot("till.which-customer");
/// The form of a new one.
pub(super) const FORM: Slot = Slot("till.customer-form");

impl Till {
    pub(super) fn ask_customer() -> Vec<Effect> {
        let field = Field::text(t::CUSTOMER, 80).hint(t::CUSTOMER_HINT);
        vec![Effect::open(
            FIND,
            Prompt::new(t::ASK_CUSTOMER, Vec::new(), vec![field]),
        )]
    }

    pub(super) fn find_customer(values: &[String]) -> Vec<Effect> {
        let text = values.first().map_or("", |typed| typed.trim()).to_owned();
        vec![Effect::Ask(
            CUSTOMERS,
            Request::Till(Asked::Customers { text }),
        )]
    }

    /// Those that were found, a new one, and nobody where somebody is chosen.
    pub(super) fn pick_customer(&mut self, found: &[CustomerRow]) -> Vec<Effect> {
        let active = found.iter().filter(|row| row.active);
        self.customers = active.cloned().collect();
        let item = |row: &CustomerRow| {
            let phone = if row.phone.is_empty() {
                "–"
            } else {
                &row.phone
            };
            t::CUSTOMER_ITEM
                .with("name", row.name.as_str())
                .with("phone", phone)
                .with("n", row.points)
        };
        let mut items: Vec<Say> = self.customers.iter().map(item).collect();
        items.push(t::NEW_CUSTOMER.into());
        if self.buyer().is_some() {
            items.push(t::NO_CUSTOMER.into());
        }
        vec![Effect::open(WHICH, Pick::one(t::ASK_CUSTOMER, items, 0))]
    }

    pub(super) fn buyer(&self) -> Option<&CustomerRow> {
        self.view.as_ref()?.customer.as_ref()
    }

    fn set_customer(&mut self, customer: Option<CustomerId>, ctx: &Ctx) -> Vec<Effect> {
        self.change(BasketChange::Customer { customer }, Sent::Other, ctx)
    }

    pub(super) fn people(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (FIND, Outcome::Filled(values)) => Self::find_customer(&values),
            (WHICH, Outcome::Picked(places)) => {
                let place = places.first().copied().unwrap_or_default();
                let known = self.customers.get(place).map(|row| row.customer);
                if known.is_some() {
                    return self.set_customer(known, ctx);
                }
                if place > self.customers.len() {
                    return self.set_customer(None, ctx);
                }
                let fields = vec![
                    Field::text(t::CUSTOMER_NAME, 80),
                    Field::text(t::CUSTOMER_PHONE, 20),
                    Field::text(t::CUSTOMER_ID, 30),
                    Field::text(t::CUSTOMER_EMAIL, 80),
                ];
                let prompt = Prompt::new(t::NEW_CUSTOMER, Vec::new(), fields).checked(named);
                vec![Effect::open(FORM, prompt)]
            }
            (FORM, Outcome::Filled(values)) => self.save_customer(values, ctx),
            _ => Vec::new(),
        }
    }

    fn save_customer(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let mut values = values.into_iter().map(|typed| typed.trim().to_owned());
        let mut next = || values.next().unwrap_or_default();
        let (name, phone, identification, email) = (next(), next(), next(), next());
        let asked = SaveCustomer {
            key: ctx.fresh_key(),
            customer: ctx.fresh_id(),
            name,
            phone,
            email,
            identification,
            group: None,
            active: true,
        };
        self.sent = Some(Sent::Other);
        vec![Effect::Ask(
            NEW_CUSTOMER,
            Request::Till(Asked::SaveCustomer(asked)),
        )]
    }

    /// A new customer was written down: the sale is theirs.
    pub(super) fn customer_saved(&mut self, saved: &[CustomerRow], ctx: &Ctx) -> Vec<Effect> {
        match saved.first() {
            Some(row) => self.set_customer(Some(row.customer), ctx),
            None => Vec::new(),
        }
    }
}

fn named(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    let name = values.first().map_or("", |typed| typed.trim());
    if name.is_empty() {
        return Err((0, t::NAME_MISSING.into()));
    }
    Ok(())
}
