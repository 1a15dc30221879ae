//! The rules of a sale, one after the other: which draw, which number, which stake, which price, which limit, whose commission.

mod checks;
mod prices;

use super::*;
use crate::domain::{
    Digits, Id, LimitEffect, PolicyRule, ReventadoOutcome, SalesHours, ScopeId, samples,
};
use chrono::{NaiveTime, TimeDelta, TimeZone, Weekday};
use rstest::rstest;
use rust_decimal::Decimal;
use uuid::Uuid;

fn id<T>(value: u128) -> Id<T> {
    Uuid::from_u128(value).into()
}

fn colones(amount: i64) -> Money {
    Money::colones(amount).unwrap()
}

fn rate(factor: i64) -> Rate {
    Rate::new(Decimal::from(factor)).unwrap()
}

/// Monday, 8:00 in Costa Rica.
fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 16, 14, 0, 0).unwrap()
}

const TICA: u128 = 20;

/// Stakes of 100 to 10 000 in steps of 50, at most 5 lines and 20 000 a ticket; the best ball pays 200.
fn draw() -> DrawOnSale {
    let mut rules = samples::samples().unwrap().remove(0).rules;
    rules.digits = Digits::Two;
    (rules.min_bet, rules.max_bet) = (colones(100), colones(10_000));
    (rules.step, rules.max_ticket) = (colones(50), colones(20_000));
    rules.max_lines = 5;
    rules.sales_hours = Vec::new();
    rules.outcomes = [("BLANCA", 0), ("ROJA", 200), ("GRIS", 100)]
        .map(|(name, factor)| ReventadoOutcome {
            name: name.to_owned(),
            factor: rate(factor),
        })
        .to_vec();
    let price = |value, kind, factor: i64, usual| Multiplier {
        id: id(value),
        name: factor.to_string(),
        kind,
        factor: rate(factor),
        usual,
    };
    DrawOnSale {
        suspended: false,
        excluded: false,
        id: id(TICA),
        lottery: id(10),
        name: "Tica".to_owned(),
        alias: "ti".to_owned(),
        colour: "#000000".to_owned(),
        state: DrawState::Open,
        at: now() + TimeDelta::hours(5),
        cutoff: now() + TimeDelta::hours(4),
        date: now().date_naive(),
        rules,
        multipliers: vec![
            price(30, BetKind::Straight, 80, false),
            price(31, BetKind::Straight, 85, true),
            price(32, BetKind::Straight, 90, false),
            price(33, BetKind::Reventado, 200, true),
        ],
    }
}

fn rules_with(draws: Vec<DrawOnSale>) -> SaleRules {
    SaleRules {
        seller: SellerPath {
            banca: id(1),
            ventana: id(2),
            vendedor: id(3),
        },
        draws,
        limits: Vec::new(),
        commissions: CommissionLevels::default(),
        zone: chrono_tz::America::Costa_Rica,
    }
}

fn bet(kind: BetKind, value: u16, stake: i64) -> AskedBet {
    AskedBet {
        kind,
        number: Number::new(value, Digits::Two).unwrap(),
        stake: colones(stake),
        multiplier: None,
        origin: Origin::Typed,
    }
}

fn straight(value: u16, stake: i64) -> AskedBet {
    bet(BetKind::Straight, value, stake)
}

fn reventado(value: u16, stake: i64) -> AskedBet {
    bet(BetKind::Reventado, value, stake)
}

fn number(value: u16) -> Number {
    Number::new(value, Digits::Two).unwrap()
}

/// What is wrong with these bets in the draw.
fn problems(rules: &SaleRules, bets: &[AskedBet]) -> Vec<SaleProblem> {
    price(rules, &[id(TICA)], bets, now())
        .err()
        .unwrap_or_default()
}

fn ticket(rules: &SaleRules, bets: &[AskedBet]) -> PricedTicket {
    price(rules, &[id(TICA)], bets, now()).unwrap().remove(0)
}

/// Problems by the names under which they travel.
fn names(problems: &[SaleProblem]) -> Vec<String> {
    let name = |problem: &SaleProblem| {
        let value = serde_json::to_value(problem).unwrap();
        value["problem"].as_str().unwrap().to_owned()
    };
    problems.iter().map(name).collect()
}
