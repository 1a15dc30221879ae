//! People, shops and results as tables that an import reads back unchanged.

use chrono::NaiveDate;

use super::catalogue_paper;
use super::text::{Lang, Text, Voice, import as t, name, users};
use crate::domain::{ImportColumn, ImportWhat};
use crate::ops::{DrawRow, LotteryRow, SheetRow, UserRow, VentanaRow};
use crate::sheet::{Sheet, Value};

/// The first day of which results are exported where none is named.
pub const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1950, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// The last one.
pub const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2199, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

fn sheet(what: ImportWhat, voice: Voice, rows: Vec<Vec<Value>>) -> Sheet {
    let heads = what
        .columns()
        .filter(|(column, _)| *column != ImportColumn::Pin);
    Sheet {
        title: voice.text(t::what(what)).to_owned(),
        columns: heads
            .map(|(column, written)| match voice.lang {
                Lang::Es => written.to_owned(),
                Lang::En => what.in_english(column).to_owned(),
            })
            .collect(),
        rows,
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn yes(yes: bool, voice: Voice) -> Value {
    let word: Text = if yes { users::YES } else { users::NO };
    text(voice.text(word))
}

/// People, without their secrets.
pub fn users(rows: &[UserRow], voice: Voice) -> Sheet {
    let cells = |row: &UserRow| {
        vec![
            text(&row.username),
            text(&row.name),
            text(voice.text(name::role(row.role))),
            row.ventana
                .as_ref()
                .map_or(Value::Empty, |(_, name)| text(name)),
            row.payout_limit.map_or(Value::Empty, Value::Money),
            yes(row.may_confirm, voice),
            yes(row.active, voice),
        ]
    };
    sheet(ImportWhat::Users, voice, rows.iter().map(cells).collect())
}

/// Shops.
pub fn shops(rows: &[VentanaRow], voice: Voice) -> Sheet {
    let cells = |row: &VentanaRow| vec![text(&row.name), yes(row.active, voice)];
    sheet(ImportWhat::Shops, voice, rows.iter().map(cells).collect())
}

/// Goods with their base prices.
pub fn goods(rows: &[SheetRow], voice: Voice) -> Sheet {
    let or_empty = |word: &str| {
        if word.is_empty() {
            Value::Empty
        } else {
            text(word)
        }
    };
    let cells = |row: &SheetRow| {
        vec![
            text(&row.sku),
            text(&row.name),
            or_empty(&row.variant_name),
            or_empty(&row.category_name),
            or_empty(&row.brand),
            or_empty(&catalogue_paper::barcodes(&row.barcodes)),
            Value::Empty,
            row.plu.as_deref().map_or(Value::Empty, text),
            text(&row.tax.text()),
            row.price.map_or(Value::Empty, Value::Money),
            text(voice.text(catalogue_paper::sold_by(row.sold_by))),
            yes(row.active && row.product_active, voice),
        ]
    };
    sheet(ImportWhat::Goods, voice, rows.iter().map(cells).collect())
}

/// Results, the house's own and those brought in.
pub fn results(rows: &[DrawRow], lotteries: &[LotteryRow], voice: Voice) -> Sheet {
    let cells = |row: &DrawRow| {
        let lottery = lotteries.iter().find(|lottery| lottery.id == row.lottery);
        let result = row.result.as_ref()?;
        Some(vec![
            text(lottery.map_or(row.name.as_str(), |lottery| lottery.name.as_str())),
            text(&voice.day(row.at)),
            text(&voice.clock_seconds(row.at)),
            text(&result.number.to_string()),
            result.outcome.as_deref().map_or(Value::Empty, text),
        ])
    };
    let rows = rows.iter().filter_map(cells).collect();
    sheet(ImportWhat::Results, voice, rows)
}
