//! Lotteries: rules, schedule and prices. All of it is data; what is sold keeps the price it was sold at.

mod draft;
mod list;
mod preview;
mod price;
mod view;
mod written;

use crate::domain::{LotteryId, Right};
use crate::ops::{Answer, LotteryRow, PriceListRow, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Outcome, Prompt, fact};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::screens::scopes::Scopes;
use crate::ui::text::{Say, frame, lotteries as t, refusal};
use crate::ui::widgets::Grid;
use draft::Draft;
use list::List;
use price::Price;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const LOTTERIES: Slot = Slot("lotteries");
const FORM: Slot = Slot("form");
const PRICES: Slot = Slot("prices");
const LISTS: Slot = Slot("lists");
const WHOSE: Slot = Slot("whose");
const SHOPS: Slot = Slot("shops");
const PEOPLE: Slot = Slot("people");
const TOGGLE: Slot = Slot("toggle");
const SAVE: Slot = Slot("save");
const HOLIDAYS: Slot = Slot("holidays");

/// What is being written at the moment.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a screen holds one at most")]
enum Writing {
    Lottery(Draft),
    Price(Price),
    List(List),
    /// Switching on or off: nothing to type again.
    Toggle(Draft, Request),
}

/// The lotteries' screen.
#[derive(Default)]
pub(super) struct Lotteries {
    rows: Grid<LotteryRow>,
    lists: Vec<PriceListRow>,
    scopes: Scopes,
    writing: Option<Writing>,
    /// The lottery that was saved last: the choice goes to it once it is read.
    wanted: Option<LotteryId>,
}

impl Writing {
    fn name(&self) -> Say {
        let plain = |name: &str| frame::PLAIN.with("text", name);
        match self {
            Self::Lottery(draft) | Self::Toggle(draft, _) => plain(draft.name()),
            Self::Price(price) => plain(price.name()),
            Self::List(list) => list.name(),
        }
    }

    fn prompt(&self) -> Option<Prompt> {
        match self {
            Self::Lottery(draft) => Some(draft.prompt()),
            Self::Price(price) => Some(price.prompt()),
            Self::List(list) => Some(list.prompt()),
            Self::Toggle(..) => None,
        }
    }

    fn refused(&self, refusals: &[crate::ops::Refusal]) -> Option<Prompt> {
        match self {
            Self::Lottery(draft) => Some(draft.refused(refusals)),
            Self::Price(price) => Some(price.refused(refusals)),
            Self::List(list) => Some(list.refused(refusals)),
            Self::Toggle(..) => None,
        }
    }
}

impl Lotteries {
    fn begin(&mut self, writing: Writing) -> Vec<Effect> {
        let prompt = writing.prompt();
        self.writing = Some(writing);
        prompt
            .map(|prompt| Effect::open(FORM, prompt))
            .into_iter()
            .collect()
    }

    fn edit(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match self.rows.chosen().map(|row| Draft::of(row, ctx)) {
            Some(draft) => self.begin(Writing::Lottery(draft)),
            None => Vec::new(),
        }
    }

    fn ask_to_toggle(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = self.rows.chosen().map(|row| Draft::of(row, ctx)) else {
            return Vec::new();
        };
        let (question, yes) = if draft.active() {
            (t::OFF_ASK, t::SWITCH_OFF)
        } else {
            (t::ON_ASK, t::SWITCH_ON)
        };
        let facts = vec![fact(t::NAME, frame::PLAIN.with("text", draft.name()))];
        let request = draft.toggled(ctx);
        self.writing = request.map(|request| Writing::Toggle(draft, request));
        vec![Effect::open(
            TOGGLE,
            Confirm::new(yes, facts, question, yes),
        )]
    }

    fn filled(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let request = match &mut self.writing {
            Some(Writing::Lottery(draft)) => draft.request(values, ctx),
            Some(Writing::Price(price)) => price.request(values),
            Some(Writing::List(list)) => Some(list.request(values)),
            Some(Writing::Toggle(..)) | None => None,
        };
        request
            .map(|request| Effect::Ask(SAVE, request))
            .into_iter()
            .collect()
    }

    fn saved(&mut self) -> Vec<Effect> {
        let written = self.writing.take();
        if let Some(Writing::Lottery(draft)) = &written {
            self.wanted = Some(draft.lottery());
        }
        let name = written.map(|writing| writing.name());
        let name = name.unwrap_or_else(|| frame::PLAIN.with("text", ""));
        vec![
            Effect::Ask(LOTTERIES, Request::Lotteries),
            Effect::Ask(LISTS, Request::PriceLists),
            Effect::good(t::SAVED.with("name", name)),
        ]
    }

    /// What was typed opens again, with the reason beside its field.
    fn not_saved(&self, reply: &Reply) -> Vec<Effect> {
        let Some(writing) = &self.writing else {
            return refusal::show(reply);
        };
        let (prompt, more) = match reply {
            Reply::Refused(refusals) => (writing.refused(refusals), Vec::new()),
            Reply::Failed(fault) => (writing.prompt(), vec![Effect::bad(refusal::fault(fault))]),
            Reply::Done(_) => (None, Vec::new()),
        };
        match prompt {
            Some(prompt) => std::iter::once(Effect::open(FORM, prompt))
                .chain(more)
                .collect(),
            None => refusal::show(reply),
        }
    }
}

impl Screen for Lotteries {
    fn id(&self) -> ScreenId {
        ScreenId::Lotteries
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let free = !ctx.waits(SAVE);
        let chosen = |action| match (free, self.rows.chosen().is_some()) {
            (false, _) => Offer::off(action, t::WAIT),
            (true, false) => Offer::off(action, t::CHOOSE_FIRST),
            (true, true) => Offer::on(action),
        };
        vec![
            Offer::when(Action::LotteriesNew, free, t::WAIT),
            chosen(Action::LotteriesEdit),
            chosen(Action::LotteriesMultiplier),
            match self.rows.chosen() {
                Some(row) if row.multipliers.is_empty() => {
                    Offer::off(Action::LotteriesLists, t::NO_PRICES)
                }
                Some(_) | None => chosen(Action::LotteriesLists),
            },
            chosen(Action::LotteriesToggle),
            chosen(Action::LotteriesPreview),
            Offer::on(Action::GoDraws),
            Offer::on(Action::ListBack),
        ]
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let mut asks = vec![Effect::Ask(LOTTERIES, Request::Lotteries)];
        if ctx.may(Right::ManageUsers) {
            asks.push(Effect::Ask(LISTS, Request::PriceLists));
            asks.push(Effect::Ask(SHOPS, Request::Ventanas));
            asks.push(Effect::Ask(PEOPLE, Request::Users));
        }
        asks
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if action == Action::LotteriesNew {
            return self.begin(Writing::Lottery(Draft::new(ctx)));
        }
        if matches!(action, Action::LotteriesEdit | Action::ListOpen) {
            return self.edit(ctx);
        }
        if action == Action::LotteriesMultiplier {
            let prices = self.rows.chosen().map(price::pick);
            return prices
                .map(|pick| Effect::open(PRICES, pick))
                .into_iter()
                .collect();
        }
        if action == Action::LotteriesLists {
            let row = self.rows.chosen();
            let whose = row.map(|row| list::pick(row, &self.lists, &self.scopes, ctx));
            return whose
                .map(|pick| Effect::open(WHOSE, pick))
                .into_iter()
                .collect();
        }
        if action == Action::LotteriesToggle {
            return self.ask_to_toggle(ctx);
        }
        if action == Action::LotteriesPreview {
            // Days without draws are set elsewhere, and may be others by now.
            return vec![Effect::Ask(HOLIDAYS, Request::Holidays)];
        }
        if action == Action::ListRefresh {
            return self.on_show(ctx);
        }
        if action == Action::ListBack {
            return vec![Effect::Back];
        }
        self.rows.on_action(action);
        Vec::new()
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match outcome {
            Outcome::Filled(values) if slot == FORM => self.filled(values, ctx),
            Outcome::Picked(places) if slot == PRICES => {
                let place = places.first().copied().unwrap_or(0);
                match self.rows.chosen().map(|row| Price::at(row, place, ctx)) {
                    Some(price) => self.begin(Writing::Price(price)),
                    None => Vec::new(),
                }
            }
            Outcome::Picked(places) if slot == WHOSE => {
                let place = places.first().copied().unwrap_or(0);
                let scope = self.scopes.choices(ctx).into_iter().nth(place);
                match (self.rows.chosen(), scope) {
                    (Some(row), Some(scope)) => {
                        let list = List::at(row, &self.lists, scope, ctx);
                        self.begin(Writing::List(list))
                    }
                    (None, _) | (_, None) => Vec::new(),
                }
            }
            Outcome::Confirmed => match &self.writing {
                Some(Writing::Toggle(_, request)) => vec![Effect::Ask(SAVE, request.clone())],
                Some(Writing::Lottery(_) | Writing::Price(_) | Writing::List(_)) | None => {
                    Vec::new()
                }
            },
            Outcome::Dismissed | Outcome::Filled(_) | Outcome::Picked(_) => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            return if slot == SAVE {
                self.not_saved(reply)
            } else {
                refusal::show(reply)
            };
        };
        if let Answer::Lotteries(rows) = answer.as_ref() {
            self.rows.set(rows.clone(), false);
            // What was just written is what the next key is about.
            let wanted = self.wanted.take();
            let place = rows.iter().position(|row| Some(row.id) == wanted);
            if let Some(place) = place {
                self.rows.choose(place);
            }
        } else if let Answer::Holidays(days) = answer.as_ref() {
            let row = self.rows.chosen();
            let shown = row.map(|row| preview::message(row, days, ctx));
            return shown
                .map(|message| Effect::open(refusal::READ, message))
                .into_iter()
                .collect();
        } else if let Answer::PriceLists(rows) = answer.as_ref() {
            self.lists.clone_from(rows);
        } else if let Answer::Ventanas(rows) = answer.as_ref() {
            self.scopes.ventanas.clone_from(rows);
        } else if let Answer::Users(rows) = answer.as_ref() {
            self.scopes.users.clone_from(rows);
        } else if slot == SAVE {
            return self.saved();
        }
        Vec::new()
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        view::render(&self.rows, &self.lists, area, buf, ctx);
    }
}
