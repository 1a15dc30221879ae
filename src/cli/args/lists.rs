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
    Exclude {
        #[command(flatten)]
        draw: NamedDraw,
        #[command(flatten)]
        whose: WhoseArgs,
        #[arg(long, value_name = "TEXT", required_unless_present = "preview")]
        reason: Option<String>,
        #[arg(long)]
        preview: bool,
    },
    Include {
        #[command(flatten)]
        draw: NamedDraw,
        #[command(flatten)]
        whose: WhoseArgs,
        #[arg(long, value_name = "TEXT", required_unless_present = "preview")]
        reason: Option<String>,
        #[arg(long)]
        preview: bool,
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
