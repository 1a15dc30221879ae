//! Shifts of drawers: X, history, what happened, the house's rules.

use super::{
    drawers, moment,
    table::{Facts, Table, figures, words},
    yes_no,
};
use crate::{
    domain::view::{DrawerEntries, DrawerPage, DrawerSettings},
    ops::ShiftAnswer,
    ui::{
        keymap::Keymap,
        shift_paper as paper,
        text::{Voice, column as c, name, shift as t},
    },
};

/// Columns of a report.
const WIDE: usize = 60;

pub fn answer(answer: &ShiftAnswer, voice: Voice, keys: &Keymap) -> String {
    match answer {
        ShiftAnswer::X(x) => paper::text(&paper::x(x, voice, keys), WIDE, voice),
        ShiftAnswer::Report(report) => drawers::report(report, voice, keys),
        ShiftAnswer::Entries(page) => entries(page, voice, keys),
        ShiftAnswer::List(page) => list(page, voice, keys),
        ShiftAnswer::NoSale(view) => drawers::own(view, voice),
        ShiftAnswer::HandedOver(handed) => {
            let facts = Facts::new(voice)
                .with(t::HANDED, handed.to.as_str())
                .with(t::NEXT_FLOAT, voice.money(handed.float));
            format!(
                "{}{}",
                facts.text(),
                drawers::report(&handed.report, voice, keys)
            )
        }
        ShiftAnswer::Settings(found) => settings(found, voice),
    }
}

fn entries(page: &DrawerEntries, voice: Voice, keys: &Keymap) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(t::COL_AT),
            words(t::COL_WHAT),
            words(t::COL_TENDER),
            words(t::COL_LABEL),
            figures(t::COL_AMOUNT),
        ],
    );
    for row in &page.rows {
        table.row([
            moment(row.at, voice),
            voice.text(t::kind(row.kind)).to_owned(),
            voice.text(t::tender(row.tender)).to_owned(),
            row.label.clone(),
            voice.figure(row.amount),
        ]);
    }
    let mut text = table.text();
    for (tender, count, amount) in &page.sums {
        let tender = voice.text(t::tender(*tender)).to_owned();
        let say = match amount {
            Some(amount) => t::ENTRIES_SUM
                .with("tender", tender)
                .with("n", *count)
                .with("amount", *amount),
            None => t::ENTRIES_COUNT.with("tender", tender).with("n", *count),
        };
        text.push_str(&say.in_voice(voice, keys));
        text.push('\n');
    }
    text
}

fn list(page: &DrawerPage, voice: Voice, keys: &Keymap) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(c::TERMINAL),
            figures(c::Z_NUMBER),
            words(c::USER),
            words(c::STATE),
            words(c::OPENED),
            words(c::CLOSED),
            figures(c::EXPECTED),
            figures(c::COUNTED),
            words(t::COL_REVIEW),
            words(t::COL_NOTE),
        ],
    );
    for row in &page.rows {
        let money = |amount: Option<_>| amount.map(|amount| voice.figure(amount));
        let closed = row.closed_at.map(|at| moment(at, voice));
        table.row([
            row.terminal.clone(),
            row.z_number.map(|z| z.to_string()).unwrap_or_default(),
            row.user.clone(),
            voice.text(name::drawer_state(row.state)).to_owned(),
            moment(row.opened_at, voice),
            closed.unwrap_or_default(),
            money(row.expected).unwrap_or_default(),
            money(row.counted).unwrap_or_default(),
            row.reviewed_by.clone().unwrap_or_default(),
            row.review_note.clone(),
        ]);
    }
    let mut text = table.text();
    if page.waiting > 0 {
        let waiting = t::WAITING.with("n", page.waiting);
        text.push_str(&waiting.in_voice(voice, keys));
        text.push('\n');
    }
    text
}

fn settings(found: &DrawerSettings, voice: Voice) -> String {
    let above = found.drop_above.map(|most| voice.money(most));
    Facts::new(voice)
        .with(t::SET_DROP_LIMIT, voice.money(found.drop_limit))
        .with(t::SET_PAY_OUT_LIMIT, voice.money(found.pay_out_limit))
        .with_some(t::SET_DROP_ABOVE, above)
        .with(t::SET_DIFFERENCE, voice.money(found.difference_limit))
        .with(t::SET_SHORT, voice.text(t::bearer(found.short_borne_by)))
        .with(t::SET_BLIND, yes_no(found.blind_count, voice))
        .with(t::SET_FIVE, voice.date(found.five_until))
        .text()
}
