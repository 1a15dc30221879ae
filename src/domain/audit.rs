//! The filter line of the activity log: the reports' own, with what only a log has: actions, targets, amounts and free words.
//!
//! `week user:marta action:ticket.cancelled amount:5000..20000 "late"`, in any order, in Spanish or English words.

use chrono::{NaiveDate, NaiveTime};

use super::{
    Money,
    report::{FilterProblem, PeriodWord, set, words},
};

/// Most free words and actions that one line holds.
const MOST: usize = 8;

/// A filter as it was written. Without a period it means all that was ever written down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// The period; everything without one.
    pub period: Option<PeriodWord>,
    /// Who did it, by user name.
    pub user: Option<String>,
    /// In which shop, by name.
    pub ventana: Option<String>,
    /// Which deeds: whole names such as `ticket.sold`, or families such as `ticket`.
    pub actions: Vec<String>,
    /// About what: a ticket's code, a user's name, an id.
    pub target: Option<String>,
    /// About the draws of this lottery, by name.
    pub lottery: Option<String>,
    /// About the draws of this business date.
    pub drawn: Option<NaiveDate>,
    /// About the draws at this time of day.
    pub at: Option<NaiveTime>,
    /// At least this amount.
    pub least: Option<Money>,
    /// At most this amount.
    pub most: Option<Money>,
    /// Plain sales are left out: what is left is what people decided.
    pub without_sales: bool,
    /// Words that stand somewhere in the row, in small letters.
    pub words: Vec<String>,
}

impl AuditFilter {
    /// Reads a line. An empty one means everything, newest first.
    ///
    /// # Errors
    /// [`FilterProblem`], of the first word that is wrong.
    pub fn parse(line: &str) -> Result<AuditFilter, FilterProblem> {
        let mut filter = AuditFilter::default();
        let mut amounts = None;
        for word in words(line)? {
            let Some((name, value)) = word.split_once(':') else {
                filter.bare(&word)?;
                continue;
            };
            if value.is_empty() {
                return Err(FilterProblem::Unreadable(word));
            }
            let named = value.to_owned();
            match name.to_lowercase().as_str() {
                "user" | "usuario" | "who" | "quien" | "quién" | "vendedor" | "seller" => {
                    set(&mut filter.user, named, &word)?;
                }
                "ventana" | "shop" => set(&mut filter.ventana, named, &word)?,
                "action" | "accion" | "acción" => filter.action(value, &word)?,
                "target" | "sobre" => set(&mut filter.target, target(value), &word)?,
                "lottery" | "loteria" | "lotería" => set(&mut filter.lottery, named, &word)?,
                "drawn" | "sorteo" => {
                    let date = NaiveDate::parse_from_str(value, "%Y-%m-%d")
                        .map_err(|_| FilterProblem::Unreadable(word.clone()))?;
                    set(&mut filter.drawn, date, &word)?;
                }
                "at" | "hora" => {
                    let time = NaiveTime::parse_from_str(value, "%H:%M")
                        .map_err(|_| FilterProblem::Unreadable(word.clone()))?;
                    set(&mut filter.at, time, &word)?;
                }
                "amount" | "monto" => {
                    let read =
                        range(value).ok_or_else(|| FilterProblem::Unreadable(word.clone()))?;
                    set(&mut amounts, read, &word)?;
                }
                _ => return Err(FilterProblem::Unknown(word)),
            }
        }
        (filter.least, filter.most) = amounts.unwrap_or_default();
        Ok(filter)
    }

    /// A word without a colon: a period, the wish to see no sales, or a word that is looked for.
    fn bare(&mut self, word: &str) -> Result<(), FilterProblem> {
        let small = word.to_lowercase();
        if let Some(period) = PeriodWord::parse(&small) {
            return set(&mut self.period, period, word);
        }
        if matches!(small.as_str(), "sin-ventas" | "no-sales") {
            self.without_sales = true;
            return Ok(());
        }
        if self.words.len() >= MOST {
            return Err(FilterProblem::Unreadable(word.to_owned()));
        }
        self.words.push(small);
        Ok(())
    }

    fn action(&mut self, value: &str, word: &str) -> Result<(), FilterProblem> {
        for one in value.split(',') {
            let plain = |letter: char| letter.is_ascii_lowercase() || "._".contains(letter);
            if one.is_empty() || !one.chars().all(plain) || self.actions.len() >= MOST {
                return Err(FilterProblem::Unreadable(word.to_owned()));
            }
            self.actions.push(one.to_owned());
        }
        Ok(())
    }

    /// Whether it asks about draws, by any of their marks.
    pub fn of_draws(&self) -> bool {
        self.lottery.is_some() || self.drawn.is_some() || self.at.is_some()
    }

    /// Whether no plain sale can be among what it means, so that the index of all else serves it.
    pub fn leaves_sales_out(&self) -> bool {
        let sales = |action: &String| matches!(action.as_str(), "ticket" | "ticket.sold");
        self.without_sales || (!self.actions.is_empty() && !self.actions.iter().any(sales))
    }

    /// Whether every row that the index gives is meant: no row must be looked at in vain.
    pub fn is_plain(&self) -> bool {
        self.user.is_none()
            && self.ventana.is_none()
            && self.actions.is_empty()
            && self.least.is_none()
            && self.most.is_none()
            && self.words.is_empty()
    }
}

/// A target as the log has it: a ticket's code without its blanks.
fn target(value: &str) -> String {
    let digits: String = value
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .collect();
    let code = digits.len() == super::CODE_DIGITS && digits.bytes().all(|one| one.is_ascii_digit());
    if code { digits } else { value.to_owned() }
}

/// `5000`, `5000..`, `..20000`, `5000..20000`, in colones.
fn range(value: &str) -> Option<(Option<Money>, Option<Money>)> {
    let colones = |text: &str| -> Option<Option<Money>> {
        if text.is_empty() {
            return Some(None);
        }
        let figures = text.bytes().all(|one| one.is_ascii_digit());
        let amount = text.parse().ok().filter(|_| figures)?;
        Some(Some(Money::colones(amount)?))
    };
    match value.split_once("..") {
        None => colones(value).map(|one| (one, one)),
        Some((from, to)) => {
            let (least, most) = (colones(from)?, colones(to)?);
            let empty = least.is_none() && most.is_none();
            let turned = least.zip(most).is_some_and(|(least, most)| least > most);
            (!empty && !turned).then_some((least, most))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colones(amount: i64) -> Option<Money> {
        Money::colones(amount)
    }

    #[test]
    fn a_line_says_who_where_what_about_what_and_how_much_in_both_languages() {
        let read = AuditFilter::parse(
            r#"semana quien:marta ventana:"La Central" accion:ticket.cancelled,cash monto:5000..20000 Tarde"#,
        )
        .unwrap();
        assert_eq!(read.period, Some(PeriodWord::Week));
        assert_eq!(read.user.as_deref(), Some("marta"));
        assert_eq!(read.ventana.as_deref(), Some("La Central"));
        assert_eq!(read.actions, ["ticket.cancelled", "cash"]);
        assert_eq!((read.least, read.most), (colones(5_000), colones(20_000)));
        assert_eq!(read.words, ["tarde"]);
        assert_eq!(
            Ok(read),
            AuditFilter::parse(
                r#"shop:"La Central" user:marta amount:5000..20000 action:ticket.cancelled,cash tarde week"#
            )
        );
    }

    #[test]
    fn an_amount_may_be_open_at_either_end() {
        let of = |line: &str| {
            let read = AuditFilter::parse(line).unwrap();
            (read.least, read.most)
        };
        assert_eq!(of("amount:500"), (colones(500), colones(500)));
        assert_eq!(of("amount:500.."), (colones(500), None));
        assert_eq!(of("amount:..900"), (None, colones(900)));
    }

    #[test]
    fn a_ticket_is_meant_by_its_code_however_it_is_written() {
        for line in [
            "sobre:123456789012",
            "sobre:\"1234 5678 9012\"",
            "target:1234-5678-9012",
        ] {
            let read = AuditFilter::parse(line).unwrap();
            assert_eq!(read.target.as_deref(), Some("123456789012"), "{line}");
        }
        let read = AuditFilter::parse("sobre:ana-maria").unwrap();
        assert_eq!(read.target.as_deref(), Some("ana-maria"));
    }

    #[test]
    fn what_makes_no_sense_names_its_word() {
        for line in [
            "colour:red",
            "amount:",
            "amount:..",
            "amount:9..5",
            "amount:x",
            "action:Ticket!",
            "user:a user:b",
            "today week",
            "at:25:00",
            "\"open",
        ] {
            assert!(AuditFilter::parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn only_lines_that_cannot_mean_a_sale_use_the_index_without_sales() {
        let of = |line: &str| AuditFilter::parse(line).unwrap().leaves_sales_out();
        assert!(of("no-sales") && of("sin-ventas") && of("action:user,session.refused"));
        assert!(!of("") && !of("action:ticket") && !of("action:user,ticket.sold"));
    }

    proptest! {
        #[test]
        fn any_line_is_read_or_refused(line in ".{0,80}") {
            let _ = AuditFilter::parse(&line);
        }
    }
}
