//! Printing beside the console: what waits for this terminal's printers is taken, sent and ended by requests like any other,
//! on threads of its own. A printer holds nothing up: neither a key, nor a sale, nor the end of the program.

use super::Ask;
use crate::domain::receipt::{Receipt, ReceiptKind, TenderKind};
use crate::domain::view::{CashMovement, PrintWork};
use crate::domain::{MoneyFormat, PayMethod};
use crate::ops::{
    Answer, MoveCash, PaperOf, Print, PrintAnswer, PrintPaper, PrintTo, Reply, Request, Shift,
    ShiftAnswer, TillAnswer,
};
use crate::print::target::{PATIENCE, send};
use crate::print::{Finish, Paper, escpos, lay_out, test_page};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use uuid::Uuid;

/// How often the queue is looked at when nothing happens at this console: for papers of other consoles, and of before.
const LOOK: Duration = Duration::from_secs(3);

/// The bytes of a paper for its printer.
pub fn bytes(work: &PrintWork, money: MoneyFormat) -> Vec<u8> {
    let printer = &work.printer;
    let paper = Paper {
        columns: printer.columns,
        lang: printer.words,
        money,
        zone: work.zone,
        copy: (work.n > 1).then(|| work.n.saturating_sub(1)),
    };
    let pieces = match &work.receipt {
        Some(receipt) => lay_out(receipt, paper),
        None => test_page(&printer.name, paper),
    };
    let finish = Finish {
        cut: printer.cut,
        kick: printer.kick && work.n == 1 && work.receipt.as_deref().is_some_and(moves_cash),
    };
    escpos(&pieces, printer.columns, printer.letters, finish)
}

/// Whether cash goes in or out with it, so that the cash box is to be open.
fn moves_cash(receipt: &Receipt) -> bool {
    let cash = |tenders: &[crate::domain::receipt::ReceiptTender]| {
        tenders.iter().any(|one| one.kind == TenderKind::Cash)
    };
    match receipt {
        Receipt::Ticket(_) | Receipt::CashSlip(_) => true,
        Receipt::Sale(of) => cash(&of.tenders),
        Receipt::Void(of) => cash(&of.refunds),
        Receipt::Return(of) => cash(&of.refunds),
        Receipt::Settlement(of) => cash(&of.tenders),
        Receipt::Payout(of) => of.method == Some(PayMethod::Cash),
        Receipt::CreditSlip(_)
        | Receipt::DrawerX(_)
        | Receipt::DrawerZ(_)
        | Receipt::PaymentProof(_)
        | Receipt::Statement(_)
        | Receipt::List(_) => false,
    }
}

/// What one look at the queue came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// The printer and what went wrong, if anything; nothing where no paper waits.
    pub sent: Option<(String, Result<(), String>)>,
    /// The kinds that this terminal's printers print by themselves; nothing where nobody is signed in.
    pub automatic: Option<Vec<ReceiptKind>>,
}

/// Takes the next paper of this terminal and sends it, if one waits.
pub async fn step(ask: &Ask, money: MoneyFormat, patience: Duration) -> Looked {
    let lease = Uuid::now_v7();
    let reply = ask(Request::Print(Print::Take { lease })).await;
    let Reply::Done(answer) = reply else {
        return Looked::default();
    };
    let Answer::Print(PrintAnswer::Work { work, automatic }) = *answer else {
        return Looked::default();
    };
    let Some(work) = work else {
        return Looked {
            sent: None,
            automatic: Some(automatic),
        };
    };
    let job = work.job;
    let name = work.printer.name.clone();
    let sent = aside(*work, money, patience).await;
    let error = sent.as_ref().err().cloned().unwrap_or_default();
    if let Err(why) = &sent {
        tracing::warn!(printer = %name, %why, "a paper was not printed");
    }
    ask(Request::Print(Print::End { job, lease, error })).await;
    Looked {
        sent: Some((name, sent)),
        automatic: Some(automatic),
    }
}

/// Sends on a thread that nothing waits for when the program ends: the lease runs out, and the paper is sent again.
async fn aside(work: PrintWork, money: MoneyFormat, patience: Duration) -> Result<(), String> {
    let (tell, told) = oneshot::channel();
    let begun = thread::Builder::new()
        .name("printer".to_owned())
        .spawn(move || {
            let paper = bytes(&work, money);
            let printer = &work.printer;
            let done = send(printer.target, &printer.address, &paper, patience);
            let _ = tell.send(done.map_err(|why| why.to_string()));
        });
    match begun {
        Ok(_) => told.await.unwrap_or_else(|_| Err("broken off".to_owned())),
        Err(why) => Err(why.to_string()),
    }
}

/// What a command made that may be printed by itself.
fn papers(request: &Request, answer: &Answer) -> Vec<(ReceiptKind, PaperOf)> {
    match (request, answer) {
        (Request::Sell(_), Answer::Sold(sold)) if !sold.cached => sold
            .tickets
            .iter()
            .map(|ticket| (ReceiptKind::Ticket, PaperOf::Ticket { code: ticket.code }))
            .collect(),
        (Request::Pay(_), Answer::Paid(paid)) if !paid.cached => paid
            .payout
            .map(|payout| (ReceiptKind::Payout, PaperOf::Payout { payout }))
            .into_iter()
            .collect(),
        (Request::CloseDrawer(asked), _) => {
            let drawer = asked.drawer;
            vec![(ReceiptKind::DrawerZ, PaperOf::Drawer { drawer })]
        }
        (Request::Shift(Shift::HandOver(_)), Answer::Shift(ShiftAnswer::HandedOver(handed))) => {
            let drawer = handed.report.drawer;
            vec![(ReceiptKind::DrawerZ, PaperOf::Drawer { drawer })]
        }
        (
            Request::MoveCash(MoveCash {
                movement: CashMovement::PayIn | CashMovement::Drop | CashMovement::PayOut,
                ..
            }),
            _,
        ) => vec![(ReceiptKind::CashSlip, PaperOf::Cash { movement: None })],
        (Request::SaveMovement(asked), _) => {
            let movement = asked.movement;
            vec![(ReceiptKind::PaymentProof, PaperOf::Movement { movement })]
        }
        (Request::Till(_), Answer::Till(told)) => of_till(told),
        _ => Vec::new(),
    }
}

/// The papers of the till: each is kept under its number with what it tells.
fn of_till(told: &TillAnswer) -> Vec<(ReceiptKind, PaperOf)> {
    let (kind, number) = match told {
        TillAnswer::Sold(sold) if !sold.cached && sold.tickets.is_empty() => {
            (ReceiptKind::Sale, &sold.receipt)
        }
        TillAnswer::Sold(sold) if !sold.cached => (ReceiptKind::Combined, &sold.receipt),
        TillAnswer::Voided(voided) if !voided.cached => (ReceiptKind::Void, &voided.number),
        TillAnswer::Returned(returned) if !returned.cached => {
            (ReceiptKind::Return, &returned.number)
        }
        _ => return Vec::new(),
    };
    let number = number.clone();
    vec![(kind, PaperOf::Kept { number })]
}

/// The console's printing: its way of asking, which hears of every command, and the task that prints beside it.
pub struct Printing {
    /// The way of asking to be used from now on.
    pub ask: Ask,
    task: JoinHandle<()>,
}

impl Printing {
    /// Begins to print beside `ask`.
    pub fn start(ask: Ask, money: MoneyFormat) -> Self {
        let (tell, told) = mpsc::unbounded_channel();
        let automatic: Arc<Mutex<Vec<ReceiptKind>>> = Arc::default();
        let task = tokio::spawn(work(Arc::clone(&ask), money, told, Arc::clone(&automatic)));
        Self {
            ask: hearing(ask, tell, automatic),
            task,
        }
    }
}

impl Drop for Printing {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What is told to the task: to print this by itself, or only that something was put into the queue.
type Told = Option<PaperOf>;

fn hearing(
    ask: Ask,
    tell: mpsc::UnboundedSender<Told>,
    automatic: Arc<Mutex<Vec<ReceiptKind>>>,
) -> Ask {
    Arc::new(move |request: Request| {
        let (ask, tell, automatic) = (Arc::clone(&ask), tell.clone(), Arc::clone(&automatic));
        Box::pin(async move {
            let asked = request.key().map(|_| request.clone());
            let reply = ask(request).await;
            if let (Some(asked), Reply::Done(answer)) = (asked, &reply) {
                let wanted = automatic
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .clone();
                let own = papers(&asked, answer)
                    .into_iter()
                    .filter(|(kind, _)| wanted.contains(kind));
                // The task may have ended with the console.
                for (_, paper) in own {
                    let _ = tell.send(Some(paper));
                }
                if matches!(asked, Request::Print(_)) {
                    let _ = tell.send(None);
                }
            }
            reply
        })
    })
}

async fn work(
    ask: Ask,
    money: MoneyFormat,
    mut told: mpsc::UnboundedReceiver<Told>,
    automatic: Arc<Mutex<Vec<ReceiptKind>>>,
) {
    loop {
        // Until nothing waits any more, or until it failed: what failed waits itself.
        loop {
            let looked = step(&ask, money, PATIENCE).await;
            *automatic.lock().unwrap_or_else(PoisonError::into_inner) =
                looked.automatic.unwrap_or_default();
            if !matches!(looked.sent, Some((_, Ok(())))) {
                break;
            }
        }
        match timeout(LOOK, told.recv()).await {
            Ok(Some(Some(of))) => {
                let asked = PrintPaper {
                    key: Uuid::now_v7().into(),
                    of,
                    to: PrintTo::Automatic,
                    reason: String::new(),
                    approval: None,
                };
                ask(Request::Print(Print::Print(asked))).await;
            }
            Ok(Some(None)) | Err(_) => {}
            // The console has ended.
            Ok(None) => return,
        }
    }
}
