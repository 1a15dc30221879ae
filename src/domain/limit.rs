//! Limits of what may be sold on a number. One function, [`in_force`], computes the limits that apply; the sale, the
//! availability display and the reports all ask it, and the database arbitrates the same figures.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    BetKind, DrawId, LimitRuleId, LotteryId, Money, MultiplierId, Number, ScopeId, SellerPath,
};

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum LimitEffect {
    /// The sum on a number in one ticket is at most `amount`.
    PerTicket {
        /// The limit.
        amount: Money,
    },
    /// The sum sold on a number in the draw within the scope is at most `amount`.
    Accumulated {
        /// The limit.
        amount: Money,
        /// Measured on each seller in the scope instead of on the whole scope.
        per_seller: bool,
    },
    /// The number, or the multiplier, is not sold.
    Blocked,
}

/// A rule: one scope, optional filters, one effect. All filters must match; an absent one matches everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitRule {
    /// The rule's id, made by the client.
    pub id: LimitRuleId,
    /// Whose sales it concerns.
    pub scope: ScopeId,
    /// Only this lottery.
    #[serde(default)]
    pub lottery: Option<LotteryId>,
    /// Only this draw.
    #[serde(default)]
    pub draw: Option<DrawId>,
    /// Only these numbers (values without leading zeros); empty means every number.
    #[serde(default)]
    pub numbers: Vec<u16>,
    /// Only this kind of bet; without it straight and reventado count together.
    #[serde(default)]
    pub kind: Option<BetKind>,
    /// Only this multiplier.
    #[serde(default)]
    pub multiplier: Option<MultiplierId>,
    /// Only draws from this date on.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Only draws until this date.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Whether a supervisor may lift it for one sale.
    #[serde(default)]
    pub liftable: bool,
    /// What it does.
    pub effect: LimitEffect,
    /// Why it exists, shown with a refusal.
    #[serde(default)]
    pub reason: String,
}

/// The draw that a rule is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitedDraw {
    /// The draw.
    pub draw: DrawId,
    /// Its lottery.
    pub lottery: LotteryId,
    /// Its business date.
    pub date: NaiveDate,
    /// The moment of the question.
    pub now: DateTime<Utc>,
}

/// The bet that a rule is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitedBet {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// The multiplier that prices it.
    pub multiplier: MultiplierId,
}

impl LimitRule {
    /// Whether the rule concerns this seller and draw at all.
    pub fn concerns(&self, seller: SellerPath, draw: LimitedDraw) -> bool {
        seller.within(self.scope)
            && self.lottery.is_none_or(|lottery| lottery == draw.lottery)
            && self.draw.is_none_or(|only| only == draw.draw)
            && self.from.is_none_or(|from| draw.date >= from)
            && self.to.is_none_or(|to| draw.date <= to)
    }

    /// Whether the rule concerns this bet, given that it concerns its draw.
    pub fn covers(&self, bet: LimitedBet) -> bool {
        (self.numbers.is_empty() || self.numbers.contains(&bet.number.value()))
            && self.kind.is_none_or(|kind| kind == bet.kind)
            && self
                .multiplier
                .is_none_or(|multiplier| multiplier == bet.multiplier)
    }

    /// The counter that an accumulated rule measures on for this seller.
    pub fn measured_on(&self, seller: SellerPath) -> ScopeId {
        match self.effect {
            LimitEffect::Accumulated {
                per_seller: true, ..
            } => ScopeId::Vendedor(seller.vendedor),
            LimitEffect::Accumulated {
                per_seller: false, ..
            }
            | LimitEffect::PerTicket { .. }
            | LimitEffect::Blocked => self.scope,
        }
    }
}

/// One accumulated limit in force: a counter and its ceiling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceiling {
    /// The rule that sets it.
    pub rule: LimitRuleId,
    /// The counter it is measured on.
    pub scope: ScopeId,
    /// Only this kind of bet, or both together.
    pub kind: Option<BetKind>,
    /// The ceiling.
    pub amount: Money,
    /// Whether a supervisor may lift it.
    pub liftable: bool,
}

/// One limit within a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketCap {
    /// The rule that sets it.
    pub rule: LimitRuleId,
    /// Only this kind of bet, or both together.
    pub kind: Option<BetKind>,
    /// The cap.
    pub amount: Money,
}

/// The limits that concern one bet of one seller in one draw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InForce {
    /// The rule that blocks the bet, if one does.
    pub blocked: Option<LimitRuleId>,
    /// Every limit on the number within one ticket; all must hold.
    pub caps: Vec<TicketCap>,
    /// Every accumulated limit; all must hold.
    pub ceilings: Vec<Ceiling>,
}

/// The limits in force for a bet: the one function that sale, display and reports share.
pub fn in_force(
    rules: &[LimitRule],
    seller: SellerPath,
    draw: LimitedDraw,
    bet: LimitedBet,
) -> InForce {
    let mut found = InForce::default();
    for rule in rules
        .iter()
        .filter(|rule| rule.concerns(seller, draw) && rule.covers(bet))
    {
        match &rule.effect {
            LimitEffect::Blocked => found.blocked = found.blocked.or(Some(rule.id)),
            LimitEffect::PerTicket { amount } => {
                found.caps.push(TicketCap {
                    rule: rule.id,
                    kind: rule.kind,
                    amount: *amount,
                });
            }
            LimitEffect::Accumulated { amount, .. } => found.ceilings.push(Ceiling {
                rule: rule.id,
                scope: rule.measured_on(seller),
                kind: rule.kind,
                amount: *amount,
                liftable: rule.liftable,
            }),
        }
    }
    found
}

/// What a counter holds for one number: the stakes sold, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Used {
    /// Straight stakes.
    pub straight: Money,
    /// Reventado stakes.
    pub reventado: Money,
}

impl Used {
    /// The stakes that a ceiling of `kind` measures; `None` beyond the range of money.
    pub fn of(self, kind: Option<BetKind>) -> Option<Money> {
        match kind {
            Some(BetKind::Straight) => Some(self.straight),
            Some(BetKind::Reventado) => Some(self.reventado),
            None => self.straight.checked_add(self.reventado),
        }
    }
}

/// What is left below a ceiling; zero when it was lowered below what is sold.
pub fn left(ceiling: &Ceiling, used: Used) -> Money {
    used.of(ceiling.kind)
        .and_then(|used| ceiling.amount.checked_sub(used))
        .filter(|left| left.is_positive())
        .unwrap_or(Money::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BancaId, Digits, UserId, VentanaId};
    use rstest::rstest;
    use uuid::Uuid;

    fn id<T>(value: u128) -> crate::domain::Id<T> {
        Uuid::from_u128(value).into()
    }

    fn colones(amount: i64) -> Money {
        Money::colones(amount).unwrap()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The seller 3 of shop 2 in house 1.
    fn seller() -> SellerPath {
        SellerPath {
            banca: BancaId::new(Uuid::from_u128(1)),
            ventana: VentanaId::new(Uuid::from_u128(2)),
            vendedor: UserId::new(Uuid::from_u128(3)),
        }
    }

    /// Draw 20 of lottery 10 on the sixteenth.
    fn draw() -> LimitedDraw {
        LimitedDraw {
            draw: id(20),
            lottery: id(10),
            date: date("2026-11-16"),
            now: DateTime::UNIX_EPOCH,
        }
    }

    fn bet(kind: BetKind, value: u16, multiplier: u128) -> LimitedBet {
        LimitedBet {
            kind,
            number: Number::new(value, Digits::Two).unwrap(),
            multiplier: id(multiplier),
        }
    }

    /// A rule of the whole house that everything matches.
    fn rule(effect: LimitEffect) -> LimitRule {
        LimitRule {
            id: id(100),
            scope: ScopeId::Banca(id(1)),
            lottery: None,
            draw: None,
            numbers: Vec::new(),
            kind: None,
            multiplier: None,
            from: None,
            to: None,
            liftable: false,
            effect,
            reason: String::new(),
        }
    }

    fn blocks(rule: LimitRule, bet: LimitedBet) -> bool {
        in_force(&[rule], seller(), draw(), bet).blocked.is_some()
    }

    #[rstest]
    #[case::everybody(&|_: &mut LimitRule| {}, true)]
    #[case::this_seller(&|rule: &mut LimitRule| rule.scope = ScopeId::Vendedor(id(3)), true)]
    #[case::another_seller(&|rule: &mut LimitRule| rule.scope = ScopeId::Vendedor(id(4)), false)]
    #[case::this_shop(&|rule: &mut LimitRule| rule.scope = ScopeId::Ventana(id(2)), true)]
    #[case::another_shop(&|rule: &mut LimitRule| rule.scope = ScopeId::Ventana(id(5)), false)]
    #[case::another_house(&|rule: &mut LimitRule| rule.scope = ScopeId::Banca(id(9)), false)]
    #[case::this_lottery(&|rule: &mut LimitRule| rule.lottery = Some(id(10)), true)]
    #[case::another_lottery(&|rule: &mut LimitRule| rule.lottery = Some(id(11)), false)]
    #[case::this_draw(&|rule: &mut LimitRule| rule.draw = Some(id(20)), true)]
    #[case::another_draw(&|rule: &mut LimitRule| rule.draw = Some(id(21)), false)]
    #[case::from_that_day(&|rule: &mut LimitRule| rule.from = Some(date("2026-11-16")), true)]
    #[case::from_the_next(&|rule: &mut LimitRule| rule.from = Some(date("2026-11-17")), false)]
    #[case::until_that_day(&|rule: &mut LimitRule| rule.to = Some(date("2026-11-16")), true)]
    #[case::until_the_day_before(&|rule: &mut LimitRule| rule.to = Some(date("2026-11-15")), false)]
    #[case::this_number(&|rule: &mut LimitRule| rule.numbers = vec![7, 23], true)]
    #[case::other_numbers(&|rule: &mut LimitRule| rule.numbers = vec![7, 24], false)]
    #[case::this_kind(&|rule: &mut LimitRule| rule.kind = Some(BetKind::Straight), true)]
    #[case::the_other_kind(&|rule: &mut LimitRule| rule.kind = Some(BetKind::Reventado), false)]
    #[case::this_price(&|rule: &mut LimitRule| rule.multiplier = Some(id(30)), true)]
    #[case::another_price(&|rule: &mut LimitRule| rule.multiplier = Some(id(31)), false)]
    #[case::two_that_match_and_one_that_does_not(
        &|rule: &mut LimitRule| {
            rule.scope = ScopeId::Ventana(id(2));
            rule.lottery = Some(id(10));
            rule.numbers = vec![24];
        },
        false
    )]
    fn every_filter_of_a_rule_must_match(
        #[case] change: &dyn Fn(&mut LimitRule),
        #[case] concerned: bool,
    ) {
        let mut blocked = rule(LimitEffect::Blocked);
        change(&mut blocked);
        assert_eq!(blocks(blocked, bet(BetKind::Straight, 23, 30)), concerned);
    }

    #[test]
    fn every_limit_that_concerns_a_bet_holds_and_the_first_block_is_named() {
        let cap = LimitRule {
            id: id(101),
            kind: Some(BetKind::Straight),
            ..rule(LimitEffect::PerTicket {
                amount: colones(500),
            })
        };
        let accumulated = |per_seller| LimitEffect::Accumulated {
            amount: colones(9_000),
            per_seller,
        };
        let each = LimitRule {
            id: id(102),
            liftable: true,
            ..rule(accumulated(true))
        };
        let all = LimitRule {
            id: id(103),
            scope: ScopeId::Ventana(id(2)),
            ..rule(accumulated(false))
        };
        let blocked = |value| LimitRule {
            id: id(value),
            ..rule(LimitEffect::Blocked)
        };
        let rules = [cap, each, all, blocked(104), blocked(105)];
        let told = in_force(&rules, seller(), draw(), bet(BetKind::Straight, 23, 30));
        let ceiling = |rule, scope, liftable| Ceiling {
            rule: id(rule),
            scope,
            kind: None,
            amount: colones(9_000),
            liftable,
        };
        assert_eq!(
            told,
            InForce {
                blocked: Some(id(104)),
                caps: vec![TicketCap {
                    rule: id(101),
                    kind: Some(BetKind::Straight),
                    amount: colones(500),
                }],
                ceilings: vec![
                    ceiling(102, ScopeId::Vendedor(id(3)), true),
                    ceiling(103, ScopeId::Ventana(id(2)), false),
                ],
            }
        );
    }

    #[rstest]
    #[case(None, 300)]
    #[case(Some(BetKind::Straight), 400)]
    #[case(Some(BetKind::Reventado), 900)]
    fn what_is_left_is_measured_on_the_kinds_that_the_limit_names(
        #[case] kind: Option<BetKind>,
        #[case] expected: i64,
    ) {
        let ceiling = |amount| Ceiling {
            rule: id(1),
            scope: ScopeId::Banca(id(1)),
            kind,
            amount: colones(amount),
            liftable: false,
        };
        let used = Used {
            straight: colones(600),
            reventado: colones(100),
        };
        assert_eq!(left(&ceiling(1_000), used), colones(expected));
        // Lowered below what was sold.
        assert_eq!(left(&ceiling(50), used), Money::ZERO);
    }
}
