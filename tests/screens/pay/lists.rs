//! The lists of prizes and of tickets.

use super::tickets::{number, payout};
use super::{counter, counter_of, pictures};
use crate::stage::{colones, id, noon};
use banca::domain::{PayMethod, PayoutStatus, Role, TicketCode, TicketState};
use banca::ops::{Answer, PayoutPage, PayoutRow, PayoutSort, Request, TicketPage, TicketRow};
use banca::ui::action::Action;
use banca::ui::text::Lang;
use chrono::{NaiveDate, TimeDelta};

/// A page of this many rows, every status in turn.
fn page(rows: u32, next: Option<&str>) -> PayoutPage {
    let row = |n: u32| {
        let status = PayoutStatus::ALL[n as usize % 5];
        let pending = status == PayoutStatus::Pending;
        PayoutRow {
            payout: (!pending).then(|| id(100 + u128::from(n))),
            code: TicketCode::from_random(u64::from(n) * 7_919),
            method: (!pending).then(|| PayMethod::ALL[n as usize % 5]),
            remaining: colones(if status == PayoutStatus::Partial {
                12_500
            } else {
                0
            }),
            ..payout(
                u128::from(n),
                5_000 + i64::from(n) * 1_250,
                i64::from(n) * 7,
                status,
                false,
            )
        }
    };
    PayoutPage {
        rows: (0..rows).map(row).collect(),
        next: next.map(str::to_owned),
        count: 37,
        paid: colones(512_000),
        pending: colones(98_500),
        finalised: colones(4_250),
    }
}

#[test]
fn the_lists_look_the_same_as_before() {
    for lang in Lang::ALL {
        let mut stage = counter_of(lang, Role::Ventana);
        stage.act(Action::PayList);
        stage.answer(Answer::Payouts(page(18, Some("x"))));
        stage.keys("down down down");
        pictures(&stage, "prizes", lang);
        stage.keys("tab");
        stage.answer(Answer::Tickets(TicketPage {
            rows: tickets(),
            next: None,
            count: 3,
            sum: colones(7_500),
        }));
        pictures(&stage, "tickets", lang);
    }
}

fn tickets() -> Vec<TicketRow> {
    let row = |n: u64, state, prize| TicketRow {
        code: TicketCode::from_random(n * 104_729),
        lottery: "TICA".to_owned(),
        draw: id(40),
        draw_at: noon() - TimeDelta::hours(5),
        sold_at: noon() - TimeDelta::hours(7),
        vendedor: "Marta Solís".to_owned(),
        ventana: "Ventana Centro".to_owned(),
        bets: 3,
        summary: "23×500 r500 45×1.000 07×1.000".to_owned(),
        total: colones(2_500),
        state,
        prize,
    };
    vec![
        row(1, TicketState::Active, Some(colones(142_500))),
        row(2, TicketState::Active, None),
        row(3, TicketState::Cancelled, None),
    ]
}

#[test]
fn the_list_filters_sorts_pages_and_leads_to_the_ticket() {
    let mut stage = counter();
    stage.act(Action::PayList);
    let today = NaiveDate::from_ymd_opt(2026, 11, 21);
    let Request::Payouts(asked) = stage.waiting().remove(0) else {
        panic!("the list is asked for");
    };
    assert_eq!((asked.from, asked.to, asked.status), (today, today, None));
    stage.answer(Answer::Payouts(page(3, Some("mark"))));
    stage.keys("end");
    let Request::Payouts(more) = stage.waiting().remove(0) else {
        panic!("the next page is asked for");
    };
    assert_eq!(more.after.as_deref(), Some("mark"));
    stage.answer(Answer::Payouts(page(2, None)));
    stage.keys("s 2 enter");
    let Request::Payouts(asked) = stage.waiting().remove(0) else {
        panic!("the list is asked for");
    };
    assert_eq!(
        (asked.status, asked.after),
        (Some(PayoutStatus::Pending), None)
    );
    stage.answer(Answer::Payouts(page(3, None)));
    stage.keys("o 3 enter");
    let Request::Payouts(asked) = stage.waiting().remove(0) else {
        panic!("the list is asked for");
    };
    assert_eq!((asked.sort, asked.ascending), (PayoutSort::Amount, false));
    stage.answer(Answer::Payouts(page(3, None)));
    stage.keys("f 6 enter");
    stage.keys("ctrl-u");
    stage.text("2026-11-30");
    stage.keys("enter ctrl-u");
    stage.text("2/11");
    stage.keys("enter");
    assert!(stage.shows("antes de la primera"));
    stage.keys("ctrl-u");
    stage.text("2026-12-02");
    stage.keys("enter");
    let Request::Payouts(asked) = stage.waiting().remove(0) else {
        panic!("the list is asked for");
    };
    assert_eq!(asked.to, NaiveDate::from_ymd_opt(2026, 12, 2));
    stage.answer(Answer::Payouts(page(3, None)));
    stage.keys("home enter");
    let wanted = TicketCode::from_random(0);
    assert_eq!(stage.waiting(), [Request::Ticket { code: wanted }]);
}

#[test]
fn tickets_are_found_by_number_and_winners_alone() {
    let mut stage = counter();
    stage.act(Action::PayList);
    stage.keys("tab");
    stage.keys("/");
    stage.text("4");
    stage.keys("enter");
    assert!(stage.shows("dos o tres cifras"));
    stage.text("5");
    stage.keys("enter");
    let last = stage.waiting().pop();
    assert!(matches!(last, Some(Request::Tickets(filter)) if filter.number == Some(number(45))));
    stage.keys("s 2 enter");
    let last = stage.waiting().pop();
    assert!(matches!(last, Some(Request::Tickets(filter)) if filter.winners));
}

#[test]
fn an_empty_list_says_what_to_change() {
    let mut stage = counter();
    stage.act(Action::PayList);
    stage.answer(Answer::Payouts(PayoutPage::default()));
    assert!(stage.shows("No hay premios ni pagos con este filtro"));
    stage.keys("tab");
    stage.answer(Answer::Tickets(TicketPage::default()));
    assert!(stage.shows("No hay tiquetes con este filtro"));
}
