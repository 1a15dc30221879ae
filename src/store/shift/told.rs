//! What is told of shifts: lines, entries, pages of drawers, reports.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::{
    domain::{
        DrawerId, Money, Right, UserId,
        drawer::DrawerKind,
        goods::TenderKind,
        view::{
            DrawerEntry, DrawerReport, DrawerRow, DrawerState, GoodsSums, LotteryLine, PageKey,
            PendingPayment,
        },
    },
    store::{drawer::read::Listed, row},
};

/// How something was paid, by its name. What a bank moved by another way counts as a transfer.
fn tender(name: &str) -> TenderKind {
    match name {
        "cheque" | "other" => TenderKind::Transfer,
        known => TenderKind::from_name(known).unwrap_or(TenderKind::Cash),
    }
}

/// What happened at a drawer, of one kind and by one tender.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// What.
    pub kind: DrawerKind,
    /// How it was paid.
    pub tender: TenderKind,
    /// How often.
    pub count: i64,
    /// What it moved.
    pub amount: Money,
}

/// What happened at a drawer within reach, in the order of a report.
pub async fn lines(db: &mut PgConnection, drawer: DrawerId) -> Result<Vec<Line>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT kind AS "kind!", tender AS "tender!", count AS "count!", amount AS "amount!" FROM drawer_lines($1)"#,
        drawer.raw()
    )
    .fetch_all(db)
    .await?;
    let mut lines = Vec::with_capacity(rows.len());
    for found in rows {
        lines.push(Line {
            kind: DrawerKind::from_name(&found.kind),
            tender: tender(&found.tender),
            count: found.count,
            amount: row::money(found.amount)?,
        });
    }
    lines.sort_by_key(|line| (line.kind, line.tender));
    Ok(lines)
}

/// What lotteries sold through a drawer within reach.
pub async fn lotteries(
    db: &mut PgConnection,
    drawer: DrawerId,
) -> Result<Vec<LotteryLine>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT name AS "name!", tickets AS "tickets!", amount AS "amount!", cancelled AS "cancelled!"
             FROM drawer_lotteries($1)"#,
        drawer.raw()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(LotteryLine {
                name: found.name,
                tickets: found.tickets,
                amount: Some(row::money(found.amount)?),
                cancelled: found.cancelled,
            })
        })
        .collect()
}

/// Why a drawer was opened without a sale, first one first.
pub async fn no_sales(db: &mut PgConnection, drawer: DrawerId) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT reason FROM no_sale WHERE drawer_id = $1 ORDER BY at, no_sale_id",
        drawer.raw()
    )
    .fetch_all(db)
    .await
}

/// Who consented to what was done at a drawer, how often.
pub async fn approvers(
    db: &mut PgConnection,
    drawer: DrawerId,
) -> Result<Vec<(String, Right, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT name AS "name!", "right" AS "right!", count AS "count!" FROM drawer_approvers($1)"#,
        drawer.raw()
    )
    .fetch_all(db)
    .await?;
    let told = rows.into_iter().filter_map(|found| {
        Right::from_name(&found.right).map(|right| (found.name, right, found.count))
    });
    Ok(told.collect())
}

/// What goods sold through a drawer came to.
pub async fn goods(db: &mut PgConnection, drawer: DrawerId) -> Result<GoodsSums, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT sales AS "sales!", voided AS "voided!", gross AS "gross!", promotions AS "promotions!",
                  discounts AS "discounts!", tax AS "tax!"
             FROM drawer_goods($1)"#,
        drawer.raw()
    )
    .fetch_one(db)
    .await?;
    Ok(GoodsSums {
        sales: found.sales,
        voided: found.voided,
        gross: row::money(found.gross)?,
        promotions: row::money(found.promotions)?,
        discounts: row::money(found.discounts)?,
        tax: row::money(found.tax)?,
    })
}

/// Payments taken at a drawer that nobody has seen in the bank yet.
pub async fn pending(
    db: &mut PgConnection,
    drawer: DrawerId,
) -> Result<Vec<PendingPayment>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT kind AS "kind!", reference AS "reference!", amount AS "amount!", sale AS "sale!", at AS "at!"
             FROM drawer_pending($1)"#,
        drawer.raw()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(PendingPayment {
                tender: tender(&found.kind),
                reference: found.reference,
                amount: row::money(found.amount)?,
                sale: found.sale,
                at: found.at,
            })
        })
        .collect()
}

/// Sales that are not finished at a drawer.
pub async fn open_sales(db: &mut PgConnection, drawer: DrawerId) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT drawer_open_sales($1) AS "n!""#, drawer.raw())
        .fetch_one(db)
        .await
}

/// A page of what happened at a drawer, newest first.
pub async fn entries(
    db: &mut PgConnection,
    drawer: DrawerId,
    only: Option<TenderKind>,
    after: Option<&PageKey>,
    rows: i64,
) -> Result<Vec<DrawerEntry>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT entry_id AS "id!", at AS "at!", kind AS "kind!", tender AS "tender!", label AS "label!", amount AS "amount!"
             FROM drawer_entries($1, $2, $3, $4, $5)"#,
        drawer.raw(),
        only.map(TenderKind::name),
        after.map(|after| after.at),
        after.map(|after| after.id),
        i32::try_from(rows).unwrap_or(i32::MAX)
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(DrawerEntry {
                id: found.id,
                at: found.at,
                kind: DrawerKind::from_name(&found.kind),
                tender: tender(&found.tender),
                label: found.label,
                amount: row::money(found.amount)?,
            })
        })
        .collect()
}

/// The report that closed a drawer within reach.
pub async fn report(
    db: &mut PgConnection,
    drawer: DrawerId,
) -> Result<Option<DrawerReport>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        "SELECT report FROM drawer WHERE drawer_id = $1 AND report IS NOT NULL",
        drawer.raw()
    )
    .fetch_optional(db)
    .await?;
    found.flatten().map(row::json).transpose()
}

/// What the last shift at this terminal left for the next one.
pub async fn last_kept(db: &mut PgConnection) -> Result<Option<Money>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        r#"SELECT CASE WHEN c.next_drawer IS NULL THEN c.kept END AS kept
             FROM drawer d
             LEFT JOIN drawer_closing c USING (banca_id, drawer_id)
            WHERE d.terminal_id = (SELECT my_terminal()) AND d.state = 'closed'
            ORDER BY d.z_number DESC LIMIT 1"#
    )
    .fetch_optional(db)
    .await?;
    let kept = found.flatten().map(row::money).transpose()?;
    Ok(kept.filter(|kept| kept.is_positive()))
}

/// A drawer within reach: whose it is, where, since when.
pub struct Found {
    /// Whose.
    pub user: UserId,
    /// The cashier's name.
    pub user_name: String,
    /// The terminal's name.
    pub terminal: String,
    /// Where it stands.
    pub state: DrawerState,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// The float.
    pub float: Money,
    /// What it holds.
    pub expected: Money,
}

/// Reads it.
pub async fn find(db: &mut PgConnection, drawer: DrawerId) -> Result<Option<Found>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT d.user_id, user_name(d.user_id) AS "user_name!", t.name AS terminal, d.opened_at, d.float_minor,
                  CASE WHEN r.drawer_id IS NULL THEN d.state ELSE 'reviewed' END AS "state!",
                  CASE d.state WHEN 'closed' THEN (d.report ->> 'expected')::bigint
                               ELSE coalesce(a.balance, 0) END AS "expected!"
             FROM drawer d
             JOIN terminal t USING (banca_id, terminal_id)
             LEFT JOIN drawer_review r USING (banca_id, drawer_id)
             LEFT JOIN account a
               ON a.banca_id = d.banca_id AND a.book = d.ventana_id AND a.code = 1100 AND a.key = d.drawer_id
            WHERE d.drawer_id = $1"#,
        drawer.raw()
    )
    .fetch_optional(db)
    .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    Ok(Some(Found {
        user: found.user_id.into(),
        user_name: found.user_name,
        terminal: found.terminal,
        state: crate::store::drawer::state(&found.state)?,
        opened_at: found.opened_at,
        float: row::money(found.float_minor)?,
        expected: row::money(found.expected)?,
    }))
}

/// A page of the drawers within reach, latest first, with whose each is.
pub async fn page(
    db: &mut PgConnection,
    state: Option<DrawerState>,
    after: Option<&PageKey>,
    rows: i64,
) -> Result<Vec<Listed>, sqlx::Error> {
    let state = state.map(|state| match state {
        DrawerState::Open => "open",
        DrawerState::Counting => "counting",
        DrawerState::Closed => "closed",
        DrawerState::Reviewed => "reviewed",
    });
    let rows = sqlx::query!(
        r#"SELECT d.drawer_id, t.name AS terminal, d.user_id, user_name(d.user_id) AS "user!", d.opened_at, d.closed_at, d.z_number,
                  CASE WHEN r.drawer_id IS NULL THEN d.state ELSE 'reviewed' END AS "state!",
                  CASE d.state WHEN 'closed' THEN (d.report ->> 'expected')::bigint
                               ELSE coalesce(a.balance, 0) END AS "expected!",
                  (SELECT c.total FROM drawer_count c
                    WHERE c.banca_id = d.banca_id AND c.drawer_id = d.drawer_id
                    ORDER BY c.count_no DESC LIMIT 1) AS counted,
                  CASE WHEN r.drawer_id IS NOT NULL THEN user_name(r.user_id) END AS reviewed_by, r.note AS "note?",
                  coalesce(g.user_id <> d.user_id, false) AS "absent!",
                  d.state <> 'closed' AND d.business_date < business_date(d.banca_id, d.ventana_id, banca_now()) AS "stale!"
             FROM drawer d
             JOIN terminal t USING (banca_id, terminal_id)
             LEFT JOIN drawer_review r USING (banca_id, drawer_id)
             LEFT JOIN drawer_closing g USING (banca_id, drawer_id)
             LEFT JOIN account a
               ON a.banca_id = d.banca_id AND a.book = d.ventana_id AND a.code = 1100 AND a.key = d.drawer_id
            WHERE ($1::text IS NULL OR CASE WHEN r.drawer_id IS NULL THEN d.state ELSE 'reviewed' END = $1)
              AND ($2::timestamptz IS NULL OR (d.opened_at, d.drawer_id) < ($2, $3))
            ORDER BY d.opened_at DESC, d.drawer_id DESC
            LIMIT $4"#,
        state,
        after.map(|after| after.at),
        after.map(|after| after.id),
        rows
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(Listed {
                row: DrawerRow {
                    drawer: found.drawer_id.into(),
                    terminal: found.terminal,
                    user: found.user,
                    state: crate::store::drawer::state(&found.state)?,
                    opened_at: found.opened_at,
                    closed_at: found.closed_at,
                    expected: Some(row::money(found.expected)?),
                    counted: found.counted.map(row::money).transpose()?,
                    z_number: found.z_number,
                    reviewed_by: found.reviewed_by,
                    review_note: found.note.unwrap_or_default(),
                    absent: found.absent,
                    stale: found.stale,
                },
                user: found.user_id.into(),
            })
        })
        .collect()
}

/// How many closed drawers of others within reach wait for a review. Those closed long ago do not: a month is looked back.
pub async fn waiting(db: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!"
             FROM drawer d
            WHERE d.state = 'closed' AND d.closed_at > banca_now() - interval '31 days' AND d.user_id <> (SELECT my_user())
              AND NOT EXISTS (SELECT FROM drawer_review r WHERE r.banca_id = d.banca_id AND r.drawer_id = d.drawer_id)"#
    )
    .fetch_one(db)
    .await
}

/// Drawers within reach that are not closed though their day is over: cashier, terminal, day.
pub async fn day_over(
    db: &mut PgConnection,
) -> Result<Vec<(String, String, NaiveDate)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT user_name(d.user_id) AS "user!", t.name AS terminal, d.business_date
             FROM drawer d
             JOIN terminal t USING (banca_id, terminal_id)
            WHERE d.state <> 'closed' AND d.business_date < business_date(d.banca_id, d.ventana_id, banca_now())
            ORDER BY d.business_date, t.name LIMIT 20"#
    )
    .fetch_all(db)
    .await?;
    let told = rows.into_iter();
    Ok(told
        .map(|found| (found.user, found.terminal, found.business_date))
        .collect())
}
