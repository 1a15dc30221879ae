//! What can be done at the till now; what cannot says why.

use super::Till;
use super::state::Stage;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::{counter as t, till};

impl Till {
    pub(super) fn offered(&self, _ctx: &Ctx) -> Vec<Offer> {
        match self.stage {
            Stage::Tender => self.while_paying(),
            Stage::Basket | Stage::Done => self.while_filling(),
        }
    }

    fn while_paying(&self) -> Vec<Offer> {
        let paid = self.tendering.pays(self.total(), self.coin());
        let enter = if paid { t::DO_COMPLETE } else { t::DO_CASH };
        let any = !self.tendering.rows.is_empty();
        vec![
            Offer::on(Action::FormSubmit).called(enter),
            Offer::when(Action::TillMeans, !paid, t::PAID_ALREADY),
            Offer::when(Action::TillRemove, any, t::NO_TENDER).called(t::DO_DROP_TENDER),
            Offer::on(Action::FormLeave).called(t::DO_BACK),
            Offer::on(Action::TillCustomer),
            Offer::on(Action::TillCharge).called(enter),
        ]
    }

    fn while_filling(&self) -> Vec<Offer> {
        let any = !self.is_empty();
        let goods = self.goods_line().is_some();
        let enter = match (self.typed.is_empty(), any, self.stage) {
            (_, _, Stage::Done) => t::DO_NEXT,
            (true, true, _) => t::DO_CHARGE,
            _ => t::DO_ADD,
        };
        let points = match self.buyer() {
            None => Offer::off(Action::TillPoints, till::NO_CUSTOMER),
            Some(buyer) => Offer::when(Action::TillPoints, any && buyer.points > 0, t::NO_POINTS),
        };
        vec![
            Offer::on(Action::FormSubmit).called(enter),
            Offer::when(Action::TillCharge, any, t::EMPTY_BASKET),
            Offer::when(Action::TillQuantity, goods, t::NO_GOODS_LINE),
            Offer::when(Action::TillRemove, any, t::EMPTY_BASKET),
            Offer::when(Action::TillDiscount, any, t::EMPTY_BASKET),
            Offer::on(Action::TillCustomer),
            Offer::when(Action::TillPark, any, t::EMPTY_BASKET),
            Offer::when(Action::TillRecall, !any, t::PARK_FIRST),
            Offer::on(Action::TillFavourites),
            Offer::on(Action::TillDraws),
            Offer::when(Action::TillCoupon, any, t::EMPTY_BASKET),
            points,
            Offer::when(Action::TillNote, any, t::EMPTY_BASKET),
            Offer::when(Action::TillAbandon, any, t::EMPTY_BASKET),
            Offer::on(Action::FormLeave).called(t::DO_CLEAR),
            Offer::when(Action::FormBack, any, t::EMPTY_BASKET).called(t::DO_UP),
            Offer::when(Action::FormNext, any, t::EMPTY_BASKET).called(t::DO_DOWN),
        ]
    }
}
