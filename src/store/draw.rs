//! Draws: lists, the facts a verb decides by, making, opening and closing.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    BancaId, Digits, DrawId, DrawResult, DrawState, LotteryId, LotteryRules, ReventadoOutcome,
    same_person_from, seal_short,
    view::{DrawFilter, DrawRow, DrawStep, Seal, Settling, WaitingEntry},
};

/// What a verb must know of a draw before it decides.
pub struct DrawFacts {
    /// The draw.
    pub id: DrawId,
    /// Its lottery.
    pub lottery: LotteryId,
    /// The lottery's name.
    pub name: String,
    /// Its state.
    pub state: DrawState,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// When its sale ends.
    pub cutoff: DateTime<Utc>,
    /// Its business date.
    pub date: NaiveDate,
    /// Length of its numbers.
    pub digits: Digits,
    /// Its reventado outcomes.
    pub outcomes: Vec<ReventadoOutcome>,
    /// Its result, once confirmed.
    pub result: Option<DrawResult>,
    /// How often a result was confirmed.
    pub version: i16,
    /// The database's clock.
    pub now: DateTime<Utc>,
    /// Whether the house lets one person enter and confirm a result.
    pub single_person: bool,
    /// The share of a limit at which a number is marked, in percent.
    pub alert_percent: i16,
}

impl DrawFacts {
    /// The names of the outcomes.
    pub fn outcome_names(&self) -> Vec<String> {
        self.outcomes
            .iter()
            .map(|outcome| outcome.name.clone())
            .collect()
    }
}

/// Reads the facts of a draw; nothing when the house has no such draw.
pub async fn facts(db: &mut PgConnection, draw: DrawId) -> Result<Option<DrawFacts>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT d.draw_id, d.lottery_id, coalesce(d.special, l.name) AS "name!", d.state, d.at, d.cutoff, d.business_date, d.digits,
                  coalesce(CASE d.state WHEN 'SCHEDULED' THEN l.rules -> 'outcomes' ELSE d.outcomes END, '[]') AS "outcomes!",
                  d.result_number, d.result_outcome, d.result_version, banca_now() AS "now!",
                  b.single_person, b.alert_percent
             FROM draw d
             JOIN lottery l USING (banca_id, lottery_id)
             JOIN banca b USING (banca_id)
            WHERE d.draw_id = $1"#,
        draw.raw()
    )
    .fetch_optional(db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let digits = row::digits(found.digits)?;
    Ok(Some(DrawFacts {
        id: found.draw_id.into(),
        lottery: found.lottery_id.into(),
        name: found.name,
        state: row::draw_state(&found.state)?,
        at: found.at,
        cutoff: found.cutoff,
        date: found.business_date,
        digits,
        outcomes: row::json(found.outcomes)?,
        result: result(found.result_number, found.result_outcome, digits)?,
        version: found.result_version,
        now: found.now,
        single_person: found.single_person,
        alert_percent: found.alert_percent,
    }))
}

/// Locks a draw until the transaction ends, so that what an administrator decides about it stays true.
pub async fn lock(db: &mut PgConnection, draw: DrawId) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT hold_draw($1)")
        .bind(draw.raw())
        .execute(db)
        .await?;
    Ok(())
}

fn result(
    number: Option<i16>,
    outcome: Option<String>,
    digits: Digits,
) -> Result<Option<DrawResult>, sqlx::Error> {
    let Some(number) = number else {
        return Ok(None);
    };
    let number = row::number(number, digits)?;
    Ok(Some(DrawResult { number, outcome }))
}

/// The row of one draw.
pub async fn one(db: &mut PgConnection, draw: DrawId) -> Result<Option<DrawRow>, sqlx::Error> {
    let rows = rows(db, Some(draw), &DrawFilter::default()).await?;
    Ok(rows.into_iter().next())
}

/// The draws of a filter, by time.
pub async fn list(db: &mut PgConnection, asked: &DrawFilter) -> Result<Vec<DrawRow>, sqlx::Error> {
    rows(db, None, asked).await
}

/// Returns one row a draw, with tickets, stakes and prizes as far as the asker sees them. Tickets are read off the draw's
/// counts, so that a list of draws costs the same however much was sold.
#[expect(clippy::too_many_lines, reason = "one query, and its row")]
async fn rows(
    db: &mut PgConnection,
    one: Option<DrawId>,
    asked: &DrawFilter,
) -> Result<Vec<DrawRow>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT d.draw_id, d.lottery_id, coalesce(d.special, l.name) AS "name!", d.digits, d.state, d.at, d.cutoff,
                  d.special IS NOT NULL AS "special!", d.suspended AND d.state = 'OPEN' AS "suspended!",
                  last.step AS "step?", coalesce(user_name(last.user_id), '') AS "step_by!", last.at AS "step_at?",
                  last.reason AS "step_reason?", last.before_at AS "step_before?",
                  coalesce(CASE d.state WHEN 'SCHEDULED' THEN l.rules ELSE d.rules END ->> 'colour', '') AS "colour!",
                  coalesce(CASE d.state WHEN 'SCHEDULED' THEN l.rules -> 'outcomes' ELSE d.outcomes END, '[]') AS "outcomes!",
                  d.result_number, d.result_outcome, d.single_person, b.single_person AS may_be_one,
                  sold.tickets AS "tickets!", sold.stakes AS "stakes!",
                  s.root AS "root?",
                  coalesce(user_name(w.user_id), '') AS "entered_by!",
                  coalesce(w.user_id = (SELECT my_user()), false) AS "entered_by_me!",
                  w.at AS "entered_at?", w.reason AS "entered_reason?", w.number AS "entered_number?",
                  w.outcome AS "entered_outcome?",
                  coalesce(won.prizes, 0) AS "prizes!", coalesce(won.winners, 0) AS "winners!",
                  now.done AS "settled?", now.count AS "to_settle?"
             FROM draw d
             JOIN lottery l USING (banca_id, lottery_id)
             JOIN banca b USING (banca_id)
             LEFT JOIN draw_seal s USING (banca_id, draw_id)
             LEFT JOIN settling() now USING (draw_id)
            CROSS JOIN LATERAL (
                  SELECT coalesce(sum(c.tickets), 0)::bigint AS tickets, coalesce(sum(c.stakes), 0)::bigint AS stakes
                    FROM draw_count c
                   WHERE c.banca_id = d.banca_id AND c.draw_id = d.draw_id) sold
             LEFT JOIN LATERAL (
                  SELECT count(*) AS winners, coalesce(sum(a.prize), 0)::bigint AS prizes
                    FROM award a
                   WHERE a.banca_id = d.banca_id AND a.draw_id = d.draw_id AND a.kind = 'PRIZE' AND a.mark <> 'REVERSED') won
               ON d.state = 'EVALUATED'
             LEFT JOIN LATERAL waiting_entry(d.draw_id) w ON d.state IN ('CLOSED', 'EVALUATED')
             LEFT JOIN LATERAL (
                  SELECT s.step, s.user_id, s.at, s.reason, s.before_at
                    FROM draw_step s
                   WHERE s.banca_id = d.banca_id AND s.draw_id = d.draw_id
                   ORDER BY s.seq DESC LIMIT 1) last ON true
            WHERE ($1::uuid IS NULL AND d.business_date
                       BETWEEN coalesce($2::date, (banca_now() AT TIME ZONE b.zone)::date)
                           AND coalesce($3::date, $2::date, (banca_now() AT TIME ZONE b.zone)::date)
                   OR d.draw_id = $1)
              AND ($4::uuid IS NULL OR d.lottery_id = $4)
              AND ($5::text IS NULL OR d.state = $5)
            ORDER BY d.at, 3"#,
        one.map(DrawId::raw),
        asked.from,
        asked.to,
        asked.lottery.map(LotteryId::raw),
        asked.state.map(DrawState::name)
    )
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            let digits = row::digits(found.digits)?;
            let outcomes: Vec<ReventadoOutcome> = row::json(found.outcomes)?;
            Ok(DrawRow {
                id: found.draw_id.into(),
                lottery: found.lottery_id.into(),
                name: found.name,
                colour: found.colour,
                digits,
                outcomes: outcomes.into_iter().map(|outcome| outcome.name).collect(),
                at: found.at,
                cutoff: found.cutoff,
                state: row::draw_state(&found.state)?,
                tickets: found.tickets,
                sold: row::money(found.stakes)?,
                result: result(found.result_number, found.result_outcome, digits)?,
                waiting: match found.entered_at {
                    None => None,
                    Some(at) => Some(WaitingEntry {
                        by: found.entered_by,
                        mine: found.entered_by_me,
                        mine_from: same_person_from(at, found.may_be_one)
                            .filter(|_| found.entered_by_me),
                        at,
                        reason: found.entered_reason.filter(|reason| !reason.is_empty()),
                        result: result(found.entered_number, found.entered_outcome, digits)?,
                    }),
                },
                prizes: row::money(found.prizes)?,
                winners: found.winners,
                seal: found.root.map(|root| seal_short(&root)),
                single_person: found.single_person,
                settling: found
                    .settled
                    .zip(found.to_settle)
                    .map(|(done, count)| Settling { done, count }),
                special: found.special,
                suspended: found.suspended,
                step: found.step.zip(found.step_at).map(|(step, at)| DrawStep {
                    step,
                    by: found.step_by,
                    at,
                    reason: found.step_reason.unwrap_or_default(),
                    before: found.step_before,
                }),
            })
        })
        .collect()
}

/// A lottery on offer, to make draws of.
pub struct Planned {
    /// The lottery.
    pub lottery: LotteryId,
    /// Its name.
    pub name: String,
    /// Its rules.
    pub rules: LotteryRules,
    /// Its draws that are still to come, and where those stood that were moved.
    pub existing: Vec<DateTime<Utc>>,
    /// The days to come without draws: the day, and what it is called.
    pub holidays: Vec<(NaiveDate, String)>,
}

/// The database's clock and the lotteries on offer, with the draws to come that exist.
pub async fn plan(
    db: &mut PgConnection,
    banca: BancaId,
) -> Result<(DateTime<Utc>, Vec<Planned>), sqlx::Error> {
    let now = sqlx::query_scalar!(r#"SELECT banca_now() AS "now!""#)
        .fetch_one(&mut *db)
        .await?;
    let found = sqlx::query!(
        r#"SELECT l.lottery_id, l.name, l.rules,
                  ARRAY(SELECT d.at FROM draw d
                         WHERE d.banca_id = l.banca_id AND d.lottery_id = l.lottery_id AND d.at > $2
                        UNION
                        SELECT s.before_at
                          FROM draw_step s
                          JOIN draw d USING (banca_id, draw_id)
                         WHERE s.banca_id = l.banca_id AND d.lottery_id = l.lottery_id AND s.before_at > $2) AS "existing!",
                  ARRAY(SELECT h.day || ' ' || h.name FROM holiday h
                         WHERE h.banca_id = l.banca_id AND h.ended_at IS NULL
                           AND (h.lottery_id IS NULL OR h.lottery_id = l.lottery_id)
                           AND h.day >= business_date(l.banca_id, NULL, $2)
                         ORDER BY h.lottery_id NULLS FIRST) AS "holidays!"
             FROM lottery l
            WHERE l.banca_id = $1 AND l.active
            ORDER BY l.name"#,
        banca.raw(),
        now
    )
    .fetch_all(db)
    .await?;
    let planned = found
        .into_iter()
        .map(|found| {
            Ok(Planned {
                lottery: found.lottery_id.into(),
                name: found.name,
                rules: row::json(found.rules)?,
                existing: found.existing,
                holidays: found
                    .holidays
                    .iter()
                    .filter_map(|day| holiday(day))
                    .collect(),
            })
        })
        .collect::<Result<Vec<_>, sqlx::Error>>()?;
    Ok((now, planned))
}

/// A day without draws, as the query writes it: the date, a space, its name.
fn holiday(written: &str) -> Option<(NaiveDate, String)> {
    let (day, name) = written.split_once(' ')?;
    Some((day.parse().ok()?, name.to_owned()))
}

/// Makes draws; those that exist, or that no schedule knows, are left out. Returns how many were made.
pub async fn make(
    db: &mut PgConnection,
    banca: BancaId,
    draws: &[(LotteryId, DateTime<Utc>)],
    as_job: bool,
) -> Result<i64, sqlx::Error> {
    let asked: Vec<_> = draws
        .iter()
        .map(|(lottery, at)| {
            serde_json::json!({ "draw": Uuid::now_v7(), "lottery": lottery, "at": at })
        })
        .collect();
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "made!" FROM plan_draws($1, $2, $3)"#,
        banca.raw(),
        serde_json::Value::Array(asked),
        as_job
    )
    .fetch_one(db)
    .await
}

/// Puts a draw on sale.
pub async fn open(db: &mut PgConnection, banca: BancaId, draw: DrawId) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT open_draw($1, $2)", banca.raw(), draw.raw())
        .execute(db)
        .await?;
    Ok(())
}

/// Lets the rest of the transaction wait half a second for a lock, as long as sales in flight may hold up a close.
pub async fn wait_briefly(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("SET LOCAL lock_timeout = '500ms'")
        .execute(db)
        .await?;
    Ok(())
}

/// Lets the rest of the transaction take the time that a large draw needs to be sealed or settled.
pub async fn take_time(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("SET LOCAL statement_timeout = '10min'")
        .execute(db)
        .await?;
    Ok(())
}

/// Closes and seals a draw.
pub async fn close(
    db: &mut PgConnection,
    banca: BancaId,
    draw: DrawId,
) -> Result<Seal, sqlx::Error> {
    let seal = sqlx::query!(
        r#"SELECT tickets AS "tickets!", stakes AS "stakes!", root AS "bytes!", encode(root, 'hex') AS "root!",
                  encode(previous, 'hex') AS "previous!", at AS "at!"
             FROM close_draw($1, $2)"#,
        banca.raw(),
        draw.raw()
    )
    .fetch_one(db)
    .await?;
    Ok(Seal {
        draw,
        tickets: seal.tickets,
        stakes: row::money(seal.stakes)?,
        short: seal_short(&seal.bytes),
        root: seal.root,
        previous: seal.previous,
        at: seal.at,
    })
}

/// Whether a statement gave up because a lock was not to be had in time.
pub fn gave_up_waiting(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(refused) if refused.code().as_deref() == Some("55P03"))
}
