//! The jobs of the clock as they are told: what ran last, what comes next, and what is late.

use sqlx::{PgConnection, Row, postgres::PgRow};

use crate::domain::{
    BancaId, Job,
    view::{JobRow, JobRun, Jobs},
};

/// Most runs that are listed.
const RUNS: i64 = 100;

/// Keeps that a job ran: how much it did, or why it failed.
pub async fn note(
    db: &mut PgConnection,
    banca: BancaId,
    job: Job,
    done: i64,
    failure: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT note_job($1, $2, $3, $4)")
        .bind(banca.raw())
        .bind(job.name())
        .bind(done)
        .bind(failure)
        .execute(db)
        .await?;
    Ok(())
}

/// The jobs of the own house with their latest runs. What comes next, and whether it is late, is read off the draws.
pub async fn list(db: &mut PgConnection, banca: BancaId) -> Result<Jobs, sqlx::Error> {
    let rows = sqlx::query(
        "WITH known (job, place) AS (
             VALUES ('generate', 1), ('open', 2), ('skip', 3), ('close', 4), ('expire', 5), ('gather', 6), ('seal', 7)
         ), next AS (
             SELECT 'open' AS job, min(d.at - make_interval(hours => (l.rules ->> 'open_hours')::integer)) AS at
               FROM draw d JOIN lottery l USING (banca_id, lottery_id)
              WHERE d.banca_id = $1 AND d.state = 'SCHEDULED' AND l.active AND d.cutoff > banca_now()
             UNION ALL
             SELECT 'close', min(cutoff) FROM draw WHERE banca_id = $1 AND state = 'OPEN'
             UNION ALL
             SELECT 'expire', (expired_through + 1)::timestamp AT TIME ZONE zone FROM banca WHERE banca_id = $1
         )
         SELECT k.job, j.last_run, j.last_done, n.at AS next, coalesce(j.done, 0) AS done, coalesce(j.runs, 0) AS runs,
                coalesce(j.failures, 0) AS failures, j.last_failure, j.failed_at,
                coalesce(n.at < banca_now() - interval '5 minutes',
                         j.last_run < banca_now() - interval '26 hours', false) AS late
           FROM known k
           LEFT JOIN job j ON j.banca_id = $1 AND j.job = k.job
           LEFT JOIN next n ON n.job = k.job
          ORDER BY k.place",
    )
    .bind(banca.raw())
    .fetch_all(&mut *db)
    .await?;
    let jobs = rows.iter().map(job).collect::<Result<_, _>>()?;
    let rows = sqlx::query(
        "SELECT job, at, done, failure, coalesce(user_name(user_id), '') AS by
           FROM job_run WHERE banca_id = $1
          ORDER BY at DESC, run_id DESC
          LIMIT $2",
    )
    .bind(banca.raw())
    .bind(RUNS)
    .fetch_all(db)
    .await?;
    let runs = rows.iter().map(run).collect::<Result<_, _>>()?;
    Ok(Jobs { jobs, runs })
}

fn job(found: &PgRow) -> Result<JobRow, sqlx::Error> {
    Ok(JobRow {
        job: found.try_get("job")?,
        last_run: found.try_get("last_run")?,
        last_done: found.try_get("last_done")?,
        next: found.try_get("next")?,
        done: found.try_get("done")?,
        runs: found.try_get("runs")?,
        failures: found.try_get("failures")?,
        last_failure: found.try_get("last_failure")?,
        failed_at: found.try_get("failed_at")?,
        late: found.try_get("late")?,
    })
}

fn run(found: &PgRow) -> Result<JobRun, sqlx::Error> {
    Ok(JobRun {
        job: found.try_get("job")?,
        at: found.try_get("at")?,
        done: found.try_get("done")?,
        failure: found.try_get("failure")?,
        by: found.try_get("by")?,
    })
}
