//! Prizes: what a ticket won, what was paid of it, and the marks between.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{paper::Head, payout_list, row};
use crate::domain::{
    AwardId, AwardMark, CommandKey, Money, PayoutKind, Prize,
    view::{PayoutRow, PrizeView},
};

/// A prize as it stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Its row.
    pub award: AwardId,
    /// Prize, payouts that stand, and the mark as it counts today.
    pub prize: Prize,
    /// The last day on which it is paid.
    pub expires: NaiveDate,
    /// What it is: a prize, or a stake to be refunded.
    pub kind: PayoutKind,
}

/// Reads what the latest result gave a ticket; nothing when it never won.
pub async fn standing(
    db: &mut PgConnection,
    ticket: &Head,
) -> Result<Option<Standing>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT a.award_id, a.prize, a.mark, greatest(a.expires, a.revived_until) AS "expires!", a.kind,
                  (SELECT coalesce(sum(p.amount), 0)::bigint
                     FROM payout p
                    WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id AND p.kind = a.kind
                      AND NOT EXISTS (SELECT FROM payout_reversal r
                                       WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)) AS "paid!"
             FROM award a
            WHERE a.ticket_id = $1 AND (a.kind, a.mark) <> ('REFUND', 'REVERSED')
            ORDER BY a.result_version DESC
            LIMIT 1"#,
        ticket.ticket.raw()
    )
    .fetch_optional(db)
    .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    Ok(Some(Standing {
        award: found.award_id.into(),
        prize: Prize {
            prize: row::money(found.prize)?,
            paid: row::money(found.paid)?,
            mark: row::award_mark(&found.mark)?,
        }
        .on(ticket.today, found.expires),
        expires: found.expires,
        kind: row::payout_kind(&found.kind)?,
    }))
}

/// Locks a ticket's prize until the transaction ends and reads it as it then stands.
pub async fn hold(db: &mut PgConnection, ticket: &Head) -> Result<Option<Standing>, sqlx::Error> {
    if !lock(&mut *db, ticket).await? {
        // A correction may have replaced the row that was waited for; its successor is there to be locked now.
        lock(&mut *db, ticket).await?;
    }
    standing(db, ticket).await
}

async fn lock(db: &mut PgConnection, ticket: &Head) -> Result<bool, sqlx::Error> {
    let locked = sqlx::query_scalar!(
        "SELECT award_id FROM award WHERE ticket_id = $1 AND mark <> 'REVERSED' FOR UPDATE",
        ticket.ticket.raw()
    )
    .fetch_optional(db)
    .await?;
    Ok(locked.is_some())
}

/// Sets the mark of a prize that is held.
pub async fn mark(
    db: &mut PgConnection,
    award: AwardId,
    mark: AwardMark,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE award SET mark = $2 WHERE award_id = $1",
        award.raw(),
        mark.name()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes an expired prize payable until a day.
pub async fn revive(
    db: &mut PgConnection,
    key: CommandKey,
    award: AwardId,
    until: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT revive_prize($1, $2, $3)")
        .bind(key.raw())
        .bind(award.raw())
        .bind(until)
        .execute(db)
        .await?;
    Ok(())
}

/// The largest payout that the present user makes alone, as it is set now.
pub async fn own_limit(db: &mut PgConnection) -> Result<Money, sqlx::Error> {
    let cents = sqlx::query_scalar!(
        r#"SELECT coalesce(u.payout_limit, b.payout_limit) AS "limit!"
             FROM app_user u JOIN banca b USING (banca_id)
            WHERE u.user_id = (SELECT my_user())"#
    )
    .fetch_one(db)
    .await?;
    row::money(cents)
}

/// A prize with its payouts, for people. A prize that was taken away leaves nothing to pay.
pub async fn view(
    db: &mut PgConnection,
    ticket: &Head,
    standing: &Standing,
) -> Result<PrizeView, sqlx::Error> {
    let payouts: Vec<PayoutRow> = payout_list::of_ticket(db, ticket.ticket).await?;
    let remaining = if standing.prize.mark == AwardMark::Reversed {
        Money::ZERO
    } else {
        standing.prize.remaining()
    };
    Ok(PrizeView {
        state: standing.prize.state(),
        prize: standing.prize.prize,
        paid: standing.prize.paid,
        remaining,
        expires: standing.expires,
        payouts,
        kind: standing.kind,
    })
}
