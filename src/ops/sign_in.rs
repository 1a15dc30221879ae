//! Signing in and out, unlocking, changing the own PIN, and a second person's consent.

use uuid::Uuid;

use super::{
    answer::Answer,
    fail::{No, fault},
    house::House,
    refusal::{FaultKind, Refusal},
    request::{Approve, Secret, SignIn},
    seat::Seat,
    secret,
};
use crate::{
    domain::{
        CommandKey, Money, rights,
        view::{Hello, SignedIn},
    },
    store,
};

/// Tells what server and clock answered.
pub async fn hello(house: &House) -> Result<Answer, No> {
    let mut db = house.front().acquire().await?;
    let said = store::session::hello(&mut db).await?;
    Ok(Answer::Hello(Hello {
        set_up: said.set_up,
        banca: said.banca,
        server: said.server,
        now: said.now,
        scratch: said.scratch,
    }))
}

/// Opens a session and seats its user.
pub async fn sign_in(house: &House, asked: SignIn) -> Result<Answer, No> {
    let terminal = super::text::required("terminal", &asked.terminal, 40)?;
    let username = super::text::required("username", &asked.username, 80)?;
    let mut db = house.front().acquire().await?;
    let verifier = verifier_of(&mut db, &username, &asked.pin).await?;
    let token = secret::token()?;
    let session = Uuid::now_v7();
    let said = store::session::sign_in(
        &mut db,
        &username,
        &verifier,
        &terminal,
        &token,
        session,
        house.door().name(),
    )
    .await?;
    let me: SignedIn = read(said, "signed_in")?;
    let lines = house.lines(&token);
    house
        .take_seat(Some(Seat::new(me.clone(), token, lines)))
        .await;
    Ok(Answer::SignedIn(me))
}

/// Ends the session.
pub async fn out(house: &House, seat: &Seat) -> Result<(), No> {
    let mut db = seat.connection().await?;
    store::session::sign_out(&mut db, seat.me.session.raw()).await?;
    drop(db);
    house.take_seat(None).await;
    Ok(())
}

/// Why a session that is over is: because somebody ended it, or by itself.
pub async fn over(seat: &Seat) -> Result<Refusal, No> {
    let mut db = seat.connection().await?;
    let ended = store::session::ended_by(&mut db).await?;
    Ok(
        ended.map_or(Refusal::NotSignedIn, |(by, at)| Refusal::SessionRevoked {
            by,
            at,
        }),
    )
}

/// Whether the session lives, as far as can be told.
pub async fn lives(seat: &Seat) -> bool {
    match seat.connection().await {
        Ok(mut db) => store::session::alive(&mut db).await.unwrap_or(true),
        Err(_) => true,
    }
}

/// Checks the own PIN after an idle lock.
pub async fn unlock(seat: &Seat, pin: &Secret) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let username = own_name(seat, &mut db).await?;
    let verifier = verifier_of(&mut db, &username, pin).await?;
    match store::session::check_pin(&mut db, &verifier).await? {
        None => {
            store::session::locked(&mut db, false).await?;
            Ok(Answer::Saved)
        }
        Some(refusal) => Err(read_refusal(refusal)?.into()),
    }
}

/// The own screen is locked: whoever sees the sessions sees that.
pub async fn lock(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    store::session::locked(&mut db, true).await?;
    Ok(Answer::Saved)
}

/// Changes the own PIN. Doing it twice with the same key is harmless: the second old PIN is wrong.
pub async fn change_pin(
    seat: &Seat,
    _key: CommandKey,
    old: &Secret,
    new: &Secret,
) -> Result<Answer, No> {
    let (salt, hash) = secret::enrol(new).await?;
    let mut db = seat.connection().await?;
    let username = own_name(seat, &mut db).await?;
    let verifier = verifier_of(&mut db, &username, old).await?;
    match store::session::change_pin(&mut db, &verifier, &salt, &hash).await? {
        None => {
            seat.pin_changed();
            let entry = store::activity::Entry::new("user.pin_changed", &seat.me.username);
            store::activity::append(&mut db, seat.actor(), None, entry).await?;
            Ok(Answer::Saved)
        }
        Some(refusal) => Err(read_refusal(refusal)?.into()),
    }
}

/// Records a second person's consent to one command of the present user.
pub async fn approve(seat: &Seat, asked: &Approve) -> Result<Answer, No> {
    if rights::grant(seat.me.role, asked.right) == crate::domain::Grant::No {
        return Err(Refusal::NotAllowed {
            right: asked.right,
            role: seat.me.role,
        }
        .into());
    }
    let reason = super::text::optional("reason", &asked.reason, 500)?;
    let username = super::text::required("username", &asked.username, 80)?;
    let target = super::text::optional("target", &asked.target, 200)?;
    let mut db = seat.connection().await?;
    let slug = slug(&mut db).await?;
    let verifier = verifier_of(&mut db, &format!("{username}@{slug}"), &asked.pin).await?;
    let approval = Uuid::now_v7();
    let said = store::session::approve(
        &mut db,
        store::session::Consent {
            approval,
            right: asked.right.name(),
            command: asked.key.raw(),
            target: &target,
            amount: asked.amount.map(Money::as_cents),
            reason: &reason,
            username: &username,
            verifier: &verifier,
        },
    )
    .await?;
    let granted_by: String = read(said, "granted_by")?;
    Ok(Answer::Approved {
        approval: approval.into(),
        granted_by,
    })
}

/// The verifier that a PIN makes with the salt of a name.
async fn verifier_of(db: &mut store::Db, username: &str, pin: &Secret) -> Result<[u8; 32], No> {
    let (salt, kdf) = store::session::salt(db, username).await?;
    secret::verifier(pin, salt, &kdf).await
}

/// The own sign-in name with the house's suffix, so that it is unique on a server with several houses.
async fn own_name(seat: &Seat, db: &mut store::Db) -> Result<String, No> {
    Ok(format!("{}@{}", seat.me.username, slug(db).await?))
}

/// The short name of the house of the present session; without a session there is none to see.
async fn slug(db: &mut store::Db) -> Result<String, No> {
    let slug = store::session::slug(db).await?;
    Ok(slug.ok_or(Refusal::NotSignedIn)?)
}

/// Reads `{"refused": …}` or `{name: …}`.
fn read<T: serde::de::DeserializeOwned>(mut said: serde_json::Value, name: &str) -> Result<T, No> {
    if let Some(refused) = said.get_mut("refused") {
        return Err(read_refusal(refused.take())?.into());
    }
    let value = said
        .get_mut(name)
        .map(serde_json::Value::take)
        .unwrap_or_default();
    serde_json::from_value(value).map_err(|why| No::Failed(fault(FaultKind::WrongVersion, &why)))
}

fn read_refusal(refused: serde_json::Value) -> Result<Refusal, No> {
    serde_json::from_value(refused).map_err(|why| No::Failed(fault(FaultKind::WrongVersion, &why)))
}
