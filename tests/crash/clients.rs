//! Clients die: `banca ops` processes are killed in the middle of selling, and sometimes the server with them.

use std::sync::Arc;

use banca::{
    domain::DrawId,
    ops::{Reply, Request, Sell},
    postgres::{PrivateServer, Role},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::Child,
    sync::Barrier,
};

use crate::{
    attack::{
        Dice, Figures, Memory, Place, Seller, Shift, check, code_in, draw_of_cycle, limit_hot,
        only_limits, sellers, variable,
    },
    program::Program,
    server::{close, remember},
    support::{World, server as shared},
};

const NAMES: &[&str] = &[
    "client kills",
    "server stops",
    "acknowledged",
    "refused by a limit",
    "unknown",
    "committed",
    "given up",
    "late",
    "lost",
    "double",
    "over",
    "verified",
];

/// How long an attack is.
struct Length {
    cycles: u64,
    sales: u64,
    clients: u64,
    verify: u64,
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_are_killed_while_selling_leave_nothing_half_written() {
    let world = World::new().await;
    let url = shared().url(Role::App, &world.name);
    let length = Length {
        cycles: 3,
        sales: 10,
        clients: 4,
        verify: 3,
    };
    attack("clients", &world, url, length, None).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long; see the head of tests/crash/main.rs"]
async fn many_clients_that_are_killed_while_selling_leave_nothing_half_written() {
    let world = World::new().await;
    let url = shared().url(Role::App, &world.name);
    attack("clients", &world, url, Length::long(), None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_and_server_that_are_killed_together_lose_nothing() {
    let place = Place::with(&[]);
    let server = place.open().await;
    let world = World::on(&server).await;
    let url = server.url(Role::App, &world.name);
    let length = Length {
        cycles: 2,
        sales: 10,
        clients: 4,
        verify: 2,
    };
    attack("both", &world, url, length, Some((&place, server))).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long; see the head of tests/crash/main.rs"]
async fn clients_and_server_that_are_killed_together_many_times_lose_nothing() {
    let place = Place::with(&[]);
    let server = place.open().await;
    let world = World::on(&server).await;
    let url = server.url(Role::App, &world.name);
    attack("both", &world, url, Length::long(), Some((&place, server))).await;
}

impl Length {
    fn long() -> Length {
        Length {
            cycles: variable("BANCA_CYCLES", 200),
            sales: variable("BANCA_SALES", 40),
            clients: variable("BANCA_SELLERS", 8),
            verify: variable("BANCA_VERIFY", 25),
        }
    }
}

async fn attack(
    what: &'static str,
    world: &World,
    url: String,
    length: Length,
    mut server: Option<(&Place, PrivateServer)>,
) {
    let (mut dice, seed) = Dice::thrown();
    let mut figures = Figures::of(what, seed, NAMES);
    let clients = usize::try_from(length.clients).unwrap();
    let sellers = sellers(world, clients).await;
    let limit = i64::try_from(length.sales * length.clients).unwrap() / 6 * 500;
    limit_hot(world, limit).await;
    let program = Program::at(url);
    for cycle in 0..length.cycles {
        let draw = draw_of_cycle(world, cycle).await;
        // Nobody is killed before everybody has sold: the kills meet consoles at work.
        let together = Arc::new(Barrier::new(clients + usize::from(server.is_some())));
        let mut shifts = Vec::new();
        for seller in &sellers {
            let (seller, child) = (seller.clone(), program.start(&seller.name));
            let (dice, together) = (dice.of(), Arc::clone(&together));
            let until = dice.clone().below(length.sales);
            shifts.push(tokio::spawn(async move {
                (
                    sell_and_be_killed(child, draw, dice, until, &together).await,
                    seller,
                )
            }));
        }
        if let Some((place, running)) = &mut server {
            together.wait().await;
            match dice.below(3) {
                0 => place.stop_immediately(),
                1 => place.kill_postmaster(),
                _ => place.kill_all(),
            }
            figures.add("server stops", 1);
            *running = place.open().await;
        }
        let mut memory = Memory::default();
        for shift in shifts {
            let (shift, seller) = shift.await.unwrap();
            figures.add("client kills", usize::from(shift.killed));
            remember(&seller, shift, &mut memory, &mut figures).await;
        }
        let mut owner = world.owner().await;
        check(&mut owner, draw, &memory, limit, &mut figures).await;
        close(world, &mut owner, draw).await;
        if (cycle + 1) % length.verify == 0 {
            world.books_hold().await;
            figures.add("verified", 1);
        }
        figures.nothing_is_wrong();
        if figures.is_over() {
            break;
        }
    }
    world.books_hold().await;
    figures.add("verified", 1);
    for seller in sellers {
        seller.house.close().await;
    }
    figures.print();
}

/// Feeds a console with sales, kills it after some answers, and reads what it still had said.
async fn sell_and_be_killed(
    mut child: Child,
    draw: DrawId,
    mut dice: Dice,
    until: u64,
    together: &Barrier,
) -> Shift {
    let asked: Vec<Sell> = (0..until + 12)
        .map(|_| Seller::ticket(draw, &mut dice))
        .collect();
    let lines: String = asked
        .iter()
        .map(|sell| serde_json::to_string(&Request::Sell(sell.clone())).unwrap() + "\n")
        .collect();
    let mut stdin = child.stdin.take().unwrap();
    let mut replies = BufReader::new(child.stdout.take().unwrap());
    // A task of its own: a console that stops reading must not stop us from reading.
    let feeding = tokio::spawn(async move {
        let _ = stdin.write_all(lines.as_bytes()).await;
        stdin
    });
    let mut told = Vec::new();
    // A console that gives up by itself, on a machine with too much to do, leaves its sales unknown like a killed one.
    while u64::try_from(told.len()).unwrap() <= until
        && let Some(reply) = next(&mut replies).await
    {
        told.push(reply);
    }
    together.wait().await;
    // Anywhere within the next sale or two, which take some milliseconds each.
    tokio::time::sleep(std::time::Duration::from_micros(dice.below(8_000))).await;
    let killed = child.try_wait().unwrap().is_none();
    if killed {
        child.kill().await.unwrap();
    }
    while let Some(reply) = next(&mut replies).await {
        told.push(reply);
    }
    drop(feeding.await.unwrap());
    let mut shift = Shift {
        killed,
        ..Shift::default()
    };
    let mut told = told.into_iter();
    for asked in asked {
        match told.next() {
            Some(Reply::Done(answer)) => shift.acknowledged.push((asked.key, code_in(&answer))),
            Some(Reply::Refused(why)) => {
                only_limits(&why);
                shift.refused += 1;
            }
            Some(Reply::Failed(_)) | None => shift.unknown.push(asked),
        }
    }
    shift
}

/// The next whole line; what a killed console left half-written is nothing.
async fn next(replies: &mut (impl AsyncBufReadExt + Unpin)) -> Option<Reply> {
    let mut line = String::new();
    replies.read_line(&mut line).await.unwrap();
    let line = line.strip_suffix('\n')?;
    Some(serde_json::from_str(line).unwrap())
}
