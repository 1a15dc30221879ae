//! Typing and Enter: what the line says, put into the ticket; never a bet that its cashier has not seen.

use super::Sell;
use super::basket::{Row, rows};
use super::line::{Ask, Way};
use super::order::Order;
use super::state::{Armed, Limited, Message, Stage};
use crate::domain::betline::{
    Entry, Group, Item, Line, LineCommand, LineError, Note, charges_at_once, looks_like_scan, read,
};
use crate::domain::{Money, SaleProblem, TicketCode};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect, Tone};
use crate::ui::input::TextInput;
use crate::ui::screen::ScreenId;
use crate::ui::text::mistake;
use crate::ui::text::{refusal, sell as t};

/// Above so many numbers a line needs one more Enter.
const MANY: usize = 10;

impl Sell {
    pub(super) fn type_in(&mut self, input: &TextInput, ctx: &Ctx) -> Vec<Effect> {
        if let (Stage::Limited(_), TextInput::Char('a' | 'A')) = (&self.stage, input) {
            return self.act(Action::SellAuthorise, ctx);
        }
        if let (TextInput::Left | TextInput::Right, "") = (input, self.typed.text()) {
            return self.beside(*input == TextInput::Right, ctx);
        }
        if *input == TextInput::Right && self.take_suggestion() {
            return Vec::new();
        }
        if let TextInput::Paste(text) = input
            && !self.unsold()
            && let context = self.typed.context(&self.draws)
            && Order::is_one(text, self.typed.is_empty(), &context)
        {
            self.stage = Stage::Order(Order::read(text, &context));
            return Vec::new();
        }
        if !self.typed.type_in(input, ctx.now) {
            return Vec::new();
        }
        if self.unsold() {
            return Vec::new();
        }
        self.stage = Stage::Typing;
        self.message = None;
        let star = *input == TextInput::Char('*');
        let open = self.typed.way != Way::Assisted || self.typed.ask == Ask::Numbers;
        let context = self.typed.context(&self.draws);
        if star && open && charges_at_once(self.typed.text(), &context) {
            return self.enter(ctx);
        }
        Vec::new()
    }

    fn take_suggestion(&mut self) -> bool {
        let at_end = self.typed.input.cursor() == self.typed.text().chars().count();
        let Some(message) = &mut self.message else {
            return false;
        };
        let Some(suggestion) = message.suggestion.take().filter(|_| at_end) else {
            return false;
        };
        self.typed.set(suggestion);
        self.message = None;
        true
    }

    /// Enter: the obvious next step.
    pub(super) fn enter(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match std::mem::take(&mut self.stage) {
            Stage::Limited(limited) => return self.sell_left(limited, ctx),
            Stage::Order(order) => return self.take_order(order, ctx),
            Stage::Armed(Armed::Charge(received)) if self.typed.text().trim().is_empty() => {
                return self.charge(received, true, ctx);
            }
            Stage::Armed(Armed::Line) => return self.read_line(true, ctx),
            Stage::Unsold(unsold) => return self.charge(unsold.received, true, ctx),
            Stage::Typing | Stage::Armed(_) => {}
        }
        self.message = None;
        if self.typed.scanned(ctx.now) {
            return self.scanned();
        }
        if self.typed.way == Way::Assisted && !self.assisted() {
            return Vec::new();
        }
        if self.typed.is_empty() && self.next_unclear() {
            return Vec::new();
        }
        self.read_line(false, ctx)
    }

    /// A scanner typed the line: a ticket's code goes to the payment of prizes, anything else to the till.
    fn scanned(&mut self) -> Vec<Effect> {
        let text = self.typed.take();
        let code = Some(text.as_str()).filter(|text| looks_like_scan(text));
        match code.and_then(|text| TicketCode::parse(text).ok()) {
            Some(code) => vec![Effect::GoWith(ScreenId::Pay, Arrival::Ticket(code))],
            None => vec![Effect::GoWith(ScreenId::Till, Arrival::Scan(text))],
        }
    }

    pub(super) fn mistaken(&mut self, error: &LineError) {
        self.message = Some(Message {
            tone: Tone::Bad,
            say: mistake::sentence(error),
            at: Some(error.position),
            suggestion: error.suggestion.clone(),
            drawer: false,
        });
    }

    fn read_line(&mut self, sure: bool, ctx: &Ctx) -> Vec<Effect> {
        let text = self.typed.whole();
        let trimmed = text.trim();
        if let Some(note) = trimmed.strip_prefix('\'') {
            return self.note(note.trim());
        }
        if let Some(amount) = trimmed.strip_prefix(['x', 'X', '=']) {
            return self.received(amount, ctx);
        }
        match read(&text, &self.typed.context(&self.draws)) {
            Err(error) => {
                self.mistaken(&error);
                vec![Effect::Bell]
            }
            Ok(Entry::Command(LineCommand::Charge)) => {
                self.typed.input.reset();
                self.charge(None, false, ctx)
            }
            Ok(Entry::Command(command)) => self.command(command, ctx),
            Ok(Entry::Bets(line)) => self.bets(&line, sure, ctx),
        }
    }

    fn note(&mut self, note: &str) -> Vec<Effect> {
        if note.is_empty() {
            self.say(Tone::Bad, t::E_NOTE);
            return Vec::new();
        }
        self.typed.take();
        self.basket.add_note(note);
        self.say(Tone::Good, t::NOTE_SAVED);
        Vec::new()
    }

    /// A line of bets: checked as far as the screen can know, then put into the ticket.
    pub(super) fn bets(&mut self, line: &Line, sure: bool, ctx: &Ctx) -> Vec<Effect> {
        if line.groups.iter().any(on_account) {
            self.say(Tone::Bad, t::CUSTOMER_OFF);
            return vec![Effect::Bell];
        }
        let line = line.settle(&mut |bound| ctx.source.below(bound));
        let Ok(fresh) = rows(&line) else {
            return self.problem(&SaleProblem::TooMuch);
        };
        if let Some(problem) = self.first_problem(&fresh) {
            return self.problem(&problem);
        }
        let count: usize = fresh.iter().map(|row| row.numbers.len()).sum();
        if count > MANY && !sure {
            let sums = fresh.iter().filter_map(|row| row.total().ok());
            let total = Money::try_sum(sums).unwrap_or(Money::ZERO);
            let say = t::ONE_MORE_NUMBERS.with("n", count).with("total", total);
            self.say(Tone::Plain, say);
            self.stage = Stage::Armed(Armed::Line);
            self.fix_random(&line);
            return Vec::new();
        }
        let overs = self.overs(&fresh, ctx);
        if !overs.is_empty() && !self.basket.lift {
            self.fix_random(&line);
            self.stage = Stage::Limited(Limited {
                rows: fresh,
                overs,
                charge: line.charge,
            });
            return vec![Effect::Bell];
        }
        self.basket.add_notes(&line);
        self.put(fresh, ctx);
        self.next_line(line.charge, sure, ctx)
    }

    /// Writes random numbers that were drawn into the line, so that they stay while it is decided on.
    fn fix_random(&mut self, line: &Line) {
        let drawn = |item: &Item| matches!(item, Item::Chosen(_));
        if line.groups.iter().flat_map(|group| &group.items).any(drawn) {
            self.typed.set(line.to_string());
            self.typed.ask = Ask::Numbers;
        }
    }

    fn problem(&mut self, problem: &SaleProblem) -> Vec<Effect> {
        self.say(Tone::Bad, refusal::sale(problem, &|_| None));
        vec![Effect::Bell]
    }

    /// Puts rows into the ticket and empties the line.
    pub(super) fn put(&mut self, fresh: Vec<Row>, ctx: &Ctx) {
        self.basket.key.get_or_insert_with(|| ctx.fresh_key());
        self.basket.rows.extend(fresh);
        let whole = self.typed.whole();
        self.typed.input.reset();
        self.typed.remember(&whole);
        self.typed.ask = Ask::Numbers;
        self.typed.sticky = None;
        self.message = None;
        self.problems.clear();
        self.scrolled = 0;
        self.receipt = None;
        self.stage = Stage::Typing;
    }

    /// After a line was taken: the next unclear line of a pasted order, or the charge that its star asked for.
    pub(super) fn next_line(&mut self, charge: bool, sure: bool, ctx: &Ctx) -> Vec<Effect> {
        self.next_unclear();
        let mut effects = self.ask_left(ctx);
        if charge {
            effects.extend(self.charge(None, sure, ctx));
        }
        effects
    }
}

fn on_account(group: &Group) -> bool {
    matches!(group.note, Some(Note::Customer(_)))
}
