//! A sheet as comma-separated values: the headings, then the rows. Amounts as `1234.50`, parts as `0.125`.

use super::{Sheet, SheetError, Value};

/// What a spreadsheet would take for the beginning of a formula.
pub(super) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(super) fn bytes(sheet: &Sheet) -> Result<Vec<u8>, SheetError> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let failed = |why: csv::Error| SheetError(why.to_string());
    let heads = sheet.columns.iter().map(|head| harmless(head));
    out.write_record(heads).map_err(failed)?;
    for row in &sheet.rows {
        out.write_record(row.iter().map(cell)).map_err(failed)?;
    }
    out.into_inner().map_err(|why| SheetError(why.to_string()))
}

fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) => harmless(text),
        Value::Count(count) => count.to_string(),
        Value::Money(money) => scaled(money.as_cents(), 2),
        Value::Permille(tenths) => scaled(*tenths, 3),
        Value::Empty => String::new(),
    }
}

/// Words that begin like a formula get an apostrophe before them, as spreadsheets themselves write it.
fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A whole number of hundredths or thousandths with its point.
fn scaled(value: i64, places: u32) -> String {
    let unit = 10_u64.pow(places);
    let digits = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    let width = usize::try_from(places).unwrap_or_default();
    format!("{sign}{}.{:0width$}", digits / unit, digits % unit)
}
