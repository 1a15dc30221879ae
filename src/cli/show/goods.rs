//! The catalogue: goods, one product, what a code means, prices before and after, promotions, what goods are ordered by.

use super::table::{Facts, Table, figures, words};
use crate::{
    domain::catalogue::lookup::Scanned,
    ops::{
        CatalogueAnswer, FavouriteRow, GoodsItem, GoodsPriceRow, ProductView, PromotionRow,
        SheetRow, Shelf, VariantPrices,
    },
    ui::{
        catalogue_paper as paper,
        text::{Voice, catalogue as t},
    },
};

pub fn answer(answer: &CatalogueAnswer, voice: Voice) -> String {
    match answer {
        CatalogueAnswer::Found(found) => scanned(found, voice),
        CatalogueAnswer::Page(page) => items(&page.rows, voice),
        CatalogueAnswer::Favourites(rows) => favourites(rows, voice),
        CatalogueAnswer::Product(view) => product(view, voice),
        CatalogueAnswer::Shelf(shelf) => self::shelf(shelf, voice),
        CatalogueAnswer::Sheet(rows) => sheet(rows, voice),
        CatalogueAnswer::Promotions(rows) => promotions(rows, voice),
        CatalogueAnswer::History(rows) => prices(rows, voice),
        CatalogueAnswer::Prices(rows) => moved(rows, voice),
        CatalogueAnswer::PricesSaved { changed } => Facts::new(voice)
            .with(t::FACT_CHANGED, changed.to_string())
            .text(),
    }
}

fn items(rows: &[GoodsItem], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(t::COL_SKU),
            words(t::COL_NAME),
            words(t::COL_CATEGORY),
            words(t::COL_BRAND),
            words(t::COL_BARCODE),
            figures(t::COL_TAX),
            figures(t::COL_PRICE),
            words(t::COL_SOLD_BY),
        ],
    );
    for item in rows {
        table.row([
            item.sku.clone(),
            item.full_name(),
            item.category_name.clone(),
            item.brand.clone(),
            item.barcode.clone().unwrap_or_default(),
            item.tax.text(),
            paper::price(item, voice),
            voice.text(paper::sold_by(item.sold_by)).to_owned(),
        ]);
    }
    table.text()
}

fn sheet(rows: &[SheetRow], voice: Voice) -> String {
    let columns = [
        words(t::COL_SKU),
        words(t::COL_NAME),
        words(t::COL_BARCODE),
        figures(t::COL_PRICE),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        table.row([
            row.sku.clone(),
            format!("{} {}", row.name, row.variant_name),
            paper::barcodes(&row.barcodes),
            row.price
                .map(|price| voice.figure(price))
                .unwrap_or_default(),
        ]);
    }
    table.text()
}

fn scanned(found: &Scanned, voice: Voice) -> String {
    let item = &found.item;
    let mut facts = Facts::new(voice)
        .with(t::COL_NAME, item.full_name())
        .with(t::COL_SKU, item.sku.as_str())
        .with(t::FACT_QUANTITY, found.quantity.text())
        .with(t::COL_PRICE, paper::price(item, voice))
        .with(t::COL_TAX, item.tax.text());
    if let Some(label) = found.label {
        facts = facts.with(t::FACT_LABEL, voice.money(label));
    }
    if found.doubtful {
        facts = facts.with(t::FACT_DOUBTFUL, super::yes_no(true, voice));
    }
    if found.weigh {
        facts = facts.with(t::FACT_WEIGH, super::yes_no(true, voice));
    }
    facts.text()
}

fn favourites(rows: &[FavouriteRow], voice: Voice) -> String {
    let columns = [
        figures(t::COL_PLACE),
        words(t::COL_SKU),
        words(t::COL_NAME),
        figures(t::COL_PRICE),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        table.row([
            row.slot.to_string(),
            row.item.sku.clone(),
            row.item.full_name(),
            paper::price(&row.item, voice),
        ]);
    }
    table.text()
}

fn product(view: &ProductView, voice: Voice) -> String {
    let category = view.category.as_ref();
    let facts = Facts::new(voice)
        .with(t::COL_NAME, view.name.as_str())
        .with(
            t::COL_CATEGORY,
            category.map(|row| row.name.clone()).unwrap_or_default(),
        )
        .with(t::COL_BRAND, view.brand.as_str())
        .with(t::COL_TAX, view.tax.name.as_str())
        .with(t::FACT_INCLUDED, super::yes_no(view.tax_included, voice))
        .with(
            t::COL_SOLD_BY,
            voice.text(paper::sold_by(view.sold_by)).to_owned(),
        )
        .with(t::FACT_TRACKED, super::yes_no(view.tracked, voice))
        .with(t::COL_ACTIVE, super::yes_no(view.active, voice));
    let mut text = facts.text();
    for variant in &view.variants {
        let facts = Facts::new(voice)
            .with(t::COL_SKU, format!("{} {}", variant.sku, variant.name))
            .with(t::FACT_PLU, variant.plu.clone().unwrap_or_default())
            .with(t::COL_BARCODE, paper::barcodes(&variant.barcodes))
            .with(t::COL_ACTIVE, super::yes_no(variant.active, voice));
        text = format!(
            "{text}\n{}\n{}",
            facts.text(),
            prices(&variant.prices, voice)
        );
    }
    text
}

fn prices(rows: &[GoodsPriceRow], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(t::COL_LIST),
            figures(t::COL_FROM),
            figures(t::COL_PRICE),
            words(t::COL_SINCE),
            words(t::COL_UNTIL),
            words(t::COL_BY),
        ],
    );
    for row in rows {
        table.row([
            row.list_name.clone(),
            paper::from(row.from),
            voice.figure(row.price),
            super::moment(row.since, voice),
            row.ended
                .map(|ended| super::moment(ended, voice))
                .unwrap_or_default(),
            row.by.clone(),
        ]);
    }
    table.text()
}

fn moved(rows: &[VariantPrices], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(t::COL_SKU),
            words(t::COL_NAME),
            figures(t::COL_FROM),
            figures(t::COL_BEFORE),
            figures(t::COL_AFTER),
        ],
    );
    for row in rows {
        table.row([
            row.sku.clone(),
            row.name.clone(),
            paper::from(row.from),
            voice.figure(row.before),
            voice.figure(row.after),
        ]);
    }
    table.text()
}

fn promotions(rows: &[PromotionRow], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(t::COL_PROMOTION),
            words(t::COL_RULE),
            words(t::COL_SINCE),
            words(t::COL_UNTIL),
            words(t::COL_COUPON),
            figures(t::COL_USES),
            words(t::COL_HOLDS),
        ],
    );
    for row in rows {
        let one = &row.promotion;
        table.row([
            one.name.clone(),
            paper::rule(&one.rule, voice),
            super::moment(one.starts, voice),
            one.ends
                .map(|ends| super::moment(ends, voice))
                .unwrap_or_default(),
            one.coupon.clone().unwrap_or_default(),
            row.uses.to_string(),
            super::yes_no(row.holds, voice),
        ]);
    }
    table.text()
}

fn shelf(shelf: &Shelf, voice: Voice) -> String {
    let columns = [
        words(t::COL_CATEGORY),
        figures(t::COL_RETURN),
        words(t::COL_ACTIVE),
    ];
    let mut categories = Table::new(voice, &columns);
    for row in &shelf.categories {
        categories.row([
            row.name.clone(),
            row.return_days
                .map(|days| days.to_string())
                .unwrap_or_default(),
            super::yes_no(row.active, voice),
        ]);
    }
    let columns = [
        words(t::FACT_TAX_CLASS),
        figures(t::COL_TAX),
        words(t::COL_ACTIVE),
    ];
    let mut taxes = Table::new(voice, &columns);
    for row in &shelf.tax_classes {
        taxes.row([
            row.name.clone(),
            row.rate.text(),
            super::yes_no(row.active, voice),
        ]);
    }
    let columns = [
        words(t::COL_LIST),
        words(t::COL_KIND),
        words(t::COL_SINCE),
        words(t::COL_UNTIL),
        words(t::COL_ACTIVE),
    ];
    let mut lists = Table::new(voice, &columns);
    for row in &shelf.lists {
        lists.row([
            row.name.clone(),
            voice.text(paper::list_kind(row.kind)).to_owned(),
            super::moment(row.starts, voice),
            row.ends
                .map(|ends| super::moment(ends, voice))
                .unwrap_or_default(),
            super::yes_no(row.active, voice),
        ]);
    }
    let columns = [
        figures(t::COL_PREFIX),
        words(t::COL_VALUE),
        figures(t::COL_ITEM_DIGITS),
        figures(t::COL_DECIMALS),
        words(t::COL_CHECK),
        words(t::COL_ACTIVE),
    ];
    let mut templates = Table::new(voice, &columns);
    for row in &shelf.templates {
        templates.row([
            row.prefix.to_string(),
            voice.text(paper::scale_kind(row.kind)).to_owned(),
            row.item_digits.to_string(),
            row.decimals.to_string(),
            voice.text(paper::check(row.check)).to_owned(),
            super::yes_no(row.active, voice),
        ]);
    }
    [
        categories.text(),
        taxes.text(),
        lists.text(),
        templates.text(),
    ]
    .join("\n")
}
