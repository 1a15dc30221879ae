//! What every measurement stands on: a durable private server, a furnished database, open draws, sellers at their tills,
//! and pgbench beside them.

use std::{
    process::Command,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use banca::{
    domain::{BetKind, CommandKey, Digits, DrawId, Money, Number, Origin},
    ops::{Door, FirstRun, House, Reply, Request, Secret, Sell, SellBet, SignIn},
    postgres::{Durability, Install, PrivateServer, Role, Settings},
    store,
};
use chrono::{TimeDelta, Utc};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection, postgres::PgConnectOptions};
use uuid::Uuid;

/// Everybody's PIN.
pub const PIN: &str = "2468";

/// A durable server with one furnished database.
pub struct Ground {
    /// The server.
    pub server: PrivateServer,
    /// The database's name.
    pub database: String,
}

impl Ground {
    /// Starts the server, makes the database, founds a house with the sample lotteries.
    pub async fn prepare() -> Self {
        let settings = Settings::for_tests(Durability::On);
        let server = PrivateServer::open(settings, Install::Allowed, &mut |_| {})
            .await
            .expect("a private server");
        let database = format!("bench_{}", std::process::id());
        server.ensure_database(&database).await.expect("a database");
        store::connect::migrate(server.owner_options(&database))
            .await
            .expect("the migrations run");
        let ground = Self { server, database };
        let house = ground.house(ground.options());
        expect_done(&house.handle(Request::FirstRun(first_run())).await);
        house.close().await;
        let mut owner = ground.owner().await;
        owner
            .execute(include_str!("sell.sql"))
            .await
            .expect("the bench's functions are made");
        owner.close().await.expect("the owner leaves");
        ground
    }

    /// How the application connects.
    pub fn options(&self) -> PgConnectOptions {
        self.server.app_options(&self.database)
    }

    /// Somebody at the door, not signed in.
    pub fn house(&self, options: PgConnectOptions) -> House {
        House::new(options, Door::CommandLine)
    }

    /// The owner's connection.
    pub async fn owner(&self) -> PgConnection {
        self.server
            .owner_options(&self.database)
            .connect()
            .await
            .expect("the owner connects")
    }

    /// A draw on sale, `hours` ahead.
    pub async fn draw(&self, hours: i64) -> DrawId {
        let draw = Uuid::now_v7();
        let mut owner = self.owner().await;
        sqlx::query("SELECT bench_draw($1, $2)")
            .bind(draw)
            .bind(Utc::now() + TimeDelta::hours(hours))
            .execute(&mut owner)
            .await
            .expect("a draw is open");
        owner.close().await.expect("the owner leaves");
        draw.into()
    }

    /// A seller at an own terminal with an open drawer.
    pub async fn seller(&self, number: usize, options: PgConnectOptions) -> House {
        let username = format!("seller{number}");
        let mut owner = self.owner().await;
        sqlx::query("SELECT bench_person($1)")
            .bind(&username)
            .execute(&mut owner)
            .await
            .expect("a seller is added");
        owner.close().await.expect("the owner leaves");
        let house = self.house(options);
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
        // A seller of an earlier measurement has one already.
        match house.handle(open).await {
            Reply::Done(_) | Reply::Refused(_) => {}
            Reply::Failed(fault) => panic!("{fault}"),
        }
        house
    }

    /// Sellers 1 to `count`.
    pub async fn sellers(&self, count: usize) -> Vec<std::sync::Arc<House>> {
        let mut sellers = Vec::with_capacity(count);
        for number in 1..=count {
            sellers.push(self.seller(number, self.options()).await.into());
        }
        sellers
    }

    /// Seats pgbench's sellers and writes the documents that they sell.
    pub async fn seat_pgbench(&self, clients: usize, draw: DrawId) {
        let mut owner = self.owner().await;
        sqlx::query("SELECT bench_prepare($1, $2)")
            .bind(i32::try_from(clients).expect("few clients"))
            .bind(draw.raw())
            .execute(&mut owner)
            .await
            .expect("pgbench's sellers are seated");
        owner.close().await.expect("the owner leaves");
    }

    /// Transactions per second of pgbench with these arguments.
    pub fn pgbench(&self, clients: usize, time: Duration, arguments: &[&str]) -> f64 {
        let url = self.server.url(Role::Owner, &self.database);
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
        let (clients, seconds) = (clients.to_string(), time.as_secs().max(1).to_string());
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

    /// Removes the database and lets the server go.
    pub async fn drop(self) {
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
}

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

/// A new command's key.
pub fn key() -> CommandKey {
    CommandKey::new(Uuid::now_v7())
}

/// Whole colones.
pub fn colones(amount: i64) -> Money {
    Money::colones(amount).expect("a small amount")
}

/// Stops the bench on anything but success.
pub fn expect_done(reply: &Reply) {
    assert!(matches!(reply, Reply::Done(_)), "{reply:?}");
}

/// Which numbers the customers want.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// By Zipf's law: some numbers are hot.
    Zipf,
    /// All alike.
    Spread,
    /// Everybody the same one.
    Hot,
}

/// Rolls the customers' numbers, the same in every run.
pub struct Dice(AtomicU64);

impl Dice {
    /// Starts with `seed`.
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// Evenly from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn roll(&self) -> f64 {
        let roll = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        let mixed = (roll ^ (roll >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 11;
        mixed as f64 / (1_u64 << 53) as f64
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100"
    )]
    fn number(&self, wanted: Wanted) -> u16 {
        match wanted {
            // 100^u - 1 for even u: the density falls with the number, as Zipf's does.
            Wanted::Zipf => (100_f64.powf(self.roll()) - 1.0) as u16,
            Wanted::Spread => (self.roll() * 100.0) as u16,
            Wanted::Hot => 7,
        }
    }

    /// A ticket of `bets` different numbers (fewer where everybody wants the same).
    pub fn ticket(&self, draw: DrawId, bets: usize, wanted: Wanted) -> Sell {
        let count = match wanted {
            Wanted::Hot => 1,
            Wanted::Zipf | Wanted::Spread => bets,
        };
        let mut chosen: Vec<SellBet> = Vec::with_capacity(count);
        while chosen.len() < count {
            let value = self.number(wanted).min(99);
            let number = Number::new(value, Digits::Two).expect("below 100");
            if chosen.iter().all(|bet| bet.number != number) {
                chosen.push(SellBet {
                    kind: BetKind::Straight,
                    number,
                    stake: colones(200),
                    multiplier: None,
                    origin: Origin::Typed,
                });
            }
        }
        Sell {
            key: key(),
            draws: vec![draw],
            bets: chosen,
            expected_total: None,
            received: None,
            note: None,
            approval: None,
            repeats: None,
        }
    }
}
