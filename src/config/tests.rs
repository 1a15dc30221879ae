//! What the configuration promises.

use secrecy::ExposeSecret;

use super::*;

fn places() -> Places {
    Places {
        config_file: "/home/ana/.config/banca/config.toml".into(),
        data_dir: "/home/ana/.local/share/banca".into(),
        log_dir: "/home/ana/.local/state/banca".into(),
    }
}

fn from_file(text: &str) -> Result<Loaded, Vec<ConfigError>> {
    Config::assemble(
        places(),
        Some((Path::new("/etc/banca/c.toml"), text)),
        &|_| None,
    )
}

#[test]
fn without_a_file_the_defaults_hold() {
    let config = Config::assemble(places(), None, &|_| None).unwrap().config;
    assert_eq!(config.data_dir, Path::new("/home/ana/.local/share/banca"));
    assert_eq!(
        (config.theme.as_str(), config.lang, config.idle_lock_minutes),
        ("default", None, 10)
    );
    assert!(config.database_url.is_none() && !config.terminal.is_empty());
}

#[test]
fn every_key_of_the_file_is_obeyed() {
    let config = from_file(
        "database_url = \"postgres://h/banca\"\ndata_dir = \"/srv/b\"\npg_bin = \"/opt/pg/bin\"\nlang = \"en\"\n\
         theme = \"mono\"\nterminal = \"Caja 3\"\nidle_lock_minutes = 0\nlog_dir = \"log\"\n\
         [keys]\n\"sell.charge\" = [\"F12\", \"alt-c\"]\n\"app.help\" = \"?\"\n",
    )
    .unwrap()
    .config;
    assert_eq!(
        config.database_url.unwrap().expose_secret(),
        "postgres://h/banca"
    );
    assert_eq!(config.data_dir, Path::new("/srv/b"));
    assert_eq!(config.pg_bin.unwrap(), Path::new("/opt/pg/bin"));
    assert_eq!(config.lang, Some(Lang::En));
    assert_eq!(
        (
            config.theme.as_str(),
            config.terminal.as_str(),
            config.idle_lock_minutes
        ),
        ("mono", "Caja 3", 0)
    );
    assert_eq!(
        config.log_dir,
        Path::new("/etc/banca/log"),
        "relative to the file"
    );
    assert_eq!(
        config.keys["sell.charge"],
        KeyOverride {
            keys: vec!["F12".into(), "alt-c".into()],
            line: 10
        }
    );
    assert_eq!(config.keys["app.help"].keys, ["?"]);
}

#[test]
fn the_environment_beats_the_file() {
    let environment = |name: &str| match name {
        "BANCA_THEME" => Some("light".into()),
        "BANCA_LANG" => Some("es".into()),
        "BANCA_DATA_DIR" => Some("/tmp/x".into()),
        "BANCA_TERMINAL" => Some(OsString::new()),
        "DATABASE_URL" => Some("postgres://never/read".into()),
        _ => None,
    };
    let file = "theme = \"mono\"\nlang = \"en\"\nterminal = \"Caja 1\"\n";
    let file = Some((Path::new("c.toml"), file));
    let config = Config::assemble(places(), file, &environment)
        .unwrap()
        .config;
    assert_eq!(
        (config.theme.as_str(), config.lang),
        ("light", Some(Lang::Es))
    );
    assert_eq!(config.data_dir, Path::new("/tmp/x"));
    assert_eq!(config.terminal, "Caja 1", "an empty variable says nothing");
    assert!(config.database_url.is_none());
}

fn wrong(text: &str) -> Vec<ConfigError> {
    from_file(text).map_or_else(|all| all, |loaded| loaded.wrong)
}

#[test]
fn an_unknown_key_is_named_with_file_line_and_what_was_meant() {
    let all = wrong("theme = \"mono\"\n\ntheeme = \"mono\"\nkolor = 3\n");
    let [
        ConfigError::UnknownKey {
            file,
            line: 3,
            key,
            meant: Some("theme"),
        },
        ConfigError::UnknownKey {
            line: 4,
            meant: None,
            ..
        },
    ] = all.as_slice()
    else {
        panic!("{all:?}");
    };
    assert_eq!(
        (file.as_path(), key.as_str()),
        (Path::new("/etc/banca/c.toml"), "theeme")
    );
}

#[test]
fn a_wrong_value_says_what_the_key_needs() {
    for (text, wanted) in [
        ("lang = \"fr\"", Expected::Language),
        ("theme = \"\"", Expected::Text),
        ("data_dir = 3", Expected::Text),
        ("idle_lock_minutes = -1", Expected::Minutes),
        ("idle_lock_minutes = 1441", Expected::Minutes),
        ("keys = \"F1\"", Expected::Table),
        ("[keys]\n\"sell.charge\" = [1]", Expected::Keys),
    ] {
        let found = wrong(text);
        assert!(
            matches!(found.as_slice(), [ConfigError::BadValue { expected, .. }] if *expected == wanted),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn everything_that_is_wrong_is_told_and_the_rest_holds() {
    let loaded = from_file(
        "lang = \"fr\"\nterminal = \"Caja 3\"\nidle_lock_minutes = \"ten\"\nkolor = 1\n\
         [keys]\n\"sell.charge\" = 3\n\"app.help\" = \"?\"\n",
    )
    .unwrap();
    let config = loaded.config;
    assert_eq!((config.lang, config.idle_lock_minutes), (None, 10));
    assert_eq!(config.terminal, "Caja 3");
    assert_eq!(config.keys.keys().collect::<Vec<_>>(), ["app.help"]);
    assert_eq!(loaded.wrong.len(), 4, "{:?}", loaded.wrong);
}

#[test]
fn what_says_where_the_books_are_stops_the_program_with_everything_that_is_wrong() {
    for text in [
        "database_url = 3",
        "data_dir = \"\"",
        "pg_bin = []",
        "databse_url = \"postgres://h/banca\"",
        "data-dir = \"/srv/b\"",
        "theme = \"mono\ndata_dir = \"/srv/b\"",
    ] {
        assert!(from_file(text).is_err(), "{text}");
    }
    let all = from_file("lang = \"fr\"\ndata_dir = 3").unwrap_err();
    assert_eq!(all.len(), 2, "{all:?}");
}

#[test]
fn a_file_that_is_no_toml_is_left_aside_and_reported_at_its_line() {
    let loaded = from_file("theme = \"mono\"\nlang = \n").unwrap();
    assert_eq!(loaded.config.theme, "default");
    assert!(matches!(
        loaded.wrong.as_slice(),
        [ConfigError::Syntax { line: 2, .. }, ..]
    ));
}

#[test]
fn a_password_in_the_address_does_not_show() {
    let loaded = from_file("database_url = \"postgres://u:hunter2@h/banca\"").unwrap();
    assert!(!format!("{loaded:?}").contains("hunter2"));
}

#[test]
fn a_variable_with_a_wrong_value_is_named() {
    let loaded = Config::assemble(places(), None, &|name| {
        (name == "BANCA_LANG").then(|| "de".into())
    });
    assert!(matches!(
        loaded.unwrap().wrong.as_slice(),
        [ConfigError::BadVariable {
            name: "BANCA_LANG",
            ..
        }]
    ));
}
