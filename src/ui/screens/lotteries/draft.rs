//! A lottery while it is being written: its rules become fields, and what was typed becomes rules again.

use super::written;
use crate::domain::{CommandKey, Digits, LotteryId, LotteryRules, Money, SalesHours, Schedule};
use crate::ops::{LotteryRow, Refusal, Request};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::Prompt;
use crate::ui::text::{Say, Text, lotteries as t, refusal};
use crate::ui::widgets::Field;

const NAME: usize = 0;
const ALIAS: usize = 1;
const COLOUR: usize = 2;
const DIGITS: usize = 3;
const MIN: usize = 4;
const MAX: usize = 5;
const STEP: usize = 6;
const LINES: usize = 7;
const TICKET: usize = 8;
const CUTOFF: usize = 9;
const OPENS: usize = 10;
const EXPIRY: usize = 11;
const TIMES: usize = 12;
const ZONE: usize = 13;
const HOLIDAYS: usize = 14;
const OUTCOMES: usize = 15;

/// What a new lottery begins with.
const USUAL: [&str; 16] = [
    "",
    "",
    "#2f9e44",
    "0",
    "100",
    "100.000",
    "100",
    "50",
    "500.000",
    "5",
    "24",
    "30",
    "",
    "America/Costa_Rica",
    "",
    "",
];

/// A lottery being written.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    title: Text,
    key: CommandKey,
    lottery: LotteryId,
    active: bool,
    sales_hours: Vec<SalesHours>,
    values: Vec<String>,
}

impl Draft {
    /// A new lottery with the usual rules.
    pub fn new(ctx: &Ctx) -> Self {
        Self {
            title: t::NEW,
            key: ctx.fresh_key(),
            lottery: ctx.fresh_id(),
            active: true,
            sales_hours: Vec::new(),
            values: USUAL.map(str::to_owned).to_vec(),
        }
    }

    /// A lottery that exists.
    pub fn of(row: &LotteryRow, ctx: &Ctx) -> Self {
        let rules = &row.rules;
        let figure = |money: Money| ctx.voice.figure(money);
        let values = vec![
            row.name.clone(),
            rules.alias.clone(),
            rules.colour.clone(),
            usize::from(rules.digits == Digits::Three).to_string(),
            figure(rules.min_bet),
            figure(rules.max_bet),
            figure(rules.step),
            rules.max_lines.to_string(),
            figure(rules.max_ticket),
            rules.cutoff_minutes.to_string(),
            rules.open_hours.to_string(),
            rules.expiry_days.to_string(),
            written::slots(&rules.schedule.slots, ctx.voice.lang),
            rules.schedule.zone.to_string(),
            written::dates(&rules.schedule.holidays),
            written::outcomes(&rules.outcomes),
        ];
        Self {
            title: t::EDIT,
            lottery: row.id,
            active: row.active,
            sales_hours: rules.sales_hours.clone(),
            values,
            ..Self::new(ctx)
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// Which one it is.
    pub fn lottery(&self) -> LotteryId {
        self.lottery
    }

    /// Whether it is on offer at the moment.
    pub fn active(&self) -> bool {
        self.active
    }

    /// The dialog with what is known so far.
    pub fn prompt(&self) -> Prompt {
        let value = |place: usize| self.values.get(place).cloned().unwrap_or_default();
        let text = |label, place, most| Field::text(label, most).value(value(place));
        let fields = vec![
            text(t::NAME, NAME, 40),
            text(t::ALIAS, ALIAS, 4).hint(t::HINT_ALIAS),
            text(t::COLOUR, COLOUR, 7).hint(t::HINT_COLOUR),
            Field::choice(t::DIGITS, [t::TWO, t::THREE]).chosen(usize::from(value(DIGITS) == "1")),
            text(t::MIN, MIN, 20),
            text(t::MAX, MAX, 20),
            text(t::STEP, STEP, 20),
            text(t::LINES, LINES, 4),
            text(t::TICKET, TICKET, 20),
            text(t::CUTOFF, CUTOFF, 4),
            text(t::OPENS, OPENS, 4),
            text(t::EXPIRY, EXPIRY, 4),
            text(t::TIMES, TIMES, 200).hint(t::HINT_TIMES),
            text(t::ZONE, ZONE, 60),
            text(t::HOLIDAYS, HOLIDAYS, 400).hint(t::HINT_HOLIDAYS),
            text(t::OUTCOMES, OUTCOMES, 200).hint(t::HINT_OUTCOMES),
        ];
        Prompt::new(self.title, Vec::new(), fields)
            .checked(|values, ctx| rules(values, ctx).map(|_| ()))
    }

    /// The dialog again, with the reasons why it was not saved.
    pub fn refused(&self, refusals: &[Refusal]) -> Prompt {
        refusals.iter().rev().fold(self.prompt(), |prompt, one| {
            prompt.refused(field_of(one), refusal::sentence(one))
        })
    }

    /// The command that saves what was typed.
    pub fn request(&mut self, values: Vec<String>, ctx: &Ctx) -> Option<Request> {
        self.values = values;
        self.save(self.active, ctx)
    }

    /// The command that switches it off or on, and changes nothing else.
    pub fn toggled(&self, ctx: &Ctx) -> Option<Request> {
        self.save(!self.active, ctx)
    }

    fn save(&self, active: bool, ctx: &Ctx) -> Option<Request> {
        let rules = rules(&self.values, ctx).ok()?;
        let rules = Box::new(LotteryRules {
            sales_hours: self.sales_hours.clone(),
            ..rules
        });
        Some(Request::SaveLottery {
            key: self.key,
            lottery: self.lottery,
            name: self.name().trim().to_owned(),
            active,
            rules,
        })
    }
}

fn field_of(refusal: &Refusal) -> usize {
    let (Refusal::Field { field, .. } | Refusal::Taken { field }) = refusal else {
        return NAME;
    };
    match field.as_str() {
        "alias" => ALIAS,
        "colour" => COLOUR,
        "min_bet" => MIN,
        "max_bet" => MAX,
        "step" => STEP,
        "max_lines" => LINES,
        "max_ticket" => TICKET,
        "cutoff_minutes" => CUTOFF,
        "open_hours" => OPENS,
        "expiry_days" => EXPIRY,
        "schedule" => TIMES,
        "outcomes" => OUTCOMES,
        _ => NAME,
    }
}

/// Reads all fields; the first that is wrong, and why.
fn rules(values: &[String], ctx: &Ctx) -> Result<LotteryRules, (usize, Say)> {
    let value = |place: usize| values.get(place).map_or("", |value| value.trim());
    if value(NAME).is_empty() {
        return Err((NAME, t::MISSING.into()));
    }
    let alias = value(ALIAS).to_lowercase();
    if !(1..=4).contains(&alias.chars().count()) || !alias.chars().all(char::is_alphabetic) {
        return Err((ALIAS, t::BAD_ALIAS.into()));
    }
    let hex = value(COLOUR).strip_prefix('#').unwrap_or_default();
    if hex.len() != 6 || !hex.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err((COLOUR, t::BAD_COLOUR.into()));
    }
    let money = |place: usize| {
        let read = Money::parse(value(place), ctx.voice.money).ok();
        let positive = read.filter(|money| money.is_positive());
        positive.ok_or((place, t::BAD_AMOUNT.into()))
    };
    let count = |place: usize| {
        let read = value(place).parse::<u16>().ok().filter(|count| *count > 0);
        read.ok_or((place, t::BAD_COUNT.into()))
    };
    if value(TIMES).is_empty() {
        return Err((TIMES, t::NO_TIMES.into()));
    }
    let said = |place: usize, text: Text| move |part: String| (place, text.with("part", part));
    let (min_bet, max_bet) = (money(MIN)?, money(MAX)?);
    if max_bet < min_bet {
        return Err((MAX, t::MIN_ABOVE_MAX.into()));
    }
    Ok(LotteryRules {
        digits: if value(DIGITS) == "1" {
            Digits::Three
        } else {
            Digits::Two
        },
        min_bet,
        max_bet,
        step: money(STEP)?,
        max_lines: count(LINES)?,
        max_ticket: money(TICKET)?,
        cutoff_minutes: count(CUTOFF)?,
        open_hours: count(OPENS)?,
        sales_hours: Vec::new(),
        outcomes: written::read_outcomes(value(OUTCOMES))
            .map_err(said(OUTCOMES, t::BAD_OUTCOMES))?,
        expiry_days: count(EXPIRY)?,
        alias,
        colour: value(COLOUR).to_lowercase(),
        schedule: Schedule {
            zone: value(ZONE)
                .parse()
                .map_err(|_| (ZONE, t::BAD_ZONE.into()))?,
            slots: written::read_slots(value(TIMES)).map_err(said(TIMES, t::BAD_TIMES))?,
            holidays: written::read_dates(value(HOLIDAYS)).map_err(said(HOLIDAYS, t::BAD_DATES))?,
        },
    })
}
