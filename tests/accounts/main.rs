//! Accounts between house, shop and seller on a real PostgreSQL: statements that agree with the books, payments and
//! collections, the month's close, the credit of a shop, and what nobody may do.

use banca::ops::{AskDay, AskStatement, ReverseMovement};
mod credit;
mod gathered;
mod hostile;
mod month;
mod moving;
mod statement;
#[path = "../support/mod.rs"]
mod support;

use banca::{
    domain::{DrawId, Holder, Money, MovementId, MovementKind, MovementMethod, UserId, VentanaId},
    ops::{
        Answer, CloseDrawer, CountedPieces, House, MovementReceipt, Pay, Request, SaveMovement,
        Statement, StatementDay,
    },
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use support::{World, colones, done, key, morning, sale, sold, straight};
use uuid::Uuid;

/// The hour of the draw.
pub fn noon() -> DateTime<Utc> {
    morning() + TimeDelta::hours(5)
}

/// The day of [`morning`].
pub fn today() -> NaiveDate {
    date(11, 16)
}

/// A day of 2026.
pub fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A shop's account with the house.
pub fn shop(ventana: VentanaId) -> Holder {
    Holder::Ventana { ventana }
}

/// A seller's account with a shop.
pub fn seller(ventana: VentanaId, vendedor: UserId) -> Holder {
    Holder::Vendedor { ventana, vendedor }
}

/// A movement of an account by cash, booked today.
pub fn movement(holder: Holder, kind: MovementKind, amount: i64) -> SaveMovement {
    SaveMovement {
        key: key(),
        movement: Uuid::now_v7().into(),
        holder,
        kind,
        amount: colones(amount),
        method: MovementMethod::Cash,
        reference: String::new(),
        note: String::new(),
        date: None,
    }
}

/// The same by another method.
pub fn by(asked: SaveMovement, method: MovementMethod) -> SaveMovement {
    SaveMovement { method, ..asked }
}

/// The same on another day.
pub fn on(asked: SaveMovement, date: NaiveDate) -> SaveMovement {
    SaveMovement {
        date: Some(date),
        ..asked
    }
}

/// Enters a movement; its receipt.
pub async fn moved(house: &House, asked: SaveMovement) -> MovementReceipt {
    match done(house, Request::SaveMovement(asked)).await {
        Answer::MovementReceipt(told) => *told,
        other => panic!("no receipt: {other:?}"),
    }
}

/// Takes a movement back.
pub fn back(movement: MovementId) -> Request {
    Request::ReverseMovement(ReverseMovement {
        key: key(),
        movement,
        reason: "mal digitado".to_owned(),
    })
}

/// A statement of account.
pub async fn statement(house: &House, holder: Holder, from: NaiveDate, to: NaiveDate) -> Statement {
    match done(house, Request::Statement(AskStatement { holder, from, to })).await {
        Answer::Statement(statement) => *statement,
        other => panic!("no statement: {other:?}"),
    }
}

/// A day of a statement.
pub async fn day(house: &House, holder: Holder, date: NaiveDate) -> StatementDay {
    match done(house, Request::StatementDay(AskDay { holder, date })).await {
        Answer::StatementDay(day) => day,
        other => panic!("no day: {other:?}"),
    }
}

/// Shops earn ten percent, sellers six.
pub async fn commissions(world: &World) {
    let banca = world.banca.raw();
    world.set_commission(3, banca, "listero", 10).await;
    world.set_commission(3, banca, "vendedor", 6).await;
}

/// A world with commissions, a draw on sale, and Marta who sold for 1 000 on it.
pub async fn sold_a_thousand() -> (World, DrawId, House) {
    let world = World::new().await;
    commissions(&world).await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(45, 1_000)])).await;
    (world, draw, marta)
}

/// Counts and closes a drawer that holds a round sum.
pub async fn close_drawer(house: &House, holds: i64) {
    let Answer::Drawer(view) = done(house, Request::Drawer).await else {
        panic!("no drawer")
    };
    let pieces = vec![CountedPieces {
        value: colones(100),
        pieces: u32::try_from(holds / 100).unwrap(),
    }];
    let count = Request::CountDrawer {
        key: key(),
        pieces,
        drawer: None,
    };
    done(house, count).await;
    let close = Request::CloseDrawer(CloseDrawer {
        key: key(),
        drawer: view.drawer.unwrap(),
        reason: None,
        approval: None,
        counted: Vec::new(),
        keep: Money::ZERO,
        short: None,
    });
    done(house, close).await;
}

/// Two administrators type the result of a draw whose time has come.
pub async fn evaluated(world: &World, draw: DrawId, winner: u16) {
    let result = banca::domain::DrawResult {
        number: support::number(winner),
        outcome: Some("BLANCA".to_owned()),
    };
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    done(&ana, Request::Tick).await;
    let enter = Request::EnterResult {
        key: key(),
        draw,
        result: result.clone(),
        reason: None,
    };
    done(&ana, enter).await;
    let confirm = Request::ConfirmResult {
        key: key(),
        draw,
        result,
    };
    done(&olga, confirm).await;
}

/// Pays a prize in cash.
pub fn in_full(code: banca::domain::TicketCode, amount: Option<Money>) -> Request {
    Request::Pay(Pay {
        key: key(),
        code,
        amount,
        method: banca::domain::PayMethod::Cash,
        notes: String::new(),
        expected_remaining: None,
        approval: None,
    })
}
