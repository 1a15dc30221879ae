//! How a cell's look is written to a terminal, and how a test reads it. Here, because only the theme knows colours.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// The look of a cell: ink, ground and emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const MODIFIERS: [(Modifier, u8, char); 7] = [
    (Modifier::BOLD, 1, 'b'),
    (Modifier::DIM, 2, 'd'),
    (Modifier::ITALIC, 3, 'i'),
    (Modifier::UNDERLINED, 4, 'u'),
    (Modifier::SLOW_BLINK, 5, 'k'),
    (Modifier::REVERSED, 7, 'r'),
    (Modifier::CROSSED_OUT, 9, 'x'),
];

impl Look {
    /// The look of a cell.
    pub fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Writes the escape sequence that changes the terminal's look from `self` to `next`; nothing if they are equal.
    pub fn change(self, next: Self, out: &mut Vec<u8>) {
        if self == next {
            return;
        }
        let mut codes = String::new();
        let gone = self.modifier.difference(next.modifier);
        let start = if gone.is_empty() {
            self
        } else {
            codes.push_str("0;");
            Self::default()
        };
        for (modifier, code, _) in MODIFIERS {
            if next.modifier.contains(modifier) && !start.modifier.contains(modifier) {
                // writing into a string cannot fail
                let _ = write!(codes, "{code};");
            }
        }
        if start.fg != next.fg {
            colour(next.fg, 30, &mut codes);
        }
        if start.bg != next.bg {
            colour(next.bg, 40, &mut codes);
        }
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(codes.trim_end_matches(';').as_bytes());
        out.push(b'm');
    }

    /// The look in a test's picture: `fg/bg/modifiers`, empty when it is plain.
    pub fn name(self) -> String {
        if self == Self::default() {
            return String::new();
        }
        let marks = MODIFIERS
            .iter()
            .filter(|(one, _, _)| self.modifier.contains(*one));
        let marks: String = marks.map(|(_, _, mark)| *mark).collect();
        format!("{}/{}/{marks}", colour_name(self.fg), colour_name(self.bg))
    }
}

fn colour_name(colour: Color) -> String {
    match colour {
        Color::Reset => String::new(),
        named => named.to_string().to_lowercase(),
    }
}

/// One colour as a code; `base` is 30 for ink and 40 for ground.
fn colour(colour: Color, base: u8, codes: &mut String) {
    let bright = base + 60;
    let plain = |place: u8| (base + place, None);
    let (code, rest) = match colour {
        Color::Reset => (base + 9, None),
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => (bright, None),
        Color::LightRed => (bright + 1, None),
        Color::LightGreen => (bright + 2, None),
        Color::LightYellow => (bright + 3, None),
        Color::LightBlue => (bright + 4, None),
        Color::LightMagenta => (bright + 5, None),
        Color::LightCyan => (bright + 6, None),
        Color::White => (bright + 7, None),
        Color::Indexed(place) => (base + 8, Some(format!("5;{place}"))),
        Color::Rgb(r, g, b) => (base + 8, Some(format!("2;{r};{g};{b}"))),
    };
    // writing into a string cannot fail
    let _ = match rest {
        None => write!(codes, "{code};"),
        Some(rest) => write!(codes, "{code};{rest};"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: Look, to: Look) -> String {
        let mut out = Vec::new();
        from.change(to, &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "ESC")
    }

    #[test]
    fn only_what_changes_is_written() {
        let plain = Look::default();
        let bold = Look {
            modifier: Modifier::BOLD,
            ..plain
        };
        let red = Look {
            fg: Color::Red,
            bg: Color::Rgb(1, 2, 3),
            ..bold
        };
        assert_eq!(change(plain, plain), "");
        assert_eq!(change(plain, bold), "ESC[1m");
        assert_eq!(change(bold, red), "ESC[31;48;2;1;2;3m");
        assert_eq!(change(red, plain), "ESC[0m");
        let dim = Look {
            modifier: Modifier::DIM,
            ..red
        };
        assert_eq!(change(red, dim), "ESC[0;2;31;48;2;1;2;3m");
        assert_eq!(change(red, bold), "ESC[39;49m");
    }
}
