//! The text table: every sentence for the user, Spanish and English side by side, one file per screen. A text without one
//! of its columns does not compile; tests compare the placeholders and find texts that nothing shows.
//!
//! A text may hold placeholders: `{total}` takes the argument of that name, `{n|tiquete|tiquetes}` chooses by the count `n`.

/// Declares texts: `NAME: "español", "English";`. Each becomes a constant of type [`Text`], all of them `ALL`.
macro_rules! texts {
    ($($name:ident: $es:literal, $en:literal;)*) => {
        use super::{Entry, Text};
        $(
            // As code, so that nothing of the sentence is taken for a link.
            #[doc = concat!("`` ", $en, " ``")]
            pub const $name: Text = Text(&Entry { name: stringify!($name), es: $es, en: $en });
        )*
        /// All texts of this file.
        pub const ALL: &[Text] = &[$($name),*];
    };
}

pub mod accounts;
pub mod act;
pub mod act_till;
pub mod audit;
pub mod catalogue;
pub mod chart;
pub mod cli;
pub mod column;
pub mod commissions;
pub mod counter;
pub mod credit;
pub mod dates;
pub mod deed;
pub mod demo;
pub mod draw_life;
pub mod drawer;
pub mod draws;
pub mod exposure;
pub mod find;
pub mod first_run;
pub mod frame;
pub mod home;
pub mod identity;
pub mod import;
pub mod layoff;
pub mod limits;
pub mod lists;
pub mod lotteries;
pub mod mistake;
pub mod name;
pub mod pay;
pub mod printing;
pub mod refusal;
mod refusals;
pub mod report;
pub mod reports;
pub mod sales;
mod say;
pub mod sell;
pub mod shift;
pub mod sign_in;
pub mod system;
pub mod till;
pub mod usage;
pub mod usage_goods;
pub mod users;
mod voice;
pub mod words;

pub use say::{Arg, Say};
pub use voice::{Lang, Voice};

/// One text in both languages. Compared by identity, cheap to copy.
#[derive(Clone, Copy)]
pub struct Text(&'static Entry);

/// What a [`Text`] points at: its name and the two columns.
#[derive(Debug)]
struct Entry {
    name: &'static str,
    es: &'static str,
    en: &'static str,
}

/// Every file of the table with its name; the tests walk it.
pub const FILES: &[(&str, &[Text])] = &[
    ("accounts", accounts::ALL),
    ("act", act::ALL),
    ("act_till", act_till::ALL),
    ("audit", audit::ALL),
    ("catalogue", catalogue::ALL),
    ("chart", chart::ALL),
    ("cli", cli::ALL),
    ("column", column::ALL),
    ("commissions", commissions::ALL),
    ("counter", counter::ALL),
    ("credit", credit::ALL),
    ("dates", dates::ALL),
    ("deed", deed::ALL),
    ("demo", demo::ALL),
    ("draw_life", draw_life::ALL),
    ("drawer", drawer::ALL),
    ("draws", draws::ALL),
    ("exposure", exposure::ALL),
    ("find", find::ALL),
    ("first_run", first_run::ALL),
    ("frame", frame::ALL),
    ("home", home::ALL),
    ("identity", identity::ALL),
    ("import", import::ALL),
    ("layoff", layoff::ALL),
    ("limits", limits::ALL),
    ("lists", lists::ALL),
    ("lotteries", lotteries::ALL),
    ("pay", pay::ALL),
    ("printing", printing::ALL),
    ("refusals", refusals::ALL),
    ("reports", reports::ALL),
    ("sales", sales::ALL),
    ("sell", sell::ALL),
    ("shift", shift::ALL),
    ("sign_in", sign_in::ALL),
    ("system", system::ALL),
    ("till", till::ALL),
    ("usage", usage::ALL),
    ("usage_goods", usage_goods::ALL),
    ("users", users::ALL),
    ("words", words::ALL),
];

impl Text {
    /// The text in a language, its placeholders still open.
    pub const fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => self.0.es,
            Lang::En => self.0.en,
        }
    }

    /// The constant's name.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// Fills one placeholder: `text::sell::TOTAL.with("total", total)`.
    pub fn with(self, name: &'static str, arg: impl Into<Arg>) -> Say {
        Say::from(self).with(name, arg)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0) || (self.0.name == other.0.name && self.0.es == other.0.es)
    }
}
impl Eq for Text {}
impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name)
    }
}

#[cfg(test)]
mod tests;
