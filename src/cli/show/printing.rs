//! Receipts as they would be printed, printers, and their queue.

use super::table::{Facts, Table, figures, words};
use crate::{
    domain::{
        Columns,
        view::{PaperView, PrintQueue, PrinterRow},
    },
    ops::PrintAnswer,
    print::{Paper, lay_out, text},
    ui::{
        keymap::Keymap,
        text::{Say, Voice, name, printing as t},
    },
};

pub fn answer(told: &PrintAnswer, voice: Voice, keys: &Keymap) -> String {
    let said = |say: Say| format!("{}\n", say.in_voice(voice, keys));
    match told {
        PrintAnswer::Paper(view) => format!("{}\n", paper(view, Columns::Wide, voice)),
        PrintAnswer::Printed { paper, n, printer } => {
            let say = match printer {
                Some(printer) => t::PRINTED.with("printer", printer.as_str()),
                None => t::COPIED.into(),
            };
            said(
                say.with("number", paper.receipt.head().number.as_str())
                    .with("n", *n),
            )
        }
        PrintAnswer::Nothing | PrintAnswer::Work { work: None, .. } | PrintAnswer::Ended(None) => {
            said(t::NOTHING.into())
        }
        PrintAnswer::Work {
            work: Some(work), ..
        } => said(
            t::SENT
                .with("printer", work.printer.name.as_str())
                .with("n", 1_i64),
        ),
        PrintAnswer::Ended(Some(state)) => {
            format!("{}\n", voice.text(name::print_state(*state)))
        }
        PrintAnswer::Queue(found) => queue(found, voice),
        PrintAnswer::Printers(rows) => printers(rows, voice),
        PrintAnswer::Texts(texts) => Facts::new(voice)
            .with(t::LICENCE, texts.licence.as_str())
            .with(t::LEGAL_ID, texts.legal_id.as_str())
            .with(t::LEGAL, texts.legal.as_str())
            .text(),
    }
}

/// A paper as text, as wide as asked, in the console's language.
pub fn paper(view: &PaperView, columns: Columns, voice: Voice) -> String {
    let paper = Paper {
        columns,
        lang: voice.lang,
        money: voice.money,
        zone: view.zone,
        copy: (view.prints > 1).then(|| view.prints.saturating_sub(1)),
    };
    text(&lay_out(&view.receipt, paper))
}

fn queue(found: &PrintQueue, voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(t::COL_AT),
            words(t::COL_PRINTER),
            words(t::COL_WHAT),
            words(t::COL_STATE),
            figures(t::COL_TRIES),
            words(t::COL_BY),
            words(t::COL_ERROR),
            words(t::COL_JOB),
        ],
    );
    for row in &found.rows {
        let what = row.receipt.as_ref().map_or_else(
            || voice.text(t::TEST_PAGE).to_owned(),
            |(kind, number)| format!("{} {number}", voice.text(name::receipt_kind(*kind))),
        );
        table.row([
            voice.moment(row.at),
            row.printer.clone(),
            what,
            voice.text(name::print_state(row.state)).to_owned(),
            voice.count(row.attempts),
            row.by.clone(),
            row.last_error.clone(),
            row.id.to_string(),
        ]);
    }
    table.text()
}

fn printers(rows: &[PrinterRow], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(t::COL_SHOP),
            words(t::COL_PRINTER),
            words(t::COL_TERMINAL),
            words(t::COL_TARGET),
            figures(t::COL_COLUMNS),
            words(t::COL_AUTOMATIC),
            figures(t::COL_WAITING),
            figures(t::COL_FAILED),
        ],
    );
    for row in rows {
        let facts = &row.facts;
        let kinds: Vec<&str> = facts
            .automatic
            .iter()
            .map(|kind| voice.text(name::receipt_kind(*kind)))
            .collect();
        table.row([
            row.ventana_name.clone(),
            facts.name.clone(),
            facts.terminal.clone(),
            format!("{} {}", facts.target.name(), facts.address),
            facts.columns.count().to_string(),
            kinds.join(", "),
            voice.count(row.waiting),
            voice.count(row.failed),
        ]);
    }
    table.text()
}
