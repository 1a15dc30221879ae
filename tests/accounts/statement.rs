//! Statements are reads of the books: what a day moved, by draw and by ticket, and what is owed after it.

use banca::ops::AskTickets;
use banca::{
    domain::{Holder, MovementKind, MovementMethod, statement::Part},
    ops::{
        AccountFilter, AccountList, Answer, CancelTicket, DayItem, House, Owing, Request, SaveUser,
    },
};
use chrono::TimeDelta;

use crate::{
    by, close_drawer, commissions, date, day, evaluated, in_full, moved, movement, noon, on,
    seller, shop, sold_a_thousand, statement,
    support::{World, colones, done, key, sale, sold, straight},
    today,
};

async fn accounts(house: &House, filter: AccountFilter) -> AccountList {
    match done(house, Request::Accounts(filter)).await {
        Answer::Accounts(list) => list,
        other => panic!("no accounts: {other:?}"),
    }
}

#[tokio::test]
async fn a_shop_owes_its_sales_less_prizes_and_commission_and_a_seller_what_the_drawer_holds() {
    let (world, tica, marta) = sold_a_thousand().await;
    let winner = sold(&marta, sale(&[tica], vec![straight(23, 100)])).await;
    let gone = sold(&marta, sale(&[tica], vec![straight(7, 700)])).await;
    let cancel = CancelTicket {
        key: key(),
        code: gone.tickets[0].code,
        reason: "otro".to_owned(),
        approval: None,
    };
    done(&marta, Request::CancelTicket(cancel)).await;
    world.freeze(noon() + TimeDelta::minutes(1)).await;
    evaluated(&world, tica, 23).await;
    done(&marta, in_full(winner.tickets[0].code, None)).await;

    let ana = world.signed_in("ana").await;
    let [centro, _] = world.ventanas;
    let told = statement(&ana, shop(centro), today(), today()).await;
    let [line] = &told.days[..] else {
        panic!("one day: {told:?}")
    };
    let sums = line.day.sums;
    assert_eq!(
        (
            sums.tickets,
            sums.sales,
            sums.commission,
            sums.seller_commission
        ),
        (2, colones(1_100), colones(110), colones(66))
    );
    assert!(sums.payouts.is_positive());
    let owed = 110_000 - 11_000 - sums.payouts.as_cents();
    assert_eq!(line.balance.as_cents(), owed);
    assert_eq!(told.closing.as_cents(), owed);
    assert_eq!(world.balance(world.banca.raw(), 1320).await, owed);
    assert_eq!(world.balance(centro.raw(), 2310).await, -owed);

    // The seller: the float was handed out, the drawer holds it, the commission is owed to her.
    let me = world.user("marta").await;
    let hers = statement(&marta, seller(centro, me), today(), today()).await;
    let sums = hers.days[0].day.sums;
    assert_eq!(sums.sales, colones(1_100));
    assert_eq!(sums.commission, colones(66));
    assert_eq!(sums.paid, colones(50_000), "the float");
    let holds = 50_000 + 1_100 - sums.payouts.as_cents() / 100;
    assert_eq!(hers.closing, colones(holds - 66));
    close_drawer(&marta, holds).await;
    let closed = statement(&marta, seller(centro, me), today(), today()).await;
    assert_eq!(closed.closing, colones(-66), "only her commission is open");
    assert!(!closed.days[0].settled || closed.closing.is_negative());

    // Day → draw → ticket, with the running balance.
    let parts = day(&ana, shop(centro), today()).await;
    assert_eq!(parts.previous, colones(0));
    assert_eq!(parts.remaining.as_cents(), owed);
    let [entry] = &parts.entries[..] else {
        panic!("one draw: {parts:?}")
    };
    let DayItem::Draw { draw, lottery } = &entry.item else {
        panic!("a draw: {entry:?}")
    };
    assert_eq!((draw, lottery.as_str()), (&tica, "Tica"));
    let tickets = Request::StatementTickets(AskTickets {
        holder: shop(centro),
        date: today(),
        draw: tica,
        after: None,
    });
    let Answer::StatementTickets(page) = done(&ana, tickets).await else {
        panic!("tickets")
    };
    let events: Vec<&str> = page.rows.iter().map(|row| row.event.as_str()).collect();
    assert_eq!(events, ["sold", "sold", "sold", "cancelled", "paid"]);
    let sum: i64 = page
        .rows
        .iter()
        .map(|row| (row.sales.as_cents() - row.payouts.as_cents()) - row.commission.as_cents())
        .sum();
    assert_eq!(sum, owed);
    world.books_hold().await;
}

#[tokio::test]
async fn the_list_tells_who_owes_and_who_is_owed_within_reach() {
    let (world, _, marta) = sold_a_thousand().await;
    let ana = world.signed_in("ana").await;
    let [centro, mercado] = world.ventanas;
    let paid = movement(shop(mercado), MovementKind::Collection, 400);
    moved(&ana, by(paid, MovementMethod::Sinpe)).await;

    let all = accounts(&ana, AccountFilter::default()).await;
    assert_eq!((all.owes, all.owed), (colones(900), colones(400)));
    assert_eq!(all.rows[0].holder, Holder::Banca);
    assert_eq!(all.rows[0].balance, colones(500));
    let owes = AccountFilter {
        owing: Some(Owing::Owes),
        shops_only: true,
        ..AccountFilter::default()
    };
    let names: Vec<_> = accounts(&ana, owes)
        .await
        .rows
        .iter()
        .map(|row| row.ventana.clone())
        .collect();
    assert!(names.contains(&"Centro".to_owned()) && !names.contains(&"Mercado".to_owned()));

    let vera = world.signed_in("vera").await;
    let own = accounts(&vera, AccountFilter::default()).await;
    assert!(
        own.rows
            .iter()
            .all(|row| row.holder.ventana() == Some(centro))
    );
    assert!(own.rows.iter().any(|row| row.vendedor.is_some()));
    let hers = accounts(&marta, AccountFilter::default()).await;
    assert_eq!(hers.rows.len(), 1);
    assert_eq!(hers.rows[0].vendedor.as_deref(), Some("Marta Rojas"));
    assert_eq!(hers.rows[0].balance, colones(51_000 - 60));
}

#[tokio::test]
async fn the_house_is_the_sum_of_its_shops() {
    let (world, tica, _marta) = sold_a_thousand().await;
    let luis = world.seller("luis").await;
    sold(&luis, sale(&[tica], vec![straight(45, 500)])).await;
    let ana = world.signed_in("ana").await;
    let house = statement(&ana, Holder::Banca, today(), today()).await;
    assert_eq!(house.total.sales, colones(1_500));
    assert_eq!(house.total.seller_commission, colones(90));
    assert_eq!(house.closing, colones(1_350));
    let parts = day(&ana, Holder::Banca, today()).await;
    assert_eq!(parts.remaining, colones(1_350));
}

#[tokio::test]
async fn a_seller_who_moves_keeps_the_history_with_the_shop_that_was_left() {
    let (world, _, marta) = sold_a_thousand().await;
    close_drawer(&marta, 51_000).await;
    let [centro, mercado] = world.ventanas;
    let me = world.user("marta").await;
    let ana = world.signed_in("ana").await;
    let move_on = SaveUser {
        key: key(),
        user: me,
        username: "marta".to_owned(),
        name: "Marta Rojas".to_owned(),
        role: banca::domain::Role::Vendedor,
        ventana: Some(mercado),
        pin: None,
        payout_limit: None,
        may_confirm: false,
        active: true,
    };
    done(&ana, Request::SaveUser(move_on)).await;
    let vera = world.signed_in("vera").await;
    let rita = world.signed_in("rita").await;
    let left = statement(&vera, seller(centro, me), today(), today()).await;
    assert_eq!(left.closing, colones(-60));
    assert_eq!(left.vendedor.as_deref(), Some("Marta Rojas"));
    let new = statement(&rita, seller(mercado, me), today(), today()).await;
    assert_eq!(new.closing, colones(0));
    let row = accounts(&vera, AccountFilter::default())
        .await
        .rows
        .into_iter()
        .find(|row| row.holder == seller(centro, me))
        .expect("the old account is still listed");
    assert!(!row.current && row.balance == colones(-60));
    // The shop that was left settles what it owes.
    let paid = movement(seller(centro, me), MovementKind::Payment, 60);
    let told = moved(&vera, paid).await;
    assert_eq!(told.balance, colones(0));
    world.books_hold().await;
}

#[tokio::test]
async fn a_back_dated_movement_changes_every_day_after_it() {
    let (world, _, _marta) = sold_a_thousand().await;
    let ana = world.signed_in("ana").await;
    let [centro, _] = world.ventanas;
    let late = movement(shop(centro), MovementKind::Collection, 300);
    moved(&ana, on(by(late, MovementMethod::Transfer), date(11, 14))).await;
    let told = statement(&ana, shop(centro), date(11, 10), today()).await;
    let days: Vec<_> = told
        .days
        .iter()
        .map(|line| (line.day.date, line.previous, line.remaining))
        .collect();
    assert_eq!(
        days,
        [
            (date(11, 14), colones(0), colones(-300)),
            (today(), colones(-300), colones(600))
        ]
    );
    let later = statement(&ana, shop(centro), date(11, 15), today()).await;
    assert_eq!(later.opening, colones(-300), "no movement, an opening");
    assert_eq!(later.total.collected, colones(0));
}

#[tokio::test]
async fn the_database_puts_every_transfer_into_the_column_that_the_domain_says() {
    let world = World::new().await;
    commissions(&world).await;
    let mut owner = world.owner().await;
    let codes: Vec<String> = (1..=66).map(|code| format!("J{code:02}")).collect();
    for account in [1100_i16, 1320, 1330, 2320] {
        for other in [1100_i16, 1110, 1120, 1330, 2310, 2410, 6100, 6520] {
            for debited in [false, true] {
                let parts: Vec<String> = sqlx::query_scalar(
                    "SELECT account_part($1, c, $2, $3) FROM unnest($4::text[]) WITH ORDINALITY AS u(c, n) ORDER BY n",
                )
                .bind(account)
                .bind(other)
                .bind(debited)
                .bind(&codes)
                .fetch_all(&mut owner)
                .await
                .unwrap();
                for (code, part) in codes.iter().zip(parts) {
                    let stated = Part::of(account, code, other, debited);
                    assert_eq!(stated.name(), part, "{account} {code} {other} {debited}");
                }
            }
        }
    }
}
