//! Random commands from a seed. The model is looked at, so that what is rare (a prize that can be finalised, an entry that
//! waits) is met often enough; what is asked of it is still anybody's guess.

use crate::{
    bank::{Bank, Stage},
    command::{Bet, Command, Drawn, Effect, Rule, Scope, Way},
};

/// Few numbers, so that sales meet each other's limits.
const NUMBERS: [u16; 5] = [7, 23, 45, 60, 99];

/// A small generator with a good spread (splitmix64): the same seed, the same commands, on every machine.
///
/// Some seeds let the clock run faster than others: there more is settled and paid, and less is sold.
pub struct Random(u64, i64);

impl Random {
    pub fn new(seed: u64) -> Random {
        let pace = [1, 2, 4][usize::try_from(seed % 3).expect("below three")];
        Random(seed, pace)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("a small number")
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Whole hundreds of colones, in céntimos.
    fn hundreds(&mut self, least: usize, most: usize) -> i64 {
        i64::try_from(least + self.below(most - least + 1)).expect("small") * 10_000
    }
}

/// The next command.
pub fn next(random: &mut Random, bank: &Bank) -> Command {
    let seller = random.below(bank.sellers.len());
    let draw = random.below(bank.draws.len());
    let consent = random.percent(70);
    match &bank.sellers[seller].drawer {
        None if random.percent(30) => {
            return Command::OpenDrawer {
                seller,
                float: random.hundreds(0, 3_000),
            };
        }
        Some(drawer) if !drawer.counts.is_empty() && random.percent(30) => {
            return Command::CloseDrawer {
                seller,
                reason: random.percent(80),
                consent,
            };
        }
        _ => {}
    }
    match random.below(100) {
        0..=1 => Command::OpenDrawer {
            seller,
            float: random.hundreds(0, 3_000),
        },
        2..=25 => sell(random, bank, seller),
        26..=29 => Command::Again {
            which: random.below(1_000),
            changed: random.percent(40),
        },
        30..=35 => {
            let ticket = if random.percent(80) {
                fresh_ticket(random, bank)
            } else {
                prize(random, bank)
            };
            Command::Cancel {
                seller: at_home(random, bank, ticket, seller),
                ticket,
                consent,
            }
        }
        36..=50 => pay(random, bank, seller, consent),
        51..=54 => {
            let ticket = prize(random, bank);
            Command::Finalise {
                seller: at_home(random, bank, ticket, seller),
                ticket,
            }
        }
        55..=58 => {
            let ticket = prize(random, bank);
            Command::Reopen {
                seller: at_home(random, bank, ticket, seller),
                ticket,
                consent,
            }
        }
        59..=65 => {
            let payout = bank.payouts.len().saturating_sub(1 + random.below(5));
            let ticket = bank.payouts.get(payout).map_or(0, |payout| payout.ticket);
            Command::Reverse {
                seller: at_home(random, bank, ticket, seller),
                payout,
                consent,
            }
        }
        66..=68 => {
            let way = random.one(&[Way::In, Way::Drop, Way::Out]);
            Command::MoveCash {
                seller,
                way,
                amount: random.hundreds(1, 600),
                consent,
            }
        }
        69..=70 => Command::Count {
            seller,
            over: random.one(&[0, 0, 0, 20_000, -50_000, 60_000, -300_000]),
        },
        71 => Command::CloseDrawer {
            seller,
            reason: random.percent(70),
            consent,
        },
        72..=73 => Command::OpenDraw {
            draw: random.one(&[3, draw]),
        },
        74..=76 => close(random, bank, draw, consent),
        77..=82 => enter(random, bank, draw),
        83..=88 => confirm(random, bank, draw),
        89..=91 => Command::SetLimit {
            rule: rule(random, bank),
        },
        92..=93 => Command::ChangeLimit {
            which: random.below(1_000),
            amount: random.hundreds(0, 60),
        },
        94..=95 => Command::EndLimit {
            which: random.below(1_000),
        },
        _ => Command::Wait {
            minutes: random.1 * random.one(&[1, 2, 4, 6, 8]),
        },
    }
}

/// Mostly a seller of the shop whose ticket it is.
fn at_home(random: &mut Random, bank: &Bank, ticket: usize, any: usize) -> usize {
    match bank.tickets.get(ticket) {
        Some(sold) if random.percent(92) => match bank.sellers[sold.seller].shop {
            0 => random.below(2),
            _ => 2,
        },
        _ => any,
    }
}

fn sell(random: &mut Random, bank: &Bank, seller: usize) -> Command {
    let on_sale: Vec<usize> = (0..bank.draws.len())
        .filter(|at| bank.draws[*at].stage == Stage::Open)
        .collect();
    let mut draws = Vec::new();
    for _ in 0..random.one(&[1, 1, 1, 1, 2, 3]) {
        let any = random.below(bank.draws.len());
        let draw = if on_sale.is_empty() || random.percent(8) {
            any
        } else {
            random.one(&on_sale)
        };
        if !draws.contains(&draw) || random.percent(3) {
            draws.push(draw);
        }
    }
    if random.percent(1) {
        draws.clear();
    }
    let mut bets: Vec<Bet> = Vec::new();
    for _ in 0..random.one(&[1, 1, 2, 3, 4]) {
        let (number, mut stake) = (random.one(&NUMBERS), random.hundreds(1, 9));
        match random.below(120) {
            0 => stake = 5_000,
            1 => stake += 2_500,
            2 => stake = 50_010_000,
            3 => stake = 50_000_000,
            _ => {}
        }
        bets.push(Bet {
            reventado: random.percent(2),
            number,
            stake,
        });
        if random.percent(15) {
            let stake = if random.percent(90) {
                (stake / 20_000 * 10_000).max(10_000)
            } else {
                stake + 10_000
            };
            bets.push(Bet {
                reventado: true,
                number,
                stake,
            });
        }
    }
    if random.percent(1) {
        bets.clear();
    }
    Command::Sell {
        seller,
        draws,
        bets,
    }
}

/// Mostly one of the last few tickets.
fn fresh_ticket(random: &mut Random, bank: &Bank) -> usize {
    let count = bank.tickets.len();
    if random.percent(70) {
        count.saturating_sub(1 + random.below(5))
    } else {
        random.below(count)
    }
}

/// Mostly a ticket that won.
fn prize(random: &mut Random, bank: &Bank) -> usize {
    let won: Vec<usize> = (0..bank.tickets.len())
        .filter(|at| bank.tickets[*at].award.is_some())
        .collect();
    if won.is_empty() || random.percent(15) {
        return random.below(bank.tickets.len());
    }
    // The first few again and again, so that a prize is met in all its states.
    let few = won.len().min(6);
    if random.percent(60) {
        won[won.len() - 1 - random.below(few)]
    } else {
        random.one(&won)
    }
}

fn pay(random: &mut Random, bank: &Bank, seller: usize, consent: bool) -> Command {
    let ticket = prize(random, bank);
    let remaining = bank
        .tickets
        .get(ticket)
        .and_then(|sold| sold.award)
        .map_or(0, |award| award.prize - bank.paid(ticket));
    let amount = match random.below(10) {
        0..=3 => None,
        4..=7 => Some((remaining / 3 / 10_000 * 10_000).max(10_000)),
        8 => Some(remaining + 10_000),
        _ => Some(random.one(&[0, 10_000, 100_000])),
    };
    Command::Pay {
        seller: at_home(random, bank, ticket, seller),
        ticket,
        amount,
        cash: random.percent(70),
        consent,
    }
}

fn close(random: &mut Random, bank: &Bank, any: usize, consent: bool) -> Command {
    let due: Vec<usize> = (0..bank.draws.len())
        .filter(|at| bank.draws[*at].stage == Stage::Open && bank.now >= bank.draws[*at].at - 5)
        .collect();
    // Early closes are rare, or nothing would be sold.
    let draw = if due.is_empty() {
        any
    } else {
        random.one(&due)
    };
    let early = random.percent(15);
    Command::CloseDraw {
        draw,
        reason: early || !due.is_empty(),
        consent: consent && early,
    }
}

fn drawn(random: &mut Random) -> Drawn {
    Drawn {
        number: random.one(&NUMBERS),
        red: random.percent(50),
    }
}

fn enter(random: &mut Random, bank: &Bank, any: usize) -> Command {
    let closed = (0..bank.draws.len()).find(|at| bank.draws[*at].stage == Stage::Closed);
    let draw = closed.filter(|_| random.percent(70)).unwrap_or(any);
    Command::Enter {
        admin: random.below(2),
        draw,
        drawn: drawn(random),
        reason: random.percent(50),
    }
}

fn confirm(random: &mut Random, bank: &Bank, any: usize) -> Command {
    let waiting = (0..bank.draws.len()).find(|at| bank.draws[*at].waiting.is_some());
    let draw = waiting.filter(|_| random.percent(80)).unwrap_or(any);
    let (first, entered) = bank.draws[draw].waiting.unwrap_or((0, drawn(random)));
    let drawn = if random.percent(80) {
        entered
    } else {
        drawn(random)
    };
    let admin = if random.percent(80) { 1 - first } else { first };
    if random.percent(15) {
        return Command::Withdraw {
            admin,
            draw,
            reason: random.percent(90),
        };
    }
    Command::Confirm { admin, draw, drawn }
}

fn rule(random: &mut Random, bank: &Bank) -> Rule {
    let scope = match random.below(3) {
        0 => Scope::Seller(random.below(bank.sellers.len())),
        1 => Scope::Shop(random.below(2)),
        _ => Scope::House,
    };
    let effect = match random.below(10) {
        0..=1 => Effect::PerTicket(random.hundreds(5, 30)),
        2 => Effect::Blocked,
        _ => Effect::Accumulated {
            amount: random.hundreds(5, 120),
            per_seller: random.percent(20) && !matches!(scope, Scope::Seller(_)),
        },
    };
    let numbers = match random.below(10) {
        0 if effect != Effect::Blocked => Vec::new(),
        1 => vec![NUMBERS[0], NUMBERS[2]],
        _ => vec![random.one(&NUMBERS)],
    };
    Rule {
        scope,
        draw: random.percent(50).then(|| random.below(bank.draws.len())),
        numbers,
        reventado: random.percent(25).then(|| random.percent(50)),
        effect,
    }
}
