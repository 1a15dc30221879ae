//! State and pictures of the console. A pure [`App`] turns events into errands for the door and draws itself into a buffer:
//! no clock, no database, no terminal in here. The way of a key: [`app`](App::handle) finds the top dialog or the screen, the
//! [`keymap`] gives the [`action`], the [`screen`] answers with [`effect`]s.

pub mod account_paper;
pub mod action;
mod app;
pub mod catalogue_paper;
pub mod ctx;
pub mod effect;
pub mod import_paper;
pub mod input;
pub mod key;
pub mod keymap;
pub mod layoff_paper;
pub mod list_paper;
pub mod overlays;
pub mod picture;
pub mod plain;
pub mod screen;
pub mod screens;
pub mod shift_paper;
pub mod source;
pub mod status;
pub mod symbols;
pub mod text;
pub mod theme;
pub mod widgets;

pub use app::{App, Setup};
pub use effect::{Errand, Event};
