//! A line at Enter: bets, or one of the commands that an empty line takes.

use super::super::{CODE_DIGITS, CodeError, TicketCode};
use super::error::{LineError, LineErrorKind as Kind};
use super::line::Line;
use super::parser::Parser;
use super::{LineContext, Profile, Sticky, parse};
use serde::{Deserialize, Serialize};

/// What a line is at Enter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Bets to put into the basket; charge afterwards when the line says so.
    Bets(Line),
    /// Something to do.
    Command(LineCommand),
}

/// What an otherwise empty line does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineCommand {
    /// Nothing or `*`: charge exact and print.
    Charge,
    /// `/` alone: show the draws to choose from.
    ShowDraws,
    /// `/14`, `/1*3`, `/1+`, `/ti`: choose draws.
    ChooseDraws(DrawChoice),
    /// `+`, `+3`: repeat the last ticket (1), the third last (3).
    Repeat {
        /// Counted back from 1.
        back: u8,
    },
    /// `+` and a code: copy that ticket onto the chosen draws.
    Copy(TicketCode),
    /// `-`: remove the last line; with an empty ticket void the last one.
    RemoveLast,
    /// `.` and a code, or a scanned code: look the ticket up.
    LookUp(TicketCode),
    /// `0`: my totals.
    Totals,
    /// An amount alone, in the amount-first profile.
    Amount(Sticky),
}

/// Which draws the next tickets are sold to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawChoice {
    /// The draws, at least one, in the order typed, each once.
    pub picks: Vec<DrawPick>,
    /// How many draws in a row of each: 1 is that one alone.
    pub in_a_row: u8,
    /// Days ahead: 0 today, 1 tomorrow.
    pub days_ahead: u8,
}

/// One draw of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawPick {
    /// Its digit in the strip of draws; 0 is the tenth.
    Code(u8),
    /// The letters of its lottery, in lower case.
    Alias(String),
}

const MAX_IN_A_ROW: u8 = 31;
const MAX_DAYS_AHEAD: usize = 31;

/// Reads a line at Enter.
///
/// # Errors
/// The first mistake, with its position.
pub fn read(input: &str, ctx: &LineContext) -> Result<Entry, LineError> {
    if let Some(command) = command(input) {
        return command.map(Entry::Command);
    }
    if ctx.profile == Profile::AmountFirst
        && ctx.sticky.is_none()
        && let Some(amount) = Parser::new(input, ctx).bare_amount()
    {
        return Ok(Entry::Command(LineCommand::Amount(amount)));
    }
    parse(input, ctx).map(Entry::Bets)
}

/// Whether a line that has just been typed is complete and ends in the star that charges, so that it need not wait for
/// Enter. A star that could still begin an amount is not.
pub fn charges_at_once(input: &str, ctx: &LineContext) -> bool {
    let strict = LineContext {
        sticky: None,
        ..*ctx
    };
    input.trim() == "*" || parse(input, &strict).is_ok_and(|line| line.charge)
}

/// Whether a text has the shape a scanner sends: twelve digits, with or without the `T` that paper carries. Its timing is
/// the screen's to judge.
pub fn looks_like_scan(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['T', 't']).unwrap_or(text);
    digits.len() == CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is, or may still become, a command or a code rather than bets.
pub(super) fn is_command_start(input: &str) -> bool {
    let text = input.trim();
    let mut rest = text.chars();
    match rest.next() {
        Some('/') => true,
        Some('*' | '-' | '0' | '.') if rest.as_str().is_empty() => true,
        Some('+') => code_shaped(rest.as_str()),
        Some('.') => code_begins(rest.as_str()),
        Some('T' | 't') => looks_like_scan(text),
        Some(_) | None => false,
    }
}

fn command(input: &str) -> Option<Result<LineCommand, LineError>> {
    let text = input.trim();
    let start = input.chars().take_while(|c| c.is_whitespace()).count();
    let mut rest = text.chars();
    let first = rest.next();
    let rest = rest.as_str();
    match (first, rest) {
        (None, _) | (Some('*'), "") => Some(Ok(LineCommand::Charge)),
        (Some('-'), "") => Some(Ok(LineCommand::RemoveLast)),
        (Some('0'), "") => Some(Ok(LineCommand::Totals)),
        (Some('/'), _) => Some(draws(rest, start.saturating_add(1))),
        (Some('+'), _) => repeat(rest, start.saturating_add(1)),
        (Some('.'), _) if code_begins(rest) => {
            Some(code(rest, start.saturating_add(1)).map(LineCommand::LookUp))
        }
        (Some('T' | 't'), _) if looks_like_scan(text) => {
            Some(code(rest, start.saturating_add(1)).map(LineCommand::LookUp))
        }
        _ => None,
    }
}

fn repeat(rest: &str, start: usize) -> Option<Result<LineCommand, LineError>> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(Ok(LineCommand::Repeat { back: 1 }));
    }
    if !code_shaped(rest) {
        return None;
    }
    if rest.len() > 2 {
        return Some(code(rest, start).map(LineCommand::Copy));
    }
    let back = rest.parse().ok().filter(|back| *back > 0);
    let repeat = back.map(|back| LineCommand::Repeat { back });
    Some(repeat.ok_or(wrong(start, Kind::RepeatFromOne)))
}

fn draws(rest: &str, start: usize) -> Result<LineCommand, LineError> {
    let place = |left: &str| {
        let taken = rest.chars().count().saturating_sub(left.chars().count());
        start.saturating_add(taken)
    };
    let names_end = rest.find(['*', '+']).unwrap_or(rest.len());
    let (names, tail) = rest.split_at(names_end);
    let picks =
        picks(names).map_err(|left| wrong(place(&format!("{left}{tail}")), Kind::DrawExpected))?;
    if picks.is_empty() {
        return if tail.is_empty() {
            Ok(LineCommand::ShowDraws)
        } else {
            Err(wrong(start, Kind::DrawExpected))
        };
    }
    let plus = tail.find('+').unwrap_or(tail.len());
    let (row, days) = tail.split_at(plus);
    let in_a_row = match row.trim_end().strip_prefix('*') {
        None => 1,
        Some(count) => (count.trim().parse().ok())
            .filter(|count| (1..=MAX_IN_A_ROW).contains(count))
            .ok_or(wrong(place(tail), Kind::DrawCount))?,
    };
    if days.chars().any(|c| c != '+') || days.len() > MAX_DAYS_AHEAD {
        return Err(wrong(place(days), Kind::DrawCount));
    }
    Ok(LineCommand::ChooseDraws(DrawChoice {
        picks,
        in_a_row,
        days_ahead: u8::try_from(days.len()).unwrap_or(0),
    }))
}

/// Digits are draws one by one, letters together are an alias; the error is what is left at a character that is neither.
fn picks(names: &str) -> Result<Vec<DrawPick>, &str> {
    let mut picks = Vec::new();
    let mut left = names;
    while let Some(character) = left.chars().next() {
        let pick = if let Some(digit) = character.to_digit(10) {
            left = left.get(1..).unwrap_or_default();
            DrawPick::Code(u8::try_from(digit).unwrap_or(0))
        } else if character.is_alphabetic() {
            let end = left
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(left.len());
            let (alias, rest) = left.split_at(end);
            left = rest;
            DrawPick::Alias(alias.to_lowercase())
        } else if character.is_whitespace() || character == ',' {
            left = left.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            continue;
        } else {
            return Err(left);
        };
        if !picks.contains(&pick) {
            picks.push(pick);
        }
    }
    Ok(picks)
}

fn code(text: &str, start: usize) -> Result<TicketCode, LineError> {
    TicketCode::parse(text).map_err(|error| {
        let within = match error {
            CodeError::BadCharacter { position, .. } => position,
            CodeError::WrongLength { .. } | CodeError::WrongCheckDigit => 0,
        };
        wrong(start.saturating_add(within), Kind::Code(error))
    })
}

/// Nothing but what a code may be typed with.
fn code_shaped(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_prefix(['T', 't']).unwrap_or(text);
    text.chars()
        .all(|c| c.is_ascii_digit() || c == '-' || c.is_whitespace())
}

/// A code behind a dot: more digits in a row than a count of random numbers has, and nothing but a code.
fn code_begins(text: &str) -> bool {
    let marked = text.strip_prefix(['T', 't']);
    let digits = marked.unwrap_or(text).chars();
    let run = digits.take_while(char::is_ascii_digit).count();
    code_shaped(text) && (run > 2 || marked.is_some())
}

const fn wrong(position: usize, kind: Kind) -> LineError {
    LineError {
        position,
        kind,
        suggestion: None,
    }
}
