//! The words of a shop's credit.

use super::Say;
use crate::ops::Credit;

texts! {
    NEAR: "Su ventana debe {debt} de {limit}: al llegar ahí no se vende más.", "Your shop owes {debt} of {limit}: there its sale stops.";
}

/// What the people of a shop are told before its sale stops; nothing while there is room.
pub fn near_its_end(credit: Credit) -> Option<Say> {
    credit.is_near().then(|| {
        let debt = NEAR.with("debt", credit.debt);
        debt.with("limit", credit.limit)
    })
}
