//! A promotion while it is being written. A bundle names its parts by their ids and is kept as it is.

use crate::domain::catalogue::{
    Deal, Promotion,
    promotion::{Rule, VolumeTier},
};
use crate::domain::goods::Quantity;
use crate::domain::limit::Hours;
use crate::domain::{CommandKey, Money, Percent, Role, instant_of};
use crate::ops::{Catalogue as Asked, SavePromotion, Shelf};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::Prompt;
use crate::ui::text::{Say, catalogue as t, frame, users as u};
use crate::ui::widgets::{Field, typed_date, typed_figure};
use chrono::{Days, NaiveTime};

const NAME: usize = 0;
const KIND: usize = 1;
const VALUE: usize = 2;
const CATEGORY: usize = 3;
const MINIMUM: usize = 4;
const CAP: usize = 5;
const FROM: usize = 6;
const UNTIL: usize = 7;
const DAYS: usize = 8;
const HOURS: usize = 9;
const COUPON: usize = 10;
const USES: usize = 11;
const EACH: usize = 12;
const ALONE: usize = 13;
const ACTIVE: usize = 14;

/// The place of the bundle among the kinds.
const BUNDLE: usize = 4;

/// A promotion being written.
#[derive(Debug, Clone)]
pub(super) struct PromotionDraft {
    key: CommandKey,
    /// What stays of it: its id, its shop, its priority, the goods it names by id.
    kept: Promotion,
    values: Vec<String>,
}

impl PromotionDraft {
    /// A new promotion: the shop's own where a shop writes it.
    pub fn new(ctx: &Ctx) -> Self {
        let session = ctx.session.filter(|session| session.role != Role::Admin);
        let own = session.and_then(|session| session.ventana.as_ref());
        let mut values = vec![String::new(); ACTIVE];
        for place in [KIND, CATEGORY, ALONE] {
            if let Some(value) = values.get_mut(place) {
                "0".clone_into(value);
            }
        }
        values.push("1".to_owned());
        Self {
            key: ctx.fresh_key(),
            kept: Promotion {
                id: ctx.fresh_id(),
                ventana: own.map(|(id, _)| *id),
                name: String::new(),
                rule: Rule {
                    deal: Deal::Percent {
                        percent: Percent::ZERO,
                    },
                    variants: Vec::new(),
                    categories: Vec::new(),
                    minimum: Money::ZERO,
                    cap: None,
                },
                starts: ctx.now,
                ends: None,
                weekdays: Vec::new(),
                hours: None,
                priority: 0,
                exclusive: false,
                coupon: None,
                max_uses: None,
                per_customer: None,
                active: true,
            },
            values,
        }
    }

    /// One that exists.
    pub fn of(promotion: &Promotion, shelf: &Shelf, ctx: &Ctx) -> Self {
        let rule = &promotion.rule;
        let (kind, value) = match &rule.deal {
            Deal::Percent { percent } => (0, percent.as_decimal().to_string()),
            Deal::Amount { amount } => (1, ctx.voice.figure(*amount)),
            Deal::BuyPay { buy, pay } => (2, format!("{buy}x{pay}")),
            Deal::Volume { tiers } => {
                let one =
                    |tier: &VolumeTier| format!("{}={}", tier.from, tier.percent.as_decimal());
                (3, tiers.iter().map(one).collect::<Vec<_>>().join(" "))
            }
            Deal::Bundle { price, .. } => (BUNDLE, ctx.voice.figure(*price)),
        };
        let category = rule
            .categories
            .first()
            .and_then(|own| shelf.categories.iter().position(|row| row.id == *own));
        let money = |money: Money| {
            if money.is_zero() {
                String::new()
            } else {
                ctx.voice.figure(money)
            }
        };
        let last = promotion.ends.map(|ends| {
            let before = ends - chrono::TimeDelta::seconds(1);
            ctx.voice.day_of(before).to_string()
        });
        let days: String = promotion.weekdays.iter().map(u8::to_string).collect();
        let hours = promotion.hours.map(|hours| {
            format!(
                "{}-{}",
                hours.from.format("%H:%M"),
                hours.to.format("%H:%M")
            )
        });
        let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
        Self {
            key: ctx.fresh_key(),
            values: vec![
                promotion.name.clone(),
                kind.to_string(),
                value,
                category
                    .map_or(0, |place| place.saturating_add(1))
                    .to_string(),
                money(rule.minimum),
                rule.cap.map(money).unwrap_or_default(),
                ctx.voice.day_of(promotion.starts).to_string(),
                last.unwrap_or_default(),
                days,
                hours.unwrap_or_default(),
                promotion.coupon.clone().unwrap_or_default(),
                count(promotion.max_uses),
                count(promotion.per_customer),
                usize::from(promotion.exclusive).to_string(),
                usize::from(promotion.active).to_string(),
            ],
            kept: promotion.clone(),
        }
    }

    pub fn keep(&mut self, values: Vec<String>) {
        self.values = values;
    }

    fn value(&self, place: usize) -> &str {
        self.values.get(place).map_or("", |value| value.trim())
    }

    fn choice(&self, place: usize) -> usize {
        self.value(place).parse().unwrap_or(0)
    }

    /// The dialog with what is known so far.
    pub fn prompt(&self, shelf: &Shelf) -> Prompt {
        let text = |label, most, place| Field::text(label, most).value(self.value(place));
        let mut kinds = vec![
            t::DEAL_PERCENT,
            t::DEAL_AMOUNT,
            t::DEAL_BUY_PAY,
            t::DEAL_VOLUME,
        ];
        if matches!(self.kept.rule.deal, Deal::Bundle { .. }) {
            kinds.push(t::DEAL_BUNDLE);
        }
        let all = std::iter::once(Say::from(t::ALL_GOODS));
        let named = shelf.categories.iter();
        let named = named.map(|row| frame::PLAIN.with("text", row.name.as_str()));
        let fields = vec![
            text(t::COL_PROMOTION, 60, NAME),
            Field::choice(t::FIELD_DEAL, kinds).chosen(self.choice(KIND)),
            text(t::FIELD_VALUE, 60, VALUE).hint(t::VALUE_HINT),
            Field::choice(t::COL_CATEGORY, all.chain(named)).chosen(self.choice(CATEGORY)),
            text(t::FIELD_MINIMUM, 16, MINIMUM),
            text(t::FIELD_CAP, 16, CAP),
            text(t::COL_SINCE, 12, FROM).hint(t::FROM_HINT),
            text(t::COL_UNTIL, 12, UNTIL).hint(t::UNTIL_HINT),
            text(t::FIELD_DAYS, 7, DAYS).hint(t::DAYS_HINT),
            text(t::FIELD_HOURS, 11, HOURS).hint(t::HOURS_HINT),
            text(t::COL_COUPON, 24, COUPON).hint(t::COUPON_HINT),
            text(t::FIELD_USES, 8, USES),
            text(t::FIELD_EACH, 8, EACH),
            Field::choice(t::FIELD_ALONE, [u::NO, u::YES]).chosen(self.choice(ALONE)),
            Field::choice(t::COL_ACTIVE, [u::NO, u::YES]).chosen(self.choice(ACTIVE)),
        ];
        Prompt::new(t::FORM_PROMOTION, Vec::new(), fields)
    }

    /// The place of a request's field.
    pub fn place(field: &str) -> usize {
        match field {
            "rule" => VALUE,
            "coupon" => COUPON,
            "max_uses" => USES,
            "ends" => UNTIL,
            _ => NAME,
        }
    }

    fn deal(&self, ctx: &Ctx) -> Option<Deal> {
        let typed = self.value(VALUE);
        let percent = |text: &str| Percent::parse(text).ok();
        Some(match self.choice(KIND) {
            0 => Deal::Percent {
                percent: percent(typed)?,
            },
            1 => Deal::Amount {
                amount: typed_figure(typed, ctx).ok()?,
            },
            2 => {
                let (buy, pay) = typed.split_once(['x', 'X', '×'])?;
                Deal::BuyPay {
                    buy: buy.trim().parse().ok()?,
                    pay: pay.trim().parse().ok()?,
                }
            }
            3 => {
                let tiers = typed.split_whitespace().map(|tier| {
                    let (from, off) = tier.split_once('=')?;
                    Some(VolumeTier {
                        from: Quantity::parse(from).ok()?,
                        percent: percent(off)?,
                    })
                });
                Deal::Volume {
                    tiers: tiers.collect::<Option<_>>()?,
                }
            }
            _ => match &self.kept.rule.deal {
                Deal::Bundle { parts, .. } => Deal::Bundle {
                    parts: parts.clone(),
                    price: typed_figure(typed, ctx).ok()?,
                },
                Deal::Percent { .. }
                | Deal::Amount { .. }
                | Deal::BuyPay { .. }
                | Deal::Volume { .. } => return None,
            },
        })
    }

    fn hours(&self) -> Result<Option<Hours>, (usize, Say)> {
        let typed = self.value(HOURS);
        if typed.is_empty() {
            return Ok(None);
        }
        let clock = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
        let read = typed.split_once('-');
        let read = read.and_then(|(from, to)| Some((clock(from)?, clock(to)?)));
        let read = read.map(|(from, to)| Hours { from, to });
        read.map(Some).ok_or_else(|| (HOURS, t::HOURS_HINT.into()))
    }

    /// The command that saves what was typed.
    pub fn asked(&self, shelf: &Shelf, ctx: &Ctx) -> Result<Asked, (usize, Say)> {
        if self.value(NAME).is_empty() {
            return Err((NAME, u::MISSING.into()));
        }
        let deal = self
            .deal(ctx)
            .ok_or_else(|| (VALUE, Say::from(t::VALUE_HINT)))?;
        let money = |place: usize| match self.value(place) {
            "" => Ok(None),
            typed => typed_figure(typed, ctx)
                .map(Some)
                .map_err(|why| (place, why)),
        };
        let date = |place: usize| typed_date(self.value(place), ctx).map_err(|why| (place, why));
        let midnight =
            |day: chrono::NaiveDate| instant_of(day.and_time(NaiveTime::MIN), ctx.voice.zone);
        let count = |place: usize| match self.value(place) {
            "" => Ok(None),
            typed => typed
                .parse::<u32>()
                .map(Some)
                .map_err(|_| (place, Say::from(t::COUNT_WRONG))),
        };
        let digits = self.value(DAYS).chars();
        let weekdays: Option<Vec<u8>> = digits
            .map(|letter| {
                u8::try_from(letter.to_digit(8)?)
                    .ok()
                    .filter(|day| *day > 0)
            })
            .collect();
        let from = date(FROM)?;
        // A day that did not change keeps its moment.
        let same = from == Some(ctx.voice.day_of(self.kept.starts));
        let starts = from.filter(|_| !same).and_then(midnight);
        let until = date(UNTIL)?.and_then(|day| day.checked_add_days(Days::new(1)));
        let category = self.choice(CATEGORY).checked_sub(1);
        let category = category.and_then(|place| shelf.categories.get(place));
        let coupon = Some(self.value(COUPON)).filter(|word| !word.is_empty());
        let promotion = Promotion {
            name: self.value(NAME).to_owned(),
            rule: Rule {
                deal,
                variants: self.kept.rule.variants.clone(),
                categories: category.map(|row| row.id).into_iter().collect(),
                minimum: money(MINIMUM)?.unwrap_or(Money::ZERO),
                cap: money(CAP)?.filter(|cap| cap.is_positive()),
            },
            starts: starts.unwrap_or(self.kept.starts),
            ends: until.and_then(midnight),
            weekdays: weekdays.ok_or_else(|| (DAYS, Say::from(t::DAYS_HINT)))?,
            hours: self.hours()?,
            exclusive: self.choice(ALONE) == 1,
            coupon: coupon.map(str::to_owned),
            max_uses: count(USES)?,
            per_customer: count(EACH)?,
            active: self.choice(ACTIVE) == 1,
            ..self.kept.clone()
        };
        Ok(Asked::SavePromotion(SavePromotion {
            key: self.key,
            promotion,
        }))
    }
}
