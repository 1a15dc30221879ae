//! What can be done on each of the screen's views.

use super::{Exposure, View};
use crate::domain::DrawState;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::{Say, exposure};

impl Exposure {
    pub(super) fn offered(&self, ctx: &Ctx) -> Vec<Offer> {
        match &self.view {
            View::Map => self.map_offers(ctx),
            View::WhatIf(supposed) => {
                let outcomes = !supposed.draw.outcomes.is_empty();
                vec![
                    Offer::on(Action::ListOpen),
                    Offer::when(Action::ExposureOutcome, outcomes, exposure::OFF_NO_OUTCOMES),
                    Offer::on(Action::ListBack),
                ]
            }
            View::Tickets(_) | View::ByScope(_) => {
                vec![Offer::on(Action::ListOpen), Offer::on(Action::ListBack)]
            }
        }
    }

    fn map_offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let some = self.board.is_some();
        let data = |action| Offer::when(action, some, exposure::OFF_NO_DATA);
        let undo = self.undo.as_ref().is_some_and(|undo| undo.until > ctx.now);
        let mut offers = Vec::new();
        if undo {
            offers.push(Offer::on(Action::ExposureUndo));
        }
        offers.extend([
            Offer {
                off: self.no_block(),
                ..Offer::on(Action::ExposureBlock)
            },
            data(Action::ExposureWhatIf),
            Offer::on(Action::ExposureMeasure),
            Offer::when(
                Action::ExposureDraw,
                self.draws.len() > 1,
                exposure::OFF_ONE_DRAW,
            ),
            Offer::when(
                Action::ExposureScope,
                self.scopes.choices(ctx).len() > 1,
                exposure::OFF_ONE_SCOPE,
            ),
            data(Action::ExposureScopes),
            Offer::when(
                Action::ExposurePrice,
                self.prices().len() > 1,
                exposure::OFF_ONE_PRICE,
            ),
            data(Action::ExposureLimits),
            data(Action::ExposureWorst),
            data(Action::ListOpen),
            Offer::when(
                Action::ExposureNextDraw,
                self.draws.len() > 1,
                exposure::OFF_ONE_DRAW,
            ),
        ]);
        offers.push(data(Action::ExposureLayOff));
        if !undo {
            offers.push(Offer::off(Action::ExposureUndo, exposure::OFF_UNDO));
        }
        offers
    }

    fn no_block(&self) -> Option<Say> {
        let Some(board) = &self.board else {
            return Some(exposure::OFF_NO_DATA.into());
        };
        if board.cell(self.chosen).blocked {
            return Some(exposure::OFF_BLOCKED.into());
        }
        match board.view.draw.state {
            DrawState::Open | DrawState::Scheduled => None,
            DrawState::Closed | DrawState::Evaluated | DrawState::Annulled => {
                Some(exposure::OFF_NOT_OPEN.into())
            }
        }
    }
}
