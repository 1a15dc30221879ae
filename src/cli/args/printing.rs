//! The arguments of `banca receipt`, `banca print` and `banca printer`.

use clap::Subcommand;
use uuid::Uuid;

use super::{Asked, Consent};
use crate::domain::{Codepage, Columns, Lang, PrinterTarget, receipt::ReceiptKind};

fn columns(text: &str) -> Result<Columns, String> {
    let count = text.parse().ok().and_then(Columns::of);
    count.ok_or_else(|| "32 48".to_owned())
}

fn target(text: &str) -> Result<PrinterTarget, String> {
    PrinterTarget::from_name(text).ok_or_else(|| "tcp device file".to_owned())
}

fn letters(text: &str) -> Result<Codepage, String> {
    Codepage::from_name(text).ok_or_else(|| "cp858 cp850 cp437 ascii text".to_owned())
}

fn words(text: &str) -> Result<Lang, String> {
    Lang::from_name(text).ok_or_else(|| "es en".to_owned())
}

fn kind(text: &str) -> Result<ReceiptKind, String> {
    ReceiptKind::from_name(text).ok_or_else(|| ReceiptKind::ALL.map(ReceiptKind::name).join(" "))
}

#[derive(Debug, clap::Args)]
pub struct ReceiptArgs {
    #[arg(value_name = "PAPER")]
    pub paper: String,
    #[arg(long, value_name = "COLUMNS", default_value = "48", value_parser = columns)]
    pub columns: Columns,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, Subcommand)]
pub enum PrintCommand {
    Paper {
        #[arg(value_name = "PAPER")]
        paper: String,
        #[arg(long, value_name = "NAME", conflicts_with = "screen")]
        printer: Option<String>,
        #[arg(long)]
        screen: bool,
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Queue(Asked),
    Retry(NamedJob),
    Cancel(NamedJob),
    Work(Asked),
}

#[derive(Debug, clap::Args)]
pub struct NamedJob {
    #[arg(value_name = "UUID")]
    pub job: Uuid,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, Subcommand)]
pub enum PrinterCommand {
    List(Asked),
    Save(Box<SavePrinterArgs>),
    Test {
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Texts {
        #[arg(long, value_name = "TEXT")]
        licence: Option<String>,
        #[arg(long, value_name = "TEXT")]
        legal_id: Option<String>,
        #[arg(long, value_name = "TEXT")]
        legal: Option<String>,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
}

#[derive(Debug, clap::Args)]
pub struct SavePrinterArgs {
    #[arg(value_name = "NAME")]
    pub name: String,
    #[arg(long, value_name = "NAME")]
    pub rename: Option<String>,
    #[arg(long, value_name = "TARGET", value_parser = target)]
    pub target: Option<PrinterTarget>,
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub at: Option<String>,
    #[arg(long, value_name = "VENTANA")]
    pub ventana: Option<String>,
    #[arg(long, value_name = "COLUMNS", value_parser = columns)]
    pub columns: Option<Columns>,
    #[arg(long, value_name = "LETTERS", value_parser = letters)]
    pub letters: Option<Codepage>,
    #[arg(long, value_name = "LANG", value_parser = words)]
    pub words: Option<Lang>,
    #[arg(long, value_name = "YES", action = clap::ArgAction::Set)]
    pub cut: Option<bool>,
    #[arg(long, value_name = "YES", action = clap::ArgAction::Set)]
    pub kick: Option<bool>,
    #[arg(long, value_name = "KIND", value_parser = kind, value_delimiter = ',')]
    pub automatic: Option<Vec<ReceiptKind>>,
    #[arg(long)]
    pub inactive: bool,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

impl PrintCommand {
    /// Who asks, and how the answer is printed.
    pub const fn asked(&self) -> &Asked {
        match self {
            PrintCommand::Paper { asked, .. }
            | PrintCommand::Queue(asked)
            | PrintCommand::Work(asked) => asked,
            PrintCommand::Retry(named) | PrintCommand::Cancel(named) => &named.asked,
        }
    }
}

impl PrinterCommand {
    /// Who asks, and how the answer is printed.
    pub const fn asked(&self) -> &Asked {
        match self {
            PrinterCommand::List(asked)
            | PrinterCommand::Test { asked, .. }
            | PrinterCommand::Texts { asked, .. } => asked,
            PrinterCommand::Save(args) => &args.asked,
        }
    }
}
