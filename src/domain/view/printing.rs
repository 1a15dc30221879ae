//! Receipts before they are printed, printers, and their queue.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    Codepage, Columns, Lang, PrintJobId, PrintState, PrinterId, PrinterTarget, ReceiptId,
    VentanaId,
    receipt::{Receipt, ReceiptKind},
};

/// A receipt as it would be printed now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaperView {
    /// Its row, once it is kept.
    pub id: Option<ReceiptId>,
    /// What stands on it.
    pub receipt: Receipt,
    /// How often it was printed; the next one is a copy where it was at all.
    pub prints: i64,
    /// Whether a ticket on it won, so that a copy needs a second person.
    pub wins: bool,
    /// The house's zone.
    pub zone: chrono_tz::Tz,
}

/// What a printer is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterFacts {
    /// What it is called.
    pub name: String,
    /// The only terminal that reaches it, by name; empty where all of the shop do.
    #[serde(default)]
    pub terminal: String,
    /// What it is.
    pub target: PrinterTarget,
    /// A path, or `host:port`.
    pub address: String,
    /// How wide its paper is.
    #[serde(default)]
    pub columns: Columns,
    /// Its letters.
    #[serde(default)]
    pub letters: Codepage,
    /// The language of its papers.
    #[serde(default)]
    pub words: Lang,
    /// Whether it cuts.
    #[serde(default)]
    pub cut: bool,
    /// Whether a receipt with cash opens the cash box.
    #[serde(default)]
    pub kick: bool,
    /// The kinds that it prints by itself.
    #[serde(default)]
    pub automatic: Vec<ReceiptKind>,
    /// Whether it is used.
    pub active: bool,
}

/// A printer in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterRow {
    /// The printer.
    pub id: PrinterId,
    /// Its shop.
    pub ventana: VentanaId,
    /// The shop's name.
    pub ventana_name: String,
    /// What it is set to.
    pub facts: PrinterFacts,
    /// Papers that wait.
    pub waiting: i64,
    /// Papers that failed.
    pub failed: i64,
    /// Whether the asker's terminal reaches it.
    pub mine: bool,
}

/// A paper in a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintJobRow {
    /// The job.
    pub id: PrintJobId,
    /// The printer's name.
    pub printer: String,
    /// The kind and number of the receipt; none for a test page.
    pub receipt: Option<(ReceiptKind, String)>,
    /// Which print of it: 1 is the original.
    pub n: i64,
    /// Where it stands.
    pub state: PrintState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub next_at: DateTime<Utc>,
    /// What went wrong last; empty where nothing did.
    pub last_error: String,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// The newest papers of the printers within reach.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintQueue {
    /// The papers, newest first.
    pub rows: Vec<PrintJobRow>,
    /// Where the next page begins.
    pub next: Option<i64>,
    /// How many wait in all.
    pub waiting: i64,
    /// How many failed in all.
    pub failed: i64,
}

/// A paper that this console is to send now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrintWork {
    /// The job.
    pub job: PrintJobId,
    /// Where it goes.
    pub printer: PrinterFacts,
    /// What is printed; none is a test page.
    pub receipt: Option<Box<Receipt>>,
    /// Which print of it: 1 is the original.
    pub n: i64,
    /// The house's zone.
    pub zone: chrono_tz::Tz,
}

/// What stands on every receipt of the house.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptTexts {
    /// The licence.
    #[serde(default)]
    pub licence: String,
    /// The legal number.
    #[serde(default)]
    pub legal_id: String,
    /// The notice below everything.
    #[serde(default)]
    pub legal: String,
}
