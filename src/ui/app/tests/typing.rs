//! What is typed: kept in order, refused with a reason, and never fired by a paste.

use super::*;

#[test]
fn the_newest_question_wins_and_a_stale_answer_is_dropped() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("tab tab");
    assert_eq!(bench.asked.len(), 2);
    bench.done();
    assert!(bench.log().is_empty());
    bench.done();
    assert_eq!(bench.log(), ["read done"]);
}

#[test]
fn an_action_that_is_off_says_why_and_one_without_right_is_not_done() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("f4");
    assert!(bench.words().contains("no tiene derecho"));
    bench.keys("alt-u");
    assert_eq!(bench.app.current(), ScreenId::Pay);
    assert!(bench.log().is_empty());
}

#[test]
fn pasted_text_never_fires_keys() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.event(Event::Paste("23*500\n\u{1b}[24~".to_owned()));
    assert!(bench.asked.is_empty());
    assert!(bench.words().contains("23*500"));
}

#[test]
fn without_anything_to_count_down_the_console_sleeps_until_the_lock() {
    let bench = Bench::new(Role::Vendedor, false);
    assert_eq!(
        bench.app.next_wake(),
        Some(bench.at + TimeDelta::minutes(5))
    );
}
