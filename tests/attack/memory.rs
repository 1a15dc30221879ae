//! What the sellers remember against what the database holds.

use banca::domain::{CommandKey, DrawId, TicketCode};
use sqlx::{PgConnection, Row};
use uuid::Uuid;

use super::{Figures, HOT};
use crate::support::colones;

/// Everything that sellers were told about the sales of one draw.
#[derive(Debug, Default)]
pub struct Memory {
    keys: Vec<Uuid>,
    codes: Vec<String>,
}

impl Memory {
    /// A sale was acknowledged.
    pub fn keep(&mut self, key: CommandKey, code: TicketCode) {
        self.keys.push(key.raw());
        self.codes.push(code.digits());
    }

    /// What somebody else was told.
    pub fn add(&mut self, other: Memory) {
        self.keys.extend(other.keys);
        self.codes.extend(other.codes);
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.keys.len()
    }
}

/// Compares and counts: acknowledged sales that are not there, tickets beyond those acknowledged, draws whose hot number
/// passed its limit (in colones).
pub async fn check(
    owner: &mut PgConnection,
    draw: DrawId,
    memory: &Memory,
    limit: i64,
    figures: &mut Figures,
) {
    let row = sqlx::query(
        "WITH told AS (SELECT * FROM unnest($2::uuid[], $3::text[]) AS t(key, code)),
              held AS (SELECT s.command_id AS key, t.code::text AS code
                         FROM ticket t JOIN sale s USING (banca_id, business_date, sale_id)
                        WHERE t.draw_id = $1)
         SELECT (SELECT count(*) FROM told WHERE (key, code) NOT IN (SELECT key, code FROM held)),
                (SELECT count(*) FROM held WHERE (key, code) NOT IN (SELECT key, code FROM told)),
                (SELECT coalesce(sum(b.stake), 0)::bigint
                   FROM bet b JOIN ticket t USING (banca_id, business_date, ticket_id)
                  WHERE b.draw_id = $1 AND b.number = $4 AND t.state = 'ACTIVE')",
    )
    .bind(draw.raw())
    .bind(&memory.keys)
    .bind(&memory.codes)
    .bind(i16::try_from(HOT).unwrap())
    .fetch_one(owner)
    .await
    .unwrap();
    let count = |index: usize| usize::try_from(row.get::<i64, _>(index)).unwrap();
    figures.add("acknowledged", memory.len());
    figures.add("lost", count(0));
    figures.add("double", count(1));
    let hot: i64 = row.get(2);
    figures.add("over", usize::from(hot > colones(limit).as_cents()));
}
