//! Paying prizes: looking a ticket up, every step of a prize, and the two lists.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::{
    BetKind, Digits, DrawResult, DrawState, Money, Number, Origin, PayMethod, PayProblem,
    PayoutStatus, PrizeState, Rate, Right, Role, TicketCode, TicketState,
};
use banca::ops::{
    Answer, BetView, CancelOffer, DrawRow, Fault, FaultKind, HistoryRow, Outcome, Paid, PayoutPage,
    PayoutRow, PayoutSort, PrizeView, Refusal, Reply, Request, Thing, TicketPage, TicketRow,
    TicketView,
};
use banca::ui::action::Action;
use banca::ui::text::Lang;
use chrono::{NaiveDate, TimeDelta};

fn code() -> TicketCode {
    TicketCode::from_random(12_345_678_901)
}

fn number(value: u16) -> Number {
    Number::new(value, Digits::Two).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

fn draw(state: DrawState) -> DrawRow {
    let evaluated = state == DrawState::Evaluated;
    DrawRow {
        id: id(40),
        lottery: id(41),
        name: "TICA".to_owned(),
        colour: "#d33682".to_owned(),
        digits: Digits::Two,
        outcomes: vec!["BLANCA".to_owned(), "ROJA".to_owned()],
        at: noon() - TimeDelta::hours(5),
        cutoff: noon() - TimeDelta::minutes(305),
        state,
        tickets: 0,
        sold: Money::ZERO,
        result: evaluated.then(|| DrawResult {
            number: number(23),
            outcome: Some("ROJA".to_owned()),
        }),
        entered_by: None,
        entered_by_me: false,
        prizes: Money::ZERO,
        winners: 0,
        seal: None,
        single_person: false,
    }
}

fn bet(line: i16, kind: BetKind, value: u16, stake: i64, factor: &str, prize: i64) -> BetView {
    BetView {
        line,
        kind,
        number: number(value),
        stake: colones(stake),
        factor: rate(factor),
        origin: Origin::Typed,
        prize: colones(prize),
    }
}

fn happened(minutes: i64, who: &str, action: &str, amount: Option<i64>, note: &str) -> HistoryRow {
    HistoryRow {
        at: noon() - TimeDelta::minutes(minutes),
        who: who.to_owned(),
        action: action.to_owned(),
        amount: amount.map(colones),
        note: note.to_owned(),
        approved_by: None,
    }
}

fn payout(n: u128, amount: i64, minutes: i64, status: PayoutStatus, last: bool) -> PayoutRow {
    PayoutRow {
        payout: Some(id(60 + n)),
        code: code(),
        lottery: "TICA".to_owned(),
        ventana: "Ventana Centro".to_owned(),
        user: "Marta Solís".to_owned(),
        at: noon() - TimeDelta::minutes(minutes),
        amount: colones(amount),
        remaining: Money::ZERO,
        method: Some(PayMethod::Cash),
        notes: String::new(),
        status,
        approved_by: None,
        last,
    }
}

fn prize(state: PrizeState, prize: i64, paid: i64, payouts: Vec<PayoutRow>) -> PrizeView {
    PrizeView {
        state,
        prize: colones(prize),
        paid: colones(paid),
        remaining: colones(prize - paid),
        expires: NaiveDate::from_ymd_opt(2027, 1, 20).unwrap(),
        payouts,
    }
}

/// A ticket that did not win, of a draw in this state.
fn ticket(state: DrawState) -> TicketView {
    TicketView {
        ticket: id(50),
        code: code(),
        serial: "caja-1-000123".to_owned(),
        draw: draw(state),
        ventana: "Ventana Centro".to_owned(),
        vendedor: "Marta Solís".to_owned(),
        state: TicketState::Active,
        total: colones(3_000),
        sold_at: noon() - TimeDelta::hours(7),
        note: None,
        bets: vec![
            bet(1, BetKind::Straight, 23, 500, "85", 0),
            bet(2, BetKind::Reventado, 23, 500, "200", 0),
            bet(3, BetKind::Straight, 45, 1_000, "85", 0),
            bet(4, BetKind::Straight, 7, 1_000, "85", 0),
        ],
        prize: None,
        reprints: 0,
        cancel: None,
        history: vec![
            happened(420, "Marta Solís", "ticket.sold", Some(3_000), ""),
            happened(305, "", "draw.closed", None, ""),
        ],
    }
}

/// The same ticket, evaluated, with a prize.
fn winner(won: PrizeView) -> TicketView {
    let mut ticket = ticket(DrawState::Evaluated);
    ticket.bets[0].prize = colones(42_500);
    ticket.bets[1].prize = colones(100_000);
    let paid = won.payouts.iter().map(|paid| {
        let minutes = (noon() - paid.at).num_minutes();
        HistoryRow {
            amount: Some(paid.amount),
            ..happened(minutes, &paid.user, "prize.paid", None, "")
        }
    });
    ticket.history.push(happened(
        290,
        "Ana Vargas",
        "draw.evaluated",
        Some(142_500),
        "",
    ));
    ticket.history.extend(paid);
    ticket.prize = Some(won);
    ticket
}

fn unpaid() -> TicketView {
    winner(prize(PrizeState::Unpaid, 142_500, 0, Vec::new()))
}

fn partial() -> TicketView {
    let mut first = payout(1, 60_000, 90, PayoutStatus::Reversed, false);
    first.approved_by = Some("Luis Mora".to_owned());
    let second = payout(2, 42_500, 30, PayoutStatus::Partial, true);
    winner(prize(
        PrizeState::Partial,
        142_500,
        42_500,
        vec![first, second],
    ))
}

/// The pay screen of a person of this role.
fn counter_of(lang: Lang, role: Role) -> Stage {
    let mut stage = Stage::signed_in(lang, role);
    stage.asked.clear();
    stage.act(Action::GoPay);
    stage
}

fn counter() -> Stage {
    counter_of(Lang::Es, Role::Vendedor)
}

/// The pay screen with this ticket looked up.
fn with(ticket: TicketView, lang: Lang) -> Stage {
    let mut stage = counter_of(lang, Role::Vendedor);
    stage.text("123456789018");
    stage.keys("enter");
    stage.answer(Answer::Ticket(Box::new(ticket)));
    assert!(stage.waiting().is_empty());
    stage
}

fn pictures(stage: &Stage, name: &str, lang: Lang) {
    let name = format!("pay_{name}_{}", lang.name());
    insta::assert_snapshot!(format!("{name}_80x24"), stage.picture(80, 24));
    insta::assert_snapshot!(format!("{name}_120x40"), stage.picture(120, 40));
    stage.draw_at_all_sizes();
}

#[test]
fn the_counter_looks_the_same_as_before() {
    for lang in Lang::ALL {
        pictures(&counter_of(lang, Role::Vendedor), "empty", lang);
        pictures(&with(unpaid(), lang), "unpaid", lang);
        pictures(&with(partial(), lang), "partial", lang);
        pictures(&with(ticket(DrawState::Evaluated), lang), "loser", lang);
        let mut stage = with(unpaid(), lang);
        stage.keys("enter");
        pictures(&stage, "confirm", lang);
        let mut stage = with(partial(), lang);
        stage.act(Action::PayPart);
        stage.text("200000");
        stage.keys("enter enter enter");
        pictures(&stage, "part", lang);
    }
}

#[test]
fn a_code_is_read_in_every_form_and_looked_up_on_enter() {
    for typed in [
        "123456789018",
        "1234-5678-9018",
        "1234 5678 9018",
        "T123456789018",
    ] {
        let mut stage = counter();
        stage.text(typed);
        stage.keys("enter");
        assert_eq!(
            stage.waiting(),
            [Request::Ticket { code: code() }],
            "{typed}"
        );
    }
}

#[test]
fn a_wrong_check_digit_is_said_at_once_and_the_typed_code_stays() {
    let mut stage = counter();
    stage.text("12345678901");
    assert!(stage.shows("11 de 12 dígitos"));
    stage.text("9");
    assert!(stage.shows("el último dígito no coincide"));
    assert!(stage.shows("123456789019"));
    stage.keys("enter");
    assert!(stage.waiting().is_empty());
    assert!(stage.shows("123456789019"));
    stage.keys("backspace");
    stage.text("8");
    stage.keys("enter");
    assert_eq!(stage.waiting().len(), 1);
}

#[test]
fn a_letter_in_a_code_is_named_with_its_place() {
    let mut stage = counter();
    stage.text("12x");
    assert!(stage.shows("El carácter 3 («x») no es un dígito"));
}

#[test]
fn an_unknown_ticket_keeps_its_code_and_the_next_scan_begins_anew() {
    let mut stage = counter();
    stage.text("123456789018");
    stage.keys("enter");
    stage.reply(Reply::Refused(vec![Refusal::NotFound {
        what: Thing::Ticket,
    }]));
    assert!(stage.shows("1234-5678-9018"));
    assert!(stage.shows("ese tiquete"));
    stage.text("123456789018");
    stage.keys("enter");
    assert_eq!(stage.waiting(), [Request::Ticket { code: code() }]);
}

#[test]
fn what_is_typed_while_a_ticket_is_looked_up_is_the_next_code() {
    let mut stage = counter();
    stage.text("123456789018");
    stage.keys("enter");
    stage.text("99");
    stage.answer(Answer::Ticket(Box::new(unpaid())));
    assert!(stage.shows("2 de 12 dígitos"));
    stage.act(Action::PayFull);
    assert!(stage.shows("Hay un código digitado"));
    assert!(stage.waiting().is_empty());
}

#[test]
fn a_prize_is_paid_in_full_after_a_yes_that_is_never_the_default() {
    let mut stage = with(unpaid(), Lang::Es);
    stage.keys("enter");
    for fact in ["142.500", "1234-5678-9018", "TICA", "Efectivo"] {
        assert!(stage.shows(fact), "{fact}");
    }
    stage.keys("enter");
    assert!(stage.waiting().is_empty(), "Enter alone says no");
    stage.keys("enter tab enter");
    let [Request::Pay(pay)] = &stage.waiting()[..] else {
        panic!("a payment is asked for");
    };
    assert_eq!((pay.code, pay.amount), (code(), None));
    assert_eq!(pay.expected_remaining, Some(colones(142_500)));
    stage.keys("enter enter tab enter");
    assert_eq!(stage.waiting().len(), 1, "the same payment is sent once");
    let paid = payout(1, 142_500, 0, PayoutStatus::Completed, true);
    let after = prize(PrizeState::Paid, 142_500, 142_500, vec![paid]);
    stage.answer(Answer::Paid(Paid {
        payout: Some(id(61)),
        code: code(),
        amount: colones(142_500),
        prize: after,
        cached: false,
    }));
    assert!(stage.shows("Pagado ₡142.500 del tiquete 1234-5678-9018"));
    assert!(stage.shows("El premio se pagó por completo"));
}

#[test]
fn after_a_fault_the_key_is_asked_for_and_the_same_key_is_sent_again() {
    let mut stage = with(unpaid(), Lang::Es);
    stage.keys("enter tab enter");
    let Request::Pay(first) = stage.waiting().remove(0) else {
        panic!("a payment is asked for");
    };
    let fault = || {
        Reply::Failed(Fault {
            kind: FaultKind::Disconnected,
            code: "F-1".to_owned(),
        })
    };
    stage.reply(fault());
    assert_eq!(stage.waiting(), [Request::Outcome { key: first.key }]);
    assert!(stage.shows("verificando"));
    stage.answer(Answer::Outcome(Outcome::Absent));
    stage.keys("enter");
    stage.respond(|asked| {
        matches!(asked, Request::Ticket { .. })
            .then(|| Reply::done(Answer::Ticket(Box::new(unpaid()))))
    });
    stage.keys("enter tab enter");
    let again = stage.waiting().into_iter().find_map(|asked| match asked {
        Request::Pay(pay) => Some(pay),
        _ => None,
    });
    assert_eq!(again, Some(first));
}

#[test]
fn too_little_cash_offers_the_part_that_the_drawer_holds() {
    let mut stage = with(unpaid(), Lang::Es);
    stage.keys("enter tab enter");
    stage.reply(Reply::Refused(vec![Refusal::InsufficientCash {
        asked: colones(142_500),
        available: colones(80_000),
    }]));
    assert!(stage.shows("La caja tiene ₡80.000"));
    stage.keys("enter enter enter");
    assert!(stage.shows("¿Entregar ₡80.000 al cliente?"));
    assert!(stage.shows("₡62.500"), "what will remain");
    stage.keys("tab enter");
    let [Request::Pay(pay)] = &stage.waiting()[..] else {
        panic!("a payment is asked for");
    };
    assert_eq!(pay.amount, Some(colones(80_000)));
}

#[test]
fn a_part_above_what_remains_is_refused_beside_its_field_and_stays_typed() {
    let mut stage = with(partial(), Lang::Es);
    stage.act(Action::PayPart);
    stage.text("100001");
    stage.keys("enter enter");
    stage.text("cédula 1-1111");
    stage.keys("enter");
    assert!(stage.shows("Faltan ₡100.000: no se puede pagar más"));
    assert!(stage.shows("100001") && stage.shows("cédula 1-1111"));
    stage.keys("ctrl-u");
    stage.text("25k");
    stage.keys("enter right enter enter");
    stage.keys("tab enter");
    let [Request::Pay(pay)] = &stage.waiting()[..] else {
        panic!("a payment is asked for");
    };
    assert_eq!(pay.amount, Some(colones(25_000)));
    assert_eq!(pay.method, PayMethod::Sinpe);
    assert_eq!(pay.notes, "cédula 1-1111");
}

#[test]
fn an_amount_that_cannot_be_read_is_said_beside_the_field() {
    let mut stage = with(unpaid(), Lang::Es);
    stage.act(Action::PayPart);
    for wrong in ["abc", "0", "-5", ""] {
        stage.keys("ctrl-u");
        stage.text(wrong);
        stage.keys("enter enter enter");
        assert!(
            stage.shows("No se entiende el monto") || stage.shows("mayor que cero"),
            "{wrong}"
        );
    }
    assert!(stage.waiting().is_empty());
}

#[test]
fn every_state_says_plainly_why_nothing_is_paid() {
    let mut dead = ticket(DrawState::Open);
    dead.state = TicketState::Cancelled;
    let mut excluded = ticket(DrawState::Evaluated);
    excluded.state = TicketState::Excluded;
    let mut annulled = ticket(DrawState::Annulled);
    annulled.state = TicketState::Annulled;
    let paid = payout(1, 142_500, 9, PayoutStatus::Completed, true);
    let part = || vec![payout(1, 42_500, 9, PayoutStatus::Finalised, true)];
    let rows = [
        (dead, "El tiquete se anuló: no se paga"),
        (excluded, "Su lista se excluyó: no se paga"),
        (annulled, "El sorteo se anuló: no hay premio"),
        (ticket(DrawState::Open), "Todavía no hay resultado"),
        (ticket(DrawState::Closed), "Todavía no hay resultado"),
        (ticket(DrawState::Evaluated), "No ganó"),
        (
            winner(prize(PrizeState::Paid, 142_500, 142_500, vec![paid])),
            "El premio se pagó por completo",
        ),
        (
            winner(prize(PrizeState::Finalized, 142_500, 42_500, part())),
            "El resto de ₡100.000 no se paga",
        ),
        (
            winner(prize(PrizeState::Expired, 142_500, 0, Vec::new())),
            "Se pagaba hasta el",
        ),
        (
            winner(prize(PrizeState::Reversed, 142_500, 0, Vec::new())),
            "Un resultado corregido quitó el premio",
        ),
    ];
    for (ticket, words) in rows {
        let mut stage = with(ticket, Lang::Es);
        assert!(stage.shows(words), "{words}");
        for action in [Action::PayFull, Action::PayPart] {
            stage.act(action);
            assert!(stage.waiting().is_empty(), "{words}");
        }
        stage.keys("enter");
        assert!(stage.waiting().is_empty(), "{words}");
        stage.draw_at_all_sizes();
    }
}

#[test]
fn a_reversal_names_the_last_payout_wants_a_reason_and_a_second_person() {
    let mut stage = with(partial(), Lang::Es);
    stage.act(Action::PayReverse);
    assert!(stage.shows("Vuelve a la caja") && stage.shows("₡42.500"));
    stage.keys("enter");
    assert!(stage.shows("Escriba el motivo"));
    stage.text("se pagó de más");
    stage.keys("enter");
    let [
        Request::ReversePayout {
            payout,
            reason,
            approval: None,
            key,
        },
    ] = &stage.waiting()[..]
    else {
        panic!("a reversal is asked for");
    };
    assert_eq!((*payout, reason.as_str()), (id(62), "se pagó de más"));
    let key = *key;
    stage.reply(Reply::Refused(vec![Refusal::NeedsApproval {
        right: Right::ReversePayout,
        target: payout.to_string(),
        amount: Some(colones(42_500)),
        limit: None,
    }]));
    stage.text("luis");
    stage.keys("enter");
    stage.text("1357");
    stage.keys("enter");
    stage.text("visto");
    stage.keys("enter");
    let consent = id(77);
    stage.answer(Answer::Approved {
        approval: consent,
        granted_by: "Luis Mora".to_owned(),
    });
    let [
        Request::ReversePayout {
            key: again,
            approval,
            ..
        },
    ] = &stage.waiting()[..]
    else {
        panic!("the reversal is sent again with the consent");
    };
    assert_eq!((*again, *approval), (key, Some(consent)));
}

#[test]
fn finalising_reopening_notes_and_reprints_are_asked_for_as_they_are_meant() {
    let mut stage = with(partial(), Lang::Es);
    stage.act(Action::PayFinalise);
    stage.text("acuerdo");
    stage.keys("enter");
    assert!(
        matches!(&stage.waiting()[..], [Request::Finalise { code: c, reason, .. }] if *c == code() && reason == "acuerdo")
    );

    let part = vec![payout(2, 42_500, 9, PayoutStatus::Finalised, true)];
    let mut stage = with(
        winner(prize(PrizeState::Finalized, 142_500, 42_500, part)),
        Lang::Es,
    );
    stage.act(Action::PayReopen);
    stage.text("vuelve");
    stage.keys("enter");
    assert!(
        matches!(&stage.waiting()[..], [Request::ReopenPrize { reason, .. }] if reason == "vuelve")
    );

    let mut stage = with(partial(), Lang::Es);
    stage.act(Action::PayNotes);
    stage.text("SINPE 123");
    stage.keys("enter");
    assert!(
        matches!(&stage.waiting()[..], [Request::EditPayoutNotes { payout, notes, .. }] if *payout == id(62) && notes == "SINPE 123")
    );

    let mut stage = with(unpaid(), Lang::Es);
    stage.act(Action::PayReprint);
    assert!(matches!(&stage.waiting()[..], [Request::Reprint { code: c, .. }] if *c == code()));
    let mut printed = unpaid();
    printed.reprints = 2;
    stage.answer(Answer::Ticket(Box::new(printed)));
    assert!(stage.shows("Reimpresión 2"));
}

#[test]
fn a_ticket_is_cancelled_where_it_is_offered_and_the_stake_is_said() {
    let mut stage = with(ticket(DrawState::Open), Lang::Es);
    stage.act(Action::PayCancel);
    assert!(stage.shows("ya no se puede anular"));
    let mut open = ticket(DrawState::Open);
    open.cancel = Some(CancelOffer::WithApproval);
    let mut stage = with(open, Lang::Es);
    stage.act(Action::PayCancel);
    assert!(stage.shows("Se devuelve") && stage.shows("₡3.000"));
    stage.text("error");
    stage.keys("enter");
    assert!(
        matches!(&stage.waiting()[..], [Request::CancelTicket(asked)] if asked.reason == "error")
    );
}

#[test]
fn a_remainder_that_changed_meanwhile_is_said_and_read_again() {
    let mut stage = with(unpaid(), Lang::Es);
    stage.keys("enter tab enter");
    stage.reply(Reply::Refused(vec![Refusal::RemainingChanged {
        expected: colones(142_500),
        remaining: colones(100_000),
    }]));
    assert!(stage.shows("cambió de ₡142.500 a ₡100.000"));
    assert_eq!(stage.waiting(), [Request::Ticket { code: code() }]);
    stage.answer(Answer::Ticket(Box::new(partial())));
    assert!(stage.shows("Faltan ₡100.000 por pagar"));
    stage.keys("enter tab enter");
    stage.reply(Reply::Refused(vec![Refusal::Prize(
        PayProblem::AlreadyPaid,
    )]));
    assert!(stage.shows("ya se pagó todo"));
}

fn page(rows: usize, next: Option<&str>) -> PayoutPage {
    let row = |n: usize| {
        let status = PayoutStatus::ALL[n % 5];
        let pending = status == PayoutStatus::Pending;
        PayoutRow {
            payout: (!pending).then(|| id(100 + n as u128)),
            code: TicketCode::from_random(n as u64 * 7_919),
            method: (!pending).then(|| PayMethod::ALL[n % 5]),
            remaining: colones(if status == PayoutStatus::Partial {
                12_500
            } else {
                0
            }),
            ..payout(
                n as u128,
                5_000 + n as i64 * 1_250,
                n as i64 * 7,
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
