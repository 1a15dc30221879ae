//! What a shop may owe the house before its sale stops.

use serde_json::json;

use super::wrong;
use crate::{
    domain::{CommandKey, Holder, Money, VentanaId},
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal, Thing},
        seat::Seat,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Sets or lifts the limit; in force with the next ticket.
pub async fn set(
    seat: &Seat,
    key: CommandKey,
    ventana: VentanaId,
    limit: Option<Money>,
) -> Result<Answer, No> {
    if limit.is_some_and(Money::is_negative) {
        return Err(wrong("limit", FieldProblem::OutOfRange).into());
    }
    let mut work = match work::begin(seat, key, "set_credit", &(ventana, limit)).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let holder = Holder::Ventana { ventana };
    let Some(name) = store::account::names(work.db(), holder).await?.ventana else {
        return Err(Refusal::NotFound {
            what: Thing::Ventana,
        }
        .into());
    };
    store::movement::set_credit(work.db(), key, holder, limit).await?;
    work.log(Entry {
        amount: limit,
        details: json!({ "ventana": ventana, "limit": limit }),
        ..Entry::new("credit.set", &name)
    })
    .await?;
    work.commit(Answer::Saved).await
}
