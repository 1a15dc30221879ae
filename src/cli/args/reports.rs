//! The arguments of `banca report`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Subcommand, ValueEnum};

use super::{Asked, value::method};
use crate::{
    domain::{PayMethod, report::Dimension},
    sheet::Kind,
};

/// First and last business date.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Days {
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,
}

#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    Day(Asked),
    Sales(Figures),
    Profit(Figures),
    Commissions(Figures),
    Closing(Figures),
    Cancelled(Figures),
    Paid(Figures),
    Prizes(Figures),
    Payouts(PayoutList),
    Activity(ActivityList),
}

/// A report of figures: its filter line, by what its rows are told apart, and the file it is also saved to.
#[derive(Debug, clap::Args)]
pub struct Figures {
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
    #[arg(long = "by", value_name = "DIMENSION", value_parser = dimension)]
    pub apart: Option<Dimension>,
    #[arg(long, value_name = "FILE", value_parser = sheet_file)]
    pub save: Option<PathBuf>,
    #[command(flatten)]
    pub asked: Asked,
}

fn dimension(text: &str) -> Result<Dimension, String> {
    Dimension::from_name(text).ok_or_else(|| {
        let names = Dimension::ALL.map(Dimension::name);
        names.join(", ")
    })
}

/// A file whose name says what it is.
pub fn sheet_file(text: &str) -> Result<PathBuf, String> {
    match Kind::of_name(text) {
        Some(_) => Ok(text.into()),
        None => Err(".csv, .xlsx".to_owned()),
    }
}

#[derive(Debug, clap::Args)]
pub struct PayoutList {
    #[command(flatten)]
    pub days: Days,
    #[arg(long, value_name = "STATUS")]
    pub status: Option<StatusArg>,
    #[arg(long, value_name = "METHOD", value_parser = method)]
    pub method: Option<PayMethod>,
    #[arg(long, value_name = "SORT", default_value = "date")]
    pub sort: SortArg,
    #[arg(long)]
    pub ascending: bool,
    #[arg(long, value_name = "PAGE")]
    pub after: Option<String>,
    #[arg(long, value_name = "ROWS")]
    pub limit: Option<u16>,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum StatusArg {
    Pending,
    Partial,
    Completed,
    Finalised,
    Reversed,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SortArg {
    Date,
    Amount,
    Code,
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    Search(AuditSearch),
    Check(Asked),
    Blocks(AuditList),
}

/// A search in the log: its filter line, how many rows at most, and the file they are also saved to.
#[derive(Debug, clap::Args)]
pub struct AuditSearch {
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
    #[arg(long, value_name = "ROWS", default_value = "100", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub limit: u32,
    #[arg(long, value_name = "FILE", value_parser = sheet_file)]
    pub save: Option<PathBuf>,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, clap::Args)]
pub struct AuditList {
    #[arg(long, value_name = "BLOCK")]
    pub before: Option<i64>,
    #[arg(long, value_name = "ROWS")]
    pub limit: Option<u16>,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, clap::Args)]
pub struct ActivityList {
    #[command(flatten)]
    pub days: Days,
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    #[arg(long, value_name = "ACTION")]
    pub action: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub target: Option<String>,
    #[arg(long, value_name = "ROWS")]
    pub limit: Option<u16>,
    #[command(flatten)]
    pub asked: Asked,
}
