//! The command line as clap reads it. Its words for people stand in the text table and are laid over in [`help`](super::help);
//! nothing in here is a secret.

mod accounts;
mod commission;
mod counter;
mod draws;
mod goods;
mod import;
mod layoff;
mod lists;
mod printing;
mod reports;
mod shift;
mod value;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use uuid::Uuid;

use crate::{
    config::Lang,
    domain::{Money, Role},
};

pub use accounts::{AccountsCommand, MoveArgs, WhoseArgs};
pub use commission::{CommissionCommand, PolicyOf, ShareArg};
pub use counter::{DrawerCommand, FindArgs, PayArgs, SellArgs, TicketCommand};
pub use draws::{
    DrawCommand, DrawList, DrawnResult, ExposureArgs, HolidayArgs, NamedDraw, ReasonedDraw,
    SettleArgs, SpecialArgs, StateArg, Wall,
};
pub use goods::GoodsCommand;
pub use import::{ExportArgs, ExportCommand, ImportArgs, ImportCommand};
pub use layoff::{AnsweredLayOff, LayOffCommand, NamedLayOff};
pub use lists::ListCommand;
pub use printing::{NamedJob, PrintCommand, PrinterCommand, ReceiptArgs, SavePrinterArgs};
pub use reports::{AuditCommand, AuditSearch, Days, Figures, ReportCommand, SortArg, StatusArg};
pub use shift::ShiftCommand;
use value::{money, role, tenths};

/// `banca …`
#[derive(Debug, Parser)]
#[command(
    name = "banca",
    version,
    disable_help_flag = true,
    disable_version_flag = true
)]
#[command(disable_help_subcommand = true, max_term_width = 100)]
pub struct Args {
    #[command(flatten)]
    pub globals: Globals,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct Globals {
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<LangArg>,
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    #[arg(long, global = true, value_name = "NAME")]
    pub terminal: Option<String>,
    #[arg(long, global = true, value_name = "LEVEL")]
    pub log: Option<tracing_subscriber::filter::Targets>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangArg {
    Es,
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Es => Lang::Es,
            LangArg::En => Lang::En,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(DemoArgs),
    Verify(OwnerOr),
    Ops {
        #[arg(long, value_name = "NAME")]
        user: Option<String>,
    },
    Tick(OwnerOr),
    Migrate,
    Keys {
        #[arg(long)]
        json: bool,
    },
    #[command(subcommand)]
    User(UserCommand),
    #[command(subcommand)]
    Sessions(SessionsCommand),
    #[command(subcommand)]
    Import(ImportCommand),
    #[command(subcommand)]
    Export(ExportCommand),
    #[command(subcommand)]
    Draw(DrawCommand),
    #[command(subcommand)]
    Drawer(DrawerCommand),
    Sell(SellArgs),
    Pay(PayArgs),
    #[command(subcommand)]
    Ticket(TicketCommand),
    Exposure(ExposureArgs),
    #[command(subcommand)]
    List(ListCommand),
    #[command(subcommand)]
    Goods(GoodsCommand),
    #[command(subcommand, name = "layoff")]
    LayOff(LayOffCommand),
    Receipt(ReceiptArgs),
    #[command(subcommand)]
    Print(PrintCommand),
    #[command(subcommand)]
    Printer(PrinterCommand),
    #[command(subcommand)]
    Report(ReportCommand),
    #[command(subcommand)]
    Accounts(AccountsCommand),
    #[command(subcommand)]
    Commission(CommissionCommand),
    #[command(subcommand)]
    Audit(AuditCommand),
    Db {
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        command: DbCommand,
    },
}

#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    #[arg(value_name = "SCRIPT")]
    pub script: Option<String>,
    #[arg(long, value_name = "SPEED", default_value = "1", value_parser = tenths)]
    pub speed: u32,
    #[arg(long)]
    pub headless: bool,
}

/// Who asks.
#[derive(Debug, Clone, clap::Args)]
pub struct SignIn {
    #[arg(long, value_name = "NAME")]
    pub user: String,
}

/// A question of somebody signed in.
#[derive(Debug, Clone, clap::Args)]
pub struct Asked {
    #[command(flatten)]
    pub who: SignIn,
    #[arg(long)]
    pub json: bool,
}

/// The database's owner, or somebody signed in.
#[derive(Debug, Clone, clap::Args)]
pub struct OwnerOr {
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    #[arg(long)]
    pub json: bool,
}

/// The key that makes a command happen once, and who consents to it.
#[derive(Debug, Clone, clap::Args)]
pub struct Consent {
    #[arg(long, value_name = "UUID")]
    pub key: Option<Uuid>,
    #[arg(long, value_name = "NAME")]
    pub approved_by: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "approved_by")]
    pub approval_reason: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    List(Asked),
    Add(AddUser),
    SetPin(NamedUser),
    Deactivate(NamedUser),
    Unlock(NamedUser),
}

#[derive(Debug, Subcommand)]
pub enum SessionsCommand {
    List(Asked),
    Revoke(RevokeArgs),
}

/// Whose sessions are ended: one of them, or all.
#[derive(Debug, clap::Args)]
pub struct RevokeArgs {
    #[arg(value_name = "NAME")]
    pub name: String,
    #[arg(long, value_name = "UUID")]
    pub session: Option<Uuid>,
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, clap::Args)]
pub struct NamedUser {
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, clap::Args)]
pub struct AddUser {
    #[arg(value_name = "NAME")]
    pub name: String,
    #[arg(long, value_name = "TEXT")]
    pub full_name: String,
    #[arg(long, value_name = "ROLE", value_parser = role)]
    pub role: Role,
    #[arg(long, value_name = "VENTANA")]
    pub ventana: Option<String>,
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub payout_limit: Option<Money>,
    #[arg(long)]
    pub may_confirm: bool,
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub consent: Consent,
}

#[derive(Debug, Subcommand)]
pub enum DbCommand {
    Start,
    Stop {
        #[arg(long)]
        force: bool,
    },
    Status,
    Url {
        #[arg(long)]
        owner: bool,
    },
    Backup {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Restore {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}
