//! Sales lists on a real PostgreSQL: what they show to whom.
#![expect(clippy::unwrap_used, reason = "in a test it is the assertion itself")]

#[path = "../support/mod.rs"]
mod support;

mod summary;

use banca::{
    domain::{DrawId, ScopeId},
    ops::{Answer, AskList, DrawLists, House, NumberList, Request},
};
use chrono::{DateTime, TimeDelta, Utc};
use support::{World, done};

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
