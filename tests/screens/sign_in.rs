//! The sign-in, and the frame around it.

use crate::stage::{Stage, session};
use banca::domain::Role;
use banca::ops::{Fault, FaultKind, Refusal, Reply, Request};
use banca::ui::action::Action;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;

#[test]
fn the_sign_in_looks_the_same_as_before() {
    for lang in Lang::ALL {
        let mut stage = Stage::new(lang);
        stage.text("marta");
        stage.keys("enter");
        stage.text("13");
        insta::assert_snapshot!(
            format!("sign_in_{}_80x24", lang.name()),
            stage.picture(80, 24)
        );
        insta::assert_snapshot!(
            format!("sign_in_{}_120x40", lang.name()),
            stage.picture(120, 40)
        );
    }
}

#[test]
fn the_pin_is_never_drawn_and_never_in_the_debug_of_a_request() {
    let mut stage = Stage::new(Lang::Es);
    stage.text("marta");
    stage.keys("enter");
    stage.text("8642");
    assert!(!stage.shows("8642"));
    stage.keys("enter");
    let [Request::SignIn(_)] = stage.waiting()[..] else {
        panic!("the sign-in is asked for");
    };
    assert!(!format!("{:?}", stage.waiting()).contains("8642"));
}

#[test]
fn a_wrong_pin_keeps_the_name_and_asks_for_the_pin_again() {
    let mut stage = Stage::new(Lang::Es);
    stage.text("marta");
    stage.keys("enter");
    stage.text("1111");
    stage.keys("enter");
    stage.reply(Reply::Refused(vec![Refusal::WrongCredentials {
        left: Some(2),
    }]));
    assert!(stage.shows("Quedan 2"));
    assert!(stage.shows("marta"));
    assert!(!stage.shows("••••"));
    stage.text("2222");
    stage.keys("enter");
    assert_eq!(stage.waiting().len(), 1);
}

#[test]
fn enter_twice_asks_once() {
    let mut stage = Stage::new(Lang::Es);
    stage.paste("marta\n");
    stage.act(Action::FormNext);
    stage.text("1111");
    stage.keys("enter enter enter");
    assert_eq!(stage.waiting().len(), 1);
}

#[test]
fn what_is_typed_before_the_first_connection_is_not_lost() {
    let mut stage = Stage::silent(Lang::En);
    stage.text("marta");
    assert!(stage.shows("Connecting"));
    assert!(stage.shows("marta"));
    let code = "F-7Q".to_owned();
    let kind = FaultKind::Disconnected;
    stage.reply(Reply::Failed(Fault { kind, code }));
    assert!(stage.shows("No connection to the database"));
    stage.pass(chrono::TimeDelta::seconds(3));
    assert_eq!(stage.waiting(), [Request::Hello]);
    assert!(stage.shows("marta"));
}

#[test]
fn sellers_begin_at_the_sale_and_everybody_else_at_home() {
    for (role, first) in [
        (Role::Vendedor, ScreenId::Sell),
        (Role::Ventana, ScreenId::Home),
        (Role::Admin, ScreenId::Home),
    ] {
        let stage = Stage::signed_in(Lang::Es, role);
        assert_eq!(stage.app.session(), Some(&session(role)));
        let _ = first;
    }
}

#[test]
fn no_size_of_terminal_panics_and_a_small_one_says_so() {
    let stage = Stage::new(Lang::Es);
    stage.draw_at_all_sizes();
    assert!(stage.words(59, 15).contains("la terminal es muy pequeña"));
}

#[test]
fn the_help_before_the_sign_in_lists_only_what_can_be_done_there() {
    let mut stage = Stage::new(Lang::En);
    stage.keys("f1");
    let shown: String = (0..12)
        .map(|_| {
            let words = stage.words(120, 40);
            stage.keys("pagedown");
            words
        })
        .collect();
    let quit = Action::AppQuit.row().label.in_lang(Lang::En);
    let sell = Action::GoSell.row().help.in_lang(Lang::En);
    assert!(shown.contains(quit), "{quit}");
    assert!(!shown.contains(sell), "{sell}");
}

#[test]
fn a_terminal_of_twenty_columns_still_reads_the_size_it_needs() {
    let words = Stage::new(Lang::En).words(20, 5);
    assert!(words.contains("60×16"), "{words}");
    assert!(words.contains("small"), "{words}");
}

#[test]
fn a_pin_that_the_house_made_up_is_changed_first() {
    let mut stage = Stage::new(Lang::Es);
    stage.text("marta");
    stage.keys("enter");
    stage.text("402917");
    stage.keys("enter");
    let mut made_up = session(Role::Vendedor);
    made_up.must_change = true;
    stage.answer(banca::ops::Answer::SignedIn(made_up));
    assert!(
        stage.shows("es provisional: escriba uno suyo"),
        "{}",
        stage.words(80, 24)
    );
    for pin in ["402917", "8642", "8642"] {
        stage.text(pin);
        stage.keys("enter");
    }
    stage.respond(|request| {
        matches!(request, Request::ChangePin { .. }).then(|| Reply::done(banca::ops::Answer::Saved))
    });
    assert!(!stage.shows("provisional"), "{}", stage.words(80, 24));
    stage.keys("alt-p");
    assert!(
        !stage.shows("provisional"),
        "the next change is an ordinary one"
    );
}
