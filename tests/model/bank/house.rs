//! In the house: draws from their opening to their result, and limit rules.

use super::{Award, Bank, Book, CUTOFF, Codes, Mark, Outcome, Stage, no, unless};
use crate::command::{Drawn, Effect};

/// How often a stake is paid: straight, and reventado with a red ball.
const STRAIGHT: i64 = 85;
const RED: i64 = 200;

impl Bank {
    pub(super) fn open_draw(&mut self, draw: usize) -> Outcome {
        let now = self.now;
        let draw = &mut self.draws[draw];
        if draw.stage != Stage::Scheduled {
            return no("DRW-1001");
        }
        if now >= draw.at - CUTOFF {
            return no("TKT-1015");
        }
        draw.stage = Stage::Open;
        Ok(())
    }

    pub(super) fn close_draw(&mut self, draw: usize, reason: bool, consent: bool) -> Outcome {
        let now = self.now;
        let draw = &mut self.draws[draw];
        if draw.stage != Stage::Open {
            return no("DRW-1001");
        }
        if now < draw.at - CUTOFF {
            let mut codes = Codes::new();
            if !reason {
                codes.insert("ACC-2002");
            }
            // Consent is given to what is otherwise in order.
            if !consent || !reason {
                codes.insert("ACC-1005");
            }
            unless(codes)?;
        }
        draw.stage = Stage::Closed;
        Ok(())
    }

    pub(super) fn enter(
        &mut self,
        admin: usize,
        draw: usize,
        drawn: Drawn,
        reason: bool,
    ) -> Outcome {
        let now = self.now;
        let draw = &mut self.draws[draw];
        if !matches!(draw.stage, Stage::Closed | Stage::Evaluated) {
            return no("DRW-1001");
        }
        let mut codes = Codes::new();
        if now < draw.at {
            codes.insert("DRW-1002");
        }
        if draw.stage == Stage::Evaluated && !reason {
            codes.insert("ACC-2002");
        }
        if draw.drawn == Some(draw.seen(drawn)) {
            codes.insert("DRW-1007");
        }
        unless(codes)?;
        draw.waiting = Some((admin, draw.seen(drawn)));
        Ok(())
    }

    pub(super) fn confirm(&mut self, admin: usize, draw: usize, drawn: Drawn) -> Outcome {
        let facts = &self.draws[draw];
        if !matches!(facts.stage, Stage::Closed | Stage::Evaluated) {
            return no("DRW-1001");
        }
        let drawn = facts.seen(drawn);
        match facts.waiting {
            None => return no("DRW-1004"),
            Some((first, _)) if first == admin => return no("DRW-1006"),
            Some((_, entered)) if entered != drawn => return no("DRW-1005"),
            Some(_) => {}
        }
        if facts.stage == Stage::Closed {
            let standing = self
                .tickets
                .iter()
                .filter(|ticket| ticket.draw == draw && !ticket.cancelled);
            let stakes = standing
                .flat_map(|ticket| &ticket.bets)
                .map(|bet| bet.stake)
                .sum();
            self.post(Book::House, 2410, 4100, stakes);
        }
        let facts = &mut self.draws[draw];
        facts.stage = Stage::Evaluated;
        facts.drawn = Some(drawn);
        facts.waiting = None;
        for ticket in 0..self.tickets.len() {
            if self.tickets[ticket].draw == draw && !self.tickets[ticket].cancelled {
                self.settle(ticket, drawn);
            }
        }
        Ok(())
    }

    pub(super) fn withdraw(&mut self, draw: usize, reason: bool) -> Outcome {
        let draw = &mut self.draws[draw];
        if !reason {
            return no("ACC-2002");
        }
        match draw.waiting.take() {
            Some(_) => Ok(()),
            None => no("DRW-1004"),
        }
    }

    /// Gives a ticket what the result makes of it; what an earlier result gave is taken back or claimed.
    fn settle(&mut self, ticket: usize, drawn: Drawn) {
        let won = |bet: &crate::command::Bet| match (bet.number == drawn.number, bet.reventado) {
            (false, _) => 0,
            (true, false) => bet.stake * STRAIGHT,
            (true, true) if drawn.red => bet.stake * RED,
            (true, true) => 0,
        };
        let prize: i64 = self.tickets[ticket].bets.iter().map(won).sum();
        let before = self.tickets[ticket].award;
        if before.is_none() && prize == 0 {
            return;
        }
        let (paid, claimed) = (self.paid(ticket), self.tickets[ticket].claimed);
        if let Some(old) = before
            && old.mark != Mark::Reversed
            && old.prize > paid
        {
            let payable = if old.mark == Mark::Finalized {
                2425
            } else {
                2420
            };
            self.post(Book::House, payable, 5100, old.prize - paid);
        }
        if prize > paid {
            self.post(Book::House, 5100, 2420, prize - paid);
        }
        // What was paid beyond the prize is owed back, no more and no less.
        let owed = (paid - prize).max(0);
        self.post(Book::House, 1340, 5100, owed - claimed);
        self.tickets[ticket].claimed = owed;
        self.awards += 1;
        self.tickets[ticket].award = match before {
            _ if prize > 0 => Some(Award {
                number: self.awards,
                prize,
                mark: Mark::Open,
            }),
            Some(old) => Some(Award {
                mark: Mark::Reversed,
                ..old
            }),
            None => None,
        };
    }

    pub(super) fn change_limit(&mut self, rule: usize, amount: i64) -> Outcome {
        let (mut changed, live) = self.rules[rule].clone();
        changed.effect = match changed.effect {
            Effect::PerTicket(_) => Effect::PerTicket(amount),
            Effect::Accumulated { per_seller, .. } => Effect::Accumulated { amount, per_seller },
            Effect::Blocked => Effect::Blocked,
        };
        if !live {
            return no("ACC-2003");
        }
        self.rules[rule].1 = false;
        self.rules.push((changed, true));
        Ok(())
    }

    pub(super) fn end_limit(&mut self, rule: usize) -> Outcome {
        if !self.rules[rule].1 {
            return no("ACC-2003");
        }
        self.rules[rule].1 = false;
        Ok(())
    }
}

impl super::Draw {
    /// The result as this lottery knows it: without reventado there is no ball.
    pub fn seen(&self, drawn: Drawn) -> Drawn {
        Drawn {
            red: drawn.red && self.red,
            ..drawn
        }
    }
}
