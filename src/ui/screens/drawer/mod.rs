//! The cash drawer: open with a float, move cash, count blind, hand over or close with a Z report; for supervisors the shop's
//! drawers, their reports and reviews.

mod count;
mod offers;
mod own;
mod paper;
mod reply;
mod report;
mod shift;
mod shop;
mod steps;

use crate::domain::{DrawerId, Right};
use crate::ops::{DrawerReport, DrawerRow, DrawerState, DrawerView, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::input::TextInput;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Say, drawer};
use crate::ui::theme::Token;
use crate::ui::widgets::{line, panel_focused, width};
use chrono::{DateTime, TimeDelta, Utc};
use count::Count;
use paper::{Entries, Paper};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use shop::Shop;
use std::collections::BTreeMap;
use steps::{Draft, Step};

const OWN: Slot = Slot("drawer.own");
const SHOP: Slot = Slot("drawer.shop");

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq)]
enum View {
    /// The own drawer.
    #[default]
    Own,
    /// The blind count.
    Count,
    /// The Z report of the drawer that was just closed.
    Report(Box<DrawerReport>),
    /// The shop's drawers.
    Shop,
    /// X, or the whole Z of a closed drawer.
    Paper(Paper),
    /// What happened at a drawer.
    Entries,
}

/// The screen.
#[derive(Debug, Default)]
pub(super) struct Drawer {
    view: View,
    own: Option<DrawerView>,
    problem: Option<Say>,
    count: Count,
    shop: Shop,
    drafts: BTreeMap<Step, Draft>,
    /// Another person's drawer that is counted; none counts the own one.
    counting: Option<DrawerRow>,
    /// Another person's drawer that is closed.
    forced: Option<DrawerId>,
    /// Another person's drawer that is reviewed.
    reviewed: Option<DrawerId>,
    entries: Entries,
    /// Whose entries are read; none reads the own drawer's.
    entries_of: Option<DrawerId>,
    /// The view to return to from a report or the entries.
    before_reading: View,
}

impl Drawer {
    fn refresh(&self) -> Vec<Effect> {
        let mut effects = vec![Effect::Ask(OWN, Request::Drawer)];
        if self.view == View::Shop {
            effects.push(Effect::Ask(SHOP, Request::Drawers));
        }
        effects
    }

    fn show(&mut self, view: View) -> Vec<Effect> {
        self.view = view;
        self.refresh()
    }

    fn is_open(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.drawer.is_some())
    }

    fn counts(&self) -> usize {
        self.own.as_ref().map_or(0, |own| own.counts.len())
    }

    /// Begins a count of the own drawer or of another's; pieces typed for a different one are not taken over.
    fn begin_count(&mut self, other: Option<DrawerRow>) {
        let Some(own) = &self.own else {
            return;
        };
        let id = |row: &Option<DrawerRow>| row.as_ref().map(|row| row.drawer);
        if id(&self.counting) != id(&other) {
            self.count.clear();
            self.drafts.remove(&Step::Count);
        }
        self.count.offer(&own.denominations);
        self.counting = other;
        self.view = View::Count;
    }

    /// Whether the count that is typed is the second one.
    fn second(&self) -> bool {
        match &self.counting {
            Some(row) => row.state == DrawerState::Counting,
            None => self.counts() > 0,
        }
    }

    /// The view to return to from a count.
    fn before_count(&self) -> View {
        match self.counting {
            Some(_) => View::Shop,
            None => View::Own,
        }
    }

    fn in_own(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::ListBack => vec![Effect::Back],
            Action::ListNextPane if ctx.may(Right::ForceCloseDrawer) => self.show(View::Shop),
            Action::ListRefresh => self.refresh(),
            Action::ListOpen if !self.is_open() && self.own.is_some() => {
                self.begin(Action::DrawerOpen, ctx)
            }
            Action::DrawerCount => {
                self.begin_count(None);
                Vec::new()
            }
            _ => self.begin(action, ctx),
        }
    }

    fn in_count(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let hands_in = action == Action::FormSubmit && self.count.at_last();
        if hands_in || action == Action::DrawerSubmit {
            return self.begin(Action::DrawerSubmit, ctx);
        }
        if action == Action::FormLeave {
            return self.show(self.before_count());
        }
        self.count.act(action);
        Vec::new()
    }

    fn in_shop(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::ListBack | Action::ListNextPane => self.show(View::Own),
            Action::ListRefresh => self.refresh(),
            Action::ListCopy => {
                let row = self.shop.copied(ctx);
                row.map(Effect::Copy).into_iter().collect()
            }
            Action::DrawerForce
            | Action::DrawerReview
            | Action::DrawerSettings
            | Action::DrawerX
            | Action::DrawerEntries => self.begin(action, ctx),
            Action::ListOpen => self.ask_paper(),
            Action::DrawerCount => {
                let row = self.shop.chosen().cloned();
                self.begin_count(row);
                Vec::new()
            }
            _ => {
                self.shop.act(action);
                Vec::new()
            }
        }
    }
}

impl Screen for Drawer {
    fn id(&self) -> ScreenId {
        ScreenId::Drawer
    }

    fn typing(&self) -> bool {
        self.view == View::Count
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        match self.view {
            View::Own => self.own_offers(ctx),
            View::Count => [
                Action::DrawerSubmit,
                Action::FormNext,
                Action::FormBack,
                Action::FormLeave,
            ]
            .map(Offer::on)
            .to_vec(),
            View::Report(_) => [Action::ListCopy, Action::ListBack].map(Offer::on).to_vec(),
            View::Shop => self.shop_offers(ctx),
            View::Paper(_) | View::Entries => vec![Offer::on(Action::ListBack)],
        }
    }

    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        // A report is read when its drawer was closed; who comes back looks for the drawer as it is.
        if matches!(self.view, View::Report(_) | View::Paper(_) | View::Entries) {
            self.view = View::Own;
        }
        self.refresh()
    }

    fn concerns(&self, target: &str, ctx: &Ctx) -> Option<String> {
        let counted = |total| {
            let total = ctx.voice.money(total);
            format!("{} {total}", ctx.text(drawer::COUNTED))
        };
        let dot = format!(" {} ", ctx.symbols.dot);
        let own = self.own.as_ref()?;
        if own.drawer.is_some_and(|id| id.to_string() == target) {
            let me = ctx.session.map(|me| me.name.clone());
            let count = own.counts.last().map(|count| counted(count.total));
            let parts = [me, Some(ctx.terminal.to_owned()), count];
            return Some(parts.into_iter().flatten().collect::<Vec<_>>().join(&dot));
        }
        let other = self.shop.chosen()?;
        let same = other.drawer.to_string() == target;
        same.then(|| [other.user.as_str(), other.terminal.as_str()].join(&dot))
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match &self.view {
            View::Own => self.in_own(action, ctx),
            View::Count => self.in_count(action, ctx),
            View::Shop => self.in_shop(action, ctx),
            View::Report(report) if action == Action::ListCopy => {
                vec![Effect::Copy(report::copied(report, ctx))]
            }
            View::Report(_) if matches!(action, Action::ListBack | Action::ListOpen) => {
                self.show(View::Own)
            }
            View::Report(_) => Vec::new(),
            View::Paper(_) | View::Entries => self.in_reading(action),
        }
    }

    fn on_text(&mut self, input: &TextInput, _ctx: &Ctx) -> Vec<Effect> {
        if self.view == View::Count {
            self.count.on_text(input);
        }
        Vec::new()
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        if let Some(effects) = self.read_shift(slot, reply, ctx) {
            return effects;
        }
        let Some(step) = Step::of(slot) else {
            return self.read(slot, reply);
        };
        self.replied(step, reply, ctx)
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        self.answered(slot, outcome, ctx)
    }

    /// Each minute, for the time since the drawer was opened.
    fn next_wake(&self, ctx: &Ctx) -> Option<DateTime<Utc>> {
        let opened = self
            .own
            .as_ref()?
            .opened_at
            .filter(|_| self.view == View::Own)?;
        let seconds = (ctx.now - opened).num_seconds().rem_euclid(60);
        Some(ctx.now + TimeDelta::seconds(60 - seconds))
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        match &self.view {
            View::Own => {
                self.render_own(area, buf, ctx);
                if ctx.may(Right::ForceCloseDrawer) {
                    self.other_title(area, buf, ctx);
                }
            }
            View::Count => self.count.render(area, buf, ctx, &self.count_title(ctx)),
            View::Report(report) => report::render(area, buf, ctx, report),
            View::Paper(paper) => paper.render(area, buf, ctx),
            View::Entries => self.entries.render(area, buf, ctx),
            View::Shop => {
                let inside = panel_focused(area, buf, ctx, ctx.text(drawer::SHOP), true);
                self.other_title(area, buf, ctx);
                self.shop.render(inside, buf, ctx);
            }
        }
    }
}

impl Drawer {
    fn count_title(&self, ctx: &Ctx) -> String {
        let which = if self.second() {
            drawer::COUNT_SECOND
        } else {
            drawer::COUNT_TITLE
        };
        match &self.counting {
            Some(row) => {
                let whose = drawer::COUNT_OF.with("name", row.user.as_str());
                format!(
                    "{} {} {}",
                    ctx.say(&whose),
                    ctx.symbols.dot,
                    ctx.text(which)
                )
            }
            None => ctx.text(which).to_owned(),
        }
    }

    /// The other view's name in the frame, with the key that leads there.
    fn other_title(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let (here, there) = if self.view == View::Shop {
            (drawer::SHOP, drawer::OWN)
        } else {
            (drawer::OWN, drawer::SHOP)
        };
        let words = drawer::OTHER_VIEW.with("key", Action::ListNextPane);
        let words = format!(" {} ", ctx.say(&words.with("name", there)));
        let from = u16::try_from(width(ctx.text(here)) + 6).unwrap_or(u16::MAX);
        let taken = u16::try_from(width(&words)).unwrap_or(u16::MAX);
        if from.saturating_add(taken).saturating_add(2) < area.width / 2 || self.view == View::Shop
        {
            let spot = Rect {
                x: area.x.saturating_add(from),
                width: area.width.saturating_sub(from + 1),
                ..area
            };
            line(spot, buf, 0, &Line::styled(words, ctx.style(Token::Dim)));
        }
    }
}
