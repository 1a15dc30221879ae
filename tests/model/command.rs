//! What can be asked, in the model's own words: people, draws, tickets, payouts and rules by their position. A position
//! beyond what exists is taken round, so that a sequence still means something after commands were dropped from it.

/// One bet: straight or reventado, a number, a stake in céntimos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bet {
    pub reventado: bool,
    pub number: u16,
    pub stake: i64,
}

/// Whose sales a rule concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Seller(usize),
    Shop(usize),
    House,
}

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    PerTicket(i64),
    Accumulated { amount: i64, per_seller: bool },
    Blocked,
}

/// A limit rule. Empty numbers and absent filters mean everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub scope: Scope,
    pub draw: Option<usize>,
    pub numbers: Vec<u16>,
    pub reventado: Option<bool>,
    pub effect: Effect,
}

/// Which way cash goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    In,
    Drop,
    Out,
}

/// What was drawn: a number, and in a reventado lottery whether the ball was red.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    pub number: u16,
    pub red: bool,
}

/// One thing that somebody asks. `consent` tells whether a second person agrees when one is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    OpenDrawer {
        seller: usize,
        float: i64,
    },
    Sell {
        seller: usize,
        draws: Vec<usize>,
        bets: Vec<Bet>,
    },
    /// An accepted command is sent once more under its key, as it was or with other content.
    Again {
        which: usize,
        changed: bool,
    },
    Cancel {
        seller: usize,
        ticket: usize,
        consent: bool,
    },
    Pay {
        seller: usize,
        ticket: usize,
        amount: Option<i64>,
        cash: bool,
        consent: bool,
    },
    Finalise {
        seller: usize,
        ticket: usize,
    },
    Reopen {
        seller: usize,
        ticket: usize,
        consent: bool,
    },
    Reverse {
        seller: usize,
        payout: usize,
        consent: bool,
    },
    MoveCash {
        seller: usize,
        way: Way,
        amount: i64,
        consent: bool,
    },
    /// Counts what the drawer should hold, and so much more.
    Count {
        seller: usize,
        over: i64,
    },
    CloseDrawer {
        seller: usize,
        reason: bool,
        consent: bool,
    },
    OpenDraw {
        draw: usize,
    },
    CloseDraw {
        draw: usize,
        reason: bool,
        consent: bool,
    },
    Enter {
        admin: usize,
        draw: usize,
        drawn: Drawn,
        reason: bool,
    },
    Confirm {
        admin: usize,
        draw: usize,
        drawn: Drawn,
    },
    Withdraw {
        admin: usize,
        draw: usize,
        reason: bool,
    },
    SetLimit {
        rule: Rule,
    },
    ChangeLimit {
        which: usize,
        amount: i64,
    },
    EndLimit {
        which: usize,
    },
    /// The clock moves on, in minutes.
    Wait {
        minutes: i64,
    },
}

impl Command {
    /// The command's name, for the table of coverage.
    pub fn name(&self) -> &'static str {
        match self {
            Command::OpenDrawer { .. } => "open drawer",
            Command::Sell { .. } => "sell",
            Command::Again { .. } => "again",
            Command::Cancel { .. } => "cancel",
            Command::Pay { .. } => "pay",
            Command::Finalise { .. } => "finalise",
            Command::Reopen { .. } => "reopen",
            Command::Reverse { .. } => "reverse",
            Command::MoveCash { .. } => "move cash",
            Command::Count { .. } => "count",
            Command::CloseDrawer { .. } => "close drawer",
            Command::OpenDraw { .. } => "open draw",
            Command::CloseDraw { .. } => "close draw",
            Command::Enter { .. } => "enter",
            Command::Confirm { .. } => "confirm",
            Command::Withdraw { .. } => "withdraw",
            Command::SetLimit { .. } => "set limit",
            Command::ChangeLimit { .. } => "change limit",
            Command::EndLimit { .. } => "end limit",
            Command::Wait { .. } => "wait",
        }
    }
}
