//! Tables of other programs that are imported.

use banca::{
    domain::{Digits, ImportWhat, import},
    sheet::{self, Kind, Sheet, Value},
};

use super::{Target, behind_choices};

/// A CSV file of people, shops or past results.
pub const TABLE: Target = Target {
    name: "table",
    run: table,
    seeds: || {
        let texts = [
            "usuario;nombre;rol;ventana;paga hasta;confirma;activo;pin\nana;\"Mora; Ana\";admin;;50.000;sí;sí;2468\n",
            "\u{feff}name,active\r\nCentro,yes\r\n'=Sur,no\r\n",
            "sep=;\nlotería;fecha;hora;número;reventado\nTica;21/11/2026;12:55 p. m.;7;ROJA\n",
            "nombre\n\"sin fin\nCentro\n",
            "nombre,name\na,b\n",
        ];
        behind_choices(&texts, 3)
    },
    words: &[
        "usuario",
        "nombre",
        "rol",
        "lotería",
        "fecha",
        "hora",
        "número",
        ",",
        ";",
        "\t",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\u{feff}",
        "sep=",
        "'=",
        "\u{1b}[2J",
        "₡1.234,50",
        "31/02/2026",
        "7:30 p. m.",
        "sí",
    ],
};

fn table(bytes: &[u8]) {
    let (choice, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let what = ImportWhat::ALL[usize::from(*choice) % 3];
    let Ok(read) = sheet::read(rest, what) else {
        return;
    };
    assert!(!read.lines.is_empty(), "a file without lines is refused");
    let mut last = 0;
    for line in &read.lines {
        assert!(line.line >= last, "lines stand in their order");
        last = line.line;
        for cell in line.cells.values() {
            assert!(cell.chars().count() <= 300, "a cell is bounded");
            let _ = (import::role(cell), import::yes(cell), import::day(cell));
            let _ = (import::hour(cell), import::amount(cell));
            let number = import::number(cell, Digits::Two);
            assert!(number.is_none_or(|number| number.value() < 100));
        }
    }
    // What is written for a spreadsheet reads back as it was.
    let columns: Vec<_> = what.columns().collect();
    let rows: Vec<Vec<Value>> = read
        .lines
        .iter()
        .map(|line| {
            let cell = |column| line.cells.get(column).cloned().unwrap_or_default();
            columns
                .iter()
                .map(|(column, _)| Value::Text(cell(column)))
                .collect()
        })
        .collect();
    let said = |line: &import::Line| {
        let mut cells: Vec<_> = line
            .cells
            .iter()
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        cells.sort();
        cells
            .into_iter()
            .map(|(column, cell)| (*column, cell.clone()))
            .collect::<Vec<_>>()
    };
    let before: Vec<_> = read
        .lines
        .iter()
        .map(said)
        .filter(|line| !line.is_empty())
        .collect();
    let sheet = Sheet {
        title: String::new(),
        columns: columns.iter().map(|(_, head)| (*head).to_owned()).collect(),
        rows,
    };
    let written = sheet.bytes(Kind::Csv).expect("a table is written");
    let again = sheet::read(&written, what);
    let after: Vec<_> = again.map_or_else(
        |_| Vec::new(),
        |again| again.lines.iter().map(said).collect(),
    );
    assert_eq!(before, after);
}
