//! Lay-offs as plain text for every door: the slip of 48 columns, a message for a chat, a table for other programs.

use super::list_paper::{WIDE, apart, draw};
use super::plain::plain;
use super::text::{Arg, Say, Voice, layoff as t};
use crate::domain::layoff::{LayOffLine, LayOffStep, LayOffTerms};
use crate::domain::view::LayOffView;
use crate::domain::{BetKind, Money, Number};
use crate::sheet::{Sheet, Value};
use crate::ui::keymap::Keymap;

/// What the other house pays: `85x · R 200x`.
pub fn pays(terms: &LayOffTerms) -> String {
    let straight = format!("{}x", terms.factor);
    terms.reventado.map_or_else(
        || straight.clone(),
        |reventado| format!("{straight} · R {reventado}x"),
    )
}

/// A worst case: number and what it costs.
pub fn worst(of: Option<(Number, Money)>, voice: Voice) -> String {
    of.map(|(number, cost)| format!("{number}  {}", voice.money(cost)))
        .unwrap_or_default()
}

/// A line of a message: `23  1 100`, with an R behind where it is a reventado.
fn written(line: &LayOffLine, voice: Voice) -> String {
    let mark = match line.kind {
        BetKind::Straight => "",
        BetKind::Reventado => " R",
    };
    format!("{}  {}{mark}", line.number, voice.figure(line.stake))
}

/// The slip: what is passed on, at what price, and where the other house signs.
pub fn slip(view: &LayOffView, voice: Voice, keys: &Keymap) -> Vec<String> {
    let rule = "-".repeat(WIDE);
    let said = |say: Say| apart(&say.in_voice(voice, keys), "").trim_end().to_owned();
    let row = &view.row;
    let mut lines = vec![
        plain(&view.banca).into_owned(),
        said(t::SLIP_TITLE.with("number", row.number)),
        said(t::SLIP_DRAW.with("draw", draw(&view.draw, voice))),
        said(t::SLIP_HOUSE.with("house", row.house.as_str())),
        said(t::SLIP_PAYS.with("pays", pays(&view.terms))),
        said(t::SLIP_STATE.with("state", t::state(row.state))),
        said(t::SLIP_AT.with("at", Arg::Moment(view.now))),
        rule.clone(),
    ];
    for one in &view.lines {
        let words = format!(
            "{}  {}",
            one.line.number,
            voice.text(match one.line.kind {
                BetKind::Straight => t::STRAIGHT,
                BetKind::Reventado => t::REVENTADO,
            })
        );
        lines.push(apart(&words, &voice.figure(one.line.stake)));
    }
    lines.push(rule.clone());
    let mut sums = vec![
        (t::FACT_STAKES, row.stakes),
        (t::FACT_COMMISSION, view.commission),
        (t::FACT_COST, row.cost),
    ];
    sums.extend(row.share.map(|share| (t::FACT_SHARE, share)));
    lines.extend(
        sums.into_iter()
            .map(|(text, money)| apart(voice.text(text), &voice.figure(money))),
    );
    let accepted = view
        .steps
        .iter()
        .find(|step| step.step == LayOffStep::Accepted);
    lines.push(rule);
    match accepted {
        Some(step) => {
            lines.push(said(t::SLIP_SIGNED.with("name", step.answered.as_str())));
            lines.push(said(
                t::SLIP_REFERENCE.with("reference", step.reference.as_str()),
            ));
            lines.push(said(
                t::SLIP_TAKEN
                    .with("at", Arg::Moment(step.at))
                    .with("by", step.by.as_str()),
            ));
        }
        None => lines.push(voice.text(t::SLIP_SIGN).to_owned()),
    }
    lines
}

/// A message for a chat: short, and nothing that a phone would break.
pub fn message(view: &LayOffView, voice: Voice, keys: &Keymap) -> String {
    let row = &view.row;
    let mut lines = vec![
        t::MESSAGE_HEAD
            .with("number", row.number)
            .with("banca", plain(&view.banca).into_owned())
            .in_voice(voice, keys),
        draw(&view.draw, voice),
    ];
    lines.extend(view.lines.iter().map(|one| written(&one.line, voice)));
    lines.push(
        t::MESSAGE_SUM
            .with("stakes", row.stakes)
            .with("pays", pays(&view.terms))
            .in_voice(voice, keys),
    );
    if view.commission.is_positive() {
        lines.push(
            t::MESSAGE_COST
                .with("commission", view.commission)
                .with("cost", row.cost)
                .in_voice(voice, keys),
        );
    }
    lines.push(voice.text(t::MESSAGE_ASK).to_owned());
    lines.join("\n")
}

/// A lay-off as a table: a row a line.
pub fn sheet(view: &LayOffView, voice: Voice) -> Sheet {
    let head = |text| voice.text(text).to_owned();
    let rows = view
        .lines
        .iter()
        .map(|one| {
            vec![
                Value::Text(one.line.number.to_string()),
                Value::Text(head(match one.line.kind {
                    BetKind::Straight => t::STRAIGHT,
                    BetKind::Reventado => t::REVENTADO,
                })),
                Value::Money(one.line.stake),
                Value::Text(one.line.factor.to_string()),
                one.share.map_or(Value::Empty, Value::Money),
            ]
        })
        .collect();
    Sheet {
        title: format!(
            "{} {} {}",
            head(t::FACT_LAYOFF),
            view.row.number,
            draw(&view.draw, voice)
        ),
        columns: vec![
            head(t::COL_NUMBER),
            head(t::COL_KIND),
            head(t::COL_STAKE),
            head(t::COL_FACTOR),
            head(t::COL_SHARE),
        ],
        rows,
    }
}

/// A file's name without its ending.
pub fn file_name(view: &LayOffView, voice: Voice) -> String {
    format!("{}-{}", voice.text(t::FILE_NAME), view.row.number)
}
