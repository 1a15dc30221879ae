//! The selling screen: keys in, requests out, answers in, pictures out.

#[path = "sell_desk.rs"]
pub mod desk;
#[path = "sell_keys.rs"]
mod keys;
#[path = "sell_limits.rs"]
mod limits;
#[path = "sell_outside.rs"]
mod outside;
#[path = "sell_pictures.rs"]
mod pictures;
#[path = "sell_rules.rs"]
mod rules;
