//! `banca commission`: policies as they are, and as files that are exchanged:
//! `{version, effectiveFrom, effectiveTo, defaultPercent, rules: [{lottery, betType, multiplierRange: {min, max}, percent}]}`.

use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Number;

use super::{
    World,
    args::{CommissionCommand, PolicyOf, ShareArg},
    exit::Failure,
    find,
    signed::{Signed, key, unexpected},
};
use crate::{
    domain::{BetKind, CommissionShare, Percent, PolicyRule, Rate, ScopeId},
    ops::{Answer, CommissionRow, LotteryRow, Request, SaveCommission},
    ui::text::commissions as t,
};

/// A policy in a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PolicyFile {
    /// Which version it was when it was written; a file that is read makes the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    #[serde(default)]
    effective_from: Option<DateTime<Utc>>,
    #[serde(default)]
    effective_to: Option<DateTime<Utc>>,
    #[serde(default)]
    default_percent: Option<Figure>,
    #[serde(default)]
    rules: Vec<RuleInFile>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RuleInFile {
    /// By name, alias or id; every lottery without one.
    #[serde(default)]
    lottery: Option<String>,
    #[serde(default)]
    bet_type: Option<BetType>,
    #[serde(default)]
    multiplier_range: Option<RangeInFile>,
    percent: Figure,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum BetType {
    #[serde(alias = "STRAIGHT", alias = "straight", alias = "numero")]
    Numero,
    #[serde(alias = "reventado")]
    Reventado,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RangeInFile {
    #[serde(default)]
    min: Option<Figure>,
    #[serde(default)]
    max: Option<Figure>,
}

/// A figure as people write it in JSON: a number, or its text.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Figure {
    Number(Number),
    Text(String),
}

impl Figure {
    fn text(&self) -> String {
        match self {
            Figure::Number(number) => number.to_string(),
            Figure::Text(text) => text.clone(),
        }
    }

    fn percent(&self) -> Result<Percent, Failure> {
        Percent::parse(&self.text()).map_err(|_| self.wrong())
    }

    fn factor(&self) -> Result<Rate, Failure> {
        Rate::parse(&self.text()).map_err(|_| self.wrong())
    }

    fn wrong(&self) -> Failure {
        Failure::Data(t::FILE_FIGURE.with("text", self.text()))
    }

    /// Written as a number, so that other programs read one.
    fn of(text: String) -> Figure {
        text.parse().map_or(Figure::Text(text), Figure::Number)
    }
}

/// Lists policies, writes one to a file, or reads one from it.
pub async fn run(
    world: &mut World,
    signed: &Signed,
    command: CommissionCommand,
) -> Result<Answer, Failure> {
    match command {
        CommissionCommand::List(_) => signed.ask(Request::Commissions).await,
        CommissionCommand::Export { of, file } => export(world, signed, &of, &file).await,
        CommissionCommand::Import {
            of,
            file,
            dry_run,
            consent,
        } => {
            let (scope, share) = whose(signed, &of).await?;
            let read = read(&file).await?;
            let asked = asked(
                &read,
                scope,
                share,
                key(consent.key),
                &find::lotteries(signed).await?,
            )?;
            if dry_run {
                let rules = i64::try_from(asked.rules.len()).unwrap_or(i64::MAX);
                world.out.note(t::FILE_READS.with("n", rules));
                return Ok(Answer::Saved);
            }
            signed
                .command(world, &consent, Request::SaveCommission(asked))
                .await
        }
    }
}

async fn whose(signed: &Signed, of: &PolicyOf) -> Result<(ScopeId, CommissionShare), Failure> {
    let scope = match (&of.vendedor, &of.ventana) {
        (Some(name), _) => ScopeId::Vendedor(find::user(signed, name).await?.id),
        (None, Some(name)) => ScopeId::Ventana(find::ventana(signed, name).await?),
        (None, None) => ScopeId::Banca(signed.me.banca),
    };
    let share = match of.share {
        ShareArg::Listero => CommissionShare::Listero,
        ShareArg::Vendedor => CommissionShare::Vendedor,
    };
    Ok((scope, share))
}

/// Writes the version in force, or else the next one to come.
async fn export(
    world: &World,
    signed: &Signed,
    of: &PolicyOf,
    path: &Path,
) -> Result<Answer, Failure> {
    let (scope, share) = whose(signed, of).await?;
    let rows = match signed.ask(Request::Commissions).await? {
        Answer::Commissions(rows) => rows,
        other => return Err(unexpected(other)),
    };
    let mut own = rows
        .into_iter()
        .filter(|row| row.scope == scope && row.share == share);
    let row = own.next().ok_or(Failure::Data(t::FILE_NOTHING.into()))?;
    let written = written(&row, &find::lotteries(signed).await?);
    let not_written = |why: String| Failure::Io(t::FILE_NOT_WRITTEN.with("why", why));
    let mut text =
        serde_json::to_string_pretty(&written).map_err(|why| not_written(why.to_string()))?;
    text.push('\n');
    tokio::fs::write(path, text)
        .await
        .map_err(|why| not_written(why.to_string()))?;
    let path = path.display().to_string();
    world.out.note(t::FILE_WRITTEN.with("path", path));
    Ok(Answer::Saved)
}

fn written(row: &CommissionRow, lotteries: &[LotteryRow]) -> PolicyFile {
    let name = |id| {
        let known = lotteries.iter().find(|lottery| lottery.id == id);
        known.map_or_else(|| id.to_string(), |lottery| lottery.name.clone())
    };
    let factor = |rate: Option<Rate>| rate.map(|rate| Figure::of(rate.to_string()));
    let rule = |rule: &PolicyRule| RuleInFile {
        lottery: rule.lottery.map(name),
        bet_type: rule.kind.map(|kind| match kind {
            BetKind::Straight => BetType::Numero,
            BetKind::Reventado => BetType::Reventado,
        }),
        multiplier_range: (rule.factor_min.is_some() || rule.factor_max.is_some()).then(|| {
            RangeInFile {
                min: factor(rule.factor_min),
                max: factor(rule.factor_max),
            }
        }),
        percent: Figure::of(rule.percent.to_string()),
    };
    let rest = row.policy.default_percent;
    PolicyFile {
        version: Some(row.version),
        effective_from: Some(row.from),
        effective_to: row.to,
        default_percent: rest.map(|percent| Figure::of(percent.to_string())),
        rules: row.policy.rules.iter().map(rule).collect(),
    }
}

async fn read(path: &Path) -> Result<PolicyFile, Failure> {
    let shown = path.display().to_string();
    let bytes = tokio::fs::read(path).await.map_err(|why| {
        let say = t::FILE_NOT_READ.with("path", shown.as_str());
        Failure::Io(say.with("why", why.to_string()))
    })?;
    serde_json::from_slice(&bytes).map_err(|why| {
        let say = t::FILE_WRONG.with("path", shown.as_str());
        Failure::Data(say.with("why", why.to_string()))
    })
}

/// What a file asks for. A beginning that is over means now: what was sold keeps what was in force then.
fn asked(
    file: &PolicyFile,
    scope: ScopeId,
    share: CommissionShare,
    key: crate::domain::CommandKey,
    lotteries: &[LotteryRow],
) -> Result<SaveCommission, Failure> {
    let lottery = |name: &String| {
        let same = |row: &&LotteryRow| {
            row.name.to_lowercase() == name.to_lowercase() || row.id.to_string() == *name
        };
        let found = lotteries.iter().find(same).map(|row| row.id);
        found.ok_or_else(|| Failure::Data(t::FILE_LOTTERY.with("name", name.as_str())))
    };
    let mut rules = Vec::with_capacity(file.rules.len());
    for rule in &file.rules {
        let range = rule.multiplier_range.as_ref();
        let bound = |figure: Option<&Figure>| figure.map(Figure::factor).transpose();
        rules.push(PolicyRule {
            lottery: rule.lottery.as_ref().map(lottery).transpose()?,
            kind: rule.bet_type.map(|kind| match kind {
                BetType::Numero => BetKind::Straight,
                BetType::Reventado => BetKind::Reventado,
            }),
            factor_min: bound(range.and_then(|range| range.min.as_ref()))?,
            factor_max: bound(range.and_then(|range| range.max.as_ref()))?,
            percent: rule.percent.percent()?,
        });
    }
    Ok(SaveCommission {
        key,
        scope,
        share,
        default_percent: file
            .default_percent
            .as_ref()
            .map(Figure::percent)
            .transpose()?,
        rules,
        from: file.effective_from.filter(|from| *from > Utc::now()),
        to: file.effective_to,
    })
}
