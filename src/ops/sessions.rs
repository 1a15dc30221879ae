//! The sessions that live, ended by those who may; accounts that locked themselves, opened again.

use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    refusal::{Refusal, Thing},
    request::{EndSessions, UnlockUser},
    seat::Seat,
    text,
    work::{self, Begun},
};
use crate::{
    domain::{Grant, Right, Role, view::UserRow},
    store::{self, activity::Entry},
};

/// The sessions of the people within reach, the newest first.
pub async fn list(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let mut rows = store::session::live(&mut db).await?;
    if seat.grant(Right::RunHouse) == Grant::No {
        rows.retain(|row| row.own || row.role == Role::Vendedor);
    }
    Ok(Answer::Sessions(rows))
}

/// Ends a session of somebody within reach, or all of them; the own one is left by signing out.
pub async fn end(seat: &Seat, asked: EndSessions) -> Result<Answer, No> {
    let reason = text::optional("reason", &asked.reason, 500)?;
    if asked.session == Some(seat.me.session) {
        return Err(Refusal::OwnAccount.into());
    }
    let mut work = match work::begin(seat, asked.key, "end_sessions", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let users = store::staff::users(work.db()).await?;
    let whom = reached(seat, &users, |row| row.id == asked.user)?;
    let ended = store::session::end(work.db(), asked.user, asked.session).await?;
    if ended.is_empty() {
        let what = Thing::Session;
        return Err(Refusal::NotFound { what }.into());
    }
    work.log(Entry {
        note: &reason,
        details: json!({ "sessions": ended.len(), "terminals": ended }),
        ..Entry::new("session.revoked", &whom.username)
    })
    .await?;
    work.commit(Answer::Saved).await
}

/// Forgives somebody's failures; who is not locked stays as they are.
pub async fn unlock_user(seat: &Seat, asked: UnlockUser) -> Result<Answer, No> {
    let mut work = match work::begin(seat, asked.key, "unlock_user", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let users = store::staff::users(work.db()).await?;
    let whom = reached(seat, &users, |row| row.id == asked.user)?;
    store::staff::forgive(work.db(), asked.user).await?;
    work.log(Entry {
        details: json!({ "locked_until": whom.locked_until }),
        ..Entry::new("user.unlocked", &whom.username)
    })
    .await?;
    work.commit(Answer::Saved).await
}

/// Somebody whom the asker may manage: an administrator anybody, whoever runs a shop its sellers.
fn reached<'a>(
    seat: &Seat,
    users: &'a [UserRow],
    is: impl Fn(&&UserRow) -> bool,
) -> Result<&'a UserRow, Refusal> {
    let what = Thing::User;
    let whom = users.iter().find(is).ok_or(Refusal::NotFound { what })?;
    if seat.grant(Right::RunHouse) == Grant::No && whom.role != Role::Vendedor {
        return Err(Refusal::NotAllowed {
            right: Right::RunHouse,
            role: seat.me.role,
        });
    }
    Ok(whom)
}
