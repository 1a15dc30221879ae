//! Receipts: what was said on paper, kept once for a document and kind, and the facts that papers are made of.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::{PgConnection, Row, types::Json};
use uuid::Uuid;

use super::{paper::Head, row};
use crate::domain::{
    CommandKey, DrawerId, Money, PayMethod, PayoutId, PayoutKind, PrintJobId, PrinterId, ReceiptId,
    TicketCode, VentanaId,
    receipt::{CashSlipKind, Receipt, ReceiptKind},
    seal_short,
    view::{DrawerReport, ReceiptTexts},
};

/// A receipt that is kept.
pub struct Kept {
    /// Its row.
    pub id: ReceiptId,
    /// What stands on it.
    pub receipt: Receipt,
    /// How often it was printed.
    pub prints: i64,
    /// Whether a ticket on it won.
    pub wins: bool,
}

/// Keeps what stands on a receipt, within the command that makes its document. What is kept already stays as it is.
///
/// # Errors
/// Outside of a command, for another shop, and when the database fails.
pub async fn keep(
    db: &mut PgConnection,
    key: CommandKey,
    document: Uuid,
    ventana: Option<VentanaId>,
    receipt: &Receipt,
) -> Result<ReceiptId, sqlx::Error> {
    let kept: Uuid = sqlx::query_scalar("SELECT keep_receipt($1, $2, $3, $4, $5, $6, $7)")
        .bind(key.raw())
        .bind(Uuid::now_v7())
        .bind(receipt.kind().name())
        .bind(document)
        .bind(receipt.head().number.as_str())
        .bind(ventana.map(VentanaId::raw))
        .bind(Json(receipt))
        .fetch_one(db)
        .await?;
    Ok(kept.into())
}

/// The columns of a kept receipt.
macro_rules! kept_where {
    ($condition:literal) => {
        concat!(
            "SELECT r.receipt_id, r.snapshot, receipt_wins(r.receipt_id) AS wins,
                    (SELECT count(*) FROM receipt_print p WHERE p.banca_id = r.banca_id AND p.receipt_id = r.receipt_id) AS prints
               FROM receipt r WHERE ",
            $condition
        )
    };
}

fn kept(found: &sqlx::postgres::PgRow) -> Result<Kept, sqlx::Error> {
    Ok(Kept {
        id: found.try_get::<Uuid, _>("receipt_id")?.into(),
        receipt: row::json(found.try_get("snapshot")?)?,
        prints: found.try_get("prints")?,
        wins: found.try_get("wins")?,
    })
}

/// The kept receipt of a document.
pub async fn of_document(
    db: &mut PgConnection,
    document: Uuid,
    kind: ReceiptKind,
) -> Result<Option<Kept>, sqlx::Error> {
    let found = sqlx::query(kept_where!("r.document_id = $1 AND r.kind = $2"))
        .bind(document)
        .bind(kind.name())
        .fetch_optional(db)
        .await?;
    found.as_ref().map(kept).transpose()
}

/// The newest kept receipt with this number within reach.
pub async fn numbered(db: &mut PgConnection, number: &str) -> Result<Option<Kept>, sqlx::Error> {
    let found = sqlx::query(kept_where!(
        "r.number = $1 ORDER BY r.at DESC, r.receipt_id DESC LIMIT 1"
    ))
    .bind(number)
    .fetch_optional(db)
    .await?;
    found.as_ref().map(kept).transpose()
}

/// Counts a print, and queues it where a printer is named. Its number: 1 is the original.
pub async fn print(
    db: &mut PgConnection,
    key: CommandKey,
    receipt: ReceiptId,
    printer: Option<PrinterId>,
    reason: &str,
) -> Result<i64, sqlx::Error> {
    let n: i32 = sqlx::query_scalar("SELECT print_receipt($1, $2, $3, $4, $5)")
        .bind(key.raw())
        .bind(receipt.raw())
        .bind(printer.map(PrinterId::raw))
        .bind(PrintJobId::new(Uuid::now_v7()).raw())
        .bind(reason)
        .fetch_one(db)
        .await?;
    Ok(n.into())
}

/// What stands on every receipt of the house.
pub async fn texts(db: &mut PgConnection) -> Result<ReceiptTexts, sqlx::Error> {
    let found = sqlx::query("SELECT licence, legal_id, legal FROM receipt_text")
        .fetch_optional(db)
        .await?;
    let Some(found) = found else {
        return Ok(ReceiptTexts::default());
    };
    Ok(ReceiptTexts {
        licence: found.try_get("licence")?,
        legal_id: found.try_get("legal_id")?,
        legal: found.try_get("legal")?,
    })
}

/// Changes what stands on every receipt.
pub async fn save_texts(
    db: &mut PgConnection,
    key: CommandKey,
    texts: &ReceiptTexts,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT save_receipt_text($1, $2, $3, $4)")
        .bind(key.raw())
        .bind(&texts.licence)
        .bind(&texts.legal_id)
        .bind(&texts.legal)
        .execute(db)
        .await?;
    Ok(())
}

/// The house's clock and its business date for a shop.
pub async fn now(
    db: &mut PgConnection,
    ventana: Option<VentanaId>,
) -> Result<(DateTime<Utc>, NaiveDate), sqlx::Error> {
    let found = sqlx::query(
        "SELECT banca_now() AS now, business_date(my_banca(), $1, banca_now()) AS today",
    )
    .bind(ventana.map(VentanaId::raw))
    .fetch_one(db)
    .await?;
    Ok((found.try_get("now")?, found.try_get("today")?))
}

/// The house's zone.
pub async fn zone(db: &mut PgConnection) -> Result<Tz, sqlx::Error> {
    let name: String = sqlx::query_scalar("SELECT zone FROM banca WHERE banca_id = my_banca()")
        .fetch_one(db)
        .await?;
    name.parse()
        .map_err(|_| sqlx::Error::Decode(format!("unexpected zone: {name}").into()))
}

/// What a ticket's paper says beside the ticket: the terminal, the seal of the draw before, and until when prizes are paid.
pub struct TicketExtras {
    /// The terminal's name.
    pub terminal: String,
    /// The seal that stood when it was sold.
    pub previous_seal: Option<String>,
    /// The last day on which a prize is paid, counted from the day of the draw.
    pub expires: Option<NaiveDate>,
}

/// Reads them.
pub async fn ticket_extras(
    db: &mut PgConnection,
    head: &Head,
) -> Result<TicketExtras, sqlx::Error> {
    let found = sqlx::query(
        "SELECT e.name AS terminal, (d.at AT TIME ZONE b.zone)::date + (d.rules ->> 'expiry_days')::integer AS expires,
                (SELECT s.root FROM draw_seal s WHERE s.at <= t.sold_at ORDER BY s.at DESC, s.chain_no DESC LIMIT 1) AS root
           FROM ticket t
           JOIN banca b USING (banca_id)
           JOIN draw d ON d.banca_id = t.banca_id AND d.draw_id = t.draw_id
           JOIN terminal e ON e.banca_id = t.banca_id AND e.terminal_id = t.terminal_id
          WHERE t.business_date = $1 AND t.ticket_id = $2",
    )
    .bind(head.date)
    .bind(head.ticket.raw())
    .fetch_one(db)
    .await?;
    let root: Option<Vec<u8>> = found.try_get("root")?;
    Ok(TicketExtras {
        terminal: found.try_get("terminal")?,
        previous_seal: root.as_deref().map(seal_short),
        expires: found.try_get("expires")?,
    })
}

/// A payout as its voucher tells it.
pub struct PaidOut {
    /// The ticket.
    pub code: TicketCode,
    /// Which payout of the prize, from 1.
    pub seq: i16,
    /// The lottery, or the draw's own name.
    pub draw: String,
    /// When it drew.
    pub draw_at: DateTime<Utc>,
    /// A prize, or a stake given back.
    pub kind: PayoutKind,
    /// The whole of it.
    pub prize: Money,
    /// What was paid now.
    pub amount: Money,
    /// What was paid before, reversals left out.
    pub before: Money,
    /// How.
    pub method: PayMethod,
    /// What was noted.
    pub notes: String,
    /// The second person.
    pub approved_by: Option<String>,
    /// The shop.
    pub ventana: (VentanaId, String),
    /// The terminal's name.
    pub terminal: String,
    /// Who paid.
    pub user: String,
    /// The business date.
    pub date: NaiveDate,
    /// When.
    pub at: DateTime<Utc>,
}

/// A payout within reach.
pub async fn payout(
    db: &mut PgConnection,
    payout: PayoutId,
) -> Result<Option<PaidOut>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT p.code::text, p.seq, coalesce(d.special, l.name) AS draw, d.at AS draw_at, p.kind, a.prize, p.amount,
                coalesce((SELECT sum(o.amount) FROM payout o
                           WHERE o.banca_id = p.banca_id AND o.award_id = p.award_id AND o.seq < p.seq
                             AND NOT EXISTS (SELECT FROM payout_reversal r
                                              WHERE r.banca_id = o.banca_id AND r.payout_id = o.payout_id)), 0)::bigint AS before,
                p.method, p.notes, approver_name(p.approval_id) AS approved_by, p.ventana_id, v.name AS ventana,
                e.name AS terminal, coalesce(user_name(p.user_id), '') AS by, p.business_date, p.at
           FROM payout p
           JOIN award a ON a.banca_id = p.banca_id AND a.award_id = p.award_id
           JOIN draw d ON d.banca_id = p.banca_id AND d.draw_id = p.draw_id
           JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
           JOIN ventana v ON v.banca_id = p.banca_id AND v.ventana_id = p.ventana_id
           JOIN drawer w ON w.banca_id = p.banca_id AND w.drawer_id = p.drawer_id
           JOIN terminal e ON e.banca_id = p.banca_id AND e.terminal_id = w.terminal_id
          WHERE p.payout_id = $1",
    )
    .bind(payout.raw())
    .fetch_optional(db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    Ok(Some(PaidOut {
        code: row::code(found.try_get("code")?)?,
        seq: found.try_get("seq")?,
        draw: found.try_get("draw")?,
        draw_at: found.try_get("draw_at")?,
        kind: row::payout_kind(found.try_get("kind")?)?,
        prize: row::money(found.try_get("prize")?)?,
        amount: row::money(found.try_get("amount")?)?,
        before: row::money(found.try_get("before")?)?,
        method: row::pay_method(found.try_get("method")?)?,
        notes: found.try_get("notes")?,
        approved_by: found.try_get("approved_by")?,
        ventana: (
            found.try_get::<Uuid, _>("ventana_id")?.into(),
            found.try_get("ventana")?,
        ),
        terminal: found.try_get("terminal")?,
        user: found.try_get("by")?,
        date: found.try_get("business_date")?,
        at: found.try_get("at")?,
    }))
}

/// A drawer as its paper tells it.
pub struct OfDrawer {
    /// The shop.
    pub ventana: (VentanaId, String),
    /// The terminal's name.
    pub terminal: String,
    /// The cashier.
    pub user: String,
    /// Whether it is the asker's own.
    pub own: bool,
    /// The business date.
    pub date: NaiveDate,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// The float put in.
    pub float: Money,
    /// The frozen report, once it is closed.
    pub report: Option<DrawerReport>,
}

/// A drawer within reach.
pub async fn drawer(
    db: &mut PgConnection,
    drawer: DrawerId,
) -> Result<Option<OfDrawer>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT d.ventana_id, v.name AS ventana, e.name AS terminal, coalesce(user_name(d.user_id), '') AS by,
                d.user_id = my_user() AS own, d.business_date, d.opened_at, d.float_minor, d.report
           FROM drawer d
           JOIN ventana v USING (banca_id, ventana_id)
           JOIN terminal e ON e.banca_id = d.banca_id AND e.terminal_id = d.terminal_id
          WHERE d.drawer_id = $1",
    )
    .bind(drawer.raw())
    .fetch_optional(db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let report: Option<serde_json::Value> = found.try_get("report")?;
    Ok(Some(OfDrawer {
        ventana: (
            found.try_get::<Uuid, _>("ventana_id")?.into(),
            found.try_get("ventana")?,
        ),
        terminal: found.try_get("terminal")?,
        user: found.try_get("by")?,
        own: found.try_get("own")?,
        date: found.try_get("business_date")?,
        opened_at: found.try_get("opened_at")?,
        float: row::money(found.try_get("float_minor")?)?,
        report: report.map(row::json).transpose()?,
    }))
}

/// A movement of cash as its slip tells it.
pub struct CashMoved {
    /// Its id.
    pub id: Uuid,
    /// Which way.
    pub kind: CashSlipKind,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// The second person.
    pub approved_by: Option<String>,
    /// The drawer.
    pub drawer: DrawerId,
    /// Which movement of the drawer, from 1.
    pub place: i64,
    /// Who.
    pub user: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A movement of cash within reach: this one, or the asker's newest.
pub async fn cash(
    db: &mut PgConnection,
    movement: Option<Uuid>,
) -> Result<Option<CashMoved>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT m.movement_id, m.kind, m.amount, m.reason, approver_name(m.approval_id) AS approved_by, m.drawer_id,
                (SELECT count(*) FROM cash_movement o
                  WHERE o.banca_id = m.banca_id AND o.drawer_id = m.drawer_id AND (o.at, o.movement_id) <= (m.at, m.movement_id)) AS place,
                coalesce(user_name(m.user_id), '') AS by, m.at
           FROM cash_movement m
          WHERE m.kind IN ('pay_in', 'drop', 'pay_out')
            AND CASE WHEN $1::uuid IS NULL THEN m.user_id = my_user() ELSE m.movement_id = $1 END
          ORDER BY m.at DESC, m.movement_id DESC
          LIMIT 1",
    )
    .bind(movement)
    .fetch_optional(db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let kind = match found.try_get::<String, _>("kind")?.as_str() {
        "pay_in" => CashSlipKind::PayIn,
        "drop" => CashSlipKind::Drop,
        _ => CashSlipKind::PayOut,
    };
    Ok(Some(CashMoved {
        id: found.try_get("movement_id")?,
        kind,
        amount: row::money(found.try_get("amount")?)?,
        reason: found.try_get("reason")?,
        approved_by: found.try_get("approved_by")?,
        drawer: found.try_get::<Uuid, _>("drawer_id")?.into(),
        place: found.try_get("place")?,
        user: found.try_get("by")?,
        at: found.try_get("at")?,
    }))
}
