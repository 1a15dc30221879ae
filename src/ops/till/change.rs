//! Changing a basket: adding by scan, article or number, removing, quantities, remarks, discounts, customer, coupons and
//! points. The first change of a new sale makes it.

use super::{answer, hold, reckon, shop};
use crate::{
    domain::{
        ApprovalId, Right, SaleId, VariantId, VentanaId,
        catalogue::{
            lookup::{FoundBy, Scanned},
            promotion,
        },
        goods::{Given, Item, Quantity, SaleState, TillProblem, WeightRule},
        sale::AskedBet,
        view::catalogue::GoodsItem,
    },
    ops::{
        answer::Answer,
        catalogue,
        fail::No,
        refusal::{FieldProblem, Refusal},
        request::{BasketChange, ChangeBasket, TillAnswer},
        seat::Seat,
        text,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry, basket::Held},
};

/// Changes a basket and shows it as it then stands.
pub async fn run(seat: &Seat, asked: ChangeBasket) -> Result<Answer, No> {
    let ventana = shop(seat)?;
    let (key, sale) = (asked.key, asked.sale);
    if let Begun::New(mut work) = work::begin(seat, key, "change_basket", &asked).await? {
        let mut held = open(seat, &mut work, ventana, &asked).await?;
        let discounts = matches!(asked.change, BasketChange::Discount { .. });
        apply(seat, &mut work, ventana, &mut held, asked.change).await?;
        let reckoned = reckon::reckon(seat, work.db(), ventana, &held.basket).await?;
        if discounts {
            consent(&mut work, &held, &reckoned, asked.approval).await?;
        }
        store::basket::save(work.db(), &held, reckoned.totals.total).await?;
        let version = held.version.saturating_add(1);
        work.commit(answer(TillAnswer::Changed { sale, version }))
            .await?;
    }
    show(seat, ventana, sale).await
}

/// A basket as it stands.
pub async fn show(seat: &Seat, ventana: VentanaId, sale: SaleId) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let held = store::basket::one(&mut db, sale, false).await?;
    let held = held.ok_or_else(|| super::missing(crate::ops::refusal::Thing::Sale))?;
    let view = reckon::view(seat, &mut db, ventana, held).await?;
    Ok(answer(TillAnswer::Basket(Box::new(view))))
}

/// The basket, held; a new one where there is none with this id.
async fn open(
    seat: &Seat,
    work: &mut Work<'_>,
    ventana: VentanaId,
    asked: &ChangeBasket,
) -> Result<Held, No> {
    let known = store::basket::one(work.db(), asked.sale, false).await?;
    if known.is_none() {
        let me = seat.actor();
        store::basket::create(work.db(), me, ventana, asked.sale)
            .await
            .map_err(|failed| match store::constraint(&failed) {
                // Another basket is open here: it is parked or completed first.
                Some("basket_of_seat") => Refusal::Till(TillProblem::NotOpen {
                    current: SaleState::Open,
                })
                .into(),
                _ => No::from(failed),
            })?;
    }
    hold(work.db(), asked.sale, &[SaleState::Open], asked.version).await
}

#[expect(clippy::too_many_lines, reason = "one arm for each change")]
async fn apply(
    seat: &Seat,
    work: &mut Work<'_>,
    ventana: VentanaId,
    held: &mut Held,
    change: BasketChange,
) -> Result<(), No> {
    let basket = &mut held.basket;
    match change {
        BasketChange::Scan {
            code,
            quantity,
            note,
        } => {
            let code = text::required("code", &code, 48)?;
            let whose = reckon::buyer(work.db(), basket.customer).await?;
            let found = catalogue::scan(
                work.db(),
                seat,
                &code,
                whose.map(|(customer, _)| customer),
                whose.and_then(|(_, group)| group),
            )
            .await?;
            let much = weighed(&found, quantity)?;
            let item = item(&found.item, &code)?;
            add(work, ventana, held, item, much, found.label, &note).await
        }
        BasketChange::Add {
            variant,
            quantity,
            note,
        } => {
            let whose = reckon::buyer(work.db(), basket.customer).await?;
            let found = catalogue::goods(
                work.db(),
                seat,
                variant,
                quantity,
                whose.map(|(customer, _)| customer),
                whose.and_then(|(_, group)| group),
            )
            .await?;
            let item = item(&found, "")?;
            add(work, ventana, held, item, quantity, None, &note).await
        }
        BasketChange::Numbers { draws, bets, note } => {
            let note = note
                .map(|note| text::optional("note", &note, 120))
                .transpose()?
                .filter(|note| !note.is_empty());
            let bets = bets
                .into_iter()
                .map(|bet| AskedBet {
                    kind: bet.kind,
                    number: bet.number,
                    stake: bet.stake,
                    multiplier: bet.multiplier,
                    origin: bet.origin,
                })
                .collect();
            basket
                .add_numbers(draws, bets, note)
                .map_err(|problem| Refusal::Till(problem.into()))?;
            Ok(())
        }
        BasketChange::Remove { line } => basket
            .remove(line)
            .map_err(|problem| Refusal::Till(problem.into()).into()),
        BasketChange::Quantity { line, quantity } => {
            basket
                .set_quantity(line, quantity)
                .map_err(|problem| Refusal::Till(problem.into()))?;
            let of = basket.lines.iter().find(|held| held.no == line);
            match of.map(|held| held.item.variant) {
                Some(variant) => settle(work, ventana, held, variant).await,
                None => Ok(()),
            }
        }
        BasketChange::Note { line: None, note } => {
            basket.note = text::optional("note", &note, 120)?;
            Ok(())
        }
        BasketChange::Note {
            line: Some(line),
            note,
        } => {
            let note = text::optional("note", &note, 120)?;
            basket
                .set_note(line, note)
                .map_err(|problem| Refusal::Till(problem.into()).into())
        }
        BasketChange::Discount { line, given } => {
            let given = given
                .map(|given| {
                    Ok::<_, Refusal>(Given {
                        reason: text::required("reason", &given.reason, 200)?,
                        ..given
                    })
                })
                .transpose()?;
            basket
                .discount(line, given)
                .map_err(|problem| Refusal::Till(problem.into()).into())
        }
        BasketChange::Customer { customer } => {
            basket.customer = customer;
            if customer.is_none() {
                basket.points = crate::domain::Money::ZERO;
            }
            reckon::reprice(work.db(), ventana, basket, None).await
        }
        BasketChange::Coupon { code } => coupon(work, held, &code).await,
        BasketChange::DropCoupon { code } => {
            basket
                .coupons
                .retain(|known| !known.eq_ignore_ascii_case(code.trim()));
            Ok(())
        }
        BasketChange::Points { points } => redeem(work, ventana, held, points).await,
    }
}

/// How much a scan sells: what the code says, or what was typed beside it; never two different weights.
fn weighed(found: &Scanned, typed: Option<Quantity>) -> Result<Quantity, Refusal> {
    let says = found.label.is_some() || found.by == FoundBy::Scale;
    match typed {
        None if found.weigh => Err(Refusal::Field {
            field: "quantity".to_owned(),
            problem: FieldProblem::Missing,
        }),
        None => Ok(found.quantity),
        Some(typed) if says && typed != found.quantity => {
            Err(Refusal::Till(WeightRule::TwoWeights.into()))
        }
        Some(typed) if says || found.weigh => Ok(typed),
        // So many packs.
        Some(typed) => found
            .quantity
            .as_milli()
            .checked_mul(typed.as_milli())
            .and_then(|product| product.checked_div(1_000))
            .and_then(|milli| Quantity::try_from_milli(milli).ok())
            .ok_or(Refusal::Till(WeightRule::Range.into())),
    }
}

/// What is frozen of an article on its line.
fn item(found: &GoodsItem, code: &str) -> Result<Item, Refusal> {
    let price = found
        .price
        .filter(|_| found.active)
        .ok_or(Refusal::Till(TillProblem::NotSellable))?;
    Ok(Item {
        variant: found.variant,
        sku: found.sku.clone(),
        barcode: code.to_owned(),
        name: found.full_name(),
        category: found.category,
        category_name: found.category_name.clone(),
        brand: found.brand.clone(),
        weighed: found.sold_by == crate::domain::catalogue::SoldBy::Weight,
        tracked: found.tracked,
        price,
        tax: found.tax,
        tax_included: found.tax_included,
    })
}

/// Adds goods; the line that takes them keeps its price until the tier of the whole is known.
async fn add(
    work: &mut Work<'_>,
    ventana: VentanaId,
    held: &mut Held,
    mut item: Item,
    quantity: Quantity,
    label: Option<crate::domain::Money>,
    note: &str,
) -> Result<(), No> {
    let note = text::optional("note", note, 120)?;
    let variant = item.variant;
    if let Some(known) = held
        .basket
        .lines
        .iter()
        .find(|line| line.item.variant == variant)
    {
        item.price = known.item.price;
    }
    held.basket
        .add(item, quantity, label, note)
        .map_err(|problem| Refusal::Till(problem.into()))?;
    settle(work, ventana, held, variant).await
}

/// Prices the lines of a variant by their quantity and holds them against the stock.
async fn settle(
    work: &mut Work<'_>,
    ventana: VentanaId,
    held: &mut Held,
    variant: VariantId,
) -> Result<(), No> {
    reckon::reprice(work.db(), ventana, &mut held.basket, Some(variant)).await?;
    reckon::check_stock(work.db(), ventana, &held.basket, variant).await
}

async fn coupon(work: &mut Work<'_>, held: &mut Held, code: &str) -> Result<(), No> {
    let code = text::required("code", code, 24)?;
    let basket = &mut held.basket;
    if basket
        .coupons
        .iter()
        .any(|known| known.eq_ignore_ascii_case(&code))
    {
        return Ok(());
    }
    let known = store::catalogue::promotions(work.db()).await?;
    let offered = |one: &promotion::Promotion| {
        one.active
            && one
                .coupon
                .as_ref()
                .is_some_and(|coupon| coupon.eq_ignore_ascii_case(&code))
    };
    if !known.iter().any(|row| offered(&row.promotion)) {
        return Err(Refusal::Till(TillProblem::CouponUnknown { code }).into());
    }
    basket.coupons.push(code);
    Ok(())
}

/// Hands in points: what they are worth is taken off the goods.
async fn redeem(
    work: &mut Work<'_>,
    ventana: VentanaId,
    held: &mut Held,
    points: i64,
) -> Result<(), No> {
    let rules = store::basket::rules(work.db(), ventana).await?;
    let customer = match held.basket.customer {
        Some(customer) => store::customer::one(work.db(), customer).await?,
        None => None,
    };
    let available = customer.map_or(0, |customer| customer.points);
    let short = Refusal::Till(TillProblem::Points { available });
    if points < 0 || points > available {
        return Err(short.into());
    }
    let worth = rules.points.worth_of(points).ok_or(short)?;
    if points > 0 && worth.is_zero() {
        return Err(Refusal::Till(TillProblem::Points { available: 0 }).into());
    }
    held.basket.points = worth;
    Ok(())
}

/// A second person's consent where people take off more than a cashier gives alone; one that was given before still holds
/// for as much.
async fn consent(
    work: &mut Work<'_>,
    held: &Held,
    reckoned: &reckon::Reckoned,
    approval: Option<ApprovalId>,
) -> Result<(), No> {
    let given = reckoned.totals.by_hand;
    if !reckoned.totals.needs_supervisor()
        || store::sale::discount_consented(work.db(), held.sale, given).await?
    {
        return Ok(());
    }
    let target = held.sale.to_string();
    let approval = work
        .consent(Right::Discount, &target, Some(given), approval)
        .await?;
    work.log(Entry {
        amount: Some(given),
        approval,
        ..Entry::new("sale.discounted", &target)
    })
    .await?;
    Ok(())
}
