//! The README stays true: its key tables are those of the one table of actions, and its commands are the real ones.
//! `BANCA_WRITE=1 cargo test --test readme` writes the tables anew.

#![expect(clippy::unwrap_used, reason = "writing into a string cannot fail")]

use std::{fmt::Write, fs, path::Path};

use banca::ui::{
    action::{self, Layer},
    keymap::Keymap,
    screen::ScreenId,
    text::Lang,
};

/// The layers in the order in which the README shows them.
fn layers() -> Vec<(Layer, String)> {
    let mut layers = vec![(Layer::Global, "Everywhere".to_owned())];
    for id in ScreenId::ALL {
        layers.push((Layer::Screen(id), id.title().in_lang(Lang::En).to_owned()));
    }
    layers.push((Layer::List, "Lists".to_owned()));
    layers.push((Layer::Form, "Forms".to_owned()));
    layers.push((Layer::Dialog, "Dialogs".to_owned()));
    layers
}

fn key_tables() -> String {
    let keymap = Keymap::shipped();
    let mut out = String::new();
    for (layer, title) in layers() {
        let rows: Vec<_> = action::rows().filter(|row| row.layer == layer).collect();
        if rows.is_empty() {
            continue;
        }
        writeln!(
            out,
            "\n<details><summary>{title}</summary>\n\n| key | action | name in `[keys]` | does |\n|---|---|---|---|"
        )
        .unwrap();
        for row in rows {
            let keys: Vec<String> = keymap
                .keys(row.action)
                .iter()
                .map(|key| format!("`{}`", key.label(false).replace('|', "\\|")))
                .collect();
            let help = row.help.in_lang(Lang::En).replace('|', "\\|");
            writeln!(
                out,
                "| {} | {} | `{}` | {} |",
                keys.join(" "),
                row.label.in_lang(Lang::En),
                row.name,
                help
            )
            .unwrap();
        }
        writeln!(out, "\n</details>").unwrap();
    }
    out
}

#[test]
fn the_key_tables_of_the_readme_are_generated_from_the_table_of_actions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text
        .split_once("<!-- keys -->\n")
        .expect("the README has a place for the keys");
    let (between, after) = rest
        .split_once("<!-- /keys -->")
        .expect("the place for the keys has an end");
    let wanted = key_tables();
    if std::env::var_os("BANCA_WRITE").is_some() {
        fs::write(
            &path,
            format!("{before}<!-- keys -->\n{wanted}<!-- /keys -->{after}"),
        )
        .unwrap();
        return;
    }
    assert!(
        between == wanted,
        "the key tables are old: BANCA_WRITE=1 cargo test --test readme"
    );
}

#[test]
fn the_readme_names_no_file_that_is_not_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("README.md")).unwrap();
    for piece in text.split(['`', '(', ')']) {
        let names_a_file = [
            "src/",
            "docs/",
            "migrations/",
            "themes/",
            "tests/",
            "benches/",
        ]
        .iter()
        .any(|folder| piece.starts_with(folder) && piece.len() > folder.len());
        if names_a_file && !piece.contains(' ') {
            assert!(
                root.join(piece).exists(),
                "{piece} is named in the README and is not there"
            );
        }
    }
}
