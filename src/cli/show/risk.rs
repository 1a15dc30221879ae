//! Exposure, what-if and limits.

use super::{
    draws,
    table::{Facts, Table, figures, words},
    under, yes_no,
};
use crate::{
    domain::LimitEffect,
    ops::{ExposureView, LimitPreview, LimitRow, NumberScope, NumberTicket, WhatIf},
    ui::text::{Text, Voice, column as c, name},
};

pub fn exposure(view: &ExposureView, voice: Voice) -> String {
    let worst = view.worst.as_ref();
    let facts = Facts::new(voice)
        .with(
            c::DRAW,
            format!("{} {}", view.draw.name, super::moment(view.draw.at, voice)),
        )
        .with(c::STATE, voice.text(name::draw_state(view.draw.state)))
        .with(c::STAKES, voice.money(view.stakes))
        .with(c::COMMISSION, voice.money(view.commission))
        .with_some(
            c::LAID_COST,
            view.laid_cost
                .is_positive()
                .then(|| voice.money(view.laid_cost)),
        )
        .with_some(
            c::WORST,
            worst.map(|(number, liability)| format!("{number}  {}", voice.money(*liability))),
        );
    let columns = [
        words(c::NUMBER),
        figures(c::STRAIGHT),
        figures(c::REVENTADO),
        figures(c::LIABILITY),
        figures(c::LAID_OFF),
        figures(c::RETAINED),
        figures(c::TICKETS),
        figures(c::LIMIT),
        words(c::BLOCKED),
    ];
    let mut table = Table::new(voice, &columns);
    for cell in &view.cells {
        let limit = cell.limit.map(|limit| voice.figure(limit));
        let blocked = cell.blocked.then(|| yes_no(true, voice));
        table.row([
            cell.number.to_string(),
            voice.figure(cell.used.straight),
            voice.figure(cell.used.reventado),
            voice.figure(cell.liability),
            voice.figure(cell.laid_off),
            voice.figure(cell.retained()),
            voice.count(cell.tickets),
            limit.unwrap_or_default(),
            blocked.unwrap_or_default(),
        ]);
    }
    format!("{}\n{}", facts.text(), table.text())
}

pub fn what_if(what: &WhatIf, voice: Voice) -> String {
    let mut cash = Table::new(voice, &[words(c::SHOP), figures(c::PRIZES)]);
    for (shop, prizes) in &what.cash {
        cash.row([shop.clone(), voice.figure(*prizes)]);
    }
    let mut worst = Table::new(voice, &[words(c::RESULT), figures(c::NET)]);
    for (result, net) in &what.worst_ten {
        worst.row([draws::result(result), voice.figure(*net)]);
    }
    format!(
        "{}{}{}",
        draws::preview(&what.preview, voice),
        under(c::CASH_NEEDED, &cash.text(), voice),
        under(c::WORST_TEN, &worst.text(), voice)
    )
}

pub fn number_scopes(rows: &[NumberScope], voice: Voice) -> String {
    let columns = [
        words(c::SCOPE),
        words(c::SHOP),
        figures(c::STRAIGHT),
        figures(c::REVENTADO),
        figures(c::LIABILITY),
        figures(c::TICKETS),
        figures(c::LIMIT),
        figures(c::USED),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        let cell = &row.cell;
        let limit = cell.limit.map(|limit| voice.figure(limit));
        let used = cell.share.map(|percent| format!("{percent} %"));
        table.row([
            row.name.clone(),
            row.ventana.clone().unwrap_or_default(),
            voice.figure(cell.used.straight),
            voice.figure(cell.used.reventado),
            voice.figure(cell.liability),
            voice.count(cell.tickets),
            limit.unwrap_or_default(),
            used.unwrap_or_default(),
        ]);
    }
    table.text()
}

pub fn number_tickets(rows: &[NumberTicket], voice: Voice) -> String {
    let columns = [
        words(c::TICKET),
        words(c::SHOP),
        words(c::SELLER),
        words(c::SOLD_AT),
        figures(c::STRAIGHT),
        figures(c::REVENTADO),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        table.row([
            row.code.to_string(),
            row.ventana.clone(),
            row.vendedor.clone(),
            super::moment(row.sold_at, voice),
            voice.figure(row.straight),
            voice.figure(row.reventado),
        ]);
    }
    table.text()
}

pub fn limits(rows: &[LimitRow], voice: Voice) -> String {
    let columns = [
        words(c::RULE),
        words(c::SCOPE),
        words(c::LOTTERY),
        words(c::NUMBER),
        words(c::EFFECT),
        figures(c::LIMIT),
        words(c::SET_BY),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        let numbers: Vec<String> = row.rule.numbers.iter().map(u16::to_string).collect();
        let (effect, amount) = effect(&row.rule.effect, voice);
        table.row([
            row.rule.id.to_string(),
            row.scope_name.clone(),
            row.lottery_name.clone().unwrap_or_default(),
            numbers.join(" "),
            voice.text(effect).to_owned(),
            amount,
            row.set_by.clone(),
        ]);
    }
    table.text()
}

pub fn past(past: &LimitPreview, voice: Voice) -> String {
    let columns = [
        words(c::LOTTERY),
        words(c::DRAW),
        figures(c::TICKETS),
        figures(c::STAKES),
        figures(c::TOUCHED),
        figures(c::REFUSED),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &past.draws {
        let figures = row.figures;
        table.row([
            row.name.clone(),
            super::moment(row.at, voice),
            figures.tickets.to_string(),
            voice.figure(figures.sold),
            figures.touched.to_string(),
            voice.figure(figures.refused),
        ]);
    }
    table.text()
}

fn effect(effect: &LimitEffect, voice: Voice) -> (Text, String) {
    match effect {
        LimitEffect::PerTicket { amount } => (c::EFFECT_PER_TICKET, voice.figure(*amount)),
        LimitEffect::Accumulated { amount, .. } => (c::EFFECT_ACCUMULATED, voice.figure(*amount)),
        LimitEffect::Dynamic { base, percent, .. } => {
            let base = voice.figure(*base);
            (c::EFFECT_DYNAMIC, format!("{base} {percent} %"))
        }
        LimitEffect::Blocked => (c::EFFECT_BLOCKED, String::new()),
        LimitEffect::Cutoff { minutes } => (c::EFFECT_CUTOFF, format!("{minutes} min")),
    }
}
