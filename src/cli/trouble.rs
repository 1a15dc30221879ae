//! The sentences for what can be wrong with the configuration, the private server and the schema.

use std::path::Path;

use crate::{
    config::{ConfigError, Expected, SETTINGS},
    postgres::{Doing, Error, Progress},
    store::schema::SchemaProblem,
    ui::{
        keymap::KeymapError,
        text::{Say, Text, cli as t},
        theme::{Problem, ThemeError},
    },
};

fn path(path: &Path) -> String {
    path.display().to_string()
}

/// What is wrong with the configuration: file, line and key.
pub fn config(error: &ConfigError) -> Say {
    match error {
        ConfigError::Unreadable { file, source } => t::CONFIG_UNREADABLE
            .with("file", path(file))
            .with("why", source.to_string()),
        ConfigError::Syntax {
            file,
            line,
            message,
            names_a_place: _,
        } => t::CONFIG_SYNTAX
            .with("file", path(file))
            .with("line", line.to_string())
            .with("why", message.as_str()),
        ConfigError::UnknownKey {
            file,
            line,
            key,
            meant,
        } => t::CONFIG_UNKNOWN
            .with("file", path(file))
            .with("line", line.to_string())
            .with("key", key.as_str())
            .with(
                "help",
                meant.map_or_else(
                    || t::CONFIG_KNOWN.with("known", SETTINGS.join(", ")),
                    |meant| t::MEANT.with("meant", meant),
                ),
            ),
        ConfigError::BadValue {
            file,
            line,
            key,
            expected: wanted,
        } => t::CONFIG_VALUE
            .with("file", path(file))
            .with("line", line.to_string())
            .with("key", key.as_str())
            .with("expected", expected(*wanted)),
        ConfigError::BadVariable {
            name,
            expected: wanted,
        } => t::CONFIG_VARIABLE
            .with("key", *name)
            .with("expected", expected(*wanted)),
        ConfigError::NoHome => t::CONFIG_NO_HOME.into(),
    }
}

const fn expected(wanted: Expected) -> Text {
    match wanted {
        Expected::Text => t::EXPECT_TEXT,
        Expected::Language => t::EXPECT_LANGUAGE,
        Expected::Minutes => t::EXPECT_MINUTES,
        Expected::Table => t::EXPECT_TABLE,
        Expected::Keys => t::EXPECT_KEYS,
    }
}

/// What is wrong with the user's keys, without file and line.
pub fn keys(error: &KeymapError) -> Say {
    match error {
        KeymapError::UnknownAction { action, meant } => {
            t::KEYS_UNKNOWN_ACTION.with("action", action.as_str()).with(
                "help",
                meant.map_or_else(
                    || Say::from(t::KEYS_LISTED),
                    |meant| t::MEANT.with("meant", meant),
                ),
            )
        }
        KeymapError::UnknownKey { action, key } => t::KEYS_UNKNOWN_KEY
            .with("action", action.as_str())
            .with("key", key.as_str()),
        KeymapError::Needed { action } => t::KEYS_NEEDED.with("action", action.as_str()),
        KeymapError::Clash { action, other, key } => t::KEYS_CLASH
            .with("action", action.as_str())
            .with("other", *other)
            .with("key", key.as_str()),
    }
}

/// What is wrong with a theme.
pub fn theme(error: &ThemeError) -> Say {
    match &error.kind {
        Problem::Form { line, message } => t::THEME_FORM
            .with("line", line.to_string())
            .with("why", message.as_str()),
        Problem::Unknown => t::THEME_INHERITS.with("name", error.theme.as_str()),
        Problem::Circle => t::THEME_CIRCLE.into(),
        Problem::UnknownToken(token) => t::THEME_UNKNOWN_TOKEN.with("token", token.as_str()),
        Problem::MissingToken(token) => t::THEME_MISSING_TOKEN.with("token", token.as_str()),
        Problem::BadColour { token, colour } => t::THEME_BAD_COLOUR
            .with("token", token.as_str())
            .with("colour", colour.as_str()),
    }
}

/// Why the private server cannot be used, with what helps.
pub fn server(error: &Error) -> Say {
    match error {
        Error::NoServer { hint_command } => t::PG_NONE.with("command", hint_command.as_str()),
        Error::TooOld {
            found,
            needed,
            hint_command,
        } => t::PG_OLD
            .with("found", found.to_string())
            .with("needed", needed.to_string())
            .with("command", hint_command.as_str()),
        Error::MajorMissing {
            cluster,
            hint_command,
        } => t::PG_MAJOR
            .with("cluster", cluster.to_string())
            .with("command", hint_command.as_str()),
        Error::NoAccount => t::PG_NO_ACCOUNT.into(),
        Error::ForeignFolder { folder, uid } => t::PG_FOREIGN
            .with("folder", path(folder))
            .with("uid", uid.to_string()),
        Error::Unreachable { folder, uid } => t::PG_UNREACHABLE
            .with("folder", path(folder))
            .with("uid", uid.to_string()),
        Error::UnsafeSocketFolder { folder } => t::PG_UNSAFE.with("folder", path(folder)),
        Error::File {
            doing: what,
            path: file,
            source,
        } => t::PG_FILE
            .with("doing", doing(*what))
            .with("path", path(file))
            .with("why", source.to_string()),
        Error::Program {
            doing: what,
            program,
            said,
        } => t::PG_PROGRAM
            .with("doing", doing(*what))
            .with("program", program.as_str())
            .with("said", said.as_str()),
        Error::Silent { seconds, log } => t::PG_SILENT
            .with("seconds", seconds.to_string())
            .with("log", path(log)),
        Error::Refused { sqlstate } => t::PG_REFUSED.with("code", sqlstate.as_str()),
        Error::InUse { sessions } => t::PG_IN_USE.with("n", *sessions),
        Error::DatabaseName { name } => t::PG_NAME.with("name", name.as_str()),
        Error::BackupExists { path: file } => t::PG_EXISTS.with("path", path(file)),
        Error::NotABackup { path: file, said } => t::PG_NOT_BACKUP
            .with("path", path(file))
            .with("said", said.as_str()),
        Error::Database(error) => t::PG_DATABASE.with("why", error.to_string()),
        Error::Interrupted => t::PG_INTERRUPTED.into(),
    }
}

const fn doing(doing: Doing) -> Text {
    match doing {
        Doing::Preparing => t::DOING_PREPARING,
        Doing::Locking => t::DOING_LOCKING,
        Doing::Installing => t::DOING_INSTALLING,
        Doing::Creating => t::DOING_CREATING,
        Doing::Configuring => t::DOING_CONFIGURING,
        Doing::Starting => t::DOING_STARTING,
        Doing::Stopping => t::DOING_STOPPING,
        Doing::BackingUp => t::DOING_BACKING_UP,
        Doing::Restoring => t::DOING_RESTORING,
    }
}

/// A step on the way to a private server that answers; the end of the way needs no words.
pub fn progress(step: &Progress) -> Option<Say> {
    Some(match step {
        Progress::Waiting => t::PG_WAITING.into(),
        Progress::RefreshingPackages => t::PG_REFRESHING.into(),
        Progress::Installing {
            package,
            done,
            total,
        } => t::PG_INSTALLING
            .with("package", package.as_str())
            .with("done", *done)
            .with("total", *total),
        Progress::Creating { major, folder } => t::PG_CREATING
            .with("major", major.to_string())
            .with("folder", path(folder)),
        Progress::SocketMoved { folder } => t::PG_SOCKET.with("folder", path(folder)),
        Progress::Starting => t::PG_STARTING.into(),
        Progress::Recovering => t::PG_RECOVERING.into(),
        Progress::Ready { .. } => return None,
    })
}

/// What is wrong with the schema, and who can help.
pub fn schema(problem: &SchemaProblem) -> Say {
    match problem {
        SchemaProblem::Unreachable(error) => t::SCHEMA_UNREACHABLE.with("why", error.to_string()),
        SchemaProblem::Missing { login } => t::SCHEMA_MISSING.with("login", login.as_str()),
        SchemaProblem::Behind => t::SCHEMA_BEHIND.into(),
        SchemaProblem::Ahead => t::SCHEMA_AHEAD.into(),
        SchemaProblem::NotTheApplication { login } => t::SCHEMA_ROLE.with("login", login.as_str()),
        SchemaProblem::Failed(error) => t::SCHEMA_FAILED.with("why", error.to_string()),
    }
}
