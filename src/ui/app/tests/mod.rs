//! What the frame promises to every screen: order, one answer for every command, nothing lost, nothing repeated blindly.

use super::*;
use crate::domain::{Money, Right, Role};
use crate::ops::{self, Answer, Approve, Fault, FaultKind, Refusal, Reply};
use crate::ui::action::Action;
use crate::ui::input::TextInput;
use crate::ui::overlays::{Confirm, Outcome};
use crate::ui::picture;
use crate::ui::screen::Offer;
use crate::ui::symbols::UNICODE;
use crate::ui::text::{frame, refusal};
use chrono::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use termprofile::TermProfile;
use uuid::Uuid;

mod commands;
mod dialogs;
mod random;
mod reads;
mod typing;

const SEND: Slot = Slot("send");
const READ: Slot = Slot("read");
const SHOWN: &str = "shown";

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
        match reply {
            Reply::Failed(_) => refusal::show(reply),
            Reply::Done(_) | Reply::Refused(_) => Vec::new(),
        }
    }
    fn on_show(&mut self, _: &Ctx) -> Vec<Effect> {
        self.note(SHOWN);
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

    /// The screen asks for a command once more.
    fn again(&mut self, request: Request) {
        self.app.ask(Asker::Screen(ScreenId::Pay, SEND), request);
        self.event(Event::Wake);
        self.asked.retain(|(_, request)| request.key().is_some());
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
        let log = self.log.lock().unwrap();
        log.iter().filter(|one| *one != SHOWN).cloned().collect()
    }

    /// How often a screen was told to read what it shows.
    fn shown(&self) -> usize {
        let log = self.log.lock().unwrap();
        log.iter().filter(|one| *one == SHOWN).count()
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
        must_change: false,
        scratch: false,
    }
}
