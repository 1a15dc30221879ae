//! The papers of a drawer: payout voucher, cash slip, X and Z.

use super::{BOLD, LOUD, PLAIN, tender};
use crate::domain::receipt::{CashSlip, CashSlipKind, DrawerPaper, PayoutVoucher};
use crate::domain::{Money, PayMethod, PayoutKind};
use crate::print::{paper::Sheet, words as w};

const fn method(method: PayMethod) -> w::Word {
    match method {
        PayMethod::Cash => w::CASH,
        PayMethod::Sinpe => w::SINPE,
        PayMethod::Transfer => w::TRANSFER,
        PayMethod::Cheque => w::CHEQUE,
        PayMethod::Other => w::OTHER_METHOD,
    }
}

pub(super) fn payout(sheet: &mut Sheet, of: &PayoutVoucher) {
    let lang = sheet.paper.lang;
    let (title, whole) = match of.what {
        PayoutKind::Prize => (w::PAYOUT, w::PRIZE),
        PayoutKind::Refund => (w::REFUND_VOUCHER, w::STAKE),
    };
    sheet.middle(title.say(lang), LOUD);
    sheet.left(&format!("{} {}", w::TICKET.say(lang), of.code));
    sheet.left(&format!("{} {}", of.draw, sheet.minute(of.draw_at)));
    sheet.pair(whole.say(lang), &sheet.figure(of.prize), PLAIN);
    sheet.pair(w::PAID_NOW.say(lang), &sheet.money(of.amount), LOUD);
    if let Some(how) = of.method {
        sheet.fact(w::METHOD.say(lang), method(how).say(lang));
    }
    if of.remaining.is_positive() {
        sheet.pair(w::REMAINING.say(lang), &sheet.figure(of.remaining), BOLD);
    }
    sheet.fact(w::NOTE.say(lang), &of.notes);
    sheet.fact(
        w::APPROVED.say(lang),
        of.approved_by.as_deref().unwrap_or_default(),
    );
    sheet.sign(w::SIGN_PLAYER.say(lang));
}

pub(super) fn slip(sheet: &mut Sheet, of: &CashSlip) {
    let lang = sheet.paper.lang;
    let title = match of.what {
        CashSlipKind::PayIn => w::PAY_IN,
        CashSlipKind::Drop => w::DROP,
        CashSlipKind::PayOut => w::PAY_OUT,
    };
    sheet.middle(title.say(lang), LOUD);
    sheet.pair(w::AMOUNT.say(lang), &sheet.money(of.amount), LOUD);
    sheet.fact(w::REASON.say(lang), &of.reason);
    sheet.fact(
        w::APPROVED.say(lang),
        of.approved_by.as_deref().unwrap_or_default(),
    );
    sheet.sign(w::SIGN_CASHIER.say(lang));
}

pub(super) fn drawer(sheet: &mut Sheet, of: &DrawerPaper) {
    let lang = sheet.paper.lang;
    match &of.z {
        Some(z) => sheet.middle(&w::Z.of(lang, &z.number.to_string()), LOUD),
        None => sheet.middle(w::X.say(lang), LOUD),
    }
    sheet.fact(w::OPENED_AT.say(lang), &sheet.second(of.opened_at));
    if let Some(z) = &of.z {
        sheet.fact(w::CLOSED_AT.say(lang), &sheet.second(z.closed_at));
    }
    sheet.rule();
    let out = |amount: Money| amount.checked_neg().unwrap_or_default();
    let rows = [
        (w::FLOAT, of.float),
        (w::SALES, of.sales),
        (w::CANCELLED, out(of.cancelled)),
        (w::PAYOUTS, out(of.payouts)),
        (w::GOODS, of.goods),
        (w::REFUNDS, out(of.refunds)),
        (w::SETTLED, of.settled),
        (w::CASH_IN, of.pay_in),
        (w::DROPS, out(of.drops)),
        (w::EXPENSES, out(of.pay_out)),
        (w::OTHER, of.other),
    ];
    for (at, (word, amount)) in rows.into_iter().enumerate() {
        if at < 2 || !amount.is_zero() {
            sheet.pair(word.say(lang), &sheet.figure(amount), PLAIN);
        }
    }
    if let Some(expected) = of.expected {
        sheet.pair(w::EXPECTED.say(lang), &sheet.money(expected), BOLD);
    }
    if let Some(z) = &of.z {
        sheet.pair(w::COUNTED.say(lang), &sheet.money(z.counted), BOLD);
        let difference = if z.difference.is_negative() {
            w::SHORT
        } else {
            w::OVER
        };
        if !z.difference.is_zero() {
            sheet.pair(difference.say(lang), &sheet.money(z.difference), LOUD);
        }
    }
    if !of.tenders.is_empty() {
        sheet.rule();
    }
    for one in &of.tenders {
        let words = format!("{} ({})", tender::kind(sheet, one.kind), one.count);
        sheet.pair(&words, &sheet.figure(one.amount), PLAIN);
        if let Some(counted) = one.counted {
            sheet.pair_in(2, w::COUNTED.say(lang), &sheet.figure(counted), PLAIN);
        }
    }
    if let Some(z) = &of.z {
        sheet.rule();
        sheet.fact(w::HASH.say(lang), &z.hash);
        sheet.sign(w::SIGN_CASHIER.say(lang));
    }
}
