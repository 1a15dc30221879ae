//! What all dialogs share: the frame in the middle, the facts they repeat, and the line of keys at the bottom.

use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, Text};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, broken, clear, fit, line, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};

/// Something that a dialog repeats before it asks: amount, ticket, draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: Text,
    /// Its value.
    pub value: Say,
}

/// A fact.
pub fn fact(label: Text, value: impl Into<Say>) -> Fact {
    Fact {
        label,
        value: value.into(),
    }
}

/// A token's ink on the dialog's ground.
pub(super) fn ink(ctx: &Ctx, token: Token) -> Style {
    ctx.style(Token::Dialog).patch(Style {
        bg: None,
        ..ctx.style(token)
    })
}

/// Draws an empty dialog of at most this size in the middle of `area` and returns its inside.
pub(super) fn dialog(
    area: Rect,
    buf: &mut Buffer,
    ctx: &Ctx,
    title: &str,
    columns: u16,
    rows: u16,
) -> Rect {
    let area = area.intersection(buf.area);
    let titled = cells(width(title)).saturating_add(2);
    let width = columns.max(titled).saturating_add(4).min(area.width);
    let height = rows.saturating_add(2).min(area.height);
    let spot = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    let room = usize::from(width).saturating_sub(4);
    let title = fit(
        title,
        crate::ui::widgets::width(title).min(room),
        Side::Left,
        ctx.symbols,
    );
    clear(spot, buf, ctx.style(Token::Dialog));
    let block = Block::bordered()
        .border_set(ctx.symbols.dialog)
        .border_style(ctx.style(Token::DialogBorder))
        .title(Line::styled(
            format!(" {title} "),
            ctx.style(Token::DialogTitle),
        ));
    let inner = block.inner(spot);
    block.render(spot, buf);
    Rect {
        x: inner.x.saturating_add(1),
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

/// Draws facts one below the other, labels in one column, values wrapped beside them.
pub(super) fn facts(area: Rect, buf: &mut Buffer, ctx: &Ctx, all: &[Fact]) {
    let widest = label_width(ctx, all);
    let mut row = 0;
    for fact in all {
        let mut label = ctx.text(fact.label);
        for value in told(fact, widest, usize::from(area.width), ctx) {
            let shown = fit(label, widest, Side::Left, ctx.symbols);
            let pieces = vec![
                Span::styled(format!("{shown}  "), ink(ctx, Token::Label)),
                Span::styled(value, ink(ctx, Token::Strong)),
            ];
            line(area, buf, row, &Line::from(pieces));
            row += 1;
            label = "";
        }
    }
}

/// The rows that facts take in a dialog that is this wide inside, the blank one below them included.
pub(super) fn facts_height(ctx: &Ctx, all: &[Fact], columns: u16) -> u16 {
    let widest = label_width(ctx, all);
    let rows = all
        .iter()
        .map(|fact| told(fact, widest, usize::from(columns), ctx).len());
    cells(rows.sum::<usize>()) + u16::from(!all.is_empty())
}

/// A fact's value in lines; at least one.
fn told(fact: &Fact, widest: usize, columns: usize, ctx: &Ctx) -> Vec<String> {
    let lines = broken(
        &ctx.say(&fact.value),
        columns.saturating_sub(widest + 2).max(1),
    );
    if lines.is_empty() {
        vec![String::new()]
    } else {
        lines
    }
}

fn label_width(ctx: &Ctx, all: &[Fact]) -> usize {
    let widths = all.iter().map(|fact| width(ctx.text(fact.label)));
    widths.max().unwrap_or(0)
}

/// The columns that facts take on one line each.
pub(super) fn facts_width(ctx: &Ctx, all: &[Fact]) -> usize {
    let values = all.iter().map(|fact| width(&ctx.say(&fact.value)));
    label_width(ctx, all) + values.max().unwrap_or(0) + 2
}

/// The columns that a line of keys takes: a dialog is never narrower.
pub(super) fn keys_width(ctx: &Ctx, all: &[(Action, Text)]) -> usize {
    let widths = all
        .iter()
        .map(|(action, label)| width(&ctx.key(*action)) + width(ctx.text(*label)) + 5);
    widths.sum::<usize>().saturating_sub(2)
}

/// The line of keys at a dialog's bottom.
pub(super) fn keys(area: Rect, buf: &mut Buffer, ctx: &Ctx, all: &[(Action, Text)]) {
    let mut pieces = Vec::new();
    for (action, label) in all {
        let cap = format!(" {} ", ctx.key(*action));
        pieces.push(Span::styled(cap, ctx.style(Token::Key)));
        let label = format!(" {}  ", ctx.text(*label));
        pieces.push(Span::styled(label, ink(ctx, Token::KeyLabel)));
    }
    let bottom = area.height.saturating_sub(1);
    line(area, buf, bottom, &Line::from(pieces));
}

/// A number of rows or columns as the screen counts them.
pub(super) fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
