//! What a draw may cost and what keeps it in bounds: live counters, what-if, tickets behind a number, limit rules and
//! their past.

mod block;
mod exposure;
mod limits;
mod preview;
mod what_if;

pub use block::{block_number, number_tickets};
pub use exposure::{exposure, number_scopes, of_draws, over_limits};
pub use limits::{end, list, save};
pub use preview::preview;
pub use what_if::what_if;

use uuid::Uuid;

use super::{
    fail::{No, fault},
    refusal::{FaultKind, FieldProblem, Refusal, Thing},
    seat::Seat,
};
use crate::{
    domain::{
        Digits, DrawId, MoneyError, Number, Right, Role, ScopeId, SellerPath, VentanaId,
        layoff::Laid,
    },
    store,
};

/// The path of a scope within the asker's reach: the house for administrators, the own shop and its sellers for who runs
/// one. Levels below the scope have no id.
///
/// # Errors
/// A foreign shop or seller is not found; the house as a whole is not a shop's to see or to bound.
async fn path_of(
    db: &mut store::Db,
    seat: &Seat,
    scope: ScopeId,
    right: Right,
) -> Result<SellerPath, No> {
    let banca = seat.me.banca;
    let (ventana, vendedor) = match scope {
        ScopeId::Banca(house) if house == banca && seat.me.role == Role::Admin => {
            (Uuid::nil().into(), Uuid::nil().into())
        }
        ScopeId::Banca(_) => {
            return Err(Refusal::NotAllowed {
                right,
                role: seat.me.role,
            }
            .into());
        }
        ScopeId::Ventana(shop) => {
            if !store::risk::ventana_exists(db, shop).await? {
                return Err(Refusal::NotFound {
                    what: Thing::Ventana,
                }
                .into());
            }
            (shop, Uuid::nil().into())
        }
        ScopeId::Vendedor(seller) => {
            let shop = store::risk::shop_of(db, seller).await?;
            (shop.ok_or(Refusal::NotFound { what: Thing::User })?, seller)
        }
    };
    Ok(SellerPath {
        banca,
        ventana,
        vendedor,
    })
}

/// The widest scope that the asker sees: the house, or the own shop.
fn own_scope(seat: &Seat) -> Result<ScopeId, Refusal> {
    let shop: Option<VentanaId> = seat.actor().ventana;
    match (seat.me.role, shop) {
        (Role::Admin, _) => Ok(ScopeId::Banca(seat.me.banca)),
        (Role::Ventana, Some(shop)) => Ok(ScopeId::Ventana(shop)),
        (Role::Ventana | Role::Vendedor, _) => Err(Refusal::NotAllowed {
            right: Right::SeeExposure,
            role: seat.me.role,
        }),
    }
}

/// What other houses bear of a draw, where the whole house is looked at; a shop's and a seller's part is their own.
pub async fn laid(
    db: &mut store::Db,
    seat: &Seat,
    draw: DrawId,
    scope: ScopeId,
    digits: Digits,
) -> Result<Laid, No> {
    match scope {
        ScopeId::Banca(house) if house == seat.me.banca => {
            Ok(store::layoff::laid(db, draw, digits).await?)
        }
        ScopeId::Banca(_) | ScopeId::Ventana(_) | ScopeId::Vendedor(_) => Ok(Laid::default()),
    }
}

/// A number of the draw's length.
fn check_number(number: Number, digits: Digits) -> Result<(), Refusal> {
    if number.digits() == digits {
        return Ok(());
    }
    Err(Refusal::Field {
        field: "number".to_owned(),
        problem: FieldProblem::OutOfRange,
    })
}

/// Counters that add up beyond the range of money are broken books, not a refusal.
fn beyond_money(why: MoneyError) -> No {
    No::Failed(fault(FaultKind::Inconsistent, &why))
}
