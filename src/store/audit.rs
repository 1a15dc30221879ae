//! The activity log searched, and its sealed blocks. The database hashes and chains them; here they are asked for and read.

use chrono::{NaiveDate, NaiveTime};
use sqlx::{FromRow, PgConnection, Row, postgres::PgRow};
use uuid::Uuid;

use super::row;
use crate::domain::{
    BancaId, Money, UserId, VentanaId,
    audit::AuditFilter,
    report::Period,
    view::{
        AboutDraw, ActivityRow, AuditBlock, AuditEntry, AuditFound, AuditHead, ConsentView, PageKey,
    },
};

/// Rows of a block, about.
const MOST: i32 = 100_000;

/// Lets a first seal of a long history take the time it needs.
pub async fn take_time(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("SET LOCAL statement_timeout = '10min'")
        .execute(db)
        .await?;
    Ok(())
}

/// Seals what nothing can join any more. Returns whether there is more to seal at once.
pub async fn seal(db: &mut PgConnection, banca: BancaId) -> Result<bool, sqlx::Error> {
    let more = sqlx::query_scalar!("SELECT seal_activity($1, $2)", banca.raw(), MOST)
        .fetch_one(db)
        .await?;
    Ok(more.unwrap_or_default())
}

/// The newest block of the own house.
pub async fn head(db: &mut PgConnection) -> Result<Option<AuditHead>, sqlx::Error> {
    sqlx::query_as!(
        AuditHead,
        r#"SELECT block_no AS "block!", encode(root, 'hex') AS "root!" FROM audit_head()"#
    )
    .fetch_optional(db)
    .await
}

/// Blocks within the user's reach, newest first, those below a number.
pub async fn blocks(
    db: &mut PgConnection,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<AuditBlock>, sqlx::Error> {
    sqlx::query_as!(
        AuditBlock,
        r#"SELECT block_no AS block, segment, from_xid::text::bigint AS "from!", to_xid::text::bigint AS "to!", rows,
                  encode(previous, 'hex') AS "previous!", encode(root, 'hex') AS "root!", sealed_at
             FROM audit_block
            WHERE $1::bigint IS NULL OR block_no < $1
            ORDER BY block_no DESC
            LIMIT $2"#,
        before,
        limit
    )
    .fetch_all(db)
    .await
}

/// Whom and what a filter means.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// Who did it.
    pub user: Option<UserId>,
    /// In which shop.
    pub ventana: Option<VentanaId>,
    /// About one of these.
    pub targets: Option<Vec<String>>,
}

/// One stretch of a search.
pub struct Search<'a> {
    /// The filter as it was written.
    pub filter: &'a AuditFilter,
    /// Whom and what its names mean.
    pub sought: Sought,
    /// The days.
    pub period: Option<Period>,
    /// Where the stretch before ended.
    pub after: Option<&'a PageKey>,
    /// Most rows to look at.
    pub look: i32,
    /// Most rows to find.
    pub rows: i32,
}

/// The draws of a lottery, of a day, at a time of day, as the log names them.
pub async fn draws(
    db: &mut PgConnection,
    lottery: Option<Uuid>,
    drawn: Option<NaiveDate>,
    at: Option<NaiveTime>,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT d.draw_id::text
           FROM draw d
           JOIN banca b USING (banca_id)
          WHERE ($1::uuid IS NULL OR d.lottery_id = $1)
            AND ($2::date IS NULL OR d.business_date = $2)
            AND ($3::time IS NULL OR (d.at AT TIME ZONE b.zone)::time = $3)
          ORDER BY d.at DESC
          LIMIT 400",
    )
    .bind(lottery)
    .bind(drawn)
    .bind(at)
    .fetch_all(db)
    .await
}

/// Looks through one stretch of the log. Keys come from the search, rows through row-level security.
pub async fn search(db: &mut PgConnection, search: &Search<'_>) -> Result<AuditFound, sqlx::Error> {
    let filter = search.filter;
    let some = |list: &Vec<String>| (!list.is_empty()).then(|| list.clone());
    let rows = sqlx::query(
        "WITH k AS MATERIALIZED (
             SELECT * FROM search_activity($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         )
         SELECT k.matched, k.looked, k.at AS key_at, k.activity_id AS key_id, a.activity_id, a.at,
                coalesce(u.name, user_name(a.user_id), '') AS who, coalesce(u.username, '') AS username, a.role,
                coalesce(t.name, '') AS terminal, coalesce(v.name, '') AS ventana, a.action, a.target, a.amount, a.note,
                a.details, approver_name(a.approval_id) AS approved_by, l.name AS lottery, d.at AS draw_at, a.layer,
                a.command_id, a.session_id, b.block_no,
                user_name(p.asked_by) AS asked_by, user_name(p.granted_by) AS granted_by, p.\"right\" AS approved_right,
                p.amount AS approved_amount, p.reason AS approved_reason, p.at AS approved_at
           FROM k
           LEFT JOIN activity a
             ON k.matched AND a.banca_id = my_banca() AND a.business_date = k.business_date AND a.activity_id = k.activity_id
           LEFT JOIN app_user u ON u.banca_id = a.banca_id AND u.user_id = a.user_id
           LEFT JOIN terminal t ON t.banca_id = a.banca_id AND t.terminal_id = a.terminal_id
           LEFT JOIN ventana v ON v.banca_id = a.banca_id AND v.ventana_id = a.ventana_id
           LEFT JOIN approval p ON p.banca_id = a.banca_id AND p.approval_id = a.approval_id
           LEFT JOIN draw d
             ON d.banca_id = a.banca_id
            AND d.draw_id = CASE WHEN a.target ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN a.target::uuid END
           LEFT JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
           LEFT JOIN audit_block b
             ON b.banca_id = a.banca_id AND b.run = a.run AND b.from_xid <= a.xid AND a.xid < b.to_xid
          ORDER BY k.at DESC, k.activity_id DESC, k.matched DESC",
    )
    .bind(filter.leaves_sales_out())
    .bind(search.period.map(|days| days.from))
    .bind(search.period.map(|days| days.to))
    .bind(search.sought.user.map(UserId::raw))
    .bind(search.sought.ventana.map(VentanaId::raw))
    .bind(some(&filter.actions))
    .bind(&search.sought.targets)
    .bind(filter.least.map(Money::as_cents))
    .bind(filter.most.map(Money::as_cents))
    .bind(some(&filter.words))
    .bind(search.after.map(|key| key.at))
    .bind(search.after.map(|key| key.id))
    .bind(search.look)
    .bind(search.rows)
    .fetch_all(db)
    .await?;
    let mut found = AuditFound::default();
    for one in &rows {
        found.looked = found.looked.max(one.try_get::<i32, _>("looked")?.into());
        if !one.try_get::<bool, _>("matched")? {
            found.next = Some(PageKey {
                at: one.try_get("key_at")?,
                id: one.try_get("key_id")?,
            });
        } else if one.try_get::<Option<Uuid>, _>("activity_id")?.is_some() {
            found.rows.push(entry(one)?);
        }
    }
    Ok(found)
}

/// A found row with all that is known of it.
fn entry(found: &PgRow) -> Result<AuditEntry, sqlx::Error> {
    let lottery: Option<String> = found.try_get("lottery")?;
    let money = |name| -> Result<Option<Money>, sqlx::Error> {
        let cents: Option<i64> = found.try_get(name)?;
        cents.map(row::money).transpose()
    };
    let role: Option<String> = found.try_get("role")?;
    let right: Option<String> = found.try_get("approved_right")?;
    let consent = match right {
        Some(right) => Some(ConsentView {
            asked_by: found
                .try_get::<Option<_>, _>("asked_by")?
                .unwrap_or_default(),
            granted_by: found
                .try_get::<Option<_>, _>("granted_by")?
                .unwrap_or_default(),
            right,
            amount: money("approved_amount")?,
            reason: found.try_get("approved_reason")?,
            at: found.try_get("approved_at")?,
        }),
        None => None,
    };
    Ok(AuditEntry {
        row: ActivityRow {
            id: found.try_get("activity_id")?,
            at: found.try_get("at")?,
            who: found.try_get("who")?,
            role: role.as_deref().map(row::role).transpose()?,
            terminal: found.try_get("terminal")?,
            action: found.try_get("action")?,
            target: found.try_get("target")?,
            draw: lottery
                .zip(found.try_get("draw_at")?)
                .map(|(lottery, at)| AboutDraw { lottery, at }),
            amount: money("amount")?,
            note: found.try_get("note")?,
            details: found.try_get("details")?,
            approved_by: found.try_get("approved_by")?,
        },
        username: found.try_get("username")?,
        ventana: found.try_get("ventana")?,
        layer: found.try_get("layer")?,
        request: found.try_get("command_id")?,
        session: found.try_get("session_id")?,
        consent,
        block: found.try_get("block_no")?,
    })
}

/// How far the chain goes.
#[derive(Debug, FromRow)]
pub struct ChainState {
    /// Blocks.
    pub blocks: i64,
    /// Rows in them.
    pub sealed: i64,
    /// Rows that wait for the next one.
    pub waiting: i64,
}

/// How far the chain goes.
pub async fn state(db: &mut PgConnection) -> Result<ChainState, sqlx::Error> {
    sqlx::query_as("SELECT blocks, sealed, waiting FROM audit_state()")
        .fetch_one(db)
        .await
}

/// A block that was checked.
#[derive(Debug, FromRow)]
pub struct CheckedBlock {
    /// Its number.
    #[sqlx(rename = "block_no")]
    pub block: i64,
    /// Its rows.
    pub rows: i64,
    /// Whether it is what its rows and the block before make of it.
    pub holds: bool,
}

/// Checks the blocks after one, so many at most.
pub async fn check(
    db: &mut PgConnection,
    after: i64,
    most: i32,
) -> Result<Vec<CheckedBlock>, sqlx::Error> {
    sqlx::query_as("SELECT block_no, rows, holds FROM check_blocks($1, $2)")
        .bind(after)
        .bind(most)
        .fetch_all(db)
        .await
}
