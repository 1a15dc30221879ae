//! What can be done with the sales and the payments now; what cannot says why.

use super::give_back::left;
use super::{Sales, View};
use crate::domain::Right;
use crate::domain::goods::SaleState;
use crate::domain::view::ReturnState;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::{Say, sales as t, till};

impl Sales {
    pub(super) fn offered(&self, ctx: &Ctx) -> Vec<Offer> {
        let verifies = ctx.may(Right::ApprovePayment);
        match &self.view {
            None => {
                let any = self.grid.chosen().is_some();
                let mut offers = vec![
                    Offer::when(Action::ListOpen, any, t::NONE_CHOSEN),
                    Offer::on(Action::ListFilter),
                    Offer {
                        off: self.no_void(),
                        ..Offer::on(Action::SalesVoid)
                    },
                    Offer {
                        off: self.no_return(),
                        ..Offer::on(Action::SalesReturn)
                    },
                    Offer::when(Action::SalesCsv, any, t::NONE_CHOSEN),
                    Offer::when(Action::SalesXlsx, any, t::NONE_CHOSEN),
                    Offer::when(Action::ListCopy, any, t::NONE_CHOSEN),
                    Offer::on(Action::ListBack),
                ];
                if verifies {
                    offers.push(Offer::on(Action::ListNextPane).called(t::PAYMENTS));
                }
                offers
            }
            Some(View::One(_)) => vec![
                Offer {
                    off: self.no_void(),
                    ..Offer::on(Action::SalesVoid)
                },
                Offer {
                    off: self.no_return(),
                    ..Offer::on(Action::SalesReturn)
                },
                Offer::when(Action::ListCopy, self.shown().is_some(), t::NONE_CHOSEN),
                Offer::on(Action::ListBack),
            ],
            Some(View::Payments) => {
                let off = self.undecidable();
                vec![
                    Offer {
                        off: off.clone(),
                        ..Offer::on(Action::SalesApprove)
                    },
                    Offer {
                        off,
                        ..Offer::on(Action::SalesReject)
                    },
                    Offer::when(
                        Action::ListOpen,
                        self.payments.chosen().is_some(),
                        t::NO_PAYMENT,
                    ),
                    Offer::on(Action::ListNextPane).called(t::TITLE),
                    Offer::on(Action::ListBack),
                ]
            }
        }
    }

    fn no_void(&self) -> Option<Say> {
        let Some(row) = self.concerned() else {
            return Some(t::NONE_CHOSEN.into());
        };
        if row.state != SaleState::Completed {
            return Some(till::NOT_COMPLETED.with("state", till::state(row.state)));
        }
        (row.returned != ReturnState::None).then(|| till::ALREADY_RETURNED.into())
    }

    fn no_return(&self) -> Option<Say> {
        let Some(row) = self.concerned() else {
            return Some(t::NONE_CHOSEN.into());
        };
        if row.state != SaleState::Completed {
            return Some(till::NOT_COMPLETED.with("state", till::state(row.state)));
        }
        let told = self.shown();
        let none = told.is_some_and(|told| told.lines.iter().all(|line| left(line).is_zero()));
        (none || row.returned == ReturnState::Full).then(|| t::NOTHING_LEFT.into())
    }
}
