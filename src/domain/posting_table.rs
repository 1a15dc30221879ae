//! The table of postings: which event of which document moves money between which accounts of which book, and by which
//! command. The check of the books holds every transfer against it.
//!
//! It is a second statement of what the functions of [`super::posting`] book, not made from them: it is there to find them
//! wrong. A test holds the two to each other, and names the rows that only the settling of a draw books, in the database.

use serde::Serialize;

use super::account::Account;

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PostingRow {
    /// What happened to the document.
    pub event: &'static str,
    /// The kind of document.
    pub document: &'static str,
    /// The commands that do it.
    pub verbs: &'static [&'static str],
    /// The code of the row.
    pub code: &'static str,
    /// Whether it is booked in the house's book; else in the shop's.
    pub house: bool,
    /// The account debited.
    pub debit: i16,
    /// The account credited.
    pub credit: i16,
    /// Whether it reverses an earlier transfer.
    pub reverses: bool,
}

/// Whose event it is: its name, its document and its commands.
type Event = (&'static str, &'static str, &'static [&'static str]);

const SOLD: Event = ("sold", "ticket", &["sell", "complete_sale"]);
const EARNED: Event = ("earned", "draw", &["confirm_result"]);
const PRIZES: Event = ("prizes", "draw", &["confirm_result"]);
const PAID: Event = ("paid", "payout", &["pay"]);
const TILL: Event = ("sold", "sale", &["complete_sale"]);
const COST: Event = ("cost", "sale", &["complete_sale"]);
const VOIDED: Event = ("voided", "sale", &["void_sale"]);
const COST_VOIDED: Event = ("cost_voided", "sale", &["void_sale"]);
const RETURNED: Event = ("returned", "return", &["return_goods"]);
const RESTOCKED: Event = ("restocked", "return", &["return_goods"]);
const APPROVED: Event = ("approved", "electronic", &["decide_electronic"]);
const REJECTED: Event = ("rejected", "electronic", &["decide_electronic"]);
const REFUND_DUE: Event = ("refund_due", "electronic", &["void_sale"]);
const FINALISED: Event = ("finalised", "award", &["finalise"]);
const REOPENED: Event = ("reopened", "award", &["reopen_prize", "reverse_payout"]);
const REVIVED: Event = ("revived", "award", &["revive_prize"]);
const EXPIRED: Event = ("expired", "award", &["expire_prizes"]);
const OPENED: Event = ("opened", "drawer", &["open_drawer", "hand_over"]);
const PAY_IN: Event = ("moved", "pay_in", &["move_cash"]);
const DROP: Event = ("moved", "drop", &["move_cash"]);
const PAY_OUT: Event = ("moved", "pay_out", &["move_cash"]);
const CLOSED: Event = ("closed", "drawer", &["close_drawer", "hand_over"]);
const CANCELLED: Event = ("cancelled", "ticket", &["cancel_ticket", "void_sale"]);
const FROM_SHOP: Event = ("handed", "from_shop", &["save_movement"]);
const TO_SHOP: Event = ("handed", "to_shop", &["save_movement"]);
const FROM_SELLER: Event = ("handed", "from_seller", &["save_movement"]);
const TO_SELLER: Event = ("handed", "to_seller", &["save_movement"]);
// Of the same documents as what it takes back.
const HANDED_BACK: Event = ("handed_back", "", &["reverse_movement"]);
const REVERSED: Event = ("reversed", "payout", &["reverse_payout"]);
const ANNULLED: Event = ("annulled", "ticket", &["annul_draw"]);
const UNDONE: Event = ("annulled", "draw", &["annul_draw"]);
const EXCLUDED: Event = ("excluded", "ticket", &["exclude_list"]);
const INCLUDED: Event = ("included", "ticket", &["include_list"]);
const SETTLED: Event = ("settled", "claim", &["settle_claim"]);
const LAID_OFF: Event = ("laid_off", "layoff", &["accept_layoff"]);
const UNLAID: Event = ("unlaid", "layoff", &["annul_draw"]);
const SHARED: Event = ("shared", "layoff", &["confirm_result"]);
const UNSHARED: Event = ("unshared", "layoff", &["confirm_result", "annul_draw"]);
const CLEARED: Event = ("cleared", "layoff", &["settle_layoff"]);
const UNSETTLED: Event = ("unsettled", "claim", &["unsettle_claim"]);

const fn row(
    event: Event,
    code: &'static str,
    house: bool,
    debit: Account,
    credit: Account,
) -> PostingRow {
    PostingRow {
        event: event.0,
        document: event.1,
        verbs: event.2,
        code,
        house,
        debit: debit.code(),
        credit: credit.code(),
        reverses: false,
    }
}

const SHOP: bool = false;
const HOUSE: bool = true;

/// What is booked forwards.
const FORWARDS: [PostingRow; 115] = {
    use Account as A;
    [
        row(SOLD, "J01", SHOP, A::Drawer, A::DueToBanca),
        row(SOLD, "J01", HOUSE, A::DueFromVentana, A::StakesNotDrawn),
        row(SOLD, "J05", SHOP, A::DueToBanca, A::ListeroIncome),
        row(SOLD, "J05", HOUSE, A::ListeroExpense, A::DueFromVentana),
        row(SOLD, "J06", SHOP, A::VendedorExpense, A::VendedorPayable),
        row(SOLD, "J02", SHOP, A::CardClearing, A::DueToBanca),
        row(SOLD, "J02", SHOP, A::Unverified, A::DueToBanca),
        row(SOLD, "J03", SHOP, A::CustomerReceivable, A::DueToBanca),
        row(SOLD, "J36", SHOP, A::CustomerCredit, A::DueToBanca),
        row(EARNED, "J07", HOUSE, A::StakesNotDrawn, A::LotteryStakes),
        row(PRIZES, "J08", HOUSE, A::PrizeExpense, A::PrizesPayable),
        row(PRIZES, "J09", HOUSE, A::PrizesPayable, A::PrizeExpense),
        row(
            PRIZES,
            "J09",
            HOUSE,
            A::FinalisedRemainders,
            A::PrizeExpense,
        ),
        row(PRIZES, "J09", HOUSE, A::OtherIncome, A::PrizeExpense),
        row(PRIZES, "J09", HOUSE, A::Claims, A::PrizeExpense),
        row(PRIZES, "J09", HOUSE, A::PrizeExpense, A::Claims),
        row(TILL, "J17", SHOP, A::Discounts, A::GoodsSales),
        row(TILL, "J17", SHOP, A::CashRounding, A::GoodsSales),
        row(TILL, "J17", SHOP, A::CashRounding, A::SalesTax),
        row(TILL, "J17", SHOP, A::Drawer, A::GoodsSales),
        row(TILL, "J17", SHOP, A::Drawer, A::SalesTax),
        row(TILL, "J17", SHOP, A::Drawer, A::CashRounding),
        row(TILL, "J18", SHOP, A::CardClearing, A::GoodsSales),
        row(TILL, "J18", SHOP, A::CardClearing, A::SalesTax),
        row(TILL, "J18", SHOP, A::CardClearing, A::CashRounding),
        row(TILL, "J19", SHOP, A::Unverified, A::GoodsSales),
        row(TILL, "J19", SHOP, A::Unverified, A::SalesTax),
        row(TILL, "J19", SHOP, A::Unverified, A::CashRounding),
        row(TILL, "J23", SHOP, A::CustomerReceivable, A::GoodsSales),
        row(TILL, "J23", SHOP, A::CustomerReceivable, A::SalesTax),
        row(TILL, "J23", SHOP, A::CustomerReceivable, A::CashRounding),
        row(TILL, "J36", SHOP, A::CustomerCredit, A::GoodsSales),
        row(TILL, "J36", SHOP, A::CustomerCredit, A::SalesTax),
        row(TILL, "J36", SHOP, A::CustomerCredit, A::CashRounding),
        row(COST, "J26", SHOP, A::CostOfGoods, A::Stock),
        row(RETURNED, "J28", SHOP, A::Returns, A::CashRounding),
        row(RETURNED, "J28", SHOP, A::Returns, A::Drawer),
        row(RETURNED, "J28", SHOP, A::Returns, A::CardClearing),
        row(RETURNED, "J28", SHOP, A::Returns, A::RefundsToSend),
        row(RETURNED, "J28", SHOP, A::Returns, A::CustomerReceivable),
        row(RETURNED, "J28", SHOP, A::Returns, A::CustomerCredit),
        row(RETURNED, "J28", SHOP, A::SalesTax, A::CashRounding),
        row(RETURNED, "J28", SHOP, A::SalesTax, A::Drawer),
        row(RETURNED, "J28", SHOP, A::SalesTax, A::CardClearing),
        row(RETURNED, "J28", SHOP, A::SalesTax, A::RefundsToSend),
        row(RETURNED, "J28", SHOP, A::SalesTax, A::CustomerReceivable),
        row(RETURNED, "J28", SHOP, A::SalesTax, A::CustomerCredit),
        row(RETURNED, "J28", SHOP, A::CashRounding, A::Drawer),
        row(RETURNED, "J28", SHOP, A::CashRounding, A::CardClearing),
        row(RETURNED, "J28", SHOP, A::CashRounding, A::RefundsToSend),
        row(
            RETURNED,
            "J28",
            SHOP,
            A::CashRounding,
            A::CustomerReceivable,
        ),
        row(RETURNED, "J28", SHOP, A::CashRounding, A::CustomerCredit),
        row(RESTOCKED, "J29", SHOP, A::Stock, A::CostOfGoods),
        row(RESTOCKED, "J29", SHOP, A::Shrinkage, A::CostOfGoods),
        row(APPROVED, "J20", SHOP, A::Bank, A::Unverified),
        row(REJECTED, "J21", SHOP, A::CustomerReceivable, A::Unverified),
        row(REJECTED, "J22", SHOP, A::DueFromStaff, A::Unverified),
        row(REFUND_DUE, "J27", SHOP, A::Unverified, A::RefundsToSend),
        row(PAID, "J10", SHOP, A::DueToBanca, A::Drawer),
        row(PAID, "J10", HOUSE, A::PrizesPayable, A::DueFromVentana),
        row(PAID, "J11", SHOP, A::DueToBanca, A::Bank),
        row(PAID, "J11", HOUSE, A::PrizesPayable, A::DueFromVentana),
        row(PAID, "J61", SHOP, A::DueToBanca, A::Drawer),
        row(PAID, "J61", SHOP, A::DueToBanca, A::Bank),
        row(PAID, "J61", HOUSE, A::RefundsPayable, A::DueFromVentana),
        row(ANNULLED, "J60", HOUSE, A::StakesNotDrawn, A::RefundsPayable),
        row(ANNULLED, "J60", HOUSE, A::LotteryStakes, A::RefundsPayable),
        row(EXCLUDED, "J63", HOUSE, A::StakesNotDrawn, A::RefundsPayable),
        row(EXCLUDED, "J63", HOUSE, A::DueFromVentana, A::ListeroExpense),
        row(EXCLUDED, "J63", SHOP, A::ListeroIncome, A::DueToBanca),
        row(
            EXCLUDED,
            "J63",
            SHOP,
            A::VendedorPayable,
            A::VendedorExpense,
        ),
        row(UNDONE, "J09", HOUSE, A::PrizesPayable, A::PrizeExpense),
        row(
            UNDONE,
            "J09",
            HOUSE,
            A::FinalisedRemainders,
            A::PrizeExpense,
        ),
        row(UNDONE, "J09", HOUSE, A::OtherIncome, A::PrizeExpense),
        row(UNDONE, "J62", HOUSE, A::Claims, A::PrizeExpense),
        row(SETTLED, "J67", SHOP, A::Drawer, A::DueToBanca),
        row(SETTLED, "J67", HOUSE, A::DueFromVentana, A::Claims),
        row(SETTLED, "J67", HOUSE, A::Safe, A::Claims),
        row(SETTLED, "J68", HOUSE, A::BadDebt, A::Claims),
        row(
            FINALISED,
            "J14",
            HOUSE,
            A::PrizesPayable,
            A::FinalisedRemainders,
        ),
        row(
            REOPENED,
            "J15",
            HOUSE,
            A::FinalisedRemainders,
            A::PrizesPayable,
        ),
        row(EXPIRED, "J16", HOUSE, A::PrizesPayable, A::OtherIncome),
        row(REVIVED, "J16", HOUSE, A::OtherIncome, A::PrizesPayable),
        row(OPENED, "J46", SHOP, A::Drawer, A::Safe),
        row(PAY_IN, "J47", SHOP, A::Drawer, A::Safe),
        row(DROP, "J47", SHOP, A::Safe, A::Drawer),
        row(PAY_OUT, "J47", SHOP, A::Expenses, A::Drawer),
        row(CLOSED, "J48", SHOP, A::Drawer, A::OverShort),
        row(CLOSED, "J49", SHOP, A::OverShort, A::Drawer),
        row(CLOSED, "J49", SHOP, A::DueFromStaff, A::Drawer),
        row(CLOSED, "J50", SHOP, A::Safe, A::Drawer),
        row(FROM_SHOP, "J52", SHOP, A::DueToBanca, A::Safe),
        row(FROM_SHOP, "J52", HOUSE, A::Safe, A::DueFromVentana),
        row(FROM_SHOP, "J53", SHOP, A::DueToBanca, A::Bank),
        row(FROM_SHOP, "J53", HOUSE, A::Bank, A::DueFromVentana),
        row(FROM_SHOP, "J53", SHOP, A::CashInTransit, A::Safe),
        row(FROM_SHOP, "J53", SHOP, A::DueToBanca, A::CashInTransit),
        row(TO_SHOP, "J54", HOUSE, A::DueFromVentana, A::Safe),
        row(TO_SHOP, "J54", SHOP, A::Safe, A::DueToBanca),
        row(TO_SHOP, "J54", HOUSE, A::DueFromVentana, A::Bank),
        row(TO_SHOP, "J54", SHOP, A::Bank, A::DueToBanca),
        row(FROM_SELLER, "J55", SHOP, A::Drawer, A::DueFromStaff),
        row(FROM_SELLER, "J55", SHOP, A::Safe, A::DueFromStaff),
        row(FROM_SELLER, "J55", SHOP, A::Bank, A::DueFromStaff),
        row(TO_SELLER, "J55", SHOP, A::VendedorPayable, A::Drawer),
        row(TO_SELLER, "J55", SHOP, A::VendedorPayable, A::Safe),
        row(TO_SELLER, "J55", SHOP, A::VendedorPayable, A::Bank),
        row(
            LAID_OFF,
            "J64",
            HOUSE,
            A::LayOffExpense,
            A::DueToOtherHouses,
        ),
        row(SHARED, "J64", HOUSE, A::DueFromOtherHouses, A::LayOffIncome),
        row(
            CLEARED,
            "J65",
            HOUSE,
            A::DueToOtherHouses,
            A::DueFromOtherHouses,
        ),
        row(
            CLEARED,
            "J65",
            HOUSE,
            A::DueFromOtherHouses,
            A::DueToOtherHouses,
        ),
        row(CLEARED, "J65", HOUSE, A::DueToOtherHouses, A::Bank),
        row(CLEARED, "J65", HOUSE, A::Bank, A::DueToOtherHouses),
        row(CLEARED, "J65", HOUSE, A::Bank, A::DueFromOtherHouses),
        row(CLEARED, "J65", HOUSE, A::DueFromOtherHouses, A::Bank),
    ]
};

/// What a row becomes when it is reversed under another event.
fn mirror(row: &PostingRow, back: Event) -> PostingRow {
    PostingRow {
        event: back.0,
        verbs: back.2,
        debit: row.credit,
        credit: row.debit,
        reverses: true,
        ..*row
    }
}

/// The whole table: what is booked forwards, and the mirror of a sale that was cancelled, of a payout or a claim's settlement
/// taken back, of a list included again, of what was laid off and another house's share, and of the commissions on a ticket whose draw was called off.
pub fn posting_table() -> Vec<PostingRow> {
    let backwards = FORWARDS.iter().filter_map(|row| {
        let back = match row.event {
            "sold" if row.document == "sale" => VOIDED,
            "sold" => CANCELLED,
            "cost" => COST_VOIDED,
            "paid" => REVERSED,
            "settled" => UNSETTLED,
            "handed" => HANDED_BACK,
            "excluded" => INCLUDED,
            "laid_off" => UNLAID,
            "shared" => UNSHARED,
            _ => return None,
        };
        Some(mirror(row, back))
    });
    let commissions = FORWARDS
        .iter()
        .filter(|row| row.event == "sold" && ["J05", "J06"].contains(&row.code))
        .map(|row| mirror(row, ANNULLED));
    let forwards = FORWARDS.iter().copied();
    forwards.chain(backwards).chain(commissions).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{
        DrawerId, Holder, Money, MovementKind, MovementMethod, PayMethod, PayoutKind, SellerPath,
        VentanaId,
        goods::TenderKind,
        posting::{self, GoodsSold, Leg, ShortBorneBy},
    };

    #[test]
    fn whatever_the_functions_book_stands_in_the_table_and_nothing_but_settlements_besides() {
        let (banca, ventana) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (id, one) = (Uuid::from_u128(3), Money::colones(1).expect("small"));
        let seller = SellerPath {
            banca: banca.into(),
            ventana: ventana.into(),
            vendedor: id.into(),
        };
        let (shop, drawer) = (ventana.into(), id.into());
        let paid =
            |kind, method| posting::paid_out(kind, banca, shop, id.into(), method, drawer, one);
        let closed = |expected, counted, short| {
            posting::drawer_closed(shop, drawer, expected, counted, short).expect("small")
        };
        let booked: [(&str, Vec<Leg>); 15] = [
            (
                "sold",
                posting::ticket_sold(seller, id.into(), one, one, one),
            ),
            ("paid", paid(PayoutKind::Prize, PayMethod::Cash)),
            ("paid", paid(PayoutKind::Prize, PayMethod::Sinpe)),
            ("paid", paid(PayoutKind::Refund, PayMethod::Cash)),
            ("paid", paid(PayoutKind::Refund, PayMethod::Sinpe)),
            ("finalised", posting::prize_finalised(banca, id.into(), one)),
            ("reopened", posting::prize_reopened(banca, id.into(), one)),
            ("expired", posting::prize_expired(banca, id.into(), one)),
            ("opened", posting::drawer_opened(shop, drawer, one)),
            ("moved", posting::cash_paid_in(shop, drawer, one)),
            ("moved", posting::cash_dropped(shop, drawer, one)),
            ("moved", posting::cash_paid_out(shop, drawer, one)),
            ("closed", closed(Money::ZERO, one, ShortBorneBy::Shop)),
            ("closed", closed(one, Money::ZERO, ShortBorneBy::Shop)),
            (
                "closed",
                closed(one, Money::ZERO, ShortBorneBy::Cashier(id.into())),
            ),
        ];
        let mut booked = booked.to_vec();
        for holder in [
            Holder::of_keys(ventana, Uuid::nil()),
            Holder::of_keys(ventana, id),
        ] {
            for (kind, method, drawer) in [
                (MovementKind::Collection, MovementMethod::Cash, None),
                (MovementKind::Collection, MovementMethod::Sinpe, None),
                (MovementKind::Payment, MovementMethod::Cash, None),
                (MovementKind::Payment, MovementMethod::Transfer, None),
            ] {
                let legs = posting::money_moved(banca, holder, kind, method, drawer, one);
                booked.push(("handed", legs));
            }
        }
        let seller_of = Holder::of_keys(ventana, id);
        for kind in MovementKind::ALL {
            let cash = MovementMethod::Cash;
            let legs = posting::money_moved(banca, seller_of, kind, cash, Some(drawer), one);
            booked.push(("handed", legs));
        }
        let deposit = MovementMethod::Deposit;
        let shop_of = Holder::of_keys(ventana, Uuid::nil());
        let legs =
            posting::money_moved(banca, shop_of, MovementKind::Collection, deposit, None, one);
        booked.push(("handed", legs));
        booked.push(("laid_off", posting::laid_off(banca, id.into(), one)));
        booked.push(("shared", posting::layoff_shared(banca, id.into(), one)));
        let (two, less) = (Money::colones(2), Money::colones(-2));
        let (two, less) = (two.expect("small"), less.expect("small"));
        for (owed, due) in [
            (one, two),
            (two, one),
            (less, one),
            (one, less),
            (less, less),
        ] {
            let legs = posting::layoff_cleared(banca, id.into(), owed, due);
            booked.push(("cleared", legs));
        }
        booked.extend(till(shop, drawer, id));
        let mut unused = FORWARDS.to_vec();
        for (event, legs) in booked {
            for leg in legs {
                let is = |row: &PostingRow| {
                    (row.event, row.code, row.house, row.debit, row.credit)
                        == (event, leg.code, leg.book == banca, leg.debit, leg.credit)
                };
                assert!(FORWARDS.iter().any(is), "{event} {leg:?}");
                unused.retain(|row| !is(row));
            }
        }
        let settled: Vec<PostingRow> = FORWARDS
            .into_iter()
            .filter(|row| {
                [
                    "earned", "prizes", "annulled", "excluded", "settled", "revived",
                ]
                .contains(&row.event)
            })
            .collect();
        assert_eq!(unused, settled);
    }

    /// Everything that the till books, each tender against each part of a sale and of a return.
    fn till(shop: VentanaId, drawer: DrawerId, id: Uuid) -> Vec<(&'static str, Vec<Leg>)> {
        let one = Money::colones(1).expect("small");
        let back = Money::colones(-1).expect("small");
        let none = Money::ZERO;
        let goods = |net_before, net, tax, rounding| GoodsSold {
            net_before,
            net,
            tax,
            rounding,
        };
        let mut booked = vec![
            ("cost", posting::goods_cost(shop, one)),
            ("approved", posting::payment_approved(shop, id, one)),
            (
                "rejected",
                posting::payment_rejected(shop, id, Some(id.into()), id.into(), one),
            ),
            (
                "rejected",
                posting::payment_rejected(shop, id, None, id.into(), one),
            ),
            ("refund_due", posting::refund_due(shop, id, one)),
            ("restocked", posting::restocked(shop, one, one)),
        ];
        let mut sold = |goods, paid: &[posting::PaidBy], tickets: &[_]| {
            let legs = posting::sold_at_till(shop, drawer, goods, paid, tickets);
            booked.push(("sold", legs.goods));
            booked.extend(legs.tickets.into_iter().map(|(_, legs)| ("sold", legs)));
        };
        for kind in TenderKind::ALL {
            let paid = [(kind, id, one)];
            sold(goods(one, one, none, none), &paid, &[]);
            sold(goods(none, none, one, none), &paid, &[]);
            sold(goods(none, none, none, one), &paid, &[]);
            sold(GoodsSold::default(), &paid, &[(id.into(), one)]);
        }
        sold(goods(one, none, none, none), &[], &[]);
        sold(goods(one, one, none, back), &[], &[]);
        sold(goods(none, none, one, back), &[], &[]);
        for kind in TenderKind::ALL {
            let back = [(kind, id, one)];
            for goods in [
                goods(none, one, none, none),
                goods(none, none, one, none),
                goods(none, none, none, one),
            ] {
                let legs = posting::goods_returned(shop, drawer, id, goods, &back);
                booked.push(("returned", legs));
            }
        }
        for goods in [goods(none, one, none, back), goods(none, none, one, back)] {
            booked.push((
                "returned",
                posting::goods_returned(shop, drawer, id, goods, &[]),
            ));
        }
        booked
    }

    #[test]
    fn what_is_taken_back_is_booked_the_other_way_round_by_its_own_commands() {
        let (back, forwards): (Vec<_>, Vec<_>) =
            posting_table().into_iter().partition(|row| row.reverses);
        assert_eq!(forwards, FORWARDS);
        let mut left = back;
        let reversed: [(&str, &str, &[&str]); 10] = [
            ("sold", "voided", &["void_sale"]),
            ("cost", "cost_voided", &["void_sale"]),
            ("laid_off", "unlaid", &["annul_draw"]),
            ("shared", "unshared", &["confirm_result", "annul_draw"]),
            ("excluded", "included", &["include_list"]),
            ("handed", "handed_back", &["reverse_movement"]),
            ("sold", "cancelled", &["cancel_ticket", "void_sale"]),
            ("paid", "reversed", &["reverse_payout"]),
            ("settled", "unsettled", &["unsettle_claim"]),
            ("sold", "annulled", &["annul_draw"]),
        ];
        for (of, event, verbs) in reversed {
            let found: Vec<PostingRow> = left.extract_if(.., |row| row.event == event).collect();
            // Of a draw that is called off only the commissions: its stakes are owed to the players.
            let at_till = event == "voided";
            let all = FORWARDS.into_iter().filter(|row| {
                row.event == of && (of != "sold" || (row.document == "sale") == at_till)
            });
            let rows = all.filter(|row| event != "annulled" || ["J05", "J06"].contains(&row.code));
            let expected: Vec<PostingRow> = rows
                .map(|row| PostingRow {
                    event,
                    verbs,
                    debit: row.credit,
                    credit: row.debit,
                    reverses: true,
                    ..row
                })
                .collect();
            assert!(!expected.is_empty());
            assert_eq!(found, expected, "{event}");
        }
        assert_eq!(left, []);
    }
}
