//! The stable codes of what is wrong with a sale or a payment.

use crate::domain::{PayProblem, SaleProblem};

/// The code of a problem of a sale.
pub const fn sale_code(problem: &SaleProblem) -> &'static str {
    match problem {
        SaleProblem::NoDraw => "TKT-1010",
        SaleProblem::NoBets => "TKT-1011",
        SaleProblem::DrawTwice { .. } => "TKT-1012",
        SaleProblem::DrawUnknown { .. } => "TKT-1013",
        SaleProblem::DrawNotOpen { .. } => "TKT-1014",
        SaleProblem::PastCutoff { .. } => "TKT-1015",
        SaleProblem::OutsideSalesHours { .. } => "TKT-1016",
        SaleProblem::WrongDigits { .. } => "TKT-1017",
        SaleProblem::NotPositive { .. } => "TKT-1018",
        SaleProblem::BelowMinimum { .. } => "TKT-1019",
        SaleProblem::AboveMaximum { .. } => "TKT-1020",
        SaleProblem::WrongStep { .. } => "TKT-1021",
        SaleProblem::NoReventado { .. } => "TKT-1022",
        SaleProblem::ReventadoAlone { .. } => "TKT-1023",
        SaleProblem::ReventadoAbove { .. } => "TKT-1024",
        SaleProblem::MultiplierNotAllowed { .. } => "TKT-1025",
        SaleProblem::NoPrice { .. } => "TKT-1026",
        SaleProblem::TooManyLines { .. } => "TKT-1027",
        SaleProblem::TicketTooLarge { .. } => "TKT-1028",
        SaleProblem::TooMuch => "TKT-1029",
        SaleProblem::Blocked { .. } => "TKT-1030",
        SaleProblem::AbovePerTicket { .. } => "TKT-1031",
        SaleProblem::AboveLimit { .. } => "TKT-1032",
        SaleProblem::DrawSuspended { .. } => "TKT-1033",
        SaleProblem::ListExcluded { .. } => "TKT-1034",
    }
}

/// The code of a problem of a payment.
pub const fn prize_code(problem: &PayProblem) -> &'static str {
    match problem {
        PayProblem::AlreadyPaid => "PAY-1004",
        PayProblem::Finalized { .. } => "PAY-1005",
        PayProblem::Expired => "PAY-1006",
        PayProblem::Reversed => "PAY-1007",
        PayProblem::NotPositive => "PAY-1008",
        PayProblem::Overpaying { .. } => "PAY-1009",
        PayProblem::NothingPaid => "PAY-1010",
        PayProblem::NotFinalized => "PAY-1015",
        PayProblem::WholeOnly { .. } => "PAY-1017",
    }
}
