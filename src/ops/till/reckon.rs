//! What a basket comes to: its promotions, its totals and what the shop holds, and the view that people are shown of it.

use crate::{
    domain::{
        CustomerGroupId, CustomerId, DrawId, Money, VariantId, VentanaId,
        catalogue::promotion::{self, PromoLine, Promotion},
        goods::{Basket, Promoted, Quantity, SaleState, TillProblem, Totals, rounding},
        view::{BasketView, CustomerRow},
    },
    ops::{
        fail::No,
        refusal::{Refusal, Thing},
        seat::Seat,
    },
    store::{
        self,
        basket::{Held, Rules},
    },
};

/// A basket, reckoned.
pub struct Reckoned {
    /// What the till goes by.
    pub rules: Rules,
    /// Who buys.
    pub customer: Option<CustomerRow>,
    /// What promotions take off.
    pub promoted: Vec<Promoted>,
    /// What it comes to.
    pub totals: Totals,
    /// The promotions whose coupons were handed in and hold.
    pub coupons: Vec<crate::domain::PromotionId>,
}

impl Reckoned {
    /// The smallest coin to which the cash of this sale is rounded; nothing where it is not: numbers alone never are.
    pub fn coin(&self) -> Money {
        if self.rules.rounds && self.totals.goods.is_positive() {
            rounding::smallest_coin(self.rules.date)
        } else {
            Money::ZERO
        }
    }

    /// The points that paying it earns.
    pub fn earns(&self) -> i64 {
        self.customer.as_ref().map_or(0, |customer| {
            self.rules.points.earned(self.totals.goods, customer.tier)
        })
    }
}

/// Reckons a basket as the catalogue's promotions stand now.
pub async fn reckon(
    seat: &Seat,
    db: &mut store::Db,
    ventana: VentanaId,
    basket: &Basket,
) -> Result<Reckoned, No> {
    let rules = store::basket::rules(db, ventana).await?;
    let customer = match basket.customer {
        Some(customer) => Some(
            store::customer::one(db, customer)
                .await?
                .ok_or_else(|| super::missing(Thing::Customer))?,
        ),
        None => None,
    };
    let promotions = store::catalogue::promotions(db).await?;
    let here: Vec<Promotion> = promotions
        .into_iter()
        .map(|row| row.promotion)
        .filter(|one| one.ventana.is_none_or(|shop| shop == ventana))
        .collect();
    let (promoted, coupons) = promote(seat, basket, &here, rules.now);
    let totals = basket
        .totals(&promoted)
        .map_err(|problem| Refusal::Till(problem.into()))?;
    Ok(Reckoned {
        rules,
        customer,
        promoted,
        totals,
        coupons,
    })
}

/// What promotions take off the lines of a basket, and which of them hold for a coupon that was handed in.
fn promote(
    seat: &Seat,
    basket: &Basket,
    promotions: &[Promotion],
    now: chrono::DateTime<chrono::Utc>,
) -> (Vec<Promoted>, Vec<crate::domain::PromotionId>) {
    let lines: Vec<PromoLine> = basket
        .lines
        .iter()
        .map(|line| PromoLine {
            variant: line.item.variant,
            category: line.item.category,
            quantity: line.quantity,
            gross: line.gross().unwrap_or(Money::ZERO),
        })
        .collect();
    let applied = promotion::apply(promotions, &lines, &basket.coupons, now, seat.me.zone);
    let named = |id| promotions.iter().find(|one| one.id == id);
    let promoted: Vec<Promoted> = applied
        .into_iter()
        .filter_map(|one| {
            Some(Promoted {
                promotion: one.promotion,
                name: named(one.promotion)?.name.clone(),
                line: basket.lines.get(one.line)?.no,
                amount: one.amount,
            })
        })
        .collect();
    let mut coupons: Vec<_> = promoted
        .iter()
        .map(|one| one.promotion)
        .filter(|id| named(*id).is_some_and(|one| one.coupon.is_some()))
        .collect();
    coupons.sort_unstable();
    coupons.dedup();
    (promoted, coupons)
}

/// Sets the price in force for the quantity of every line of a variant, or of all where none is named: a quantity reaches
/// another tier, a customer has prices of their own.
pub async fn reprice(
    db: &mut store::Db,
    ventana: VentanaId,
    basket: &mut Basket,
    only: Option<VariantId>,
) -> Result<(), No> {
    let whose = buyer(db, basket.customer).await?;
    for line in &mut basket.lines {
        if only.is_some_and(|variant| variant != line.item.variant) {
            continue;
        }
        let variant = line.item.variant;
        let price = store::basket::price(db, ventana, variant, line.quantity, whose).await?;
        if let Some(price) = price {
            line.item.price = price;
        }
    }
    Ok(())
}

/// The customer of a basket with the group, as prices ask for them.
pub async fn buyer(
    db: &mut store::Db,
    customer: Option<CustomerId>,
) -> Result<Option<(CustomerId, Option<CustomerGroupId>)>, No> {
    match customer {
        None => Ok(None),
        Some(id) => {
            let row = store::customer::one(db, id).await?;
            let row = row.ok_or_else(|| super::missing(Thing::Customer))?;
            Ok(Some((id, row.group)))
        }
    }
}

/// Variants of which the shop holds less than the basket asks for, with what it holds.
pub async fn short(
    db: &mut store::Db,
    ventana: VentanaId,
    basket: &Basket,
) -> Result<Vec<(VariantId, Quantity)>, No> {
    let asked = wanted(basket);
    let variants: Vec<VariantId> = asked.iter().map(|(variant, _)| *variant).collect();
    if variants.is_empty() {
        return Ok(Vec::new());
    }
    let held = store::basket::stock(db, ventana, &variants).await?;
    Ok(held
        .into_iter()
        .filter(|(variant, held)| {
            asked
                .iter()
                .any(|(asked, quantity)| asked == variant && quantity > held)
        })
        .collect())
}

/// How much of each variant whose stock is kept a basket asks for.
pub fn wanted(basket: &Basket) -> Vec<(VariantId, Quantity)> {
    let mut wanted: Vec<(VariantId, Quantity)> = Vec::new();
    for line in basket.lines.iter().filter(|line| line.item.tracked) {
        let variant = line.item.variant;
        match wanted.iter_mut().find(|(known, _)| *known == variant) {
            Some((_, sum)) => *sum = sum.checked_add(line.quantity).unwrap_or(Quantity::MAX),
            None => wanted.push((variant, line.quantity)),
        }
    }
    wanted
}

/// Refuses what the shop does not hold of a variant, unless it may owe its shelf.
pub async fn check_stock(
    db: &mut store::Db,
    ventana: VentanaId,
    basket: &Basket,
    variant: VariantId,
) -> Result<(), No> {
    let rules = store::basket::rules(db, ventana).await?;
    let Some((_, requested)) = wanted(basket).into_iter().find(|(one, _)| *one == variant) else {
        return Ok(());
    };
    if rules.may_lack {
        return Ok(());
    }
    let held = store::basket::stock(db, ventana, &[variant]).await?;
    let available = held.first().map_or(Quantity::ZERO, |(_, held)| *held);
    if requested <= available {
        return Ok(());
    }
    let named = basket
        .lines
        .iter()
        .find(|line| line.item.variant == variant);
    Err(Refusal::Till(TillProblem::InsufficientStock {
        variant,
        name: named.map(|line| line.item.name.clone()).unwrap_or_default(),
        requested,
        available,
    })
    .into())
}

/// A basket as people are shown it.
pub async fn view(
    seat: &Seat,
    db: &mut store::Db,
    ventana: VentanaId,
    held: Held,
) -> Result<BasketView, No> {
    let reckoned = reckon(seat, db, ventana, &held.basket).await?;
    let short = match held.state {
        SaleState::Open | SaleState::Parked => short(db, ventana, &held.basket).await?,
        SaleState::Completed | SaleState::Voided | SaleState::Abandoned => Vec::new(),
    };
    let mut draws: Vec<DrawId> = held
        .basket
        .numbers
        .iter()
        .flat_map(|numbers| numbers.draws.iter().copied())
        .collect();
    draws.sort_unstable();
    draws.dedup();
    let draws = store::basket::draw_names(db, &draws).await?;
    let given = reckoned.totals.by_hand;
    let needs_supervisor = reckoned.totals.needs_supervisor()
        && seat.grant(crate::domain::Right::Discount) == crate::domain::Grant::WithApproval
        && !store::sale::discount_consented(db, held.sale, given).await?;
    Ok(BasketView {
        sale: held.sale,
        state: held.state,
        version: held.version,
        coin: reckoned.coin(),
        earns: reckoned.earns(),
        totals: reckoned.totals,
        promoted: reckoned.promoted,
        customer: reckoned.customer,
        needs_supervisor,
        short,
        draws,
        basket: held.basket,
        label: held.label,
        created_at: held.created_at,
    })
}
