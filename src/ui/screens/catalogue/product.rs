//! A product while it is being written: one variant of it with its codes and its ordinary price.

use crate::domain::Role;
use crate::domain::catalogue::SoldBy;
use crate::domain::import::barcodes;
use crate::domain::{CategoryId, CommandKey, Money, ProductId, TaxClassId, VariantId, VentanaId};
use crate::ops::{BarcodeRow, Catalogue as Asked, ProductView, SaveProduct, SaveVariant, Shelf};
use crate::ui::catalogue_paper as paper;
use crate::ui::ctx::Ctx;
use crate::ui::overlays::Prompt;
use crate::ui::text::{Say, catalogue as t, frame, users as u};
use crate::ui::widgets::{Field, typed_figure};

const NAME: usize = 0;
const VARIANT: usize = 1;
const SKU: usize = 2;
const BARCODES: usize = 3;
const PRICE: usize = 4;
const CATEGORY: usize = 5;
const BRAND: usize = 6;
const TAX: usize = 7;
const INCLUDED: usize = 8;
const SOLD_BY: usize = 9;
const PLU: usize = 10;
const TRACKED: usize = 11;
const ACTIVE: usize = 12;

/// A product being written.
#[derive(Debug, Clone)]
pub(super) struct ProductDraft {
    key: CommandKey,
    product: ProductId,
    variant: VariantId,
    ventana: Option<VentanaId>,
    /// Whether its other variants go on when this one is switched off.
    others: bool,
    values: Vec<String>,
}

/// The categories and classes that a form offers: those that are used, and the one that is there already.
fn categories(shelf: &Shelf) -> Vec<(CategoryId, &str)> {
    let used = shelf.categories.iter().filter(|row| row.active);
    used.map(|row| (row.id, row.name.as_str())).collect()
}

fn classes(shelf: &Shelf) -> Vec<(TaxClassId, &str)> {
    let used = shelf.tax_classes.iter().filter(|row| row.active);
    used.map(|row| (row.id, row.name.as_str())).collect()
}

fn yes(yes: bool) -> String {
    usize::from(yes).to_string()
}

impl ProductDraft {
    /// A new product: the shop's own where a shop writes it.
    pub fn new(_shelf: &Shelf, ctx: &Ctx) -> Self {
        let session = ctx.session.filter(|session| session.role != Role::Admin);
        let own = session.and_then(|session| session.ventana.as_ref());
        let values = ["", "", "", "", "", "0", "", "0", "1", "0", "", "1", "1"];
        Self {
            key: ctx.fresh_key(),
            product: ctx.fresh_id(),
            variant: ctx.fresh_id(),
            ventana: own.map(|(id, _)| *id),
            others: false,
            values: values.map(str::to_owned).to_vec(),
        }
    }

    /// A product that exists, through one of its variants.
    pub fn of(view: &ProductView, variant: VariantId, shelf: &Shelf, ctx: &Ctx) -> Self {
        let mut draft = Self::beside(view, shelf, ctx);
        let Some(found) = view.variants.iter().find(|row| row.id == variant) else {
            return draft;
        };
        draft.variant = variant;
        draft.others = view
            .variants
            .iter()
            .any(|row| row.id != variant && row.active);
        for (place, value) in [
            (VARIANT, found.name.clone()),
            (SKU, found.sku.clone()),
            (BARCODES, paper::barcodes(&found.barcodes)),
            (PLU, found.plu.clone().unwrap_or_default()),
            (ACTIVE, yes(found.active && view.active)),
        ] {
            if let Some(old) = draft.values.get_mut(place) {
                *old = value;
            }
        }
        draft
    }

    /// Another variant of a product that exists.
    pub fn beside(view: &ProductView, shelf: &Shelf, ctx: &Ctx) -> Self {
        let category = view
            .category
            .as_ref()
            .and_then(|own| categories(shelf).iter().position(|(id, _)| *id == own.id));
        let class = classes(shelf).iter().position(|(id, _)| *id == view.tax.id);
        let values = vec![
            view.name.clone(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            category
                .map_or(0, |place| place.saturating_add(1))
                .to_string(),
            view.brand.clone(),
            class.unwrap_or(0).to_string(),
            yes(view.tax_included),
            yes(view.sold_by == SoldBy::Weight),
            String::new(),
            yes(view.tracked),
            yes(true),
        ];
        Self {
            product: view.id,
            ventana: view.ventana,
            others: view.active,
            values,
            ..Self::new(shelf, ctx)
        }
    }

    pub fn keep(&mut self, values: Vec<String>) {
        self.values = values;
    }

    fn value(&self, place: usize) -> &str {
        self.values.get(place).map_or("", |value| value.trim())
    }

    fn choice(&self, place: usize) -> usize {
        self.value(place).parse().unwrap_or(0)
    }

    /// The dialog with what is known so far.
    pub fn prompt(&self, shelf: &Shelf) -> Prompt {
        let plain = |name: &str| frame::PLAIN.with("text", name);
        let text = |label, most, place| Field::text(label, most).value(self.value(place));
        let pick =
            |label, place| Field::choice(label, [u::NO, u::YES]).chosen(self.choice(place).min(1));
        let none = std::iter::once(Say::from(t::NO_CATEGORY));
        let categories: Vec<Say> = none
            .chain(categories(shelf).into_iter().map(|(_, name)| plain(name)))
            .collect();
        let classes: Vec<Say> = classes(shelf)
            .into_iter()
            .map(|(_, name)| plain(name))
            .collect();
        let ways = [SoldBy::Unit, SoldBy::Weight].map(paper::sold_by);
        let fields = vec![
            text(t::COL_NAME, 80, NAME),
            text(t::COL_VARIANT, 40, VARIANT).hint(t::VARIANT_HINT),
            text(t::COL_SKU, 40, SKU),
            text(t::COL_BARCODE, 200, BARCODES).hint(t::BARCODE_HINT),
            text(t::COL_PRICE, 16, PRICE).hint(t::PRICE_HINT),
            Field::choice(t::COL_CATEGORY, categories).chosen(self.choice(CATEGORY)),
            text(t::COL_BRAND, 40, BRAND),
            Field::choice(t::FACT_TAX_CLASS, classes).chosen(self.choice(TAX)),
            pick(t::FACT_INCLUDED, INCLUDED),
            Field::choice(t::COL_SOLD_BY, ways).chosen(self.choice(SOLD_BY).min(1)),
            text(t::FACT_PLU, 6, PLU),
            pick(t::FACT_TRACKED, TRACKED),
            pick(t::COL_ACTIVE, ACTIVE),
        ];
        Prompt::new(t::FORM_PRODUCT, Vec::new(), fields)
    }

    /// The place of a request's field.
    pub fn place(field: &str) -> usize {
        match field {
            "variant" => VARIANT,
            "sku" => SKU,
            "barcodes" | "pack" => BARCODES,
            "price" => PRICE,
            "brand" => BRAND,
            "plu" => PLU,
            _ => NAME,
        }
    }

    /// The command that saves what was typed.
    pub fn asked(&self, shelf: &Shelf, ctx: &Ctx) -> Result<Asked, (usize, Say)> {
        let missing = |place: usize| (place, Say::from(u::MISSING));
        if self.value(NAME).is_empty() {
            return Err(missing(NAME));
        }
        if self.value(SKU).is_empty() {
            return Err(missing(SKU));
        }
        let read = barcodes(self.value(BARCODES), 1);
        let read = read.ok_or_else(|| (BARCODES, Say::from(t::BARCODE_HINT)))?;
        let row = |(barcode, pack)| BarcodeRow { barcode, pack };
        let price: Option<Money> = match self.value(PRICE) {
            "" => None,
            typed => Some(typed_figure(typed, ctx).map_err(|why| (PRICE, why))?),
        };
        let category = self.choice(CATEGORY).checked_sub(1);
        let category = category.and_then(|place| categories(shelf).get(place).map(|(id, _)| *id));
        let class = classes(shelf).get(self.choice(TAX)).map(|(id, _)| *id);
        let active = self.choice(ACTIVE) == 1;
        let plu = Some(self.value(PLU)).filter(|plu| !plu.is_empty());
        Ok(Asked::SaveProduct(SaveProduct {
            key: self.key,
            product: self.product,
            ventana: self.ventana,
            name: self.value(NAME).to_owned(),
            category,
            brand: self.value(BRAND).to_owned(),
            tax_class: class.ok_or_else(|| missing(TAX))?,
            tax_included: self.choice(INCLUDED) == 1,
            sold_by: if self.choice(SOLD_BY) == 1 {
                SoldBy::Weight
            } else {
                SoldBy::Unit
            },
            tracked: self.choice(TRACKED) == 1,
            active: active || self.others,
            variants: vec![SaveVariant {
                variant: self.variant,
                name: self.value(VARIANT).to_owned(),
                sku: self.value(SKU).to_owned(),
                plu: plu.map(str::to_owned),
                active,
                barcodes: read.into_iter().map(row).collect(),
                price,
            }],
        }))
    }
}
