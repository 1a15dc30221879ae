//! Whose risk and limits can be looked at: the house's, a shop's, a seller's, within the person's reach.

use crate::domain::{Role, ScopeId};
use crate::ops::{UserRow, VentanaRow};
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, words};

/// The shops and people that were read.
#[derive(Debug, Clone, Default)]
pub(super) struct Scopes {
    pub(super) ventanas: Vec<VentanaRow>,
    pub(super) users: Vec<UserRow>,
}

impl Scopes {
    /// What a person sees at first: the house, or the own shop.
    pub(super) fn first(ctx: &Ctx) -> Option<ScopeId> {
        let session = ctx.session?;
        match (session.role, &session.ventana) {
            (Role::Admin, _) => Some(ScopeId::Banca(session.banca)),
            (Role::Ventana, Some((ventana, _))) => Some(ScopeId::Ventana(*ventana)),
            (Role::Ventana, None) | (Role::Vendedor, _) => Some(ScopeId::Vendedor(session.user)),
        }
    }

    /// All that can be chosen, with their names: each shop followed by its sellers.
    pub(super) fn choices(&self, ctx: &Ctx) -> Vec<(ScopeId, Say)> {
        let Some(session) = ctx.session else {
            return Vec::new();
        };
        let mut all = Vec::new();
        if session.role == Role::Admin {
            all.push((ScopeId::Banca(session.banca), words::SCOPE_HOUSE.into()));
        }
        let own = session.ventana.iter().cloned();
        let known = self.ventanas.iter().map(|row| (row.id, row.name.clone()));
        let mut shops: Vec<_> = known.collect();
        shops.extend(own.filter(|(id, _)| self.ventanas.iter().all(|row| row.id != *id)));
        for (ventana, name) in shops {
            let say = words::SCOPE_VENTANA.with("name", name);
            all.push((ScopeId::Ventana(ventana), say));
            let here = |user: &&UserRow| {
                user.active && user.ventana.as_ref().is_some_and(|(id, _)| *id == ventana)
            };
            let sellers = self.users.iter().filter(here).map(|user| {
                let say = words::SCOPE_SELLER.with("name", user.name.as_str());
                (ScopeId::Vendedor(user.id), say)
            });
            all.extend(sellers);
        }
        all
    }

    /// What a scope is called.
    pub(super) fn name(&self, scope: ScopeId, ctx: &Ctx) -> Say {
        let found = self.choices(ctx).into_iter().find(|(id, _)| *id == scope);
        found.map_or_else(|| words::SCOPE_HOUSE.into(), |(_, say)| say)
    }
}
