//! The settings of the house while they are being written.

use crate::domain::{CommandKey, Money};
use crate::ops::{HouseSettings, Refusal, Request};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Prompt, fact};
use crate::ui::text::{Say, refusal, system as t};
use crate::ui::widgets::{Field, typed_figure};

const NAME: usize = 0;
const PAYOUT: usize = 1;
const VOID: usize = 2;
const BIG: usize = 3;
const CASH: usize = 4;
const ALERT: usize = 5;
const SINGLE: usize = 6;
const EARLY: usize = 7;

/// Settings being written.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    key: CommandKey,
    values: Vec<String>,
}

impl Draft {
    /// The settings in force, to be changed.
    pub fn of(settings: &HouseSettings, ctx: &Ctx) -> Self {
        let figure = |money: Money| ctx.voice.figure(money);
        Self {
            key: ctx.fresh_key(),
            values: vec![
                settings.name.clone(),
                figure(settings.payout_limit),
                settings.void_minutes.to_string(),
                figure(settings.big_total),
                figure(settings.cash_threshold),
                settings.alert_percent.to_string(),
                usize::from(settings.single_person).to_string(),
                usize::from(settings.early_release).to_string(),
            ],
        }
    }

    /// The dialog with what is known so far.
    pub fn prompt(&self) -> Prompt {
        let value = |place: usize| self.values.get(place).cloned().unwrap_or_default();
        let text = |label, place, most| Field::text(label, most).value(value(place));
        let choice = |label, place| {
            Field::choice(label, [t::NO, t::YES]).chosen(usize::from(value(place) == "1"))
        };
        let fields = vec![
            text(t::BANCA, NAME, 80),
            text(t::PAYOUT_LIMIT, PAYOUT, 20),
            text(t::VOID_MINUTES, VOID, 4),
            text(t::BIG_TOTAL, BIG, 20),
            text(t::CASH_THRESHOLD, CASH, 20),
            text(t::ALERT_PERCENT, ALERT, 3),
            choice(t::SINGLE_PERSON, SINGLE),
            choice(t::EARLY_RELEASE, EARLY),
        ];
        let why = vec![
            fact(t::SINGLE_PERSON, t::SINGLE_WHY),
            fact(t::EARLY_RELEASE, t::EARLY_WHY),
        ];
        Prompt::new(t::SETTINGS, why, fields).checked(|values, ctx| read(values, ctx).map(|_| ()))
    }

    /// The dialog again, with the reasons why it was not saved.
    pub fn refused(&self, refusals: &[Refusal]) -> Prompt {
        let place = |one: &Refusal| match one {
            Refusal::Field { field, .. } => match field.as_str() {
                "payout_limit" => PAYOUT,
                "void_minutes" => VOID,
                "big_total" => BIG,
                "cash_threshold" => CASH,
                "alert_percent" => ALERT,
                _ => NAME,
            },
            _ => NAME,
        };
        refusals.iter().rev().fold(self.prompt(), |prompt, one| {
            prompt.refused(place(one), refusal::sentence(one))
        })
    }

    /// The command that saves what was typed.
    pub fn request(&mut self, values: Vec<String>, ctx: &Ctx) -> Option<Request> {
        self.values = values;
        let settings = read(&self.values, ctx).ok()?;
        Some(Request::SaveSettings {
            key: self.key,
            settings,
        })
    }
}

/// Reads all fields; the first that is wrong, and why.
fn read(values: &[String], ctx: &Ctx) -> Result<HouseSettings, (usize, Say)> {
    let value = |place: usize| values.get(place).map_or("", |value| value.trim());
    let money = |place| typed_figure(value(place), ctx).map_err(|why| (place, why));
    if value(NAME).is_empty() {
        return Err((NAME, t::NAME_MISSING.into()));
    }
    Ok(HouseSettings {
        name: value(NAME).to_owned(),
        payout_limit: money(PAYOUT)?,
        void_minutes: value(VOID)
            .parse()
            .ok()
            .filter(|minutes| *minutes <= 1_440)
            .ok_or((VOID, t::BAD_MINUTES.into()))?,
        big_total: money(BIG)?,
        cash_threshold: money(CASH)?,
        alert_percent: value(ALERT)
            .parse()
            .ok()
            .filter(|percent| (1..=100).contains(percent))
            .ok_or((ALERT, t::BAD_PERCENT.into()))?,
        single_person: value(SINGLE) == "1",
        early_release: value(EARLY) == "1",
    })
}
