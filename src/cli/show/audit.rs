//! What was found in the activity log, and its sealed blocks.

use super::{
    moment,
    table::{Facts, Table, figures, words},
};
use crate::{
    ops::{AuditFound, AuditPage, ChainCheck},
    ui::{
        keymap::Keymap,
        text::{Voice, audit as t, column as c},
    },
};

pub fn found(found: &AuditFound, voice: Voice) -> String {
    let columns = [
        words(t::AT),
        words(t::WHO),
        words(t::VENTANA),
        words(t::TERMINAL),
        words(t::WHAT),
        words(t::ABOUT),
        figures(t::AMOUNT),
        words(t::NOTE),
        words(t::CONSENT),
    ];
    let mut table = Table::new(voice, &columns);
    for entry in &found.rows {
        let row = &entry.row;
        table.row([
            moment(row.at, voice),
            row.who.clone(),
            entry.ventana.clone(),
            row.terminal.clone(),
            t::did(row, voice),
            t::about(row, voice),
            row.amount
                .map(|money| voice.figure(money))
                .unwrap_or_default(),
            row.note.clone(),
            row.approved_by.clone().unwrap_or_default(),
        ]);
    }
    let foot = t::FOOT
        .with("n", found.rows.len())
        .with("looked", found.looked)
        .without_keys(voice);
    let more = found.next.as_ref().map(|_| voice.text(t::CUT_FOR_CLI));
    let more = more.map(|words| format!("{words}\n")).unwrap_or_default();
    format!("{}{foot}\n{more}", table.text())
}

pub fn chain(check: &ChainCheck, voice: Voice, keys: &Keymap) -> String {
    format!("{}\n", t::chain(check).in_voice(voice, keys))
}

pub fn blocks(page: &AuditPage, voice: Voice) -> String {
    let columns = [
        figures(c::BLOCK),
        figures(c::SEGMENT),
        words(c::SEALED_AT),
        figures(c::FROM_TRANSACTION),
        figures(c::TO_TRANSACTION),
        figures(c::ROWS),
        words(c::ROOT),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &page.blocks {
        table.row([
            row.block.to_string(),
            row.segment.to_string(),
            moment(row.sealed_at, voice),
            row.from.to_string(),
            row.to.to_string(),
            voice.count(row.rows),
            row.root.clone(),
        ]);
    }
    let head = page.head.as_ref();
    let head = head.map(|head| format!("{} · {}", head.block, head.root));
    let facts = Facts::new(voice).with_some(c::AUDIT, head);
    format!("{}{}", table.text(), facts.text())
}
