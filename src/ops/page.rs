//! Pages of a list: how many rows, and whether there are more.

use super::refusal::{FieldProblem, Refusal};

/// Rows of a page when none are asked for.
const USUAL: u16 = 50;
/// Most rows of a page.
const MOST: u16 = 100;

/// The rows of a page.
///
/// # Errors
/// [`Refusal::Field`] below 1 or above 100.
pub fn rows(asked: Option<u16>) -> Result<u16, Refusal> {
    let rows = asked.unwrap_or(USUAL);
    if (1..=MOST).contains(&rows) {
        return Ok(rows);
    }
    Err(Refusal::Field {
        field: "limit".to_owned(),
        problem: FieldProblem::OutOfRange,
    })
}

/// What to read for a page of `rows`: one more tells whether another page follows.
pub fn read(rows: u16) -> i64 {
    i64::from(rows).saturating_add(1)
}

/// Cuts what was read to the page; the key of its last row where more follows.
pub fn cut<K, T>(mut read: Vec<(K, T)>, rows: u16) -> (Vec<T>, Option<K>) {
    let more = read.len() > usize::from(rows);
    read.truncate(usize::from(rows));
    let (mut keys, shown): (Vec<K>, Vec<T>) = read.into_iter().unzip();
    let next = keys.pop().filter(|_| more);
    (shown, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_exactly_full_is_the_last_one() {
        assert_eq!(cut(vec![(1, 'a'), (2, 'b')], 2), (vec!['a', 'b'], None));
        assert_eq!(
            cut(vec![(1, 'a'), (2, 'b'), (3, 'c')], 2),
            (vec!['a', 'b'], Some(2))
        );
        assert_eq!(cut(Vec::<(u8, char)>::new(), 2), (vec![], None));
    }

    #[test]
    fn a_page_holds_one_to_a_hundred_rows() {
        assert_eq!(rows(None), Ok(50));
        assert_eq!(rows(Some(100)), Ok(100));
        assert!(rows(Some(0)).is_err());
        assert!(rows(Some(101)).is_err());
    }
}
