//! The settings of the house: read, and changed by an administrator. They are in force with the next command.

use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal},
    seat::Seat,
    text,
    work::{self, Begun},
};
use crate::{
    domain::{CommandKey, Money, view::HouseSettings},
    store::{self, activity::Entry},
};

/// The longest time in which the own ticket may be voided, in minutes.
const VOID_MOST: u16 = 1_440;

/// The settings in force.
pub async fn read(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Settings(store::house::settings(&mut db).await?))
}

/// Changes them.
pub async fn save(seat: &Seat, key: CommandKey, mut asked: HouseSettings) -> Result<Answer, No> {
    asked.name = check(&asked)?;
    let mut work = match work::begin(seat, key, "save_settings", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let before = store::house::settings(work.db()).await?;
    store::house::save(work.db(), &asked).await?;
    work.log(Entry {
        details: json!({ "before": before, "after": asked }),
        ..Entry::new("house.saved", &asked.name)
    })
    .await?;
    work.commit(Answer::Saved).await
}

/// Every problem; the cleaned name if there is none.
fn check(asked: &HouseSettings) -> Result<String, Vec<Refusal>> {
    let name = text::required("name", &asked.name, 80);
    let mut problems: Vec<Refusal> = name.as_ref().err().cloned().into_iter().collect();
    let amount = |money: Money| !money.is_negative();
    let wrong = [
        ("payout_limit", !amount(asked.payout_limit)),
        ("void_minutes", asked.void_minutes > VOID_MOST),
        ("big_total", !amount(asked.big_total)),
        ("cash_threshold", !amount(asked.cash_threshold)),
        ("alert_percent", !(1..=100).contains(&asked.alert_percent)),
    ];
    problems.extend(
        wrong
            .into_iter()
            .filter(|(_, wrong)| *wrong)
            .map(|(field, _)| Refusal::Field {
                field: field.to_owned(),
                problem: FieldProblem::OutOfRange,
            }),
    );
    match name {
        Ok(name) if problems.is_empty() => Ok(name),
        Ok(_) | Err(_) => Err(problems),
    }
}
