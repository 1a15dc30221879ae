//! What shops owe the house, on the home screen: told to whoever has no drawer to look at, and as a warning where it grew old.

use crate::domain::view::AccountList;
use crate::domain::{Holder, Money};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, home as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{line, panel, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Shops with a debt that is older than a week: how many, and what of their debts is that old.
fn old(debts: &AccountList) -> (usize, Money) {
    let old = || {
        let shops = debts.rows.iter();
        shops
            .filter(|row| matches!(row.holder, Holder::Ventana { .. }) && row.overdue.is_positive())
    };
    let sum = Money::try_sum(old().map(|row| row.overdue)).unwrap_or_default();
    (old().count(), sum)
}

/// The warning that somebody has owed for more than a week.
pub(super) fn alert(debts: &AccountList) -> Option<Say> {
    let (shops, sum) = old(debts);
    (shops > 0).then(|| {
        t::OLD_DEBTS
            .with("n", shops)
            .with("sum", sum)
            .with("key", Action::GoAccounts)
    })
}

/// What is owed to the house and by it.
pub(super) fn render(debts: &AccountList, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let inside = panel(area, buf, ctx, ctx.text(t::DEBTS));
    if debts.owes.is_zero() && debts.owed.is_zero() {
        return text(inside, buf, ctx.text(t::NO_DEBTS), ctx.style(Token::Dim));
    }
    let (_, old) = old(debts);
    let owed = Money::ZERO.checked_sub(debts.owed).unwrap_or_default();
    let owes = t::SHOPS_OWE.with("sum", debts.owes).with("old", old);
    let owed = t::SHOPS_OWED.with("sum", owed);
    for (row, (say, token)) in (0..).zip([(owes, Token::Base), (owed, Token::Dim)]) {
        line(
            inside,
            buf,
            row,
            &Line::styled(ctx.say(&say), ctx.style(token)),
        );
    }
}
