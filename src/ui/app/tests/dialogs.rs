//! Dialogs: help, palette, look, lock, and whom they tell how they ended.

use super::*;

#[test]
fn the_idle_lock_keeps_what_is_typed_and_hides_it() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("x y z");
    bench.at += TimeDelta::minutes(6);
    bench.event(Event::Wake);
    assert!(bench.words().contains("Pantalla bloqueada"));
    assert!(!bench.words().contains("xyz"));
    bench.keys("esc 1 2 enter");
    assert!(matches!(
        bench.asked.back().unwrap().1,
        Request::Unlock { .. }
    ));
    while bench.asked.len() > 1 {
        bench.asked.pop_front();
    }
    bench.reply(Reply::Refused(vec![Refusal::WrongCredentials {
        left: None,
    }]));
    assert!(bench.words().contains("no es correcto"));
    bench.keys("1 3 enter");
    bench.done();
    assert!(bench.words().contains("xyz"));
}

#[test]
fn a_locked_console_counts_no_empty_pin_and_lets_others_in_or_out() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.at += TimeDelta::minutes(6);
    bench.event(Event::Wake);
    let asked = bench.asked.len();
    bench.keys("enter enter");
    assert_eq!(bench.asked.len(), asked, "an empty PIN is no try");
    assert!(bench.words().contains("Escriba su PIN."));
    assert!(bench.words().contains("Alt+Q") && bench.words().contains("Ctrl+Q"));
    bench.keys("ctrl-q");
    assert!(bench.words().contains("¿Cerrar el programa?"));
    bench.keys("esc alt-q");
    assert!(bench.words().contains("¿Cerrar la sesión?"));
}

#[test]
fn help_and_palette_are_made_from_the_table() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("f1");
    assert!(bench.words().contains("Paga todo lo que falta del premio."));
    bench.keys("esc ctrl-p v e n d e r enter");
    assert_eq!(bench.app.current(), ScreenId::Sell);
}

#[test]
fn the_look_is_previewed_remembered_or_put_back() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("alt-t tab down");
    assert!(bench.words().contains("Language and theme"));
    assert_eq!(bench.app.theme.name, "light");
    bench.keys("esc");
    assert_eq!(bench.app.theme.name, "default");
    bench.keys("alt-t down down enter");
    let theme = "high-contrast".to_owned();
    assert_eq!(
        bench.errands,
        [Errand::Remember {
            lang: crate::ui::text::Lang::Es,
            theme
        }]
    );
}

#[test]
fn a_dialogs_outcome_reaches_the_screen_that_opened_it() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("shift-tab enter shift-tab tab enter");
    assert_eq!(bench.log(), ["Dismissed", "Confirmed"]);
}
