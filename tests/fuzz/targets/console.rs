//! The console under any keys and pastes: it never breaks, and never draws a control character.

use banca::{
    ops::{Answer, Fault, FaultKind, Refusal, Reply, Request},
    ui::{Event, key::Key, text::Lang},
};
use chrono::TimeDelta;

use super::Target;
use crate::{
    sell_desk::{cashier, settle, sold},
    stage::Stage,
};

/// The selling screen: every byte is a key, a paste, an answer or a while.
pub const CONSOLE: Target = Target {
    name: "console",
    run: console,
    seeds: || {
        let typed: [&[u8]; 4] = [
            b"23*500\r\xf0\xf1",
            b"67*9999\r\xf0\xf2\x80\xff*\x1b[2J\xff45x100\xfe\r",
            b"/1\r\x81\x82\x83\x84\x85\x86\x87\x88\x89",
            b"\xff23 45 x500\n10-19 x100\xfe\r\r\xf0\xf3\xf4\x8b",
        ];
        typed.iter().map(|keys| keys.to_vec()).collect()
    },
    words: &["\r", "*", "23*500\r", "/1", "+", "-", "'", "@", "\u{ff}"],
};

/// Keys with names, for the bytes from 128.
const KEYS: [&str; 40] = [
    "enter",
    "esc",
    "tab",
    "shift-tab",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pageup",
    "pagedown",
    "backspace",
    "delete",
    "insert",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
    "f6",
    "f7",
    "f8",
    "f9",
    "f10",
    "f11",
    "f12",
    "ctrl-p",
    "ctrl-k",
    "ctrl-u",
    "ctrl-w",
    "ctrl-a",
    "ctrl-c",
    "ctrl-d",
    "ctrl-z",
    "ctrl-g",
    "alt-1",
    "alt-2",
    "alt-k",
    "alt-0",
];

/// At most so many bytes: each is a turn of the console.
const LONGEST: usize = 160;

fn console(bytes: &[u8]) {
    let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
    let mut stage = cashier(Lang::Es);
    let mut left = bytes.iter();
    let (mut columns, mut rows) = (100, 30);
    while let Some(byte) = left.next() {
        match byte {
            b'\r' | b'\n' => stage.keys("enter"),
            0..=127 => press(&mut stage, char::from(*byte)),
            // A paste goes on to the byte that ends it.
            0xff => {
                let pasted: Vec<u8> = left
                    .by_ref()
                    .copied()
                    .take_while(|byte| *byte != 0xfe)
                    .collect();
                stage.paste(&String::from_utf8_lossy(&pasted));
            }
            0xf0 => settle(&mut stage),
            0xf1 => answer(&mut stage, |sell| Reply::done(Answer::Sold(sold(sell)))),
            0xf2 => answer(&mut stage, |_| Reply::Refused(vec![Refusal::NotSignedIn])),
            0xf3 => answer(&mut stage, |_| {
                let (kind, code) = (FaultKind::Disconnected, "F00D".to_owned());
                Reply::Failed(Fault { kind, code })
            }),
            0xf4 => stage.pass(TimeDelta::seconds(20)),
            0xf5 => {
                (columns, rows) = (columns % 200 + 37, rows % 60 + 13);
                stage.event(Event::Resize(columns, rows));
            }
            byte => {
                let place = usize::from(byte - 128) % KEYS.len();
                stage.keys(KEYS[place]);
            }
        }
    }
    let words = stage.words(columns, rows);
    assert!(
        !words.chars().any(|c| c.is_control() && c != '\n'),
        "{words:?}"
    );
}

fn press(stage: &mut Stage, letter: char) {
    let name = match letter {
        ' ' => "space".to_owned(),
        '-' => "minus".to_owned(),
        letter => letter.to_string(),
    };
    // A control character is no key that a terminal sends.
    if let Ok(key) = name.parse::<Key>() {
        stage.event(Event::Key(key.event()));
    }
}

/// Answers the sales that wait.
fn answer(stage: &mut Stage, reply: impl Fn(&banca::ops::Sell) -> Reply) {
    stage.respond(|request| match request {
        Request::Sell(sell) => Some(reply(sell)),
        _ => None,
    });
}
