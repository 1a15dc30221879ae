//! How a sale is paid: one or more tenders that make up its total exactly, and change that only cash gives.

use serde::{Deserialize, Serialize};

use super::rounding;
use crate::domain::{Money, TicketCode};

/// A way to pay, with what has to be known of it. Never a card's number: its last four digits and the approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Means {
    /// Notes and coins.
    Cash {
        /// What the customer handed over, in céntimos.
        received: Money,
    },
    /// A card, charged at the bank's own terminal.
    Card {
        /// The last four digits.
        last4: String,
        /// The terminal's approval.
        authorisation: String,
    },
    /// SINPE Móvil: unverified until somebody approves it.
    Sinpe {
        /// The payment's reference.
        reference: String,
        /// The payer's telephone.
        #[serde(default)]
        phone: String,
    },
    /// A bank transfer: unverified until somebody approves it.
    Transfer {
        /// The payment's reference.
        reference: String,
    },
    /// A prize, or a part of it, that pays this sale.
    Prize {
        /// The ticket that won it.
        code: TicketCode,
    },
    /// What the shop owes the customer from returns.
    StoreCredit,
    /// The customer's account.
    Credit,
}

/// The kinds of tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenderKind {
    /// Notes and coins.
    Cash,
    /// A card.
    Card,
    /// SINPE Móvil.
    Sinpe,
    /// A bank transfer.
    Transfer,
    /// A prize.
    Prize,
    /// What the shop owes the customer.
    StoreCredit,
    /// The customer's account.
    Credit,
}

impl TenderKind {
    /// All of them, in the order in which people ask for them.
    pub const ALL: [TenderKind; 7] = [
        TenderKind::Cash,
        TenderKind::Card,
        TenderKind::Sinpe,
        TenderKind::Transfer,
        TenderKind::Prize,
        TenderKind::StoreCredit,
        TenderKind::Credit,
    ];

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            TenderKind::Cash => "cash",
            TenderKind::Card => "card",
            TenderKind::Sinpe => "sinpe",
            TenderKind::Transfer => "transfer",
            TenderKind::Prize => "prize",
            TenderKind::StoreCredit => "store_credit",
            TenderKind::Credit => "credit",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<TenderKind> {
        TenderKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether somebody has to see the money in the bank before it is believed.
    pub const fn is_unverified(self) -> bool {
        matches!(self, TenderKind::Sinpe | TenderKind::Transfer)
    }
}

/// A part of what is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tender {
    /// How much of the sale it pays, in céntimos; of cash after rounding, without the change.
    pub amount: Money,
    /// How.
    #[serde(flatten)]
    pub means: Means,
}

impl Tender {
    /// Its kind.
    pub const fn kind(&self) -> TenderKind {
        match self.means {
            Means::Cash { .. } => TenderKind::Cash,
            Means::Card { .. } => TenderKind::Card,
            Means::Sinpe { .. } => TenderKind::Sinpe,
            Means::Transfer { .. } => TenderKind::Transfer,
            Means::Prize { .. } => TenderKind::Prize,
            Means::StoreCredit => TenderKind::StoreCredit,
            Means::Credit => TenderKind::Credit,
        }
    }

    /// The change it gives back: of cash what was handed over above its amount, of everything else nothing.
    pub fn change(&self) -> Money {
        match self.means {
            Means::Cash { received } => received
                .checked_sub(self.amount)
                .unwrap_or(Money::ZERO)
                .max(Money::ZERO),
            _ => Money::ZERO,
        }
    }
}

/// Why tenders do not pay a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tender", rename_all = "snake_case")]
pub enum TenderProblem {
    /// POS-1002: several tenders do not make up the total.
    Mismatch {
        /// What is to be paid.
        total: Money,
        /// What the tenders come to.
        paid: Money,
        /// The first minus the second.
        difference: Money,
    },
    /// POS-2001: it is too little.
    Insufficient {
        /// What is to be paid.
        required: Money,
        /// What is given.
        provided: Money,
        /// What is missing.
        missing: Money,
    },
    /// POS-2002: it is too much.
    Excess {
        /// What is to be paid.
        required: Money,
        /// What is given.
        provided: Money,
        /// What is too much.
        excess: Money,
    },
    /// A detail is missing or wrong.
    Detail {
        /// The position of the tender, from 1.
        position: usize,
        /// What is wrong with it.
        field: TenderField,
    },
    /// Only a sale to a customer by name can be paid like that.
    NoCustomer,
}

/// A detail of a tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenderField {
    /// An amount above nothing.
    Amount,
    /// Four digits, and no more.
    Last4,
    /// The terminal's approval.
    Authorisation,
    /// The payment's reference.
    Reference,
}

/// A sale whose payment is in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// What cash was rounded by: above nothing where the customer pays more than the total.
    pub rounding: Money,
    /// The change, all in cash.
    pub change: Money,
}

/// Holds tenders against a total. `coin` is the smallest one, or nothing where cash is not rounded.
///
/// # Errors
/// Every problem, not only the first.
pub fn settle(
    total: Money,
    tenders: &[Tender],
    coin: Money,
) -> Result<Settled, Vec<TenderProblem>> {
    let mut problems = details(tenders);
    match balance(total, tenders, coin) {
        Ok(settled) if problems.is_empty() => return Ok(settled),
        Ok(_) => {}
        Err(problem) => problems.push(problem),
    }
    Err(problems)
}

/// What is to be paid in cash when the other tenders pay their amounts. `None` outside the range of money.
pub fn cash_due(total: Money, tenders: &[Tender], coin: Money) -> Option<Money> {
    let others = tenders
        .iter()
        .filter(|tender| tender.kind() != TenderKind::Cash)
        .map(|tender| tender.amount);
    let due = total.checked_sub(Money::try_sum(others).ok()?)?;
    rounding::in_coins(due, coin)
}

fn balance(total: Money, tenders: &[Tender], coin: Money) -> Result<Settled, TenderProblem> {
    let sum = |wanted: fn(TenderKind) -> bool| {
        let amounts = tenders
            .iter()
            .filter(|tender| wanted(tender.kind()))
            .map(|tender| tender.amount);
        Money::try_sum(amounts).unwrap_or(Money::MAX)
    };
    let paid = sum(|_| true);
    let cash = sum(|kind| kind == TenderKind::Cash);
    let in_cash = tenders
        .iter()
        .any(|tender| tender.kind() == TenderKind::Cash);
    let required = match (in_cash, cash_due(total, tenders, coin)) {
        (true, Some(due)) => paid
            .checked_sub(cash)
            .and_then(|others| others.checked_add(due))
            .unwrap_or(total),
        _ => total,
    };
    let difference = required.checked_sub(paid).unwrap_or(Money::MAX);
    if !difference.is_zero() {
        return Err(match tenders.len() {
            0 | 1 if difference.is_positive() => TenderProblem::Insufficient {
                required,
                provided: paid,
                missing: difference,
            },
            0 | 1 => TenderProblem::Excess {
                required,
                provided: paid,
                excess: difference.checked_neg().unwrap_or(Money::MAX),
            },
            _ => TenderProblem::Mismatch {
                total: required,
                paid,
                difference,
            },
        });
    }
    for tender in tenders {
        if let Means::Cash { received } = tender.means
            && received < tender.amount
        {
            return Err(TenderProblem::Insufficient {
                required: tender.amount,
                provided: received,
                missing: tender.amount.checked_sub(received).unwrap_or(Money::MAX),
            });
        }
    }
    Ok(Settled {
        rounding: required.checked_sub(total).unwrap_or(Money::ZERO),
        change: Money::try_sum(tenders.iter().map(Tender::change)).unwrap_or(Money::ZERO),
    })
}

fn details(tenders: &[Tender]) -> Vec<TenderProblem> {
    let mut problems = Vec::new();
    for (index, tender) in tenders.iter().enumerate() {
        let mut wrong = |field| {
            problems.push(TenderProblem::Detail {
                position: index.saturating_add(1),
                field,
            });
        };
        if !tender.amount.is_positive() && tenders.len() > 1 || tender.amount.is_negative() {
            wrong(TenderField::Amount);
        }
        match &tender.means {
            Means::Card {
                last4,
                authorisation,
            } => {
                if last4.len() != 4 || !last4.bytes().all(|byte| byte.is_ascii_digit()) {
                    wrong(TenderField::Last4);
                }
                if authorisation.trim().is_empty() || authorisation.len() > 40 {
                    wrong(TenderField::Authorisation);
                }
            }
            Means::Sinpe { reference, .. } | Means::Transfer { reference } => {
                if reference.trim().is_empty() || reference.len() > 40 {
                    wrong(TenderField::Reference);
                }
            }
            Means::Cash { .. } | Means::Prize { .. } | Means::StoreCredit | Means::Credit => {}
        }
    }
    problems
}
