//! The few signs that are drawn beside words, each with a fallback for terminals that know only ASCII.

use ratatui::symbols::border;

/// The signs in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbols {
    /// Whether these are the ASCII fallbacks.
    pub ascii: bool,
    /// Lines around panels.
    pub border: border::Set<'static>,
    /// Lines around dialogs.
    pub dialog: border::Set<'static>,
    /// Separates pieces of a line.
    pub bar: &'static str,
    /// Separates words of a title.
    pub dot: &'static str,
    /// Something was cut off.
    pub ellipsis: &'static str,
    /// Connected.
    pub on: &'static str,
    /// Not connected.
    pub off: &'static str,
    /// Done, right.
    pub check: &'static str,
    /// Wrong, refused.
    pub cross: &'static str,
    /// Look out.
    pub warn: &'static str,
    /// Chosen row.
    pub pointer: &'static str,
    /// From one to another.
    pub arrow: &'static str,
    /// Times.
    pub times: &'static str,
    /// More rows follow.
    pub more: &'static str,
    /// Stands for a typed character of a secret.
    pub secret: &'static str,
    /// Heat map signs from nothing to full.
    pub heat: [&'static str; 6],
    /// Eight heights of a sparkline.
    pub levels: [&'static str; 8],
    /// The full part of a bar.
    pub full: &'static str,
    /// The empty part of a bar.
    pub empty: &'static str,
    /// A horizontal rule.
    pub rule: &'static str,
    /// More than before.
    pub rise: &'static str,
    /// Less than before.
    pub fall: &'static str,
}

/// Signs for terminals with Unicode.
pub const UNICODE: Symbols = Symbols {
    ascii: false,
    border: border::ROUNDED,
    dialog: border::ROUNDED,
    bar: "│",
    dot: "·",
    ellipsis: "…",
    on: "●",
    off: "○",
    check: "✓",
    cross: "✗",
    warn: "▲",
    pointer: "▸",
    arrow: "→",
    times: "×",
    more: "↓",
    secret: "•",
    heat: ["·", "░", "▒", "▓", "▲", "■"],
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    full: "█",
    empty: "░",
    rule: "─",
    rise: "↑",
    fall: "↓",
};

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Signs for terminals that know only ASCII.
pub const ASCII: Symbols = Symbols {
    ascii: true,
    border: ASCII_BORDER,
    dialog: ASCII_BORDER,
    bar: "|",
    dot: "-",
    ellipsis: "~",
    on: "*",
    off: "o",
    check: "v",
    cross: "x",
    warn: "!",
    pointer: ">",
    arrow: "->",
    times: "x",
    more: "v",
    secret: "*",
    heat: [".", ":", "-", "+", "!", "#"],
    levels: [".", ".", ":", ":", "+", "+", "#", "#"],
    full: "#",
    empty: ".",
    rule: "-",
    rise: "^",
    fall: "v",
};

impl Symbols {
    /// The signs that a terminal can show: Unicode unless the locale is not UTF-8 or the terminal is the Linux console.
    /// `term` is `TERM`, `locale` the first that is set of `LC_ALL`, `LC_CTYPE`, `LANG`.
    pub fn for_terminal(term: Option<&str>, locale: Option<&str>) -> Self {
        let utf8 = locale.is_some_and(|locale| {
            let upper = locale.to_ascii_uppercase();
            upper.contains("UTF-8") || upper.contains("UTF8")
        });
        if utf8 && !matches!(term, Some("linux" | "dumb" | "vt100" | "vt220")) {
            UNICODE
        } else {
            ASCII
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poor_terminals_get_ascii() {
        assert!(Symbols::for_terminal(Some("linux"), Some("es_CR.UTF-8")).ascii);
        assert!(Symbols::for_terminal(Some("xterm-256color"), Some("C")).ascii);
        assert!(Symbols::for_terminal(Some("xterm-256color"), None).ascii);
        assert!(!Symbols::for_terminal(Some("xterm-256color"), Some("es_CR.utf8")).ascii);
    }
}
