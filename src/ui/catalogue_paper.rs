//! Goods in words: how they are sold, what they cost, what a promotion takes off. Screens and the command line write the same.

use super::text::{Text, Voice, catalogue as t};
use crate::domain::{
    catalogue::{
        CheckPolicy, Deal, ListKind, ScaleKind, SoldBy,
        promotion::{Rule, VolumeTier},
    },
    goods::Quantity,
    view::{BarcodeRow, GoodsItem},
};

/// How something is sold.
pub const fn sold_by(by: SoldBy) -> Text {
    match by {
        SoldBy::Unit => t::BY_UNIT,
        SoldBy::Weight => t::BY_WEIGHT,
    }
}

/// What a list of prices is for.
pub const fn list_kind(kind: ListKind) -> Text {
    match kind {
        ListKind::Base => t::KIND_BASE,
        ListKind::Promotion => t::KIND_PROMOTION,
        ListKind::Ventana(_) => t::KIND_VENTANA,
        ListKind::Group(_) => t::KIND_GROUP,
        ListKind::Customer(_) => t::KIND_CUSTOMER,
    }
}

/// What the value of a scale's code is.
pub const fn scale_kind(kind: ScaleKind) -> Text {
    match kind {
        ScaleKind::Weight => t::SCALE_WEIGHT,
        ScaleKind::Price => t::SCALE_PRICE,
        ScaleKind::Units => t::SCALE_UNITS,
    }
}

/// What a wrong check digit means.
pub const fn check(policy: CheckPolicy) -> Text {
    match policy {
        CheckPolicy::Strict => t::CHECK_STRICT,
        CheckPolicy::Warn => t::CHECK_WARN,
        CheckPolicy::Off => t::CHECK_OFF,
    }
}

/// What something costs, a kilogram's price marked as such; a dash where it has no price.
pub fn price(item: &GoodsItem, voice: Voice) -> String {
    match (item.price, item.sold_by) {
        (None, _) => "–".to_owned(),
        (Some(price), SoldBy::Unit) => voice.figure(price),
        (Some(price), SoldBy::Weight) => format!("{}/kg", voice.figure(price)),
    }
}

/// What a shop has, in units or kilograms; it may be owed.
pub fn stock(milli: i64) -> String {
    let sign = if milli < 0 { "−" } else { "" };
    let quantity = i64::try_from(milli.unsigned_abs()).ok();
    let quantity = quantity.and_then(|milli| Quantity::try_from_milli(milli).ok());
    format!("{sign}{}", quantity.unwrap_or(Quantity::MAX))
}

/// From how much on a price holds; nothing where it holds for any.
pub fn from(quantity: Quantity) -> String {
    if quantity.as_milli() <= 1 {
        String::new()
    } else {
        quantity.text()
    }
}

/// Barcodes in one line, packs with their pieces.
pub fn barcodes(rows: &[BarcodeRow]) -> String {
    let one = |row: &BarcodeRow| {
        if row.pack == 1 {
            row.barcode.clone()
        } else {
            format!("{}*{}", row.barcode, row.pack)
        }
    };
    rows.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// What a promotion takes off, in one line.
pub fn rule(rule: &Rule, voice: Voice) -> String {
    match &rule.deal {
        Deal::Percent { percent } => format!("−{percent} %"),
        Deal::Amount { amount } => format!("−{}", voice.money(*amount)),
        Deal::BuyPay { buy, pay } => format!("{buy}×{pay}"),
        Deal::Volume { tiers } => {
            let one = |tier: &VolumeTier| format!("{}+ −{} %", tier.from, tier.percent);
            tiers.iter().map(one).collect::<Vec<_>>().join(" · ")
        }
        Deal::Bundle { parts, price } => {
            let pieces: Vec<String> = parts.iter().map(|part| part.quantity.text()).collect();
            format!("{} → {}", pieces.join(" + "), voice.money(*price))
        }
    }
}
