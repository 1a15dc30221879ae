//! Questions that fail: told in a line, asked again, never in the way.

use super::*;

fn failed(kind: FaultKind) -> Reply {
    let code = "F-7".to_owned();
    Reply::Failed(Fault { kind, code })
}

#[test]
fn a_question_that_failed_opens_no_dialog_and_is_told_in_a_line() {
    for kind in [FaultKind::Disconnected, FaultKind::Busy] {
        let mut bench = Bench::new(Role::Vendedor, false);
        bench.keys("tab");
        bench.reply(failed(kind));
        assert!(bench.app.overlays.is_empty());
        assert!(bench.words().contains("F-7"));
        bench.keys("x");
        assert!(bench.words().contains('x'), "the screen takes the keys");
    }
}

#[test]
fn a_command_that_failed_opens_a_dialog() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("a enter");
    bench.lost();
    bench.reply(Reply::Done(Box::new(Answer::Outcome(ops::Outcome::Absent))));
    assert_eq!(bench.app.overlays.len(), 1);
}

#[test]
fn what_could_not_be_read_is_read_again_when_the_connection_is_back() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("tab");
    bench.lost();
    assert!(bench.words().contains("Sin conexión"));
    assert_eq!(bench.shown(), 0);
    bench.at += TimeDelta::seconds(1);
    bench.event(Event::Wake);
    assert_eq!(bench.asked.front().unwrap().1, Request::Hello);
    bench.lost();
    assert_eq!(bench.shown(), 0);
    bench.at += TimeDelta::seconds(2);
    bench.event(Event::Wake);
    assert_eq!(bench.asked.front().unwrap().1, Request::Hello);
    bench.done();
    assert_eq!(bench.shown(), 1);
    assert!(!bench.words().contains("Sin conexión"));
}

#[test]
fn what_a_busy_server_did_not_answer_is_read_again_in_a_moment() {
    let mut bench = Bench::new(Role::Vendedor, false);
    bench.keys("tab");
    bench.reply(failed(FaultKind::Busy));
    bench.at += TimeDelta::seconds(2);
    assert!(bench.app.next_wake().unwrap() <= bench.at);
    bench.event(Event::Wake);
    assert_eq!(bench.shown(), 1);
}
