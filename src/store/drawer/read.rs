//! What is shown of drawers.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::state;
use crate::{
    domain::{
        DrawerId, Money, UserId,
        view::{DrawerRow, DrawerState},
    },
    store::row,
};

/// The own drawer that is not closed, as its cashier may see it.
pub struct Own {
    /// The drawer session.
    pub drawer: DrawerId,
    /// Its state.
    pub state: DrawerState,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// The float put in.
    pub float: Money,
    /// Tickets sold from it.
    pub tickets: i64,
    /// Prizes paid from it.
    pub payouts: i64,
    /// How often it was opened without a sale.
    pub no_sales: i64,
    /// What it should hold.
    pub expected: Money,
    /// The terminal where it was opened, when that is another one.
    pub elsewhere: Option<String>,
}

/// Reads the own drawer with its activity.
pub async fn own(db: &mut PgConnection) -> Result<Option<Own>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT d.drawer_id, d.state, d.opened_at, d.float_minor,
                  CASE WHEN d.terminal_id <> (SELECT my_terminal()) THEN t.name END AS elsewhere,
                  (SELECT count(*) FROM ticket k
                    WHERE k.vendedor_id = d.user_id AND k.sold_at >= d.opened_at AND k.drawer_id = d.drawer_id) AS "tickets!",
                  (SELECT count(*) FROM payout p
                    WHERE p.at >= d.opened_at AND p.drawer_id = d.drawer_id) AS "payouts!",
                  (SELECT count(*) FROM no_sale n WHERE n.banca_id = d.banca_id AND n.drawer_id = d.drawer_id) AS "no_sales!",
                  coalesce((SELECT a.balance FROM account a
                             WHERE a.banca_id = d.banca_id AND a.book = d.ventana_id AND a.code = 1100
                               AND a.key = d.drawer_id), 0) AS "expected!"
             FROM drawer d
             JOIN terminal t USING (banca_id, terminal_id)
            WHERE d.user_id = (SELECT my_user()) AND d.state <> 'closed'"#
    )
    .fetch_optional(db)
    .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    Ok(Some(Own {
        drawer: found.drawer_id.into(),
        state: state(&found.state)?,
        opened_at: found.opened_at,
        float: row::money(found.float_minor)?,
        tickets: found.tickets,
        payouts: found.payouts,
        no_sales: found.no_sales,
        expected: row::money(found.expected)?,
        elsewhere: found.elsewhere,
    }))
}

/// A drawer in a list, with whose it is.
pub struct Listed {
    /// What is shown of it.
    pub row: DrawerRow,
    /// Whose it is.
    pub user: UserId,
}

/// The drawers within the user's reach: those not closed first, then those that wait for a review, the latest hundred.
pub async fn list(db: &mut PgConnection) -> Result<Vec<Listed>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT d.drawer_id, t.name AS terminal, d.user_id, user_name(d.user_id) AS "user!", d.opened_at,
                  d.closed_at, d.z_number, CASE WHEN r.drawer_id IS NULL THEN d.state ELSE 'reviewed' END AS "state!",
                  CASE WHEN r.drawer_id IS NOT NULL THEN user_name(r.user_id) END AS reviewed_by, r.note AS "note?",
                  coalesce(g.user_id <> d.user_id, false) AS "absent!",
                  d.state <> 'closed' AND d.business_date < business_date(d.banca_id, d.ventana_id, banca_now()) AS "stale!",
                  CASE d.state WHEN 'closed' THEN (d.report ->> 'expected')::bigint
                               ELSE coalesce(a.balance, 0) END AS "expected!",
                  (SELECT c.total FROM drawer_count c
                    WHERE c.banca_id = d.banca_id AND c.drawer_id = d.drawer_id
                    ORDER BY c.count_no DESC LIMIT 1) AS counted
             FROM drawer d
             JOIN terminal t USING (banca_id, terminal_id)
             LEFT JOIN drawer_review r USING (banca_id, drawer_id)
             LEFT JOIN drawer_closing g USING (banca_id, drawer_id)
             LEFT JOIN account a
               ON a.banca_id = d.banca_id AND a.book = d.ventana_id AND a.code = 1100 AND a.key = d.drawer_id
            ORDER BY d.state = 'closed', r.drawer_id IS NOT NULL, d.opened_at DESC
            LIMIT 100"#
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(Listed {
                row: DrawerRow {
                    drawer: found.drawer_id.into(),
                    terminal: found.terminal,
                    user: found.user,
                    state: state(&found.state)?,
                    opened_at: found.opened_at,
                    closed_at: found.closed_at,
                    expected: Some(row::money(found.expected)?),
                    counted: found.counted.map(row::money).transpose()?,
                    z_number: found.z_number,
                    reviewed_by: found.reviewed_by,
                    review_note: found.note.unwrap_or_default(),
                    absent: found.absent,
                    stale: found.stale,
                },
                user: found.user_id.into(),
            })
        })
        .collect()
}
