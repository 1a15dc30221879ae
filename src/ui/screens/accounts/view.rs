//! How accounts are drawn: a panel that says whose and how much, and below it the rows.

use super::cells::{
    ACCOUNTS, BOOKS, DAYS, ENTRIES, MONTH, RECEIPTS, TICKETS, TRANSFERS, account, account_of_book,
    day, month, part, receipt, side, ticket, transfer,
};
use super::{Accounts, View, Whose};
use crate::domain::statement::Sums;
use crate::ops::{AccountRow, MonthView};
use crate::ui::account_paper as paper;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Arg, Say, Text, accounts as t, chart};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Grid, Look, Side, fit, line, panel, panel_focused, rows};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

impl Accounts {
    pub(super) fn drawn(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        match self.views.last() {
            None => self.render_list(area, buf, ctx),
            Some(view) => view.render(area, buf, ctx),
        }
    }

    fn render_list(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::TITLE), true);
        let foot = self.list.as_ref().map(|list| {
            t::LIST_FOOT
                .with("n", list.rows.len())
                .with("owes", list.owes)
                .with("owed", list.owed)
        });
        let look = Look {
            columns: ACCOUNTS,
            cells: &|row: &AccountRow| account(row, ctx),
            empty: t::EMPTY.into(),
            foot,
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }
}

/// A head with these lines, and the rest below it.
fn headed(area: Rect, buf: &mut Buffer, ctx: &Ctx, title: &str, says: &[(String, Token)]) -> Rect {
    let tall = u16::try_from(says.len()).unwrap_or(2).saturating_add(2);
    let [head, body] = rows(area, [Constraint::Length(tall), Constraint::Min(0)]);
    let inside = panel(head, buf, ctx, title);
    for (at, (words, token)) in (0..inside.height).zip(says) {
        let words = fit(words, usize::from(inside.width), Side::Left, ctx.symbols);
        line(inside, buf, at, &Line::styled(words, ctx.style(*token)));
    }
    body
}

fn grid<R>(
    shown: &Grid<R>,
    area: Rect,
    buf: &mut Buffer,
    ctx: &Ctx,
    (title, columns, foot): (Text, &[Column], Option<Say>),
    cells: &dyn Fn(&R) -> Vec<Cell>,
) {
    let inside = panel_focused(area, buf, ctx, ctx.text(title), true);
    let look = Look {
        columns,
        cells,
        empty: t::NOTHING.into(),
        foot,
        focused: true,
    };
    shown.render(inside, buf, ctx, &look);
}

impl View {
    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let says = self.head(ctx);
        let body = headed(area, buf, ctx, &self.title(ctx), &says);
        match self {
            View::Statement {
                told, grid: shown, ..
            } => {
                let foot = told.as_ref().map(|told| totals(&told.total));
                let of = (t::DAYS, DAYS, foot);
                grid(shown, body, buf, ctx, of, &|line| day(line, ctx));
            }
            View::Day { grid: shown, .. } => {
                let of = (t::DAY_DRAWS, ENTRIES, None);
                grid(shown, body, buf, ctx, of, &|entry| part(entry, ctx));
            }
            View::Tickets { grid: shown, .. } => {
                let foot = Some(t::ROWS_FOOT.with("n", shown.rows().len()));
                let of = (t::DAY_TICKETS, TICKETS, foot);
                grid(shown, body, buf, ctx, of, &|row| ticket(row, ctx));
            }
            View::Receipts { grid: shown, .. } => {
                let foot = Some(t::ROWS_FOOT.with("n", shown.rows().len()));
                let of = (t::RECEIPTS, RECEIPTS, foot);
                grid(shown, body, buf, ctx, of, &|row| receipt(row, ctx));
            }
            View::Month { grid: shown, .. } => {
                let of = (t::MONTH_CARRIES, MONTH, None);
                grid(shown, body, buf, ctx, of, &|row| month(row, ctx));
            }
            View::Books { grid: shown } => {
                let even = chart::even(shown.rows());
                let foot = if even { t::BOOKS_ZERO } else { t::BOOKS_OFF };
                let of = (t::TRIAL, BOOKS, Some(foot.into()));
                grid(shown, body, buf, ctx, of, &|row| account_of_book(row, ctx));
            }
            View::Entries { grid: shown, .. } => {
                let foot = Some(t::ROWS_FOOT.with("n", shown.rows().len()));
                let of = (t::TRANSFERS, TRANSFERS, foot);
                grid(shown, body, buf, ctx, of, &|row| transfer(row, ctx));
            }
        }
    }

    fn title(&self, ctx: &Ctx) -> String {
        let of = |text: Text, whose: &Whose| {
            let dot = ctx.symbols.dot;
            format!("{} {dot} {}", ctx.text(text), whose.name)
        };
        match self {
            View::Statement { whose, .. }
            | View::Day { whose, .. }
            | View::Tickets { whose, .. } => of(t::STATEMENT, whose),
            View::Receipts { whose, .. } => of(t::RECEIPTS, whose),
            View::Month { .. } => ctx.text(t::CLOSE_MONTH).to_owned(),
            View::Books { .. } => ctx.text(t::BOOKS).to_owned(),
            View::Entries { account, .. } => format!(
                "{} {} {} {}",
                crate::ui::plain::plain(&account.book_name),
                ctx.symbols.dot,
                account.code,
                ctx.text(chart::name(account.code))
            ),
        }
    }

    /// What stands above the rows.
    fn head(&self, ctx: &Ctx) -> Vec<(String, Token)> {
        let strong = |say: Say| (ctx.say(&say), Token::Strong);
        let dim = |say: Say| (ctx.say(&say), Token::Dim);
        match self {
            View::Statement { month, told, .. } => {
                let span = month.format("%Y-%m").to_string();
                let Some(told) = told else {
                    return vec![dim(t::READING.with("what", span)), dim(t::LAW.into())];
                };
                vec![
                    strong(
                        t::STATEMENT_HEAD
                            .with("month", span)
                            .with("opening", told.opening)
                            .with("closing", told.closing)
                            .with("side", side(told.closing)),
                    ),
                    dim(t::LAW.into()),
                ]
            }
            View::Day { date, told, .. } => {
                let Some(told) = told else {
                    return vec![dim(t::READING.with("what", date.to_string()))];
                };
                vec![strong(
                    t::DAY_HEAD
                        .with("date", *date)
                        .with("opening", told.previous)
                        .with("closing", told.remaining),
                )]
            }
            View::Tickets { date, name, .. } => vec![strong(
                t::TICKETS_HEAD
                    .with("name", name.as_str())
                    .with("date", *date),
            )],
            View::Receipts { .. } => vec![dim(
                t::RECEIPTS_HEAD.with("reverse", Action::AccountsReverse)
            )],
            View::Month { month, told, .. } => month_head(*month, told.as_deref(), &strong, &dim),
            View::Books { .. } => vec![dim(t::BOOKS_HEAD.into())],
            View::Entries { account, .. } => vec![strong(
                t::ENTRIES_HEAD
                    .with("debit", account.debit)
                    .with("credit", account.credit)
                    .with("balance", account.balance),
            )],
        }
    }
}

/// Who closed it, or what keeps it open: at most three of the reasons.
fn month_head(
    month: chrono::NaiveDate,
    told: Option<&MonthView>,
    strong: &dyn Fn(Say) -> (String, Token),
    dim: &dyn Fn(Say) -> (String, Token),
) -> Vec<(String, Token)> {
    let name = month.format("%Y-%m").to_string();
    let Some(told) = told else {
        return vec![dim(t::READING.with("what", name))];
    };
    let mut says = vec![strong(t::MONTH_NAMED.with("month", name))];
    match &told.closed {
        Some(closed) => says.push(dim(t::MONTH_CLOSED
            .with("name", closed.by.as_str())
            .with("at", Arg::Moment(closed.at))
            .with("hash", closed.hash.chars().take(12).collect::<String>()))),
        None if told.obstacles.is_empty() => {
            says.push(strong(
                t::MONTH_READY_KEY.with("key", Action::AccountsClose),
            ));
        }
        None => {
            let few = told.obstacles.iter().take(3);
            says.extend(few.map(|one| (dim(paper::obstacle(one)).0, Token::Warn)));
            let rest = told.obstacles.len().saturating_sub(3);
            if rest > 0 {
                says.push(dim(t::OBSTACLES_MORE.with("n", rest)));
            }
        }
    }
    says
}

fn totals(sums: &Sums) -> Say {
    t::TOTALS_FOOT
        .with("sales", sums.sales)
        .with("payouts", sums.payouts)
        .with("gain", sums.gain().unwrap_or_default())
}
