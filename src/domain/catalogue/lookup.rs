//! What the till means by what was scanned or typed: an exact barcode, a scale's code, a SKU or PLU, and only then a name.

use serde::{Deserialize, Serialize};

use super::{CatalogueProblem, ScaleProblem, ScaleTemplate, ScaleValue, SoldBy, scale};
use crate::domain::{Money, goods::Quantity, view::catalogue::GoodsItem};

/// By what goods were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// Their barcode.
    Barcode,
    /// What a scale wrote.
    Scale,
    /// Their SKU.
    Sku,
    /// Their PLU.
    Plu,
}

impl FoundBy {
    /// By its place in the order.
    pub const fn ranked(rank: i16) -> Option<Self> {
        match rank {
            1 => Some(FoundBy::Barcode),
            2 => Some(FoundBy::Scale),
            3 => Some(FoundBy::Sku),
            4 => Some(FoundBy::Plu),
            _ => None,
        }
    }
}

/// What a code could be in the hands of a scale, asked before goods are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weighed {
    /// No scale writes so.
    No,
    /// A scale wrote it.
    Read(scale::ScaleRead),
    /// A scale wrote it, and it is wrong or worth nothing. An exact barcode may still be the same.
    Wrong(ScaleProblem),
}

/// Asks the templates what a code is.
pub fn weighed(templates: &[ScaleTemplate], code: &str) -> Weighed {
    match templates.iter().find_map(|template| template.read(code)) {
        None => Weighed::No,
        Some(Ok(read)) => Weighed::Read(read),
        Some(Err(why)) => Weighed::Wrong(why),
    }
}

/// Whether a text can be looked up among codes at all.
pub fn is_code(text: &str) -> bool {
    (1..=48).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Goods as they go into a basket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scanned {
    /// What was found, with its price for this quantity.
    pub item: GoodsItem,
    /// By what.
    pub by: FoundBy,
    /// How much: a pack's pieces, a scale's weight, else one.
    pub quantity: Quantity,
    /// What all of it costs by its label, whatever the price says; nothing where no label tells.
    pub label: Option<Money>,
    /// Whether it is sold by weight and nobody has weighed it yet.
    pub weigh: bool,
    /// Whether the code's check digit is wrong, and is only warned of.
    pub doubtful: bool,
}

/// Found goods as they go into a basket.
///
/// # Errors
/// [`CatalogueProblem::NotSold`] where they are not sold here; [`CatalogueProblem::Scale`] where a scale's code has no weight
/// for what is weighed.
pub fn basket(
    item: GoodsItem,
    by: FoundBy,
    pack: u32,
    read: Option<&scale::ScaleRead>,
) -> Result<Scanned, CatalogueProblem> {
    let Some(price) = item.price.filter(|_| item.active) else {
        return Err(CatalogueProblem::NotSold {
            name: item.full_name(),
            active: item.active,
        });
    };
    let read = read.filter(|_| by == FoundBy::Scale);
    let (quantity, label) = match read.map(|read| read.value) {
        None => (
            Quantity::units(i64::from(pack)).unwrap_or(Quantity::ONE),
            None,
        ),
        Some(ScaleValue::Weight(weight)) => (weight, None),
        Some(ScaleValue::Units(units)) => (units, None),
        // A label on a piece is for one piece; of what is weighed its price tells the weight.
        Some(ScaleValue::Price(label)) => match item.sold_by {
            SoldBy::Unit => (Quantity::ONE, Some(label)),
            SoldBy::Weight => (
                scale::quantity_of(label, price).unwrap_or(Quantity::ONE),
                Some(label),
            ),
        },
    };
    Ok(Scanned {
        weigh: item.sold_by == SoldBy::Weight && read.is_none(),
        doubtful: read.is_some_and(|read| read.doubtful),
        item,
        by,
        quantity,
        label,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ProductId, TaxClassId, VariantId,
        catalogue::{CheckPolicy, ScaleKind},
        goods::TaxRate,
    };
    use uuid::Uuid;

    fn item(sold_by: SoldBy) -> GoodsItem {
        GoodsItem {
            product: ProductId::new(Uuid::from_u128(1)),
            variant: VariantId::new(Uuid::from_u128(2)),
            ventana: None,
            name: "Queso Turrialba".to_owned(),
            variant_name: String::new(),
            sku: "QUE-1".to_owned(),
            plu: Some("123".to_owned()),
            barcode: None,
            category: None,
            category_name: String::new(),
            brand: String::new(),
            tax_class: TaxClassId::new(Uuid::from_u128(3)),
            tax: TaxRate::from_basis_points(100).unwrap(),
            tax_included: true,
            sold_by,
            tracked: true,
            active: true,
            list: None,
            price: Some(Money::try_from_cents(145_000).unwrap()),
            stock: None,
        }
    }

    fn templates() -> Vec<ScaleTemplate> {
        [
            (20, ScaleKind::Weight, 3),
            (21, ScaleKind::Price, 0),
            (25, ScaleKind::Units, 0),
        ]
        .map(|(prefix, kind, decimals)| ScaleTemplate {
            prefix,
            item_digits: 5,
            kind,
            decimals,
            check: CheckPolicy::Strict,
            active: true,
        })
        .to_vec()
    }

    fn scanned(code: &str, sold_by: SoldBy) -> Scanned {
        let Weighed::Read(read) = weighed(&templates(), code) else {
            panic!("a scale's code")
        };
        basket(item(sold_by), FoundBy::Scale, 1, Some(&read)).unwrap()
    }

    #[test]
    fn a_weighed_code_brings_its_weight() {
        let found = scanned("2000123015675", SoldBy::Weight);
        assert_eq!(
            (found.quantity.as_milli(), found.label, found.weigh),
            (1_567, None, false)
        );
    }

    #[test]
    fn a_labels_price_wins_and_tells_the_weight() {
        let found = scanned("2100123022700", SoldBy::Weight);
        let label = Money::try_from_cents(227_000).ok();
        assert_eq!((found.quantity.as_milli(), found.label), (1_566, label));
        let found = scanned("2100123022700", SoldBy::Unit);
        assert_eq!((found.quantity, found.label), (Quantity::ONE, label));
    }

    #[test]
    fn counted_pieces_are_so_many() {
        let found = scanned("2500123000126", SoldBy::Unit);
        assert_eq!(found.quantity.as_milli(), 12_000);
    }

    #[test]
    fn a_pack_sells_all_its_pieces_and_what_is_weighed_asks_for_its_weight() {
        let found = basket(item(SoldBy::Unit), FoundBy::Barcode, 6, None).unwrap();
        assert_eq!((found.quantity.as_milli(), found.weigh), (6_000, false));
        let found = basket(item(SoldBy::Weight), FoundBy::Plu, 1, None).unwrap();
        assert!(found.weigh);
    }

    #[test]
    fn what_has_no_price_or_is_inactive_is_not_sold() {
        let mut asleep = item(SoldBy::Unit);
        asleep.active = false;
        let mut free = item(SoldBy::Unit);
        free.price = None;
        for (item, active) in [(asleep, false), (free, true)] {
            let name = "Queso Turrialba".to_owned();
            let refused = basket(item, FoundBy::Sku, 1, None);
            assert_eq!(refused, Err(CatalogueProblem::NotSold { name, active }));
        }
    }

    #[test]
    fn a_code_of_no_template_is_no_weighed_one() {
        assert_eq!(weighed(&templates(), "7501234567893"), Weighed::No);
        let wrong = ScaleProblem::CheckDigit { expected: 5 };
        assert_eq!(
            weighed(&templates(), "2000123015670"),
            Weighed::Wrong(wrong)
        );
        assert!(is_code("ARR-1") && !is_code("arroz tío") && !is_code(""));
    }
}
