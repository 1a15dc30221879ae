//! What every receipt begins and ends with.

use super::{BOLD, LOUD, PLAIN};
use crate::domain::receipt::ReceiptHead;
use crate::domain::wall_clock;
use crate::print::{paper::Sheet, words as w};

pub(super) fn above(sheet: &mut Sheet, head: &ReceiptHead) {
    let lang = sheet.paper.lang;
    sheet.middle(&head.banca, LOUD);
    if !head.licence.is_empty() {
        sheet.middle(&w::LICENCE.of(lang, &head.licence), PLAIN);
    }
    if !head.legal_id.is_empty() {
        sheet.middle(&w::LEGAL_ID.of(lang, &head.legal_id), PLAIN);
    }
    if head.ventana != head.banca {
        sheet.middle(&head.ventana, PLAIN);
    }
    sheet.rule();
    sheet.indented(0, &head.number, BOLD);
    sheet.left(&sheet.second(head.at));
    if wall_clock(head.at, sheet.paper.zone).date() != head.date {
        sheet.fact(w::BUSINESS_DATE.say(lang), &sheet.date(head.date));
    }
    sheet.fact(w::TERMINAL.say(lang), &head.terminal);
    sheet.fact(w::CASHIER.say(lang), &head.cashier);
    sheet.rule();
}

pub(super) fn below(sheet: &mut Sheet, head: &ReceiptHead) {
    if !head.legal.trim().is_empty() {
        sheet.gap();
        for line in head.legal.lines() {
            sheet.middle(line, PLAIN);
        }
    }
}
