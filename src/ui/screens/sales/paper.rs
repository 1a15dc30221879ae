//! What is shown, as a table for other programs.

use crate::domain::Money;
use crate::domain::goods::TenderKind;
use crate::domain::view::SaleRow;
use crate::sheet::{Sheet, Value};
use crate::ui::ctx::Ctx;
use crate::ui::text::{sales as t, till};

/// The sales that were read, one row each, with a column for each kind of tender.
pub(super) fn sheet(rows: &[SaleRow], ctx: &Ctx) -> Sheet {
    let head = [
        t::COL_NUMBER,
        t::COL_TIME,
        t::COL_STATE,
        t::COL_VENTANA,
        t::COL_CASHIER,
        t::COL_CUSTOMER,
        t::COL_LINES,
        t::COL_TOTAL,
        t::COL_BACK,
    ];
    let kinds = TenderKind::ALL.map(till::tender);
    let columns = head.into_iter().chain(kinds);
    let row = |row: &SaleRow| {
        let words =
            |text: Option<&String>| text.map_or(Value::Empty, |text| Value::Text(text.clone()));
        let mut cells = vec![
            words(row.number.as_ref()),
            Value::Text(ctx.voice.moment(row.at)),
            Value::Text(ctx.text(till::state(row.state)).to_owned()),
            Value::Text(row.ventana.clone()),
            Value::Text(row.cashier.clone()),
            words(row.customer.as_ref()),
            Value::Count(i64::from(row.lines)),
            Value::Money(row.total),
            Value::Money(row.back),
        ];
        cells.extend(TenderKind::ALL.map(|kind| {
            let paid = row.tenders.iter().filter(|(of, _)| *of == kind);
            let paid = Money::try_sum(paid.map(|(_, amount)| *amount)).unwrap_or_default();
            if paid.is_zero() {
                Value::Empty
            } else {
                Value::Money(paid)
            }
        }));
        cells
    };
    Sheet {
        title: ctx.text(t::TITLE).to_owned(),
        columns: columns.map(|text| ctx.text(text).to_owned()).collect(),
        rows: rows.iter().map(row).collect(),
    }
}
