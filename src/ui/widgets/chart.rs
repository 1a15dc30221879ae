//! Small pictures of figures: bars, sparklines, and the sign of a heat map's cell.

use super::fit::{Side, fit};
use super::panel::line;
use crate::ui::ctx::Ctx;
use crate::ui::symbols::Symbols;
use crate::ui::theme::Token;
use crate::ui::theme::heat_token;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// A bar of `columns` columns, filled by `part` of `whole`: the full and the empty piece, to be styled apart.
pub fn bar(part: u64, whole: u64, columns: usize, symbols: &Symbols) -> (String, String) {
    let columns_wide = u64::try_from(columns).unwrap_or(u64::MAX);
    let share = u128::from(part.min(whole)) * u128::from(columns_wide);
    let filled = share
        .checked_div(u128::from(whole))
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(0);
    let filled = if part > 0 {
        filled.max(1).min(columns)
    } else {
        0
    };
    (
        symbols.full.repeat(filled),
        symbols.empty.repeat(columns - filled),
    )
}

/// A sparkline of the last `columns` values, the largest at full height.
pub fn sparkline(values: &[u64], columns: usize, symbols: &Symbols) -> String {
    let shown = &values[values.len().saturating_sub(columns)..];
    let top = shown.iter().copied().max().unwrap_or(0);
    shown
        .iter()
        .map(|value| {
            let level = (u128::from(*value) * 7)
                .checked_div(u128::from(top))
                .unwrap_or(0);
            symbols.levels[usize::try_from(level).unwrap_or(0).min(7)]
        })
        .collect()
}

/// Draws named values as columns, the largest at full height, with their names below where there is room for both.
pub fn column_chart(area: Rect, buf: &mut Buffer, ctx: &Ctx, values: &[(String, u64)]) {
    let count = u16::try_from(values.len()).unwrap_or(u16::MAX).max(1);
    let each = (area.width / count).clamp(1, 8);
    let named = u16::from(area.height > 1 && each > 2);
    let top = values.iter().map(|(_, value)| *value).max().unwrap_or(0);
    let tall = u64::from(area.height.saturating_sub(named));
    let gap = u16::from(each > 2);
    for (column, (name, value)) in (0..area.width / each).zip(values) {
        let eighths = (u128::from(*value) * u128::from(tall * 8)).checked_div(u128::from(top));
        let eighths = eighths.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
        let eighths = if *value > 0 { eighths.max(1) } else { 0 };
        let spot = Rect {
            x: area.x + column * each,
            width: each - gap,
            ..area
        };
        for row in 0..tall {
            let level = eighths.saturating_sub((tall - 1 - row) * 8).min(8);
            let sign = match usize::try_from(level).unwrap_or(0) {
                0 => " ",
                level => ctx.symbols.levels[level - 1],
            };
            let words = Line::styled(sign.repeat(usize::from(spot.width)), ctx.style(Token::Bar));
            line(spot, buf, u16::try_from(row).unwrap_or(0), &words);
        }
        if named > 0 {
            let name = fit(name, usize::from(spot.width), Side::Left, ctx.symbols);
            let name = Line::styled(name, ctx.style(Token::Dim));
            line(spot, buf, area.height - 1, &name);
        }
    }
}

/// The sign that stands beside the colour of a heat map's cell, so that colour is never alone.
pub fn heat_sign(permille: u64, symbols: &Symbols) -> &'static str {
    let place = (heat_token(permille) as usize).saturating_sub(Token::Heat0 as usize);
    symbols.heat[place.min(5)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::symbols::UNICODE;

    #[test]
    fn a_bar_shows_its_share_and_never_more_than_its_columns() {
        assert_eq!(bar(5, 10, 4, &UNICODE), ("██".to_owned(), "░░".to_owned()));
        assert_eq!(bar(1, 1_000, 4, &UNICODE).0, "█");
        assert_eq!(bar(20, 10, 4, &UNICODE).0, "████");
        assert_eq!(bar(0, 0, 4, &UNICODE).0, "");
        assert_eq!(bar(u64::MAX, u64::MAX, 0, &UNICODE).0, "");
    }

    #[test]
    fn a_sparkline_shows_the_latest_values() {
        assert_eq!(sparkline(&[9, 0, 1, 7], 3, &UNICODE), "▁▂█");
        assert_eq!(sparkline(&[0, 0], 3, &UNICODE), "▁▁");
    }

    #[test]
    fn every_heat_has_its_own_sign() {
        let signs: Vec<_> = [0, 100, 300, 600, 900, 1_500]
            .map(|share| heat_sign(share, &UNICODE))
            .to_vec();
        assert_eq!(signs, UNICODE.heat);
    }
}
