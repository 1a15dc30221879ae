//! What the drawer offers now, and why the rest has to wait.

use super::Drawer;
use crate::domain::Right;
use crate::ops::{DrawerState, Refusal};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::{Say, drawer, refusal};

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
            unless_open(Action::DrawerClose, (counts == 0).then_some(first)),
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
    pub(super) fn shop_offers(&self) -> Vec<Offer> {
        let not_counted = || drawer::NOT_COUNTED.with("key", Action::DrawerCount);
        let (count, force): (Option<Say>, Option<Say>) = match self.shop.chosen() {
            None => (
                Some(drawer::NO_CHOICE.into()),
                Some(drawer::NO_CHOICE.into()),
            ),
            Some(row) => match row.state {
                DrawerState::Closed => {
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
        ];
        let rest = [
            Action::ListNextPane,
            Action::ListRefresh,
            Action::ListCopy,
            Action::ListBack,
        ];
        offers.extend(rest.map(Offer::on));
        offers
    }
}
