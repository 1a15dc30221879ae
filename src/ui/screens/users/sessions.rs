//! The sessions that live, and how they are ended.

use super::{Users, column};
use crate::ops::{EndSessions, Request, SessionRow};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Confirm, fact};
use crate::ui::text::{audit, frame, name, users as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Look, Side, Span, panel_focused};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const COLUMNS: &[Column] = &[
    column(t::USERNAME, Span::Fixed(10), Side::Left, 0),
    column(t::NAME, Span::Rest(12), Side::Left, 3),
    column(t::ROLE, Span::Fixed(13), Side::Left, 4),
    column(t::VENTANA, Span::Rest(10), Side::Left, 2),
    column(t::TERMINAL, Span::Fixed(10), Side::Left, 0),
    column(t::S_WHERE, Span::Rest(12), Side::Left, 1),
    column(t::S_SINCE, Span::Fixed(11), Side::Left, 5),
    column(t::S_SEEN, Span::Fixed(11), Side::Left, 1),
    column(t::STATE, Span::Fixed(10), Side::Left, 0),
];

impl Users {
    /// The question before a session is ended, or all of a person's; the command that does it.
    pub(super) fn ending(&self, all: bool, ctx: &Ctx) -> Option<(Request, Confirm)> {
        let row = self.sessions.chosen()?;
        let request = EndSessions {
            key: ctx.fresh_key(),
            user: row.user,
            session: (!all).then_some(row.session),
            reason: String::new(),
        };
        let facts = vec![
            fact(t::NAME, frame::PLAIN.with("text", row.name.as_str())),
            fact(
                t::TERMINAL,
                frame::PLAIN.with("text", row.terminal.as_str()),
            ),
        ];
        let question = if all { t::END_ALL_ASK } else { t::END_ASK };
        let confirm = Confirm::new(t::END, facts, question, t::END);
        Some((Request::EndSessions(request), confirm))
    }

    pub(super) fn render_sessions(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::SESSIONS), true);
        let cells = |row: &SessionRow| {
            let door = audit::door(&row.door).map_or(row.door.as_str(), |words| ctx.text(words));
            let place = if row.client.is_empty() {
                door.to_owned()
            } else {
                format!("{door} {}", row.client)
            };
            let moment = |at| {
                let day = ctx.voice.day(at);
                let day = day.get(5..).unwrap_or_default();
                format!("{day} {}", ctx.voice.clock(at))
            };
            let (word, token) = match (row.own, row.locked) {
                (true, _) => (t::S_OWN, Token::Strong),
                (false, Some(_)) => (t::S_LOCKED, Token::Warn),
                (false, None) => (t::S_OPEN, Token::Ok),
            };
            vec![
                Cell::new(&row.username, Token::Strong),
                Cell::new(&row.name, Token::Base),
                Cell::new(ctx.text(name::role(row.role)), Token::Dim),
                Cell::new(&row.ventana, Token::Base),
                Cell::new(&row.terminal, Token::Base),
                Cell::new(place, Token::Dim),
                Cell::new(moment(row.since), Token::Dim),
                Cell::new(row.seen.map(moment).unwrap_or_default(), Token::Base),
                Cell::new(ctx.text(word), token),
            ]
        };
        let all = self.sessions.rows();
        let look = Look {
            columns: COLUMNS,
            cells: &cells,
            empty: t::SESSIONS_EMPTY.into(),
            foot: Some(t::SESSIONS_FOOT.with("n", all.len())),
            focused: true,
        };
        self.sessions.render(inside, buf, ctx, &look);
    }
}
