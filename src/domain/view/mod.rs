//! What people are shown of the house: read models, pure data. `store` fills them, `ops` answers with them, the console
//! draws them. Amounts are céntimos.

mod account;
mod audit;
mod books;
pub(crate) mod catalogue;
mod claim;
mod commission;
mod counter;
mod door;
mod draw;
mod drawer;
mod filter;
mod history;
mod house;
mod jobs;
mod layoff;
mod list;
mod printing;
mod prize;
mod risk;
mod session;
mod shift;
mod ticket;
mod till;
mod unseen;

pub use account::{
    AccountFilter, AccountList, AccountRow, Credit, DayEntry, DayItem, DayTicket, DayTicketPage,
    LedgerAccount, LedgerEntry, LedgerPage, MonthClosed, MonthRow, MonthView, Movement,
    MovementPage, MovementReceipt, MovementReversal, Obstacle, ObstacleKind, Owing, Statement,
    StatementDay,
};
pub use audit::{
    AuditBlock, AuditEntry, AuditFound, AuditHead, AuditPage, ChainCheck, ConsentView,
};
pub use books::{AboutDraw, ActivityPage, ActivityRow, Identity, VerifyReport};
pub use catalogue::{
    BarcodeRow, CategoryRow, FavouriteRow, GoodsItem, GoodsKey, GoodsListRow, GoodsPage,
    GoodsPriceRow, ProductView, PromotionRow, SheetRow, Shelf, TaxClassRow, VariantPrices,
    VariantRow,
};
pub use claim::{Annulment, ClaimFilter, ClaimPage, ClaimRow, HolidayRow};
pub use commission::{CommissionExplained, CommissionRow, ShareExplained};
pub use counter::{CancelledTicket, Desk, MyTotals, NumberLeft, Quote, Sold, SoldTicket};
pub use door::{Hello, Home, SignedIn};
pub use draw::{
    DrawRow, DrawStep, PlannedDraw, Pulse, ResultPreview, Seal, Settling, Ticked, WaitingEntry,
};
pub use drawer::{CountResult, CountSheet, DrawerReport, DrawerRow, DrawerState, DrawerView};
pub use filter::{
    ActivityFilter, CashMovement, CountedPieces, DrawFilter, PageKey, PayoutFilter, PayoutSort,
    TicketFilter,
};
pub use history::{HotFilter, HotNumber, HotNumbers};
pub use house::{HouseSettings, LotteryRow, PriceListRow, UserRow, VentanaRow};
pub use jobs::{JobRow, JobRun, Jobs};
pub use layoff::{
    LayOffEntry, LayOffList, LayOffProposal, LayOffRow, LayOffShare, LayOffView, OtherHouseRow,
};
pub use list::{
    DrawLists, Exclusion, ListChange, ListLine, ListOf, ListPreview, ListRow, ListSums, ListTicket,
    ListTicketPage, NumberList, OverLimit,
};
pub use printing::{
    PaperView, PrintJobRow, PrintQueue, PrintWork, PrinterFacts, PrinterRow, ReceiptTexts,
};
pub use prize::{Paid, PayoutPage, PayoutRow, PrizeView, ShopWinners, WinnerRow};
pub use risk::{
    DrawRisk, ExposureCell, ExposureView, LimitPreview, LimitRow, NamedPrice, NumberScope,
    NumberTicket, PastDraw, WhatIf,
};
pub use session::SessionRow;
pub use shift::{
    CountedTender, DrawerEntries, DrawerEntry, DrawerLine, DrawerPage, DrawerSettings, DrawerX,
    GoodsSums, GrandTotals, HandedOver, LotteryLine, PendingPayment, TenderCount,
};
pub use ticket::{BetView, CancelOffer, HistoryRow, TicketPage, TicketRow, TicketView};
pub use till::{
    BasketView, CustomerRow, ElectronicPage, ElectronicRow, PaidPart, ReturnRow, ReturnState,
    Returned, SalePage, SaleRow, SaleView, SalesSummary, SoldAtTill, SoldLine, SoldTicketRow,
    TillDesk, VoidedRow, VoidedSale, WaitingBasket,
};
pub use unseen::{ShopWithCash, UnseenRow};
