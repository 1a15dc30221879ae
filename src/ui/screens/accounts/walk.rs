//! The way through the accounts: from the list down to a ticket or a document, and back.

use super::{
    Accounts, BOOKS, DAY, ENTRIES, MONTH, RECEIPT, RECEIPTS, STATEMENT, TICKETS, View, Whose,
};
use crate::domain::{Holder, TicketCode, month_end, month_of};
use crate::ops::AskMonth;
use crate::ops::{AccountRow, DayItem, Request};
use crate::ops::{AskDay, AskEntries, AskMovements, AskStatement, AskTickets};
use crate::sheet::Kind;
use crate::ui::account_paper as paper;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::screen::ScreenId;
use crate::ui::text::accounts as t;
use crate::ui::widgets::{Grid, Moved};
use chrono::{Months, NaiveDate};

/// Whose a row is.
pub(super) fn whose(row: &AccountRow) -> Whose {
    Whose {
        holder: row.holder,
        name: paper::holder(row.holder, &row.ventana, row.vendedor.as_deref()),
    }
}

impl View {
    /// The question that fills it.
    pub(super) fn ask(&self) -> Effect {
        match self {
            View::Statement { whose, month, .. } => Effect::Ask(
                STATEMENT,
                Request::Statement(AskStatement {
                    holder: whose.holder,
                    from: *month,
                    to: month_end(*month),
                }),
            ),
            View::Day { whose, date, .. } => Effect::Ask(
                DAY,
                Request::StatementDay(AskDay {
                    holder: whose.holder,
                    date: *date,
                }),
            ),
            View::Tickets { .. } | View::Receipts { .. } | View::Entries { .. } => self.page(None),
            View::Month { month, .. } => {
                Effect::Ask(MONTH, Request::Month(AskMonth { month: *month }))
            }
            View::Books { .. } => Effect::Ask(BOOKS, Request::LedgerAccounts),
        }
    }

    /// The question for a page of a long list; the first one for what has no pages.
    fn page(&self, after: Option<String>) -> Effect {
        match self {
            View::Tickets {
                whose, date, draw, ..
            } => Effect::Ask(
                TICKETS,
                Request::StatementTickets(AskTickets {
                    holder: whose.holder,
                    date: *date,
                    draw: *draw,
                    after,
                }),
            ),
            View::Receipts { whose, .. } => Effect::Ask(
                RECEIPTS,
                Request::Movements(AskMovements {
                    holder: whose.holder,
                    after,
                }),
            ),
            View::Entries { account, .. } => Effect::Ask(
                ENTRIES,
                Request::LedgerEntries(AskEntries {
                    book: account.book,
                    code: account.code,
                    after,
                }),
            ),
            View::Statement { .. } | View::Day { .. } | View::Month { .. } | View::Books { .. } => {
                self.ask()
            }
        }
    }

    fn moved(&mut self, action: Action) -> Moved {
        match self {
            View::Statement { grid, .. } => grid.on_action(action),
            View::Day { grid, .. } => grid.on_action(action),
            View::Tickets { grid, .. } => grid.on_action(action),
            View::Receipts { grid, .. } => grid.on_action(action),
            View::Month { grid, .. } => grid.on_action(action),
            View::Books { grid } => grid.on_action(action),
            View::Entries { grid, .. } => grid.on_action(action),
        }
    }
}

impl Accounts {
    pub(super) fn moved(&mut self, action: Action) -> Moved {
        match self.views.last_mut() {
            None => self.grid.on_action(action),
            Some(view) => view.moved(action),
        }
    }

    /// The next page of what is shown.
    pub(super) fn more(&self) -> Vec<Effect> {
        match self.views.last() {
            Some(
                view @ (View::Tickets { next, .. }
                | View::Receipts { next, .. }
                | View::Entries { next, .. }),
            ) if next.is_some() => vec![view.page(next.clone())],
            _ => Vec::new(),
        }
    }

    pub(super) fn push(&mut self, view: View) -> Vec<Effect> {
        let ask = view.ask();
        self.views.push(view);
        vec![ask]
    }

    pub(super) fn back(&mut self) -> Vec<Effect> {
        if self.views.pop().is_none() {
            return vec![Effect::Back];
        }
        self.refresh()
    }

    /// Goes a step deeper into the chosen row.
    pub(super) fn open(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(view) = self.views.last() else {
            return self.open_statement(ctx);
        };
        match view {
            View::Statement { whose, grid, .. } => {
                let Some(line) = grid.chosen() else {
                    return Vec::new();
                };
                let day = View::Day {
                    whose: whose.clone(),
                    date: line.day.date,
                    told: None,
                    grid: Grid::default(),
                };
                self.push(day)
            }
            View::Day {
                whose, date, grid, ..
            } => match grid.chosen().map(|entry| &entry.item) {
                Some(DayItem::Draw { draw, lottery }) => {
                    let tickets = View::Tickets {
                        whose: whose.clone(),
                        date: *date,
                        draw: *draw,
                        name: lottery.clone(),
                        next: None,
                        grid: Grid::default(),
                    };
                    self.push(tickets)
                }
                Some(DayItem::Movement { movement, .. }) => {
                    let movement = *movement;
                    self.copies = false;
                    vec![Effect::Ask(RECEIPT, Request::MovementReceipt { movement })]
                }
                Some(DayItem::Drawer { .. }) => vec![Effect::Go(ScreenId::Drawer)],
                None => Vec::new(),
            },
            View::Tickets { grid, .. } => {
                let code = grid.chosen().map(|ticket| ticket.code);
                code.map(|code| Effect::GoWith(ScreenId::Pay, Arrival::Ticket(code)))
                    .into_iter()
                    .collect()
            }
            View::Receipts { grid, .. } => {
                let movement = grid.chosen().map(|movement| movement.id);
                self.copies = false;
                movement
                    .map(|movement| Effect::Ask(RECEIPT, Request::MovementReceipt { movement }))
                    .into_iter()
                    .collect()
            }
            View::Month { month, grid, .. } => {
                let Some(row) = grid.chosen() else {
                    return Vec::new();
                };
                let whose = Whose {
                    holder: row.holder,
                    name: paper::holder(row.holder, &row.ventana, row.vendedor.as_deref()),
                };
                let month = *month;
                self.push(View::Statement {
                    whose,
                    month,
                    told: None,
                    grid: Grid::default(),
                })
            }
            View::Books { grid } => {
                let Some(account) = grid.chosen().cloned() else {
                    return Vec::new();
                };
                self.push(View::Entries {
                    account,
                    next: None,
                    grid: Grid::default(),
                })
            }
            View::Entries { grid, .. } => {
                let code = grid
                    .chosen()
                    .and_then(|entry| TicketCode::parse(&entry.label).ok());
                match code {
                    Some(code) => vec![Effect::GoWith(ScreenId::Pay, Arrival::Ticket(code))],
                    None => vec![Effect::note(t::NO_TICKET)],
                }
            }
        }
    }

    fn open_statement(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(whose) = self.whose() else {
            return Vec::new();
        };
        let month = self.this_month(ctx);
        self.push(View::Statement {
            whose,
            month,
            told: None,
            grid: Grid::default(),
        })
    }

    fn this_month(&self, ctx: &Ctx) -> NaiveDate {
        let today = self.list.as_ref().map(|list| list.today);
        month_of(today.unwrap_or_else(|| ctx.voice.day_of(ctx.now)))
    }

    /// Shows the month before or after, where months are shown.
    pub(super) fn turn_month(&mut self, by: i32) -> Vec<Effect> {
        let turned = |month: NaiveDate| {
            if by < 0 {
                month.checked_sub_months(Months::new(1))
            } else {
                month.checked_add_months(Months::new(1))
            }
        };
        match self.views.last_mut() {
            Some(View::Statement {
                month, told, grid, ..
            }) => {
                *month = turned(*month).unwrap_or(*month);
                *told = None;
                *grid = Grid::default();
            }
            Some(View::Month { month, told, grid }) => {
                *month = turned(*month).unwrap_or(*month);
                *told = None;
                *grid = Grid::default();
            }
            _ => return Vec::new(),
        }
        self.views.last().map(View::ask).into_iter().collect()
    }

    pub(super) fn show_receipts(&mut self) -> Vec<Effect> {
        if matches!(self.views.last(), Some(View::Receipts { .. })) {
            return Vec::new();
        }
        let Some(whose) = self.whose() else {
            return Vec::new();
        };
        self.push(View::Receipts {
            whose,
            next: None,
            grid: Grid::default(),
        })
    }

    /// The month before this one: the one that is closed next.
    pub(super) fn show_month(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if matches!(self.views.last(), Some(View::Month { .. })) {
            return Vec::new();
        }
        let this = self.this_month(ctx);
        self.push(View::Month {
            month: this.checked_sub_months(Months::new(1)).unwrap_or(this),
            told: None,
            grid: Grid::default(),
        })
    }

    pub(super) fn show_books(&mut self) -> Vec<Effect> {
        if matches!(self.views.last(), Some(View::Books { .. })) {
            return Vec::new();
        }
        self.push(View::Books {
            grid: Grid::default(),
        })
    }

    /// Saves the statement that is shown as a file.
    pub(super) fn save(&self, kind: Kind, ctx: &Ctx) -> Vec<Effect> {
        let Some(View::Statement {
            told: Some(told), ..
        }) = self.views.last()
        else {
            return Vec::new();
        };
        let name = holder_name(told.holder, &told.ventana, told.vendedor.as_deref());
        match paper::sheet(told, *ctx.voice).bytes(kind) {
            Ok(bytes) => vec![Effect::Save {
                name: format!("banca-{name}-{}_{}.{}", told.from, told.to, kind.ending()),
                bytes,
            }],
            Err(why) => vec![Effect::bad(t::NOT_SAVED.with("why", why.to_string()))],
        }
    }

    /// The paper of the chosen receipt on the clipboard.
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let Some(View::Receipts { grid, .. }) = self.views.last() else {
            return Vec::new();
        };
        let Some(movement) = grid.chosen().map(|movement| movement.id) else {
            return Vec::new();
        };
        self.copies = true;
        vec![Effect::Ask(RECEIPT, Request::MovementReceipt { movement })]
    }
}

/// An account's name as part of a file's: letters and digits only.
fn holder_name(holder: Holder, ventana: &str, vendedor: Option<&str>) -> String {
    let name = paper::holder(holder, ventana, vendedor).to_lowercase();
    let kept = |letter: char| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    let name: String = name.chars().map(kept).collect();
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}
