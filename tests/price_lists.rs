//! Price lists on a real PostgreSQL: which prices a seller may use, resolved by the server and checked again by the sale.

mod support;

use banca::{
    domain::{BetKind, DrawId, LotteryId, MultiplierId, PriceList, Rate, SaleProblem, ScopeId},
    ops::{
        Answer, FieldProblem, House, LotteryRow, PriceListRow, Refusal, Request, SaveMultiplier,
        Thing,
    },
};
use chrono::{NaiveDate, TimeDelta};
use support::{World, done, key, morning, refused, sale, sold, straight};
use uuid::Uuid;

/// A world where the Tica is on sale, and its prices by name.
struct Stage {
    world: World,
    draw: DrawId,
    tica: LotteryRow,
}

impl Stage {
    async fn new() -> Self {
        let world = World::new().await;
        let at = morning() + TimeDelta::hours(5);
        let draw = world.open_draw("Tica", at).await;
        let ana = world.signed_in("ana").await;
        let tica = lottery(&ana, "Tica").await;
        Self { world, draw, tica }
    }

    fn price(&self, factor: i64) -> MultiplierId {
        let found = self.tica.multipliers.iter().find(|price| {
            price.kind == BetKind::Straight
                && price.factor == Rate::parse(&factor.to_string()).unwrap()
        });
        found.expect("one of the sample prices").id
    }

    fn list(&self, scope: ScopeId, factors: &[i64], usual: Option<i64>) -> PriceList {
        PriceList {
            scope,
            lottery: self.tica.id,
            multipliers: factors.iter().map(|factor| self.price(*factor)).collect(),
            usual: usual.map(|factor| self.price(factor)).into_iter().collect(),
            from: None,
            to: None,
            reason: "acuerdo".to_owned(),
        }
    }

    async fn marta(&self) -> ScopeId {
        ScopeId::Vendedor(self.world.user("marta").await)
    }

    fn shop(&self) -> ScopeId {
        ScopeId::Ventana(self.world.ventanas[0])
    }

    fn house(&self) -> ScopeId {
        ScopeId::Banca(self.world.banca)
    }

    /// Sells ₡500 on 23 and tells the factor frozen on the bet.
    async fn sold_at(&self, seller: &House, named: Option<MultiplierId>) -> i64 {
        let mut bet = straight(23, 500);
        bet.multiplier = named;
        let ticket = sold(seller, sale(&[self.draw], vec![bet])).await.tickets[0].ticket;
        let mut owner = self.world.owner().await;
        sqlx::query_scalar("SELECT factor::bigint FROM bet WHERE ticket_id = $1")
            .bind(ticket.raw())
            .fetch_one(&mut owner)
            .await
            .unwrap()
    }
}

async fn lottery(house: &House, name: &str) -> LotteryRow {
    match done(house, Request::Lotteries).await {
        Answer::Lotteries(rows) => rows.into_iter().find(|row| row.name == name).unwrap(),
        other => panic!("{other:?}"),
    }
}

async fn lists(house: &House) -> Vec<PriceListRow> {
    match done(house, Request::PriceLists).await {
        Answer::PriceLists(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn save(list: PriceList) -> Request {
    Request::SavePriceList { key: key(), list }
}

#[tokio::test]
async fn the_seller_s_list_goes_before_the_shop_s_and_that_before_the_house_s() {
    let stage = Stage::new().await;
    let ana = stage.world.signed_in("ana").await;
    let marta = stage.world.seller("marta").await;
    let usual = stage.sold_at(&marta, None).await;

    for (scope, factor) in [
        (stage.house(), 80),
        (stage.shop(), 92),
        (stage.marta().await, 85),
    ] {
        done(&ana, save(stage.list(scope, &[factor], Some(factor)))).await;
        assert_eq!(
            stage.sold_at(&marta, None).await,
            factor,
            "the next sale already"
        );
    }

    // Each level that ends gives way to the one above it, without a word to the seller's console.
    for (scope, factor) in [
        (stage.marta().await, 92),
        (stage.shop(), 80),
        (stage.house(), usual),
    ] {
        done(&ana, save(stage.list(scope, &[], None))).await;
        assert_eq!(stage.sold_at(&marta, None).await, factor);
    }
    assert_eq!(lists(&ana).await, []);
    stage.world.books_hold().await;
}

#[tokio::test]
async fn a_price_that_is_not_on_the_list_is_refused_and_one_that_is_may_be_named() {
    let stage = Stage::new().await;
    let ana = stage.world.signed_in("ana").await;
    let marta = stage.world.seller("marta").await;
    assert_eq!(stage.sold_at(&marta, Some(stage.price(90))).await, 90);
    done(&ana, save(stage.list(stage.shop(), &[80, 85], Some(80)))).await;

    assert_eq!(stage.sold_at(&marta, None).await, 80);
    assert_eq!(stage.sold_at(&marta, Some(stage.price(85))).await, 85);
    let mut bet = straight(23, 500);
    bet.multiplier = Some(stage.price(90));
    assert_eq!(
        refused(&marta, Request::Sell(sale(&[stage.draw], vec![bet]))).await,
        [Refusal::Sale(SaleProblem::MultiplierNotAllowed {
            number: support::number(23)
        })]
    );
}

#[tokio::test]
async fn the_database_refuses_a_price_that_the_seller_may_not_use() {
    let stage = Stage::new().await;
    let ana = stage.world.signed_in("ana").await;
    let marta = stage.world.seller("marta").await;
    stage.sold_at(&marta, None).await;
    let mut owner = stage.world.owner().await;
    let mut stands = async |factor, named: bool, date: &str| -> bool {
        sqlx::query_scalar("SELECT price_stands($1, $2, $3, $4, 0::smallint, $5, $6, $7)")
            .bind(stage.world.banca.raw())
            .bind(stage.world.ventanas[0].raw())
            .bind(stage.world.user("marta").await.raw())
            .bind(stage.tica.id.raw())
            .bind(stage.price(factor).raw())
            .bind(named)
            .bind(date.parse::<NaiveDate>().unwrap())
            .fetch_one(&mut owner)
            .await
            .unwrap()
    };
    let today = "2026-03-02";
    assert!(stands(92, true, today).await);
    let mut list = stage.list(stage.marta().await, &[80, 90], Some(90));
    list.from = Some(today.parse().unwrap());
    list.to = list.from;
    done(&ana, save(list)).await;
    assert!(!stands(92, true, today).await);
    assert!(stands(80, true, today).await);
    assert!(!stands(80, false, today).await, "not the usual one");
    assert!(stands(90, false, today).await);
    assert!(stands(92, true, "2026-03-01").await, "not yet");
    assert!(stands(92, true, "2026-03-03").await, "no longer");
}

#[tokio::test]
async fn a_list_that_cannot_be_is_refused_with_every_reason() {
    let stage = Stage::new().await;
    let ana = stage.world.signed_in("ana").await;
    let nica = lottery(&ana, "Nica").await;
    let mut list = stage.list(stage.shop(), &[80, 80, 85, 90], None);
    list.usual = vec![stage.price(85), stage.price(92)];
    list.from = NaiveDate::from_ymd_opt(2026, 3, 2);
    list.to = NaiveDate::from_ymd_opt(2026, 3, 1);
    let out_of_range = |field: &str| Refusal::Field {
        field: field.to_owned(),
        problem: FieldProblem::OutOfRange,
    };
    assert_eq!(
        refused(&ana, save(list)).await,
        ["multipliers", "usual", "to"].map(out_of_range)
    );
    let mut foreign = stage.list(stage.shop(), &[80], None);
    foreign.multipliers.push(nica.multipliers[0].id);
    assert_eq!(
        refused(&ana, save(foreign)).await,
        [out_of_range("multipliers")]
    );
    let mut two = stage.list(stage.shop(), &[80, 85], Some(80));
    two.usual.push(stage.price(85));
    assert_eq!(refused(&ana, save(two)).await, [out_of_range("usual")]);
    let nowhere = PriceList {
        lottery: LotteryId::new(Uuid::now_v7()),
        ..stage.list(stage.shop(), &[80], None)
    };
    let what = Thing::Lottery;
    assert_eq!(
        refused(&ana, save(nowhere)).await,
        [Refusal::NotFound { what }]
    );
    let nobody = ScopeId::Vendedor(Uuid::now_v7().into());
    let what = Thing::User;
    assert_eq!(
        refused(&ana, save(stage.list(nobody, &[80], None))).await,
        [Refusal::NotFound { what }]
    );
}

#[tokio::test]
async fn a_shop_reads_its_lists_and_sets_none() {
    let stage = Stage::new().await;
    let ana = stage.world.signed_in("ana").await;
    let vera = stage.world.signed_in("vera").await;
    let other = ScopeId::Ventana(stage.world.ventanas[1]);
    done(&ana, save(stage.list(stage.marta().await, &[80], Some(80)))).await;
    done(&ana, save(stage.list(other, &[85], Some(85)))).await;
    let seen = lists(&vera).await;
    assert_eq!(seen.len(), 1, "not the other shop's: {seen:?}");
    assert_eq!(seen[0].names, ["80"]);
    assert_eq!(lists(&ana).await.len(), 2);
    assert!(matches!(
        &refused(&vera, save(stage.list(stage.shop(), &[80], None))).await[..],
        [Refusal::NotAllowed { .. }]
    ));
}

#[tokio::test]
async fn lists_follow_a_changed_factor_and_lose_a_retired_price() {
    let stage = Stage::new().await;
    let ana = stage.world.signed_in("ana").await;
    let marta = stage.world.seller("marta").await;
    done(&ana, save(stage.list(stage.shop(), &[80, 85], Some(85)))).await;
    done(&ana, save(stage.list(stage.marta().await, &[85], Some(85)))).await;
    let change = |multiplier, factor: i64, active| {
        Request::SaveMultiplier(SaveMultiplier {
            key: key(),
            multiplier,
            lottery: stage.tica.id,
            name: factor.to_string(),
            kind: BetKind::Straight,
            factor: Rate::parse(&factor.to_string()).unwrap(),
            usual: false,
            active,
        })
    };
    done(&ana, change(stage.price(85), 86, true)).await;
    assert_eq!(stage.sold_at(&marta, None).await, 86, "its successor");
    let tica = lottery(&ana, "Tica").await;
    let successor = tica
        .multipliers
        .iter()
        .find(|price| price.name == "86")
        .unwrap();
    done(&ana, change(successor.id, 86, false)).await;
    assert_eq!(
        stage.sold_at(&marta, None).await,
        80,
        "her own list has ended with its only price, the shop's goes on"
    );
    let names: Vec<_> = lists(&ana).await.into_iter().map(|row| row.names).collect();
    assert_eq!(names, [["80"]]);
    stage.world.books_hold().await;
}
