//! A house that answers the selling screen: five draws, one limited number, and every sale goes through.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::{
    BetKind, Digits, DrawOnSale, DrawState, LimitEffect, LimitRule, Money, Multiplier, Number,
    Role, ScopeId, TicketCode, TicketState, samples,
};
use banca::ops::{
    Answer, Desk, MyTotals, NumberLeft, Reply, Request, Sell, Sold, SoldTicket, TicketPage,
    TicketRow,
};
use banca::ui::text::Lang;
use chrono::TimeDelta;

/// A draw of one of the sample lotteries, so many minutes after noon.
pub fn draw(n: u128, lottery: &str, minutes: i64) -> DrawOnSale {
    let sample = samples::samples()
        .unwrap()
        .into_iter()
        .find(|one| one.name == lottery)
        .unwrap();
    let at = noon() + TimeDelta::minutes(minutes);
    let price =
        |(place, (name, kind, factor, usual)): (u128, (String, BetKind, _, bool))| Multiplier {
            id: id(n * 100 + place),
            name,
            kind,
            factor,
            usual,
        };
    DrawOnSale {
        suspended: false,
        excluded: false,
        id: id(n),
        lottery: id(lottery.bytes().map(u128::from).sum()),
        name: lottery.to_owned(),
        alias: sample.rules.alias.clone(),
        colour: sample.rules.colour.clone(),
        state: DrawState::Open,
        at,
        cutoff: at - TimeDelta::minutes(5),
        date: noon().date_naive(),
        multipliers: (0..).zip(sample.prices).map(price).collect(),
        rules: sample.rules,
    }
}

/// Draws on sale: Tica at 12:55 closes in fifty minutes.
pub fn draws() -> Vec<DrawOnSale> {
    vec![
        draw(11, "Tica", 55),
        draw(12, "Nica", 180),
        draw(13, "Tica", 270),
        draw(14, "Primera", 360),
        draw(15, "Monazos", 420),
    ]
}

/// At most 1 000 on 67 in the first draw, which a supervisor may lift.
fn limit() -> LimitRule {
    LimitRule {
        draw: Some(id(11)),
        numbers: vec![67],
        liftable: true,
        ..LimitRule::new(
            id(900),
            ScopeId::Ventana(id(4)),
            LimitEffect::Accumulated {
                amount: colones(1_000),
                per_seller: false,
            },
        )
    }
}

/// Nobody sells 13.
fn blocked() -> LimitRule {
    LimitRule {
        id: id(901),
        numbers: vec![13],
        liftable: false,
        effect: LimitEffect::Blocked,
        reason: "aniversario".to_owned(),
        ..limit()
    }
}

pub fn desk() -> Desk {
    Desk {
        draws: draws(),
        limits: vec![limit(), blocked()],
        drawer: Some(id(70)),
        totals: MyTotals {
            tickets: 41,
            sold: colones(184_500),
            cancelled: 1,
            paid: colones(40_000),
            commission: colones(9_200),
        },
        credit: None,
        big_total: colones(50_000),
        void_minutes: 10,
        now: noon(),
    }
}

pub fn number(text: &str) -> Number {
    Number::parse(text, Digits::Two).unwrap()
}

/// What is left: 300 on 67, 1 200 on 05, nothing on 13, most of 22.
pub fn left() -> Vec<NumberLeft> {
    let row = |text, left, limit| NumberLeft {
        draw: id(11),
        number: number(text),
        kind: Some(BetKind::Straight),
        left: colones(left),
        limit: colones(limit),
        sold: colones(limit - left),
    };
    vec![
        row("67", 300, 1_000),
        row("05", 1_200, 20_000),
        row("13", 0, 0),
        row("22", 16_000, 20_000),
        row("48", 6_000, 20_000),
    ]
}

pub fn code(n: u64) -> TicketCode {
    TicketCode::from_random(n * 7_919_191_919)
}

/// Tickets sold before.
pub fn tickets() -> TicketPage {
    let row = |n: u64, minutes, lottery: &str, summary: &str, total, state| TicketRow {
        code: code(n),
        lottery: lottery.to_owned(),
        draw: id(11),
        draw_at: noon() + TimeDelta::minutes(55),
        sold_at: noon() - TimeDelta::minutes(minutes),
        vendedor: "Marta Solís".to_owned(),
        ventana: "Ventana Centro".to_owned(),
        bets: 2,
        summary: summary.to_owned(),
        total: colones(total),
        state,
        prize: None,
    };
    TicketPage {
        rows: vec![
            row(1, 3, "Tica", "23×500 45×500", 1_000, TicketState::Active),
            row(2, 8, "Nica", "07×2.000", 2_000, TicketState::Cancelled),
            row(3, 21, "Tica", "10 20 30 40×200", 800, TicketState::Active),
        ],
        next: None,
        count: 3,
        sum: colones(1_800),
    }
}

/// The answer to a sale.
pub fn sold(sell: &Sell) -> Sold {
    let stakes = sell.bets.iter().map(|bet| bet.stake);
    let each = Money::try_sum(stakes).unwrap();
    let tickets: Vec<SoldTicket> = (100..)
        .zip(&sell.draws)
        .map(|(n, chosen)| {
            let draw = draws().into_iter().find(|one| one.id == *chosen).unwrap();
            SoldTicket {
                ticket: id(u128::from(n)),
                code: code(n),
                serial: i64::try_from(n).unwrap() + 23,
                draw: draw.id,
                lottery: draw.name,
                at: draw.at,
                minutes_left: (draw.cutoff - noon()).num_minutes(),
                total: each,
            }
        })
        .collect();
    let total = Money::try_sum(tickets.iter().map(|ticket| ticket.total)).unwrap();
    Sold {
        sale: id(500),
        tickets,
        total,
        change: sell
            .received
            .and_then(|received| received.checked_sub(total)),
        sold_at: noon(),
        cached: false,
    }
}

/// Answers every question; sales wait.
pub fn settle(stage: &mut Stage) {
    let now = stage.at;
    stage.respond(|request| match request {
        Request::Desk => {
            let desk = Desk { now, ..desk() };
            Some(Reply::done(Answer::Desk(Box::new(desk))))
        }
        Request::Availability { .. } => Some(Reply::done(Answer::Availability(left()))),
        Request::Tickets(_) => Some(Reply::done(Answer::Tickets(tickets()))),
        Request::Ticket { .. } => Some(Reply::done(Answer::Saved)),
        _ => None,
    });
    stage.asked.retain(|(_, request)| request.key().is_some());
}

/// A cashier in front of the selling screen.
pub fn cashier(lang: Lang) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Vendedor);
    settle(&mut stage);
    stage
}

/// Types what a cashier types: `⏎` is Enter.
pub fn play(stage: &mut Stage, keys: &str) {
    for piece in keys.split_inclusive('⏎') {
        stage.text(piece.trim_end_matches('⏎'));
        if piece.ends_with('⏎') {
            stage.keys("enter");
        }
    }
}

/// The sale that waits for its answer.
pub fn sale(stage: &Stage) -> Option<Sell> {
    stage
        .waiting()
        .into_iter()
        .find_map(|request| match request {
            Request::Sell(sell) => Some(sell),
            _ => None,
        })
}

/// Answers the sale that waits.
pub fn sell_it(stage: &mut Stage) {
    let sell = sale(stage).expect("a sale waits");
    stage.respond(|request| match request {
        Request::Sell(asked) if asked.key == sell.key => {
            Some(Reply::done(Answer::Sold(sold(&sell))))
        }
        _ => None,
    });
    settle(stage);
}

/// Lets minutes pass in front of a console that is not idle.
pub fn wait(stage: &mut Stage, minutes: i64) {
    for _ in 0..minutes {
        stage.pass(TimeDelta::minutes(1));
        stage.keys("ctrl-g");
        settle(stage);
    }
}

/// Refuses the sale that waits.
pub fn refuse(stage: &mut Stage, refusals: &[banca::ops::Refusal]) {
    stage.respond(|request| match request {
        Request::Sell(_) => Some(Reply::Refused(refusals.to_vec())),
        _ => None,
    });
    settle(stage);
}

/// Bets as `(kind, number, colones)`, for comparison.
pub fn bets(sell: &Sell) -> Vec<(BetKind, String, i64)> {
    sell.bets
        .iter()
        .map(|bet| (bet.kind, bet.number.to_string(), bet.stake.as_cents() / 100))
        .collect()
}
