//! What shops owe the house, on the home screen: told to an administrator who has no drawer open, and as a warning where it grew old.

use crate::domain::view::AccountList;
use crate::domain::{Holder, Money};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, home as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{line, panel, text, width};
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
    let mut first = ctx.say(&t::SHOPS_OWE.with("sum", debts.owes));
    let owed = ctx.say(&t::SHOPS_OWED.with("sum", owed));
    // What the house owes itself gives way where it is narrow.
    let both = format!("{first} {} {owed}", ctx.symbols.dot);
    if width(&both) <= usize::from(inside.width) {
        first = both;
    }
    line(inside, buf, 0, &Line::styled(first, ctx.style(Token::Base)));
    let second = ctx.say(&t::SHOPS_OWE_OLD.with("sum", old));
    line(inside, buf, 1, &Line::styled(second, ctx.style(Token::Dim)));
}
