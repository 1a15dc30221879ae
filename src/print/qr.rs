//! A QR code in letters: two modules a line, so that it is square on a screen and a telephone reads it.

use qrcode::{Color as Shade, EcLevel, QrCode};

/// Modules of silence around the code.
const QUIET: usize = 2;

/// The lines of a QR code, dark on light as the blocks of a terminal draw it: `█` is light. Nothing for a text that is too
/// long for one.
pub fn qr(text: &str) -> Vec<String> {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return Vec::new();
    };
    let side = code.width();
    let colours = code.to_colors();
    let light = |across: usize, down: usize| {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < side);
        let (Some(across), Some(down)) = (inside(across), inside(down)) else {
            return true;
        };
        let at = down.saturating_mul(side).saturating_add(across);
        colours.get(at).is_none_or(|colour| *colour == Shade::Light)
    };
    let whole = side.saturating_add(QUIET.saturating_mul(2));
    (0..whole)
        .step_by(2)
        .map(|down| {
            (0..whole)
                .map(
                    |across| match (light(across, down), light(across, down.saturating_add(1))) {
                        (true, true) => '█',
                        (true, false) => '▀',
                        (false, true) => '▄',
                        (false, false) => ' ',
                    },
                )
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_ticket_fits_the_narrow_paper() {
        let drawn = qr("T123456789018");
        assert_eq!(drawn.len(), 13);
        assert!(drawn.iter().all(|line| line.chars().count() == 25));
        assert!(drawn[0].chars().all(|block| block == '█'));
        assert!(qr(&"x".repeat(5_000)).is_empty());
    }
}
