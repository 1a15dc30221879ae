//! The identities of the books, each as one statement that returns both sides and the first row that breaks it. Run by
//! an administrator they see the own house; run by the owner, every house; run by whoever runs a shop, those that can be
//! recomputed from the shop's own rows.

mod accounts;
mod audit;
mod command;
mod draw;
mod drawer;
mod layoff;
mod ledger;
mod list;
mod log;
mod posting;
mod prize;
mod ticket;
mod till;

use sqlx::PgConnection;

use crate::domain::{posting_table::posting_table, view::Identity};

/// An identity: its stable name, whether a shop's own rows suffice to recompute it, and a statement that returns
/// `(left, right, first_broken)`. Where it names `$1`, that is the table of postings.
struct Check {
    name: &'static str,
    within_a_shop: bool,
    sql: &'static str,
}

/// Every family of identities, from the books to the log.
const FAMILIES: [&[Check]; 13] = [
    ledger::CHECKS,
    posting::CHECKS,
    drawer::CHECKS,
    ticket::CHECKS,
    till::CHECKS,
    prize::CHECKS,
    draw::CHECKS,
    list::CHECKS,
    layoff::CHECKS,
    command::CHECKS,
    log::CHECKS,
    accounts::CHECKS,
    audit::CHECKS,
];

/// How much of the house is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All that the connection sees.
    House,
    /// The rows of one shop.
    Shop,
}

/// Checks every identity within reach.
pub async fn identities(db: &mut PgConnection, reach: Reach) -> Result<Vec<Identity>, sqlx::Error> {
    let mut found = Vec::new();
    let table =
        serde_json::to_value(posting_table()).map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    for check in FAMILIES.into_iter().flatten() {
        if reach == Reach::Shop && !check.within_a_shop {
            continue;
        }
        let mut query = sqlx::query_as(check.sql);
        if check.sql.contains("$1") {
            query = query.bind(&table);
        }
        let (left, right, first_broken): (i64, i64, Option<String>) =
            query.fetch_one(&mut *db).await?;
        let holds = left == right && first_broken.is_none();
        found.push(Identity {
            name: check.name.to_owned(),
            left,
            right,
            holds,
            first_broken,
        });
    }
    Ok(found)
}

/// The database's clock.
pub async fn now(db: &mut PgConnection) -> Result<chrono::DateTime<chrono::Utc>, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT banca_now() AS "now!""#)
        .fetch_one(db)
        .await
}

/// Begins a transaction on a connection that is held.
pub async fn begin(
    db: &mut PgConnection,
) -> Result<sqlx::Transaction<'_, sqlx::Postgres>, sqlx::Error> {
    sqlx::Connection::begin(db).await
}

/// Lets everything that follows in this transaction see one moment, and take the time it needs.
pub async fn one_view(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    super::connect::one_view(db).await?;
    sqlx::query("SET LOCAL statement_timeout = '10min'")
        .execute(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::FAMILIES;

    #[test]
    fn every_identity_has_a_name_of_its_own() {
        let names: Vec<&str> = FAMILIES
            .into_iter()
            .flatten()
            .map(|check| check.name)
            .collect();
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), names.len());
        assert!(names.iter().all(|name| name.contains('.')));
    }
}
