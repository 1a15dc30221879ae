//! CODE128 as ESC/POS takes it: letters in set B, pairs of figures in set C, so that a ticket's code stays short.

/// What a printer is sent after the length of a `GS k` of CODE128, and how many modules it makes; nothing for a text that
/// set B does not hold.
pub(super) fn code128(text: &str) -> Option<(Vec<u8>, usize)> {
    if text.is_empty() || !text.bytes().all(|byte| (32..127).contains(&byte)) {
        return None;
    }
    let bytes = text.as_bytes();
    let mut data = Vec::with_capacity(bytes.len().saturating_mul(2));
    // Start, check sum and stop.
    let mut modules: usize = 11 + 11 + 13;
    let mut set = 0_u8;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let figures = bytes
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let pairs = figures >= 4 && figures.is_multiple_of(2) || (set == b'C' && figures >= 2);
        let wanted = if pairs { b'C' } else { b'B' };
        if set != wanted {
            data.extend([b'{', wanted]);
            if set != 0 {
                modules = modules.saturating_add(11);
            }
            set = wanted;
        }
        modules = modules.saturating_add(11);
        if pairs {
            let tens = byte.saturating_sub(b'0').saturating_mul(10);
            let ones = bytes.get(at.saturating_add(1)).copied().unwrap_or(b'0');
            data.push(tens.saturating_add(ones.saturating_sub(b'0')));
            at = at.saturating_add(2);
        } else {
            // A brace speaks to the printer; two of them are one.
            if byte == b'{' {
                data.push(b'{');
            }
            data.push(byte);
            at = at.saturating_add(1);
        }
    }
    (data.len() <= 255).then_some((data, modules))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_ticket_is_one_letter_and_six_pairs() {
        let (data, modules) = code128("T123456789018").unwrap();
        assert_eq!(data, [b'{', b'B', b'T', b'{', b'C', 12, 34, 56, 78, 90, 18]);
        // Start, T, switch, six pairs, check sum, stop.
        assert_eq!(modules, 11 * 10 + 13);
    }

    #[test]
    fn letters_stay_in_set_b_and_a_brace_is_doubled() {
        let (data, _) = code128("REC-1{").unwrap();
        assert_eq!(data, b"{BREC-1{{");
        assert_eq!(code128("ñ"), None);
        assert_eq!(code128(""), None);
    }

    #[test]
    fn an_odd_figure_stays_in_set_b_and_the_pairs_behind_it_go_to_set_c() {
        let (data, _) = code128("A12345").unwrap();
        assert_eq!(data, [b'{', b'B', b'A', b'1', b'{', b'C', 23, 45]);
    }
}
