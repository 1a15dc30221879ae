//! What the states, kinds, methods, roles and rights of the domain are called.

use super::{Text, printing, system, words as w};
use crate::domain::{
    BetKind, DrawEvent, DrawState, PayMethod, PrintState, PrizeState, Right, Role, TicketState,
    receipt::ReceiptKind,
};
use crate::ops::{DrawerState, Thing};

/// A draw's state.
pub const fn draw_state(state: DrawState) -> Text {
    match state {
        DrawState::Scheduled => w::SCHEDULED,
        DrawState::Open => w::OPEN,
        DrawState::Closed => w::CLOSED,
        DrawState::Evaluated => w::EVALUATED,
        DrawState::Annulled => w::ANNULLED,
    }
}

/// What is done to a draw.
pub const fn draw_event(event: DrawEvent) -> Text {
    match event {
        DrawEvent::Open => w::EVENT_OPEN,
        DrawEvent::Close => w::EVENT_CLOSE,
        DrawEvent::EnterResult => w::EVENT_ENTER,
        DrawEvent::ConfirmResult => w::EVENT_CONFIRM,
        DrawEvent::CorrectResult => w::EVENT_CORRECT,
        DrawEvent::Annul => w::EVENT_ANNUL,
        DrawEvent::Suspend => w::EVENT_SUSPEND,
        DrawEvent::Resume => w::EVENT_RESUME,
        DrawEvent::Reschedule => w::EVENT_RESCHEDULE,
    }
}

/// A ticket's state.
pub const fn ticket_state(state: TicketState) -> Text {
    match state {
        TicketState::Active => w::ACTIVE,
        TicketState::Cancelled => w::CANCELLED,
        TicketState::Excluded => w::EXCLUDED,
        TicketState::Annulled => w::ANNULLED,
    }
}

/// A prize's state.
pub const fn prize_state(state: PrizeState) -> Text {
    match state {
        PrizeState::Unpaid => w::UNPAID,
        PrizeState::Partial => w::PARTIAL,
        PrizeState::Paid => w::PAID,
        PrizeState::Finalized => w::FINALIZED,
        PrizeState::Expired => w::EXPIRED,
        PrizeState::Reversed => w::REVERSED,
    }
}

/// A drawer's state.
pub const fn drawer_state(state: DrawerState) -> Text {
    match state {
        DrawerState::Open => w::DRAWER_OPEN,
        DrawerState::Counting => w::DRAWER_COUNTING,
        DrawerState::Closed => w::DRAWER_CLOSED,
        DrawerState::Reviewed => w::DRAWER_REVIEWED,
    }
}

/// A kind of bet.
pub const fn bet_kind(kind: BetKind) -> Text {
    match kind {
        BetKind::Straight => w::STRAIGHT,
        BetKind::Reventado => w::REVENTADO,
    }
}

/// A method of payment.
pub const fn pay_method(method: PayMethod) -> Text {
    match method {
        PayMethod::Cash => w::CASH,
        PayMethod::Sinpe => w::SINPE,
        PayMethod::Transfer => w::TRANSFER,
        PayMethod::Cheque => w::CHEQUE,
        PayMethod::Other => w::OTHER,
    }
}

/// A role.
pub const fn role(role: Role) -> Text {
    match role {
        Role::Vendedor => w::VENDEDOR,
        Role::Ventana => w::VENTANA,
        Role::Admin => w::ADMIN,
    }
}

/// A right.
pub const fn right(right: Right) -> Text {
    match right {
        Right::Sell => w::RIGHT_SELL,
        Right::CancelOwn => w::RIGHT_CANCEL_OWN,
        Right::CancelAny => w::RIGHT_CANCEL_ANY,
        Right::LiftLimit => w::RIGHT_LIFT_LIMIT,
        Right::Pay => w::RIGHT_PAY,
        Right::PayAbove => w::RIGHT_PAY_ABOVE,
        Right::Finalise => w::RIGHT_FINALISE,
        Right::ReversePayout => w::RIGHT_REVERSE,
        Right::ReopenPrize => w::RIGHT_REOPEN,
        Right::Drawer => w::RIGHT_DRAWER,
        Right::MoveCash => w::RIGHT_MOVE_CASH,
        Right::TakeDrawer => w::RIGHT_TAKE_DRAWER,
        Right::ForceCloseDrawer => w::RIGHT_FORCE_CLOSE,
        Right::ApproveDifference => w::RIGHT_DIFFERENCE,
        Right::SeeExposure => w::RIGHT_EXPOSURE,
        Right::LimitVentana => w::RIGHT_LIMIT,
        Right::RunHouse => w::RIGHT_HOUSE,
        Right::RunDraws => w::RIGHT_DRAWS,
        Right::CloseDrawEarly => w::RIGHT_CLOSE_EARLY,
        Right::AnnulDraw => w::RIGHT_ANNUL,
        Right::ExcludeList => w::RIGHT_EXCLUDE,
        Right::LayOff => w::RIGHT_LAY_OFF,
        Right::SaveGoods => super::catalogue::RIGHT_SAVE,
        Right::Discount => w::RIGHT_DISCOUNT,
        Right::VoidSale => w::RIGHT_VOID,
        Right::ReturnGoods => w::RIGHT_RETURN,
        Right::ApprovePayment => w::RIGHT_APPROVE_PAYMENT,
        Right::RevivePrize => w::RIGHT_REVIVE,
        Right::FindTicket => w::RIGHT_FIND,
        Right::CollectClaim => w::RIGHT_COLLECT_CLAIM,
        Right::WriteOffClaim => w::RIGHT_WRITE_OFF,
        Right::EnterResult => w::RIGHT_RESULT,
        Right::ConfirmResult => w::RIGHT_CONFIRM,
        Right::ManageUsers => w::RIGHT_USERS,
        Right::SeeAudit => w::RIGHT_AUDIT,
        Right::Verify => w::RIGHT_VERIFY,
        Right::SeeReports => w::RIGHT_REPORTS,
        Right::SeeStatements => w::RIGHT_STATEMENTS,
        Right::MoveAccounts => w::RIGHT_MOVE_ACCOUNTS,
        Right::CloseMonth => w::RIGHT_CLOSE_MONTH,
        Right::ReprintWinner => printing::RIGHT_REPRINT_WINNER,
        Right::RunPrinters => printing::RIGHT_PRINTERS,
    }
}

/// Something that can be looked for.
pub const fn thing(thing: Thing) -> Text {
    match thing {
        Thing::Ticket => w::THING_TICKET,
        Thing::Draw => w::THING_DRAW,
        Thing::Payout => w::THING_PAYOUT,
        Thing::User => w::THING_USER,
        Thing::Ventana => w::THING_VENTANA,
        Thing::Lottery => w::THING_LOTTERY,
        Thing::Multiplier => w::THING_MULTIPLIER,
        Thing::Limit => w::THING_LIMIT,
        Thing::Drawer => w::THING_DRAWER,
        Thing::Session => w::THING_SESSION,
        Thing::Claim => w::THING_CLAIM,
        Thing::Holiday => w::THING_HOLIDAY,
        Thing::Movement => w::THING_MOVEMENT,
        Thing::Account => w::THING_ACCOUNT,
        Thing::LayOff => w::THING_LAY_OFF,
        Thing::Sale => w::THING_SALE,
        Thing::Customer => w::THING_CUSTOMER,
        Thing::Payment => w::THING_PAYMENT,
        Thing::OtherHouse => w::THING_OTHER_HOUSE,
        Thing::Receipt => printing::THING_RECEIPT,
        Thing::Printer => printing::THING_PRINTER,
        Thing::Terminal => printing::THING_TERMINAL,
        Thing::PrintJob => printing::THING_JOB,
        Thing::Product => super::catalogue::THING_PRODUCT,
        Thing::Category => super::catalogue::THING_CATEGORY,
        Thing::TaxClass => super::catalogue::THING_TAX,
        Thing::GoodsList => super::catalogue::THING_LIST,
    }
}

/// A job of the clock, by its name in the database.
pub fn job(name: &str) -> Text {
    match name {
        "generate" => system::JOB_GENERATE,
        "open" => system::JOB_OPEN,
        "skip" => system::JOB_SKIP,
        "close" => system::JOB_CLOSE,
        "expire" => system::JOB_EXPIRE,
        "gather" => system::JOB_GATHER,
        _ => system::JOB_SEAL,
    }
}

/// Where a paper of the queue stands.
pub const fn print_state(state: PrintState) -> Text {
    match state {
        PrintState::Queued => printing::QUEUED,
        PrintState::Sending => printing::SENDING,
        PrintState::Done => printing::DONE,
        PrintState::Failed => printing::FAILED,
        PrintState::Cancelled => printing::CANCELLED,
    }
}

/// A kind of receipt.
pub const fn receipt_kind(kind: ReceiptKind) -> Text {
    match kind {
        ReceiptKind::Ticket => printing::KIND_TICKET,
        ReceiptKind::Sale => printing::KIND_SALE,
        ReceiptKind::Combined => printing::KIND_COMBINED,
        ReceiptKind::Void => printing::KIND_VOID,
        ReceiptKind::Return => printing::KIND_RETURN,
        ReceiptKind::CreditSlip => printing::KIND_CREDIT,
        ReceiptKind::Settlement => printing::KIND_SETTLEMENT,
        ReceiptKind::Payout => printing::KIND_PAYOUT,
        ReceiptKind::DrawerX => printing::KIND_X,
        ReceiptKind::DrawerZ => printing::KIND_Z,
        ReceiptKind::CashSlip => printing::KIND_CASH,
        ReceiptKind::PaymentProof => printing::KIND_PROOF,
        ReceiptKind::Statement => printing::KIND_STATEMENT,
        ReceiptKind::List => printing::KIND_LIST,
    }
}
