//! What the till is in the middle of.

use crate::domain::goods::Quantity;
use crate::ui::effect::Tone;
use crate::ui::text::Say;

/// What the keys mean at the moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// Lines are scanned or typed.
    #[default]
    Basket,
    /// The basket is paid.
    Tender,
    /// It was paid; the next line begins another sale.
    Done,
}

/// A sentence below the line.
#[derive(Debug, Clone)]
pub(super) struct Message {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub say: Say,
}

/// What is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sent {
    /// Goods by a code.
    Goods {
        /// The line as it was typed.
        text: String,
        /// The code.
        code: String,
        /// How much.
        quantity: Option<Quantity>,
    },
    /// A line that is put back when it is refused.
    Line(String),
    /// Something that a dialog asked for.
    Other,
}

/// What a person must answer before the queue goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pause {
    /// How much the goods of this code weigh.
    Weigh {
        /// The line as it was typed.
        text: String,
        /// The code.
        code: String,
    },
    /// Which goods were meant.
    Search {
        /// The line as it was typed.
        text: String,
        /// How much of them.
        quantity: Option<Quantity>,
    },
}
