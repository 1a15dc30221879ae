//! The arguments of `banca layoff`.

use clap::Subcommand;

use super::{
    Asked, Consent, NamedDraw,
    value::{factor, money, percent},
};
use crate::domain::{Money, Percent, Rate};

#[derive(Debug, Subcommand)]
pub enum LayOffCommand {
    Propose {
        #[command(flatten)]
        draw: NamedDraw,
        #[arg(long, value_name = "AMOUNT", value_parser = money)]
        retain: Money,
        #[arg(long, value_name = "FACTOR", value_parser = factor)]
        factor: Rate,
        #[arg(long, value_name = "FACTOR", value_parser = factor)]
        reventado: Option<Rate>,
        #[arg(long, value_name = "PERCENT", value_parser = percent)]
        commission: Option<Percent>,
        #[arg(long, value_name = "NAME", default_value = "")]
        house: String,
        #[arg(long, requires = "house")]
        keep: bool,
    },
    List(NamedDraw),
    Show {
        #[command(flatten)]
        layoff: NamedLayOff,
        #[arg(long)]
        slip: bool,
    },
    Send(NamedLayOff),
    Accept {
        #[command(flatten)]
        layoff: NamedLayOff,
        #[arg(long, value_name = "NAME")]
        answered: String,
        #[arg(long, value_name = "TEXT")]
        reference: String,
    },
    Reject(AnsweredLayOff),
    Withdraw(AnsweredLayOff),
    Settle(AnsweredLayOff),
    Houses(Asked),
    House {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
        #[arg(long, value_name = "TEXT")]
        contact: Option<String>,
        #[arg(long, value_name = "PERCENT", value_parser = percent)]
        commission: Option<Percent>,
        #[arg(long)]
        inactive: bool,
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
}

#[derive(Debug, clap::Args)]
pub struct NamedLayOff {
    #[arg(value_name = "NUMBER")]
    pub number: i64,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, clap::Args)]
pub struct AnsweredLayOff {
    #[command(flatten)]
    pub layoff: NamedLayOff,
    #[arg(long, value_name = "NAME", default_value = "")]
    pub answered: String,
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reference: String,
}

impl LayOffCommand {
    /// Who asks, and how the answer is printed.
    pub const fn asked(&self) -> &Asked {
        match self {
            LayOffCommand::Propose { draw, .. } | LayOffCommand::List(draw) => &draw.asked,
            LayOffCommand::Show { layoff, .. }
            | LayOffCommand::Send(layoff)
            | LayOffCommand::Accept { layoff, .. } => &layoff.asked,
            LayOffCommand::Reject(one)
            | LayOffCommand::Withdraw(one)
            | LayOffCommand::Settle(one) => &one.layoff.asked,
            LayOffCommand::Houses(asked) | LayOffCommand::House { asked, .. } => asked,
        }
    }
}
