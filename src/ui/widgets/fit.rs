//! Text cut and padded by the columns it takes on the screen, not by characters.

use crate::ui::symbols::Symbols;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where a text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// At the left: words.
    Left,
    /// At the right: figures.
    Right,
}

/// The columns a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text in exactly `columns` columns: padded on the other side, or cut with an ellipsis.
pub fn fit(text: &str, columns: usize, side: Side, symbols: &Symbols) -> String {
    let wide = width(text);
    if wide > columns {
        return cut(text, columns, symbols);
    }
    let space = " ".repeat(columns - wide);
    match side {
        Side::Left => format!("{text}{space}"),
        Side::Right => format!("{space}{text}"),
    }
}

fn cut(text: &str, columns: usize, symbols: &Symbols) -> String {
    let Some(room) = columns.checked_sub(width(symbols.ellipsis)) else {
        return " ".repeat(columns);
    };
    let (mut out, mut used) = (String::new(), 0);
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > room {
            break;
        }
        out.push(c);
        used += wide;
    }
    out.push_str(symbols.ellipsis);
    out.push_str(&" ".repeat(room - used));
    out
}

/// The rows a text takes when it is wrapped at words.
pub fn wrapped(text: &str, columns: u16) -> u16 {
    let room = usize::from(columns.max(1));
    let (mut rows, mut used) = (1usize, 0usize);
    for word in text.split_whitespace() {
        let wide = width(word);
        if used > 0 && used + 1 + wide > room {
            rows += 1;
            used = wide;
        } else {
            used += wide + usize::from(used > 0);
        }
        if used > room {
            rows += (used - 1) / room;
            used = (used - 1) % room + 1;
        }
    }
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// A text as lines of at most `columns`, broken at words, and inside a word only where it is longer than a line.
pub fn broken(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(last) if width(last) + 1 + width(word) <= columns => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.extend(pieces(word, columns)),
        }
    }
    lines
}

/// A word in pieces of at most `columns`, but for a sign that is wider.
fn pieces(word: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for sign in word.chars() {
        let wide = sign.width().unwrap_or(0);
        if used > 0 && used + wide > columns {
            pieces.push(String::new());
            used = 0;
        }
        if let Some(last) = pieces.last_mut() {
            last.push(sign);
        }
        used += wide;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::symbols::UNICODE;

    #[test]
    fn what_does_not_fit_is_cut_by_display_width() {
        assert_eq!(fit("María", 8, Side::Left, &UNICODE), "María   ");
        assert_eq!(fit("4.700", 8, Side::Right, &UNICODE), "   4.700");
        assert_eq!(fit("Honduras", 5, Side::Left, &UNICODE), "Hond…");
        assert_eq!(fit("日本語", 4, Side::Left, &UNICODE), "日… ");
        assert_eq!(fit("abc", 0, Side::Left, &UNICODE), "");
    }

    #[test]
    fn a_text_is_broken_at_words_and_a_long_word_inside() {
        assert_eq!(broken("a la caja", 4), ["a la", "caja"]);
        assert_eq!(
            broken("en /var/lib/banca ya", 8),
            ["en", "/var/lib", "/banca", "ya"]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_line_of_a_broken_text_is_wider_than_its_room(text in "\\PC{0,60}", columns in 2usize..20) {
            let lines = broken(&text, columns);
            proptest::prop_assert!(lines.iter().all(|line| width(line) <= columns));
            let joined: String = lines.concat().split_whitespace().collect();
            proptest::prop_assert_eq!(joined, text.split_whitespace().collect::<String>().replace(' ', ""));
        }

        #[test]
        fn every_text_takes_exactly_its_columns(text in "\\PC{0,20}", columns in 0usize..20) {
            proptest::prop_assert_eq!(width(&fit(&text, columns, Side::Left, &UNICODE)), columns);
        }
    }
}
