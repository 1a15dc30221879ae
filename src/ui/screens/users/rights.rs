//! The table of rights exactly as the gate knows it, with how many people hold a right by a grant of their own.

use super::{Users, column};
use crate::domain::rights::{RIGHTS, RightRow};
use crate::domain::{Grant, Right, Role};
use crate::ui::ctx::Ctx;
use crate::ui::text::{name, users as t, words};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Grid, Look, Side, Span, panel_focused};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const COLUMNS: &[Column] = &[
    column(t::RIGHT, Span::Rest(30), Side::Left, 0),
    column(words::VENDEDOR, Span::Fixed(12), Side::Left, 0),
    column(words::VENTANA, Span::Fixed(12), Side::Left, 0),
    column(words::ADMIN, Span::Fixed(14), Side::Left, 0),
];

/// All rows of the table.
pub(super) fn all() -> Grid<RightRow> {
    let mut grid = Grid::default();
    grid.set(RIGHTS.to_vec(), false);
    grid
}

fn cell(grant: Grant, ctx: &Ctx) -> Cell {
    match grant {
        Grant::No => Cell::new("–", Token::Dim),
        Grant::WithApproval => Cell::new("S", Token::Warn),
        Grant::Own => Cell::new(ctx.text(t::OWN), Token::Base),
        Grant::All => Cell::new(ctx.symbols.check, Token::Ok),
    }
}

impl Users {
    pub(super) fn render_rights(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::RIGHTS), true);
        let granted = self.users.rows().iter();
        let granted = granted
            .filter(|row| row.active && row.may_confirm && row.role != Role::Admin)
            .count();
        let cells = |row: &RightRow| {
            let mut right = ctx.text(name::right(row.right)).to_owned();
            if row.right == Right::ConfirmResult && granted > 0 {
                let say = t::RIGHT_GRANTED.with("right", right).with("n", granted);
                right = ctx.say(&say);
            }
            vec![
                Cell::new(right, Token::Base),
                cell(row.vendedor, ctx),
                cell(row.ventana, ctx),
                cell(row.admin, ctx),
            ]
        };
        let look = Look {
            columns: COLUMNS,
            cells: &cells,
            empty: t::RIGHTS.into(),
            foot: Some(t::RIGHTS_FOOT.into()),
            focused: true,
        };
        self.rights.render(inside, buf, ctx, &look);
    }
}
