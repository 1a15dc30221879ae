//! `banca ops`: a day of a house in one session of JSON lines.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    program::Place,
    support::{PIN, World, morning},
};

/// A running `banca ops`.
struct Session {
    child: Child,
    stdin: ChildStdin,
    replies: BufReader<ChildStdout>,
}

impl Session {
    fn open(place: &Place) -> Self {
        let mut child = place
            .command("ops")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take().unwrap();
        let replies = BufReader::new(child.stdout.take().unwrap());
        Self {
            child,
            stdin,
            replies,
        }
    }

    fn ask(&mut self, request: &Value) -> Value {
        writeln!(self.stdin, "{request}").unwrap();
        let mut line = String::new();
        self.replies.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// Asks, and returns what was answered.
    fn done(&mut self, request: Value) -> Value {
        let reply = self.ask(&request);
        assert!(reply["done"].is_object(), "{request} → {reply}");
        reply["done"]["data"].clone()
    }

    fn sign_in(&mut self, name: &str) {
        let me = self.done(json!({
            "request": "sign_in", "username": name, "pin": PIN, "terminal": format!("caja {name}"),
        }));
        assert_eq!(me["username"], name);
    }

    fn close(self) -> i32 {
        let Self {
            mut child,
            stdin,
            replies,
        } = self;
        drop((stdin, replies));
        child.wait().unwrap().code().unwrap()
    }
}

fn key() -> Uuid {
    Uuid::now_v7()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_sold_won_and_paid_in_json_lines() {
    let world = World::new().await;
    let place = Place::at(&world);
    let at = morning() + TimeDelta::hours(5);
    let draw = world.open_draw("Nica", at).await;
    let mut ops = Session::open(&place);

    assert_eq!(ops.done(json!({"request": "hello"}))["set_up"], true);
    let refused = ops.ask(&json!({"request": "desk"}));
    assert_eq!(refused["refused"][0]["refusal"], "not_signed_in");

    ops.sign_in("marta");
    ops.done(json!({"request": "open_drawer", "key": key(), "float": 10_000_000}));
    let sell = json!({
        "request": "sell", "key": key(), "draws": [draw],
        "bets": [{"kind": "straight", "number": "23", "stake": 50_000}],
        "expected_total": 50_000,
    });
    let sold = ops.done(sell.clone());
    let code = sold["tickets"][0]["code"].as_str().unwrap().to_owned();
    let again = ops.done(sell);
    assert_eq!(again["tickets"][0]["code"], code.as_str());
    assert_eq!(
        (&sold["cached"], &again["cached"]),
        (&json!(false), &json!(true))
    );

    world.freeze(at + TimeDelta::minutes(5)).await;
    let result = json!({"number": "23", "outcome": null});
    ops.sign_in("olga");
    let closed = ops.done(json!({"request": "close_draw", "key": key(), "draw": draw, "reason": null, "approval": null}));
    assert_eq!(closed["tickets"], 1);
    ops.done(json!({"request": "enter_result", "key": key(), "draw": draw, "result": result, "reason": null}));
    let own = ops
        .ask(&json!({"request": "confirm_result", "key": key(), "draw": draw, "result": result}));
    assert_eq!(own["refused"][0]["refusal"], "same_person");
    ops.sign_in("ana");
    let evaluated = ops
        .done(json!({"request": "confirm_result", "key": key(), "draw": draw, "result": result}));
    assert_eq!(evaluated["winners"], 1);

    ops.sign_in("marta");
    let paid = ops.done(json!({"request": "pay", "key": key(), "code": code, "method": "cash"}));
    assert_eq!(paid["amount"], evaluated["prizes"]);
    assert_eq!(paid["prize"]["remaining"], 0);
    let books = Place::owning(&world).run("verify");
    assert_eq!(books.code, 0, "{books:?}");
    assert_eq!(ops.close(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_no_request_is_answered_and_the_session_goes_on() {
    let world = World::new().await;
    let place = Place::at(&world);
    let mut ops = Session::open(&place);
    for (wrong, reason) in [
        ("nonsense", "expected"),
        ("{\"request\":\"no_such_thing\"}", "no_such_thing"),
        ("{\"request\":\"open_draw\"}", "missing field"),
        ("[1,2]", ""),
        ("\u{7}\u{1b}[31m", ""),
    ] {
        writeln!(ops.stdin, "{wrong}").unwrap();
        let mut line = String::new();
        ops.replies.read_line(&mut line).unwrap();
        let reply: Value = serde_json::from_str(&line).unwrap();
        let refusal = &reply["refused"][0];
        assert_eq!(refusal["refusal"], "field", "{wrong} → {reply}");
        assert!(
            refusal["field"].as_str().unwrap().starts_with("line "),
            "{reply}"
        );
        assert!(
            refusal["reason"].as_str().unwrap().contains(reason),
            "{wrong} → {reply}"
        );
    }
    writeln!(ops.stdin).unwrap();
    assert_eq!(ops.done(json!({"request": "hello"}))["set_up"], true);
    assert_eq!(ops.close(), 65);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_can_begin_signed_in() {
    let world = World::new().await;
    let place = Place::at(&world);
    let without = place.feed("ops --user marta", "");
    assert_eq!(without.code, 2, "{without:?}");
    assert!(without.err.contains("BANCA_PIN"), "{without:?}");

    let mut command = place.command("ops --user marta");
    let output = command.env("BANCA_PIN", PIN).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let output = command.env("BANCA_PIN", "9753186").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}
