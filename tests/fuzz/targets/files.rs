//! The files that people write: configuration, themes, demo scripts.

use std::{cell::RefCell, fs};

use banca::{
    config::Config,
    demo::{Script, Step},
    ui::{
        keymap::Keymap,
        text::Lang,
        theme::{Problem, Themes},
    },
};
use termprofile::TermProfile;

use super::{Target, plainly};

/// `config.toml`, with the keys it gives to actions.
pub const CONFIG: Target = Target {
    name: "config",
    run: config,
    seeds: || {
        plainly(&[
            "lang = \"es\"\ntheme = \"volcan\"\nterminal = \"caja-1\"\nidle_lock_minutes = 5\n",
            "database_url = \"postgres://u:p@h/d\"\ndata_dir = \"x\"\npg_bin = '/usr'\nlog_dir = \"l\"\n",
            "[keys]\n\"sell.charge\" = [\"f5\", \"ctrl-p\"]\n\"app.quit\" = \"f1\"\n\"sell.repeat\" = \"f5\"\n",
            "idle_lock_minutes = 0x5a0\nlangg = 'en'\ndata-dir = 3\n",
            "keys = { \"sell.charge\" = \"f2\", \"sell.repeat\" = [] }",
        ])
    },
    words: &[
        "lang",
        "theme",
        "terminal",
        "idle_lock_minutes",
        "database_url",
        "data_dir",
        "pg_bin",
        "log_dir",
        "[keys]",
        "sell.charge",
        "sell.clear",
        "app.help",
        "app.quit",
        "\"f1\"",
        "\"ctrl-p\"",
        " = ",
        "\n",
        "[",
        "]",
        "{",
        "}",
        "\"\"\"",
        "'''",
        "1440",
        "1441",
        "0o7",
        "1e9",
        "true",
        "1979-05-27",
        "\\u0000",
        "#",
    ],
};

/// A theme, its forms and colours.
pub const THEME: Target = Target {
    name: "theme",
    run: theme,
    seeds: || {
        let mut all = plainly(&[
            "inherits = \"default\"\n[styles]\nmoney = { fg = \"red\", add = [\"bold\"] }\n",
            "label = \"Mío\"\ninherits = \"mine\"\n[palette]\nrojo = \"#ff0000\"\n[styles]\nbase = { bg = \"rojo\" }\n",
        ]);
        all.push(include_bytes!("../../../themes/default.toml").to_vec());
        all
    },
    words: &[
        "inherits",
        "label",
        "[palette]",
        "[styles]",
        "base",
        "money",
        "selection",
        "heat_5",
        "{ fg = ",
        "bg",
        "add",
        "\"bold\"",
        "\"reversed\"",
        "\"#12ab9f\"",
        "\"light red\"",
        "\"255\"",
        "\"default\"",
        "\"mono\"",
        "\"mine\"",
        "\n",
    ],
};

/// A demo script.
pub const SCRIPT: Target = Target {
    name: "script",
    run: script,
    seeds: || {
        let mut all = plainly(&[
            "# tour\nsay Hola | Hello\n\npress Enter F2 ctrl-p\nclock +5m\nclock 12:50\ncheck\npause 2\n",
            "as marta\ntype 23*500\npaste 23 45 x500\nexpect VENDIDO | SOLD\nrefute ERROR\nremember code\n",
        ]);
        all.push(include_bytes!("../../../src/demo/scripts/tour.demo").to_vec());
        all
    },
    words: &[
        "say ",
        "as ",
        "type ",
        "press ",
        "paste ",
        "clock ",
        "expect ",
        "refute ",
        "remember ",
        "check",
        "pause ",
        " | ",
        "+5m",
        "+14400m",
        "23:59",
        "24:00",
        "-1:0",
        "shift-tab",
        "\n",
        "\r\n",
        "#",
        "{code}",
        "\u{85}",
    ],
};

thread_local! {
    /// One file for all inputs of a thread; it is gone when the thread ends.
    static FILE: RefCell<Option<tempfile::NamedTempFile>> = const { RefCell::new(None) };
}

fn config(bytes: &[u8]) {
    let read = FILE.with_borrow_mut(|file| {
        let file =
            file.get_or_insert_with(|| tempfile::NamedTempFile::new().expect("a file can be made"));
        fs::write(file.path(), bytes).expect("the file can be written");
        Config::load(Some(file.path()))
    });
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    let wrong = match &read {
        Ok(loaded) => {
            assert!(
                !loaded.wrong.iter().any(banca::config::ConfigError::stops),
                "{loaded:?}"
            );
            assert!(loaded.config.idle_lock_minutes <= 1440 && !loaded.config.theme.is_empty());
            &loaded.wrong
        }
        Err(wrong) => {
            assert!(
                wrong.iter().any(banca::config::ConfigError::stops),
                "{wrong:?}"
            );
            wrong
        }
    };
    for one in wrong {
        assert!(
            one.line() <= lines && !one.to_string().is_empty(),
            "{one:?}"
        );
    }
    let Ok(loaded) = read else { return };
    let chosen = loaded
        .config
        .keys
        .iter()
        .map(|(action, key)| (action.as_str(), key.keys.as_slice()));
    let (keymap, wrong) = Keymap::new(chosen);
    assert!(
        wrong.len()
            <= loaded
                .config
                .keys
                .values()
                .map(|key| key.keys.len() + 1)
                .sum()
    );
    for row in banca::ui::action::rows() {
        for key in keymap.keys(row.action) {
            assert_eq!(
                keymap.action(*key, &[row.layer]),
                Some(row.action),
                "{key} in {}",
                row.name
            );
        }
    }
}

fn theme(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut themes = Themes::shipped(TermProfile::Ansi256);
    let before = themes.names().len();
    match themes.add("mine", &text) {
        Ok(()) => {
            assert_eq!(themes.names().len(), before + 1);
            themes.load("mine").expect("it was read completely");
        }
        Err(error) => {
            assert_eq!(themes.names().len(), before);
            assert!(themes.load("mine").is_err(), "nothing of it stays");
            if let Problem::Form { line, .. } = error.kind {
                assert!(
                    (1..=text.matches('\n').count() + 1).contains(&line),
                    "{line}"
                );
            }
        }
    }
}

fn script(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().count();
    match Script::parse(&text) {
        Err(error) => assert!((1..=lines).contains(&error.line), "{error}"),
        Ok(script) => {
            let meant = text
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty() && !line.starts_with('#'));
            assert_eq!(script.lines.len(), meant.count());
            for line in script.lines {
                assert!((1..=lines).contains(&line.number));
                if let Step::Say(said) | Step::Expect(said) | Step::Refute(said) = line.step {
                    let _ = (said.in_lang(Lang::Es), said.in_lang(Lang::En));
                }
            }
        }
    }
}
