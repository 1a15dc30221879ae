//! A sheet as a workbook: bold headings that stay in sight, numbers as numbers with their formats.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::{Sheet, SheetError, Value};

/// Most letters of a worksheet's name.
const NAME_MOST: usize = 31;

pub(super) fn bytes(sheet: &Sheet) -> Result<Vec<u8>, SheetError> {
    written(sheet).map_err(|why| SheetError(why.to_string()))
}

fn written(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(name(&sheet.title))?;
    let head = Format::new().set_bold();
    let money = Format::new().set_num_format("#,##0.00");
    let count = Format::new().set_num_format("#,##0");
    let part = Format::new().set_num_format("0.0%");
    for (column, words) in (0..).zip(&sheet.columns) {
        page.write_string_with_format(0, column, words, &head)?;
    }
    page.set_freeze_panes(1, 0)?;
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Value::Text(text) => page.write_string(row, column, text)?,
                Value::Count(n) => {
                    page.write_number_with_format(row, column, number(*n, 0), &count)?
                }
                Value::Money(n) => {
                    page.write_number_with_format(row, column, number(n.as_cents(), 2), &money)?
                }
                Value::Permille(n) => {
                    page.write_number_with_format(row, column, number(*n, 3), &part)?
                }
                Value::Empty => page,
            };
        }
    }
    page.autofit();
    book.save_to_buffer()
}

/// The nearest number a workbook can hold; beyond fifteen digits it holds no more.
fn number(value: i64, places: u32) -> f64 {
    Decimal::new(value, places).to_f64().unwrap_or_default()
}

/// A worksheet's name: no signs that it may not hold, not too long, not empty.
fn name(title: &str) -> String {
    let kept = title.chars().map(|letter| match letter {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
        other => other,
    });
    let name: String = kept.take(NAME_MOST).collect();
    if name.trim().is_empty() {
        "banca".to_owned()
    } else {
        name
    }
}
