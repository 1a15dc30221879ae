//! A bet: what kind, on which number, for how much.

use super::{Money, Number};
use serde::{Deserialize, Serialize};

/// What is bet on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BetKind {
    /// The number comes out.
    Straight,
    /// The number comes out together with a coloured ball. Needs a straight bet on the same number in the ticket.
    Reventado,
}

/// One bet of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Bet {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number bet on.
    pub number: Number,
    /// What the customer pays for it, in céntimos.
    pub stake: Money,
}

impl BetKind {
    /// Every kind, in the order receipts show them.
    pub const ALL: [BetKind; 2] = [BetKind::Straight, BetKind::Reventado];
}

/// Bets shown in a short picture before the rest is only counted.
const PICTURED: usize = 6;

/// A short picture of a ticket's bets, such as `23×500 45×500/200 …+4`: number, stake in colones, reventado after `/`.
pub fn picture(bets: &[Bet]) -> String {
    let straight: Vec<&Bet> = bets
        .iter()
        .filter(|bet| bet.kind == BetKind::Straight)
        .collect();
    let mut shown: Vec<String> = straight
        .iter()
        .take(PICTURED)
        .map(|bet| format!("{}×{}{}", bet.number, colones(bet.stake), with(bets, bet)))
        .collect();
    let more = straight.len().saturating_sub(PICTURED);
    if more > 0 {
        shown.push(format!("…+{more}"));
    }
    shown.join(" ")
}

/// The reventado that belongs to a straight bet, if there is one.
fn with(bets: &[Bet], straight: &Bet) -> String {
    bets.iter()
        .find(|bet| bet.kind == BetKind::Reventado && bet.number == straight.number)
        .map(|bet| format!("/{}", colones(bet.stake)))
        .unwrap_or_default()
}

/// Colones, with céntimos only where there are any.
fn colones(stake: Money) -> String {
    let (whole, cents) = (stake.as_cents() / 100, stake.as_cents() % 100);
    if cents == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{cents:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::Digits;
    use super::*;

    fn bet(kind: BetKind, number: u16, stake: i64) -> Bet {
        Bet {
            kind,
            number: Number::new(number, Digits::Two).expect("test numbers fit"),
            stake: Money::try_from_cents(stake).expect("test stakes fit"),
        }
    }

    #[test]
    fn a_picture_shows_reventado_beside_its_number_and_counts_what_it_leaves_out() {
        let mut bets: Vec<Bet> = (0..8)
            .map(|number| bet(BetKind::Straight, number, 50_000))
            .collect();
        bets.push(bet(BetKind::Reventado, 1, 20_050));
        assert_eq!(
            picture(&bets),
            "00×500 01×500/200.50 02×500 03×500 04×500 05×500 …+2"
        );
        assert_eq!(picture(&[]), "");
    }
}
