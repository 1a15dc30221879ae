//! A ticket by the code on its paper. Who holds the paper may ask for this one ticket of the own shop; wrong codes are
//! counted at the terminal.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::row;
use crate::domain::{
    DrawId, DrawState, Money, TicketCode, TicketId, TicketState, UserId, VentanaId,
};

/// What every decision about a ticket starts from.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its id.
    pub ticket: TicketId,
    /// Its code.
    pub code: TicketCode,
    /// The business date it was sold on.
    pub date: NaiveDate,
    /// Its draw.
    pub draw: DrawId,
    /// The draw's state.
    pub draw_state: DrawState,
    /// The number of the draw's lock.
    pub fence: i32,
    /// When the draw's sale ends.
    pub cutoff: DateTime<Utc>,
    /// The stored state.
    pub state: TicketState,
    /// The total.
    pub total: Money,
    /// When it was sold.
    pub sold_at: DateTime<Utc>,
    /// The shop that sold it.
    pub ventana: VentanaId,
    /// The seller.
    pub vendedor: UserId,
    /// Minutes in which the own ticket may be cancelled.
    pub void_minutes: u16,
    /// The database's clock.
    pub now: DateTime<Utc>,
    /// The house's business date.
    pub today: NaiveDate,
}

/// Until when this terminal's codes wait after too many wrong ones.
pub async fn locked_until(db: &mut PgConnection) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    sqlx::query_scalar!("SELECT codes_locked_until()")
        .fetch_one(db)
        .await
}

/// Counts a wrong code at this terminal; tells until when codes wait, if that was one too many.
pub async fn miss(db: &mut PgConnection) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    sqlx::query_scalar!("SELECT count_code_miss()")
        .fetch_one(db)
        .await
}

/// Forgets the wrong codes of this terminal.
pub async fn forget_misses(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT forget_code_misses()")
        .execute(db)
        .await?;
    Ok(())
}

/// Shows the paper to the database for the rest of the transaction.
pub async fn bear(db: &mut PgConnection, code: TicketCode) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT set_config('banca.code', $1, true)", code.digits())
        .fetch_one(db)
        .await?;
    Ok(())
}

/// Waits for a draw's close, if one is running, and keeps it from beginning until the transaction ends.
pub async fn fence(db: &mut PgConnection, fence: i32) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT fence_draw_shared($1)", fence)
        .execute(db)
        .await?;
    Ok(())
}

/// Reads the ticket whose paper was shown.
pub async fn head(db: &mut PgConnection, code: TicketCode) -> Result<Option<Head>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT t.ticket_id, t.business_date, t.draw_id, t.state, t.total, t.sold_at, t.ventana_id, t.vendedor_id,
                  d.state AS draw_state, d.cutoff, d.fence, b.void_minutes, banca_now() AS "now!",
                  business_date(t.banca_id, NULL, banca_now()) AS "today!"
             FROM ticket_code c
             JOIN ticket t ON t.banca_id = c.banca_id AND t.business_date = c.business_date AND t.ticket_id = c.ticket_id
             JOIN draw d ON d.banca_id = t.banca_id AND d.draw_id = t.draw_id
             JOIN banca b ON b.banca_id = t.banca_id
            WHERE c.code = $1::bpchar"#,
        code.digits()
    )
    .fetch_optional(db)
    .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    Ok(Some(Head {
        ticket: found.ticket_id.into(),
        code,
        date: found.business_date,
        draw: found.draw_id.into(),
        draw_state: row::draw_state(&found.draw_state)?,
        fence: found.fence,
        cutoff: found.cutoff,
        state: row::ticket_state(&found.state)?,
        total: row::money(found.total)?,
        sold_at: found.sold_at,
        ventana: found.ventana_id.into(),
        vendedor: found.vendedor_id.into(),
        void_minutes: u16::try_from(found.void_minutes).unwrap_or_default(),
        now: found.now,
        today: found.today,
    }))
}
