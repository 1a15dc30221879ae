//! What is fuzzed: each target takes any bytes, asks the product to read them, and panics when something that must hold of
//! every input does not. Both drivers use them: the one of the ordinary tests and the one guided by coverage.

mod amounts;
mod console;
pub mod door;
mod files;
mod line;
mod tables;

/// Something that reads what people, files or programs give it.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, for the command.
    pub name: &'static str,
    /// Reads an input; panics when a property is broken.
    pub run: fn(&[u8]),
    /// Inputs that mean something, to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Words of its language.
    pub words: &'static [&'static str],
}

/// Every target.
pub const TARGETS: [Target; 12] = [
    line::BET_LINE,
    line::ORDER,
    amounts::MONEY,
    amounts::CODE,
    amounts::FIGURES,
    amounts::TEXT,
    files::CONFIG,
    files::SCRIPT,
    files::THEME,
    tables::TABLE,
    door::OPS,
    console::CONSOLE,
];

/// The first byte chooses, the rest is text.
fn choice_and_text(bytes: &[u8]) -> (usize, String) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    (
        usize::from(*first),
        String::from_utf8_lossy(rest).into_owned(),
    )
}

/// Texts behind every one of so many choices.
fn behind_choices(texts: &[&str], choices: u8) -> Vec<Vec<u8>> {
    let with = |choice: u8| {
        texts
            .iter()
            .map(move |text| [&[choice], text.as_bytes()].concat())
    };
    (0..choices).flat_map(with).collect()
}

/// Texts as they are.
fn plainly(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}
