//! Limit rules: those in force, with names; adding and ending. A rule is never changed: it ends, and another begins.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{desk, row};
use crate::domain::{
    Actor, DrawId, LimitEffect, LimitRule, LimitRuleId, LotteryId, MultiplierId, Number, ScopeId,
    view::LimitRow,
};

/// A rule's columns with the names around it.
struct Found {
    rule_id: Uuid,
    scope_rank: i16,
    scope_id: Uuid,
    lottery_id: Option<Uuid>,
    draw_id: Option<Uuid>,
    numbers: Vec<i16>,
    kind: Option<i16>,
    multiplier_id: Option<Uuid>,
    date_from: Option<NaiveDate>,
    date_to: Option<NaiveDate>,
    liftable: bool,
    effect: String,
    amount: Option<i64>,
    per_seller: bool,
    reason: String,
    set_at: DateTime<Utc>,
    scope_name: String,
    lottery_name: Option<String>,
    set_by: String,
    editable: bool,
}

impl Found {
    fn view(self) -> Result<LimitRow, sqlx::Error> {
        let numbers = self.numbers.into_iter();
        Ok(LimitRow {
            rule: LimitRule {
                id: self.rule_id.into(),
                scope: row::scope(self.scope_rank, self.scope_id)?,
                lottery: self.lottery_id.map(Into::into),
                draw: self.draw_id.map(Into::into),
                numbers: numbers
                    .filter_map(|number| u16::try_from(number).ok())
                    .collect(),
                kind: self.kind.map(row::kind).transpose()?,
                multiplier: self.multiplier_id.map(Into::into),
                from: self.date_from,
                to: self.date_to,
                liftable: self.liftable,
                effect: desk::effect(&self.effect, self.amount, self.per_seller)?,
                reason: self.reason,
            },
            scope_name: self.scope_name,
            lottery_name: self.lottery_name,
            set_by: self.set_by,
            set_at: self.set_at,
            editable: self.editable,
        })
    }
}

/// The rules in force that the asker may see, the house's first; one of them by its id, or those of some scopes.
///
/// A shop may change what it set itself, never what the house set over it: the same condition guards the table.
async fn in_force(
    db: &mut PgConnection,
    one: Option<LimitRuleId>,
    scopes: Option<&[Uuid]>,
) -> Result<Vec<LimitRow>, sqlx::Error> {
    let found = sqlx::query_as!(
        Found,
        r#"SELECT r.rule_id, r.scope_rank, r.scope_id, r.lottery_id, r.draw_id, r.numbers, r.kind, r.multiplier_id,
                  r.date_from, r.date_to, r.liftable, r.effect, r.amount, r.per_seller, r.reason, r.set_at,
                  coalesce(CASE r.scope_rank
                               WHEN 1 THEN user_name(r.scope_id)
                               WHEN 2 THEN (SELECT v.name FROM ventana v WHERE v.ventana_id = r.scope_id)
                               ELSE (SELECT b.name FROM banca b) END, '') AS "scope_name!",
                  l.name AS "lottery_name?",
                  coalesce(user_name(r.set_by), '') AS "set_by!",
                  coalesce((SELECT my_role()) = 'ADMIN'
                           OR ((SELECT my_role()) = 'VENTANA' AND r.scope_rank < 3
                               AND r.set_by IN (SELECT u.user_id FROM app_user u
                                                 WHERE u.ventana_id = (SELECT my_ventana()) AND u.role <> 'ADMIN')),
                           false) AS "editable!"
             FROM limit_rule r
             LEFT JOIN lottery l USING (banca_id, lottery_id)
            WHERE r.ended_at IS NULL
              AND ($1::uuid IS NULL OR r.rule_id = $1)
              AND ($2::uuid[] IS NULL OR r.scope_id = ANY ($2))
            ORDER BY r.scope_rank DESC, "scope_name!", r.set_at, r.rule_id"#,
        one.map(LimitRuleId::raw),
        scopes as Option<&[Uuid]>
    )
    .fetch_all(db)
    .await?;
    found.into_iter().map(Found::view).collect()
}

/// All rules in force that the asker may see.
pub async fn list(db: &mut PgConnection) -> Result<Vec<LimitRow>, sqlx::Error> {
    in_force(db, None, None).await
}

/// A rule in force that the asker may see.
pub async fn one(
    db: &mut PgConnection,
    rule: LimitRuleId,
) -> Result<Option<LimitRow>, sqlx::Error> {
    Ok(in_force(db, Some(rule), None).await?.into_iter().next())
}

/// The rules in force of some scopes.
pub async fn of_scopes(
    db: &mut PgConnection,
    scopes: &[ScopeId],
) -> Result<Vec<LimitRule>, sqlx::Error> {
    let scopes: Vec<Uuid> = scopes.iter().map(|scope| scope.raw()).collect();
    let rows = in_force(db, None, Some(&scopes)).await?;
    Ok(rows.into_iter().map(|row| row.rule).collect())
}

/// The emergency block of a number in a draw that is in force at a scope.
pub async fn block_of(
    db: &mut PgConnection,
    scope: ScopeId,
    draw: DrawId,
    number: Number,
) -> Result<Option<LimitRuleId>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        "SELECT rule_id
           FROM limit_rule
          WHERE ended_at IS NULL AND scope_id = $1 AND draw_id = $2 AND numbers = ARRAY[$3::smallint]
            AND effect = 'blocked' AND kind IS NULL AND multiplier_id IS NULL AND date_from IS NULL AND date_to IS NULL
          LIMIT 1",
        scope.raw(),
        draw.raw(),
        row::number_code(number)
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(LimitRuleId::new))
}

/// Adds a rule. False when its id exists already.
pub async fn add(db: &mut PgConnection, me: Actor, rule: &LimitRule) -> Result<bool, sqlx::Error> {
    let (effect, amount, per_seller) = match rule.effect {
        LimitEffect::PerTicket { amount } => ("per_ticket", Some(amount), false),
        LimitEffect::Accumulated { amount, per_seller } => {
            ("accumulated", Some(amount), per_seller)
        }
        LimitEffect::Blocked => ("blocked", None, false),
    };
    let numbers: Vec<i16> = rule
        .numbers
        .iter()
        .filter_map(|number| i16::try_from(*number).ok())
        .collect();
    let added = sqlx::query!(
        "INSERT INTO limit_rule (banca_id, rule_id, scope_rank, scope_id, lottery_id, draw_id, numbers, kind, multiplier_id,
                                 date_from, date_to, liftable, effect, amount, per_seller, reason, set_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT DO NOTHING",
        me.banca.raw(),
        rule.id.raw(),
        rule.scope.rank().code(),
        rule.scope.raw(),
        rule.lottery.map(LotteryId::raw),
        rule.draw.map(DrawId::raw),
        &numbers,
        rule.kind.map(row::kind_code),
        rule.multiplier.map(MultiplierId::raw),
        rule.from,
        rule.to,
        rule.liftable,
        effect,
        amount.map(crate::domain::Money::as_cents),
        per_seller,
        rule.reason,
        me.user.raw()
    )
    .execute(db)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Ends a rule. False when it was not in force, or is not the asker's to end.
pub async fn end(db: &mut PgConnection, me: Actor, rule: LimitRuleId) -> Result<bool, sqlx::Error> {
    let ended = sqlx::query!(
        "UPDATE limit_rule SET ended_by = $2, ended_at = banca_now() WHERE rule_id = $1 AND ended_at IS NULL",
        rule.raw(),
        me.user.raw()
    )
    .execute(db)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// What a rule's filters name: the lottery's length of numbers, the draw's lottery and length, the multiplier's lottery
/// and kind; each nothing where the house has none such.
pub struct Named {
    /// Digits of the lottery.
    pub lottery_digits: Option<i16>,
    /// Lottery of the draw.
    pub draw_lottery: Option<Uuid>,
    /// Digits of the draw.
    pub draw_digits: Option<i16>,
    /// Lottery of the multiplier.
    pub multiplier_lottery: Option<Uuid>,
    /// Kind of the multiplier.
    pub multiplier_kind: Option<i16>,
}

/// Looks up what a rule's filters name.
pub async fn named(db: &mut PgConnection, rule: &LimitRule) -> Result<Named, sqlx::Error> {
    sqlx::query_as!(
        Named,
        r#"SELECT (SELECT digits FROM lottery WHERE lottery_id = $1) AS lottery_digits,
                  (SELECT lottery_id FROM draw WHERE draw_id = $2) AS draw_lottery,
                  (SELECT digits FROM draw WHERE draw_id = $2) AS draw_digits,
                  (SELECT lottery_id FROM multiplier WHERE multiplier_id = $3) AS multiplier_lottery,
                  (SELECT kind FROM multiplier WHERE multiplier_id = $3) AS multiplier_kind"#,
        rule.lottery.map(LotteryId::raw),
        rule.draw.map(DrawId::raw),
        rule.multiplier.map(MultiplierId::raw)
    )
    .fetch_one(db)
    .await
}
