//! Sales, tickets, prizes and payouts.

use super::{
    moment,
    table::{Facts, Table, figures, words},
    under, yes_no,
};
use crate::{
    domain::{BetKind, Money, PayoutStatus},
    ops::{
        CancelledTicket, Desk, MyTotals, NumberLeft, Paid, PayoutPage, PayoutRow, PrizeView, Quote,
        ShopWithCash, Sold, TicketPage, TicketView, UnseenRow,
    },
    ui::text::{Text, Voice, column as c, name},
};

pub fn desk(desk: &Desk, voice: Voice) -> String {
    let columns = [
        words(c::ALIAS),
        words(c::LOTTERY),
        words(c::DRAW),
        words(c::CUTOFF),
    ];
    let mut table = Table::new(voice, &columns);
    for draw in &desk.draws {
        table.row([
            draw.alias.clone(),
            draw.name.clone(),
            moment(draw.at, voice),
            voice.clock(draw.cutoff),
        ]);
    }
    table.text()
}

pub fn availability(left: &[NumberLeft], voice: Voice) -> String {
    let columns = [
        words(c::NUMBER),
        words(c::KIND),
        figures(c::LEFT),
        figures(c::LIMIT),
    ];
    let mut table = Table::new(voice, &columns);
    for row in left {
        table.row([
            row.number.to_string(),
            kind(row.kind, voice),
            voice.figure(row.left),
            voice.figure(row.limit),
        ]);
    }
    table.text()
}

fn kind(kind: Option<BetKind>, voice: Voice) -> String {
    kind.map_or_else(String::new, |kind| {
        voice.text(name::bet_kind(kind)).to_owned()
    })
}

pub fn quote(quote: &Quote, voice: Voice) -> String {
    Facts::new(voice)
        .with(c::TOTAL, voice.money(quote.total))
        .with_some(c::CHANGE, quote.change.map(|change| voice.money(change)))
        .text()
}

pub fn sold(sold: &Sold, voice: Voice) -> String {
    let columns = [
        words(c::TICKET),
        words(c::LOTTERY),
        words(c::DRAW),
        figures(c::SERIAL),
        figures(c::MINUTES_LEFT),
        figures(c::TOTAL),
    ];
    let mut table = Table::new(voice, &columns);
    for ticket in &sold.tickets {
        table.row([
            ticket.code.to_string(),
            ticket.lottery.clone(),
            moment(ticket.at, voice),
            ticket.serial.to_string(),
            ticket.minutes_left.to_string(),
            voice.figure(ticket.total),
        ]);
    }
    let facts = Facts::new(voice)
        .with(c::TOTAL, voice.money(sold.total))
        .with_some(c::CHANGE, sold.change.map(|change| voice.money(change)))
        .with_some(c::CACHED, cached(sold.cached, voice));
    format!("{}{}", table.text(), facts.text())
}

fn cached(cached: bool, voice: Voice) -> Option<String> {
    cached.then(|| yes_no(true, voice))
}

pub fn ticket(ticket: &TicketView, voice: Voice) -> String {
    let facts = Facts::new(voice)
        .with(c::TICKET, ticket.code.to_string())
        .with(c::SERIAL, ticket.serial.as_str())
        .with(c::STATE, voice.text(name::ticket_state(ticket.state)))
        .with(c::LOTTERY, ticket.draw.name.as_str())
        .with(c::DRAW, moment(ticket.draw.at, voice))
        .with_some(
            c::CORRECTION,
            ticket
                .draw
                .correction()
                .map(|waiting| format!("{} ({})", waiting.by, moment(waiting.at, voice))),
        )
        .with(c::SHOP, ticket.ventana.as_str())
        .with(c::SELLER, ticket.vendedor.as_str())
        .with(c::SOLD_AT, moment(ticket.sold_at, voice))
        .with(c::TOTAL, voice.money(ticket.total))
        .with_some(c::NOTE, ticket.note.as_deref())
        .with(c::REPRINTS, voice.count(ticket.reprints));
    let columns = [
        words(c::NUMBER),
        words(c::KIND),
        figures(c::STAKE),
        figures(c::FACTOR),
        figures(c::PRIZE),
    ];
    let mut bets = Table::new(voice, &columns);
    for bet in &ticket.bets {
        bets.row([
            bet.number.to_string(),
            kind(Some(bet.kind), voice),
            voice.figure(bet.stake),
            bet.factor.to_string(),
            voice.figure(bet.prize),
        ]);
    }
    let columns = [
        words(c::AT),
        words(c::WHO),
        words(c::ACTION),
        figures(c::AMOUNT),
        words(c::NOTE),
        words(c::APPROVED_BY),
    ];
    let mut history = Table::new(voice, &columns);
    for row in &ticket.history {
        history.row([
            moment(row.at, voice),
            row.who.clone(),
            row.action.clone(),
            figure(row.amount, voice),
            row.note.clone(),
            row.approved_by.clone().unwrap_or_default(),
        ]);
    }
    let prize = ticket
        .prize
        .as_ref()
        .map_or_else(String::new, |prize| self::prize(prize, voice));
    format!(
        "{}\n{}{prize}\n{}",
        facts.text(),
        bets.text(),
        history.text()
    )
}

fn figure(amount: Option<Money>, voice: Voice) -> String {
    amount.map_or_else(String::new, |amount| voice.figure(amount))
}

fn prize(prize: &PrizeView, voice: Voice) -> String {
    let facts = Facts::new(voice)
        .with(c::PRIZE, voice.money(prize.prize))
        .with(c::STATE, voice.text(name::prize_state(prize.state)))
        .with(c::PAID, voice.money(prize.paid))
        .with(c::REMAINING, voice.money(prize.remaining))
        .with(c::EXPIRES, voice.date(prize.expires));
    let payouts = payout_rows(&prize.payouts, voice);
    format!("\n{}{}", facts.text(), under(c::PAYOUTS, &payouts, voice))
}

pub fn page(page: &TicketPage, voice: Voice) -> String {
    let columns = [
        words(c::TICKET),
        words(c::SOLD_AT),
        words(c::LOTTERY),
        words(c::DRAW),
        words(c::SELLER),
        words(c::BETS),
        figures(c::TOTAL),
        words(c::STATE),
        figures(c::PRIZE),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &page.rows {
        table.row([
            row.code.to_string(),
            moment(row.sold_at, voice),
            row.lottery.clone(),
            moment(row.draw_at, voice),
            row.vendedor.clone(),
            row.summary.clone(),
            voice.figure(row.total),
            voice.text(name::ticket_state(row.state)).to_owned(),
            figure(row.prize, voice),
        ]);
    }
    let facts = Facts::new(voice)
        .with(c::COUNT, voice.count(page.count))
        .with(c::SUM, voice.money(page.sum));
    format!("{}\n{}", table.text(), facts.text())
}

pub fn cancelled(cancelled: &CancelledTicket, voice: Voice) -> String {
    Facts::new(voice)
        .with(c::TICKET, cancelled.code.to_string())
        .with(c::REFUND, voice.money(cancelled.refund))
        .with_some(c::CACHED, cached(cancelled.cached, voice))
        .text()
}

pub fn my_totals(totals: &MyTotals, voice: Voice) -> String {
    Facts::new(voice)
        .with(c::TICKETS, voice.count(totals.tickets))
        .with(c::SOLD, voice.money(totals.sold))
        .with(c::CANCELLED, voice.count(totals.cancelled))
        .with(c::PAID, voice.money(totals.paid))
        .with(c::COMMISSION, voice.money(totals.commission))
        .text()
}

pub fn paid(paid: &Paid, voice: Voice) -> String {
    let facts = Facts::new(voice)
        .with(c::TICKET, paid.code.to_string())
        .with_some(c::PAYOUT, paid.payout.map(|payout| payout.to_string()))
        .with(c::AMOUNT, voice.money(paid.amount))
        .with_some(c::CACHED, cached(paid.cached, voice));
    format!("{}{}", facts.text(), prize(&paid.prize, voice))
}

pub fn payouts(page: &PayoutPage, voice: Voice) -> String {
    let facts = Facts::new(voice)
        .with(c::COUNT, voice.count(page.count))
        .with(c::PAID, voice.money(page.paid))
        .with(c::PENDING, voice.money(page.pending))
        .with(c::FINALISED, voice.money(page.finalised))
        .with_some(c::NEXT_PAGE, page.next.as_deref());
    format!("{}\n{}", payout_rows(&page.rows, voice), facts.text())
}

fn payout_rows(rows: &[PayoutRow], voice: Voice) -> String {
    let columns = [
        words(c::AT),
        words(c::TICKET),
        words(c::LOTTERY),
        words(c::SHOP),
        words(c::WHO),
        words(c::STATE),
        words(c::METHOD),
        figures(c::AMOUNT),
        figures(c::REMAINING),
        words(c::APPROVED_BY),
        words(c::PAYOUT),
        words(c::NOTES),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        let method = row
            .method
            .map(|method| voice.text(name::pay_method(method)));
        table.row([
            moment(row.at, voice),
            row.code.to_string(),
            row.lottery.clone(),
            row.ventana.clone(),
            row.user.clone(),
            voice.text(status(row.status)).to_owned(),
            method.unwrap_or_default().to_owned(),
            voice.figure(row.amount),
            voice.figure(row.remaining),
            row.approved_by.clone().unwrap_or_default(),
            row.payout.map(|id| id.to_string()).unwrap_or_default(),
            row.notes.clone(),
        ]);
    }
    table.text()
}

/// What a status is called.
const fn status(status: PayoutStatus) -> Text {
    use crate::ui::text::words as w;
    match status {
        PayoutStatus::Pending => w::UNPAID,
        PayoutStatus::Partial => w::PARTIAL,
        PayoutStatus::Completed => w::PAID,
        PayoutStatus::Finalised => w::FINALIZED,
        PayoutStatus::Reversed => w::REVERSED,
    }
}

pub fn unseen(rows: &[UnseenRow], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[
            words(c::TICKET),
            words(c::LOTTERY),
            words(c::SELLER),
            words(c::AT),
            figures(c::TOTAL),
            figures(c::REMAINING),
        ],
    );
    for row in rows {
        table.row([
            row.code.to_string(),
            format!("{} {}", row.lottery, moment(row.draw_at, voice)),
            row.vendedor.clone(),
            moment(row.sold_at, voice),
            voice.figure(row.total),
            voice.figure(row.remaining),
        ]);
    }
    table.text()
}

pub fn cash_elsewhere(rows: &[ShopWithCash], voice: Voice) -> String {
    let mut table = Table::new(voice, &[words(c::SHOP), words(c::ENOUGH)]);
    for row in rows {
        table.row([row.ventana.clone(), super::yes_no(row.enough, voice)]);
    }
    table.text()
}
