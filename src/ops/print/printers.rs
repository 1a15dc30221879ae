//! Printers, and what stands on every receipt.

use serde_json::json;

use crate::{
    domain::{
        CommandKey, Grant, PrinterId, PrinterTarget, Right,
        view::{PrinterFacts, ReceiptTexts},
    },
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal},
        request::{PrintAnswer, SavePrinter},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

fn want(seat: &Seat, right: Right) -> Result<(), No> {
    if seat.grant(right) == Grant::No {
        let role = seat.me.role;
        return Err(Refusal::NotAllowed { right, role }.into());
    }
    Ok(())
}

/// The printers within reach.
pub async fn list(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let printers = store::printer::all(&mut db).await?;
    Ok(Answer::Print(PrintAnswer::Printers(printers)))
}

/// Every problem of the typed fields; the cleaned facts if there is none.
fn check(facts: &PrinterFacts) -> Result<PrinterFacts, Vec<Refusal>> {
    let mut problems = Vec::new();
    let mut kept = |field: &str, wanted: Result<String, Refusal>| {
        wanted.unwrap_or_else(|problem| {
            problems.push(problem);
            field.to_owned()
        })
    };
    let clean = PrinterFacts {
        name: kept("name", text::required("name", &facts.name, 40)),
        address: kept("address", text::required("address", &facts.address, 200)),
        terminal: kept("terminal", text::optional("terminal", &facts.terminal, 40)),
        ..facts.clone()
    };
    // A device or a file is at one terminal; the printer in the network is everywhere.
    if clean.target != PrinterTarget::Tcp && clean.terminal.is_empty() {
        problems.push(Refusal::Field {
            field: "terminal".to_owned(),
            problem: FieldProblem::Missing,
        });
    }
    if problems.is_empty() {
        Ok(clean)
    } else {
        Err(problems)
    }
}

/// Adds or changes a printer.
pub async fn save(seat: &Seat, asked: SavePrinter) -> Result<Answer, No> {
    want(seat, Right::RunPrinters)?;
    let facts = check(&asked.facts)?;
    let mut work = match work::begin(seat, asked.key, "save_printer", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let mine = seat.me.ventana.as_ref().map(|(id, _)| *id);
    let known = store::printer::all(work.db()).await?;
    let of_known = known
        .iter()
        .find(|one| one.id == asked.printer)
        .map(|one| one.ventana);
    let ventana = asked
        .ventana
        .or(of_known)
        .or(mine)
        .ok_or(Refusal::NoVentana)?;
    store::printer::save(work.db(), asked.key, asked.printer, ventana, &facts).await?;
    work.log(Entry {
        details: json!({ "printer": asked.printer, "ventana": ventana, "facts": facts }),
        ..Entry::new("printer.saved", &facts.name)
    })
    .await?;
    work.commit(Answer::Saved).await
}

/// Prints a test page.
pub async fn test(seat: &Seat, key: CommandKey, printer: PrinterId) -> Result<Answer, No> {
    want(seat, Right::RunPrinters)?;
    let mut work = match work::begin(seat, key, "test_printer", &printer).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::printer::test(work.db(), key, printer).await?;
    work.log(Entry::new("printer.tested", &printer.to_string()))
        .await?;
    work.commit(Answer::Saved).await
}

/// What stands on every receipt.
pub async fn texts(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let texts = store::receipt::texts(&mut db).await?;
    Ok(Answer::Print(PrintAnswer::Texts(texts)))
}

/// Changes what stands on every receipt.
pub async fn save_texts(seat: &Seat, key: CommandKey, texts: ReceiptTexts) -> Result<Answer, No> {
    want(seat, Right::RunHouse)?;
    let texts = ReceiptTexts {
        licence: text::optional("licence", &texts.licence, 60)?,
        legal_id: text::optional("legal_id", &texts.legal_id, 40)?,
        legal: text::optional("legal", &texts.legal, 400)?,
    };
    let mut work = match work::begin(seat, key, "save_receipt_text", &texts).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::receipt::save_texts(work.db(), key, &texts).await?;
    work.log(Entry {
        details: json!({ "texts": texts }),
        ..Entry::new("receipt_text.saved", "house")
    })
    .await?;
    work.commit(Answer::Saved).await
}
