//! How users and shops are drawn: side by side where there is room, else one at a time.

use super::{Pane, Users, column};
use crate::ops::{UserRow, VentanaRow};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{name, users as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Look, Side, Span, columns, panel_focused};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};

/// Draws the whole screen.
pub(super) fn render(screen: &Users, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    match screen.pane {
        Pane::Sessions => return screen.render_sessions(area, buf, ctx),
        Pane::Rights => return screen.render_rights(area, buf, ctx),
        Pane::Users | Pane::Ventanas => {}
    }
    if area.width >= 110 {
        let [left, right] = columns(area, [Constraint::Min(0), Constraint::Length(40)]);
        users(screen, left, buf, ctx);
        ventanas(screen, right, buf, ctx);
        return;
    }
    match screen.pane {
        Pane::Ventanas => ventanas(screen, area, buf, ctx),
        Pane::Users | Pane::Sessions | Pane::Rights => users(screen, area, buf, ctx),
    }
}

const USERS: &[Column] = &[
    column(t::USERNAME, Span::Fixed(12), Side::Left, 0),
    column(t::NAME, Span::Rest(14), Side::Left, 0),
    column(t::ROLE, Span::Fixed(13), Side::Left, 1),
    column(t::VENTANA, Span::Rest(10), Side::Left, 2),
    column(t::LIMIT, Span::Fixed(14), Side::Right, 4),
    column(t::STATE, Span::Fixed(16), Side::Left, 0),
    column(t::LAST, Span::Fixed(16), Side::Left, 5),
];

const VENTANAS: &[Column] = &[
    column(t::NAME, Span::Rest(12), Side::Left, 0),
    column(t::PEOPLE, Span::Fixed(8), Side::Right, 1),
    column(t::STATE, Span::Fixed(13), Side::Left, 0),
];

fn users(screen: &Users, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let focused = screen.pane == Pane::Users;
    let inside = panel_focused(area, buf, ctx, ctx.text(t::USERS), focused);
    let all = screen.users.rows();
    let active = all.iter().filter(|row| row.active).count();
    let look = Look {
        columns: USERS,
        cells: &|row| user_cells(row, ctx),
        empty: t::USERS_EMPTY.with("key", Action::UsersNew),
        foot: Some(t::FOOT.with("n", all.len()).with("active", active)),
        focused,
    };
    screen.users.render(inside, buf, ctx, &look);
}

fn user_cells(row: &UserRow, ctx: &Ctx) -> Vec<Cell> {
    let ink = if row.active { Token::Base } else { Token::Dim };
    let shop = row.ventana.as_ref().map_or("", |(_, name)| name.as_str());
    let limit = row.payout_limit.map_or_else(
        || Cell::new(ctx.text(t::HOUSE_LIMIT), Token::Dim),
        |limit| Cell::new(ctx.voice.figure(limit), Token::Money),
    );
    let last = row.last_sign_in.map_or_else(
        || ctx.text(t::NEVER).to_owned(),
        |at| format!("{} {}", ctx.voice.day(at), ctx.voice.clock(at)),
    );
    vec![
        Cell::new(
            &row.username,
            if row.active {
                Token::Strong
            } else {
                Token::Dim
            },
        ),
        Cell::new(&row.name, ink),
        Cell::new(ctx.text(name::role(row.role)), ink),
        Cell::new(shop, ink),
        limit,
        state(row, ctx),
        Cell::new(last, Token::Dim),
    ]
}

fn state(row: &UserRow, ctx: &Ctx) -> Cell {
    let locked = row.locked_until.filter(|until| *until > ctx.now);
    match (row.active, locked) {
        (false, _) => Cell::new(ctx.text(t::INACTIVE), Token::Dim),
        (true, Some(until)) => {
            let left = ctx.voice.countdown(until - ctx.now);
            Cell::new(ctx.say(&t::LOCKED.with("left", left)), Token::Warn)
        }
        (true, None) => Cell::new(ctx.text(t::ACTIVE), Token::Ok),
    }
}

fn ventanas(screen: &Users, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let focused = screen.pane == Pane::Ventanas;
    let inside = panel_focused(area, buf, ctx, ctx.text(t::VENTANAS), focused);
    let cells = |row: &VentanaRow| {
        let (word, token) = if row.active {
            (t::ACTIVE, Token::Ok)
        } else {
            (t::INACTIVE, Token::Dim)
        };
        vec![
            Cell::new(&row.name, if row.active { Token::Base } else { Token::Dim }),
            Cell::from(ctx.voice.count(row.users)),
            Cell::new(ctx.text(word), token),
        ]
    };
    let look = Look {
        columns: VENTANAS,
        cells: &cells,
        empty: t::VENTANAS_EMPTY.with("key", Action::UsersNew),
        foot: Some(t::VENTANAS_FOOT.with("n", screen.ventanas.rows().len())),
        focused,
    };
    screen.ventanas.render(inside, buf, ctx, &look);
}
