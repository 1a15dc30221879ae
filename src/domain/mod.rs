//! What is true about money, bets, draws, limits, prizes and books. Pure: no database, no clock, no terminal.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic
    )
)]

mod account;
mod actor;
pub mod audit;
mod bet;
pub mod betline;
mod cancellation;
pub mod catalogue;
mod change;
mod claim;
mod code;
pub mod commission;
mod draw;
pub mod drawer;
mod evaluation;
pub mod exposure;
pub mod goods;
mod id;
pub mod import;
mod job;
mod lang;
pub mod layoff;
pub mod limit;
mod lottery;
mod money;
mod money_text;
mod movement;
mod number;
pub mod order;
mod origin;
mod payout;
pub mod posting;
pub mod posting_table;
pub mod price;
pub mod price_list;
mod printer;
mod prize;
mod rate;
pub mod receipt;
pub mod report;
pub mod rights;
pub mod sale;
pub mod samples;
mod schedule;
mod scope;
pub mod statement;
#[cfg(test)]
mod tests;
mod ticket;
mod validity;
pub mod view;
mod zone;

pub use actor::Actor;
pub use bet::{Bet, BetKind, picture};
pub use cancellation::{CancelProblem, Cancellation};
pub use change::{NOTES, change_table};
pub use claim::ClaimEnd;
pub use code::{CODE_DIGITS, CodeError, TicketCode};
pub use commission::{CommissionShare, CommissionSource, Policy, PolicyRule};
pub use draw::{
    DrawEvent, DrawResult, DrawState, FirstEntry, ResultProblem, SamePerson, check_result,
    same_person_from, seal_short,
};
pub use evaluation::{DrawnBet, Evaluation};
pub use id::{
    ApprovalId, AwardId, BancaId, CategoryId, CommandKey, CustomerGroupId, CustomerId, DrawId,
    DrawerId, ElectronicId, GoodsListId, HolidayId, Id, LayOffId, LimitRuleId, LotteryId,
    MovementId, MultiplierId, OtherHouseId, PayoutId, PolicyId, PrintJobId, PrinterId, ProductId,
    PromotionId, ReceiptId, ReturnId, SaleId, SessionId, SettlementId, TaxClassId, TerminalId,
    TicketId, UserId, VariantId, VentanaId, named,
};
pub use import::{ImportColumn, ImportWhat};
pub use job::Job;
pub use lang::Lang;
pub use limit::{Hours, InForce, LimitEffect, LimitRule, LimitedBet, LimitedDraw, Used};
pub use lottery::{LotteryRules, ReventadoOutcome, RuleProblem, SalesHours};
pub use money::{Money, MoneyError};
pub use money_text::{MoneyFormat, MoneyTextError, Symbol};
pub use movement::{MovementKind, MovementMethod, REFERENCE_MAX, month_end, month_of};
pub use number::{Digits, Number, NumberError};
pub use origin::Origin;
pub use payout::{NOTES_MAX, PayMethod, PayoutStatus};
pub use price_list::PriceList;
pub use printer::{Codepage, Columns, PrintState, PrinterTarget};
pub use prize::{AwardMark, PayProblem, PayoutKind, Prize, PrizeState};
pub use rate::{Percent, Rate, RateError, Rounding};
pub use rights::{Grant, Right, Role};
pub use sale::{DrawOnSale, Multiplier, SaleProblem, SaleRules};
pub use schedule::{Schedule, Slot};
pub use scope::{ScopeId, ScopeRank, SellerPath};
pub use statement::Holder;
pub use ticket::TicketState;
pub use validity::{Cut, Validity};
pub use zone::{business_date, instant_of, wall_clock};
