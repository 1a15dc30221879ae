//! What is brought in from a table of another program, in words.

use super::{Say, Voice, catalogue as g, column as c, name, refusal, users};
use crate::domain::import::ImportProblem;
use crate::domain::{ImportColumn, ImportWhat};
use crate::ops::{FirstPin, ImportFate, ImportReport, ImportValue, ImportedLine, Refusal};
use crate::sheet::{ReadProblem, Sheet, Value};

/// What an import is of.
pub const fn what(what: ImportWhat) -> Text {
    match what {
        ImportWhat::Users => OF_USERS,
        ImportWhat::Shops => OF_SHOPS,
        ImportWhat::Results => OF_RESULTS,
        ImportWhat::Goods => g::OF_GOODS,
    }
}

/// What becomes of a line.
pub const fn fate(fate: ImportFate) -> Text {
    match fate {
        ImportFate::Refused => REFUSED,
        ImportFate::New => NEW,
        ImportFate::Changed => CHANGED,
        ImportFate::Unchanged => UNCHANGED,
    }
}

/// A column's name.
pub const fn column(column: ImportColumn) -> Text {
    match column {
        ImportColumn::Username => users::USERNAME,
        ImportColumn::Name => users::NAME,
        ImportColumn::Role => users::ROLE,
        ImportColumn::Shop => users::VENTANA,
        ImportColumn::Limit => users::LIMIT,
        ImportColumn::Confirms => users::CONFIRMS,
        ImportColumn::Active => users::ACTIVE,
        ImportColumn::Pin => users::PIN,
        ImportColumn::Lottery => c::LOTTERY,
        ImportColumn::Date => DATE,
        ImportColumn::Time => HOUR,
        ImportColumn::Number => c::NUMBER,
        ImportColumn::Outcome => OUTCOME,
        ImportColumn::Sku => g::COL_SKU,
        ImportColumn::Variant => g::COL_VARIANT,
        ImportColumn::Category => g::COL_CATEGORY,
        ImportColumn::Brand => g::COL_BRAND,
        ImportColumn::Barcode => g::COL_BARCODE,
        ImportColumn::Pack => g::COL_PACK,
        ImportColumn::Plu => g::FACT_PLU,
        ImportColumn::Tax => g::COL_TAX,
        ImportColumn::Price => g::COL_PRICE,
        ImportColumn::SoldBy => g::COL_SOLD_BY,
    }
}

/// The column of a request's field.
fn column_of(field: &str) -> Option<Text> {
    let known = match field {
        "username" => ImportColumn::Username,
        "name" => ImportColumn::Name,
        "role" => ImportColumn::Role,
        "ventana" => ImportColumn::Shop,
        "payout_limit" => ImportColumn::Limit,
        "may_confirm" => ImportColumn::Confirms,
        "active" => ImportColumn::Active,
        "pin" => ImportColumn::Pin,
        "lottery" => ImportColumn::Lottery,
        "date" => ImportColumn::Date,
        "time" => ImportColumn::Time,
        "number" => ImportColumn::Number,
        "outcome" => ImportColumn::Outcome,
        "sku" => ImportColumn::Sku,
        "variant" => ImportColumn::Variant,
        "category" => ImportColumn::Category,
        "brand" => ImportColumn::Brand,
        "barcodes" => ImportColumn::Barcode,
        "pack" => ImportColumn::Pack,
        "plu" => ImportColumn::Plu,
        "tax" => ImportColumn::Tax,
        "price" => ImportColumn::Price,
        "sold_by" => ImportColumn::SoldBy,
        _ => return None,
    };
    Some(column(known))
}

/// Why a line of a file, or all of it, cannot be brought in.
pub fn problem(problem: &ImportProblem) -> Say {
    match problem {
        ImportProblem::Repeated { line } => REPEATED.with("line", i64::from(*line)),
        ImportProblem::Ragged => RAGGED.into(),
        ImportProblem::NotOver => NOT_OVER.into(),
        ImportProblem::DrawStands { state } => DRAW_STANDS.with("state", name::draw_state(*state)),
        ImportProblem::OtherResult { result } => OTHER_RESULT.with("result", result.as_str()),
        ImportProblem::NoOutcome { known } => NO_OUTCOME.with("known", known.as_str()),
        ImportProblem::HasErrors { refused, line } => HAS_ERRORS
            .with("refused", *refused)
            .with("line", i64::from(*line)),
        ImportProblem::Lines { most } => LINES.with("most", i64::from(*most)),
    }
}

/// A refusal of a line, its field called as the column is.
pub fn refused(one: &Refusal) -> Say {
    if let Refusal::Field { field, problem } = one
        && let Some(column) = column_of(field)
    {
        return super::refusals::FIELD
            .with("field", column)
            .with("problem", refusal::field_problem(problem));
    }
    refusal::sentence(one)
}

/// Why a file cannot be read.
pub fn unread(why: &ReadProblem) -> Say {
    match why {
        ReadProblem::Empty => R_EMPTY.into(),
        ReadProblem::TooLarge => R_TOO_LARGE.into(),
        ReadProblem::TooMany { most } => LINES.with("most", i64::from(*most)),
        ReadProblem::NotText { line } => R_NOT_TEXT.with("line", i64::from(*line)),
        ReadProblem::Missing { columns } => R_MISSING.with("columns", columns.join(", ")),
        ReadProblem::Twice { heading } => R_TWICE.with("heading", heading.as_str()),
    }
}

/// A value before or after.
pub fn value(value: &ImportValue, voice: Voice) -> String {
    match value {
        ImportValue::Nothing | ImportValue::Secret => voice.text(NOTHING).to_owned(),
        ImportValue::Text(text) => text.clone(),
        ImportValue::Money(money) => voice.figure(*money),
        ImportValue::Role(role) => voice.text(name::role(*role)).to_owned(),
        ImportValue::Yes(true) => voice.text(users::YES).to_owned(),
        ImportValue::Yes(false) => voice.text(users::NO).to_owned(),
    }
}

/// What there is to say of a line beside its fate, a sentence each.
pub fn details(line: &ImportedLine, voice: Voice) -> Vec<Say> {
    let mut all: Vec<Say> = line.problems.iter().map(refused).collect();
    for change in &line.changes {
        all.push(if change.column == ImportColumn::Pin {
            NEW_PIN.into()
        } else {
            FROM_TO
                .with("column", column(change.column))
                .with("before", value(&change.before, voice))
                .with("after", value(&change.after, voice))
        });
    }
    if line.first_pin {
        all.push(FIRST_PIN.into());
    }
    all
}

/// What a file brings, added up.
pub fn sums(report: &ImportReport) -> Say {
    SUMS.with("new", report.new)
        .with("changed", report.changed)
        .with("unchanged", report.unchanged)
        .with("refused", report.refused)
}

/// The lines of a preview: what is refused first, then what changes, what is new, what stays.
pub fn ordered(lines: &[ImportedLine]) -> Vec<ImportedLine> {
    let mut lines = lines.to_vec();
    lines.sort_by_key(|line| {
        let rank = match line.fate {
            ImportFate::Refused => 0,
            ImportFate::Changed => 1,
            ImportFate::New => 2,
            ImportFate::Unchanged => 3,
        };
        (rank, line.line)
    });
    lines
}

/// Temporary PINs as a table that can be carried to those whom they are for.
pub fn pins(pins: &[FirstPin], voice: Voice) -> Sheet {
    Sheet {
        title: voice.text(PINS).to_owned(),
        columns: [users::USERNAME, users::NAME, COL_PIN]
            .map(|text| voice.text(text).to_owned())
            .to_vec(),
        rows: pins
            .iter()
            .map(|one| {
                [&one.username, &one.name, &one.pin]
                    .map(|cell| Value::Text(cell.clone()))
                    .to_vec()
            })
            .collect(),
    }
}

texts! {
    TITLE: "Importar", "Import";
    OF_USERS: "Usuarios", "Users";
    OF_SHOPS: "Ventanas", "Shops";
    OF_RESULTS: "Resultados anteriores", "Past results";
    WHAT: "Qué trae", "What it holds";
    PATH: "Archivo CSV", "CSV file";
    PATH_HINT: "por ejemplo ~/usuarios.csv", "for example ~/users.csv";
    READ: "Leer archivo", "Read a file";
    READING: "Leyendo…", "Reading…";
    NOT_READ: "No se pudo leer {path}: {why}", "{path} could not be read: {why}";
    COL_LINE: "Línea", "Line";
    COL_ABOUT: "De quién o de qué", "About";
    COL_FATE: "Qué pasa", "Effect";
    COL_WHY: "Detalle", "Detail";
    REFUSED: "no entra", "refused";
    NEW: "nuevo", "new";
    CHANGED: "cambia", "changes";
    UNCHANGED: "igual", "unchanged";
    EMPTY: "Lea un archivo CSV de usuarios, ventanas o resultados anteriores: {key}. Nada se guarda hasta que usted lo confirme.", "Read a CSV file of users, shops or past results: {key}. Nothing is saved until you confirm it.";
    COLUMNS: "Columnas que entiende: {columns}", "Columns it understands: {columns}";
    SUMS: "{new} {new|nuevo|nuevos} · {changed} {changed|cambia|cambian} · {unchanged} {unchanged|igual|iguales} · {refused} no {refused|entra|entran}", "{new} new · {changed} {changed|changes|change} · {unchanged} unchanged · {refused} refused";
    FILE: "{what}: {path}", "{what}: {path}";
    IGNORED: "No se entienden estas columnas y no se leen: {columns}", "These columns mean nothing here and are not read: {columns}";
    FIX_FIRST: "Hay líneas que no entran: corrija el archivo y léalo otra vez.", "Some lines are refused: mend the file and read it again.";
    NOTHING_TO_DO: "El archivo no trae nada nuevo.", "The file brings nothing new.";
    NOT_TRIED: "Lea primero un archivo.", "Read a file first.";
    ASK: "¿Importar? Entra todo o no entra nada.", "Import? All of it comes in, or nothing.";
    APPLY: "Importar", "Import";
    PINS_WILL: "PIN provisionales", "Temporary PINs";
    DONE: "Importado: {new} {new|nuevo|nuevos}, {changed} {changed|cambiado|cambiados}.", "Imported: {new} new, {changed} changed.";
    WORKING: "Importando… {done} de {of}", "Importing… {done} of {of}";
    PINS: "PIN provisionales: se muestran solo ahora", "Temporary PINs: shown only now";
    PINS_FOOT: "{n} {n|persona|personas}. Cada una lo cambia al ingresar, con {key}.", "{n} {n|person|people}. Each changes it after signing in, with {key}.";
    COL_PIN: "PIN", "PIN";
    FIRST_PIN: "PIN provisional", "temporary PIN";
    NEW_PIN: "PIN nuevo", "new PIN";
    FROM_TO: "{column}: {before} → {after}", "{column}: {before} → {after}";
    NOTHING: "–", "–";
    MORE: "…y {n} {n|línea|líneas} más.", "…and {n} more {n|line|lines}.";
    BUSY: "Espere a que termine.", "Wait until it is done.";
    WILL: "Entraría: {sums}", "It would: {sums}";
    OUTCOME: "Reventado", "Reventado";
    DATE: "Fecha", "Date";
    HOUR: "Hora", "Hour";
    REPEATED: "La línea {line} ya trata de lo mismo.", "Line {line} is about the same.";
    RAGGED: "Tiene más celdas que el encabezado; tal vez falta una comilla.", "It has more cells than the heading; perhaps a quote is missing.";
    NOT_OVER: "Ese sorteo todavía no se ha jugado.", "That draw is not over yet.";
    DRAW_STANDS: "La banca tiene un sorteo a esa hora ({state}): su resultado lo escriben dos personas en Sorteos.", "The house has a draw at that time ({state}): two people type its result under Draws.";
    OTHER_RESULT: "El sorteo de la banca a esa hora salió {result}; no se cambia con un archivo.", "The house's own draw of that time came out {result}; a file does not change it.";
    NO_OUTCOME: "La lotería no conoce ese reventado; conoce: {known}", "The lottery knows no such reventado; it knows: {known}";
    HAS_ERRORS: "No se importó nada: {refused} {refused|línea no entra|líneas no entran}, la primera es la {line}.", "Nothing was imported: {refused} {refused|line is|lines are} refused, the first is {line}.";
    LINES: "Un archivo trae entre 1 y {most} líneas.", "A file has 1 to {most} lines.";
    R_EMPTY: "El archivo no tiene líneas debajo del encabezado.", "The file has no line below its heading.";
    R_TOO_LARGE: "El archivo es demasiado grande.", "The file is too large.";
    R_NOT_TEXT: "La línea {line} no es texto UTF-8: guárdelo como «CSV UTF-8».", "Line {line} is no UTF-8 text: save it as “CSV UTF-8”.";
    R_MISSING: "Faltan columnas en el encabezado: {columns}", "Columns are missing in the heading: {columns}";
    R_TWICE: "La columna «{heading}» está dos veces.", "The column “{heading}” is there twice.";
    EXPORTED: "Guardado: {path}", "Saved: {path}";
}
