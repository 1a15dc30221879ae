//! The list of tickets, to find one without its paper: by date, by number, winners only.

use super::days::Days;
use super::filters::{Filter, filters};
use super::paged::{DateSlots, Dated, Paged};
use super::parts::moment;
use crate::domain::{Digits, Number, TicketCode, TicketState};
use crate::ops::{Answer, PageKey, Reply, Request, TicketFilter, TicketPage, TicketRow};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Outcome, Pick, Prompt};
use crate::ui::screen::Slot;
use crate::ui::text::{Say, Text, name, pay};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Field, Look, Side, Span};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(super) const PAGE: Slot = Slot("pay.tickets");
const WINNERS: Slot = Slot("pay.tickets.winners");
const DATES: DateSlots = DateSlots {
    which: Slot("pay.tickets.dates"),
    between: Slot("pay.tickets.between"),
};
const NUMBER: Slot = Slot("pay.tickets.number");

/// The list.
#[derive(Debug, Default)]
pub(super) struct Tickets {
    filter: TicketFilter,
    list: Paged<TicketRow, PageKey>,
    totals: TicketPage,
}

impl Tickets {
    /// Reads the first page.
    pub fn ask(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.list.begin();
        (self.filter.from, self.filter.to) = self.list.days.range(ctx);
        self.filter.after = None;
        vec![Effect::Ask(PAGE, Request::Tickets(self.filter.clone()))]
    }

    fn ask_more(&self, next: PageKey) -> Effect {
        let filter = TicketFilter {
            after: Some(next),
            ..self.filter.clone()
        };
        Effect::Ask(PAGE, Request::Tickets(filter))
    }

    /// The chosen ticket.
    pub fn chosen(&self) -> Option<TicketCode> {
        self.list.grid.chosen().map(|row| row.code)
    }

    /// The chosen row as text.
    pub fn copied(&self, ctx: &Ctx) -> Option<String> {
        self.list.copied(|row| cells(row, ctx))
    }

    /// One of the list's actions.
    pub fn act(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::PayFilterStatus => {
                let items = [pay::ALL_OF_THEM, pay::ONLY_WINNERS]
                    .map(Say::from)
                    .to_vec();
                let marked = usize::from(self.filter.winners);
                vec![Effect::open(
                    WINNERS,
                    Pick::one(pay::FILTER_STATUS, items, marked),
                )]
            }
            Action::PayFilterDates => vec![Effect::open(DATES.which, self.list.days.pick())],
            Action::ListFilter => vec![Effect::open(NUMBER, self.prompt())],
            Action::ListRefresh => self.ask(ctx),
            _ => {
                let next = self.list.step(action);
                next.map(|next| self.ask_more(next)).into_iter().collect()
            }
        }
    }

    fn prompt(&self) -> Prompt {
        let present = self.filter.number.map(|number| number.to_string());
        let field = Field::text(pay::FILTER_NUMBER, 3)
            .hint(pay::NUMBER_HINT)
            .value(present.unwrap_or_default());
        Prompt::new(pay::NUMBER_TITLE, Vec::new(), vec![field]).checked(a_number)
    }

    /// A dialog of the list ended.
    pub fn on_outcome(&mut self, slot: Slot, outcome: &Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (self.list.dated(slot, outcome, DATES, ctx), outcome) {
            (Dated::Changed, _) => {}
            (Dated::Asks(dialog), _) => return vec![dialog],
            (Dated::Other, Outcome::Picked(places)) if slot == WINNERS => {
                self.filter.winners = places.first() == Some(&1);
            }
            (Dated::Other, Outcome::Filled(values)) if slot == NUMBER => {
                let typed = values.first().map_or("", |typed| typed.trim());
                self.filter.number = number(typed);
            }
            (Dated::Other, _) => return Vec::new(),
        }
        self.list.grid.choose(0);
        self.ask(ctx)
    }

    /// An answer for the list.
    pub fn on_reply(&mut self, reply: &Reply) -> Vec<Effect> {
        let said = self.list.learn(reply);
        if let Reply::Done(answer) = reply
            && let Answer::Tickets(page) = answer.as_ref()
        {
            self.list.take(&page.rows, page.next.clone());
            self.totals = TicketPage {
                rows: Vec::new(),
                ..page.clone()
            };
        }
        said
    }

    /// Draws filters and rows.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let taken = filters(area, buf, ctx, &self.filters(ctx));
        let rest = Rect {
            y: area.y.saturating_add(taken + 1),
            height: area.height.saturating_sub(taken + 1),
            ..area
        };
        let foot = pay::TICKETS_FOOT
            .with("n", self.totals.count)
            .with("sum", self.totals.sum);
        let look = Look {
            columns: COLUMNS,
            cells: &|row| cells(row, ctx),
            empty: self
                .list
                .problem
                .clone()
                .unwrap_or_else(|| pay::NO_TICKETS.into()),
            foot: Some(foot),
            focused: true,
        };
        self.list.grid.render(rest, buf, ctx, &look);
    }

    fn filters(&self, ctx: &Ctx) -> Vec<Filter> {
        let all = || ctx.text(pay::ALL_OF_THEM).to_owned();
        let winners = if self.filter.winners {
            ctx.text(pay::ONLY_WINNERS).to_owned()
        } else {
            all()
        };
        let number = self.filter.number.map(|number| number.to_string());
        vec![
            Filter {
                label: pay::FILTER_DATES,
                action: Action::PayFilterDates,
                value: ctx.say(&self.list.days.say()),
                set: self.list.days != Days::All,
            },
            Filter {
                label: pay::FILTER_NUMBER,
                action: Action::ListFilter,
                set: number.is_some(),
                value: number.unwrap_or_else(all),
            },
            Filter {
                label: pay::FILTER_STATUS,
                action: Action::PayFilterStatus,
                value: winners,
                set: self.filter.winners,
            },
        ]
    }
}

/// A number of two or three digits.
fn number(typed: &str) -> Option<Number> {
    let digits = Digits::from_count(u8::try_from(typed.len()).ok()?)?;
    Number::parse(typed, digits).ok()
}

fn a_number(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    match values.first().map(|typed| typed.trim()) {
        Some(typed) if !typed.is_empty() && number(typed).is_none() => {
            Err((0, pay::NUMBER_WRONG.into()))
        }
        Some(_) | None => Ok(()),
    }
}

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(pay::COLUMN_CODE, Span::Fixed(14), Side::Left, 0),
    column(pay::COLUMN_AT, Span::Fixed(11), Side::Left, 0),
    column(pay::COLUMN_LOTTERY, Span::Fixed(16), Side::Left, 1),
    column(pay::COLUMN_TOTAL, Span::Fixed(11), Side::Right, 0),
    column(pay::COLUMN_STATUS, Span::Fixed(18), Side::Left, 2),
    column(pay::COLUMN_BETS, Span::Rest(14), Side::Left, 3),
    column(pay::COLUMN_WHO, Span::Fixed(16), Side::Left, 4),
    column(pay::COLUMN_VENTANA, Span::Fixed(14), Side::Left, 5),
];

fn cells(row: &TicketRow, ctx: &Ctx) -> Vec<Cell> {
    let (status, token) = match (row.state, row.prize) {
        (TicketState::Active, Some(prize)) => {
            let won = ctx.say(&pay::WINNER.with("prize", prize));
            (format!("{} {won}", ctx.symbols.check), Token::Ok)
        }
        (TicketState::Active, None) => (String::new(), Token::Dim),
        (state @ (TicketState::Cancelled | TicketState::Excluded | TicketState::Annulled), _) => {
            let word = ctx.text(name::ticket_state(state));
            (format!("{} {word}", ctx.symbols.cross), Token::Error)
        }
    };
    let draw = format!("{} {}", row.lottery, ctx.voice.clock(row.draw_at));
    vec![
        Cell::new(row.code.to_string(), Token::Strong),
        Cell::new(moment(row.sold_at, ctx), Token::Dim),
        Cell::new(draw, Token::Base),
        Cell::new(ctx.voice.figure(row.total), Token::Money),
        Cell::new(status, token),
        Cell::new(&row.summary, Token::Base),
        Cell::new(&row.vendedor, Token::Base),
        Cell::new(&row.ventana, Token::Dim),
    ]
}
