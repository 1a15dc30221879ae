//! Typing and Enter: lines go into a queue and are read one after the other, each when the one before is answered.

use super::state::{Sent, Stage};
use super::{Till, draws_closed};
use crate::domain::betline::{DrawChoice, Line, LineContext, Note, expand};
use crate::domain::goods::entry::{self, Entry};
use crate::ops::{BasketChange, SellBet};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect, Tone};
use crate::ui::input::TextInput;
use crate::ui::screen::ScreenId;
use crate::ui::text::{counter as t, mistake, sell};

/// Above so many numbers a line needs one more Enter.
const MANY: usize = 10;

impl Till {
    pub(super) fn type_in(&mut self, input: &TextInput) {
        match self.stage {
            Stage::Tender => {
                self.message = None;
                input.apply(&mut self.tendering.input);
            }
            Stage::Basket | Stage::Done => {
                if self.stage == Stage::Done {
                    self.stage = Stage::Basket;
                }
                self.message = None;
                self.typed.type_in(input);
            }
        }
    }

    /// Enter: the obvious next step.
    pub(super) fn enter(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match self.stage {
            Stage::Tender => self.tender_enter(ctx),
            Stage::Done if self.typed.is_empty() => {
                self.stage = Stage::Basket;
                self.message = None;
                Vec::new()
            }
            Stage::Basket | Stage::Done => {
                self.stage = Stage::Basket;
                let text = self.typed.take();
                // One Enter leads to the payment, however long the answers take: the next one is for what is seen there.
                if text.is_empty() && self.queue.iter().any(String::is_empty) {
                    return vec![Effect::Bell];
                }
                self.queue.push_back(text);
                self.next(ctx)
            }
        }
    }

    /// Reads the lines that wait, until one of them is sent or asks something.
    pub(super) fn next(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let mut effects = Vec::new();
        while self.sent.is_none() && self.pause.is_none() && self.stage == Stage::Basket {
            let Some(text) = self.queue.pop_front() else {
                break;
            };
            effects.extend(self.take(text, ctx));
        }
        effects
    }

    fn take(&mut self, text: String, ctx: &Ctx) -> Vec<Effect> {
        let context = self.context();
        match entry::read(&text, &context) {
            Entry::Charge => self.charge(ctx),
            Entry::Remove => self.remove(ctx),
            Entry::Ticket(code) => {
                vec![Effect::GoWith(ScreenId::Pay, Arrival::Ticket(code))]
            }
            Entry::Draws(choice) => self.choose_draws(&choice, &text, ctx),
            Entry::Numbers(line) => self.numbers(&line, text, ctx),
            Entry::Mistake(error) => self.put_back(&text, mistake::sentence(&error)),
            Entry::Goods { code, quantity } => {
                let sent = Sent::Goods {
                    text,
                    code: code.clone(),
                    quantity,
                };
                let note = String::new();
                let scan = BasketChange::Scan {
                    code,
                    quantity,
                    note,
                };
                self.change(scan, sent, ctx)
            }
        }
    }

    /// What numbers are read for.
    pub(super) fn context(&self) -> LineContext {
        LineContext {
            digits: self.draws.digits(),
            reventado: self.draws.reventado(),
            ..LineContext::default()
        }
    }

    /// A line that was refused stands there again with the reason; nothing is charged after it unseen.
    pub(super) fn put_back(
        &mut self,
        text: &str,
        why: impl Into<crate::ui::text::Say>,
    ) -> Vec<Effect> {
        self.queue.retain(|waiting| !waiting.is_empty());
        self.typed.put_back(text);
        let why = t::LINE_REFUSED.with("text", text).with("why", why.into());
        self.say(Tone::Bad, why);
        vec![Effect::Bell]
    }

    fn choose_draws(&mut self, choice: &DrawChoice, text: &str, ctx: &Ctx) -> Vec<Effect> {
        let named = self.draws.named(choice, ctx.now);
        match named.and_then(|ids| self.draws.choose(ids, None)) {
            Ok(()) => {
                self.say_draws(ctx);
                Vec::new()
            }
            Err(why) => self.put_back(text, why),
        }
    }

    pub(super) fn say_draws(&mut self, ctx: &Ctx) {
        let named = |id: &crate::domain::DrawId| self.draw_name(*id, ctx);
        let names: Vec<String> = self.draws.chosen().iter().filter_map(named).collect();
        let say = sell::DRAWS_CHOSEN.with("names", names.join(", "));
        self.say(Tone::Plain, say);
    }

    fn numbers(&mut self, line: &Line, text: String, ctx: &Ctx) -> Vec<Effect> {
        if self.draws.chosen().is_empty() {
            self.draws.follow(ctx.now);
        }
        let customers = |note: &&Note| matches!(note, Note::Customer(_));
        let notes = || line.groups.iter().filter_map(|group| group.note.as_ref());
        if notes().any(|note| customers(&note)) {
            return self.put_back(&text, t::CUSTOMER_BY_KEY.with("key", Action::TillCustomer));
        }
        if self.draws.chosen().is_empty() {
            return self.put_back(&text, sell::NO_DRAWS);
        }
        if let Some(why) = draws_closed(&self.draws, ctx) {
            return self.put_back(&text, why);
        }
        let note = notes().find_map(|note| match note {
            Note::Text(text) => Some(text.clone()),
            Note::Customer(_) => None,
        });
        let settled = line.settle(&mut |bound| ctx.source.below(bound));
        let Ok(expansion) = expand(&settled, &mut |_| 0) else {
            return self.put_back(&text, crate::ui::text::till::TOO_MUCH);
        };
        let armed = self.armed.take();
        let written = settled.to_string();
        if expansion.bets.len() > MANY && armed.as_deref() != Some(text.as_str()) {
            let draws = self.draws.chosen().len();
            let total = i64::try_from(draws)
                .ok()
                .and_then(|draws| expansion.total.checked_times(draws));
            let say = sell::ONE_MORE_NUMBERS
                .with("n", expansion.bets.len())
                .with("total", total.unwrap_or(expansion.total));
            self.queue.retain(|waiting| !waiting.is_empty());
            self.typed.set(written.clone());
            self.armed = Some(written);
            self.say(Tone::Plain, say);
            return Vec::new();
        }
        let bet = |bet: &crate::domain::betline::ExpandedBet| SellBet {
            kind: bet.kind,
            number: bet.number,
            stake: bet.stake,
            multiplier: None,
            origin: bet.origin,
        };
        let bets = expansion.bets.iter().map(bet).collect();
        let draws = self.draws.chosen().to_vec();
        if line.charge {
            self.queue.push_front(String::new());
        }
        let numbers = BasketChange::Numbers { draws, bets, note };
        self.change(numbers, Sent::Line(text), ctx)
    }

    /// Takes the chosen line out.
    pub(super) fn remove(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if let Some(line) = self.line() {
            return self.change(BasketChange::Remove { line }, Sent::Other, ctx);
        }
        self.say(Tone::Plain, t::EMPTY_BASKET);
        Vec::new()
    }

    /// Leads to the payment of what is in the basket.
    pub(super) fn charge(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.is_empty() {
            self.say(Tone::Plain, t::EMPTY_BASKET);
            return vec![Effect::Bell];
        }
        if self.desk.as_ref().is_some_and(|desk| !desk.drawer)
            && ctx.status.drawer_open != Some(true)
        {
            self.say(Tone::Bad, t::DRAWER_SHUT.with("key", Action::GoDrawer));
            return vec![Effect::Bell];
        }
        self.stage = Stage::Tender;
        self.message = None;
        Vec::new()
    }
}
