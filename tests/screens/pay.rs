//! Paying prizes: looking a ticket up, every step of a prize, and the two lists.

#[path = "pay/lists.rs"]
mod lists;
#[path = "pay/tickets.rs"]
pub mod tickets;

use crate::stage::{Stage, colones, id, noon};
use banca::domain::{
    DrawState, PayMethod, PayProblem, PayoutStatus, PrizeState, Right, Role, TicketState,
};
use banca::ops::{
    Answer, CancelOffer, Fault, FaultKind, HistoryRow, Outcome, Paid, Refusal, Reply, Request,
    Thing, TicketView,
};
use banca::ui::action::Action;
use banca::ui::text::Lang;
use tickets::{code, partial, payout, prize, ticket, unpaid, winner};

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
pub fn with(ticket: TicketView, lang: Lang) -> Stage {
    let mut stage = counter_of(lang, Role::Vendedor);
    stage.text("123456789018");
    stage.keys("enter");
    stage.answer(Answer::Ticket(Box::new(ticket)));
    assert!(stage.waiting().is_empty());
    stage
}

pub fn pictures(stage: &Stage, name: &str, lang: Lang) {
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
    assert_eq!(stage.waiting(), [Request::GiveUp { key: first.key }]);
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
        available: Some(colones(80_000)),
    }]));
    assert!(stage.shows("La caja tiene ₡80.000"));
    stage.keys("enter enter enter");
    assert!(stage.shows("¿Entregar ₡80.000 al cliente?"));
    assert!(stage.shows("₡62.500"), "what will remain");
    stage.keys("tab enter");
    let asked = stage.waiting();
    let [Request::CashElsewhere { .. }, Request::Pay(pay)] = &asked[..] else {
        panic!("a payment is asked for: {asked:?}");
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
    assert!(
        stage.shows("¿Pagar ₡25.000 por SINPE Móvil?"),
        "{}",
        stage.words(120, 40)
    );
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
    assert!(stage.shows("¿Finalizar?") && stage.shows("acuerdo"));
    stage.keys("enter");
    assert!(stage.waiting().is_empty(), "no is the default");
    stage.act(Action::PayFinalise);
    stage.keys("enter tab enter");
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

#[test]
fn who_counts_the_drawer_blind_is_not_told_what_it_holds() {
    let mut stage = with(unpaid(), Lang::Es);
    stage.keys("enter tab enter");
    stage.reply(Reply::Refused(vec![Refusal::InsufficientCash {
        asked: colones(142_500),
        available: None,
    }]));
    assert!(stage.shows("No hay suficiente efectivo en la caja"));
    stage.text("80000");
    stage.keys("enter enter enter");
    assert!(
        stage.shows("¿Entregar ₡80.000 al cliente?"),
        "{}",
        stage.words(120, 40)
    );
}

#[test]
fn the_limits_that_were_lifted_for_a_ticket_stand_in_its_history_in_words() {
    let mut lifted = unpaid();
    let record = "Tica 2026-11-21 12:55; 67: límite ₡1.000, vendido ₡700, pide ₡500";
    lifted.history.insert(
        0,
        HistoryRow {
            at: noon(),
            who: "Sofía Mora Jiménez".to_owned(),
            action: "approval.granted".to_owned(),
            amount: Some(colones(500)),
            note: record.to_owned(),
            approved_by: None,
        },
    );
    let stage = with(lifted, Lang::Es);
    let words = stage.words(120, 40);
    assert!(
        words.contains("Autorizó ") && words.contains("67: límite"),
        "{words}"
    );
    assert!(!words.contains("approval.granted"), "{words}");
}
