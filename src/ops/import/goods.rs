//! Goods out of a table: a line is a variant, known by its SKU. A SKU that the house does not know is a new product; a category
//! that it does not know is made.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

use super::{
    line::{Reading, neutral},
    report::{ImportValue, ImportedLine},
};
use crate::{
    domain::{
        CategoryId, CommandKey, Id, ImportColumn as Column, Money, ProductId, TaxClassId,
        catalogue::{CatalogueProblem, SoldBy, plu},
        goods::TaxRate,
        import,
        view::{BarcodeRow, CategoryRow, SheetRow, TaxClassRow},
    },
    ops::{
        catalogue::{checked, ordinary, put},
        fail::No,
        refusal::{FieldProblem, Refusal, Thing},
        request::{ImportFile, SaveProduct, SaveVariant},
        seat::Seat,
        work::Work,
    },
    store,
};

/// What is to be written.
pub struct Deeds {
    categories: Vec<CategoryRow>,
    products: Vec<SaveProduct>,
}

/// What the house has, and what earlier lines of the file take.
struct House {
    known: HashMap<String, SheetRow>,
    /// Whose a barcode or PLU is: the SKU and the name.
    owners: HashMap<String, (String, String)>,
    categories: HashMap<String, CategoryId>,
    made: Vec<CategoryRow>,
    classes: Vec<TaxClassRow>,
}

impl House {
    async fn read(db: &mut store::Db) -> Result<Self, No> {
        let shelf = store::catalogue::shelf(db).await?;
        let rows = store::catalogue::sheet(db).await?;
        let mut owners = HashMap::new();
        for row in &rows {
            let owner = (row.sku.to_lowercase(), row.name.clone());
            for code in &row.barcodes {
                owners.insert(code.barcode.clone(), owner.clone());
            }
            if let Some(plu) = &row.plu {
                owners.insert(plu_key(plu), owner.clone());
            }
        }
        let named = |row: CategoryRow| (import::folded(&row.name), row.id);
        Ok(Self {
            known: rows
                .into_iter()
                .map(|row| (row.sku.to_lowercase(), row))
                .collect(),
            owners,
            categories: shelf.categories.into_iter().map(named).collect(),
            made: Vec::new(),
            classes: shelf.tax_classes,
        })
    }

    /// The class of a rate such as `13`, `13%` or `IVA 13 %`, or of a name.
    fn class(&self, word: &str) -> Option<TaxClassId> {
        let used = |row: &&TaxClassRow| row.active;
        let wanted = import::folded(word);
        let named = self.classes.iter().filter(used);
        let named = named.filter(|row| import::folded(&row.name) == wanted);
        let figure: String = word
            .chars()
            .filter(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','))
            .collect();
        let points = crate::domain::Percent::parse(&figure)
            .ok()
            .and_then(|percent| percent.as_decimal().checked_mul(100.into()))
            .and_then(|points| i64::try_from(points).ok())
            .and_then(TaxRate::from_basis_points);
        let rated = self.classes.iter().filter(used);
        let rated = rated.filter(|row| Some(row.rate) == points);
        named.chain(rated).next().map(|row| row.id)
    }

    /// The class of goods about which nothing is said: the usual one.
    fn usual_class(&self) -> Option<TaxClassId> {
        let used = self.classes.iter().filter(|row| row.active);
        let of = |row: &&TaxClassRow| row.rate.basis_points() == 1_300;
        let usual = used.clone().find(of);
        usual.or_else(|| used.clone().next()).map(|row| row.id)
    }

    fn category(&mut self, name: &str) -> CategoryId {
        let id = self
            .categories
            .entry(import::folded(name))
            .or_insert_with(|| {
                let id = CategoryId::new(Uuid::now_v7());
                self.made.push(CategoryRow {
                    id,
                    name: name.to_owned(),
                    return_days: None,
                    active: true,
                });
                id
            });
        *id
    }

    /// Whose a code is already, where it is another's.
    fn taken(&mut self, key: String, sku: &str, name: &str) -> Option<String> {
        let mine = (sku.to_lowercase(), name.to_owned());
        let owner = self.owners.entry(key).or_insert_with(|| mine.clone());
        (owner.0 != mine.0).then(|| owner.1.clone())
    }
}

fn plu_key(plu: &str) -> String {
    format!("plu {plu}")
}

/// What the file would do.
pub async fn plan(db: &mut store::Db, file: &ImportFile) -> Result<(Vec<ImportedLine>, Deeds), No> {
    let mut house = House::read(db).await?;
    let (mut seen, mut lines, mut products) = (HashMap::new(), Vec::new(), Vec::new());
    for line in &file.lines {
        let mut reading = Reading::of(line);
        let sku = reading.needed(Column::Sku).unwrap_or_default().to_owned();
        if !sku.is_empty() {
            reading.once(sku.to_lowercase(), &mut seen);
        }
        let before = house.known.get(&sku.to_lowercase()).cloned();
        let meant = meant(&mut reading, &mut house, &sku, before.as_ref());
        if let Some(meant) = &meant {
            codes(&mut reading, &mut house, meant);
            if let Some(before) = &before {
                changes(&mut reading, before, meant);
            }
        }
        let stands = reading.stands();
        let told = reading.told(&sku, before.is_none(), false);
        let new = before.is_none() || !told.changes.is_empty();
        if let Some(meant) = meant.filter(|_| stands && new) {
            products.push(meant.product);
        }
        lines.push(told);
    }
    let categories = house.made;
    Ok((
        lines,
        Deeds {
            categories,
            products,
        },
    ))
}

/// A product as the line means it, with the name of its category.
struct Meant {
    product: SaveProduct,
    category: String,
}

fn meant(
    reading: &mut Reading<'_>,
    house: &mut House,
    sku: &str,
    before: Option<&SheetRow>,
) -> Option<Meant> {
    let words = |reading: &Reading<'_>, column, was: Option<&String>| {
        let kept = was.cloned().unwrap_or_default();
        if reading.has(column) {
            reading.cell(column).unwrap_or_default().to_owned()
        } else {
            kept
        }
    };
    let name = match reading.cell(Column::Name) {
        Some(name) => name.to_owned(),
        None => before.map(|row| row.name.clone()).unwrap_or_default(),
    };
    if name.is_empty() {
        reading.wrong(Column::Name, FieldProblem::Missing);
    }
    let category = words(
        reading,
        Column::Category,
        before.map(|row| &row.category_name),
    );
    let class = reading.value(Column::Tax, |word| house.class(word));
    let class = class
        .or(before.map(|row| row.tax_class))
        .or_else(|| house.usual_class());
    let was = before.map_or(SoldBy::Unit, |row| row.sold_by);
    let sold_by = reading
        .value(Column::SoldBy, import::sold_by)
        .unwrap_or(was);
    let pack = reading.value(Column::Pack, |word| word.parse::<u32>().ok());
    let barcodes = if reading.has(Column::Barcode) {
        let read = reading.value(Column::Barcode, |cell| {
            import::barcodes(cell, pack.unwrap_or(1))
        });
        let row = |(barcode, pack)| BarcodeRow { barcode, pack };
        read.unwrap_or_default().into_iter().map(row).collect()
    } else {
        before.map(|row| row.barcodes.clone()).unwrap_or_default()
    };
    let was = before.and_then(|row| row.plu.clone());
    let plu = if reading.has(Column::Plu) {
        reading.value(Column::Plu, |word| plu(word).ok())
    } else {
        was
    };
    let price = reading.value(Column::Price, import::amount);
    if price.is_some_and(Money::is_negative) {
        reading.wrong(Column::Price, FieldProblem::OutOfRange);
    }
    let was = before.is_none_or(|row| row.active && row.product_active);
    let active = reading.value(Column::Active, import::yes).unwrap_or(was);
    let variant_name = words(
        reading,
        Column::Variant,
        before.map(|row| &row.variant_name),
    );
    let product = SaveProduct {
        key: CommandKey::new(Uuid::nil()),
        product: before.map_or_else(|| ProductId::new(Uuid::now_v7()), |row| row.product),
        ventana: before.and_then(|row| row.ventana),
        name,
        category: None,
        brand: words(reading, Column::Brand, before.map(|row| &row.brand)),
        tax_class: class?,
        tax_included: before.is_none_or(|row| row.tax_included),
        sold_by,
        tracked: before.is_none_or(|row| row.tracked),
        // What one variant is not is not yet what the product is not.
        active: active || before.is_some_and(|row| row.product_active),
        variants: vec![SaveVariant {
            variant: before.map_or_else(|| Id::new(Uuid::now_v7()), |row| row.variant),
            name: variant_name,
            sku: sku.to_owned(),
            plu,
            active,
            barcodes,
            price,
        }],
    };
    if !reading.stands() {
        return None;
    }
    match checked(product) {
        Ok(mut product) => {
            if !category.is_empty() {
                if category.chars().count() > 60 {
                    reading.wrong(Column::Category, FieldProblem::TooLong { most: 60 });
                    return None;
                }
                product.category = Some(house.category(&category));
            }
            Some(Meant { product, category })
        }
        Err(why) => {
            reading.refuse(why);
            None
        }
    }
}

/// Refuses codes that are another's, in the house or earlier in the file.
fn codes(reading: &mut Reading<'_>, house: &mut House, meant: &Meant) {
    let name = &meant.product.name;
    for variant in &meant.product.variants {
        for row in &variant.barcodes {
            if let Some(by) = house.taken(row.barcode.clone(), &variant.sku, name) {
                let barcode = neutral(&row.barcode);
                let why = CatalogueProblem::BarcodeTaken { barcode, by };
                reading.refuse(Refusal::Catalogue(why));
            }
        }
        if let Some(plu) = &variant.plu
            && let Some(by) = house.taken(plu_key(plu), &variant.sku, name)
        {
            let plu = plu.clone();
            reading.refuse(Refusal::Catalogue(CatalogueProblem::PluTaken { plu, by }));
        }
    }
}

/// Notes what a line changes of goods that the house has.
fn changes(reading: &mut Reading<'_>, before: &SheetRow, meant: &Meant) {
    let Some(one) = meant.product.variants.first() else {
        return;
    };
    let text = |words: &str| match words {
        "" => ImportValue::Nothing,
        words => ImportValue::Text(words.to_owned()),
    };
    let codes = |rows: &[BarcodeRow]| {
        let mut codes: Vec<String> = rows
            .iter()
            .map(|row| format!("{}*{}", row.barcode, row.pack))
            .collect();
        codes.sort();
        text(&codes.join(" "))
    };
    let money = |price: Option<Money>| price.map_or(ImportValue::Nothing, ImportValue::Money);
    let product = &meant.product;
    reading.change(Column::Name, text(&before.name), text(&product.name));
    reading.change(Column::Variant, text(&before.variant_name), text(&one.name));
    let (was, is) = (
        import::folded(&before.category_name),
        import::folded(&meant.category),
    );
    if was != is {
        reading.change(
            Column::Category,
            text(&before.category_name),
            text(&meant.category),
        );
    }
    reading.change(Column::Brand, text(&before.brand), text(&product.brand));
    reading.change(
        Column::Barcode,
        codes(&before.barcodes),
        codes(&one.barcodes),
    );
    let plu = |plu: &Option<String>| text(plu.as_deref().unwrap_or_default());
    reading.change(Column::Plu, plu(&before.plu), plu(&one.plu));
    if before.tax_class != product.tax_class {
        let is = reading.cell(Column::Tax).unwrap_or_default().to_owned();
        reading.change(Column::Tax, text(&before.tax.text()), text(&is));
    }
    if one.price.is_some() {
        reading.change(Column::Price, money(before.price), money(one.price));
    }
    let (was, is) = (before.sold_by.name(), product.sold_by.name());
    reading.change(Column::SoldBy, text(was), text(is));
    let was = before.active && before.product_active;
    reading.change(
        Column::Active,
        ImportValue::Yes(was),
        ImportValue::Yes(one.active),
    );
}

/// Writes categories, goods and base prices within the transaction of the import.
pub async fn write(seat: &Seat, work: &mut Work<'_>, deeds: Deeds) -> Result<(), No> {
    let key = work.key();
    for category in &deeds.categories {
        store::catalogue::save_category(work.db(), key, category).await?;
    }
    let lists = store::catalogue::lists(work.db()).await?;
    let what = Thing::GoodsList;
    let base = lists.first().ok_or(Refusal::NotFound { what })?.id;
    let mut prices = Vec::new();
    for product in &deeds.products {
        put(work, product).await?;
        let priced = product.variants.iter().filter(|one| one.price.is_some());
        prices.extend(priced.map(|one| ordinary(base, one)));
        seat.import.step();
    }
    if !prices.is_empty() {
        store::catalogue::prices(work.db(), key, &Value::Array(prices)).await?;
    }
    Ok(())
}
