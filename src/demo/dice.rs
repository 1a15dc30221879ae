//! Numbers that look like chance and are the same every time, and the tickets that they make.

use anyhow::Context;

use crate::{
    domain::{BetKind, CommandKey, DrawOnSale, Money, Number, Origin},
    ops::{Sell, SellBet},
};

/// Numbers that look like chance and are the same every time (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    /// Begins with a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// An even number below `bound`; zero for an empty range.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.roll().checked_rem(bound).unwrap_or_default()).unwrap_or_default()
    }

    /// A number that people like: low ones and birthdays more often.
    fn number(&mut self, draw: &DrawOnSale) -> anyhow::Result<Number> {
        let all = usize::from(draw.rules.digits.numbers());
        let (one, two) = (self.below(all), self.below(all));
        let liked = if self.below(3) == 0 {
            one.min(two).min(31)
        } else {
            one
        };
        Ok(Number::new(u16::try_from(liked)?, draw.rules.digits)?)
    }

    /// A ticket of a few bets for a draw.
    ///
    /// # Errors
    /// When the draw's numbers are none.
    pub fn ticket(&mut self, key: CommandKey, draw: &DrawOnSale) -> anyhow::Result<Sell> {
        let mut bets: Vec<SellBet> = Vec::new();
        for _ in 0..=self.below(5) {
            let number = self.number(draw)?;
            if bets.iter().any(|bet| bet.number == number) {
                continue;
            }
            let stakes = [200, 300, 500, 500, 1_000, 2_000];
            let stake =
                Money::colones(stakes[self.below(stakes.len())]).context("a small stake")?;
            let bet = |kind, stake| SellBet {
                kind,
                number,
                stake,
                multiplier: None,
                origin: Origin::Typed,
            };
            bets.push(bet(BetKind::Straight, stake));
            if draw.rules.plays_reventado() && self.below(4) == 0 {
                bets.push(bet(
                    BetKind::Reventado,
                    Money::colones(200).context("a small stake")?,
                ));
            }
        }
        Ok(Sell {
            key,
            draws: vec![draw.id],
            bets,
            expected_total: None,
            received: None,
            note: None,
            approval: None,
            repeats: None,
        })
    }
}
