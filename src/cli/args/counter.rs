//! The arguments of `banca drawer`, `sell`, `pay` and `ticket`.

use chrono::NaiveDate;
use clap::Subcommand;

use super::{
    Asked, Consent, Days, ShiftCommand,
    value::{bearer, method, money, pieces, tender_sum},
};
use crate::domain::{Money, PayMethod, TicketCode, posting::Bearer, view::CountedTender};

#[derive(Debug, Subcommand)]
pub enum DrawerCommand {
    Show(Asked),
    List(Asked),
    Open {
        #[arg(value_name = "FLOAT", value_parser = money)]
        float: Money,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Count {
        #[arg(value_name = "VALUE=PIECES", required = true, value_parser = pieces)]
        pieces: Vec<(Money, u32)>,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Close {
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        #[arg(long, value_name = "METHOD=AMOUNT", value_parser = tender_sum)]
        counted: Vec<CountedTender>,
        #[arg(long, value_name = "AMOUNT", value_parser = money)]
        keep: Option<Money>,
        #[arg(long, value_name = "WHO", value_parser = bearer)]
        short: Option<Bearer>,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    #[command(flatten)]
    Shift(ShiftCommand),
}

#[derive(Debug, clap::Args)]
pub struct SellArgs {
    #[arg(value_name = "LINE", required = true)]
    pub lines: Vec<String>,
    #[arg(long, value_name = "DRAW", required = true)]
    pub draw: Vec<String>,
    #[arg(long, value_name = "DATE")]
    pub date: Option<NaiveDate>,
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub received: Option<Money>,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[arg(long)]
    pub preview: bool,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, clap::Args)]
pub struct PayArgs {
    #[arg(value_name = "CODE", value_parser = TicketCode::parse)]
    pub code: TicketCode,
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub amount: Option<Money>,
    #[arg(long, value_name = "METHOD", default_value = "cash", value_parser = method)]
    pub method: PayMethod,
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub notes: String,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, Subcommand)]
pub enum TicketCommand {
    Show(NamedTicket),
    List(TicketList),
    Cancel {
        #[command(flatten)]
        ticket: NamedTicket,
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        consent: Consent,
    },
    Revive {
        #[command(flatten)]
        ticket: NamedTicket,
        #[arg(long, value_name = "DAYS")]
        days: Option<u16>,
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        consent: Consent,
    },
    Find(FindArgs),
}

/// What is known of a ticket whose paper is lost.
#[derive(Debug, clap::Args)]
pub struct FindArgs {
    #[arg(value_name = "NUMBER")]
    pub number: String,
    #[arg(long, value_name = "DATE")]
    pub date: Option<NaiveDate>,
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub amount: Option<Money>,
    #[arg(long, value_name = "NAME")]
    pub vendedor: Option<String>,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, clap::Args)]
pub struct NamedTicket {
    #[arg(value_name = "CODE", value_parser = TicketCode::parse)]
    pub code: TicketCode,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, clap::Args)]
pub struct TicketList {
    #[command(flatten)]
    pub days: Days,
    #[arg(long)]
    pub winners: bool,
    #[arg(long, value_name = "ROWS")]
    pub limit: Option<u16>,
    #[command(flatten)]
    pub asked: Asked,
}
