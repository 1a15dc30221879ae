//! Signing in and out, consenting, and setting the house up. The rules of lockout live in the database's functions, so
//! that a client with bare credentials meets them too.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, Row};
use uuid::Uuid;

use super::row;
use crate::domain::{SessionId, UserId, view::SessionRow};

/// What the door is told before anybody is signed in.
pub struct Greeting {
    /// Whether a house exists.
    pub set_up: bool,
    /// The first house's name.
    pub banca: Option<String>,
    /// The database's clock.
    pub now: DateTime<Utc>,
    /// Whether this is a scratch database.
    pub scratch: bool,
    /// The server's version.
    pub server: String,
}

/// Asks whether there is a house, and what time it is.
pub async fn hello(db: &mut PgConnection) -> Result<Greeting, sqlx::Error> {
    sqlx::query_as!(
        Greeting,
        r#"SELECT set_up AS "set_up!", banca, now AS "now!", scratch AS "scratch!",
                  current_setting('server_version') AS "server!"
             FROM hello()"#
    )
    .fetch_one(db)
    .await
}

/// The salt and key-derivation settings for a name, also for one that nobody has.
pub async fn salt(db: &mut PgConnection, username: &str) -> Result<(Vec<u8>, String), sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT salt AS "salt!", kdf AS "kdf!" FROM sign_in_salt($1)"#,
        username
    )
    .fetch_one(db)
    .await?;
    Ok((row.salt, row.kdf))
}

/// Opens a session; the answer is `{"refused": …}` or `{"signed_in": …}`.
pub async fn sign_in(
    db: &mut PgConnection,
    username: &str,
    verifier: &[u8],
    terminal: &str,
    token: &str,
    session: Uuid,
    door: &str,
) -> Result<Value, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT sign_in($1, $2, $3, $4, $5, $6) AS "answer!""#,
        username,
        verifier,
        terminal,
        token,
        session,
        door
    )
    .fetch_one(db)
    .await
}

/// Ends the present session.
pub async fn sign_out(db: &mut PgConnection, session: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE session SET ended_at = banca_now() WHERE session_id = $1 AND ended_at IS NULL",
        session
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether the connection still belongs to a live session.
pub async fn alive(db: &mut PgConnection) -> Result<bool, sqlx::Error> {
    Ok(sqlx::query_scalar!("SELECT my_user()")
        .fetch_one(db)
        .await?
        .is_some())
}

/// Checks the own PIN; a refusal or nothing.
pub async fn check_pin(
    db: &mut PgConnection,
    verifier: &[u8],
) -> Result<Option<Value>, sqlx::Error> {
    sqlx::query_scalar!("SELECT check_my_pin($1)", verifier)
        .fetch_one(db)
        .await
}

/// Changes the own PIN; a refusal or nothing.
pub async fn change_pin(
    db: &mut PgConnection,
    old: &[u8],
    salt: &[u8],
    verifier_hash: &[u8],
) -> Result<Option<Value>, sqlx::Error> {
    sqlx::query_scalar!("SELECT change_my_pin($1, $2, $3)", old, salt, verifier_hash)
        .fetch_one(db)
        .await
}

/// A consent to be recorded.
pub struct Consent<'a> {
    /// Its id.
    pub approval: Uuid,
    /// The right's name.
    pub right: &'a str,
    /// The command that will consume it.
    pub command: Uuid,
    /// What it concerns.
    pub target: &'a str,
    /// The amount in céntimos.
    pub amount: Option<i64>,
    /// Why.
    pub reason: &'a str,
    /// Who consents.
    pub username: &'a str,
    /// The proof that it is that person.
    pub verifier: &'a [u8],
}

/// Records a second person's consent; `{"refused": …}` or `{"granted_by": …}`.
pub async fn approve(db: &mut PgConnection, consent: Consent<'_>) -> Result<Value, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT approve($1, $2, $3, $4, $5, $6, $7, $8) AS "answer!""#,
        consent.approval,
        consent.right,
        consent.command,
        consent.target,
        consent.amount,
        consent.reason,
        consent.username,
        consent.verifier
    )
    .fetch_one(db)
    .await
}

/// A house to be founded.
pub struct NewHouse<'a> {
    /// Its id.
    pub banca: Uuid,
    /// Its short name after the `@` of a sign-in name.
    pub slug: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its zone.
    pub zone: &'a str,
    /// Whether one person may enter and confirm results.
    pub single_person: bool,
    /// The first shop.
    pub ventana: Uuid,
    /// The first shop's name.
    pub ventana_name: &'a str,
    /// The administrator.
    pub user: Uuid,
    /// The administrator's sign-in name.
    pub username: &'a str,
    /// The administrator's name.
    pub user_name: &'a str,
    /// The salt of the administrator's PIN.
    pub salt: &'a [u8],
    /// The hash of its verifier.
    pub verifier_hash: &'a [u8],
}

/// Founds a house with its first shop and administrator.
pub async fn found(db: &mut PgConnection, house: NewHouse<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "SELECT found_house($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        house.banca,
        house.slug,
        house.name,
        house.zone,
        house.single_person,
        house.ventana,
        house.ventana_name,
        house.user,
        house.username,
        house.user_name,
        house.salt,
        house.verifier_hash
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The short name of the present session's house.
pub async fn slug(db: &mut PgConnection) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT slug FROM banca")
        .fetch_optional(db)
        .await
}

/// The sessions that live within the user's reach, newest first.
pub async fn live(db: &mut PgConnection) -> Result<Vec<SessionRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT s.session_id, s.user_id, u.username, u.name, u.role, coalesce(v.name, '') AS ventana, t.name AS terminal,
                s.door, s.client, s.started_at, coalesce(s.seen_at, s.started_at) AS seen_at, s.locked_at,
                s.session_id = (SELECT m.session_id FROM my_session() m) AS own
           FROM session s
           JOIN app_user u USING (banca_id, user_id)
           JOIN terminal t USING (banca_id, terminal_id)
           LEFT JOIN ventana v ON v.banca_id = u.banca_id AND v.ventana_id = u.ventana_id
          WHERE s.ended_at IS NULL
          ORDER BY s.started_at DESC, s.session_id
          LIMIT 500",
    )
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|found| {
            Ok(SessionRow {
                session: SessionId::new(found.try_get("session_id")?),
                user: UserId::new(found.try_get("user_id")?),
                username: found.try_get("username")?,
                name: found.try_get("name")?,
                role: row::role(found.try_get("role")?)?,
                ventana: found.try_get("ventana")?,
                terminal: found.try_get("terminal")?,
                door: found.try_get("door")?,
                client: found.try_get("client")?,
                since: found.try_get("started_at")?,
                seen: found.try_get("seen_at")?,
                locked: found.try_get("locked_at")?,
                own: found.try_get("own")?,
            })
        })
        .collect()
}

/// The own session is here.
pub async fn seen(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT session_seen()").execute(db).await?;
    Ok(())
}

/// The own session's screen is locked, or opened again.
pub async fn locked(db: &mut PgConnection, locked: bool) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT session_locked($1)")
        .bind(locked)
        .execute(db)
        .await?;
    Ok(())
}

/// Ends one session of a user, or all but the asker's own; the terminals they were at.
pub async fn end(
    db: &mut PgConnection,
    user: UserId,
    session: Option<SessionId>,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "WITH ended AS (
             UPDATE session SET ended_at = banca_now()
              WHERE user_id = $1 AND ended_at IS NULL AND ($2::uuid IS NULL OR session_id = $2)
                AND session_id IS DISTINCT FROM (SELECT m.session_id FROM my_session() m)
             RETURNING banca_id, terminal_id
         )
         SELECT t.name FROM ended e JOIN terminal t USING (banca_id, terminal_id) ORDER BY t.name",
    )
    .bind(user.raw())
    .bind(session.map(SessionId::raw))
    .fetch_all(db)
    .await
}

/// Who ended the connection's session, and when; nothing where nobody else did.
pub async fn ended_by(
    db: &mut PgConnection,
) -> Result<Option<(String, DateTime<Utc>)>, sqlx::Error> {
    sqlx::query_as("SELECT by, at FROM my_session_end()")
        .fetch_optional(db)
        .await
}
