//! Pools of connections. A console's connections carry its session's secret from the moment they are opened, because
//! row-level security reads it; a connection that comes back is rolled back first.

use std::{
    sync::{Arc, RwLock},
    time::{Duration, Instant},
};

use sqlx::{
    Connection, Executor, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

/// The migrations, embedded; the tests run the same ones.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// How long an idle connection is trusted without asking the server: a sale at a busy counter is one round trip.
const TRUSTED: Duration = Duration::from_secs(30);

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
        .acquire_timeout(Duration::from_secs(3))
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
            Box::pin(async move {
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
                    connection.execute("SET SESSION AUTHORIZATION DEFAULT; SET ROLE banca_app").await?;
                }
                sqlx::query("SELECT set_config('banca.session', $1, false)").bind(token).execute(connection).await?;
                Ok(())
            })
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

/// Brings the schema to this program's version, as the owner. Safe to call from several programs at once.
///
/// # Errors
/// When the database cannot be reached, or when it was migrated by a newer program.
pub async fn migrate(owner: PgConnectOptions) -> Result<(), sqlx::migrate::MigrateError> {
    use sqlx::ConnectOptions;
    let mut connection = owner.connect().await?;
    MIGRATIONS.run(&mut connection).await
}
