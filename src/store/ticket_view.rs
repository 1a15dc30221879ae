//! A ticket with its draw, its bets and what they won.

use sqlx::PgConnection;

use super::{history, paper::Head, prize, row};
use crate::domain::{
    AwardMark, Digits, DrawResult, PayoutKind, ReventadoOutcome,
    view::{BetView, DrawRow, PrizeView, TicketView, WaitingEntry},
};

/// Reads the ticket whose paper was shown with everything that happened to it. Whether it may be cancelled is for the
/// caller to say.
pub async fn view(db: &mut PgConnection, head: &Head) -> Result<TicketView, sqlx::Error> {
    let draw = draw(&mut *db, head).await?;
    let standing = prize::standing(&mut *db, head).await?;
    let won = standing
        .filter(|found| found.prize.mark != AwardMark::Reversed && found.kind == PayoutKind::Prize);
    let bets = bets(
        &mut *db,
        head,
        draw.digits,
        won.map(|found| found.award.raw()),
    )
    .await?;
    let prize: Option<PrizeView> = match standing {
        Some(standing) => Some(prize::view(&mut *db, head, &standing).await?),
        None => None,
    };
    let sold = sqlx::query!(
        r#"SELECT t.serial, t.note, e.name AS terminal, v.name AS ventana, user_name(t.vendedor_id) AS vendedor
             FROM ticket t
             JOIN terminal e ON e.banca_id = t.banca_id AND e.terminal_id = t.terminal_id
             JOIN ventana v ON v.banca_id = t.banca_id AND v.ventana_id = t.ventana_id
            WHERE t.business_date = $1 AND t.ticket_id = $2"#,
        head.date,
        head.ticket.raw()
    )
    .fetch_one(&mut *db)
    .await?;
    Ok(TicketView {
        ticket: head.ticket,
        code: head.code,
        serial: format!("{}-{:06}", sold.terminal, sold.serial),
        draw,
        ventana: sold.ventana,
        vendedor: sold.vendedor.unwrap_or_default(),
        state: head.state,
        total: head.total,
        sold_at: head.sold_at,
        note: sold.note,
        bets,
        prize,
        reprints: history::reprints(&mut *db, head).await?,
        cancel: None,
        history: history::of(db, head).await?,
    })
}

async fn bets(
    db: &mut PgConnection,
    head: &Head,
    digits: Digits,
    award: Option<uuid::Uuid>,
) -> Result<Vec<BetView>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT b.line, b.kind, b.number, b.stake, b.origin, coalesce(w.prize, 0) AS "prize!",
                  coalesce(CASE WHEN b.kind = 1 AND w.prize > 0
                                THEN (SELECT (x ->> 'factor')::numeric
                                        FROM draw d CROSS JOIN jsonb_array_elements(d.outcomes) x
                                       WHERE d.banca_id = b.banca_id AND d.draw_id = b.draw_id
                                         AND x ->> 'name' = d.result_outcome) END, b.factor) AS "factor!"
             FROM bet b
             LEFT JOIN award_line w ON w.banca_id = b.banca_id AND w.award_id = $3 AND w.line = b.line
            WHERE b.business_date = $1 AND b.ticket_id = $2
            ORDER BY b.line"#,
        head.date,
        head.ticket.raw(),
        award
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(BetView {
                line: found.line,
                kind: row::kind(found.kind)?,
                number: row::number(found.number, digits)?,
                stake: row::money(found.stake)?,
                factor: row::rate(found.factor)?,
                origin: row::origin(&found.origin)?,
                prize: row::money(found.prize)?,
            })
        })
        .collect()
}

/// The ticket's draw. What the whole draw sold is not counted here: a look at one paper does not read all the others.
async fn draw(db: &mut PgConnection, head: &Head) -> Result<DrawRow, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT d.lottery_id, coalesce(d.special, l.name) AS "name!", d.special IS NOT NULL AS "special!", d.suspended, d.rules ->> 'colour' AS "colour!", d.digits, d.outcomes, d.at, d.cutoff, d.state,
                  d.result_number, d.result_outcome, d.single_person, s.root AS "root?",
                  coalesce(user_name(w.user_id), '') AS "entered_by!",
                  coalesce(w.user_id = (SELECT my_user()), false) AS "entered_by_me!", w.at AS "entered_at?",
                  w.reason AS "entered_reason?"
             FROM draw d
             JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
             LEFT JOIN draw_seal s ON s.banca_id = d.banca_id AND s.draw_id = d.draw_id
             LEFT JOIN LATERAL waiting_entry(d.draw_id) w ON d.state IN ('CLOSED', 'EVALUATED')
            WHERE d.draw_id = $1"#,
        head.draw.raw()
    )
    .fetch_one(db)
    .await?;
    let digits = row::digits(found.digits)?;
    let outcomes: Vec<ReventadoOutcome> = row::json(found.outcomes)?;
    let result = match found.result_number {
        Some(number) => Some(DrawResult {
            number: row::number(number, digits)?,
            outcome: found.result_outcome,
        }),
        None => None,
    };
    Ok(DrawRow {
        id: head.draw,
        lottery: found.lottery_id.into(),
        name: found.name,
        colour: found.colour,
        digits,
        outcomes: outcomes.into_iter().map(|outcome| outcome.name).collect(),
        at: found.at,
        cutoff: found.cutoff,
        state: row::draw_state(&found.state)?,
        tickets: 0,
        sold: crate::domain::Money::ZERO,
        result,
        waiting: found.entered_at.map(|at| WaitingEntry {
            by: found.entered_by,
            mine: found.entered_by_me,
            mine_from: None,
            at,
            reason: found.entered_reason.filter(|reason| !reason.is_empty()),
            result: None,
        }),
        prizes: crate::domain::Money::ZERO,
        winners: 0,
        seal: found.root.as_deref().map(crate::domain::seal_short),
        single_person: found.single_person,
        settling: None,
        special: found.special,
        suspended: found.suspended,
        step: None,
    })
}
