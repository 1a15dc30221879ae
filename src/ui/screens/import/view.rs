//! How an import is drawn: what the file is and what it brings, and below it its lines, or the PINs that were made up.

use super::{APPLY, Importing, TRY};
use crate::domain::ImportWhat;
use crate::ops::{FirstPin, ImportFate, ImportedLine};
use crate::sheet::{Sheet, Value};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, Text, Voice, import as t, users};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Look, Side, Span, panel, panel_focused, rows, text, wrapped,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};

const fn words(title: Text, span: Span, rank: u8) -> Column {
    Column {
        title,
        span,
        side: Side::Left,
        rank,
    }
}

const LINES: &[Column] = &[
    Column {
        title: t::COL_LINE,
        span: Span::Fixed(6),
        side: Side::Right,
        rank: 0,
    },
    words(t::COL_ABOUT, Span::Fixed(24), 0),
    words(t::COL_FATE, Span::Fixed(9), 0),
    words(t::COL_WHY, Span::Rest(24), 0),
];

const PINS: &[Column] = &[
    words(users::USERNAME, Span::Fixed(16), 0),
    words(users::NAME, Span::Rest(16), 1),
    words(t::COL_PIN, Span::Fixed(10), 0),
];

impl Importing {
    pub(super) fn drawn(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let said: Vec<(String, Token)> = self
            .head(ctx)
            .iter()
            .map(|(say, token)| (ctx.say(say), *token))
            .collect();
        let wide = area.width.saturating_sub(4);
        let tall: u16 = said.iter().map(|(words, _)| wrapped(words, wide)).sum();
        let tall = tall.clamp(2, 6).saturating_add(2).min(area.height);
        let [head, body] = rows(area, [Constraint::Length(tall), Constraint::Min(0)]);
        let inside = panel(head, buf, ctx, ctx.text(t::TITLE));
        let mut y = inside.y;
        for (words, token) in &said {
            let room = inside.bottom().saturating_sub(y);
            let height = wrapped(words, inside.width).min(room);
            let spot = Rect {
                y,
                height,
                ..inside
            };
            text(spot, buf, words, ctx.style(*token));
            y = y.saturating_add(height);
        }
        if self.pins.rows().is_empty() {
            self.draw_lines(body, buf, ctx);
        } else {
            self.draw_pins(body, buf, ctx);
        }
    }

    /// What is read, what it brings, and what stands in the way.
    fn head(&self, ctx: &Ctx) -> Vec<(Say, Token)> {
        let mut all = Vec::new();
        if self.path.is_empty() || (self.file.is_none() && !self.reading) {
            let columns: Vec<&str> = self.what.columns().map(|(_, written)| written).collect();
            all.push((t::what(self.what).into(), Token::Strong));
            let columns = t::COLUMNS.with("columns", columns.join(", "));
            all.push((columns, Token::Dim));
            return all;
        }
        let file = t::FILE.with("what", t::what(self.what));
        all.push((file.with("path", self.path.as_str()), Token::Strong));
        if ctx.waits(APPLY) {
            let (done, of) = self.so_far.unwrap_or((0, 0));
            let say = t::WORKING.with("done", i64::from(done));
            all.push((say.with("of", i64::from(of)), Token::Info));
        } else if self.reading || ctx.waits(TRY) {
            all.push((t::READING.into(), Token::Info));
        } else if let Some(tried) = &self.tried {
            all.push((t::sums(tried), Token::Base));
            if tried.refused > 0 {
                all.push((t::FIX_FIRST.into(), Token::Warn));
            }
        }
        if !self.ignored.is_empty() {
            let columns = self.ignored.join(", ");
            all.push((t::IGNORED.with("columns", columns), Token::Warn));
        }
        all
    }

    fn draw_lines(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::COL_FATE), true);
        let look = Look {
            columns: LINES,
            cells: &|row| cells(row, ctx),
            empty: t::EMPTY.with("key", Action::ImportRead),
            foot: self.tried.as_ref().map(t::sums),
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }

    fn draw_pins(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::PINS), true);
        let cells = |row: &FirstPin| {
            vec![
                Cell::new(&row.username, Token::Strong),
                Cell::from(&row.name),
                Cell::new(&row.pin, Token::Accent),
            ]
        };
        let foot = t::PINS_FOOT.with("n", self.pins.rows().len());
        let look = Look {
            columns: PINS,
            cells: &cells,
            empty: t::EMPTY.with("key", Action::ImportRead),
            foot: Some(foot.with("key", Action::SessionPin)),
            focused: true,
        };
        self.pins.render(inside, buf, ctx, &look);
    }
}

fn cells(row: &ImportedLine, ctx: &Ctx) -> Vec<Cell> {
    let token = match row.fate {
        ImportFate::Refused => Token::Error,
        ImportFate::Changed => Token::Warn,
        ImportFate::New => Token::Ok,
        ImportFate::Unchanged => Token::Dim,
    };
    // The first of them; all stand in the row's own dialog.
    let details = t::details(row, *ctx.voice);
    let first = details.first().map(|say| ctx.say(say));
    let more = match details.len() {
        0 | 1 => String::new(),
        count => format!(" (+{})", count - 1),
    };
    vec![
        Cell::new(row.line.to_string(), Token::Dim),
        Cell::from(&row.label),
        Cell::new(ctx.text(t::fate(row.fate)), token),
        Cell::new(format!("{}{more}", first.unwrap_or_default()), Token::Base),
    ]
}

/// The lines as a table, to be mended elsewhere.
pub(super) fn sheet(lines: &[ImportedLine], what: ImportWhat, voice: Voice) -> Sheet {
    Sheet {
        title: voice.text(t::what(what)).to_owned(),
        columns: [t::COL_LINE, t::COL_ABOUT, t::COL_FATE, t::COL_WHY]
            .map(|head| voice.text(head).to_owned())
            .to_vec(),
        rows: lines
            .iter()
            .map(|row| {
                let details: Vec<String> = t::details(row, voice)
                    .iter()
                    .map(|say| say.without_keys(voice))
                    .collect();
                vec![
                    Value::Count(i64::from(row.line)),
                    Value::Text(row.label.clone()),
                    Value::Text(voice.text(t::fate(row.fate)).to_owned()),
                    Value::Text(details.join(" · ")),
                ]
            })
            .collect(),
    }
}
