//! Which right a request needs before anything else is looked at. Deny by default: a request without a row here does not
//! compile. Rights that depend on the row (a later cancellation, a large payout) are asked for by their verbs.

use super::request::{Request, Shift, Till};
use crate::domain::Right;

/// What must be true of the asker before a request is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Anybody, also before signing in.
    Open,
    /// Anybody who is signed in.
    SignedIn,
    /// Whoever holds this right, if only with approval or for the own rows.
    Holds(Right),
}

/// The gate of a request.
#[expect(clippy::too_many_lines, reason = "one line for each request")]
pub const fn gate(request: &Request) -> Gate {
    match request {
        Request::Hello | Request::FirstRun(_) | Request::SignIn(_) => Gate::Open,
        Request::Unlock { .. }
        | Request::Lock
        | Request::SignOut
        | Request::ChangePin { .. }
        | Request::Outcome { .. }
        | Request::GiveUp { .. }
        | Request::Approve(_)
        | Request::Home
        | Request::Draws(_)
        | Request::Lotteries
        | Request::Limits
        | Request::Holidays
        | Request::HotNumbers(_)
        | Request::Tick
        | Request::Print(_)
        | Request::Pulse => Gate::SignedIn,
        Request::Desk
        | Request::Availability { .. }
        | Request::Quote(_)
        | Request::Sell(_)
        | Request::Ticket { .. }
        | Request::Tickets(_)
        | Request::Reprint { .. }
        | Request::Till(
            Till::Desk
            | Till::Change(_)
            | Till::Park(_)
            | Till::Recall { .. }
            | Till::Abandon(_)
            | Till::Waiting
            | Till::Complete(_)
            | Till::Sales(_)
            | Till::Sale { .. }
            | Till::Numbered { .. }
            | Till::Customers { .. }
            | Till::SaveCustomer(_),
        )
        | Request::MyTotals => Gate::Holds(Right::Sell),
        Request::Till(Till::Void(_)) => Gate::Holds(Right::VoidSale),
        Request::Till(Till::Return(_)) => Gate::Holds(Right::ReturnGoods),
        Request::Till(Till::Electronic | Till::Decide(_)) => Gate::Holds(Right::ApprovePayment),
        Request::CancelTicket(_) => Gate::Holds(Right::CancelOwn),
        Request::Pay(_)
        | Request::EditPayoutNotes { .. }
        | Request::Payouts(_)
        | Request::CashElsewhere { .. } => Gate::Holds(Right::Pay),
        Request::Finalise { .. } => Gate::Holds(Right::Finalise),
        Request::ReopenPrize { .. } => Gate::Holds(Right::ReopenPrize),
        Request::ReversePayout { .. } => Gate::Holds(Right::ReversePayout),
        Request::PreviewDraws { .. }
        | Request::GenerateDraws { .. }
        | Request::OpenDraw { .. }
        | Request::ChangeDraw(_)
        | Request::SpecialDraw(_)
        | Request::Jobs
        | Request::SaveHoliday(_)
        | Request::EndHoliday(_) => Gate::Holds(Right::RunDraws),
        Request::PreviewList(_) | Request::ExcludeList(_) | Request::IncludeList(_) => {
            Gate::Holds(Right::ExcludeList)
        }
        Request::LayOff(_) => Gate::Holds(Right::LayOff),
        Request::Catalogue(asked) => super::catalogue::gate(asked),
        Request::AnnulDraw(_) => Gate::Holds(Right::AnnulDraw),
        Request::RevivePrize(_) => Gate::Holds(Right::RevivePrize),
        Request::FindTicket(_) => Gate::Holds(Right::FindTicket),
        Request::Claims(_) => Gate::Holds(Right::SeeReports),
        Request::SettleClaim(_) | Request::UnsettleClaim(_) => Gate::Holds(Right::CollectClaim),
        Request::CloseDraw { .. } => Gate::Holds(Right::CloseDrawEarly),
        Request::EnterResult { .. } | Request::WithdrawResult { .. } => {
            Gate::Holds(Right::EnterResult)
        }
        Request::PreviewResult { .. } | Request::ConfirmResult { .. } => {
            Gate::Holds(Right::ConfirmResult)
        }
        Request::Winners { .. }
        | Request::Report(_)
        | Request::Lists { .. }
        | Request::List(_)
        | Request::ListTickets(_) => Gate::Holds(Right::SeeReports),
        Request::Exposure { .. }
        | Request::NumberScopes { .. }
        | Request::WhatIf { .. }
        | Request::NumberTickets { .. } => Gate::Holds(Right::SeeExposure),
        Request::BlockNumber { .. }
        | Request::SaveLimit { .. }
        | Request::PreviewLimit { .. }
        | Request::EndLimit { .. } => Gate::Holds(Right::LimitVentana),
        Request::Drawer
        | Request::OpenDrawer { .. }
        | Request::CountDrawer { .. }
        | Request::CloseDrawer(_)
        | Request::MoveCash(_)
        | Request::Drawers => Gate::Holds(Right::Drawer),
        Request::Shift(Shift::Review { .. }) => Gate::Holds(Right::ForceCloseDrawer),
        Request::Shift(Shift::SaveSettings { .. }) => Gate::Holds(Right::RunHouse),
        Request::Shift(_) => Gate::Holds(Right::Drawer),
        Request::Users
        | Request::Ventanas
        | Request::SaveUser(_)
        | Request::UnlockUser(_)
        | Request::Sessions
        | Request::EndSessions(_) => Gate::Holds(Right::ManageUsers),
        Request::SaveVentana(_)
        | Request::Import(_)
        | Request::SaveLottery { .. }
        | Request::SaveMultiplier(_)
        | Request::SavePriceList { .. }
        | Request::Settings
        | Request::SaveSettings { .. }
        | Request::SaveCommission(_) => Gate::Holds(Right::RunHouse),
        Request::Commissions
        | Request::CommissionHistory { .. }
        | Request::ExplainCommission(_)
        | Request::PriceLists => Gate::Holds(Right::ManageUsers),
        Request::Accounts(_)
        | Request::Statement(_)
        | Request::StatementDay(_)
        | Request::StatementTickets(_)
        | Request::Movements(_)
        | Request::MovementReceipt { .. } => Gate::Holds(Right::SeeStatements),
        Request::SaveMovement(_) | Request::ReverseMovement(_) => Gate::Holds(Right::MoveAccounts),
        Request::Month(_) | Request::CloseMonth(_) => Gate::Holds(Right::CloseMonth),
        Request::LedgerAccounts | Request::LedgerEntries(_) => Gate::Holds(Right::Verify),
        Request::SetCredit(_) => Gate::Holds(Right::RunHouse),
        Request::Activity(_)
        | Request::AuditBlocks(_)
        | Request::Audit(_)
        | Request::CheckChain(_) => Gate::Holds(Right::SeeAudit),
        Request::Verify => Gate::Holds(Right::Verify),
    }
}
