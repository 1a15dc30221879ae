//! What the selling screen is in the middle of.

use super::basket::{Basket, Row};
use super::left::Over;
use super::order::{Order, Unclear};
use crate::domain::betline::ExpandedBet;
use crate::domain::{DrawId, Money, TicketCode};
use crate::ui::effect::Tone;
use crate::ui::text::Say;
use std::collections::VecDeque;

/// What the keys mean at the moment.
#[derive(Debug, Default)]
pub(super) enum Stage {
    /// A line is typed.
    #[default]
    Typing,
    /// Enter was pressed on many numbers or a large total, Esc on a ticket: the same once more does it.
    Armed(Armed),
    /// Some numbers ask for more than is left.
    Limited(Limited),
    /// A pasted order is looked at.
    Order(Order),
    /// The connection failed and the ticket is known not to be sold: it stands until it is charged again or set aside. What
    /// is typed meanwhile belongs to the next ticket.
    Unsold(Unsold),
}

/// What the next equal key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Armed {
    Line,
    Charge(Option<Money>),
    Park,
}

/// A decision about numbers that ask for more than is left.
#[derive(Debug)]
pub(super) struct Limited {
    /// Rows that are not in the ticket yet; none when the house refused the ticket as it is.
    pub rows: Vec<Row>,
    pub overs: Vec<Over>,
    /// The line ended in the star that charges.
    pub charge: bool,
}

/// A ticket whose sale was lost on its way.
#[derive(Debug)]
pub(super) struct Unsold {
    pub received: Option<Money>,
    pub fault: Say,
}

/// A sentence beside the line.
#[derive(Debug)]
pub(super) struct Message {
    pub tone: Tone,
    pub say: Say,
    /// The character that it is about.
    pub at: Option<usize>,
    /// The line as it was probably meant.
    pub suggestion: Option<String>,
    /// It is about the drawer, and over when that is open.
    pub drawer: bool,
}

/// What repeating needs of the tickets sold last.
#[derive(Debug)]
pub(super) struct Last {
    /// One for each draw.
    pub codes: Vec<TicketCode>,
    pub bets: Vec<ExpandedBet>,
}

/// A ticket that waits for its customer, with the draws it is for.
#[derive(Debug)]
pub(super) struct Parked {
    pub basket: Basket,
    pub draws: Vec<DrawId>,
    /// Lines of its order that wait to be corrected.
    pub pending: VecDeque<Unclear>,
}

/// A voided ticket's facts while its reason is asked for.
#[derive(Debug, Clone)]
pub(super) struct Voiding {
    pub code: TicketCode,
    pub draw: String,
    pub total: Money,
    pub reason: String,
}
