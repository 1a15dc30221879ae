//! Fresh identities and random numbers from the operating system.

use uuid::Uuid;

use crate::ui::source::Source;

/// The source of a real console.
pub fn system() -> Source {
    Source::new(Uuid::now_v7, below)
}

/// An even choice from zero up to, and without, `bound`: draws that would favour small numbers are made again.
#[expect(
    clippy::expect_used,
    reason = "the kernel's generator always answers once the machine is up"
)]
pub fn below(bound: u16) -> u16 {
    let bound = u32::from(bound.max(1));
    let even = u32::MAX - u32::MAX % bound;
    loop {
        let mut bytes = [0; 4];
        getrandom::fill(&mut bytes).expect("the kernel's generator always answers");
        let drawn = u32::from_le_bytes(bytes);
        if drawn < even {
            return u16::try_from(drawn % bound).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn every_number_below_the_bound_comes_and_no_other() {
        let mut seen = [false; 3];
        for _ in 0..1_000 {
            seen[usize::from(below(3))] = true;
        }
        assert_eq!(seen, [true; 3]);
        assert_eq!(below(0), 0);
        assert_eq!(below(1), 0);
    }
}
