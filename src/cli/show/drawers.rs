//! Drawers, counts and Z reports.

use super::{
    moment,
    table::{Facts, Table, figures, words},
    yes_no,
};
use crate::{
    ops::{CountResult, DrawerReport, DrawerRow, DrawerView},
    ui::{
        keymap::Keymap,
        shift_paper as paper,
        text::{Voice, column as c, name},
    },
};

pub fn own(view: &DrawerView, voice: Voice) -> String {
    let state = view.state.map_or(c::NO, name::drawer_state);
    Facts::new(voice)
        .with(c::STATE, voice.text(state))
        .with_some(c::OPENED, view.opened_at.map(|at| moment(at, voice)))
        .with(c::FLOAT, voice.money(view.float))
        .with(c::TICKETS, voice.count(view.tickets))
        .with(c::PAYOUTS, voice.count(view.payouts))
        .with(c::COUNTS, view.counts.len().to_string())
        .text()
}

pub fn list(rows: &[DrawerRow], voice: Voice) -> String {
    let columns = [
        words(c::TERMINAL),
        words(c::USER),
        words(c::STATE),
        words(c::OPENED),
        words(c::CLOSED),
        figures(c::EXPECTED),
        figures(c::COUNTED),
        figures(c::Z_NUMBER),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        let money = |amount: Option<_>| amount.map(|amount| voice.figure(amount));
        table.row([
            row.terminal.clone(),
            row.user.clone(),
            voice.text(name::drawer_state(row.state)).to_owned(),
            moment(row.opened_at, voice),
            row.closed_at
                .map(|at| moment(at, voice))
                .unwrap_or_default(),
            money(row.expected).unwrap_or_default(),
            money(row.counted).unwrap_or_default(),
            row.z_number
                .map(|number| number.to_string())
                .unwrap_or_default(),
        ]);
    }
    table.text()
}

pub fn counted(count: &CountResult, voice: Voice) -> String {
    Facts::new(voice)
        .with(c::COUNTS, count.count.to_string())
        .with(c::COUNTED, voice.money(count.total))
        .with(c::AGREES, yes_no(count.agrees, voice))
        .with(c::NEEDS_APPROVAL, yes_no(count.needs_approval, voice))
        .text()
}

pub fn report(report: &DrawerReport, voice: Voice, keys: &Keymap) -> String {
    let facts = Facts::new(voice)
        .with(c::Z_NUMBER, report.z_number.to_string())
        .with(c::TERMINAL, report.terminal.as_str())
        .with(c::USER, report.user.as_str())
        .with(c::OPENED, moment(report.opened_at, voice))
        .with(c::CLOSED, moment(report.closed_at, voice))
        .with(c::FLOAT, voice.money(report.float))
        .with(c::SOLD, voice.money(report.sales))
        .with(c::CANCELLED_SUM, voice.money(report.cancelled))
        .with(c::PAYOUTS, voice.money(report.payouts))
        .with(c::PAY_IN, voice.money(report.pay_in))
        .with(c::DROPS, voice.money(report.drops))
        .with(c::PAY_OUT, voice.money(report.pay_out))
        .with(c::EXPECTED, voice.money(report.expected))
        .with(c::COUNTED, voice.money(report.counted))
        .with(c::DIFFERENCE, voice.money(report.difference))
        .with_some(
            c::AUDIT,
            report
                .audit
                .as_ref()
                .map(|head| format!("{} · {}", head.block, head.short())),
        )
        .with(c::HASH, report.hash.as_str())
        .text();
    let rows = paper::text(&paper::z(report, voice, keys), 60, voice);
    format!("{facts}{rows}")
}
