//! Who may do what. The table of permission × role is data ([`RIGHTS`]), denied by default, and a test walks every
//! cell of it (the table of rights in the product's decisions).

use serde::{Deserialize, Serialize};

/// The three roles of a house, from the counter upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// Sells and pays at a terminal; sees the own work.
    Vendedor,
    /// Runs a shop; sees the shop and its sellers.
    Ventana,
    /// Runs the house.
    Admin,
}

impl Role {
    /// All roles, lowest first.
    pub const ALL: [Role; 3] = [Role::Vendedor, Role::Ventana, Role::Admin];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Vendedor => "VENDEDOR",
            Role::Ventana => "VENTANA",
            Role::Admin => "ADMIN",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Something that a person may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Sell, quote, repeat, copy and reprint tickets.
    Sell,
    /// Cancel an own ticket inside the void window.
    CancelOwn,
    /// Cancel later, or another's ticket.
    CancelAny,
    /// Sell above a limit that a supervisor may lift.
    LiftLimit,
    /// Give a discount above what a cashier gives alone.
    Discount,
    /// Take a completed sale back on its day.
    VoidSale,
    /// Take goods of a sale back.
    ReturnGoods,
    /// Say whether an electronic payment is in the bank.
    ApprovePayment,
    /// Pay a prize up to the own limit.
    Pay,
    /// Pay a prize above the own limit.
    PayAbove,
    /// Accept a partial payment as final.
    Finalise,
    /// Take back the last payout.
    ReversePayout,
    /// Reopen a finalised prize.
    ReopenPrize,
    /// Take back money that was paid for a prize that is none any more.
    CollectClaim,
    /// Give up what is owed for such a prize.
    WriteOffClaim,
    /// Make an expired prize payable again.
    RevivePrize,
    /// Look for a ticket without its paper.
    FindTicket,
    /// Open, count and close the own drawer.
    Drawer,
    /// Drop cash from the drawer to the safe, or pay a petty expense out of it.
    MoveCash,
    /// Take a drawer over from the cashier before.
    TakeDrawer,
    /// Close another's drawer by force, and review it.
    ForceCloseDrawer,
    /// Accept a drawer that is over or short beyond the threshold.
    ApproveDifference,
    /// See the exposure and the limits in figures.
    SeeExposure,
    /// Block a number or change limits of the own ventana.
    LimitVentana,
    /// Change limits of the banca, multipliers, commissions and lotteries.
    RunHouse,
    /// Generate, open and reschedule draws.
    RunDraws,
    /// Close a draw before its time.
    CloseDrawEarly,
    /// Type a result, and type a correction.
    EnterResult,
    /// Call off a draw.
    AnnulDraw,
    /// Exclude a sales list of a draw, and include it again.
    ExcludeList,
    /// Pass what is too much of a draw on to another house.
    LayOff,
    /// Write the catalogue of goods: products, prices, promotions.
    SaveGoods,
    /// Confirm what another person typed.
    ConfirmResult,
    /// See and change users and their rights.
    ManageUsers,
    /// See who did what.
    SeeAudit,
    /// Check the books and the seals.
    Verify,
    /// See reports and lists.
    SeeReports,
    /// See statements of account.
    SeeStatements,
    /// Enter payments and collections, and take them back.
    MoveAccounts,
    /// Close a month.
    CloseMonth,
    /// Print a ticket that won once more.
    ReprintWinner,
    /// Set up printers.
    RunPrinters,
}

/// How far a right reaches for a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// Not at all: the action is not offered.
    No,
    /// Only with a second person's approval.
    WithApproval,
    /// For the own rows, or those of the own ventana.
    Own,
    /// For everything in the banca.
    All,
}

/// One row of the table: a right and what each role gets of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RightRow {
    /// The right.
    pub right: Right,
    /// For sellers.
    pub vendedor: Grant,
    /// For those who run a shop.
    pub ventana: Grant,
    /// For administrators.
    pub admin: Grant,
}

const fn row(right: Right, vendedor: Grant, ventana: Grant, admin: Grant) -> RightRow {
    RightRow {
        right,
        vendedor,
        ventana,
        admin,
    }
}

/// The whole table. A right that has no row would be denied to everybody; a test keeps it complete.
pub const RIGHTS: [RightRow; 42] = [
    row(Right::Discount, Grant::WithApproval, Grant::Own, Grant::All),
    row(Right::VoidSale, Grant::WithApproval, Grant::Own, Grant::All),
    row(
        Right::ReturnGoods,
        Grant::WithApproval,
        Grant::Own,
        Grant::All,
    ),
    row(Right::ApprovePayment, Grant::No, Grant::Own, Grant::All),
    row(Right::Sell, Grant::Own, Grant::Own, Grant::All),
    row(Right::CancelOwn, Grant::Own, Grant::Own, Grant::All),
    row(
        Right::CancelAny,
        Grant::WithApproval,
        Grant::Own,
        Grant::All,
    ),
    row(
        Right::LiftLimit,
        Grant::WithApproval,
        Grant::Own,
        Grant::All,
    ),
    row(Right::Pay, Grant::Own, Grant::Own, Grant::All),
    row(
        Right::PayAbove,
        Grant::WithApproval,
        Grant::WithApproval,
        Grant::All,
    ),
    row(Right::Finalise, Grant::Own, Grant::Own, Grant::All),
    row(
        Right::ReversePayout,
        Grant::WithApproval,
        Grant::Own,
        Grant::All,
    ),
    row(
        Right::ReopenPrize,
        Grant::WithApproval,
        Grant::Own,
        Grant::All,
    ),
    row(Right::Drawer, Grant::Own, Grant::Own, Grant::All),
    row(Right::MoveCash, Grant::WithApproval, Grant::Own, Grant::All),
    row(Right::TakeDrawer, Grant::Own, Grant::Own, Grant::All),
    row(Right::ForceCloseDrawer, Grant::No, Grant::Own, Grant::All),
    row(
        Right::ApproveDifference,
        Grant::WithApproval,
        Grant::Own,
        Grant::All,
    ),
    row(Right::SeeExposure, Grant::No, Grant::Own, Grant::All),
    row(Right::LimitVentana, Grant::No, Grant::Own, Grant::All),
    row(Right::RunHouse, Grant::No, Grant::No, Grant::All),
    row(Right::RunDraws, Grant::No, Grant::No, Grant::All),
    row(
        Right::CloseDrawEarly,
        Grant::No,
        Grant::No,
        Grant::WithApproval,
    ),
    row(Right::AnnulDraw, Grant::No, Grant::No, Grant::WithApproval),
    row(
        Right::ExcludeList,
        Grant::No,
        Grant::No,
        Grant::WithApproval,
    ),
    row(Right::LayOff, Grant::No, Grant::No, Grant::All),
    row(Right::SaveGoods, Grant::No, Grant::Own, Grant::All),
    row(
        Right::RevivePrize,
        Grant::WithApproval,
        Grant::Own,
        Grant::All,
    ),
    row(
        Right::FindTicket,
        Grant::WithApproval,
        Grant::WithApproval,
        Grant::WithApproval,
    ),
    row(Right::CollectClaim, Grant::No, Grant::Own, Grant::All),
    row(Right::WriteOffClaim, Grant::No, Grant::No, Grant::All),
    row(Right::EnterResult, Grant::No, Grant::No, Grant::All),
    row(Right::ConfirmResult, Grant::No, Grant::No, Grant::All),
    row(Right::ManageUsers, Grant::No, Grant::Own, Grant::All),
    row(Right::SeeAudit, Grant::No, Grant::Own, Grant::All),
    row(Right::Verify, Grant::No, Grant::Own, Grant::All),
    row(Right::SeeReports, Grant::Own, Grant::Own, Grant::All),
    row(Right::SeeStatements, Grant::Own, Grant::Own, Grant::All),
    row(Right::MoveAccounts, Grant::No, Grant::Own, Grant::All),
    row(Right::CloseMonth, Grant::No, Grant::No, Grant::WithApproval),
    row(
        Right::ReprintWinner,
        Grant::WithApproval,
        Grant::Own,
        Grant::All,
    ),
    row(Right::RunPrinters, Grant::No, Grant::Own, Grant::All),
];

impl Right {
    /// The name used in JSON, in the audit and in approvals.
    pub const fn name(self) -> &'static str {
        match self {
            Right::Sell => "sell",
            Right::CancelOwn => "cancel_own",
            Right::CancelAny => "cancel_any",
            Right::LiftLimit => "lift_limit",
            Right::Discount => "discount",
            Right::VoidSale => "void_sale",
            Right::ReturnGoods => "return_goods",
            Right::ApprovePayment => "approve_payment",
            Right::Pay => "pay",
            Right::PayAbove => "pay_above",
            Right::Finalise => "finalise",
            Right::ReversePayout => "reverse_payout",
            Right::ReopenPrize => "reopen_prize",
            Right::Drawer => "drawer",
            Right::MoveCash => "move_cash",
            Right::TakeDrawer => "take_drawer",
            Right::ForceCloseDrawer => "force_close_drawer",
            Right::ApproveDifference => "approve_difference",
            Right::SeeExposure => "see_exposure",
            Right::LimitVentana => "limit_ventana",
            Right::RunHouse => "run_house",
            Right::RunDraws => "run_draws",
            Right::CloseDrawEarly => "close_draw_early",
            Right::AnnulDraw => "annul_draw",
            Right::ExcludeList => "exclude_list",
            Right::LayOff => "lay_off",
            Right::SaveGoods => "save_goods",
            Right::RevivePrize => "revive_prize",
            Right::FindTicket => "find_ticket",
            Right::CollectClaim => "collect_claim",
            Right::WriteOffClaim => "write_off_claim",
            Right::EnterResult => "enter_result",
            Right::ConfirmResult => "confirm_result",
            Right::ManageUsers => "manage_users",
            Right::SeeAudit => "see_audit",
            Right::Verify => "verify",
            Right::SeeReports => "see_reports",
            Right::SeeStatements => "see_statements",
            Right::MoveAccounts => "move_accounts",
            Right::CloseMonth => "close_month",
            Right::ReprintWinner => "reprint_winner",
            Right::RunPrinters => "run_printers",
        }
    }

    /// Reads a right's name.
    pub fn from_name(name: &str) -> Option<Right> {
        RIGHTS
            .iter()
            .map(|row| row.right)
            .find(|right| right.name() == name)
    }
}

/// What `role` gets of `right`. A right without a row is denied.
pub fn grant(role: Role, right: Right) -> Grant {
    let Some(found) = RIGHTS.iter().find(|row| row.right == right) else {
        return Grant::No;
    };
    match role {
        Role::Vendedor => found.vendedor,
        Role::Ventana => found.ventana,
        Role::Admin => found.admin,
    }
}

/// Whether `granter` may stand as the second person for `right` when somebody else asks.
///
/// An approver must hold the right without needing approval himself, except for rights that need two people whoever
/// asks: there any holder above the counter may be the second.
pub fn may_approve(granter: Role, right: Right) -> bool {
    match grant(granter, right) {
        Grant::Own | Grant::All => true,
        Grant::WithApproval => granter > Role::Vendedor,
        Grant::No => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_has_exactly_one_row_and_a_name_that_reads_back() {
        for row in RIGHTS {
            assert_eq!(
                RIGHTS
                    .iter()
                    .filter(|other| other.right == row.right)
                    .count(),
                1
            );
            assert_eq!(Right::from_name(row.right.name()), Some(row.right));
        }
    }

    #[test]
    fn a_role_above_never_gets_less_than_the_role_below() {
        let reach = |grant| match grant {
            Grant::No => 0,
            Grant::WithApproval => 1,
            Grant::Own => 2,
            Grant::All => 3,
        };
        for row in RIGHTS {
            assert!(reach(row.ventana) >= reach(row.vendedor), "{:?}", row.right);
            assert!(reach(row.admin) >= reach(row.ventana), "{:?}", row.right);
        }
    }

    #[test]
    fn a_seller_can_never_be_the_second_person_for_what_needs_one() {
        for row in RIGHTS {
            if row.vendedor == Grant::WithApproval {
                assert!(!may_approve(Role::Vendedor, row.right));
                assert!(may_approve(Role::Ventana, row.right));
            }
        }
    }
}
