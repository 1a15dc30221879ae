//! At the counter: selling, taking back, and the drawer.

use super::{
    Bank, Book, CUTOFF, Codes, Drawer, LISTERO, Outcome, Stage, THRESHOLD, Ticket, VENDEDOR,
    VOID_MINUTES, no, unless,
};
use crate::command::{Bet, Effect, Rule, Scope, Way};

/// The rules of the sample lotteries, in céntimos.
const LEAST: i64 = 10_000;
const STEP: i64 = 10_000;
const MOST: i64 = 50_000_000;
const MOST_TICKET: i64 = 200_000_000;

/// The stakes of a kind, or of both, on a number.
fn stakes(bets: &[Bet], number: u16, reventado: Option<bool>) -> i64 {
    bets.iter()
        .filter(|bet| bet.number == number && reventado.is_none_or(|kind| kind == bet.reventado))
        .map(|bet| bet.stake)
        .sum()
}

/// The same number of the same kind twice is added up.
fn merged(bets: &[Bet]) -> Vec<Bet> {
    let mut merged: Vec<Bet> = Vec::new();
    for bet in bets {
        match merged
            .iter_mut()
            .find(|known| known.number == bet.number && known.reventado == bet.reventado)
        {
            Some(known) => known.stake += bet.stake,
            None => merged.push(*bet),
        }
    }
    merged
}

impl Bank {
    pub(super) fn sell(&mut self, seller: usize, draws: &[usize], bets: &[Bet]) -> Outcome {
        let bets = merged(bets);
        let mut codes = Codes::new();
        if draws.is_empty() {
            codes.insert("TKT-1010");
        }
        if bets.is_empty() {
            codes.insert("TKT-1011");
        }
        if self.till(seller).is_none() {
            codes.insert("POS-3001");
        }
        for (index, draw) in draws.iter().enumerate() {
            if draws[..index].contains(draw) {
                codes.insert("TKT-1012");
            } else {
                self.problems(seller, *draw, &bets, &mut codes);
            }
        }
        unless(codes)?;
        for draw in draws {
            self.sold(seller, *draw, &bets);
        }
        Ok(())
    }

    /// Everything against these bets in one draw. Of a draw that is over no more is said than that.
    fn problems(&self, seller: usize, draw: usize, bets: &[Bet], codes: &mut Codes) {
        let facts = &self.draws[draw];
        match facts.stage {
            Stage::Scheduled => {
                codes.insert("TKT-1014");
            }
            Stage::Open if self.now >= facts.at - CUTOFF => {
                codes.insert("TKT-1015");
            }
            Stage::Open => {}
            Stage::Closed | Stage::Evaluated => {
                codes.insert("TKT-1014");
                return;
            }
        }
        for bet in bets {
            let straight = stakes(bets, bet.number, Some(false));
            let wrong = [
                (bet.stake < LEAST, "TKT-1019"),
                (bet.stake > MOST, "TKT-1020"),
                (bet.stake % STEP != 0, "TKT-1021"),
                (bet.reventado && !facts.red, "TKT-1022"),
                (bet.reventado && !facts.red, "TKT-1026"),
                (bet.reventado && straight == 0, "TKT-1023"),
                (
                    bet.reventado && straight > 0 && bet.stake > straight,
                    "TKT-1024",
                ),
            ];
            codes.extend(
                wrong
                    .iter()
                    .filter(|(wrong, _)| *wrong)
                    .map(|(_, code)| code),
            );
            // A bet without a price meets no limit.
            if !bet.reventado || facts.red {
                self.limits(seller, draw, *bet, bets, codes);
            }
        }
        if bets.iter().map(|bet| bet.stake).sum::<i64>() > MOST_TICKET {
            codes.insert("TKT-1028");
        }
    }

    fn limits(&self, seller: usize, draw: usize, bet: Bet, bets: &[Bet], codes: &mut Codes) {
        for (rule, _) in self
            .rules
            .iter()
            .filter(|(rule, live)| *live && self.covers(rule, seller, draw, bet))
        {
            let asked = stakes(bets, bet.number, rule.reventado);
            match rule.effect {
                Effect::Blocked => {
                    codes.insert("TKT-1030");
                }
                Effect::PerTicket(amount) if asked > amount => {
                    codes.insert("TKT-1031");
                }
                Effect::PerTicket(_) => {}
                Effect::Accumulated { amount, per_seller } => {
                    let scope = if per_seller {
                        Scope::Seller(seller)
                    } else {
                        rule.scope
                    };
                    let (straight, reventado) = self
                        .exposure
                        .get(&(draw, scope, bet.number))
                        .copied()
                        .unwrap_or_default();
                    let used = match rule.reventado {
                        Some(false) => straight,
                        Some(true) => reventado,
                        None => straight + reventado,
                    };
                    if used + asked > amount {
                        codes.insert("TKT-1032");
                    }
                }
            }
        }
    }

    fn covers(&self, rule: &Rule, seller: usize, draw: usize, bet: Bet) -> bool {
        let within = match rule.scope {
            Scope::Seller(who) => who == seller,
            Scope::Shop(shop) => shop == self.sellers[seller].shop,
            Scope::House => true,
        };
        within
            && rule.draw.is_none_or(|only| only == draw)
            && (rule.numbers.is_empty() || rule.numbers.contains(&bet.number))
            && rule.reventado.is_none_or(|kind| kind == bet.reventado)
    }

    fn sold(&mut self, seller: usize, draw: usize, bets: &[Bet]) {
        self.count_bets(seller, draw, bets, 1);
        self.book_ticket(seller, seller, bets, 1);
        self.tickets.push(Ticket {
            seller,
            draw,
            sold_at: self.now,
            bets: bets.to_vec(),
            cancelled: false,
            award: None,
            claimed: 0,
        });
    }

    fn count_bets(&mut self, seller: usize, draw: usize, bets: &[Bet], sign: i64) {
        let scopes = [
            Scope::Seller(seller),
            Scope::Shop(self.sellers[seller].shop),
            Scope::House,
        ];
        for bet in bets {
            for scope in scopes {
                let used = self.exposure.entry((draw, scope, bet.number)).or_default();
                if bet.reventado {
                    used.1 += sign * bet.stake;
                } else {
                    used.0 += sign * bet.stake;
                }
            }
        }
    }

    /// J01, J05, J06, or their reverse; the cash through `cashier`'s drawer.
    fn book_ticket(&mut self, seller: usize, cashier: usize, bets: &[Bet], sign: i64) {
        let shop = Book::Shop(self.sellers[seller].shop);
        let percent = |percent: i64| {
            bets.iter()
                .map(|bet| (bet.stake * percent + 50) / 100)
                .sum::<i64>()
        };
        let total: i64 = bets.iter().map(|bet| bet.stake).sum();
        for (book, debit, credit, amount) in [
            (shop, 1100, 2310, total),
            (Book::House, 1320, 2410, total),
            (shop, 2310, 4110, percent(LISTERO)),
            (Book::House, 5110, 1320, percent(LISTERO)),
            (shop, 5120, 2320, percent(VENDEDOR)),
        ] {
            self.post(book, debit, credit, sign * amount);
        }
        self.cash(cashier, sign * total);
    }

    pub(super) fn cancel(&mut self, seller: usize, ticket: usize, consent: bool) -> Outcome {
        self.look(seller, ticket)?;
        let sold = self.tickets[ticket].clone();
        let draw = &self.draws[sold.draw];
        if sold.cancelled {
            return no("TKT-2001");
        }
        if draw.stage != Stage::Open || self.now >= draw.at - CUTOFF {
            return no("TKT-2002");
        }
        let total: i64 = sold.bets.iter().map(|bet| bet.stake).sum();
        match self.till(seller) {
            None => return no("POS-3001"),
            Some(held) if held < total => return no("POS-3003"),
            Some(_) => {}
        }
        let alone = sold.seller == seller && self.now - sold.sold_at <= VOID_MINUTES;
        if !alone && !consent {
            return no("ACC-1005");
        }
        self.tickets[ticket].cancelled = true;
        self.count_bets(sold.seller, sold.draw, &sold.bets, -1);
        self.book_ticket(sold.seller, seller, &sold.bets, -1);
        Ok(())
    }

    pub(super) fn open_drawer(&mut self, seller: usize, float: i64) -> Outcome {
        if self.sellers[seller].drawer.is_some() {
            return no("POS-3002");
        }
        self.sellers[seller].drawer = Some(Drawer::default());
        self.sellers[seller].had = true;
        self.move_to_safe(seller, -float);
        Ok(())
    }

    /// From the drawer to the safe, or back with a minus.
    fn move_to_safe(&mut self, seller: usize, amount: i64) {
        self.post(Book::Shop(self.sellers[seller].shop), 1110, 1100, amount);
        self.cash(seller, -amount);
    }

    pub(super) fn move_cash(
        &mut self,
        seller: usize,
        way: Way,
        amount: i64,
        consent: bool,
    ) -> Outcome {
        let Some(held) = self.till(seller) else {
            return no("POS-3001");
        };
        if way == Way::In {
            self.move_to_safe(seller, -amount);
            return Ok(());
        }
        if !consent {
            return no("ACC-1005");
        }
        if held < amount {
            return no("POS-3003");
        }
        if way == Way::Drop {
            self.move_to_safe(seller, amount);
        } else {
            self.post(Book::Shop(self.sellers[seller].shop), 6100, 1100, amount);
            self.cash(seller, -amount);
        }
        Ok(())
    }

    pub(super) fn count(&mut self, seller: usize, over: i64) -> Outcome {
        let Some(drawer) = &mut self.sellers[seller].drawer else {
            return no("POS-3001");
        };
        if drawer.counts.len() >= 2 {
            return no("POS-3007");
        }
        drawer.counts.push((drawer.balance + over).max(0));
        Ok(())
    }

    pub(super) fn close_drawer(&mut self, seller: usize, reason: bool, consent: bool) -> Outcome {
        let Some(drawer) = self.sellers[seller].drawer.clone() else {
            return no("POS-3006");
        };
        let Some(counted) = drawer.counts.last() else {
            return no("POS-3005");
        };
        let over = counted - drawer.balance;
        if over.abs() > THRESHOLD {
            if !reason {
                return no("ACC-2002");
            }
            if !consent {
                return no("ACC-1005");
            }
        }
        let shop = Book::Shop(self.sellers[seller].shop);
        self.post(shop, 1100, 6520, over);
        self.post(shop, 1110, 1100, *counted);
        self.sellers[seller].drawer = None;
        Ok(())
    }
}
