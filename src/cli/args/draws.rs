//! The arguments of `banca draw` and `exposure`.

use chrono::NaiveDate;
use clap::{Subcommand, ValueEnum};

use super::{Asked, Consent};

#[derive(Debug, Subcommand)]
pub enum DrawCommand {
    List(DrawList),
    Generate {
        #[arg(long, default_value_t = 7, value_name = "DAYS")]
        days: u16,
        #[arg(long)]
        preview: bool,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Open(NamedDraw),
    Close {
        #[command(flatten)]
        draw: NamedDraw,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    Result(DrawnResult),
    Confirm(DrawnResult),
    Winners(NamedDraw),
    Annul(ReasonedDraw),
    Hold(ReasonedDraw),
    Resume(ReasonedDraw),
    Numbers {
        #[arg(value_name = "ALIAS")]
        lottery: String,
        #[command(flatten)]
        days: super::Days,
        #[command(flatten)]
        asked: Asked,
    },
    Claims(Asked),
    Jobs(Asked),
}

#[derive(Debug, clap::Args)]
pub struct ReasonedDraw {
    #[command(flatten)]
    pub draw: NamedDraw,
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

#[derive(Debug, clap::Args)]
pub struct DrawList {
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,
    #[arg(long, value_name = "ALIAS")]
    pub lottery: Option<String>,
    #[arg(long, value_name = "STATE")]
    pub state: Option<StateArg>,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum StateArg {
    Scheduled,
    Open,
    Closed,
    Evaluated,
    Annulled,
}

#[derive(Debug, clap::Args)]
pub struct NamedDraw {
    #[arg(value_name = "DRAW")]
    pub draw: String,
    #[arg(long, value_name = "DATE")]
    pub date: Option<NaiveDate>,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, clap::Args)]
pub struct DrawnResult {
    #[command(flatten)]
    pub draw: NamedDraw,
    #[arg(value_name = "NUMBER")]
    pub number: String,
    #[arg(value_name = "OUTCOME")]
    pub outcome: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[arg(long)]
    pub preview: bool,
}

#[derive(Debug, clap::Args)]
pub struct ExposureArgs {
    #[arg(value_name = "DRAW")]
    pub draw: String,
    #[arg(long, value_name = "DATE")]
    pub date: Option<NaiveDate>,
    #[arg(long, value_name = "VENTANA", conflicts_with = "vendedor")]
    pub ventana: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub vendedor: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    pub what_if: Option<String>,
    #[arg(long, value_name = "OUTCOME", requires = "what_if")]
    pub outcome: Option<String>,
    #[command(flatten)]
    pub asked: Asked,
}
