//! The books as they are read: the trial balance, and the transfers behind an account.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::view::{LedgerAccount, LedgerEntry};

/// What every account of the books within reach has moved, the house's book first.
pub async fn accounts(db: &mut PgConnection) -> Result<Vec<LedgerAccount>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT t.book AS "book!", t.code AS "code!", t.debit AS "debit!", t.credit AS "credit!",
                  coalesce(v.name, b.name) AS "name!"
             FROM trial_balance() t
            CROSS JOIN banca b
             LEFT JOIN ventana v ON v.banca_id = b.banca_id AND v.ventana_id = t.book
            ORDER BY v.name IS NOT NULL, lower(v.name), t.book, t.code"#
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let (debit, credit) = (row::money(found.debit)?, row::money(found.credit)?);
            Ok(LedgerAccount {
                book: found.book,
                book_name: found.name,
                code: found.code,
                debit,
                credit,
                balance: row::difference(debit, &[credit])?,
            })
        })
        .collect()
}

/// A place in the list of transfers.
pub type Place = (NaiveDate, Uuid);

/// The transfers of an account, newest date first.
pub async fn entries(
    db: &mut PgConnection,
    book: Uuid,
    code: i16,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<(Place, LedgerEntry)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT transfer_id AS "id!", business_date AS "date!", at AS "at!", code AS "code!", event AS "event!",
                  other AS "other!", amount AS "amount!", document AS "document!", label AS "label!", by_whom AS "by!"
             FROM ledger_entries($1, $2, $3, $4, $5::bigint::integer)"#,
        book,
        code,
        after.map(|(date, _)| date),
        after.map(|(_, id)| id),
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let entry = LedgerEntry {
                date: found.date,
                at: found.at,
                code: found.code,
                event: found.event,
                other: found.other,
                amount: row::money(found.amount)?,
                document: found.document,
                label: found.label,
                by: found.by,
            };
            Ok(((found.date, found.id), entry))
        })
        .collect()
}
