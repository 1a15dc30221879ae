//! Adding and changing lotteries. Draws that are open keep the rules they opened with.

use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal},
    reventado_price,
    seat::Seat,
    text,
    work::{self, Begun},
};
use crate::{
    domain::{CommandKey, LotteryId, LotteryRules},
    store::{self, activity::Entry},
};

/// What was asked.
pub struct SaveLottery {
    /// The lottery's id, new or known.
    pub lottery: LotteryId,
    /// Its name.
    pub name: String,
    /// Whether it is on offer.
    pub active: bool,
    /// Its rules.
    pub rules: LotteryRules,
}

/// Adds a lottery, or changes the one with this id. Once it has draws its numbers keep their length.
pub async fn run(seat: &Seat, key: CommandKey, mut asked: SaveLottery) -> Result<Answer, No> {
    asked.rules.alias = asked.rules.alias.trim().to_lowercase();
    let name = check(&asked)?;
    let request = (asked.lottery, &name, asked.active, &asked.rules);
    let mut work = match work::begin(seat, key, "save_lottery", &request).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let before = store::lottery::known(work.db(), asked.lottery).await?;
    if let Some(before) = &before
        && before.drawn
        && before.rules.digits != asked.rules.digits
    {
        return Err(field("digits", FieldProblem::OutOfRange).into());
    }
    let banca = work.actor().banca;
    let (id, active, rules) = (asked.lottery, asked.active, &asked.rules);
    store::lottery::save(work.db(), banca, id, &name, active, rules)
        .await
        .map_err(taken)?;
    reventado_price::follow(&mut work, id, rules).await?;
    work.log(Entry {
        details: json!({
            "before": before.map(|was| json!({ "name": was.name, "active": was.active, "rules": was.rules })),
            "after": { "name": name, "active": active, "rules": rules },
        }),
        ..Entry::new("lottery.saved", &name)
    })
    .await?;
    work.commit(Answer::Saved).await
}

/// Every problem of name and rules; the cleaned name if there is none.
fn check(asked: &SaveLottery) -> Result<String, Vec<Refusal>> {
    let mut problems: Vec<Refusal> = Vec::new();
    let name = text::required("name", &asked.name, 40);
    problems.extend(name.as_ref().err().cloned());
    problems.extend(asked.rules.problems().into_iter().map(|found| {
        let problem = if found.missing {
            FieldProblem::Missing
        } else {
            FieldProblem::OutOfRange
        };
        field(found.field, problem)
    }));
    match name {
        Ok(name) if problems.is_empty() => Ok(name),
        Ok(_) | Err(_) => Err(problems),
    }
}

fn field(field: &str, problem: FieldProblem) -> Refusal {
    Refusal::Field {
        field: field.to_owned(),
        problem,
    }
}

/// A name or alias that another lottery has is a refusal.
fn taken(error: store::Failed) -> No {
    let field = match store::constraint(&error) {
        Some("lottery_name") => "name",
        Some("lottery_alias") => "alias",
        _ => return error.into(),
    };
    Refusal::Taken {
        field: field.to_owned(),
    }
    .into()
}
