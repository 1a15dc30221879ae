//! The blind count: one field for each note and coin, filled on the number pad, with subtotals and a running total. What the
//! drawer should hold is nowhere to be seen.

use crate::domain::Money;
use crate::ops::CountedPieces;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::input::TextInput;
use crate::ui::text::drawer;
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, fit, line, panel_focused, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

/// Most figures of a number of pieces.
const FIGURES: usize = 6;
/// The widest the table gets; beyond that the eye loses the row.
const WIDEST: u16 = 64;

/// Pieces as they are typed.
#[derive(Debug, Default)]
pub(super) struct Count {
    rows: Vec<(Money, String)>,
    focus: usize,
}

impl Count {
    /// Offers these notes and coins; what was typed for the same ones stays.
    pub fn offer(&mut self, denominations: &[Money]) {
        if self.rows.iter().map(|(value, _)| value).ne(denominations) {
            let empty = |value: &Money| (*value, String::new());
            self.rows = denominations.iter().map(empty).collect();
            self.focus = 0;
        }
    }

    /// Empties all fields.
    pub fn clear(&mut self) {
        self.rows.iter_mut().for_each(|(_, typed)| typed.clear());
        self.focus = 0;
    }

    /// Whether the cursor is in the last field, where Enter hands in.
    pub fn at_last(&self) -> bool {
        self.focus + 1 >= self.rows.len()
    }

    /// Moves the cursor.
    pub fn act(&mut self, action: Action) {
        let count = self.rows.len().max(1);
        if matches!(action, Action::FormNext | Action::FormSubmit) {
            self.focus = (self.focus + 1) % count;
        } else if action == Action::FormBack {
            self.focus = (self.focus + count - 1) % count;
        }
    }

    /// Types figures; everything else is left out.
    pub fn on_text(&mut self, input: &TextInput) {
        let Some((_, typed)) = self.rows.get_mut(self.focus) else {
            return;
        };
        let add = |typed: &mut String, c: char| {
            if c.is_ascii_digit() && typed.len() < FIGURES {
                typed.push(c);
            }
        };
        match input {
            TextInput::Char(c) => add(typed, *c),
            TextInput::Paste(pasted) => pasted.trim().chars().for_each(|c| add(typed, c)),
            TextInput::Backspace | TextInput::Delete => {
                typed.pop();
            }
            TextInput::DeleteWord | TextInput::DeleteToStart | TextInput::DeleteToEnd => {
                typed.clear();
            }
            TextInput::Home => self.focus = 0,
            TextInput::End => self.focus = self.rows.len().saturating_sub(1),
            TextInput::Left | TextInput::Right | TextInput::WordLeft | TextInput::WordRight => {}
        }
    }

    /// Pieces by denomination, those without any left out.
    pub fn pieces(&self) -> Vec<CountedPieces> {
        let counted = |(value, typed): &(Money, String)| CountedPieces {
            value: *value,
            pieces: typed.parse().unwrap_or(0),
        };
        let rows = self.rows.iter().map(counted);
        rows.filter(|row| row.pieces > 0).collect()
    }

    /// What they are worth. Six figures of the largest note stay far below the largest amount.
    pub fn total(&self) -> Money {
        let worth = |row: CountedPieces| row.value.checked_times(i64::from(row.pieces));
        Money::try_sum(self.pieces().into_iter().filter_map(worth)).unwrap_or(Money::ZERO)
    }

    /// How many pieces there are.
    pub fn number(&self) -> i64 {
        self.pieces().iter().map(|row| i64::from(row.pieces)).sum()
    }

    /// Draws the table.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, title: &str) {
        let wide = WIDEST.min(area.width);
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let tall = rows.saturating_add(9).min(area.height);
        let spot = Rect {
            x: area.x + (area.width - wide) / 2,
            y: area.y + (area.height - tall) / 3,
            width: wide,
            height: tall,
        };
        let inside = panel_focused(spot, buf, ctx, title, true);
        let inside = Rect {
            x: inside.x.saturating_add(1),
            width: inside.width.saturating_sub(2),
            ..inside
        };
        let roomy = usize::from(inside.height) > self.rows.len() + 6;
        let top = u16::from(roomy);
        let under = if roomy { 4 } else { 1 };
        heading(inside, buf, ctx, top);
        let room = usize::from(inside.height.saturating_sub(top + 1 + under)).max(1);
        let first = (self.focus + 1).saturating_sub(room);
        for (row, (place, one)) in
            (top + 1..).zip(self.rows.iter().enumerate().skip(first).take(room))
        {
            self.row(inside, buf, ctx, row, place, one);
        }
        let shown = u16::try_from(self.rows.len().min(room)).unwrap_or(u16::MAX);
        let below = top + 1 + shown + u16::from(roomy);
        self.foot(inside, buf, ctx, below);
        if roomy {
            let hint = drawer::COUNT_HINT
                .with("next", Action::FormSubmit)
                .with("submit", Action::DrawerSubmit);
            let spot = Rect {
                y: inside.y.saturating_add(below + 2),
                height: inside.height.saturating_sub(below + 2),
                ..inside
            };
            text(spot, buf, &ctx.say(&hint), ctx.style(Token::Dim));
        }
    }

    fn row(
        &self,
        area: Rect,
        buf: &mut Buffer,
        ctx: &Ctx,
        row: u16,
        place: usize,
        (value, typed): &(Money, String),
    ) {
        let focused = place == self.focus;
        let mark = if focused { ctx.symbols.pointer } else { " " };
        let pieces: i64 = typed.parse().unwrap_or(0);
        let worth = value.checked_times(pieces).unwrap_or(Money::ZERO);
        let worth = if pieces == 0 {
            ctx.symbols.dot.to_owned()
        } else {
            ctx.voice.figure(worth)
        };
        let [name, field, last] = widths(area.width);
        let name = fit(&ctx.voice.money(*value), name, Side::Right, ctx.symbols);
        let shown = fit(typed, field.saturating_sub(1), Side::Right, ctx.symbols);
        let (label, input, cursor) = if focused {
            (Token::Strong, Token::Input, Token::Cursor)
        } else {
            (Token::Base, Token::Base, Token::Base)
        };
        let ink = if pieces == 0 {
            Token::Dim
        } else {
            Token::Money
        };
        let pieces = vec![
            Span::styled(format!("{mark} "), ctx.style(Token::Accent)),
            Span::styled(name, ctx.style(label)),
            Span::styled(shown, ctx.style(input)),
            Span::styled(" ", ctx.style(cursor)),
            Span::styled(fit(&worth, last, Side::Right, ctx.symbols), ctx.style(ink)),
        ];
        line(area, buf, row, &Line::from(pieces));
    }

    fn foot(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, row: u16) {
        let [name, field, last] = widths(area.width);
        let label = fit(ctx.text(drawer::TOTAL), name + 2, Side::Left, ctx.symbols);
        let number = ctx.say(&drawer::PIECES_TOTAL.with("n", self.number()));
        let number = fit(&number, field, Side::Right, ctx.symbols);
        let total = fit(
            &ctx.voice.money(self.total()),
            last,
            Side::Right,
            ctx.symbols,
        );
        let strong = ctx.style(Token::Accent).add_modifier(Modifier::BOLD);
        let pieces = vec![
            Span::styled(label, ctx.style(Token::Strong)),
            Span::styled(number, ctx.style(Token::Dim)),
            Span::styled(total, strong),
        ];
        line(area, buf, row, &Line::from(pieces));
    }
}

fn heading(area: Rect, buf: &mut Buffer, ctx: &Ctx, row: u16) {
    let [name, field, last] = widths(area.width);
    let words = format!(
        "  {}{} {}",
        fit(
            ctx.text(drawer::DENOMINATION),
            name,
            Side::Right,
            ctx.symbols
        ),
        fit(
            ctx.text(drawer::PIECES),
            field - 1,
            Side::Right,
            ctx.symbols
        ),
        fit(ctx.text(drawer::SUBTOTAL), last, Side::Right, ctx.symbols),
    );
    line(
        area,
        buf,
        row,
        &Line::styled(words, ctx.style(Token::Header)),
    );
}

/// Columns of name, pieces and worth inside a table of this width.
fn widths(width: u16) -> [usize; 3] {
    let room = usize::from(width).saturating_sub(2);
    let name = room * 3 / 10;
    let field = (room * 3 / 10).max(1);
    [name, field, room.saturating_sub(name + field)]
}
