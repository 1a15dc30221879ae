//! A sale: goods, discounts, taxes by rate, rounding, total, tenders; then its tickets, each apart.

use super::{LOUD, PLAIN, tender, ticket};
use crate::domain::Money;
use crate::domain::receipt::{ReceiptLine, SaleReceipt, SoldBy, TaxSum};
use crate::print::{paper::Sheet, words as w};

/// The letters that mark the rates, in the order in which the taxes are printed.
const MARKS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A quantity in thousandths: `2`, `1,567`.
pub(super) fn quantity(sheet: &Sheet, milli: i64, sold_by: SoldBy) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, rest) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    let mut text = format!(
        "{sign}{}",
        sheet.count(i64::try_from(whole).unwrap_or(i64::MAX))
    );
    if rest > 0 || sold_by == SoldBy::Weight {
        text = format!("{text}{}{rest:03}", sheet.decimal());
    }
    if sold_by == SoldBy::Weight {
        text.push(' ');
        text.push_str(w::KILO.say(sheet.paper.lang));
    }
    text
}

/// A rate: `13 %`.
fn rate(sheet: &Sheet, bp: i32) -> String {
    let (whole, rest) = (bp / 100, bp.unsigned_abs() % 100);
    if rest == 0 {
        return format!("{whole} %");
    }
    let rest = format!("{rest:02}");
    format!("{whole}{}{} %", sheet.decimal(), rest.trim_end_matches('0'))
}

fn mark(taxes: &[TaxSum], rate_bp: i32, included: bool) -> &'static str {
    let place = taxes
        .iter()
        .position(|tax| (tax.rate_bp, tax.included) == (rate_bp, included));
    place
        .and_then(|place| MARKS.get(place..place.saturating_add(1)))
        .and_then(|mark| std::str::from_utf8(mark).ok())
        .unwrap_or(" ")
}

/// A line of goods: its name, what it costs, and its own discounts. The mark leads to the tax below.
pub(super) fn line(sheet: &mut Sheet, line: &ReceiptLine, taxes: &[TaxSum]) {
    let mark = mark(taxes, line.tax_bp, line.tax_included);
    sheet.left(&line.name);
    let counted = format!(
        "{} × {}",
        quantity(sheet, line.milli, line.sold_by),
        sheet.figure(line.price)
    );
    sheet.pair_in(
        2,
        &counted,
        &format!("{} {mark}", sheet.figure(line.gross)),
        PLAIN,
    );
    for discount in &line.discounts {
        // Two blanks where the mark of a tax stands above.
        let off = discount.amount.checked_neg().unwrap_or_default();
        sheet.pair_in(
            2,
            &discount.name,
            &format!("{}  ", sheet.figure(off)),
            PLAIN,
        );
    }
    if !line.note.is_empty() {
        sheet.indented(2, &line.note, PLAIN);
    }
}

/// The taxes by rate.
pub(super) fn taxes(sheet: &mut Sheet, taxes: &[TaxSum]) {
    let lang = sheet.paper.lang;
    for tax in taxes {
        let mut words = match tax.rate_bp {
            0 => w::EXEMPT.say(lang).to_owned(),
            bp => w::TAX.of(lang, &rate(sheet, bp)),
        };
        if tax.included && tax.rate_bp != 0 {
            words = w::TAX_IN.of(lang, &words);
        }
        let mark = mark(taxes, tax.rate_bp, tax.included);
        let of = sheet.figure(tax.net);
        sheet.pair(
            &format!("{mark} {words} ({of})"),
            &sheet.figure(tax.tax),
            PLAIN,
        );
    }
}

pub(super) fn sale(sheet: &mut Sheet, sale: &SaleReceipt) {
    let lang = sheet.paper.lang;
    let mut rates = sale.taxes.clone();
    rates.sort_by_key(|tax| (std::cmp::Reverse(tax.rate_bp), tax.included));
    for one in &sale.lines {
        line(sheet, one, &rates);
    }
    if !sale.lines.is_empty() {
        sheet.rule();
        let parts = [
            (w::SUBTOTAL, sale.subtotal()),
            (w::DISCOUNT, sale.discount().and_then(Money::checked_neg)),
        ];
        for (word, amount) in parts {
            let amount = amount.unwrap_or_default();
            if !amount.is_zero() {
                sheet.pair(word.say(lang), &sheet.figure(amount), PLAIN);
            }
        }
        // Whose discount it was, where it is none of a line.
        for discount in &sale.discounts {
            let name = format!("{} {}", discount.name, sheet.figure(discount.amount));
            sheet.indented(2, &name, PLAIN);
        }
        taxes(sheet, &rates);
    }
    if !sale.tickets.is_empty() {
        let stakes = sale.stakes().unwrap_or_default();
        sheet.pair(w::TICKETS.say(lang), &sheet.figure(stakes), PLAIN);
    }
    if !sale.rounding.is_zero() {
        sheet.pair(w::ROUNDING.say(lang), &sheet.figure(sale.rounding), PLAIN);
    }
    sheet.pair(w::TOTAL.say(lang), &sheet.money(sale.total), LOUD);
    sheet.rule();
    tender::tenders(sheet, &sale.tenders);
    tender::change(sheet, sale.received, sale.change);
    tender::customer(
        sheet,
        sale.customer.as_ref(),
        tender::on_credit(&sale.tenders),
    );
    tender::loyalty(sheet, sale.loyalty.as_ref());
    for one in &sale.tickets {
        sheet.rule();
        ticket::ticket(sheet, one);
    }
    if sale.tickets.is_empty() && !sale.head.number.is_empty() {
        sheet.gap();
        sheet.barcode(&sale.head.number);
    }
    if !sale.sale.is_empty() {
        sheet.fact(w::SALE.say(lang), &sale.sale);
    }
}
