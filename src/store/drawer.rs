//! Drawers: their shifts, counts, movements and reports.

pub mod read;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    Actor, ApprovalId, DrawerId, Money, TerminalId, UserId, VentanaId,
    view::{CashMovement, CountedPieces, DrawerReport, DrawerState},
};

/// A drawer that is held by this transaction: nothing moves through it meanwhile.
pub struct Held {
    /// The drawer session.
    pub drawer: DrawerId,
    /// The shop whose book it stands in.
    pub ventana: VentanaId,
    /// Where it was opened.
    pub terminal: TerminalId,
    /// The terminal's name.
    pub terminal_name: String,
    /// Whose it is.
    pub user: UserId,
    /// The cashier's name.
    pub user_name: String,
    /// Its state.
    pub state: DrawerState,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// The float put in.
    pub float: Money,
}

/// A state by its column.
pub(super) fn state(name: &str) -> Result<DrawerState, sqlx::Error> {
    match name {
        "open" => Ok(DrawerState::Open),
        "counting" => Ok(DrawerState::Counting),
        "closed" => Ok(DrawerState::Closed),
        "reviewed" => Ok(DrawerState::Reviewed),
        other => Err(sqlx::Error::Decode(
            format!("unexpected drawer state: {other}").into(),
        )),
    }
}

/// Opens a drawer for the present user at this terminal. A second one breaks `drawer_of_terminal` or `drawer_of_user`.
pub async fn open(
    db: &mut PgConnection,
    me: Actor,
    ventana: VentanaId,
    drawer: DrawerId,
    date: NaiveDate,
    float: Money,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO drawer (banca_id, drawer_id, ventana_id, terminal_id, user_id, business_date, float_minor)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        me.banca.raw(),
        drawer.raw(),
        ventana.raw(),
        me.terminal.raw(),
        me.user.raw(),
        date,
        float.as_cents()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The present user's drawer that is not closed, wherever it was opened.
pub async fn own(db: &mut PgConnection) -> Result<Option<DrawerId>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        "SELECT drawer_id FROM drawer WHERE user_id = (SELECT my_user()) AND state <> 'closed'"
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(Into::into))
}

/// Takes a drawer for this transaction: waits for what is in flight, and lets nothing through until the end.
pub async fn hold(db: &mut PgConnection, drawer: DrawerId) -> Result<Option<Held>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT d.ventana_id, d.terminal_id, t.name AS terminal_name, d.user_id, user_name(d.user_id) AS "user_name!",
                  d.state, d.opened_at, d.float_minor
             FROM drawer d
             JOIN terminal t USING (banca_id, terminal_id)
            WHERE d.drawer_id = $1
              FOR UPDATE OF d"#,
        drawer.raw()
    )
    .fetch_optional(db)
    .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    Ok(Some(Held {
        drawer,
        ventana: found.ventana_id.into(),
        terminal: found.terminal_id.into(),
        terminal_name: found.terminal_name,
        user: found.user_id.into(),
        user_name: found.user_name,
        state: state(&found.state)?,
        opened_at: found.opened_at,
        float: row::money(found.float_minor)?,
    }))
}

/// What a drawer should hold now. Exact while it is held.
pub async fn expected(db: &mut PgConnection, held: &Held) -> Result<Money, sqlx::Error> {
    let balance = sqlx::query_scalar!(
        "SELECT balance FROM account WHERE book = $1 AND code = 1100 AND key = $2",
        held.ventana.raw(),
        held.drawer.raw()
    )
    .fetch_optional(db)
    .await?;
    row::money_or_zero(balance)
}

/// The difference up to which a count agrees.
pub async fn threshold(db: &mut PgConnection) -> Result<Money, sqlx::Error> {
    let cents = sqlx::query_scalar!("SELECT cash_threshold FROM banca")
        .fetch_one(db)
        .await?;
    row::money(cents)
}

/// A count that was made.
pub struct Count {
    /// First or second.
    pub number: i16,
    /// The pieces.
    pub pieces: Vec<CountedPieces>,
    /// Their sum.
    pub total: Money,
    /// What the drawer should have held then.
    pub expected: Money,
}

/// The counts of a drawer, first one first.
pub async fn counts(db: &mut PgConnection, drawer: DrawerId) -> Result<Vec<Count>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT count_no, pieces, total, expected FROM drawer_count WHERE drawer_id = $1 ORDER BY count_no",
        drawer.raw()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(Count {
                number: found.count_no,
                pieces: row::json(found.pieces)?,
                total: row::money(found.total)?,
                expected: row::money(found.expected)?,
            })
        })
        .collect()
}

/// Keeps a count and stops all cash until the drawer is closed.
pub async fn add_count(
    db: &mut PgConnection,
    me: Actor,
    drawer: DrawerId,
    count: &Count,
) -> Result<(), sqlx::Error> {
    let pieces =
        serde_json::to_value(&count.pieces).map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    sqlx::query!(
        "INSERT INTO drawer_count (banca_id, drawer_id, count_no, pieces, total, expected, user_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        me.banca.raw(),
        drawer.raw(),
        count.number,
        pieces,
        count.total.as_cents(),
        count.expected.as_cents(),
        me.user.raw()
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "UPDATE drawer SET state = 'counting' WHERE drawer_id = $1 AND state = 'open'",
        drawer.raw()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What moved through a drawer, by cause.
pub struct Sums {
    /// Stakes taken in cash.
    pub sales: Money,
    /// Stakes given back.
    pub cancelled: Money,
    /// Prizes paid, reversals taken off.
    pub payouts: Money,
    /// Put in from the safe.
    pub pay_in: Money,
    /// Dropped to the safe.
    pub drops: Money,
    /// Petty expenses.
    pub pay_out: Money,
}

/// Adds up what moved through a drawer.
pub async fn sums(db: &mut PgConnection, drawer: DrawerId) -> Result<Sums, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT sales AS "sales!", cancelled AS "cancelled!", payouts AS "payouts!", pay_in AS "pay_in!",
                  drops AS "drops!", pay_out AS "pay_out!"
             FROM drawer_sums($1)"#,
        drawer.raw()
    )
    .fetch_one(db)
    .await?;
    Ok(Sums {
        sales: row::money(found.sales)?,
        cancelled: row::money(found.cancelled)?,
        payouts: row::money(found.payouts)?,
        pay_in: row::money(found.pay_in)?,
        drops: row::money(found.drops)?,
        pay_out: row::money(found.pay_out)?,
    })
}

/// The terminal's next Z number, without gaps, and the moment of closing.
pub async fn next_z(
    db: &mut PgConnection,
    terminal: TerminalId,
) -> Result<(i64, DateTime<Utc>), sqlx::Error> {
    let found = sqlx::query!(
        r#"UPDATE terminal SET last_z = last_z + 1 WHERE terminal_id = $1 RETURNING last_z, banca_now() AS "now!""#,
        terminal.raw()
    )
    .fetch_one(db)
    .await?;
    Ok((found.last_z, found.now))
}

/// Closes a drawer with its report. The hash is that of the report's canonical text in the database; it is put into the
/// report, which is returned as it stands for ever.
pub async fn close(
    db: &mut PgConnection,
    report: &DrawerReport,
) -> Result<DrawerReport, sqlx::Error> {
    let json = serde_json::to_value(report).map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    let stored = sqlx::query_scalar!(
        r#"UPDATE drawer
              SET state = 'closed', closed_at = $2, z_number = $3,
                  report = jsonb_set($4, '{hash}', to_jsonb(encode(drawer_report_hash($4), 'hex'))),
                  report_hash = drawer_report_hash($4)
            WHERE drawer_id = $1
            RETURNING report AS "report!""#,
        report.drawer.raw(),
        report.closed_at,
        report.z_number,
        json
    )
    .fetch_one(db)
    .await?;
    row::json(stored)
}

/// A movement of cash between the drawer and the safe or out of it.
pub struct Movement<'a> {
    /// Its id.
    pub id: Uuid,
    /// Which way.
    pub kind: CashMovement,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: &'a str,
    /// The second person's consent.
    pub approval: Option<ApprovalId>,
}

/// The name of a movement in its column.
const fn movement_name(kind: CashMovement) -> &'static str {
    match kind {
        CashMovement::PayIn => "pay_in",
        CashMovement::Drop => "drop",
        CashMovement::PayOut => "pay_out",
    }
}

/// Keeps a movement.
pub async fn add_movement(
    db: &mut PgConnection,
    me: Actor,
    drawer: DrawerId,
    movement: &Movement<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO cash_movement (banca_id, movement_id, drawer_id, kind, amount, reason, user_id, approval_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        me.banca.raw(),
        movement.id,
        drawer.raw(),
        movement_name(movement.kind),
        movement.amount.as_cents(),
        movement.reason,
        me.user.raw(),
        movement.approval.map(ApprovalId::raw)
    )
    .execute(db)
    .await?;
    Ok(())
}
