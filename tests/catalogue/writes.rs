//! Who writes what in the catalogue, and what it refuses to keep.

use banca::{
    domain::{
        CommandKey, Percent, PromotionId, Right, VentanaId,
        catalogue::{
            BarcodeError, CheckPolicy, Deal, Promotion, ScaleKind, ScaleTemplate, promotion::Rule,
        },
        goods::TaxRate,
    },
    ops::{CategoryRow, SaveCategory, SaveFavourite, SavePromotion, SaveTaxClass, SaveTemplate},
};

use super::*;

async fn own_shop(world: &World, username: &str) -> VentanaId {
    let mut owner = world.owner().await;
    let id: Uuid = sqlx::query_scalar("SELECT ventana_id FROM app_user WHERE username = $1")
        .bind(username)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    id.into()
}

fn category(name: &str) -> Catalogue {
    let category = CategoryRow {
        id: CategoryId::new(Uuid::now_v7()),
        name: name.to_owned(),
        return_days: Some(15),
        active: true,
    };
    Catalogue::SaveCategory(SaveCategory {
        key: key(),
        category,
    })
}

fn ten(id: PromotionId, name: &str) -> Promotion {
    Promotion {
        id,
        ventana: None,
        name: name.to_owned(),
        rule: Rule {
            deal: Deal::Percent {
                percent: Percent::parse("10").unwrap(),
            },
            variants: Vec::new(),
            categories: Vec::new(),
            minimum: Money::ZERO,
            cap: None,
        },
        starts: support::morning(),
        ends: None,
        weekdays: Vec::new(),
        hours: None,
        priority: 0,
        exclusive: false,
        coupon: Some("NAVIDAD".to_owned()),
        max_uses: Some(2),
        per_customer: None,
        active: true,
    }
}

#[tokio::test]
async fn every_house_begins_with_its_taxes_its_templates_and_its_base_list() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    let shelf = shelf(&marta).await;
    let rates: Vec<u16> = shelf
        .tax_classes
        .iter()
        .map(|class| class.rate.basis_points())
        .collect();
    assert_eq!(rates, [1_300, 400, 200, 100, 0]);
    let prefixes: Vec<u8> = shelf
        .templates
        .iter()
        .map(|template| template.prefix)
        .collect();
    assert_eq!(prefixes, [20, 21, 23, 25, 27, 28]);
    assert_eq!(shelf.lists.len(), 1);
    marta.close().await;
}

#[tokio::test]
async fn a_seller_reads_the_catalogue_and_writes_nothing() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    let class = class(&marta).await;
    let asked = Catalogue::SaveProduct(product(class, "Arroz", "ARR-1", "7501234567893", 1));
    let right = Right::SaveGoods;
    for asked in [asked, category("Abarrotes")] {
        assert!(
            matches!(no(&marta, asked).await, Refusal::NotAllowed { right: told, .. } if told == right)
        );
    }
    // Nor by hand: no table of the catalogue is written but by its function, which knows the command.
    let mut client = world.stranger().await;
    assert!(
        sqlx::query("SELECT save_product(gen_random_uuid(), '{}')")
            .execute(&mut client)
            .await
            .is_err()
    );
    marta.close().await;
}

#[tokio::test]
async fn a_shop_writes_its_own_goods_and_prices_and_none_of_the_house() {
    let world = World::new().await;
    let (ana, vera, rita) = (
        world.signed_in("ana").await,
        world.signed_in("vera").await,
        world.signed_in("rita").await,
    );
    let class = class(&ana).await;
    let house = product(class, "Arroz", "ARR-1", "7501234567893", 1_000);
    saved(&ana, house.clone()).await;
    let change = SaveProduct {
        key: key(),
        ..house
    };
    assert_eq!(
        problem(no(&vera, Catalogue::SaveProduct(change)).await),
        CatalogueProblem::NotYours
    );
    assert_eq!(
        problem(no(&vera, category("Abarrotes")).await),
        CatalogueProblem::NotYours
    );
    let shop = own_shop(&world, "vera").await;
    let own = SaveProduct {
        ventana: Some(shop),
        ..product(class, "Tamal", "TAM-1", "TAMAL-1", 800)
    };
    let view = saved(&vera, own.clone()).await;
    assert_eq!(view.variants[0].prices[0].kind, "ventana");
    // It costs something in its own shop, and nowhere else.
    assert_eq!(found(&vera, "TAMAL-1").await.item.price, Some(colones(800)));
    assert_eq!(
        problem(no(&rita, lookup("TAMAL-1")).await).code(),
        "POS-1008"
    );
    let other = SaveProduct { key: key(), ..own };
    assert_eq!(
        problem(no(&rita, Catalogue::SaveProduct(other)).await),
        CatalogueProblem::NotYours
    );
    let base = shelf(&vera).await.lists[0].id;
    let dear = prices(vec![set(base, view.variants[0].id, 1, Some(1))]);
    assert_eq!(problem(no(&vera, dear).await), CatalogueProblem::NotYours);
    world.books_hold().await;
    for house in [ana, vera, rita] {
        house.close().await;
    }
}

#[tokio::test]
async fn codes_belong_to_one_product_and_are_freed_when_they_are_taken_off() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let class = class(&ana).await;
    let mut rice = product(class, "Arroz", "ARR-1", "7501234567893", 1_000);
    rice.variants[0].plu = Some("77".to_owned());
    saved(&ana, rice.clone()).await;
    let beans = |sku: &str, barcode: &str| product(class, "Frijoles", sku, barcode, 900);
    let by = || "Arroz".to_owned();
    let taken = problem(no(&ana, Catalogue::SaveProduct(beans("arr-1", "CODE-1"))).await);
    assert_eq!(
        taken,
        CatalogueProblem::SkuTaken {
            sku: "ARR-1".to_owned(),
            by: by()
        }
    );
    let taken = problem(
        no(
            &ana,
            Catalogue::SaveProduct(beans("FRI-1", "7501234567893")),
        )
        .await,
    );
    let barcode = "7501234567893".to_owned();
    assert_eq!(
        taken,
        CatalogueProblem::BarcodeTaken {
            barcode: barcode.clone(),
            by: by()
        }
    );
    let mut same = beans("FRI-1", "CODE-1");
    same.variants[0].plu = Some("0077".to_owned());
    let taken = problem(no(&ana, Catalogue::SaveProduct(same)).await);
    assert_eq!(
        taken,
        CatalogueProblem::PluTaken {
            plu: "77".to_owned(),
            by: by()
        }
    );
    rice.key = key();
    rice.variants[0].barcodes.clear();
    assert!(saved(&ana, rice).await.variants[0].barcodes.is_empty());
    let view = saved(&ana, beans("FRI-1", "7501234567893")).await;
    assert_eq!(view.variants[0].barcodes[0].barcode, barcode);
    ana.close().await;
}

#[tokio::test]
async fn what_makes_no_product_is_refused_before_it_is_written() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let class = class(&ana).await;
    let fine = || product(class, "Arroz", "ARR-1", "7501234567893", 1_000);
    let mut wrong = fine();
    wrong.variants[0].barcodes[0].barcode = "7501234567890".to_owned();
    let why = problem(no(&ana, Catalogue::SaveProduct(wrong)).await);
    let expected = BarcodeError::CheckDigit { expected: 3 };
    assert!(matches!(why, CatalogueProblem::Barcode { why, .. } if why == expected));
    let mut none = fine();
    none.variants.clear();
    assert_eq!(
        problem(no(&ana, Catalogue::SaveProduct(none)).await),
        CatalogueProblem::Variants
    );
    let mut twice = fine();
    let mut again = twice.variants[0].clone();
    again.variant = VariantId::new(Uuid::now_v7());
    twice.variants.push(again);
    assert_eq!(
        problem(no(&ana, Catalogue::SaveProduct(twice)).await),
        CatalogueProblem::Variants
    );
    let mut weighed = fine();
    weighed.sold_by = SoldBy::Weight;
    weighed.variants[0].barcodes[0].pack = 6;
    let why = problem(no(&ana, Catalogue::SaveProduct(weighed)).await);
    assert!(matches!(why, CatalogueProblem::PackOfWeight { .. }));
    let mut nameless = fine();
    nameless.name = "  ".to_owned();
    assert_eq!(
        no(&ana, Catalogue::SaveProduct(nameless)).await.code(),
        "ACC-2002"
    );
    let unclassed = product(
        TaxClassId::new(Uuid::now_v7()),
        "Arroz",
        "ARR-1",
        "7501234567893",
        1,
    );
    assert_eq!(
        no(&ana, Catalogue::SaveProduct(unclassed)).await.code(),
        "ACC-2003"
    );
    ana.close().await;
}

#[tokio::test]
async fn categories_classes_templates_and_favourites_are_kept_and_logged() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    asked(&ana, category("Abarrotes")).await;
    assert_eq!(no(&ana, category("ABARROTES")).await.code(), "ACC-2004");
    let rate = TaxRate::from_basis_points(850).unwrap();
    let tax_class = TaxClassId::new(Uuid::now_v7());
    let special = |key: CommandKey, rate| {
        let name = "Especial".to_owned();
        Catalogue::SaveTaxClass(SaveTaxClass {
            key,
            tax_class,
            name,
            rate,
            active: true,
        })
    };
    asked(&ana, special(key(), rate)).await;
    assert_eq!(
        no(&ana, special(key(), TaxRate::NONE)).await.code(),
        "ACC-2002"
    );
    let template = |decimals| {
        let template = ScaleTemplate {
            prefix: 22,
            item_digits: 4,
            kind: ScaleKind::Price,
            decimals,
            check: CheckPolicy::Off,
            active: true,
        };
        Catalogue::SaveTemplate(SaveTemplate {
            key: key(),
            template,
        })
    };
    asked(&ana, template(2)).await;
    assert_eq!(
        problem(no(&ana, template(3)).await),
        CatalogueProblem::Template
    );
    let class = class(&ana).await;
    let variant = saved(
        &ana,
        product(class, "Arroz", "ARR-1", "7501234567893", 1_000),
    )
    .await
    .variants[0]
        .id;
    let vera = world.signed_in("vera").await;
    let favourite = |slot, variant| {
        let key = key();
        Catalogue::SaveFavourite(SaveFavourite {
            key,
            ventana: None,
            slot,
            variant,
        })
    };
    asked(&vera, favourite(3, Some(variant))).await;
    let marta = world.signed_in("marta").await;
    let CatalogueAnswer::Favourites(rows) =
        asked(&marta, Catalogue::Favourites { ventana: None }).await
    else {
        panic!("no favourites")
    };
    assert_eq!(
        (rows.len(), rows[0].slot, rows[0].item.variant),
        (1, 3, variant)
    );
    asked(&vera, favourite(3, None)).await;
    let none = asked(&marta, Catalogue::Favourites { ventana: None }).await;
    assert_eq!(none, CatalogueAnswer::Favourites(Vec::new()));
    assert_eq!(
        no(&vera, favourite(25, Some(variant))).await.code(),
        "ACC-2002"
    );
    world.books_hold().await;
    for house in [ana, vera, marta] {
        house.close().await;
    }
}

#[tokio::test]
async fn promotions_are_kept_as_they_were_written_and_their_words_are_unique() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let save = |promotion: Promotion| {
        Catalogue::SavePromotion(SavePromotion {
            key: key(),
            promotion,
        })
    };
    let first = ten(PromotionId::new(Uuid::now_v7()), "Navidad");
    let CatalogueAnswer::Promotions(rows) = asked(&ana, save(first.clone())).await else {
        panic!("no promotions")
    };
    assert_eq!(rows[0].promotion, first);
    assert!(rows[0].holds);
    let same_word = Promotion {
        coupon: Some("navidad".to_owned()),
        ..ten(PromotionId::new(Uuid::now_v7()), "Otra")
    };
    assert_eq!(no(&ana, save(same_word)).await.code(), "ACC-2004");
    let mut nothing = first.clone();
    nothing.rule.deal = Deal::Amount {
        amount: Money::ZERO,
    };
    assert_eq!(
        problem(no(&ana, save(nothing)).await),
        CatalogueProblem::Rule
    );
    let vera = world.signed_in("vera").await;
    assert_eq!(
        problem(no(&vera, save(first.clone())).await),
        CatalogueProblem::NotYours
    );
    let shop = Promotion {
        ventana: Some(own_shop(&world, "vera").await),
        coupon: None,
        max_uses: None,
        ..ten(PromotionId::new(Uuid::now_v7()), "Centro")
    };
    asked(&vera, save(shop)).await;
    world.books_hold().await;
    ana.close().await;
    vera.close().await;
}
