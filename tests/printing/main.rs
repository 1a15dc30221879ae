//! Printing on a real PostgreSQL: what is kept and counted, who may copy what, and a queue that two consoles work off
//! without ever printing a paper twice.

#[path = "../support/mod.rs"]
mod support;

mod papers;
mod queue;
mod rights;

use banca::{
    domain::{
        Codepage, Columns, DrawId, DrawResult, DrawerId, Lang, PrinterId, PrinterTarget,
        TicketCode,
        receipt::ReceiptKind,
        view::{PaperView, PrintQueue, PrinterFacts, PrinterRow},
    },
    ops::{Answer, House, PaperOf, Print, PrintAnswer, PrintPaper, PrintTo, Request, SavePrinter},
};
use chrono::TimeDelta;
use support::{World, done, key, morning, reventado, sale, sold, straight};
use uuid::Uuid;

/// A shop in which Marta sells, with a printer that writes to a file.
struct Stage {
    world: World,
    draw: DrawId,
    marta: House,
    folder: tempfile::TempDir,
}

impl Stage {
    async fn new() -> Stage {
        let world = World::new().await;
        let draw = world
            .open_draw("Tica", morning() + TimeDelta::hours(5))
            .await;
        let marta = world.seller("marta").await;
        let folder = tempfile::tempdir().unwrap();
        Stage {
            world,
            draw,
            marta,
            folder,
        }
    }

    /// Sells 23 with its reventado, and 45.
    async fn ticket(&self) -> TicketCode {
        let bets = vec![straight(23, 500), reventado(23, 200), straight(45, 1_000)];
        sold(&self.marta, sale(&[self.draw], bets)).await.tickets[0].code
    }

    /// A printer of Centro that adds its papers to a file as text.
    async fn file_printer(&self, automatic: &[ReceiptKind]) -> (PrinterId, std::path::PathBuf) {
        let path = self.folder.path().join("papers.txt");
        let mut facts = facts("Mostrador", PrinterTarget::File, path.to_str().unwrap());
        facts.terminal = self.terminal().await;
        facts.automatic = automatic.to_vec();
        (save(&self.world, facts).await, path)
    }

    /// The draw is closed and its result is this number.
    async fn evaluate(&self, value: u16) {
        let (ana, olga) = (
            self.world.signed_in("ana").await,
            self.world.signed_in("olga").await,
        );
        let draw = self.draw;
        let result = DrawResult {
            number: support::number(value),
            outcome: Some("BLANCA".to_owned()),
        };
        let close = Request::CloseDraw {
            key: key(),
            draw,
            reason: None,
            approval: None,
        };
        done(&ana, close).await;
        done(
            &ana,
            Request::EnterResult {
                key: key(),
                draw,
                result: result.clone(),
                reason: None,
            },
        )
        .await;
        done(
            &olga,
            Request::ConfirmResult {
                key: key(),
                draw,
                result,
            },
        )
        .await;
    }

    /// Marta's drawer.
    async fn drawer(&self) -> DrawerId {
        match done(&self.marta, Request::Drawer).await {
            Answer::Drawer(view) => view.drawer.unwrap(),
            other => panic!("no drawer: {other:?}"),
        }
    }

    /// The terminal at which everybody of the tests sits.
    async fn terminal(&self) -> String {
        let mut owner = self.world.owner().await;
        sqlx::query_scalar("SELECT e.name FROM terminal e JOIN session s USING (banca_id, terminal_id) JOIN app_user u USING (banca_id, user_id) WHERE u.username = 'marta' LIMIT 1")
            .fetch_one(&mut owner)
            .await
            .unwrap()
    }
}

fn facts(name: &str, target: PrinterTarget, address: &str) -> PrinterFacts {
    PrinterFacts {
        name: name.to_owned(),
        terminal: String::new(),
        target,
        address: address.to_owned(),
        columns: Columns::Narrow,
        letters: Codepage::Text,
        words: Lang::Es,
        cut: false,
        kick: false,
        automatic: Vec::new(),
        active: true,
    }
}

/// Vera, who runs Centro, sets a printer up.
async fn save(world: &World, facts: PrinterFacts) -> PrinterId {
    let vera = world.signed_in("vera").await;
    let printer = Uuid::now_v7().into();
    let asked = SavePrinter {
        key: key(),
        printer,
        ventana: None,
        facts,
    };
    done(&vera, Request::Print(Print::SavePrinter(asked))).await;
    vera.close().await;
    printer
}

fn paper(of: PaperOf, to: PrintTo) -> PrintPaper {
    PrintPaper {
        key: key(),
        of,
        to,
        reason: String::new(),
        approval: None,
    }
}

fn copy(of: PaperOf, to: PrintTo, reason: &str) -> PrintPaper {
    PrintPaper {
        reason: reason.to_owned(),
        ..paper(of, to)
    }
}

async fn told(house: &House, asked: Print) -> PrintAnswer {
    match done(house, Request::Print(asked)).await {
        Answer::Print(told) => told,
        other => panic!("nothing of printing: {other:?}"),
    }
}

async fn preview(house: &House, of: PaperOf) -> PaperView {
    match told(house, Print::Preview { of }).await {
        PrintAnswer::Paper(view) => *view,
        other => panic!("no paper: {other:?}"),
    }
}

/// Prints, and tells which print it was and where it went.
async fn printed(house: &House, asked: PrintPaper) -> (PaperView, i64, Option<String>) {
    match told(house, Print::Print(asked)).await {
        PrintAnswer::Printed { paper, n, printer } => (*paper, n, printer),
        other => panic!("not printed: {other:?}"),
    }
}

async fn queue(house: &House) -> PrintQueue {
    match told(house, Print::Queue { after: None }).await {
        PrintAnswer::Queue(queue) => *queue,
        other => panic!("no queue: {other:?}"),
    }
}

async fn printers(house: &House) -> Vec<PrinterRow> {
    match told(house, Print::Printers).await {
        PrintAnswer::Printers(rows) => rows,
        other => panic!("no printers: {other:?}"),
    }
}
