//! What all attacks share: sellers who remember what they were told, the check of the database against their memory, the
//! figures, and the variables that make a run long.

#![allow(dead_code, unused_imports, reason = "each attack uses its own part")]

mod figures;
mod memory;
mod place;
mod seller;

pub use figures::{Dice, Figures, variable};
pub use memory::{Memory, check};
pub use place::Place;
pub use seller::{
    HOT, Seller, Shift, Told, answered, code_in, draw_of_cycle, limit_hot, only_limits, resolve,
    seller, sellers,
};
