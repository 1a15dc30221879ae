//! The change table: what comes back on the notes a customer is likely to hand over.

use super::Money;

/// The notes of Costa Rica, ₡1 000 to ₡20 000.
pub const NOTES: [Money; 5] = [
    colones(1_000),
    colones(2_000),
    colones(5_000),
    colones(10_000),
    colones(20_000),
];

/// Rows of a change table.
const ROWS: usize = 3;

const fn colones(colones: i64) -> Money {
    match Money::colones(colones) {
        Some(money) => money,
        None => Money::ZERO,
    }
}

/// What is handed over and the change on it, up to three rows, smallest first: the single notes that cover the total, or,
/// where none does, the fewest of them that do. A total of nothing needs no table.
pub fn change_table(total: Money, notes: &[Money]) -> Vec<(Money, Money)> {
    if !total.is_positive() {
        return Vec::new();
    }
    let mut handed: Vec<Money> = notes
        .iter()
        .copied()
        .filter(|note| *note >= total)
        .collect();
    let single = !handed.is_empty();
    if !single {
        handed.extend(notes.iter().filter_map(|note| whole_notes(total, *note)));
    }
    handed.sort_unstable();
    handed.dedup();
    let extra = if single {
        0
    } else {
        handed.len().saturating_sub(ROWS)
    };
    let rows = handed.into_iter().skip(extra).take(ROWS);
    rows.filter_map(|paid| Some((paid, paid.checked_sub(total)?)))
        .collect()
}

/// The least multiple of a note that covers the total.
fn whole_notes(total: Money, note: Money) -> Option<Money> {
    let whole = total.as_cents().checked_div(note.as_cents())?;
    let paid = note.checked_times(whole)?;
    if paid >= total {
        return Some(paid);
    }
    paid.checked_add(note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(4_700, &[(5_000, 300), (10_000, 5_300), (20_000, 15_300)])]
    #[case(700, &[(1_000, 300), (2_000, 1_300), (5_000, 4_300)])]
    #[case(5_000, &[(5_000, 0), (10_000, 5_000), (20_000, 15_000)])]
    #[case(15_500, &[(20_000, 4_500)])]
    #[case(23_400, &[(25_000, 1_600), (30_000, 6_600), (40_000, 16_600)])]
    #[case(40_000, &[(40_000, 0)])]
    #[case(0, &[])]
    #[case(-500, &[])]
    fn the_change_on_likely_notes(#[case] total: i64, #[case] rows: &[(i64, i64)]) {
        let expected: Vec<(Money, Money)> = rows
            .iter()
            .map(|(paid, change)| (colones(*paid), colones(*change)))
            .collect();
        assert_eq!(change_table(colones(total), &NOTES), expected);
    }

    #[test]
    fn no_notes_and_no_range_give_no_rows() {
        assert!(change_table(colones(500), &[]).is_empty());
        assert!(change_table(Money::MAX, &[Money::ZERO]).is_empty());
    }
}
