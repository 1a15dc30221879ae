//! Identities. Every row is named by a UUID v7 that the client makes, typed by what it names, so that a draw's id
//! can never be passed where a ticket's is wanted.

use std::{
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The identity of a `T`. Two ids of different things do not compare and do not convert.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// Wraps a UUID that came from the database or from outside.
    pub const fn new(raw: Uuid) -> Self {
        Self(raw, PhantomData)
    }

    /// The bare UUID, for the database's parameters.
    pub const fn raw(self) -> Uuid {
        self.0
    }

    /// The last eight hexadecimal digits, enough for a person to tell two rows apart.
    pub fn short(self) -> String {
        let text = self.0.simple().to_string();
        text.chars().skip(24).collect()
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<T> From<Uuid> for Id<T> {
    fn from(raw: Uuid) -> Self {
        Self::new(raw)
    }
}
impl<T> From<Id<T>> for Uuid {
    fn from(id: Id<T>) -> Self {
        id.0
    }
}
impl<T> std::str::FromStr for Id<T> {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Uuid>().map(Self::new)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::new)
    }
}

/// What ids can name. The types carry no data; they keep ids apart.
pub mod named {
    /// The house: the tenant to which everything belongs.
    pub enum Banca {}
    /// A shop.
    pub enum Ventana {}
    /// A person who signs in.
    pub enum User {}
    /// A place with a keyboard and a drawer.
    pub enum Terminal {}
    /// A signed-in session.
    pub enum Session {}
    /// A lottery with its rules.
    pub enum Lottery {}
    /// A price: how often the stake is paid back.
    pub enum Multiplier {}
    /// One draw of a lottery.
    pub enum Draw {}
    /// What a customer bought at once.
    pub enum Sale {}
    /// One ticket: bets on one draw.
    pub enum Ticket {}
    /// A prize that a ticket won.
    pub enum Award {}
    /// Money handed over for a prize.
    pub enum Payout {}
    /// Money that passed between house, shop and seller.
    pub enum Movement {}
    /// One shift of a cash drawer.
    pub enum Drawer {}
    /// A limit of what may be sold.
    pub enum LimitRule {}
    /// A version of a commission policy.
    pub enum Policy {}
    /// A second person's consent.
    pub enum Approval {}
    /// What another house takes over of a draw.
    pub enum LayOff {}
    /// Another house.
    pub enum OtherHouse {}
    /// A day without draws.
    pub enum Holiday {}
    /// What came back of a claim.
    pub enum Settlement {}
    /// Goods of one kind, in one or more variants.
    pub enum Product {}
    /// What is sold of a product: a size, a flavour; what a price and a stock belong to.
    pub enum Variant {}
    /// What tax goods carry.
    pub enum TaxClass {}
    /// A list of prices of goods.
    pub enum GoodsList {}
    /// A group of products.
    pub enum Category {}
    /// Somebody who buys by name.
    pub enum Customer {}
    /// Customers with prices of their own.
    pub enum CustomerGroup {}
    /// An automatic discount.
    pub enum Promotion {}
    /// Goods that came back.
    pub enum Return {}
    /// Money that was promised electronically and is confirmed by a person.
    pub enum Electronic {}
    /// What was said on paper.
    pub enum Receipt {}
    /// A printer of a shop.
    pub enum Printer {}
    /// A paper in a printer's queue.
    pub enum PrintJob {}
    /// One command, sent once: the idempotency key.
    pub enum Command {}
}

/// The house.
pub type BancaId = Id<named::Banca>;
/// A shop.
pub type VentanaId = Id<named::Ventana>;
/// A user.
pub type UserId = Id<named::User>;
/// A terminal.
pub type TerminalId = Id<named::Terminal>;
/// A session (its row, not its secret).
pub type SessionId = Id<named::Session>;
/// A lottery.
pub type LotteryId = Id<named::Lottery>;
/// A multiplier.
pub type MultiplierId = Id<named::Multiplier>;
/// A draw.
pub type DrawId = Id<named::Draw>;
/// A sale document.
pub type SaleId = Id<named::Sale>;
/// A ticket.
pub type TicketId = Id<named::Ticket>;
/// A won prize.
pub type AwardId = Id<named::Award>;
/// A payout.
pub type PayoutId = Id<named::Payout>;
/// A movement between house, shop and seller.
pub type MovementId = Id<named::Movement>;
/// A drawer session.
pub type DrawerId = Id<named::Drawer>;
/// A limit rule.
pub type LimitRuleId = Id<named::LimitRule>;
/// A commission policy version.
pub type PolicyId = Id<named::Policy>;
/// An approval.
pub type ApprovalId = Id<named::Approval>;
/// What another house takes over of a draw.
pub type LayOffId = Id<named::LayOff>;
/// Another house.
pub type OtherHouseId = Id<named::OtherHouse>;
/// A class of tax.
pub type TaxClassId = Id<named::TaxClass>;
/// A list of prices of goods.
pub type GoodsListId = Id<named::GoodsList>;
/// A day without draws.
pub type HolidayId = Id<named::Holiday>;
/// What came back of a claim, or was given up.
pub type SettlementId = Id<named::Settlement>;
/// A product.
pub type ProductId = Id<named::Product>;
/// A variant of a product.
pub type VariantId = Id<named::Variant>;
/// A category of products.
pub type CategoryId = Id<named::Category>;
/// A customer.
pub type CustomerId = Id<named::Customer>;
/// A group of customers.
pub type CustomerGroupId = Id<named::CustomerGroup>;
/// A promotion.
pub type PromotionId = Id<named::Promotion>;
/// A return of goods.
pub type ReturnId = Id<named::Return>;
/// A payment by SINPE Móvil or transfer.
pub type ElectronicId = Id<named::Electronic>;
/// A receipt.
pub type ReceiptId = Id<named::Receipt>;
/// A printer.
pub type PrinterId = Id<named::Printer>;
/// A paper in a printer's queue.
pub type PrintJobId = Id<named::PrintJob>;
/// The idempotency key of a command.
pub type CommandKey = Id<named::Command>;
