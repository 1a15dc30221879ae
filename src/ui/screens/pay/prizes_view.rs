//! The picture of the list of prizes and payouts: the filters in words, the columns, the totals below.

use super::days::Days;
use super::filters::{Filter, filters};
use super::parts::moment;
use super::prizes::{Prizes, SORTS};
use crate::domain::{PayoutStatus, Right};
use crate::ops::PayoutRow;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Text, name, pay};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Look, Side, Span};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What a payout's status is called.
pub(super) const fn status_name(status: PayoutStatus) -> Text {
    match status {
        PayoutStatus::Pending => pay::STATUS_PENDING,
        PayoutStatus::Partial => pay::STATUS_PARTIAL,
        PayoutStatus::Completed => pay::STATUS_COMPLETED,
        PayoutStatus::Finalised => pay::STATUS_FINALISED,
        PayoutStatus::Reversed => pay::STATUS_REVERSED,
    }
}

impl Prizes {
    /// Draws filters and rows.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let taken = filters(area, buf, ctx, &self.filters(ctx));
        let rest = Rect {
            y: area.y.saturating_add(taken + 1),
            height: area.height.saturating_sub(taken + 1),
            ..area
        };
        let totals = &self.totals;
        let foot = pay::PRIZES_FOOT
            .with("n", totals.count)
            .with("paid", totals.paid)
            .with("pending", totals.pending)
            .with("finalised", totals.finalised);
        let look = Look {
            columns: COLUMNS,
            cells: &|row| cells(row, ctx),
            empty: self
                .list
                .problem
                .clone()
                .unwrap_or_else(|| pay::NO_PRIZES.into()),
            foot: Some(foot),
            focused: true,
        };
        self.list.grid.render(rest, buf, ctx, &look);
    }

    fn filters(&self, ctx: &Ctx) -> Vec<Filter> {
        let filter = |label, action, value: Option<String>| {
            let female = matches!(action, Action::PayFilterMethod | Action::PayFilterVentana);
            let all = if female {
                pay::ALL_FEMALE
            } else {
                pay::ALL_OF_THEM
            };
            Filter {
                label,
                action,
                set: value.is_some(),
                value: value.unwrap_or_else(|| ctx.text(all).to_owned()),
            }
        };
        let status = self
            .filter
            .status
            .map(|one| ctx.text(status_name(one)).to_owned());
        let method = self
            .filter
            .method
            .map(|one| ctx.text(name::pay_method(one)).to_owned());
        let code = self.filter.code.map(|code| code.to_string());
        let mut shown = vec![
            filter(pay::FILTER_STATUS, Action::PayFilterStatus, status),
            Filter {
                label: pay::FILTER_DATES,
                action: Action::PayFilterDates,
                value: ctx.say(&self.list.days.say()),
                set: self.list.days != Days::All,
            },
            filter(pay::FILTER_METHOD, Action::PayFilterMethod, method),
            filter(pay::FILTER_CODE, Action::ListFilter, code),
        ];
        if ctx.may(Right::ManageUsers) {
            shown.push(filter(
                pay::FILTER_VENDEDOR,
                Action::PayFilterVendedor,
                self.vendedor.clone(),
            ));
            shown.push(filter(
                pay::FILTER_VENTANA,
                Action::PayFilterVentana,
                self.ventana.clone(),
            ));
        }
        let (_, _, sort) = SORTS[self.sort()];
        shown.push(Filter {
            label: pay::FILTER_SORT,
            action: Action::PaySort,
            value: ctx.text(sort).to_owned(),
            set: false,
        });
        shown
    }
}

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(pay::COLUMN_CODE, Span::Fixed(14), Side::Left, 0),
    column(pay::COLUMN_STATUS, Span::Fixed(12), Side::Left, 0),
    column(pay::AMOUNT, Span::Fixed(12), Side::Right, 0),
    column(pay::REMAINING, Span::Fixed(12), Side::Right, 2),
    column(pay::COLUMN_AT, Span::Fixed(12), Side::Right, 1),
    column(pay::COLUMN_METHOD, Span::Fixed(13), Side::Left, 3),
    column(pay::COLUMN_WHO, Span::Rest(10), Side::Left, 4),
    column(pay::COLUMN_LOTTERY, Span::Rest(9), Side::Left, 5),
    column(pay::COLUMN_VENTANA, Span::Rest(9), Side::Left, 6),
];

/// The cells of a row.
pub(super) fn cells(row: &PayoutRow, ctx: &Ctx) -> Vec<Cell> {
    let (token, sign) = match row.status {
        PayoutStatus::Pending => (Token::Accent, ctx.symbols.dot),
        PayoutStatus::Partial => (Token::Warn, ctx.symbols.warn),
        PayoutStatus::Completed => (Token::Ok, ctx.symbols.check),
        PayoutStatus::Finalised => (Token::Dim, ctx.symbols.off),
        PayoutStatus::Reversed => (Token::Dim, ctx.symbols.cross),
    };
    let status = format!("{sign} {}", ctx.text(status_name(row.status)));
    let method = row
        .method
        .map_or("", |method| ctx.text(name::pay_method(method)));
    let rest = if row.remaining.is_zero() {
        String::new()
    } else {
        ctx.voice.figure(row.remaining)
    };
    vec![
        Cell::new(row.code.to_string(), Token::Strong),
        Cell::new(status, token),
        Cell::new(ctx.voice.figure(row.amount), Token::Money),
        Cell::new(rest, Token::Base),
        Cell::new(moment(row.at, ctx), Token::Dim),
        Cell::new(method, Token::Base),
        Cell::new(&row.user, Token::Base),
        Cell::new(&row.lottery, Token::Base),
        Cell::new(&row.ventana, Token::Dim),
    ]
}
