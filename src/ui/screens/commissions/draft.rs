//! A version of a policy while it is being written: whose it is, what it pays, from when to when, and its rules in order.

use super::{Known, KnownLottery};
use crate::domain::{
    BetKind, CommandKey, CommissionShare, LotteryId, Percent, PolicyRule, Rate, ScopeId,
    commission, instant_of,
};
use crate::ops::{CommissionRow, Request, SaveCommission};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Fact, Prompt, fact};
use crate::ui::text::{Say, commissions as t, frame, name};
use crate::ui::widgets::{Field, Grid, typed_date};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use super::wording;

/// Places of the head's fields where whose policy it is can be chosen; for a known one they begin with the percent.
const CHOICES: usize = 2;

/// A version being written.
pub(super) struct Draft {
    pub(super) key: CommandKey,
    /// Whose policy a new one can be: as it was when it was begun, so that places keep their meaning.
    scopes: Vec<(ScopeId, Say)>,
    /// Whose it is.
    pub(super) scope: ScopeId,
    pub(super) scope_name: Say,
    pub(super) share: CommissionShare,
    /// Whether it follows a version in force: then whose it is stays.
    pub(super) follows: bool,
    pub(super) default: Option<Percent>,
    pub(super) from: Option<NaiveDate>,
    /// The last day.
    pub(super) to: Option<NaiveDate>,
    pub(super) rules: Grid<PolicyRule>,
    /// Which rule the open dialog changes; none adds one.
    pub(super) rule_at: Option<usize>,
    /// The lotteries that it offers.
    pub(super) lotteries: Vec<KnownLottery>,
    /// Whether anything was written.
    pub(super) touched: bool,
}

impl Draft {
    /// A new policy; nothing where nobody's can be set yet.
    pub(super) fn new(known: &Known, ctx: &Ctx) -> Option<Self> {
        let scopes = known.scopes.choices(ctx);
        let (scope, scope_name) = scopes.first().cloned()?;
        let mut rules = Grid::default();
        rules.set(Vec::new(), false);
        Some(Self {
            key: ctx.fresh_key(),
            scopes,
            scope,
            scope_name,
            share: CommissionShare::Listero,
            follows: false,
            default: None,
            from: None,
            to: None,
            rules,
            rule_at: None,
            lotteries: Vec::new(),
            touched: false,
        })
    }

    /// The version that follows a known one.
    pub(super) fn of(row: &CommissionRow, ctx: &Ctx) -> Self {
        let mut rules = Grid::default();
        rules.set(row.policy.rules.clone(), false);
        let upcoming = row.from > ctx.now;
        let last = row.to.and_then(|to| {
            let day = ctx.voice.day_of(to);
            day.checked_sub_days(Days::new(1))
        });
        Self {
            key: ctx.fresh_key(),
            scopes: Vec::new(),
            scope: row.scope,
            scope_name: frame::PLAIN.with("text", row.scope_name.as_str()),
            share: row.share,
            follows: true,
            default: row.policy.default_percent,
            from: upcoming.then(|| ctx.voice.day_of(row.from)),
            to: last.filter(|last| upcoming && *last >= ctx.voice.day_of(row.from)),
            rules,
            rule_at: None,
            lotteries: Vec::new(),
            touched: false,
        }
    }

    /// Whether it follows this version.
    pub(super) fn follows(&self, row: &CommissionRow) -> bool {
        self.follows && (self.scope, self.share) == (row.scope, row.share)
    }

    /// The dialog of all but the rules.
    pub(super) fn head(&self) -> Prompt {
        let day = |date: Option<NaiveDate>| date.map_or_else(String::new, |date| date.to_string());
        let mut fields = Vec::new();
        let mut facts: Vec<Fact> = Vec::new();
        if self.follows {
            facts.push(fact(t::WHOSE, self.scope_name.clone()));
            facts.push(fact(t::SHARE, wording::share(self.share)));
        } else {
            let place = self
                .scopes
                .iter()
                .position(|(scope, _)| *scope == self.scope);
            let names = self.scopes.iter().map(|(_, say)| say.clone());
            fields.push(Field::choice(t::WHOSE, names).chosen(place.unwrap_or(0)));
            let shares = CommissionShare::ALL.map(wording::share);
            let share = usize::from(self.share == CommissionShare::Vendedor);
            fields.push(Field::choice(t::SHARE, shares).chosen(share));
        }
        let default = self.default.map_or_else(String::new, wording::percent);
        fields.extend([
            Field::text(t::DEFAULT, 8)
                .hint(t::DEFAULT_HINT)
                .value(default),
            Field::text(t::FROM, 10)
                .hint(t::FROM_HINT)
                .value(day(self.from)),
            Field::text(t::TO, 10).hint(t::TO_HINT).value(day(self.to)),
        ]);
        let check = if self.follows { check_known } else { check_new };
        Prompt::new(t::HEAD, facts, fields).checked(check)
    }

    /// Where a field of the command stands in that dialog.
    pub(super) fn place_of(&self, field: &str) -> Option<usize> {
        let first = if self.follows { 0 } else { CHOICES };
        match field {
            "scope" if !self.follows => Some(1),
            "default_percent" => Some(first),
            "from" => Some(first + 1),
            "to" => Some(first + 2),
            _ => None,
        }
    }

    /// Takes what was typed there, which was checked.
    pub(super) fn take_head(&mut self, values: &[String], ctx: &Ctx) {
        let mut values = values.iter().map(String::as_str);
        if !self.follows {
            let place = values.next().and_then(|place| place.parse::<usize>().ok());
            if let Some((scope, say)) = place.and_then(|place| self.scopes.get(place)) {
                (self.scope, self.scope_name) = (*scope, say.clone());
            }
            self.share = match values.next() {
                Some("1") => CommissionShare::Vendedor,
                _ => CommissionShare::Listero,
            };
        }
        self.default = values
            .next()
            .and_then(|text| typed_percent(text).ok().flatten());
        let mut date = || {
            values
                .next()
                .and_then(|text| typed_date(text, ctx).ok().flatten())
        };
        (self.from, self.to) = (date(), date());
        self.written(ctx);
    }

    /// Something was written: what is sent next is another command.
    pub(super) fn written(&mut self, ctx: &Ctx) {
        self.touched = true;
        self.key = ctx.fresh_key();
    }

    /// The command.
    pub(super) fn request(&self, ctx: &Ctx) -> Request {
        let today = ctx.voice.day_of(ctx.now);
        Request::SaveCommission(SaveCommission {
            key: self.key,
            scope: self.scope,
            share: self.share,
            default_percent: self.default,
            rules: self.rules.rows().to_vec(),
            from: self
                .from
                .filter(|day| *day != today)
                .and_then(|day| midnight(day, ctx)),
            to: self
                .to
                .and_then(|day| day.checked_add_days(Days::new(1)))
                .and_then(|day| midnight(day, ctx)),
        })
    }
}

/// The first moment of a day in the house's zone.
fn midnight(day: NaiveDate, ctx: &Ctx) -> Option<DateTime<Utc>> {
    instant_of(day.and_time(NaiveTime::MIN), ctx.voice.zone)
}

/// Reads a percent; nothing typed is none.
///
/// # Errors
/// The sentence that says what is wrong.
fn typed_percent(text: &str) -> Result<Option<Percent>, Say> {
    let text = text
        .trim()
        .trim_end_matches('%')
        .trim_end()
        .replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    Percent::parse(&text)
        .map(Some)
        .map_err(|_| t::PERCENT_WRONG.into())
}

fn check_new(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    check_head(values, CHOICES, ctx)
}

fn check_known(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    check_head(values, 0, ctx)
}

fn check_head(values: &[String], first: usize, ctx: &Ctx) -> Result<(), (usize, Say)> {
    let value = |place: usize| values.get(first + place).map_or("", String::as_str);
    let at = |place: usize| move |why: Say| (first + place, why);
    typed_percent(value(0)).map_err(at(0))?;
    let today = ctx.voice.day_of(ctx.now);
    let from = typed_date(value(1), ctx).map_err(at(1))?;
    if from.is_some_and(|from| from < today) {
        return Err(at(1)(t::FROM_PAST.into()));
    }
    let to = typed_date(value(2), ctx).map_err(at(2))?;
    if to.is_some_and(|to| to < from.unwrap_or(today)) {
        return Err(at(2)(t::TO_BEFORE.into()));
    }
    Ok(())
}

/// The dialog of a rule, with what it says so far.
pub(super) fn rule_prompt(rule: Option<&PolicyRule>, lotteries: &[KnownLottery]) -> Prompt {
    let names = lotteries
        .iter()
        .map(|lottery| frame::PLAIN.with("text", lottery.name.as_str()));
    let names = std::iter::once(t::ALL_LOTTERIES.into()).chain(names);
    let chosen = rule
        .and_then(|rule| rule.lottery)
        .and_then(|id| lotteries.iter().position(|lottery| lottery.id == id));
    let kinds = [
        t::BOTH_KINDS,
        name::bet_kind(BetKind::Straight),
        name::bet_kind(BetKind::Reventado),
    ];
    let kind = match rule.and_then(|rule| rule.kind) {
        None => 0,
        Some(BetKind::Straight) => 1,
        Some(BetKind::Reventado) => 2,
    };
    let factor = |factor: Option<Rate>| factor.map_or_else(String::new, wording::factor);
    let fields = vec![
        Field::choice(t::LOTTERY, names).chosen(chosen.map_or(0, |place| place + 1)),
        Field::choice(t::KIND, kinds).chosen(kind),
        Field::text(t::FACTOR_MIN, 8)
            .hint(t::FACTOR_HINT)
            .value(factor(rule.and_then(|rule| rule.factor_min))),
        Field::text(t::FACTOR_MAX, 8)
            .hint(t::FACTOR_HINT)
            .value(factor(rule.and_then(|rule| rule.factor_max))),
        Field::text(t::PERCENT, 8)
            .value(rule.map_or_else(String::new, |rule| wording::percent(rule.percent))),
    ];
    let title = if rule.is_some() {
        t::RULE_EDIT
    } else {
        t::RULE_NEW
    };
    Prompt::new(title, Vec::new(), fields).checked(check_rule)
}

/// The rule that was typed there.
pub(super) fn typed_rule(values: &[String], lotteries: &[KnownLottery]) -> Option<PolicyRule> {
    let value = |place: usize| values.get(place).map_or("", String::as_str);
    let lottery: Option<LotteryId> = value(0)
        .parse::<usize>()
        .ok()
        .and_then(|place| place.checked_sub(1))
        .and_then(|place| lotteries.get(place))
        .map(|lottery| lottery.id);
    Some(PolicyRule {
        lottery,
        kind: match value(1) {
            "1" => Some(BetKind::Straight),
            "2" => Some(BetKind::Reventado),
            _ => None,
        },
        factor_min: typed_factor(value(2)).ok()?,
        factor_max: typed_factor(value(3)).ok()?,
        percent: typed_percent(value(4)).ok()??,
    })
}

/// Reads a factor; nothing typed is none.
///
/// # Errors
/// The sentence that says what is wrong.
pub(super) fn typed_factor(text: &str) -> Result<Option<Rate>, Say> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    Rate::parse(&text)
        .map(Some)
        .map_err(|_| t::FACTOR_WRONG.into())
}

fn check_rule(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    let value = |place: usize| values.get(place).map_or("", String::as_str);
    typed_factor(value(2)).map_err(|why| (2, why))?;
    typed_factor(value(3)).map_err(|why| (3, why))?;
    if typed_percent(value(4)).map_err(|why| (4, why))?.is_none() {
        return Err((4, t::PERCENT_MISSING.into()));
    }
    match typed_rule(values, &[]) {
        Some(rule) if commission::rules_stand(std::slice::from_ref(&rule)) => Ok(()),
        Some(_) | None => Err((3, t::FACTOR_BACKWARD.into())),
    }
}
