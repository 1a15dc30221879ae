//! Which command met which state of its subject, and how often it was done or refused there.

use std::{collections::BTreeMap, fmt::Write};

use crate::{
    bank::{Bank, CUTOFF, Outcome, Stage, State},
    command::Command,
};

/// States of a draw, of a ticket, of a drawer and of a rule.
const DRAW: [&str; 8] = [
    "scheduled",
    "open",
    "past cutoff",
    "closed, not drawn",
    "closed",
    "closed, entered",
    "evaluated",
    "evaluated, entered",
];
const TICKET: [&str; 10] = [
    "standing",
    "past cutoff",
    "cancelled",
    "lost",
    "unpaid",
    "partial",
    "paid",
    "finalised",
    "taken away",
    "held",
];
const DRAWER: [&str; 5] = ["none", "open", "counted", "counted twice", "closed"];
const RULE: [&str; 2] = ["in force", "ended"];

/// Every pair of command and state that can come about.
pub fn reachable() -> Vec<(&'static str, &'static str)> {
    let mut pairs = Vec::new();
    let mut add = |commands: &[&'static str], states: &[&'static str]| {
        for command in commands {
            pairs.extend(states.iter().map(|state| (*command, *state)));
        }
    };
    add(
        &[
            "sell",
            "open draw",
            "close draw",
            "enter",
            "confirm",
            "withdraw",
        ],
        &DRAW,
    );
    add(&["cancel", "pay", "finalise", "reopen"], &TICKET);
    // A payout is only ever made on a ticket that won.
    add(&["reverse"], &TICKET[4..]);
    add(&["open drawer", "move cash", "count"], &DRAWER);
    // Without a drawer there is none to name.
    add(&["close drawer"], &DRAWER[1..]);
    add(&["change limit", "end limit"], &RULE);
    add(&["again"], &["as it was", "changed"]);
    pairs
}

/// Done and refused, by command and state.
#[derive(Default)]
pub struct Coverage(BTreeMap<(&'static str, &'static str), (u64, u64)>);

impl Coverage {
    /// Takes a command into the table; `bank` stands as before it.
    pub fn add(&mut self, bank: &Bank, command: &Command, outcome: &Outcome) {
        for state in states(bank, command) {
            let (done, refused) = self.0.entry((command.name(), state)).or_default();
            *if outcome.is_ok() { done } else { refused } += 1;
        }
    }

    /// Pairs that can come about and did not.
    pub fn missing(&self) -> Vec<(&'static str, &'static str)> {
        reachable()
            .into_iter()
            .filter(|pair| !self.0.contains_key(pair))
            .collect()
    }

    /// The whole table.
    pub fn table(&self) -> String {
        let mut table = String::new();
        for ((command, state), (done, refused)) in &self.0 {
            let _ = writeln!(
                table,
                "{command:<13} {state:<20} {done:>8} done {refused:>8} refused"
            );
        }
        table
    }
}

fn states(bank: &Bank, command: &Command) -> Vec<&'static str> {
    match *command {
        Command::Sell { ref draws, .. } => {
            draws.iter().map(|draw| draw_state(bank, *draw)).collect()
        }
        Command::OpenDraw { draw }
        | Command::CloseDraw { draw, .. }
        | Command::Enter { draw, .. }
        | Command::Confirm { draw, .. }
        | Command::Withdraw { draw, .. } => vec![draw_state(bank, draw)],
        Command::Cancel { ticket, .. }
        | Command::Pay { ticket, .. }
        | Command::Finalise { ticket, .. }
        | Command::Reopen { ticket, .. } => vec![ticket_state(bank, ticket % bank.tickets.len())],
        Command::Reverse { payout, .. } => {
            vec![ticket_state(
                bank,
                bank.payouts[payout % bank.payouts.len()].ticket,
            )]
        }
        Command::OpenDrawer { seller, .. }
        | Command::MoveCash { seller, .. }
        | Command::Count { seller, .. }
        | Command::CloseDrawer { seller, .. } => vec![drawer_state(bank, seller)],
        Command::ChangeLimit { which, .. } | Command::EndLimit { which } => {
            let live = bank.rules[which % bank.rules.len()].1;
            vec![if live { RULE[0] } else { RULE[1] }]
        }
        Command::Again { changed, .. } => vec![if changed { "changed" } else { "as it was" }],
        Command::SetLimit { .. } | Command::Wait { .. } => vec!["-"],
    }
}

fn draw_state(bank: &Bank, draw: usize) -> &'static str {
    let draw = &bank.draws[draw];
    match (draw.stage, draw.waiting.is_some()) {
        (Stage::Scheduled, _) => DRAW[0],
        (Stage::Open, _) if bank.now < draw.at - CUTOFF => DRAW[1],
        (Stage::Open, _) => DRAW[2],
        (Stage::Closed, _) if bank.now < draw.at => DRAW[3],
        (Stage::Closed, false) => DRAW[4],
        (Stage::Closed, true) => DRAW[5],
        (Stage::Evaluated, false) => DRAW[6],
        (Stage::Evaluated, true) => DRAW[7],
    }
}

fn ticket_state(bank: &Bank, at: usize) -> &'static str {
    let ticket = &bank.tickets[at];
    let draw = &bank.draws[ticket.draw];
    if ticket.cancelled {
        return TICKET[2];
    }
    match (draw.stage, ticket.award) {
        (Stage::Evaluated, None) => TICKET[3],
        (Stage::Evaluated, Some(_)) if draw.waiting.is_some() => TICKET[9],
        (Stage::Evaluated, Some(award)) => match bank.prize_state(at, award) {
            State::Unpaid => TICKET[4],
            State::Partial => TICKET[5],
            State::Paid => TICKET[6],
            State::Finalized => TICKET[7],
            State::Reversed => TICKET[8],
        },
        _ if bank.now < draw.at - CUTOFF => TICKET[0],
        _ => TICKET[1],
    }
}

fn drawer_state(bank: &Bank, seller: usize) -> &'static str {
    let seller = &bank.sellers[seller];
    match &seller.drawer {
        None if seller.had => DRAWER[4],
        None => DRAWER[0],
        Some(drawer) => [DRAWER[1], DRAWER[2], DRAWER[3]][drawer.counts.len()],
    }
}
