//! Bringing a database to this program's schema, or finding out why that cannot be done. Works on a server of one's own, as
//! its owner, and on a shared one, as whoever the address names.

use sqlx::{Connection, PgConnection, migrate::MigrateError, postgres::PgConnectOptions};

use super::connect::MIGRATIONS;

/// Why the schema cannot be worked with.
#[derive(Debug, thiserror::Error)]
pub enum SchemaProblem {
    /// The database does not answer, or refuses the login.
    #[error(transparent)]
    Unreachable(sqlx::Error),
    /// There are no tables, and this login may not make them.
    #[error("there is no schema, and {login} may not make it")]
    Missing {
        /// The login.
        login: String,
    },
    /// An older program made it, and this login does not own it.
    #[error("the schema is older than the program")]
    Behind,
    /// A newer program made it.
    #[error("the schema is newer than the program")]
    Ahead,
    /// The login can neither be the application role nor become it.
    #[error("{login} cannot act as banca_app")]
    NotTheApplication {
        /// The login.
        login: String,
    },
    /// A migration failed.
    #[error(transparent)]
    Failed(MigrateError),
}

/// What bringing the schema up to date came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    /// The version in force.
    pub version: i64,
    /// Migrations that were run just now.
    pub applied: usize,
    /// Whether the login owns the schema, and so sees every house.
    pub owned: bool,
}

struct Login {
    name: String,
    owns: bool,
    made: bool,
}

/// Brings the schema to this program's version where the login owns it, or may make it; else checks that it is there and
/// of this version. Afterwards the login can act as the application role. Safe from several programs at once.
///
/// # Errors
/// [`SchemaProblem`], which says who can help.
pub async fn bring_up(options: &PgConnectOptions) -> Result<Brought, SchemaProblem> {
    let mut db = PgConnection::connect_with(options)
        .await
        .map_err(SchemaProblem::Unreachable)?;
    let login = login(&mut db).await.map_err(SchemaProblem::Unreachable)?;
    let before = versions(&mut db, login.made).await?;
    if before.last() > known().last() {
        return Err(SchemaProblem::Ahead);
    }
    if login.owns {
        MIGRATIONS.run(&mut db).await.map_err(failed)?;
    } else if before.is_empty() {
        return Err(SchemaProblem::Missing { login: login.name });
    } else if before.last() < known().last() {
        return Err(SchemaProblem::Behind);
    }
    let owned = login.owns;
    become_application(&mut db, login).await?;
    db.close().await.map_err(SchemaProblem::Unreachable)?;
    let all = known();
    Ok(Brought {
        version: all.last().copied().unwrap_or_default(),
        applied: all.len().saturating_sub(before.len()),
        owned,
    })
}

fn failed(error: MigrateError) -> SchemaProblem {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => SchemaProblem::Ahead,
        other => SchemaProblem::Failed(other),
    }
}

/// The versions that this program brings, in order.
fn known() -> Vec<i64> {
    MIGRATIONS
        .iter()
        .map(|migration| migration.version)
        .collect()
}

async fn login(db: &mut PgConnection) -> Result<Login, sqlx::Error> {
    sqlx::query_as!(
        Login,
        r#"SELECT session_user::text AS "name!",
                  coalesce((SELECT pg_has_role(session_user, c.relowner, 'USAGE')
                              FROM pg_class c
                             WHERE c.oid = to_regclass('public.banca')),
                           has_schema_privilege(session_user, 'public', 'CREATE')) AS "owns!",
                  to_regclass('public._sqlx_migrations') IS NOT NULL AS "made!""#
    )
    .fetch_one(db)
    .await
}

/// The versions in the database. The table is sqlx's own, so its statement cannot be checked against our schema.
async fn versions(db: &mut PgConnection, made: bool) -> Result<Vec<i64>, SchemaProblem> {
    if !made {
        return Ok(Vec::new());
    }
    sqlx::query_scalar("SELECT version FROM public._sqlx_migrations WHERE success ORDER BY version")
        .fetch_all(db)
        .await
        .map_err(SchemaProblem::Unreachable)
}

/// An owner who is no superuser is not yet a member of the role that its migration made; consoles must never work as the owner.
async fn become_application(db: &mut PgConnection, login: Login) -> Result<(), SchemaProblem> {
    if is_application(db).await? {
        return Ok(());
    }
    if login.owns
        && sqlx::query("GRANT banca_app TO SESSION_USER")
            .execute(&mut *db)
            .await
            .is_ok()
        && is_application(db).await?
    {
        return Ok(());
    }
    Err(SchemaProblem::NotTheApplication { login: login.name })
}

async fn is_application(db: &mut PgConnection) -> Result<bool, SchemaProblem> {
    sqlx::query_scalar!(r#"SELECT pg_has_role(session_user, 'banca_app', 'MEMBER') AS "is!""#)
        .fetch_one(db)
        .await
        .map_err(SchemaProblem::Unreachable)
}
