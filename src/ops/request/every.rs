//! Every verb of the house, one arm each; what a large field asks stands in that field's own file beside this one.

use serde::{Deserialize, Serialize};

use super::{
    AnnulDraw, Approve, AskAudit, AskBlocks, AskDay, AskEntries, AskList, AskListTickets, AskMonth,
    AskMovements, AskStatement, AskTickets, CancelTicket, Catalogue, ChangeDraw, ChangeList,
    CheckChain, CloseDrawer, CloseMonth, EndHoliday, EndSessions, ExplainCommission, FindTicket,
    FirstRun, Import, LayOff, MoveCash, Pay, Print, ReportAsk, ReverseMovement, RevivePrize,
    SaveCommission, SaveHoliday, SaveMovement, SaveMultiplier, SaveUser, SaveVentana, Secret, Sell,
    SetCredit, SettleClaim, Shift, SignIn, SpecialDraw, Till, UnlockUser, UnsettleClaim,
};
use crate::domain::{
    ApprovalId, CommandKey, CommissionShare, DrawId, DrawResult, DrawerId, LimitRule, LimitRuleId,
    LotteryId, LotteryRules, Money, MovementId, MultiplierId, Number, PayoutId, PriceList, ScopeId,
    TicketCode,
    view::{
        AccountFilter, ActivityFilter, ClaimFilter, CountedPieces, DrawFilter, HotFilter,
        HouseSettings, PayoutFilter, TicketFilter,
    },
};

/// One thing that is asked of the house.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
pub enum Request {
    // --- the doors ------------------------------------------------------------------------------------------
    /// Whether the house has been set up, and what server and clock answer.
    Hello,
    /// Makes the house, its first shop and its administrator; optionally the sample lotteries.
    FirstRun(FirstRun),
    /// Opens a session.
    SignIn(SignIn),
    /// Checks the own PIN again after an idle lock.
    Unlock {
        /// The PIN or password.
        pin: Secret,
    },
    /// The own screen was locked; [`Unlock`](Request::Unlock) opens it again.
    Lock,
    /// Ends the session.
    SignOut,
    /// Changes the own PIN or password.
    ChangePin {
        /// The key of the command.
        key: CommandKey,
        /// The present one.
        old: Secret,
        /// The new one.
        new: Secret,
    },
    /// Asks whether a command was committed, and what it answered.
    Outcome {
        /// The key of the command in question.
        key: CommandKey,
    },
    /// Asks the same, and gives the command up where it was not committed: whatever of it still comes is refused, so that it
    /// may be done anew under another key.
    GiveUp {
        /// The key of the command in question.
        key: CommandKey,
    },
    /// A second person consents to one operation of the present user.
    Approve(Approve),
    // --- the counter ----------------------------------------------------------------------------------------
    /// The figures of the home screen.
    Home,
    /// All that the selling screen needs: draws on sale, their rules, prices and the own limits.
    Desk,
    /// How much of each restricted number is left in these draws for the present seller.
    Availability {
        /// The chosen draws.
        draws: Vec<DrawId>,
    },
    /// Checks a sale completely without making it.
    Quote(Sell),
    /// Sells one ticket for each chosen draw; all or nothing.
    Sell(Sell),
    /// Reads a ticket with everything that happened to it.
    Ticket {
        /// The code on the paper.
        code: TicketCode,
    },
    /// The latest tickets of the present seller (newest first), by keyset.
    Tickets(TicketFilter),
    /// Cancels a ticket before its cutoff.
    CancelTicket(CancelTicket),
    /// Counts a reprint and returns what to print.
    Reprint {
        /// The key of the command.
        key: CommandKey,
        /// The ticket.
        code: TicketCode,
    },
    /// Sales, cancellations, payouts and commission of the present seller today.
    MyTotals,
    /// The till: goods and numbers in one basket.
    Till(Till),
    // --- prizes ---------------------------------------------------------------------------------------------
    /// Pays a prize, whole or in part.
    Pay(Pay),
    /// Accepts what was paid as final.
    Finalise {
        /// The key of the command.
        key: CommandKey,
        /// The ticket.
        code: TicketCode,
        /// Why.
        reason: String,
    },
    /// Makes the remainder of a finalised prize payable again.
    ReopenPrize {
        /// The key of the command.
        key: CommandKey,
        /// The ticket.
        code: TicketCode,
        /// Why.
        reason: String,
        /// A second person's consent, where the own right does not suffice.
        approval: Option<ApprovalId>,
    },
    /// Takes back the last payout that stands.
    ReversePayout {
        /// The key of the command.
        key: CommandKey,
        /// The payout, by id and never by amount.
        payout: PayoutId,
        /// Why.
        reason: String,
        /// A second person's consent, where the own right does not suffice.
        approval: Option<ApprovalId>,
    },
    /// Changes the notes of a payout; amounts never change.
    EditPayoutNotes {
        /// The key of the command.
        key: CommandKey,
        /// The payout.
        payout: PayoutId,
        /// The new notes, at most 500 characters.
        notes: String,
    },
    /// The list of prizes and payouts.
    Payouts(PayoutFilter),
    // --- draws ----------------------------------------------------------------------------------------------
    /// Draws by date, lottery and state.
    Draws(DrawFilter),
    /// What generating would make, without making it.
    PreviewDraws {
        /// Days ahead, today included (1–60).
        days: u16,
    },
    /// Makes the draws of the schedules; those that exist stay as they are.
    GenerateDraws {
        /// The key of the command.
        key: CommandKey,
        /// Days ahead, today included (1–60).
        days: u16,
    },
    /// Puts a draw on sale.
    OpenDraw {
        /// The key of the command.
        key: CommandKey,
        /// The draw.
        draw: DrawId,
    },
    /// Ends a draw's sale and seals it.
    CloseDraw {
        /// The key of the command.
        key: CommandKey,
        /// The draw.
        draw: DrawId,
        /// Why, when it is before the cutoff.
        reason: Option<String>,
        /// A second administrator's consent, when it is before the cutoff.
        approval: Option<ApprovalId>,
    },
    /// One person types the result of a closed draw, or a correction of an evaluated one.
    EnterResult {
        /// The key of the command.
        key: CommandKey,
        /// The draw.
        draw: DrawId,
        /// What was drawn.
        result: DrawResult,
        /// Why, when it corrects an earlier result.
        reason: Option<String>,
    },
    /// What confirming this result would book: winners, prizes, net.
    PreviewResult {
        /// The draw.
        draw: DrawId,
        /// What was drawn.
        result: DrawResult,
    },
    /// A second person types the result blind; equal results evaluate the draw.
    ConfirmResult {
        /// The key of the command.
        key: CommandKey,
        /// The draw.
        draw: DrawId,
        /// What was drawn.
        result: DrawResult,
    },
    /// Takes back the typed result that waits for its second person.
    WithdrawResult {
        /// The key of the command.
        key: CommandKey,
        /// The draw.
        draw: DrawId,
        /// Why.
        reason: String,
    },
    /// The winners of an evaluated draw, largest prize first.
    Winners {
        /// The draw.
        draw: DrawId,
    },
    /// Calls off a draw: stakes are refunded, and prizes that were paid are claimed back.
    AnnulDraw(AnnulDraw),
    /// Moves, holds, lets go or renames a draw that is not closed.
    ChangeDraw(ChangeDraw),
    /// Makes a draw by hand.
    SpecialDraw(SpecialDraw),
    /// The days without draws, from today on.
    Holidays,
    /// Sets a day without draws, of a lottery or of the house.
    SaveHoliday(SaveHoliday),
    /// Takes back a day without draws.
    EndHoliday(EndHoliday),
    /// What is owed of prizes that were paid and are none any more.
    Claims(ClaimFilter),
    /// Collects what is owed of a claim, or gives it up.
    SettleClaim(SettleClaim),
    /// Takes a claim's settlement back.
    UnsettleClaim(UnsettleClaim),
    /// Every number of a lottery with how often it came out.
    HotNumbers(HotFilter),
    /// The jobs of the clock, their health and their latest runs.
    Jobs,
    /// Makes an expired prize payable again.
    RevivePrize(RevivePrize),
    /// Looks for a ticket without its paper; always with a second person.
    FindTicket(FindTicket),
    /// Other shops that hold enough for what remains of a ticket's prize.
    CashElsewhere {
        /// The code on the paper.
        code: TicketCode,
    },
    // --- lists ----------------------------------------------------------------------------------------------
    /// The sales lists of a draw: who sold what.
    Lists {
        /// The draw.
        draw: DrawId,
    },
    /// A list, number by number.
    List(AskList),
    /// The tickets of a list.
    ListTickets(AskListTickets),
    /// What excluding a list would do, or including it again.
    PreviewList(AskList),
    /// Excludes a list.
    ExcludeList(ChangeList),
    /// Includes an excluded list again.
    IncludeList(ChangeList),
    /// What another house takes over of a draw.
    LayOff(LayOff),
    /// The catalogue of goods.
    Catalogue(Catalogue),
    // --- risk -----------------------------------------------------------------------------------------------
    /// The live counters of a draw.
    Exposure {
        /// The draw.
        draw: DrawId,
        /// Whose counters: the house's, a shop's or a seller's.
        scope: ScopeId,
        /// What was sold at one price alone.
        #[serde(default)]
        price: Option<MultiplierId>,
    },
    /// One number of a draw: the counters of the house, its shops and sellers, with what is used of their limits.
    NumberScopes {
        /// The draw.
        draw: DrawId,
        /// The number.
        number: Number,
    },
    /// What the house wins or loses if this result comes out, and the cash each shop needs.
    WhatIf {
        /// The draw.
        draw: DrawId,
        /// The supposed result.
        result: DrawResult,
    },
    /// The tickets that carry a number in a draw.
    NumberTickets {
        /// The draw.
        draw: DrawId,
        /// The number.
        number: Number,
        /// Continue after this ticket code.
        after: Option<TicketCode>,
    },
    /// Stops the sale of a number in a draw at once.
    BlockNumber {
        /// The key of the command.
        key: CommandKey,
        /// The draw.
        draw: DrawId,
        /// The number.
        number: Number,
    },
    /// All limit rules in force that the present user may see.
    Limits,
    /// Adds a limit rule, or replaces the one with the same id.
    SaveLimit {
        /// The key of the command.
        key: CommandKey,
        /// The rule.
        rule: Box<LimitRule>,
    },
    /// What a limit rule would have refused in past draws.
    PreviewLimit {
        /// The rule.
        rule: Box<LimitRule>,
    },
    /// Ends a limit rule (also the undo of an emergency block).
    EndLimit {
        /// The key of the command.
        key: CommandKey,
        /// The rule.
        rule: LimitRuleId,
    },
    // --- drawer ---------------------------------------------------------------------------------------------
    /// The own drawer at this terminal.
    Drawer,
    /// Opens the drawer with a float.
    OpenDrawer {
        /// The key of the command.
        key: CommandKey,
        /// The float put in.
        float: Money,
    },
    /// Counts the drawer blind; the second count may close it.
    CountDrawer {
        /// The key of the command.
        key: CommandKey,
        /// Pieces by denomination.
        pieces: Vec<CountedPieces>,
        /// Another's drawer, to be closed by force; `None` counts the own one.
        #[serde(default)]
        drawer: Option<DrawerId>,
    },
    /// Closes the counted drawer.
    CloseDrawer(CloseDrawer),
    /// Moves cash between drawer and safe or pays a petty expense.
    MoveCash(MoveCash),
    /// X, hand-over, review, openings without a sale, history and settings of drawers.
    Shift(Shift),
    /// The drawers of the ventana, open ones first.
    Drawers,
    // --- the house ------------------------------------------------------------------------------------------
    /// Users that the present user may see.
    Users,
    /// Adds or changes a user.
    SaveUser(SaveUser),
    /// Lets somebody sign in again who failed too often.
    UnlockUser(UnlockUser),
    /// The sessions that live, of the people within reach.
    Sessions,
    /// Ends sessions of another.
    EndSessions(EndSessions),
    /// Shops that the present user may see.
    Ventanas,
    /// Adds or changes a shop.
    SaveVentana(SaveVentana),
    /// Brings in people, shops or past results from a table of another program, or tries to.
    Import(Import),
    /// Lotteries with rules, schedule and prices.
    Lotteries,
    /// Adds or changes a lottery.
    SaveLottery {
        /// The key of the command.
        key: CommandKey,
        /// The lottery's id, new or known.
        lottery: LotteryId,
        /// Its name.
        name: String,
        /// Whether it is on offer.
        active: bool,
        /// Its rules.
        rules: Box<LotteryRules>,
    },
    /// Adds or changes a multiplier of a lottery. Factors never change: a changed one retires this price and adds another.
    SaveMultiplier(SaveMultiplier),
    /// The settings of the house.
    Settings,
    /// Changes the settings of the house.
    SaveSettings {
        /// The key of the command.
        key: CommandKey,
        /// The settings, all of them.
        settings: HouseSettings,
    },
    /// Sets which prices of a lottery the house, a shop or a seller may use, from now on; a list without prices ends what was
    /// set there, and the level above decides again.
    SavePriceList {
        /// The key of the command.
        key: CommandKey,
        /// The list.
        list: PriceList,
    },
    /// The price lists in force.
    PriceLists,
    /// Sets the commission policy of the house, a shop or a seller, from now on or for a span to come.
    SaveCommission(SaveCommission),
    /// The commission policies in force and to come.
    Commissions,
    /// Every version of one commission policy, oldest first.
    CommissionHistory {
        /// Whose policy.
        scope: ScopeId,
        /// Which share it sets.
        share: CommissionShare,
    },
    /// Where the commissions on a stake come from: rule, version and who set it.
    ExplainCommission(ExplainCommission),
    // --- accounts ---------------------------------------------------------------------------------------------
    /// The accounts within reach and what stands on them.
    Accounts(AccountFilter),
    /// A statement, day by day.
    Statement(AskStatement),
    /// A day of a statement: its draws, movements and drawers, with the running balance.
    StatementDay(AskDay),
    /// The tickets of a draw behind a day of a statement.
    StatementTickets(AskTickets),
    /// Payments and collections of an account, newest first, those taken back among them.
    Movements(AskMovements),
    /// What the paper of a payment or collection says.
    MovementReceipt {
        /// The movement.
        movement: MovementId,
    },
    /// Enters a payment or collection.
    SaveMovement(SaveMovement),
    /// Takes a payment or collection back, once, by a new entry of today.
    ReverseMovement(ReverseMovement),
    /// What closing a month would carry and what keeps it open; or what was carried.
    Month(AskMonth),
    /// Closes a month: locks its days, freezes its statements, carries the balances.
    CloseMonth(CloseMonth),
    /// Sets what a shop may owe the house before its sale stops.
    SetCredit(SetCredit),
    /// The trial balance of the books within reach.
    LedgerAccounts,
    /// The transfers of an account of a book, newest first, with the document behind each.
    LedgerEntries(AskEntries),
    /// Who did what, newest first, by keyset.
    Activity(ActivityFilter),
    /// A report of what lies within reach, with the period before beside it.
    Report(ReportAsk),
    /// The sealed blocks of the activity log, newest first, and where the chain ends.
    AuditBlocks(AskBlocks),
    /// Searches the activity log, a bounded stretch at a time.
    Audit(AskAudit),
    /// Checks blocks of the activity log against its rows, a few at a time.
    CheckChain(CheckChain),
    /// Receipts, printers and their queue.
    Print(Print),
    /// Recomputes the books and names the first row that breaks an identity.
    Verify,
    /// Opens, closes and expires what is due. Any number of consoles may ask; it is done once.
    Tick,
    /// Whether any draw has changed, and whether a tick is due: small enough to be asked every other second.
    Pulse,
}
