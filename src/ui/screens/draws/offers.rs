//! What can be done with the chosen draw now, the obvious next step first; what cannot be done says why.

use super::{Draws, History, View};
use crate::domain::DrawState;
use crate::ops::DrawRow;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::{Arg, Say, Text, draw_life as life, draws};

impl Draws {
    pub(super) fn offered(&self, ctx: &Ctx) -> Vec<Offer> {
        match &self.view {
            View::Agenda => self.agenda_offers(ctx),
            View::Plan(plan) => plan.offers(),
            View::Winners(_) => {
                vec![
                    Offer::on(Action::ListOpen),
                    Offer::on(Action::ListNextPane),
                    Offer::on(Action::DrawsCsv),
                    Offer::on(Action::ListBack),
                ]
            }
            View::History(_) => History::offers(),
            View::Holidays(days) => days.offers(),
            View::Claims(claims) => claims.offers(),
        }
    }

    fn agenda_offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let chosen = self.grid.chosen();
        let step = |action: Action, why: &dyn Fn(&DrawRow) -> Option<Say>| {
            let off = chosen.map_or_else(|| Some(draws::NONE_CHOSEN.into()), why);
            Offer {
                off,
                ..Offer::on(action)
            }
        };
        let mut offers = vec![
            step(Action::DrawsConfirm, &|draw| no_confirm(draw, ctx)),
            step(Action::DrawsResult, &|draw| no_result(draw, ctx)),
            step(Action::DrawsWinners, &no_winners),
            step(Action::DrawsClose, &no_close),
            step(Action::DrawsOpen, &no_open),
            step(Action::DrawsExposure, &no_exposure),
            step(Action::DrawsCorrect, &no_correct),
            step(Action::DrawsWithdraw, &no_withdrawal),
            step(Action::DrawsMove, &|draw| no_change(draw, life::OFF_MOVE)),
            self.hold_offer(step(Action::DrawsHold, &no_hold)),
            step(Action::DrawsRename, &no_rename),
            step(Action::DrawsAnnul, &no_annulment),
            Offer::on(Action::DrawsNew).called(life::SPECIAL),
            Offer::on(Action::DrawsHolidays),
            Offer::on(Action::DrawsClaims),
            Offer::on(Action::DrawsHistory),
            Offer::on(Action::DrawsGenerate),
            Offer::on(Action::DrawsDayBefore),
            Offer::on(Action::DrawsDayAfter),
            Offer::when(Action::DrawsToday, self.day.is_some(), draws::OFF_TODAY),
            step(Action::DrawsLists, &no_exposure),
        ];
        let usable = |offer: &Offer| {
            let allowed = offer.action.row().right.is_none_or(|right| ctx.may(right));
            allowed && offer.off.is_none()
        };
        offers.sort_by_key(|offer| !usable(offer));
        offers
    }

    /// Holding, or letting go on: the same key for both.
    fn hold_offer(&self, offer: Offer) -> Offer {
        match self.grid.chosen() {
            Some(draw) if draw.suspended => offer.called(life::RELEASE),
            Some(_) | None => offer,
        }
    }

    /// What Enter means: the next step of the chosen draw, as far as it can be done.
    pub(super) fn obvious(&self, ctx: &Ctx) -> Option<Action> {
        let steps = [
            Action::DrawsConfirm,
            Action::DrawsResult,
            Action::DrawsWinners,
            Action::DrawsExposure,
            Action::DrawsOpen,
        ];
        let offers = self.agenda_offers(ctx);
        steps.into_iter().find(|step| {
            offers.iter().any(|offer| {
                let allowed = offer.action.row().right.is_none_or(|right| ctx.may(right));
                offer.action == *step && offer.off.is_none() && allowed
            })
        })
    }
}

fn no_change(draw: &DrawRow, why: Text) -> Option<Say> {
    let moves = matches!(draw.state, DrawState::Scheduled | DrawState::Open);
    (!moves).then(|| why.into())
}

fn no_hold(draw: &DrawRow) -> Option<Say> {
    (draw.state != DrawState::Open).then(|| life::OFF_HOLD.into())
}

fn no_rename(draw: &DrawRow) -> Option<Say> {
    if draw.special {
        return no_change(draw, life::OFF_MOVE);
    }
    Some(life::OFF_RENAME.into())
}

fn no_annulment(draw: &DrawRow) -> Option<Say> {
    (draw.state == DrawState::Annulled).then(|| life::OFF_ANNUL.into())
}

fn no_open(draw: &DrawRow) -> Option<Say> {
    (draw.state != DrawState::Scheduled).then(|| draws::OFF_OPEN.into())
}

fn no_close(draw: &DrawRow) -> Option<Say> {
    (draw.state != DrawState::Open).then(|| draws::OFF_CLOSE.into())
}

fn no_result(draw: &DrawRow, ctx: &Ctx) -> Option<Say> {
    match draw.state {
        DrawState::Closed if draw.at <= ctx.now => None,
        DrawState::Closed | DrawState::Scheduled if draw.at > ctx.now => {
            Some(draws::OFF_EARLY.with("at", Arg::Clock(draw.at)))
        }
        DrawState::Evaluated => Some(draws::OFF_EVALUATED.with("key", Action::DrawsCorrect)),
        DrawState::Scheduled | DrawState::Open | DrawState::Closed | DrawState::Annulled => {
            Some(draws::OFF_RESULT.into())
        }
    }
}

fn no_confirm(draw: &DrawRow, ctx: &Ctx) -> Option<Say> {
    let Some(waiting) = &draw.waiting else {
        return Some(draws::OFF_CONFIRM.into());
    };
    match waiting.mine_from {
        _ if !waiting.mine => None,
        None => Some(draws::OFF_CONFIRM_MINE.into()),
        Some(from) if from <= ctx.now => None,
        Some(from) => Some(draws::OFF_CONFIRM_WAIT.with("left", from - ctx.now)),
    }
}

fn no_withdrawal(draw: &DrawRow) -> Option<Say> {
    draw.waiting.is_none().then(|| draws::OFF_WITHDRAW.into())
}

fn no_correct(draw: &DrawRow) -> Option<Say> {
    (draw.state != DrawState::Evaluated).then(|| draws::OFF_CORRECT.into())
}

fn no_winners(draw: &DrawRow) -> Option<Say> {
    (draw.state != DrawState::Evaluated).then(|| draws::OFF_WINNERS.into())
}

fn no_exposure(draw: &DrawRow) -> Option<Say> {
    (draw.state == DrawState::Scheduled).then(|| draws::OFF_EXPOSURE.into())
}
