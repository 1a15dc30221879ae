//! The arguments of `banca draw` and `exposure`.

use chrono::{NaiveDate, NaiveTime};
use clap::{Subcommand, ValueEnum};

use super::{Asked, Consent};
use crate::domain::{Money, TicketCode};

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
    Move {
        #[command(flatten)]
        draw: ReasonedDraw,
        #[arg(long, value_name = "TIME", value_parser = wall)]
        to: Wall,
        #[arg(long, value_name = "TIME", value_parser = wall)]
        cutoff: Option<Wall>,
    },
    Special(SpecialArgs),
    Rename {
        #[command(flatten)]
        draw: ReasonedDraw,
        #[arg(long = "name", value_name = "TEXT")]
        called: String,
    },
    Holidays(Asked),
    Holiday(HolidayArgs),
    EndHoliday {
        #[arg(value_name = "DATE")]
        day: NaiveDate,
        #[arg(long, value_name = "ALIAS")]
        lottery: Option<String>,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Settle(SettleArgs),
}

/// A time of a day, or of the day that is meant.
#[derive(Debug, Clone, Copy)]
pub struct Wall {
    pub day: Option<NaiveDate>,
    pub time: NaiveTime,
}

fn wall(text: &str) -> Result<Wall, String> {
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (Some(day), time),
        None => (None, text),
    };
    let day = day.map(str::parse).transpose();
    let time = NaiveTime::parse_from_str(time, "%H:%M");
    match (day, time) {
        (Ok(day), Ok(time)) => Ok(Wall { day, time }),
        _ => Err("14:30, 2026-11-21T14:30".to_owned()),
    }
}

/// A draw made by hand.
#[derive(Debug, clap::Args)]
pub struct SpecialArgs {
    #[arg(value_name = "ALIAS")]
    pub lottery: String,
    #[arg(value_name = "TEXT")]
    pub called: String,
    #[arg(long, value_name = "TIME", value_parser = wall)]
    pub at: Wall,
    #[arg(long, value_name = "TIME", value_parser = wall)]
    pub cutoff: Option<Wall>,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

/// A day without draws.
#[derive(Debug, clap::Args)]
pub struct HolidayArgs {
    #[arg(value_name = "DATE")]
    pub day: NaiveDate,
    #[arg(value_name = "TEXT")]
    pub called: String,
    #[arg(long, value_name = "ALIAS")]
    pub lottery: Option<String>,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

/// A claim that is collected, or given up.
#[derive(Debug, clap::Args)]
pub struct SettleArgs {
    #[arg(value_name = "CODE", value_parser = TicketCode::parse)]
    pub code: TicketCode,
    #[arg(long, value_name = "AMOUNT", value_parser = super::value::money)]
    pub amount: Option<Money>,
    #[arg(long)]
    pub write_off: bool,
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
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
    #[arg(long, value_name = "FACTOR", value_parser = super::value::factor)]
    pub price: Option<crate::domain::Rate>,
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["what_if", "price"])]
    pub number: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    pub what_if: Option<String>,
    #[arg(long, value_name = "OUTCOME", requires = "what_if")]
    pub outcome: Option<String>,
    #[command(flatten)]
    pub asked: Asked,
}
