//! The catalogue from the command line: listed, looked up as the till does, priced, moved.

use banca::{
    domain::{ProductId, VariantId, catalogue::SoldBy},
    ops::{Answer, BarcodeRow, Catalogue, CatalogueAnswer, Request, SaveProduct, SaveVariant},
};
use uuid::Uuid;

use super::{
    program::Place,
    support::{World, colones, done, key},
};

#[tokio::test(flavor = "multi_thread")]
async fn goods_are_listed_looked_up_and_priced_from_scripts_too() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let shelf = done(&ana, Request::Catalogue(Catalogue::Shelf)).await;
    let Answer::Catalogue(CatalogueAnswer::Shelf(shelf)) = shelf else {
        panic!("{shelf:?}")
    };
    let variant = SaveVariant {
        variant: VariantId::new(Uuid::now_v7()),
        name: String::new(),
        sku: "ARR-1".to_owned(),
        plu: None,
        active: true,
        barcodes: vec![BarcodeRow {
            barcode: "7501234567893".to_owned(),
            pack: 1,
        }],
        price: Some(colones(1_100)),
    };
    let asked = SaveProduct {
        key: key(),
        product: ProductId::new(Uuid::now_v7()),
        ventana: None,
        name: "Arroz Tío Pelón".to_owned(),
        category: None,
        brand: "Tío Pelón".to_owned(),
        tax_class: shelf.tax_classes[0].id,
        tax_included: true,
        sold_by: SoldBy::Unit,
        tracked: true,
        active: true,
        variants: vec![variant],
    };
    done(&ana, Request::Catalogue(Catalogue::SaveProduct(asked))).await;
    ana.close().await;

    let place = Place::at(&world);
    let run = |who: &str, line: &str, code: i32| {
        let ran = place.run_as(who, line);
        assert_eq!(ran.code, code, "{line}: {ran:?}");
        ran.out
    };
    assert!(run("marta", "goods list pelon", 0).contains("ARR-1"));
    let seen = place.json_as("marta", "goods lookup 7501234567893");
    assert_eq!(
        seen["done"]["data"]["of"]["item"]["price"], 110_000,
        "{seen}"
    );
    assert!(run("marta", "goods lookup arroz", 0).contains("Tío Pelón"));
    run("marta", "goods price ARR-1 1200", 1);
    run("ana", "goods price ARR-1 1200", 0);
    run("ana", "goods price ARR-1 1150 --from 12", 0);
    assert!(run("ana", "goods show ARR-1", 0).contains("1.150"));
    assert!(run("ana", "goods move 10 --step 5", 0).contains("1.320"));
    assert!(run("ana", "goods show ARR-1", 0).contains("1.200"));
    run("ana", "goods move 10 --step 5 --apply", 0);
    let history = run("ana", "goods history 7501234567893", 0);
    assert!(
        history.contains("1.100") && history.contains("1.320"),
        "{history}"
    );
    run("ana", "goods price ARR-1 --end --from 12", 0);
    run("ana", "goods show NADA", 1);
    assert!(run("marta", "goods shelf", 0).contains("IVA 13 %"));
    run("marta", "goods promotions", 0);
    run("marta", "goods favourites", 0);
}
