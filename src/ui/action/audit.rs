//! The actions of the audit log.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::{Text, act};

const fn row(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    [label, help]: [Text; 2],
) -> ActionRow {
    ActionRow {
        action,
        name,
        keys,
        label,
        help,
        layer: Layer::Screen(ScreenId::Audit),
        danger: false,
        right: Some(Right::SeeAudit),
    }
}

/// Layer `Audit`.
pub const AUDIT: &[ActionRow] = &[
    row(
        Action::AuditDeeds,
        "audit.deeds",
        &["a"],
        [act::AUDIT_DEEDS, act::AUDIT_DEEDS_HELP],
    ),
    row(
        Action::AuditSales,
        "audit.sales",
        &["v"],
        [act::AUDIT_SALES, act::AUDIT_SALES_HELP],
    ),
    row(
        Action::AuditCheck,
        "audit.check",
        &["k"],
        [act::AUDIT_CHECK, act::AUDIT_CHECK_HELP],
    ),
    row(
        Action::AuditCsv,
        "audit.csv",
        &["c"],
        [act::AUDIT_CSV, act::AUDIT_CSV_HELP],
    ),
    row(
        Action::AuditXlsx,
        "audit.xlsx",
        &["x"],
        [act::AUDIT_XLSX, act::AUDIT_XLSX_HELP],
    ),
];
