//! The screen of the catalogue.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::catalogue::{
    CatalogueProblem, CheckPolicy, Deal, ListKind, Promotion, ScaleKind, ScaleTemplate, SoldBy,
    promotion::Rule,
};
use banca::domain::goods::{Quantity, TaxRate};
use banca::domain::{Percent, Role};
use banca::ops::{
    Answer, BarcodeRow, Catalogue, CatalogueAnswer, CategoryRow, FavouriteRow, GoodsItem, GoodsKey,
    GoodsListRow, GoodsPage, GoodsPriceRow, ProductView, PromotionRow, Refusal, Reply, Request,
    SheetRow, Shelf, TaxClassRow, VariantRow,
};
use banca::ui::action::Action;
use banca::ui::effect::Errand;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;

fn item(n: u128, name: &str, sku: &str, price: Option<i64>) -> GoodsItem {
    GoodsItem {
        product: id(n),
        variant: id(n + 100),
        ventana: None,
        name: name.to_owned(),
        variant_name: String::new(),
        sku: sku.to_owned(),
        plu: None,
        barcode: Some(format!("74410000000{n:02}")),
        category: Some(id(70)),
        category_name: "Abarrotes".to_owned(),
        brand: "Tío Pelón".to_owned(),
        tax_class: id(80),
        tax: TaxRate::from_basis_points(100).unwrap(),
        tax_included: true,
        sold_by: SoldBy::Unit,
        tracked: true,
        active: true,
        list: Some(id(90)),
        price: price.map(colones),
        stock: Some(12_000),
    }
}

fn goods() -> Vec<GoodsItem> {
    let mut cheese = item(3, "Queso Turrialba", "QUE-KG", Some(4_400));
    cheese.sold_by = SoldBy::Weight;
    cheese.stock = Some(-1_500);
    let mut soap = item(4, "Jabón azul", "JAB-01", None);
    soap.stock = None;
    soap.active = false;
    let long = "Arroz 99 % grano 1,8 kg";
    vec![
        item(1, long, "ARR-18", Some(2_350)),
        item(2, "Frijoles negros 900 g", "FRI-09", Some(1_690)),
        cheese,
        soap,
    ]
}

fn shelf() -> Shelf {
    let class = |n: u128, name: &str, points| TaxClassRow {
        id: id(n),
        name: name.to_owned(),
        rate: TaxRate::from_basis_points(points).unwrap(),
        active: true,
    };
    Shelf {
        categories: vec![CategoryRow {
            id: id(70),
            name: "Abarrotes".to_owned(),
            return_days: Some(15),
            active: true,
        }],
        tax_classes: vec![class(81, "IVA 13 %", 1_300), class(80, "IVA 1 %", 100)],
        lists: vec![GoodsListRow {
            id: id(90),
            name: "Base".to_owned(),
            kind: ListKind::Base,
            starts: noon(),
            ends: None,
            active: true,
        }],
        templates: vec![ScaleTemplate {
            prefix: 20,
            item_digits: 5,
            kind: ScaleKind::Weight,
            decimals: 3,
            check: CheckPolicy::Strict,
            active: true,
        }],
    }
}

fn promotions() -> Vec<PromotionRow> {
    let one = |n, name: &str, deal, coupon: Option<&str>| Promotion {
        id: id(n),
        ventana: None,
        name: name.to_owned(),
        rule: Rule {
            deal,
            variants: Vec::new(),
            categories: vec![id(70)],
            minimum: colones(5_000),
            cap: None,
        },
        starts: noon() - TimeDelta::days(3),
        ends: Some(noon() + TimeDelta::days(3)),
        weekdays: vec![6, 7],
        hours: None,
        priority: 0,
        exclusive: false,
        coupon: coupon.map(str::to_owned),
        max_uses: coupon.map(|_| 10),
        per_customer: None,
        active: true,
    };
    let percent = Percent::parse("10").unwrap();
    let three = one(1, "Golosinas 3×2", Deal::BuyPay { buy: 3, pay: 2 }, None);
    let coupon = one(
        2,
        "Cupón de vecino",
        Deal::Percent { percent },
        Some("VECINO"),
    );
    [(three, true, 0), (coupon, false, 4)]
        .map(|(promotion, holds, uses)| PromotionRow {
            promotion,
            holds,
            uses,
        })
        .to_vec()
}

fn product() -> ProductView {
    let price = |from: i64, price, ended: bool| GoodsPriceRow {
        list: id(90),
        list_name: "Base".to_owned(),
        kind: "base".to_owned(),
        from: Quantity::try_from_milli(from).unwrap(),
        price: colones(price),
        since: noon() - TimeDelta::days(2),
        by: "Ana Vargas".to_owned(),
        ended: ended.then(noon),
    };
    ProductView {
        id: id(1),
        ventana: None,
        name: "Arroz".to_owned(),
        category: Some(shelf().categories.remove(0)),
        brand: "Tío Pelón".to_owned(),
        tax: shelf().tax_classes.remove(1),
        tax_included: true,
        sold_by: SoldBy::Unit,
        tracked: true,
        active: true,
        variants: vec![VariantRow {
            id: id(101),
            name: String::new(),
            sku: "ARR-18".to_owned(),
            plu: None,
            active: true,
            barcodes: vec![
                BarcodeRow {
                    barcode: "7441000000019".to_owned(),
                    pack: 1,
                },
                BarcodeRow {
                    barcode: "PACK-6".to_owned(),
                    pack: 6,
                },
            ],
            prices: vec![price(1, 2_350, false), price(12_000, 2_200, false)],
        }],
    }
}

fn sheet() -> Vec<SheetRow> {
    vec![SheetRow {
        product: id(1),
        variant: id(101),
        ventana: None,
        name: "Arroz".to_owned(),
        variant_name: String::new(),
        sku: "ARR-18".to_owned(),
        plu: None,
        barcodes: Vec::new(),
        category: None,
        category_name: String::new(),
        brand: String::new(),
        tax_class: id(80),
        tax: TaxRate::NONE,
        tax_included: true,
        sold_by: SoldBy::Unit,
        tracked: true,
        product_active: true,
        active: true,
        price: Some(colones(2_350)),
    }]
}

fn told(answer: CatalogueAnswer) -> Option<Reply> {
    Some(Reply::Done(Box::new(Answer::Catalogue(answer))))
}

/// Answers every question of the screen.
fn read(stage: &mut Stage, rows: &[GoodsItem]) {
    stage.respond(|request| {
        let Request::Catalogue(asked) = request else {
            return None;
        };
        match asked {
            Catalogue::Search(_) => told(CatalogueAnswer::Page(GoodsPage {
                rows: rows.to_vec(),
                next: None,
            })),
            Catalogue::Shelf => told(CatalogueAnswer::Shelf(Box::new(shelf()))),
            Catalogue::Promotions => told(CatalogueAnswer::Promotions(promotions())),
            Catalogue::Favourites { .. } => told(CatalogueAnswer::Favourites(vec![FavouriteRow {
                slot: 1,
                item: item(2, "Frijoles negros 900 g", "FRI-09", Some(1_690)),
            }])),
            Catalogue::Read { .. } => told(CatalogueAnswer::Product(Box::new(product()))),
            Catalogue::History { .. } => {
                let mut prices = product().variants.remove(0).prices;
                prices.iter_mut().for_each(|row| row.ended = Some(noon()));
                told(CatalogueAnswer::History(prices))
            }
            Catalogue::Sheet => told(CatalogueAnswer::Sheet(sheet())),
            _ => None,
        }
    });
}

fn shown(lang: Lang, role: Role) -> Stage {
    let mut stage = Stage::signed_in(lang, role);
    stage.act(Action::GoCatalogue);
    assert_eq!(stage.app.current(), ScreenId::Catalogue);
    read(&mut stage, &goods());
    stage.pass(TimeDelta::seconds(6));
    stage
}

fn go(stage: &mut Stage, keys: &str) {
    for key in keys.split_whitespace() {
        stage.keys(key);
        read(stage, &goods());
    }
}

/// The commands that wait for an answer.
fn asked(stage: &Stage) -> Vec<Catalogue> {
    let of = |request: Request| match request {
        Request::Catalogue(asked) => Some(asked),
        _ => None,
    };
    stage.waiting().into_iter().filter_map(of).collect()
}

#[test]
fn the_catalogue_looks_the_same_as_before() {
    for (lang, name) in [(Lang::Es, "es"), (Lang::En, "en")] {
        let mut stage = shown(lang, Role::Ventana);
        let picture = |stage: &mut Stage, what: &str| {
            insta::assert_snapshot!(
                format!("catalogue_{what}_{name}_80x24"),
                stage.picture(80, 24)
            );
            insta::assert_snapshot!(
                format!("catalogue_{what}_{name}_120x40"),
                stage.picture(120, 40)
            );
        };
        picture(&mut stage, "goods");
        stage.draw_at_all_sizes();
        go(&mut stage, "enter");
        picture(&mut stage, "one");
        stage.draw_at_all_sizes();
        go(&mut stage, "h");
        picture(&mut stage, "history");
        go(&mut stage, "esc e");
        picture(&mut stage, "form");
        go(&mut stage, "esc tab");
        picture(&mut stage, "favourites");
        go(&mut stage, "tab");
        picture(&mut stage, "promotions");
        go(&mut stage, "e");
        picture(&mut stage, "promotion");
        go(&mut stage, "esc tab");
        picture(&mut stage, "categories");
        go(&mut stage, "tab");
        picture(&mut stage, "templates");
        stage.draw_at_all_sizes();
    }
}

#[test]
fn an_empty_catalogue_says_what_to_do() {
    let mut stage = Stage::signed_in(Lang::Es, Role::Admin);
    stage.act(Action::GoCatalogue);
    read(&mut stage, &[]);
    assert!(
        stage.shows("Todavía no hay productos."),
        "{}",
        stage.words(80, 24)
    );
    stage.keys("/");
    stage.text("queso");
    stage.keys("enter");
    let [Catalogue::Search(search)] = &asked(&stage)[..] else {
        panic!("{:?}", asked(&stage))
    };
    assert_eq!(search.text, "queso");
    read(&mut stage, &[]);
    assert!(
        stage.shows("Ningún producto con «queso»"),
        "{}",
        stage.words(80, 24)
    );
}

#[test]
fn the_next_page_is_read_when_the_end_is_reached() {
    let mut stage = Stage::signed_in(Lang::Es, Role::Vendedor);
    stage.act(Action::GoCatalogue);
    let next = GoodsKey {
        name: "jabón azul".to_owned(),
        variant: id(104),
    };
    stage.respond(|request| match request {
        Request::Catalogue(Catalogue::Search(_)) => told(CatalogueAnswer::Page(GoodsPage {
            rows: goods(),
            next: Some(next.clone()),
        })),
        _ => None,
    });
    stage.keys("end");
    let more = asked(&stage).into_iter().find_map(|asked| match asked {
        Catalogue::Search(search) => search.after,
        _ => None,
    });
    assert_eq!(more, Some(next));
}

#[test]
fn a_product_is_written_once_and_opens_again_where_it_is_refused() {
    let mut stage = shown(Lang::Es, Role::Ventana);
    stage.keys("n");
    for typed in ["Tamal", "", "TAM-1", "TAMAL-1 TAMAL-6*6", "800"] {
        stage.text(typed);
        stage.keys("enter");
    }
    for _ in 0..8 {
        stage.keys("enter");
    }
    let [Catalogue::SaveProduct(wanted)] = &asked(&stage)[..] else {
        panic!("{:?} {}", asked(&stage), stage.words(80, 24))
    };
    assert_eq!(
        (wanted.name.as_str(), wanted.ventana),
        ("Tamal", Some(id(4)))
    );
    let variant = &wanted.variants[0];
    assert_eq!(
        (variant.sku.as_str(), variant.price),
        ("TAM-1", Some(colones(800)))
    );
    assert_eq!((variant.barcodes.len(), variant.barcodes[1].pack), (2, 6));
    let key = wanted.key;
    stage.respond(|request| match request {
        Request::Catalogue(Catalogue::SaveProduct(_)) => {
            let sku = "TAM-1".to_owned();
            let by = "Tamal de frijol".to_owned();
            let taken = CatalogueProblem::SkuTaken { sku, by };
            Some(Reply::Refused(vec![Refusal::Catalogue(taken)]))
        }
        _ => None,
    });
    assert!(stage.shows("Tamal de frijol"), "{}", stage.words(80, 24));
    for _ in 0..13 {
        stage.keys("enter");
    }
    let [Catalogue::SaveProduct(again)] = &asked(&stage)[..] else {
        panic!("{:?}", asked(&stage))
    };
    assert_eq!(again.key, key);
}

#[test]
fn a_price_a_favourite_and_a_promotion_become_commands() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("p");
    stage.keys("enter");
    stage.text("12");
    stage.keys("enter");
    stage.text("");
    stage.keys("enter");
    let prices = asked(&stage).into_iter().find_map(|asked| match asked {
        Catalogue::SavePrices(asked) => Some(asked.prices),
        _ => None,
    });
    let price = prices.expect("a price")[0];
    assert_eq!(
        (price.from.as_milli(), price.price),
        (12_000, Some(colones(2_350)))
    );
    let mut stage = shown(Lang::Es, Role::Ventana);
    stage.keys("f");
    stage.keys("enter");
    let [Catalogue::SaveFavourite(asked_for)] = &asked(&stage)[..] else {
        panic!("{:?}", asked(&stage))
    };
    assert_eq!((asked_for.slot, asked_for.variant), (2, Some(id(101))));
    let mut stage = shown(Lang::Es, Role::Admin);
    go(&mut stage, "tab tab e");
    for _ in 0..15 {
        stage.keys("enter");
    }
    let [Catalogue::SavePromotion(same)] = &asked(&stage)[..] else {
        panic!("{:?} {}", asked(&stage), stage.words(80, 24))
    };
    let before = promotions().remove(0).promotion;
    assert_eq!(same.promotion.rule, before.rule);
    assert_eq!(
        (same.promotion.starts, &same.promotion.weekdays),
        (before.starts, &before.weekdays)
    );
}

#[test]
fn all_goods_are_saved_as_a_table() {
    let mut stage = shown(Lang::Es, Role::Vendedor);
    stage.errands.clear();
    go(&mut stage, "c");
    let saved = stage.errands.iter().any(|errand| {
        matches!(errand, Errand::Save { name, bytes } if name == "productos.csv" && !bytes.is_empty())
    });
    assert!(saved, "{:?}", stage.errands);
    // A seller writes nothing: the key does nothing.
    stage.keys("n");
    assert!(asked(&stage).is_empty() && stage.shows("no tiene derecho"));
}
