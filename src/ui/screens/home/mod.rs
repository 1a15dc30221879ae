//! The day at a glance: figures, the next draws with their countdown, what waits for somebody, the drawer.

mod debts;
mod view;

use crate::domain::Right;
use crate::domain::view::{AccountFilter, AccountList};
use crate::ops::{Answer, DrawRow, Home as Figures, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{frame, home, refusal};
use crate::ui::widgets::Grid;
use chrono::{DateTime, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const FIGURES: Slot = Slot("home");
const DEBTS: Slot = Slot("home.debts");

/// How often the figures are read again while they are looked at.
const EVERY: TimeDelta = TimeDelta::seconds(15);
/// How often the debts of shops are: they are summed from the books, apart from the figures, which do not wait for them.
const DEBTS_EVERY: TimeDelta = TimeDelta::seconds(60);

/// The home screen.
#[derive(Default)]
pub(super) struct Home {
    figures: Option<Figures>,
    draws: Grid<DrawRow>,
    read_at: Option<DateTime<Utc>>,
    debts: Option<AccountList>,
    debts_at: Option<DateTime<Utc>>,
}

impl Home {
    fn read(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.read_at = Some(ctx.now);
        let mut effects = vec![Effect::Ask(FIGURES, Request::Home)];
        let fresh = self.debts_at.is_some_and(|at| ctx.now - at < DEBTS_EVERY);
        if ctx.may(Right::CloseMonth) && !fresh {
            self.debts_at = Some(ctx.now);
            let shops = AccountFilter {
                shops_only: true,
                ..AccountFilter::default()
            };
            effects.push(Effect::Ask(DEBTS, Request::Accounts(shops)));
        }
        effects
    }

    fn open_draw(&self) -> Vec<Effect> {
        let draw = self.draws.chosen().map(|draw| Arrival::Draw(draw.id));
        draw.map(|draw| Effect::GoWith(ScreenId::Draws, draw))
            .into_iter()
            .collect()
    }
}

impl Screen for Home {
    fn id(&self) -> ScreenId {
        ScreenId::Home
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let mut offers = vec![Offer::when(
            Action::ListOpen,
            self.draws.chosen().is_some(),
            home::NO_DRAWS.with("key", Action::GoDraws),
        )];
        let places = [
            Action::GoSell,
            Action::GoPay,
            Action::GoDraws,
            Action::GoExposure,
            Action::GoDrawer,
            Action::GoUsers,
        ];
        let allowed = |action: &Action| {
            let right: Option<Right> = action.row().right;
            right.is_none_or(|right| ctx.may(right))
        };
        offers.extend(places.into_iter().filter(allowed).map(Offer::on));
        offers
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.read(ctx)
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if action == Action::ListOpen {
            return self.open_draw();
        }
        if action == Action::ListRefresh {
            let mut effects = self.read(ctx);
            effects.push(Effect::note(frame::LOADING));
            return effects;
        }
        self.draws.on_action(action);
        Vec::new()
    }

    fn on_reply(&mut self, _slot: Slot, reply: &Reply, _ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            return refusal::show(reply);
        };
        match answer.as_ref() {
            Answer::Home(figures) => {
                self.draws.set(figures.next.clone(), false);
                self.figures = Some(figures.as_ref().clone());
            }
            Answer::Accounts(debts) => self.debts = Some(debts.clone()),
            _ => {}
        }
        Vec::new()
    }

    fn on_news(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.read(ctx)
    }

    fn on_wake(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.read(ctx)
    }

    fn next_wake(&self, ctx: &Ctx) -> Option<DateTime<Utc>> {
        let connected = matches!(ctx.status.link, crate::ui::status::Link::Up);
        self.read_at.filter(|_| connected).map(|at| at + EVERY)
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let debts = self.debts.as_ref();
        view::render(self.figures.as_ref(), debts, &self.draws, area, buf, ctx);
    }
}
