//! Lay-offs: a proposal, those of a draw, one with its lines and steps, the other houses.

use super::table::{Facts, Table, figures, words};
use crate::{
    domain::{BetKind, Percent, layoff::LayOffTerms},
    ops::{LayOffAnswer, LayOffList, LayOffProposal, LayOffView, OtherHouseRow},
    ui::{
        layoff_paper as paper, list_paper,
        text::{Voice, layoff as t},
    },
};

pub fn answer(answer: &LayOffAnswer, voice: Voice) -> String {
    match answer {
        LayOffAnswer::Proposal(proposal) => self::proposal(proposal, voice),
        LayOffAnswer::One(view) => one(view, voice),
        LayOffAnswer::List(list) => self::list(list, voice),
        LayOffAnswer::Houses(rows) => houses(rows, voice),
    }
}

fn kind(kind: BetKind, voice: Voice) -> String {
    voice
        .text(match kind {
            BetKind::Straight => t::STRAIGHT,
            BetKind::Reventado => t::REVENTADO,
        })
        .to_owned()
}

fn terms(terms: &LayOffTerms, facts: Facts, voice: Voice) -> Facts {
    facts
        .with(t::FACT_TARGET, voice.money(terms.target))
        .with(t::FACT_TERMS, paper::pays(terms))
}

fn proposal(told: &LayOffProposal, voice: Voice) -> String {
    let found = &told.proposal;
    let worst = |of: Option<_>| paper::worst(of, voice);
    let mut facts = Facts::new(voice).with(t::FACT_DRAW, list_paper::draw(&told.draw, voice));
    if !told.house.is_empty() {
        facts = facts.with(t::FACT_HOUSE, told.house.as_str());
    }
    let facts = terms(&told.terms, facts, voice)
        .with(
            t::FACT_WORST,
            format!("{} → {}", worst(found.before), worst(found.after)),
        )
        .with(t::FACT_STAKES, voice.money(found.stakes))
        .with(t::FACT_COMMISSION, voice.money(found.commission))
        .with(t::FACT_COST, voice.money(found.cost));
    let mut numbers = Table::new(
        voice,
        &[
            words(t::COL_NUMBER),
            figures(t::COL_BEFORE),
            figures(t::COL_STRAIGHT),
            figures(t::COL_REVENTADO),
            figures(t::COL_AFTER),
            figures(t::COL_BEYOND),
        ],
    );
    for one in &found.numbers {
        let passed = |kind| {
            let line = found
                .lines
                .iter()
                .find(|line| line.number == one.number && line.kind == kind);
            line.map(|line| voice.figure(line.stake))
                .unwrap_or_default()
        };
        numbers.row([
            one.number.to_string(),
            voice.figure(one.before),
            passed(BetKind::Straight),
            passed(BetKind::Reventado),
            voice.figure(one.after),
            voice.figure(one.beyond),
        ]);
    }
    format!("{}\n{}", facts.text(), numbers.text())
}

fn list(told: &LayOffList, voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            figures(t::COL_NO),
            words(t::COL_HOUSE),
            words(t::COL_STATE),
            figures(t::COL_STAKES),
            figures(t::COL_COST),
            figures(t::COL_SHARE),
            figures(t::COL_OWED),
            figures(t::COL_DUE),
            words(t::COL_BY),
            words(t::COL_AT),
        ],
    );
    for row in &told.rows {
        table.row([
            row.number.to_string(),
            row.house.clone(),
            voice.text(t::state(row.state)).to_owned(),
            voice.figure(row.stakes),
            voice.figure(row.cost),
            row.share
                .map(|share| voice.figure(share))
                .unwrap_or_default(),
            voice.figure(row.owed),
            voice.figure(row.due),
            row.by.clone(),
            super::moment(row.at, voice),
        ]);
    }
    let facts = Facts::new(voice).with(t::FACT_DRAW, list_paper::draw(&told.draw, voice));
    format!("{}\n{}", facts.text(), table.text())
}

fn one(view: &LayOffView, voice: Voice) -> String {
    let row = &view.row;
    let open = format!("{} · {}", voice.money(row.owed), voice.money(row.due));
    let facts = Facts::new(voice)
        .with(
            t::FACT_LAYOFF,
            format!("{} {}", row.number, voice.text(t::state(row.state))),
        )
        .with(t::FACT_DRAW, list_paper::draw(&view.draw, voice))
        .with(t::FACT_HOUSE, row.house.as_str());
    let mut facts = terms(&view.terms, facts, voice)
        .with(t::FACT_STAKES, voice.money(row.stakes))
        .with(t::FACT_COMMISSION, voice.money(view.commission))
        .with(t::FACT_COST, voice.money(row.cost));
    if let Some(share) = row.share {
        facts = facts.with(t::FACT_SHARE, voice.money(share));
    }
    let facts = facts.with(t::FACT_OPEN, open);
    let mut lines = Table::new(
        voice,
        &[
            words(t::COL_NUMBER),
            words(t::COL_KIND),
            figures(t::COL_STAKE),
            figures(t::COL_FACTOR),
            figures(t::COL_SHARE),
        ],
    );
    for one in &view.lines {
        lines.row([
            one.line.number.to_string(),
            kind(one.line.kind, voice),
            voice.figure(one.line.stake),
            one.line.factor.to_string(),
            one.share
                .map(|share| voice.figure(share))
                .unwrap_or_default(),
        ]);
    }
    let mut steps = Table::new(
        voice,
        &[
            words(t::COL_STEP),
            words(t::COL_AT),
            words(t::COL_BY),
            words(t::COL_ANSWERED),
            words(t::COL_REFERENCE),
            figures(t::COL_OWED),
            figures(t::COL_DUE),
        ],
    );
    for step in &view.steps {
        steps.row([
            voice.text(t::step_called(step.step)).to_owned(),
            super::moment(step.at, voice),
            step.by.clone(),
            step.answered.clone(),
            step.reference.clone(),
            voice.figure(step.owed),
            voice.figure(step.due),
        ]);
    }
    format!("{}\n{}\n{}", facts.text(), lines.text(), steps.text())
}

fn houses(rows: &[OtherHouseRow], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(t::COL_HOUSE),
            words(t::COL_CONTACT),
            figures(t::COL_COMMISSION),
            words(t::COL_ACTIVE),
            figures(t::COL_OWED),
            figures(t::COL_DUE),
        ],
    );
    for row in rows {
        table.row([
            row.name.clone(),
            row.contact.clone(),
            row.commission
                .map(|percent: Percent| format!("{percent} %"))
                .unwrap_or_default(),
            super::yes_no(row.active, voice),
            voice.figure(row.owed),
            voice.figure(row.due),
        ]);
    }
    table.text()
}
