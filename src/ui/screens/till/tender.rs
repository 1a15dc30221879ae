//! Paying: rows of tenders until nothing is missing. Enter takes what is missing in cash, whatever was handed over.

use super::state::{Sent, Stage};
use super::{COMPLETE, Till};
use crate::domain::Money;
use crate::domain::goods::tender::cash_due;
use crate::domain::goods::{Means, Tender, TenderKind};
use crate::ops::{CompleteSale, Request, Till as Asked};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::text::counter as t;
use crate::ui::widgets::typed_amount;
use tui_input::Input;

/// How the basket is paid so far. Going back to the basket loses nothing of it.
#[derive(Debug, Default)]
pub(super) struct Tendering {
    /// The tenders, cash in one row.
    pub rows: Vec<Tender>,
    /// What is typed: the cash that was handed over.
    pub input: Input,
    /// The means whose details are asked for.
    pub kind: Option<TenderKind>,
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rest {
    /// When it is paid in cash, rounded to the smallest coin.
    pub in_cash: Money,
    /// When it is paid otherwise.
    pub exact: Money,
}

impl Tendering {
    /// What is missing of a total.
    pub fn rest(&self, total: Money, coin: Money) -> Rest {
        let sum = |cash: bool| {
            let rows = self
                .rows
                .iter()
                .filter(|row| (row.kind() == TenderKind::Cash) == cash);
            Money::try_sum(rows.map(|row| row.amount)).unwrap_or(Money::MAX)
        };
        let less = |from: Money, by: Money| from.checked_sub(by).unwrap_or(Money::ZERO);
        let due = cash_due(total, &self.rows, coin).unwrap_or(total);
        Rest {
            in_cash: less(due, sum(true)),
            exact: less(less(total, sum(false)), sum(true)),
        }
    }

    /// Whether the rows pay the whole.
    pub fn pays(&self, total: Money, coin: Money) -> bool {
        let rest = self.rest(total, coin);
        let cash = self.rows.iter().any(|row| row.kind() == TenderKind::Cash);
        if cash {
            rest.in_cash.is_zero()
        } else {
            rest.exact.is_zero()
        }
    }

    /// The change that the rows give.
    pub fn change(&self) -> Money {
        Money::try_sum(self.rows.iter().map(Tender::change)).unwrap_or(Money::ZERO)
    }

    /// Cash: so much of the sale, and what was handed over for it.
    fn add_cash(&mut self, amount: Money, received: Money) {
        let known = self
            .rows
            .iter_mut()
            .find(|row| row.kind() == TenderKind::Cash);
        if let Some(Tender {
            amount: paid,
            means: Means::Cash { received: handed },
        }) = known
        {
            *paid = paid.checked_add(amount).unwrap_or(*paid);
            *handed = handed.checked_add(received).unwrap_or(*handed);
            return;
        }
        let means = Means::Cash { received };
        self.rows.push(Tender { amount, means });
    }
}

impl Till {
    pub(super) fn total(&self) -> Money {
        self.view
            .as_ref()
            .map_or(Money::ZERO, |view| view.totals.total)
    }

    pub(super) fn coin(&self) -> Money {
        let of_view = self.view.as_ref().map(|view| view.coin);
        let of_desk = self.desk.as_ref().map(|desk| desk.coin);
        of_view.or(of_desk).unwrap_or(Money::ZERO)
    }

    pub(super) fn rest(&self) -> Rest {
        self.tendering.rest(self.total(), self.coin())
    }

    /// Enter while it is paid: what was handed over, or exactly what is missing, in cash; once nothing is missing, done.
    pub(super) fn tender_enter(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.sent.is_some() {
            return Vec::new();
        }
        let typed = self.tendering.input.value().trim().to_owned();
        let (total, coin) = (self.total(), self.coin());
        if self.tendering.pays(total, coin) && typed.is_empty() {
            return self.complete(ctx);
        }
        let rest = self.rest();
        let received = if typed.is_empty() {
            rest.in_cash
        } else {
            match typed_amount(&typed, ctx) {
                Ok(amount) => amount,
                Err(why) => {
                    self.say(Tone::Bad, why);
                    return vec![Effect::Bell];
                }
            }
        };
        if rest.in_cash.is_negative() || (rest.in_cash.is_zero() && !typed.is_empty()) {
            self.say(Tone::Bad, t::PAID_ALREADY);
            return vec![Effect::Bell];
        }
        let amount = received.min(rest.in_cash);
        if amount.is_positive() {
            self.tendering.add_cash(amount, received);
        }
        self.tendering.input.reset();
        self.message = None;
        if received >= rest.in_cash {
            return self.complete(ctx);
        }
        Vec::new()
    }

    fn complete(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(view) = &self.view else {
            return Vec::new();
        };
        let asked = CompleteSale {
            key: ctx.fresh_key(),
            sale: view.sale,
            version: view.version,
            expected_total: Some(view.totals.total),
            tenders: self.tendering.rows.clone(),
            approval: None,
            lift: None,
        };
        self.message = None;
        self.sent = Some(Sent::Other);
        vec![Effect::Ask(COMPLETE, Request::Till(Asked::Complete(asked)))]
    }

    /// Takes the last tender back.
    pub(super) fn drop_tender(&mut self) -> Vec<Effect> {
        if self.tendering.rows.pop().is_none() {
            self.stage = Stage::Basket;
        }
        self.message = None;
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colones(amount: i64) -> Money {
        Money::colones(amount).unwrap()
    }

    #[test]
    fn what_is_missing_in_cash_is_rounded_and_otherwise_not() {
        let mut tendering = Tendering::default();
        let total = Money::try_from_cents(227_215).unwrap();
        let rest = tendering.rest(total, colones(5));
        assert_eq!((rest.in_cash, rest.exact), (colones(2_270), total));
        tendering.add_cash(colones(2_000), colones(2_000));
        let rest = tendering.rest(total, colones(5));
        assert_eq!(rest.in_cash, colones(270));
        assert!(!tendering.pays(total, colones(5)));
        tendering.add_cash(colones(270), colones(1_000));
        assert!(tendering.pays(total, colones(5)));
        assert_eq!(tendering.rows.len(), 1, "cash is one row");
        assert_eq!(tendering.change(), colones(730));
    }

    #[test]
    fn a_card_leaves_the_rest_to_cash() {
        let mut tendering = Tendering::default();
        tendering.rows.push(Tender {
            amount: colones(10_000),
            means: Means::Card {
                last4: "4242".to_owned(),
                authorisation: "A1".to_owned(),
            },
        });
        let rest = tendering.rest(colones(20_340), colones(5));
        assert_eq!(
            (rest.in_cash, rest.exact),
            (colones(10_340), colones(10_340))
        );
        assert!(!tendering.pays(colones(20_340), colones(5)));
        assert!(tendering.pays(colones(10_000), colones(5)));
    }
}
