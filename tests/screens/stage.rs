//! A console without a terminal and without a database: a test presses keys, answers requests with literals, lets time pass,
//! and looks at the picture.

#![allow(dead_code, reason = "each test file uses its own part of the stage")]

use banca::domain::{Id, Money, Right, Role};
use banca::ops::{Answer, Hello, Reply, Request, SignedIn};
use banca::ui::action::Action;
use banca::ui::effect::JobId;
use banca::ui::key::Key;
use banca::ui::keymap::Keymap;
use banca::ui::picture;
use banca::ui::source::Source;
use banca::ui::symbols::UNICODE;
use banca::ui::text::{Lang, Voice};
use banca::ui::theme::Themes;
use banca::ui::{App, Errand, Event, Setup};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use termprofile::TermProfile;
use uuid::Uuid;

#[path = "cut.rs"]
mod cut;

/// A console under test.
pub struct Stage {
    /// The console.
    pub app: App,
    /// The terminal's clock.
    pub at: DateTime<Utc>,
    /// What the console asks by itself, in the background.
    pub background: VecDeque<(JobId, Request)>,
    /// Requests that wait for an answer, oldest first.
    pub asked: VecDeque<(JobId, Request)>,
    /// Everything else the console wanted of its door.
    pub errands: Vec<Errand>,
}

/// Noon in Costa Rica on a Saturday.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 18, 0, 0).unwrap()
}

/// The `n`th identity of a test, always the same.
pub fn id<T>(n: u128) -> Id<T> {
    Id::new(Uuid::from_u128(n))
}

/// An amount of colones.
pub fn colones(amount: i64) -> Money {
    Money::colones(amount).unwrap()
}

/// A session of this role.
pub fn session(role: Role) -> SignedIn {
    let (name, username) = match role {
        Role::Vendedor => ("Marta Solís", "marta"),
        Role::Ventana => ("Luis Mora", "luis"),
        Role::Admin => ("Ana Vargas", "ana"),
    };
    SignedIn {
        session: id(1),
        banca: id(2),
        banca_name: "Banca La Suerte".to_owned(),
        zone: chrono_tz::America::Costa_Rica,
        user: id(3),
        name: name.to_owned(),
        username: username.to_owned(),
        role,
        extra: Vec::<Right>::new(),
        ventana: (role != Role::Admin).then(|| (id(4), "Ventana Centro".to_owned())),
        terminal: (id(5), "caja-1".to_owned()),
        payout_limit: colones(100_000),
        now: noon(),
        must_change: false,
        scratch: false,
    }
}

impl Stage {
    /// A console at its sign-in, the server greeted.
    pub fn new(lang: Lang) -> Self {
        let mut stage = Self::silent(lang);
        stage.answer(Answer::Hello(Hello {
            set_up: true,
            banca: Some("Banca La Suerte".to_owned()),
            server: "15.0".to_owned(),
            now: noon(),
            scratch: false,
        }));
        stage
    }

    /// A console whose first question is not answered yet.
    pub fn silent(lang: Lang) -> Self {
        let next = AtomicU64::new(1_000);
        let uuid = move || Uuid::from_u128(u128::from(next.fetch_add(1, Ordering::Relaxed)));
        let drawn = AtomicU64::new(7);
        let below = move |bound: u16| {
            let n = drawn.fetch_add(37, Ordering::Relaxed) % u64::from(bound.max(1));
            u16::try_from(n).unwrap()
        };
        let setup = Setup {
            themes: Themes::shipped(TermProfile::TrueColor),
            theme: None,
            voice: Voice {
                lang,
                ..Voice::default()
            },
            symbols: UNICODE,
            keymap: Keymap::shipped(),
            source: Source::new(uuid, below),
            terminal: "caja-1".to_owned(),
            idle_lock: Some(TimeDelta::minutes(5)),
        };
        let mut stage = Self {
            app: App::new(setup, noon()).unwrap(),
            at: noon(),
            asked: VecDeque::new(),
            background: VecDeque::new(),
            errands: Vec::new(),
        };
        let errands = stage.app.start();
        stage.take(errands);
        stage
    }

    /// A console with somebody of this role signed in, on the first screen of that role.
    pub fn signed_in(lang: Lang, role: Role) -> Self {
        let mut stage = Self::new(lang);
        let session = session(role);
        stage.text(&session.username);
        stage.keys("enter");
        stage.text("1357");
        stage.keys("enter");
        stage.answer(Answer::SignedIn(session));
        stage
    }

    /// What happened outside.
    pub fn event(&mut self, event: Event) {
        let errands = self.app.handle(event, self.at);
        self.take(errands);
    }

    fn take(&mut self, errands: Vec<Errand>) {
        for errand in errands {
            match errand {
                Errand::Ask(job, request @ Request::Pulse) => {
                    self.background.push_back((job, request));
                }
                Errand::Ask(job, request) => self.asked.push_back((job, request)),
                other => self.errands.push(other),
            }
        }
    }

    /// Presses keys by their names: `"tab enter f5 ctrl-p"`.
    pub fn keys(&mut self, names: &str) {
        for name in names.split_whitespace() {
            let key: Key = name.parse().unwrap();
            self.event(Event::Key(key.event()));
        }
    }

    /// Presses the first key of an action.
    pub fn act(&mut self, action: Action) {
        self.keys(action.row().keys[0]);
    }

    /// Types characters, one key each.
    pub fn text(&mut self, text: &str) {
        for c in text.chars() {
            let name = match c {
                ' ' => "space".to_owned(),
                '-' => "minus".to_owned(),
                c => c.to_string(),
            };
            self.keys(&name);
        }
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) {
        self.event(Event::Paste(text.to_owned()));
    }

    /// Lets time pass and wakes the console as often as it wants to be woken meanwhile.
    pub fn pass(&mut self, span: TimeDelta) {
        let until = self.at + span;
        for _ in 0..10_000 {
            let Some(wake) = self.app.next_wake().filter(|wake| *wake <= until) else {
                break;
            };
            self.at = self.at.max(wake);
            self.event(Event::Wake);
        }
        self.at = until;
        self.event(Event::Wake);
    }

    /// The requests that wait, oldest first.
    pub fn waiting(&self) -> Vec<Request> {
        self.asked
            .iter()
            .map(|(_, request)| request.clone())
            .collect()
    }

    /// Answers the oldest waiting request.
    pub fn reply(&mut self, reply: Reply) {
        let (job, _) = self.asked.pop_front().expect("a request waits");
        let took = TimeDelta::milliseconds(12);
        self.event(Event::Reply { job, reply, took });
    }

    /// Answers the oldest waiting request with success.
    pub fn answer(&mut self, answer: Answer) {
        self.reply(Reply::Done(Box::new(answer)));
    }

    /// Answers every waiting request for which `respond` has a reply, and those that follow from it; the rest goes on waiting.
    pub fn respond(&mut self, mut respond: impl FnMut(&Request) -> Option<Reply>) {
        let mut unanswered = VecDeque::new();
        while let Some((job, request)) = self.asked.pop_front() {
            match respond(&request) {
                Some(reply) => {
                    let took = TimeDelta::milliseconds(12);
                    self.event(Event::Reply { job, reply, took });
                }
                None => unanswered.push_back((job, request)),
            }
        }
        self.asked = unanswered;
    }

    /// Answers what the console asked in the background.
    pub fn background(&mut self, answer: impl Fn(&Request) -> Answer) {
        let Some((job, request)) = self.background.pop_front() else {
            panic!("nothing was asked in the background");
        };
        let reply = Reply::done(answer(&request));
        let took = TimeDelta::milliseconds(2);
        self.event(Event::Reply { job, reply, took });
    }

    fn drawn(&self, columns: u16, rows: u16) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
        self.app.render(&mut buf);
        buf
    }

    /// The picture with its styles, for snapshots. No sentence in it may be cut.
    pub fn picture(&self, columns: u16, rows: u16) -> String {
        let drawn = self.drawn(columns, rows);
        Self::whole(&picture::text(&drawn), columns, rows);
        picture::styled(&drawn)
    }

    /// The bare words of the picture. No sentence in it may be cut.
    pub fn words(&self, columns: u16, rows: u16) -> String {
        let words = picture::text(&self.drawn(columns, rows));
        Self::whole(&words, columns, rows);
        words
    }

    fn whole(words: &str, columns: u16, rows: u16) {
        if columns >= 80 && rows >= 24 {
            let cut = cut::cut(words);
            assert!(cut.is_empty(), "cut at {columns}×{rows}: {cut:#?}\n{words}");
        }
    }

    /// Whether the words stand somewhere in the picture at 120×40.
    pub fn shows(&self, words: &str) -> bool {
        self.words(120, 40).contains(words)
    }

    /// Draws at sizes from 1×1 upwards; the test fails if any of them panics.
    pub fn draw_at_all_sizes(&self) {
        for columns in [1, 2, 5, 20, 59, 60, 61, 80, 100, 120, 200] {
            for rows in [1, 2, 5, 15, 16, 17, 24, 40, 60] {
                self.drawn(columns, rows);
            }
        }
    }
}
