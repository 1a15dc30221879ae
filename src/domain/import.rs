//! What a table of another program may bring in: people, shops, past results. How its headings and words are read; what they
//! mean to the house is decided elsewhere.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Digits, DrawState, Money, MoneyFormat, Number, Role, catalogue::SoldBy};

/// Most lines of one file.
pub const MOST_LINES: u32 = 20_000;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportWhat {
    /// The people of the house.
    Users,
    /// Its shops.
    Shops,
    /// Results of draws before the house kept its books here.
    Results,
    /// The goods of its catalogue.
    Goods,
}

/// A column of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportColumn {
    /// A sign-in name.
    Username,
    /// A person's or shop's name.
    Name,
    /// A role.
    Role,
    /// A shop, by its name.
    Shop,
    /// The largest payout without a second person.
    Limit,
    /// Whether somebody confirms results.
    Confirms,
    /// Whether a person or shop works.
    Active,
    /// A PIN or password.
    Pin,
    /// A lottery, by its name or alias.
    Lottery,
    /// The day of a draw.
    Date,
    /// The hour of a draw.
    Time,
    /// The number that came out.
    Number,
    /// What the reventado showed.
    Outcome,
    /// What goods are called by.
    Sku,
    /// What sets a variant apart.
    Variant,
    /// A category of goods.
    Category,
    /// A brand.
    Brand,
    /// Barcodes, several apart by blanks, packs as `code*6`.
    Barcode,
    /// Pieces of the pack that a barcode without its own number means.
    Pack,
    /// What a scale calls goods by.
    Plu,
    /// A tax class, by its rate or its name.
    Tax,
    /// The base price.
    Price,
    /// By the piece or by weight.
    SoldBy,
}

/// A line of a file, its cells by their columns. What it prints of itself holds no PIN.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Where it stands in the file, from 1.
    pub line: u32,
    /// What stands in it, trimmed.
    pub cells: BTreeMap<ImportColumn, String>,
    /// Whether it has more cells than the heading.
    pub ragged: bool,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {} ({} cells)", self.line, self.cells.len())
    }
}

/// Why a line of a file, or all of it, cannot be brought in, beside what the house says of every person, shop or draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ImportProblem {
    /// An earlier line of the file is about the same.
    Repeated {
        /// That line.
        line: u32,
    },
    /// It has more cells than the heading.
    Ragged,
    /// The draw is not over.
    NotOver,
    /// The house has a draw at this time, which has no result yet or was called off: it is not made by a file.
    DrawStands {
        /// Its state.
        state: DrawState,
    },
    /// The house's own draw of this time has another result.
    OtherResult {
        /// That result.
        result: String,
    },
    /// The lottery knows no such outcome.
    NoOutcome {
        /// What it knows.
        known: String,
    },
    /// Lines are refused, so nothing was brought in.
    HasErrors {
        /// How many.
        refused: i64,
        /// The first of them.
        line: u32,
    },
    /// There is no line, or there are more than one import takes.
    Lines {
        /// The most.
        most: u32,
    },
}

impl ImportProblem {
    /// The stable code of the case.
    pub const fn code(&self) -> &'static str {
        match self {
            ImportProblem::Repeated { .. } => "IMP-1001",
            ImportProblem::Ragged => "IMP-1002",
            ImportProblem::NotOver => "IMP-1003",
            ImportProblem::DrawStands { .. } => "IMP-1004",
            ImportProblem::OtherResult { .. } => "IMP-1005",
            ImportProblem::NoOutcome { .. } => "IMP-1006",
            ImportProblem::HasErrors { .. } => "IMP-1007",
            ImportProblem::Lines { .. } => "IMP-1008",
        }
    }
}

/// Every column with its headings, the one that is written first.
type Headings = &'static [(ImportColumn, &'static [&'static str])];

const USERS: Headings = &[
    (
        ImportColumn::Username,
        &["usuario", "user", "username", "login", "user name"],
    ),
    (
        ImportColumn::Name,
        &["nombre", "name", "nombre completo", "full name"],
    ),
    (ImportColumn::Role, &["rol", "role", "puesto"]),
    (
        ImportColumn::Shop,
        &["ventana", "shop", "sucursal", "local"],
    ),
    (
        ImportColumn::Limit,
        &[
            "paga hasta",
            "pays up to",
            "limite",
            "limit",
            "payout limit",
            "limite de pago",
        ],
    ),
    (
        ImportColumn::Confirms,
        &[
            "confirma resultados",
            "confirms results",
            "confirma",
            "confirms",
            "may confirm",
        ],
    ),
    (
        ImportColumn::Active,
        &["activo", "active", "estado", "state"],
    ),
    (
        ImportColumn::Pin,
        &["pin", "clave", "password", "contrasena", "pin o clave"],
    ),
];

const SHOPS: Headings = &[
    (
        ImportColumn::Name,
        &["nombre", "name", "ventana", "shop", "sucursal"],
    ),
    (
        ImportColumn::Active,
        &["activo", "active", "activa", "estado", "state"],
    ),
];

const RESULTS: Headings = &[
    (
        ImportColumn::Lottery,
        &["loteria", "lottery", "alias", "juego", "game"],
    ),
    (ImportColumn::Date, &["fecha", "date", "dia", "day"]),
    (ImportColumn::Time, &["hora", "time", "hour", "sorteo"]),
    (
        ImportColumn::Number,
        &["numero", "number", "resultado", "result"],
    ),
    (
        ImportColumn::Outcome,
        &[
            "reventado",
            "outcome",
            "color",
            "colour",
            "bolita",
            "reventados",
        ],
    ),
];

const GOODS: Headings = &[
    (
        ImportColumn::Sku,
        &["codigo", "sku", "codigo interno", "code", "articulo"],
    ),
    (
        ImportColumn::Name,
        &[
            "producto",
            "product",
            "nombre",
            "name",
            "descripcion",
            "description",
        ],
    ),
    (
        ImportColumn::Variant,
        &["presentacion", "variant", "variante", "tamano", "size"],
    ),
    (
        ImportColumn::Category,
        &["categoria", "category", "familia", "departamento"],
    ),
    (ImportColumn::Brand, &["marca", "brand"]),
    (
        ImportColumn::Barcode,
        &[
            "codigo de barras",
            "barcode",
            "codigos de barras",
            "barcodes",
            "ean",
        ],
    ),
    (
        ImportColumn::Pack,
        &["empaque", "pack", "unidades por empaque"],
    ),
    (ImportColumn::Plu, &["plu", "plu balanza", "scale plu"]),
    (ImportColumn::Tax, &["impuesto", "tax", "iva", "tax rate"]),
    (
        ImportColumn::Price,
        &["precio", "price", "precio base", "base price"],
    ),
    (
        ImportColumn::SoldBy,
        &["se vende", "sold by", "unidad", "unit", "venta"],
    ),
    (
        ImportColumn::Active,
        &["activo", "active", "estado", "state"],
    ),
];

impl ImportWhat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Users, Self::Shops, Self::Results, Self::Goods];

    const fn headings(self) -> Headings {
        match self {
            ImportWhat::Users => USERS,
            ImportWhat::Shops => SHOPS,
            ImportWhat::Results => RESULTS,
            ImportWhat::Goods => GOODS,
        }
    }

    /// The columns that such a file may have, as they are written.
    pub fn columns(self) -> impl Iterator<Item = (ImportColumn, &'static str)> {
        let first = |(column, words): &(ImportColumn, &'static [&'static str])| {
            (*column, words.first().copied().unwrap_or_default())
        };
        self.headings().iter().map(first)
    }

    /// A column's heading in English.
    pub fn in_english(self, column: ImportColumn) -> &'static str {
        let of = |(known, _): &&(ImportColumn, &'static [&'static str])| *known == column;
        let words = self.headings().iter().find(of).map(|(_, words)| *words);
        words
            .and_then(|words| words.get(1).copied())
            .unwrap_or_default()
    }

    /// The columns without which nothing can be read.
    pub const fn needed(self) -> &'static [ImportColumn] {
        match self {
            ImportWhat::Users => &[ImportColumn::Username],
            ImportWhat::Shops => &[ImportColumn::Name],
            ImportWhat::Results => &[
                ImportColumn::Lottery,
                ImportColumn::Date,
                ImportColumn::Time,
                ImportColumn::Number,
            ],
            ImportWhat::Goods => &[ImportColumn::Sku],
        }
    }

    /// The column of a heading; nothing where no such file has it.
    pub fn column(self, heading: &str) -> Option<ImportColumn> {
        let heading = folded(heading);
        let known = self.headings().iter();
        let mut known = known.filter(|(_, words)| words.contains(&heading.as_str()));
        known.next().map(|(column, _)| *column)
    }
}

/// A word as it is compared: without accents, capitals and underscores, and with single blanks.
pub fn folded(word: &str) -> String {
    let plain = word.trim().to_lowercase();
    let plain: String = plain
        .chars()
        .map(|letter| match letter {
            'á' | 'à' | 'ä' => 'a',
            'é' | 'è' | 'ë' => 'e',
            'í' | 'ì' | 'ï' => 'i',
            'ó' | 'ò' | 'ö' => 'o',
            'ú' | 'ù' | 'ü' => 'u',
            'ñ' => 'n',
            '_' | '-' => ' ',
            other => other,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A role as people call it.
pub fn role(word: &str) -> Option<Role> {
    match folded(word).as_str() {
        "admin" | "administrador" | "administradora" | "administrator" | "banca" | "house" => {
            Some(Role::Admin)
        }
        "ventana" | "shop" | "supervisor" | "supervisora" | "encargado" | "encargada"
        | "manager" | "shop manager" => Some(Role::Ventana),
        "vendedor" | "vendedora" | "seller" | "cajero" | "cajera" | "cashier" => {
            Some(Role::Vendedor)
        }
        _ => None,
    }
}

/// How goods are sold.
pub fn sold_by(word: &str) -> Option<SoldBy> {
    match folded(word).as_str() {
        "unidad" | "por unidad" | "unit" | "by the piece" | "piece" | "u" | "un" | "und" => {
            Some(SoldBy::Unit)
        }
        "peso" | "por peso" | "weight" | "by weight" | "kg" | "kilo" | "k" => Some(SoldBy::Weight),
        _ => None,
    }
}

/// Barcodes as they stand in one cell: apart by blanks, commas or semicolons, packs as `code*6`, else of `pack` pieces.
pub fn barcodes(text: &str, pack: u32) -> Option<Vec<(String, u32)>> {
    let codes = text
        .split([' ', ';', ',', '|'])
        .filter(|code| !code.is_empty());
    codes
        .map(|code| match code.split_once('*') {
            Some((code, pieces)) => Some((code.to_owned(), pieces.parse().ok()?)),
            None => Some((code.to_owned(), pack)),
        })
        .collect()
}

/// Yes or no.
pub fn yes(word: &str) -> Option<bool> {
    match folded(word).as_str() {
        "si" | "s" | "yes" | "y" | "x" | "1" | "true" | "verdadero" | "activo" | "activa"
        | "active" => Some(true),
        "no" | "n" | "0" | "false" | "falso" | "inactivo" | "inactiva" | "inactive"
        | "desactivado" | "desactivada" => Some(false),
        _ => None,
    }
}

/// An amount as spreadsheets of either habit write it: `50000`, `50.000`, `50,000.00`, `₡50 000,00`. A lone separator before three
/// figures groups, before one or two it divides.
pub fn amount(text: &str) -> Option<Money> {
    let last = text.rfind(['.', ',']);
    let after = last.map(|at| text.get(at..).map_or(0, |rest| rest.chars().count()));
    let divides = after.is_some_and(|count| count <= 3);
    let comma = last.and_then(|at| text.get(at..)?.chars().next()) == Some(',');
    let format = match (divides, comma) {
        (true, true) | (false, false) => MoneyFormat::Dots,
        (true, false) | (false, true) => MoneyFormat::Commas,
    };
    Money::parse(text, format)
        .or_else(|_| Money::parse(text, MoneyFormat::Spaces))
        .ok()
}

/// A day: `2026-11-21`, `21/11/2026`, `21-11-2026`.
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let forms = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%d.%m.%Y"];
    let mut read = forms
        .iter()
        .filter_map(|form| NaiveDate::parse_from_str(text, form).ok());
    // A year of two figures is no year.
    read.find(|day| (1950..2200).contains(&chrono::Datelike::year(day)))
}

/// An hour: `12:55`, `12:55:00`, `7:30 p. m.`
pub fn hour(text: &str) -> Option<NaiveTime> {
    let plain: String = text
        .to_lowercase()
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '.')
        .collect();
    let forms = ["%H:%M", "%H:%M:%S", "%I:%M%P", "%I:%M:%S%P"];
    forms
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(&plain, form).ok())
}

/// A number of a draw. Spreadsheets eat the zeros before it, so fewer figures are filled up; more are none.
pub fn number(text: &str, digits: Digits) -> Option<Number> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let wide = usize::from(digits.count());
    Number::parse(&format!("{text:0>wide$}"), digits).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("50000", 5_000_000)]
    #[case("50.000", 5_000_000)]
    #[case("50,000", 5_000_000)]
    #[case("50000.00", 5_000_000)]
    #[case("50.000,50", 5_000_050)]
    #[case("1,250,000.5", 125_000_050)]
    #[case("₡50 000", 5_000_000)]
    #[case("0", 0)]
    fn amounts_of_every_habit_are_read(#[case] text: &str, #[case] cents: i64) {
        assert_eq!(amount(text).map(Money::as_cents), Some(cents), "{text}");
    }

    #[rstest]
    #[case("")]
    #[case("mucho")]
    #[case("5.00.000")]
    #[case("1e5")]
    fn what_is_no_amount_is_none(#[case] text: &str) {
        assert_eq!(amount(text), None);
    }

    #[test]
    fn headings_are_found_in_both_languages_and_in_any_dress() {
        for (heading, column) in [
            ("Usuario", ImportColumn::Username),
            (" USER_NAME ", ImportColumn::Username),
            ("Límite", ImportColumn::Limit),
            ("Contraseña", ImportColumn::Pin),
        ] {
            assert_eq!(ImportWhat::Users.column(heading), Some(column), "{heading}");
        }
        assert_eq!(ImportWhat::Users.column("salario"), None);
        let number = Some(ImportColumn::Number);
        assert_eq!(ImportWhat::Results.column("NÚMERO"), number);
    }

    #[test]
    fn no_heading_means_two_columns_of_one_file() {
        for what in ImportWhat::ALL {
            let mut all: Vec<&str> = what
                .headings()
                .iter()
                .flat_map(|(_, words)| words.iter().copied())
                .collect();
            assert!(all.iter().all(|word| folded(word) == *word), "{all:?}");
            let before = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), before);
        }
    }

    #[rstest]
    #[case("2026-11-21")]
    #[case("21/11/2026")]
    #[case("21-11-2026")]
    fn a_day_is_read_in_every_order_of_ours(#[case] text: &str) {
        assert_eq!(day(text), NaiveDate::from_ymd_opt(2026, 11, 21));
    }

    #[test]
    fn a_day_of_two_year_figures_is_none() {
        assert_eq!(day("21/11/26"), None);
        assert_eq!(day("hoy"), None);
    }

    #[rstest]
    #[case("12:55", 12, 55)]
    #[case("7:30 p. m.", 19, 30)]
    #[case("07:30 PM", 19, 30)]
    #[case("19:30:00", 19, 30)]
    fn an_hour_is_read_with_and_without_halves(
        #[case] text: &str,
        #[case] hours: u32,
        #[case] minutes: u32,
    ) {
        assert_eq!(hour(text), NaiveTime::from_hms_opt(hours, minutes, 0));
    }

    #[test]
    fn barcodes_stand_in_one_cell_with_their_packs() {
        let read = |text| barcodes(text, 1).unwrap();
        assert_eq!(read(""), []);
        let two = [("7501234567893".to_owned(), 1), ("PACK".to_owned(), 6)];
        assert_eq!(read("7501234567893; PACK*6"), two);
        assert_eq!(barcodes("A*x", 1), None);
        assert_eq!(barcodes("ABCD", 12), Some(vec![("ABCD".to_owned(), 12)]));
        assert_eq!(sold_by("Por peso"), Some(SoldBy::Weight));
        assert_eq!(sold_by("docena"), None);
    }

    #[test]
    fn zeros_that_a_spreadsheet_ate_come_back() {
        let two = Digits::Two;
        assert_eq!(number("7", two).map(|it| it.to_string()), Some("07".into()));
        let three = number("7", Digits::Three);
        assert_eq!(three.map(|it| it.to_string()), Some("007".into()));
        assert_eq!(number("100", two), None);
        assert_eq!(number("", two), None);
        assert_eq!(number("-1", two), None);
    }
}
