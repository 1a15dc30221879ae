//! A ticket in every state, as the house would show it.

use crate::stage::{colones, id, noon};
use banca::domain::{
    BetKind, Digits, DrawResult, DrawState, Money, Number, Origin, PayMethod, PayoutKind,
    PayoutStatus, PrizeState, Rate, TicketCode, TicketState,
};
use banca::ops::{BetView, DrawRow, HistoryRow, PayoutRow, PrizeView, TicketView};
use chrono::{NaiveDate, TimeDelta};

/// The ticket's code.
pub fn code() -> TicketCode {
    TicketCode::from_random(12_345_678_901)
}

/// A number of two digits.
pub fn number(value: u16) -> Number {
    Number::new(value, Digits::Two).unwrap()
}

/// A factor.
pub fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

/// Its draw in this state.
pub fn draw(state: DrawState) -> DrawRow {
    let evaluated = state == DrawState::Evaluated;
    DrawRow {
        id: id(40),
        lottery: id(41),
        name: "TICA".to_owned(),
        colour: "#d33682".to_owned(),
        digits: Digits::Two,
        outcomes: vec!["BLANCA".to_owned(), "ROJA".to_owned()],
        at: noon() - TimeDelta::hours(5),
        cutoff: noon() - TimeDelta::minutes(305),
        state,
        tickets: 0,
        sold: Money::ZERO,
        result: evaluated.then(|| DrawResult {
            number: number(23),
            outcome: Some("ROJA".to_owned()),
        }),
        waiting: None,
        prizes: Money::ZERO,
        winners: 0,
        seal: None,
        single_person: false,
        settling: None,
        special: false,
        suspended: false,
        step: None,
    }
}

/// One bet of it.
pub fn bet(line: i16, kind: BetKind, value: u16, stake: i64, factor: &str, prize: i64) -> BetView {
    BetView {
        line,
        kind,
        number: number(value),
        stake: colones(stake),
        factor: rate(factor),
        origin: Origin::Typed,
        prize: colones(prize),
    }
}

/// One line of its history.
pub fn happened(
    minutes: i64,
    who: &str,
    action: &str,
    amount: Option<i64>,
    note: &str,
) -> HistoryRow {
    HistoryRow {
        at: noon() - TimeDelta::minutes(minutes),
        who: who.to_owned(),
        action: action.to_owned(),
        amount: amount.map(colones),
        note: note.to_owned(),
        approved_by: None,
    }
}

/// One payout of it.
pub fn payout(n: u128, amount: i64, minutes: i64, status: PayoutStatus, last: bool) -> PayoutRow {
    PayoutRow {
        payout: Some(id(60 + n)),
        code: code(),
        lottery: "TICA".to_owned(),
        ventana: "Ventana Centro".to_owned(),
        user: "Marta Solís".to_owned(),
        at: noon() - TimeDelta::minutes(minutes),
        amount: colones(amount),
        remaining: Money::ZERO,
        method: Some(PayMethod::Cash),
        notes: String::new(),
        status,
        approved_by: None,
        last,
        kind: PayoutKind::Prize,
    }
}

/// A prize and what was paid of it.
pub fn prize(state: PrizeState, prize: i64, paid: i64, payouts: Vec<PayoutRow>) -> PrizeView {
    PrizeView {
        state,
        prize: colones(prize),
        paid: colones(paid),
        remaining: colones(prize - paid),
        expires: NaiveDate::from_ymd_opt(2027, 1, 20).unwrap(),
        payouts,
        kind: PayoutKind::Prize,
    }
}

/// A ticket that did not win, of a draw in this state.
pub fn ticket(state: DrawState) -> TicketView {
    TicketView {
        ticket: id(50),
        code: code(),
        serial: "caja-1-000123".to_owned(),
        draw: draw(state),
        ventana: "Ventana Centro".to_owned(),
        vendedor: "Marta Solís".to_owned(),
        state: TicketState::Active,
        total: colones(3_000),
        sold_at: noon() - TimeDelta::hours(7),
        note: None,
        bets: vec![
            bet(1, BetKind::Straight, 23, 500, "85", 0),
            bet(2, BetKind::Reventado, 23, 500, "200", 0),
            bet(3, BetKind::Straight, 45, 1_000, "85", 0),
            bet(4, BetKind::Straight, 7, 1_000, "85", 0),
        ],
        prize: None,
        reprints: 0,
        cancel: None,
        history: vec![
            happened(420, "Marta Solís", "ticket.sold", Some(3_000), ""),
            happened(305, "", "draw.closed", None, ""),
        ],
    }
}

/// The same ticket, evaluated, with a prize.
pub fn winner(won: PrizeView) -> TicketView {
    let mut ticket = ticket(DrawState::Evaluated);
    ticket.bets[0].prize = colones(42_500);
    ticket.bets[1].prize = colones(100_000);
    let paid = won.payouts.iter().map(|paid| {
        let minutes = (noon() - paid.at).num_minutes();
        HistoryRow {
            amount: Some(paid.amount),
            ..happened(minutes, &paid.user, "prize.paid", None, "")
        }
    });
    ticket.history.push(happened(
        290,
        "Ana Vargas",
        "draw.evaluated",
        Some(142_500),
        "",
    ));
    ticket.history.extend(paid);
    ticket.prize = Some(won);
    ticket
}

/// A winner of which nothing is paid.
pub fn unpaid() -> TicketView {
    winner(prize(PrizeState::Unpaid, 142_500, 0, Vec::new()))
}

/// A winner with one payout taken back and one that stands.
pub fn partial() -> TicketView {
    let mut first = payout(1, 60_000, 90, PayoutStatus::Reversed, false);
    first.approved_by = Some("Luis Mora".to_owned());
    let second = payout(2, 42_500, 30, PayoutStatus::Partial, true);
    winner(prize(
        PrizeState::Partial,
        142_500,
        42_500,
        vec![first, second],
    ))
}
