//! The database behind a command: a shared server at an address, or the program's own.

use std::{
    io::{self, IsTerminal},
    str::FromStr,
};

use secrecy::{ExposeSecret, SecretString};

use super::{exit::Failure, out::Out, trouble};
use crate::{
    config::Config,
    postgres::{self, Install, PrivateServer, Progress, Reviver, Settings},
    store::{
        Address,
        schema::{self, Brought},
    },
    ui::text::cli as t,
};

/// When missing server programs may be got from the distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetch {
    /// When a person at the terminal says yes.
    Ask,
    /// Unasked: the demo, which nobody sits at.
    Unasked,
}

/// A database that answers.
#[derive(Debug)]
pub struct Server {
    /// How its owner connects: migrations and the check of all houses' books.
    pub owner: Address,
    /// How a console connects.
    pub app: Address,
    private: Option<PrivateServer>,
}

impl Server {
    /// Reaches the configured server; starts the private one when there is no address.
    ///
    /// # Errors
    /// When the address cannot be read or the private server cannot be used.
    pub async fn reach(config: &Config, out: &Out, fetch: Fetch) -> Result<Self, Failure> {
        match &config.database_url {
            Some(url) => Self::shared(url),
            None => Self::private(config, out, fetch, postgres::DATABASE).await,
        }
    }

    /// Takes a shared server's address.
    fn shared(url: &SecretString) -> Result<Self, Failure> {
        let options = Address::from_str(url.expose_secret())
            .map_err(|_| Failure::Setting(t::CONFIG_URL.into()))?
            .application_name("banca");
        Ok(Self {
            owner: options.clone(),
            app: options,
            private: None,
        })
    }

    /// Starts the private server, or joins it, and makes the database in it when it is missing.
    ///
    /// # Errors
    /// When the private server cannot be used.
    pub async fn private(
        config: &Config,
        out: &Out,
        fetch: Fetch,
        database: &str,
    ) -> Result<Self, Failure> {
        let server = open(Settings::from_config(config), out, fetch).await?;
        server.ensure_database(database).await?;
        Ok(Self {
            owner: server.owner_options(database),
            app: server.app_options(database),
            private: Some(server),
        })
    }

    /// Brings the schema to this program's version.
    ///
    /// # Errors
    /// When it cannot be, with who can help.
    pub async fn bring_up(&self) -> Result<Brought, Failure> {
        let brought = schema::bring_up(&self.owner).await?;
        if brought.applied > 0 {
            tracing::info!(
                version = brought.version,
                applied = brought.applied,
                "migrated"
            );
        }
        Ok(brought)
    }

    /// What starts the private server again when somebody killed it.
    pub fn reviver(&self) -> Option<Reviver> {
        self.private.as_ref().map(PrivateServer::reviver)
    }

    /// Leaves the server; the last one to leave stops the private one.
    pub async fn leave(self, out: &Out) {
        if let Some(private) = self.private
            && let Err(error) = private.release().await
        {
            tracing::error!(%error, "the private server was not released");
            out.complain(trouble::server(&error));
        }
    }
}

/// Opens the private server and tells how it goes.
///
/// # Errors
/// When it cannot be used.
pub async fn open(settings: Settings, out: &Out, fetch: Fetch) -> Result<PrivateServer, Failure> {
    let watched = io::stderr().is_terminal();
    let mut tell = |step| {
        // Every command starts the server; only a person who waits wants to hear of it.
        let usual = matches!(step, Progress::Starting | Progress::Waiting);
        if let Some(say) = trouble::progress(&step)
            && (watched || !usual)
        {
            out.note(say);
        }
    };
    let install = match fetch {
        Fetch::Ask => Install::Forbidden,
        Fetch::Unasked => Install::Allowed,
    };
    match PrivateServer::open(settings.clone(), install, &mut tell).await {
        Err(postgres::Error::NoServer { .. })
            if fetch == Fetch::Ask && Out::can_ask() && agreed(out)? =>
        {
            Ok(PrivateServer::open(settings, Install::Allowed, &mut tell).await?)
        }
        opened => Ok(opened?),
    }
}

/// Whether the person at the terminal wants the distribution's package.
fn agreed(out: &Out) -> Result<bool, Failure> {
    out.question(t::PG_ASK);
    let mut line = String::new();
    io::stdin()
        .read_line(&mut line)
        .map_err(|error| Failure::reading(&error))?;
    let said = line.trim().to_lowercase();
    Ok(!said.is_empty() && said.starts_with(out.voice.text(t::PG_YES)))
}
