//! Pieces that screens are drawn with. All of them draw only inside the area they are given, whatever its size.

mod chart;
mod field;
mod fit;
mod footer;
mod form;
mod form_view;
mod grid;
mod panel;
mod typed;

pub use chart::{bar, column_chart, heat_sign, sparkline};
pub use field::{Field, FieldKind};
pub use fit::{Side, broken, fit, width, wrapped};
pub use footer::footer;
pub use form::Form;
pub(super) use form_view::cursor_line;
pub use grid::{Cell, Column, Grid, Look, Moved, Span};
pub use panel::{clear, columns, line, lines, panel, panel_focused, rows, text};
pub use typed::{typed_amount, typed_date, typed_figure};
