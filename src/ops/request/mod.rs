//! What can be asked of the house: one plain, comparable value per verb. Every door (console, command line, SSH, demo)
//! speaks exactly this, and so does `banca ops` as JSON lines (`{"request":"sell",…}`).
//!
//! Amounts are céntimos. A request that changes something carries the idempotency key that was born with its form.

mod account;
mod audit;
mod catalogue;
mod draw;
mod every;
mod form;
mod import;
mod layoff;
mod list;
mod print;
mod session;
mod shift;
mod till;

pub use account::{
    AskDay, AskEntries, AskMonth, AskMovements, AskStatement, AskTickets, CloseMonth,
    ReverseMovement, SaveMovement, SetCredit,
};
pub use audit::{AskAudit, AskBlocks, CheckChain};
pub use catalogue::{
    Catalogue, CatalogueAnswer, LookUp, MovePrices, SaveCategory, SaveFavourite, SaveGoodsList,
    SavePrices, SaveProduct, SavePromotion, SaveTaxClass, SaveTemplate, SaveVariant, SearchGoods,
    SetPrice,
};
pub use draw::{
    AnnulDraw, ChangeDraw, DrawChange, EndHoliday, FindTicket, RevivePrize, SaveHoliday,
    SettleClaim, SpecialDraw, UnsettleClaim,
};
pub use every::Request;
pub use form::{
    Approve, CancelTicket, ExplainCommission, FirstRun, Pay, ReportAsk, SaveCommission,
    SaveMultiplier, SaveUser, SaveVentana, Secret, Sell, SellBet, SignIn,
};
pub use import::{Import, ImportFile, ImportLine};
pub use layoff::{LayOff, LayOffAnswer, MoveLayOff, ProposeLayOff, SaveLayOff, SaveOtherHouse};
pub use list::{AskList, AskListTickets, ChangeList};
pub use print::{PaperOf, Print, PrintAnswer, PrintPaper, PrintTo, SavePrinter};
pub use session::{EndSessions, UnlockUser};
pub use shift::{
    AskDrawerEntries, AskDrawers, CloseDrawer, HandOver, MoveCash, Shift, ShiftAnswer,
};
pub use till::{
    BasketChange, ChangeBasket, CompleteSale, DecideElectronic, ParkBasket, ReturnGoods,
    ReturnLine, SaleFilter, SaveCustomer, Till, TillAnswer, VoidSale,
};
