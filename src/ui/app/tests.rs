//! What the frame promises to every screen: order, one answer for every command, nothing lost, nothing repeated blindly.

use super::*;
use crate::domain::{Money, Right, Role};
use crate::ops::{self, Answer, Approve, Fault, FaultKind, Refusal, Reply};
use crate::ui::action::{Action, rows};
use crate::ui::input::TextInput;
use crate::ui::overlays::{Confirm, Outcome};
use crate::ui::picture;
use crate::ui::screen::Offer;
use crate::ui::symbols::UNICODE;
use crate::ui::text::frame;
use chrono::TimeZone;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use termprofile::TermProfile;
use uuid::Uuid;

const SEND: Slot = Slot("send");
const READ: Slot = Slot("read");

/// A screen that writes down everything it is told. Enter sends what is typed as a command, F12 pays, Tab asks a question.
struct Probe {
    id: ScreenId,
    typed: String,
    log: Arc<Mutex<Vec<String>>>,
    free: bool,
}

impl Probe {
    fn note(&self, what: impl Into<String>) {
        self.log.lock().unwrap().push(what.into());
    }
}

impl Screen for Probe {
    fn id(&self) -> ScreenId {
        self.id
    }
    fn typing(&self) -> bool {
        true
    }
    fn holds(&self, action: Option<Action>) -> bool {
        !self.free || action == Some(Action::FormSubmit)
    }
    fn offers(&self, _: &Ctx) -> Vec<Offer> {
        vec![
            Offer::on(Action::PayFull),
            Offer::off(Action::PayPart, frame::NO_RIGHT),
        ]
    }
    fn on_text(&mut self, input: &TextInput, _: &Ctx) -> Vec<Effect> {
        match input {
            TextInput::Char(c) => self.typed.push(*c),
            TextInput::Paste(text) => self.typed.push_str(text),
            _ => {}
        }
        Vec::new()
    }
    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if action == Action::FormSubmit {
            let notes = std::mem::take(&mut self.typed);
            self.note(format!("sent {notes}"));
            let (key, payout) = (ctx.fresh_key(), ctx.fresh_id());
            return vec![Effect::Ask(
                SEND,
                Request::EditPayoutNotes { key, payout, notes },
            )];
        }
        if action == Action::PayFull {
            let pay = ops::Pay {
                key: ctx.fresh_key(),
                code: crate::domain::TicketCode::from_random(7),
                amount: None,
                method: crate::domain::PayMethod::Cash,
                notes: String::new(),
                expected_remaining: None,
                approval: None,
            };
            return vec![Effect::Ask(SEND, Request::Pay(pay))];
        }
        if action == Action::FormNext {
            return vec![Effect::Ask(READ, Request::MyTotals)];
        }
        if action == Action::FormBack {
            return vec![Effect::open(
                SEND,
                Confirm::new(frame::QUIT, Vec::new(), frame::QUIT_ASK, frame::QUIT),
            )];
        }
        self.note(format!("{action:?}"));
        Vec::new()
    }
    fn on_reply(&mut self, slot: Slot, reply: &Reply, _: &Ctx) -> Vec<Effect> {
        let what = match reply {
            Reply::Done(_) => "done".to_owned(),
            Reply::Refused(all) => format!(
                "refused {}",
                all.iter().map(Refusal::code).collect::<Vec<_>>().join(" ")
            ),
            Reply::Failed(fault) => format!("failed {}", fault.code),
        };
        self.note(format!("{} {what}", slot.0));
        Vec::new()
    }
    fn on_outcome(&mut self, _: Slot, outcome: Outcome, _: &Ctx) -> Vec<Effect> {
        self.note(format!("{outcome:?}"));
        Vec::new()
    }
    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        crate::ui::widgets::text(
            area,
            buf,
            &self.typed,
            ctx.style(crate::ui::theme::Token::Base),
        );
    }
}

struct Bench {
    app: App,
    at: DateTime<Utc>,
    asked: VecDeque<(JobId, Request)>,
    errands: Vec<Errand>,
    log: Arc<Mutex<Vec<String>>>,
}

impl Bench {
    fn new(role: Role, free: bool) -> Self {
        let at = Utc.with_ymd_and_hms(2026, 11, 21, 18, 0, 0).unwrap();
        let next = AtomicU64::new(1);
        let setup = Setup {
            themes: Themes::shipped(TermProfile::TrueColor),
            theme: None,
            voice: Voice::default(),
            symbols: UNICODE,
            keymap: Keymap::shipped(),
            source: Source::new(
                move || Uuid::from_u128(u128::from(next.fetch_add(1, Ordering::Relaxed))),
                |_| 0,
            ),
            terminal: "caja-1".to_owned(),
            idle_lock: Some(TimeDelta::minutes(5)),
        };
        let mut app = App::new(setup, at).unwrap();
        app.start();
        app.jobs.forget();
        let log = Arc::new(Mutex::new(Vec::new()));
        app.session = Some(session(role, at));
        for id in [ScreenId::Pay, ScreenId::Sell] {
            let (typed, log) = (String::new(), log.clone());
            app.screens.insert(
                id,
                Box::new(Probe {
                    id,
                    typed,
                    log,
                    free,
                }),
            );
        }
        app.current = ScreenId::Pay;
        Self {
            app,
            at,
            asked: VecDeque::new(),
            errands: Vec::new(),
            log,
        }
    }

    fn event(&mut self, event: Event) {
        for errand in self.app.handle(event, self.at) {
            match errand {
                Errand::Ask(job, request) => self.asked.push_back((job, request)),
                other => self.errands.push(other),
            }
        }
    }

    fn keys(&mut self, names: &str) {
        for name in names.split_whitespace() {
            self.event(Event::Key(name.parse::<Key>().unwrap().event()));
        }
    }

    fn reply(&mut self, reply: Reply) {
        let (job, _) = self.asked.pop_front().unwrap();
        self.event(Event::Reply {
            job,
            reply,
            took: TimeDelta::milliseconds(9),
        });
    }

    fn done(&mut self) {
        self.reply(Reply::Done(Box::new(Answer::Saved)));
    }

    fn lost(&mut self) {
        let (kind, code) = (FaultKind::Disconnected, "F-1".to_owned());
        self.reply(Reply::Failed(Fault { kind, code }));
    }

    fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    fn words(&self) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, 120, 30));
        self.app.render(&mut buf);
        picture::text(&buf)
    }
}

fn session(role: Role, now: DateTime<Utc>) -> SignedIn {
    let id = Uuid::from_u128;
    SignedIn {
        session: id(1).into(),
        banca: id(2).into(),
        banca_name: "La Suerte".to_owned(),
        zone: chrono_tz::America::Costa_Rica,
        user: id(3).into(),
        name: "Marta".to_owned(),
        username: "marta".to_owned(),
        role,
        extra: Vec::new(),
        ventana: None,
        terminal: (id(5).into(), "caja-1".to_owned()),
        payout_limit: Money::ZERO,
        now,
        scratch: false,
    }
}

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
    assert_eq!(bench.asked[0].1, Request::Outcome { key });
    assert!(bench.words().contains("no la repita"));
    bench.lost();
    assert!(bench.asked.is_empty());
    assert_eq!(bench.log(), ["sent a"]);
    bench.at += TimeDelta::seconds(2);
    bench.event(Event::Wake);
    bench
        .asked
        .retain(|(_, request)| *request != Request::Hello);
    assert_eq!(bench.asked[0].1, Request::Outcome { key });
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

#[test]
fn without_anything_to_count_down_the_console_sleeps_until_the_lock() {
    let bench = Bench::new(Role::Vendedor, false);
    assert_eq!(
        bench.app.next_wake(),
        Some(bench.at + TimeDelta::minutes(5))
    );
}

proptest! {
    #[test]
    fn no_key_at_any_size_panics(
        keys in proptest::collection::vec(0usize..4_000, 0..60),
        replies in proptest::collection::vec(0u8..4, 0..20),
        columns in 1u16..140,
        lines in 1u16..50,
    ) {
        let mut bench = Bench::new(Role::Admin, false);
        let names: Vec<&str> = rows().flat_map(|row| row.keys.iter().copied()).chain(["a", "9", "ñ", "left", "backspace", "ctrl-w"]).collect();
        let mut replies = replies.into_iter();
        for key in keys {
            bench.keys(names[key % names.len()]);
            if !bench.asked.is_empty() && key % 3 == 0 {
                match replies.next() {
                    Some(0) => bench.done(),
                    Some(1) => bench.lost(),
                    Some(2) => bench.reply(Reply::Refused(vec![Refusal::NotAWinner, Refusal::AlreadyReversed])),
                    Some(_) | None => {
                        bench.at += TimeDelta::seconds(7);
                        bench.event(Event::Wake);
                    }
                }
            }
            let mut buf = Buffer::empty(Rect::new(0, 0, columns, lines));
            bench.app.render(&mut buf);
        }
    }

    #[test]
    fn typed_text_reaches_the_house_complete_and_in_order_whatever_the_delays(
        text in "[a-z⏎]{1,200}",
        delays in proptest::collection::vec(0usize..6, 1..40),
    ) {
        let mut bench = Bench::new(Role::Vendedor, false);
        let mut sent = String::new();
        let mut delays = delays.into_iter().cycle();
        let mut left = 1;
        for c in text.chars().chain(['⏎']) {
            bench.keys(if c == '⏎' { "enter".to_owned() } else { c.to_string() }.as_str());
            left -= 1;
            if left == 0 {
                left = delays.next().unwrap_or(0) + 1;
                while let Some((_, Request::EditPayoutNotes { notes, .. })) = bench.asked.front().cloned() {
                    sent.push_str(&notes);
                    sent.push('⏎');
                    bench.done();
                }
            }
        }
        while let Some((_, Request::EditPayoutNotes { notes, .. })) = bench.asked.front().cloned() {
            sent.push_str(&notes);
            sent.push('⏎');
            bench.done();
        }
        prop_assert_eq!(sent, format!("{text}⏎"));
    }
}
