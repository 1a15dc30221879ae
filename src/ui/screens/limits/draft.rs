//! A limit while it is being written: fields that become a rule, and why they do not.

use super::numbers::{self, Wrong};
use super::when::When;
use super::{Known, KnownLottery, OneDraw};
use crate::domain::{
    BetKind, CommandKey, Digits, DrawId, LimitEffect, LimitRule, LimitRuleId, LotteryId, Money,
    MultiplierId, Percent, ScopeId, limit,
};
use crate::ops::{LimitRow, Refusal, Thing};
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, frame, limits as t, refusal};
use crate::ui::widgets::{Field, Form};

pub(super) const SCOPE: usize = 0;
pub(super) const LOTTERY: usize = 1;
pub(super) const DRAW: usize = 2;
pub(super) const PRICE: usize = 3;
pub(super) const NUMBERS: usize = 4;
pub(super) const KIND: usize = 5;
pub(super) const WHEN: usize = 6;
pub(super) const EFFECT: usize = 7;
pub(super) const AMOUNT: usize = 8;
pub(super) const LIFT: usize = 9;
pub(super) const REASON: usize = 10;

/// The draws that the field of the draw offers, after "all".
type Draws = Vec<(DrawId, Say)>;

/// What the form offers, as it was when it was begun: places in its lists never change their meaning.
struct Offered {
    scopes: Vec<(ScopeId, Say)>,
    lotteries: Vec<KnownLottery>,
    draws: Draws,
    prices: Vec<(MultiplierId, Say)>,
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
            0,
            1,
            0,
        ];
        let texts = std::array::from_fn(|_| String::new());
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
        let figure = |amount: Money| ctx.voice.figure(amount);
        let (effect, amount) = match rule.effect {
            LimitEffect::PerTicket { amount } => (0, figure(amount)),
            LimitEffect::Accumulated { amount, per_seller } => {
                (1 + usize::from(per_seller), figure(amount))
            }
            LimitEffect::Dynamic {
                base,
                percent,
                per_seller,
            } => (
                3 + usize::from(per_seller),
                format!("{} {percent}%", figure(base)),
            ),
            LimitEffect::Blocked => (5, String::new()),
            LimitEffect::Cutoff { minutes } => (6, minutes.to_string()),
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
            place(
                offered
                    .prices
                    .iter()
                    .position(|(id, _)| Some(*id) == rule.multiplier),
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
        let numbers = if rule.day_number {
            ctx.text(t::DAY_WORD).to_owned()
        } else {
            numbers::write(&rule.numbers, digits)
        };
        let when = When::of(rule).write(ctx.voice.lang);
        let texts = [numbers, when, amount, rule.reason.clone()];
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
                Wrong::DayAlone => t::DAY_ALONE.into(),
            };
            (NUMBERS, say)
        })?;
        let price = choice(PRICE)
            .checked_sub(1)
            .and_then(|place| self.offered.prices.get(place));
        let kind = match choice(KIND) {
            1 => Some(BetKind::Straight),
            2 => Some(BetKind::Reventado),
            _ => None,
        };
        let when = When::read(self.form.value(WHEN))
            .map_err(|text| (WHEN, t::BAD_WHEN.with("text", text)))?;
        let rule = LimitRule {
            lottery: lottery.map(|lottery| lottery.id),
            draw: draw.map(|(id, _)| *id),
            numbers: numbers.values,
            day_number: numbers.day,
            kind,
            multiplier: price.map(|(id, _)| *id),
            from: when.from,
            to: when.to,
            weekdays: when.weekdays,
            hours: when.hours,
            liftable: choice(LIFT) == 1,
            reason: self.form.value(REASON).trim().to_owned(),
            ..LimitRule::new(self.id, *scope, self.effect(ctx)?)
        };
        contradiction(&rule).map_or(Ok(rule), Err)
    }

    fn effect(&self, ctx: &Ctx) -> Result<LimitEffect, (usize, Say)> {
        let typed = self.form.value(AMOUNT).trim();
        let positive = |text: &str| {
            Money::parse(text, ctx.voice.money)
                .ok()
                .filter(|amount| amount.is_positive())
        };
        let amount = || positive(typed).ok_or((AMOUNT, t::AMOUNT_WRONG.into()));
        Ok(match self.form.choice(EFFECT) {
            0 => LimitEffect::PerTicket { amount: amount()? },
            place @ (1 | 2) => LimitEffect::Accumulated {
                amount: amount()?,
                per_seller: place == 2,
            },
            place @ (3 | 4) => {
                let (base, percent) =
                    grows(typed, positive).ok_or((AMOUNT, t::GROWS_WRONG.into()))?;
                LimitEffect::Dynamic {
                    base,
                    percent,
                    per_seller: place == 4,
                }
            }
            5 => LimitEffect::Blocked,
            _ => LimitEffect::Cutoff {
                minutes: typed
                    .parse()
                    .ok()
                    .filter(|minutes| *minutes <= limit::MOST_MINUTES)
                    .ok_or((AMOUNT, t::MINUTES_WRONG.into()))?,
            },
        })
    }

    /// Whose limit it is, and the lottery that is chosen: their names and the length of its numbers.
    pub(super) fn named(&self) -> (Option<&Say>, Option<&KnownLottery>) {
        let scope = self.offered.scopes.get(self.form.choice(SCOPE));
        let lottery = self.form.choice(LOTTERY).checked_sub(1);
        let lottery = lottery.and_then(|place| self.offered.lotteries.get(place));
        (scope.map(|(_, say)| say), lottery)
    }

    /// What people call the price that is chosen, if one is.
    pub(super) fn price_name(&self, ctx: &Ctx) -> Option<String> {
        let place = self.form.choice(PRICE).checked_sub(1)?;
        self.offered.prices.get(place).map(|(_, say)| ctx.say(say))
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

/// What the house would refuse, told beside its field before it is asked.
fn contradiction(rule: &LimitRule) -> Option<(usize, Say)> {
    let ends = matches!(rule.effect, LimitEffect::Cutoff { .. });
    let numbered = !rule.numbers.is_empty() || rule.day_number;
    let wrong = [
        (
            rule.effect.per_seller() && matches!(rule.scope, ScopeId::Vendedor(_)),
            EFFECT,
            t::SELLER_WRONG,
        ),
        (ends && numbered, NUMBERS, t::ENDS_WRONG),
        (ends && rule.kind.is_some(), KIND, t::ENDS_WRONG),
        (ends && rule.multiplier.is_some(), PRICE, t::ENDS_WRONG),
        (ends && rule.hours.is_some(), WHEN, t::ENDS_WRONG),
        (
            rule.liftable && !rule.effect.measures(),
            LIFT,
            t::LIFT_WRONG,
        ),
    ];
    let found = wrong.into_iter().find(|(wrong, ..)| *wrong);
    found.map(|(_, field, text)| (field, text.into()))
}

/// A base and a percent, in either order; a percent alone has no base.
fn grows(typed: &str, positive: impl Fn(&str) -> Option<Money>) -> Option<(Money, Percent)> {
    // `3 %` is one piece
    let typed = typed.replace(" %", "%");
    let (parts, amounts): (Vec<&str>, Vec<&str>) = typed
        .split_whitespace()
        .partition(|piece| piece.ends_with('%'));
    let [percent] = parts[..] else { return None };
    let percent = Percent::parse(percent)
        .ok()
        .filter(|found| *found != Percent::ZERO)?;
    match amounts[..] {
        [] => Some((Money::ZERO, percent)),
        [base] => Some((positive(base)?, percent)),
        _ => None,
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
            prices: known.lotteries.iter().flat_map(prices).collect(),
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
                prices: Vec::new(),
            });
        }
        let price = rule.multiplier;
        if let Some(id) = price.filter(|id| self.prices.iter().all(|(known, _)| known != id)) {
            self.prices.push((id, t::ONE_MULTIPLIER.into()));
        }
    }

    fn place_of(&self, id: LotteryId) -> Option<usize> {
        self.lotteries.iter().position(|lottery| lottery.id == id)
    }

    /// The fields; `chosen` are scope, lottery, draw, price, kind, effect and lift, `texts` numbers, when, amount and reason.
    fn form(&self, chosen: [usize; 7], texts: [String; 4]) -> Form {
        let plain = |name: &str| frame::PLAIN.with("text", name);
        let [scope, lottery, draw, price, kind, effect, lift] = chosen;
        let [numbers, when, amount, reason] = texts;
        let scopes = self.scopes.iter().map(|(_, say)| say.clone());
        let lotteries = self.lotteries.iter().map(|lottery| plain(&lottery.name));
        let lotteries = std::iter::once(t::ALL_LOTTERIES.into()).chain(lotteries);
        let draws = self.draws.iter().map(|(_, say)| say.clone());
        let draws = std::iter::once(t::ALL_DRAWS.into()).chain(draws);
        let prices = self.prices.iter().map(|(_, say)| say.clone());
        let prices = std::iter::once(t::ALL_PRICES.into()).chain(prices);
        Form::new(vec![
            Field::choice(t::SCOPE, scopes).chosen(scope),
            Field::choice(t::LOTTERY, lotteries).chosen(lottery),
            Field::choice(t::DRAW, draws).chosen(draw),
            Field::choice(t::PRICE, prices).chosen(price),
            Field::text(t::NUMBERS, 200)
                .hint(t::NUMBERS_HINT)
                .value(numbers),
            Field::choice(
                t::KIND,
                [t::BOTH_KINDS, t::ONLY_STRAIGHT, t::ONLY_REVENTADO],
            )
            .chosen(kind),
            Field::text(t::WHEN, 80).hint(t::WHEN_HINT).value(when),
            Field::choice(
                t::EFFECT,
                [
                    t::EFFECT_TICKET,
                    t::EFFECT_ALL,
                    t::EFFECT_SELLER,
                    t::EFFECT_GROWS,
                    t::EFFECT_GROWS_EACH,
                    t::EFFECT_BLOCK,
                    t::EFFECT_ENDS,
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

fn prices(lottery: &KnownLottery) -> Vec<(MultiplierId, Say)> {
    let name = |(id, name): &(MultiplierId, String)| {
        let say = t::ONE_PRICE.with("lottery", lottery.name.as_str());
        (*id, say.with("name", name.as_str()))
    };
    lottery.prices.iter().map(name).collect()
}

fn field_of(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::NotFound {
            what: Thing::Lottery,
        } => LOTTERY,
        Refusal::NotFound { what: Thing::Draw } => DRAW,
        Refusal::NotFound {
            what: Thing::Multiplier,
        } => PRICE,
        Refusal::Field { field, .. } => match field.as_str() {
            "lottery" => LOTTERY,
            "draw" => DRAW,
            "numbers" | "day_number" => NUMBERS,
            "kind" => KIND,
            "multiplier" => PRICE,
            "amount" | "minutes" => AMOUNT,
            "per_seller" => EFFECT,
            "liftable" => LIFT,
            "to" | "hours" => WHEN,
            "reason" => REASON,
            _ => SCOPE,
        },
        _ => SCOPE,
    }
}
