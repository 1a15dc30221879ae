//! The arguments of `banca import` and `banca export`.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Asked, Consent, Days, reports::sheet_file};

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    Users(ImportArgs),
    Shops(ImportArgs),
    Results(ImportArgs),
    Goods(ImportArgs),
}

/// What is brought in: only tried, or done.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    Users(ExportArgs),
    Shops(ExportArgs),
    Goods(ExportArgs),
    Results {
        #[command(flatten)]
        to: ExportArgs,
        #[arg(long, value_name = "ALIAS")]
        lottery: Option<String>,
        #[command(flatten)]
        days: Days,
    },
}

/// Where it is written.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[arg(value_name = "FILE", value_parser = sheet_file)]
    pub file: PathBuf,
    #[command(flatten)]
    pub asked: Asked,
}
