//! Lay-off on a real PostgreSQL: what is proposed, the way of the document, what it books, and what it leaves of the exposure.
#![expect(clippy::unwrap_used, reason = "in a test it is the assertion itself")]

#[path = "../support/mod.rs"]
mod support;

mod doors;
mod life;
mod retained;

use banca::{
    domain::{
        Bet, BetKind, DrawId, DrawResult, LayOffId, Percent, Rate, Right,
        layoff::{LayOffState, LayOffTerms},
    },
    ops::{
        AnnulDraw, Answer, House, LayOff, LayOffAnswer, LayOffProposal, LayOffRow, LayOffView,
        MoveLayOff, ProposeLayOff, Request, SaveLayOff,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use support::{World, colones, consented, done, key, number, reventado, sale, sold, straight};
use uuid::Uuid;

/// Noon in Costa Rica on the worlds' day.
fn noon() -> DateTime<Utc> {
    support::morning() + TimeDelta::hours(4)
}

fn rate(factor: i64) -> Rate {
    Rate::new(Decimal::from(factor)).unwrap()
}

/// What the other house pays: 80, and 200 for a reventado, with a tenth back.
fn terms(target: i64) -> LayOffTerms {
    LayOffTerms {
        target: colones(target),
        factor: rate(80),
        reventado: Some(rate(200)),
        commission: Some(Percent::parse("10").unwrap()),
    }
}

fn told(answer: Answer) -> LayOffAnswer {
    match answer {
        Answer::LayOff(told) => told,
        other => panic!("nothing of lay-offs: {other:?}"),
    }
}

fn view(answer: Answer) -> LayOffView {
    match told(answer) {
        LayOffAnswer::One(view) => *view,
        other => panic!("not one: {other:?}"),
    }
}

fn asked(draw: DrawId, terms: LayOffTerms) -> Request {
    Request::LayOff(LayOff::Propose(ProposeLayOff {
        draw,
        house: String::new(),
        terms,
    }))
}

async fn proposed(house: &House, draw: DrawId, terms: LayOffTerms) -> LayOffProposal {
    match told(done(house, asked(draw, terms)).await) {
        LayOffAnswer::Proposal(proposal) => *proposal,
        other => panic!("not a proposal: {other:?}"),
    }
}

/// The command that keeps a proposal for Banca Sol.
fn keeping(draw: DrawId, terms: LayOffTerms, lines: Vec<Bet>) -> SaveLayOff {
    SaveLayOff {
        key: key(),
        layoff: Uuid::now_v7().into(),
        draw,
        house: "Banca Sol".to_owned(),
        terms,
        lines,
    }
}

/// Proposes and keeps what was proposed.
async fn kept(house: &House, draw: DrawId, terms: LayOffTerms) -> LayOffView {
    let found = proposed(house, draw, terms).await.proposal;
    let lines = found.lines.iter().map(|line| Bet {
        kind: line.kind,
        number: line.number,
        stake: line.stake,
    });
    let asked = keeping(draw, terms, lines.collect());
    view(done(house, Request::LayOff(LayOff::Save(asked))).await)
}

fn step(layoff: LayOffId, answered: &str, reference: &str) -> MoveLayOff {
    MoveLayOff {
        key: key(),
        layoff,
        answered: answered.to_owned(),
        reference: reference.to_owned(),
    }
}

fn send(layoff: LayOffId) -> Request {
    Request::LayOff(LayOff::Send(step(layoff, "", "")))
}

fn accept(layoff: LayOffId) -> Request {
    Request::LayOff(LayOff::Accept(step(layoff, "Don Sol", "sí, la tomo")))
}

fn settle(layoff: LayOffId) -> Request {
    Request::LayOff(LayOff::Settle(step(layoff, "", "SINPE 884512")))
}

fn withdraw(layoff: LayOffId) -> Request {
    Request::LayOff(LayOff::Withdraw(step(layoff, "", "ya no")))
}

fn reject(layoff: LayOffId) -> Request {
    Request::LayOff(LayOff::Reject(step(layoff, "Don Sol", "está lleno")))
}

async fn read(house: &House, layoff: LayOffId) -> LayOffView {
    view(done(house, Request::LayOff(LayOff::Read { layoff })).await)
}

async fn rows(house: &House, draw: DrawId) -> Vec<LayOffRow> {
    match told(done(house, Request::LayOff(LayOff::List { draw })).await) {
        LayOffAnswer::List(list) => list.rows,
        other => panic!("not a list: {other:?}"),
    }
}

/// A draw at noon with 3 000 and a reventado of 500 on 23, and 2 000 on 45.
async fn sold_out(world: &World) -> DrawId {
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let bets = vec![straight(23, 3_000), reventado(23, 500)];
    sold(&marta, sale(&[draw], bets)).await;
    sold(&marta, sale(&[draw], vec![straight(45, 2_000)])).await;
    draw
}

/// A lay-off of that draw that Banca Sol has accepted: all of the reventado and 2 000 of the 23.
async fn accepted(world: &World, ana: &House, draw: DrawId) -> LayOffView {
    let layoff = kept(ana, draw, terms(100_000)).await;
    let id = layoff.row.id;
    assert_eq!(layoff.row.state, LayOffState::Proposed);
    done(ana, send(id)).await;
    let taken = view(done(ana, accept(id)).await);
    assert_eq!(taken.row.state, LayOffState::Accepted);
    world.books_hold().await;
    taken
}

fn result(value: u16, outcome: &str) -> DrawResult {
    DrawResult {
        number: number(value),
        outcome: Some(outcome.to_owned()),
    }
}

/// Closes the draw where it is open, and lets ana and olga type the same result.
async fn evaluate(world: &World, draw: DrawId, drawn: &DrawResult, reason: Option<&str>) {
    world.freeze(noon() + TimeDelta::minutes(1)).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    if reason.is_none() {
        done(&ana, Request::Tick).await;
    }
    let entered = Request::EnterResult {
        key: key(),
        draw,
        result: drawn.clone(),
        reason: reason.map(str::to_owned),
    };
    done(&ana, entered).await;
    let confirmed = Request::ConfirmResult {
        key: key(),
        draw,
        result: drawn.clone(),
    };
    done(&olga, confirmed).await;
}

/// Calls a draw off, with olga's consent.
async fn call_off(ana: &House, draw: DrawId) {
    let command = key();
    let target = draw.to_string();
    let right = Right::AnnulDraw;
    let approval = consented(ana, "olga", right, command, &target, None).await;
    let asked = AnnulDraw {
        key: command,
        draw,
        reason: "no sorteó".to_owned(),
        approval: Some(approval),
    };
    done(ana, Request::AnnulDraw(asked)).await;
}

fn bet(kind: BetKind, value: u16, stake: i64) -> Bet {
    Bet {
        kind,
        number: number(value),
        stake: colones(stake),
    }
}

/// What the house's book has on an account, debits less credits, in colones.
async fn balance(world: &World, code: i16) -> i64 {
    world.balance(world.banca.raw(), code).await / 100
}
