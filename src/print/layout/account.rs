//! The papers of accounts: credit slip, paid debts, proof of a payment, statement.

use super::{BOLD, LOUD, PLAIN, tender};
use crate::domain::receipt::{CreditSlip, PaymentProof, SettlementReceipt, StatementPaper};
use crate::domain::{Money, MovementKind, MovementMethod};
use crate::print::{paper::Sheet, words as w};

pub(super) fn slip(sheet: &mut Sheet, of: &CreditSlip) {
    let lang = sheet.paper.lang;
    sheet.middle(w::SLIP.say(lang), LOUD);
    sheet.fact(w::OF_SALE.say(lang), &of.sale);
    sheet.pair(w::OWES.say(lang), &sheet.money(of.amount), LOUD);
    if let Some(due) = of.due {
        sheet.fact(w::DUE.say(lang), &sheet.date(due));
    }
    tender::customer(sheet, Some(&of.customer), true);
}

pub(super) fn settlement(sheet: &mut Sheet, of: &SettlementReceipt) {
    let lang = sheet.paper.lang;
    sheet.middle(w::SETTLEMENT.say(lang), LOUD);
    for debt in &of.debts {
        sheet.pair(&debt.document, &sheet.figure(debt.paid), PLAIN);
        if debt.left.is_positive() {
            sheet.indented(2, &w::LEFT.of(lang, &sheet.figure(debt.left)), PLAIN);
        }
    }
    sheet.rule();
    sheet.pair(w::TOTAL.say(lang), &sheet.money(of.total), LOUD);
    tender::tenders(sheet, &of.tenders);
    tender::change(sheet, of.received, of.change);
    tender::customer(sheet, Some(&of.customer), false);
}

const fn method(method: MovementMethod) -> w::Word {
    match method {
        MovementMethod::Cash => w::CASH,
        MovementMethod::Transfer => w::TRANSFER,
        MovementMethod::Sinpe => w::SINPE,
        MovementMethod::Cheque => w::CHEQUE,
        MovementMethod::Deposit => w::DEPOSIT,
    }
}

pub(super) fn proof(sheet: &mut Sheet, of: &PaymentProof) {
    let lang = sheet.paper.lang;
    let title = match of.what {
        MovementKind::Collection => w::PROOF_COLLECTION,
        MovementKind::Payment => w::PROOF_PAYMENT,
    };
    sheet.middle(title.say(lang), LOUD);
    if let Some((number, reason)) = &of.takes_back {
        sheet.indented(0, &w::TAKES_BACK.of(lang, &number.to_string()), BOLD);
        sheet.fact(w::REASON.say(lang), reason);
    }
    sheet.fact(w::HOLDER.say(lang), &of.holder);
    sheet.pair(w::AMOUNT.say(lang), &sheet.money(of.amount), LOUD);
    sheet.fact(w::METHOD.say(lang), method(of.method).say(lang));
    sheet.fact(w::REFERENCE.say(lang), &of.reference);
    sheet.fact(w::NOTE.say(lang), &of.note);
    sheet.pair(w::OWED_NOW.say(lang), &sheet.figure(of.balance), BOLD);
    sheet.sign(w::SIGN_BOTH.say(lang));
}

pub(super) fn statement(sheet: &mut Sheet, of: &StatementPaper) {
    let lang = sheet.paper.lang;
    sheet.middle(w::STATEMENT.say(lang), LOUD);
    sheet.middle(&of.holder, BOLD);
    let days = format!(
        "{} {}",
        w::STATEMENT_FROM.of(lang, &sheet.date(of.from)),
        w::STATEMENT_TO.of(lang, &sheet.date(of.to))
    );
    sheet.middle(&days, PLAIN);
    sheet.pair(w::OWED_BEFORE.say(lang), &sheet.figure(of.opening), PLAIN);
    let out = |amount: Money| amount.checked_neg().unwrap_or_default();
    for row in &of.rows {
        sheet.rule();
        sheet.pair(&sheet.date(row.date), &sheet.figure(row.remaining), BOLD);
        let parts = [
            (w::SOLD, row.sales),
            (w::PRIZES, out(row.payouts)),
            (w::COMMISSION, out(row.commission)),
            (w::OTHER, row.other),
            (w::PAID, row.paid),
            (w::COLLECTED, out(row.collected)),
        ];
        for (word, amount) in parts {
            if !amount.is_zero() {
                sheet.pair_in(2, word.say(lang), &sheet.figure(amount), PLAIN);
            }
        }
    }
    sheet.rule();
    sheet.pair(w::OWED_NOW.say(lang), &sheet.money(of.closing), LOUD);
}
