//! The catalogue of goods: looking things up, reading what is in it, and writing it.

mod find;
mod goods;
mod prices;
mod read;
mod settings;

pub use find::{goods, scan};
pub use goods::{checked, ordinary, put};

use super::{
    answer::Answer,
    fail::No,
    gate::Gate,
    refusal::{FieldProblem, Refusal, Thing},
    request::{Catalogue, CatalogueAnswer},
    seat::Seat,
};
use crate::domain::{Right, VentanaId};

/// What must be true of whoever asks this.
pub const fn gate(asked: &Catalogue) -> Gate {
    if asked.writes() {
        Gate::Holds(Right::SaveGoods)
    } else {
        Gate::SignedIn
    }
}

/// Answers what is asked of the catalogue.
pub async fn run(seat: &Seat, asked: Catalogue) -> Result<Answer, No> {
    match asked {
        Catalogue::Lookup(asked) => find::lookup(seat, asked).await,
        Catalogue::Search(asked) => find::search(seat, asked).await,
        Catalogue::Favourites { ventana } => find::favourites(seat, ventana).await,
        Catalogue::Read { product } => read::product(seat, product).await,
        Catalogue::Shelf => read::shelf(seat).await,
        Catalogue::Sheet => read::sheet(seat).await,
        Catalogue::Promotions => read::promotions(seat).await,
        Catalogue::History { variant } => read::history(seat, variant).await,
        Catalogue::SaveCategory(asked) => settings::category(seat, asked).await,
        Catalogue::SaveTaxClass(asked) => settings::tax_class(seat, asked).await,
        Catalogue::SaveProduct(asked) => goods::save(seat, asked).await,
        Catalogue::SaveList(asked) => prices::list(seat, asked).await,
        Catalogue::SavePrices(asked) => prices::save(seat, asked).await,
        Catalogue::PreviewPrices(asked) => prices::preview(seat, asked).await,
        Catalogue::MovePrices(asked) => prices::shift(seat, asked).await,
        Catalogue::SaveTemplate(asked) => settings::template(seat, asked).await,
        Catalogue::SaveFavourite(asked) => settings::favourite(seat, asked).await,
        Catalogue::SavePromotion(asked) => settings::promotion(seat, asked).await,
    }
}

/// The shop whose prices are asked for: the own, or for administrators any that they name.
///
/// # Errors
/// Another's shop is not found.
fn shop(seat: &Seat, named: Option<VentanaId>) -> Result<Option<VentanaId>, No> {
    let own = seat.actor().ventana;
    match named {
        None => Ok(own),
        Some(ventana) if own == Some(ventana) => Ok(own),
        Some(ventana) if seat.me.role == crate::domain::Role::Admin => Ok(Some(ventana)),
        Some(_) => Err(Refusal::NotFound {
            what: Thing::Ventana,
        }
        .into()),
    }
}

fn wrong(field: &str, problem: FieldProblem) -> Refusal {
    Refusal::Field {
        field: field.to_owned(),
        problem,
    }
}

fn answer(answer: CatalogueAnswer) -> Answer {
    Answer::Catalogue(answer)
}
