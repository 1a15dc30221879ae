//! `banca receipt`, `banca print` and `banca printer`: papers shown and printed, the queue, and the printers, for scripts.

use uuid::Uuid;

use super::{
    World,
    args::{NamedJob, PrintCommand, PrinterCommand, ReceiptArgs, SavePrinterArgs},
    exit::Failure,
    find,
    out::Out,
    show,
    signed::{Signed, key, unexpected},
};
use crate::{
    domain::{PrintJobId, PrinterTarget, TicketCode},
    ops::{
        Answer, PaperOf, Print, PrintAnswer, PrintPaper, PrintTo, PrinterFacts, PrinterRow,
        Refusal, Request, SavePrinter, Thing,
    },
    print::target::{PATIENCE, send},
    term::printing::bytes,
};

/// A ticket by its code, or what was kept by its number.
fn of(paper: &str) -> PaperOf {
    match TicketCode::parse(paper) {
        Ok(code) => PaperOf::Ticket { code },
        Err(_) => PaperOf::Kept {
            number: paper.to_owned(),
        },
    }
}

/// Shows what a paper says, as wide as asked.
pub async fn receipt(
    world: &mut World,
    signed: &Signed,
    args: ReceiptArgs,
) -> Result<Answer, Failure> {
    let of = of(&args.paper);
    let answer = signed.ask(Request::Print(Print::Preview { of })).await?;
    if let (false, Answer::Print(PrintAnswer::Paper(view))) = (world.out.json, &answer) {
        Out::line(&show::printing::paper(view, args.columns, world.out.voice))?;
        return Err(Failure::Said(super::exit::Exit::Ok));
    }
    Ok(answer)
}

/// Prints, or does something with the queue.
pub async fn print(
    world: &mut World,
    signed: &Signed,
    command: PrintCommand,
) -> Result<Answer, Failure> {
    match command {
        PrintCommand::Paper {
            paper,
            printer,
            screen,
            reason,
            consent,
            ..
        } => {
            let to = match (screen, printer) {
                (true, _) => PrintTo::Screen,
                (false, Some(name)) => PrintTo::Printer(named(signed, &name).await?.id),
                (false, None) => PrintTo::Mine,
            };
            let asked = PrintPaper {
                key: key(consent.key),
                of: of(&paper),
                to,
                reason,
                approval: None,
            };
            let request = Request::Print(Print::Print(asked));
            signed.command(world, &consent, request).await
        }
        PrintCommand::Queue(_) => {
            signed
                .ask(Request::Print(Print::Queue { after: None }))
                .await
        }
        PrintCommand::Retry(one) => {
            moved(world, signed, one, |key, job| Print::Retry { key, job }).await
        }
        PrintCommand::Cancel(one) => {
            moved(world, signed, one, |key, job| Print::Cancel { key, job }).await
        }
        PrintCommand::Work(_) => work(world, signed).await,
    }
}

async fn moved(
    world: &mut World,
    signed: &Signed,
    one: NamedJob,
    to: impl FnOnce(crate::domain::CommandKey, PrintJobId) -> Print,
) -> Result<Answer, Failure> {
    let request = Request::Print(to(key(one.consent.key), one.job.into()));
    signed.command(world, &one.consent, request).await
}

/// Sends everything that waits for this terminal's printers, until nothing does; then tells the queue.
async fn work(world: &World, signed: &Signed) -> Result<Answer, Failure> {
    loop {
        let lease = Uuid::now_v7();
        let taken = signed.ask(Request::Print(Print::Take { lease })).await?;
        let Answer::Print(PrintAnswer::Work {
            work: Some(work), ..
        }) = taken
        else {
            break;
        };
        let (job, money) = (work.job, world.out.voice.money);
        let sent = tokio::task::spawn_blocking(move || {
            let printer = &work.printer;
            send(
                printer.target,
                &printer.address,
                &bytes(&work, money),
                PATIENCE,
            )
        });
        let error = match sent.await {
            Ok(Ok(())) => String::new(),
            Ok(Err(why)) => why.to_string(),
            Err(why) => why.to_string(),
        };
        signed
            .ask(Request::Print(Print::End { job, lease, error }))
            .await?;
    }
    signed
        .ask(Request::Print(Print::Queue { after: None }))
        .await
}

async fn printers(signed: &Signed) -> Result<Vec<PrinterRow>, Failure> {
    match signed.ask(Request::Print(Print::Printers)).await? {
        Answer::Print(PrintAnswer::Printers(rows)) => Ok(rows),
        other => Err(unexpected(other)),
    }
}

async fn named(signed: &Signed, name: &str) -> Result<PrinterRow, Failure> {
    let same = |row: &PrinterRow| row.facts.name.to_lowercase() == name.to_lowercase();
    let rows = printers(signed).await?;
    rows.into_iter().find(same).ok_or_else(|| {
        Failure::Refused(vec![Refusal::NotFound {
            what: Thing::Printer,
        }])
    })
}

/// Does something with printers.
pub async fn printer(
    world: &mut World,
    signed: &Signed,
    command: PrinterCommand,
) -> Result<Answer, Failure> {
    match command {
        PrinterCommand::List(_) => signed.ask(Request::Print(Print::Printers)).await,
        PrinterCommand::Save(args) => save(world, signed, *args).await,
        PrinterCommand::Test { name, consent, .. } => {
            let printer = named(signed, &name).await?.id;
            let key = key(consent.key);
            let request = Request::Print(Print::Test { key, printer });
            signed.command(world, &consent, request).await
        }
        PrinterCommand::Texts {
            licence,
            legal_id,
            legal,
            consent,
            ..
        } => {
            let answer = signed.ask(Request::Print(Print::Texts)).await?;
            let Answer::Print(PrintAnswer::Texts(mut texts)) = answer else {
                return Err(unexpected(answer));
            };
            if licence.is_none() && legal_id.is_none() && legal.is_none() {
                return Ok(Answer::Print(PrintAnswer::Texts(texts)));
            }
            texts.licence = licence.unwrap_or(texts.licence);
            texts.legal_id = legal_id.unwrap_or(texts.legal_id);
            texts.legal = legal.unwrap_or(texts.legal);
            let key = key(consent.key);
            let request = Request::Print(Print::SaveTexts { key, texts });
            signed.command(world, &consent, request).await
        }
    }
}

/// Adds a printer, or changes of a known one what is named.
async fn save(
    world: &mut World,
    signed: &Signed,
    args: SavePrinterArgs,
) -> Result<Answer, Failure> {
    let known = match named(signed, &args.name).await {
        Ok(row) => Some(row),
        Err(Failure::Refused(_)) => None,
        Err(other) => return Err(other),
    };
    let ventana = match &args.ventana {
        Some(name) => Some(find::ventana(signed, name).await?),
        None => None,
    };
    let before = known.as_ref().map(|row| row.facts.clone());
    let before = before.unwrap_or_else(|| PrinterFacts {
        name: args.name.clone(),
        terminal: String::new(),
        target: PrinterTarget::Tcp,
        address: String::new(),
        columns: crate::domain::Columns::default(),
        letters: crate::domain::Codepage::default(),
        words: crate::domain::Lang::default(),
        cut: true,
        kick: false,
        automatic: Vec::new(),
        active: true,
    });
    let facts = PrinterFacts {
        name: args.rename.unwrap_or(before.name),
        terminal: args.at.unwrap_or(before.terminal),
        target: args.target.unwrap_or(before.target),
        address: args.address.unwrap_or(before.address),
        columns: args.columns.unwrap_or(before.columns),
        letters: args.letters.unwrap_or(before.letters),
        words: args.words.unwrap_or(before.words),
        cut: args.cut.unwrap_or(before.cut),
        kick: args.kick.unwrap_or(before.kick),
        automatic: args.automatic.unwrap_or(before.automatic),
        active: !args.inactive,
    };
    let asked = SavePrinter {
        key: key(args.consent.key),
        printer: known.map_or_else(|| Uuid::now_v7().into(), |row| row.id),
        ventana,
        facts,
    };
    let request = Request::Print(Print::SavePrinter(asked));
    signed.command(world, &args.consent, request).await
}
