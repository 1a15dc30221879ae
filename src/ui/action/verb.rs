//! What the user can mean: a fieldless enum. Everything else about an action stands once in the [table](super::TABLES).

/// One thing the user can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Shows the keys of this screen and of the whole program.
    HelpOpen,
    /// Finds any action by its name.
    PaletteOpen,
    /// Changes language and colours, with a preview.
    LookOpen,
    /// Goes to the home screen.
    GoHome,
    /// Goes to the sale of numbers.
    GoSell,
    /// Goes to the payment of prizes.
    GoPay,
    /// Goes to the till: goods and numbers in one basket.
    GoTill,
    /// Goes to the sales of the till.
    GoSales,
    /// Goes to the calendar of draws.
    GoDraws,
    /// Goes to the map of risk by number.
    GoExposure,
    /// Goes to the drawer: open, movements, count and close.
    GoDrawer,
    /// Goes to the users and their rights.
    GoUsers,
    /// Goes to the lotteries, their schedules and prices.
    GoLotteries,
    /// Goes to the sales limits.
    GoLimits,
    /// Goes to the commissions.
    GoCommissions,
    /// Goes to the accounts between house, shop and seller.
    GoAccounts,
    /// Goes to the sales lists of a draw.
    GoLists,
    /// Goes to lay-off.
    GoLayOff,
    /// Go to the catalogue.
    GoCatalogue,
    /// Goes to the reports.
    GoReports,
    /// Goes to the activity log.
    GoAudit,
    /// Goes to the import from tables of other programs.
    GoImport,
    /// Goes to the papers, their queue and the printers.
    GoPrinting,
    /// Goes to the system's state and the check of the books.
    GoSystem,
    /// Locks the screen; what is typed stays as it is.
    SessionLock,
    /// Changes the own PIN.
    SessionPin,
    /// Ends the session and returns to the sign-in.
    SessionLeave,
    /// Draws the whole screen again.
    AppRedraw,
    /// Closes the program.
    AppQuit,
    /// Moves up one row.
    ListUp,
    /// Moves down one row.
    ListDown,
    /// Moves left.
    ListLeft,
    /// Moves right.
    ListRight,
    /// Moves up one page.
    ListPageUp,
    /// Moves down one page and fetches more rows.
    ListPageDown,
    /// Goes to the first row.
    ListFirst,
    /// Goes to the last row read.
    ListLast,
    /// Opens the chosen row.
    ListOpen,
    /// Returns to the screen before.
    ListBack,
    /// Moves to the next pane.
    ListNextPane,
    /// Filters what is shown.
    ListFilter,
    /// Reads the data again.
    ListRefresh,
    /// Copies the row to the clipboard.
    ListCopy,
    /// Moves to the next field.
    FormNext,
    /// Moves to the field before.
    FormBack,
    /// Accepts what is typed.
    FormSubmit,
    /// Goes back; what is typed stays.
    FormLeave,
    /// Accepts the marked choice.
    DialogAccept,
    /// Closes the dialog and does nothing.
    DialogClose,
    /// Moves up one line.
    DialogUp,
    /// Moves down one line.
    DialogDown,
    /// Moves up one page.
    DialogPageUp,
    /// Moves down one page.
    DialogPageDown,
    /// Moves to the next choice or field.
    DialogNext,
    /// Moves to the choice or field before.
    DialogPrevious,
    /// Enters a payment or collection of the chosen account.
    AccountsNew,
    /// Shows the account's payments and collections, the reversed ones among them.
    AccountsReceipts,
    /// Reverses the chosen receipt, once and with a reason.
    AccountsReverse,
    /// Sets or lifts the shop's credit limit.
    AccountsCredit,
    /// Shows what a month carries and what keeps it open.
    AccountsMonth,
    /// Closes the month with another administrator; its days change no more.
    AccountsClose,
    /// Shows the trial balance and the transfers.
    AccountsBooks,
    /// Saves the statement as a CSV file.
    AccountsCsv,
    /// Saves the statement as an Excel workbook.
    AccountsXlsx,
    /// Chooses the draw whose lists are shown.
    ListsDraw,
    /// Excludes the chosen list with another administrator, or shows what that would do.
    ListsExclude,
    /// Includes the excluded list again.
    ListsInclude,
    /// Saves what is shown as a CSV file.
    ListsCsv,
    /// Saves what is shown as an Excel workbook.
    ListsXlsx,
    /// Adds the line to the ticket; on the empty line, charges.
    SellEnter,
    /// Charges the ticket and prints it.
    SellCharge,
    /// Shows the day's totals.
    SellTotals,
    /// Repeats the last ticket.
    SellRepeat,
    /// Copies a ticket, by its code, onto the chosen draws.
    SellCopy,
    /// Prints the last ticket again, counted and marked.
    SellReprint,
    /// Voids the last ticket before its cutoff.
    SellVoid,
    /// Copies the last ticket's text to the clipboard.
    SellShare,
    /// Chooses the ticket's draws.
    SellDraws,
    /// Moves to the next draw.
    SellNextDraw,
    /// Moves to the draw before.
    SellPreviousDraw,
    /// Recalls the line typed before.
    SellOlder,
    /// Recalls the line typed after.
    SellNewer,
    /// Clears the line; once more, parks the ticket.
    SellClear,
    /// Parks the ticket, or recalls the parked one.
    SellPark,
    /// Cuts each line to what is left.
    SellTakeLeft,
    /// Tells which limits stand against the numbers.
    SellWhy,
    /// Asks a supervisor to lift the limit.
    SellAuthorise,
    /// Switches between number first, amount first, list and assisted.
    SellProfile,
    /// Shows earlier rows of a long ticket.
    SellPageUp,
    /// Shows later rows of a long ticket.
    SellPageDown,
    /// Goes to the payment of the basket.
    TillCharge,
    /// Changes the quantity of the chosen line.
    TillQuantity,
    /// Takes the chosen line out, or the last tender.
    TillRemove,
    /// Takes something off the line or the sale.
    TillDiscount,
    /// Says who buys.
    TillCustomer,
    /// Hands a coupon in, or takes it back.
    TillCoupon,
    /// Hands in points of the customer.
    TillPoints,
    /// Writes a remark on the line or the sale.
    TillNote,
    /// Puts the basket aside under a name.
    TillPark,
    /// Takes up a parked basket.
    TillRecall,
    /// Gives the basket up.
    TillAbandon,
    /// Chooses from the shop's favourites.
    TillFavourites,
    /// Chooses the draws of numbers.
    TillDraws,
    /// Adds a tender other than cash.
    TillMeans,
    /// Voids the chosen sale.
    SalesVoid,
    /// Takes goods of the chosen sale back.
    SalesReturn,
    /// Notes that the payment is in the bank.
    SalesApprove,
    /// Notes that the payment never came.
    SalesReject,
    /// Saves what is shown as a CSV file.
    SalesCsv,
    /// Saves what is shown as an Excel workbook.
    SalesXlsx,
    /// Pays all that remains of the prize.
    PayFull,
    /// Pays a part of the prize.
    PayPart,
    /// Takes what was paid as final; the rest is no longer payable.
    PayFinalise,
    /// Takes back the last payout that stands.
    PayReverse,
    /// Makes the rest of a finalised prize payable again.
    PayReopen,
    /// Changes the notes of the last payout.
    PayNotes,
    /// Changes the method of payment.
    PayMethodNext,
    /// Cancels the ticket before its cutoff.
    PayCancel,
    /// Prints the ticket again, counted and marked.
    PayReprint,
    /// Looks for a ticket without its paper, with a second person.
    PayUnseen,
    /// Moves to the list of prizes and payouts, or back.
    PayList,
    /// Changes the status that is shown.
    PayFilterStatus,
    /// Changes the method that is shown.
    PayFilterMethod,
    /// Changes the dates that are shown.
    PayFilterDates,
    /// Sorts by date, amount or code.
    PaySort,
    /// Changes the shop that is shown.
    PayFilterVentana,
    /// Changes the seller that is shown.
    PayFilterVendedor,
    /// Generates the draws of the coming days, with a preview.
    DrawsGenerate,
    /// Opens the draw's sale.
    DrawsOpen,
    /// Ends the sale and seals the draw.
    DrawsClose,
    /// Types the result of the closed draw.
    DrawsResult,
    /// The second person types the result blind.
    DrawsConfirm,
    /// Corrects a result that was confirmed.
    DrawsCorrect,
    /// Takes back the typed result that waits for its second person.
    DrawsWithdraw,
    /// Shows the winning tickets.
    DrawsWinners,
    /// Shows the sales lists of the chosen draw.
    DrawsLists,
    /// Shows the risk of the chosen draw.
    DrawsExposure,
    /// Shows the day before.
    DrawsDayBefore,
    /// Shows the day after.
    DrawsDayAfter,
    /// Returns to today.
    DrawsToday,
    /// Calls the draw off; its stakes are refunded.
    DrawsAnnul,
    /// Moves the draw to another time.
    DrawsMove,
    /// Holds the draw's sale, or lets it go on.
    DrawsHold,
    /// Changes the name of a draw made by hand.
    DrawsRename,
    /// Makes a draw by hand; in the list of days, sets a day without draws.
    DrawsNew,
    /// Shows the days without draws.
    DrawsHolidays,
    /// Shows what is owed of paid prizes that are none any more.
    DrawsClaims,
    /// Shows the results of a lottery, and its hot and cold numbers.
    DrawsHistory,
    /// Copies the whole list as CSV.
    DrawsCsv,
    /// Gives up what is owed of the chosen claim.
    DrawsWriteOff,
    /// Takes back the chosen day, or the claim's last settlement.
    DrawsUndo,
    /// Shows what happens if the chosen number comes out.
    ExposureWhatIf,
    /// Shows the ten numbers of largest loss.
    ExposureWorst,
    /// Stops the sale of the number; can be undone.
    ExposureBlock,
    /// Takes back the last block set here.
    ExposureUndo,
    /// Switches between house, shop and seller.
    ExposureScope,
    /// Switches between stake, liability, net and share of the limit.
    ExposureMeasure,
    /// Moves to the next draw.
    ExposureNextDraw,
    /// Chooses the draw from a list.
    ExposureDraw,
    /// Changes the supposed colour of the reventado.
    ExposureOutcome,
    /// Shows what of the draw other houses take over.
    ExposureLayOff,
    /// Proposes what to lay off.
    LayOffNew,
    /// Keeps the proposal.
    LayOffKeep,
    /// Notes that it went to the other house.
    LayOffSend,
    /// Notes that the other house takes it.
    LayOffAccept,
    /// Notes that the other house does not take it.
    LayOffReject,
    /// Takes it back before an answer.
    LayOffWithdraw,
    /// Notes that what stands between the houses was paid.
    LayOffSettle,
    /// Copies a message for the other house.
    LayOffMessage,
    /// Chooses the draw from a list.
    LayOffDraw,
    /// Saves the lay-off as CSV.
    LayOffCsv,
    /// Saves the lay-off as an Excel file.
    LayOffXlsx,
    /// Write something new in the catalogue.
    CatalogueNew,
    /// Change what is chosen in the catalogue.
    CatalogueEdit,
    /// Write another variant of a product.
    CatalogueVariant,
    /// Set a price.
    CataloguePrice,
    /// Show what something cost.
    CatalogueHistory,
    /// Put goods among the favourites.
    CatalogueFavourite,
    /// Import goods.
    CatalogueImport,
    /// Save the goods as CSV.
    CatalogueCsv,
    /// Save the goods as XLSX.
    CatalogueXlsx,
    /// Looks at a paper by the code of its ticket or its number.
    PrintingFind,
    /// Prints the paper that is looked at.
    PrintingPrint,
    /// Shows the paper in the other width.
    PrintingWidth,
    /// Sends a paper of the queue again.
    PrintingRetry,
    /// Takes a paper off the queue.
    PrintingCancel,
    /// Adds a printer.
    PrintingNew,
    /// Prints a test page.
    PrintingTest,
    /// Shows the limits of the draw.
    ExposureLimits,
    /// Keeps one price, or shows all again.
    ExposurePrice,
    /// Shows the number in the house, its shops and sellers.
    ExposureScopes,
    /// Opens the drawer with a float.
    DrawerOpen,
    /// Puts cash in or takes it out, with a reason.
    DrawerMove,
    /// Counts the drawer blind, by denomination.
    DrawerCount,
    /// Closes the counted drawer.
    DrawerClose,
    /// Hands in the count.
    DrawerSubmit,
    /// Closes another person's drawer.
    DrawerForce,
    /// Tells what a drawer has done so far, or all of its Z.
    DrawerX,
    /// Tells what happened at a drawer.
    DrawerEntries,
    /// Notes that the drawer was opened without a sale.
    DrawerNoSale,
    /// Passes the counted drawer on to the next cashier.
    DrawerHandOver,
    /// Reviews another person's close.
    DrawerReview,
    /// Changes the house's rules for drawers.
    DrawerSettings,
    /// Adds a user.
    UsersNew,
    /// Changes the chosen user.
    UsersEdit,
    /// Sets a new PIN for the user.
    UsersPin,
    /// Switches the user on or off; never deletes.
    UsersToggle,
    /// Lets somebody sign in again who failed too often.
    UsersUnlock,
    /// Shows what somebody did.
    UsersLog,
    /// Ends the chosen session.
    SessionsEnd,
    /// Ends all sessions of the chosen person.
    SessionsEndAll,
    /// Imports users or shops from a CSV file.
    UsersImport,
    /// Imports past results from a CSV file.
    DrawsImport,
    /// Reads a CSV file and tries it; nothing is saved.
    ImportRead,
    /// Imports what was read, all of it or nothing.
    ImportApply,
    /// Saves what would happen, line by line, as CSV.
    ImportCsv,
    /// Adds a lottery.
    LotteriesNew,
    /// Changes the lottery's rules.
    LotteriesEdit,
    /// Adds or changes a multiplier.
    LotteriesMultiplier,
    /// Says who sells the lottery at which prices.
    LotteriesLists,
    /// Switches the lottery on or off.
    LotteriesToggle,
    /// Shows what a lottery's schedule gives in the coming days.
    LotteriesPreview,
    /// Adds a limit.
    LimitsNew,
    /// Changes the chosen limit.
    LimitsEdit,
    /// Ends the limit from now on.
    LimitsEnd,
    /// Tries a limit on the draws of the last weeks.
    LimitsPreview,
    /// Begins a new commission; while one is written, a new rule of it.
    CommissionsNew,
    /// Writes the version that follows; while one is written, changes a rule.
    CommissionsEdit,
    /// Shows the versions of a commission.
    CommissionsVersions,
    /// Explains the commissions on an amount.
    CommissionsExplain,
    /// Ends a commission; while one is written, removes a rule.
    CommissionsEnd,
    /// Changes whose commission is written, how much and when.
    CommissionsHead,
    /// Moves a rule up.
    CommissionsUp,
    /// Saves the commission that is written.
    CommissionsSave,
    /// Chooses a report.
    ReportsChoose,
    /// Chooses by what a report's rows are told apart.
    ReportsBy,
    /// Saves the report as comma-separated values.
    ReportsCsv,
    /// Saves the report as a workbook.
    ReportsXlsx,
    /// Chooses which deeds the log shows.
    AuditDeeds,
    /// Leaves plain sales out of the log, or lets them in again.
    AuditSales,
    /// Checks the chain of sealed blocks.
    AuditCheck,
    /// Saves what was found in the log as comma-separated values.
    AuditCsv,
    /// Saves what was found in the log as a workbook.
    AuditXlsx,
    /// Recomputes the books and the seals.
    SystemVerify,
    /// Opens, closes and expires what is due.
    SystemTick,
    /// Shows who did what.
    SystemActivity,
    /// Changes the settings of the house.
    SystemSettings,
}
