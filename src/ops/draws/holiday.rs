//! Days on which a lottery, or the whole house, draws nothing: the calendar leaves them out. What was made for such a day
//! before stays, and is called off by hand where it must.

use serde_json::json;

use crate::{
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal, Thing},
        request::{EndHoliday, SaveHoliday},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry, holiday::NewHoliday},
};

/// The days without draws, from today on.
pub async fn holidays(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Holidays(
        store::holiday::in_force(&mut db, seat.me.banca).await?,
    ))
}

/// Sets a day without draws.
pub async fn save_holiday(seat: &Seat, asked: SaveHoliday) -> Result<Answer, No> {
    let mut work = match work::begin(seat, asked.key, "save_holiday", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let name = text::required("name", &asked.name, 40)?;
    let me = work.actor();
    if asked.day < store::ledger::today(work.db(), me).await? {
        return Err(Refusal::Field {
            field: "day".to_owned(),
            problem: FieldProblem::OutOfRange,
        }
        .into());
    }
    let holiday = NewHoliday {
        id: asked.holiday,
        lottery: asked.lottery,
        day: asked.day,
        name: &name,
    };
    if !store::holiday::save(work.db(), me, asked.key, holiday).await? {
        return Err(Refusal::Taken {
            field: "day".to_owned(),
        }
        .into());
    }
    let target = asked.day.to_string();
    let mut entry = Entry::new("holiday.saved", &target);
    entry.note = &name;
    entry.details = json!({ "holiday": asked.holiday, "lottery": asked.lottery });
    work.log(entry).await?;
    work.commit(Answer::Saved).await
}

/// Takes back a day without draws.
pub async fn end_holiday(seat: &Seat, asked: EndHoliday) -> Result<Answer, No> {
    let mut work = match work::begin(seat, asked.key, "end_holiday", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let me = work.actor();
    let day = store::holiday::end(work.db(), me, asked.holiday).await?;
    let day = day.ok_or(Refusal::NotFound {
        what: Thing::Holiday,
    })?;
    let target = day.to_string();
    let mut entry = Entry::new("holiday.ended", &target);
    entry.details = json!({ "holiday": asked.holiday });
    work.log(entry).await?;
    work.commit(Answer::Saved).await
}
