//! Texts that people type: trimmed, bounded, and free of control characters before they are stored.

use super::refusal::{FieldProblem, Refusal};

/// A text that may be empty.
///
/// # Errors
/// [`Refusal::Field`] when it is longer than `most` characters or holds control characters.
pub fn optional(field: &str, text: &str, most: u16) -> Result<String, Refusal> {
    let problem = |problem| Refusal::Field {
        field: field.to_owned(),
        problem,
    };
    let text = text.trim();
    if text
        .chars()
        .any(|letter| letter.is_control() && letter != '\n')
    {
        return Err(problem(FieldProblem::Unreadable));
    }
    if text.chars().count() > usize::from(most) {
        return Err(problem(FieldProblem::TooLong { most }));
    }
    Ok(text.to_owned())
}

/// A text that may not be empty.
///
/// # Errors
/// As [`optional`], and when nothing is left after trimming.
pub fn required(field: &str, text: &str, most: u16) -> Result<String, Refusal> {
    let text = optional(field, text, most)?;
    if text.is_empty() {
        return Err(Refusal::Field {
            field: field.to_owned(),
            problem: FieldProblem::Missing,
        });
    }
    Ok(text)
}
