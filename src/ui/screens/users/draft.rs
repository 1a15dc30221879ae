//! A user or a shop while it is being written: it becomes a dialog, and what was typed becomes a command. The key is born
//! with the draft, so that a save that is repeated after a lost connection happens once.

use super::roles;
use crate::domain::{CommandKey, Money, Role, UserId, VentanaId};
use crate::ops::{Refusal, Request, SaveUser, SaveVentana, Secret, UserRow, VentanaRow};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Prompt, fact};
use crate::ui::text::{Say, frame, name, refusal, users as t};
use crate::ui::widgets::Field;

const USERNAME: usize = 0;
const NAME: usize = 1;
const ROLE: usize = 2;
const VENTANA: usize = 3;
const LIMIT: usize = 4;
const CONFIRMS: usize = 5;
const PIN: usize = 6;

/// What is being written.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A new user, who needs a PIN.
    NewUser,
    /// A user that exists.
    User,
    /// Only the PIN of a user.
    Pin,
    /// A new shop.
    NewVentana,
    /// A shop that exists.
    Ventana,
}

/// A user or a shop being written.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    kind: Kind,
    key: CommandKey,
    user: UserId,
    ventana: VentanaId,
    active: bool,
    shops: Vec<(VentanaId, String)>,
    values: Vec<String>,
}

impl Draft {
    /// A new user.
    pub fn new_user(ventanas: &[VentanaRow], ctx: &Ctx) -> Self {
        let values = ["", "", "0", "1", "", "0", ""].map(str::to_owned).to_vec();
        Self {
            kind: Kind::NewUser,
            key: ctx.fresh_key(),
            user: ctx.fresh_id(),
            ventana: ctx.fresh_id(),
            active: true,
            shops: shops(ventanas, ctx),
            values,
        }
    }

    /// A user that exists.
    pub fn of_user(row: &UserRow, ventanas: &[VentanaRow], ctx: &Ctx) -> Self {
        let shops = shops(ventanas, ctx);
        let own = row.ventana.as_ref().map(|(id, _)| *id);
        let shop = shops.iter().position(|(id, _)| Some(*id) == own);
        let role = roles(ctx).iter().position(|role| *role == row.role);
        let limit = row.payout_limit.map(|limit| ctx.voice.figure(limit));
        let values = vec![
            row.username.clone(),
            row.name.clone(),
            role.unwrap_or(0).to_string(),
            shop.map_or(0, |shop| shop + 1).to_string(),
            limit.unwrap_or_default(),
            usize::from(row.may_confirm).to_string(),
            String::new(),
        ];
        Self {
            kind: Kind::User,
            user: row.id,
            active: row.active,
            shops,
            values,
            ..Self::new_user(&[], ctx)
        }
    }

    /// The same user, only for a new PIN.
    pub fn for_pin(self) -> Self {
        Self {
            kind: Kind::Pin,
            ..self
        }
    }

    /// A new shop.
    pub fn new_ventana(ctx: &Ctx) -> Self {
        Self {
            kind: Kind::NewVentana,
            values: vec![String::new()],
            ..Self::new_user(&[], ctx)
        }
    }

    /// A shop that exists.
    pub fn of_ventana(row: &VentanaRow, ctx: &Ctx) -> Self {
        Self {
            kind: Kind::Ventana,
            ventana: row.id,
            active: row.active,
            values: vec![row.name.clone()],
            ..Self::new_user(&[], ctx)
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        let place = match self.kind {
            Kind::NewUser | Kind::User | Kind::Pin => NAME,
            Kind::NewVentana | Kind::Ventana => 0,
        };
        self.values.get(place).map_or("", String::as_str)
    }

    /// Whether it works at the moment.
    pub fn active(&self) -> bool {
        self.active
    }

    /// The dialog with what is known so far.
    pub fn prompt(&self, ctx: &Ctx) -> Prompt {
        match self.kind {
            Kind::NewUser => {
                Prompt::new(t::NEW_USER, Vec::new(), self.user_fields(ctx)).checked(check_new)
            }
            Kind::User => {
                Prompt::new(t::EDIT_USER, Vec::new(), self.user_fields(ctx)).checked(check_user)
            }
            Kind::Pin => {
                let facts = vec![fact(t::NAME, frame::PLAIN.with("text", self.name()))];
                let fields = vec![Field::secret(t::PIN), Field::secret(t::AGAIN)];
                Prompt::new(t::NEW_PIN, facts, fields).checked(check_pin)
            }
            Kind::NewVentana => Prompt::new(t::NEW_VENTANA, Vec::new(), self.ventana_fields())
                .checked(check_ventana),
            Kind::Ventana => Prompt::new(t::EDIT_VENTANA, Vec::new(), self.ventana_fields())
                .checked(check_ventana),
        }
    }

    /// The dialog again, with the reasons why it was not saved.
    pub fn refused(&self, refusals: &[Refusal], ctx: &Ctx) -> Prompt {
        let place = |refusal: &Refusal| match self.kind {
            Kind::NewUser | Kind::User => field_of(refusal),
            Kind::Pin | Kind::NewVentana | Kind::Ventana => 0,
        };
        refusals
            .iter()
            .rev()
            .fold(self.prompt(ctx), |prompt, refusal| {
                prompt.refused(place(refusal), refusal::sentence(refusal))
            })
    }

    fn ventana_fields(&self) -> Vec<Field> {
        vec![Field::text(t::NAME, 80).value(self.name())]
    }

    fn user_fields(&self, ctx: &Ctx) -> Vec<Field> {
        let value = |place: usize| self.values.get(place).cloned().unwrap_or_default();
        let choice = |place: usize| value(place).parse().unwrap_or(0);
        let roles = roles(ctx).iter().map(|role| Say::from(name::role(*role)));
        let shops = self
            .shops
            .iter()
            .map(|(_, name)| frame::PLAIN.with("text", name.as_str()));
        let shops = std::iter::once(t::NO_VENTANA.into()).chain(shops);
        vec![
            Field::text(t::USERNAME, 40)
                .hint(t::HINT_USERNAME)
                .value(value(USERNAME)),
            Field::text(t::NAME, 80).value(value(NAME)),
            Field::choice(t::ROLE, roles).chosen(choice(ROLE)),
            Field::choice(t::VENTANA, shops).chosen(choice(VENTANA).min(self.shops.len())),
            Field::text(t::LIMIT, 20)
                .hint(t::HINT_LIMIT)
                .value(value(LIMIT)),
            Field::choice(t::CONFIRMS, [t::NO, t::YES]).chosen(choice(CONFIRMS)),
            match self.kind {
                Kind::User => Field::secret(t::PIN).hint(t::HINT_PIN),
                Kind::NewUser | Kind::Pin | Kind::NewVentana | Kind::Ventana => {
                    Field::secret(t::PIN)
                }
            },
        ]
    }

    /// The command that saves what was typed; it is kept without its secrets, in case it is refused.
    pub fn request(&mut self, mut values: Vec<String>, ctx: &Ctx) -> Request {
        match self.kind {
            Kind::NewVentana | Kind::Ventana => {
                self.values = values;
                self.save_ventana(self.active)
            }
            Kind::Pin => {
                let pin = values.first().map(|pin| Secret::new(pin.as_str()));
                self.save_user(pin, self.active, ctx)
            }
            Kind::NewUser | Kind::User => {
                let pin = values.get_mut(PIN).map(std::mem::take).unwrap_or_default();
                let pin = (!pin.is_empty()).then(|| Secret::new(pin));
                self.values = values;
                self.save_user(pin, self.active, ctx)
            }
        }
    }

    /// The command that switches it off or on, and changes nothing else.
    pub fn toggled(&self, ctx: &Ctx) -> Request {
        match self.kind {
            Kind::NewVentana | Kind::Ventana => self.save_ventana(!self.active),
            Kind::NewUser | Kind::User | Kind::Pin => self.save_user(None, !self.active, ctx),
        }
    }

    fn save_ventana(&self, active: bool) -> Request {
        Request::SaveVentana(SaveVentana {
            key: self.key,
            ventana: self.ventana,
            name: self.name().trim().to_owned(),
            active,
        })
    }

    fn save_user(&self, pin: Option<Secret>, active: bool, ctx: &Ctx) -> Request {
        let value = |place: usize| self.values.get(place).map_or("", |value| value.trim());
        let choice = |place: usize| value(place).parse::<usize>().unwrap_or(0);
        let shop = choice(VENTANA)
            .checked_sub(1)
            .and_then(|place| self.shops.get(place));
        Request::SaveUser(SaveUser {
            key: self.key,
            user: self.user,
            username: value(USERNAME).to_owned(),
            name: value(NAME).to_owned(),
            role: roles(ctx)
                .get(choice(ROLE))
                .copied()
                .unwrap_or(Role::Vendedor),
            ventana: shop.map(|(id, _)| *id),
            pin,
            payout_limit: Money::parse(value(LIMIT), ctx.voice.money).ok(),
            may_confirm: choice(CONFIRMS) == 1,
            active,
        })
    }
}

/// The shops that a user may belong to: all that work, or only the own one.
fn shops(ventanas: &[VentanaRow], ctx: &Ctx) -> Vec<(VentanaId, String)> {
    let own = ctx.session.and_then(|session| session.ventana.clone());
    match own {
        Some(own)
            if ctx
                .session
                .is_some_and(|session| session.role != Role::Admin) =>
        {
            vec![own]
        }
        Some(_) | None => {
            let active = ventanas.iter().filter(|row| row.active);
            active.map(|row| (row.id, row.name.clone())).collect()
        }
    }
}

fn field_of(refusal: &Refusal) -> usize {
    if let Refusal::WeakPin { .. } = refusal {
        return PIN;
    }
    let (Refusal::Field { field, .. } | Refusal::Taken { field }) = refusal else {
        return USERNAME;
    };
    match field.as_str() {
        "name" => NAME,
        "role" => ROLE,
        "ventana" => VENTANA,
        "payout_limit" => LIMIT,
        "pin" => PIN,
        _ => USERNAME,
    }
}

fn missing(values: &[String], place: usize) -> Result<(), (usize, Say)> {
    let empty = values
        .get(place)
        .is_none_or(|value| value.trim().is_empty());
    if empty {
        Err((place, t::MISSING.into()))
    } else {
        Ok(())
    }
}

fn check_ventana(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    missing(values, 0)
}

fn check_pin(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    missing(values, 0)?;
    let differ = values.first() != values.get(1);
    if differ {
        Err((1, t::PINS_DIFFER.into()))
    } else {
        Ok(())
    }
}

fn check_new(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    check_user(values, ctx)?;
    missing(values, PIN)
}

fn check_user(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    missing(values, USERNAME)?;
    missing(values, NAME)?;
    let value = |place: usize| values.get(place).map_or("", |value| value.trim());
    if value(USERNAME).contains(|c: char| c.is_whitespace() || c == '@') {
        return Err((USERNAME, t::SPACES.into()));
    }
    let role = value(ROLE)
        .parse::<usize>()
        .ok()
        .and_then(|place| roles(ctx).get(place));
    if role != Some(&Role::Admin) && value(VENTANA) == "0" {
        return Err((VENTANA, t::NEEDS_VENTANA.into()));
    }
    let limit = value(LIMIT);
    let readable = Money::parse(limit, ctx.voice.money).is_ok_and(|limit| !limit.is_negative());
    if !limit.is_empty() && !readable {
        return Err((LIMIT, t::BAD_AMOUNT.into()));
    }
    Ok(())
}
