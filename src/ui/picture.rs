//! A buffer as text in which every change of style shows: what tests compare, since bare text would not notice a lost colour.

use super::theme::wire::Look;
use super::widgets::width;
use ratatui::buffer::Buffer;

/// The bare text of a buffer, one line per row, trailing blanks cut.
pub fn text(buf: &Buffer) -> String {
    let row = |y| {
        cells(buf, y)
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
        let mut look = String::new();
        let mut row = String::new();
        for x in cells(buf, y) {
            let cell = &buf[(x, y)];
            let next = Look::of(cell).name();
            if next != look {
                row.extend(["⟨", &next, "⟩"]);
                look = next;
            }
            row.push_str(cell.symbol());
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

/// The columns of a row that show something of their own: not the second halves of wide characters.
fn cells(buf: &Buffer, y: u16) -> impl Iterator<Item = u16> + '_ {
    let mut hidden = 0;
    (0..buf.area.width).filter(move |x| {
        if hidden > 0 {
            hidden -= 1;
            return false;
        }
        hidden = width(buf[(*x, y)].symbol()).saturating_sub(1);
        true
    })
}
