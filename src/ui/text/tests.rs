//! What must be true of every text of the table.

use super::*;
use std::collections::BTreeSet;
use std::path::Path;

fn placeholders(text: &str) -> BTreeSet<String> {
    text.split('{')
        .skip(1)
        .filter_map(|piece| piece.split('}').next())
        .map(|inside| inside.split('|').next().unwrap_or_default().to_owned())
        .collect()
}

fn all() -> impl Iterator<Item = (&'static str, Text)> {
    FILES
        .iter()
        .flat_map(|(file, texts)| texts.iter().map(|text| (*file, *text)))
}

#[test]
fn both_columns_hold_the_same_placeholders_and_are_not_empty() {
    for (file, text) in all() {
        let (es, en) = (text.in_lang(Lang::Es), text.in_lang(Lang::En));
        assert_eq!(
            placeholders(es),
            placeholders(en),
            "{file}::{}",
            text.name()
        );
        assert!(
            !es.trim().is_empty() && !en.trim().is_empty(),
            "{file}::{}",
            text.name()
        );
        assert_eq!(
            es.matches('{').count(),
            es.matches('}').count(),
            "{file}::{}",
            text.name()
        );
    }
}

#[test]
fn every_file_of_the_table_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui/text");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if source.contains("\ntexts! {") {
            assert!(
                FILES.iter().any(|(file, _)| *file == name),
                "{name} is not in FILES"
            );
        }
    }
}

#[test]
fn every_text_is_shown_somewhere() {
    let mut sources = String::new();
    gather(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut sources,
    );
    let words: BTreeSet<&str> = sources
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .collect();
    for (file, text) in all() {
        assert!(
            words.contains(text.name()),
            "{file}::{} is never shown",
            text.name()
        );
    }
}

/// All source but the declarations themselves.
fn gather(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            out.push_str(source.split("\ntexts! {").next().unwrap_or_default());
        }
    }
}

#[test]
fn a_sentence_takes_its_arguments_in_the_language_of_the_moment() {
    let keys = crate::ui::keymap::Keymap::shipped();
    let say = frame::HELD.with("n", 1usize);
    let es = Voice::default();
    let en = Voice {
        lang: Lang::En,
        ..es
    };
    assert_eq!(say.in_voice(es, &keys), "1 tecla espera");
    assert_eq!(
        frame::HELD.with("n", 1_200usize).in_voice(en, &keys),
        "1.200 keys wait"
    );
    assert_eq!(
        refusals::NO_OPEN_DRAWER
            .with("key", crate::ui::action::Action::GoDrawer)
            .in_voice(es, &keys),
        "No hay caja abierta. F10: abrir la caja."
    );
    assert_eq!(
        frame::PLAIN
            .with("text", "a\u{1b}[31m{n}")
            .in_voice(es, &keys),
        "a?[31m{n}"
    );
}

#[test]
fn spans_and_counts_read_as_people_say_them() {
    let voice = Voice::default();
    assert_eq!(voice.span(chrono::TimeDelta::seconds(161)), "02:41");
    assert_eq!(voice.span(chrono::TimeDelta::seconds(3_761)), "1:02:41");
    assert_eq!(voice.span(chrono::TimeDelta::seconds(-5)), "00:00");
    assert_eq!(voice.count(-1_234_567), "-1.234.567");
    let at = chrono::DateTime::from_timestamp(1_795_287_300, 0).unwrap();
    assert_eq!(voice.moment(at), "sáb 21 nov 2026 12:55");
    assert_eq!(
        Voice {
            lang: Lang::En,
            ..voice
        }
        .moment(at),
        "Sat 21 Nov 2026 12:55"
    );
}

/// The lines that a sentence said for a few seconds has at 80 columns, and how wide they are.
const SAID: (usize, usize) = (3, 78);

#[test]
fn every_sentence_of_the_screens_can_be_said_whole_at_80_columns() {
    let shown = |file: &str| !["cli", "usage", "demo"].contains(&file);
    for (file, text) in all().filter(|(file, _)| shown(file)) {
        for lang in Lang::ALL {
            let mut said = text.in_lang(lang).to_owned();
            while let Some((from, to)) = said.find('{').zip(said.find('}')) {
                // As wide as a ticket's code, a draw with its time, a person's name.
                let words = said[from..to].split('|').nth(2);
                let words = words.unwrap_or("0000-0000-0000-00").to_owned();
                said.replace_range(from..=to, &words);
            }
            let lines = crate::ui::widgets::broken(&format!("x {said}"), SAID.1);
            assert!(
                lines.len() <= SAID.0,
                "{file}::{} {lang:?}: {said}",
                text.name()
            );
        }
    }
}

#[test]
fn labels_of_actions_fit_beside_their_key_and_their_place() {
    for row in crate::ui::action::rows() {
        for lang in Lang::ALL {
            let label = crate::ui::widgets::width(row.label.in_lang(lang));
            assert!(label <= 24, "{} {lang:?}", row.name);
        }
    }
}
