//! Shops out of a table.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    line::Reading,
    report::{ImportValue, ImportedLine},
};
use crate::{
    domain::{Id, ImportColumn as Column, VentanaId, import, view::VentanaRow},
    ops::{fail::No, request::ImportFile, text},
    store,
};

/// A line that is to be written.
pub struct Deed {
    /// The shop's id, new or known.
    pub id: VentanaId,
    /// Its name.
    pub name: String,
    /// Whether it works.
    pub active: bool,
    /// What it is now.
    pub before: Option<VentanaRow>,
}

/// What the file would do.
pub async fn plan(
    db: &mut store::Db,
    file: &ImportFile,
) -> Result<(Vec<ImportedLine>, Vec<Deed>), No> {
    let shops = store::staff::ventanas(db).await?;
    let known: HashMap<String, &VentanaRow> = shops
        .iter()
        .map(|shop| (shop.name.to_lowercase(), shop))
        .collect();
    let (mut seen, mut lines, mut deeds) = (HashMap::new(), Vec::new(), Vec::new());
    for line in &file.lines {
        let mut reading = Reading::of(line);
        let name = reading.needed(Column::Name).unwrap_or_default();
        let before = known.get(&name.to_lowercase()).copied().cloned();
        if !name.is_empty() {
            reading.once(name.to_lowercase(), &mut seen);
        }
        if reading.stands()
            && let Err(why) = text::required("name", name, 80)
        {
            reading.refuse(why);
        }
        let was = before.as_ref().is_none_or(|shop| shop.active);
        let active = reading.value(Column::Active, import::yes).unwrap_or(was);
        if before.is_some() {
            let yes = ImportValue::Yes;
            reading.change(Column::Active, yes(was), yes(active));
        }
        let stands = reading.stands();
        let told = reading.told(name, before.is_none(), false);
        if stands && (before.is_none() || !told.changes.is_empty()) {
            deeds.push(Deed {
                id: before
                    .as_ref()
                    .map_or_else(|| Id::new(Uuid::now_v7()), |shop| shop.id),
                name: before
                    .as_ref()
                    .map_or_else(|| name.to_owned(), |shop| shop.name.clone()),
                active,
                before,
            });
        }
        lines.push(told);
    }
    Ok((lines, deeds))
}
