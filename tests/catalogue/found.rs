//! What the till makes of what is scanned or typed.

use banca::domain::catalogue::{ScaleProblem, lookup::FoundBy};

use super::*;

/// A weighed cheese with PLU 123 at ₡1 450, a rice with a pack of six, and a soap.
async fn shop() -> (World, House) {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let class = class(&ana).await;
    let mut cheese = product(class, "Queso Turrialba", "QUE-1", "CHEESE-1", 1_450);
    cheese.sold_by = SoldBy::Weight;
    cheese.brand = "Dos Pinos".to_owned();
    cheese.variants[0].plu = Some("00123".to_owned());
    saved(&ana, cheese).await;
    let mut rice = product(
        class,
        "Arroz Tío Pelón 1 kg",
        "ARR-1",
        "7501234567893",
        1_100,
    );
    rice.variants[0].barcodes.push(BarcodeRow {
        barcode: "PACK-6".to_owned(),
        pack: 6,
    });
    saved(&ana, rice).await;
    saved(&ana, product(class, "Jabón azul", "JAB-1", "96385074", 900)).await;
    (world, ana)
}

#[tokio::test]
async fn a_barcode_a_label_a_sku_and_a_plu_find_their_goods_in_that_order() {
    let (world, ana) = shop().await;
    let marta = world.signed_in("marta").await;
    let rice = found(&marta, "7501234567893").await;
    assert_eq!((rice.by, rice.quantity), (FoundBy::Barcode, Quantity::ONE));
    assert_eq!(rice.item.price, Some(colones(1_100)));
    let pack = found(&marta, "PACK-6").await;
    assert_eq!(pack.quantity.as_milli(), 6_000);
    let weighed = found(&marta, "2000123015675").await;
    assert_eq!(
        (weighed.by, weighed.quantity.as_milli(), weighed.weigh),
        (FoundBy::Scale, 1_567, false)
    );
    let label = found(&marta, "2100123022700").await;
    assert_eq!(label.label, Some(colones(2_270)));
    let counted = found(&marta, "2500123000126").await;
    assert_eq!(counted.quantity.as_milli(), 12_000);
    let sku = found(&marta, "arr-1").await;
    assert_eq!((sku.by, sku.item.sku.as_str()), (FoundBy::Sku, "ARR-1"));
    let plu = found(&marta, "00123").await;
    assert_eq!((plu.by, plu.weigh), (FoundBy::Plu, true));
    // An exact barcode goes before what a scale would mean by it.
    let class = class(&ana).await;
    saved(&ana, product(class, "Regalo", "REG-1", "2000123015675", 50)).await;
    let exact = found(&marta, "2000123015675").await;
    assert_eq!(
        (exact.by, exact.item.sku.as_str()),
        (FoundBy::Barcode, "REG-1")
    );
    ana.close().await;
    marta.close().await;
}

#[tokio::test]
async fn wrong_labels_and_goods_that_are_not_sold_are_refused_in_words() {
    let (world, ana) = shop().await;
    let marta = world.signed_in("marta").await;
    let wrong = problem(no(&marta, lookup("2000123015670")).await);
    let why = ScaleProblem::CheckDigit { expected: 5 };
    let code = "2000123015670".to_owned();
    assert_eq!(wrong, CatalogueProblem::Scale { code, why });
    assert_eq!(wrong.code(), "POS-1009");
    // 2000123000008: nothing weighs nothing.
    let zero = problem(no(&marta, lookup("2000123000008")).await);
    assert!(matches!(
        zero,
        CatalogueProblem::Scale {
            why: ScaleProblem::Zero,
            ..
        }
    ));
    let class = class(&ana).await;
    let mut old = product(class, "Vela", "VEL-1", "VELA-1", 100);
    old.active = false;
    saved(&ana, old).await;
    let asleep = problem(no(&marta, lookup("VEL-1")).await);
    assert_eq!(asleep.code(), "POS-1008");
    let mut free = product(class, "Hielo", "HIE-1", "HIELO-1", 100);
    free.variants[0].price = None;
    saved(&ana, free).await;
    let name = "Hielo".to_owned();
    let unpriced = problem(no(&marta, lookup("HIELO-1")).await);
    assert_eq!(unpriced, CatalogueProblem::NotSold { name, active: true });
    ana.close().await;
    marta.close().await;
}

#[tokio::test]
async fn names_are_found_by_beginnings_of_words_without_accents() {
    let (world, ana) = shop().await;
    let marta = world.signed_in("marta").await;
    let names = async |text: &str| match asked(&marta, lookup(text)).await {
        CatalogueAnswer::Page(page) => named(&page),
        other => panic!("one: {other:?}"),
    };
    assert_eq!(names("tio pel").await, ["Arroz Tío Pelón 1 kg"]);
    assert_eq!(names("JABON").await, ["Jabón azul"]);
    assert_eq!(names("dos pinos").await, ["Queso Turrialba"]);
    assert_eq!(names("a' & !b:* | \\").await, Vec::<String>::new());
    assert_eq!(names("%").await, Vec::<String>::new());
    assert_eq!(names("QUE").await, ["Queso Turrialba"]);
    ana.close().await;
    marta.close().await;
}

#[tokio::test]
async fn pages_follow_each_other_and_filters_narrow_them() {
    let (world, ana) = shop().await;
    let class = class(&ana).await;
    for one in 0..23 {
        let name = format!("Producto {one:02}");
        let made = product(
            class,
            &name,
            &format!("P-{one}"),
            &format!("CODE-{one}"),
            100,
        );
        saved(&ana, made).await;
    }
    let first = page(&ana, SearchGoods::default()).await;
    assert_eq!(first.rows.len(), 20);
    let after = first.next.clone();
    let search = SearchGoods {
        after,
        ..SearchGoods::default()
    };
    let second = page(&ana, search).await;
    assert_eq!((second.rows.len(), second.next), (6, None));
    let mut all = named(&first);
    all.extend(second.rows.iter().map(GoodsItem::full_name));
    let mut sorted = all.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    sorted.dedup();
    assert_eq!(all, sorted);
    let text = "producto".to_owned();
    let limit = Some(5);
    let begun = page(
        &ana,
        SearchGoods {
            text,
            limit,
            ..SearchGoods::default()
        },
    )
    .await;
    assert_eq!((begun.rows.len(), begun.next.is_some()), (5, true));
    let brand = Some("DOS PINOS".to_owned());
    let one = page(
        &ana,
        SearchGoods {
            brand,
            ..SearchGoods::default()
        },
    )
    .await;
    assert_eq!(named(&one), ["Queso Turrialba"]);
    let active = Some(false);
    let none = page(
        &ana,
        SearchGoods {
            active,
            ..SearchGoods::default()
        },
    )
    .await;
    assert!(none.rows.is_empty());
    ana.close().await;
    drop(world);
}

#[tokio::test]
async fn another_house_finds_nothing_of_this_one() {
    let (world, ana) = shop().await;
    let mut owner = world.owner().await;
    let seen: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM goods_found(NULL, '7501234567893', NULL, NULL, NULL, NULL)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(seen, 0, "without a session nothing is found");
    ana.close().await;
}
