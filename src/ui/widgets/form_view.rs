//! How a form is drawn: labels in one column, the error of a field below it, scrolled so that the cursor is always seen.

use super::field::{Field, FieldKind};
use super::fit::{Side, broken, fit, width, wrapped};
use super::form::Form;
use super::panel::{line, text};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::theme::Token;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

impl Form {
    /// The rows it takes when it is this wide.
    pub fn height(&self, columns: u16, ctx: &Ctx) -> u16 {
        self.heights(columns, ctx)
            .into_iter()
            .fold(0, u16::saturating_add)
    }

    fn heights(&self, columns: u16, ctx: &Ctx) -> Vec<u16> {
        let room = columns.saturating_sub(INDENT);
        let tall = |field: &Field| {
            let error = field.error.as_ref().map(|error| ctx.say(error));
            let hint = self.hint_below(field, usize::from(columns), ctx).len();
            let hint = u16::try_from(hint).unwrap_or(0);
            1 + hint + error.map_or(0, |error| wrapped(&error, room.saturating_sub(2)))
        };
        self.fields.iter().map(tall).collect()
    }

    /// A hint that does not fit into its empty field, as lines below it.
    fn hint_below(&self, field: &Field, columns: usize, ctx: &Ctx) -> Vec<String> {
        let room = columns.saturating_sub(self.label_width(ctx) + 4);
        let hint = field.hint.as_ref().map(|hint| ctx.say(hint));
        let long = hint.filter(|hint| field.input.value().is_empty() && width(hint) > room);
        long.map_or_else(Vec::new, |hint| {
            broken(&hint, columns.saturating_sub(usize::from(INDENT) + 2))
        })
    }

    fn label_width(&self, ctx: &Ctx) -> usize {
        let widths = self
            .fields
            .iter()
            .map(|field| width(&ctx.say(&field.label)));
        widths.max().unwrap_or(0)
    }

    /// The first field that is drawn, so that the one with the cursor and its error are inside.
    fn first(&self, heights: &[u16], room: u16) -> usize {
        let through = |first: usize| {
            let shown = heights.get(first..=self.focus).unwrap_or_default();
            shown.iter().copied().fold(0, u16::saturating_add)
        };
        (0..self.focus)
            .find(|first| through(*first) <= room)
            .unwrap_or(self.focus)
    }

    /// Draws the fields one below the other. `ground` is what lies behind: `Base` or `Dialog`.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, ground: Token) {
        let on = |token: Token| ink(ctx, ground, token);
        let widest = self.label_width(ctx);
        let heights = self.heights(area.width, ctx);
        let mut row = 0;
        for place in self.first(&heights, area.height)..self.fields.len() {
            let (Some(field), Some(height)) = (self.fields.get(place), heights.get(place)) else {
                return;
            };
            let focused = place == self.focus;
            let label = fit(&ctx.say(&field.label), widest, Side::Left, ctx.symbols);
            let mark = if focused { ctx.symbols.pointer } else { " " };
            let strength = if focused { Token::Strong } else { Token::Label };
            let mut pieces = vec![
                Span::styled(format!("{mark} "), on(Token::Accent)),
                Span::styled(format!("{label}  "), on(strength)),
            ];
            let room = usize::from(area.width).saturating_sub(widest + 4);
            pieces.extend(field.spans(focused, room, ctx, &on));
            line(area, buf, row, &Line::from(pieces));
            let hint = self.hint_below(field, usize::from(area.width), ctx);
            for words in &hint {
                row = row.saturating_add(1);
                let words = Line::styled(format!("    {words}"), on(Token::Placeholder));
                line(area, buf, row, &words);
            }
            let height = height.saturating_sub(u16::try_from(hint.len()).unwrap_or(0));
            if let Some(error) = &field.error {
                let sentence = format!("{} {}", ctx.symbols.cross, ctx.say(error));
                let below = area.height.saturating_sub(row + 1);
                let spot = Rect {
                    x: area.x.saturating_add(INDENT),
                    y: area.y.saturating_add(row + 1),
                    width: area.width.saturating_sub(INDENT),
                    height: below.min(height - 1),
                };
                text(spot, buf, &sentence, on(Token::Error));
            }
            row = row.saturating_add(height);
        }
    }
}

/// How far errors stand from the left edge.
const INDENT: u16 = 2;

/// A token's ink on another token's ground, so that fields look right on panels and in dialogs.
fn ink(ctx: &Ctx, ground: Token, token: Token) -> Style {
    ctx.style(ground).patch(Style {
        bg: None,
        ..ctx.style(token)
    })
}

impl Field {
    fn spans(
        &self,
        focused: bool,
        room: usize,
        ctx: &Ctx,
        on: &dyn Fn(Token) -> Style,
    ) -> Vec<Span<'static>> {
        let shown = match &self.kind {
            FieldKind::Choice(words) => {
                let word = words
                    .get(self.choice)
                    .map(|say| ctx.say(say))
                    .unwrap_or_default();
                let text = if focused {
                    format!("‹ {word} ›")
                } else {
                    word
                };
                let text = if ctx.symbols.ascii {
                    text.replace('‹', "<").replace('›', ">")
                } else {
                    text
                };
                let token = if focused {
                    Token::Selection
                } else {
                    Token::Input
                };
                return vec![Span::styled(
                    fit(&text, width(&text).min(room), Side::Left, ctx.symbols),
                    if focused { ctx.style(token) } else { on(token) },
                )];
            }
            FieldKind::Secret => ctx
                .symbols
                .secret
                .repeat(self.input.value().chars().count()),
            FieldKind::Text(_) => self.input.value().to_owned(),
        };
        let hint = self.hint.as_ref().map(|hint| ctx.say(hint));
        let hint = hint.filter(|hint| width(hint) <= room);
        match (hint, shown.is_empty(), focused) {
            (Some(hint), true, false) => vec![Span::styled(hint, on(Token::Placeholder))],
            (Some(hint), true, true) => {
                let mut rest = hint.chars();
                let first = rest.next().unwrap_or(' ').to_string();
                vec![
                    Span::styled(first, ctx.style(Token::Cursor)),
                    Span::styled(rest.as_str().to_owned(), on(Token::Placeholder)),
                ]
            }
            (_, _, false) => vec![Span::styled(
                fit(&shown, width(&shown).min(room), Side::Left, ctx.symbols),
                on(Token::Input),
            )],
            (_, _, true) => cursor_line(
                &shown,
                self.input.cursor(),
                room,
                (on(Token::Input), ctx.style(Token::Cursor)),
            ),
        }
    }
}

/// A typed line with the cell under its cursor marked, scrolled so that the cursor is always inside `room` columns.
/// `styles` are the ink of the text and the mark of the cursor.
pub(in crate::ui) fn cursor_line(
    text: &str,
    cursor: usize,
    room: usize,
    styles: (Style, Style),
) -> Vec<Span<'static>> {
    let characters: Vec<char> = text.chars().collect();
    let cursor = cursor.min(characters.len());
    let first = (cursor + 1).saturating_sub(room.max(1));
    let last = (first + room).clamp(cursor, characters.len());
    let piece = |from: usize, to: usize| {
        let text: String = characters
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .collect();
        plain(&text).into_owned()
    };
    let under = if cursor < characters.len() {
        piece(cursor, cursor + 1)
    } else {
        " ".to_owned()
    };
    vec![
        Span::styled(piece(first, cursor), styles.0),
        Span::styled(under, styles.1),
        Span::styled(piece(cursor + 1, last), styles.0),
    ]
}
