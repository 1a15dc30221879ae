//! What can be done with accounts, with a statement, with receipts, with a month.

use super::{Accounts, SAVE, View};
use crate::domain::{Holder, Role};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::accounts as t;

impl Accounts {
    pub(super) fn offered(&self, ctx: &Ctx) -> Vec<Offer> {
        let open = Offer::when(Action::ListOpen, self.any(), t::NONE_CHOSEN);
        let receipts = Offer::when(
            Action::AccountsReceipts,
            self.whose().is_some(),
            t::NONE_CHOSEN,
        );
        let mut offers = match self.views.last() {
            None => vec![
                self.new_offer(ctx),
                open.called(t::OPEN_STATEMENT),
                receipts,
                Offer::on(Action::ListFilter),
                Offer::on(Action::AccountsMonth),
                Offer::on(Action::AccountsBooks),
                Offer::when(Action::AccountsCredit, self.a_shop(), t::ONLY_SHOPS),
            ],
            Some(View::Statement { told, .. }) => vec![
                self.new_offer(ctx),
                open.called(t::OPEN_DAY),
                Offer::on(Action::ListLeft).called(t::MONTH_BEFORE),
                Offer::on(Action::ListRight).called(t::MONTH_AFTER),
                receipts,
                Offer::when(Action::AccountsCsv, told.is_some(), t::NONE_CHOSEN),
                Offer::when(Action::AccountsXlsx, told.is_some(), t::NONE_CHOSEN),
            ],
            Some(View::Day { .. } | View::Tickets { .. } | View::Entries { .. }) => {
                vec![open.called(t::OPEN_DOCUMENT)]
            }
            Some(View::Receipts { grid, .. }) => {
                let standing = grid
                    .chosen()
                    .is_some_and(|movement| movement.reversed.is_none());
                vec![
                    self.new_offer(ctx),
                    open.called(t::RECEIPT),
                    Offer::when(Action::AccountsReverse, standing, t::NOT_STANDING),
                    Offer::when(Action::ListCopy, self.any(), t::NONE_CHOSEN),
                ]
            }
            Some(View::Month { told, .. }) => {
                let ready = told
                    .as_ref()
                    .is_some_and(|told| told.closed.is_none() && told.obstacles.is_empty());
                vec![
                    Offer::when(Action::AccountsClose, ready, t::NOT_READY),
                    open.called(t::OPEN_STATEMENT),
                    Offer::on(Action::ListLeft).called(t::MONTH_BEFORE),
                    Offer::on(Action::ListRight).called(t::MONTH_AFTER),
                ]
            }
            Some(View::Books { .. }) => vec![open.called(t::OPEN_ENTRIES)],
        };
        offers.push(Offer::on(Action::ListBack));
        offers
    }

    /// A shop enters what passes between it and its sellers; the house everything else.
    fn new_offer(&self, ctx: &Ctx) -> Offer {
        let Some(whose) = self.whose() else {
            return Offer::off(Action::AccountsNew, t::NONE_CHOSEN);
        };
        if ctx.waits(SAVE) {
            return Offer::off(Action::AccountsNew, t::WAIT);
        }
        let role = ctx.session.map(|session| session.role);
        match (whose.holder, role) {
            (Holder::Banca, _) => Offer::off(Action::AccountsNew, t::ONLY_SHOPS),
            (Holder::Ventana { .. }, Some(Role::Ventana)) => {
                Offer::off(Action::AccountsNew, t::ONLY_HOUSE)
            }
            (Holder::Ventana { .. } | Holder::Vendedor { .. }, _) => Offer::on(Action::AccountsNew),
        }
    }

    fn a_shop(&self) -> bool {
        let chosen = self.grid.chosen().map(|row| row.holder);
        matches!(chosen, Some(Holder::Ventana { .. }))
    }

    /// Whether a row of what is shown is chosen.
    fn any(&self) -> bool {
        match self.views.last() {
            None => self.grid.chosen().is_some(),
            Some(View::Statement { grid, .. }) => grid.chosen().is_some(),
            Some(View::Day { grid, .. }) => grid.chosen().is_some(),
            Some(View::Tickets { grid, .. }) => grid.chosen().is_some(),
            Some(View::Receipts { grid, .. }) => grid.chosen().is_some(),
            Some(View::Month { grid, .. }) => grid.chosen().is_some(),
            Some(View::Books { grid }) => grid.chosen().is_some(),
            Some(View::Entries { grid, .. }) => grid.chosen().is_some(),
        }
    }
}
