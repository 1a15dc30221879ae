//! Customers, as the till knows them.

use sqlx::{PgConnection, Row, postgres::PgRow};
use uuid::Uuid;

use super::row;
use crate::domain::{Actor, CustomerGroupId, CustomerId, goods::loyalty::Tier, view::CustomerRow};

fn read(found: &PgRow) -> Result<CustomerRow, sqlx::Error> {
    let group: Option<Uuid> = found.try_get("group_id")?;
    Ok(CustomerRow {
        customer: CustomerId::new(found.try_get("customer_id")?),
        name: found.try_get("name")?,
        phone: found.try_get("phone")?,
        email: found.try_get("email")?,
        identification: found.try_get("identification")?,
        group: group.map(CustomerGroupId::new),
        active: found.try_get("active")?,
        points: found.try_get("points")?,
        tier: Tier::of(found.try_get("points_earned")?),
        owes: row::money(found.try_get("owes")?)?,
        credit: row::money(found.try_get("credit")?)?,
    })
}

/// A customer.
pub async fn one(
    db: &mut PgConnection,
    customer: CustomerId,
) -> Result<Option<CustomerRow>, sqlx::Error> {
    let found = sqlx::query("SELECT * FROM customer_standing WHERE customer_id = $1")
        .bind(customer.raw())
        .fetch_optional(db)
        .await?;
    found.as_ref().map(read).transpose()
}

/// Customers whose name, telephone or identification begins so, by name; at most fifty.
pub async fn starting_with(
    db: &mut PgConnection,
    text: &str,
) -> Result<Vec<CustomerRow>, sqlx::Error> {
    let pattern = format!("{}%", escaped(&text.to_lowercase()));
    let rows = sqlx::query(
        "SELECT * FROM customer_standing
          WHERE lower(name) LIKE $1 OR lower(name) LIKE '% ' || $1 OR phone LIKE $1 OR identification LIKE $1
          ORDER BY NOT active, lower(name), customer_id
          LIMIT 50",
    )
    .bind(pattern)
        .fetch_all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// A text in which nothing means anything to `LIKE`.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

/// Writes a customer, new or known.
pub async fn save(
    db: &mut PgConnection,
    me: Actor,
    customer: &CustomerRow,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO customer (banca_id, customer_id, name, phone, email, identification, group_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (banca_id, customer_id) DO UPDATE
            SET name = excluded.name, phone = excluded.phone, email = excluded.email,
                identification = excluded.identification, group_id = excluded.group_id",
    )
    .bind(me.banca.raw())
    .bind(customer.customer.raw())
    .bind(&customer.name)
    .bind(&customer.phone)
    .bind(&customer.email)
    .bind(&customer.identification)
    .bind(customer.group.map(Uuid::from))
    .execute(&mut *db)
    .await?;
    sqlx::query("UPDATE customer SET active = $2 WHERE customer_id = $1 AND active <> $2")
        .bind(customer.customer.raw())
        .bind(customer.active)
        .execute(db)
        .await?;
    Ok(())
}
