//! What is asked of the till, and what is answered: the sale of goods and numbers from its first line to its return.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::SellBet;
use crate::domain::{
    ApprovalId, CommandKey, CustomerGroupId, CustomerId, DrawId, ElectronicId, Money, ReturnId,
    SaleId, UserId, VariantId, VentanaId,
    goods::{
        Given, Quantity, SaleState, Tender,
        refund::{Condition, RefundBy, ReturnReason},
    },
    view::{
        BasketView, CustomerRow, ElectronicPage, Returned, SalePage, SaleView, SoldAtTill,
        TillDesk, VoidedSale, WaitingBasket,
    },
};

/// One thing that is asked of the till.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Till {
    /// The own open basket at this terminal, and the shop's parked ones.
    Desk,
    /// Changes a basket; the first change of a new sale makes it.
    Change(ChangeBasket),
    /// Puts a basket aside.
    Park(ParkBasket),
    /// Takes a parked basket up at this terminal.
    Recall {
        /// The key of the command.
        key: CommandKey,
        /// The basket.
        sale: SaleId,
    },
    /// Gives a basket up.
    Abandon(ParkBasket),
    /// The baskets of the shop that wait, open or parked.
    Waiting,
    /// Completes a basket: it becomes a sale.
    Complete(CompleteSale),
    /// Takes a completed sale back on its day.
    Void(VoidSale),
    /// Takes goods of a sale back.
    Return(ReturnGoods),
    /// Sales, newest first, by keyset, with what the whole filter comes to.
    Sales(SaleFilter),
    /// A sale with everything that belongs to it.
    Sale {
        /// The sale.
        sale: SaleId,
    },
    /// The same by its number, or its receipt's or return's.
    Numbered {
        /// The number.
        number: String,
    },
    /// Electronic payments: those that wait and those decided last.
    Electronic,
    /// Believes an electronic payment, or finds that it never came.
    Decide(DecideElectronic),
    /// Customers whose name, telephone or identification begins so.
    Customers {
        /// What was typed.
        text: String,
    },
    /// Adds or changes a customer.
    SaveCustomer(SaveCustomer),
}

/// Changes a basket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeBasket {
    /// The key of the command.
    pub key: CommandKey,
    /// The sale, new or known.
    pub sale: SaleId,
    /// The version that the cashier saw; a difference refuses the change. A scan does not ask.
    #[serde(default)]
    pub version: Option<u32>,
    /// What changes.
    pub change: BasketChange,
    /// A second person's consent to a discount.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// One change of a basket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum BasketChange {
    /// Goods by what was scanned or typed: a barcode, a scale's code, a SKU or PLU.
    Scan {
        /// The code.
        code: String,
        /// How much; nothing for one, or for what the code says.
        #[serde(default)]
        quantity: Option<Quantity>,
        /// A remark.
        #[serde(default)]
        note: String,
    },
    /// Goods by their variant.
    Add {
        /// The variant.
        variant: VariantId,
        /// How much.
        quantity: Quantity,
        /// A remark.
        #[serde(default)]
        note: String,
    },
    /// Numbers.
    Numbers {
        /// The draws; one ticket each.
        draws: Vec<DrawId>,
        /// The bets, the same in every draw.
        bets: Vec<SellBet>,
        /// A note printed on the tickets.
        #[serde(default)]
        note: Option<String>,
    },
    /// Takes a line out.
    Remove {
        /// The line.
        line: u16,
    },
    /// Sets how much of a line is sold.
    Quantity {
        /// The line.
        line: u16,
        /// How much.
        quantity: Quantity,
    },
    /// Writes a remark on a line, or with no line on the sale.
    Note {
        /// The line.
        #[serde(default)]
        line: Option<u16>,
        /// The remark.
        note: String,
    },
    /// Takes something off a line, or with no line off the whole sale; nothing given takes the discount away.
    Discount {
        /// The line.
        #[serde(default)]
        line: Option<u16>,
        /// What and why.
        #[serde(default)]
        given: Option<Given>,
    },
    /// Says who buys; nobody for a customer without a name.
    Customer {
        /// The customer.
        #[serde(default)]
        customer: Option<CustomerId>,
    },
    /// Hands in a coupon.
    Coupon {
        /// Its code.
        code: String,
    },
    /// Takes a coupon back.
    DropCoupon {
        /// Its code.
        code: String,
    },
    /// Hands in so many points of the customer.
    Points {
        /// How many; none takes them back.
        points: i64,
    },
}

/// Parks a basket or gives it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkBasket {
    /// The key of the command.
    pub key: CommandKey,
    /// The basket.
    pub sale: SaleId,
    /// What it is called while it waits, or why it is given up.
    #[serde(default)]
    pub label: String,
}

/// Completes a basket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompleteSale {
    /// The key of the command.
    pub key: CommandKey,
    /// The basket.
    pub sale: SaleId,
    /// The version that the cashier saw.
    pub version: u32,
    /// The total that the cashier saw, before cash is rounded; a difference refuses the sale.
    #[serde(default)]
    pub expected_total: Option<Money>,
    /// How it is paid. None at all pays the whole in exact cash.
    #[serde(default)]
    pub tenders: Vec<Tender>,
    /// A second person's consent to the discounts.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
    /// A supervisor's consent to sell numbers above a limit that may be lifted.
    #[serde(default)]
    pub lift: Option<ApprovalId>,
}

/// Voids a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidSale {
    /// The key of the command.
    pub key: CommandKey,
    /// The sale.
    pub sale: SaleId,
    /// Why.
    pub reason: String,
    /// The approval under which the bank's terminal voided the card's charge.
    #[serde(default)]
    pub authorisation: String,
    /// A second person's consent.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// A line of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnLine {
    /// The line of the sale.
    pub line: u16,
    /// How much of it comes back.
    pub quantity: Quantity,
    /// In what state.
    pub condition: Condition,
}

/// Takes goods back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnGoods {
    /// The key of the command.
    pub key: CommandKey,
    /// The return's id, new.
    pub id: ReturnId,
    /// The sale.
    pub sale: SaleId,
    /// What comes back.
    pub lines: Vec<ReturnLine>,
    /// Why.
    pub reason: ReturnReason,
    /// In words.
    #[serde(default)]
    pub note: String,
    /// How it is given back.
    pub refund: RefundBy,
    /// The approval under which the bank's terminal gave a card's charge back.
    #[serde(default)]
    pub authorisation: String,
    /// A second person's consent.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// Which sales are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleFilter {
    /// Where they stand.
    #[serde(default)]
    pub state: Option<SaleState>,
    /// Only those of which something came back.
    #[serde(default)]
    pub returned: bool,
    /// Who sold.
    #[serde(default)]
    pub cashier: Option<UserId>,
    /// Who bought.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// The shop.
    #[serde(default)]
    pub ventana: Option<VentanaId>,
    /// The business date.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// From this moment on.
    #[serde(default)]
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    #[serde(default)]
    pub to: Option<DateTime<Utc>>,
    /// Its number, or how it begins.
    #[serde(default)]
    pub number: Option<String>,
    /// Where the page begins, as an earlier page said.
    #[serde(default)]
    pub cursor: Option<String>,
    /// At most so many: 50 where nothing is said, never more than 100.
    #[serde(default)]
    pub limit: Option<u16>,
}

/// Decides on an electronic payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideElectronic {
    /// The key of the command.
    pub key: CommandKey,
    /// The payment.
    pub id: ElectronicId,
    /// Whether the money is in the bank.
    pub approve: bool,
    /// Why not, where it is not.
    #[serde(default)]
    pub reason: String,
}

/// Adds or changes a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveCustomer {
    /// The key of the command.
    pub key: CommandKey,
    /// The customer, new or known.
    pub customer: CustomerId,
    /// The name.
    pub name: String,
    /// The telephone.
    #[serde(default)]
    pub phone: String,
    /// The address for mail.
    #[serde(default)]
    pub email: String,
    /// The number of the identity card or firm.
    #[serde(default)]
    pub identification: String,
    /// The group with prices of its own.
    #[serde(default)]
    pub group: Option<CustomerGroupId>,
    /// Whether the customer may be chosen.
    pub active: bool,
}

/// What the till answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "snake_case")]
pub enum TillAnswer {
    /// What a till opens with.
    Desk(Box<TillDesk>),
    /// A basket as it stands.
    Basket(Box<BasketView>),
    /// A change was kept; stored instead of the whole basket.
    Changed {
        /// The basket.
        sale: SaleId,
        /// Its version now.
        version: u32,
    },
    /// Baskets that wait.
    Waiting(Vec<WaitingBasket>),
    /// A sale was completed.
    Sold(Box<SoldAtTill>),
    /// A sale was voided.
    Voided(Box<VoidedSale>),
    /// Goods were taken back.
    Returned(Box<Returned>),
    /// A page of sales.
    Sales(Box<SalePage>),
    /// A sale.
    Sale(Box<SaleView>),
    /// Electronic payments.
    Electronic(Box<ElectronicPage>),
    /// Customers.
    Customers(Vec<CustomerRow>),
}

impl Till {
    /// The place of the key; nothing for a question.
    pub fn key_mut(&mut self) -> Option<&mut CommandKey> {
        match self {
            Till::Change(asked) => Some(&mut asked.key),
            Till::Park(asked) | Till::Abandon(asked) => Some(&mut asked.key),
            Till::Recall { key, .. } => Some(key),
            Till::Complete(asked) => Some(&mut asked.key),
            Till::Void(asked) => Some(&mut asked.key),
            Till::Return(asked) => Some(&mut asked.key),
            Till::Decide(asked) => Some(&mut asked.key),
            Till::SaveCustomer(asked) => Some(&mut asked.key),
            Till::Desk
            | Till::Waiting
            | Till::Sales(_)
            | Till::Sale { .. }
            | Till::Numbered { .. }
            | Till::Electronic
            | Till::Customers { .. } => None,
        }
    }

    /// The place of a second person's consent, where one can be given.
    pub fn approval_mut(&mut self) -> Option<&mut Option<ApprovalId>> {
        match self {
            Till::Change(asked) => Some(&mut asked.approval),
            Till::Complete(asked) => Some(&mut asked.approval),
            Till::Void(asked) => Some(&mut asked.approval),
            Till::Return(asked) => Some(&mut asked.approval),
            _ => None,
        }
    }
}
