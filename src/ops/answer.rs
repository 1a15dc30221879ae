//! What the house answers: one plain, comparable value per request. Amounts are céntimos. The rows inside stand in
//! [`crate::domain::view`].

use serde::{Deserialize, Serialize};

use crate::domain::{
    ApprovalId, LimitRuleId,
    report::Report,
    view::{
        AccountList, ActivityPage, Annulment, AuditFound, AuditPage, CancelledTicket, ChainCheck,
        ClaimPage, CommissionExplained, CommissionRow, CountResult, DayTicketPage, Desk, DrawLists,
        DrawRow, DrawerReport, DrawerRow, DrawerView, ExposureView, Hello, HolidayRow, Home,
        HotNumbers, HouseSettings, Jobs, LedgerAccount, LedgerPage, LimitPreview, LimitRow,
        ListChange, ListPreview, ListTicketPage, LotteryRow, MonthView, MovementPage,
        MovementReceipt, MyTotals, NumberLeft, NumberList, NumberScope, NumberTicket, Paid,
        PayoutPage, PlannedDraw, PriceListRow, Pulse, Quote, ResultPreview, Seal, SessionRow,
        ShopWithCash, SignedIn, Sold, Statement, StatementDay, Ticked, TicketPage, TicketView,
        UnseenRow, UserRow, VentanaRow, VerifyReport, WhatIf, WinnerRow,
    },
};

use super::{
    import::ImportReport,
    refusal::{Fault, Refusal},
    request::{CatalogueAnswer, LayOffAnswer, PrintAnswer, ShiftAnswer, TillAnswer},
};

/// Exactly one of three things: it is done, the business says no, or the world failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// It is done, or here is what was asked for.
    Done(Box<Answer>),
    /// The business says no; every reason is given.
    Refused(Vec<Refusal>),
    /// The world failed.
    Failed(Fault),
}

/// An answer, named like its request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", content = "data", rename_all = "snake_case")]
pub enum Answer {
    /// What server and clock answered.
    Hello(Hello),
    /// A session was opened.
    SignedIn(SignedIn),
    /// A change was made that needs no further words.
    Saved,
    /// What became of a command.
    Outcome(Outcome),
    /// A second person consented.
    Approved {
        /// The consent, to be sent along with the command.
        approval: ApprovalId,
        /// Who consented.
        granted_by: String,
    },
    /// A report.
    Report(Box<Report>),
    /// The home screen's figures.
    Home(Box<Home>),
    /// All that the selling screen needs.
    Desk(Box<Desk>),
    /// What is left of restricted numbers.
    Availability(Vec<NumberLeft>),
    /// A sale would go through.
    Quoted(Quote),
    /// Tickets were sold.
    Sold(Sold),
    /// A ticket with everything that happened to it.
    Ticket(Box<TicketView>),
    /// A page of tickets.
    Tickets(TicketPage),
    /// A ticket was cancelled.
    Cancelled(CancelledTicket),
    /// The present seller's day.
    MyTotals(MyTotals),
    /// A prize was paid.
    Paid(Paid),
    /// A page of prizes and payouts.
    Payouts(PayoutPage),
    /// Draws.
    Draws(Vec<DrawRow>),
    /// Draws that generating would make or has made.
    Generated(Vec<PlannedDraw>),
    /// A draw was closed and sealed.
    Closed(Seal),
    /// A result was typed; a second person must confirm it.
    ResultEntered,
    /// What confirming would book.
    ResultPreview(ResultPreview),
    /// The draw is evaluated.
    Evaluated(ResultPreview),
    /// A draw was called off.
    Annulled(Annulment),
    /// Days without draws.
    Holidays(Vec<HolidayRow>),
    /// What is owed of prizes that are none any more.
    Claims(ClaimPage),
    /// How often numbers came out.
    HotNumbers(HotNumbers),
    /// The jobs of the clock.
    Jobs(Jobs),
    /// Tickets that were found without their paper.
    Unseen(Vec<UnseenRow>),
    /// Shops to which a customer can be sent.
    CashElsewhere(Vec<ShopWithCash>),
    /// The winners of a draw.
    Winners(Vec<WinnerRow>),
    /// The sales lists of a draw.
    Lists(Box<DrawLists>),
    /// A list, number by number.
    List(Box<NumberList>),
    /// A page of a list's tickets.
    ListTickets(ListTicketPage),
    /// What excluding or including a list would do.
    ListPreview(Box<ListPreview>),
    /// A list was excluded, or included again.
    ListChanged(Box<ListChange>),
    /// What another house takes over of a draw.
    LayOff(LayOffAnswer),
    /// What was asked of printing.
    Print(PrintAnswer),
    /// The catalogue of goods.
    Catalogue(CatalogueAnswer),
    /// What the till answers.
    Till(TillAnswer),
    /// The counters of a draw.
    Exposure(Box<ExposureView>),
    /// What a result would mean.
    WhatIf(WhatIf),
    /// The tickets that carry a number.
    NumberTickets(Vec<NumberTicket>),
    /// A number in the house, its shops and sellers.
    NumberScopes(Vec<NumberScope>),
    /// The rule that now blocks a number.
    Blocked {
        /// The rule, for the undo.
        rule: LimitRuleId,
    },
    /// Limit rules.
    Limits(Vec<LimitRow>),
    /// What a rule would have refused.
    LimitPreview(Box<LimitPreview>),
    /// The own drawer.
    Drawer(DrawerView),
    /// The drawers of the shop.
    Drawers(Vec<DrawerRow>),
    /// A drawer was counted.
    Counted(CountResult),
    /// A drawer was closed.
    DrawerClosed(Box<DrawerReport>),
    /// What was asked of a drawer's shift.
    Shift(ShiftAnswer),
    /// Users.
    Users(Vec<UserRow>),
    /// What an import would do, or did.
    Imported(Box<ImportReport>),
    /// How far the own import in flight is.
    ImportProgress {
        /// Steps done.
        done: u32,
        /// All of them; none where no import is under way.
        of: u32,
    },
    /// Sessions.
    Sessions(Vec<SessionRow>),
    /// Shops.
    Ventanas(Vec<VentanaRow>),
    /// Lotteries.
    Lotteries(Vec<LotteryRow>),
    /// The settings of the house.
    Settings(HouseSettings),
    /// Price lists.
    PriceLists(Vec<PriceListRow>),
    /// Commission policies.
    Commissions(Vec<CommissionRow>),
    /// Where the commissions on a stake come from.
    CommissionExplained(CommissionExplained),
    /// Accounts and what stands on them.
    Accounts(AccountList),
    /// A statement.
    Statement(Box<Statement>),
    /// A day of a statement.
    StatementDay(StatementDay),
    /// The tickets behind a day of a statement.
    StatementTickets(DayTicketPage),
    /// A page of payments and collections.
    Movements(MovementPage),
    /// A payment or collection was entered or taken back, or its paper was asked for.
    MovementReceipt(Box<MovementReceipt>),
    /// A month, closed or to be closed.
    Month(MonthView),
    /// The trial balance.
    LedgerAccounts(Vec<LedgerAccount>),
    /// A page of transfers.
    LedgerEntries(LedgerPage),
    /// A page of activity.
    Activity(ActivityPage),
    /// A page of the log's sealed blocks.
    AuditBlocks(AuditPage),
    /// A stretch of a search in the log.
    Audit(AuditFound),
    /// Some blocks of the log, checked.
    ChainChecked(ChainCheck),
    /// What the books say.
    Verified(VerifyReport),
    /// What was due and done.
    Ticked(Ticked),
    /// Whether something has changed.
    Pulse(Pulse),
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It was committed; this was its answer.
    Committed {
        /// The answer.
        answer: Box<Answer>,
    },
    /// It was never committed: the same key may be sent again.
    Absent,
    /// It was never committed and never will be: it may be done anew under another key.
    GivenUp,
}

impl Answer {
    /// The same answer, marked as one that was stored by an earlier, equal command.
    #[must_use]
    pub fn cached(mut self) -> Self {
        match &mut self {
            Answer::Sold(sold) => sold.cached = true,
            Answer::Paid(paid) => paid.cached = true,
            Answer::Cancelled(cancelled) => cancelled.cached = true,
            Answer::Till(TillAnswer::Sold(sold)) => sold.cached = true,
            Answer::Till(TillAnswer::Voided(voided)) => voided.cached = true,
            Answer::Till(TillAnswer::Returned(returned)) => returned.cached = true,
            _ => {}
        }
        self
    }
}

impl Reply {
    /// A reply that it is done.
    pub fn done(answer: Answer) -> Self {
        Reply::Done(Box::new(answer))
    }
}
