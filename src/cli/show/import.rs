//! What an import would do, or did, line by line.

use super::table::{Table, figures, words};
use crate::{
    ops::{ImportFate, ImportReport},
    ui::{
        keymap::Keymap,
        text::{Say, Voice, import as t, users},
    },
};

/// Most new lines that are listed; what is refused or changed is listed whole.
const NEW_SHOWN: usize = 50;

/// The report: lines worth a look, sums, and PINs that are told once.
pub fn report(report: &ImportReport, voice: Voice, keys: &Keymap) -> String {
    let said = |say: Say| format!("{}\n", say.in_voice(voice, keys));
    let mut out = lines(report, voice, keys);
    if report.applied {
        let done = t::DONE.with("new", report.new);
        out.push_str(&said(done.with("changed", report.changed)));
    } else {
        out.push_str(&said(t::WILL.with("sums", t::sums(report))));
    }
    if !report.pins.is_empty() {
        let heads = [
            words(users::USERNAME),
            words(users::NAME),
            words(t::COL_PIN),
        ];
        let mut table = Table::new(voice, &heads);
        for one in &report.pins {
            table.row([one.username.clone(), one.name.clone(), one.pin.clone()]);
        }
        out.push_str(&super::under(t::PINS, &table.text(), voice));
    }
    out
}

fn lines(report: &ImportReport, voice: Voice, keys: &Keymap) -> String {
    let mut table = Table::new(
        voice,
        &[
            figures(t::COL_LINE),
            words(t::COL_ABOUT),
            words(t::COL_FATE),
            words(t::COL_WHY),
        ],
    );
    let (mut shown, mut new, mut more) = (0_usize, 0_usize, 0_i64);
    for line in t::ordered(&report.lines) {
        match line.fate {
            ImportFate::Unchanged => continue,
            ImportFate::New if new >= NEW_SHOWN => {
                more = more.saturating_add(1);
                continue;
            }
            ImportFate::New => new = new.saturating_add(1),
            ImportFate::Refused | ImportFate::Changed => {}
        }
        let details: Vec<String> = t::details(&line, voice)
            .iter()
            .map(|say| say.in_voice(voice, keys))
            .collect();
        shown = shown.saturating_add(1);
        table.row([
            line.line.to_string(),
            line.label.clone(),
            voice.text(t::fate(line.fate)).to_owned(),
            details.join(" · "),
        ]);
    }
    if shown == 0 {
        return String::new();
    }
    let mut out = table.text();
    if more > 0 {
        out.push_str(&t::MORE.with("n", more).in_voice(voice, keys));
        out.push('\n');
    }
    out.push('\n');
    out
}
