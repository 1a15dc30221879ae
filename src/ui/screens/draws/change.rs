//! The fields of a step that changes the draw itself: where it moves, what it is called; and times as people type them.

use super::task::{Kind, Task};
use crate::domain::instant_of;
use crate::ops::DrawChange;
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Fact, fact};
use crate::ui::text::{Say, draw_life as life, draws, frame};
use crate::ui::widgets::{Field, typed_date};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// A time of day: `12:55`, `1255`, `9`.
fn typed_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let (hour, minute) = match text.split_once(':') {
        Some((hour, minute)) => (hour, minute),
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text, "0"),
    };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// Date, time and end of sale, as they are typed into three fields that follow each other.
pub(super) fn when_fields(values: &[String], began: &[String; 3]) -> Vec<Field> {
    let value = |place: usize| values.get(place).unwrap_or(&began[place]).clone();
    vec![
        Field::text(life::DATE, 10).value(value(0)),
        Field::text(life::TIME, 5)
            .hint(life::TIME_HINT)
            .value(value(1)),
        Field::text(life::CUTOFF, 5)
            .hint(life::CUTOFF_HINT)
            .value(value(2)),
    ]
}

/// When it draws, and when its sale ends.
pub(super) type When = (DateTime<Utc>, Option<DateTime<Utc>>);

/// The field that is wrong, and why.
pub(super) type Wrong = (usize, Say);

/// When it draws and when its sale ends, read from three fields; names the one that is wrong.
pub(super) fn read_when(values: &[String], ctx: &Ctx) -> Result<When, Wrong> {
    let value = |place: usize| values.get(place).map_or("", |value| value.trim());
    let date = typed_date(value(0), ctx).map_err(|why| (0, why))?;
    let date = date.ok_or((0, life::DATE_MISSING.into()))?;
    let at = moment(date, value(1), ctx).ok_or((1, life::TIME_WRONG.into()))?;
    if value(2).is_empty() {
        return Ok((at, None));
    }
    let cutoff = moment(date, value(2), ctx).ok_or((2, life::TIME_WRONG.into()))?;
    Ok((at, Some(cutoff)))
}

fn moment(date: NaiveDate, time: &str, ctx: &Ctx) -> Option<DateTime<Utc>> {
    instant_of(date.and_time(typed_time(time)?), ctx.voice.zone)
}

impl Task {
    /// What calling the draw off concerns: what is refunded, and what was won.
    pub(super) fn annul_facts(&self, ctx: &Ctx) -> Vec<Fact> {
        let plain = |text: String| frame::PLAIN.with("text", text);
        let mut facts = vec![
            fact(draws::TICKETS, plain(ctx.voice.count(self.draw.tickets))),
            fact(draws::SOLD, frame::MONEY.with("money", self.draw.sold)),
        ];
        if self.draw.prizes.is_positive() {
            let prizes = frame::MONEY.with("money", self.draw.prizes);
            facts.push(fact(draws::PRIZES, prizes));
            facts.push(fact(draws::RECLAIMED, life::ANNUL_WORD));
        }
        facts
    }

    /// The fields of a change, before its reason.
    pub(super) fn change_fields(&self, ctx: &Ctx) -> Vec<Field> {
        match self.kind {
            Kind::Move => {
                let began = [
                    ctx.voice.day(self.draw.at),
                    ctx.voice.clock(self.draw.at),
                    String::new(),
                ];
                when_fields(&self.values, &began)
            }
            Kind::Rename => {
                let name = self.values.first().unwrap_or(&self.draw.name);
                vec![Field::text(life::NAME, 40).value(name.clone())]
            }
            Kind::Close
            | Kind::CloseEarly
            | Kind::Enter
            | Kind::Correct
            | Kind::Confirm
            | Kind::Withdraw
            | Kind::Annul
            | Kind::Hold
            | Kind::Release => Vec::new(),
        }
    }

    /// Reads the change, and tells how many fields it took.
    pub(super) fn read_change(
        &self,
        ctx: &Ctx,
    ) -> Result<(Option<DrawChange>, usize), (usize, Say)> {
        Ok(match self.kind {
            Kind::Move => {
                let (at, cutoff) = read_when(&self.values, ctx)?;
                (Some(DrawChange::Time { at, cutoff }), 3)
            }
            Kind::Rename => {
                let name = self.values.first().map_or("", |name| name.trim());
                if name.is_empty() {
                    return Err((0, life::NAME_MISSING.into()));
                }
                let name = name.to_owned();
                (Some(DrawChange::Name { name }), 1)
            }
            Kind::Hold => (Some(DrawChange::Held), 0),
            Kind::Release => (Some(DrawChange::OnSale), 0),
            Kind::Close
            | Kind::CloseEarly
            | Kind::Enter
            | Kind::Correct
            | Kind::Confirm
            | Kind::Withdraw
            | Kind::Annul => (None, 0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_typed_with_or_without_its_colon() {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        assert_eq!(typed_time("12:55"), time(12, 55));
        assert_eq!(typed_time("1255"), time(12, 55));
        assert_eq!(typed_time("955"), time(9, 55));
        assert_eq!(typed_time(" 9 "), time(9, 0));
        for wrong in ["", "25:00", "12:60", "doce", "ñ12"] {
            assert_eq!(typed_time(wrong), None, "{wrong}");
        }
    }
}
