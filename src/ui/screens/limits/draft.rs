//! A limit while it is being written: fields that become a rule, and why they do not.

use super::numbers::{self, Wrong};
use super::{Known, KnownLottery, OneDraw};
use crate::domain::{
    BetKind, CommandKey, Digits, DrawId, LimitEffect, LimitRule, LimitRuleId, LotteryId, Money,
    ScopeId,
};
use crate::ops::{LimitRow, Refusal, Thing};
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, frame, limits as t, refusal};
use crate::ui::widgets::{Field, Form};

pub(super) const SCOPE: usize = 0;
pub(super) const LOTTERY: usize = 1;
pub(super) const DRAW: usize = 2;
pub(super) const NUMBERS: usize = 3;
pub(super) const KIND: usize = 4;
pub(super) const EFFECT: usize = 5;
pub(super) const AMOUNT: usize = 6;
pub(super) const LIFT: usize = 7;
pub(super) const REASON: usize = 8;

/// The draws that the field of the draw offers, after "all".
type Draws = Vec<(DrawId, Say)>;

/// What the form offers, as it was when it was begun: places in its lists never change their meaning.
struct Offered {
    scopes: Vec<(ScopeId, Say)>,
    lotteries: Vec<KnownLottery>,
    draws: Draws,
}

/// A limit being written.
pub(super) struct Draft {
    pub(super) key: CommandKey,
    /// The rule it replaces, with what the form does not show; a new one has a fresh id.
    base: Option<LimitRule>,
    id: LimitRuleId,
    offered: Offered,
    pub(super) form: Form,
}

impl Draft {
    /// A new limit, for the draw from which the person came, if any.
    pub(super) fn new(known: &Known, one: Option<&OneDraw>, ctx: &Ctx) -> Self {
        let offered = Offered::new(known, one, ctx);
        let lottery = one.and_then(|one| offered.place_of(one.lottery));
        let chosen = [
            0,
            lottery.map_or(0, |place| place + 1),
            usize::from(one.is_some()),
            0,
            1,
            0,
        ];
        let texts = [String::new(), String::new(), String::new()];
        Self {
            key: ctx.fresh_key(),
            base: None,
            id: ctx.fresh_id(),
            form: offered.form(chosen, texts),
            offered,
        }
    }

    /// A limit in force, to be replaced.
    pub(super) fn of(row: &LimitRow, known: &Known, one: Option<&OneDraw>, ctx: &Ctx) -> Self {
        let rule = &row.rule;
        let mut offered = Offered::new(known, one, ctx);
        offered.include(row);
        let place = |found: Option<usize>| found.map_or(0, |place| place + 1);
        let (effect, amount) = match rule.effect {
            LimitEffect::PerTicket { amount } => (0, Some(amount)),
            LimitEffect::Accumulated {
                amount,
                per_seller: false,
            } => (1, Some(amount)),
            LimitEffect::Accumulated {
                amount,
                per_seller: true,
            } => (2, Some(amount)),
            LimitEffect::Blocked => (3, None),
        };
        let kind = match rule.kind {
            None => 0,
            Some(BetKind::Straight) => 1,
            Some(BetKind::Reventado) => 2,
        };
        let chosen = [
            offered
                .scopes
                .iter()
                .position(|(scope, _)| *scope == rule.scope)
                .unwrap_or(0),
            place(rule.lottery.and_then(|lottery| offered.place_of(lottery))),
            place(
                offered
                    .draws
                    .iter()
                    .position(|(id, _)| Some(*id) == rule.draw),
            ),
            kind,
            effect,
            usize::from(rule.liftable),
        ];
        let digits = rule
            .lottery
            .and_then(|lottery| offered.place_of(lottery))
            .and_then(|place| offered.lotteries.get(place))
            .map(|lottery| lottery.digits);
        let long = rule.numbers.iter().any(|number| *number > 99);
        let digits = digits.unwrap_or(if long { Digits::Three } else { Digits::Two });
        let texts = [
            numbers::write(&rule.numbers, digits),
            amount
                .map(|amount| ctx.voice.figure(amount))
                .unwrap_or_default(),
            rule.reason.clone(),
        ];
        Self {
            key: ctx.fresh_key(),
            base: Some(rule.clone()),
            id: rule.id,
            form: offered.form(chosen, texts),
            offered,
        }
    }

    /// Whether it is a new one.
    pub(super) fn is_new(&self) -> bool {
        self.base.is_none()
    }

    /// Whether it replaces this one.
    pub(super) fn replaces(&self, rule: LimitRuleId) -> bool {
        self.base.is_some() && self.id == rule
    }

    /// The rule as it is written.
    ///
    /// # Errors
    /// The first field that is wrong, and why.
    pub(super) fn rule(&self, ctx: &Ctx) -> Result<LimitRule, (usize, Say)> {
        let choice = |field| self.form.choice(field);
        let (scope, _) = self
            .offered
            .scopes
            .get(choice(SCOPE))
            .ok_or((SCOPE, t::NO_SCOPE.into()))?;
        let lottery = choice(LOTTERY)
            .checked_sub(1)
            .and_then(|place| self.offered.lotteries.get(place));
        let draw = choice(DRAW)
            .checked_sub(1)
            .and_then(|place| self.offered.draws.get(place));
        let digits = lottery.map_or(Digits::Three, |lottery| lottery.digits);
        let numbers = numbers::read(self.form.value(NUMBERS), digits).map_err(|wrong| {
            let say = match wrong {
                Wrong::Unreadable(text) => t::BAD_NUMBERS.with("text", text),
                Wrong::Backward(text) => t::BACKWARD.with("text", text),
            };
            (NUMBERS, say)
        })?;
        let kind = match choice(KIND) {
            1 => Some(BetKind::Straight),
            2 => Some(BetKind::Reventado),
            _ => None,
        };
        let effect = self.effect(ctx)?;
        let seller = matches!(scope, ScopeId::Vendedor(_));
        let liftable = choice(LIFT) == 1;
        match effect {
            LimitEffect::Accumulated {
                per_seller: true, ..
            } if seller => return Err((EFFECT, t::SELLER_WRONG.into())),
            LimitEffect::PerTicket { .. } | LimitEffect::Blocked if liftable => {
                return Err((LIFT, t::LIFT_WRONG.into()));
            }
            LimitEffect::PerTicket { .. }
            | LimitEffect::Accumulated { .. }
            | LimitEffect::Blocked => {}
        }
        let base = self.base.as_ref();
        Ok(LimitRule {
            id: self.id,
            scope: *scope,
            lottery: lottery.map(|lottery| lottery.id),
            draw: draw.map(|(id, _)| *id),
            numbers,
            kind,
            multiplier: base.and_then(|rule| rule.multiplier),
            from: base.and_then(|rule| rule.from),
            to: base.and_then(|rule| rule.to),
            liftable,
            effect,
            reason: self.form.value(REASON).trim().to_owned(),
        })
    }

    fn effect(&self, ctx: &Ctx) -> Result<LimitEffect, (usize, Say)> {
        let amount = || {
            Money::parse(self.form.value(AMOUNT), ctx.voice.money)
                .ok()
                .filter(|amount| amount.is_positive())
                .ok_or((AMOUNT, t::AMOUNT_WRONG.into()))
        };
        Ok(match self.form.choice(EFFECT) {
            0 => LimitEffect::PerTicket { amount: amount()? },
            1 => LimitEffect::Accumulated {
                amount: amount()?,
                per_seller: false,
            },
            2 => LimitEffect::Accumulated {
                amount: amount()?,
                per_seller: true,
            },
            _ => LimitEffect::Blocked,
        })
    }

    /// Whose limit it is, and the lottery that is chosen: their names and the length of its numbers.
    pub(super) fn named(&self) -> (Option<&Say>, Option<&KnownLottery>) {
        let scope = self.offered.scopes.get(self.form.choice(SCOPE));
        let lottery = self.form.choice(LOTTERY).checked_sub(1);
        let lottery = lottery.and_then(|place| self.offered.lotteries.get(place));
        (scope.map(|(_, say)| say), lottery)
    }

    /// What people call the draw that is chosen, if one is.
    pub(super) fn draw_name(&self, ctx: &Ctx) -> Option<String> {
        let place = self.form.choice(DRAW).checked_sub(1)?;
        self.offered.draws.get(place).map(|(_, say)| ctx.say(say))
    }

    /// Shows each refusal beside its field, under a fresh key: what is sent next is another command.
    pub(super) fn refuse(&mut self, refusals: &[Refusal], ctx: &Ctx) {
        self.key = ctx.fresh_key();
        for refusal in refusals.iter().rev() {
            let say = match refusal {
                Refusal::Field { problem, .. } => refusal::field_problem(problem),
                other => refusal::sentence(other),
            };
            self.form.refuse(field_of(refusal), say);
        }
    }
}

fn this_draw(one: &OneDraw) -> (DrawId, Say) {
    (one.draw, frame::PLAIN.with("text", one.name.as_str()))
}

impl Offered {
    fn new(known: &Known, one: Option<&OneDraw>, ctx: &Ctx) -> Self {
        Self {
            scopes: known.scopes.choices(ctx),
            lotteries: known.lotteries.clone(),
            draws: one.iter().map(|one| this_draw(one)).collect(),
        }
    }

    /// Offers what a rule in force names, though it can no longer be chosen for a new one.
    fn include(&mut self, row: &LimitRow) {
        let rule = &row.rule;
        if self.scopes.iter().all(|(scope, _)| *scope != rule.scope) {
            let name = frame::PLAIN.with("text", row.scope_name.as_str());
            self.scopes.push((rule.scope, name));
        }
        if let Some(draw) = rule
            .draw
            .filter(|draw| self.draws.iter().all(|(id, _)| id != draw))
        {
            self.draws.push((draw, t::ONE_DRAW.into()));
        }
        if let Some(id) = rule.lottery.filter(|id| self.place_of(*id).is_none()) {
            let long = rule.numbers.iter().any(|number| *number > 99);
            self.lotteries.push(KnownLottery {
                id,
                name: row.lottery_name.clone().unwrap_or_default(),
                digits: if long { Digits::Three } else { Digits::Two },
            });
        }
    }

    fn place_of(&self, id: LotteryId) -> Option<usize> {
        self.lotteries.iter().position(|lottery| lottery.id == id)
    }

    /// The fields; `chosen` are scope, lottery, draw, kind, effect and lift, `texts` numbers, amount and reason.
    fn form(&self, chosen: [usize; 6], texts: [String; 3]) -> Form {
        let plain = |name: &str| frame::PLAIN.with("text", name);
        let [scope, lottery, draw, kind, effect, lift] = chosen;
        let [numbers, amount, reason] = texts;
        let scopes = self.scopes.iter().map(|(_, say)| say.clone());
        let lotteries = self.lotteries.iter().map(|lottery| plain(&lottery.name));
        let lotteries = std::iter::once(t::ALL_LOTTERIES.into()).chain(lotteries);
        let draws = self.draws.iter().map(|(_, say)| say.clone());
        let draws = std::iter::once(t::ALL_DRAWS.into()).chain(draws);
        Form::new(vec![
            Field::choice(t::SCOPE, scopes).chosen(scope),
            Field::choice(t::LOTTERY, lotteries).chosen(lottery),
            Field::choice(t::DRAW, draws).chosen(draw),
            Field::text(t::NUMBERS, 200)
                .hint(t::NUMBERS_HINT)
                .value(numbers),
            Field::choice(
                t::KIND,
                [t::BOTH_KINDS, t::ONLY_STRAIGHT, t::ONLY_REVENTADO],
            )
            .chosen(kind),
            Field::choice(
                t::EFFECT,
                [
                    t::EFFECT_TICKET,
                    t::EFFECT_ALL,
                    t::EFFECT_SELLER,
                    t::EFFECT_BLOCK,
                ],
            )
            .chosen(effect),
            Field::text(t::AMOUNT, 20)
                .hint(t::AMOUNT_HINT)
                .value(amount),
            Field::choice(t::LIFT, [t::LIFT_NO, t::LIFT_YES]).chosen(lift),
            Field::text(t::REASON, 200)
                .hint(t::REASON_HINT)
                .value(reason),
        ])
    }
}

fn field_of(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::NotFound {
            what: Thing::Lottery,
        } => LOTTERY,
        Refusal::NotFound { what: Thing::Draw } => DRAW,
        Refusal::Field { field, .. } => match field.as_str() {
            "lottery" => LOTTERY,
            "draw" => DRAW,
            "numbers" => NUMBERS,
            "kind" | "multiplier" => KIND,
            "amount" => AMOUNT,
            "per_seller" => EFFECT,
            "liftable" => LIFT,
            "reason" | "to" => REASON,
            _ => SCOPE,
        },
        _ => SCOPE,
    }
}
