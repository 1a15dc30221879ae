//! The reference model: bancas' selling and paying in plain integers. It knows nothing of SQL, of the product's types or
//! of time but minutes; it is written from the rules, so that where both agree, both read the rules alike.

mod counter;
mod house;
mod prize;

pub use prize::State;

use std::collections::{BTreeMap, BTreeSet};

use crate::command::{Command, Drawn, Rule, Scope};

/// Codes of refusals; a command that was done has none.
pub type Codes = BTreeSet<&'static str>;

/// What the model says of a command: done, or refused with these codes.
pub type Outcome = Result<(), Codes>;

/// In céntimos: the largest payout alone, and what a count may be off.
pub const PAY_ALONE: i64 = 2_000_000;
pub const THRESHOLD: i64 = 50_000;
/// Percents of the shop and of the seller.
pub const LISTERO: i64 = 7;
pub const VENDEDOR: i64 = 3;
/// Minutes in which the own ticket may be taken back.
const VOID_MINUTES: i64 = 10;
/// Minutes between the end of the sale and the draw.
pub const CUTOFF: i64 = 5;
/// Minutes for which codes wait after five wrong ones.
const CODES_WAIT: i64 = 5;

/// One no.
pub fn no(code: &'static str) -> Outcome {
    Err(Codes::from([code]))
}

/// No, if anything is in it.
pub fn unless(codes: Codes) -> Outcome {
    if codes.is_empty() { Ok(()) } else { Err(codes) }
}

/// Where a draw stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Scheduled,
    Open,
    Closed,
    Evaluated,
}

/// A draw at a minute, of a lottery with or without reventado.
#[derive(Debug, Clone)]
pub struct Draw {
    pub at: i64,
    pub red: bool,
    pub stage: Stage,
    pub drawn: Option<Drawn>,
    /// Who typed the waiting entry, and what.
    pub waiting: Option<(usize, Drawn)>,
}

/// A seller at a terminal of the own.
#[derive(Debug, Clone)]
pub struct Seller {
    pub shop: usize,
    /// The drawer that is not closed.
    pub drawer: Option<Drawer>,
    /// Whether there ever was a drawer.
    pub had: bool,
    misses: u32,
    locked_until: i64,
}

/// A drawer, and the totals of its counts.
#[derive(Debug, Clone, Default)]
pub struct Drawer {
    pub balance: i64,
    pub counts: Vec<i64>,
}

/// A ticket with what it won.
#[derive(Debug, Clone)]
pub struct Ticket {
    pub seller: usize,
    pub draw: usize,
    pub sold_at: i64,
    pub bets: Vec<crate::command::Bet>,
    pub cancelled: bool,
    pub award: Option<Award>,
    pub claimed: i64,
}

/// The latest prize of a ticket. `number` tells awards of one ticket apart.
#[derive(Debug, Clone, Copy)]
pub struct Award {
    pub number: usize,
    pub prize: i64,
    pub mark: Mark,
}

/// What is stored on a prize.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Open,
    Finalized,
    Reversed,
}

/// A payout.
#[derive(Debug, Clone, Copy)]
pub struct Payout {
    pub ticket: usize,
    pub award: usize,
    pub amount: i64,
    pub cash: bool,
    pub reversed: bool,
}

/// A book: the house's, or a shop's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Book {
    House,
    Shop(usize),
}

/// The whole house.
#[derive(Debug, Clone)]
pub struct Bank {
    pub now: i64,
    pub draws: Vec<Draw>,
    pub sellers: Vec<Seller>,
    pub tickets: Vec<Ticket>,
    pub payouts: Vec<Payout>,
    /// The rules that were ever set, and whether they are in force.
    pub rules: Vec<(Rule, bool)>,
    /// Straight and reventado stakes on a number of a draw within a scope.
    pub exposure: BTreeMap<(usize, Scope, u16), (i64, i64)>,
    /// Balances of the accounts, debits less credits.
    pub accounts: BTreeMap<(Book, i16), i64>,
    /// How many commands with a key were done.
    pub accepted: usize,
    awards: usize,
}

impl Bank {
    /// Two sellers in the first shop, one in the second; three draws on sale and one that is not yet.
    pub fn new() -> Bank {
        let draw = |at, red, stage| Draw {
            at,
            red,
            stage,
            drawn: None,
            waiting: None,
        };
        let seller = |shop| Seller {
            shop,
            drawer: None,
            had: false,
            misses: 0,
            locked_until: 0,
        };
        Bank {
            now: 0,
            draws: vec![
                draw(20, true, Stage::Open),
                draw(35, false, Stage::Open),
                draw(90, true, Stage::Open),
                draw(125, true, Stage::Scheduled),
            ],
            sellers: vec![seller(0), seller(0), seller(1)],
            tickets: Vec::new(),
            payouts: Vec::new(),
            rules: Vec::new(),
            exposure: BTreeMap::new(),
            accounts: BTreeMap::new(),
            accepted: 0,
            awards: 0,
        }
    }

    /// Does a command, or says why not. Nothing at all is said of one whose subject does not exist.
    pub fn apply(&mut self, command: &Command) -> Option<Outcome> {
        let keyed = !matches!(command, Command::Again { .. } | Command::Wait { .. });
        let mut after = self.clone();
        let outcome = after.act(command)?;
        match &outcome {
            Ok(()) => {
                *self = after;
                self.accepted += usize::from(keyed);
            }
            // A code that opened nothing is counted also where the command came to nothing.
            Err(_) => {
                for (seller, counted) in self.sellers.iter_mut().zip(after.sellers) {
                    if counted.misses > seller.misses || counted.locked_until > seller.locked_until
                    {
                        (seller.misses, seller.locked_until) =
                            (counted.misses, counted.locked_until);
                    }
                }
            }
        }
        Some(outcome)
    }

    fn act(&mut self, command: &Command) -> Option<Outcome> {
        let ticket = |at: usize| (!self.tickets.is_empty()).then(|| at % self.tickets.len());
        let payout = |at: usize| (!self.payouts.is_empty()).then(|| at % self.payouts.len());
        Some(match *command {
            Command::OpenDrawer { seller, float } => self.open_drawer(seller, float),
            Command::Sell {
                seller,
                ref draws,
                ref bets,
            } => self.sell(seller, draws, bets),
            Command::Again { .. } if self.accepted == 0 => return None,
            Command::Again { changed: false, .. } => Ok(()),
            Command::Again { changed: true, .. } => no("ACC-2001"),
            Command::Cancel {
                seller,
                ticket: at,
                consent,
            } => self.cancel(seller, ticket(at)?, consent),
            Command::Pay {
                seller,
                ticket: at,
                amount,
                cash,
                consent,
            } => self.pay(seller, ticket(at)?, amount, cash, consent),
            Command::Finalise { seller, ticket: at } => self.finalise(seller, ticket(at)?),
            Command::Reopen {
                seller,
                ticket: at,
                consent,
            } => self.reopen(seller, ticket(at)?, consent),
            Command::Reverse {
                seller,
                payout: at,
                consent,
            } => self.reverse(seller, payout(at)?, consent),
            Command::MoveCash {
                seller,
                way,
                amount,
                consent,
            } => self.move_cash(seller, way, amount, consent),
            Command::Count { seller, over } => self.count(seller, over),
            Command::CloseDrawer { seller, .. } if !self.sellers[seller].had => return None,
            Command::CloseDrawer {
                seller,
                reason,
                consent,
            } => self.close_drawer(seller, reason, consent),
            Command::OpenDraw { draw } => self.open_draw(draw),
            Command::CloseDraw {
                draw,
                reason,
                consent,
            } => self.close_draw(draw, reason, consent),
            Command::Enter {
                admin,
                draw,
                drawn,
                reason,
            } => self.enter(admin, draw, drawn, reason),
            Command::Confirm { admin, draw, drawn } => self.confirm(admin, draw, drawn),
            Command::Withdraw { draw, reason, .. } => self.withdraw(draw, reason),
            Command::SetLimit { ref rule } => {
                self.rules.push((rule.clone(), true));
                Ok(())
            }
            Command::ChangeLimit { which, amount } => self.change_limit(self.rule(which)?, amount),
            Command::EndLimit { which } => self.end_limit(self.rule(which)?),
            Command::Wait { minutes } => {
                self.now += minutes;
                Ok(())
            }
        })
    }

    fn rule(&self, which: usize) -> Option<usize> {
        (!self.rules.is_empty()).then(|| which % self.rules.len())
    }

    /// One leg: from the credit account to the debit account of one book.
    fn post(&mut self, book: Book, debit: i16, credit: i16, amount: i64) {
        *self.accounts.entry((book, debit)).or_default() += amount;
        *self.accounts.entry((book, credit)).or_default() -= amount;
    }

    /// Cash in, or out with a minus, of the seller's drawer.
    fn cash(&mut self, seller: usize, amount: i64) {
        if let Some(drawer) = &mut self.sellers[seller].drawer {
            drawer.balance += amount;
        }
    }

    /// The balance of the seller's drawer, if it is open.
    fn till(&self, seller: usize) -> Option<i64> {
        let drawer = self.sellers[seller].drawer.as_ref()?;
        drawer.counts.is_empty().then_some(drawer.balance)
    }

    /// Opens a ticket by its code, as a seller who holds the paper. Papers of the other shop open nothing.
    fn look(&mut self, seller: usize, ticket: usize) -> Outcome {
        let shop = self.sellers[self.tickets[ticket].seller].shop;
        let me = &mut self.sellers[seller];
        if me.locked_until > self.now {
            return no("PAY-1014");
        }
        if me.shop == shop {
            me.misses = 0;
            return Ok(());
        }
        if me.misses >= 4 {
            me.misses = 0;
            me.locked_until = self.now + CODES_WAIT;
            return no("PAY-1014");
        }
        me.misses += 1;
        no("ACC-2003")
    }
}
