//! Payouts: handing over money for a prize, taking the last one back, changing its notes.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{paper::Head, row};
use crate::domain::{
    Actor, ApprovalId, AwardId, CommandKey, DrawerId, Money, PayMethod, PayoutId, PayoutKind,
    TicketCode, VentanaId,
};

/// A payout to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewPayout<'a> {
    /// Its id.
    pub id: PayoutId,
    /// The prize.
    pub award: AwardId,
    /// What it is paid for.
    pub kind: PayoutKind,
    /// The ticket.
    pub ticket: &'a Head,
    /// The shop that pays.
    pub ventana: VentanaId,
    /// Its business date.
    pub date: NaiveDate,
    /// The drawer.
    pub drawer: DrawerId,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: PayMethod,
    /// Remarks.
    pub notes: &'a str,
    /// The second person's consent.
    pub approval: Option<ApprovalId>,
}

/// Writes a payout of a prize that is held, as the ticket's next one.
pub async fn insert(
    db: &mut PgConnection,
    me: Actor,
    key: CommandKey,
    payout: NewPayout<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO payout (banca_id, payout_id, award_id, ticket_id, code, draw_id, business_date, seq, amount, method,
                             notes, ventana_id, vendedor_id, user_id, drawer_id, command_id, approval_id, kind)
         SELECT $1, $2, $3, $4, $5, $6, $7, (SELECT coalesce(max(seq), 0) + 1 FROM payout WHERE ticket_id = $4), $8, $9,
                $10, $11, $12, $13, $14, $15, $16, $17",
        me.banca.raw(),
        payout.id.raw(),
        payout.award.raw(),
        payout.ticket.ticket.raw(),
        payout.ticket.code.digits(),
        payout.ticket.draw.raw(),
        payout.date,
        payout.amount.as_cents(),
        payout.method.name(),
        payout.notes,
        payout.ventana.raw(),
        payout.ticket.vendedor.raw(),
        me.user.raw(),
        payout.drawer.raw(),
        key.raw(),
        payout.approval.map(ApprovalId::raw),
        payout.kind.name()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The code of the ticket that a payout was made on, where it belongs to the own shop.
pub async fn code(
    db: &mut PgConnection,
    payout: PayoutId,
) -> Result<Option<TicketCode>, sqlx::Error> {
    sqlx::query_scalar!("SELECT code_of_payout($1)", payout.raw())
        .fetch_one(db)
        .await?
        .map(|code| row::code(&code))
        .transpose()
}

/// A payout as it was made.
#[derive(Debug, Clone, Copy)]
pub struct Booked {
    /// The prize it was paid on.
    pub award: AwardId,
    /// How much.
    pub amount: Money,
    /// The shop that paid.
    pub ventana: VentanaId,
    /// Whether it was taken back already.
    pub reversed: bool,
    /// Whether none that stands was made after it.
    pub last: bool,
}

/// Reads a payout of the ticket whose paper was shown.
pub async fn booked(
    db: &mut PgConnection,
    payout: PayoutId,
) -> Result<Option<Booked>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT p.award_id, p.amount, p.ventana_id,
                  EXISTS (SELECT FROM payout_reversal r
                           WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id) AS "reversed!",
                  NOT EXISTS (SELECT FROM payout n
                               WHERE n.banca_id = p.banca_id AND n.ticket_id = p.ticket_id AND n.seq > p.seq
                                 AND NOT EXISTS (SELECT FROM payout_reversal r
                                                  WHERE r.banca_id = n.banca_id AND r.payout_id = n.payout_id)) AS "last!"
             FROM payout p
            WHERE p.payout_id = $1"#,
        payout.raw()
    )
    .fetch_optional(db)
    .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    Ok(Some(Booked {
        award: found.award_id.into(),
        amount: row::money(found.amount)?,
        ventana: found.ventana_id.into(),
        reversed: found.reversed,
        last: found.last,
    }))
}

/// How a payout is taken back.
#[derive(Debug, Clone, Copy)]
pub struct Reversal<'a> {
    /// The payout.
    pub payout: PayoutId,
    /// Why.
    pub reason: &'a str,
    /// The drawer that takes the money back.
    pub drawer: DrawerId,
    /// The business date.
    pub date: NaiveDate,
    /// The second person's consent.
    pub approval: Option<ApprovalId>,
}

/// Writes the reversal of a payout.
pub async fn reverse(
    db: &mut PgConnection,
    me: Actor,
    key: CommandKey,
    reversal: Reversal<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO payout_reversal (banca_id, payout_id, reason, user_id, drawer_id, command_id, approval_id, business_date)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        me.banca.raw(),
        reversal.payout.raw(),
        reversal.reason,
        me.user.raw(),
        reversal.drawer.raw(),
        key.raw(),
        reversal.approval.map(ApprovalId::raw),
        reversal.date
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Locks a payout for a change of its notes; tells its ticket's code and the present notes. Nothing where the present user
/// may not change them.
pub async fn hold_notes(
    db: &mut PgConnection,
    payout: PayoutId,
) -> Result<Option<(TicketCode, String)>, sqlx::Error> {
    let found = sqlx::query!(
        "SELECT code, notes FROM payout WHERE payout_id = $1 FOR UPDATE",
        payout.raw()
    )
    .fetch_optional(db)
    .await?;
    found
        .map(|found| Ok((row::code(&found.code)?, found.notes)))
        .transpose()
}

/// Changes the notes of a payout that is held.
pub async fn set_notes(
    db: &mut PgConnection,
    payout: PayoutId,
    notes: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE payout SET notes = $2 WHERE payout_id = $1",
        payout.raw(),
        notes
    )
    .execute(db)
    .await?;
    Ok(())
}
