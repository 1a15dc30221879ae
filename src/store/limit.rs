//! Limit rules: those in force, with names; adding and ending. A rule is never changed: it ends, and another begins.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    Actor, DrawId, Hours, LimitEffect, LimitRule, LimitRuleId, LotteryId, Money, MultiplierId,
    Number, Percent, ScopeId, view::LimitRow,
};

/// A rule's own columns.
struct Columns {
    rule_id: Uuid,
    scope_rank: i16,
    scope_id: Uuid,
    lottery_id: Option<Uuid>,
    draw_id: Option<Uuid>,
    numbers: Vec<i16>,
    day_number: bool,
    kind: Option<i16>,
    multiplier_id: Option<Uuid>,
    date_from: Option<NaiveDate>,
    date_to: Option<NaiveDate>,
    weekdays: Vec<i16>,
    hour_from: Option<NaiveTime>,
    hour_to: Option<NaiveTime>,
    liftable: bool,
    effect: String,
    amount: Option<i64>,
    percent: Option<Decimal>,
    minutes: Option<i16>,
    per_seller: bool,
    reason: String,
}

impl Columns {
    fn rule(self) -> Result<LimitRule, sqlx::Error> {
        let numbers = self.numbers.into_iter();
        let hours = self.hour_from.zip(self.hour_to);
        let amount = || row::money_or_zero(self.amount);
        let per_seller = self.per_seller;
        Ok(LimitRule {
            id: self.rule_id.into(),
            scope: row::scope(self.scope_rank, self.scope_id)?,
            lottery: self.lottery_id.map(Into::into),
            draw: self.draw_id.map(Into::into),
            numbers: numbers
                .filter_map(|number| u16::try_from(number).ok())
                .collect(),
            day_number: self.day_number,
            kind: self.kind.map(row::kind).transpose()?,
            multiplier: self.multiplier_id.map(Into::into),
            from: self.date_from,
            to: self.date_to,
            weekdays: self
                .weekdays
                .into_iter()
                .map(row::weekday)
                .collect::<Result<_, _>>()?,
            hours: hours.map(|(from, to)| Hours { from, to }),
            liftable: self.liftable,
            effect: match self.effect.as_str() {
                "per_ticket" => LimitEffect::PerTicket { amount: amount()? },
                "accumulated" => LimitEffect::Accumulated {
                    amount: amount()?,
                    per_seller,
                },
                "dynamic" => LimitEffect::Dynamic {
                    base: amount()?,
                    percent: row::percent(self.percent.unwrap_or_default())?,
                    per_seller,
                },
                "cutoff" => LimitEffect::Cutoff {
                    minutes: self
                        .minutes
                        .and_then(|minutes| u16::try_from(minutes).ok())
                        .unwrap_or_default(),
                },
                _ => LimitEffect::Blocked,
            },
            reason: self.reason,
        })
    }
}

/// The rules in force of some scopes that the asker may see, most specific first.
pub async fn of_scopes(
    db: &mut PgConnection,
    scopes: &[ScopeId],
) -> Result<Vec<LimitRule>, sqlx::Error> {
    let scopes: Vec<Uuid> = scopes.iter().map(|scope| scope.raw()).collect();
    let rows = sqlx::query_as!(
        Columns,
        "SELECT rule_id, scope_rank, scope_id, lottery_id, draw_id, numbers, day_number, kind, multiplier_id, date_from, date_to,
                weekdays, hour_from, hour_to, liftable, effect, amount, percent, minutes, per_seller, reason
           FROM limit_rule
          WHERE ended_at IS NULL AND scope_id = ANY ($1)
          ORDER BY scope_rank, set_at",
        &scopes
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Columns::rule).collect()
}

/// What stands around a rule: names, who set it, and whether the asker may change it.
struct Around {
    rule_id: Uuid,
    set_at: DateTime<Utc>,
    scope_name: String,
    lottery_name: Option<String>,
    set_by: String,
    editable: bool,
}

/// The rules in force that the asker may see, the house's first; or one of them by its id.
///
/// A shop may change what it set itself, never what the house set over it: the same condition guards the table.
async fn in_force(
    db: &mut PgConnection,
    one: Option<LimitRuleId>,
) -> Result<Vec<LimitRow>, sqlx::Error> {
    let around = sqlx::query_as!(
        Around,
        r#"SELECT r.rule_id, r.set_at,
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
            ORDER BY r.scope_rank DESC, "scope_name!", r.set_at, r.rule_id"#,
        one.map(LimitRuleId::raw)
    )
    .fetch_all(&mut *db)
    .await?;
    let ids: Vec<Uuid> = around.iter().map(|row| row.rule_id).collect();
    let mut rules = by_id(db, &ids).await?;
    let view = |row: Around| {
        let rule = rules.remove(&row.rule_id)?;
        Some(LimitRow {
            rule,
            scope_name: row.scope_name,
            lottery_name: row.lottery_name,
            set_by: row.set_by,
            set_at: row.set_at,
            editable: row.editable,
        })
    };
    Ok(around.into_iter().filter_map(view).collect())
}

/// Rules by their ids. A rule never changes, so what is read after its names is the same.
async fn by_id(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, LimitRule>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Columns,
        "SELECT rule_id, scope_rank, scope_id, lottery_id, draw_id, numbers, day_number, kind, multiplier_id, date_from, date_to,
                weekdays, hour_from, hour_to, liftable, effect, amount, percent, minutes, per_seller, reason
           FROM limit_rule
          WHERE rule_id = ANY ($1)",
        ids
    )
    .fetch_all(db)
    .await?;
    let keyed = |row: Columns| Ok((row.rule_id, row.rule()?));
    rows.into_iter().map(keyed).collect()
}

/// All rules in force that the asker may see.
pub async fn list(db: &mut PgConnection) -> Result<Vec<LimitRow>, sqlx::Error> {
    in_force(db, None).await
}

/// A rule in force that the asker may see.
pub async fn one(
    db: &mut PgConnection,
    rule: LimitRuleId,
) -> Result<Option<LimitRow>, sqlx::Error> {
    Ok(in_force(db, Some(rule)).await?.into_iter().next())
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
            AND weekdays = '{}' AND hour_from IS NULL
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
    let effect = Effect::of(&rule.effect);
    let numbers: Vec<i16> = rule
        .numbers
        .iter()
        .filter_map(|number| i16::try_from(*number).ok())
        .collect();
    let weekdays: Vec<i16> = rule
        .weekdays
        .iter()
        .map(|day| row::weekday_code(*day))
        .collect();
    let added = sqlx::query!(
        "INSERT INTO limit_rule (banca_id, rule_id, scope_rank, scope_id, lottery_id, draw_id, numbers, day_number, kind,
                                 multiplier_id, date_from, date_to, weekdays, hour_from, hour_to, liftable, effect, amount,
                                 percent, minutes, per_seller, reason, set_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
         ON CONFLICT DO NOTHING",
        me.banca.raw(),
        rule.id.raw(),
        rule.scope.rank().code(),
        rule.scope.raw(),
        rule.lottery.map(LotteryId::raw),
        rule.draw.map(DrawId::raw),
        &numbers,
        rule.day_number,
        rule.kind.map(row::kind_code),
        rule.multiplier.map(MultiplierId::raw),
        rule.from,
        rule.to,
        &weekdays,
        rule.hours.map(|hours| hours.from),
        rule.hours.map(|hours| hours.to),
        rule.liftable,
        effect.name,
        effect.amount.map(Money::as_cents),
        effect.percent.map(Percent::as_decimal),
        effect.minutes,
        rule.effect.per_seller(),
        rule.reason,
        me.user.raw()
    )
    .execute(db)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// An effect as its columns.
struct Effect {
    name: &'static str,
    amount: Option<Money>,
    percent: Option<Percent>,
    minutes: Option<i16>,
}

impl Effect {
    fn of(effect: &LimitEffect) -> Effect {
        let (name, amount, percent, minutes) = match *effect {
            LimitEffect::PerTicket { amount } => ("per_ticket", Some(amount), None, None),
            LimitEffect::Accumulated { amount, .. } => ("accumulated", Some(amount), None, None),
            LimitEffect::Dynamic { base, percent, .. } => {
                ("dynamic", Some(base), Some(percent), None)
            }
            LimitEffect::Blocked => ("blocked", None, None, None),
            // What no column holds is refused by it.
            LimitEffect::Cutoff { minutes } => {
                let minutes = i16::try_from(minutes).unwrap_or(i16::MAX);
                ("cutoff", None, None, Some(minutes))
            }
        };
        Effect {
            name,
            amount,
            percent,
            minutes,
        }
    }
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
