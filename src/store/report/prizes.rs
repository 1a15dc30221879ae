//! What reports read of prizes: what was paid, and what became of what was won.

use sqlx::PgConnection;

use super::{Narrowed, Read};
use crate::domain::{
    UserId, VentanaId,
    report::{Dimension, Figures, Period, WaitBand},
};

/// Payouts by the day they were made, and those taken back by the day of that.
pub(super) async fn paid(
    db: &mut PgConnection,
    by: Dimension,
    period: Period,
    filter: &Narrowed,
) -> Result<Vec<Read>, sqlx::Error> {
    let found = sqlx::query!(
        r#"WITH fact AS (
               SELECT p.business_date, p.at, p.draw_id, p.ventana_id, p.vendedor_id, p.method,
                      p.business_date AS paid_on, 1 AS payouts, p.amount AS paid, 0 AS reversed, 0::bigint AS taken_back
                 FROM payout p
                WHERE p.business_date BETWEEN $2 AND $3 AND p.kind = 'PRIZE'
                UNION ALL
               SELECT r.business_date, r.at, p.draw_id, p.ventana_id, p.vendedor_id, p.method,
                      p.business_date, 0, 0, 1, p.amount
                 FROM payout_reversal r
                 JOIN payout p USING (banca_id, payout_id)
                WHERE r.business_date BETWEEN $2 AND $3 AND p.kind = 'PRIZE'
           )
           SELECT CASE $1 WHEN 'method' THEN f.method
                          WHEN 'wait' THEN (SELECT count(*) FROM unnest($9::integer[]) most
                                             WHERE f.paid_on - d.business_date > most)::text
                          ELSE report_key($1, f.business_date, extract(hour FROM f.at AT TIME ZONE h.zone)::smallint, f.draw_id,
                                          f.ventana_id, f.vendedor_id, d.lottery_id, d.at AT TIME ZONE h.zone) END AS key,
                  sum(f.payouts)::bigint AS "payouts!", sum(f.paid)::bigint AS "paid!",
                  sum(f.reversed)::bigint AS "reversed!", sum(f.taken_back)::bigint AS "taken_back!"
             FROM fact f
             JOIN draw d USING (draw_id)
             JOIN banca h USING (banca_id)
            WHERE ($4::uuid IS NULL OR f.ventana_id = $4) AND ($5::uuid IS NULL OR f.vendedor_id = $5)
              AND ($6::uuid IS NULL OR d.lottery_id = $6)
              AND ($7::time IS NULL OR (d.at AT TIME ZONE h.zone)::time = $7)
              AND ($8::date IS NULL OR d.business_date = $8)
            GROUP BY 1"#,
        by.name(),
        period.from,
        period.to,
        filter.ventana.map(VentanaId::raw),
        filter.vendedor.map(UserId::raw),
        filter.lottery,
        filter.at,
        filter.drawn,
        &bounds()
    )
    .fetch_all(db)
    .await?;
    let read = found.into_iter().map(|row| Read {
        key: row.key,
        figures: Figures {
            payouts: row.payouts,
            paid: row.paid,
            reversed: row.reversed,
            taken_back: row.taken_back,
            ..Figures::default()
        },
    });
    Ok(read.collect())
}

/// Prizes by the day their tickets were sold, with what was paid of them and what became of the rest, as it stands now. What a
/// correction left paid beyond a prize is a claim and not counted. Payouts are looked for from a week before the first day on, for
/// a clock that was put back.
pub(super) async fn won(
    db: &mut PgConnection,
    by: Dimension,
    period: Period,
    filter: &Narrowed,
) -> Result<Vec<Read>, sqlx::Error> {
    let found = sqlx::query!(
        r#"WITH paid AS (
               SELECT p.banca_id, p.ticket_id, sum(p.amount)::bigint AS paid
                 FROM payout p
                WHERE p.business_date >= $2::date - 7 AND p.kind = 'PRIZE'
                  AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)
                GROUP BY p.banca_id, p.ticket_id
           ), fact AS (
               SELECT a.banca_id, a.business_date, a.draw_id, a.ventana_id, a.vendedor_id, a.mark, a.prize,
                      least(coalesce(p.paid, 0), a.prize) AS paid
                 FROM award a
                 LEFT JOIN paid p ON p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id
                WHERE a.business_date BETWEEN $2 AND $3 AND a.mark <> 'REVERSED' AND a.kind = 'PRIZE'
           )
           SELECT CASE $1 WHEN 'wait' THEN (SELECT count(*) FROM unnest($9::integer[]) most
                                             WHERE business_date(f.banca_id, NULL, banca_now()) - d.business_date > most)::text
                          ELSE report_key($1, f.business_date, NULL, f.draw_id, f.ventana_id, f.vendedor_id, d.lottery_id,
                                          d.at AT TIME ZONE h.zone) END AS key,
                  count(*) AS "tickets!", sum(f.prize)::bigint AS "prizes!", sum(f.paid)::bigint AS "paid!",
                  coalesce(sum(f.prize - f.paid) FILTER (WHERE f.mark = 'OPEN'), 0)::bigint AS "open!",
                  coalesce(sum(f.prize - f.paid) FILTER (WHERE f.mark = 'FINALIZED'), 0)::bigint AS "debt!",
                  coalesce(sum(f.prize - f.paid) FILTER (WHERE f.mark = 'EXPIRED'), 0)::bigint AS "expired!"
             FROM fact f
             JOIN draw d ON d.banca_id = f.banca_id AND d.draw_id = f.draw_id
             JOIN banca h ON h.banca_id = f.banca_id
            WHERE ($4::uuid IS NULL OR f.ventana_id = $4) AND ($5::uuid IS NULL OR f.vendedor_id = $5)
              AND ($6::uuid IS NULL OR d.lottery_id = $6)
              AND ($7::time IS NULL OR (d.at AT TIME ZONE h.zone)::time = $7)
              AND ($8::date IS NULL OR d.business_date = $8)
            GROUP BY 1"#,
        by.name(),
        period.from,
        period.to,
        filter.ventana.map(VentanaId::raw),
        filter.vendedor.map(UserId::raw),
        filter.lottery,
        filter.at,
        filter.drawn,
        &bounds()
    )
    .fetch_all(db)
    .await?;
    let read = found.into_iter().map(|row| Read {
        key: row.key,
        figures: Figures {
            tickets: row.tickets,
            prizes: row.prizes,
            paid: row.paid,
            open: row.open,
            debt: row.debt,
            expired: row.expired,
            ..Figures::default()
        },
    });
    Ok(read.collect())
}

/// The most days of each band, in their order.
fn bounds() -> Vec<i32> {
    WaitBand::ALL
        .into_iter()
        .filter_map(WaitBand::days)
        .collect()
}
