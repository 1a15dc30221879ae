//! Price lists: those in force; ending one and letting another follow. A list is never changed, so that what was in force
//! when stays readable.

use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    Actor, LotteryId, MultiplierId, PriceList, ScopeId, SellerPath, view::PriceListRow,
};

/// The lists in force that the asker may see, the house's first, with names.
pub async fn list(db: &mut PgConnection) -> Result<Vec<PriceListRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT p.scope_rank, p.scope_id, p.lottery_id, p.multipliers, p.usual, p.date_from, p.date_to, p.reason, p.set_at,
                  ARRAY(SELECT m.name FROM multiplier m
                         WHERE m.banca_id = p.banca_id AND m.multiplier_id = ANY (p.multipliers)
                         ORDER BY m.kind, m.factor) AS "names!",
                  l.name AS lottery, coalesce(user_name(p.set_by), '') AS "set_by!",
                  coalesce(CASE p.scope_rank WHEN 1 THEN user_name(p.scope_id)
                                             WHEN 2 THEN v.name ELSE b.name END, '') AS "scope_name!"
             FROM price_list p
             JOIN banca b USING (banca_id)
             JOIN lottery l USING (banca_id, lottery_id)
             LEFT JOIN ventana v ON v.banca_id = p.banca_id AND v.ventana_id = p.scope_id
            WHERE p.ended_at IS NULL
            ORDER BY lower(l.name), p.scope_rank DESC, "scope_name!", p.list_id"#
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(PriceListRow {
                list: PriceList {
                    scope: row::scope(found.scope_rank, found.scope_id)?,
                    lottery: found.lottery_id.into(),
                    multipliers: ids(found.multipliers),
                    usual: ids(found.usual),
                    from: found.date_from,
                    to: found.date_to,
                    reason: found.reason,
                },
                names: found.names,
                scope_name: found.scope_name,
                lottery_name: found.lottery,
                set_by: found.set_by,
                set_at: found.set_at,
            })
        })
        .collect()
}

/// The lists in force that concern a seller.
pub async fn of_seller(
    db: &mut PgConnection,
    seller: SellerPath,
) -> Result<Vec<PriceList>, sqlx::Error> {
    let scopes: Vec<Uuid> = seller.scopes().into_iter().map(ScopeId::raw).collect();
    let rows = sqlx::query!(
        "SELECT scope_rank, scope_id, lottery_id, multipliers, usual, date_from, date_to, reason
           FROM price_list
          WHERE ended_at IS NULL AND scope_id = ANY ($1)
          ORDER BY scope_rank",
        &scopes
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(PriceList {
                scope: row::scope(found.scope_rank, found.scope_id)?,
                lottery: found.lottery_id.into(),
                multipliers: ids(found.multipliers),
                usual: ids(found.usual),
                from: found.date_from,
                to: found.date_to,
                reason: found.reason,
            })
        })
        .collect()
}

/// Ends the list in force of a scope for a lottery, if there is one, and returns it.
pub async fn end(
    db: &mut PgConnection,
    me: Actor,
    scope: ScopeId,
    lottery: LotteryId,
) -> Result<Option<PriceList>, sqlx::Error> {
    let ended = sqlx::query!(
        "UPDATE price_list SET ended_by = $3, ended_at = banca_now()
          WHERE scope_id = $1 AND lottery_id = $2 AND ended_at IS NULL
          RETURNING multipliers, usual, date_from, date_to, reason",
        scope.raw(),
        lottery.raw(),
        me.user.raw()
    )
    .fetch_optional(db)
    .await?;
    Ok(ended.map(|found| PriceList {
        scope,
        lottery,
        multipliers: ids(found.multipliers),
        usual: ids(found.usual),
        from: found.date_from,
        to: found.date_to,
        reason: found.reason,
    }))
}

/// Lets a list be in force from now on.
pub async fn add(db: &mut PgConnection, me: Actor, list: &PriceList) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO price_list (banca_id, list_id, scope_rank, scope_id, lottery_id, multipliers, usual, date_from, date_to,
                                 reason, set_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        me.banca.raw(),
        Uuid::now_v7(),
        list.scope.rank().code(),
        list.scope.raw(),
        list.lottery.raw(),
        &raw(&list.multipliers),
        &raw(&list.usual),
        list.from,
        list.to,
        list.reason,
        me.user.raw()
    )
    .execute(db)
    .await?;
    Ok(())
}

fn ids(raw: Vec<Uuid>) -> Vec<MultiplierId> {
    raw.into_iter().map(Into::into).collect()
}

fn raw(ids: &[MultiplierId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.raw()).collect()
}
