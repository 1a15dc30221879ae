//! How the log is drawn: the filter line, what was found, and the chain of sealed blocks below.

use super::{Audit, Chain};
use crate::ops::AuditEntry;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Arg, Say, Text, audit as t, reports};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Look, Side, Span, bar, fit, line, panel_focused, rows, width,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span as Piece};

const COLUMNS: &[Column] = &[
    column(t::AT, Span::Fixed(16), Side::Left, 0),
    column(t::WHO, Span::Rest(10), Side::Left, 0),
    column(t::WHAT, Span::Rest(14), Side::Left, 0),
    column(t::ABOUT, Span::Rest(16), Side::Left, 0),
    column(t::AMOUNT, Span::Fixed(11), Side::Right, 1),
    column(t::NOTE, Span::Rest(12), Side::Left, 3),
    column(t::VENTANA, Span::Rest(10), Side::Left, 2),
    column(t::TERMINAL, Span::Fixed(10), Side::Left, 4),
];

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

impl Audit {
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let tall = [
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
        ];
        let [head, list, foot] = rows(area, tall);
        self.draw_line(head, buf, ctx);
        match &self.detail {
            Some(detail) => detail.draw(list, buf, ctx),
            None => self.draw_found(list, buf, ctx),
        }
        self.draw_chain(foot, buf, ctx);
    }

    fn draw_line(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let label = format!("{}: ", ctx.text(reports::FILTER));
        let (written, token) = if self.line.is_empty() {
            let say = t::EVERYTHING.with("key", Action::ListFilter);
            (ctx.say(&say), Token::Dim)
        } else {
            (self.line.clone(), Token::Strong)
        };
        let room = usize::from(area.width).saturating_sub(width(&label));
        let written = crate::ui::plain::plain(&written);
        let words = fit(&written, room, Side::Left, ctx.symbols);
        let pieces = vec![
            Piece::styled(label, ctx.style(Token::Dim)),
            Piece::styled(words, ctx.style(token)),
        ];
        line(area, buf, 0, &Line::from(pieces));
    }

    /// What stands below the rows, or in their place while there are none.
    fn told(&self) -> Say {
        let n = self.grid.rows().len();
        if self.file.is_some() {
            return t::GATHERING.with("n", n).with("key", Action::ListBack);
        }
        if let (Some(_), Some(next)) = (self.wanted, &self.next) {
            return t::SEARCHING
                .with("at", Arg::Moment(next.at))
                .with("looked", self.looked)
                .with("n", n)
                .with("key", Action::ListBack);
        }
        if self.stopped {
            return t::STOPPED.with("looked", self.looked);
        }
        t::FOOT.with("n", n).with("looked", self.looked)
    }

    fn draw_found(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::TITLE), true);
        let on_its_way = self.wanted.is_some() || self.stopped;
        let empty = if on_its_way {
            self.told()
        } else {
            t::EMPTY.with("key", Action::ListFilter)
        };
        let look = Look {
            columns: COLUMNS,
            cells: &|entry: &AuditEntry| cells(entry, ctx),
            empty,
            foot: Some(self.told()),
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }

    /// The chain: how far it goes, how far it is checked, and whether it holds.
    fn draw_chain(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let label = format!("{}: ", ctx.text(t::CHAIN));
        let Some(chain) = &self.chain else {
            return;
        };
        let (say, token) = chain.told();
        let mut pieces = vec![Piece::styled(label, ctx.style(Token::Dim))];
        if chain.under_way {
            let of = |n: i64| u64::try_from(n).unwrap_or(0);
            let (full, rest) = bar(
                of(chain.state.checked),
                of(chain.state.blocks),
                20,
                ctx.symbols,
            );
            pieces.push(Piece::styled(full, ctx.style(Token::Bar)));
            pieces.push(Piece::styled(rest, ctx.style(Token::Dim)));
            pieces.push(Piece::raw(" "));
        }
        let used: usize = pieces.iter().map(|piece| width(&piece.content)).sum();
        let room = usize::from(area.width).saturating_sub(used);
        let words = fit(&ctx.say(&say), room, Side::Left, ctx.symbols);
        pieces.push(Piece::styled(words, ctx.style(token)));
        line(area, buf, 0, &Line::from(pieces));
    }
}

impl Chain {
    fn told(&self) -> (Say, Token) {
        let state = &self.state;
        if self.under_way {
            let say = t::CHAIN_CHECKING
                .with("checked", state.checked)
                .with("blocks", state.blocks);
            return (say, Token::Base);
        }
        if state.broken.is_some() {
            return (t::chain(state), Token::Error);
        }
        if self.begun && state.checked >= state.blocks && state.blocks > 0 {
            let mut done = state.clone();
            done.rows = self.rows;
            return (t::chain(&done), Token::Ok);
        }
        if self.begun && state.checked > 0 && state.checked < state.blocks {
            let say = t::CHAIN_STOPPED
                .with("checked", state.checked)
                .with("blocks", state.blocks);
            return (say, Token::Warn);
        }
        if state.blocks == 0 {
            return (t::CHAIN_NONE.with("waiting", state.waiting), Token::Dim);
        }
        let say = t::CHAIN_STATE
            .with("blocks", state.blocks)
            .with("sealed", state.sealed)
            .with("waiting", state.waiting)
            .with("key", Action::AuditCheck);
        (say, Token::Base)
    }
}

fn cells(entry: &AuditEntry, ctx: &Ctx) -> Vec<Cell> {
    let row = &entry.row;
    let who = match (&row.approved_by, row.who.is_empty()) {
        (_, true) => ctx.text(t::AUTOMATIC).to_owned(),
        (Some(second), false) => format!("{} + {second}", row.who),
        (None, false) => row.who.clone(),
    };
    let amount = row.amount.map(|amount| ctx.voice.figure(amount));
    let at = format!("{} {}", ctx.voice.day(row.at), ctx.voice.clock(row.at));
    vec![
        Cell::new(at, Token::Dim),
        Cell::new(who, Token::Base),
        Cell::new(t::did(row, *ctx.voice), Token::Strong),
        Cell::new(t::about(row, *ctx.voice), Token::Base),
        Cell::new(amount.unwrap_or_default(), Token::Money),
        Cell::new(&row.note, Token::Dim),
        Cell::new(&entry.ventana, Token::Base),
        Cell::new(&row.terminal, Token::Dim),
    ]
}
