//! Why the till says no. Each case has its stable code and the values that explain it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Quantity,
    basket::BasketProblem,
    line::WeightRule,
    tender::{TenderField, TenderProblem},
};
use crate::domain::{Money, VariantId};

/// Where a basket or sale stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleState {
    /// Being filled.
    Open,
    /// Put aside, to be taken up again.
    Parked,
    /// Paid.
    Completed,
    /// Paid, and taken back on the same day.
    Voided,
    /// Given up before it was paid.
    Abandoned,
}

impl SaleState {
    /// All states.
    pub const ALL: [SaleState; 5] = [
        SaleState::Open,
        SaleState::Parked,
        SaleState::Completed,
        SaleState::Voided,
        SaleState::Abandoned,
    ];

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            SaleState::Open => "open",
            SaleState::Parked => "parked",
            SaleState::Completed => "completed",
            SaleState::Voided => "voided",
            SaleState::Abandoned => "abandoned",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<SaleState> {
        SaleState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// What became of money that was promised electronically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectronicState {
    /// Nobody has seen it yet.
    Pending,
    /// It is in the bank.
    Approved,
    /// It never came.
    Rejected,
    /// Its sale was taken back before anybody looked.
    Cancelled,
}

impl ElectronicState {
    /// All states.
    pub const ALL: [ElectronicState; 4] = [
        ElectronicState::Pending,
        ElectronicState::Approved,
        ElectronicState::Rejected,
        ElectronicState::Cancelled,
    ];

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            ElectronicState::Pending => "pending",
            ElectronicState::Approved => "approved",
            ElectronicState::Rejected => "rejected",
            ElectronicState::Cancelled => "cancelled",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<ElectronicState> {
        ElectronicState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// The till says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum TillProblem {
    /// POS-1001: the shop does not hold so much.
    InsufficientStock {
        /// The variant.
        variant: VariantId,
        /// What it is called.
        name: String,
        /// How much was asked for.
        requested: Quantity,
        /// How much there is.
        available: Quantity,
    },
    /// POS-1004: the sale is not open, so nothing of it changes.
    NotOpen {
        /// Where it stands.
        current: SaleState,
    },
    /// POS-1005: it is too late to void; goods may still come back.
    VoidWindowClosed {
        /// The business date of the sale.
        sold_on: NaiveDate,
        /// Today's.
        today: NaiveDate,
    },
    /// POS-1006: only a completed sale is voided or comes back.
    NotCompleted {
        /// Where it stands.
        current: SaleState,
    },
    /// POS-1012: somebody changed the sale meanwhile.
    StaleVersion {
        /// The version that was seen.
        expected: u32,
        /// The version that is.
        current: u32,
    },
    /// POS-1008: the goods cannot be sold as they stand on the sale: they were taken off or their tax changed.
    NotSellable,
    /// POS-1014: goods of it came back already, so it is not voided.
    AlreadyReturned,
    /// POS-1015: it was paid with a prize; the prize's payout is taken back first.
    PaidWithPrize,
    /// POS-1016: more would come back than was sold.
    ReturnTooMuch {
        /// The line.
        line: u16,
        /// What may still come back of it.
        left: Quantity,
    },
    /// POS-1017: the goods may not be brought back any more.
    ReturnWindowClosed {
        /// The line.
        line: u16,
        /// Until when they could be.
        until: NaiveDate,
    },
    /// POS-1018: the customer does not have so many points.
    Points {
        /// How many there are.
        available: i64,
    },
    /// POS-1019: there is a coupon that nobody knows, or that does not hold now.
    CouponUnknown {
        /// What was handed in.
        code: String,
    },
    /// POS-1020: the total is not the one that the cashier saw.
    TotalChanged {
        /// What was seen.
        expected: Money,
        /// What it is.
        total: Money,
    },
    /// POS-2003: the customer has no credit here, or not so much.
    CreditNotAvailable {
        /// What may be owed at most.
        limit: Money,
        /// What is owed.
        used: Money,
        /// What is left.
        available: Money,
        /// What was asked for.
        required: Money,
    },
    /// POS-2004: a payment with this reference is known already.
    ReferenceUsed {
        /// The reference.
        reference: String,
    },
    /// POS-2005: the payment was decided on already.
    Decided {
        /// What became of it.
        state: ElectronicState,
    },
    /// The basket says no.
    Basket {
        /// Why.
        #[serde(flatten)]
        basket: BasketProblem,
    },
    /// The tenders do not pay the sale.
    Tender {
        /// Why.
        #[serde(flatten)]
        tender: TenderProblem,
    },
}

impl TillProblem {
    /// The stable code of the case.
    pub const fn code(&self) -> &'static str {
        match self {
            TillProblem::InsufficientStock { .. } => "POS-1001",
            TillProblem::NotOpen { .. } => "POS-1004",
            TillProblem::VoidWindowClosed { .. } => "POS-1005",
            TillProblem::NotCompleted { .. } => "POS-1006",
            TillProblem::StaleVersion { .. } => "POS-1012",
            TillProblem::NotSellable => "POS-1008",
            TillProblem::AlreadyReturned => "POS-1014",
            TillProblem::PaidWithPrize => "POS-1015",
            TillProblem::ReturnTooMuch { .. } => "POS-1016",
            TillProblem::ReturnWindowClosed { .. } => "POS-1017",
            TillProblem::Points { .. } => "POS-1018",
            TillProblem::CouponUnknown { .. } => "POS-1019",
            TillProblem::TotalChanged { .. } => "POS-1020",
            TillProblem::CreditNotAvailable { .. } => "POS-2003",
            TillProblem::ReferenceUsed { .. } => "POS-2004",
            TillProblem::Decided { .. } => "POS-2005",
            TillProblem::Basket { basket } => match basket {
                BasketProblem::LineNotFound { .. } => "POS-1007",
                BasketProblem::Weight { .. } => "POS-1009",
                BasketProblem::TooManyLines { .. } => "POS-1010",
                BasketProblem::DiscountInvalid { .. } => "POS-1011",
                BasketProblem::Empty => "POS-1021",
                BasketProblem::TooMuch => "POS-1022",
            },
            TillProblem::Tender { tender } => match tender {
                TenderProblem::Mismatch { .. } => "POS-1002",
                TenderProblem::Insufficient { .. } => "POS-2001",
                TenderProblem::Excess { .. } => "POS-2002",
                TenderProblem::Detail { field, .. } => match field {
                    TenderField::Amount => "POS-2006",
                    TenderField::Last4 => "POS-2007",
                    TenderField::Authorisation => "POS-2008",
                    TenderField::Reference => "POS-2009",
                },
                TenderProblem::NoCustomer => "POS-2010",
            },
        }
    }
}

impl From<BasketProblem> for TillProblem {
    fn from(basket: BasketProblem) -> Self {
        TillProblem::Basket { basket }
    }
}

impl From<TenderProblem> for TillProblem {
    fn from(tender: TenderProblem) -> Self {
        TillProblem::Tender { tender }
    }
}

impl From<WeightRule> for TillProblem {
    fn from(rule: WeightRule) -> Self {
        TillProblem::Basket {
            basket: BasketProblem::Weight { rule },
        }
    }
}
