//! Lotteries: rules, schedule and prices. All of it is data; what is sold keeps the price it was sold at.

mod draft;
mod price;
mod view;
mod written;

use crate::ops::{Answer, LotteryRow, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Outcome, Prompt, fact};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{frame, lotteries as t, refusal};
use crate::ui::widgets::Grid;
use draft::Draft;
use price::Price;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const LOTTERIES: Slot = Slot("lotteries");
const FORM: Slot = Slot("form");
const PRICES: Slot = Slot("prices");
const TOGGLE: Slot = Slot("toggle");
const SAVE: Slot = Slot("save");

/// What is being written at the moment.
#[derive(Debug, Clone)]
enum Writing {
    Lottery(Draft),
    Price(Price),
    /// Switching on or off: nothing to type again.
    Toggle(Draft, Request),
}

/// The lotteries' screen.
#[derive(Default)]
pub(super) struct Lotteries {
    rows: Grid<LotteryRow>,
    writing: Option<Writing>,
}

impl Writing {
    fn name(&self) -> &str {
        match self {
            Self::Lottery(draft) | Self::Toggle(draft, _) => draft.name(),
            Self::Price(price) => price.name(),
        }
    }

    fn prompt(&self) -> Option<Prompt> {
        match self {
            Self::Lottery(draft) => Some(draft.prompt()),
            Self::Price(price) => Some(price.prompt()),
            Self::Toggle(..) => None,
        }
    }

    fn refused(&self, refusals: &[crate::ops::Refusal]) -> Option<Prompt> {
        match self {
            Self::Lottery(draft) => Some(draft.refused(refusals)),
            Self::Price(price) => Some(price.refused(refusals)),
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
            Some(Writing::Toggle(..)) | None => None,
        };
        request
            .map(|request| Effect::Ask(SAVE, request))
            .into_iter()
            .collect()
    }

    fn saved(&mut self) -> Vec<Effect> {
        let name = self.writing.take().map(|writing| writing.name().to_owned());
        vec![
            Effect::Ask(LOTTERIES, Request::Lotteries),
            Effect::good(t::SAVED.with("name", name.unwrap_or_default())),
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
            chosen(Action::LotteriesToggle),
            Offer::on(Action::GoDraws),
            Offer::on(Action::ListBack),
        ]
    }

    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        vec![Effect::Ask(LOTTERIES, Request::Lotteries)]
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
        if action == Action::LotteriesToggle {
            return self.ask_to_toggle(ctx);
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
            Outcome::Confirmed => match &self.writing {
                Some(Writing::Toggle(_, request)) => vec![Effect::Ask(SAVE, request.clone())],
                Some(Writing::Lottery(_) | Writing::Price(_)) | None => Vec::new(),
            },
            Outcome::Dismissed | Outcome::Filled(_) | Outcome::Picked(_) => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, _ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            return if slot == SAVE {
                self.not_saved(reply)
            } else {
                refusal::show(reply)
            };
        };
        if let Answer::Lotteries(rows) = answer.as_ref() {
            self.rows.set(rows.clone(), false);
        } else if slot == SAVE {
            return self.saved();
        }
        Vec::new()
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        view::render(&self.rows, area, buf, ctx);
    }
}
