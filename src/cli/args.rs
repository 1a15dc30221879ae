//! The command line as clap reads it. Its words for people stand in the text table and are laid over in [`help`](super::help);
//! nothing in here is a secret.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use uuid::Uuid;

use crate::{
    config::Lang,
    domain::{Money, MoneyFormat, PayMethod, Role, TicketCode},
};

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
    #[command(subcommand)]
    User(UserCommand),
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
    Report(ReportCommand),
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
        #[command(flatten)]
        asked: Asked,
        #[command(flatten)]
        consent: Consent,
    },
}

#[derive(Debug, clap::Args)]
pub struct SellArgs {
    #[arg(value_name = "LINE", required = true)]
    pub lines: Vec<String>,
    #[arg(long, value_name = "DRAW", required = true)]
    pub draw: Vec<String>,
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

/// First and last business date.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Days {
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,
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

#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    Day(Asked),
    Payouts(PayoutList),
    Activity(ActivityList),
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

/// An amount in colones, as at the counter: `5000`, `5.000`, `5000,50`.
fn money(text: &str) -> Result<Money, String> {
    Money::parse(text, MoneyFormat::Dots).map_err(|why| why.to_string())
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_name(&text.to_uppercase()).ok_or_else(|| "VENDEDOR VENTANA ADMIN".to_owned())
}

fn method(text: &str) -> Result<PayMethod, String> {
    PayMethod::from_name(&text.to_lowercase())
        .ok_or_else(|| "cash sinpe transfer cheque other".to_owned())
}

/// A speed with at most one decimal, in tenths: `1`, `0.5`, `2,5`.
fn tenths(text: &str) -> Result<u32, String> {
    let wrong = || "0.3 – 4".to_owned();
    let (whole, tenth) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let whole: u32 = whole.parse().map_err(|_| wrong())?;
    let tenth: u32 = tenth.parse().map_err(|_| wrong())?;
    let tenths = whole.checked_mul(10).and_then(|all| all.checked_add(tenth));
    tenths
        .filter(|tenths| tenth < 10 && (3..=40).contains(tenths))
        .ok_or_else(wrong)
}

/// Counted pieces: `20000=3`.
fn pieces(text: &str) -> Result<(Money, u32), String> {
    let (value, pieces) = text.split_once('=').ok_or("20000=3")?;
    let pieces = pieces.parse().map_err(|_| "20000=3".to_owned())?;
    Ok((money(value)?, pieces))
}
