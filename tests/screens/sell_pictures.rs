//! How the selling screen looks, in both languages at both sizes.

use super::desk::{cashier, play, sell_it, wait};
use crate::stage::Stage;
use banca::ui::text::Lang;

fn pictures(name: &str, make: impl Fn(Lang) -> Stage) {
    for lang in Lang::ALL {
        let stage = make(lang);
        for (columns, rows) in [(80, 24), (120, 40)] {
            let name = format!("sell_{name}_{}_{columns}x{rows}", lang.name());
            insta::assert_snapshot!(name, stage.picture(columns, rows));
        }
        stage.draw_at_all_sizes();
    }
}

fn played(lang: Lang, keys: &str) -> Stage {
    let mut stage = cashier(lang);
    play(&mut stage, keys);
    stage
}

#[test]
fn the_empty_ticket() {
    pictures("empty", cashier);
}

#[test]
fn a_ticket_with_a_line_being_typed() {
    pictures("typing", |lang| {
        played(
            lang,
            "234566*500/200⏎05.*1000⏎1221 88 88*200⏎3-*300'don Beto⏎4867*300/20",
        )
    });
}

#[test]
fn a_number_with_less_left_than_asked() {
    pictures("limit", |lang| played(lang, "2345*500⏎67*500/200⏎"));
}

#[test]
fn just_sold_on_two_draws() {
    pictures("sold", |lang| {
        let mut stage = played(lang, "/13⏎234566*500/200⏎x5000⏎");
        sell_it(&mut stage);
        stage
    });
}

#[test]
fn a_draw_that_closed_while_typing() {
    pictures("closed", |lang| {
        let mut stage = played(lang, "23*500⏎45*20");
        wait(&mut stage, 51);
        stage
    });
}

#[test]
fn a_pasted_order() {
    pictures("order", |lang| {
        let mut stage = cashier(lang);
        stage.paste("23*500\n45 67*200/100\nhola don Beto\n2*300\npp*200\n");
        stage
    });
}

#[test]
fn a_mistake_in_the_line() {
    pictures("mistake", |lang| played(lang, "2345*500⏎20-5*200⏎"));
}

#[test]
fn three_digits_soon_to_close() {
    pictures("three", |lang| {
        let mut stage = cashier(lang);
        wait(&mut stage, 48);
        play(&mut stage, "/5⏎123 456*500⏎");
        stage
    });
}

#[test]
fn in_a_small_terminal_every_key_of_a_decision_is_seen() {
    for lang in Lang::ALL {
        let stage = played(lang, "2345*500⏎67*500/200⏎");
        let words = stage.words(60, 16);
        for word in ["67", "300", " a ", "Esc", "TOTAL"] {
            assert!(words.contains(word), "{word} is not seen:\n{words}");
        }
    }
}

#[test]
fn a_draw_whose_list_is_excluded_for_this_seller_is_marked_in_the_strip() {
    for (lang, word) in [(Lang::Es, "✗excluida"), (Lang::En, "✗excluded")] {
        let mut stage = Stage::signed_in(lang, banca::domain::Role::Vendedor);
        stage.respond(|request| {
            let mut desk = super::desk::desk();
            desk.draws[1].excluded = true;
            (*request == banca::ops::Request::Desk)
                .then(|| banca::ops::Reply::done(banca::ops::Answer::Desk(Box::new(desk))))
        });
        let words = stage.words(120, 40);
        let strip = words.lines().find(|line| line.contains("Nica"));
        assert!(
            strip.is_some_and(|strip| strip.matches(word).count() == 1),
            "{words}"
        );
    }
}
