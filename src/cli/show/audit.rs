//! The sealed blocks of the activity log.

use super::{
    moment,
    table::{Facts, Table, figures, words},
};
use crate::{
    ops::AuditPage,
    ui::text::{Voice, column as c},
};

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
