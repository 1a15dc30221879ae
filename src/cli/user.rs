//! `banca user`: the people of the house.

use uuid::Uuid;

use super::{
    World,
    args::{AddUser, NamedUser, SessionsCommand, UserCommand},
    exit::Failure,
    find, secret,
    signed::{Signed, key},
};
use crate::{
    domain::Id,
    ops::{Answer, EndSessions, Request, SaveUser, UnlockUser, UserRow},
};

/// Does one thing with users.
pub async fn run(
    world: &mut World,
    signed: &Signed,
    command: UserCommand,
) -> Result<Answer, Failure> {
    match command {
        UserCommand::List(_) => signed.ask(Request::Users).await,
        UserCommand::Add(add) => self::add(world, signed, add).await,
        UserCommand::SetPin(named) => set_pin(world, signed, named).await,
        UserCommand::Unlock(named) => {
            let asked = UnlockUser {
                key: key(named.consent.key),
                user: find::user(signed, &named.name).await?.id,
            };
            signed
                .command(world, &named.consent, Request::UnlockUser(asked))
                .await
        }
        UserCommand::Deactivate(named) => {
            let row = find::user(signed, &named.name).await?;
            let mut save = as_it_is(row, &named);
            save.active = false;
            signed
                .command(world, &named.consent, Request::SaveUser(save))
                .await
        }
    }
}

/// The sessions that live, or the end of some.
pub async fn sessions(
    world: &mut World,
    signed: &Signed,
    command: SessionsCommand,
) -> Result<Answer, Failure> {
    match command {
        SessionsCommand::List(_) => signed.ask(Request::Sessions).await,
        SessionsCommand::Revoke(args) => {
            let user = find::user(signed, &args.name).await?.id;
            let asked = EndSessions {
                key: key(args.consent.key),
                user,
                session: args.session.map(Id::new),
                reason: args.reason,
            };
            signed
                .command(world, &args.consent, Request::EndSessions(asked))
                .await
        }
    }
}

async fn add(world: &mut World, signed: &Signed, add: AddUser) -> Result<Answer, Failure> {
    let ventana = match &add.ventana {
        Some(name) => Some(find::ventana(signed, name).await?),
        None => None,
    };
    let pin = secret::new_pin(&world.out, &mut world.stop, &add.name).await?;
    let key = key(add.consent.key);
    let save = SaveUser {
        key,
        // The same key asks for the same user.
        user: add
            .consent
            .key
            .map_or_else(|| Id::new(Uuid::now_v7()), Id::new),
        username: add.name,
        name: add.full_name,
        role: add.role,
        ventana,
        pin: Some(pin),
        payout_limit: add.payout_limit,
        may_confirm: add.may_confirm,
        active: true,
    };
    signed
        .command(world, &add.consent, Request::SaveUser(save))
        .await
}

/// The own PIN is changed by whoever knows the old one; another's is set anew.
async fn set_pin(world: &mut World, signed: &Signed, named: NamedUser) -> Result<Answer, Failure> {
    if named.name.to_lowercase() == signed.me.username.to_lowercase() {
        let old = secret::pin(&world.out, &mut world.stop, secret::PIN, &named.name).await?;
        let new = secret::new_pin(&world.out, &mut world.stop, &named.name).await?;
        let key = key(named.consent.key);
        let request = Request::ChangePin { key, old, new };
        return signed.command(world, &named.consent, request).await;
    }
    let row = find::user(signed, &named.name).await?;
    let mut save = as_it_is(row, &named);
    save.pin = Some(secret::new_pin(&world.out, &mut world.stop, &named.name).await?);
    signed
        .command(world, &named.consent, Request::SaveUser(save))
        .await
}

fn as_it_is(row: UserRow, named: &NamedUser) -> SaveUser {
    SaveUser {
        key: key(named.consent.key),
        user: row.id,
        username: row.username,
        name: row.name,
        role: row.role,
        ventana: row.ventana.map(|(id, _)| id),
        pin: None,
        payout_limit: row.payout_limit,
        may_confirm: row.may_confirm,
        active: row.active,
    }
}
