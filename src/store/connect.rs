//! Connections. A console's connections carry its session's secret from the moment they are opened, because
//! row-level security reads it; a connection that comes back is rolled back first.

use std::{
    sync::{Arc, RwLock},
    time::{Duration, Instant},
};

use super::{Line, Tx};

use sqlx::{
    ConnectOptions, Connection, Executor, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::sync::Mutex;

/// The migrations, embedded; the tests run the same ones.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The connections of one session: a pool for everything, and beside it one line that is kept for the command that is
/// in a hurry, the sale. A pool asks a connection how it is whenever it lends or takes it back; on the kept line a sale
/// is the one round trip that it should be, and never waits for a connection that a long query holds.
pub struct Lines {
    pool: PgPool,
    options: PgConnectOptions,
    token: String,
    kept: Mutex<Option<(PgConnection, Instant)>>,
}

/// The kept line, borrowed for one statement. Dropped half-way, it is closed and not kept: nobody knows what it was doing.
pub struct Borrowed<'a> {
    lines: &'a Lines,
    connection: PgConnection,
}

impl Borrowed<'_> {
    /// The connection.
    pub fn db(&mut self) -> &mut PgConnection {
        &mut self.connection
    }

    /// Gives the line back after a statement that was answered.
    pub async fn keep(self) {
        *self.lines.kept.lock().await = Some((self.connection, Instant::now()));
    }
}

impl Lines {
    /// Connects when first used. `token` binds every connection to a signed-in session, which row-level security reads.
    pub fn new(options: &PgConnectOptions, token: &str) -> Self {
        Self {
            pool: pool(options.clone(), Some(token.to_owned()), 4),
            options: options.clone(),
            token: token.to_owned(),
            kept: Mutex::default(),
        }
    }

    /// A connection of the pool.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn call(&self) -> sqlx::Result<Line> {
        self.pool.acquire().await
    }

    /// A transaction.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(&self) -> sqlx::Result<Tx> {
        self.pool.begin().await
    }

    /// The kept line, or a new one where it is in use, broken or not yet made. One that lay idle is asked first whether
    /// it still lives.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn hurry(&self) -> sqlx::Result<Borrowed<'_>> {
        let kept = self.kept.lock().await.take();
        if let Some((mut connection, since)) = kept {
            let lives = since.elapsed() < IDLE || connection.ping().await.is_ok();
            if lives {
                let lines = self;
                return Ok(Borrowed { lines, connection });
            }
        }
        let connecting = async {
            let mut connection = self.options.connect().await?;
            bind(&mut connection, &self.token).await?;
            Ok(connection)
        };
        // Nothing is under way on a connection that is only being made, so this one wait may be cut short.
        let connection = tokio::time::timeout(PATIENCE, connecting)
            .await
            .unwrap_or(Err(sqlx::Error::PoolTimedOut))?;
        let lines = self;
        Ok(Borrowed { lines, connection })
    }

    /// The pool.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Closes every connection.
    pub async fn close(&self) {
        let kept = self.kept.lock().await.take();
        if let Some((connection, _)) = kept {
            let _ = connection.close().await;
        }
        self.pool.close().await;
    }
}

/// Lets everything that follows in this transaction see one moment, and change nothing.
///
/// # Errors
/// When the database fails.
pub async fn one_view(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .execute(db)
        .await?;
    Ok(())
}

/// How long making a connection may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// A kept line that lay idle this long is asked whether it still lives before it is used.
const IDLE: Duration = Duration::from_secs(5);

/// How long an idle connection of a pool is trusted without asking the server.
const TRUSTED: Duration = Duration::from_secs(30);

/// Connects once, outside of any pool.
///
/// # Errors
/// When the database cannot be reached.
pub async fn once(address: &PgConnectOptions) -> sqlx::Result<PgConnection> {
    address.connect().await
}

/// Ends a connection of [`once`].
///
/// # Errors
/// When the database does not answer.
pub async fn end(connection: PgConnection) -> sqlx::Result<()> {
    connection.close().await
}

/// A pool of one connection, made at once.
///
/// # Errors
/// When the database cannot be reached.
pub async fn single(address: PgConnectOptions) -> sqlx::Result<PgPool> {
    PgPoolOptions::new()
        .max_connections(1)
        .connect_with(address)
        .await
}

/// Opens a pool that connects when it is first used. `token` binds every connection to a signed-in session.
///
/// The release hook answers a defect of sqlx 0.9.0: a cancelled `begin()` leaves a connection inside an open
/// transaction in the pool, and the next acknowledged write could vanish with it.
///
/// A connection is tested before its use only when it was idle for long, or when another was found broken since.
pub fn pool(options: PgConnectOptions, token: Option<String>, size: u32) -> PgPool {
    let broken: Arc<RwLock<Option<Instant>>> = Arc::default();
    let broken_before = Arc::clone(&broken);
    PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(PATIENCE)
        .idle_timeout(Duration::from_mins(10))
        .test_before_acquire(false)
        .before_acquire(move |connection, meta| {
            let since = broken_before.read().ok().and_then(|broken| *broken);
            let doubtful = since.is_some_and(|broken| broken.elapsed() <= meta.idle_for);
            Box::pin(async move {
                if doubtful || meta.idle_for >= TRUSTED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(move |connection, _| {
            let token = token.clone().unwrap_or_default();
            Box::pin(async move { bind(connection, &token).await })
        })
        .after_release(move |connection, _| {
            let broken = Arc::clone(&broken);
            Box::pin(async move {
                // Alone, a ROLLBACK outside a transaction would write a warning to the server's log every time; and where
                // the BEGIN fails, the connection is closed.
                let ended = connection.execute("BEGIN; ROLLBACK").await;
                if ended.is_err()
                    && let Ok(mut broken) = broken.write()
                {
                    *broken = Some(Instant::now());
                }
                ended.map(|_| true)
            })
        })
        .connect_lazy_with(options)
}

/// What every connection is from the moment it is opened: limited in its waiting, in the application role, and bound to
/// its session.
async fn bind(connection: &mut PgConnection, token: &str) -> sqlx::Result<()> {
    connection
        .execute(
            "SET statement_timeout = '15s';
             SET lock_timeout = '3s';
             SET idle_in_transaction_session_timeout = '30s';
             SET timezone = 'UTC';",
        )
        .await?;
    // A shared server's login role becomes the application role, so that its own rights count for nothing.
    let other: bool = sqlx::query_scalar(
        "SELECT session_user <> 'banca_app' AND pg_has_role(session_user, 'banca_app', 'MEMBER')",
    )
    .fetch_one(&mut *connection)
    .await?;
    if other {
        connection
            .execute("SET SESSION AUTHORIZATION DEFAULT; SET ROLE banca_app")
            .await?;
    }
    sqlx::query("SELECT set_config('banca.session', $1, false)")
        .bind(token)
        .execute(connection)
        .await?;
    Ok(())
}

/// Brings the schema to this program's version, as the owner. Safe to call from several programs at once.
///
/// # Errors
/// When the database cannot be reached, or when it was migrated by a newer program.
pub async fn migrate(owner: PgConnectOptions) -> Result<(), sqlx::migrate::MigrateError> {
    let mut connection = owner.connect().await?;
    MIGRATIONS.run(&mut connection).await
}
