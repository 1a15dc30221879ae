//! Accounts between house, shop and seller: who owes what, the way from a statement through day and draw to the ticket,
//! payments and collections with their receipts, the month's close, and the books.

mod ask;
mod cells;
mod draft;
mod offers;
mod reply;
mod view;
mod walk;

use crate::domain::statement::DayLine;
use crate::domain::{CommandKey, DrawId, Holder, MovementId, VentanaId};
use crate::ops::{
    AccountFilter, AccountList, AccountRow, DayEntry, DayTicket, LedgerAccount, LedgerEntry,
    MonthRow, MonthView, Movement, Reply, Request, Statement, StatementDay,
};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::widgets::{Grid, Moved};
use chrono::NaiveDate;
use draft::Draft;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const LIST: Slot = Slot("accounts.list");
const STATEMENT: Slot = Slot("accounts.statement");
const DAY: Slot = Slot("accounts.day");
const TICKETS: Slot = Slot("accounts.tickets");
const RECEIPTS: Slot = Slot("accounts.receipts");
const MONTH: Slot = Slot("accounts.month");
const BOOKS: Slot = Slot("accounts.books");
const ENTRIES: Slot = Slot("accounts.entries");
const FILTER: Slot = Slot("accounts.filter");
const FORM: Slot = Slot("accounts.form");
const SURE: Slot = Slot("accounts.sure");
const SAVE: Slot = Slot("accounts.save");
const REASON: Slot = Slot("accounts.reason");
const REVERSE: Slot = Slot("accounts.reverse");
const RECEIPT: Slot = Slot("accounts.receipt");
const PAPER: Slot = Slot("accounts.paper");
const CREDIT: Slot = Slot("accounts.credit");
const LIMIT: Slot = Slot("accounts.limit");
const CLOSE: Slot = Slot("accounts.close");
const CLOSED: Slot = Slot("accounts.closed");

/// Whose account, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Whose {
    holder: Holder,
    name: String,
}

/// A step deeper than the list of accounts.
enum View {
    /// A month of an account, day by day.
    Statement {
        whose: Whose,
        month: NaiveDate,
        told: Option<Box<Statement>>,
        grid: Grid<DayLine>,
    },
    /// A day, draw by draw.
    Day {
        whose: Whose,
        date: NaiveDate,
        told: Option<Box<StatementDay>>,
        grid: Grid<DayEntry>,
    },
    /// A draw, ticket by ticket.
    Tickets {
        whose: Whose,
        date: NaiveDate,
        draw: DrawId,
        name: String,
        next: Option<String>,
        grid: Grid<DayTicket>,
    },
    /// Payments and collections.
    Receipts {
        whose: Whose,
        next: Option<String>,
        grid: Grid<Movement>,
    },
    /// What a month's close carries.
    Month {
        month: NaiveDate,
        told: Option<Box<MonthView>>,
        grid: Grid<MonthRow>,
    },
    /// The trial balance.
    Books { grid: Grid<LedgerAccount> },
    /// The transfers of an account of a book.
    Entries {
        account: LedgerAccount,
        next: Option<String>,
        grid: Grid<LedgerEntry>,
    },
}

/// A command whose question is open, under its key.
enum Pending {
    /// Takes a movement back.
    Reverse(MovementId, CommandKey),
    /// Sets a shop's credit.
    Credit(VentanaId, CommandKey),
    /// Closes a month.
    Close(NaiveDate, CommandKey),
}

/// The screen.
#[derive(Default)]
pub(super) struct Accounts {
    filter: AccountFilter,
    list: Option<AccountList>,
    grid: Grid<AccountRow>,
    /// What was opened from the list on, the shown one last.
    views: Vec<View>,
    draft: Option<Draft>,
    pending: Option<Pending>,
    /// The asked receipt goes to the clipboard.
    copies: bool,
}

impl Accounts {
    fn read(&self) -> Effect {
        Effect::Ask(LIST, Request::Accounts(self.filter.clone()))
    }

    /// Reads again what is shown.
    fn refresh(&self) -> Vec<Effect> {
        let mut effects = vec![self.read()];
        effects.extend(self.views.last().map(View::ask));
        effects
    }

    /// Whose account is meant by what is shown.
    fn whose(&self) -> Option<Whose> {
        match self.views.last() {
            None => self.grid.chosen().map(walk::whose),
            Some(
                View::Statement { whose, .. }
                | View::Day { whose, .. }
                | View::Tickets { whose, .. }
                | View::Receipts { whose, .. },
            ) => Some(whose.clone()),
            Some(View::Month { .. } | View::Books { .. } | View::Entries { .. }) => None,
        }
    }
}

impl Screen for Accounts {
    fn id(&self) -> ScreenId {
        ScreenId::Accounts
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        self.offered(ctx)
    }

    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        self.refresh()
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match self.moved(action) {
            Moved::Moved => return Vec::new(),
            Moved::WantsMore => return self.more(),
            Moved::Ignored => {}
        }
        match action {
            Action::ListOpen => self.open(ctx),
            Action::ListBack => self.back(),
            Action::ListRefresh => self.refresh(),
            Action::ListLeft => self.turn_month(-1),
            Action::ListRight => self.turn_month(1),
            Action::ListFilter if self.views.is_empty() => self.ask_filter(ctx),
            Action::ListCopy => self.copy(),
            Action::AccountsCsv => self.save(Kind::Csv, ctx),
            Action::AccountsXlsx => self.save(Kind::Xlsx, ctx),
            Action::AccountsNew => self.begin(ctx),
            Action::AccountsReceipts => self.show_receipts(),
            Action::AccountsReverse => self.ask_reason(ctx),
            Action::AccountsCredit => self.ask_credit(ctx),
            Action::AccountsMonth => self.show_month(ctx),
            Action::AccountsClose => self.ask_close(ctx),
            Action::AccountsBooks => self.show_books(),
            _ => Vec::new(),
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        self.closed(slot, outcome, ctx)
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.replied(slot, reply, ctx)
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        self.drawn(area, buf, ctx);
    }
}
