//! Draws, seals, results and winners.

use super::{
    moment,
    table::{Facts, Table, figures, words},
    yes_no,
};
use crate::{
    domain::DrawResult,
    ops::{DrawRow, PlannedDraw, ResultPreview, Seal, WinnerRow},
    ui::text::{Voice, column as c, name},
};

/// `23 ROJA`.
pub fn result(result: &DrawResult) -> String {
    match &result.outcome {
        Some(outcome) => format!("{} {outcome}", result.number),
        None => result.number.to_string(),
    }
}

pub fn draws(rows: &[DrawRow], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(c::ID),
            words(c::DRAW),
            words(c::LOTTERY),
            words(c::CUTOFF),
            words(c::STATE),
            figures(c::TICKETS),
            figures(c::SOLD),
            words(c::RESULT),
            figures(c::WINNERS),
            figures(c::PRIZES),
            words(c::SEAL),
        ],
    );
    for row in rows {
        table.row([
            row.id.short(),
            moment(row.at, voice),
            row.name.clone(),
            voice.clock(row.cutoff),
            voice.text(name::draw_state(row.state)).to_owned(),
            voice.count(row.tickets),
            voice.figure(row.sold),
            row.result.as_ref().map(result).unwrap_or_default(),
            voice.count(row.winners),
            voice.figure(row.prizes),
            row.seal.clone().unwrap_or_default(),
        ]);
    }
    table.text()
}

pub fn planned(rows: &[PlannedDraw], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[words(c::DRAW), words(c::LOTTERY), words(c::EXISTS)],
    );
    for row in rows {
        table.row([
            moment(row.at, voice),
            row.lottery.clone(),
            yes_no(row.exists, voice),
        ]);
    }
    table.text()
}

pub fn seal(seal: &Seal, voice: Voice) -> String {
    Facts::new(voice)
        .with(c::SEAL, seal.short.as_str())
        .with(c::HASH, seal.root.as_str())
        .with(c::PREVIOUS, seal.previous.as_str())
        .with(c::TICKETS, voice.count(seal.tickets))
        .with(c::STAKES, voice.money(seal.stakes))
        .with(c::AT, moment(seal.at, voice))
        .text()
}

pub fn preview(preview: &ResultPreview, voice: Voice) -> String {
    Facts::new(voice)
        .with(c::RESULT, result(&preview.result))
        .with(c::WINNERS, voice.count(preview.winners))
        .with(c::STAKES, voice.money(preview.stakes))
        .with(c::COMMISSION, voice.money(preview.commission))
        .with(c::PRIZES, voice.money(preview.prizes))
        .with(c::NET, voice.money(preview.net))
        .with(c::RECLAIMED, voice.money(preview.reclaimed))
        .text()
}

pub fn winners(rows: &[WinnerRow], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(c::TICKET),
            words(c::SHOP),
            words(c::SELLER),
            figures(c::PRIZE),
            figures(c::PAID),
            words(c::STATE),
        ],
    );
    for row in rows {
        table.row([
            row.code.to_string(),
            row.ventana.clone(),
            row.vendedor.clone(),
            voice.figure(row.prize),
            voice.figure(row.paid),
            voice.text(name::prize_state(row.state)).to_owned(),
        ]);
    }
    table.text()
}
