//! A buffer as text in which every change of style shows: what tests compare, since bare text would not notice a lost colour.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// The bare text of a buffer, one line per row, trailing blanks cut.
pub fn text(buf: &Buffer) -> String {
    let row = |y| {
        (0..buf.area.width)
            .map(|x| buf[(x, y)].symbol())
            .collect::<String>()
    };
    let rows: Vec<String> = (0..buf.area.height)
        .map(|y| row(y).trim_end().to_owned())
        .collect();
    rows.join("\n")
}

/// The text of a buffer with its styles: `⟨fg/bg/modifiers⟩` wherever the style changes, `⟨⟩` where it returns to plain.
pub fn styled(buf: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buf.area.height {
        let mut style = String::new();
        let mut row = String::new();
        for x in 0..buf.area.width {
            let cell = &buf[(x, y)];
            let next = name(cell);
            if next != style {
                // writing into a string cannot fail
                let _ = write!(row, "⟨{next}⟩");
                style = next;
            }
            row.push_str(cell.symbol());
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

fn name(cell: &Cell) -> String {
    let colour = |colour: Color| {
        if colour == Color::Reset {
            String::new()
        } else {
            colour.to_string().to_lowercase()
        }
    };
    let marks = [
        (Modifier::BOLD, 'b'),
        (Modifier::DIM, 'd'),
        (Modifier::ITALIC, 'i'),
        (Modifier::UNDERLINED, 'u'),
        (Modifier::REVERSED, 'r'),
    ];
    let marks: String = marks
        .iter()
        .filter(|(mark, _)| cell.modifier.contains(*mark))
        .map(|(_, c)| *c)
        .collect();
    let (fg, bg) = (colour(cell.fg), colour(cell.bg));
    if fg.is_empty() && bg.is_empty() && marks.is_empty() {
        String::new()
    } else {
        format!("{fg}/{bg}/{marks}")
    }
}
