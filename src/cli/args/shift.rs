//! The arguments of `banca drawer` beyond opening, counting and closing.

use chrono::NaiveDate;
use clap::Subcommand;

use super::{
    Asked, Consent,
    value::{bearer, cash_movement, drawer_state, money, tender, tender_sum},
};
use crate::domain::{
    Money,
    goods::TenderKind,
    posting::Bearer,
    view::{CashMovement, CountedTender, DrawerState},
};

#[derive(Debug, Subcommand)]
pub enum ShiftCommand {
    X {
        #[arg(value_name = "DRAWER")]
        drawer: Option<String>,
        #[command(flatten)]
        asked: Asked,
    },
    Report {
        #[arg(value_name = "DRAWER")]
        drawer: String,
        #[command(flatten)]
        asked: Asked,
    },
    Entries {
        #[arg(value_name = "DRAWER")]
        drawer: Option<String>,
        #[arg(long, value_name = "METHOD", value_parser = tender)]
        tender: Option<TenderKind>,
        #[arg(long, value_name = "ROWS")]
        limit: Option<u16>,
        #[command(flatten)]
        asked: Asked,
    },
    History {
        #[arg(long, value_name = "STATE", value_parser = drawer_state)]
        state: Option<DrawerState>,
        #[arg(long, value_name = "ROWS")]
        limit: Option<u16>,
        #[command(flatten)]
        asked: Asked,
    },
    Move {
        #[arg(value_name = "METHOD", value_parser = cash_movement)]
        movement: CashMovement,
        #[arg(value_name = "AMOUNT", value_parser = money)]
        amount: Money,
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    NoSale {
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    HandOver {
        #[arg(value_name = "NAME")]
        to: String,
        #[arg(long, value_name = "AMOUNT", value_parser = money)]
        keep: Option<Money>,
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
        #[arg(long, value_name = "METHOD=AMOUNT", value_parser = tender_sum)]
        counted: Vec<CountedTender>,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Review {
        #[arg(value_name = "DRAWER")]
        drawer: String,
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Settings {
        #[arg(long, value_name = "AMOUNT", value_parser = money)]
        drop_limit: Option<Money>,
        #[arg(long, value_name = "AMOUNT", value_parser = money)]
        pay_out_limit: Option<Money>,
        #[arg(long, value_name = "AMOUNT", value_parser = money)]
        drop_above: Option<Money>,
        #[arg(long, value_name = "AMOUNT", value_parser = money)]
        difference_limit: Option<Money>,
        #[arg(long, value_name = "WHO", value_parser = bearer)]
        short: Option<Bearer>,
        #[arg(long, value_name = "BOOL")]
        blind: Option<bool>,
        #[arg(long, value_name = "DATE")]
        five_until: Option<NaiveDate>,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
}

impl ShiftCommand {
    /// Who asks, and how the answer is wanted.
    pub const fn asked(&self) -> &Asked {
        match self {
            ShiftCommand::X { asked, .. }
            | ShiftCommand::Report { asked, .. }
            | ShiftCommand::Entries { asked, .. }
            | ShiftCommand::History { asked, .. }
            | ShiftCommand::Move { asked, .. }
            | ShiftCommand::NoSale { asked, .. }
            | ShiftCommand::HandOver { asked, .. }
            | ShiftCommand::Review { asked, .. }
            | ShiftCommand::Settings { asked, .. } => asked,
        }
    }
}
