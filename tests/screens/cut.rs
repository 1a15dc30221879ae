//! No sentence of the program is cut where it is shown: a picture is held against the text table. A name of the house may end in
//! an ellipsis, a sentence of the table may not; it is shortened or wrapped.

use banca::ui::text::{FILES, Lang, Text};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// The signs of a text that must stand before an ellipsis to know it again.
const KNOWN: usize = 7;

/// What the houses of the tests call people and places, where words of the table occur in it; and a cell whose detail tells it
/// whole.
const NAMES: &[&str] = &[
    "Pedro con un nombre",
    "Ventana Centro",
    "Marta Solís",
    "El cliente se equivocó",
    "Tica · 00-19, 25, 77 · solo directo",
];

/// The literal pieces of the whole table in one language, placeholders taken out.
fn pieces(lang: Lang) -> Vec<Vec<char>> {
    let shown = FILES
        .iter()
        .filter(|(file, _)| !["cli", "usage"].contains(file));
    let texts = shown.flat_map(|(_, texts)| texts.iter());
    let literal = |text: &Text| {
        let mut out = Vec::new();
        let mut rest = text.in_lang(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push(before.chars().collect());
            let (inside, tail) = after.split_once('}').unwrap_or((after, ""));
            out.extend(inside.split('|').skip(1).map(|word| word.chars().collect()));
            rest = tail;
        }
        out.push(rest.chars().collect());
        out
    };
    texts.flat_map(literal).collect()
}

/// What follows any few signs of the table; nothing where a piece ends.
static TABLE: LazyLock<HashMap<Vec<char>, Vec<Option<char>>>> = LazyLock::new(|| {
    let mut table: HashMap<Vec<char>, Vec<Option<char>>> = HashMap::new();
    for piece in Lang::ALL.into_iter().flat_map(pieces) {
        for (place, window) in piece.windows(KNOWN).enumerate() {
            let next = piece.get(place + KNOWN).copied();
            table.entry(window.to_vec()).or_default().push(next);
        }
    }
    table
});

/// What is cut in a picture: the row, for people to find it.
pub fn cut(words: &str) -> Vec<String> {
    let rows: Vec<Vec<char>> = words.lines().map(|row| row.chars().collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let dialog = rows.last().is_some_and(|foot| foot.starts_with(&[' '; 3]));
    let mut frames = BTreeSet::new();
    let mut found = Vec::new();
    for row in &rows {
        let corner = |(at, sign): (usize, &char)| (*sign == '╮').then_some(at);
        frames.extend(row.iter().enumerate().filter_map(corner));
        let framed = |at: usize| !dialog || frames.contains(&at);
        if ends(row, columns, &framed).any(|(end, wordless)| is_cut(&row[..end], wordless)) {
            found.push(row.iter().collect());
        }
    }
    found
}

/// Where a row may have been cut: before an ellipsis, and inside a word before a frame or the edge of the screen. What a dialog
/// covers is not cut, so that with a dialog only the right sides of frames count.
fn ends<'a>(
    row: &'a [char],
    columns: usize,
    framed: &'a dyn Fn(usize) -> bool,
) -> impl Iterator<Item = (usize, bool)> + 'a {
    (1..=row.len()).filter_map(move |end| match row.get(end) {
        Some('…') => Some((end, true)),
        Some('│') if framed(end) => Some((end, false)),
        None if end >= columns.saturating_sub(1) => Some((end, false)),
        Some(_) | None => None,
    })
}

/// Whether the end of `row` is the middle of a text of the table: anywhere before an ellipsis, inside a word elsewhere.
fn is_cut(row: &[char], ellipsis: bool) -> bool {
    let row = match row {
        [within @ .., ' '] if !ellipsis => within,
        _ => row,
    };
    let Some(tail) = row.len().checked_sub(KNOWN).map(|from| &row[from..]) else {
        return false;
    };
    let text: String = row.iter().collect();
    if NAMES.iter().any(|name| is_part(&text, name)) {
        return false;
    }
    let letters = tail.iter().filter(|sign| sign.is_alphabetic()).count();
    let inside = tail.last().is_some_and(|sign| sign.is_alphabetic());
    if letters + 2 < KNOWN || !(ellipsis || inside) {
        return false;
    }
    let Some(follows) = TABLE.get(tail) else {
        return false;
    };
    follows.iter().all(|next| match next {
        Some('…') | None => false,
        Some(next) => ellipsis || next.is_alphabetic(),
    })
}

/// Whether a text ends in the beginning of a name.
fn is_part(text: &str, name: &str) -> bool {
    let ends = name.char_indices().map(|(end, _)| &name[..end]);
    ends.filter(|part| part.chars().count() > 5)
        .any(|part| text.ends_with(part))
}

#[test]
fn a_cut_sentence_is_found_and_a_whole_one_is_not() {
    let foot = "\nF1 Ayuda";
    for wrong in [
        "│ Muestra las teclas de esta pant… │",
        "│ Cierra la ses│",
        "│ Cierra el progr │",
    ] {
        assert_eq!(cut(&format!("{wrong}{foot}")).len(), 1, "{wrong}");
    }
    for right in [
        "│ Leyendo… │",
        "│ Cierra el programa. │",
        "│ Juan Carlos Rodrí… │",
    ] {
        assert_eq!(
            cut(&format!("{right}{foot}")),
            Vec::<String>::new(),
            "{right}"
        );
    }
}
