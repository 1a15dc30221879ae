//! Names and identities: what stands in the database and on paper reads back as what it was, and nothing else does.

use super::*;
use crate::domain::view::PayoutSort;
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Each name is another and reads back as its own; what is no name reads as nothing.
fn names_stand<T: Copy + PartialEq + std::fmt::Debug>(
    all: &[T],
    name: impl Fn(T) -> &'static str,
    read: impl Fn(&str) -> Option<T>,
    expected: &[&str],
) {
    let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
    assert_eq!(names, expected);
    for one in all {
        assert_eq!(read(name(*one)), Some(*one));
    }
    for none in ["", "none of them", " "] {
        assert_eq!(read(none), None);
    }
}

#[test]
fn every_name_in_the_database_reads_back() {
    names_stand(
        &CommissionShare::ALL,
        CommissionShare::name,
        CommissionShare::from_name,
        &["listero", "vendedor"],
    );
    names_stand(
        &DrawState::ALL,
        DrawState::name,
        DrawState::from_name,
        &["SCHEDULED", "OPEN", "CLOSED", "EVALUATED", "ANNULLED"],
    );
    names_stand(
        &Origin::ALL,
        Origin::name,
        Origin::from_name,
        &[
            "typed", "volteado", "range", "decade", "terminal", "doubles", "set", "random",
            "repeated",
        ],
    );
    names_stand(
        &TicketState::ALL,
        TicketState::name,
        TicketState::from_name,
        &["ACTIVE", "CANCELLED", "EXCLUDED", "ANNULLED"],
    );
    names_stand(
        &Role::ALL,
        Role::name,
        Role::from_name,
        &["VENDEDOR", "VENTANA", "ADMIN"],
    );
    names_stand(
        &PayMethod::ALL,
        PayMethod::name,
        PayMethod::from_name,
        &["cash", "sinpe", "transfer", "cheque", "other"],
    );
    names_stand(
        &PayoutStatus::ALL,
        PayoutStatus::name,
        PayoutStatus::from_name,
        &["pending", "partial", "completed", "finalised", "reversed"],
    );
    let marks = AwardMark::ALL.map(AwardMark::name);
    assert_eq!(BTreeSet::from(marks).len(), marks.len());
    for mark in AwardMark::ALL {
        assert_eq!(AwardMark::from_name(mark.name()), Some(mark));
    }
    assert_eq!(AwardMark::from_name(""), None);
    assert_eq!(
        PayoutSort::ALL.map(PayoutSort::name),
        ["date", "amount", "code"]
    );
}

#[test]
fn numbers_have_two_digits_or_three() {
    for digits in [Digits::Two, Digits::Three] {
        assert_eq!(Digits::from_count(digits.count()), Some(digits));
    }
    assert_eq!([Digits::Two, Digits::Three].map(Digits::count), [2, 3]);
    for none in [0, 1, 4] {
        assert_eq!(Digits::from_count(none), None);
    }
}

#[test]
fn levels_are_numbered_in_lock_order_and_put_together_again() {
    assert_eq!(ScopeRank::ALL.map(ScopeRank::code), [1, 2, 3]);
    for none in [0, 4, -1] {
        assert_eq!(ScopeRank::from_code(none), None);
    }
    for rank in ScopeRank::ALL {
        assert_eq!(ScopeRank::from_code(rank.code()), Some(rank));
        let id = Uuid::from_u128(7);
        let scope = ScopeId::from_parts(rank, id);
        assert_eq!((scope.rank(), scope.raw()), (rank, id));
    }
}

#[test]
fn a_seller_is_within_the_own_shop_and_house_and_no_other() {
    let id = Uuid::from_u128;
    let path = SellerPath {
        banca: id(1).into(),
        ventana: id(2).into(),
        vendedor: id(3).into(),
    };
    let own = [
        ScopeId::Vendedor(id(3).into()),
        ScopeId::Ventana(id(2).into()),
        ScopeId::Banca(id(1).into()),
    ];
    assert_eq!(path.scopes(), own);
    assert!(own.into_iter().all(|scope| path.within(scope)));
    assert!(!path.within(ScopeId::Vendedor(id(2).into())));
    assert!(!path.within(ScopeId::Banca(id(2).into())));

    let actor = |ventana: Option<Uuid>| Actor {
        banca: id(1).into(),
        ventana: ventana.map(Into::into),
        user: id(3).into(),
        role: Role::Vendedor,
        session: id(8).into(),
        terminal: id(9).into(),
    };
    assert_eq!(actor(Some(id(2))).seller(), Some(path));
    assert_eq!(actor(None).seller(), None);
}

#[test]
fn an_identity_is_written_read_ordered_and_told_apart() {
    let (low, high) = (Uuid::from_u128(0x11), Uuid::from_u128(0xabcd_1234_5678));
    let (first, second): (DrawId, DrawId) = (low.into(), high.into());
    assert_eq!(second.to_string(), "00000000-0000-0000-0000-abcd12345678");
    assert_eq!(format!("{second:?}"), second.to_string());
    assert_eq!(second.short(), "12345678");
    assert_eq!(second.to_string().parse(), Ok(second));
    assert_eq!(Uuid::from(second), high);
    assert!(first < second && first != second);
    assert!(first.partial_cmp(&second).is_some());
    let all = [first, second, first];
    assert_eq!(HashSet::from(all).len(), 2);
    assert_eq!(BTreeSet::from(all).len(), 2);
    assert_eq!(posting::award_document(high.into()), high);
    // Ids that differ fall into different places of a table nearly always; a hash that says nothing would not.
    let hash = |id: DrawId| {
        use std::hash::{BuildHasher, RandomState};
        let state = RandomState::new();
        (state.hash_one(id), state.hash_one(Uuid::from(id)))
    };
    let (hashed, bare) = hash(second);
    assert_eq!(hashed, bare);
}
