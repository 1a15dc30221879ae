//! Adding and changing the house's people. Administrators change anybody, whoever runs a shop its sellers.

use serde_json::{Value, json};

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal, Thing},
    request::SaveUser,
    seat::Seat,
    secret, text,
    work::{self, Begun, Work},
};
use crate::{
    domain::{
        Grant, Right, Role,
        view::{UserRow, VentanaRow},
    },
    store::{
        self,
        activity::Entry,
        staff::{NewUser, Secret},
    },
};

/// Adds a user, or changes the one with this id; a new user needs a PIN.
pub async fn run(seat: &Seat, asked: SaveUser) -> Result<Answer, No> {
    let (username, name) = check(seat, &asked)?;
    let secret = match &asked.pin {
        Some(pin) => Some(secret::enrol(pin).await?),
        None => None,
    };
    let mut work = match work::begin(seat, asked.key, "save_user", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let shops = store::staff::ventanas(work.db()).await?;
    let users = store::staff::users(work.db()).await?;
    let before = users.iter().find(|row| row.id == asked.user);
    check_shop(&asked, &shops)?;
    let user = meant(&asked, &username, &name);
    if let Some(before) = before {
        check_change(seat, before, &user, &users)?;
    }
    write(&mut work, &asked, &user, before, &shops, secret.as_ref()).await?;
    work.commit(Answer::Saved).await
}

/// The user as the request wants it.
pub(super) fn meant<'a>(asked: &SaveUser, username: &'a str, name: &'a str) -> NewUser<'a> {
    NewUser {
        id: asked.user,
        username,
        name,
        role: asked.role,
        ventana: asked.ventana,
        payout_limit: asked.payout_limit,
        may_confirm: asked.may_confirm,
        active: asked.active,
    }
}

/// Writes a user that stands the checks, and logs it.
///
/// # Errors
/// A new user without a PIN, a name that is taken, a drawer that is open.
pub(super) async fn write(
    work: &mut Work<'_>,
    asked: &SaveUser,
    user: &NewUser<'_>,
    before: Option<&UserRow>,
    shops: &[VentanaRow],
    secret: Option<&Secret>,
) -> Result<(), No> {
    match before {
        None => add(work, user, secret).await?,
        Some(before) => change(work, before, user, secret).await?,
    }
    let shop = shops.iter().find(|shop| Some(shop.id) == asked.ventana);
    work.log(Entry {
        details: json!({
            "before": before.map(told),
            "after": {
                "username": user.username, "name": user.name, "role": asked.role, "ventana": shop.map(|shop| &shop.name),
                "payout_limit": asked.payout_limit, "may_confirm": asked.may_confirm, "active": asked.active,
            },
            "new_pin": secret.is_some(),
        }),
        ..Entry::new("user.saved", user.username)
    })
    .await
}

/// Everything that can be said of the request alone; the cleaned names if it stands.
pub(super) fn check(seat: &Seat, asked: &SaveUser) -> Result<(String, String), No> {
    let own_shop_only = seat.grant(Right::RunHouse) == Grant::No;
    if own_shop_only
        && (asked.role != Role::Vendedor
            || asked.ventana != seat.actor().ventana
            || asked.may_confirm)
    {
        return Err(Refusal::NotAllowed {
            right: Right::RunHouse,
            role: seat.me.role,
        }
        .into());
    }
    let mut problems = Vec::new();
    let mut field = |field: &str, problem| {
        problems.push(Refusal::Field {
            field: field.to_owned(),
            problem,
        });
    };
    if asked.role != Role::Admin && asked.ventana.is_none() {
        field("ventana", FieldProblem::Missing);
    }
    if asked.may_confirm && asked.role == Role::Vendedor {
        field("may_confirm", FieldProblem::OutOfRange);
    }
    let beyond = asked.payout_limit.is_some_and(|limit| {
        limit.is_negative() || (own_shop_only && limit > seat.me.payout_limit)
    });
    if beyond {
        field("payout_limit", FieldProblem::OutOfRange);
    }
    let username = text::required("username", &asked.username, 40).and_then(sign_in_name);
    let name = text::required("name", &asked.name, 80);
    match (username, name) {
        (Ok(username), Ok(name)) if problems.is_empty() => Ok((username, name)),
        (username, name) => {
            problems.extend([username.err(), name.err()].into_iter().flatten());
            Err(problems.into())
        }
    }
}

/// A sign-in name has no blanks, and no `@`, which parts it from the house's name.
fn sign_in_name(name: String) -> Result<String, Refusal> {
    if name
        .chars()
        .any(|letter| letter.is_whitespace() || letter == '@')
    {
        return Err(Refusal::Field {
            field: "username".to_owned(),
            problem: FieldProblem::Unreadable,
        });
    }
    Ok(name)
}

fn check_shop(asked: &SaveUser, shops: &[VentanaRow]) -> Result<(), Refusal> {
    let known = asked
        .ventana
        .is_none_or(|ventana| shops.iter().any(|shop| shop.id == ventana));
    if known {
        Ok(())
    } else {
        Err(Refusal::NotFound {
            what: Thing::Ventana,
        })
    }
}

/// What a change may not do to the person it concerns.
pub(super) fn check_change(
    seat: &Seat,
    before: &UserRow,
    user: &NewUser<'_>,
    users: &[UserRow],
) -> Result<(), Refusal> {
    let own = before.id == seat.me.user;
    if own && (!user.active || user.role != before.role) {
        return Err(Refusal::OwnAccount);
    }
    let stays = user.active && user.role == Role::Admin;
    let another = users
        .iter()
        .any(|row| row.id != before.id && row.role == Role::Admin && row.active);
    if before.role == Role::Admin && before.active && !stays && !another {
        return Err(Refusal::LastAdministrator);
    }
    // Row-level security would hide the row's own change from whoever runs a shop; say it plainly instead.
    if seat.grant(Right::RunHouse) == Grant::No && before.role != Role::Vendedor {
        return Err(Refusal::NotAllowed {
            right: Right::RunHouse,
            role: seat.me.role,
        });
    }
    Ok(())
}

async fn add(work: &mut Work<'_>, user: &NewUser<'_>, secret: Option<&Secret>) -> Result<(), No> {
    let Some(secret) = secret else {
        return Err(Refusal::Field {
            field: "pin".to_owned(),
            problem: FieldProblem::Missing,
        }
        .into());
    };
    let banca = work.actor().banca;
    store::staff::add_user(work.db(), banca, user, secret)
        .await
        .map_err(taken)
}

/// Changes the row; whoever may no longer do what the session was opened for signs in again.
async fn change(
    work: &mut Work<'_>,
    before: &UserRow,
    user: &NewUser<'_>,
    secret: Option<&Secret>,
) -> Result<(), No> {
    let moved = before.ventana.as_ref().map(|(id, _)| *id) != user.ventana;
    let other_role = before.role != user.role;
    if (moved || other_role) && store::staff::has_drawer(work.db(), user.id).await? {
        return Err(Refusal::DrawerStillOpen.into());
    }
    store::staff::change_user(work.db(), user)
        .await
        .map_err(taken)?;
    if let Some(secret) = secret {
        store::staff::set_secret(work.db(), user.id, secret).await?;
    }
    let stale = moved
        || other_role
        || !user.active
        || secret.is_some()
        || before.may_confirm != user.may_confirm
        || before.payout_limit != user.payout_limit;
    if stale {
        store::staff::end_sessions(work.db(), user.id).await?;
    }
    Ok(())
}

/// A name that somebody has is a refusal; so is an id out of reach.
fn taken(error: store::Failed) -> No {
    match store::constraint(&error) {
        Some("app_user_username") => Refusal::Taken {
            field: "username".to_owned(),
        }
        .into(),
        Some("app_user_pkey") => Refusal::NotFound { what: Thing::User }.into(),
        _ => error.into(),
    }
}

/// A person as the activity log tells it.
fn told(row: &UserRow) -> Value {
    json!({
        "username": row.username, "name": row.name, "role": row.role,
        "ventana": row.ventana.as_ref().map(|(_, name)| name),
        "payout_limit": row.payout_limit, "may_confirm": row.may_confirm, "active": row.active,
    })
}
