//! Commission policies: versions, of which one at most is in force for each scope and share.

use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    Actor, BancaId, CommissionShare, Policy, ScopeId, UserId, VentanaId, view::CommissionRow,
};

/// The policies in force within the user's reach: the house's, then those of shops and sellers by name.
pub async fn list(db: &mut PgConnection) -> Result<Vec<CommissionRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT p.scope_rank, p.scope_id, p.share, p.default_percent, p.rules, p.valid_from,
                  coalesce(user_name(p.set_by), '') AS "set_by!",
                  coalesce(CASE p.scope_rank WHEN 1 THEN user_name(p.scope_id)
                                             WHEN 2 THEN v.name ELSE b.name END, '') AS "scope_name!"
             FROM commission_policy p
             JOIN banca b USING (banca_id)
             LEFT JOIN ventana v ON v.banca_id = p.banca_id AND v.ventana_id = p.scope_id
            WHERE p.valid_from <= (SELECT banca_now()) AND (p.valid_to IS NULL OR p.valid_to > (SELECT banca_now()))
            ORDER BY p.scope_rank DESC, "scope_name!", p.share"#
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(CommissionRow {
                scope: row::scope(found.scope_rank, found.scope_id)?,
                scope_name: found.scope_name,
                share: share(&found.share)?,
                policy: Policy {
                    rules: row::json(found.rules)?,
                    default_percent: found.default_percent.map(row::percent).transpose()?,
                },
                from: found.valid_from,
                set_by: found.set_by,
            })
        })
        .collect()
}

/// A share by its column.
fn share(name: &str) -> Result<CommissionShare, sqlx::Error> {
    CommissionShare::from_name(name)
        .ok_or_else(|| sqlx::Error::Decode(format!("unexpected share: {name}").into()))
}

/// The name of a house, shop or seller; none where there is no such row within reach.
pub async fn scope_name(
    db: &mut PgConnection,
    scope: ScopeId,
) -> Result<Option<String>, sqlx::Error> {
    match scope {
        ScopeId::Banca(id) => banca_name(db, id).await,
        ScopeId::Ventana(id) => ventana_name(db, id).await,
        ScopeId::Vendedor(id) => user_name(db, id).await,
    }
}

async fn banca_name(db: &mut PgConnection, id: BancaId) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT name FROM banca WHERE banca_id = $1", id.raw())
        .fetch_optional(db)
        .await
}

async fn ventana_name(db: &mut PgConnection, id: VentanaId) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT name FROM ventana WHERE ventana_id = $1", id.raw())
        .fetch_optional(db)
        .await
}

async fn user_name(db: &mut PgConnection, id: UserId) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT name FROM app_user WHERE user_id = $1", id.raw())
        .fetch_optional(db)
        .await
}

/// Ends the policy in force, if there is one, and lets the next version follow it in the same moment. Returns the one
/// that ended.
pub async fn replace(
    db: &mut PgConnection,
    me: Actor,
    scope: ScopeId,
    share: CommissionShare,
    policy: &Policy,
) -> Result<Option<Policy>, sqlx::Error> {
    let ended = sqlx::query!(
        "UPDATE commission_policy SET valid_to = greatest(banca_now(), valid_from)
          WHERE scope_id = $1 AND share = $2 AND valid_to IS NULL
          RETURNING default_percent, rules",
        scope.raw(),
        share.name()
    )
    .fetch_optional(&mut *db)
    .await?;
    let rules =
        serde_json::to_value(&policy.rules).map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    sqlx::query!(
        "INSERT INTO commission_policy (banca_id, policy_id, scope_rank, scope_id, share, default_percent, rules,
                                        valid_from, set_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, banca_now(), $8)",
        me.banca.raw(),
        Uuid::now_v7(),
        scope.rank().code(),
        scope.raw(),
        share.name(),
        policy.default_percent.map(crate::domain::Percent::as_decimal),
        rules,
        me.user.raw()
    )
    .execute(db)
    .await?;
    let Some(ended) = ended else {
        return Ok(None);
    };
    Ok(Some(Policy {
        rules: row::json(ended.rules)?,
        default_percent: ended.default_percent.map(row::percent).transpose()?,
    }))
}
