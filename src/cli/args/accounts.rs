//! The arguments of `banca accounts`.

use chrono::NaiveDate;
use clap::Subcommand;
use uuid::Uuid;

use super::{
    Asked, Consent, Days,
    value::{money, month, movement_method},
};
use crate::domain::{Money, MovementMethod};

#[derive(Debug, Subcommand)]
pub enum AccountsCommand {
    List {
        #[arg(long)]
        shops: bool,
        #[command(flatten)]
        asked: Asked,
    },
    Statement {
        #[command(flatten)]
        whose: WhoseArgs,
        #[command(flatten)]
        days: Days,
        #[command(flatten)]
        asked: Asked,
    },
    Day {
        #[arg(value_name = "DATE")]
        date: NaiveDate,
        #[command(flatten)]
        whose: WhoseArgs,
        #[command(flatten)]
        asked: Asked,
    },
    Collect(MoveArgs),
    Pay(MoveArgs),
    Receipts {
        #[command(flatten)]
        whose: WhoseArgs,
        #[arg(long, value_name = "PAGE")]
        after: Option<String>,
        #[command(flatten)]
        asked: Asked,
    },
    Reverse {
        #[arg(value_name = "UUID")]
        receipt: Uuid,
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Month {
        #[arg(value_name = "MONTH", value_parser = month)]
        month: NaiveDate,
        #[arg(long)]
        close: bool,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Credit {
        #[arg(value_name = "VENTANA")]
        shop: String,
        #[arg(value_name = "AMOUNT", value_parser = money)]
        amount: Option<Money>,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
    Books {
        #[arg(long, value_name = "ACCOUNT")]
        account: Option<i16>,
        #[arg(long, value_name = "VENTANA")]
        ventana: Option<String>,
        #[arg(long, value_name = "PAGE")]
        after: Option<String>,
        #[command(flatten)]
        asked: Asked,
    },
}

/// Whose account; the own one, or the house's, without it.
#[derive(Debug, clap::Args)]
pub struct WhoseArgs {
    #[arg(long, value_name = "VENTANA")]
    pub ventana: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub vendedor: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct MoveArgs {
    #[arg(value_name = "AMOUNT", value_parser = money)]
    pub amount: Money,
    #[command(flatten)]
    pub whose: WhoseArgs,
    #[arg(long, value_name = "METHOD", default_value = "cash", value_parser = movement_method)]
    pub method: MovementMethod,
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reference: String,
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
    #[arg(long, value_name = "DATE")]
    pub date: Option<NaiveDate>,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}
