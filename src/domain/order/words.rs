//! The words and signs of an order, and which of them say nothing.

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it begins, in characters from zero.
    pub at: usize,
    /// What it is.
    pub kind: Kind,
    /// Nothing stands between it and what comes before.
    pub glued: bool,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// ASCII digits.
    Digits(String),
    /// Letters, small and without accents.
    Word(String),
    /// Any other sign.
    Mark(char),
}

/// Before numbers.
pub(super) const ARTICLES: &[&str] = &[
    "el", "los", "la", "las", "numero", "numeros", "num", "the", "number", "numbers",
];
/// Between numbers, and between groups.
pub(super) const AND: &[&str] = &["y", "e", "and"];
/// Before an amount, and nothing else.
pub(super) const PLAIN: &[&str] = &["x", "por", "con", "en", "for", "with", "at"];
/// Before an amount, or before the other end of a range.
pub(super) const TO: &[&str] = &["a", "de"];
/// The bet beside the number.
pub(super) const REVENTADO: &[&str] = &["r", "rev", "reventado", "reventados", "reventada"];
/// Behind an amount, or before it.
pub(super) const CURRENCY: &[&str] = &["colones", "colon", "cols", "pesos", "crc"];

/// What people say around an order, and what changes nothing in it.
const POLITE: &[&[&str]] = &[
    &["por", "favor"],
    &["buenos", "dias"],
    &["buenas", "tardes"],
    &["buenas", "noches"],
    &["muchas", "gracias"],
    &["me", "da"],
    &["me", "pone"],
    &["me", "apunta"],
    &["buenas"],
    &["hola"],
    &["porfa"],
    &["porfavor"],
    &["gracias"],
    &["deme"],
    &["dame"],
    &["quiero"],
    &["ponga"],
    &["pongame"],
    &["apunteme"],
    &["please"],
    &["thanks"],
    &["hello"],
];

impl Token {
    /// Whether it is one of these words.
    pub fn is_word(&self, words: &[&str]) -> bool {
        matches!(&self.kind, Kind::Word(word) if words.contains(&word.as_str()))
    }

    fn is_mark(&self, marks: &str) -> bool {
        matches!(self.kind, Kind::Mark(mark) if marks.contains(mark))
    }

    /// Its digits, if it is figures.
    pub fn figures(&self) -> Option<&str> {
        match &self.kind {
            Kind::Digits(figures) => Some(figures),
            Kind::Word(_) | Kind::Mark(_) => None,
        }
    }
}

/// Cuts a line into its pieces.
pub(super) fn scan(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut glued = false;
    for (at, sign) in text.chars().enumerate() {
        if sign.is_whitespace() || is_picture(sign) {
            glued = false;
            continue;
        }
        let same = tokens
            .last_mut()
            .filter(|_| glued)
            .map(|last| &mut last.kind);
        match (same, sign) {
            (Some(Kind::Digits(figures)), '0'..='9') => figures.push(sign),
            (Some(Kind::Word(word)), _) if sign.is_alphabetic() => word.extend(fold(sign)),
            (_, _) => {
                let kind = match sign {
                    '0'..='9' => Kind::Digits(sign.to_string()),
                    _ if sign.is_alphabetic() => Kind::Word(fold(sign).collect()),
                    _ => Kind::Mark(sign),
                };
                tokens.push(Token { at, kind, glued });
            }
        }
        glued = true;
    }
    tokens
}

/// The line without what is only polite, a bullet before it, the stars that make a chat's letters bold, and a last point.
pub(super) fn sober(tokens: &[Token]) -> &[Token] {
    let mut rest = tokens;
    loop {
        let before = rest.len();
        rest = unadorned(rest);
        for phrase in POLITE {
            if says(rest, phrase) {
                rest = rest.get(phrase.len()..).unwrap_or_default();
            }
            let tail = rest.len().saturating_sub(phrase.len());
            if rest.get(tail..).is_some_and(|tail| says(tail, phrase)) {
                rest = rest.get(..tail).unwrap_or_default();
            }
        }
        if rest.len() == before {
            return rest;
        }
    }
}

fn says(tokens: &[Token], phrase: &[&str]) -> bool {
    tokens.len() >= phrase.len()
        && tokens
            .iter()
            .zip(phrase)
            .all(|(token, word)| token.is_word(&[*word]))
}

fn unadorned(tokens: &[Token]) -> &[Token] {
    let rest = match tokens {
        [first, rest @ ..] if first.is_mark("*_~•·,.!¡") => rest,
        [dash, next, ..] if dash.is_mark("-–") && !next.glued => {
            tokens.get(1..).unwrap_or_default()
        }
        _ => tokens,
    };
    match rest {
        [rest @ .., last] if last.is_mark("*_~,.;!") => rest,
        _ => rest,
    }
}

fn fold(sign: char) -> impl Iterator<Item = char> {
    sign.to_lowercase().map(|small| match small {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        other => other,
    })
}

/// Pictures say nothing about numbers.
const fn is_picture(sign: char) -> bool {
    matches!(sign, '\u{1F300}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{200D}' | '\u{200B}')
}
