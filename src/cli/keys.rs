//! `banca keys`: the actions of the console with the names that `[keys]` of the configuration gives keys to, and the keys in force.

use serde_json::json;

use super::{
    World,
    exit::Failure,
    out::Out,
    show::table::{Table, words},
};
use crate::ui::{
    action::{ActionRow, rows},
    text::cli as t,
};

/// Prints the table of actions, as text or as JSON.
pub fn run(world: &World, json: bool) -> Result<(), Failure> {
    let voice = world.out.voice;
    let keys = |row: &ActionRow| -> Vec<String> {
        let keys = world.keymap.keys(row.action).iter();
        keys.map(ToString::to_string).collect()
    };
    if json {
        let rows = rows().map(|row| {
            json!({
                "action": row.name,
                "keys": keys(row),
                "label": voice.text(row.label),
                "help": voice.text(row.help),
            })
        });
        return Out::value(&rows.collect::<Vec<_>>());
    }
    let headings = [
        words(t::KEYS_ACTION),
        words(t::KEYS_KEYS),
        words(t::KEYS_DOES),
    ];
    let mut table = Table::new(voice, &headings);
    for row in rows() {
        let help = voice.text(row.help).to_owned();
        table.row([row.name.to_owned(), keys(row).join(" "), help]);
    }
    Out::line(table.text().trim_end())
}
