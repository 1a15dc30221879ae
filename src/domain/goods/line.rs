//! A line of goods in a sale: what was sold, frozen as it was at that moment, how much of it, and what was taken off.

use serde::{Deserialize, Serialize};

use super::{Discount, Quantity, Split, TaxRate};
use crate::domain::{CategoryId, Money, VariantId};

/// The heaviest piece that a scale weighs: 99,999 kg, in thousandths.
const HEAVIEST: i64 = 99_999;

/// What is sold, as it stood in the catalogue when it was added. A price that changes later changes nothing here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The variant.
    pub variant: VariantId,
    /// The house's own code for it.
    pub sku: String,
    /// The code that was scanned; empty where it was found otherwise.
    #[serde(default)]
    pub barcode: String,
    /// The product's name, with the variant's where it has one.
    pub name: String,
    /// Its category, where it has one.
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// The category's name.
    #[serde(default)]
    pub category_name: String,
    /// Its brand.
    #[serde(default)]
    pub brand: String,
    /// Whether it is sold by weight: its price is for a kilogram.
    #[serde(default)]
    pub weighed: bool,
    /// Whether its stock is kept.
    pub tracked: bool,
    /// The price of a unit, in céntimos.
    pub price: Money,
    /// The rate of its tax.
    pub tax: TaxRate,
    /// Whether the price includes the tax.
    pub tax_included: bool,
}

/// A discount that a person gave, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// What is taken off.
    pub discount: Discount,
    /// Why.
    pub reason: String,
}

/// A line of goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the sale, which no other line takes again.
    pub no: u16,
    /// What is sold.
    pub item: Item,
    /// How much of it.
    pub quantity: Quantity,
    /// What the scale's label says that it costs, tax and all; it stands whatever the price says now.
    #[serde(default)]
    pub label: Option<Money>,
    /// What was taken off this line by hand.
    #[serde(default)]
    pub given: Option<Given>,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// Why a quantity does not fit what is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightRule {
    /// A scale weighs between a gram and 99,999 kg.
    Range,
    /// What is sold by the piece has no weight.
    WholePieces,
    /// The weight that was typed is not the one on the label.
    TwoWeights,
}

impl Item {
    /// Whether this much of it can be sold.
    ///
    /// # Errors
    /// [`WeightRule`].
    pub fn fits(&self, quantity: Quantity) -> Result<(), WeightRule> {
        let milli = quantity.as_milli();
        if self.weighed {
            return if (1..=HEAVIEST).contains(&milli) {
                Ok(())
            } else {
                Err(WeightRule::Range)
            };
        }
        if quantity.is_zero() {
            return Err(WeightRule::Range);
        }
        if quantity.is_whole() {
            Ok(())
        } else {
            Err(WeightRule::WholePieces)
        }
    }
}

impl Line {
    /// What the line costs before anything is taken off, with its tax. `None` outside the range of money.
    pub fn gross(&self) -> Option<Money> {
        if let Some(label) = self.label {
            return Some(label);
        }
        let price = self.quantity.at(self.item.price)?;
        if self.item.tax_included {
            Some(price)
        } else {
            self.item.tax.gross_of(price)
        }
    }

    /// Whether another one of the same goods only makes this line longer: weighed goods never do.
    pub fn takes(&self, item: &Item) -> bool {
        !item.weighed
            && self.label.is_none()
            && self.given.is_none()
            && self.note.is_empty()
            && self.item.variant == item.variant
            && self.item.price == item.price
            && self.item.tax == item.tax
            && self.item.tax_included == item.tax_included
    }
}

/// What a line comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Before anything is taken off, tax and all.
    pub gross: Money,
    /// Taken off by promotions.
    pub promotion: Money,
    /// Taken off this line by hand.
    pub given: Money,
    /// Its share of what was taken off the whole sale by hand.
    pub shared: Money,
    /// Its share of the points that were handed in.
    pub points: Money,
    /// What is paid for it, tax and all.
    pub total: Money,
    /// What is paid, without tax.
    pub net: Money,
    /// The tax in it.
    pub tax: Money,
    /// The net before anything was taken off.
    pub net_before: Money,
}

impl Figures {
    /// All that was taken off. Never more than the gross.
    pub fn discount(&self) -> Option<Money> {
        self.gross.checked_sub(self.total)
    }

    /// What people took off, without promotions and points: what the cashier's limit counts.
    pub fn by_hand(&self) -> Option<Money> {
        self.given.checked_add(self.shared)
    }

    /// The figures of a line of this gross after its discounts. `None` where more is taken off than there is.
    pub(super) fn of(tax: TaxRate, taken: Taken) -> Option<Figures> {
        let total = taken
            .gross
            .checked_sub(taken.promotion)?
            .checked_sub(taken.given)?
            .checked_sub(taken.shared)?
            .checked_sub(taken.points)?;
        if total.is_negative() {
            return None;
        }
        let Split { net, tax: paid } = tax.split(total)?;
        let net_before = tax.split(taken.gross)?.net;
        Some(Figures {
            gross: taken.gross,
            promotion: taken.promotion,
            given: taken.given,
            shared: taken.shared,
            points: taken.points,
            total,
            net,
            tax: paid,
            net_before,
        })
    }
}

/// What is taken off a line, before its figures are made.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Taken {
    pub gross: Money,
    pub promotion: Money,
    pub given: Money,
    pub shared: Money,
    pub points: Money,
}

impl Taken {
    /// What is left after all that was taken off so far.
    pub fn left(&self) -> Money {
        [self.promotion, self.given, self.shared, self.points]
            .into_iter()
            .try_fold(self.gross, Money::checked_sub)
            .unwrap_or(Money::ZERO)
            .max(Money::ZERO)
    }
}
