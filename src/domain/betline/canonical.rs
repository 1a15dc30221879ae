//! The one way to write a line: what is stored, shown again and compared.

use super::super::Money;
use super::line::{Group, Item, Line, Note};
use std::fmt::{self, Display, Formatter};

/// Writes a line so that it reads back as the same line in any profile that takes more than one group.
///
/// Numbers stand apart, amounts are whole and always written, groups are joined by `+`.
pub fn canonical(line: &Line) -> String {
    line.to_string()
}

impl Display for Line {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, group) in self.groups.iter().enumerate() {
            if index > 0 {
                f.write_str("+")?;
            }
            write_group(f, self, group)?;
        }
        f.write_str(if self.charge { "*" } else { "" })
    }
}

fn write_group(f: &mut Formatter<'_>, line: &Line, group: &Group) -> fmt::Result {
    let stem = usize::from(line.digits.count()).saturating_sub(1);
    for (index, item) in group.items.iter().enumerate() {
        if index > 0 {
            f.write_str(" ")?;
        }
        write_item(f, stem, item)?;
    }
    write!(f, "*{}", colones(group.stake))?;
    if let Some(reventado) = group.reventado {
        write!(f, "/{}", colones(reventado))?;
    }
    match &group.note {
        Some(Note::Text(note)) => write!(f, "'{note}'"),
        Some(Note::Customer(customer)) => write!(f, "@{customer}"),
        None => Ok(()),
    }
}

fn write_item(f: &mut Formatter<'_>, stem: usize, item: &Item) -> fmt::Result {
    match item {
        Item::Number(number) => write!(f, "{number}"),
        Item::Mirrored(number) => write!(f, "{number}."),
        Item::Range { first, last } => write!(f, "{first}-{last}"),
        Item::Decade(digits) => write!(f, "{digits:0stem$}-"),
        Item::Terminal(digits) => write!(f, "-{digits:0stem$}"),
        Item::Doubles => f.write_str(".."),
        Item::Random(count) => write!(f, ".{count}"),
        Item::Chosen(numbers) => {
            f.write_str("gt")?;
            numbers.iter().try_for_each(|number| write!(f, "{number}"))
        }
        Item::Set(set) => f.write_str(set.letters()),
    }
}

/// A stake of a line is whole colones.
const fn colones(money: Money) -> i64 {
    money.as_cents() / 100
}
