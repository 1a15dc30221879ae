//! The scripted demo: a day of trade that plays itself, narrated and checked. The player feeds the same events that a
//! keyboard would, to the same consoles, on a scratch database with a clock that a script can move; it has no back door.

mod cast;
mod dice;
mod headless;
mod player;
mod samples;
mod script;
mod seed;
mod stage;

pub use cast::Look;
pub use headless::{Verdict, recite};
pub use player::{Mark, Played, Player};
pub use script::{Script, ScriptError, Step};
pub use seed::{PIN, World};
pub use stage::perform;

/// The scripts that ship, by name.
pub const SCRIPTS: &[(&str, &str)] = &[
    ("tour", include_str!("scripts/tour.demo")),
    ("accounts", include_str!("scripts/accounts.demo")),
    ("limits", include_str!("scripts/limits.demo")),
    ("house", include_str!("scripts/house.demo")),
    ("admin", include_str!("scripts/admin.demo")),
    ("layoff", include_str!("scripts/layoff.demo")),
    ("lists", include_str!("scripts/lists.demo")),
];

/// The text of a shipped script.
pub fn shipped(name: &str) -> Option<&'static str> {
    SCRIPTS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}
