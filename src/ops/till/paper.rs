//! The receipts of the till: what is kept of a sale, a void and a return in the very transaction that makes them, so that a
//! copy says for ever what the original said.

use crate::{
    domain::{
        Money, SaleId,
        goods::refund::Condition as Came,
        goods::{ElectronicState, TenderKind},
        receipt::{
            Condition, Receipt, ReceiptCustomer, ReceiptDiscount, ReceiptHead, ReceiptLine,
            ReceiptLoyalty, ReceiptTender, ReturnReceipt, ReturnedLine, SaleReceipt, SoldBy,
            TaxSum, TicketPart, VoidReceipt,
        },
        view::{PaidPart, Returned, SaleView, SoldAtTill, SoldLine},
    },
    ops::{fail::No, print, refusal::Thing, request::ReturnGoods, seat::Seat, work::Work},
    store,
};

/// Keeps the receipt of a sale that was just completed.
pub async fn of_sale(
    seat: &Seat,
    work: &mut Work<'_>,
    sold: &SoldAtTill,
    tickets: Vec<TicketPart>,
) -> Result<(), No> {
    let sale = read(work, sold.sale).await?;
    let receipt = Receipt::Sale(SaleReceipt {
        head: head(seat, work, &sale, sold.receipt.clone(), sold.sold_at).await?,
        sale: sold.number.clone(),
        lines: sale.lines.iter().map(line).collect(),
        discounts: shared(&sale),
        taxes: taxes(&sale.lines),
        rounding: sale.rounding,
        tickets,
        total: sold.paid,
        tenders: sale.tenders.iter().map(tender).collect(),
        received: sum(sale.tenders.iter().filter_map(|part| part.received)),
        change: sold.change,
        customer: customer(&sale),
        loyalty: sold.points.map(|balance| ReceiptLoyalty {
            earned: sold.earned,
            spent: sold.earned.saturating_sub(sale.points),
            balance,
        }),
    });
    keep(work, &sale, sold.sale.raw(), &receipt).await
}

/// Keeps the receipt of a void.
pub async fn of_void(
    seat: &Seat,
    work: &mut Work<'_>,
    sale: SaleId,
    refunds: &[(TenderKind, Money)],
) -> Result<(), No> {
    let sale = read(work, sale).await?;
    let Some(voided) = &sale.voided else {
        return Err(super::missing(Thing::Sale));
    };
    let number = sale.row.number.clone().unwrap_or_default();
    let receipt = Receipt::Void(VoidReceipt {
        // Under the sale's own number: under the receipt's the first paper stays.
        head: head(seat, work, &sale, number.clone(), voided.at).await?,
        sale: number,
        reason: voided.reason.clone(),
        approved_by: voided.approved_by.clone(),
        lines: sale.lines.iter().map(line).collect(),
        tickets: sale
            .tickets
            .iter()
            .map(|ticket| (ticket.code, ticket.total))
            .collect(),
        total: sum(refunds.iter().map(|(_, amount)| *amount)),
        refunds: refunds.iter().map(refund).collect(),
        customer: customer(&sale),
        loyalty: None,
    });
    keep(work, &sale, sale.row.sale.raw(), &receipt).await
}

/// Keeps the receipt of a return.
pub async fn of_return(
    seat: &Seat,
    work: &mut Work<'_>,
    asked: &ReturnGoods,
    told: &Returned,
    reason: &str,
) -> Result<(), No> {
    let sale = read(work, asked.sale).await?;
    let made = sale.returns.iter().find(|one| one.id == told.id);
    let at = made.map_or(sale.row.at, |one| one.at);
    let back = store::sale::read::returned_lines(work.db(), told.id).await?;
    let lines = asked.lines.iter().filter_map(|one| {
        let sold = sale.lines.iter().find(|sold| sold.line.no == one.line)?;
        let (_, total) = back.iter().find(|(line, _)| *line == one.line)?;
        Some(ReturnedLine {
            name: sold.line.item.name.clone(),
            sold_by: sold_by(sold),
            milli: one.quantity.as_milli(),
            condition: condition(one.condition),
            refund: *total,
        })
    });
    let receipt = Receipt::Return(ReturnReceipt {
        head: head(seat, work, &sale, told.number.clone(), at).await?,
        sale: sale.row.number.clone().unwrap_or_default(),
        reason: reason.to_owned(),
        approved_by: None,
        lines: lines.collect(),
        taxes: Vec::new(),
        rounding: told.rounding,
        total: sum(told.refunds.iter().map(|(_, amount)| *amount)),
        refunds: told.refunds.iter().map(refund).collect(),
        exchange: None,
        customer: customer(&sale),
        loyalty: None,
    });
    keep(work, &sale, told.id.raw(), &receipt).await
}

async fn read(work: &mut Work<'_>, sale: SaleId) -> Result<SaleView, No> {
    let view = store::sale::read::view(work.db(), sale).await?;
    view.ok_or_else(|| super::missing(Thing::Sale))
}

async fn keep(
    work: &mut Work<'_>,
    sale: &SaleView,
    document: uuid::Uuid,
    receipt: &Receipt,
) -> Result<(), No> {
    let (key, ventana) = (work.key(), sale.ventana);
    store::receipt::keep(work.db(), key, document, Some(ventana), receipt).await?;
    Ok(())
}

async fn head(
    seat: &Seat,
    work: &mut Work<'_>,
    sale: &SaleView,
    number: String,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<ReceiptHead, No> {
    Ok(ReceiptHead {
        number,
        at,
        ..print::head(seat, work.db(), &sale.row.ventana).await?
    })
}

fn sum(amounts: impl IntoIterator<Item = Money>) -> Money {
    Money::try_sum(amounts).unwrap_or(Money::ZERO)
}

fn sold_by(sold: &SoldLine) -> SoldBy {
    if sold.line.item.weighed {
        SoldBy::Weight
    } else {
        SoldBy::Unit
    }
}

/// A line with what was taken off it alone; its gross holds its tax.
fn line(sold: &SoldLine) -> ReceiptLine {
    let item = &sold.line.item;
    let mut discounts: Vec<ReceiptDiscount> = sold
        .promotions
        .iter()
        .map(|(name, amount)| ReceiptDiscount {
            name: name.clone(),
            amount: *amount,
        })
        .collect();
    if sold.figures.given.is_positive() {
        discounts.push(ReceiptDiscount {
            name: sold.reason.clone(),
            amount: sold.figures.given,
        });
    }
    ReceiptLine {
        name: item.name.clone(),
        sku: item.sku.clone(),
        sold_by: sold_by(sold),
        milli: sold.line.quantity.as_milli(),
        price: item.price,
        gross: sold.figures.gross,
        discounts,
        tax_bp: i32::from(item.tax.basis_points()),
        tax_included: true,
        note: sold.line.note.clone(),
    }
}

/// What was taken off the whole sale, and by points.
fn shared(sale: &SaleView) -> Vec<ReceiptDiscount> {
    let shared = sum(sale.lines.iter().map(|line| line.figures.shared));
    let points = sum(sale.lines.iter().map(|line| line.figures.points));
    let reason = sale.lines.first().map(|line| line.reason.clone());
    [
        (reason.unwrap_or_default(), shared),
        (String::new(), points),
    ]
    .into_iter()
    .filter(|(_, amount)| amount.is_positive())
    .map(|(name, amount)| ReceiptDiscount { name, amount })
    .collect()
}

fn taxes(lines: &[SoldLine]) -> Vec<TaxSum> {
    let mut taxes: Vec<TaxSum> = Vec::new();
    for sold in lines {
        let rate_bp = i32::from(sold.line.item.tax.basis_points());
        let (net, tax) = (sold.figures.net, sold.figures.tax);
        match taxes.iter_mut().find(|known| known.rate_bp == rate_bp) {
            Some(known) => {
                known.net = sum([known.net, net]);
                known.tax = sum([known.tax, tax]);
            }
            None => taxes.push(TaxSum {
                rate_bp,
                included: true,
                net,
                tax,
            }),
        }
    }
    taxes.sort_by_key(|tax| std::cmp::Reverse(tax.rate_bp));
    taxes
}

fn tender(part: &PaidPart) -> ReceiptTender {
    ReceiptTender {
        kind: part.kind,
        amount: part.amount,
        last4: part.last4.clone().unwrap_or_default(),
        reference: part.reference.clone().unwrap_or_default(),
        pending: part.electronic == Some(ElectronicState::Pending),
        ticket: part.code,
    }
}

fn refund(&(kind, amount): &(TenderKind, Money)) -> ReceiptTender {
    ReceiptTender {
        kind,
        amount,
        last4: String::new(),
        reference: String::new(),
        pending: false,
        ticket: None,
    }
}

fn customer(sale: &SaleView) -> Option<ReceiptCustomer> {
    sale.customer.as_ref().map(|row| ReceiptCustomer {
        name: row.name.clone(),
        legal_id: row.identification.clone(),
        balance: None,
    })
}

const fn condition(came: Came) -> Condition {
    match came {
        Came::Good => Condition::Good,
        Came::Opened => Condition::Opened,
        Came::Damaged | Came::MissingParts => Condition::Damaged,
        Came::Defective => Condition::Defective,
    }
}
