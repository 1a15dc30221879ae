//! Commission policies: versions, of which one at most is in force for each scope and share.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    Actor, BancaId, CommissionShare, Policy, ScopeId, UserId, Validity, VentanaId,
    view::CommissionRow,
};

/// Which versions are read.
#[derive(Debug, Clone, Copy, Default)]
struct Wanted<'a> {
    scopes: Option<&'a [Uuid]>,
    share: Option<CommissionShare>,
    /// In force at this moment.
    at: Option<DateTime<Utc>>,
    /// In force at this moment or later.
    since: Option<DateTime<Utc>>,
}

/// The policies in force or to come within the user's reach: the house's, then those of shops and sellers by name.
pub async fn list(db: &mut PgConnection) -> Result<Vec<CommissionRow>, sqlx::Error> {
    let since = Some(now(db).await?);
    let wanted = Wanted {
        since,
        ..Wanted::default()
    };
    versions(db, wanted).await
}

/// Every version of one policy that ever came or will come into force, oldest first.
pub async fn history(
    db: &mut PgConnection,
    scope: ScopeId,
    share: CommissionShare,
) -> Result<Vec<CommissionRow>, sqlx::Error> {
    let wanted = Wanted {
        scopes: Some(&[scope.raw()]),
        share: Some(share),
        ..Wanted::default()
    };
    versions(db, wanted).await
}

/// The policies of these levels that were in force at a moment, the most general first.
pub async fn in_force(
    db: &mut PgConnection,
    levels: &[ScopeId],
    at: DateTime<Utc>,
) -> Result<Vec<CommissionRow>, sqlx::Error> {
    let scopes: Vec<Uuid> = levels.iter().map(|scope| scope.raw()).collect();
    let wanted = Wanted {
        scopes: Some(&scopes),
        at: Some(at),
        ..Wanted::default()
    };
    versions(db, wanted).await
}

/// The database's clock.
pub async fn now(db: &mut PgConnection) -> Result<DateTime<Utc>, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT banca_now() AS "now!""#)
        .fetch_one(db)
        .await
}

/// Returns one row a version. What was replaced before it began has no number: it never was a version.
async fn versions(
    db: &mut PgConnection,
    wanted: Wanted<'_>,
) -> Result<Vec<CommissionRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT p.scope_rank AS "scope_rank!", p.scope_id AS "scope_id!", p.share AS "share!", p.default_percent,
                  p.rules AS "rules!", p.valid_from AS "valid_from!", p.valid_to, p.version AS "version!",
                  coalesce(user_name(p.set_by), '') AS "set_by!",
                  coalesce(CASE p.scope_rank WHEN 1 THEN user_name(p.scope_id)
                                             WHEN 2 THEN v.name ELSE b.name END, '') AS "scope_name!"
             FROM (SELECT p.*, row_number() OVER (PARTITION BY p.scope_id, p.share ORDER BY p.valid_from, p.policy_id) AS version
                     FROM commission_policy p
                    WHERE p.valid_to IS NULL OR p.valid_to > p.valid_from) p
             JOIN banca b USING (banca_id)
             LEFT JOIN ventana v ON v.banca_id = p.banca_id AND v.ventana_id = p.scope_id
            WHERE ($1::uuid[] IS NULL OR p.scope_id = ANY ($1))
              AND ($2::text IS NULL OR p.share = $2)
              AND ($3::timestamptz IS NULL OR (p.valid_from <= $3 AND (p.valid_to IS NULL OR p.valid_to > $3)))
              AND ($4::timestamptz IS NULL OR p.valid_to IS NULL OR p.valid_to > $4)
            ORDER BY p.scope_rank DESC, "scope_name!", p.scope_id, p.share, p.valid_from"#,
        wanted.scopes,
        wanted.share.map(CommissionShare::name),
        wanted.at,
        wanted.since
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(CommissionRow {
                scope: row::scope(found.scope_rank, found.scope_id)?,
                scope_name: found.scope_name,
                share: share(&found.share)?,
                version: found.version,
                policy: Policy {
                    rules: row::json(found.rules)?,
                    default_percent: found.default_percent.map(row::percent).transpose()?,
                },
                from: found.valid_from,
                to: found.valid_to,
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

/// Puts a version in force for a span, under the house's lock: what the other versions had of it is taken from them, and
/// what is left of them behind it follows as versions of their own. Returns the policy that would have been in force.
pub async fn replace(
    db: &mut PgConnection,
    me: Actor,
    scope: ScopeId,
    share: CommissionShare,
    policy: &Policy,
    validity: Validity,
) -> Result<Option<Policy>, sqlx::Error> {
    let known = sqlx::query!(
        "SELECT policy_id, valid_from, valid_to, default_percent, rules
           FROM commission_policy
          WHERE scope_id = $1 AND share = $2 AND (valid_to IS NULL OR valid_to > $3)
          ORDER BY valid_from",
        scope.raw(),
        share.name(),
        validity.from
    )
    .fetch_all(&mut *db)
    .await?;
    let (mut before, mut resumed) = (None, Vec::new());
    for found in known {
        let old = Validity {
            from: found.valid_from,
            to: found.valid_to,
        };
        let Some(cut) = old.cut_by(validity) else {
            continue;
        };
        sqlx::query!(
            "UPDATE commission_policy SET valid_to = $2 WHERE policy_id = $1",
            found.policy_id,
            cut.ends
        )
        .execute(&mut *db)
        .await?;
        let policy = Policy {
            rules: row::json(found.rules)?,
            default_percent: found.default_percent.map(row::percent).transpose()?,
        };
        if let Some(rest) = cut.resumes {
            resumed.push((rest, policy.clone()));
        }
        if old.covers(validity.from) {
            before = Some(policy);
        }
    }
    insert(db, me, scope, share, policy, validity).await?;
    for (rest, policy) in resumed {
        insert(db, me, scope, share, &policy, rest).await?;
    }
    Ok(before)
}

async fn insert(
    db: &mut PgConnection,
    me: Actor,
    scope: ScopeId,
    share: CommissionShare,
    policy: &Policy,
    validity: Validity,
) -> Result<(), sqlx::Error> {
    let rules =
        serde_json::to_value(&policy.rules).map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    sqlx::query!(
        "INSERT INTO commission_policy (banca_id, policy_id, scope_rank, scope_id, share, default_percent, rules,
                                        valid_from, valid_to, set_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        me.banca.raw(),
        Uuid::now_v7(),
        scope.rank().code(),
        scope.raw(),
        share.name(),
        policy.default_percent.map(crate::domain::Percent::as_decimal),
        rules,
        validity.from,
        validity.to,
        me.user.raw()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A seller's name and shop; none where there is no such person within reach.
pub async fn seller(
    db: &mut PgConnection,
    user: UserId,
) -> Result<Option<(String, Option<VentanaId>)>, sqlx::Error> {
    let found = sqlx::query!(
        "SELECT name, ventana_id FROM app_user WHERE user_id = $1",
        user.raw()
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|found| (found.name, found.ventana_id.map(VentanaId::new))))
}
