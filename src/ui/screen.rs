//! A screen: the only trait of the user interface. It is handed what happened and returns what it wants; it draws itself
//! from `&self`, so that drawing can never change anything.

use super::action::Action;
use super::ctx::Ctx;
use super::effect::{Arrival, Effect};
use super::input::TextInput;
use super::overlays::{Fact, Outcome};
use super::text::{Say, Text, frame};
use crate::domain::Right;
use crate::ops::Reply;
use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScreenId {
    /// Makes the house, its first shop and its administrator.
    FirstRun,
    /// Name and PIN.
    SignIn,
    /// The day at a glance.
    Home,
    /// The bet line.
    Sell,
    /// Goods and numbers in one basket.
    Till,
    /// The till's sales, and payments to verify.
    Sales,
    /// Prizes.
    Pay,
    /// The calendar of draws.
    Draws,
    /// The risk by number.
    Exposure,
    /// The cash drawer.
    Drawer,
    /// Users and shops.
    Users,
    /// Lotteries and prices.
    Lotteries,
    /// Sales limits.
    Limits,
    /// Commission policies.
    Commissions,
    /// Accounts between house, shop and seller.
    Accounts,
    /// Sales lists.
    Lists,
    /// What other houses take over.
    LayOff,
    /// Goods, prices, promotions.
    Catalogue,
    /// Reports.
    Reports,
    /// Who did what, and the chain that holds it.
    Audit,
    /// People, shops and past results from tables of other programs.
    Import,
    /// Papers, their queue and the printers.
    Printing,
    /// Database, books, activity.
    System,
}

impl ScreenId {
    /// Every screen in the order of the menu.
    pub const ALL: [Self; 23] = [
        Self::FirstRun,
        Self::SignIn,
        Self::Home,
        Self::Sell,
        Self::Till,
        Self::Sales,
        Self::Pay,
        Self::Draws,
        Self::Exposure,
        Self::Drawer,
        Self::Users,
        Self::Lotteries,
        Self::Limits,
        Self::Commissions,
        Self::Accounts,
        Self::Lists,
        Self::LayOff,
        Self::Catalogue,
        Self::Reports,
        Self::Audit,
        Self::Import,
        Self::Printing,
        Self::System,
    ];

    /// The action that goes there; the first run and the sign-in are not gone to.
    pub const fn go(self) -> Option<Action> {
        match self {
            Self::FirstRun | Self::SignIn => None,
            Self::Home => Some(Action::GoHome),
            Self::Sell => Some(Action::GoSell),
            Self::Till => Some(Action::GoTill),
            Self::Sales => Some(Action::GoSales),
            Self::Pay => Some(Action::GoPay),
            Self::Draws => Some(Action::GoDraws),
            Self::Exposure => Some(Action::GoExposure),
            Self::Drawer => Some(Action::GoDrawer),
            Self::Users => Some(Action::GoUsers),
            Self::Lotteries => Some(Action::GoLotteries),
            Self::Limits => Some(Action::GoLimits),
            Self::Commissions => Some(Action::GoCommissions),
            Self::Accounts => Some(Action::GoAccounts),
            Self::Lists => Some(Action::GoLists),
            Self::LayOff => Some(Action::GoLayOff),
            Self::Catalogue => Some(Action::GoCatalogue),
            Self::Reports => Some(Action::GoReports),
            Self::Audit => Some(Action::GoAudit),
            Self::Import => Some(Action::GoImport),
            Self::Printing => Some(Action::GoPrinting),
            Self::System => Some(Action::GoSystem),
        }
    }

    /// The right without which the screen is not entered.
    pub fn right(self) -> Option<Right> {
        self.go().and_then(|action| action.row().right)
    }

    /// The screen's name.
    pub fn title(self) -> Text {
        match self {
            Self::FirstRun => frame::FIRST_RUN,
            Self::SignIn => frame::SIGN_IN,
            Self::Home
            | Self::Sell
            | Self::Till
            | Self::Sales
            | Self::Pay
            | Self::Draws
            | Self::Exposure
            | Self::Drawer
            | Self::Users
            | Self::Lotteries
            | Self::Limits
            | Self::Commissions
            | Self::Accounts
            | Self::Lists
            | Self::LayOff
            | Self::Catalogue
            | Self::Reports
            | Self::Audit
            | Self::Import
            | Self::Printing
            | Self::System => self
                .go()
                .map_or(frame::SIGN_IN, |action| action.row().label),
        }
    }
}

/// The name that a screen gives to a question, a command or a dialog, so that it knows the answer when it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot(pub &'static str);

/// An action that a screen offers at the moment. What cannot be done now stays visible and says why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The action.
    pub action: Action,
    /// Why it cannot be done now.
    pub off: Option<Say>,
    /// What it does at the moment, where that says more than its name.
    pub called: Option<Say>,
}

impl Offer {
    /// Can be done now.
    pub fn on(action: Action) -> Self {
        Self {
            action,
            off: None,
            called: None,
        }
    }

    /// Cannot be done now, and why.
    pub fn off(action: Action, why: impl Into<Say>) -> Self {
        Self {
            action,
            off: Some(why.into()),
            called: None,
        }
    }

    /// The same under a name that says what it does at the moment.
    #[must_use]
    pub fn called(mut self, name: impl Into<Say>) -> Self {
        self.called = Some(name.into());
        self
    }

    /// Can be done when `possible`, else `why`.
    pub fn when(action: Action, possible: bool, why: impl Into<Say>) -> Self {
        if possible {
            Self::on(action)
        } else {
            Self::off(action, why)
        }
    }
}

/// A full screen. Kept alive while its person is signed in, so that what was typed survives going elsewhere.
pub trait Screen: Send {
    /// Which screen it is.
    fn id(&self) -> ScreenId;

    /// What it offers now, most important first: the footer shows them in this order, help and palette all of them. An action of
    /// the screen's own layer that is not offered does nothing.
    fn offers(&self, ctx: &Ctx) -> Vec<Offer>;

    /// An action that is offered and possible, or one of the shared list and form actions.
    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect>;

    /// Draws it inside `area`.
    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx);

    /// Whether it takes text now: then characters are typed and the form's keys listen, else the list's.
    fn typing(&self) -> bool {
        false
    }

    /// Whether a digit picks something although no text is taken: a number on a map. The digit comes as text.
    fn picks_by_digit(&self) -> bool {
        false
    }

    /// It is shown, for the first time or again: the moment to ask for what it shows.
    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        Vec::new()
    }

    /// It is shown because of something found elsewhere.
    fn on_arrival(&mut self, _arrival: Arrival, _ctx: &Ctx) -> Vec<Effect> {
        Vec::new()
    }

    /// Something was typed or pasted.
    fn on_text(&mut self, _input: &TextInput, _ctx: &Ctx) -> Vec<Effect> {
        Vec::new()
    }

    /// What was asked under this slot is answered. Commands are answered even when the screen was left.
    fn on_reply(&mut self, _slot: Slot, _reply: &Reply, _ctx: &Ctx) -> Vec<Effect> {
        Vec::new()
    }

    /// The file that was to be read under this slot, or why it could not be.
    fn on_file(&mut self, _slot: Slot, _bytes: Result<Vec<u8>, String>, _ctx: &Ctx) -> Vec<Effect> {
        Vec::new()
    }

    /// The dialog that was opened under this slot is closed.
    fn on_outcome(&mut self, _slot: Slot, _outcome: Outcome, _ctx: &Ctx) -> Vec<Effect> {
        Vec::new()
    }

    /// The moment of [`next_wake`](Self::next_wake) has come.
    fn on_wake(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        Vec::new()
    }

    /// Something changed elsewhere while it is shown: a draw was opened, the drawer was closed.
    fn on_news(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        Vec::new()
    }

    /// When it wants to be woken, in the server's time: for a refresh or a countdown. Asked only while it is shown.
    fn next_wake(&self, _ctx: &Ctx) -> Option<DateTime<Utc>> {
        None
    }

    /// What a second person's consent concerns, in words, where its target is only an id.
    fn concerns(&self, _target: &str, _ctx: &Ctx) -> Option<String> {
        None
    }

    /// What a second person is asked to consent to, where the screen can tell it better than target and amount do.
    fn consents(&self, _right: Right, _ctx: &Ctx) -> Option<Vec<Fact>> {
        None
    }

    /// Whether its last row shows nothing that what is said for a few seconds may not cover.
    fn leaves_a_row(&self, _ctx: &Ctx) -> bool {
        false
    }

    /// What would be lost with the session, beside what is typed.
    fn sets_aside(&self) -> Option<Say> {
        None
    }

    /// Whether something is typed that would be lost with the program.
    fn keeps_typed(&self) -> bool {
        false
    }

    /// Whether this waits until the screen's command in flight is answered. By default everything does, so that type-ahead acts
    /// on what the answer leaves; a screen that can go on meanwhile says which actions it holds back (`None` = typed text).
    fn holds(&self, _action: Option<Action>) -> bool {
        true
    }
}
