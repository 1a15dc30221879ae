//! The private PostgreSQL on the real programs: from nothing, shared, killed, backed up.
#![expect(clippy::unwrap_used, reason = "in a test it is the assertion itself")]

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use banca::postgres::{
    DATABASE, Durability, Error, Install, Others, PrivateServer, Progress, Released, Role,
    Settings, State, Stopped, status, stop,
};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tempfile::TempDir;

/// A cluster folder of its own, and no server left behind.
struct Place {
    dir: TempDir,
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        // As root the server's user has to get through.
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).unwrap();
        Self { dir }
    }

    fn settings(&self) -> Settings {
        Settings::new(self.dir.path().join("postgres"))
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("postgres/data")
    }

    fn postmaster(&self) -> u32 {
        let pid = fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        pid.lines().next().unwrap().trim().parse().unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let settings = self.settings();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .build()
                .unwrap();
            let _ = runtime.block_on(stop(settings, Others::Disconnect));
        })
        .join()
        .unwrap();
    }
}

async fn open(settings: Settings) -> PrivateServer {
    PrivateServer::open(settings, Install::Forbidden, &mut |_| {})
        .await
        .unwrap()
}

async fn ask(options: &PgConnectOptions, question: &'static str) -> String {
    let mut connection = PgConnection::connect_with(options).await.unwrap();
    let answer = sqlx::query_scalar(question)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    answer
}

async fn run(options: &PgConnectOptions, statement: &'static str) {
    let mut connection = PgConnection::connect_with(options).await.unwrap();
    sqlx::raw_sql(statement)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

fn kill(pid: u32) {
    let pid = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}

fn wait_for(what: &str, mut happened: impl FnMut() -> bool) {
    let limit = Instant::now() + Duration::from_mins(1);
    while !happened() {
        assert!(Instant::now() < limit, "never happened: {what}");
        std::thread::yield_now();
    }
}

#[tokio::test]
async fn from_nothing_there_is_a_durable_server_on_a_closed_socket() {
    let place = Place::new();
    let mut steps = Vec::new();
    let server = PrivateServer::open(place.settings(), Install::Forbidden, &mut |step| {
        steps.push(step);
    })
    .await
    .unwrap();
    assert!(matches!(steps[0], Progress::Creating { major, .. } if major == server.major()));
    assert_eq!(
        steps[1..],
        [Progress::Starting, Progress::Ready { shared: false }]
    );

    let owner = server.owner_options("postgres");
    for (name, value) in [
        ("SHOW fsync", "on"),
        ("SHOW synchronous_commit", "on"),
        ("SHOW full_page_writes", "on"),
        ("SHOW data_checksums", "on"),
        ("SHOW listen_addresses", ""),
        ("SHOW max_connections", "300"),
        ("SHOW server_encoding", "UTF8"),
    ] {
        assert_eq!(ask(&owner, name).await, value, "{name}");
    }
    let mode = fs::metadata(server.socket()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert_eq!(server.release().await.unwrap(), Released::Stopped);
}

#[tokio::test]
async fn a_second_console_shares_the_server_and_the_last_one_stops_it() {
    let place = Place::new();
    let first = open(place.settings()).await;
    let pid = place.postmaster();
    let mut steps = Vec::new();
    let second = PrivateServer::open(place.settings(), Install::Forbidden, &mut |step| {
        steps.push(step);
    })
    .await
    .unwrap();
    assert_eq!(steps, [Progress::Ready { shared: true }]);
    assert_eq!(place.postmaster(), pid);
    assert_eq!(first.release().await.unwrap(), Released::StillUsed);
    assert_eq!(
        ask(&second.owner_options("postgres"), "SELECT 'here'").await,
        "here"
    );
    assert_eq!(second.release().await.unwrap(), Released::Stopped);
    assert_eq!(
        status(place.settings()).await.unwrap().state,
        State::Stopped
    );
}

#[tokio::test]
async fn a_server_that_was_killed_comes_back_with_what_was_committed() {
    let place = Place::new();
    let server = open(place.settings()).await;
    let owner = server.owner_options("postgres");
    run(
        &owner,
        "CREATE TABLE kept (what text); INSERT INTO kept VALUES ('sold')",
    )
    .await;
    // A backend that computes does not notice that its server died.
    let busy = owner.clone();
    let orphan = tokio::spawn(async move {
        let mut connection = PgConnection::connect_with(&busy).await.unwrap();
        let _ = sqlx::query("SELECT count(*) FROM generate_series(1, 1000000000000)")
            .execute(&mut connection)
            .await;
    });
    while ask(
        &owner,
        "SELECT count(*)::text FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) FROM gen%'",
    )
    .await
        == "0"
    {}
    kill(place.postmaster());

    let again = open(place.settings()).await;
    assert_eq!(
        ask(&again.owner_options("postgres"), "SELECT what FROM kept").await,
        "sold"
    );
    orphan.await.unwrap();
    drop(server);
    assert_eq!(again.release().await.unwrap(), Released::Stopped);
}

#[tokio::test]
async fn a_pid_that_was_given_to_a_stranger_does_not_pass_for_the_server() {
    let place = Place::new();
    open(place.settings()).await.release().await.unwrap();
    let pid_file = place.data().join("postmaster.pid");
    fs::write(
        &pid_file,
        format!(
            "{}\n{}\n0\n5432\n",
            std::process::id(),
            place.data().display()
        ),
    )
    .unwrap();
    assert_eq!(
        status(place.settings()).await.unwrap().state,
        State::Stopped
    );
    let server = open(place.settings()).await;
    assert_eq!(
        ask(&server.owner_options("postgres"), "SELECT 'here'").await,
        "here"
    );
    server.release().await.unwrap();
}

#[tokio::test]
async fn a_zombie_does_not_pass_for_the_server() {
    let place = Place::new();
    open(place.settings()).await.release().await.unwrap();
    let mut zombie = Command::new("true").spawn().unwrap();
    let stat = format!("/proc/{}/stat", zombie.id());
    wait_for("the child is a zombie", || {
        fs::read_to_string(&stat).unwrap().contains(") Z")
    });
    fs::write(
        place.data().join("postmaster.pid"),
        format!("{}\n", zombie.id()),
    )
    .unwrap();
    open(place.settings()).await.release().await.unwrap();
    zombie.wait().unwrap();
}

#[tokio::test]
async fn a_socket_that_was_swept_away_comes_back() {
    let place = Place::new();
    let server = open(place.settings()).await;
    fs::remove_file(server.socket().join(".s.PGSQL.5432")).unwrap();
    let again = open(place.settings()).await;
    assert_eq!(
        ask(&again.owner_options("postgres"), "SELECT 'here'").await,
        "here"
    );
    drop(server);
    again.release().await.unwrap();
}

#[tokio::test]
async fn a_folder_too_long_for_a_socket_gets_a_short_one_and_says_so() {
    let place = Place::new();
    let long = place.dir.path().join("a".repeat(60)).join("b".repeat(60));
    let mut steps = Vec::new();
    let server = PrivateServer::open(Settings::new(&long), Install::Forbidden, &mut |step| {
        steps.push(step);
    })
    .await
    .unwrap();
    assert!(matches!(&steps[0], Progress::SocketMoved { folder } if folder == server.socket()));
    assert_eq!(
        ask(
            &server.url(Role::Owner, "postgres").parse().unwrap(),
            "SELECT 'here'"
        )
        .await,
        "here"
    );
    let socket = server.socket().to_owned();
    assert_eq!(server.release().await.unwrap(), Released::Stopped);
    fs::remove_dir_all(socket).unwrap();
}

#[tokio::test]
async fn a_closed_folder_that_the_servers_user_cannot_enter_is_named() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root starts the server as another user");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o700)).unwrap();
    let found = PrivateServer::open(
        Settings::new(dir.path().join("pg")),
        Install::Forbidden,
        &mut |_| {},
    )
    .await;
    assert!(matches!(found, Err(Error::Unreachable { .. })), "{found:?}");
}

#[tokio::test]
async fn a_named_folder_without_programs_is_refused_even_where_installing_is_allowed() {
    let place = Place::new();
    let mut settings = place.settings();
    settings.programs = Some(place.dir.path().to_owned());
    let found = PrivateServer::open(settings, Install::Allowed, &mut |_| {}).await;
    assert!(matches!(found, Err(Error::NoServer { .. })), "{found:?}");
}

#[tokio::test]
async fn a_kept_server_stays_until_it_is_stopped() {
    let place = Place::new();
    open(place.settings()).await.keep_running().unwrap();
    let console = open(place.settings()).await;
    assert_eq!(
        stop(place.settings(), Others::Respect).await.unwrap(),
        Stopped::Used
    );
    assert_eq!(console.release().await.unwrap(), Released::Kept);
    let seen = status(place.settings()).await.unwrap();
    assert!(seen.state == State::Answering && seen.kept && !seen.used && seen.pid.is_some());
    assert_eq!(
        stop(place.settings(), Others::Respect).await.unwrap(),
        Stopped::Done
    );
    assert_eq!(
        stop(place.settings(), Others::Respect).await.unwrap(),
        Stopped::WasStopped
    );
}

#[tokio::test]
async fn a_database_is_made_once_however_many_want_it() {
    let place = Place::new();
    let server = open(place.settings()).await;
    let wishes = (0..4).map(|_| server.ensure_database(DATABASE));
    let made: Vec<bool> = futures_util::future::try_join_all(wishes).await.unwrap();
    assert_eq!(made.iter().filter(|made| **made).count(), 1);
    server.release().await.unwrap();
}

#[tokio::test]
async fn a_backup_comes_back_and_what_it_replaces_is_kept() {
    let place = Place::new();
    let server = open(place.settings()).await;
    server.ensure_database(DATABASE).await.unwrap();
    let house = server.owner_options(DATABASE);
    run(
        &house,
        "CREATE ROLE banca_app LOGIN; CREATE TABLE day (what text); GRANT SELECT ON day TO banca_app; INSERT INTO day VALUES ('monday')",
    )
    .await;
    let file = place.dir.path().join("monday.backup");
    let backup = server.backup(&file).await.unwrap();
    assert_eq!(backup.bytes, fs::metadata(&file).unwrap().len());
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(matches!(
        server.backup(&file).await,
        Err(Error::BackupExists { .. })
    ));
    run(&house, "UPDATE day SET what = 'tuesday'").await;

    let console = PgConnection::connect_with(&house).await.unwrap();
    assert!(matches!(
        server.restore(&file).await,
        Err(Error::InUse { sessions: 1 })
    ));
    console.close().await.unwrap();
    wait_for_no_session(&server).await;

    let restored = server.restore(&file).await.unwrap();
    assert_eq!(
        ask(&server.app_options(DATABASE), "SELECT what FROM day").await,
        "monday"
    );
    let previous = server.owner_options(&restored.previous.unwrap());
    assert_eq!(ask(&previous, "SELECT what FROM day").await, "tuesday");

    let text = place.dir.path().join("letter.txt");
    fs::write(&text, "not a backup").unwrap();
    wait_for_no_session(&server).await;
    assert!(matches!(
        server.restore(&text).await,
        Err(Error::NotABackup { .. })
    ));
    assert_eq!(
        ask(&server.app_options(DATABASE), "SELECT what FROM day").await,
        "monday"
    );

    // On another machine the role of the application is not there yet.
    let elsewhere = Place::new();
    let other = open(elsewhere.settings()).await;
    assert_eq!(other.restore(&file).await.unwrap().previous, None);
    assert_eq!(
        ask(&other.app_options(DATABASE), "SELECT what FROM day").await,
        "monday"
    );
    other.release().await.unwrap();
    server.release().await.unwrap();
}

/// The server ends a session a moment after its client hung up.
async fn wait_for_no_session(server: &PrivateServer) {
    let postgres = server.owner_options("postgres");
    while ask(
        &postgres,
        "SELECT count(*)::text FROM pg_stat_activity WHERE datname = 'banca'",
    )
    .await
        != "0"
    {}
}

#[tokio::test]
async fn a_child_does_not_listen_to_the_environment_of_psql() {
    let place = Place::new();
    let child = console(&place, "open", &mut |command| {
        command
            .env("PGPORT", "1")
            .env("PGHOST", "/nonexistent")
            .env("PGDATA", "/nonexistent")
            .env("PGUSER", "nobody");
    });
    assert_eq!(said(child), "answered\n");
}

#[tokio::test]
async fn eight_consoles_at_once_from_nothing_share_one_cluster() {
    let place = Place::new();
    let consoles: Vec<Child> = (0..8)
        .map(|_| console(&place, "open", &mut |_| {}))
        .collect();
    for console in consoles {
        assert_eq!(said(console), "answered\n");
    }
    let seen = status(place.settings()).await.unwrap();
    assert_eq!(
        (seen.state, seen.used),
        (State::Stopped, false),
        "the last one out stops it"
    );
}

#[tokio::test]
async fn a_console_that_was_killed_leaves_a_server_that_the_next_one_finds() {
    let place = Place::new();
    let mut victim = console(&place, "hold", &mut |_| {});
    let holding = place.settings();
    let limit = Instant::now() + Duration::from_mins(1);
    while !status(holding.clone()).await.unwrap().used {
        assert!(Instant::now() < limit);
    }
    kill(victim.id());
    victim.wait().unwrap();
    let seen = status(place.settings()).await.unwrap();
    assert_eq!((seen.state, seen.used), (State::Answering, false));
    assert_eq!(
        open(place.settings()).await.release().await.unwrap(),
        Released::Stopped
    );
}

#[tokio::test]
async fn a_console_that_was_killed_on_the_way_up_leaves_nothing_that_stops_the_next_one() {
    let half_made = |place: &Place| -> bool {
        let entries = fs::read_dir(place.settings().folder);
        entries
            .into_iter()
            .flatten()
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("data.new."))
    };
    let starting = |place: &Place| -> bool { place.data().join("postmaster.pid").exists() };
    let facts: [fn(&Place) -> bool; 2] = [half_made, starting];
    for happened in facts {
        let place = Place::new();
        let mut victim = console(&place, "hold", &mut |_| {});
        wait_for("the console is on its way", || happened(&place));
        kill(victim.id());
        victim.wait().unwrap();
        let server = open(place.settings()).await;
        assert_eq!(
            ask(&server.owner_options("postgres"), "SELECT 'here'").await,
            "here"
        );
        assert_eq!(server.release().await.unwrap(), Released::Stopped);
    }
}

#[tokio::test]
async fn an_ordinary_user_runs_its_own_server() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: the other tests run as an ordinary user already");
        return;
    }
    if Command::new("setpriv").arg("--version").output().is_err() {
        println!("skipped: no setpriv to become another user with");
        return;
    }
    let place = Place::new();
    let home = place.dir.path().join("home");
    fs::create_dir(&home).unwrap();
    std::os::unix::fs::chown(&home, Some(65534), Some(65534)).unwrap();
    let program = place.dir.path().join("console");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(&program);
    let child = child(command, &home.join("postgres"), "open");
    assert_eq!(said(child), "answered\n");
    assert_eq!(
        std::os::unix::fs::MetadataExt::uid(&fs::metadata(home.join("postgres/data")).unwrap()),
        65534
    );
}

#[tokio::test]
async fn the_test_cluster_is_fast_and_the_durable_one_is_not_touched() {
    let fast = Settings::for_tests(Durability::Off);
    let durable = Settings::for_tests(Durability::On);
    assert_ne!(fast.folder, durable.folder);
    let server = open(fast).await;
    assert_eq!(
        ask(&server.owner_options("postgres"), "SHOW fsync").await,
        "off"
    );
}

/// Another process of the same user: this test program, playing a console.
fn console(place: &Place, what: &str, adjust: &mut dyn FnMut(&mut Command)) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    adjust(&mut command);
    child(command, &place.settings().folder, what)
}

fn child(mut command: Command, folder: &Path, what: &str) -> Child {
    command
        .args([
            "--ignored",
            "--exact",
            "a_console_of_its_own_process",
            "--nocapture",
        ])
        .env("BANCA_TEST_FOLDER", folder)
        .env("BANCA_TEST_PLAYS", what)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What a child wrote on standard error, where no test harness writes.
fn said(child: Child) -> String {
    String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap()
}

/// Not a test: what [`console`] runs.
#[tokio::test]
#[ignore = "played by the other tests in a process of its own"]
async fn a_console_of_its_own_process() {
    let Some(folder) = std::env::var_os("BANCA_TEST_FOLDER") else {
        return;
    };
    let server = open(Settings::new(folder)).await;
    let answer = ask(&server.owner_options("postgres"), "SELECT 'answered'").await;
    if std::env::var("BANCA_TEST_PLAYS").unwrap() == "hold" {
        std::future::pending::<()>().await;
    }
    server.release().await.unwrap();
    eprintln!("{answer}");
}
