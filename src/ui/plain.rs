//! Text that came from outside, made safe to draw: no control character, no escape sequence and no direction override of a
//! name, a note or an import ever reaches the terminal.

use std::borrow::Cow;

/// The text with every control character replaced by a visible mark. Tabs and line ends become spaces.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| !hidden(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| if hidden(c) { mark(c) } else { c })
            .collect(),
    )
}

/// Characters that move the cursor, start a sequence, or turn the reading direction.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn mark(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_in_names_are_never_drawn_raw() {
        assert_eq!(plain("Ma\u{1b}[2Jría\u{7}\u{9b}31m\nB"), "Ma?[2Jría??31m B");
        assert!(matches!(plain("Peña ₡ 日本"), Cow::Borrowed(_)));
        assert_eq!(plain("a\u{202e}b"), "a?b");
    }
}
