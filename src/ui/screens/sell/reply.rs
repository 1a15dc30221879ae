//! What becomes of answers.

use super::basket::{Basket, Row};
use super::left::refused;
use super::state::{Last, Limited, Parked, Stage, Unsold};
use super::{
    DESK, DESK_AGAIN, DESK_EVERY, FATE, FETCH, LAST, LEFT, REPRINT, SELL, SHARE, Sell, TICKETS,
    TOTALS, VOID, WHY, paper,
};
use crate::domain::betline::ExpandedBet;
use crate::domain::view::{BetView, MyTotals, Sold, TicketPage, TicketRow, TicketView};
use crate::domain::{Origin, SaleProblem, TicketState};
use crate::ops::{self, Answer, Refusal, Reply, Request, SellBet};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::Message;
use crate::ui::screen::Slot;
use crate::ui::text::{Say, frame, refusal, sell as t};

impl Sell {
    pub(super) fn answered(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.typed.released(ctx.now);
        match reply {
            Reply::Done(answer) => self.done(slot, answer, ctx),
            Reply::Refused(all) => self.no(slot, all, reply, ctx),
            Reply::Failed(fault) => match slot {
                SELL => {
                    self.message = None;
                    self.stage = Stage::Unsold(Unsold {
                        received: self.received,
                        fault: refusal::fault(fault),
                    });
                    vec![Effect::Bell]
                }
                FETCH => {
                    self.fetching = None;
                    self.say(Tone::Bad, refusal::fault(fault));
                    Vec::new()
                }
                // What is only shown is read again by itself; the status bar says that the connection is gone.
                DESK => {
                    self.desk_at = Some(ctx.now - DESK_EVERY + DESK_AGAIN);
                    Vec::new()
                }
                LEFT | TICKETS | LAST => Vec::new(),
                _ => refusal::show(reply),
            },
        }
    }

    fn done(&mut self, slot: Slot, answer: &Answer, ctx: &Ctx) -> Vec<Effect> {
        match (slot, answer) {
            (DESK, Answer::Desk(desk)) => {
                self.draws.set(desk.draws.clone());
                self.desk = Some(desk.as_ref().clone());
                if desk.drawer.is_some() {
                    self.drawer_is_open();
                }
                let first = self.left_at.is_none();
                let mut effects = self.named_again(ctx);
                effects.extend(self.follow(ctx));
                if first && effects.is_empty() {
                    effects = self.ask_left(ctx);
                }
                effects
            }
            (LEFT, Answer::Availability(rows)) => {
                self.left.set(rows.clone());
                Vec::new()
            }
            (TICKETS, Answer::Tickets(page)) => self.listed(page),
            (LAST, Answer::Ticket(ticket)) => {
                self.last = Some(Last {
                    codes: vec![ticket.code],
                    bets: repeated(ticket),
                });
                Vec::new()
            }
            (FETCH, Answer::Ticket(ticket)) => self.fetched(ticket, ctx),
            (SHARE, Answer::Ticket(ticket)) => {
                vec![Effect::Copy(paper::lines(ticket, ctx).join("\n"))]
            }
            (REPRINT, Answer::Ticket(ticket)) => reprinted(ticket, ctx),
            (TOTALS, Answer::MyTotals(totals)) => totals_shown(totals),
            (WHY, Answer::Limits(rows)) => self.told_why(rows, ctx),
            (VOID, Answer::Cancelled(cancelled)) => {
                self.receipt = None;
                let say = t::VOIDED.with("code", cancelled.code.to_string());
                let say = say.with("refund", cancelled.refund);
                for row in &mut self.tickets {
                    if row.code == cancelled.code {
                        row.state = TicketState::Cancelled;
                    }
                }
                self.left_at = None;
                let mut effects = vec![Effect::good(say), Self::ask_tickets(ctx)];
                effects.push(self.ask_desk(ctx));
                effects.extend(self.ask_left(ctx));
                effects
            }
            (SELL, Answer::Sold(sold)) => self.sold(sold, ctx),
            (FATE, Answer::Outcome(ops::Outcome::Committed { answer })) => match answer.as_ref() {
                Answer::Sold(sold) => {
                    // It was sold as it was then; what was changed since is set aside as another ticket.
                    let basket = std::mem::take(&mut self.basket);
                    let draws = self.draws.chosen().to_vec();
                    let basket = Basket {
                        key: None,
                        ..basket
                    };
                    let pending = std::mem::take(&mut self.pending);
                    self.parked.push(Parked {
                        basket,
                        draws,
                        pending,
                    });
                    self.sold(sold, ctx)
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Sold: the screen is ready for the next customer at once.
    fn sold(&mut self, sold: &Sold, ctx: &Ctx) -> Vec<Effect> {
        if let Some(desk) = &mut self.desk
            && !sold.cached
        {
            desk.totals.tickets += i64::try_from(sold.tickets.len()).unwrap_or(0);
            desk.totals.sold = desk
                .totals
                .sold
                .checked_add(sold.total)
                .unwrap_or(desk.totals.sold);
        }
        let basket = std::mem::take(&mut self.basket);
        self.remember(sold, &basket, ctx);
        self.stage = Stage::Typing;
        self.message = None;
        self.problems.clear();
        self.receipt = Some(sold.clone());
        self.left_at = None;
        // What was chosen beside one draw was this customer's wish.
        self.draws.keep_first(ctx.now);
        let follows = self.follow(ctx);
        let mut effects = vec![Effect::good(self.sold_say(sold, ctx))];
        effects.extend(follows);
        effects.extend(self.ask_left(ctx));
        effects
    }

    /// What was sold; after several draws also to which one the next ticket goes.
    fn sold_say(&self, sold: &Sold, ctx: &Ctx) -> Say {
        let change = sold.change.filter(|change| change.is_positive());
        let say = match (sold.tickets.as_slice(), change) {
            ([only], None) => t::SOLD.with("code", only.code.to_string()),
            ([only], Some(_)) => t::SOLD_CHANGE.with("code", only.code.to_string()),
            (several, None) => t::SOLD_SEVERAL.with("n", several.len()),
            (several, Some(_)) => t::SOLD_SEVERAL_CHANGE.with("n", several.len()),
        };
        let next = self.draws.chosen().first();
        let next = next.and_then(|id| self.draw_name(*id, ctx));
        let say = say.with("draw", next.unwrap_or_default());
        let say = say.with("total", sold.total);
        match change {
            Some(change) => say.with("change", change),
            None => say,
        }
    }

    /// Puts what was sold on top of the latest tickets and keeps its bets, so that repeating it asks nobody.
    fn remember(&mut self, sold: &Sold, basket: &Basket, ctx: &Ctx) {
        let bets = basket.bets().unwrap_or_default();
        let word = |row: &Row| {
            let stake = ctx.voice.figure(row.stake);
            format!("{}{}{stake}", row.words(), ctx.symbols.times)
        };
        let words: Vec<String> = basket.rows.iter().map(word).collect();
        let words = words.join(" ");
        for ticket in &sold.tickets {
            self.tickets.retain(|row| row.code != ticket.code);
            let row = TicketRow {
                code: ticket.code,
                lottery: ticket.lottery.clone(),
                draw: ticket.draw,
                draw_at: ticket.at,
                sold_at: sold.sold_at,
                vendedor: ctx.session.map(|me| me.name.clone()).unwrap_or_default(),
                ventana: String::new(),
                bets: i64::try_from(bets.len()).unwrap_or(0),
                summary: words.clone(),
                total: ticket.total,
                state: TicketState::Active,
                prize: None,
            };
            self.tickets.insert(0, row);
        }
        let repeated = |bet: &SellBet| ExpandedBet {
            kind: bet.kind,
            number: bet.number,
            stake: bet.stake,
            origin: Origin::Repeated,
        };
        if !bets.is_empty() {
            self.last = Some(Last {
                codes: sold.tickets.iter().map(|ticket| ticket.code).collect(),
                bets: bets.iter().map(repeated).collect(),
            });
        }
    }

    fn listed(&mut self, page: &TicketPage) -> Vec<Effect> {
        self.tickets.clone_from(&page.rows);
        let newest = self.tickets.first().map(|row| row.code);
        match newest {
            Some(code)
                if self
                    .last
                    .as_ref()
                    .is_none_or(|last| !last.codes.contains(&code)) =>
            {
                vec![Effect::Ask(LAST, Request::Ticket { code })]
            }
            _ => Vec::new(),
        }
    }

    fn fetched(&mut self, ticket: &TicketView, ctx: &Ctx) -> Vec<Effect> {
        if self.fetching.take() != Some(ticket.code) {
            return Vec::new();
        }
        self.copy(ticket.code, repeated(ticket), ctx)
    }

    fn no(&mut self, slot: Slot, all: &[Refusal], reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match slot {
            SELL => self.sale_refused(all, ctx),
            FETCH => {
                self.fetching = None;
                self.say(Tone::Bad, refusal::first(all));
                vec![Effect::Bell]
            }
            DESK => {
                self.say(Tone::Bad, refusal::first(all));
                Vec::new()
            }
            LEFT | TICKETS | LAST => Vec::new(),
            _ => refusal::show(reply),
        }
    }

    /// A refused sale leaves the ticket as it was, with every reason beside what it concerns.
    fn sale_refused(&mut self, all: &[Refusal], ctx: &Ctx) -> Vec<Effect> {
        if all
            .iter()
            .any(|one| matches!(one, Refusal::KeyReused { .. }))
            && let Some(key) = self.basket.key
        {
            // The ticket was sold before with other content: what became of it is asked for, never sold twice.
            self.say(Tone::Bad, refusal::first(all));
            return vec![Effect::Ask(FATE, Request::Outcome { key })];
        }
        if all
            .iter()
            .any(|one| matches!(one, Refusal::NeedsApproval { .. }))
        {
            self.basket.lift = false;
            self.say(Tone::Bad, t::NOT_AUTHORISED);
            return Vec::new();
        }
        if all.contains(&Refusal::ApprovalInvalid) {
            self.basket.lift = false;
        }
        for one in all {
            if let Refusal::Sale(
                SaleProblem::PastCutoff { draw, .. }
                | SaleProblem::DrawNotOpen { draw, .. }
                | SaleProblem::DrawSuspended { draw }
                | SaleProblem::ListExcluded { draw },
            ) = one
            {
                self.draws.close(*draw);
            }
        }
        self.problems = all.to_vec();
        let stakes = self.basket.stakes().unwrap_or_default();
        let overs = refused(all, &stakes, self.desk.as_ref());
        if overs.is_empty() {
            let name = |id| self.draw_name(id, ctx);
            let first = all.first().map(|one| refusal::sentence_with(one, &name));
            let first = first.unwrap_or_else(|| frame::REFUSED.into());
            self.say(Tone::Bad, first);
            if let Some(message) = &mut self.message {
                message.drawer = all.first().is_some_and(super::about_the_drawer);
            }
        } else if all.len() == overs.len() {
            self.stage = Stage::Limited(Limited {
                rows: Vec::new(),
                overs,
                charge: false,
            });
        }
        self.left_at = None;
        let mut effects = vec![Effect::Bell, self.ask_desk(ctx)];
        effects.extend(self.ask_left(ctx));
        effects
    }
}

/// A ticket's bets, to be sold once more.
fn repeated(ticket: &TicketView) -> Vec<ExpandedBet> {
    let bet = |bet: &BetView| ExpandedBet {
        kind: bet.kind,
        number: bet.number,
        stake: bet.stake,
        origin: Origin::Repeated,
    };
    ticket.bets.iter().map(bet).collect()
}

fn reprinted(ticket: &TicketView, ctx: &Ctx) -> Vec<Effect> {
    let title = t::REPRINTED.with("code", ticket.code.to_string());
    let line = |line: String| frame::PLAIN.with("text", line);
    let lines = paper::lines(ticket, ctx).into_iter().map(line).collect();
    vec![Effect::open(
        refusal::READ,
        Message::new(Tone::Plain, title, lines),
    )]
}

fn totals_shown(totals: &MyTotals) -> Vec<Effect> {
    let lines = vec![
        t::TOTALS_SOLD
            .with("money", totals.sold)
            .with("n", totals.tickets),
        t::TOTALS_CANCELLED.with("n", totals.cancelled),
        t::TOTALS_PAID.with("money", totals.paid),
        t::TOTALS_COMMISSION.with("money", totals.commission),
    ];
    vec![Effect::open(
        refusal::READ,
        Message::new(Tone::Plain, t::TOTALS, lines),
    )]
}
