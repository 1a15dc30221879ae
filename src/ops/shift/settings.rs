//! What the house sets for drawers: read by whoever has one, changed by an administrator.

use serde_json::json;

use crate::{
    domain::{CommandKey, Money, view::DrawerSettings},
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal},
        request::ShiftAnswer,
        seat::Seat,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// The settings in force.
pub async fn read(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let settings = store::shift::settings(&mut db).await?;
    Ok(Answer::Shift(ShiftAnswer::Settings(settings)))
}

/// Changes them.
pub async fn save(seat: &Seat, key: CommandKey, asked: DrawerSettings) -> Result<Answer, No> {
    check(&asked)?;
    let mut work = match work::begin(seat, key, "save_drawer_settings", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let before = store::shift::settings(work.db()).await?;
    store::shift::save_settings(work.db(), &asked).await?;
    work.log(Entry {
        details: json!({ "before": before, "after": asked }),
        ..Entry::new("drawer.settings_saved", "")
    })
    .await?;
    work.commit(Answer::Shift(ShiftAnswer::Settings(asked)))
        .await
}

/// Every amount that is out of range.
fn check(asked: &DrawerSettings) -> Result<(), Vec<Refusal>> {
    let amounts = [
        ("drop_limit", asked.drop_limit.is_negative()),
        ("pay_out_limit", asked.pay_out_limit.is_negative()),
        (
            "drop_above",
            asked.drop_above.is_some_and(|most| most <= Money::ZERO),
        ),
        ("difference_limit", asked.difference_limit.is_negative()),
    ];
    let wrong: Vec<Refusal> = amounts
        .into_iter()
        .filter(|(_, wrong)| *wrong)
        .map(|(field, _)| Refusal::Field {
            field: field.to_owned(),
            problem: FieldProblem::OutOfRange,
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}
