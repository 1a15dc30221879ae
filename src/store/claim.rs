//! Claims: what was paid of prizes that are none any more, who owes it, and what came back of it.

use sqlx::{PgConnection, Row, postgres::PgRow};

use super::row;
use crate::domain::{
    ClaimEnd, CommandKey, Money, SettlementId, TicketCode, TicketId,
    view::{ClaimFilter, ClaimPage, ClaimRow},
};

/// The claims of a filter, oldest first, with what is owed in all. The owner of a claim is who paid the prize last.
pub async fn list(db: &mut PgConnection, filter: &ClaimFilter) -> Result<ClaimPage, sqlx::Error> {
    let rows = sqlx::query(
        "WITH owed AS (
             SELECT c.banca_id, c.ticket_id, min(c.code::text) AS code, min(c.at) AS at, sum(c.amount)::bigint AS claimed,
                    (array_agg(c.owner_id ORDER BY c.result_version DESC))[1] AS owner_id,
                    (array_agg(c.draw_id))[1] AS draw_id
               FROM claim c GROUP BY c.banca_id, c.ticket_id
         ), settled AS (
             SELECT s.banca_id, s.ticket_id,
                    coalesce(sum(s.amount) FILTER (WHERE s.how = 'collected'), 0)::bigint AS collected,
                    coalesce(sum(s.amount) FILTER (WHERE s.how = 'written_off'), 0)::bigint AS written_off,
                    (array_agg(s.settlement_id ORDER BY s.at DESC, s.settlement_id DESC)
                        FILTER (WHERE s.reverses_id IS NULL
                                  AND NOT EXISTS (SELECT FROM claim_settlement x
                                                   WHERE x.banca_id = s.banca_id AND x.reverses_id = s.settlement_id)))[1] AS last
               FROM claim_settlement s GROUP BY s.banca_id, s.ticket_id
         )
         SELECT o.code, o.at, o.claimed, coalesce(user_name(o.owner_id), '') AS owner, v.name AS ventana,
                coalesce(d.special, l.name) AS lottery, d.at AS draw_at, d.state,
                coalesce(s.collected, 0) AS collected, coalesce(s.written_off, 0) AS written_off, s.last
           FROM owed o
           JOIN draw d ON d.banca_id = o.banca_id AND d.draw_id = o.draw_id
           JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
           LEFT JOIN app_user u ON u.banca_id = o.banca_id AND u.user_id = o.owner_id
           LEFT JOIN ventana v ON v.banca_id = u.banca_id AND v.ventana_id = u.ventana_id
           LEFT JOIN settled s ON s.banca_id = o.banca_id AND s.ticket_id = o.ticket_id
          WHERE ($1 OR o.claimed <> coalesce(s.collected, 0) + coalesce(s.written_off, 0))
            AND ($2::uuid IS NULL OR u.ventana_id = $2)
            AND ($3::uuid IS NULL OR o.owner_id = $3)
            AND ($4::uuid IS NULL OR o.draw_id = $4)
          ORDER BY o.at, o.code",
    )
    .bind(filter.settled)
    .bind(filter.ventana.map(crate::domain::Id::raw))
    .bind(filter.owner.map(crate::domain::Id::raw))
    .bind(filter.draw.map(crate::domain::Id::raw))
    .fetch_all(db)
    .await?;
    let rows = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let owed = Money::try_sum(rows.iter().map(|row| row.owed));
    Ok(ClaimPage {
        count: i64::try_from(rows.len()).unwrap_or(i64::MAX),
        owed: owed.map_err(|why| sqlx::Error::Decode(Box::new(why)))?,
        rows,
    })
}

fn read(found: &PgRow) -> Result<ClaimRow, sqlx::Error> {
    let claimed = row::money(found.try_get("claimed")?)?;
    let collected = row::money(found.try_get("collected")?)?;
    let written_off = row::money(found.try_get("written_off")?)?;
    Ok(ClaimRow {
        code: row::code(found.try_get("code")?)?,
        lottery: found.try_get("lottery")?,
        draw_at: found.try_get("draw_at")?,
        annulled: found.try_get::<&str, _>("state")? == "ANNULLED",
        owner: found.try_get("owner")?,
        ventana: found.try_get("ventana")?,
        at: found.try_get("at")?,
        claimed,
        collected,
        written_off,
        owed: row::difference(claimed, &[collected, written_off])?,
        last: found
            .try_get::<Option<uuid::Uuid>, _>("last")?
            .map(SettlementId::new),
    })
}

/// What is owed of a ticket's claim now, and the ticket; nothing where there is no claim in reach.
pub async fn owed(
    db: &mut PgConnection,
    code: TicketCode,
) -> Result<Option<(TicketId, Money)>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT c.ticket_id,
                (sum(c.amount) - coalesce((SELECT sum(s.amount) FROM claim_settlement s
                                            WHERE s.banca_id = c.banca_id AND s.ticket_id = c.ticket_id), 0))::bigint AS owed
           FROM claim c
          WHERE c.code = $1::bpchar
          GROUP BY c.banca_id, c.ticket_id",
    )
    .bind(code.digits())
    .fetch_optional(db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    Ok(Some((
        TicketId::new(found.try_get("ticket_id")?),
        row::money(found.try_get("owed")?)?,
    )))
}

/// What settles a claim.
#[derive(Debug, Clone, Copy)]
pub struct Settling<'a> {
    /// Its id.
    pub id: SettlementId,
    /// The ticket whose prize was paid.
    pub ticket: TicketId,
    /// How.
    pub how: ClaimEnd,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: &'a str,
}

/// Settles a claim and books it.
pub async fn settle(
    db: &mut PgConnection,
    key: CommandKey,
    settling: Settling<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT settle_claim($1, $2, $3, $4, $5, $6)")
        .bind(key.raw())
        .bind(settling.id.raw())
        .bind(settling.ticket.raw())
        .bind(settling.how.name())
        .bind(settling.amount.as_cents())
        .bind(settling.reason)
        .execute(db)
        .await?;
    Ok(())
}

/// The ticket and the amount of a settlement in reach.
pub async fn settlement(
    db: &mut PgConnection,
    settlement: SettlementId,
) -> Result<Option<(TicketCode, Money)>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT code::text AS code, amount FROM claim_settlement WHERE settlement_id = $1 AND reverses_id IS NULL",
    )
    .bind(settlement.raw())
    .fetch_optional(db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    Ok(Some((
        row::code(found.try_get("code")?)?,
        row::money(found.try_get("amount")?)?,
    )))
}

/// Takes a settlement back.
pub async fn unsettle(
    db: &mut PgConnection,
    key: CommandKey,
    id: SettlementId,
    reverses: SettlementId,
    reason: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT unsettle_claim($1, $2, $3, $4)")
        .bind(key.raw())
        .bind(id.raw())
        .bind(reverses.raw())
        .bind(reason)
        .execute(db)
        .await?;
    Ok(())
}
