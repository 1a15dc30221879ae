//! Draws, seals, results and winners.

use super::{
    moment,
    table::{Facts, Table, figures, words},
    yes_no,
};
use crate::{
    domain::DrawResult,
    ops::{
        Annulment, ClaimPage, DrawRow, HolidayRow, HotNumbers, Jobs, PlannedDraw, ResultPreview,
        Seal, ShopWinners, WinnerRow,
    },
    ui::text::{Voice, column as c, draw_life as life, name, system},
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
    let laid = !(preview.laid_off.is_zero() && preview.share.is_zero());
    Facts::new(voice)
        .with(c::RESULT, result(&preview.result))
        .with(c::WINNERS, voice.count(preview.winners))
        .with(c::STAKES, voice.money(preview.stakes))
        .with(c::COMMISSION, voice.money(preview.commission))
        .with(c::PRIZES, voice.money(preview.prizes))
        .with_some(c::LAID_COST, laid.then(|| voice.money(preview.laid_off)))
        .with_some(c::LAID_SHARE, laid.then(|| voice.money(preview.share)))
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
    let mut shops = Table::new(
        voice,
        &[
            words(c::SHOP),
            figures(c::TICKETS),
            figures(c::PRIZE),
            figures(c::PAID),
            figures(life::WINNERS_LEFT),
        ],
    );
    for shop in ShopWinners::of(rows) {
        shops.row([
            shop.ventana.clone(),
            voice.count(shop.tickets),
            voice.figure(shop.prize),
            voice.figure(shop.paid),
            voice.figure(shop.left()),
        ]);
    }
    if rows.is_empty() {
        return table.text();
    }
    format!("{}\n{}", table.text(), shops.text())
}

pub fn annulled(annulled: &Annulment, voice: Voice) -> String {
    Facts::new(voice)
        .with(c::TICKETS, voice.count(annulled.tickets))
        .with(c::STAKES, voice.money(annulled.stakes))
        .with(c::RECLAIMED, voice.money(annulled.reclaimed))
        .text()
}

pub fn holidays(rows: &[HolidayRow], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(life::COL_DAY),
            words(life::LOTTERY),
            words(life::COL_NAME),
            words(life::COL_BY),
        ],
    );
    for row in rows {
        let every = || voice.text(life::EVERY_LOTTERY).to_owned();
        table.row([
            row.day.to_string(),
            row.lottery_name.clone().unwrap_or_else(every),
            row.name.clone(),
            row.set_by.clone(),
        ]);
    }
    table.text()
}

pub fn claims(page: &ClaimPage, voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(c::TICKET),
            words(life::COL_OWNER),
            words(c::SHOP),
            words(c::LOTTERY),
            figures(life::COL_CLAIMED),
            figures(life::COL_OWED),
        ],
    );
    for row in &page.rows {
        table.row([
            row.code.to_string(),
            row.owner.clone(),
            row.ventana.clone().unwrap_or_default(),
            format!("{} {}", row.lottery, moment(row.draw_at, voice)),
            voice.figure(row.claimed),
            voice.figure(row.owed),
        ]);
    }
    table.text()
}

pub fn hot(found: &HotNumbers, voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(life::COL_NUMBER),
            figures(life::COL_TIMES),
            figures(life::COL_GAP),
            words(life::COL_LAST),
        ],
    );
    for row in &found.numbers {
        table.row([
            row.number.to_string(),
            row.times.to_string(),
            row.gap.map(|gap| gap.to_string()).unwrap_or_default(),
            row.last.map(|at| moment(at, voice)).unwrap_or_default(),
        ]);
    }
    table.text()
}

pub fn jobs(found: &Jobs, voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(system::JOB),
            words(system::JOB_LAST),
            words(system::JOB_NEXT),
            figures(system::JOB_DONE),
            figures(system::JOB_FAILURES),
            words(system::JOB_LATE),
        ],
    );
    for row in &found.jobs {
        let at = |at: Option<_>| at.map(|at| moment(at, voice)).unwrap_or_default();
        table.row([
            voice.text(name::job(&row.job)).to_owned(),
            at(row.last_run),
            at(row.next),
            row.done.to_string(),
            row.failures.to_string(),
            yes_no(row.late, voice),
        ]);
    }
    table.text()
}
