//! Prizes: paying, finalising, reopening, taking back.

use super::{Award, Bank, Book, Codes, Mark, Outcome, PAY_ALONE, Payout, Stage, no, unless};

/// Where a prize stands, as people know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Unpaid,
    Partial,
    Paid,
    Finalized,
    Reversed,
}

impl Bank {
    /// What was paid on a ticket and stands.
    pub fn paid(&self, ticket: usize) -> i64 {
        let standing = self
            .payouts
            .iter()
            .filter(|payout| payout.ticket == ticket && !payout.reversed);
        standing.map(|payout| payout.amount).sum()
    }

    /// The state of a prize.
    pub fn prize_state(&self, ticket: usize, award: Award) -> State {
        let paid = self.paid(ticket);
        match award.mark {
            Mark::Finalized => State::Finalized,
            Mark::Reversed => State::Reversed,
            Mark::Open if paid == 0 => State::Unpaid,
            Mark::Open if paid < award.prize => State::Partial,
            Mark::Open => State::Paid,
        }
    }

    /// The prize behind a paper.
    fn hold(&mut self, seller: usize, ticket: usize) -> Result<(Award, State, i64), Codes> {
        self.look(seller, ticket)?;
        let sold = &self.tickets[ticket];
        if sold.cancelled {
            no("PAY-1003")?;
        }
        if self.draws[sold.draw].stage != Stage::Evaluated {
            no("PAY-1002")?;
        }
        let award = sold.award.ok_or(Codes::from(["PAY-1001"]))?;
        let remaining = (award.prize - self.paid(ticket)).max(0);
        Ok((award, self.prize_state(ticket, award), remaining))
    }

    fn shop_of(&self, seller: usize) -> Book {
        Book::Shop(self.sellers[seller].shop)
    }

    pub(super) fn pay(
        &mut self,
        seller: usize,
        ticket: usize,
        amount: Option<i64>,
        cash: bool,
        consent: bool,
    ) -> Outcome {
        let (award, state, remaining) = self.hold(seller, ticket)?;
        if self.draws[self.tickets[ticket].draw].waiting.is_some() {
            return no("PAY-1016");
        }
        let amount = amount.unwrap_or(remaining);
        let mut codes = Codes::new();
        let wrong = match state {
            State::Paid => Some("PAY-1004"),
            State::Finalized => Some("PAY-1005"),
            State::Reversed => Some("PAY-1007"),
            State::Unpaid | State::Partial if amount <= 0 => Some("PAY-1008"),
            State::Unpaid | State::Partial if amount > remaining => Some("PAY-1009"),
            State::Unpaid | State::Partial => None,
        };
        codes.extend(wrong);
        match self.till(seller) {
            None => {
                codes.insert("POS-3001");
            }
            Some(held) if cash && wrong.is_none() && held < amount => {
                codes.insert("POS-3003");
            }
            Some(_) => {}
        }
        unless(codes)?;
        if amount > PAY_ALONE && !consent {
            return no("ACC-1005");
        }
        self.book_payout(seller, amount, cash);
        self.payouts.push(Payout {
            ticket,
            award: award.number,
            amount,
            cash,
            reversed: false,
        });
        Ok(())
    }

    /// J10 or J11, or with a minus their reverse.
    fn book_payout(&mut self, seller: usize, amount: i64, cash: bool) {
        self.post(
            self.shop_of(seller),
            2310,
            if cash { 1100 } else { 1120 },
            amount,
        );
        self.post(Book::House, 2420, 1320, amount);
        if cash {
            self.cash(seller, -amount);
        }
    }

    pub(super) fn finalise(&mut self, seller: usize, ticket: usize) -> Outcome {
        let (award, state, remaining) = self.hold(seller, ticket)?;
        match state {
            State::Partial => {}
            State::Unpaid => return no("PAY-1010"),
            State::Paid => return no("PAY-1004"),
            State::Finalized => return no("PAY-1005"),
            State::Reversed => return no("PAY-1007"),
        }
        self.mark(
            ticket,
            Award {
                mark: Mark::Finalized,
                ..award
            },
        );
        self.post(Book::House, 2420, 2425, remaining);
        Ok(())
    }

    fn mark(&mut self, ticket: usize, award: Award) {
        self.tickets[ticket].award = Some(award);
    }

    pub(super) fn reopen(&mut self, seller: usize, ticket: usize, consent: bool) -> Outcome {
        let (award, state, remaining) = self.hold(seller, ticket)?;
        if state != State::Finalized {
            return no("PAY-1015");
        }
        if !consent {
            return no("ACC-1005");
        }
        self.payable_again(ticket, award, remaining);
        Ok(())
    }

    fn payable_again(&mut self, ticket: usize, award: Award, remaining: i64) {
        self.mark(
            ticket,
            Award {
                mark: Mark::Open,
                ..award
            },
        );
        self.post(Book::House, 2425, 2420, remaining);
    }

    pub(super) fn reverse(&mut self, seller: usize, payout: usize, consent: bool) -> Outcome {
        let made = self.payouts[payout];
        let ticket = made.ticket;
        if self.sellers[self.tickets[ticket].seller].shop != self.sellers[seller].shop {
            return no("ACC-2003");
        }
        let (award, state, remaining) = self.hold(seller, ticket)?;
        if made.reversed {
            return no("PAY-1013");
        }
        if made.award != award.number || state == State::Reversed {
            return no("PAY-1007");
        }
        let later = &self.payouts[payout + 1..];
        if later
            .iter()
            .any(|other| other.ticket == ticket && !other.reversed)
        {
            return no("PAY-1012");
        }
        if self.till(seller).is_none() {
            return no("POS-3001");
        }
        if !consent {
            return no("ACC-1005");
        }
        if state == State::Finalized {
            self.payable_again(ticket, award, remaining);
        }
        self.payouts[payout].reversed = true;
        self.book_payout(seller, -made.amount, made.cash);
        Ok(())
    }
}
