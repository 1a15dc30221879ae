//! Finding words by a few of their letters: case and accents do not matter, letters together and at word starts count more.

/// How well `pattern` fits `text`: higher is better, `None` if a letter is missing. The empty pattern fits everything.
pub(super) fn score(pattern: &str, text: &str) -> Option<i32> {
    let text: Vec<char> = text.chars().map(fold).collect();
    let (mut place, mut total, mut last) = (0, 0, None);
    for wanted in pattern.chars().filter(|c| !c.is_whitespace()).map(fold) {
        let found = place + text.get(place..)?.iter().position(|c| *c == wanted)?;
        let starts = found == 0 || text.get(found - 1).is_some_and(|c| !c.is_alphanumeric());
        let together = last.is_some_and(|last: usize| last + 1 == found);
        total += 1 + if together { 6 } else { 0 } + if starts { 8 } else { 0 };
        last = Some(found);
        place = found + 1;
    }
    let length = i32::try_from(text.len()).unwrap_or(200).min(200);
    Some(total * 4 - length)
}

fn fold(c: char) -> char {
    match c.to_lowercase().next().unwrap_or(c) {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_without_case_and_accents_and_whole_words_first() {
        assert!(score("ano", "Días del AÑO").is_some());
        assert_eq!(score("xyz", "Cobrar"), None);
        assert!(score("ca", "Caja") > score("ca", "Cobrar una parte"));
        assert!(score("pp", "Pagar una parte") > score("pp", "Tapa pipa"));
    }
}
