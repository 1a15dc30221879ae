//! Accounts, statements, payments and collections, months and books.

use super::{
    moment,
    table::{Facts, Table, figures, words},
    yes_no,
};
use crate::{
    domain::statement::Sums,
    ops::{
        AccountList, DayTicketPage, LedgerAccount, LedgerPage, MonthView, MovementPage,
        MovementReceipt, Statement, StatementDay,
    },
    ui::{
        account_paper as paper,
        keymap::Keymap,
        text::{Arg, Voice, accounts as t, chart, column as c},
    },
};

pub fn list(list: &AccountList, voice: Voice) -> String {
    let columns = [
        words(t::COL_HOLDER),
        figures(t::COL_BALANCE),
        figures(t::COL_OVERDUE),
        figures(t::COL_CREDIT),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &list.rows {
        table.row([
            paper::holder(row.holder, &row.ventana, row.vendedor.as_deref()),
            voice.figure(row.balance),
            voice.figure(row.overdue),
            row.credit_limit
                .map(|limit| voice.figure(limit))
                .unwrap_or_default(),
        ]);
    }
    let facts = Facts::new(voice)
        .with(t::OWES, voice.money(list.owes))
        .with(t::OWED, voice.money(list.owed));
    format!("{}\n{}", table.text(), facts.text())
}

fn sums(sums: &Sums, voice: Voice) -> [String; 5] {
    [
        voice.figure(sums.sales),
        voice.figure(sums.payouts),
        voice.figure(sums.commission),
        voice.figure(sums.paid),
        voice.figure(sums.collected),
    ]
}

pub fn statement(statement: &Statement, voice: Voice) -> String {
    let columns = [
        words(t::COL_DAY),
        figures(t::COL_SALES),
        figures(t::COL_PAYOUTS),
        figures(t::COL_COMMISSION),
        figures(t::COL_OTHER),
        figures(t::COL_DAY_BALANCE),
        figures(t::COL_PAID),
        figures(t::COL_COLLECTED),
        figures(t::COL_REMAINING),
        words(c::STATE),
    ];
    let mut table = Table::new(voice, &columns);
    for line in &statement.days {
        let [sales, payouts, commission, paid, collected] = sums(&line.day.sums, voice);
        let mut marks = Vec::new();
        if line.day.frozen {
            marks.push(voice.text(t::FROZEN));
        }
        if line.settled {
            marks.push(voice.text(t::SETTLED));
        }
        table.row([
            line.day.date.to_string(),
            sales,
            payouts,
            commission,
            voice.figure(line.day.sums.other),
            voice.figure(line.balance),
            paid,
            collected,
            voice.figure(line.remaining),
            marks.join(", "),
        ]);
    }
    let [sales, payouts, commission, paid, collected] = sums(&statement.total, voice);
    table.row([
        voice.text(t::TOTAL).to_owned(),
        sales,
        payouts,
        commission,
        voice.figure(statement.total.other),
        voice.figure(statement.total.balance().unwrap_or_default()),
        paid,
        collected,
        voice.figure(statement.closing),
        String::new(),
    ]);
    let facts = Facts::new(voice)
        .with(
            t::COL_HOLDER,
            paper::holder(
                statement.holder,
                &statement.ventana,
                statement.vendedor.as_deref(),
            ),
        )
        .with(t::OPENING, voice.money(statement.opening))
        .with(t::CLOSING, voice.money(statement.closing));
    format!("{}\n{}", facts.text(), table.text())
}

pub fn day(day: &StatementDay, voice: Voice, keys: &Keymap) -> String {
    let columns = [
        words(c::AT),
        words(t::COL_DOCUMENT),
        figures(t::COL_SALES),
        figures(t::COL_PAYOUTS),
        figures(t::COL_COMMISSION),
        figures(t::COL_PAID),
        figures(t::COL_COLLECTED),
        figures(t::COL_REMAINING),
    ];
    let mut table = Table::new(voice, &columns);
    for entry in &day.entries {
        let [sales, payouts, commission, paid, collected] = sums(&entry.sums, voice);
        table.row([
            moment(entry.at, voice),
            paper::item(&entry.item, voice, keys),
            sales,
            payouts,
            commission,
            paid,
            collected,
            voice.figure(entry.remaining),
        ]);
    }
    let facts = Facts::new(voice)
        .with(t::OPENING, voice.money(day.previous))
        .with(t::CLOSING, voice.money(day.remaining));
    format!("{}\n{}", facts.text(), table.text())
}

pub fn tickets(page: &DayTicketPage, voice: Voice) -> String {
    let columns = [
        words(c::AT),
        words(c::TICKET),
        words(t::COL_EVENT),
        figures(t::COL_SALES),
        figures(t::COL_PAYOUTS),
        figures(t::COL_COMMISSION),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &page.rows {
        let event = paper::event(&row.event).map_or(row.event.as_str(), |text| voice.text(text));
        table.row([
            moment(row.at, voice),
            row.code.to_string(),
            event.to_owned(),
            voice.figure(row.sales),
            voice.figure(row.payouts),
            voice.figure(row.commission),
        ]);
    }
    with_next(table.text(), page.next.as_deref(), voice)
}

fn with_next(table: String, next: Option<&str>, voice: Voice) -> String {
    match next {
        None => table,
        Some(next) => {
            let facts = Facts::new(voice).with(c::NEXT_PAGE, next);
            format!("{table}\n{}", facts.text())
        }
    }
}

pub fn movements(page: &MovementPage, voice: Voice) -> String {
    let columns = [
        words(c::DATE),
        figures(t::COL_RECEIPT),
        words(t::COL_HOLDER),
        words(c::KIND),
        figures(c::AMOUNT),
        words(c::METHOD),
        words(t::COL_REFERENCE),
        words(c::WHO),
        words(t::COL_REVERSED),
        words(c::ID),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &page.rows {
        table.row([
            row.date.to_string(),
            row.number.to_string(),
            paper::holder(row.holder, &row.ventana, row.vendedor.as_deref()),
            voice.text(paper::kind(row.kind)).to_owned(),
            voice.figure(row.amount),
            voice.text(paper::method(row.method)).to_owned(),
            row.reference.clone(),
            row.by.clone(),
            yes_no(row.reversed.is_some(), voice),
            row.id.to_string(),
        ]);
    }
    with_next(table.text(), page.next.as_deref(), voice)
}

pub fn receipt(told: &MovementReceipt, voice: Voice, keys: &Keymap) -> String {
    let mut lines = paper::receipt(told, voice, keys).join("\n");
    lines.push('\n');
    lines
}

pub fn month(view: &MonthView, voice: Voice, keys: &Keymap) -> String {
    let columns = [
        words(t::COL_HOLDER),
        figures(t::COL_PREVIOUS),
        figures(t::COL_SALES),
        figures(t::COL_PAYOUTS),
        figures(t::COL_COMMISSION),
        figures(t::COL_PAID),
        figures(t::COL_COLLECTED),
        figures(t::COL_REMAINING),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &view.rows {
        let [sales, payouts, commission, paid, collected] = sums(&row.sums, voice);
        table.row([
            paper::holder(row.holder, &row.ventana, row.vendedor.as_deref()),
            voice.figure(row.previous),
            sales,
            payouts,
            commission,
            paid,
            collected,
            voice.figure(row.remaining),
        ]);
    }
    let mut out = Facts::new(voice)
        .with(t::MONTH, view.month.format("%Y-%m").to_string())
        .text();
    match &view.closed {
        Some(closed) => {
            let hash: String = closed.hash.chars().take(12).collect();
            let say = t::MONTH_CLOSED
                .with("name", closed.by.as_str())
                .with("at", Arg::Moment(closed.at))
                .with("hash", hash);
            out.push_str(&say.in_voice(voice, keys));
            out.push('\n');
        }
        None if view.obstacles.is_empty() => {
            out.push_str(voice.text(t::MONTH_READY));
            out.push('\n');
        }
        None => {
            for obstacle in &view.obstacles {
                out.push_str(&paper::obstacle(obstacle).in_voice(voice, keys));
                out.push('\n');
            }
        }
    }
    format!("{out}\n{}", table.text())
}

pub fn books(rows: &[LedgerAccount], voice: Voice) -> String {
    let columns = [
        words(t::COL_BOOK),
        figures(t::COL_ACCOUNT),
        words(c::NAME),
        figures(t::COL_DEBIT),
        figures(t::COL_CREDITED),
        figures(t::COL_BALANCE),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        table.row([
            row.book_name.clone(),
            row.code.to_string(),
            voice.text(chart::name(row.code)).to_owned(),
            voice.figure(row.debit),
            voice.figure(row.credit),
            voice.figure(row.balance),
        ]);
    }
    let end = if chart::even(rows) {
        t::BOOKS_ZERO
    } else {
        t::BOOKS_OFF
    };
    format!("{}\n{}\n", table.text(), voice.text(end))
}

pub fn entries(page: &LedgerPage, voice: Voice) -> String {
    let columns = [
        words(c::DATE),
        words(t::COL_CODE),
        words(t::COL_EVENT),
        words(t::COL_DOCUMENT),
        figures(t::COL_OTHER_ACCOUNT),
        figures(c::AMOUNT),
        words(c::WHO),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &page.rows {
        let event = paper::event(&row.event).map_or(row.event.as_str(), |text| voice.text(text));
        table.row([
            moment(row.at, voice),
            row.code.clone(),
            event.to_owned(),
            row.label.clone(),
            row.other.to_string(),
            voice.figure(row.amount),
            row.by.clone(),
        ]);
    }
    with_next(table.text(), page.next.as_deref(), voice)
}
