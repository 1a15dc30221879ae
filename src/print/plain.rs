//! Pieces as text: what is copied for a chat, written to a file, or shown before printing.

use super::paper::Piece;
use super::qr::qr;
use crate::domain::Columns;

/// The paper as text, its codes as their letters.
pub fn text(pieces: &[Piece]) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line(line, _) => lines.push(line),
            // One of the codes is enough, and what it says stands above it.
            Piece::Barcode(_) | Piece::Qr(_) => {}
        }
    }
    lines.join("\n")
}

/// The paper as lines for a screen, its QR codes drawn where they fit.
pub fn picture(pieces: &[Piece], columns: Columns) -> Vec<String> {
    let mut lines = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line(line, _) => lines.push(line.clone()),
            Piece::Barcode(_) => {}
            Piece::Qr(text) => {
                let drawn = qr(text);
                let wide = drawn.first().map_or(0, |line| line.chars().count());
                if wide <= columns.count() {
                    let left = " ".repeat(columns.count().saturating_sub(wide) / 2);
                    lines.extend(drawn.iter().map(|line| format!("{left}{line}")));
                }
            }
        }
    }
    lines
}
