//! Receipts on paper: facts laid out in 32 or 48 columns, as text, as ESC/POS, as a QR picture, and sent to a printer. Pure
//! but for [`target`], which writes bytes to a device, a file or the network.

mod barcode;
mod codepage;
mod escpos;
mod layout;
mod paper;
mod plain;
mod qr;
pub mod target;
mod words;

pub use escpos::{Finish, escpos};
pub use layout::{lay_out, test_page};
pub use paper::{Paper, Piece, Style};
pub use plain::{picture, text};
pub use qr::qr;
