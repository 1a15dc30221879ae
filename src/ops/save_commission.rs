//! Setting a commission policy, from now on or for a span to come. What was in force before stays readable, and comes
//! back behind a span that ends; tickets keep what was frozen on them.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal, Thing},
    request::SaveCommission,
    seat::Seat,
    work::{self, Begun, Work},
};
use crate::{
    domain::{Policy, PolicyRule, ScopeId, Validity, commission},
    store::{self, activity::Entry},
};

/// Sets the policy of the house, a shop or a seller for one share.
pub async fn run(seat: &Seat, asked: SaveCommission) -> Result<Answer, No> {
    check(&asked)?;
    let mut work = match work::begin(seat, asked.key, "save_commission", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let name = store::commission::scope_name(work.db(), asked.scope)
        .await?
        .ok_or(Refusal::NotFound {
            what: match asked.scope {
                ScopeId::Vendedor(_) => Thing::User,
                ScopeId::Ventana(_) | ScopeId::Banca(_) => Thing::Ventana,
            },
        })?;
    check_lotteries(&mut work, &asked.rules).await?;
    let now = store::commission::now(work.db()).await?;
    let validity = validity(&asked, now)?;
    let me = work.actor();
    let policy = Policy {
        rules: asked.rules,
        default_percent: asked.default_percent,
    };
    let (scope, share) = (asked.scope, asked.share);
    let before = store::commission::replace(work.db(), me, scope, share, &policy, validity).await?;
    work.log(Entry {
        details: json!({
            "scope": scope, "share": share, "before": before, "after": policy,
            "from": validity.from, "to": validity.to,
        }),
        ..Entry::new("commission.saved", &name)
    })
    .await?;
    work.commit(Answer::Saved).await
}

/// The span that was asked for. What was sold before now keeps its commission, so no span begins in the past.
fn validity(asked: &SaveCommission, now: DateTime<Utc>) -> Result<Validity, Refusal> {
    let wrong = |field: &str| Refusal::Field {
        field: field.to_owned(),
        problem: FieldProblem::OutOfRange,
    };
    if asked.from.is_some_and(|from| from < now) {
        return Err(wrong("from"));
    }
    let validity = Validity {
        from: asked.from.unwrap_or(now),
        to: asked.to,
    };
    if validity.stands() {
        Ok(validity)
    } else {
        Err(wrong("to"))
    }
}

fn check(asked: &SaveCommission) -> Result<(), Vec<Refusal>> {
    let stands = [
        (
            "scope",
            commission::level_stands(asked.share, asked.scope.rank()),
        ),
        ("rules", commission::rules_stand(&asked.rules)),
    ];
    let problems: Vec<Refusal> = stands
        .into_iter()
        .filter(|(_, stands)| !stands)
        .map(|(field, _)| Refusal::Field {
            field: field.to_owned(),
            problem: FieldProblem::OutOfRange,
        })
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// Every lottery that a rule names exists.
async fn check_lotteries(work: &mut Work<'_>, rules: &[PolicyRule]) -> Result<(), No> {
    for lottery in rules.iter().filter_map(|rule| rule.lottery) {
        if store::lottery::known(work.db(), lottery).await?.is_none() {
            return Err(Refusal::NotFound {
                what: Thing::Lottery,
            }
            .into());
        }
    }
    Ok(())
}
