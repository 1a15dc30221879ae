//! What was taken back: a voided sale, returned goods.

use super::{BOLD, LOUD, PLAIN, sale, tender};
use crate::domain::receipt::{Condition, ReturnReceipt, VoidReceipt};
use crate::print::{paper::Sheet, words as w};

fn why(sheet: &mut Sheet, of: &str, reason: &str, approved_by: Option<&str>) {
    let lang = sheet.paper.lang;
    sheet.fact(w::OF_SALE.say(lang), of);
    sheet.fact(w::REASON.say(lang), reason);
    sheet.fact(w::APPROVED.say(lang), approved_by.unwrap_or_default());
    sheet.rule();
}

pub(super) fn void(sheet: &mut Sheet, of: &VoidReceipt) {
    let lang = sheet.paper.lang;
    sheet.middle(w::VOID.say(lang), LOUD);
    why(sheet, &of.sale, &of.reason, of.approved_by.as_deref());
    for line in &of.lines {
        sale::line(sheet, line, &[]);
    }
    for (code, stake) in &of.tickets {
        let words = format!("{} {code}", w::TICKET.say(lang));
        sheet.pair(&words, &sheet.figure(*stake), PLAIN);
    }
    sheet.rule();
    sheet.pair(w::REFUND.say(lang), &sheet.money(of.total), LOUD);
    tender::tenders(sheet, &of.refunds);
    tender::customer(sheet, of.customer.as_ref(), true);
    tender::loyalty(sheet, of.loyalty.as_ref());
}

const fn condition(condition: Condition) -> Option<w::Word> {
    match condition {
        Condition::Good => None,
        Condition::Opened => Some(w::OPENED),
        Condition::Damaged => Some(w::DAMAGED),
        Condition::Defective => Some(w::DEFECTIVE),
    }
}

pub(super) fn returned(sheet: &mut Sheet, of: &ReturnReceipt) {
    let lang = sheet.paper.lang;
    sheet.middle(w::RETURN.say(lang), LOUD);
    why(sheet, &of.sale, &of.reason, of.approved_by.as_deref());
    for line in &of.lines {
        let mut words = format!(
            "{} {}",
            sale::quantity(sheet, line.milli, line.sold_by),
            line.name
        );
        if let Some(word) = condition(line.condition) {
            words.push_str(" · ");
            words.push_str(word.say(lang));
        }
        sheet.pair(&words, &sheet.figure(line.refund), PLAIN);
    }
    sheet.rule();
    sale::taxes(sheet, &of.taxes);
    if !of.rounding.is_zero() {
        sheet.pair(w::ROUNDING.say(lang), &sheet.figure(of.rounding), PLAIN);
    }
    sheet.pair(w::REFUND.say(lang), &sheet.money(of.total), LOUD);
    tender::tenders(sheet, &of.refunds);
    if let Some(sale) = &of.exchange {
        sheet.indented(0, &format!("{} {sale}", w::EXCHANGE.say(lang)), BOLD);
    }
    tender::customer(sheet, of.customer.as_ref(), true);
    tender::loyalty(sheet, of.loyalty.as_ref());
}
