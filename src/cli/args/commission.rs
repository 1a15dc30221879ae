//! The arguments of `banca commission`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::{Asked, Consent};

#[derive(Debug, Subcommand)]
pub enum CommissionCommand {
    List(Asked),
    Export {
        #[command(flatten)]
        of: PolicyOf,
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Import {
        #[command(flatten)]
        of: PolicyOf,
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        consent: Consent,
    },
}

impl CommissionCommand {
    /// Who asks.
    pub const fn asked(&self) -> &Asked {
        match self {
            CommissionCommand::List(asked) => asked,
            CommissionCommand::Export { of, .. } | CommissionCommand::Import { of, .. } => {
                &of.asked
            }
        }
    }
}

/// Whose policy: the house's, a shop's or a seller's, and which share of it.
#[derive(Debug, clap::Args)]
pub struct PolicyOf {
    #[arg(long, value_name = "VENTANA", conflicts_with = "vendedor")]
    pub ventana: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub vendedor: Option<String>,
    #[arg(long, value_name = "SHARE", default_value = "listero")]
    pub share: ShareArg,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ShareArg {
    Listero,
    Vendedor,
}
