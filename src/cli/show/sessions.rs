//! The sessions that live.

use super::{
    moment,
    table::{Table, words},
};
use crate::{
    ops::SessionRow,
    ui::text::{Voice, audit, column as c, name, users as t},
};

pub fn list(rows: &[SessionRow], voice: Voice) -> String {
    let columns = [
        words(audit::SESSION),
        words(t::USERNAME),
        words(c::NAME),
        words(t::ROLE),
        words(t::VENTANA),
        words(t::TERMINAL),
        words(t::S_WHERE),
        words(t::S_SINCE),
        words(t::S_SEEN),
        words(t::STATE),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        let door = audit::door(&row.door).map_or(row.door.as_str(), |words| voice.text(words));
        let state = match (row.own, row.locked) {
            (true, _) => t::S_OWN,
            (false, Some(_)) => t::S_LOCKED,
            (false, None) => t::S_OPEN,
        };
        table.row([
            row.session.to_string(),
            row.username.clone(),
            row.name.clone(),
            voice.text(name::role(row.role)).to_owned(),
            row.ventana.clone(),
            row.terminal.clone(),
            format!("{door} {}", row.client).trim().to_owned(),
            moment(row.since, voice),
            row.seen.map(|at| moment(at, voice)).unwrap_or_default(),
            voice.text(state).to_owned(),
        ]);
    }
    table.text()
}
