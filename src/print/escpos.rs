//! Pieces as the bytes that receipt printers take (ESC/POS), or as plain text for what takes no commands.

use super::barcode::code128;
use super::paper::{Piece, Style};
use super::{codepage, plain};
use crate::domain::{Codepage, Columns};

const ESC: u8 = 0x1B;
const GS: u8 = 0x1D;

/// What happens when a paper is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Finish {
    /// Cut it.
    pub cut: bool,
    /// Open the cash box first.
    pub kick: bool,
}

/// The bytes of a paper.
pub fn escpos(pieces: &[Piece], columns: Columns, page: Codepage, finish: Finish) -> Vec<u8> {
    if page == Codepage::Text {
        let mut text = plain::text(pieces).into_bytes();
        text.push(b'\n');
        return text;
    }
    // Begin anew whatever was left in the printer, choose the letters.
    let mut out = vec![ESC, b'@', ESC, b't', codepage::number(page)];
    if finish.kick {
        // Pin 2, a tenth of a second.
        out.extend([ESC, b'p', 0, 50, 50]);
    }
    let mut worn = Style::default();
    for piece in pieces {
        match piece {
            Piece::Line(text, style) => {
                wear(&mut out, &mut worn, *style);
                out.extend(codepage::encode(page, text));
                out.push(b'\n');
            }
            Piece::Barcode(text) => {
                wear(&mut out, &mut worn, Style::default());
                barcode(&mut out, text, columns);
            }
            Piece::Qr(text) => {
                wear(&mut out, &mut worn, Style::default());
                qr(&mut out, text);
            }
        }
    }
    wear(&mut out, &mut worn, Style::default());
    // Far enough to tear or cut below the last line.
    out.extend([ESC, b'd', 4]);
    if finish.cut {
        out.extend([GS, b'V', 66, 0]);
    }
    out
}

fn wear(out: &mut Vec<u8>, worn: &mut Style, style: Style) {
    if worn.bold != style.bold {
        out.extend([ESC, b'E', u8::from(style.bold)]);
    }
    if worn.tall != style.tall {
        out.extend([GS, b'!', u8::from(style.tall)]);
    }
    *worn = style;
}

/// A CODE128 in the middle, with its text below; nothing where the paper is too narrow for it.
fn barcode(out: &mut Vec<u8>, text: &str, columns: Columns) {
    let Some((data, modules)) = code128(text) else {
        return;
    };
    // Ten modules of silence at both sides.
    let needed = modules.saturating_add(20).saturating_mul(2);
    let Ok(length) = u8::try_from(data.len()) else {
        return;
    };
    if needed > columns.dots() {
        return;
    }
    out.extend([ESC, b'a', 1, GS, b'h', 64, GS, b'w', 2, GS, b'H', 2]);
    out.extend([GS, b'k', 73, length]);
    out.extend(data);
    out.extend([b'\n', ESC, b'a', 0]);
}

/// A QR code in the middle: model 2, six dots a module, a sixth of it may be lost.
fn qr(out: &mut Vec<u8>, text: &str) {
    let Ok(length) = u16::try_from(text.len().saturating_add(3)) else {
        return;
    };
    let [low, high] = length.to_le_bytes();
    out.extend([ESC, b'a', 1]);
    out.extend([GS, b'(', b'k', 4, 0, 49, 65, 50, 0]);
    out.extend([GS, b'(', b'k', 3, 0, 49, 67, 6]);
    out.extend([GS, b'(', b'k', 3, 0, 49, 69, 49]);
    out.extend([GS, b'(', b'k', low, high, 49, 80, 48]);
    out.extend(text.bytes());
    out.extend([GS, b'(', b'k', 3, 0, 49, 81, 48]);
    out.extend([b'\n', ESC, b'a', 0]);
}
