//! Pools of connections. A console's connections carry its session's secret from the moment they are opened, because
//! row-level security reads it; a connection that comes back is rolled back first.

use std::time::Duration;

use sqlx::{
    Executor, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

/// The migrations, embedded; the tests run the same ones.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// Opens a pool that connects when it is first used. `token` binds every connection to a signed-in session.
///
/// The release hook answers a defect of sqlx 0.9.0: a cancelled `begin()` leaves a connection inside an open
/// transaction in the pool, and the next acknowledged write could vanish with it.
pub fn pool(options: PgConnectOptions, token: Option<String>, size: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(3))
        .idle_timeout(Duration::from_mins(10))
        .test_before_acquire(true)
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
        .after_release(|connection, _| {
            Box::pin(async move {
                connection.execute("ROLLBACK").await?;
                Ok(true)
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
