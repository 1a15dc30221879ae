//! Showing a paper and printing it. What was kept is printed as it was; a first look gathers the facts.

use serde_json::json;

use super::facts::{self, Paper};
use crate::{
    domain::{
        PrinterId, Right,
        receipt::{Receipt, ReceiptKind},
        view::{PaperView, PrinterRow},
    },
    ops::{
        answer::Answer,
        fail::No,
        paper,
        refusal::{FieldProblem, Refusal, Thing},
        request::{PaperOf, PrintAnswer, PrintPaper, PrintTo},
        seat::Seat,
        text,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry, receipt::Kept},
};

/// Longest reason of a copy.
const REASON: u16 = 120;

/// A paper: kept already, or its facts.
enum Found {
    Kept(Box<Kept>),
    New(Box<Paper>),
}

fn missing(what: Thing) -> No {
    Refusal::NotFound { what }.into()
}

/// The kept receipt of a document, or what `make` gathers.
async fn kept_or(
    db: &mut store::Db,
    document: uuid::Uuid,
    kind: ReceiptKind,
) -> Result<Option<Found>, No> {
    let kept = store::receipt::of_document(db, document, kind).await?;
    Ok(kept.map(|kept| Found::Kept(Box::new(kept))))
}

/// Finds a paper; a ticket's was opened by its code before.
async fn find(
    seat: &Seat,
    db: &mut store::Db,
    of: &PaperOf,
    ticket: Option<&store::paper::Head>,
) -> Result<Found, No> {
    let new = |paper| Ok(Found::New(Box::new(paper)));
    match of {
        PaperOf::Ticket { .. } => {
            let head = ticket.ok_or_else(|| missing(Thing::Ticket))?;
            if let Some(kept) = kept_or(db, head.ticket.raw(), ReceiptKind::Ticket).await? {
                return Ok(kept);
            }
            new(facts::ticket(seat, db, head).await?)
        }
        PaperOf::Kept { number } => store::receipt::numbered(db, number.trim())
            .await?
            .map(|kept| Found::Kept(Box::new(kept)))
            .ok_or_else(|| missing(Thing::Receipt)),
        PaperOf::Payout { payout } => {
            if let Some(kept) = kept_or(db, payout.raw(), ReceiptKind::Payout).await? {
                return Ok(kept);
            }
            new(facts::payout(seat, db, *payout).await?)
        }
        PaperOf::Drawer { drawer } => {
            if let Some(kept) = kept_or(db, drawer.raw(), ReceiptKind::DrawerZ).await? {
                return Ok(kept);
            }
            new(facts::drawer_z(seat, db, *drawer).await?)
        }
        PaperOf::DrawerX { drawer } => new(facts::drawer_x(seat, db, *drawer).await?),
        PaperOf::Cash { movement } => {
            let paper = facts::cash(seat, db, *movement).await?;
            if let Some(kept) = kept_or(db, paper.document, ReceiptKind::CashSlip).await? {
                return Ok(kept);
            }
            new(paper)
        }
        // What other verbs tell was gathered before.
        PaperOf::Movement { .. } | PaperOf::Statement { .. } | PaperOf::List { .. } => {
            Err(missing(Thing::Receipt))
        }
    }
}

/// What another verb told, or what was kept of it.
async fn find_told(db: &mut store::Db, (kind, paper): (ReceiptKind, Paper)) -> Result<Found, No> {
    Ok(kept_or(db, paper.document, kind)
        .await?
        .unwrap_or_else(|| Found::New(Box::new(paper))))
}

fn view(zone: chrono_tz::Tz, found: Found) -> PaperView {
    match found {
        Found::Kept(kept) => PaperView {
            id: Some(kept.id),
            receipt: kept.receipt,
            prints: kept.prints,
            wins: kept.wins,
            zone,
        },
        Found::New(paper) => PaperView {
            id: None,
            receipt: paper.receipt,
            prints: 0,
            wins: false,
            zone,
        },
    }
}

/// What a paper says, without printing it.
pub async fn preview(seat: &Seat, of: &PaperOf) -> Result<Answer, No> {
    let told = facts::told(seat, of).await?;
    let mut tx = seat.begin().await?;
    let ticket = match of {
        PaperOf::Ticket { code } => {
            let Some(found) = paper::look(&mut tx, *code).await? else {
                drop(tx);
                return Err(paper::missed(seat).await);
            };
            Some(found)
        }
        PaperOf::Kept { .. }
        | PaperOf::Payout { .. }
        | PaperOf::Drawer { .. }
        | PaperOf::DrawerX { .. }
        | PaperOf::Cash { .. }
        | PaperOf::Movement { .. }
        | PaperOf::Statement { .. }
        | PaperOf::List { .. } => None,
    };
    let found = match told {
        Some(told) => find_told(&mut tx, told).await?,
        None => find(seat, &mut tx, of, ticket.as_ref()).await?,
    };
    tx.commit().await?;
    let view = view(seat.me.zone, found);
    Ok(Answer::Print(PrintAnswer::Paper(Box::new(view))))
}

/// Which printer has it; none for the screen. `Err(())` where nothing prints it by itself.
fn choose(
    printers: &[PrinterRow],
    to: PrintTo,
    kind: ReceiptKind,
) -> Result<Option<&PrinterRow>, Option<No>> {
    let usable = || printers.iter().filter(|one| one.facts.active);
    // The terminal's own printer goes before one that all share.
    let mine = |one: &&PrinterRow| one.mine;
    let own_first = |one: &&PrinterRow| one.facts.terminal.is_empty();
    match to {
        PrintTo::Screen => Ok(None),
        PrintTo::Printer(id) => usable()
            .find(|one| one.id == id)
            .map(Some)
            .ok_or_else(|| Some(missing(Thing::Printer))),
        PrintTo::Mine => usable()
            .filter(mine)
            .min_by_key(own_first)
            .map(Some)
            .ok_or_else(|| Some(Refusal::NoPrinter.into())),
        PrintTo::Automatic => usable()
            .filter(mine)
            .filter(|one| one.facts.automatic.contains(&kind))
            .min_by_key(own_first)
            .map(Some)
            .ok_or(None),
    }
}

/// What a copy is asked by: the approval names it.
fn target(receipt: &Receipt) -> String {
    receipt.head().number.clone()
}

/// Prints a paper: keeps it where nothing kept it yet, counts the print, and queues it.
pub async fn print(seat: &Seat, asked: PrintPaper) -> Result<Answer, No> {
    let reason = text::optional("reason", &asked.reason, REASON)?;
    let told = facts::told(seat, &asked.of).await?;
    let body = (&asked.of, asked.to, &reason);
    let mut work = match work::begin(seat, asked.key, "print", &body).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let mut ticket = None;
    if let PaperOf::Ticket { code } = &asked.of {
        let (opened, found) = paper::open(seat, work, *code).await?;
        work = opened;
        ticket = Some(found);
    }
    let found = match told {
        Some(told) => find_told(work.db(), told).await?,
        None => find(seat, work.db(), &asked.of, ticket.as_ref()).await?,
    };
    let (document, ventana) = match &found {
        Found::Kept(_) => (None, None),
        Found::New(paper) => (Some(paper.document), paper.ventana),
    };
    let mut paper = view(seat.me.zone, found);
    let printers = store::printer::all(work.db()).await?;
    let printer = match choose(&printers, asked.to, paper.receipt.kind()) {
        Ok(printer) => printer,
        Err(Some(no)) => return Err(no),
        Err(None) => return Ok(Answer::Print(PrintAnswer::Nothing)),
    };
    if asked.to == PrintTo::Automatic && paper.prints > 0 {
        return Ok(Answer::Print(PrintAnswer::Nothing));
    }
    let id = match (paper.id, document) {
        (Some(id), _) => id,
        (None, document) => {
            let document = document.unwrap_or_default();
            let key = asked.key;
            store::receipt::keep(work.db(), key, document, ventana, &paper.receipt).await?
        }
    };
    let approval = if paper.prints > 0 {
        allow_copy(&mut work, &asked, &reason, &paper).await?
    } else {
        None
    };
    let to = printer.map(|one| one.id);
    let n = store::receipt::print(work.db(), asked.key, id, to, &reason).await?;
    paper.id = Some(id);
    paper.prints = n;
    log(&mut work, &paper, n, to, &reason, approval).await?;
    let printer = printer.map(|one| one.facts.name.clone());
    work.commit(Answer::Print(PrintAnswer::Printed {
        paper: Box::new(paper),
        n,
        printer,
    }))
    .await
}

/// A copy wants a reason, and a second person where it is of what won.
async fn allow_copy(
    work: &mut Work<'_>,
    asked: &PrintPaper,
    reason: &str,
    paper: &PaperView,
) -> Result<Option<crate::domain::ApprovalId>, No> {
    if reason.is_empty() {
        return Err(Refusal::Field {
            field: "reason".to_owned(),
            problem: FieldProblem::Missing,
        }
        .into());
    }
    if !paper.wins {
        return Ok(None);
    }
    let target = target(&paper.receipt);
    work.consent(Right::ReprintWinner, &target, None, asked.approval)
        .await
}

async fn log(
    work: &mut Work<'_>,
    paper: &PaperView,
    n: i64,
    printer: Option<PrinterId>,
    reason: &str,
    approval: Option<crate::domain::ApprovalId>,
) -> Result<(), No> {
    let number = target(&paper.receipt);
    let code = match &paper.receipt {
        Receipt::Ticket(of) => Some(of.ticket.code.digits()),
        _ => None,
    };
    let (action, target) = match (n, &code) {
        (..=1, _) => ("receipt.printed", number.as_str()),
        // The count of a ticket's copies is read from these.
        (_, Some(code)) => ("ticket.reprinted", code.as_str()),
        (_, None) => ("receipt.reprinted", number.as_str()),
    };
    work.log(Entry {
        note: reason,
        details: json!({ "kind": paper.receipt.kind(), "number": number, "n": n, "printer": printer }),
        approval,
        ..Entry::new(action, target)
    })
    .await
}
