//! How something was paid, or paid back.

use super::{BOLD, PLAIN};
use crate::domain::Money;
use crate::domain::receipt::{ReceiptCustomer, ReceiptLoyalty, ReceiptTender, TenderKind};
use crate::print::{paper::Sheet, words as w};

const fn name(kind: TenderKind) -> w::Word {
    match kind {
        TenderKind::Cash => w::CASH,
        TenderKind::Card => w::CARD,
        TenderKind::Sinpe => w::SINPE,
        TenderKind::Transfer => w::TRANSFER,
        TenderKind::Credit => w::CREDIT,
        TenderKind::StoreCredit => w::STORE_CREDIT,
        TenderKind::Prize => w::PRIZE,
    }
}

pub(super) fn kind(sheet: &Sheet, kind: TenderKind) -> &'static str {
    name(kind).say(sheet.paper.lang)
}

/// The rows of the tenders, with what identifies each.
pub(super) fn tenders(sheet: &mut Sheet, tenders: &[ReceiptTender]) {
    let lang = sheet.paper.lang;
    for one in tenders {
        let mut words = kind(sheet, one.kind).to_owned();
        if !one.last4.is_empty() {
            words.push_str(" ****");
            words.push_str(&one.last4);
        }
        if let Some(code) = one.ticket {
            words.push(' ');
            words.push_str(&code.to_string());
        }
        sheet.pair(&words, &sheet.figure(one.amount), PLAIN);
        if !one.reference.is_empty() {
            let what = if one.kind == TenderKind::Card {
                w::AUTHORISATION
            } else {
                w::REFERENCE
            };
            sheet.indented(2, &format!("{} {}", what.say(lang), one.reference), PLAIN);
        }
        if one.pending {
            sheet.indented(2, w::PENDING.say(lang), BOLD);
        }
    }
}

/// The cash handed over and given back.
pub(super) fn change(sheet: &mut Sheet, received: Money, change: Money) {
    let lang = sheet.paper.lang;
    if received.is_positive() {
        sheet.pair(w::RECEIVED.say(lang), &sheet.figure(received), PLAIN);
        sheet.pair(w::CHANGE.say(lang), &sheet.figure(change), BOLD);
    }
}

/// The customer, what is owed, and where to sign for it.
pub(super) fn customer(sheet: &mut Sheet, customer: Option<&ReceiptCustomer>, signs: bool) {
    let lang = sheet.paper.lang;
    let Some(customer) = customer else { return };
    sheet.rule();
    sheet.fact(w::CUSTOMER.say(lang), &customer.name);
    if !customer.legal_id.is_empty() {
        sheet.left(&w::LEGAL_ID.of(lang, &customer.legal_id));
    }
    if let Some((before, now)) = customer.balance {
        sheet.pair(w::OWED_BEFORE.say(lang), &sheet.figure(before), PLAIN);
        sheet.pair(w::OWED_NOW.say(lang), &sheet.figure(now), BOLD);
    }
    if signs {
        sheet.sign(w::SIGN_CUSTOMER.say(lang));
    }
}

/// The customer's points.
pub(super) fn loyalty(sheet: &mut Sheet, loyalty: Option<&ReceiptLoyalty>) {
    let lang = sheet.paper.lang;
    let Some(points) = loyalty else { return };
    sheet.rule();
    sheet.pair(w::POINTS.say(lang), &sheet.count(points.earned), PLAIN);
    if points.spent != 0 {
        sheet.pair(w::POINTS_SPENT.say(lang), &sheet.count(points.spent), PLAIN);
    }
    sheet.pair(
        w::POINTS_LEFT.say(lang),
        &sheet.count(points.balance),
        PLAIN,
    );
}

/// Whether somebody owes for what these rows cover.
pub(super) fn on_credit(tenders: &[ReceiptTender]) -> bool {
    tenders.iter().any(|one| one.kind == TenderKind::Credit)
}
