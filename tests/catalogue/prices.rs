//! Which price holds, and that what it was stays written.

use banca::{
    domain::{
        CustomerGroupId, CustomerId, Percent, VentanaId,
        catalogue::{ListKind, PriceAsk, PriceRow, price::in_force},
    },
    ops::{GoodsListRow, MovePrices, SaveGoodsList},
};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::Row;

use super::*;

async fn list(house: &House, name: &str, kind: ListKind, starts: DateTime<Utc>) -> GoodsListId {
    let id = GoodsListId::new(Uuid::now_v7());
    let list = GoodsListRow {
        id,
        name: name.to_owned(),
        kind,
        starts,
        ends: Some(starts + TimeDelta::hours(4)),
        active: true,
    };
    asked(
        house,
        Catalogue::SaveList(SaveGoodsList { key: key(), list }),
    )
    .await;
    id
}

async fn base(house: &House) -> GoodsListId {
    let lists = shelf(house).await.lists;
    assert_eq!(lists[0].kind, ListKind::Base);
    lists[0].id
}

async fn ventana(world: &World) -> VentanaId {
    let mut owner = world.owner().await;
    let id: Uuid = sqlx::query_scalar("SELECT ventana_id FROM app_user WHERE username = 'marta'")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    id.into()
}

#[tokio::test]
async fn the_database_and_the_domain_agree_on_every_price() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let class = class(&ana).await;
    let view = saved(
        &ana,
        product(class, "Arroz", "ARR-1", "7501234567893", 1_000),
    )
    .await;
    let variant = view.variants[0].id;
    let shop = ventana(&world).await;
    let now = support::morning();
    let (customer, group) = (
        CustomerId::new(Uuid::now_v7()),
        CustomerGroupId::new(Uuid::now_v7()),
    );
    let mut lists = vec![base(&ana).await];
    for (name, kind, starts) in [
        ("Feria", ListKind::Promotion, now - TimeDelta::hours(3)),
        (
            "Feria nueva",
            ListKind::Promotion,
            now - TimeDelta::hours(1),
        ),
        ("Mañana", ListKind::Promotion, now + TimeDelta::hours(24)),
        (
            "Ventana",
            ListKind::Ventana(shop),
            now - TimeDelta::hours(1),
        ),
        ("Grupo", ListKind::Group(group), now - TimeDelta::hours(1)),
        (
            "Cliente",
            ListKind::Customer(customer),
            now - TimeDelta::hours(1),
        ),
    ] {
        lists.push(list(&ana, name, kind, starts).await);
    }
    let mut rows = Vec::new();
    for (place, list) in (0_i64..).zip(&lists) {
        for from in [1, 12_000, 48_000] {
            // Some lists have no ordinary price, and one no price of a dozen.
            if (place % 3 == 1 && from == 1) || (place == 4 && from == 12_000) {
                continue;
            }
            rows.push(set(
                *list,
                variant,
                from,
                Some(900 - place * 100 - from / 1_000),
            ));
        }
    }
    asked(&ana, prices(rows)).await;
    let mut owner = world.owner().await;
    let known = sqlx::query(
        "SELECT p.list_id, l.kind, l.scope_id, l.starts, l.ends, p.min_milli, p.price
           FROM goods_price p JOIN goods_list l USING (banca_id, list_id) WHERE p.ended_at IS NULL",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let known: Vec<PriceRow> = known
        .iter()
        .map(|row| PriceRow {
            list: row.get::<Uuid, _>(0).into(),
            kind: match row.get::<&str, _>(1) {
                "base" => ListKind::Base,
                "promotion" => ListKind::Promotion,
                "ventana" => ListKind::Ventana(row.get::<Uuid, _>(2).into()),
                "group" => ListKind::Group(row.get::<Uuid, _>(2).into()),
                _ => ListKind::Customer(row.get::<Uuid, _>(2).into()),
            },
            starts: row.get(3),
            ends: row.get(4),
            from: Quantity::try_from_milli(row.get(5)).unwrap(),
            price: Money::try_from_cents(row.get(6)).unwrap(),
        })
        .collect();
    let banca: Uuid = sqlx::query_scalar("SELECT banca_id FROM banca")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    for (customer, group, ventana) in [
        (None, None, None),
        (None, None, Some(shop)),
        (None, Some(group), Some(shop)),
        (Some(customer), Some(group), Some(shop)),
        (Some(customer), None, None),
    ] {
        for milli in [1, 500, 11_999, 12_000, 47_999, 48_000, 1_000_000] {
            let stated = PriceAsk {
                ventana,
                customer,
                group,
                quantity: Quantity::try_from_milli(milli).unwrap(),
                now,
            };
            let stated =
                in_force(&known, &stated).map(|row| (row.list.raw(), row.price.as_cents()));
            let found: Option<(Uuid, i64)> =
                sqlx::query_as("SELECT * FROM goods_price_at($1, $2, $3, $4, $5, $6, $7)")
                    .bind(banca)
                    .bind(now)
                    .bind(ventana.map(VentanaId::raw))
                    .bind(variant.raw())
                    .bind(milli)
                    .bind(customer.map(CustomerId::raw))
                    .bind(group.map(CustomerGroupId::raw))
                    .fetch_optional(&mut owner)
                    .await
                    .unwrap();
            assert_eq!(
                found, stated,
                "{milli} for {customer:?} {group:?} {ventana:?}"
            );
        }
    }
    ana.close().await;
}

#[tokio::test]
async fn the_price_of_a_tier_and_of_a_shop_reaches_the_till() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let class = class(&ana).await;
    let mut rice = product(class, "Arroz", "ARR-1", "7501234567893", 1_000);
    let pack = |barcode: &str, pack| BarcodeRow {
        barcode: barcode.to_owned(),
        pack,
    };
    rice.variants[0].barcodes.push(pack("PACK-12", 12));
    let variant = saved(&ana, rice).await.variants[0].id;
    let base = base(&ana).await;
    asked(&ana, prices(vec![set(base, variant, 12_000, Some(950))])).await;
    let marta = world.signed_in("marta").await;
    let price = async |code: &str| found(&marta, code).await.item.price.unwrap();
    assert_eq!(price("7501234567893").await, colones(1_000));
    assert_eq!(price("PACK-12").await, colones(950));
    let vera = world.signed_in("vera").await;
    let shop = ventana(&world).await;
    let own = list(&vera, "Centro", ListKind::Ventana(shop), support::morning()).await;
    asked(&vera, prices(vec![set(own, variant, 1, Some(1_050))])).await;
    assert_eq!(price("PACK-12").await, colones(1_050));
    // Taken back, the base holds again.
    asked(&vera, prices(vec![set(own, variant, 1, None)])).await;
    assert_eq!(price("7501234567893").await, colones(1_000));
    for house in [ana, marta, vera] {
        house.close().await;
    }
}

#[tokio::test]
async fn what_something_cost_stays_written_and_is_never_changed() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let class = class(&ana).await;
    let view = saved(
        &ana,
        product(class, "Arroz", "ARR-1", "7501234567893", 1_000),
    )
    .await;
    let variant = view.variants[0].id;
    let base = base(&ana).await;
    asked(&ana, prices(vec![set(base, variant, 1, Some(1_100))])).await;
    // The same price again is no other price.
    let same = asked(&ana, prices(vec![set(base, variant, 1, Some(1_100))])).await;
    assert_eq!(same, CatalogueAnswer::PricesSaved { changed: 0 });
    let CatalogueAnswer::History(rows) = asked(&ana, Catalogue::History { variant }).await else {
        panic!("no history")
    };
    let told: Vec<(Money, bool)> = rows
        .iter()
        .map(|row| (row.price, row.ended.is_none()))
        .collect();
    assert_eq!(told, [(colones(1_100), true), (colones(1_000), false)]);
    let mut owner = world.owner().await;
    for tamper in [
        "UPDATE goods_price SET price = 1",
        "DELETE FROM goods_price",
        "TRUNCATE goods_price",
        "UPDATE goods_price SET ended_at = NULL, ended_by = NULL WHERE ended_at IS NOT NULL",
        "DELETE FROM product",
        "UPDATE variant SET product_id = gen_random_uuid()",
    ] {
        assert!(
            sqlx::query(tamper).execute(&mut owner).await.is_err(),
            "{tamper}"
        );
    }
    ana.close().await;
}

#[tokio::test]
async fn prices_move_together_by_percent_after_they_were_shown() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let class = class(&ana).await;
    for (name, sku, barcode, price) in [
        ("Arroz", "ARR-1", "CODE-1", 1_234),
        ("Frijoles", "FRI-1", "CODE-2", 900),
    ] {
        saved(&ana, product(class, name, sku, barcode, price)).await;
    }
    let moved = MovePrices {
        key: key(),
        list: base(&ana).await,
        category: None,
        brand: None,
        percent: Percent::parse("10").unwrap(),
        up: true,
        step: colones(5),
    };
    let told = |answer| match answer {
        CatalogueAnswer::Prices(rows) => rows
            .into_iter()
            .map(|row| (row.before, row.after))
            .collect::<Vec<_>>(),
        other => panic!("no prices: {other:?}"),
    };
    let shown = told(asked(&ana, Catalogue::PreviewPrices(moved.clone())).await);
    assert_eq!(
        shown,
        [
            (colones(1_234), colones(1_355)),
            (colones(900), colones(990))
        ]
    );
    assert_eq!(found(&ana, "CODE-1").await.item.price, Some(colones(1_234)));
    assert_eq!(
        told(asked(&ana, Catalogue::MovePrices(moved.clone())).await),
        shown
    );
    // The same command again moves nothing again.
    asked(&ana, Catalogue::MovePrices(moved)).await;
    assert_eq!(found(&ana, "CODE-1").await.item.price, Some(colones(1_355)));
    world.books_hold().await;
    ana.close().await;
}
