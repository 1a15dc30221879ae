//! Payments and collections: entered, taken back once, listed, and told for their paper.

use serde_json::json;

use super::{read_mark, write_mark, wrong};
use crate::{
    domain::{
        CommandKey, Holder, MovementId, MovementKind, MovementMethod, REFERENCE_MAX,
        view::{Movement, MovementPage, MovementReceipt},
    },
    ops::{
        answer::Answer,
        fail::No,
        page,
        refusal::{FieldProblem, Refusal, Thing},
        request::SaveMovement,
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry, movement::New},
};

/// Enters a payment or collection. The database asks again who may, for which day, and whether the cash is there.
pub async fn save(seat: &Seat, asked: SaveMovement) -> Result<Answer, No> {
    let (reference, note) = check(&asked)?;
    let mut work = match work::begin(seat, asked.key, "save_movement", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let today = store::movement::today(work.db(), asked.holder).await?;
    let new = New {
        id: asked.movement,
        holder: asked.holder,
        kind: asked.kind,
        amount: asked.amount,
        method: asked.method,
        reference: &reference,
        note: &note,
        date: asked.date.unwrap_or(today),
    };
    store::movement::add(work.db(), asked.key, &new)
        .await
        .map_err(|error| match store::constraint(&error) {
            Some("account_movement_pkey") => Refusal::Taken {
                field: "movement".to_owned(),
            }
            .into(),
            _ => No::from(error),
        })?;
    let told = told(work.db(), asked.movement).await?;
    log(&mut work, "movement.saved", &told.movement, &note).await?;
    work.commit(Answer::MovementReceipt(Box::new(told))).await
}

/// Takes a movement back.
pub async fn reverse(
    seat: &Seat,
    key: CommandKey,
    movement: MovementId,
    reason: &str,
) -> Result<Answer, No> {
    let reason = text::required("reason", reason, 500)?;
    let mut work = match work::begin(seat, key, "reverse_movement", &(movement, &reason)).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::movement::take_back(work.db(), key, movement, &reason).await?;
    let told = told(work.db(), movement).await?;
    log(&mut work, "movement.reversed", &told.movement, &reason).await?;
    work.commit(Answer::MovementReceipt(Box::new(told))).await
}

async fn log(
    work: &mut work::Work<'_>,
    action: &str,
    movement: &Movement,
    note: &str,
) -> Result<(), No> {
    let number = movement
        .reversed
        .as_ref()
        .map_or(movement.number, |reversed| reversed.number);
    work.log(Entry {
        amount: Some(movement.amount),
        note,
        details: json!({
            "receipt": number, "kind": movement.kind, "method": movement.method, "holder": movement.holder,
            "ventana": movement.ventana, "vendedor": movement.vendedor, "date": movement.date,
        }),
        ..Entry::new(action, &movement.id.to_string())
    })
    .await
}

/// Every problem of the typed fields; the cleaned texts if there is none.
fn check(asked: &SaveMovement) -> Result<(String, String), Vec<Refusal>> {
    let reference = text::optional("reference", &asked.reference, REFERENCE_MAX);
    let note = text::optional("note", &asked.note, 500);
    let mut problems = Vec::new();
    if asked.holder == Holder::Banca {
        problems.push(wrong("holder", FieldProblem::OutOfRange));
    }
    if !asked.amount.is_positive() {
        problems.push(wrong("amount", FieldProblem::OutOfRange));
    }
    // A deposit is the shop's cash in the house's bank; nobody else's.
    let to_bank =
        asked.kind == MovementKind::Collection && matches!(asked.holder, Holder::Ventana { .. });
    if asked.method == MovementMethod::Deposit && !to_bank {
        problems.push(wrong("method", FieldProblem::OutOfRange));
    }
    match (reference, note) {
        (Ok(reference), Ok(note)) if problems.is_empty() => Ok((reference, note)),
        (reference, note) => {
            problems.extend(reference.err());
            problems.extend(note.err());
            Err(problems)
        }
    }
}

/// Movements of an account, newest first.
pub async fn list(seat: &Seat, holder: Holder, after: Option<&str>) -> Result<Answer, No> {
    let rows = page::rows(None)?;
    let after = read_mark(after)?;
    let mut db = seat.connection().await?;
    let read = store::movement::page(&mut db, holder, None, after, page::read(rows)).await?;
    let (rows, next) = page::cut(read, rows);
    Ok(Answer::Movements(MovementPage {
        rows,
        next: next.map(write_mark),
    }))
}

/// What a movement's paper says.
pub async fn receipt(seat: &Seat, movement: MovementId) -> Result<Answer, No> {
    let mut db = seat.begin().await?;
    Ok(Answer::MovementReceipt(Box::new(
        told(&mut db, movement).await?,
    )))
}

/// Reads a movement with what is owed now.
async fn told(db: &mut store::Db, id: MovementId) -> Result<MovementReceipt, No> {
    let found = store::movement::page(&mut *db, Holder::Banca, Some(id), None, 1).await?;
    let Some((_, movement)) = found.into_iter().next() else {
        return Err(Refusal::NotFound {
            what: Thing::Movement,
        }
        .into());
    };
    let names = store::account::names(&mut *db, movement.holder).await?;
    // A shop's day may end after the house's: what is booked to the day after today counts too.
    let after_today = names
        .today
        .checked_add_days(chrono::Days::new(2))
        .unwrap_or(names.today);
    let balance = store::account::opening(db, movement.holder, after_today).await?;
    Ok(MovementReceipt {
        banca: names.banca,
        movement,
        balance,
    })
}
