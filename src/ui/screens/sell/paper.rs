//! A ticket as plain text: for the clipboard, and to look at.

use crate::domain::view::{BetView, TicketView};
use crate::domain::{BetKind, Money, Number, TicketState};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Arg, name, sell as t};

/// The lines of a ticket.
pub(super) fn lines(ticket: &TicketView, ctx: &Ctx) -> Vec<String> {
    let say = |say: crate::ui::text::Say| ctx.say(&say);
    let mut out = vec![
        plain(&ticket.ventana).into_owned(),
        format!(
            "{} {}",
            plain(&ticket.draw.name),
            ctx.voice.moment(ticket.draw.at)
        ),
        ticket.code.to_string(),
    ];
    for (stake, numbers) in grouped(ticket, BetKind::Straight) {
        out.push(row(&numbers, "", stake, ctx));
    }
    for (stake, numbers) in grouped(ticket, BetKind::Reventado) {
        out.push(row(&numbers, "R ", stake, ctx));
    }
    out.push(say(t::PAPER_TOTAL.with("total", ticket.total)));
    if let Some(note) = &ticket.note {
        out.push(say(t::NOTE_TICKET.with("note", note.as_str())));
    }
    out.push(say(t::PAPER_SOLD.with("at", Arg::Moment(ticket.sold_at))));
    out.push(say(t::PAPER_SERIAL.with("serial", ticket.serial.as_str())));
    out.push(say(t::PAPER_SELLER.with("name", ticket.vendedor.as_str())));
    if ticket.reprints > 0 {
        out.push(say(t::PAPER_COPY.with("n", ticket.reprints)));
    }
    if ticket.state != TicketState::Active {
        out.push(say(
            t::PAPER_STATE.with("state", name::ticket_state(ticket.state))
        ));
    }
    out
}

/// Numbers of one kind by their stake, in the order of the ticket.
fn grouped(ticket: &TicketView, kind: BetKind) -> Vec<(Money, Vec<Number>)> {
    let mut groups: Vec<(Money, Vec<Number>)> = Vec::new();
    let of_kind = |bet: &&BetView| bet.kind == kind;
    for bet in ticket.bets.iter().filter(of_kind) {
        match groups.iter_mut().find(|(stake, _)| *stake == bet.stake) {
            Some((_, numbers)) => numbers.push(bet.number),
            None => groups.push((bet.stake, vec![bet.number])),
        }
    }
    groups
}

fn row(numbers: &[Number], mark: &str, stake: Money, ctx: &Ctx) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let times = ctx.symbols.times;
    format!(
        "{mark}{} {times}{}",
        numbers.join(" "),
        ctx.voice.figure(stake)
    )
}
