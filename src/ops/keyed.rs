//! What all commands share: the idempotency key that makes them happen once, and the consent that some of them carry.

use super::request::{
    AnnulDraw, CancelTicket, ChangeDraw, ChangeList, CloseDrawer, CloseMonth, EndHoliday,
    FindTicket, Import, MoveCash, Pay, Print, PrintPaper, Request, ReverseMovement, RevivePrize,
    SaveCommission, SaveHoliday, SaveMultiplier, SaveVentana, Sell, SetCredit, SettleClaim,
    SpecialDraw, UnsettleClaim,
};
use crate::domain::{ApprovalId, CommandKey};

impl Request {
    /// The key of a command; `None` for a question, which may be asked again and again.
    pub fn key(&self) -> Option<CommandKey> {
        self.clone().key_mut().copied()
    }

    /// The place of the key.
    #[expect(clippy::too_many_lines, reason = "one line for each request")]
    pub fn key_mut(&mut self) -> Option<&mut CommandKey> {
        match self {
            Request::ChangePin { key, .. }
            | Request::Reprint { key, .. }
            | Request::Finalise { key, .. }
            | Request::ReopenPrize { key, .. }
            | Request::ReversePayout { key, .. }
            | Request::EditPayoutNotes { key, .. }
            | Request::GenerateDraws { key, .. }
            | Request::OpenDraw { key, .. }
            | Request::CloseDraw { key, .. }
            | Request::EnterResult { key, .. }
            | Request::ConfirmResult { key, .. }
            | Request::WithdrawResult { key, .. }
            | Request::BlockNumber { key, .. }
            | Request::SaveLimit { key, .. }
            | Request::EndLimit { key, .. }
            | Request::OpenDrawer { key, .. }
            | Request::CountDrawer { key, .. }
            | Request::CloseDrawer(CloseDrawer { key, .. })
            | Request::MoveCash(MoveCash { key, .. })
            | Request::SaveVentana(SaveVentana { key, .. })
            | Request::SaveLottery { key, .. }
            | Request::SaveMultiplier(SaveMultiplier { key, .. })
            | Request::SavePriceList { key, .. }
            | Request::SaveSettings { key, .. }
            | Request::SaveCommission(SaveCommission { key, .. })
            | Request::ExcludeList(ChangeList { key, .. })
            | Request::IncludeList(ChangeList { key, .. })
            | Request::AnnulDraw(AnnulDraw { key, .. })
            | Request::ChangeDraw(ChangeDraw { key, .. })
            | Request::SpecialDraw(SpecialDraw { key, .. })
            | Request::SaveHoliday(SaveHoliday { key, .. })
            | Request::EndHoliday(EndHoliday { key, .. })
            | Request::SettleClaim(SettleClaim { key, .. })
            | Request::RevivePrize(RevivePrize { key, .. })
            | Request::FindTicket(FindTicket { key, .. })
            | Request::UnsettleClaim(UnsettleClaim { key, .. })
            | Request::ReverseMovement(ReverseMovement { key, .. })
            | Request::CloseMonth(CloseMonth { key, .. })
            | Request::SetCredit(SetCredit { key, .. }) => Some(key),
            Request::Sell(sell) => Some(&mut sell.key),
            Request::CancelTicket(cancel) => Some(&mut cancel.key),
            Request::Pay(pay) => Some(&mut pay.key),
            Request::SaveUser(user) => Some(&mut user.key),
            Request::UnlockUser(asked) => Some(&mut asked.key),
            Request::EndSessions(asked) => Some(&mut asked.key),
            Request::LayOff(asked) => asked.key_mut(),
            Request::Print(asked) => asked.key_mut(),
            Request::Catalogue(asked) => asked.key_mut(),
            Request::Till(asked) => asked.key_mut(),
            Request::Shift(asked) => asked.key_mut(),
            Request::SaveMovement(movement) => Some(&mut movement.key),
            Request::Import(Import::Apply { key, .. }) => Some(key),
            Request::Hello
            | Request::FirstRun(_)
            | Request::SignIn(_)
            | Request::Unlock { .. }
            | Request::Lock
            | Request::SignOut
            | Request::Sessions
            | Request::Outcome { .. }
            | Request::GiveUp { .. }
            | Request::Approve(_)
            | Request::Home
            | Request::Desk
            | Request::Availability { .. }
            | Request::Quote(_)
            | Request::Ticket { .. }
            | Request::Tickets(_)
            | Request::MyTotals
            | Request::Payouts(_)
            | Request::Draws(_)
            | Request::PreviewDraws { .. }
            | Request::PreviewResult { .. }
            | Request::Winners { .. }
            | Request::Holidays
            | Request::Claims(_)
            | Request::Report(_)
            | Request::HotNumbers(_)
            | Request::Jobs
            | Request::CashElsewhere { .. }
            | Request::Lists { .. }
            | Request::List(_)
            | Request::ListTickets(_)
            | Request::PreviewList(_)
            | Request::Exposure { .. }
            | Request::NumberScopes { .. }
            | Request::WhatIf { .. }
            | Request::NumberTickets { .. }
            | Request::Limits
            | Request::PreviewLimit { .. }
            | Request::Drawer
            | Request::Drawers
            | Request::Users
            | Request::Ventanas
            | Request::Import(Import::Dry(_) | Import::Progress)
            | Request::Lotteries
            | Request::PriceLists
            | Request::Settings
            | Request::Commissions
            | Request::CommissionHistory { .. }
            | Request::ExplainCommission(_)
            | Request::Accounts(_)
            | Request::Statement(_)
            | Request::StatementDay(_)
            | Request::StatementTickets(_)
            | Request::Movements(_)
            | Request::MovementReceipt { .. }
            | Request::Month(_)
            | Request::LedgerAccounts
            | Request::LedgerEntries(_)
            | Request::Activity(_)
            | Request::AuditBlocks(_)
            | Request::Audit(_)
            | Request::CheckChain(_)
            | Request::Verify
            | Request::Tick
            | Request::Pulse => None,
        }
    }

    /// The same command with a second person's consent; `None` where none is asked for.
    pub fn with_approval(mut self, consent: ApprovalId) -> Option<Self> {
        *self.approval_mut()? = Some(consent);
        Some(self)
    }

    /// Whether this command can carry a second person's consent.
    pub fn takes_approval(&self) -> bool {
        self.clone().approval_mut().is_some()
    }

    fn approval_mut(&mut self) -> Option<&mut Option<ApprovalId>> {
        if let Request::Till(asked) = self {
            return asked.approval_mut();
        }
        if let Request::ReopenPrize { approval, .. }
        | Request::ReversePayout { approval, .. }
        | Request::CloseDraw { approval, .. }
        | Request::CloseDrawer(CloseDrawer { approval, .. })
        | Request::MoveCash(MoveCash { approval, .. })
        | Request::CloseMonth(CloseMonth { approval, .. })
        | Request::Sell(Sell { approval, .. })
        | Request::CancelTicket(CancelTicket { approval, .. })
        | Request::ExcludeList(ChangeList { approval, .. })
        | Request::IncludeList(ChangeList { approval, .. })
        | Request::AnnulDraw(AnnulDraw { approval, .. })
        | Request::RevivePrize(RevivePrize { approval, .. })
        | Request::FindTicket(FindTicket { approval, .. })
        | Request::Print(Print::Print(PrintPaper { approval, .. }))
        | Request::Pay(Pay { approval, .. }) = self
        {
            return Some(approval);
        }
        if let Request::Shift(asked) = self {
            return asked.approval_mut();
        }
        None
    }
}
