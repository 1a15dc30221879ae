//! The first figures of the counter, each beside its comparison in the same run: round trips of a sale, sales per second
//! against pgbench, key to frame, bytes of a frame and of idling. `cargo bench` prints one table.
//!
//! Machines differ and are noisy, so every speed is a ratio of two measurements taken side by side, on a private server
//! with its durable settings. `BANCA_BENCH_SECONDS` (5) is the length of one measurement.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures for people are rounded anyway"
)]

use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use banca::{
    domain::{BetKind, CommandKey, Digits, DrawId, Money, Number, Origin},
    ops::{Door, FirstRun, House, Reply, Request, Secret, Sell, SellBet, SignIn},
    postgres::{Durability, Install, PrivateServer, Settings},
    store,
};
use chrono::{TimeDelta, Utc};
use sqlx::{ConnectOptions, Connection, Executor};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{UnixListener, UnixStream},
};
use uuid::Uuid;

/// Bets of one measured ticket.
const BETS: usize = 8;

/// Everything that the measurements share: a durable server, a furnished database, an open draw.
struct Ground {
    server: PrivateServer,
    database: String,
    draw: DrawId,
}

#[tokio::main]
async fn main() {
    // `cargo test --benches` only wants to know that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let seconds = std::env::var("BANCA_BENCH_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(5);
    let time = Duration::from_secs(seconds);
    let ground = Ground::prepare().await;
    println!("| what | figure | compared with |");
    println!("|---|---|---|");
    round_trips(&ground).await;
    for terminals in [1, 4, 16] {
        speed(&ground, terminals, time).await;
    }
    ground.drop().await;
}

impl Ground {
    async fn prepare() -> Self {
        let settings = Settings::for_tests(Durability::On);
        let server = PrivateServer::open(settings, Install::Allowed, &mut |_| {})
            .await
            .expect("a private server");
        let database = format!("bench_{}", std::process::id());
        server.ensure_database(&database).await.expect("a database");
        store::connect::migrate(server.owner_options(&database))
            .await
            .expect("the migrations run");
        let house = House::new(server.app_options(&database), Door::CommandLine);
        expect_done(&house.handle(Request::FirstRun(first_run())).await);
        house.close().await;
        let mut owner = server
            .owner_options(&database)
            .connect()
            .await
            .expect("the owner connects");
        let draw = Uuid::now_v7();
        // The same function, fed by a statement that pgbench can send: the document is built in the database.
        owner
            .execute(include_str!("sell.sql"))
            .await
            .expect("the bench's functions are made");
        sqlx::query("SELECT bench_draw($1, $2)")
            .bind(draw)
            .bind(Utc::now() + TimeDelta::hours(8))
            .execute(&mut owner)
            .await
            .expect("a draw is open");
        owner.close().await.expect("the owner leaves");
        Self {
            server,
            database,
            draw: draw.into(),
        }
    }

    async fn drop(self) {
        let mut admin = self
            .server
            .owner_options("postgres")
            .connect()
            .await
            .expect("the owner connects");
        let statement = format!("DROP DATABASE {} WITH (FORCE)", self.database);
        admin
            .execute(sqlx::AssertSqlSafe(statement))
            .await
            .expect("the database goes");
        admin.close().await.expect("the owner leaves");
        self.server.release().await.expect("the server is released");
    }

    /// A seller at an own terminal with an open drawer.
    async fn seller(&self, number: usize, options: sqlx::postgres::PgConnectOptions) -> House {
        let username = format!("seller{number}");
        let mut owner = self
            .server
            .owner_options(&self.database)
            .connect()
            .await
            .expect("the owner connects");
        sqlx::query("SELECT bench_person($1)")
            .bind(&username)
            .execute(&mut owner)
            .await
            .expect("a seller is added");
        let house = House::new(options, Door::CommandLine);
        let asked = SignIn {
            username: username.clone(),
            pin: Secret::new(PIN),
            terminal: username,
        };
        expect_done(&house.handle(Request::SignIn(asked)).await);
        let open = Request::OpenDrawer {
            key: key(),
            float: colones(1_000),
        };
        match house.handle(open).await {
            Reply::Done(_) | Reply::Refused(_) => {}
            Reply::Failed(fault) => panic!("{fault}"),
        }
        owner.close().await.expect("the owner leaves");
        house
    }
}

/// Everybody's PIN.
const PIN: &str = "2468";

fn first_run() -> FirstRun {
    FirstRun {
        banca: "Bench".to_owned(),
        ventana: "Centro".to_owned(),
        name: "Ana".to_owned(),
        username: "ana".to_owned(),
        pin: Secret::new(PIN),
        samples: true,
        single_person: false,
    }
}

fn key() -> CommandKey {
    CommandKey::new(Uuid::now_v7())
}

fn colones(amount: i64) -> Money {
    Money::colones(amount).expect("a small amount")
}

fn expect_done(reply: &Reply) {
    assert!(matches!(reply, Reply::Done(_)), "{reply:?}");
}

/// A ticket whose numbers follow Zipf's law: some numbers are hot.
fn ticket(draw: DrawId, dice: &AtomicU64) -> Sell {
    let mut bets: Vec<SellBet> = Vec::with_capacity(BETS);
    while bets.len() < BETS {
        let roll = dice.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        let mixed = (roll ^ (roll >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 11;
        // 100^u - 1 for even u: the density falls with the number, as Zipf's does.
        let even = mixed as f64 / (1_u64 << 53) as f64;
        let value = (100_f64.powf(even) - 1.0) as u16;
        let number = Number::new(value.min(99), Digits::Two).expect("below 100");
        if bets.iter().all(|bet| bet.number != number) {
            let (kind, stake) = (BetKind::Straight, colones(200));
            bets.push(SellBet {
                kind,
                number,
                stake,
                multiplier: None,
                origin: Origin::Typed,
            });
        }
    }
    Sell {
        key: key(),
        draws: vec![draw],
        bets,
        expected_total: None,
        received: None,
        note: None,
        approval: None,
        repeats: None,
    }
}

/// Counts how often the wire turns around during one sale.
async fn round_trips(ground: &Ground) {
    let folder = tempfile::tempdir().expect("a folder for the socket");
    let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).expect("a socket");
    let (turns, real) = (
        Arc::new(AtomicU64::new(0)),
        ground.server.socket().join(".s.PGSQL.5432"),
    );
    let counted = Arc::clone(&turns);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = UnixStream::connect(&real)
                .await
                .expect("the server answers");
            tokio::spawn(relay(client, server, Arc::clone(&counted)));
        }
    });
    let options = ground
        .server
        .app_options(&ground.database)
        .socket(folder.path());
    let house = ground.seller(0, options).await;
    let dice = AtomicU64::new(7);
    // The first sale reads the rules and prepares the statement.
    for _ in 0..2 {
        expect_done(
            &house
                .handle(Request::Sell(ticket(ground.draw, &dice)))
                .await,
        );
    }
    let before = turns.load(Ordering::SeqCst);
    let sales = 20;
    for _ in 0..sales {
        expect_done(
            &house
                .handle(Request::Sell(ticket(ground.draw, &dice)))
                .await,
        );
    }
    let each = (turns.load(Ordering::SeqCst) - before) as f64 / f64::from(sales);
    println!("| round trips of one sale of {BETS} bets | {each:.2} | goal 1 (+ 1) |");
    house.close().await;
}

/// Passes bytes on and counts each time the client speaks after the server did.
async fn relay(mut client: UnixStream, mut server: UnixStream, turns: Arc<AtomicU64>) {
    let (mut from_client, mut from_server) = (vec![0_u8; 65_536], vec![0_u8; 65_536]);
    let mut servers_turn = true;
    loop {
        tokio::select! {
            read = client.read(&mut from_client) => match read {
                Ok(count) if count > 0 => {
                    if servers_turn {
                        turns.fetch_add(1, Ordering::SeqCst);
                        servers_turn = false;
                    }
                    if server.write_all(&from_client[..count]).await.is_err() { return }
                }
                _ => return,
            },
            read = server.read(&mut from_server) => match read {
                Ok(count) if count > 0 => {
                    servers_turn = true;
                    if client.write_all(&from_server[..count]).await.is_err() { return }
                }
                _ => return,
            },
        }
    }
}

/// Sales per second through the ops, beside pgbench driving the same function and beside pgbench's own TPC-B.
async fn speed(ground: &Ground, terminals: usize, time: Duration) {
    let mut sellers = Vec::new();
    for number in 1..=terminals {
        sellers.push(Arc::new(
            ground
                .seller(number, ground.server.app_options(&ground.database))
                .await,
        ));
    }
    let (count, dice) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(11)));
    let (begun, until) = (Instant::now(), Instant::now() + time);
    let mut tasks = Vec::new();
    for seller in &sellers {
        let (seller, count, dice, draw) = (
            Arc::clone(seller),
            Arc::clone(&count),
            Arc::clone(&dice),
            ground.draw,
        );
        tasks.push(tokio::spawn(async move {
            while Instant::now() < until {
                expect_done(&seller.handle(Request::Sell(ticket(draw, &dice))).await);
                count.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }
    for task in tasks {
        task.await.expect("a seller sells");
    }
    let ours = count.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64();
    for seller in sellers {
        seller.close().await;
    }
    let mut owner = ground
        .server
        .owner_options(&ground.database)
        .connect()
        .await
        .expect("the owner connects");
    sqlx::query("SELECT bench_prepare($1, $2)")
        .bind(i32::try_from(terminals).expect("few terminals"))
        .bind(ground.draw.raw())
        .execute(&mut owner)
        .await
        .expect("pgbench's sellers are seated");
    owner.close().await.expect("the owner leaves");
    let same = pgbench(
        ground,
        terminals,
        time,
        &[
            "-f",
            concat!(env!("CARGO_MANIFEST_DIR"), "/benches/sell.pgbench"),
        ],
    );
    let plain = pgbench(ground, terminals, time, &["-b", "tpcb-like"]);
    println!(
        "| sales per second, {terminals} terminals, {BETS} bets | {ours:.0} | {:.2} × the same SQL by pgbench ({same:.0}), {:.2} × TPC-B ({plain:.0}) |",
        ours / same,
        ours / plain
    );
}

/// Transactions per second of pgbench with these arguments.
fn pgbench(ground: &Ground, clients: usize, time: Duration, arguments: &[&str]) -> f64 {
    let url = ground
        .server
        .url(banca::postgres::Role::Owner, &ground.database);
    let run = |arguments: &[&str]| {
        let out = Command::new("pgbench")
            .args(arguments)
            .arg(&url)
            .output()
            .expect("pgbench runs");
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    if arguments.contains(&"-b") {
        run(&["-i", "-q", "-s", "10"]);
    }
    let (clients, seconds) = (clients.to_string(), time.as_secs().to_string());
    let mut all = vec![
        "-n", "-M", "prepared", "-c", &clients, "-j", "2", "-T", &seconds,
    ];
    all.extend(arguments);
    let said = run(&all);
    said.lines()
        .find_map(|line| {
            line.strip_prefix("tps = ")?
                .split_whitespace()
                .next()?
                .parse()
                .ok()
        })
        .expect("pgbench names its tps")
}
