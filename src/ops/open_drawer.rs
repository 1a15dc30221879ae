//! Opening a drawer with a float from the safe.

use uuid::Uuid;

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal},
    seat::Seat,
    work::{self, Begun},
};
use crate::{
    domain::{CommandKey, DrawerId, Money, Right, posting},
    store::{self, activity::Entry, ledger::Booking},
};

/// Opens the drawer of the present user at this terminal: one that is not closed per terminal and per user.
pub async fn run(seat: &Seat, key: CommandKey, float: Money) -> Result<Answer, No> {
    if float.is_negative() {
        return Err(Refusal::Field {
            field: "float".to_owned(),
            problem: FieldProblem::OutOfRange,
        }
        .into());
    }
    let Some(ventana) = seat.actor().ventana else {
        return Err(Refusal::NotAllowed {
            right: Right::Drawer,
            role: seat.me.role,
        }
        .into());
    };
    let mut work = match work::begin(seat, key, "open_drawer", &float).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let me = work.actor();
    let drawer = DrawerId::new(Uuid::now_v7());
    let date = store::ledger::today(work.db(), me).await?;
    store::ledger::make_room(work.db(), date).await?;
    store::drawer::open(work.db(), me, ventana, drawer, date, float)
        .await
        .map_err(already_open)?;
    let booking = Booking {
        document: drawer.raw(),
        event: "opened",
        version: 1,
        date,
    };
    let legs = posting::drawer_opened(ventana, drawer, float);
    store::ledger::post(work.db(), me, key, booking, &legs).await?;
    work.log(Entry {
        amount: Some(float),
        details: serde_json::json!({ "drawer": drawer }),
        ..Entry::new("drawer.opened", &seat.me.terminal.1)
    })
    .await?;
    let view = super::drawer::view(work.db(), me).await?;
    work.commit(Answer::Drawer(view)).await
}

/// A second drawer at the terminal, or of the user, is a refusal.
fn already_open(error: store::Failed) -> No {
    match store::constraint(&error) {
        Some("drawer_of_terminal" | "drawer_of_user") => Refusal::DrawerAlreadyOpen.into(),
        _ => error.into(),
    }
}
