//! The list of prizes and payouts: filters, order, pages by keyset, totals over the whole filter.

use super::paged::{DateSlots, Dated, Paged};
use super::prizes_view::{cells, status_name};
use crate::domain::{PayMethod, PayoutStatus, TicketCode, UserId, VentanaId};
use crate::ops::{Answer, PayoutFilter, PayoutPage, PayoutRow, PayoutSort, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Outcome, Pick, Prompt};
use crate::ui::screen::Slot;
use crate::ui::text::{Say, Text, frame, mistake, name, pay};
use crate::ui::widgets::Field;

pub(super) const PAGE: Slot = Slot("pay.prizes");
const STATUS: Slot = Slot("pay.prizes.status");
const METHOD: Slot = Slot("pay.prizes.method");
const DATES: DateSlots = DateSlots {
    which: Slot("pay.prizes.dates"),
    between: Slot("pay.prizes.between"),
};
const SORT: Slot = Slot("pay.prizes.sort");
const CODE: Slot = Slot("pay.prizes.code");
const VENTANAS: Slot = Slot("pay.prizes.ventanas");
const VENDEDORES: Slot = Slot("pay.prizes.vendedores");

pub(super) const SORTS: [(PayoutSort, bool, Text); 6] = [
    (PayoutSort::Date, false, pay::SORT_NEWEST),
    (PayoutSort::Date, true, pay::SORT_OLDEST),
    (PayoutSort::Amount, false, pay::SORT_LARGEST),
    (PayoutSort::Amount, true, pay::SORT_SMALLEST),
    (PayoutSort::Code, true, pay::SORT_CODE),
    (PayoutSort::Code, false, pay::SORT_CODE_DOWN),
];

/// The list.
#[derive(Debug, Default)]
pub(super) struct Prizes {
    pub(super) filter: PayoutFilter,
    pub(super) list: Paged<PayoutRow, String>,
    pub(super) ventana: Option<String>,
    pub(super) vendedor: Option<String>,
    ventanas: Vec<(VentanaId, String)>,
    vendedores: Vec<(UserId, String)>,
    pub(super) totals: PayoutPage,
}

impl Prizes {
    /// Reads the first page.
    pub fn ask(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.list.begin();
        (self.filter.from, self.filter.to) = self.list.days.range(ctx);
        self.filter.after = None;
        vec![Effect::Ask(PAGE, Request::Payouts(self.filter.clone()))]
    }

    fn ask_more(&self, next: String) -> Effect {
        let filter = PayoutFilter {
            after: Some(next),
            ..self.filter.clone()
        };
        Effect::Ask(PAGE, Request::Payouts(filter))
    }

    /// The chosen row's ticket.
    pub fn chosen(&self) -> Option<TicketCode> {
        self.list.grid.chosen().map(|row| row.code)
    }

    /// The chosen row as text.
    pub fn copied(&self, ctx: &Ctx) -> Option<String> {
        self.list.copied(|row| cells(row, ctx))
    }

    /// One of the list's actions.
    pub fn act(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let all = |more: Vec<Text>| {
            let first = Say::from(pay::ALL_OF_THEM);
            std::iter::once(first)
                .chain(more.into_iter().map(Say::from))
                .collect()
        };
        match action {
            Action::PayFilterStatus => {
                let items = all(PayoutStatus::ALL.map(status_name).to_vec());
                let marked = self.filter.status;
                let marked = PayoutStatus::ALL
                    .iter()
                    .position(|one| Some(*one) == marked);
                let pick = Pick::one(pay::FILTER_STATUS, items, after_all(marked));
                vec![Effect::open(STATUS, pick)]
            }
            Action::PayFilterMethod => {
                let items = all(PayMethod::ALL.map(name::pay_method).to_vec());
                let marked = self.filter.method;
                let marked = PayMethod::ALL.iter().position(|one| Some(*one) == marked);
                let pick = Pick::one(pay::FILTER_METHOD, items, after_all(marked));
                vec![Effect::open(METHOD, pick)]
            }
            Action::PayFilterDates => vec![Effect::open(DATES.which, self.list.days.pick())],
            Action::PaySort => {
                let items = SORTS.map(|(_, _, text)| Say::from(text)).to_vec();
                let pick = Pick::one(pay::FILTER_SORT, items, self.sort());
                vec![Effect::open(SORT, pick)]
            }
            Action::PayFilterVentana => vec![Effect::Ask(VENTANAS, Request::Ventanas)],
            Action::PayFilterVendedor => vec![Effect::Ask(VENDEDORES, Request::Users)],
            Action::ListFilter => vec![Effect::open(CODE, self.code_prompt())],
            Action::ListRefresh => self.ask(ctx),
            _ => {
                let next = self.list.step(action);
                next.map(|next| self.ask_more(next)).into_iter().collect()
            }
        }
    }

    fn code_prompt(&self) -> Prompt {
        let present = self.filter.code.map(|code| code.to_string());
        let field = Field::text(pay::FILTER_CODE, 24)
            .hint(pay::CODE_EMPTY)
            .value(present.unwrap_or_default());
        Prompt::new(pay::CODE_TITLE, Vec::new(), vec![field]).checked(a_code)
    }

    /// The place of the present order among those that are offered.
    pub(super) fn sort(&self) -> usize {
        let present = (self.filter.sort, self.filter.ascending);
        let place = SORTS
            .iter()
            .position(|(sort, up, _)| (*sort, *up) == present);
        place.unwrap_or(0)
    }

    /// A dialog of the list ended.
    pub fn on_outcome(&mut self, slot: Slot, outcome: &Outcome, ctx: &Ctx) -> Vec<Effect> {
        match self.list.dated(slot, outcome, DATES, ctx) {
            Dated::Changed => return self.again(ctx),
            Dated::Asks(dialog) => return vec![dialog],
            Dated::Other => {}
        }
        match outcome {
            Outcome::Picked(places) => {
                let place = places.first().copied().unwrap_or(0);
                self.picked(slot, place, ctx)
            }
            Outcome::Filled(values) if slot == CODE => {
                let typed = values.first().map_or("", String::as_str);
                self.filter.code = TicketCode::parse(typed).ok();
                self.again(ctx)
            }
            Outcome::Filled(_) | Outcome::Confirmed | Outcome::Dismissed => Vec::new(),
        }
    }

    fn picked(&mut self, slot: Slot, place: usize, ctx: &Ctx) -> Vec<Effect> {
        let behind_all = place.checked_sub(1);
        if slot == STATUS {
            self.filter.status = behind_all.and_then(|at| PayoutStatus::ALL.get(at).copied());
        } else if slot == METHOD {
            self.filter.method = behind_all.and_then(|at| PayMethod::ALL.get(at).copied());
        } else if slot == SORT {
            let (sort, up, _) = SORTS.get(place).copied().unwrap_or(SORTS[0]);
            (self.filter.sort, self.filter.ascending) = (sort, up);
        } else if slot == VENTANAS {
            let one = behind_all.and_then(|at| self.ventanas.get(at).cloned());
            (self.filter.ventana, self.ventana) = one.unzip();
        } else if slot == VENDEDORES {
            let one = behind_all.and_then(|at| self.vendedores.get(at).cloned());
            (self.filter.vendedor, self.vendedor) = one.unzip();
        }
        self.again(ctx)
    }

    fn again(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.list.grid.choose(0);
        self.ask(ctx)
    }

    /// An answer for the list.
    pub fn on_reply(&mut self, slot: Slot, reply: &Reply) -> Vec<Effect> {
        let said = self.list.learn(reply);
        let Reply::Done(answer) = reply else {
            return said;
        };
        match answer.as_ref() {
            Answer::Payouts(page) if slot == PAGE => {
                self.take(page);
                Vec::new()
            }
            Answer::Ventanas(rows) if slot == VENTANAS => {
                self.ventanas = rows.iter().map(|row| (row.id, row.name.clone())).collect();
                let chosen = self
                    .ventanas
                    .iter()
                    .position(|(id, _)| Some(*id) == self.filter.ventana);
                let names = self.ventanas.iter().map(|(_, name)| name.as_str());
                vec![Effect::open(
                    VENTANAS,
                    named(pay::FILTER_VENTANA, names, chosen),
                )]
            }
            Answer::Users(rows) if slot == VENDEDORES => {
                self.vendedores = rows.iter().map(|row| (row.id, row.name.clone())).collect();
                let chosen = self.filter.vendedor;
                let chosen = self
                    .vendedores
                    .iter()
                    .position(|(id, _)| Some(*id) == chosen);
                let names = self.vendedores.iter().map(|(_, name)| name.as_str());
                vec![Effect::open(
                    VENDEDORES,
                    named(pay::FILTER_VENDEDOR, names, chosen),
                )]
            }
            _ => Vec::new(),
        }
    }

    fn take(&mut self, page: &PayoutPage) {
        self.list.take(&page.rows, page.next.clone());
        self.totals = PayoutPage {
            rows: Vec::new(),
            ..page.clone()
        };
    }
}

fn after_all(place: Option<usize>) -> usize {
    place.map_or(0, |place| place + 1)
}

/// A list of names to pick one from, all of them first.
fn named<'a>(title: Text, names: impl Iterator<Item = &'a str>, chosen: Option<usize>) -> Pick {
    let names = names.map(|name| frame::PLAIN.with("text", name));
    let items = std::iter::once(Say::from(pay::ALL_OF_THEM)).chain(names);
    Pick::one(title, items.collect(), after_all(chosen))
}

fn a_code(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    match values.first().map(|typed| typed.trim()) {
        Some(typed) if !typed.is_empty() => TicketCode::parse(typed)
            .map(|_| ())
            .map_err(|error| (0, mistake::code(error))),
        Some(_) | None => Ok(()),
    }
}
