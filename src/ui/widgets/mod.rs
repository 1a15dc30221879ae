//! Pieces that screens are drawn with. All of them draw only inside the area they are given, whatever its size.

mod chart;
mod fit;
mod footer;
mod form;
mod grid;
mod panel;

pub use chart::{bar, heat_sign, sparkline};
pub use fit::{Side, fit, width};
pub use footer::footer;
pub(super) use form::cursor_line;
pub use form::{Field, FieldKind, Form};
pub use grid::{Cell, Column, Grid, Look, Moved, Span};
pub use panel::{clear, columns, line, lines, panel, panel_focused, rows, text};
