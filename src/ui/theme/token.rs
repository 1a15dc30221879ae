//! What can be coloured: a token says what a thing means, a theme says how that looks.

/// A meaning that a theme gives a look. Meaning is never carried by colour alone: words and symbols say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Token {
    /// Ordinary text and the background of everything.
    Base,
    /// What matters less.
    Dim,
    /// What matters more.
    Strong,
    /// A screen's or panel's title.
    Title,
    /// The one thing the eye should find first.
    Accent,
    /// Lines around panels.
    Border,
    /// Lines around the panel that takes the keys.
    BorderFocus,
    /// A table's heading.
    Header,
    /// The chosen row or choice.
    Selection,
    /// The cell under the text cursor.
    Cursor,
    /// A field's label.
    Label,
    /// What is typed in a field.
    Input,
    /// What an empty field suggests.
    Placeholder,
    /// An amount.
    Money,
    /// An amount below zero.
    MoneyNegative,
    /// Went well; open; available.
    Ok,
    /// Look out; soon; nearly used up.
    Warn,
    /// Wrong; closed; refused.
    Error,
    /// Worth knowing.
    Info,
    /// A key's cap in the footer.
    Key,
    /// A key's label in the footer.
    KeyLabel,
    /// A key that does nothing now.
    KeyOff,
    /// The status bar.
    Status,
    /// The mark DEMO or TRAINING.
    Mark,
    /// A banner that must be seen.
    BannerError,
    /// A banner that should be seen.
    BannerInfo,
    /// The inside of dialogs.
    Dialog,
    /// The line around dialogs.
    DialogBorder,
    /// A dialog's title.
    DialogTitle,
    /// The part of a word that a search found.
    Match,
    /// Bars and sparklines.
    Bar,
    /// The empty part of a bar.
    BarEmpty,
    /// Heat map: nothing.
    Heat0,
    /// Heat map: little.
    Heat1,
    /// Heat map: some.
    Heat2,
    /// Heat map: much.
    Heat3,
    /// Heat map: nearly full.
    Heat4,
    /// Heat map: full or over.
    Heat5,
}

impl Token {
    /// Every token with the name that themes use.
    pub const ALL: [(Self, &'static str); 38] = [
        (Self::Base, "base"),
        (Self::Dim, "dim"),
        (Self::Strong, "strong"),
        (Self::Title, "title"),
        (Self::Accent, "accent"),
        (Self::Border, "border"),
        (Self::BorderFocus, "border-focus"),
        (Self::Header, "header"),
        (Self::Selection, "selection"),
        (Self::Cursor, "cursor"),
        (Self::Label, "label"),
        (Self::Input, "input"),
        (Self::Placeholder, "placeholder"),
        (Self::Money, "money"),
        (Self::MoneyNegative, "money-negative"),
        (Self::Ok, "ok"),
        (Self::Warn, "warn"),
        (Self::Error, "error"),
        (Self::Info, "info"),
        (Self::Key, "key"),
        (Self::KeyLabel, "key-label"),
        (Self::KeyOff, "key-off"),
        (Self::Status, "status"),
        (Self::Mark, "mark"),
        (Self::BannerError, "banner-error"),
        (Self::BannerInfo, "banner-info"),
        (Self::Dialog, "dialog"),
        (Self::DialogBorder, "dialog-border"),
        (Self::DialogTitle, "dialog-title"),
        (Self::Match, "match"),
        (Self::Bar, "bar"),
        (Self::BarEmpty, "bar-empty"),
        (Self::Heat0, "heat-0"),
        (Self::Heat1, "heat-1"),
        (Self::Heat2, "heat-2"),
        (Self::Heat3, "heat-3"),
        (Self::Heat4, "heat-4"),
        (Self::Heat5, "heat-5"),
    ];

    /// The name in a theme file.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(token, _)| *token == self)
            .map_or("", |(_, name)| name)
    }

    /// The token of a theme file's name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(token, _)| *token)
    }
}
