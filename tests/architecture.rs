//! The table of what may depend on what, kept by reading the sources: no tool, no list of exceptions beyond the rules.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A source file without its comments and without its unit tests.
struct Source {
    /// Below `src/`, such as `ops/sell.rs`.
    name: String,
    code: String,
    lines: usize,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("sources are text");
            let shipped = text
                .split("#[cfg(test)]\nmod tests {")
                .next()
                .unwrap_or_default();
            let code: Vec<&str> = shipped
                .lines()
                .map(|line| line.split("//").next().unwrap_or_default())
                .collect();
            let name = path
                .strip_prefix(&root)
                .expect("below src")
                .to_string_lossy()
                .into_owned();
            Source {
                name,
                lines: shipped.lines().count(),
                code: code.join("\n"),
            }
        })
        .filter(|source| !source.name.ends_with("tests.rs") && !source.name.contains("/tests/"))
        .collect()
}

/// The module of a file: its first folder, or its name.
fn module(source: &Source) -> &str {
    source.name.split(['/', '.']).next().unwrap_or_default()
}

/// What each module may use of its siblings.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("ops", &["domain", "store"]),
    ("sheet", &["domain"]),
    ("print", &["domain"]),
    ("ui", &["domain", "ops", "print", "sheet"]),
    ("term", &["domain", "ops", "print", "ui"]),
    ("postgres", &["config"]),
    ("config", &[]),
    (
        "demo",
        &["domain", "ops", "ui", "term", "store", "postgres"],
    ),
    (
        "cli",
        &[
            "config", "demo", "domain", "ops", "postgres", "print", "sheet", "store", "term", "ui",
        ],
    ),
];

const MODULES: [&str; 11] = [
    "domain", "store", "ops", "print", "sheet", "ui", "term", "postgres", "config", "demo", "cli",
];

#[test]
fn modules_use_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module(&source)) else {
            continue;
        };
        // `crate::ui::…` in one line, or the first names of a `use crate::{…}` tree.
        let flat = source.code.replace(['\n', ' '], "");
        for sibling in MODULES
            .iter()
            .filter(|sibling| **sibling != module(&source))
        {
            let direct = flat.contains(&format!("crate::{sibling}::"))
                || flat.contains(&format!("crate::{sibling};"));
            let tree = flat.split("usecrate::{").skip(1).any(|rest| {
                let tree = rest.split(';').next().unwrap_or_default();
                top_names(tree).contains(sibling)
            });
            if (direct || tree) && !allowed.contains(sibling) {
                wrong.push(format!("{} uses {sibling}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The first names of a use tree's branches, at its outermost level.
fn top_names(tree: &str) -> Vec<&str> {
    let (mut names, mut depth, mut start) = (Vec::new(), 0_usize, 0_usize);
    for (at, letter) in tree.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                names.push(tree[start..at].split(':').next().unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    names.push(tree[start..].split([':', '}']).next().unwrap_or_default());
    names
}

/// Words that belong to certain places only: the word, and the beginnings of the file names where it may stand.
const WORDS: &[(&str, &[&str])] = &[
    // The log's filter names the driver's own target.
    ("sqlx", &["store/", "postgres/", "cli/logging.rs"]),
    ("SELECT ", &["store/", "postgres/"]),
    ("INSERT INTO", &["store/", "postgres/"]),
    ("Utc::now", &["cli/", "main.rs", "term/", "ssh/"]),
    ("SystemTime::now", &["cli/", "main.rs", "postgres/"]),
    ("Local::now", &[]),
    ("println!", &["cli/"]),
    ("stdout()", &["cli/", "term/"]),
    ("Color::", &["ui/theme/"]),
    (
        "KeyCode::",
        &[
            "ui/key.rs",
            "ui/keymap.rs",
            "ui/input.rs",
            "ui/widgets/form.rs",
            "term/keyboard.rs", // where a terminal's bytes become key codes
        ],
    ),
    ("todo!(", &[]),
    ("unimplemented!(", &[]),
];

#[test]
fn words_stand_only_where_they_belong() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (word, places) in WORDS {
            let here = places.iter().any(|place| source.name.starts_with(place));
            if source.code.contains(word) && !here {
                wrong.push(format!("{} says {word:?}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_pure_modules_neither_wait_nor_tell_the_time_nor_use_floats() {
    let mut wrong = Vec::new();
    for source in sources() {
        let forbidden: &[&str] = match module(&source) {
            "domain" => &[
                "async ", ".await", "tokio", "sqlx", "ratatui", "::now()", "f32", "f64",
            ],
            "ui" => &[".await", "tokio", "sqlx", "Instant::now", "Utc::now"],
            "store" | "ops" => &["ratatui", "crossterm", "f32", "f64"],
            _ => &[],
        };
        for word in forbidden {
            let named = source
                .code
                .split(|letter: char| !(letter.is_alphanumeric() || "_:.(! ".contains(letter)));
            if named.into_iter().any(|piece| piece.contains(word)) {
                wrong.push(format!("{} says {word:?}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_grows_beyond_one_idea() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.lines > 500)
        .map(|source| format!("{} has {} lines", source.name, source.lines))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn every_module_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    let silent: Vec<_> = found
        .into_iter()
        .filter(|path| !fs::read_to_string(path).expect("text").starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}
