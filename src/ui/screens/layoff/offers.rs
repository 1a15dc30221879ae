//! What can be done with the lay-offs of a draw, with a proposal, with one of them.

use super::{LayOffs, View};
use crate::domain::DrawState;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::{Say, layoff as t, name};

impl LayOffs {
    pub(super) fn offered(&self, ctx: &Ctx) -> Vec<Offer> {
        match &self.view {
            None => {
                let many = self.draws.len() > 1;
                let any = self.grid.chosen().is_some();
                let mut offers = vec![
                    Offer {
                        off: self.no_new(ctx),
                        ..Offer::on(Action::LayOffNew)
                    },
                    Offer::when(Action::ListOpen, any, t::NONE_CHOSEN),
                ];
                offers.extend(self.step_offers());
                offers.extend([
                    Offer::when(Action::LayOffDraw, many, t::OFF_ONE_DRAW),
                    Offer::when(Action::ListLeft, many, t::OFF_ONE_DRAW).called(t::DRAW_BEFORE),
                    Offer::when(Action::ListRight, many, t::OFF_ONE_DRAW).called(t::DRAW_AFTER),
                    Offer::on(Action::ListBack),
                ]);
                offers
            }
            Some(View::Proposal(proposed)) => {
                let any = !proposed.told.proposal.lines.is_empty();
                vec![
                    Offer::when(Action::LayOffKeep, any, t::NOTHING),
                    Offer::on(Action::LayOffNew).called(t::OTHER_TERMS),
                    Offer::on(Action::ListBack),
                ]
            }
            Some(View::One { told, .. }) => {
                let told = told.is_some();
                // What can be done with it before what cannot.
                let (mut offers, not_now): (Vec<Offer>, Vec<Offer>) = self
                    .step_offers()
                    .into_iter()
                    .partition(|offer| offer.off.is_none());
                offers.extend([
                    Offer::when(Action::LayOffMessage, told, t::READING),
                    Offer::when(Action::ListCopy, told, t::READING).called(t::COPY_SLIP),
                    Offer::when(Action::LayOffCsv, told, t::READING),
                    Offer::when(Action::LayOffXlsx, told, t::READING),
                    Offer::on(Action::ListBack),
                ]);
                offers.extend(not_now);
                offers
            }
        }
    }

    /// Why nothing can be proposed now.
    fn no_new(&self, ctx: &Ctx) -> Option<Say> {
        let told = self.told.as_ref().map(|told| &told.draw);
        let known = self.draws.iter().find(|draw| Some(draw.id) == self.draw);
        let Some(draw) = told.or(known) else {
            return Some(t::NO_DRAW_CHOSEN.into());
        };
        let sold = matches!(draw.state, DrawState::Open | DrawState::Closed);
        let late = !sold || ctx.now >= draw.at || draw.waiting.is_some();
        late.then(|| t::LATE.with("state", name::draw_state(draw.state)))
    }
}
