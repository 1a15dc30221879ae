//! Letters as printers know them: four code pages and bare ASCII. What a page does not hold gives way to what looks like it,
//! so that a paper never shows a wrong letter.

use crate::domain::Codepage;

/// The Spanish letters and signs: the letter, in 437, in 850 and 858; zero where the page has none.
const LETTERS: &[(char, u8, u8)] = &[
    ('á', 0xA0, 0xA0),
    ('é', 0x82, 0x82),
    ('í', 0xA1, 0xA1),
    ('ó', 0xA2, 0xA2),
    ('ú', 0xA3, 0xA3),
    ('ü', 0x81, 0x81),
    ('ñ', 0xA4, 0xA4),
    ('Ñ', 0xA5, 0xA5),
    ('Á', 0, 0xB5),
    ('É', 0x90, 0x90),
    ('Í', 0, 0xD6),
    ('Ó', 0, 0xE0),
    ('Ú', 0, 0xE9),
    ('Ü', 0x9A, 0x9A),
    ('ç', 0x87, 0x87),
    ('Ç', 0x80, 0x80),
    ('¿', 0xA8, 0xA8),
    ('¡', 0xAD, 0xAD),
    ('º', 0xA7, 0xA7),
    ('ª', 0xA6, 0xA6),
    ('°', 0xF8, 0xF8),
    ('·', 0xFA, 0xFA),
    ('×', 0, 0x9E),
    ('½', 0xAB, 0xAB),
    ('¼', 0xAC, 0xAC),
    ('«', 0xAE, 0xAE),
    ('»', 0xAF, 0xAF),
    ('à', 0x85, 0x85),
    ('è', 0x8A, 0x8A),
    ('ò', 0x95, 0x95),
    ('ê', 0x88, 0x88),
    ('ô', 0x93, 0x93),
    ('ö', 0x94, 0x94),
    ('ä', 0x84, 0x84),
    ('Ö', 0x99, 0x99),
    ('Ä', 0x8E, 0x8E),
];

/// What stands for a letter that a page has not: one column each, as the layout has counted it.
const fn like(letter: char) -> u8 {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => b'a',
        'é' | 'è' | 'ê' | 'ë' => b'e',
        'í' | 'ì' | 'î' | 'ï' => b'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => b'o',
        'ú' | 'ù' | 'û' | 'ü' => b'u',
        'Á' | 'À' | 'Â' | 'Ä' | 'Ã' | 'Å' => b'A',
        'É' | 'È' | 'Ê' | 'Ë' => b'E',
        'Í' | 'Ì' | 'Î' | 'Ï' => b'I',
        'Ó' | 'Ò' | 'Ô' | 'Ö' | 'Õ' => b'O',
        'Ú' | 'Ù' | 'Û' | 'Ü' => b'U',
        'ñ' => b'n',
        'Ñ' => b'N',
        'ç' => b'c',
        // No code page has the sign of the colón.
        'Ç' | '₡' | '¢' => b'C',
        '×' => b'x',
        '·' | '•' => b'-',
        '–' | '—' | '−' => b'-',
        '‘' | '’' | '´' => b'\'',
        '“' | '”' | '«' | '»' => b'"',
        'º' | '°' => b'o',
        'ª' => b'a',
        '¡' => b'!',
        '€' => b'E',
        '…' => b'.',
        _ => b'?',
    }
}

/// The page's number in `ESC t`, as most printers have it.
pub(super) const fn number(page: Codepage) -> u8 {
    match page {
        Codepage::Cp858 => 19,
        Codepage::Cp850 => 2,
        Codepage::Cp437 | Codepage::Ascii | Codepage::Text => 0,
    }
}

/// A text in the page's bytes: one byte a letter, never a control character.
pub(super) fn encode(page: Codepage, text: &str) -> Vec<u8> {
    if page == Codepage::Text {
        return text.bytes().collect();
    }
    text.chars().map(|letter| byte(page, letter)).collect()
}

fn byte(page: Codepage, letter: char) -> u8 {
    if letter.is_ascii_graphic() || letter == ' ' {
        return u8::try_from(letter).unwrap_or(b'?');
    }
    let known = LETTERS.iter().find(|(known, ..)| *known == letter);
    let byte = match (page, known) {
        (Codepage::Cp437, Some((_, byte, _))) => *byte,
        (Codepage::Cp850 | Codepage::Cp858, Some((_, _, byte))) => *byte,
        (Codepage::Cp858, None) if letter == '€' => 0xD5,
        (Codepage::Ascii | Codepage::Text, Some(_)) | (_, None) => 0,
    };
    if byte == 0 { like(letter) } else { byte }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanish_letters_are_those_of_the_page_and_the_colon_is_a_c() {
        assert_eq!(encode(Codepage::Cp858, "ñÁ₡€"), [0xA4, 0xB5, b'C', 0xD5]);
        assert_eq!(encode(Codepage::Cp850, "ñÁ×€"), [0xA4, 0xB5, 0x9E, b'E']);
        assert_eq!(encode(Codepage::Cp437, "ñÁ×"), [0xA4, b'A', b'x']);
        assert_eq!(encode(Codepage::Ascii, "Ñoño ¿qué?"), b"Nono ?que?");
        assert_eq!(encode(Codepage::Text, "ñ"), "ñ".as_bytes());
    }

    #[test]
    fn a_command_in_a_name_is_never_sent() {
        for page in [Codepage::Cp858, Codepage::Cp437, Codepage::Ascii] {
            assert_eq!(encode(page, "a\u{1b}@\n"), b"a?@?");
        }
    }
}
