//! Random keys, answers, sizes and delays.

use super::*;
use crate::ui::action::rows;
use proptest::prelude::*;

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
