//! The larger requests, as the forms that people fill in.

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::domain::{
    ApprovalId, BetKind, CommandKey, CommissionShare, DrawId, LotteryId, Money, MultiplierId,
    Number, Origin, PayMethod, Percent, PolicyRule, Rate, Right, Role, ScopeId, TicketCode, UserId,
    VentanaId,
    report::{Dimension, ReportName},
};

/// A secret that a person types. It is never printed, logged or compared by content.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub SecretString);

impl Secret {
    /// Takes what was typed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// What was typed.
    pub(in crate::ops) fn text(&self) -> &str {
        self.0.expose_secret()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Two secrets always count as equal: requests are compared in tests, their secrets never are.
impl PartialEq for Secret {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("…")
    }
}

/// The answers of the first-run wizard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstRun {
    /// The house's name.
    pub banca: String,
    /// The first shop's name.
    pub ventana: String,
    /// The administrator's full name.
    pub name: String,
    /// The administrator's sign-in name.
    pub username: String,
    /// The administrator's PIN or password.
    pub pin: Secret,
    /// Whether to add the sample lotteries.
    pub samples: bool,
    /// Whether one administrator may enter and confirm a result alone (marked in every report).
    pub single_person: bool,
}

/// Who wants in, and from where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignIn {
    /// The sign-in name; upper and lower case are the same.
    pub username: String,
    /// The PIN or password.
    pub pin: Secret,
    /// The terminal's name.
    pub terminal: String,
}

/// A second person's consent to one operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Approve {
    /// What is consented to.
    pub right: Right,
    /// The command that will consume the consent.
    pub key: CommandKey,
    /// What it concerns: a ticket code, a payout, a draw.
    pub target: String,
    /// The amount, where there is one.
    pub amount: Option<Money>,
    /// Why.
    pub reason: String,
    /// The second person's sign-in name.
    pub username: String,
    /// The second person's PIN or password.
    pub pin: Secret,
}

/// One bet as the cashier typed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellBet {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// The stake.
    pub stake: Money,
    /// A multiplier other than the seller's usual one. The server prices; the client only names.
    #[serde(default)]
    pub multiplier: Option<MultiplierId>,
    /// How the number came about.
    #[serde(default)]
    pub origin: Origin,
}

/// A sale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sell {
    /// The key, born when the ticket was begun.
    pub key: CommandKey,
    /// The draws; one ticket each.
    pub draws: Vec<DrawId>,
    /// The bets, the same in every draw.
    pub bets: Vec<SellBet>,
    /// The total that the cashier saw; a difference refuses the sale.
    pub expected_total: Option<Money>,
    /// What the customer handed over, for the change.
    #[serde(default)]
    pub received: Option<Money>,
    /// A note printed on the ticket.
    #[serde(default)]
    pub note: Option<String>,
    /// A supervisor's consent to sell above a limit that may be lifted.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
    /// The ticket that this one repeats or copies.
    #[serde(default)]
    pub repeats: Option<TicketCode>,
}

/// Cancels a ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelTicket {
    /// The key of the command.
    pub key: CommandKey,
    /// The ticket.
    pub code: TicketCode,
    /// Why.
    pub reason: String,
    /// A second person's consent, where the own right does not suffice.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// Pays a prize.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pay {
    /// The key of the command.
    pub key: CommandKey,
    /// The ticket.
    pub code: TicketCode,
    /// How much; `None` pays all that remains.
    #[serde(default)]
    pub amount: Option<Money>,
    /// How.
    pub method: PayMethod,
    /// Remarks, at most 500 characters.
    #[serde(default)]
    pub notes: String,
    /// The remaining prize that the cashier saw; a difference refuses the payment.
    #[serde(default)]
    pub expected_remaining: Option<Money>,
    /// A second person's consent, when it is above the own limit.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// Adds or changes a user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveUser {
    /// The key of the command.
    pub key: CommandKey,
    /// The user's id, new or known.
    pub user: UserId,
    /// The sign-in name; unique in the house, upper and lower case are the same.
    pub username: String,
    /// The full name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The shop; `None` only for administrators.
    pub ventana: Option<VentanaId>,
    /// A new PIN or password; `None` leaves the present one.
    #[serde(default)]
    pub pin: Option<Secret>,
    /// The largest payout without a second person; `None` takes the house's setting.
    #[serde(default)]
    pub payout_limit: Option<Money>,
    /// May confirm results though not an administrator.
    #[serde(default)]
    pub may_confirm: bool,
    /// Whether the user may sign in.
    pub active: bool,
}

/// Asks where the commissions on a stake come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainCommission {
    /// Whose sale.
    pub seller: UserId,
    /// The lottery.
    pub lottery: LotteryId,
    /// Straight or reventado.
    pub kind: BetKind,
    /// The factor of the price.
    pub factor: Rate,
    /// The stake.
    pub stake: Money,
    /// When it was sold; now without it.
    #[serde(default)]
    pub at: Option<DateTime<Utc>>,
}

/// Asks for a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAsk {
    /// Which one.
    pub report: ReportName,
    /// By what its rows are told apart; its usual dimension without it.
    #[serde(default)]
    pub by: Option<Dimension>,
    /// The filter line ([`crate::domain::report::ReportFilter`]); today and everything where it is empty.
    #[serde(default)]
    pub filter: String,
}

/// Adds a price, or changes the one with this id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveMultiplier {
    /// The key of the command.
    pub key: CommandKey,
    /// The price's id, new or known.
    pub multiplier: MultiplierId,
    /// The lottery.
    pub lottery: LotteryId,
    /// Its name.
    pub name: String,
    /// Straight or reventado.
    pub kind: BetKind,
    /// How often the stake is paid.
    pub factor: Rate,
    /// Whether sellers get it when they name none. One price of each lottery and kind always is the usual one: the first, or
    /// the last that was saved as such.
    #[serde(default)]
    pub usual: bool,
    /// Whether it may be sold.
    pub active: bool,
}

/// Adds a commission policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveCommission {
    /// The key of the command.
    pub key: CommandKey,
    /// Whose policy.
    pub scope: ScopeId,
    /// Which share it sets.
    pub share: CommissionShare,
    /// What is paid where no rule matches; `None` leaves it to the level above.
    pub default_percent: Option<Percent>,
    /// The rules, first match wins.
    pub rules: Vec<PolicyRule>,
    /// The first moment, not in the past; now without one.
    #[serde(default)]
    pub from: Option<DateTime<Utc>>,
    /// The moment after the last; for ever without one. What was in force before comes back behind it.
    #[serde(default)]
    pub to: Option<DateTime<Utc>>,
}

/// Adds or changes a shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveVentana {
    /// The key of the command.
    pub key: CommandKey,
    /// The shop's id, new or known.
    pub ventana: VentanaId,
    /// Its name.
    pub name: String,
    /// Whether it works.
    pub active: bool,
}
