//! How a draw is called and marked on the screens that show draws: name, state with its sign, result, and what is left.

use crate::domain::{DrawResult, DrawState};
use crate::ops::DrawRow;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Text, Voice, draw_life, draws, name};
use crate::ui::theme::Token;
use chrono::{DateTime, TimeDelta, Utc};

/// What people call a draw: `Tica 12:55`.
pub(super) fn called(draw: &DrawRow, ctx: &Ctx) -> String {
    format!("{} {}", plain(&draw.name), ctx.voice.clock(draw.at))
}

/// The draw with its date: `Tica · sáb 21 nov 2026 12:55`.
pub(super) fn called_fully(draw: &DrawRow, ctx: &Ctx) -> String {
    let moment = ctx.voice.moment(draw.at);
    format!("{} {} {moment}", plain(&draw.name), ctx.symbols.dot)
}

/// A result in words: `23 ROJA`.
pub(super) fn result(result: &DrawResult) -> String {
    match &result.outcome {
        Some(outcome) => format!("{} {}", result.number, plain(outcome)),
        None => result.number.to_string(),
    }
}

/// The word, sign and look of where a draw stands. What waits for a person is marked as such.
pub(super) fn badge(draw: &DrawRow, ctx: &Ctx) -> (Text, &'static str, Token) {
    let signs = ctx.symbols;
    let waits = draw.waiting.is_some();
    match draw.state {
        DrawState::Scheduled => (name::draw_state(draw.state), signs.off, Token::Dim),
        DrawState::Open if draw.suspended => (draw_life::HELD, signs.warn, Token::Warn),
        DrawState::Open => (name::draw_state(draw.state), signs.on, Token::Ok),
        DrawState::Closed if waits => (draws::WAITS_CONFIRM, signs.warn, Token::Warn),
        DrawState::Closed if draw.at <= ctx.now => {
            (draws::WAITS_RESULT, signs.heat[5], Token::Warn)
        }
        DrawState::Closed => (name::draw_state(draw.state), signs.heat[5], Token::Info),
        DrawState::Evaluated if waits => (draws::WAITS_CORRECTION, signs.warn, Token::Warn),
        DrawState::Evaluated => (name::draw_state(draw.state), signs.check, Token::Base),
        DrawState::Annulled => (name::draw_state(draw.state), signs.cross, Token::Error),
    }
}

/// The next moment at which something of the draw ends: its sale while it is open, else the wait for the draw.
pub(super) fn ends(draw: &DrawRow, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let end = match draw.state {
        DrawState::Open => draw.cutoff,
        DrawState::Scheduled | DrawState::Closed => draw.at,
        DrawState::Evaluated | DrawState::Annulled => return None,
    };
    Some(end).filter(|end| *end > now)
}

/// When a countdown to one of these moments changes next.
pub(super) fn tick(
    ends: impl Iterator<Item = DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let next = |end: DateTime<Utc>| {
        let span = end - now;
        let step: i64 = if span <= Voice::SECONDS_FROM {
            1_000
        } else {
            60_000
        };
        let rest = span.num_milliseconds().rem_euclid(step);
        now + TimeDelta::milliseconds(rest.max(1))
    };
    ends.filter(|end| *end > now).map(next).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_287_300 + seconds, 0).unwrap()
    }

    #[test]
    fn a_countdown_wakes_by_the_minute_and_near_its_end_by_the_second() {
        assert_eq!(tick([at(3_625)].into_iter(), at(0)), Some(at(25)));
        let soon = tick([at(90)].into_iter(), at(0) + TimeDelta::milliseconds(400));
        assert_eq!(soon, Some(at(1)));
        assert_eq!(tick([at(-1), at(0)].into_iter(), at(0)), None);
    }
}
