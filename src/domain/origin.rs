//! How a number came onto a ticket, frozen on the bet and printed where it matters (Gallo Tapado prints GT).

use serde::{Deserialize, Serialize};

/// How a number came onto a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Typed as it is.
    #[default]
    Typed,
    /// The other face of a volteado.
    Volteado,
    /// Out of a range.
    Range,
    /// Out of a decade.
    Decade,
    /// Out of a terminal.
    Terminal,
    /// One of the doubles.
    Doubles,
    /// Out of a named set: even, odd, low, high.
    Set,
    /// Drawn by the machine (Gallo Tapado).
    Random,
    /// From an earlier ticket.
    Repeated,
}

impl Origin {
    /// All origins.
    pub const ALL: [Origin; 9] = [
        Origin::Typed,
        Origin::Volteado,
        Origin::Range,
        Origin::Decade,
        Origin::Terminal,
        Origin::Doubles,
        Origin::Set,
        Origin::Random,
        Origin::Repeated,
    ];

    /// The name used in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Origin::Typed => "typed",
            Origin::Volteado => "volteado",
            Origin::Range => "range",
            Origin::Decade => "decade",
            Origin::Terminal => "terminal",
            Origin::Doubles => "doubles",
            Origin::Set => "set",
            Origin::Random => "random",
            Origin::Repeated => "repeated",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<Origin> {
        Origin::ALL.into_iter().find(|origin| origin.name() == name)
    }
}
