//! Setting a commission policy from now on. The one before ends in the same moment and stays readable; tickets keep what
//! was frozen on them.

use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal, Thing},
    seat::Seat,
    work::{self, Begun, Work},
};
use crate::{
    domain::{CommandKey, CommissionShare, Percent, Policy, PolicyRule, ScopeId, commission},
    store::{self, activity::Entry},
};

/// What was asked.
#[derive(serde::Serialize)]
pub struct SaveCommission {
    /// Whose policy.
    pub scope: ScopeId,
    /// Which share it sets.
    pub share: CommissionShare,
    /// What is paid where no rule matches.
    pub default_percent: Option<Percent>,
    /// The rules, first match wins.
    pub rules: Vec<PolicyRule>,
}

/// Sets the policy of the house, a shop or a seller for one share.
pub async fn run(seat: &Seat, key: CommandKey, asked: SaveCommission) -> Result<Answer, No> {
    check(&asked)?;
    let mut work = match work::begin(seat, key, "save_commission", &asked).await? {
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
    let me = work.actor();
    let policy = Policy {
        rules: asked.rules,
        default_percent: asked.default_percent,
    };
    let before =
        store::commission::replace(work.db(), me, asked.scope, asked.share, &policy).await?;
    work.log(Entry {
        details: json!({ "scope": asked.scope, "share": asked.share, "before": before, "after": policy }),
        ..Entry::new("commission.saved", &name)
    })
    .await?;
    work.commit(Answer::Saved).await
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
