//! People out of a table: each line becomes what the screen's own form would send, under the same rules.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    line::Reading,
    report::{ImportValue as Value, ImportedLine},
};
use crate::{
    domain::{
        Id, ImportColumn as Column, Role, VentanaId, import,
        view::{UserRow, VentanaRow},
    },
    ops::{
        fail::No,
        refusal::{FieldProblem, Refusal},
        request::{ImportFile, ImportLine, SaveUser, Secret},
        save_user,
        seat::Seat,
        secret::{self, PIN_LEAST},
    },
    store,
};

/// A line that is to be written.
pub struct Deed {
    /// What the form would send.
    pub asked: SaveUser,
    /// Who it is now; nobody where they are new.
    pub before: Option<UserRow>,
}

/// What the file would do.
pub struct Plan {
    /// Its lines.
    pub lines: Vec<ImportedLine>,
    /// Those that write something.
    pub deeds: Vec<Deed>,
    /// The shops as they are.
    pub shops: Vec<VentanaRow>,
}

/// Goes through the file, each line after those above it.
pub async fn plan(seat: &Seat, db: &mut store::Db, file: &ImportFile) -> Result<Plan, No> {
    let shops = store::staff::ventanas(db).await?;
    let mut users = store::staff::users(db).await?;
    let known: HashMap<String, usize> = (0..)
        .zip(&users)
        .map(|(place, row)| (row.username.to_lowercase(), place))
        .collect();
    let by_name: HashMap<String, &VentanaRow> = shops
        .iter()
        .map(|shop| (shop.name.to_lowercase(), shop))
        .collect();
    let (mut seen, mut lines, mut deeds) = (HashMap::new(), Vec::new(), Vec::new());
    for line in &file.lines {
        let mut reading = Reading::of(line);
        let username = reading.needed(Column::Username).unwrap_or_default();
        let place = known.get(&username.to_lowercase()).copied();
        let before = place.and_then(|place| users.get(place)).cloned();
        if !username.is_empty() {
            reading.once(username.to_lowercase(), &mut seen);
        }
        let asked = wanted(&mut reading, line, before.as_ref(), &by_name);
        if reading.stands() {
            judge(seat, db, &asked, before.as_ref(), &users, &mut reading).await?;
        }
        if let Some(before) = &before {
            compare(&mut reading, &asked, before, &shops);
        }
        let (new, pin) = (before.is_none(), asked.pin.is_some());
        let stands = reading.stands();
        let told = reading.told(username, new, !pin);
        if stands && (new || !told.changes.is_empty()) {
            let row = becomes(&asked, before.as_ref(), &shops);
            match place.and_then(|place| users.get_mut(place)) {
                Some(place) => *place = row,
                None => users.push(row),
            }
            deeds.push(Deed { asked, before });
        }
        lines.push(told);
    }
    Ok(Plan {
        lines,
        deeds,
        shops,
    })
}

/// What the form would send. A column that the file does not have leaves somebody as they are.
fn wanted(
    reading: &mut Reading<'_>,
    line: &ImportLine,
    before: Option<&UserRow>,
    shops: &HashMap<String, &VentanaRow>,
) -> SaveUser {
    let name = match (reading.cell(Column::Name), before) {
        (Some(name), _) => name.to_owned(),
        (None, Some(before)) => before.name.clone(),
        (None, None) => reading.needed(Column::Name).unwrap_or_default().to_owned(),
    };
    let role = match (reading.value(Column::Role, import::role), before) {
        (Some(role), _) => role,
        (None, Some(before)) => before.role,
        (None, None) => {
            if reading.cell(Column::Role).is_none() {
                reading.wrong(Column::Role, FieldProblem::Missing);
            }
            Role::Vendedor
        }
    };
    let yes = |reading: &mut Reading<'_>, column, otherwise| {
        reading.value(column, import::yes).unwrap_or(otherwise)
    };
    let may_confirm = before.is_some_and(|row| row.may_confirm);
    let active = before.is_none_or(|row| row.active);
    SaveUser {
        key: Id::new(Uuid::now_v7()),
        user: before.map_or_else(|| Id::new(Uuid::now_v7()), |row| row.id),
        username: before.map_or_else(
            || {
                reading
                    .cell(Column::Username)
                    .unwrap_or_default()
                    .to_owned()
            },
            |row| row.username.clone(),
        ),
        name,
        role,
        ventana: shop(reading, before, shops),
        pin: line.pin.clone(),
        payout_limit: if reading.has(Column::Limit) {
            reading.value(Column::Limit, import::amount)
        } else {
            before.and_then(|row| row.payout_limit)
        },
        may_confirm: yes(reading, Column::Confirms, may_confirm),
        active: yes(reading, Column::Active, active),
    }
}

fn shop(
    reading: &mut Reading<'_>,
    before: Option<&UserRow>,
    shops: &HashMap<String, &VentanaRow>,
) -> Option<VentanaId> {
    if !reading.has(Column::Shop) {
        return before.and_then(|row| row.ventana.as_ref().map(|(id, _)| *id));
    }
    let name = reading.cell(Column::Shop)?;
    let found = shops.get(&name.to_lowercase()).map(|shop| shop.id);
    if found.is_none() {
        let word = super::line::neutral(name);
        reading.wrong(Column::Shop, FieldProblem::Nothing { word });
    }
    found
}

/// The rules of the form: of the request alone, of the person it concerns, of the PIN.
async fn judge(
    seat: &Seat,
    db: &mut store::Db,
    asked: &SaveUser,
    before: Option<&UserRow>,
    users: &[UserRow],
    reading: &mut Reading<'_>,
) -> Result<(), No> {
    if let Some(pin) = &asked.pin
        && secret::is_weak(pin.text())
    {
        reading.refuse(Refusal::WeakPin { least: PIN_LEAST });
    }
    let (username, name) = match save_user::check(seat, asked) {
        Ok(names) => names,
        Err(No::Refused(all)) => {
            for one in all {
                reading.refuse(one);
            }
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    let Some(before) = before else { return Ok(()) };
    let user = save_user::meant(asked, &username, &name);
    if let Err(why) = save_user::check_change(seat, before, &user, users) {
        reading.refuse(why);
    }
    let moved = before.ventana.as_ref().map(|(id, _)| *id) != asked.ventana;
    if (moved || before.role != asked.role) && store::staff::has_drawer(db, before.id).await? {
        reading.refuse(Refusal::DrawerStillOpen);
    }
    Ok(())
}

fn compare(reading: &mut Reading<'_>, asked: &SaveUser, before: &UserRow, shops: &[VentanaRow]) {
    let limit = |limit: Option<_>| limit.map_or(Value::Nothing, Value::Money);
    let shop = |id: Option<VentanaId>| {
        let shop = shops.iter().find(|shop| Some(shop.id) == id);
        shop.map_or(Value::Nothing, |shop| Value::Text(shop.name.clone()))
    };
    let was = before.ventana.as_ref().map(|(id, _)| *id);
    let text = |text: &str| Value::Text(text.trim().to_owned());
    reading.change(Column::Name, text(&before.name), text(&asked.name));
    reading.change(
        Column::Role,
        Value::Role(before.role),
        Value::Role(asked.role),
    );
    reading.change(Column::Shop, shop(was), shop(asked.ventana));
    reading.change(
        Column::Limit,
        limit(before.payout_limit),
        limit(asked.payout_limit),
    );
    let yes = Value::Yes;
    reading.change(
        Column::Confirms,
        yes(before.may_confirm),
        yes(asked.may_confirm),
    );
    reading.change(Column::Active, yes(before.active), yes(asked.active));
    if asked.pin.is_some() {
        reading.change(Column::Pin, Value::Secret, Value::Secret);
    }
}

/// The person as the lines below find them.
fn becomes(asked: &SaveUser, before: Option<&UserRow>, shops: &[VentanaRow]) -> UserRow {
    let shop = shops.iter().find(|shop| Some(shop.id) == asked.ventana);
    UserRow {
        id: asked.user,
        username: asked.username.clone(),
        name: asked.name.clone(),
        role: asked.role,
        ventana: shop.map(|shop| (shop.id, shop.name.clone())),
        payout_limit: asked.payout_limit,
        may_confirm: asked.may_confirm,
        active: asked.active,
        locked_until: None,
        last_sign_in: before.and_then(|row| row.last_sign_in),
    }
}

/// A PIN of six figures that nobody chose.
///
/// # Errors
/// Only when the operating system refuses randomness.
pub fn first_pin() -> Result<String, No> {
    loop {
        let random = secret::random_u64()?.checked_rem(1_000_000).unwrap_or(0);
        let pin = format!("{random:06}");
        if !secret::is_weak(&pin) {
            return Ok(pin);
        }
    }
}

/// The PIN of a line, or one that is made up.
///
/// # Errors
/// Only when the operating system refuses randomness.
pub fn pin_of(deed: &Deed) -> Result<Option<Secret>, No> {
    match (&deed.asked.pin, &deed.before) {
        (Some(pin), _) => Ok(Some(pin.clone())),
        (None, None) => Ok(Some(Secret::new(first_pin()?))),
        (None, Some(_)) => Ok(None),
    }
}
