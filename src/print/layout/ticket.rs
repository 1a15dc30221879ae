//! A lottery ticket: the draw, the bets grouped by amount, what is paid, the seal before, and the codes.

use super::{BOLD, LOUD, PLAIN};
use crate::domain::receipt::{TicketBet, TicketPart, TicketReceipt};
use crate::domain::{BetKind, Money, Origin, Rate};
use crate::print::{
    paper::{Sheet, wrapped},
    words as w,
};

/// Bets of one kind, stake and factor, in the order of the ticket.
struct Group<'a> {
    kind: BetKind,
    stake: Money,
    factor: Rate,
    bets: Vec<&'a TicketBet>,
}

fn groups(bets: &[TicketBet]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for bet in bets {
        let same = groups.iter_mut().find(|group| {
            (group.kind, group.stake, group.factor) == (bet.kind, bet.stake, bet.factor)
        });
        match same {
            Some(group) => group.bets.push(bet),
            None => groups.push(Group {
                kind: bet.kind,
                stake: bet.stake,
                factor: bet.factor,
                bets: vec![bet],
            }),
        }
    }
    // Reventado stands behind what it belongs to.
    groups.sort_by_key(|group| group.kind == BetKind::Reventado);
    groups
}

/// The one factor of a kind, if all its bets have the same.
fn only(groups: &[Group<'_>], kind: BetKind) -> Option<Rate> {
    let mut of_kind = groups.iter().filter(|group| group.kind == kind);
    let first = of_kind.next()?.factor;
    of_kind.all(|group| group.factor == first).then_some(first)
}

fn number(bet: &TicketBet) -> String {
    match bet.origin {
        Origin::Random => format!("{}GT", bet.number),
        Origin::Typed
        | Origin::Volteado
        | Origin::Range
        | Origin::Decade
        | Origin::Terminal
        | Origin::Doubles
        | Origin::Set
        | Origin::Repeated => bet.number.to_string(),
    }
}

pub(super) fn ticket(sheet: &mut Sheet, ticket: &TicketPart) {
    let lang = sheet.paper.lang;
    sheet.middle(&ticket.draw, LOUD);
    sheet.middle(&sheet.minute(ticket.draw_at), BOLD);
    sheet.left(&format!("{} {}", w::TICKET.say(lang), ticket.serial));
    let groups = groups(&ticket.bets);
    // The amounts stand in a column of their own, as wide as the widest.
    let amounts: Vec<String> = groups
        .iter()
        .map(|group| sheet.figure(group.stake))
        .collect();
    let column = amounts
        .iter()
        .map(|amount| amount.chars().count())
        .max()
        .unwrap_or(0);
    let mut reventado = false;
    for (group, amount) in groups.iter().zip(&amounts) {
        if group.kind == BetKind::Reventado && !reventado {
            reventado = true;
            sheet.indented(0, w::REVENTADO.say(lang), BOLD);
        }
        let mut words: Vec<String> = group.bets.iter().map(|bet| number(bet)).collect();
        if only(&groups, group.kind).is_none() {
            words.push(format!("({}x)", group.factor));
        }
        let room = sheet.wide().saturating_sub(column.saturating_add(4));
        let mut amount = format!("{amount:>column$} × ");
        for line in wrapped(&words.join(" "), room) {
            sheet.kept(&format!("{amount}{line}"), PLAIN);
            amount = " ".repeat(column.saturating_add(3));
        }
    }
    sheet.pair(w::TICKET_TOTAL.say(lang), &sheet.money(ticket.total), LOUD);
    let straight =
        only(&groups, BetKind::Straight).map(|factor| w::PAYS.of(lang, &factor.to_string()));
    let with = only(&groups, BetKind::Reventado)
        .map(|factor| w::PAYS_REVENTADO.of(lang, &factor.to_string()));
    let pays: Vec<String> = straight.into_iter().chain(with).collect();
    sheet.left(&pays.join(" · "));
    sheet.fact(w::NOTE.say(lang), &ticket.note);
    if let Some(expires) = ticket.expires {
        sheet.left(&format!("{} {}", w::EXPIRES.say(lang), sheet.date(expires)));
    }
    if let Some(seal) = &ticket.previous_seal {
        sheet.left(&format!("{} {seal}", w::SEAL.say(lang)));
    }
    sheet.middle(&ticket.code.to_string(), LOUD);
    let code = format!("T{}", ticket.code.digits());
    sheet.barcode(&code);
    sheet.qr(&code);
}

pub(super) fn alone(sheet: &mut Sheet, of: &TicketReceipt) {
    ticket(sheet, &of.ticket);
}
