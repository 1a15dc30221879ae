//! What a result makes of the bets on its number, computed from the bets alone. The database settles a draw with a statement
//! of its own; this is the second computation beside it, and a draw is settled only where both agree.

use super::{BetKind, Money, MoneyError, Rate, RateError, Rounding, TicketId};

/// Winning tickets and the sum of their prizes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// Tickets with a prize.
    pub winners: i64,
    /// The sum of the prizes, in céntimos.
    pub prizes: Money,
    last_winner: Option<TicketId>,
}

/// A bet on the number that came out, as it was sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawnBet {
    /// Its ticket.
    pub ticket: TicketId,
    /// Straight or reventado.
    pub kind: BetKind,
    /// The stake, in céntimos.
    pub stake: Money,
    /// The factor frozen on it. A reventado is paid by its outcome instead.
    pub factor: Rate,
}

impl DrawnBet {
    /// The prize of the bet, where `outcome` is the factor of the reventado outcome; each bet is rounded by itself.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn prize(&self, outcome: Rate) -> Result<Money, RateError> {
        let factor = match self.kind {
            BetKind::Straight => self.factor,
            BetKind::Reventado => outcome,
        };
        factor.of(self.stake, Rounding::HalfUp)
    }
}

impl Evaluation {
    /// Takes up one bet. The bets of a ticket follow each other.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn add(&mut self, bet: &DrawnBet, outcome: Rate) -> Result<(), RateError> {
        let prize = bet.prize(outcome)?;
        if !prize.is_positive() {
            return Ok(());
        }
        self.prizes = self
            .prizes
            .checked_add(prize)
            .ok_or(MoneyError::OutOfRange)?;
        if self.last_winner != Some(bet.ticket) {
            self.last_winner = Some(bet.ticket);
            self.winners = self.winners.saturating_add(1);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;
    use uuid::Uuid;

    fn bet(ticket: u128, kind: BetKind, stake: i64, factor: &str) -> DrawnBet {
        DrawnBet {
            ticket: TicketId::new(Uuid::from_u128(ticket)),
            kind,
            stake: Money::try_from_cents(stake).unwrap(),
            factor: Rate::parse(factor).unwrap(),
        }
    }

    fn evaluated(bets: &[DrawnBet], outcome: i64) -> (i64, i64) {
        let outcome = Rate::new(Decimal::from(outcome)).unwrap();
        let mut evaluation = Evaluation::default();
        for bet in bets {
            evaluation.add(bet, outcome).unwrap();
        }
        (evaluation.winners, evaluation.prizes.as_cents())
    }

    #[test]
    fn straight_bets_are_paid_by_their_own_factor_and_reventados_by_the_outcome() {
        let bets = [
            bet(1, BetKind::Straight, 50_000, "85"),
            bet(1, BetKind::Reventado, 20_000, "200"),
            bet(2, BetKind::Straight, 10_000, "90"),
        ];
        assert_eq!(evaluated(&bets, 0), (2, 4_250_000 + 900_000));
        assert_eq!(evaluated(&bets, 200), (2, 4_250_000 + 4_000_000 + 900_000));
    }

    #[test]
    fn a_ticket_that_wins_twice_is_one_winner_and_one_that_wins_nothing_is_none() {
        let bets = [
            bet(1, BetKind::Straight, 50_000, "85"),
            bet(1, BetKind::Straight, 50_000, "80"),
            bet(2, BetKind::Reventado, 50_000, "200"),
        ];
        assert_eq!(evaluated(&bets, 0), (1, 8_250_000));
        assert_eq!(evaluated(&[], 200), (0, 0));
    }

    #[test]
    fn every_bet_is_rounded_by_itself() {
        let odd = bet(1, BetKind::Straight, 101, "1.5");
        assert_eq!(evaluated(&[odd, odd], 0), (1, 152 + 152));
    }
}
