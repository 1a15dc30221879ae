//! Tickets as they are looked at: one whole, or many in a list.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{DrawRow, PageKey, PrizeView};
use crate::domain::{
    BetKind, DrawId, Money, Number, Origin, Rate, TicketCode, TicketId, TicketState,
};

/// One bet of a ticket with what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BetView {
    /// Position in the ticket, from 1.
    pub line: i16,
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// The stake.
    pub stake: Money,
    /// The frozen factor.
    pub factor: Rate,
    /// How the number came about.
    pub origin: Origin,
    /// What it won.
    pub prize: Money,
}

/// A ticket with everything that happened to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketView {
    /// Its id.
    pub ticket: TicketId,
    /// Its code.
    pub code: TicketCode,
    /// `terminal-000123`.
    pub serial: String,
    /// The draw, without the figures that count all its tickets: those stand in the list of draws.
    pub draw: DrawRow,
    /// The shop.
    pub ventana: String,
    /// The seller.
    pub vendedor: String,
    /// The stored state.
    pub state: TicketState,
    /// The total.
    pub total: Money,
    /// When it was sold.
    pub sold_at: DateTime<Utc>,
    /// The note.
    pub note: Option<String>,
    /// The bets.
    pub bets: Vec<BetView>,
    /// The prize, when it won.
    pub prize: Option<PrizeView>,
    /// How often it was reprinted.
    pub reprints: i64,
    /// Whether it may be cancelled now, and if the own right suffices.
    pub cancel: Option<CancelOffer>,
    /// What happened, in order, with names.
    pub history: Vec<HistoryRow>,
}

/// How a ticket may be cancelled now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelOffer {
    /// By the present user.
    Own,
    /// With a second person's consent.
    WithApproval,
}

/// One thing that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// What: the name of the activity, such as `ticket.sold`.
    pub action: String,
    /// An amount, where there is one.
    pub amount: Option<Money>,
    /// A reason or note.
    pub note: String,
    /// The second person, where there was one.
    pub approved_by: Option<String>,
}

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketRow {
    /// Its code.
    pub code: TicketCode,
    /// The lottery's name.
    pub lottery: String,
    /// The draw.
    pub draw: DrawId,
    /// When it draws.
    pub draw_at: DateTime<Utc>,
    /// When it was sold.
    pub sold_at: DateTime<Utc>,
    /// The seller.
    pub vendedor: String,
    /// The shop.
    pub ventana: String,
    /// Number of bets.
    pub bets: i64,
    /// A short picture of the bets, such as `23×500 45×500`.
    pub summary: String,
    /// The total.
    pub total: Money,
    /// The state.
    pub state: TicketState,
    /// The prize, when it won.
    pub prize: Option<Money>,
}

/// A page of tickets.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TicketPage {
    /// The rows, newest first.
    pub rows: Vec<TicketRow>,
    /// Where the next page begins.
    pub next: Option<PageKey>,
    /// Count over the whole filter.
    pub count: i64,
    /// Sum over the whole filter, cancelled tickets left out.
    pub sum: Money,
}
