//! What the people of a shop are told before its sale stops at its credit: the same on Home and where they sell.

use crate::ops::Credit;
use crate::ui::text::{Say, credit as t};

/// The warning; nothing while there is room.
pub(super) fn near_its_end(credit: Credit) -> Option<Say> {
    credit.is_near().then(|| {
        let debt = t::NEAR.with("debt", credit.debt);
        debt.with("limit", credit.limit)
    })
}
