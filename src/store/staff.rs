//! The house's people and shops.

use sqlx::PgConnection;

use super::row;
use crate::domain::{
    BancaId, Money, Role, UserId, VentanaId,
    view::{UserRow, VentanaRow},
};

/// Makes changes of the house's set-up one after the other: held until the transaction ends.
pub async fn hold_house(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT name FROM banca FOR NO KEY UPDATE")
        .fetch_optional(db)
        .await?;
    Ok(())
}

/// The people within the user's reach: administrators first, then by shop and name.
pub async fn users(db: &mut PgConnection) -> Result<Vec<UserRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT u.user_id, u.username, u.name, u.role, u.ventana_id, v.name AS "ventana?", u.payout_limit, u.may_confirm,
                  u.active, CASE WHEN u.locked_until > banca_now() THEN u.locked_until END AS locked_until, u.last_sign_in
             FROM app_user u
             LEFT JOIN ventana v ON v.banca_id = u.banca_id AND v.ventana_id = u.ventana_id
            ORDER BY u.role <> 'ADMIN', v.name, u.role <> 'VENTANA', lower(u.name), u.user_id"#
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(UserRow {
                id: found.user_id.into(),
                username: found.username,
                name: found.name,
                role: row::role(&found.role)?,
                ventana: found.ventana_id.map(Into::into).zip(found.ventana),
                payout_limit: found.payout_limit.map(row::money).transpose()?,
                may_confirm: found.may_confirm,
                active: found.active,
                locked_until: found.locked_until,
                last_sign_in: found.last_sign_in,
            })
        })
        .collect()
}

/// A user as it is to be.
pub struct NewUser<'a> {
    /// The id.
    pub id: UserId,
    /// The sign-in name.
    pub username: &'a str,
    /// The full name.
    pub name: &'a str,
    /// The role.
    pub role: Role,
    /// The shop.
    pub ventana: Option<VentanaId>,
    /// The largest payout without a second person.
    pub payout_limit: Option<Money>,
    /// May confirm results though not an administrator.
    pub may_confirm: bool,
    /// Whether the user may sign in.
    pub active: bool,
}

/// What is kept of a secret: its salt and the hash of its verifier.
pub type Secret = ([u8; 16], [u8; 32]);

/// Adds a user. A name that somebody has breaks `app_user_username`.
pub async fn add_user(
    db: &mut PgConnection,
    banca: BancaId,
    user: &NewUser<'_>,
    secret: &Secret,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, payout_limit, may_confirm, active,
                               salt, verifier_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        banca.raw(),
        user.id.raw(),
        user.username,
        user.name,
        user.role.name(),
        user.ventana.map(VentanaId::raw),
        user.payout_limit.map(Money::as_cents),
        user.may_confirm,
        user.active,
        secret.0.as_slice(),
        secret.1.as_slice()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Changes a user and lifts a lockout.
pub async fn change_user(db: &mut PgConnection, user: &NewUser<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE app_user
            SET username = $2, name = $3, role = $4, ventana_id = $5, payout_limit = $6, may_confirm = $7, active = $8,
                failures = 0, locked_until = NULL
          WHERE user_id = $1",
        user.id.raw(),
        user.username,
        user.name,
        user.role.name(),
        user.ventana.map(VentanaId::raw),
        user.payout_limit.map(Money::as_cents),
        user.may_confirm,
        user.active
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgives a user's failures.
pub async fn forgive(db: &mut PgConnection, user: UserId) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE app_user SET failures = 0, locked_until = NULL WHERE user_id = $1")
        .bind(user.raw())
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps that a user's PIN is one that the house made up.
pub async fn made_up_pin(db: &mut PgConnection, user: UserId) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE app_user SET first_pin = true WHERE user_id = $1")
        .bind(user.raw())
        .execute(db)
        .await?;
    Ok(())
}

/// Gives a user another secret.
pub async fn set_secret(
    db: &mut PgConnection,
    user: UserId,
    secret: &Secret,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE app_user SET salt = $2, verifier_hash = $3, kdf = DEFAULT WHERE user_id = $1",
        user.raw(),
        secret.0.as_slice(),
        secret.1.as_slice()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends the sessions of a user, but for the present one.
pub async fn end_sessions(db: &mut PgConnection, user: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE session SET ended_at = banca_now()
          WHERE user_id = $1 AND ended_at IS NULL
            AND session_id IS DISTINCT FROM (SELECT session_id FROM my_session())",
        user.raw()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a user's drawer is not closed.
pub async fn has_drawer(db: &mut PgConnection, user: UserId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM drawer WHERE user_id = $1 AND state <> 'closed') AS "has!""#,
        user.raw()
    )
    .fetch_one(db)
    .await
}

/// The shops of the house with how many people work in each.
pub async fn ventanas(db: &mut PgConnection) -> Result<Vec<VentanaRow>, sqlx::Error> {
    sqlx::query!(
        r#"SELECT v.ventana_id, v.name, v.active,
                  (SELECT count(*) FROM app_user u
                    WHERE u.banca_id = v.banca_id AND u.ventana_id = v.ventana_id AND u.active) AS "users!"
             FROM ventana v
            ORDER BY NOT v.active, lower(v.name)"#
    )
    .map(|found| VentanaRow {
        id: found.ventana_id.into(),
        name: found.name,
        active: found.active,
        users: found.users,
    })
    .fetch_all(db)
    .await
}

/// Adds a shop, or changes the one with this id. A name that another has breaks `ventana_name`.
pub async fn save_ventana(
    db: &mut PgConnection,
    banca: BancaId,
    id: VentanaId,
    name: &str,
    active: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO ventana (banca_id, ventana_id, name, active) VALUES ($1, $2, $3, $4)
         ON CONFLICT (banca_id, ventana_id) DO UPDATE SET name = excluded.name, active = excluded.active",
        banca.raw(),
        id.raw(),
        name,
        active
    )
    .execute(db)
    .await?;
    Ok(())
}
