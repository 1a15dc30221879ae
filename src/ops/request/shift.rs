//! What is asked of the shifts of drawers, and what is answered.

use serde::{Deserialize, Serialize};

use super::Secret;
use crate::domain::{
    ApprovalId, CommandKey, DrawerId, Money,
    goods::TenderKind,
    posting::Bearer,
    view::{
        CashMovement, CountedTender, DrawerEntries, DrawerPage, DrawerReport, DrawerSettings,
        DrawerState, DrawerView, DrawerX, HandedOver, PageKey,
    },
};

/// Closes the counted drawer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseDrawer {
    /// The key of the command.
    pub key: CommandKey,
    /// The drawer; the own one, or by force another's.
    pub drawer: DrawerId,
    /// Why, when it is over or short beyond the threshold.
    pub reason: Option<String>,
    /// A second person's consent, when it is over or short beyond what a reason excuses.
    pub approval: Option<ApprovalId>,
    /// What was counted beside cash.
    #[serde(default)]
    pub counted: Vec<CountedTender>,
    /// What stays for the next shift at this terminal.
    #[serde(default)]
    pub keep: Money,
    /// Who bears what is short; the house's setting without it.
    #[serde(default)]
    pub short: Option<Bearer>,
}

impl CloseDrawer {
    /// A plain close: nothing counted beside cash, nothing kept, and the house's setting for what is short.
    pub fn of(key: CommandKey, drawer: DrawerId) -> Self {
        Self {
            key,
            drawer,
            reason: None,
            approval: None,
            counted: Vec::new(),
            keep: Money::ZERO,
            short: None,
        }
    }
}

/// Moves cash between drawer and safe or pays a petty expense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveCash {
    /// The key of the command.
    pub key: CommandKey,
    /// Which way.
    pub movement: CashMovement,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// A second person's consent, where the own right does not suffice.
    pub approval: Option<ApprovalId>,
}

/// Closes the own counted drawer and opens the next cashier's at the same terminal, at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandOver {
    /// The key of the command.
    pub key: CommandKey,
    /// The sign-in name of the next cashier.
    pub to: String,
    /// The next cashier's PIN.
    pub pin: Secret,
    /// What of the count goes on as the next float; all of it without it.
    #[serde(default)]
    pub keep: Option<Money>,
    /// Why it is over or short.
    #[serde(default)]
    pub reason: String,
    /// What was counted beside cash.
    #[serde(default)]
    pub counted: Vec<CountedTender>,
    /// A second person's consent to the difference.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// One thing that is asked of drawers' shifts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Shift {
    /// What the drawer has done so far; the own one, or another within reach.
    X {
        /// Another's drawer.
        #[serde(default)]
        drawer: Option<DrawerId>,
    },
    /// The report that closed a drawer, as it was frozen.
    Report {
        /// The drawer.
        drawer: DrawerId,
    },
    /// What happened at a drawer, newest first, by keyset; the own one, or another within reach.
    Entries(AskDrawerEntries),
    /// Drawers within reach, latest first, by keyset.
    List(AskDrawers),
    /// The own drawer was opened without a sale.
    NoSale {
        /// The key of the command.
        key: CommandKey,
        /// Why.
        reason: String,
    },
    /// Closes the own drawer and opens the next cashier's.
    HandOver(HandOver),
    /// A closed drawer was looked through.
    Review {
        /// The key of the command.
        key: CommandKey,
        /// The drawer.
        drawer: DrawerId,
        /// What is to be said of it.
        #[serde(default)]
        note: String,
    },
    /// What the house sets for drawers.
    Settings,
    /// Sets it.
    SaveSettings {
        /// The key of the command.
        key: CommandKey,
        /// The settings, all of them.
        settings: DrawerSettings,
    },
}

/// Which of a drawer's entries.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskDrawerEntries {
    /// Another's drawer.
    pub drawer: Option<DrawerId>,
    /// Only this tender.
    pub tender: Option<TenderKind>,
    /// Continue after this row.
    pub after: Option<PageKey>,
    /// Rows wanted (1–100, 50 by default).
    pub limit: Option<u16>,
}

/// Which drawers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskDrawers {
    /// Only those in this state; those that are closed and not reviewed wait for a review.
    pub state: Option<DrawerState>,
    /// Continue after this row.
    pub after: Option<PageKey>,
    /// Rows wanted (1–100, 50 by default).
    pub limit: Option<u16>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "snake_case")]
pub enum ShiftAnswer {
    /// What a drawer has done so far.
    X(Box<DrawerX>),
    /// The report that closed a drawer.
    Report(Box<DrawerReport>),
    /// What happened at a drawer.
    Entries(DrawerEntries),
    /// A page of drawers.
    List(DrawerPage),
    /// The own drawer, which was opened without a sale.
    NoSale(DrawerView),
    /// A drawer went to the next cashier.
    HandedOver(Box<HandedOver>),
    /// What the house sets for drawers.
    Settings(DrawerSettings),
}

impl Shift {
    /// The place of the key; nothing for a question.
    pub fn key_mut(&mut self) -> Option<&mut CommandKey> {
        match self {
            Shift::NoSale { key, .. }
            | Shift::Review { key, .. }
            | Shift::SaveSettings { key, .. } => Some(key),
            Shift::HandOver(asked) => Some(&mut asked.key),
            Shift::X { .. }
            | Shift::Report { .. }
            | Shift::Entries(_)
            | Shift::List(_)
            | Shift::Settings => None,
        }
    }

    /// The place of a second person's consent.
    pub fn approval_mut(&mut self) -> Option<&mut Option<ApprovalId>> {
        match self {
            Shift::HandOver(asked) => Some(&mut asked.approval),
            _ => None,
        }
    }
}
