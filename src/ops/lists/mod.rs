//! Sales lists: what shops and sellers sold for a draw, number by number; a late or suspicious one is excluded, and included
//! again.

mod change;
mod read;

pub use change::{exclude, include, preview};
pub use read::{draw, numbers, tickets};

use super::{
    fail::No,
    refusal::{Refusal, Thing},
    seat::Seat,
};
use crate::{
    domain::{Holder, Right, Role, ScopeId, view::ListOf},
    store,
};

/// Whose list it is.
struct Whose {
    list: ListOf,
    /// The shop of a seller.
    shop: Option<ScopeId>,
}

/// Whose list a scope is, within the asker's reach: all for administrators, the own shop and its sellers for who runs one,
/// the own for a seller.
///
/// # Errors
/// A foreign shop or seller is not found; the house as a whole is its administrators' alone.
async fn of(db: &mut store::Db, seat: &Seat, scope: ScopeId) -> Result<Whose, No> {
    let role = seat.me.role;
    let (holder, missing) = match scope {
        ScopeId::Banca(house) if house == seat.me.banca && role == Role::Admin => {
            (Some(Holder::Banca), Thing::Account)
        }
        ScopeId::Banca(_) => {
            let right = Right::SeeReports;
            return Err(Refusal::NotAllowed { right, role }.into());
        }
        ScopeId::Ventana(ventana) => {
            let reach = role != Role::Vendedor && store::risk::ventana_exists(db, ventana).await?;
            let found = reach.then_some(Holder::Ventana { ventana });
            (found, Thing::Ventana)
        }
        ScopeId::Vendedor(vendedor) => {
            let shop = if role == Role::Vendedor {
                let own = seat.me.ventana.as_ref().map(|(id, _)| *id);
                own.filter(|_| vendedor == seat.me.user)
            } else {
                store::risk::shop_of(db, vendedor).await?
            };
            let found = shop.map(|ventana| Holder::Vendedor { ventana, vendedor });
            (found, Thing::User)
        }
    };
    let holder = holder.ok_or(Refusal::NotFound { what: missing })?;
    let names = store::account::names(db, holder).await?;
    Ok(Whose {
        list: ListOf {
            scope,
            ventana: names.place(),
            vendedor: names.vendedor,
        },
        shop: match holder {
            Holder::Vendedor { ventana, .. } => Some(ScopeId::Ventana(ventana)),
            Holder::Banca | Holder::Ventana { .. } => None,
        },
    })
}
