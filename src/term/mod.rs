//! The only place that touches a terminal: entering and leaving it, one write per frame, and the loop that feeds the console.

pub mod exports;
pub mod imports;
mod keyboard;
mod paint;
pub mod printing;
mod runtime;
mod tui;

pub use keyboard::Keys;
pub use paint::Painter;
pub use runtime::{Ask, Door, Ended, Load, Remember, Save, run};
pub use tui::Tui;
