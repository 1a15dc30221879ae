//! In which language and with which signs a command speaks: argument, then configuration, then locale.

use std::{env, ffi::OsString};

use crate::{
    config,
    ui::{
        symbols::Symbols,
        text::{Lang, Voice},
    },
};

/// The language before anything was parsed: what the arguments ask for, `BANCA_LANG`, the locale.
pub fn of_arguments(args: &[OsString]) -> Lang {
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    let mut named = None;
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            named = args.next();
        } else if let Some(name) = arg.strip_prefix("--lang=") {
            named = Some(name);
        }
    }
    named
        .and_then(Lang::from_name)
        .or_else(|| Lang::from_name(&env::var("BANCA_LANG").ok()?))
        .unwrap_or_else(of_locale)
}

/// The language that the configuration names, else the locale's.
pub fn of_config(lang: Option<config::Lang>) -> Lang {
    match lang {
        Some(config::Lang::Es) => Lang::Es,
        Some(config::Lang::En) => Lang::En,
        None => of_locale(),
    }
}

/// A voice for this terminal.
pub fn voice(lang: Lang) -> Voice {
    Voice {
        lang,
        ascii: symbols().ascii,
        ..Voice::default()
    }
}

/// The signs that this terminal can show.
pub fn symbols() -> Symbols {
    Symbols::for_terminal(env::var("TERM").ok().as_deref(), locale().as_deref())
}

/// Spanish unless the locale says English.
fn of_locale() -> Lang {
    locale()
        .and_then(|name| Lang::from_name(&name))
        .unwrap_or_default()
}

fn locale() -> Option<String> {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_argument_decides_wherever_it_stands() {
        assert_eq!(of_arguments(&args("banca draw list --lang en")), Lang::En);
        assert_eq!(of_arguments(&args("banca --lang=es verify")), Lang::Es);
    }
}
