//! # banca: the operations console of a lottery house
//!
//! Start reading here. A pure [`ui::App`] turns events into effects and draws itself; a short loop feeds it;
//! every effect that touches the world is a plain-data request, answered by one transaction.

pub mod cli;
pub mod config;
pub mod demo;
pub mod domain;
pub mod ops;
pub mod postgres;
pub mod print;
pub mod sheet;
pub mod store;
pub mod term;
pub mod ui;
