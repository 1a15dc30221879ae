//! A world for a test: its own database from a template, with a house, two shops and people in them. The private server
//! is started once and shared; the template is made once for each form of the schema.
//!
//! Everybody's PIN is [`PIN`]. The database is a scratch one, so that a test can stop and move its clock.

#![expect(
    clippy::unwrap_used,
    reason = "a world that cannot be made fails its test"
)]
#![allow(dead_code, reason = "each test file uses its own part of the world")]

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use banca::{
    domain::{
        ApprovalId, BancaId, BetKind, CommandKey, Digits, DrawId, LotteryId, Money, Number, Origin,
        Right, UserId, VentanaId,
    },
    ops::{
        Answer, Approve, Door, FirstRun, House, Refusal, Reply, Request, Secret, Sell, SellBet,
        SignIn, Sold,
    },
    postgres::{Durability, Install, PrivateServer, Settings},
    store,
};
use chrono::{DateTime, TimeZone, Utc};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection, postgres::PgConnectOptions};
use uuid::Uuid;

/// Everybody's PIN.
pub const PIN: &str = "2468";

/// The people of the template's house.
pub const PEOPLE: [(&str, &str, &str, Option<&str>); 6] = [
    ("olga", "Olga Mora", "ADMIN", None),
    ("vera", "Vera Solís", "VENTANA", Some("Centro")),
    ("marta", "Marta Rojas", "VENDEDOR", Some("Centro")),
    ("juan", "Juan Castro", "VENDEDOR", Some("Centro")),
    ("rita", "Rita Vega", "VENTANA", Some("Mercado")),
    ("luis", "Luis Arias", "VENDEDOR", Some("Mercado")),
];

/// Numbers the databases of this process.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// One database with one house.
pub struct World {
    /// The database's name.
    pub name: String,
    /// The house.
    pub banca: BancaId,
    /// The shops Centro and Mercado.
    pub ventanas: [VentanaId; 2],
    /// How its owner connects.
    owner_at: PgConnectOptions,
    /// How a console connects.
    app_at: PgConnectOptions,
}

/// The shared server of all tests of this machine's user.
pub fn server() -> &'static PrivateServer {
    static SERVER: OnceLock<PrivateServer> = OnceLock::new();
    SERVER.get_or_init(|| {
        PrivateServer::open_blocking(
            &Settings::for_tests(Durability::Off),
            Install::Allowed,
            &mut |_| {},
        )
        .expect("the tests' private PostgreSQL starts")
    })
}

/// The instant at which every world's clock stands: a Monday morning, before the first draw.
pub fn morning() -> DateTime<Utc> {
    // 08:00 in Costa Rica.
    Utc.with_ymd_and_hms(2026, 11, 16, 14, 0, 0).unwrap()
}

impl World {
    /// A fresh world whose clock stands at [`morning`].
    pub async fn new() -> World {
        // The log of a fault tells why; a failing test shows it.
        let _ = tracing_subscriber::fmt()
            .with_test_writer()
            .with_max_level(tracing::Level::ERROR)
            .try_init();
        World::copy_of(&template().await).await
    }

    /// A world of its own that begins as this one stands. Whoever sits in this one must have left.
    pub async fn copy(&self) -> World {
        World::copy_of(&self.name).await
    }

    async fn copy_of(template: &str) -> World {
        let name = format!(
            "test_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let mut admin = server()
            .owner_options("postgres")
            .connect()
            .await
            .expect("the server answers");
        let make = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        admin
            .execute(sqlx::AssertSqlSafe(make))
            .await
            .expect("a stale database goes");
        // Copying the template waits for nobody but another copy of it.
        loop {
            let make = format!("CREATE DATABASE {name} TEMPLATE {template}");
            match admin.execute(sqlx::AssertSqlSafe(make)).await {
                Ok(_) => break,
                Err(sqlx::Error::Database(busy)) if busy.code().as_deref() == Some("55006") => {
                    tokio::task::yield_now().await;
                }
                Err(other) => panic!("no database for the test: {other}"),
            }
        }
        World::standing(server(), &name).await
    }

    /// A fresh world on a server of the test's own, in the house's own database.
    pub async fn on(server: &PrivateServer) -> World {
        let name = banca::postgres::DATABASE;
        server.ensure_database(name).await.expect("a database");
        furnish(server, name).await;
        World::standing(server, name).await
    }

    /// The world that stands in a furnished database.
    pub async fn standing(server: &PrivateServer, name: &str) -> World {
        let mut owner = server
            .owner_options(name)
            .connect()
            .await
            .expect("the new database answers");
        let banca: Uuid = sqlx::query_scalar("SELECT banca_id FROM banca")
            .fetch_one(&mut owner)
            .await
            .unwrap();
        let mut ventanas = Vec::new();
        for shop in ["Centro", "Mercado"] {
            let id: Uuid = sqlx::query_scalar("SELECT ventana_id FROM ventana WHERE name = $1")
                .bind(shop)
                .fetch_one(&mut owner)
                .await
                .unwrap();
            ventanas.push(VentanaId::new(id));
        }
        owner.close().await.unwrap();
        World {
            name: name.to_owned(),
            banca: banca.into(),
            ventanas: [ventanas[0], ventanas[1]],
            owner_at: server.owner_options(name),
            app_at: server.app_options(name),
        }
    }

    /// A connection with the owner's rights, past every policy.
    pub async fn owner(&self) -> PgConnection {
        self.owner_at.connect().await.expect("the database answers")
    }

    /// A bare connection with the application's role and no session.
    pub async fn stranger(&self) -> PgConnection {
        self.app_at.connect().await.expect("the database answers")
    }

    /// Stops the clock at `at`.
    pub async fn freeze(&self, at: DateTime<Utc>) {
        let mut owner = self.owner().await;
        sqlx::query("UPDATE installation SET frozen_at = $1")
            .bind(at)
            .execute(&mut owner)
            .await
            .unwrap();
        owner.close().await.unwrap();
    }

    /// Lets the clock run, ahead of the machine's by `ahead`.
    pub async fn clock_runs(&self, ahead: chrono::TimeDelta) {
        let mut owner = self.owner().await;
        sqlx::query("UPDATE installation SET frozen_at = NULL, clock_offset = make_interval(secs => $1::bigint)")
            .bind(ahead.num_seconds())
            .execute(&mut owner)
            .await
            .unwrap();
        owner.close().await.unwrap();
    }

    /// A house with nobody signed in.
    pub fn door(&self) -> House {
        House::new(self.app_at.clone(), Door::Console)
    }

    /// The same world, whose consoles connect another way from now on.
    pub fn reached_by(&mut self, app: PgConnectOptions) {
        self.app_at = app;
    }

    /// A house with this person signed in at a terminal named after them.
    pub async fn signed_in(&self, username: &str) -> House {
        self.signed_in_at(username, &format!("caja-{username}"))
            .await
    }

    /// A house with this person signed in at this terminal.
    pub async fn signed_in_at(&self, username: &str, terminal: &str) -> House {
        let house = self.door();
        let asked = SignIn {
            username: username.to_owned(),
            pin: Secret::new(PIN),
            terminal: terminal.to_owned(),
        };
        match house.handle(Request::SignIn(asked)).await {
            Reply::Done(answer) if matches!(*answer, Answer::SignedIn(_)) => house,
            other => panic!("{username} cannot sign in: {other:?}"),
        }
    }

    /// A seller with an open drawer.
    pub async fn seller(&self, username: &str) -> House {
        let house = self.signed_in(username).await;
        done(
            &house,
            Request::OpenDrawer {
                key: key(),
                float: colones(50_000),
            },
        )
        .await;
        house
    }

    /// Makes a draw of a lottery directly, so that a test need not generate a calendar: at `at`, its sale open.
    pub async fn open_draw(&self, lottery: &str, at: DateTime<Utc>) -> DrawId {
        let mut owner = self.owner().await;
        let id = Uuid::now_v7();
        sqlx::query(
            "INSERT INTO draw (banca_id, draw_id, lottery_id, at, cutoff, business_date, digits, rules, outcomes)
             SELECT l.banca_id, $1, l.lottery_id, $2, $2 - make_interval(mins => (l.rules ->> 'cutoff_minutes')::int),
                    business_date(l.banca_id, NULL, $2), l.digits, l.rules, l.rules -> 'outcomes'
               FROM lottery l WHERE l.name = $3",
        )
        .bind(id)
        .bind(at)
        .bind(lottery)
        .execute(&mut owner)
        .await
        .unwrap();
        sqlx::query("SELECT open_draw($1, $2)")
            .bind(self.banca.raw())
            .bind(id)
            .execute(&mut owner)
            .await
            .unwrap();
        owner.close().await.unwrap();
        id.into()
    }

    /// Sets a commission policy with the owner's rights.
    pub async fn set_commission(&self, rank: i16, scope: Uuid, share: &str, percent: i64) {
        let mut owner = self.owner().await;
        sqlx::query(
            "INSERT INTO commission_policy (banca_id, policy_id, scope_rank, scope_id, share, default_percent, valid_from, set_by)
             VALUES ($1, $2, $3, $4, $5, $6::bigint, banca_now(), $2)",
        )
        .bind(self.banca.raw())
        .bind(Uuid::now_v7())
        .bind(rank)
        .bind(scope)
        .bind(share)
        .bind(percent)
        .execute(&mut owner)
        .await
        .unwrap();
        owner.close().await.unwrap();
    }

    /// Recomputes the books as the owner; panics with every identity that breaks.
    pub async fn books_hold(&self) {
        let mut owner = self.owner().await;
        let report = banca::ops::verify_all(&mut owner)
            .await
            .expect("the books can be read");
        let broken: Vec<_> = report
            .identities
            .iter()
            .filter(|identity| !identity.holds)
            .collect();
        assert!(broken.is_empty(), "{broken:#?}");
        assert!(!report.identities.is_empty());
        owner.close().await.unwrap();
    }

    /// The id of a user.
    pub async fn user(&self, username: &str) -> UserId {
        let mut owner = self.owner().await;
        let id: Uuid = sqlx::query_scalar("SELECT user_id FROM app_user WHERE username = $1")
            .bind(username)
            .fetch_one(&mut owner)
            .await
            .unwrap();
        id.into()
    }

    /// The id of a lottery.
    pub async fn lottery(&self, name: &str) -> LotteryId {
        let mut owner = self.owner().await;
        let id: Uuid = sqlx::query_scalar("SELECT lottery_id FROM lottery WHERE name = $1")
            .bind(name)
            .fetch_one(&mut owner)
            .await
            .unwrap();
        id.into()
    }

    /// The balance of an account over all its keys, debits less credits, in céntimos.
    pub async fn balance(&self, book: Uuid, code: i16) -> i64 {
        let mut owner = self.owner().await;
        sqlx::query_scalar(
            "SELECT (coalesce(sum(amount) FILTER (WHERE debit_code = $2), 0)
                   - coalesce(sum(amount) FILTER (WHERE credit_code = $2), 0))::bigint
               FROM transfer WHERE book = $1",
        )
        .bind(book)
        .bind(code)
        .fetch_one(&mut owner)
        .await
        .unwrap()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let (name, options) = (
            self.name.clone(),
            self.owner_at.clone().database("postgres"),
        );
        // Dropping cannot wait in the test's own runtime.
        let _ = std::thread::spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
            else {
                return;
            };
            runtime.block_on(async {
                if let Ok(mut admin) = options.connect().await {
                    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                    let _ = admin.execute(sqlx::AssertSqlSafe(drop)).await;
                }
            });
        })
        .join();
    }
}

/// The template's name, made once for this form of the schema.
async fn template() -> String {
    static READY: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();
    READY.get_or_init(make_template).await.clone()
}

async fn make_template() -> String {
    let mut hasher = DefaultHasher::new();
    for migration in store::connect::MIGRATIONS.iter() {
        migration.sql.as_str().hash(&mut hasher);
    }
    PEOPLE.hash(&mut hasher);
    // The world's own making is part of its form.
    include_str!("mod.rs").hash(&mut hasher);
    let name = format!("template_{:016x}", hasher.finish());
    let mut admin = server()
        .owner_options("postgres")
        .connect()
        .await
        .expect("the server answers");
    admin
        .execute("SELECT pg_advisory_lock(7710, 1)")
        .await
        .unwrap();
    let exists: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
            .bind(&name)
            .fetch_one(&mut admin)
            .await
            .unwrap();
    if !exists {
        let raw = format!("{name}_raw");
        for statement in [
            format!("DROP DATABASE IF EXISTS {raw} WITH (FORCE)"),
            format!("CREATE DATABASE {raw}"),
        ] {
            admin.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
        }
        furnish(server(), &raw).await;
        let rename = format!("ALTER DATABASE {raw} RENAME TO {name}");
        admin.execute(sqlx::AssertSqlSafe(rename)).await.unwrap();
    }
    admin.close().await.unwrap();
    name
}

/// Migrates a database and puts the house into it, through the same doors as everybody.
async fn furnish(server: &PrivateServer, database: &str) {
    store::connect::migrate(server.owner_options(database))
        .await
        .expect("the migrations run");
    let mut owner = server.owner_options(database).connect().await.unwrap();
    sqlx::query("UPDATE installation SET scratch = true, frozen_at = $1")
        .bind(morning())
        .execute(&mut owner)
        .await
        .unwrap();
    let house = House::new(server.app_options(database), Door::Console);
    let first = FirstRun {
        banca: "Banca La Esquina".to_owned(),
        ventana: "Centro".to_owned(),
        name: "Ana Jiménez".to_owned(),
        username: "ana".to_owned(),
        pin: Secret::new(PIN),
        samples: true,
        single_person: false,
    };
    match house.handle(Request::FirstRun(first)).await {
        Reply::Done(_) => {}
        other => panic!("the first run failed: {other:?}"),
    }
    house.close().await;
    owner
        .execute("INSERT INTO ventana (banca_id, ventana_id, name) SELECT banca_id, gen_random_uuid(), 'Mercado' FROM banca")
        .await
        .unwrap();
    for (username, name, role, shop) in PEOPLE {
        // The same salt and verifier as the administrator's, so the same PIN, without deriving it six times.
        sqlx::query(
            "INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, salt, verifier_hash)
             SELECT u.banca_id, $1, $2, $3, $4, (SELECT ventana_id FROM ventana WHERE name = $5), u.salt, u.verifier_hash
               FROM app_user u WHERE u.username = 'ana'",
        )
        .bind(Uuid::now_v7())
        .bind(username)
        .bind(name)
        .bind(role)
        .bind(shop)
        .execute(&mut owner)
        .await
        .unwrap();
    }
    owner.close().await.unwrap();
}

/// A fresh key.
pub fn key() -> CommandKey {
    CommandKey::new(Uuid::now_v7())
}

/// Whole colones.
pub fn colones(amount: i64) -> Money {
    Money::colones(amount).expect("test amounts are small")
}

/// A two-digit number.
pub fn number(value: u16) -> Number {
    Number::new(value, Digits::Two).expect("test numbers have two digits")
}

/// A straight bet.
pub fn straight(value: u16, stake: i64) -> SellBet {
    bet(BetKind::Straight, value, stake)
}

/// A reventado bet.
pub fn reventado(value: u16, stake: i64) -> SellBet {
    bet(BetKind::Reventado, value, stake)
}

fn bet(kind: BetKind, value: u16, stake: i64) -> SellBet {
    SellBet {
        kind,
        number: number(value),
        stake: colones(stake),
        multiplier: None,
        origin: Origin::Typed,
    }
}

/// A sale under a fresh key.
pub fn sale(draws: &[DrawId], bets: Vec<SellBet>) -> Sell {
    Sell {
        key: key(),
        draws: draws.to_vec(),
        bets,
        expected_total: None,
        received: None,
        note: None,
        approval: None,
        repeats: None,
    }
}

/// Asks and expects it to be done.
pub async fn done(house: &House, request: Request) -> Answer {
    let told = format!("{request:?}");
    match house.handle(request).await {
        Reply::Done(answer) => *answer,
        other => panic!("{told} was answered with {other:?}"),
    }
}

/// Asks and expects refusals.
pub async fn refused(house: &House, request: Request) -> Vec<Refusal> {
    let told = format!("{request:?}");
    match house.handle(request).await {
        Reply::Refused(refusals) => refusals,
        other => panic!("{told} was answered with {other:?}"),
    }
}

/// Sells and expects it to be sold.
pub async fn sold(house: &House, asked: Sell) -> Sold {
    match done(house, Request::Sell(asked)).await {
        Answer::Sold(sold) => sold,
        other => panic!("not a sale: {other:?}"),
    }
}

/// Lets `username` consent to what `house` asks for under `key`.
pub async fn consented(
    house: &House,
    username: &str,
    right: Right,
    key: CommandKey,
    target: &str,
    amount: Option<Money>,
) -> ApprovalId {
    let asked = Approve {
        right,
        key,
        target: target.to_owned(),
        amount,
        reason: "visto".to_owned(),
        username: username.to_owned(),
        pin: Secret::new(PIN),
    };
    match done(house, Request::Approve(asked)).await {
        Answer::Approved { approval, .. } => approval,
        other => panic!("not an approval: {other:?}"),
    }
}
