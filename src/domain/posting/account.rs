//! What a movement of money between house, shop and seller books.

use uuid::Uuid;

use super::{Account, Leg, Side, leg};
use crate::domain::{DrawerId, Holder, Money, MovementKind, MovementMethod};

/// J52–J55: a payment to a shop or seller, or a collection from there. Cash between shop and seller passes through `drawer`
/// where there is one, else through the safe.
///
/// The database books the same legs itself; a test holds it to this. Nothing for the house's own account, which is the sum of
/// its shops'.
pub fn money_moved(
    banca: Uuid,
    holder: Holder,
    kind: MovementKind,
    method: MovementMethod,
    drawer: Option<DrawerId>,
    amount: Money,
) -> Vec<Leg> {
    let nil = Uuid::nil();
    let drawer = drawer.filter(|_| matches!(holder, Holder::Vendedor { .. }));
    let place: Side = match (method, drawer) {
        (MovementMethod::Cash, Some(drawer)) => (Account::Drawer, drawer.raw()),
        (MovementMethod::Cash, None) => (Account::Safe, nil),
        (
            MovementMethod::Transfer
            | MovementMethod::Sinpe
            | MovementMethod::Cheque
            | MovementMethod::Deposit,
            _,
        ) => (Account::Bank, nil),
    };
    match (holder, kind) {
        (Holder::Banca, _) => Vec::new(),
        (Holder::Vendedor { ventana, vendedor }, MovementKind::Collection) => {
            let owed = (Account::DueFromStaff, vendedor.raw());
            vec![leg("J55", ventana.raw(), place, owed, amount)]
        }
        (Holder::Vendedor { ventana, vendedor }, MovementKind::Payment) => {
            let payable = (Account::VendedorPayable, vendedor.raw());
            vec![leg("J55", ventana.raw(), payable, place, amount)]
        }
        (Holder::Ventana { ventana }, MovementKind::Payment) => vec![
            leg(
                "J54",
                banca,
                (Account::DueFromVentana, ventana.raw()),
                place,
                amount,
            ),
            leg(
                "J54",
                ventana.raw(),
                place,
                (Account::DueToBanca, nil),
                amount,
            ),
        ],
        (Holder::Ventana { ventana }, MovementKind::Collection) => {
            let shop = ventana.raw();
            let owed = (Account::DueToBanca, nil);
            let code = if method == MovementMethod::Cash {
                "J52"
            } else {
                "J53"
            };
            let received = leg(
                code,
                banca,
                place,
                (Account::DueFromVentana, ventana.raw()),
                amount,
            );
            if method != MovementMethod::Deposit {
                return vec![leg(code, shop, owed, place, amount), received];
            }
            let (transit, safe) = ((Account::CashInTransit, nil), (Account::Safe, nil));
            vec![
                leg(code, shop, transit, safe, amount),
                leg(code, shop, owed, transit, amount),
                received,
            ]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::posting::tests::{balance, colones};

    #[test]
    fn a_collection_frees_the_shop_in_both_books_by_any_method() {
        let holder = Holder::of_keys(Uuid::from_u128(2), Uuid::nil());
        for method in MovementMethod::ALL {
            let legs = money_moved(
                Uuid::from_u128(1),
                holder,
                MovementKind::Collection,
                method,
                None,
                colones(60),
            );
            assert_eq!(balance(&legs, 1, Account::DueFromVentana), -6_000);
            assert_eq!(balance(&legs, 2, Account::DueToBanca), 6_000);
            assert_eq!(balance(&legs, 2, Account::CashInTransit), 0);
        }
    }

    #[test]
    fn cash_of_a_seller_passes_through_the_open_drawer() {
        let holder = Holder::of_keys(Uuid::from_u128(2), Uuid::from_u128(3));
        let drawer = Some(Uuid::from_u128(8).into());
        let cash = MovementMethod::Cash;
        let house = Uuid::from_u128(1);
        let paid = money_moved(
            house,
            holder,
            MovementKind::Payment,
            cash,
            drawer,
            colones(5),
        );
        assert_eq!(balance(&paid, 2, Account::Drawer), -500);
        assert_eq!(balance(&paid, 2, Account::VendedorPayable), 500);
        let handed = money_moved(
            house,
            holder,
            MovementKind::Collection,
            cash,
            None,
            colones(5),
        );
        assert_eq!(balance(&handed, 2, Account::Safe), 500);
        assert_eq!(balance(&handed, 2, Account::DueFromStaff), -500);
    }
}
