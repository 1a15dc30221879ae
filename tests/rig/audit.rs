//! The auditor: looks at what is there when everybody has left, and trusts neither counters nor answers.

use std::collections::HashSet;

use banca::domain::TicketCode;
use sqlx::{PgConnection, Row};

use super::load::{Answered, HOT};
use crate::support::World;

/// What the auditor found. In a house in order every number but those of the first two lines is zero.
#[derive(Debug, Default)]
pub struct Found {
    /// Tickets that stand.
    pub standing: i64,
    /// Sales with the evidence of a limit.
    pub evidence: i64,
    /// Evidence of a sale above its limit, or of a limit that the rule never had.
    pub above: i64,
    /// Draws in which more stands on the most liked number than its limit.
    pub oversold: i64,
    /// Tickets that a draw's seal does not know, or knows and are gone.
    pub unsealed: i64,
    /// Tickets acknowledged and missing, or there and never acknowledged, or cancelled otherwise than answered.
    pub unaccounted: usize,
    /// Deadlocks that the server counted.
    pub deadlocks: i64,
    /// Identities of the books that do not hold.
    pub broken: Vec<String>,
}

impl Found {
    /// Everything that is not in order, by name.
    pub fn faults(&self) -> Vec<String> {
        let counts = [
            ("above", self.above),
            ("oversold", self.oversold),
            ("unsealed", self.unsealed),
            (
                "unaccounted",
                i64::try_from(self.unaccounted).unwrap_or(i64::MAX),
            ),
            ("deadlocks", self.deadlocks),
        ];
        let mut faults: Vec<String> = counts
            .iter()
            .filter(|(_, count)| *count != 0)
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        faults.extend(self.broken.iter().cloned());
        faults
    }
}

/// Audits a house that everybody has left.
pub async fn audit(world: &World, answered: &Answered, hot: i64) -> Result<Found, sqlx::Error> {
    let deadlocks = deadlocks(world).await?;
    let mut owner = world.owner().await;
    let row = sqlx::query(
        "SELECT (SELECT count(*) FROM ticket WHERE state = 'ACTIVE'),
                (SELECT count(*) FROM sale_evidence),
                (SELECT count(*) FROM sale_evidence e JOIN limit_rule r USING (banca_id, rule_id)
                  WHERE (e.used_after > e.limit_minor AND e.lifted_by IS NULL) OR e.limit_minor <> r.amount),
                (SELECT count(*) FROM (SELECT b.draw_id FROM bet b JOIN ticket t USING (banca_id, business_date, ticket_id)
                                        WHERE t.state = 'ACTIVE' AND b.number = $1
                                        GROUP BY b.draw_id HAVING sum(b.stake) > $2) o),
                (SELECT coalesce(sum(abs(s.tickets - (SELECT count(*) FROM ticket t
                                                       WHERE t.draw_id = s.draw_id AND t.state = 'ACTIVE'))), 0)::bigint
                   FROM draw_seal s)",
    )
    .bind(i16::try_from(HOT).unwrap_or_default())
    .bind(hot * 100)
    .fetch_one(&mut owner)
    .await?;
    Ok(Found {
        standing: row.get(0),
        evidence: row.get(1),
        above: row.get(2),
        oversold: row.get(3),
        unsealed: row.get(4),
        unaccounted: unaccounted(&mut owner, answered).await?,
        deadlocks,
        broken: broken(&mut owner).await?,
    })
}

async fn unaccounted(owner: &mut PgConnection, answered: &Answered) -> Result<usize, sqlx::Error> {
    let rows = sqlx::query("SELECT code::text, state FROM ticket")
        .fetch_all(owner)
        .await?;
    let there: HashSet<(String, bool)> = rows
        .iter()
        .map(|row| (row.get(0), row.get::<String, _>(1) == "CANCELLED"))
        .collect();
    let gone: HashSet<&TicketCode> = answered.cancelled.iter().collect();
    let told: HashSet<(String, bool)> = answered
        .tickets
        .iter()
        .map(|code| (code.digits(), gone.contains(code)))
        .collect();
    Ok(there.symmetric_difference(&told).count())
}

/// The identities of the books that do not hold, each with the first row that breaks it.
pub async fn broken(owner: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    let report = banca::ops::verify_all(owner).await?;
    let broken = report.identities.iter().filter(|identity| !identity.holds);
    Ok(broken.map(|identity| identity.name.to_string()).collect())
}

/// Deadlocks that the server has seen in this database, asked when every console has left: a console's statistics are
/// written at the latest when its connection ends.
pub async fn deadlocks(world: &World) -> Result<i64, sqlx::Error> {
    let mut owner = world.owner().await;
    loop {
        let others: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND backend_type = 'client backend'",
        )
        .fetch_one(&mut owner)
        .await?;
        if others == 0 {
            break;
        }
        tokio::task::yield_now().await;
    }
    sqlx::query_scalar("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        .fetch_one(&mut owner)
        .await
}
