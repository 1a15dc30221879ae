//! What actions and otherwise empty lines do: choose draws, repeat, copy, remove, park, look up.

use super::basket::Basket;
use super::line::Ask;
use super::order::Unclear;
use super::state::{Armed, Parked, Stage};
use super::{COPY_CODE, PICK_DRAWS, PICK_PARKED, REPRINT, SHARE, Sell, TOTALS};
use crate::domain::betline::{DrawChoice, Entry, LineCommand, read};
use crate::domain::{DrawId, Money};
use crate::ops::Request;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect, Tone};
use crate::ui::overlays::{Pick, Prompt};
use crate::ui::screen::ScreenId;
use crate::ui::text::{Say, sell as t};
use crate::ui::widgets::Field;

/// Rows that one page key scrolls.
const PAGE: usize = 5;

impl Sell {
    pub(super) fn act(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::SellEnter => self.enter(ctx),
            Action::SellCharge => self.charge_key(ctx),
            Action::SellClear => self.clear(ctx),
            Action::SellTakeLeft => match std::mem::take(&mut self.stage) {
                Stage::Limited(limited) => self.sell_left(limited, ctx),
                stage => {
                    self.stage = stage;
                    Vec::new()
                }
            },
            Action::SellAuthorise => self.authorise(ctx),
            Action::SellWhy => self.ask_why(),
            Action::SellDraws => self.pick_draws(ctx),
            Action::SellNextDraw => self.tab(true, ctx),
            Action::SellPreviousDraw => self.tab(false, ctx),
            Action::SellOlder | Action::SellNewer if self.unsold() => vec![Effect::Bell],
            Action::SellOlder | Action::SellNewer => {
                self.typed.recall(action == Action::SellOlder);
                self.stage = Stage::Typing;
                self.message = None;
                Vec::new()
            }
            Action::SellPark => self.park_key(ctx),
            Action::SellProfile => {
                self.typed.way = self.typed.way.next();
                self.typed.ask = Ask::Numbers;
                self.typed.sticky = None;
                self.say(Tone::Plain, t::WAY.with("way", self.typed.way.name()));
                Vec::new()
            }
            Action::SellPageUp | Action::SellPageDown => {
                self.page(action == Action::SellPageDown);
                Vec::new()
            }
            Action::SellTotals => vec![Effect::Ask(TOTALS, Request::MyTotals)],
            Action::SellRepeat => self.repeat(1, ctx),
            Action::SellCopy => {
                let field = Field::text(t::VOID_CODE, 16);
                let prompt = Prompt::new(t::COPY, Vec::new(), vec![field]);
                vec![Effect::open(COPY_CODE, prompt.checked(super::pick::code))]
            }
            Action::SellReprint => self.with_last(|code| {
                let key = ctx.fresh_key();
                vec![Effect::Ask(REPRINT, Request::Reprint { key, code })]
            }),
            Action::SellShare => {
                self.with_last(|code| vec![Effect::Ask(SHARE, Request::Ticket { code })])
            }
            Action::SellVoid => self.void(ctx),
            _ => Vec::new(),
        }
    }

    /// Pages through a pasted order, or back through a long ticket.
    fn page(&mut self, down: bool) {
        if let Stage::Order(order) = &mut self.stage {
            order.page(down, PAGE);
        } else if down {
            self.scrolled = self.scrolled.saturating_sub(PAGE);
        } else {
            self.scrolled = (self.scrolled + PAGE).min(self.basket.rows.len());
        }
    }

    /// What an otherwise empty line means.
    pub(super) fn command(&mut self, command: LineCommand, ctx: &Ctx) -> Vec<Effect> {
        self.stage = Stage::Typing;
        // A code that names no draw stays in the line.
        if !matches!(command, LineCommand::ChooseDraws(_)) {
            self.typed.take();
        }
        match command {
            LineCommand::Charge => self.charge(None, false, ctx),
            LineCommand::ShowDraws => self.pick_draws(ctx),
            LineCommand::ChooseDraws(choice) => self.choose_named(&choice, ctx),
            LineCommand::Repeat { back } => self.repeat(usize::from(back), ctx),
            LineCommand::Copy(code) => self.fetch(code),
            LineCommand::RemoveLast => self.remove_last(ctx),
            LineCommand::LookUp(code) => {
                vec![Effect::GoWith(ScreenId::Pay, Arrival::Ticket(code))]
            }
            LineCommand::Totals => vec![Effect::Ask(TOTALS, Request::MyTotals)],
            LineCommand::Amount(sticky) => {
                self.typed.sticky = Some(sticky);
                Vec::new()
            }
        }
    }

    /// Chooses draws by their codes. A code without a draw stays in the line, and the house is asked: it may have been opened
    /// at this moment.
    fn choose_named(&mut self, choice: &DrawChoice, ctx: &Ctx) -> Vec<Effect> {
        match self.draws.named(choice, ctx.now) {
            Ok(ids) => {
                self.typed.take();
                self.choose(ids, ctx)
            }
            Err(say) => {
                self.say(Tone::Bad, say);
                vec![Effect::Bell, self.ask_desk(ctx)]
            }
        }
    }

    /// The draws are known anew: codes that named none and still stand in the line are tried once more.
    pub(super) fn named_again(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let refused = matches!(&self.message, Some(message) if message.tone == Tone::Bad);
        let entry = read(self.typed.text(), &self.typed.context(&self.draws));
        let Ok(Entry::Command(LineCommand::ChooseDraws(choice))) = entry else {
            return Vec::new();
        };
        match self.draws.named(&choice, ctx.now) {
            Ok(ids) if refused => {
                self.typed.take();
                self.choose(ids, ctx)
            }
            Ok(_) | Err(_) => Vec::new(),
        }
    }

    /// Chooses draws, if they fit together and to what the ticket holds.
    pub(super) fn choose(&mut self, ids: Vec<DrawId>, ctx: &Ctx) -> Vec<Effect> {
        match self.draws.choose(ids, self.basket.digits()) {
            Ok(()) => {
                let named = |id: &DrawId| self.draw_name(*id, ctx);
                let names: Vec<String> = self.draws.chosen().iter().filter_map(named).collect();
                self.say(Tone::Plain, t::DRAWS_CHOSEN.with("names", names.join(", ")));
                self.left_at = None;
                self.ask_left(ctx)
            }
            Err(say) => {
                self.say(Tone::Bad, say);
                vec![Effect::Bell]
            }
        }
    }

    pub(super) fn beside(&mut self, forward: bool, ctx: &Ctx) -> Vec<Effect> {
        match self.draws.beside(forward, ctx.now) {
            Some(id) => self.choose(vec![id], ctx),
            None => Vec::new(),
        }
    }

    /// The draw key: moves a closed draw of the ticket on to the one offered, else walks along the strip.
    fn tab(&mut self, forward: bool, ctx: &Ctx) -> Vec<Effect> {
        let Some(gone) = self.draws.closed(ctx.now) else {
            return self.beside(forward, ctx);
        };
        let (gone, next) = (
            gone.id,
            self.draws.instead_of(gone, ctx.now).map(|draw| draw.id),
        );
        let Some(next) = next else {
            return vec![Effect::bad(t::CLOSED_NONE)];
        };
        self.draws.replace(gone, Some(next));
        self.problems.clear();
        let ids = self.draws.chosen().to_vec();
        self.choose(ids, ctx)
    }

    fn pick_draws(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let open = self.draws.open(ctx.now);
        if open.is_empty() {
            return vec![Effect::bad(t::NO_DRAWS)];
        }
        let items = open.iter().map(|draw| {
            t::DRAW_ITEM
                .with("name", draw.name.as_str())
                .with("at", super::time_of(draw.at, ctx))
                .with("left", ctx.voice.countdown(draw.cutoff - ctx.now))
        });
        let items: Vec<Say> = items.collect();
        let ids: Vec<DrawId> = open.iter().map(|draw| draw.id).collect();
        let ticked = (0..ids.len()).filter(|place| self.draws.chosen().contains(&ids[*place]));
        let pick = Pick::several(t::PICK_DRAWS, items, ticked);
        self.pick_ids = ids;
        vec![Effect::open(PICK_DRAWS, pick)]
    }

    /// Esc: out of a decision, then the line, then (once more) the ticket is parked.
    fn clear(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match std::mem::take(&mut self.stage) {
            Stage::Limited(limited) => return self.drop_limited(limited, ctx),
            Stage::Armed(Armed::Park) if !self.basket.is_empty() => {
                return self.park(ctx);
            }
            Stage::Order(_) => return Vec::new(),
            Stage::Unsold(_) => {
                self.stage = Stage::Armed(Armed::Park);
                self.say(Tone::Plain, t::ESC_PARKS);
                return Vec::new();
            }
            Stage::Armed(_) | Stage::Typing => {}
        }
        self.message = None;
        let blocked = self.draws.closed(ctx.now).map(|draw| draw.id);
        if let (Some(gone), true) = (blocked, self.draws.chosen().len() > 1) {
            self.draws.replace(gone, None);
            return Vec::new();
        }
        if !self.pending.is_empty() {
            return self.ask_drop();
        }
        self.ordered = false;
        self.typed.take();
        self.typed.ask = Ask::Numbers;
        self.typed.sticky = None;
        if !self.basket.is_empty() {
            self.stage = Stage::Armed(Armed::Park);
            self.say(Tone::Plain, t::ESC_PARKS);
        }
        self.follow(ctx)
    }

    fn park_key(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if !self.basket.is_empty() || !self.pending.is_empty() {
            return self.park(ctx);
        }
        if self.parked.len() > 1 {
            let item = |parked: &Parked| {
                let total = parked.basket.total().unwrap_or(Money::ZERO);
                let say = t::PARKED_ITEM.with("n", parked.basket.rows.len());
                say.with("total", total)
            };
            let items: Vec<Say> = self.parked.iter().map(item).collect();
            let last = items.len() - 1;
            return vec![Effect::open(
                PICK_PARKED,
                Pick::one(t::PICK_PARKED, items, last),
            )];
        }
        self.recall(0, ctx)
    }

    fn park(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let mut pending = std::mem::take(&mut self.pending);
        if self.ordered && !self.typed.text().trim().is_empty() {
            pending.push_front(Unclear::again(self.typed.take()));
        }
        self.ordered = false;
        self.parked.push(Parked {
            basket: std::mem::take(&mut self.basket),
            draws: self.draws.chosen().to_vec(),
            pending,
        });
        self.problems.clear();
        self.message = None;
        self.stage = Stage::Typing;
        let mut effects = self.follow(ctx);
        effects.push(Effect::note(t::PARKED_NOW.with("key", Action::SellPark)));
        effects
    }

    /// Takes a parked ticket out again, for the draws it was begun for: one that has closed meanwhile blocks it and is said.
    pub(super) fn recall(&mut self, place: usize, ctx: &Ctx) -> Vec<Effect> {
        if place >= self.parked.len() {
            return Vec::new();
        }
        let parked = self.parked.remove(place);
        self.basket = parked.basket;
        self.pending = parked.pending;
        self.draws.restore(parked.draws);
        self.receipt = None;
        self.say(Tone::Plain, t::RECALLED);
        self.left_at = None;
        self.ask_left(ctx)
    }

    fn remove_last(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.basket.is_empty() {
            return self.void(ctx);
        }
        if let Some(row) = self.basket.rows.pop() {
            self.say(Tone::Plain, t::LINE_REMOVED.with("text", row.words()));
        }
        self.problems.clear();
        if self.basket.is_empty() {
            self.basket = Basket::default();
        }
        self.follow(ctx)
    }
}
