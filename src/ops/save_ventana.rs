//! Adding and changing shops. People of a shop that does not work cannot sign in, and their sessions end at once.

use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    refusal::Refusal,
    seat::Seat,
    text,
    work::{self, Begun, Work},
};
use crate::{
    domain::{CommandKey, VentanaId, view::VentanaRow},
    store::{self, activity::Entry},
};

/// Adds a shop, or changes the one with this id.
pub async fn run(
    seat: &Seat,
    key: CommandKey,
    ventana: VentanaId,
    name: &str,
    active: bool,
) -> Result<Answer, No> {
    let name = text::required("name", name, 80)?;
    let request = (ventana, &name, active);
    let mut work = match work::begin(seat, key, "save_ventana", &request).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::staff::hold_house(work.db()).await?;
    let shops = store::staff::ventanas(work.db()).await?;
    let before = shops.iter().find(|shop| shop.id == ventana);
    write(&mut work, ventana, &name, active, before).await?;
    work.commit(Answer::Saved).await
}

/// Writes a shop and logs it.
///
/// # Errors
/// A name that another shop has.
pub(super) async fn write(
    work: &mut Work<'_>,
    ventana: VentanaId,
    name: &str,
    active: bool,
    before: Option<&VentanaRow>,
) -> Result<(), No> {
    let banca = work.actor().banca;
    store::staff::save_ventana(work.db(), banca, ventana, name, active)
        .await
        .map_err(|error| {
            match error
                .as_database_error()
                .and_then(|known| known.constraint())
            {
                Some("ventana_name") => Refusal::Taken {
                    field: "name".to_owned(),
                }
                .into(),
                _ => No::from(error),
            }
        })?;
    work.log(Entry {
        details: json!({
            "before": before.map(|shop| json!({ "name": shop.name, "active": shop.active })),
            "after": { "name": name, "active": active },
        }),
        ..Entry::new("ventana.saved", name)
    })
    .await
}
