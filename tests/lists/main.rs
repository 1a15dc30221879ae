//! Sales lists on a real PostgreSQL: what they show to whom, excluding one, including it
//! again, and what becomes of its draw.
#![expect(clippy::unwrap_used, reason = "in a test it is the assertion itself")]

#[path = "../support/mod.rs"]
mod support;

mod afterwards;
mod exclusion;
mod race;
mod summary;

use banca::{
    domain::{DrawId, DrawResult, Right, ScopeId},
    ops::{AnnulDraw, Answer, AskList, DrawLists, House, NumberList, Request},
};
use chrono::{DateTime, TimeDelta, Utc};
use support::{World, consented, done, key, number};

/// Noon in Costa Rica on the worlds' day.
fn noon() -> DateTime<Utc> {
    support::morning() + TimeDelta::hours(4)
}

/// The lists of a draw as somebody sees them.
async fn lists(house: &House, draw: DrawId) -> DrawLists {
    match done(house, Request::Lists { draw }).await {
        Answer::Lists(lists) => *lists,
        other => panic!("not lists: {other:?}"),
    }
}

/// A list, number by number.
async fn numbers(house: &House, draw: DrawId, scope: ScopeId) -> NumberList {
    match done(house, Request::List(AskList { draw, scope })).await {
        Answer::List(list) => *list,
        other => panic!("not a list: {other:?}"),
    }
}

/// The list of a seller.
async fn of_seller(world: &World, username: &str) -> ScopeId {
    ScopeId::Vendedor(world.user(username).await)
}

/// The list of a shop.
async fn of_shop(world: &World, name: &str) -> ScopeId {
    let mut owner = world.owner().await;
    let id: uuid::Uuid = sqlx::query_scalar("SELECT ventana_id FROM ventana WHERE name = $1")
        .bind(name)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    ScopeId::Ventana(id.into())
}

/// Closes a draw whose cutoff has passed.
async fn close(house: &House, draw: DrawId) {
    let asked = Request::CloseDraw {
        key: key(),
        draw,
        reason: None,
        approval: None,
    };
    assert!(matches!(done(house, asked).await, Answer::Closed(_)));
}

/// Lets ana and olga type the same result.
async fn evaluate(world: &World, draw: DrawId, value: u16, reason: Option<&str>) {
    let result = DrawResult {
        number: number(value),
        outcome: None,
    };
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    let entered = Request::EnterResult {
        key: key(),
        draw,
        result: result.clone(),
        reason: reason.map(str::to_owned),
    };
    done(&ana, entered).await;
    let confirmed = Request::ConfirmResult {
        key: key(),
        draw,
        result,
    };
    assert!(matches!(done(&olga, confirmed).await, Answer::Evaluated(_)));
}

/// Calls a draw off with olga's consent.
async fn annul(ana: &House, draw: DrawId) -> banca::ops::Annulment {
    let command = key();
    let target = draw.to_string();
    let approval = consented(ana, "olga", Right::AnnulDraw, command, &target, None).await;
    let asked = AnnulDraw {
        key: command,
        draw,
        reason: "la lotería no sorteó".to_owned(),
        approval: Some(approval),
    };
    match done(ana, Request::AnnulDraw(asked)).await {
        Answer::Annulled(annulled) => annulled,
        other => panic!("not annulled: {other:?}"),
    }
}
