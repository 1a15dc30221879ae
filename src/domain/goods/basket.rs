//! What a customer is about to buy: goods and numbers in one basket. Pure: it changes as the cashier says and always knows
//! what it comes to.

use serde::{Deserialize, Serialize};

use super::{
    Quantity,
    discount::{self, Discount},
    line::{Figures, Given, Item, Line, Taken, WeightRule},
    tax::{Split, TaxRate},
};
use crate::domain::{CustomerId, DrawId, Money, PromotionId, sale::AskedBet};

/// The most lines of a sale, goods and numbers together.
pub const MOST_LINES: usize = 100;

/// Numbers in the basket: the same bets on one or more draws. They are sold, and their limits arbitrated, when the sale is
/// completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// The line's number in the sale.
    pub no: u16,
    /// The draws; one ticket each.
    pub draws: Vec<DrawId>,
    /// The bets, the same in every draw.
    pub bets: Vec<AskedBet>,
    /// A note printed on the tickets.
    #[serde(default)]
    pub note: Option<String>,
}

impl Numbers {
    /// What the tickets cost. `None` outside the range of money.
    pub fn total(&self) -> Option<Money> {
        let stakes = Money::try_sum(self.bets.iter().map(|bet| bet.stake)).ok()?;
        stakes.checked_times(i64::try_from(self.draws.len()).ok()?)
    }
}

/// A basket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basket {
    /// The goods.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// The numbers.
    #[serde(default)]
    pub numbers: Vec<Numbers>,
    /// What was taken off the whole sale by hand.
    #[serde(default)]
    pub given: Option<Given>,
    /// Who buys, where it is known.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// Coupons handed in.
    #[serde(default)]
    pub coupons: Vec<String>,
    /// What the customer's points take off.
    #[serde(default)]
    pub points: Money,
    /// A remark.
    #[serde(default)]
    pub note: String,
    /// The number that the last line got.
    #[serde(default)]
    pub last: u16,
}

/// Why a basket cannot be changed like that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basket", rename_all = "snake_case")]
pub enum BasketProblem {
    /// POS-1007: no such line.
    LineNotFound {
        /// The line that was asked for.
        line: u16,
    },
    /// POS-1009: the quantity does not fit what is sold.
    Weight {
        /// Which rule.
        rule: WeightRule,
    },
    /// POS-1010: the sale is full.
    TooManyLines {
        /// How many it has.
        current: usize,
        /// How many it may have.
        most: usize,
    },
    /// POS-1011: the discount is not one, or more than there is.
    DiscountInvalid {
        /// The least.
        least: Money,
        /// The most.
        most: Money,
    },
    /// There is nothing to sell.
    Empty,
    /// The sale leaves the range of money.
    TooMuch,
}

/// What a promotion takes off a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promoted {
    /// The promotion.
    pub promotion: PromotionId,
    /// Its name.
    pub name: String,
    /// The line.
    pub line: u16,
    /// What it takes off, in céntimos.
    pub amount: Money,
}

/// What a basket comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// The figures of each line of goods, in the basket's order.
    pub lines: Vec<(u16, Figures)>,
    /// The goods before anything was taken off.
    pub gross: Money,
    /// Taken off by promotions.
    pub promotions: Money,
    /// Taken off by hand, on lines and on the whole.
    pub by_hand: Money,
    /// Taken off by points.
    pub points: Money,
    /// The goods without tax.
    pub net: Money,
    /// Their tax.
    pub tax: Money,
    /// What is paid for the goods.
    pub goods: Money,
    /// What is paid for the numbers.
    pub numbers: Money,
    /// What is paid in all, before cash is rounded.
    pub total: Money,
    /// Net and tax by rate, highest rate first.
    pub rates: Vec<(TaxRate, Split)>,
}

impl Totals {
    /// Whether what people took off needs a supervisor.
    pub fn needs_supervisor(&self) -> bool {
        discount::needs_supervisor(self.gross, self.by_hand)
    }

    /// The part of the gross that people took off, in hundredths of a percent, rounded up: what is compared with 5 %.
    pub fn given_points(&self) -> i64 {
        let gross = i128::from(self.gross.as_cents()).max(1);
        let given = i128::from(self.by_hand.as_cents()).saturating_mul(10_000);
        let points = given
            .saturating_add(gross.saturating_sub(1))
            .checked_div(gross)
            .unwrap_or_default();
        i64::try_from(points).unwrap_or(i64::MAX)
    }
}

impl Basket {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.numbers.is_empty()
    }

    /// How many lines it has, goods and numbers.
    pub fn len(&self) -> usize {
        self.lines.len().saturating_add(self.numbers.len())
    }

    /// Adds goods; the same goods again make their line longer. Returns the line's number.
    ///
    /// # Errors
    /// [`BasketProblem`]; then nothing changed.
    pub fn add(
        &mut self,
        item: Item,
        quantity: Quantity,
        label: Option<Money>,
        note: String,
    ) -> Result<u16, BasketProblem> {
        item.fits(quantity)
            .map_err(|rule| BasketProblem::Weight { rule })?;
        if label.is_none()
            && note.is_empty()
            && let Some(line) = self.lines.iter_mut().find(|line| line.takes(&item))
        {
            line.quantity = line
                .quantity
                .checked_add(quantity)
                .ok_or(BasketProblem::TooMuch)?;
            return Ok(line.no);
        }
        let no = self.next()?;
        self.lines.push(Line {
            no,
            item,
            quantity,
            label,
            given: None,
            note,
        });
        Ok(no)
    }

    /// Adds numbers. Returns the line's number.
    ///
    /// # Errors
    /// [`BasketProblem`]; then nothing changed.
    pub fn add_numbers(
        &mut self,
        draws: Vec<DrawId>,
        bets: Vec<AskedBet>,
        note: Option<String>,
    ) -> Result<u16, BasketProblem> {
        if draws.is_empty() || bets.is_empty() {
            return Err(BasketProblem::Empty);
        }
        let no = self.next()?;
        self.numbers.push(Numbers {
            no,
            draws,
            bets,
            note,
        });
        Ok(no)
    }

    /// Takes a line out.
    ///
    /// # Errors
    /// [`BasketProblem::LineNotFound`].
    pub fn remove(&mut self, line: u16) -> Result<(), BasketProblem> {
        let before = self.len();
        self.lines.retain(|held| held.no != line);
        self.numbers.retain(|held| held.no != line);
        if self.len() < before {
            Ok(())
        } else {
            Err(BasketProblem::LineNotFound { line })
        }
    }

    /// Sets how much of a line is sold. What a scale labelled stays as it was labelled.
    ///
    /// # Errors
    /// [`BasketProblem`]; then nothing changed.
    pub fn set_quantity(&mut self, line: u16, quantity: Quantity) -> Result<(), BasketProblem> {
        let held = self.line_mut(line)?;
        if held.label.is_some() {
            let rule = WeightRule::TwoWeights;
            return Err(BasketProblem::Weight { rule });
        }
        held.item
            .fits(quantity)
            .map_err(|rule| BasketProblem::Weight { rule })?;
        held.quantity = quantity;
        Ok(())
    }

    /// Writes a remark on a line.
    ///
    /// # Errors
    /// [`BasketProblem::LineNotFound`].
    pub fn set_note(&mut self, line: u16, note: String) -> Result<(), BasketProblem> {
        self.line_mut(line)?.note = note;
        Ok(())
    }

    /// Takes something off a line, or off the whole sale; `None` gives it back.
    ///
    /// # Errors
    /// [`BasketProblem`]; then nothing changed.
    pub fn discount(
        &mut self,
        line: Option<u16>,
        given: Option<Given>,
    ) -> Result<(), BasketProblem> {
        let base = match line {
            Some(line) => self.line_mut(line)?.gross(),
            None => Money::try_sum(self.lines.iter().filter_map(Line::gross)).ok(),
        };
        let most = base.ok_or(BasketProblem::TooMuch)?;
        if let Some(given) = &given {
            let fits = match given.discount {
                Discount::Percent(percent) => !percent.as_decimal().is_zero(),
                Discount::Fixed(amount) => amount.is_positive() && amount <= most,
            };
            if !fits {
                let least = Money::ZERO;
                return Err(BasketProblem::DiscountInvalid { least, most });
            }
        }
        match line {
            Some(line) => self.line_mut(line)?.given = given,
            None => self.given = given,
        }
        Ok(())
    }

    /// What the basket comes to with these promotions. Promotions take off first, then what was given on a line, then what
    /// was given on the whole, then points; each of what the ones before left.
    ///
    /// # Errors
    /// [`BasketProblem::TooMuch`].
    pub fn totals(&self, promoted: &[Promoted]) -> Result<Totals, BasketProblem> {
        self.reckon(promoted).ok_or(BasketProblem::TooMuch)
    }

    fn reckon(&self, promoted: &[Promoted]) -> Option<Totals> {
        let mut taken = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            let gross = line.gross()?;
            let here = promoted.iter().filter(|one| one.line == line.no);
            let promotion = Money::try_sum(here.map(|one| one.amount)).ok()?.min(gross);
            let mut taken_here = Taken {
                gross,
                promotion,
                ..Taken::default()
            };
            if let Some(given) = &line.given {
                taken_here.given = given.discount.of(taken_here.left());
            }
            taken.push(taken_here);
        }
        if let Some(given) = &self.given {
            let over: Vec<Money> = taken.iter().map(Taken::left).collect();
            let whole = Money::try_sum(over.iter().copied()).ok()?;
            let shares = discount::spread(given.discount.of(whole), &over)?;
            for (line, share) in taken.iter_mut().zip(shares) {
                line.shared = share;
            }
        }
        if self.points.is_positive() {
            let over: Vec<Money> = taken.iter().map(Taken::left).collect();
            let whole = Money::try_sum(over.iter().copied()).ok()?;
            let shares = discount::spread(self.points.min(whole), &over)?;
            for (line, share) in taken.iter_mut().zip(shares) {
                line.points = share;
            }
        }
        let mut lines = Vec::with_capacity(taken.len());
        for (line, taken) in self.lines.iter().zip(taken) {
            lines.push((line.no, line.item.tax, Figures::of(line.item.tax, taken)?));
        }
        let sum = |part: fn(&Figures) -> Money| {
            Money::try_sum(lines.iter().map(|(_, _, figures)| part(figures))).ok()
        };
        let goods = sum(|figures| figures.total)?;
        let numbers = Money::try_sum(
            self.numbers
                .iter()
                .map(Numbers::total)
                .collect::<Option<Vec<_>>>()?,
        )
        .ok()?;
        Some(Totals {
            gross: sum(|figures| figures.gross)?,
            promotions: sum(|figures| figures.promotion)?,
            by_hand: sum(|figures| figures.given)?.checked_add(sum(|figures| figures.shared)?)?,
            points: sum(|figures| figures.points)?,
            net: sum(|figures| figures.net)?,
            tax: sum(|figures| figures.tax)?,
            goods,
            numbers,
            total: goods.checked_add(numbers)?,
            rates: by_rate(&lines)?,
            lines: lines
                .into_iter()
                .map(|(no, _, figures)| (no, figures))
                .collect(),
        })
    }

    fn next(&mut self) -> Result<u16, BasketProblem> {
        let current = self.len();
        let next = self.last.checked_add(1);
        match next {
            Some(next) if current < MOST_LINES => {
                self.last = next;
                Ok(next)
            }
            _ => Err(BasketProblem::TooManyLines {
                current,
                most: MOST_LINES,
            }),
        }
    }

    fn line_mut(&mut self, line: u16) -> Result<&mut Line, BasketProblem> {
        self.lines
            .iter_mut()
            .find(|held| held.no == line)
            .ok_or(BasketProblem::LineNotFound { line })
    }
}

fn by_rate(lines: &[(u16, TaxRate, Figures)]) -> Option<Vec<(TaxRate, Split)>> {
    let mut rates: Vec<(TaxRate, Split)> = Vec::new();
    for (_, rate, figures) in lines {
        match rates.iter_mut().find(|(known, _)| known == rate) {
            Some((_, split)) => {
                split.net = split.net.checked_add(figures.net)?;
                split.tax = split.tax.checked_add(figures.tax)?;
            }
            None => rates.push((
                *rate,
                Split {
                    net: figures.net,
                    tax: figures.tax,
                },
            )),
        }
    }
    rates.sort_by_key(|(rate, _)| std::cmp::Reverse(*rate));
    Some(rates)
}
