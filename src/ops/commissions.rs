//! Commission policies as they are shown: those in force or to come, the versions of one, and where the commission on a
//! stake comes from.

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal, Thing},
    request::ExplainCommission,
    seat::Seat,
};
use crate::{
    domain::{
        CommissionShare, CommissionSource, Policy, ScopeId, commission,
        view::{CommissionExplained, CommissionRow, ShareExplained},
    },
    store,
};

/// The policies within reach that are in force or to come.
pub async fn commissions(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Commissions(store::commission::list(&mut db).await?))
}

/// Every version of one policy.
pub async fn history(seat: &Seat, scope: ScopeId, share: CommissionShare) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let versions = store::commission::history(&mut db, scope, share).await?;
    Ok(Answer::Commissions(versions))
}

/// What a seller and the shop earn on a stake at a moment, by which rule of which version, and who set it.
pub async fn explain(seat: &Seat, asked: &ExplainCommission) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let (seller, ventana) = store::commission::seller(&mut db, asked.seller)
        .await?
        .ok_or(Refusal::NotFound { what: Thing::User })?;
    let at = match asked.at {
        Some(at) => at,
        None => store::commission::now(&mut db).await?,
    };
    let mut levels = vec![ScopeId::Vendedor(asked.seller)];
    levels.extend(ventana.map(ScopeId::Ventana));
    levels.push(ScopeId::Banca(seat.me.banca));
    let mut found = store::commission::in_force(&mut db, &levels, at).await?;
    found.sort_by_key(|row| row.scope.rank());
    let shares = CommissionShare::ALL
        .into_iter()
        .map(|share| explained(share, &found, asked))
        .collect::<Result<Vec<_>, No>>()?;
    Ok(Answer::CommissionExplained(CommissionExplained {
        seller,
        stake: asked.stake,
        at,
        shares,
    }))
}

/// Resolves one share over the versions in force, most specific first, as a sale does.
fn explained(
    share: CommissionShare,
    found: &[CommissionRow],
    asked: &ExplainCommission,
) -> Result<ShareExplained, No> {
    let concerned = |row: &&CommissionRow| {
        row.share == share && commission::level_stands(share, row.scope.rank())
    };
    let versions: Vec<&CommissionRow> = found.iter().filter(concerned).collect();
    let policies: Vec<&Policy> = versions.iter().map(|row| &row.policy).collect();
    let (percent, source) = commission::resolve(&policies, asked.lottery, asked.kind, asked.factor);
    let (level, rule) = match source {
        CommissionSource::Rule { level, position } => (Some(level), position.checked_add(1)),
        CommissionSource::Default { level } => (Some(level), None),
        CommissionSource::Nothing => (None, None),
    };
    let amount = commission::on_stake(asked.stake, percent)
        .ok()
        .filter(|_| asked.stake.is_positive())
        .ok_or(Refusal::Field {
            field: "stake".to_owned(),
            problem: FieldProblem::OutOfRange,
        })?;
    Ok(ShareExplained {
        share,
        percent,
        amount,
        version: level
            .and_then(|level| versions.get(usize::from(level)))
            .map(|row| (*row).clone()),
        rule,
    })
}
