//! Numbers of a limit as people write them: `00-19, 25, 77`, the bet line's sets (`pa im ba al pp`), or the day's number.

use crate::domain::Digits;
use crate::ui::text::{Lang, limits as t};

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The numbers; none means every one.
    pub(super) values: Vec<u16>,
    /// Only the number of the draw's day of the month.
    pub(super) day: bool,
}

/// The sets that have letters at the bet line.
const SETS: [&str; 5] = ["pa", "im", "ba", "al", "pp"];

/// What is wrong with written numbers, and the piece that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Neither a number of this length nor a range.
    Unreadable(String),
    /// A range that runs backwards.
    Backward(String),
    /// The day's number beside others.
    DayAlone,
}

/// Reads numbers, ranges and sets, separated by commas or spaces; or the day's number alone. Nothing written means every
/// number.
pub(super) fn read(text: &str, digits: Digits) -> Result<Numbers, Wrong> {
    let mut all = Vec::new();
    let mut day = false;
    // a range may be written with spaces around its dash
    let text = text.replace(" -", "-").replace("- ", "-");
    let pieces = text
        .split([',', ';', ' '])
        .filter(|piece| !piece.is_empty());
    for piece in pieces {
        let one = |part: &str| {
            let wide = usize::from(digits.count());
            let figures = !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            let value = part
                .parse::<u16>()
                .ok()
                .filter(|_| figures && part.len() <= wide);
            value
                .filter(|value| *value < digits.numbers())
                .ok_or_else(|| Wrong::Unreadable(piece.to_owned()))
        };
        let lower = piece.to_lowercase();
        if is_day(&lower) {
            day = true;
            continue;
        }
        if SETS.contains(&lower.as_str()) {
            all.extend((0..digits.numbers()).filter(|value| within(&lower, *value, digits)));
            continue;
        }
        match piece.split_once('-') {
            None => all.push(one(piece)?),
            Some((from, to)) => {
                let (from, to) = (one(from)?, one(to)?);
                if from > to {
                    return Err(Wrong::Backward(piece.to_owned()));
                }
                all.extend(from..=to);
            }
        }
    }
    if day && !all.is_empty() {
        return Err(Wrong::DayAlone);
    }
    all.sort_unstable();
    all.dedup();
    Ok(Numbers { values: all, day })
}

/// Whether a piece is the word for the day's number, in either language.
fn is_day(lower: &str) -> bool {
    let plain = lower.replace('í', "i");
    let same = |lang: &Lang| t::DAY_WORD.in_lang(*lang).replace('í', "i") == plain;
    Lang::ALL.iter().any(same)
}

/// Whether a number belongs to a set: even, odd, the lower half, the upper half, figures all the same.
fn within(set: &str, value: u16, digits: Digits) -> bool {
    let half = digits.numbers() / 2;
    match set {
        "pa" => value.is_multiple_of(2),
        "im" => !value.is_multiple_of(2),
        "ba" => value < half,
        "al" => value >= half,
        _ => value.is_multiple_of((digits.numbers() - 1) / 9),
    }
}

/// Writes numbers, neighbours as ranges.
pub(super) fn write(numbers: &[u16], digits: Digits) -> String {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for number in sorted {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let wide = usize::from(digits.count());
    let written = |(from, to): &(u16, u16)| match to - from {
        0 => format!("{from:0wide$}"),
        1 => format!("{from:0wide$}, {to:0wide$}"),
        _ => format!("{from:0wide$}-{to:0wide$}"),
    };
    let pieces: Vec<String> = ranges.iter().map(written).collect();
    pieces.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges_are_read_with_any_separator() {
        let read = |text| read(text, Digits::Two).map(|read| read.values);
        assert_eq!(read("25,77;  03 - 05"), Ok(vec![3, 4, 5, 25, 77]));
        assert_eq!(read(""), Ok(Vec::new()));
        assert_eq!(read("5"), Ok(vec![5]));
        assert_eq!(read("100"), Err(Wrong::Unreadable("100".into())));
        assert_eq!(read("1x"), Err(Wrong::Unreadable("1x".into())));
        assert_eq!(read("-"), Err(Wrong::Unreadable("-".into())));
        assert_eq!(read("20-10"), Err(Wrong::Backward("20-10".into())));
    }

    #[test]
    fn the_sets_of_the_bet_line_and_the_day_are_read() {
        let two = |text| read(text, Digits::Two).map(|read| (read.values.len(), read.day));
        assert_eq!(two("pa"), Ok((50, false)));
        assert_eq!(two("im, 02"), Ok((51, false)));
        assert_eq!(two("BA"), Ok((50, false)));
        assert_eq!(two("día"), Ok((0, true)));
        assert_eq!(two("day"), Ok((0, true)));
        assert_eq!(two("dia 21"), Err(Wrong::DayAlone));
        let doubles = |digits| read("pp", digits).unwrap().values;
        assert_eq!(
            doubles(Digits::Two),
            [0, 11, 22, 33, 44, 55, 66, 77, 88, 99]
        );
        assert_eq!(doubles(Digits::Three)[..3], [0, 111, 222]);
        assert_eq!(read("al", Digits::Three).unwrap().values[0], 500);
    }

    #[test]
    fn neighbours_are_written_as_ranges() {
        assert_eq!(
            write(&[77, 0, 1, 2, 25, 26], Digits::Two),
            "00-02, 25, 26, 77"
        );
        assert_eq!(write(&[5], Digits::Three), "005");
        assert_eq!(write(&[], Digits::Two), "");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_reads_back(numbers in proptest::collection::btree_set(0u16..1000, 0..40)) {
            let numbers: Vec<u16> = numbers.into_iter().collect();
            let written = write(&numbers, Digits::Three);
            proptest::prop_assert_eq!(read(&written, Digits::Three).map(|read| read.values), Ok(numbers));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,30}") {
            let _ = read(&text, Digits::Two);
        }
    }
}
