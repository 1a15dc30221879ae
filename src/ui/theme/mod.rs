//! How things look: theme files give every token a style. The only place in the program that knows colours.
//!
//! A theme is TOML: a `label`, the theme it `inherits`, a `[palette]` of named colours and `[styles]` by token. The shipped
//! themes have the same form as a user's; what a theme leaves out it takes from the one it inherits.

mod file;
mod token;
pub mod wire;

pub use file::{Problem, ThemeError};
pub use token::Token;

use file::ThemeFile;
use ratatui::style::{Color, Modifier, Style};
use std::collections::BTreeMap;
use std::ops::Index;
use termprofile::TermProfile;

/// The themes that come with the program, in the order in which they are offered.
const SHIPPED: &[(&str, &str)] = &[
    ("default", include_str!("../../../themes/default.toml")),
    ("light", include_str!("../../../themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../../themes/high-contrast.toml"),
    ),
    ("mono", include_str!("../../../themes/mono.toml")),
    ("volcan", include_str!("../../../themes/volcan.toml")),
    ("pacifico", include_str!("../../../themes/pacifico.toml")),
];

/// A complete look: a style for every token, in colours that the terminal can show.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// The name by which it is chosen.
    pub name: String,
    /// What people call it.
    pub label: String,
    styles: [Style; Token::ALL.len()],
    profile: TermProfile,
}

impl Index<Token> for Theme {
    type Output = Style;

    fn index(&self, token: Token) -> &Style {
        &self.styles[token as usize]
    }
}

impl Theme {
    /// The style of the heat map for a share of a limit, in thousandths (1 000 = full).
    pub fn heat(&self, permille: u64) -> Style {
        self[heat_token(permille)]
    }

    /// Ink in a lottery's own colour (`#rrggbb`), as far as the terminal shows colours; else, or if it is none, plain.
    pub fn ink(&self, colour: &str) -> Style {
        match (self.profile, colour.parse::<Color>()) {
            (TermProfile::NoColor | TermProfile::NoTty, _) | (_, Err(_)) => self[Token::Strong],
            (profile, Ok(colour)) => profile.adapt_style(Style {
                fg: Some(colour),
                ..self[Token::Strong]
            }),
        }
    }
}

/// The heat map's token for a share in thousandths: nothing, up to 20 %, 50 %, 80 %, below 100 %, full.
pub fn heat_token(permille: u64) -> Token {
    match permille {
        0 => Token::Heat0,
        1..=199 => Token::Heat1,
        200..=499 => Token::Heat2,
        500..=799 => Token::Heat3,
        800..=999 => Token::Heat4,
        1000.. => Token::Heat5,
    }
}

/// All themes that can be chosen: the shipped ones and the user's.
#[derive(Debug, Clone)]
pub struct Themes {
    files: BTreeMap<String, String>,
    order: Vec<String>,
    profile: TermProfile,
}

impl Themes {
    /// The shipped themes, for a terminal that shows these colours.
    pub fn shipped(profile: TermProfile) -> Self {
        let files = SHIPPED
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        let order = SHIPPED.iter().map(|(name, _)| (*name).to_owned()).collect();
        Self {
            files,
            order,
            profile,
        }
    }

    /// Adds a user's theme; one with a shipped name replaces it. It is read completely, so that an error shows at once.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), ThemeError> {
        let mut with = self.clone();
        with.files.insert(name.to_owned(), text.to_owned());
        with.load(name)?;
        if !self.order.iter().any(|known| known == name) {
            self.order.push(name.to_owned());
        }
        self.files = with.files;
        Ok(())
    }

    /// The names in the order in which they are offered.
    pub fn names(&self) -> &[String] {
        &self.order
    }

    /// What colours the terminal shows.
    pub fn profile(&self) -> TermProfile {
        self.profile
    }

    /// Reads a theme with all it inherits. Without colours (`NO_COLOR`, a dumb terminal) only its modifiers remain.
    pub fn load(&self, name: &str) -> Result<Theme, ThemeError> {
        let mut chain = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(current) = next.take() {
            let error = |kind| ThemeError {
                theme: current.clone(),
                kind,
            };
            if chain.iter().any(|(seen, _)| *seen == current) {
                return Err(error(file::Problem::Circle));
            }
            let text = self
                .files
                .get(&current)
                .ok_or_else(|| error(file::Problem::Unknown))?;
            let parsed = ThemeFile::parse(text).map_err(error)?;
            next.clone_from(&parsed.inherits);
            chain.push((current, parsed));
        }
        self.merge(name, &chain)
    }

    fn merge(&self, name: &str, chain: &[(String, ThemeFile)]) -> Result<Theme, ThemeError> {
        let mut palette = BTreeMap::new();
        for (_, file) in chain.iter().rev() {
            palette.extend(
                file.palette
                    .iter()
                    .map(|(name, colour)| (name.as_str(), colour.as_str())),
            );
        }
        let mut styles = [None; Token::ALL.len()];
        for (theme, file) in chain.iter().rev() {
            for (token, style) in file.styles(&palette).map_err(|kind| ThemeError {
                theme: theme.clone(),
                kind,
            })? {
                styles[token as usize] = Some(style);
            }
        }
        let label = chain
            .first()
            .and_then(|(_, file)| file.label.clone())
            .unwrap_or_else(|| name.to_owned());
        let mut theme = Theme {
            name: name.to_owned(),
            label,
            styles: [Style::new(); Token::ALL.len()],
            profile: self.profile,
        };
        for (token, token_name) in Token::ALL {
            let missing = || ThemeError {
                theme: name.to_owned(),
                kind: file::Problem::MissingToken(token_name.to_owned()),
            };
            let style = styles[token as usize].ok_or_else(missing)?;
            theme.styles[token as usize] = self.adapt(style);
        }
        Ok(theme)
    }

    fn adapt(&self, style: Style) -> Style {
        let plain = Style {
            fg: None,
            bg: None,
            underline_color: None,
            ..style
        };
        match self.profile {
            TermProfile::NoTty | TermProfile::NoColor => match style.bg {
                Some(Color::Reset) | None => plain,
                Some(_) if plain.add_modifier.contains(Modifier::REVERSED) => plain,
                Some(_) => plain.add_modifier(Modifier::REVERSED),
            },
            TermProfile::Ansi16 | TermProfile::Ansi256 | TermProfile::TrueColor => {
                self.profile.adapt_style(style)
            }
        }
    }

    /// The theme to start with: the wanted one, or `mono` where colours are not wanted and none was named.
    ///
    /// # Errors
    /// When the wanted theme is unknown or wrong; the door shows it and takes `default`.
    pub fn choose(&self, wanted: Option<&str>) -> Result<Theme, ThemeError> {
        let colourless = matches!(self.profile, TermProfile::NoColor | TermProfile::NoTty);
        self.load(wanted.unwrap_or(if colourless { "mono" } else { "default" }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_theme_gives_every_token_a_style_and_names_no_other() {
        for profile in [
            TermProfile::NoColor,
            TermProfile::Ansi16,
            TermProfile::Ansi256,
            TermProfile::TrueColor,
        ] {
            let themes = Themes::shipped(profile);
            for name in themes.names() {
                assert_eq!(themes.load(name).map(|theme| theme.name), Ok(name.clone()));
            }
        }
    }

    #[test]
    fn tokens_stand_in_the_table_in_their_own_order() {
        for (place, (token, name)) in Token::ALL.into_iter().enumerate() {
            assert_eq!(
                (token as usize, Token::from_name(name)),
                (place, Some(token))
            );
        }
    }

    #[test]
    fn what_is_wrong_with_a_theme_names_theme_and_token() {
        let mut themes = Themes::shipped(TermProfile::TrueColor);
        let problem = |result: Result<(), ThemeError>| result.unwrap_err().to_string();
        let unknown = themes.add(
            "mine",
            "inherits = \"default\"\n[styles]\nmony = { fg = \"red\" }",
        );
        assert_eq!(problem(unknown), "theme mine: no token is called \"mony\"");
        let colour = themes.add(
            "mine",
            "inherits = \"default\"\n[styles]\nmoney = { fg = \"rot\" }",
        );
        assert_eq!(problem(colour), "theme mine: money: \"rot\" is no colour");
        let circle = themes.add("mine", "inherits = \"mine\"");
        assert_eq!(problem(circle), "theme mine: it inherits itself");
        assert!(problem(themes.add("mine", "[styles]")).contains("gives \"base\" no style"));
        assert!(problem(themes.add("mine", "inherits = 'no'")).contains("there is no such theme"));
        assert!(problem(themes.add("mine", "\n\n=")).contains("line 3"));
    }

    #[test]
    fn without_colours_a_theme_keeps_only_its_modifiers() {
        let theme = Themes::shipped(TermProfile::NoColor)
            .load("volcan")
            .unwrap();
        for (token, _) in Token::ALL {
            assert_eq!((theme[token].fg, theme[token].bg), (None, None));
        }
        assert!(
            theme[Token::Selection]
                .add_modifier
                .contains(Modifier::REVERSED)
        );
    }
}
