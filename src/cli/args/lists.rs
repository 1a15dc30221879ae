//! The arguments of `banca list`.

use std::path::PathBuf;

use clap::Subcommand;

use super::{NamedDraw, WhoseArgs, reports::sheet_file};

#[derive(Debug, Subcommand)]
pub enum ListCommand {
    Show {
        #[command(flatten)]
        draw: NamedDraw,
        #[arg(long, value_name = "FILE", value_parser = sheet_file)]
        save: Option<PathBuf>,
    },
    Numbers {
        #[command(flatten)]
        draw: NamedDraw,
        #[command(flatten)]
        whose: WhoseArgs,
        #[arg(long, value_name = "FILE", value_parser = sheet_file)]
        save: Option<PathBuf>,
    },
    Tickets {
        #[command(flatten)]
        draw: NamedDraw,
        #[command(flatten)]
        whose: WhoseArgs,
        #[arg(long = "with", value_name = "NUMBER")]
        carries: Option<String>,
        #[arg(long, value_name = "PAGE")]
        after: Option<String>,
    },
}
