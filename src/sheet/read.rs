//! A table of another program, read: comma, semicolon or tab between its cells, headings in Spanish or English in any order,
//! with or without a byte order mark. Nothing is decided here; a line that means nothing is handed on as it stands.

use std::collections::BTreeMap;

use csv::{ByteRecord, Position, ReaderBuilder};

use crate::domain::ImportColumn;
use crate::domain::import::{ImportWhat, Line, MOST_LINES};

use super::csv::FORMULA;

/// Most bytes of a file.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Most characters of a cell that are kept: longer than anything that may stand in one.
const MOST_LETTERS: usize = 300;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Headings that mean nothing here; their cells were left out.
    pub ignored: Vec<String>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadProblem {
    /// It has no line below its headings.
    Empty,
    /// It is larger than any such file.
    TooLarge,
    /// It has more lines than one import takes.
    TooMany {
        /// The most.
        most: u32,
    },
    /// It is no text in UTF-8.
    NotText {
        /// The first such line.
        line: u32,
    },
    /// Headings are missing.
    Missing {
        /// The columns, as they are written.
        columns: Vec<&'static str>,
    },
    /// Two headings mean the same.
    Twice {
        /// The second of them.
        heading: String,
    },
}

/// Reads a file of this kind.
///
/// # Errors
/// Only where no line of it can be told from another; what is wrong with a line is told of the line.
pub fn read(bytes: &[u8], what: ImportWhat) -> Result<Read, ReadProblem> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadProblem::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (named, bytes, skipped) = separator_line(bytes);
    let mut table = ReaderBuilder::new()
        .delimiter(named.unwrap_or_else(|| separator(bytes)))
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut heads: Option<Vec<Option<ImportColumn>>> = None;
    let mut found = Read {
        ignored: Vec::new(),
        lines: Vec::new(),
    };
    // Bytes in memory are always read; flexible records have no wrong length.
    while table.read_byte_record(&mut record).unwrap_or(false) {
        let line = record.position().map_or(0, |place| place_of(bytes, place));
        let line = line.saturating_add(skipped);
        let cells: Option<Vec<&str>> = record
            .iter()
            .map(|cell| std::str::from_utf8(cell).ok())
            .collect();
        let cells = cells.ok_or(ReadProblem::NotText { line })?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(heads) = &heads else {
            heads = Some(headings(&cells, what, &mut found.ignored)?);
            continue;
        };
        if found.lines.len() >= usize::try_from(MOST_LINES).unwrap_or(usize::MAX) {
            return Err(ReadProblem::TooMany { most: MOST_LINES });
        }
        let beyond = cells.iter().skip(heads.len());
        found.lines.push(Line {
            line,
            ragged: beyond.into_iter().any(|cell| !cell.trim().is_empty()),
            cells: heads
                .iter()
                .zip(&cells)
                .filter_map(|(head, cell)| Some(((*head)?, kept(cell))))
                .collect::<BTreeMap<_, _>>(),
        });
    }
    if found.lines.is_empty() {
        return Err(ReadProblem::Empty);
    }
    Ok(found)
}

/// The line where a record begins: the reader counts the blank lines before it to it.
fn place_of(bytes: &[u8], place: &Position) -> u32 {
    let from = usize::try_from(place.byte()).unwrap_or(usize::MAX);
    let blank = bytes.get(from..).unwrap_or_default().iter();
    let blank = blank.take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let blank = blank.filter(|byte| **byte == b'\n').count();
    let blank = u64::try_from(blank).unwrap_or(u64::MAX);
    u32::try_from(place.line().saturating_add(blank)).unwrap_or(u32::MAX)
}

/// The first line of some files names their separator: `sep=;`.
fn separator_line(bytes: &[u8]) -> (Option<u8>, &[u8], u32) {
    let Some(rest) = bytes.strip_prefix(b"sep=") else {
        return (None, bytes, 0);
    };
    match rest {
        [sign @ (b',' | b';' | b'\t'), b'\r', b'\n', rest @ ..]
        | [sign @ (b',' | b';' | b'\t'), b'\n', rest @ ..] => (Some(*sign), rest, 1),
        _ => (None, bytes, 0),
    }
}

/// What stands most often between the headings, outside of quotes.
fn separator(bytes: &[u8]) -> u8 {
    let mut quoted = false;
    let (mut commas, mut semicolons, mut tabs) = (0_u32, 0_u32, 0_u32);
    for byte in bytes {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && commas + semicolons + tabs > 0 => break,
            b',' if !quoted => commas += 1,
            b';' if !quoted => semicolons += 1,
            b'\t' if !quoted => tabs += 1,
            _ => {}
        }
    }
    if semicolons >= commas && semicolons >= tabs && semicolons > 0 {
        b';'
    } else if tabs > commas {
        b'\t'
    } else {
        b','
    }
}

fn headings(
    cells: &[&str],
    what: ImportWhat,
    ignored: &mut Vec<String>,
) -> Result<Vec<Option<ImportColumn>>, ReadProblem> {
    let mut heads = Vec::new();
    for cell in cells {
        let column = what.column(cell);
        if column.is_some() && heads.contains(&column) {
            let heading = kept(cell);
            return Err(ReadProblem::Twice { heading });
        }
        if column.is_none() && !cell.trim().is_empty() {
            ignored.push(kept(cell));
        }
        heads.push(column);
    }
    let missing: Vec<&'static str> = what
        .columns()
        .filter(|(column, _)| what.needed().contains(column) && !heads.contains(&Some(*column)))
        .map(|(_, written)| written)
        .collect();
    if missing.is_empty() {
        Ok(heads)
    } else {
        Err(ReadProblem::Missing { columns: missing })
    }
}

/// A cell, trimmed and bounded. The apostrophe that keeps a spreadsheet from taking words for a formula is none of the words.
fn kept(cell: &str) -> String {
    let cell = cell.trim();
    let cell = cell
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(FORMULA))
        .unwrap_or(cell);
    cell.chars().take(MOST_LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Kind, Sheet, Value};
    use rstest::rstest;

    fn cell(line: &Line, column: ImportColumn) -> &str {
        line.cells.get(&column).map_or("", String::as_str)
    }

    #[rstest]
    #[case("usuario,nombre,rol\nana,\"Mora, Ana\",admin\n")]
    #[case("\u{feff}usuario;nombre;rol\r\nana;\"Mora, Ana\";admin\r\n")]
    #[case("Name\tROLE\tUser\n\"Mora, Ana\"\tadmin\tana")]
    #[case("sep=;\nrol;usuario;nombre\nadmin;ana;Mora, Ana\n")]
    #[case("\n\nusuario,,nombre,rol\n\nana,x,\"Mora, Ana\",admin\n,,,\n")]
    fn the_same_table_in_every_dress_is_the_same(#[case] text: &str) {
        let found = read(text.as_bytes(), ImportWhat::Users).unwrap();
        let [line] = found.lines.as_slice() else {
            panic!("{:?}", found.lines);
        };
        assert_eq!(cell(line, ImportColumn::Username), "ana");
        assert_eq!(cell(line, ImportColumn::Name), "Mora, Ana");
        assert_eq!(cell(line, ImportColumn::Role), "admin");
    }

    #[test]
    fn a_line_is_called_by_its_place_in_the_file() {
        let text = "nombre\nCentro\n\n\"Mercado\nCentral\"\nSur\n";
        let found = read(text.as_bytes(), ImportWhat::Shops).unwrap();
        let places: Vec<u32> = found.lines.iter().map(|line| line.line).collect();
        assert_eq!(places, [2, 4, 6]);
    }

    #[rstest]
    #[case(b"" as &[u8], ReadProblem::Empty)]
    #[case(b"\xef\xbb\xbf", ReadProblem::Empty)]
    #[case(b"nombre\n", ReadProblem::Empty)]
    #[case(b"nombre\nJos\xe9\n", ReadProblem::NotText { line: 2 })]
    #[case(b"color\nrojo\n", ReadProblem::Missing { columns: vec!["nombre"] })]
    #[case(b"nombre,name\na,b\n", ReadProblem::Twice { heading: "name".to_owned() })]
    fn a_file_that_is_none_says_why(#[case] bytes: &[u8], #[case] why: ReadProblem) {
        assert_eq!(read(bytes, ImportWhat::Shops), Err(why));
    }

    #[test]
    fn a_heading_that_means_nothing_is_told_and_its_cells_are_left_out() {
        let found = read(b"nombre,telefono\nCentro,8888\n", ImportWhat::Shops).unwrap();
        assert_eq!(found.ignored, ["telefono"]);
        assert_eq!(found.lines[0].cells.len(), 1);
    }

    #[test]
    fn a_cell_beyond_the_headings_is_noticed_and_a_short_line_has_none() {
        let text = b"nombre,activo\nCentro,si,algo\nSur\nMercado,si,\n";
        let found = read(text, ImportWhat::Shops).unwrap();
        let ragged: Vec<bool> = found.lines.iter().map(|line| line.ragged).collect();
        assert_eq!(ragged, [true, false, false]);
        assert!(!found.lines[1].cells.contains_key(&ImportColumn::Active));
    }

    #[test]
    fn a_quote_that_never_closes_is_one_bounded_cell() {
        let text = format!("nombre\n\"Centro\n{}", "x\n".repeat(50_000));
        let found = read(text.as_bytes(), ImportWhat::Shops).unwrap();
        assert_eq!(found.lines.len(), 1);
        let name = cell(&found.lines[0], ImportColumn::Name);
        assert_eq!(name.chars().count(), MOST_LETTERS);
    }

    #[test]
    fn what_was_written_for_a_spreadsheet_reads_back() {
        let names = [
            "=SUMA(A1)",
            "-Centro",
            "\"Doña\" María; hijos, nietos",
            "'73",
        ];
        let sheet = Sheet {
            title: String::new(),
            columns: vec!["nombre".to_owned()],
            rows: names
                .iter()
                .map(|name| vec![Value::Text((*name).to_owned())])
                .collect(),
        };
        let bytes = sheet.bytes(Kind::Csv).unwrap();
        let found = read(&bytes, ImportWhat::Shops).unwrap();
        let back: Vec<&str> = found
            .lines
            .iter()
            .map(|line| cell(line, ImportColumn::Name))
            .collect();
        assert_eq!(back, names);
    }

    #[test]
    fn ten_thousand_lines_are_read_and_too_many_are_not() {
        let lines = |count: u32| {
            let names = (0..count).map(|at| format!("Ventana {at}\n"));
            format!("nombre\n{}", names.collect::<String>())
        };
        let found = read(lines(10_000).as_bytes(), ImportWhat::Shops).unwrap();
        assert_eq!(found.lines.len(), 10_000);
        let most = MOST_LINES;
        assert_eq!(
            read(lines(most + 1).as_bytes(), ImportWhat::Shops),
            Err(ReadProblem::TooMany { most })
        );
    }

    #[test]
    fn what_a_line_prints_of_itself_holds_no_pin() {
        let found = read(b"usuario,pin\nana,9753\n", ImportWhat::Users).unwrap();
        assert!(!format!("{found:?}").contains("9753"));
    }
}
