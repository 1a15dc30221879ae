//! What people are shown of the house: read models, pure data. `store` fills them, `ops` answers with them, the console
//! draws them. Amounts are céntimos.

mod filter;

pub use filter::{
    ActivityFilter, CashMovement, CountedPieces, DrawFilter, PageKey, PayoutFilter, PayoutSort,
    TicketFilter,
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    BancaId, BetKind, CommissionShare, Digits, DrawId, DrawOnSale, DrawResult, DrawState, DrawerId,
    LimitRule, LotteryId, LotteryRules, Money, Multiplier, Number, Origin, PayMethod, PayoutId,
    PayoutStatus, Policy, PrizeState, Rate, Right, Role, SaleId, ScopeId, SessionId, TerminalId,
    TicketCode, TicketId, TicketState, Used, UserId, VentanaId,
};

/// What server and clock answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// Whether a house exists.
    pub set_up: bool,
    /// The house's name, when it exists.
    pub banca: Option<String>,
    /// The server's version.
    pub server: String,
    /// The database's clock.
    pub now: DateTime<Utc>,
    /// Whether this is a scratch database whose clock can be moved (demo, training).
    pub scratch: bool,
}

/// Who is signed in, with what they may do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The session's row.
    pub session: SessionId,
    /// The house.
    pub banca: BancaId,
    /// The house's name.
    pub banca_name: String,
    /// The house's zone.
    pub zone: chrono_tz::Tz,
    /// The user.
    pub user: UserId,
    /// The user's full name.
    pub name: String,
    /// The user's sign-in name.
    pub username: String,
    /// The role.
    pub role: Role,
    /// Rights beyond the role's.
    pub extra: Vec<Right>,
    /// The shop; none for an administrator without one.
    pub ventana: Option<(VentanaId, String)>,
    /// The terminal.
    pub terminal: (TerminalId, String),
    /// The largest payout without a second person.
    pub payout_limit: Money,
    /// The database's clock at sign-in.
    pub now: DateTime<Utc>,
    /// Whether this is a scratch database (demo, training).
    pub scratch: bool,
}

/// The home screen's figures, within what the user may see.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// Today's business date.
    pub date: NaiveDate,
    /// Tickets sold today and not cancelled.
    pub tickets: i64,
    /// Their stakes.
    pub sold: Money,
    /// Tickets cancelled today.
    pub cancelled: i64,
    /// Their stakes.
    pub cancelled_stakes: Money,
    /// Prizes paid today.
    pub paid: Money,
    /// Commission earned today by shop and seller together.
    pub commission: Money,
    /// Prizes won and not collected, within the user's reach.
    pub unpaid_prizes: Money,
    /// How many.
    pub unpaid_count: i64,
    /// Sales of today by hour of the house's zone.
    pub by_hour: Vec<(u8, Money)>,
    /// Sales of today by lottery.
    pub by_lottery: Vec<(String, Money)>,
    /// The next draws.
    pub next: Vec<DrawRow>,
    /// Closed draws that wait for a result or its confirmation.
    pub waiting: Vec<DrawRow>,
    /// The own drawer.
    pub drawer: Option<DrawerView>,
}

/// All that the selling screen needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// Draws on sale or soon, by time.
    pub draws: Vec<DrawOnSale>,
    /// The own limits, most specific first.
    pub limits: Vec<LimitRule>,
    /// The own drawer, if one is open.
    pub drawer: Option<DrawerId>,
    /// The seller's totals today.
    pub totals: MyTotals,
    /// Expansions above this need one more Enter.
    pub big_total: Money,
    /// Minutes within which the own ticket may be cancelled without a supervisor.
    pub void_minutes: u16,
    /// The database's clock.
    pub now: DateTime<Utc>,
}

/// What is left of one restricted number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberLeft {
    /// The draw.
    pub draw: DrawId,
    /// The number.
    pub number: Number,
    /// The kind that the limit measures; none where straight and reventado count together.
    pub kind: Option<BetKind>,
    /// What may still be sold.
    pub left: Money,
    /// The limit; zero where the number is blocked.
    pub limit: Money,
}

/// A sale that would go through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The total over all draws.
    pub total: Money,
    /// The change for what was handed over.
    pub change: Option<Money>,
}

/// Tickets were sold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sold {
    /// The sale.
    pub sale: SaleId,
    /// The tickets, one for each draw.
    pub tickets: Vec<SoldTicket>,
    /// The total over all draws.
    pub total: Money,
    /// The change for what was handed over.
    pub change: Option<Money>,
    /// The database's moment of the sale.
    pub sold_at: DateTime<Utc>,
    /// Whether this is the stored answer of an earlier, equal command.
    pub cached: bool,
}

/// One sold ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SoldTicket {
    /// Its id.
    pub ticket: TicketId,
    /// Its code.
    pub code: TicketCode,
    /// Its gap-free number at the terminal.
    pub serial: i64,
    /// The draw.
    pub draw: DrawId,
    /// The lottery's name.
    pub lottery: String,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// Minutes until the draw's sale ends.
    pub minutes_left: i64,
    /// The total.
    pub total: Money,
}

/// One bet of a ticket with what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BetView {
    /// Position in the ticket, from 1.
    pub line: i16,
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// The stake.
    pub stake: Money,
    /// The frozen factor.
    pub factor: Rate,
    /// How the number came about.
    pub origin: Origin,
    /// What it won.
    pub prize: Money,
}

/// A ticket with everything that happened to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketView {
    /// Its id.
    pub ticket: TicketId,
    /// Its code.
    pub code: TicketCode,
    /// `terminal-000123`.
    pub serial: String,
    /// The draw, without the figures that count all its tickets: those stand in the list of draws.
    pub draw: DrawRow,
    /// The shop.
    pub ventana: String,
    /// The seller.
    pub vendedor: String,
    /// The stored state.
    pub state: TicketState,
    /// The total.
    pub total: Money,
    /// When it was sold.
    pub sold_at: DateTime<Utc>,
    /// The note.
    pub note: Option<String>,
    /// The bets.
    pub bets: Vec<BetView>,
    /// The prize, when it won.
    pub prize: Option<PrizeView>,
    /// How often it was reprinted.
    pub reprints: i64,
    /// Whether it may be cancelled now, and if the own right suffices.
    pub cancel: Option<CancelOffer>,
    /// What happened, in order, with names.
    pub history: Vec<HistoryRow>,
}

/// How a ticket may be cancelled now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelOffer {
    /// By the present user.
    Own,
    /// With a second person's consent.
    WithApproval,
}

/// A prize and what was paid of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrizeView {
    /// The state people know.
    pub state: PrizeState,
    /// The prize.
    pub prize: Money,
    /// Paid so far.
    pub paid: Money,
    /// What remains.
    pub remaining: Money,
    /// The last day on which it is paid.
    pub expires: NaiveDate,
    /// The payouts, oldest first.
    pub payouts: Vec<PayoutRow>,
}

/// One thing that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// What: the name of the activity, such as `ticket.sold`.
    pub action: String,
    /// An amount, where there is one.
    pub amount: Option<Money>,
    /// A reason or note.
    pub note: String,
    /// The second person, where there was one.
    pub approved_by: Option<String>,
}

/// A ticket in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketRow {
    /// Its code.
    pub code: TicketCode,
    /// The lottery's name.
    pub lottery: String,
    /// The draw.
    pub draw: DrawId,
    /// When it draws.
    pub draw_at: DateTime<Utc>,
    /// When it was sold.
    pub sold_at: DateTime<Utc>,
    /// The seller.
    pub vendedor: String,
    /// The shop.
    pub ventana: String,
    /// Number of bets.
    pub bets: i64,
    /// A short picture of the bets, such as `23×500 45×500`.
    pub summary: String,
    /// The total.
    pub total: Money,
    /// The state.
    pub state: TicketState,
    /// The prize, when it won.
    pub prize: Option<Money>,
}

/// A page of tickets.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TicketPage {
    /// The rows, newest first.
    pub rows: Vec<TicketRow>,
    /// Where the next page begins.
    pub next: Option<PageKey>,
    /// Count over the whole filter.
    pub count: i64,
    /// Sum over the whole filter, cancelled tickets left out.
    pub sum: Money,
}

/// A ticket was cancelled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelledTicket {
    /// Its code.
    pub code: TicketCode,
    /// What the customer gets back.
    pub refund: Money,
    /// Whether this is the stored answer of an earlier, equal command.
    pub cached: bool,
}

/// The present seller's day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MyTotals {
    /// Tickets sold and standing.
    pub tickets: i64,
    /// Their stakes.
    pub sold: Money,
    /// Cancelled tickets.
    pub cancelled: i64,
    /// Prizes paid.
    pub paid: Money,
    /// The seller's commission.
    pub commission: Money,
}

/// A step of a prize was booked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paid {
    /// The payout; none for finalising and reopening.
    pub payout: Option<PayoutId>,
    /// The ticket.
    pub code: TicketCode,
    /// What moved now.
    pub amount: Money,
    /// The prize afterwards.
    pub prize: PrizeView,
    /// Whether this is the stored answer of an earlier, equal command.
    pub cached: bool,
}

/// A payout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PayoutRow {
    /// Its id; none for a prize of which nothing is paid.
    pub payout: Option<PayoutId>,
    /// The ticket.
    pub code: TicketCode,
    /// The draw's lottery.
    pub lottery: String,
    /// The shop that paid, or that sold while nothing is paid.
    pub ventana: String,
    /// Who paid, or sold.
    pub user: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The amount paid; for a pending prize the prize.
    pub amount: Money,
    /// What remains of the prize.
    pub remaining: Money,
    /// The method.
    pub method: Option<PayMethod>,
    /// The notes.
    pub notes: String,
    /// The status.
    pub status: PayoutStatus,
    /// Who consented, where somebody did.
    pub approved_by: Option<String>,
    /// Whether it is the last payout that stands, and so the one that may be reversed.
    pub last: bool,
}

/// A page of prizes and payouts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PayoutPage {
    /// The rows.
    pub rows: Vec<PayoutRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Count over the whole filter.
    pub count: i64,
    /// Sum of what was paid and stands.
    pub paid: Money,
    /// Sum of what is unpaid and payable.
    pub pending: Money,
    /// Sum of finalised remainders.
    pub finalised: Money,
}

/// A draw in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawRow {
    /// Its id.
    pub id: DrawId,
    /// The lottery.
    pub lottery: LotteryId,
    /// The lottery's name.
    pub name: String,
    /// Display colour as `#rrggbb`.
    pub colour: String,
    /// Length of its numbers.
    pub digits: Digits,
    /// Reventado outcomes it knows.
    pub outcomes: Vec<String>,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// When its sale ends.
    pub cutoff: DateTime<Utc>,
    /// Its state.
    pub state: DrawState,
    /// Tickets standing, within the user's reach.
    pub tickets: i64,
    /// Their stakes.
    pub sold: Money,
    /// The result, once confirmed.
    pub result: Option<DrawResult>,
    /// Whether a first entry waits for its confirmation, and whose.
    pub entered_by: Option<String>,
    /// Whether the present user typed the waiting entry.
    pub entered_by_me: bool,
    /// Prizes, once evaluated.
    pub prizes: Money,
    /// Winning tickets, once evaluated.
    pub winners: i64,
    /// The seal's short code, once closed.
    pub seal: Option<String>,
    /// Whether one person alone entered and confirmed the result.
    pub single_person: bool,
}

/// A draw of the schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedDraw {
    /// The lottery's name.
    pub lottery: String,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// Whether it exists already.
    pub exists: bool,
}

/// What closing a draw wrote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seal {
    /// The draw.
    pub draw: DrawId,
    /// Tickets under the seal.
    pub tickets: i64,
    /// Their stakes.
    pub stakes: Money,
    /// The short code to print and compare.
    pub short: String,
    /// The whole seal, hexadecimal.
    pub root: String,
    /// The seal before it in the house's chain, hexadecimal; empty for the first.
    pub previous: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a result books.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultPreview {
    /// The draw.
    pub draw: DrawId,
    /// The result.
    pub result: DrawResult,
    /// Winning tickets.
    pub winners: i64,
    /// The sum of the prizes.
    pub prizes: Money,
    /// Stakes in the draw.
    pub stakes: Money,
    /// Commissions of shops on it.
    pub commission: Money,
    /// What the house keeps: stakes − commission − prizes.
    pub net: Money,
    /// Prizes paid under an earlier result that this one takes away.
    pub reclaimed: Money,
}

/// A winner of a draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WinnerRow {
    /// The ticket.
    pub code: TicketCode,
    /// The shop that sold it.
    pub ventana: String,
    /// The seller.
    pub vendedor: String,
    /// The prize.
    pub prize: Money,
    /// Paid so far.
    pub paid: Money,
    /// The state.
    pub state: PrizeState,
}

/// One number's counters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExposureCell {
    /// The number.
    pub number: Number,
    /// Stakes by kind.
    pub used: Used,
    /// What the house pays if it comes out with the best reventado outcome.
    pub liability: Money,
    /// Tickets that carry it.
    pub tickets: i64,
    /// The smallest accumulated limit measured at this scope.
    pub limit: Option<Money>,
    /// How much of the tightest limit measured at this scope is used, in percent.
    pub share: Option<u16>,
    /// Whether it is blocked.
    pub blocked: bool,
}

/// The live counters of a draw in one scope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExposureView {
    /// The draw.
    pub draw: DrawRow,
    /// Whose counters.
    pub scope: ScopeId,
    /// Numbers with stakes or limits; others are zero.
    pub cells: Vec<ExposureCell>,
    /// All stakes.
    pub stakes: Money,
    /// Commissions of shops on them.
    pub commission: Money,
    /// The largest liability over numbers (not their sum), and its number.
    pub worst: Option<(Number, Money)>,
    /// The share of a limit at which a number is marked, in percent.
    pub alert_percent: u8,
    /// The database's clock.
    pub now: DateTime<Utc>,
}

/// What a result would mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// The supposed result.
    pub preview: ResultPreview,
    /// Cash that each shop would need, largest first: name and prizes.
    pub cash: Vec<(String, Money)>,
    /// The ten worst results of the draw: number and what the house would keep.
    pub worst_ten: Vec<(DrawResult, Money)>,
}

/// A ticket that carries a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberTicket {
    /// The ticket.
    pub code: TicketCode,
    /// The shop.
    pub ventana: String,
    /// The seller.
    pub vendedor: String,
    /// When it was sold.
    pub sold_at: DateTime<Utc>,
    /// Straight stake on the number.
    pub straight: Money,
    /// Reventado stake on the number.
    pub reventado: Money,
}

/// A limit rule with names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LimitRow {
    /// The rule.
    pub rule: LimitRule,
    /// The name of its house, shop or seller.
    pub scope_name: String,
    /// The name of its lottery.
    pub lottery_name: Option<String>,
    /// Who set it.
    pub set_by: String,
    /// When.
    pub set_at: DateTime<Utc>,
    /// Whether the present user may change it.
    pub editable: bool,
}

/// The own drawer. What it should hold is not told before it is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawerView {
    /// The drawer session, if one is not closed.
    pub drawer: Option<DrawerId>,
    /// The terminal where it was opened, when that is not this one; selling and paying wait for it.
    pub elsewhere: Option<String>,
    /// Its state.
    pub state: Option<DrawerState>,
    /// When it was opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// The float put in.
    pub float: Money,
    /// Tickets sold from it.
    pub tickets: i64,
    /// Prizes paid from it.
    pub payouts: i64,
    /// The counts so far.
    pub counts: Vec<CountResult>,
    /// What the house offers to count: notes and coins, largest first.
    pub denominations: Vec<Money>,
}

/// Where a drawer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawerState {
    /// Taking and paying cash.
    Open,
    /// Counted at least once.
    Counting,
    /// Closed.
    Closed,
}

/// A drawer in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawerRow {
    /// The drawer session.
    pub drawer: DrawerId,
    /// The terminal.
    pub terminal: String,
    /// The cashier.
    pub user: String,
    /// Its state.
    pub state: DrawerState,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// What it should hold, for those who may see it.
    pub expected: Option<Money>,
    /// What was counted.
    pub counted: Option<Money>,
    /// The Z number.
    pub z_number: Option<i64>,
}

/// A blind count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountResult {
    /// First or second count.
    pub count: i16,
    /// The pieces counted.
    pub pieces: Vec<CountedPieces>,
    /// Their sum.
    pub total: Money,
    /// Whether it agrees with what the drawer should hold within the threshold.
    pub agrees: bool,
    /// Whether closing now needs a reason and a second person.
    pub needs_approval: bool,
}

/// A closed drawer: the Z report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawerReport {
    /// The drawer session.
    pub drawer: DrawerId,
    /// Gap-free at the terminal.
    pub z_number: i64,
    /// The terminal.
    pub terminal: String,
    /// The cashier.
    pub user: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// The float.
    pub float: Money,
    /// Stakes taken in cash.
    pub sales: Money,
    /// Stakes given back.
    pub cancelled: Money,
    /// Prizes paid in cash, reversals taken off.
    pub payouts: Money,
    /// Cash put in, dropped and paid out.
    pub pay_in: Money,
    /// Dropped to the safe.
    pub drops: Money,
    /// Petty expenses.
    pub pay_out: Money,
    /// What it should hold.
    pub expected: Money,
    /// What it held.
    pub counted: Money,
    /// Over (positive) or short (negative).
    pub difference: Money,
    /// Hash of the report, hexadecimal.
    pub hash: String,
}

/// A user in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserRow {
    /// The id.
    pub id: UserId,
    /// The sign-in name.
    pub username: String,
    /// The full name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The shop.
    pub ventana: Option<(VentanaId, String)>,
    /// The largest payout without a second person; none takes the house's setting.
    pub payout_limit: Option<Money>,
    /// May confirm results though not an administrator.
    pub may_confirm: bool,
    /// Whether the user may sign in.
    pub active: bool,
    /// Locked after failures until then.
    pub locked_until: Option<DateTime<Utc>>,
    /// The latest sign-in.
    pub last_sign_in: Option<DateTime<Utc>>,
}

/// A shop in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VentanaRow {
    /// The id.
    pub id: VentanaId,
    /// The name.
    pub name: String,
    /// Whether it works.
    pub active: bool,
    /// Its users.
    pub users: i64,
}

/// A lottery in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LotteryRow {
    /// The id.
    pub id: LotteryId,
    /// The name.
    pub name: String,
    /// Whether it is on offer.
    pub active: bool,
    /// Its rules.
    pub rules: LotteryRules,
    /// Its prices.
    pub multipliers: Vec<Multiplier>,
    /// Prices that are no longer sold.
    #[serde(default)]
    pub retired: Vec<Multiplier>,
    /// The next draws of its schedule.
    pub next: Vec<DateTime<Utc>>,
}

/// A commission policy in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommissionRow {
    /// Whose policy.
    pub scope: ScopeId,
    /// The name of its house, shop or seller.
    pub scope_name: String,
    /// Which share it sets.
    pub share: CommissionShare,
    /// The policy.
    pub policy: Policy,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Who set it.
    pub set_by: String,
}

/// One row of the activity log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivityRow {
    /// Its id.
    pub id: uuid::Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// In which role.
    pub role: Option<Role>,
    /// At which terminal.
    pub terminal: String,
    /// What, such as `ticket.sold`.
    pub action: String,
    /// About what.
    pub target: String,
    /// An amount, where there is one.
    pub amount: Option<Money>,
    /// A reason or note.
    pub note: String,
    /// Details, before and after.
    pub details: serde_json::Value,
    /// The second person, where there was one.
    pub approved_by: Option<String>,
}

/// A page of activity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ActivityPage {
    /// The rows, newest first.
    pub rows: Vec<ActivityRow>,
    /// Where the next page begins.
    pub next: Option<PageKey>,
}

/// What the books say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerifyReport {
    /// Every identity, checked.
    pub identities: Vec<Identity>,
    /// When.
    pub at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

impl VerifyReport {
    /// Whether every identity holds.
    pub fn holds(&self) -> bool {
        self.identities.iter().all(|identity| identity.holds)
    }
}

/// One identity of the books with both figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Its stable name, such as `drawer.balance`.
    pub name: String,
    /// One side; amounts in céntimos, others as counted.
    pub left: i64,
    /// The other side.
    pub right: i64,
    /// Whether both agree in every row.
    pub holds: bool,
    /// The first row that breaks it.
    pub first_broken: Option<String>,
}

/// What was due and done.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ticked {
    /// Draws generated.
    pub generated: i64,
    /// Draws opened.
    pub opened: i64,
    /// Draws closed.
    pub closed: i64,
    /// Prizes expired.
    pub expired: i64,
}
