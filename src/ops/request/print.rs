//! What is asked of receipts, printers and their queue, and what is answered.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    ApprovalId, CommandKey, DrawId, DrawerId, Holder, MovementId, PayoutId, PrintJobId, PrinterId,
    ScopeId, TicketCode, VentanaId,
    receipt::ReceiptKind,
    view::{PaperView, PrintQueue, PrintWork, PrinterFacts, PrinterRow, ReceiptTexts},
};

/// One thing that is asked of printing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Print {
    /// What a paper says, without printing it.
    Preview {
        /// Of what.
        of: PaperOf,
    },
    /// Prints a paper: the original the first time, a counted copy from then on.
    Print(PrintPaper),
    /// The papers of the printers within reach, newest first.
    Queue {
        /// Continue after this row.
        #[serde(default)]
        after: Option<i64>,
    },
    /// Sends a paper again that failed or waits.
    Retry {
        /// The key of the command.
        key: CommandKey,
        /// The paper.
        job: PrintJobId,
    },
    /// Takes a paper off the queue.
    Cancel {
        /// The key of the command.
        key: CommandKey,
        /// The paper.
        job: PrintJobId,
    },
    /// The printers within reach.
    Printers,
    /// Adds or changes a printer.
    SavePrinter(SavePrinter),
    /// Prints a page that shows what a printer can do.
    Test {
        /// The key of the command.
        key: CommandKey,
        /// The printer.
        printer: PrinterId,
    },
    /// What stands on every receipt.
    Texts,
    /// Changes what stands on every receipt.
    SaveTexts {
        /// The key of the command.
        key: CommandKey,
        /// What stands there from now on.
        texts: ReceiptTexts,
    },
    /// Takes the next paper that this terminal is to send.
    Take {
        /// What names this taking: only who knows it may end it.
        lease: Uuid,
    },
    /// How sending ended.
    End {
        /// The paper.
        job: PrintJobId,
        /// The taking.
        lease: Uuid,
        /// What went wrong; empty where nothing did.
        #[serde(default)]
        error: String,
    },
}

/// What a paper is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "paper", rename_all = "snake_case")]
pub enum PaperOf {
    /// A ticket, by its code.
    Ticket {
        /// Its code.
        code: TicketCode,
    },
    /// A receipt that was kept with its document, by its number.
    Kept {
        /// Its number, such as `REC-2026-000123`.
        number: String,
    },
    /// A payout.
    Payout {
        /// The payout.
        payout: PayoutId,
    },
    /// The Z of a closed drawer.
    Drawer {
        /// The drawer session.
        drawer: DrawerId,
    },
    /// A drawer that is not closed: the own one, or one that the asker may look into.
    DrawerX {
        /// The drawer session.
        drawer: DrawerId,
    },
    /// Cash put into the own drawer or taken out; the newest where none is named.
    Cash {
        /// The movement of cash.
        #[serde(default)]
        movement: Option<Uuid>,
    },
    /// A payment or collection.
    Movement {
        /// The movement.
        movement: MovementId,
    },
    /// A statement of account.
    Statement {
        /// Whose.
        holder: Holder,
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// The list of a draw.
    List {
        /// The draw.
        draw: DrawId,
        /// Whose.
        scope: ScopeId,
    },
}

/// Where a paper goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", content = "printer", rename_all = "snake_case")]
pub enum PrintTo {
    /// The printer of this terminal.
    #[default]
    Mine,
    /// This printer.
    Printer(PrinterId),
    /// Nowhere: it is counted and told, to be copied or shown.
    Screen,
    /// The printer of this terminal, if it prints this kind by itself and nobody has printed it yet.
    Automatic,
}

/// Prints a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintPaper {
    /// The key of the command.
    pub key: CommandKey,
    /// Of what.
    pub of: PaperOf,
    /// Where it goes.
    #[serde(default)]
    pub to: PrintTo,
    /// Why a copy is wanted.
    #[serde(default)]
    pub reason: String,
    /// A second person's consent, for a copy of what won.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// Adds or changes a printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavePrinter {
    /// The key of the command.
    pub key: CommandKey,
    /// Its id, new or known.
    pub printer: PrinterId,
    /// Its shop; the asker's where none is named.
    #[serde(default)]
    pub ventana: Option<VentanaId>,
    /// What it is set to.
    pub facts: PrinterFacts,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "snake_case")]
pub enum PrintAnswer {
    /// What a paper says.
    Paper(Box<PaperView>),
    /// It is counted, and in the queue where a printer was to have it.
    Printed {
        /// What was printed.
        paper: Box<PaperView>,
        /// Which print it is: 1 is the original.
        n: i64,
        /// The printer's name; none for the screen.
        printer: Option<String>,
    },
    /// Nothing prints this by itself.
    Nothing,
    /// The queue.
    Queue(Box<PrintQueue>),
    /// The printers.
    Printers(Vec<PrinterRow>),
    /// What stands on every receipt.
    Texts(ReceiptTexts),
    /// The paper to be sent now, and the kinds that this terminal's printers print by themselves.
    Work {
        /// The paper.
        work: Option<Box<PrintWork>>,
        /// The kinds.
        automatic: Vec<ReceiptKind>,
    },
    /// Where a paper stands after sending; none where the lease was lost.
    Ended(Option<crate::domain::PrintState>),
}

impl Print {
    /// The place of the key; nothing for a question.
    pub fn key_mut(&mut self) -> Option<&mut CommandKey> {
        match self {
            Print::Print(asked) => Some(&mut asked.key),
            Print::SavePrinter(asked) => Some(&mut asked.key),
            Print::Retry { key, .. }
            | Print::Cancel { key, .. }
            | Print::Test { key, .. }
            | Print::SaveTexts { key, .. } => Some(key),
            Print::Preview { .. }
            | Print::Queue { .. }
            | Print::Printers
            | Print::Texts
            | Print::Take { .. }
            | Print::End { .. } => None,
        }
    }
}
