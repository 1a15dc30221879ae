//! Frames as bytes: only the cells that changed, in one piece, inside synchronized output (mode 2026). A frame without a
//! change has no bytes at all.

use crate::ui::theme::wire::Look;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const CLEAR: &[u8] = b"\x1b[0m\x1b[H\x1b[2J";

/// Remembers what the terminal shows and says what must be written to show something else.
#[derive(Debug, Default)]
pub struct Painter {
    shown: Buffer,
    look: Look,
    whole: bool,
}

impl Painter {
    /// A painter of an unknown terminal: the first frame is written whole.
    pub fn new() -> Self {
        Self {
            shown: Buffer::default(),
            look: Look::default(),
            whole: true,
        }
    }

    /// Writes the next frame whole: the terminal was resized, or somebody else wrote to it.
    pub fn forget(&mut self) {
        self.whole = true;
    }

    /// The bytes that turn what is shown into `next`; empty when nothing changed.
    pub fn frame(&mut self, next: Buffer) -> Vec<u8> {
        let mut out = Vec::new();
        if self.whole || self.shown.area != next.area {
            out.extend_from_slice(CLEAR);
            self.shown = Buffer::empty(next.area);
            self.look = Look::default();
            self.whole = false;
        }
        self.cells(&next, &mut out);
        self.shown = next;
        if out.is_empty() {
            return out;
        }
        [BEGIN, &out, END].concat()
    }

    fn cells(&mut self, next: &Buffer, out: &mut Vec<u8>) {
        let mut expected = None;
        for (x, y, cell) in self.shown.diff(next) {
            if expected != Some((x, y)) {
                out.extend_from_slice(format!("\x1b[{};{}H", y + 1, x + 1).as_bytes());
            }
            let look = Look::of(cell);
            self.look.change(look, out);
            self.look = look;
            out.extend_from_slice(cell.symbol().as_bytes());
            let wide = u16::try_from(crate::ui::widgets::width(cell.symbol())).unwrap_or(1);
            // after the last column the cursor stays where it is, differently on every terminal
            let right = x.saturating_add(wide.max(1));
            expected = (right < next.area.width).then_some((right, y));
        }
    }
}

/// An empty buffer for a terminal of this size.
pub(super) fn blank(columns: u16, rows: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, columns, rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn drawn(words: &str) -> Buffer {
        let mut buf = blank(20, 2);
        buf.set_string(0, 0, words, Style::new());
        buf
    }

    #[test]
    fn a_frame_without_a_change_writes_nothing() {
        let mut painter = Painter::new();
        assert!(!painter.frame(drawn("hola")).is_empty());
        assert!(painter.frame(drawn("hola")).is_empty());
    }

    #[test]
    fn a_changed_cell_writes_itself_once_inside_synchronized_output() {
        let mut painter = Painter::new();
        painter.frame(drawn("hola"));
        let bytes = painter.frame(drawn("hora"));
        assert_eq!(bytes, b"\x1b[?2026h\x1b[1;3Hr\x1b[?2026l");
    }

    #[test]
    fn after_a_resize_or_a_foreign_write_the_frame_is_whole() {
        let mut painter = Painter::new();
        painter.frame(drawn("hola"));
        painter.forget();
        let whole = painter.frame(drawn("hola"));
        assert!(whole.windows(CLEAR.len()).any(|part| part == CLEAR));
        let resized = painter.frame(blank(10, 1));
        assert!(resized.windows(CLEAR.len()).any(|part| part == CLEAR));
    }

    proptest::proptest! {
        #[test]
        fn a_terminal_shows_what_was_drawn(frames in proptest::collection::vec(proptest::collection::vec((0u16..20, 0u16..4, "[a-zñ日 ]{1,6}", 0u8..4), 0..6), 1..6)) {
            let mut painter = Painter::new();
            let mut terminal = vt100::Parser::new(4.try_into().unwrap(), 20.try_into().unwrap(), 0);
            for frame in frames {
                let mut buf = blank(20, 4);
                for (x, y, words, style) in frame {
                    let modifier = ratatui::style::Modifier::from_bits_truncate(u16::from(style));
                    buf.set_string(x, y, words, Style::new().add_modifier(modifier));
                }
                let wanted = crate::ui::picture::text(&buf);
                terminal.process(&painter.frame(buf));
                let shown: Vec<String> = terminal.screen().rows(0, 20).map(|row| row.trim_end().to_owned()).collect();
                let wanted: Vec<String> = wanted.lines().map(str::to_owned).collect();
                proptest::prop_assert_eq!(shown.join("\n").trim_end().to_owned(), wanted.join("\n").trim_end().to_owned());
            }
        }
    }
}
