//! A report to be read on the screen: X of a drawer that is not closed, all of Z of one that is; and what happened at a drawer.

use crate::domain::view::{DrawerEntries, DrawerEntry, PageKey};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::shift_paper::Row;
use crate::ui::text::{Text, shift as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Grid, Look, Moved, Side, Span as Wide, fit, line, panel_focused, width,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The widest a report gets; beyond that the eye loses the row.
const WIDEST: u16 = 76;

/// A report that is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Paper {
    pub title: String,
    pub rows: Vec<Row>,
    top: usize,
}

impl Paper {
    /// A report from its beginning.
    pub fn new(title: String, rows: Vec<Row>) -> Self {
        Self {
            title,
            rows,
            top: 0,
        }
    }

    /// Moves through it.
    pub fn act(&mut self, action: Action) {
        let last = self.rows.len().saturating_sub(1);
        self.top = match action {
            Action::ListUp => self.top.saturating_sub(1),
            Action::ListDown => self.top.saturating_add(1),
            Action::ListPageUp => self.top.saturating_sub(10),
            Action::ListPageDown => self.top.saturating_add(10),
            Action::ListFirst => 0,
            Action::ListLast => last,
            _ => self.top,
        }
        .min(last);
    }

    /// Draws it.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let wide = WIDEST.min(area.width);
        let tall = u16::try_from(self.rows.len().saturating_add(2)).unwrap_or(u16::MAX);
        let spot = Rect {
            x: area.x + (area.width - wide) / 2,
            width: wide,
            height: tall.min(area.height),
            ..area
        };
        let inside = panel_focused(spot, buf, ctx, &self.title, true);
        let inside = Rect {
            x: inside.x.saturating_add(1),
            width: inside.width.saturating_sub(2),
            ..inside
        };
        let room = usize::from(inside.width);
        // The end of a report fills the panel.
        let most = self.rows.len().saturating_sub(usize::from(inside.height));
        let shown = self.rows.iter().skip(self.top.min(most));
        for (at, row) in (0..inside.height).zip(shown) {
            line(inside, buf, at, &drawn(row, room, ctx));
        }
    }
}

fn drawn(row: &Row, room: usize, ctx: &Ctx) -> Line<'static> {
    let pair = |label: &str, value: &str, token| {
        let left = room.saturating_sub(width(value).saturating_add(1));
        let label = fit(label, left, Side::Left, ctx.symbols);
        let value = fit(
            value,
            room.saturating_sub(width(&label)),
            Side::Right,
            ctx.symbols,
        );
        Line::from(vec![
            Span::styled(label, ctx.style(Token::Label)),
            Span::styled(value, ctx.style(token)),
        ])
    };
    match row {
        Row::Head(text) => Line::styled(ctx.text(*text).to_owned(), ctx.style(Token::Header)),
        Row::Pair(label, value) => pair(label, value, Token::Base),
        Row::Sum(label, value) => pair(label, value, Token::Strong),
        Row::Words(words) => Line::styled(
            fit(&format!("  {words}"), room, Side::Left, ctx.symbols),
            ctx.style(Token::Base),
        ),
    }
}

/// What happened at a drawer, page by page.
#[derive(Debug, Default)]
pub(super) struct Entries {
    grid: Grid<DrawerEntry>,
    page: Option<DrawerEntries>,
}

impl Entries {
    /// Takes a page: the first one, or what follows.
    pub fn take(&mut self, page: &DrawerEntries, follows: bool) {
        let more = page.next.is_some();
        if follows {
            self.grid.append(page.rows.clone(), more);
        } else {
            self.grid.set(page.rows.clone(), more);
        }
        self.page = Some(page.clone());
    }

    /// Where the next page begins, where the choice came to the end of what was read.
    pub fn act(&mut self, action: Action) -> Option<PageKey> {
        match self.grid.on_action(action) {
            Moved::WantsMore => self.page.as_ref().and_then(|page| page.next.clone()),
            _ => None,
        }
    }

    /// Draws it.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::ENTRIES_TITLE), true);
        let sums = self.page.iter().flat_map(|page| &page.sums);
        let sums: Vec<String> = sums
            .map(|(tender, count, amount)| {
                let tender = t::tender(*tender);
                let say = match amount {
                    Some(amount) => t::ENTRIES_SUM.with("amount", *amount),
                    None => t::ENTRIES_COUNT.into(),
                };
                ctx.say(&say.with("tender", tender).with("n", *count))
            })
            .collect();
        let foot = sums.join("   ");
        let look = Look {
            columns: COLUMNS,
            cells: &|row| cells(row, ctx),
            empty: t::ENTRIES_NONE.into(),
            foot: Some(crate::ui::text::frame::PLAIN.with("text", foot)),
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }
}

const fn column(title: Text, span: Wide, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(t::COL_AT, Wide::Fixed(8), Side::Left, 0),
    column(t::COL_WHAT, Wide::Rest(18), Side::Left, 0),
    column(t::COL_TENDER, Wide::Fixed(13), Side::Left, 2),
    column(t::COL_LABEL, Wide::Rest(14), Side::Left, 1),
    column(t::COL_AMOUNT, Wide::Fixed(14), Side::Right, 0),
];

fn cells(row: &DrawerEntry, ctx: &Ctx) -> Vec<Cell> {
    vec![
        Cell::new(ctx.voice.clock_seconds(row.at), Token::Dim),
        Cell::new(ctx.text(t::kind(row.kind)), Token::Base),
        Cell::new(ctx.text(t::tender(row.tender)), Token::Base),
        Cell::new(plain(&row.label), Token::Base),
        Cell::new(ctx.voice.figure(row.amount), Token::Money),
    ]
}
