//! What can be done. One file per verb, one transaction each; [`Request`] in, [`Reply`] out.
//!
//! [`House::handle`] is the only door. A verb begins a `work` under the request's idempotency key, lets the domain
//! decide, lets the store write, logs what was done, and commits with its answer beside the key.

mod accounts;
mod activity;
mod answer;
mod audit;
mod cancel;
mod claims;
mod close_drawer;
mod commissions;
mod count_drawer;
mod desk;
mod drawer;
mod draws;
mod fail;
mod finalise;
mod first_run;
mod gate;
mod home;
mod house;
mod house_settings;
mod keyed;
mod lotteries;
mod move_cash;
mod open_drawer;
mod outcome;
mod page;
mod paper;
mod pay;
mod payout_notes;
mod payouts;
mod price_lists;
mod prize;
mod refusal;
mod report;
mod request;
mod reventado_price;
mod reverse_payout;
mod risk;
mod save_commission;
mod save_lottery;
mod save_multiplier;
mod save_user;
mod save_ventana;
mod seat;
mod secret;
mod sell;
mod sign_in;
mod staff;
mod text;
mod ticket;
mod tickets;
mod verbs;
mod verify;
mod work;

pub use crate::domain::view::*;
pub use answer::{Answer, Outcome, Reply};
pub use draws::tick::run_as_owner as tick_as_owner;
pub use gate::{Gate, gate};
pub use house::{Door, House};
pub use refusal::{Fault, FaultKind, FieldProblem, Refusal, Thing};
pub use request::*;
pub use secret::{PIN_LEAST, is_weak};
pub use verify::verify_all;
