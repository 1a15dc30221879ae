//! Commands: one answer for each, nothing repeated blindly, a second person where one is needed.

use super::*;

#[test]
fn what_is_typed_while_a_command_is_under_way_is_used_in_order() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("a enter b enter c enter");
    assert_eq!(bench.log(), ["sent a"]);
    assert!(bench.words().contains("4 teclas esperan"));
    bench.done();
    assert_eq!(bench.log(), ["sent a", "send done", "sent b"]);
    bench.done();
    bench.done();
    assert_eq!(
        bench.log(),
        [
            "sent a",
            "send done",
            "sent b",
            "send done",
            "sent c",
            "send done"
        ]
    );
}

#[test]
fn a_screen_that_can_go_on_shows_typed_text_at_once_and_holds_only_the_next_command() {
    let mut bench = Bench::new(Role::Vendedor, true);
    bench.keys("a enter b c");
    assert!(bench.words().contains("bc"));
    bench.keys("enter d");
    assert_eq!(bench.log(), ["sent a"]);
    bench.done();
    assert_eq!(bench.log(), ["sent a", "send done", "sent bc"]);
    assert!(bench.words().contains('d'));
}

#[test]
fn after_a_refusal_typed_text_stays_and_actions_that_waited_are_dropped_and_said() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("a enter b enter c enter");
    bench.reply(Reply::Refused(vec![Refusal::NoOpenDrawer]));
    assert_eq!(bench.log(), ["sent a", "send refused POS-3001"]);
    assert!(bench.asked.is_empty());
    assert!(
        bench
            .words()
            .contains("3 teclas escritas antes de la respuesta no se usaron")
    );
}

#[test]
fn a_commands_answer_reaches_its_screen_although_it_was_left() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("a enter alt-v");
    assert_eq!(bench.app.current(), ScreenId::Sell);
    bench.done();
    assert_eq!(bench.log(), ["sent a", "send done"]);
}

#[test]
fn after_a_fault_the_key_is_asked_for_until_the_commands_fate_is_known() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("a enter");
    let key = bench.asked[0].1.key().unwrap();
    bench.lost();
    assert_eq!(bench.asked[0].1, Request::GiveUp { key });
    assert!(bench.words().contains("no la repita"));
    bench.lost();
    assert!(bench.asked.is_empty());
    assert_eq!(bench.log(), ["sent a"]);
    bench.at += TimeDelta::seconds(2);
    bench.event(Event::Wake);
    bench
        .asked
        .retain(|(_, request)| *request != Request::Hello);
    assert_eq!(bench.asked[0].1, Request::GiveUp { key });
    let answer = Box::new(Answer::Saved);
    bench.reply(Reply::Done(Box::new(Answer::Outcome(
        ops::Outcome::Committed { answer },
    ))));
    assert_eq!(bench.log(), ["sent a", "send done"]);
    assert!(!bench.app.busy());
}

#[test]
fn a_command_that_was_never_committed_fails_at_its_screen() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("a enter");
    bench.lost();
    bench.reply(Reply::Done(Box::new(Answer::Outcome(ops::Outcome::Absent))));
    assert_eq!(bench.log(), ["sent a", "send failed F-1"]);
}

#[test]
fn a_command_that_was_given_up_is_sent_under_another_key_and_with_every_loss_under_another() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("f12");
    let mut used = Vec::new();
    for _ in 0..3 {
        let Request::Pay(pay) = bench.asked[0].1.clone() else {
            panic!()
        };
        assert!(!used.contains(&pay.key), "{used:?}");
        used.push(pay.key);
        bench.lost();
        assert_eq!(bench.asked[0].1, Request::GiveUp { key: pay.key });
        bench.reply(Reply::Done(Box::new(Answer::Outcome(
            ops::Outcome::GivenUp,
        ))));
        // The same form, with the key it was born with.
        bench.again(Request::Pay(ops::Pay {
            key: used[0],
            ..pay
        }));
    }
}

#[test]
fn who_hears_only_later_that_a_command_was_given_up_may_do_it_anew_and_asks_for_what_came_of_that()
{
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("f12");
    let Request::Pay(pay) = bench.asked[0].1.clone() else {
        panic!()
    };
    let key = pay.key;
    bench.reply(Reply::Refused(vec![Refusal::GivenUp { key }]));
    bench.again(Request::Pay(pay));
    let next = bench.asked[0].1.key().unwrap();
    assert_ne!(next, key);
    bench
        .app
        .ask(Asker::Screen(ScreenId::Pay, READ), Request::Outcome { key });
    bench.event(Event::Wake);
    let asked = bench.asked.back().unwrap();
    assert_eq!(asked.1, Request::Outcome { key: next });
}

#[test]
fn while_a_command_is_under_way_the_program_does_not_end() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("a enter alt-q");
    assert!(bench.words().contains("espere su respuesta"));
    bench.keys("ctrl-q enter");
    assert!(bench.errands.is_empty(), "no is the default");
    bench.keys("ctrl-q");
    assert!(bench.words().contains("puede quedar hecha"));
    bench.keys("esc");
    bench.done();
    bench.keys("ctrl-q enter");
    assert!(bench.errands.is_empty(), "no is the default");
    bench.keys("ctrl-q s enter");
    assert_eq!(bench.errands, [Errand::Quit]);
}

#[test]
fn a_second_persons_approval_sends_the_same_command_again_with_it() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("f12");
    let Request::Pay(first) = bench.asked[0].1.clone() else {
        panic!()
    };
    let refusal = Refusal::NeedsApproval {
        right: Right::PayAbove,
        target: "1234".to_owned(),
        amount: Some(Money::ZERO),
        limit: None,
    };
    bench.reply(Reply::Refused(vec![refusal]));
    assert!(bench.words().contains("Pagar por encima del límite propio"));
    bench.keys("a n a enter 9 9 enter o k enter");
    let Request::Approve(Approve {
        right,
        key,
        username,
        reason,
        ..
    }) = bench.asked[0].1.clone()
    else {
        panic!()
    };
    assert_eq!(
        (right, key, username.as_str(), reason.as_str()),
        (Right::PayAbove, first.key, "ana", "ok")
    );
    bench.reply(Reply::Refused(vec![Refusal::CannotApprove { right }]));
    assert!(bench.words().contains("Esa persona no puede autorizar"));
    bench.keys("enter 9 9 enter enter");
    let approval = Uuid::from_u128(77).into();
    bench.reply(Reply::Done(Box::new(Answer::Approved {
        approval,
        granted_by: "Ana".to_owned(),
    })));
    let Request::Pay(second) = bench.asked[0].1.clone() else {
        panic!()
    };
    assert_eq!(
        second,
        ops::Pay {
            approval: Some(approval),
            ..first
        }
    );
    assert!(bench.log().is_empty());
    bench.done();
    assert_eq!(bench.log(), ["send done"]);
}

#[test]
fn an_approval_that_is_given_up_refuses_the_command() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("f12");
    let (right, target) = (Right::PayAbove, String::new());
    bench.reply(Reply::Refused(vec![Refusal::NeedsApproval {
        right,
        target,
        amount: None,
        limit: None,
    }]));
    bench.keys("esc");
    assert_eq!(bench.log(), ["send refused ACC-1005"]);
    assert!(!bench.app.busy());
}

#[test]
fn a_session_that_ended_elsewhere_returns_to_the_sign_in() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("a enter");
    bench.reply(Reply::Refused(vec![Refusal::NotSignedIn]));
    assert_eq!(
        (bench.app.current(), bench.app.session()),
        (ScreenId::SignIn, None)
    );
    assert!(bench.words().contains("La sesión terminó"));
}

#[test]
fn who_comes_back_after_an_ended_session_finds_what_was_typed_and_nobody_else_does() {
    let revoked = || {
        let (by, at) = ("Vera Solís".to_owned(), Utc::now());
        Reply::Refused(vec![Refusal::SessionRevoked { by, at }])
    };
    for same in [true, false] {
        let mut bench = Bench::new(Role::Vendedor, false);
        bench.keys("x y z f12");
        bench.reply(revoked());
        assert_eq!(bench.app.current(), ScreenId::SignIn);
        assert!(bench.words().contains("Vera Solís terminó su sesión"));
        assert!(!bench.words().contains("xyz"));
        let mut back = session(Role::Vendedor, bench.at);
        if !same {
            back.user = crate::domain::Id::new(Uuid::from_u128(99));
        }
        bench
            .app
            .perform(ScreenId::SignIn, Effect::SignedIn(Box::new(back)));
        assert_eq!(bench.words().contains("xyz"), same);
    }
}
