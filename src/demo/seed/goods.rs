//! The grocery of the demo: what a Costa Rican corner shop sells, two weighed goods, favourites and a promotion.

use anyhow::{Context, bail};
use uuid::Uuid;

use super::{World, done, key};
use crate::{
    domain::{
        CategoryId, Money, Percent, ProductId, PromotionId, VariantId, VentanaId,
        catalogue::{Deal, Promotion, SoldBy, check_digit, promotion::Rule},
    },
    ops::{
        Answer, BarcodeRow, Catalogue, CatalogueAnswer, CategoryRow, House, Request, SaveCategory,
        SaveFavourite, SaveProduct, SavePromotion, SaveVariant, Shelf,
    },
};

/// Category, name, brand, SKU, tax in basis points, price in colones. What a PLU follows is weighed.
type Item = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    u16,
    i64,
);

const ITEMS: [Item; 30] = [
    (
        "Abarrotes",
        "Arroz 99 % grano entero 1,8 kg",
        "Tío Pelón",
        "ARR-18",
        100,
        2_350,
    ),
    (
        "Abarrotes",
        "Frijoles negros 900 g",
        "Tío Pelón",
        "FRI-09",
        100,
        1_690,
    ),
    (
        "Abarrotes",
        "Azúcar blanca 2 kg",
        "Doña María",
        "AZU-20",
        100,
        1_480,
    ),
    (
        "Abarrotes",
        "Aceite vegetal 1 L",
        "Clover",
        "ACE-10",
        1_300,
        1_950,
    ),
    (
        "Abarrotes",
        "Café molido 500 g",
        "1820",
        "CAF-05",
        100,
        3_650,
    ),
    ("Abarrotes", "Sal refinada 500 g", "Sol", "SAL-05", 100, 350),
    (
        "Abarrotes",
        "Salsa Lizano 280 ml",
        "Lizano",
        "SAL-28",
        1_300,
        1_590,
    ),
    (
        "Abarrotes",
        "Atún en aceite 140 g",
        "Sardimar",
        "ATU-14",
        100,
        1_150,
    ),
    (
        "Abarrotes",
        "Pasta espagueti 250 g",
        "Roma",
        "PAS-25",
        100,
        495,
    ),
    (
        "Abarrotes",
        "Harina de maíz 1 kg",
        "Masarrica",
        "HAR-10",
        100,
        990,
    ),
    (
        "Lácteos",
        "Leche semidescremada 1 L",
        "Dos Pinos",
        "LEC-10",
        100,
        890,
    ),
    (
        "Lácteos",
        "Natilla 350 g",
        "Dos Pinos",
        "NAT-35",
        1_300,
        1_250,
    ),
    (
        "Lácteos",
        "Yogurt de fresa 200 ml",
        "Yoplait",
        "YOG-20",
        1_300,
        690,
    ),
    (
        "Lácteos",
        "Huevos de gallina, cartón de 15",
        "El Tico",
        "HUE-15",
        100,
        1_950,
    ),
    (
        "Lácteos",
        "Mantequilla 115 g",
        "Numar",
        "MAN-11",
        1_300,
        750,
    ),
    (
        "Panadería",
        "Pan cuadrado blanco 550 g",
        "Bimbo",
        "PAN-55",
        1_300,
        1_650,
    ),
    (
        "Panadería",
        "Tortillas de maíz 20 unidades",
        "TortiRicas",
        "TOR-20",
        100,
        950,
    ),
    (
        "Bebidas",
        "Gaseosa cola 2,5 L",
        "Coca-Cola",
        "GAS-25",
        1_300,
        1_990,
    ),
    (
        "Bebidas",
        "Refresco en polvo de tamarindo",
        "Tang",
        "REF-01",
        1_300,
        250,
    ),
    ("Bebidas", "Agua 600 ml", "Cristal", "AGU-06", 1_300, 700),
    (
        "Bebidas",
        "Cerveza lata 350 ml",
        "Imperial",
        "CER-35",
        1_300,
        950,
    ),
    (
        "Limpieza",
        "Jabón azul en barra",
        "Irex",
        "JAB-01",
        1_300,
        650,
    ),
    (
        "Limpieza",
        "Cloro 1 L",
        "Magia Blanca",
        "CLO-10",
        1_300,
        850,
    ),
    (
        "Limpieza",
        "Papel higiénico 4 rollos",
        "Scott",
        "PAP-04",
        1_300,
        1_750,
    ),
    (
        "Limpieza",
        "Pasta dental 100 ml",
        "Colgate",
        "DEN-10",
        1_300,
        1_490,
    ),
    (
        "Golosinas",
        "Galletas María",
        "Pozuelo",
        "GAL-01",
        1_300,
        450,
    ),
    (
        "Golosinas",
        "Chiky de chocolate",
        "Pozuelo",
        "CHI-01",
        1_300,
        350,
    ),
    (
        "Golosinas",
        "Tapitas de maní",
        "Gallito",
        "TAP-01",
        1_300,
        200,
    ),
    ("Frescos", "Queso Turrialba", "", "QUE-KG", 1_300, 4_400),
    ("Frescos", "Tomate", "", "TOM-KG", 100, 1_450),
];

/// The PLUs of what is weighed.
const WEIGHED: [(&str, &str); 2] = [("QUE-KG", "123"), ("TOM-KG", "204")];

/// What stands on the first places of every shop's favourites.
const FAVOURITES: [&str; 6] = ["LEC-10", "HUE-15", "PAN-55", "TOR-20", "GAS-25", "TAP-01"];

impl World {
    /// Fills the shelves. Costa Rican barcodes begin with 744.
    pub(super) async fn stock_shelves(
        &self,
        ana: &House,
        shops: &[VentanaId],
    ) -> anyhow::Result<()> {
        let shelf = match done(ana, Request::Catalogue(Catalogue::Shelf)).await? {
            Answer::Catalogue(CatalogueAnswer::Shelf(shelf)) => *shelf,
            other => bail!("no shelf: {other:?}"),
        };
        let mut categories: Vec<(&str, CategoryId)> = Vec::new();
        let mut variants: Vec<(&str, VariantId)> = Vec::new();
        for (place, item) in (1_u32..).zip(ITEMS) {
            let known = categories.iter().find(|(name, _)| *name == item.0);
            let category = if let Some((_, id)) = known {
                *id
            } else {
                let id = CategoryId::new(Uuid::now_v7());
                let category = CategoryRow {
                    id,
                    name: item.0.to_owned(),
                    return_days: None,
                    active: true,
                };
                let asked = SaveCategory {
                    key: key(),
                    category,
                };
                done(ana, Request::Catalogue(Catalogue::SaveCategory(asked))).await?;
                categories.push((item.0, id));
                id
            };
            let asked = product(&shelf, place, item, category)?;
            variants.extend(asked.variants.iter().map(|one| (item.3, one.variant)));
            done(ana, Request::Catalogue(Catalogue::SaveProduct(asked))).await?;
        }
        for ventana in shops {
            for (slot, sku) in (1_u8..).zip(FAVOURITES) {
                let variant = variants.iter().find(|(known, _)| *known == sku);
                let asked = SaveFavourite {
                    key: key(),
                    ventana: Some(*ventana),
                    slot,
                    variant: variant.map(|(_, id)| *id),
                };
                done(ana, Request::Catalogue(Catalogue::SaveFavourite(asked))).await?;
            }
        }
        let sweets = categories.iter().filter(|(name, _)| *name == "Golosinas");
        let rule = Rule {
            deal: Deal::BuyPay { buy: 3, pay: 2 },
            variants: Vec::new(),
            categories: sweets.map(|(_, id)| *id).collect(),
            minimum: Money::ZERO,
            cap: None,
        };
        let three = self.promotion("Golosinas 3×2", rule, None)?;
        let deal = Deal::Percent {
            percent: Percent::parse("10").context("ten percent")?,
        };
        let rule = Rule {
            deal,
            variants: Vec::new(),
            categories: Vec::new(),
            minimum: Money::colones(5_000).context("an amount")?,
            cap: Money::colones(2_000),
        };
        let coupon = self.promotion("Cupón de vecino", rule, Some("VECINO".to_owned()))?;
        for promotion in [three, coupon] {
            let asked = SavePromotion {
                key: key(),
                promotion,
            };
            done(ana, Request::Catalogue(Catalogue::SavePromotion(asked))).await?;
        }
        Ok(())
    }

    fn promotion(
        &self,
        name: &str,
        rule: Rule,
        coupon: Option<String>,
    ) -> anyhow::Result<Promotion> {
        Ok(Promotion {
            id: PromotionId::new(Uuid::now_v7()),
            ventana: None,
            name: name.to_owned(),
            rule,
            starts: self.at(0, 0)?,
            ends: None,
            weekdays: Vec::new(),
            hours: None,
            priority: 0,
            exclusive: false,
            coupon,
            max_uses: None,
            per_customer: None,
            active: true,
        })
    }
}

fn product(
    shelf: &Shelf,
    place: u32,
    item: Item,
    category: CategoryId,
) -> anyhow::Result<SaveProduct> {
    let (_, name, brand, sku, tax, price) = item;
    let class = shelf
        .tax_classes
        .iter()
        .find(|row| row.rate.basis_points() == tax);
    let plu = WEIGHED
        .iter()
        .find(|(weighed, _)| *weighed == sku)
        .map(|(_, plu)| (*plu).to_owned());
    let body = format!("744100{place:06}");
    let barcode = match check_digit(&body) {
        Some(digit) if plu.is_none() => vec![BarcodeRow {
            barcode: format!("{body}{digit}"),
            pack: 1,
        }],
        Some(_) | None => Vec::new(),
    };
    Ok(SaveProduct {
        key: key(),
        product: ProductId::new(Uuid::now_v7()),
        ventana: None,
        name: name.to_owned(),
        category: Some(category),
        brand: brand.to_owned(),
        tax_class: class.context("the tax classes of Costa Rica")?.id,
        tax_included: true,
        sold_by: if plu.is_some() {
            SoldBy::Weight
        } else {
            SoldBy::Unit
        },
        tracked: true,
        active: true,
        variants: vec![SaveVariant {
            variant: VariantId::new(Uuid::now_v7()),
            name: String::new(),
            sku: sku.to_owned(),
            plu,
            active: true,
            barcodes: barcode,
            price: Money::colones(price),
        }],
    })
}
