//! What can be done on the selling screen now; what cannot says why.

use super::Sell;
use super::state::{Armed, Stage};
use crate::ui::action::Action;
use crate::ui::screen::Offer;
use crate::ui::text::sell as t;

impl Sell {
    /// All that the screen offers, what matters now first.
    pub(super) fn offered(&self) -> Vec<Offer> {
        let ticket = !self.basket.is_empty();
        let last = self.last_code().is_some();
        let limited = matches!(self.stage, Stage::Limited(_));
        let liftable = self.liftable();
        let parks = ticket || !self.parked.is_empty() || !self.pending.is_empty();
        let mut offers = vec![self.enter_offer()];
        let limit = [
            Offer::when(Action::SellTakeLeft, limited, t::NOT_LIMITED),
            Offer::when(Action::SellWhy, limited, t::NOT_LIMITED),
            if limited && !liftable {
                Offer::off(Action::SellAuthorise, t::CANNOT_LIFT)
            } else {
                Offer::when(Action::SellAuthorise, limited, t::NOT_LIMITED)
            },
        ];
        if limited {
            offers.extend(limit.clone());
        }
        offers.extend([
            Offer::when(Action::SellCharge, ticket, t::EMPTY_TICKET),
            Offer::on(Action::SellClear),
            Offer::on(Action::SellDraws),
            Offer::when(Action::SellRepeat, last, t::NO_LAST),
            Offer::when(Action::SellVoid, last, t::NO_LAST),
            Offer::on(Action::SellTotals),
            Offer::when(Action::SellPark, parks, t::NOTHING_PARKED),
            Offer::on(Action::SellCopy),
            Offer::when(Action::SellReprint, last, t::NO_LAST),
            Offer::when(Action::SellShare, last, t::NO_LAST),
            Offer::on(Action::SellNextDraw),
            Offer::on(Action::SellPreviousDraw),
            Offer::on(Action::SellOlder),
            Offer::on(Action::SellNewer),
            Offer::on(Action::SellProfile),
            Offer::when(Action::SellPageUp, self.is_long(), t::EMPTY_TICKET),
            Offer::when(Action::SellPageDown, self.is_long(), t::EMPTY_TICKET),
        ]);
        if !limited {
            offers.extend(limit);
        }
        offers
    }

    /// Enter under the name of what it does now: on the empty line with a ticket it takes money.
    fn enter_offer(&self) -> Offer {
        let offer = Offer::on(Action::SellEnter);
        let charges = match self.stage {
            Stage::Unsold(_) | Stage::Armed(Armed::Charge(_)) => true,
            Stage::Typing | Stage::Armed(_) => {
                self.typed.is_empty() && self.pending.is_empty() && !self.basket.is_empty()
            }
            Stage::Limited(_) | Stage::Order(_) => false,
        };
        match self.grand_total().filter(|_| charges) {
            Some(total) => offer.called(t::CHARGES.with("total", total)),
            None => offer,
        }
    }

    /// Whether there are rows to page through.
    fn is_long(&self) -> bool {
        match &self.stage {
            Stage::Order(order) => !order.lines.is_empty(),
            Stage::Typing | Stage::Armed(_) | Stage::Limited(_) | Stage::Unsold(_) => {
                !self.basket.is_empty()
            }
        }
    }
}
