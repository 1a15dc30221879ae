//! Sales of the till: completing and voiding them by the functions that decide, and reading what was sold.

pub mod list;
pub mod read;

use serde_json::Value;
use sqlx::PgConnection;

use crate::domain::{ApprovalId, CommandKey, ElectronicId, SaleId};

/// Completes a basket by the document that the domain made of it. Returns its numbers, moment and tickets.
pub async fn complete(
    db: &mut PgConnection,
    key: CommandKey,
    document: &Value,
) -> Result<Value, sqlx::Error> {
    sqlx::query_scalar("SELECT complete_sale($1, $2)")
        .bind(key.raw())
        .bind(document)
        .fetch_one(db)
        .await
}

/// Voids a sale.
pub async fn void(
    db: &mut PgConnection,
    key: CommandKey,
    sale: SaleId,
    reason: &str,
    authorisation: &str,
    approval: Option<ApprovalId>,
) -> Result<Value, sqlx::Error> {
    sqlx::query_scalar("SELECT void_sale($1, $2, $3, $4, $5)")
        .bind(key.raw())
        .bind(sale.raw())
        .bind(reason)
        .bind(authorisation)
        .bind(approval.map(ApprovalId::raw))
        .fetch_one(db)
        .await
}

/// Takes goods back by the document that the domain made of it.
pub async fn give_back(
    db: &mut PgConnection,
    key: CommandKey,
    document: &Value,
) -> Result<Value, sqlx::Error> {
    sqlx::query_scalar("SELECT return_goods($1, $2)")
        .bind(key.raw())
        .bind(document)
        .fetch_one(db)
        .await
}

/// Believes an electronic payment, or finds that it never came.
pub async fn decide(
    db: &mut PgConnection,
    key: CommandKey,
    payment: ElectronicId,
    approve: bool,
    reason: &str,
) -> Result<Value, sqlx::Error> {
    sqlx::query_scalar("SELECT decide_electronic($1, $2, $3, $4)")
        .bind(key.raw())
        .bind(payment.raw())
        .bind(approve)
        .bind(reason)
        .fetch_one(db)
        .await
}

/// Whether a second person consented to discounts of at least this amount on a sale.
pub async fn discount_consented(
    db: &mut PgConnection,
    sale: SaleId,
    amount: crate::domain::Money,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT discount_consented($1, $2)")
        .bind(sale.raw())
        .bind(amount.as_cents())
        .fetch_one(db)
        .await
}
