//! The list of a draw: its numbers in columns.

use super::{BOLD, LOUD, PLAIN};
use crate::domain::receipt::ListPaper;
use crate::print::{paper::Sheet, words as w};

pub(super) fn list(sheet: &mut Sheet, of: &ListPaper) {
    let lang = sheet.paper.lang;
    sheet.middle(w::LIST.say(lang), LOUD);
    if of.excluded {
        sheet.middle(w::EXCLUDED.say(lang), LOUD);
    }
    sheet.middle(&of.of, BOLD);
    sheet.middle(&format!("{} {}", of.draw, sheet.minute(of.draw_at)), PLAIN);
    sheet.rule();
    let row = |number: &str, straight: &str, reventado: &str, wide: usize| {
        let first = 5;
        let rest = wide.saturating_sub(first);
        let (second, third) = (rest / 2, rest.saturating_sub(rest / 2));
        format!("{number:<first$}{straight:>second$}{reventado:>third$}")
    };
    let wide = sheet.wide();
    sheet.kept(
        &row(
            w::NUMBER.say(lang),
            w::STRAIGHT.say(lang),
            w::REVENTADO.say(lang),
            wide,
        ),
        BOLD,
    );
    for line in &of.lines {
        let number = line.number.to_string();
        let (straight, reventado) = (sheet.figure(line.straight), sheet.figure(line.reventado));
        let set = row(&number, &straight, &reventado, wide);
        if set.chars().count() <= wide {
            sheet.kept(&set, PLAIN);
        } else {
            sheet.pair(&number, &straight, PLAIN);
            sheet.pair(&format!("{number} R"), &reventado, PLAIN);
        }
    }
    sheet.rule();
    sheet.pair(w::TICKET_COUNT.say(lang), &sheet.count(of.tickets), PLAIN);
    sheet.pair(w::TOTAL.say(lang), &sheet.money(of.total), LOUD);
}
