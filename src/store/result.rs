//! Results: what two people typed, what it would book, and the winners.

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    Actor, CommandKey, DrawId, DrawResult, DrawnBet, Evaluation, FirstEntry, Money, Prize, Rate,
    view::{ResultPreview, WinnerRow},
};

/// Keeps a typed first entry.
pub async fn enter(
    db: &mut PgConnection,
    me: Actor,
    draw: DrawId,
    version: i16,
    typed: &DrawResult,
    reason: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO result_entry (banca_id, draw_id, version, entry_id, step, number, outcome, reason, user_id)
         VALUES ($1, $2, $3, $4, 'entered', $5, $6, $7, $8)",
        me.banca.raw(),
        draw.raw(),
        version,
        Uuid::now_v7(),
        row::number_code(typed.number),
        typed.outcome,
        reason,
        me.user.raw()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The first entry that waits for a second person: who and when, never what.
pub async fn waiting(
    db: &mut PgConnection,
    draw: DrawId,
) -> Result<Option<FirstEntry>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT user_id AS "by!", at AS "at!" FROM waiting_entry($1)"#,
        draw.raw()
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|found| FirstEntry {
        by: found.by.into(),
        at: found.at,
    }))
}

/// Takes back the first entry that waits.
pub async fn withdraw(
    db: &mut PgConnection,
    key: CommandKey,
    draw: DrawId,
    reason: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "SELECT withdraw_entry($1, $2, $3)",
        key.raw(),
        draw.raw(),
        reason
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A correction that waits for its second person.
pub struct Correction {
    /// Who typed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Holds the result of a draw as it is until the transaction ends; tells the correction that waits, where one does. A
/// payment does this before it locks the prize: whoever settles a draw takes the two locks in the same order.
pub async fn hold(db: &mut PgConnection, draw: DrawId) -> Result<Option<Correction>, sqlx::Error> {
    sqlx::query_as!(
        Correction,
        r#"SELECT coalesce(user_name(user_id), '') AS "by!", at AS "at!" FROM hold_result($1)"#,
        draw.raw()
    )
    .fetch_optional(db)
    .await
}

/// Compares a blind second entry with the first and keeps it where they are equal; locks the draw.
pub async fn confirm(
    db: &mut PgConnection,
    draw: DrawId,
    typed: &DrawResult,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT confirm_entry($1, $2, $3, $4) AS "equal!""#,
        Uuid::now_v7(),
        draw.raw(),
        row::number_code(typed.number),
        typed.outcome
    )
    .fetch_one(db)
    .await
}

/// Keeps a second entry that differed from the first, once for each key. False when it was kept before.
pub async fn differed(
    db: &mut PgConnection,
    me: Actor,
    key: CommandKey,
    draw: DrawId,
    version: i16,
    typed: &DrawResult,
) -> Result<bool, sqlx::Error> {
    let kept = sqlx::query!(
        "INSERT INTO result_entry (banca_id, draw_id, version, entry_id, step, number, outcome, user_id)
         VALUES ($1, $2, $3, $4, 'differed', $5, $6, $7)
         ON CONFLICT DO NOTHING",
        me.banca.raw(),
        draw.raw(),
        version,
        key.raw(),
        row::number_code(typed.number),
        typed.outcome,
        me.user.raw()
    )
    .execute(db)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// What a result books, for those who confirm results; nothing for anybody else.
pub async fn preview(
    db: &mut PgConnection,
    draw: DrawId,
    result: &DrawResult,
) -> Result<Option<ResultPreview>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT winners AS "winners!", prizes AS "prizes!", stakes AS "stakes!", commission AS "commission!",
                  reclaimed AS "reclaimed!"
             FROM preview_result($1, $2, $3)"#,
        draw.raw(),
        row::number_code(result.number),
        result.outcome
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let (prizes, stakes, commission) = (
        row::money(found.prizes)?,
        row::money(found.stakes)?,
        row::money(found.commission)?,
    );
    let number = row::number_code(result.number);
    let (laid_off, share) =
        super::layoff::effect(db, draw, number, result.outcome.as_deref()).await?;
    let kept = row::difference(stakes, &[commission, prizes, laid_off])?;
    Ok(Some(ResultPreview {
        draw,
        result: result.clone(),
        winners: found.winners,
        prizes,
        stakes,
        commission,
        laid_off,
        share,
        net: row::sum(kept, share)?,
        reclaimed: row::money(found.reclaimed)?,
    }))
}

/// What a result makes of the bets on its number, computed here from each bet, and not where the draw is settled. `outcome`
/// is the factor of its reventado outcome.
pub async fn evaluate(
    db: &mut PgConnection,
    draw: DrawId,
    result: &DrawResult,
    outcome: Rate,
) -> Result<Evaluation, sqlx::Error> {
    let mut bets = sqlx::query!(
        r#"SELECT ticket_id AS "ticket_id!", kind AS "kind!", stake AS "stake!", factor AS "factor!" FROM bets_on($1, $2)"#,
        draw.raw(),
        row::number_code(result.number)
    )
    .fetch(db);
    let mut evaluation = Evaluation::default();
    while let Some(found) = bets.try_next().await? {
        let bet = DrawnBet {
            ticket: found.ticket_id.into(),
            kind: row::kind(found.kind)?,
            stake: row::money(found.stake)?,
            factor: row::rate(found.factor)?,
        };
        evaluation
            .add(&bet, outcome)
            .map_err(|why| sqlx::Error::Decode(Box::new(why)))?;
    }
    Ok(evaluation)
}

/// Settles a draw with the result that two people typed.
pub async fn settle(
    db: &mut PgConnection,
    key: CommandKey,
    draw: DrawId,
    result: &DrawResult,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "SELECT settle_draw($1, $2, $3, $4)",
        key.raw(),
        draw.raw(),
        row::number_code(result.number),
        result.outcome
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The winners that the settling wrote for a version of the result, and the sum of their prizes.
pub async fn awarded(
    db: &mut PgConnection,
    draw: DrawId,
    version: i16,
) -> Result<(i64, Money), sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT winners AS "winners!", prizes AS "prizes!" FROM awarded($1, $2)"#,
        draw.raw(),
        version
    )
    .fetch_one(db)
    .await?;
    Ok((found.winners, row::money(found.prizes)?))
}

/// Whether one person alone entered and confirmed the result of a draw.
pub async fn single_person(db: &mut PgConnection, draw: DrawId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT single_person FROM draw WHERE draw_id = $1",
        draw.raw()
    )
    .fetch_one(db)
    .await
}

/// The winners of a draw within the asker's reach, largest prize first.
pub async fn winners(db: &mut PgConnection, draw: DrawId) -> Result<Vec<WinnerRow>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT a.code, v.name AS ventana, coalesce(user_name(a.vendedor_id), '') AS "vendedor!", a.prize, a.mark,
                  (SELECT coalesce(sum(p.amount), 0)::bigint
                     FROM payout p
                    WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id
                      AND NOT EXISTS (SELECT FROM payout_reversal r
                                       WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)) AS "paid!"
             FROM award a
             JOIN ventana v USING (banca_id, ventana_id)
            WHERE a.draw_id = $1 AND a.kind = 'PRIZE' AND a.mark <> 'REVERSED'
            ORDER BY a.prize DESC, a.code"#,
        draw.raw()
    )
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            let prize = Prize {
                prize: row::money(found.prize)?,
                paid: row::money(found.paid)?,
                mark: row::award_mark(&found.mark)?,
            };
            Ok(WinnerRow {
                code: row::code(&found.code)?,
                ventana: found.ventana,
                vendedor: found.vendedor,
                prize: prize.prize,
                paid: prize.paid,
                state: prize.state(),
            })
        })
        .collect()
}
