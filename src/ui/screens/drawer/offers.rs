//! What the drawer offers now, and why the rest has to wait.

use super::Drawer;
use crate::domain::Right;
use crate::ops::{DrawerState, Refusal};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::{Say, drawer, refusal, shift};

impl Drawer {
    /// With the own drawer.
    pub(super) fn own_offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let (open, counts) = (self.is_open(), self.counts());
        let shut = drawer::NOTHING_OPEN.with("key", Action::DrawerOpen);
        let unless_open = |action, then: Option<Say>| Offer {
            off: if open { then } else { Some(shut.clone()) },
            ..Offer::on(action)
        };
        let counted = (counts > 0).then(|| drawer::COUNTING.into());
        let twice = (counts > 1).then(|| refusal::sentence(&Refusal::CountedTwice));
        let first = drawer::NOT_COUNTED.with("key", Action::DrawerCount);
        let mut offers = vec![
            unless_open(Action::DrawerMove, counted),
            unless_open(Action::DrawerCount, twice),
            unless_open(Action::DrawerClose, (counts == 0).then_some(first.clone())),
            unless_open(Action::DrawerHandOver, (counts == 0).then_some(first)),
            unless_open(
                Action::DrawerNoSale,
                (counts > 0).then(|| drawer::COUNTING.into()),
            ),
            unless_open(Action::DrawerX, None),
            unless_open(Action::DrawerEntries, None),
            Offer::when(Action::DrawerOpen, !open, drawer::OPEN_ALREADY),
        ];
        offers.sort_by_key(|offer| offer.off.is_some());
        if ctx.may(Right::ForceCloseDrawer) {
            offers.push(Offer::on(Action::ListNextPane));
        }
        offers.push(Offer::on(Action::ListRefresh));
        offers
    }

    /// With the shop's drawers.
    pub(super) fn shop_offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let not_counted = || drawer::NOT_COUNTED.with("key", Action::DrawerCount);
        let (count, force): (Option<Say>, Option<Say>) = match self.shop.chosen() {
            None => (
                Some(drawer::NO_CHOICE.into()),
                Some(drawer::NO_CHOICE.into()),
            ),
            Some(row) => match row.state {
                DrawerState::Closed | DrawerState::Reviewed => {
                    let closed: Say = drawer::CLOSED_ALREADY.into();
                    (Some(closed.clone()), Some(closed))
                }
                DrawerState::Open => (None, Some(not_counted())),
                DrawerState::Counting => (None, None),
            },
        };
        let off = |action, off| Offer {
            off,
            ..Offer::on(action)
        };
        let mut offers = vec![
            off(Action::DrawerCount, count),
            off(Action::DrawerForce, force),
            off(Action::DrawerReview, self.no_review()),
        ];
        let none = self.shop.chosen().is_none();
        for action in [Action::DrawerX, Action::DrawerEntries] {
            let why: Option<Say> = none.then(|| drawer::NO_CHOICE.into());
            offers.push(off(action, why));
        }
        if ctx.may(Right::RunHouse) {
            offers.push(Offer::on(Action::DrawerSettings));
        }
        let rest = [
            Action::ListNextPane,
            Action::ListRefresh,
            Action::ListCopy,
            Action::ListBack,
        ];
        offers.extend(rest.map(Offer::on));
        offers
    }

    /// Why the chosen drawer is not to be reviewed now.
    fn no_review(&self) -> Option<Say> {
        match self.shop.chosen()?.state {
            DrawerState::Closed => None,
            DrawerState::Open | DrawerState::Counting => Some(shift::REVIEW_NOT_CLOSED.into()),
            DrawerState::Reviewed => Some(shift::REVIEW_ALREADY.into()),
        }
    }
}
