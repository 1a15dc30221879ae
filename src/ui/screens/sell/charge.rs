//! Charging: the ticket is sent once under its own key, and decisions about limits are taken.

use super::basket::Basket;
use super::left::{Over, Why, cut, sellable};
use super::state::{Armed, Limited, Stage};
use super::{SELL, Sell};
use crate::domain::{Money, MoneyFormat, Right, SaleProblem};
use crate::ops::{Refusal, Request, Sell as Sale};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::text::{refusal, sell as t};

impl Sell {
    /// What all chosen draws cost together.
    pub(super) fn grand_total(&self) -> Option<Money> {
        let draws = i64::try_from(self.draws.chosen().len()).ok()?;
        self.basket.total().ok()?.checked_times(draws)
    }

    /// Whether a total needs one more Enter.
    pub(super) fn is_big(&self, total: Money) -> bool {
        self.desk
            .as_ref()
            .is_some_and(|desk| total > desk.big_total)
    }

    /// The charge key: takes the line first, as its star would.
    pub(super) fn charge_key(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.unsold() {
            return self.enter(ctx);
        }
        if let Stage::Armed(Armed::Charge(received)) = self.stage {
            return self.charge(received, true, ctx);
        }
        if self.typed.text().trim().is_empty() {
            return self.charge(None, false, ctx);
        }
        let before = self.basket.rows.len();
        let mut effects = self.enter(ctx);
        let taken = self.basket.rows.len() > before && self.typed.text().is_empty();
        if taken && !ctx.waits(SELL) {
            effects.extend(self.charge(None, false, ctx));
        }
        effects
    }

    /// `x5000` on the empty line: charges, and tells the change on what was handed over.
    pub(super) fn received(&mut self, amount: &str, ctx: &Ctx) -> Vec<Effect> {
        let Some(received) = amount_of(amount) else {
            self.say(Tone::Bad, t::RECEIVED_UNREADABLE);
            return Vec::new();
        };
        if let Some(missing) = self.missing(received) {
            let say = t::RECEIVED_SHORT.with("received", received);
            self.say(Tone::Bad, say.with("missing", missing));
            return vec![Effect::Bell];
        }
        let effects = self.charge(Some(received), false, ctx);
        if !effects.is_empty() || matches!(self.stage, Stage::Armed(_)) {
            self.typed.input.reset();
        }
        effects
    }

    /// What is missing of the total.
    pub(super) fn missing(&self, received: Money) -> Option<Money> {
        let missing = self.grand_total()?.checked_sub(received)?;
        missing.is_positive().then_some(missing)
    }

    /// Charges the ticket; `sure` when a large total was confirmed.
    pub(super) fn charge(&mut self, received: Option<Money>, sure: bool, ctx: &Ctx) -> Vec<Effect> {
        self.stage = Stage::Typing;
        if self.fetching.is_some() {
            self.say(Tone::Plain, t::WAIT_FOR_TICKET);
            return Vec::new();
        }
        if ctx.waits(SELL) {
            return Vec::new();
        }
        if let Some(problem) = self.cannot_charge(ctx) {
            self.say(Tone::Bad, problem);
            return vec![Effect::Bell];
        }
        let (Some(total), Ok(bets)) = (self.grand_total(), self.basket.bets()) else {
            self.say(Tone::Bad, refusal::sale(&SaleProblem::TooMuch, &|_| None));
            return vec![Effect::Bell];
        };
        if self.is_big(total) && !sure {
            self.stage = Stage::Armed(Armed::Charge(received));
            self.say(Tone::Plain, t::ONE_MORE_TOTAL.with("total", total));
            return Vec::new();
        }
        let key = *self.basket.key.get_or_insert_with(|| ctx.fresh_key());
        let sale = Request::Sell(Sale {
            key,
            draws: self.draws.chosen().to_vec(),
            bets,
            expected_total: Some(total),
            received,
            note: self.basket.note.clone(),
            approval: None,
            repeats: self.basket.repeats,
        });
        self.received = received;
        self.problems.clear();
        self.message = None;
        if self.basket.lift {
            let approval = Refusal::NeedsApproval {
                right: Right::LiftLimit,
                target: self.lift_record(ctx),
                amount: self.lift_asked(ctx).or(Some(total)),
                limit: None,
            };
            return vec![Effect::AskApproved(SELL, sale, Box::new(approval))];
        }
        vec![Effect::Ask(SELL, sale)]
    }

    /// Whether the ticket's sale was lost on its way and it waits to be charged again.
    pub(super) fn unsold(&self) -> bool {
        matches!(self.stage, Stage::Unsold(_))
    }

    fn cannot_charge(&self, ctx: &Ctx) -> Option<crate::ui::text::Say> {
        let sale = |problem: &SaleProblem| Some(refusal::sale(problem, &|_| None));
        if self.draws.chosen().is_empty() {
            return sale(&SaleProblem::NoDraw);
        }
        if self.basket.is_empty() {
            return sale(&SaleProblem::NoBets);
        }
        let gone = self.draws.closed(ctx.now)?;
        let name = t::DRAW_CLOSED.with("name", gone.name.as_str());
        Some(name.with("at", ctx.voice.clock(gone.at)))
    }

    /// Whether a supervisor may lift all limits of the present decision.
    pub(super) fn liftable(&self) -> bool {
        match &self.stage {
            Stage::Limited(limited) => limited.overs.iter().all(|over| over.liftable),
            Stage::Typing | Stage::Armed(_) | Stage::Order(_) | Stage::Unsold(_) => false,
        }
    }

    /// Takes the numbers as far as something is left of them.
    pub(super) fn sell_left(&mut self, limited: Limited, ctx: &Ctx) -> Vec<Effect> {
        let sold = limited.rows.is_empty();
        self.put(limited.rows, ctx);
        cut(&mut self.basket, &limited.overs, &self.draws);
        let none = |over: &&Over| !sellable(over.left, &self.draws).is_positive();
        let gone: Vec<&Over> = limited.overs.iter().filter(none).collect();
        let blocked = gone.iter().all(|over| matches!(over.why, Why::Blocked(_)));
        let gone: std::collections::BTreeSet<_> = gone.iter().map(|over| over.number).collect();
        let effects = self.after_decision(sold, limited.charge, ctx);
        if !gone.is_empty() && self.message.is_none() {
            let numbers: Vec<String> = gone.iter().map(ToString::to_string).collect();
            let out = if blocked {
                t::LEFT_OUT_BLOCKED
            } else {
                t::LEFT_OUT
            };
            let say = out.with("n", numbers.len());
            self.say(Tone::Bad, say.with("numbers", numbers.join(" ")));
        }
        effects
    }

    /// Leaves the numbers out of what was just typed, or, once refused, out of the ticket.
    pub(super) fn drop_limited(&mut self, limited: Limited, ctx: &Ctx) -> Vec<Effect> {
        let before = self.basket.stakes().unwrap_or_default();
        let sold = limited.rows.is_empty();
        self.put(limited.rows, ctx);
        for over in &limited.overs {
            let kept = before.get(&over.number).copied().unwrap_or_default();
            let (straight, reventado) = if sold {
                (Money::ZERO, Money::ZERO)
            } else {
                kept
            };
            self.basket.limit_to(over.number, straight, reventado);
        }
        self.after_decision(sold, false, ctx)
    }

    fn after_decision(&mut self, sold: bool, charge: bool, ctx: &Ctx) -> Vec<Effect> {
        if self.basket.is_empty() {
            self.basket = Basket::default();
        }
        if sold {
            return self.ask_left(ctx);
        }
        self.next_line(charge && !self.basket.is_empty(), false, ctx)
    }

    /// Keeps the numbers as they are; a supervisor is asked, at once for a ticket that was refused, else when it is charged.
    pub(super) fn authorise(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if !self.liftable() {
            return vec![Effect::bad(t::CANNOT_LIFT)];
        }
        let Stage::Limited(limited) = std::mem::take(&mut self.stage) else {
            return Vec::new();
        };
        self.basket.lift = true;
        for over in &limited.overs {
            let same = |held: &Over| held.number == over.number && held.kind == over.kind;
            self.basket.lifts.retain(|held| !same(held));
            self.basket.lifts.push(over.clone());
        }
        if limited.rows.is_empty() {
            return self.charge(None, true, ctx);
        }
        self.put(limited.rows, ctx);
        self.next_line(limited.charge, false, ctx)
    }
}

/// An amount as the bet line takes it: `5000`, `5k`, and also with thousands as they are written.
pub(super) fn amount_of(text: &str) -> Option<Money> {
    let text = text.trim();
    let (digits, thousand) = match text.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let money = Money::parse(digits, MoneyFormat::Dots).ok()?;
    let money = if thousand {
        money.checked_times(1_000)?
    } else {
        money
    };
    money.is_positive().then_some(money)
}
