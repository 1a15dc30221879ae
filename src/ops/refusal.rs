//! The ways in which an answer can be no. A [`Refusal`] is the business saying no, with typed details and a stable
//! code; a [`Fault`] is the world failing. The user's sentence for each is made in one place, in the text table.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::codes::{prize_code, sale_code};
use crate::domain::{
    CommandKey, DrawEvent, DrawId, DrawState, Money, PayProblem, PrintState, ResultProblem, Right,
    Role, SaleProblem, TicketCode, TicketState, catalogue::CatalogueProblem, drawer::ShiftProblem,
    goods::TillProblem, import::ImportProblem, layoff::LayOffProblem, view::Obstacle,
};

/// The business says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    // --- access (ACC-) --------------------------------------------------------------------------------------
    /// Name or PIN is wrong; which of them is never said.
    WrongCredentials {
        /// Tries left before the account locks; `None` when it is not known.
        left: Option<u16>,
    },
    /// Too many failures: locked until then.
    LockedOut {
        /// When signing in works again.
        until: DateTime<Utc>,
    },
    /// Nobody is signed in, or the session ended.
    NotSignedIn,
    /// Somebody else ended the session.
    SessionRevoked {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// The role does not hold the right.
    NotAllowed {
        /// The right.
        right: Right,
        /// The role.
        role: Role,
    },
    /// A second person must consent.
    NeedsApproval {
        /// What needs consent.
        right: Right,
        /// What it concerns.
        target: String,
        /// The amount, where there is one.
        amount: Option<Money>,
        /// The own limit, where there is one.
        limit: Option<Money>,
    },
    /// The second person may not consent to this.
    CannotApprove {
        /// The right.
        right: Right,
    },
    /// Nobody approves the own request.
    OwnApproval,
    /// The approval is unknown, used up, too old, or was for something else.
    ApprovalInvalid,
    /// The PIN is too short or too simple.
    WeakPin {
        /// Fewest characters.
        least: u16,
    },
    /// The PIN is one that the house made up: it is changed before anything is done.
    PinMustChange,
    /// The house exists already.
    AlreadySetUp,
    /// The house must be set up first.
    NotSetUp,
    /// Too many requests of a kind in a short time.
    TooOften {
        /// When it works again.
        until: DateTime<Utc>,
    },
    /// Somebody of no shop, such as the house's administrator, has nothing to sell for.
    NoVentana,
    // --- every command --------------------------------------------------------------------------------------
    /// The key was used for something else.
    KeyReused {
        /// The key.
        key: CommandKey,
    },
    /// The command was given up before it came: it may be done anew under another key.
    GivenUp {
        /// The key.
        key: CommandKey,
    },
    /// A field is missing or wrong.
    Field {
        /// The field's name in the request.
        field: String,
        /// What is wrong.
        problem: FieldProblem,
    },
    /// No such row, or it belongs to somebody else.
    NotFound {
        /// What was looked for.
        what: Thing,
    },
    /// A row with this name exists.
    Taken {
        /// The field.
        field: String,
    },
    /// Nobody deactivates or demotes the own account.
    OwnAccount,
    /// The house keeps at least one active administrator.
    LastAdministrator,
    /// The person's drawer is open: shop and role stay until it is closed.
    DrawerStillOpen,
    /// The month cannot be closed yet.
    MonthNotReady {
        /// What keeps it open.
        obstacles: Vec<Obstacle>,
    },
    /// The movement was taken back already.
    MovementReversed,
    /// The business date lies in a closed period.
    PeriodLocked {
        /// The date.
        date: NaiveDate,
    },
    // --- tickets (TKT-) -------------------------------------------------------------------------------------
    /// A problem of the sale; all of them are reported together.
    Sale(SaleProblem),
    /// CRD-1001: the shop owes the house as much as it may; nothing is sold until it has paid.
    CreditStop {
        /// The shop.
        ventana: String,
        /// What it owes.
        debt: Money,
        /// What it may owe.
        limit: Money,
    },
    /// The total is not what the cashier saw.
    TotalChanged {
        /// What the cashier saw.
        expected: Money,
        /// What it is now.
        total: Money,
    },
    /// The customer's money does not cover the total.
    ReceivedTooLittle {
        /// The total.
        total: Money,
        /// What was handed over.
        received: Money,
    },
    /// The ticket cannot be cancelled in this state.
    CannotCancel {
        /// The ticket's state.
        state: TicketState,
    },
    /// The ticket's draw is no longer on sale.
    CancelTooLate {
        /// The draw's state.
        state: DrawState,
        /// Its cutoff.
        cutoff: DateTime<Utc>,
    },
    /// The draw has a result, or was called off: its lists stay as they are.
    ListSettled {
        /// The draw's state.
        state: DrawState,
    },
    /// The list is excluded already, or the shop's whole list is.
    ListOut {
        /// Whether it is the shop's list that is excluded.
        shop: bool,
    },
    /// The list is not excluded.
    ListNotOut,
    /// A refund of the excluded list was paid: it cannot be included again.
    ListRefunded {
        /// The ticket whose refund was paid.
        code: TicketCode,
    },

    /// A problem of a lay-off.
    LayOff(LayOffProblem),
    /// No printer is set up for this terminal.
    NoPrinter,
    /// The paper is being sent, or its way has ended.
    PrintJob {
        /// Where it stands.
        state: PrintState,
    },
    // --- draws (DRW-) ---------------------------------------------------------------------------------------
    /// The draw's state does not allow it.
    DrawState {
        /// What was asked.
        event: DrawEvent,
        /// The state.
        state: DrawState,
    },
    /// The draw has not taken place yet.
    BeforeDraw {
        /// When it draws.
        at: DateTime<Utc>,
    },
    /// The typed result is wrong.
    Result(ResultProblem),
    /// No first entry exists to be confirmed.
    NothingToConfirm,
    /// The two entries differ. What the first one was is not said.
    ResultsDiffer,
    /// The same person may not confirm the own entry.
    SamePerson {
        /// In single-person mode: when the same person may type it again.
        wait_until: Option<DateTime<Utc>>,
    },
    /// The correction equals the present result.
    SameResult,
    /// The draw is still settling or sealing; sales in flight did not end in time.
    DrawBusy {
        /// The draw.
        draw: DrawId,
    },
    // --- prizes (PAY-) --------------------------------------------------------------------------------------
    /// The ticket won nothing.
    NotAWinner,
    /// The draw is not evaluated yet.
    NotEvaluated {
        /// The draw's state.
        state: DrawState,
    },
    /// The ticket is not active.
    TicketNotPayable {
        /// Its state.
        state: TicketState,
    },
    /// The prize's state does not allow it.
    Prize(PayProblem),
    /// The remaining prize is not what the cashier saw.
    RemainingChanged {
        /// What the cashier saw.
        expected: Money,
        /// What it is now.
        remaining: Money,
    },
    /// Only the last payout that stands can be reversed.
    NotTheLastPayout {
        /// The ticket.
        code: TicketCode,
    },
    /// The payout was reversed already.
    AlreadyReversed,
    /// A correction of the draw's result waits for its second person: its prizes are held.
    CorrectionWaiting {
        /// Who typed it.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Only an expired prize is revived.
    NotExpired,
    /// No more of a claim is settled than is owed.
    AboveClaim {
        /// What was asked for.
        asked: Money,
        /// What is owed.
        owed: Money,
    },
    /// Too many wrong codes at this terminal: payouts wait.
    CodesLocked {
        /// Until when.
        until: DateTime<Utc>,
    },
    // --- till and drawer (POS-) -----------------------------------------------------------------------------
    /// POS-3001: no open drawer.
    NoOpenDrawer,
    /// POS-3008: the own drawer is open at another terminal, and nothing is sold or paid from here.
    DrawerElsewhere {
        /// That terminal.
        terminal: String,
    },
    /// POS-3002: a drawer is open at this terminal or for this user.
    DrawerAlreadyOpen,
    /// POS-3003: the drawer does not hold enough; `available` could be paid in part.
    InsufficientCash {
        /// What was asked for.
        asked: Money,
        /// What the drawer holds, for those who review drawers; who counts it blind is not told.
        available: Option<Money>,
    },
    /// POS-3004: another person's drawer.
    UnauthorizedDrawer,
    /// The drawer was not counted yet.
    NotCounted,
    /// The drawer is closed.
    DrawerClosed,
    /// The drawer was counted twice; the second count closes it.
    CountedTwice,
    /// POS: the till says no.
    Till(TillProblem),
    /// A problem of a drawer's shift.
    Shift(ShiftProblem),
    /// IMP: a line of a file, or all of it, cannot be brought in.
    Import(ImportProblem),
    /// CAT: the catalogue of goods says no.
    Catalogue(CatalogueProblem),
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum FieldProblem {
    /// It is empty.
    Missing,
    /// It is too long.
    TooLong {
        /// Most characters.
        most: u16,
    },
    /// It is out of range.
    OutOfRange,
    /// It cannot be read.
    Unreadable,
    /// One word of it means nothing here.
    Word {
        /// The word.
        word: String,
    },
    /// Nothing within reach has this name.
    Nothing {
        /// The name.
        word: String,
    },
}

/// What can be looked for and not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// A ticket.
    Ticket,
    /// A draw.
    Draw,
    /// A payout.
    Payout,
    /// A user.
    User,
    /// A shop.
    Ventana,
    /// A lottery.
    Lottery,
    /// A multiplier.
    Multiplier,
    /// A limit rule.
    Limit,
    /// A drawer.
    Drawer,
    /// A session.
    Session,
    /// A claim, or its settlement.
    Claim,
    /// A day without draws.
    Holiday,
    /// A payment or collection.
    Movement,
    /// An account of a shop or seller.
    Account,
    /// A lay-off.
    LayOff,
    /// A sale of the till.
    Sale,
    /// A customer.
    Customer,
    /// An electronic payment.
    Payment,
    /// Another house to which something is passed.
    OtherHouse,
    /// A receipt.
    Receipt,
    /// A printer.
    Printer,
    /// A terminal.
    Terminal,
    /// A paper in a queue.
    PrintJob,
    /// A product.
    Product,
    /// A category of goods.
    Category,
    /// A tax class.
    TaxClass,
    /// A list of prices of goods.
    GoodsList,
}

impl Refusal {
    /// The stable code of the family and the case, shown beside the sentence and in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::WrongCredentials { .. } => "ACC-1001",
            Refusal::LockedOut { .. } => "ACC-1002",
            Refusal::NotSignedIn => "ACC-1003",
            Refusal::SessionRevoked { .. } => "ACC-1014",
            Refusal::NotAllowed { .. } => "ACC-1004",
            Refusal::NeedsApproval { .. } => "ACC-1005",
            Refusal::CannotApprove { .. } => "ACC-1006",
            Refusal::OwnApproval => "ACC-1007",
            Refusal::ApprovalInvalid => "ACC-1008",
            Refusal::WeakPin { .. } => "ACC-1009",
            Refusal::PinMustChange => "ACC-1015",
            Refusal::AlreadySetUp => "ACC-1010",
            Refusal::NotSetUp => "ACC-1011",
            Refusal::TooOften { .. } => "ACC-1012",
            Refusal::NoVentana => "ACC-1013",
            Refusal::KeyReused { .. } => "ACC-2001",
            Refusal::GivenUp { .. } => "ACC-2009",
            Refusal::Field { .. } => "ACC-2002",
            Refusal::NotFound { .. } => "ACC-2003",
            Refusal::Taken { .. } => "ACC-2004",
            Refusal::PeriodLocked { .. } => "ACC-2005",
            Refusal::MonthNotReady { .. } => "ACC-2011",
            Refusal::MovementReversed => "ACC-2010",
            Refusal::CreditStop { .. } => "CRD-1001",
            Refusal::OwnAccount => "ACC-2006",
            Refusal::LastAdministrator => "ACC-2007",
            Refusal::DrawerStillOpen => "ACC-2008",
            Refusal::Sale(problem) => sale_code(problem),
            Refusal::TotalChanged { .. } => "TKT-1002",
            Refusal::ReceivedTooLittle { .. } => "TKT-1003",
            Refusal::ListSettled { .. } => "TKT-3001",
            Refusal::ListOut { .. } => "TKT-3002",
            Refusal::ListNotOut => "TKT-3003",
            Refusal::ListRefunded { .. } => "TKT-3004",
            Refusal::CannotCancel { .. } => "TKT-2001",
            Refusal::CancelTooLate { .. } => "TKT-2002",
            Refusal::LayOff(problem) => problem.code(),
            Refusal::DrawState { .. } => "DRW-1001",
            Refusal::BeforeDraw { .. } => "DRW-1002",
            Refusal::Result(_) => "DRW-1003",
            Refusal::NothingToConfirm => "DRW-1004",
            Refusal::ResultsDiffer => "DRW-1005",
            Refusal::SamePerson { .. } => "DRW-1006",
            Refusal::SameResult => "DRW-1007",
            Refusal::DrawBusy { .. } => "DRW-1008",
            Refusal::NotAWinner => "PAY-1001",
            Refusal::NotEvaluated { .. } => "PAY-1002",
            Refusal::TicketNotPayable { .. } => "PAY-1003",
            Refusal::Prize(problem) => prize_code(problem),
            Refusal::RemainingChanged { .. } => "PAY-1011",
            Refusal::NotTheLastPayout { .. } => "PAY-1012",
            Refusal::AlreadyReversed => "PAY-1013",
            Refusal::CodesLocked { .. } => "PAY-1014",
            Refusal::CorrectionWaiting { .. } => "PAY-1016",
            Refusal::AboveClaim { .. } => "PAY-1018",
            Refusal::NotExpired => "PAY-1019",
            Refusal::NoOpenDrawer => "POS-3001",
            Refusal::DrawerElsewhere { .. } => "POS-3008",
            Refusal::DrawerAlreadyOpen => "POS-3002",
            Refusal::InsufficientCash { .. } => "POS-3003",
            Refusal::UnauthorizedDrawer => "POS-3004",
            Refusal::NotCounted => "POS-3005",
            Refusal::DrawerClosed => "POS-3006",
            Refusal::CountedTwice => "POS-3007",
            Refusal::Shift(problem) => problem.code(),
            Refusal::Import(problem) => problem.code(),
            Refusal::NoPrinter => "POS-4001",
            Refusal::PrintJob { .. } => "POS-4002",
            Refusal::Catalogue(problem) => problem.code(),
            Refusal::Till(problem) => problem.code(),
        }
    }
}

/// The world failed. Nothing is known to have happened, and nothing is repeated blindly: a command's key is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{kind:?} ({code})")]
pub struct Fault {
    /// What failed.
    pub kind: FaultKind,
    /// A short code that also stands in the log.
    pub code: String,
}

/// What failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The database cannot be reached or went away.
    Disconnected,
    /// The database did not answer in time.
    TimedOut,
    /// Two commands wanted the same rows; it may be tried again with the same key.
    Busy,
    /// The database refused something that the rules allow: a defect, and the books are safe.
    Inconsistent,
    /// The console's and the database's versions differ.
    WrongVersion,
}
