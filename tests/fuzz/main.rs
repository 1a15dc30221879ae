//! Everything that reads what people, files and programs write, under inputs that nobody would write.
//!
//! Short, in the ordinary run: the same few thousand inputs each time (`BANCA_SEED` makes others). Long:
//! `BANCA_SECONDS=600 cargo test --release --test fuzz -- --ignored --nocapture`, so long for each target. Guided by
//! coverage: `fuzz/run`. Crashes that were found stand as tests beside the code they broke.

#[path = "../attack/mod.rs"]
mod attack;
mod engine;
mod house;
#[path = "../screens/sell_desk.rs"]
#[expect(dead_code, reason = "the console is fuzzed with a part of the desk")]
mod sell_desk;
#[path = "../screens/stage.rs"]
mod stage;
#[path = "../support/mod.rs"]
mod support;
mod targets;

use attack::{Dice, Figures, variable};
use engine::Engine;
use targets::{TARGETS, Target};

/// The seed of the ordinary run.
const ALWAYS: u64 = 20_261_121;

/// So many inputs for each target in the ordinary run; the console takes a turn for every byte.
fn short(target: &Target) -> u64 {
    match target.name {
        "console" => 150,
        "config" | "theme" => 700,
        _ => 3_000,
    }
}

#[test]
fn nothing_that_is_read_breaks_its_reader() {
    let seed = variable("BANCA_SEED", ALWAYS);
    for target in TARGETS {
        let mut figures = Figures::of(target.name, seed, &["inputs"]);
        let mut engine = Engine::new(target, Dice::from(seed));
        engine.begin();
        for _ in 0..short(&target) {
            engine.step();
            figures.add("inputs", 1);
        }
        figures.print();
    }
}

#[test]
#[ignore = "minutes for each target"]
fn nothing_that_is_read_for_long_breaks_its_reader() {
    let wanted = std::env::var("BANCA_TARGET").unwrap_or_default();
    for target in TARGETS {
        if !target.name.contains(&wanted) {
            continue;
        }
        let (dice, seed) = Dice::thrown();
        let mut figures = Figures::of(target.name, seed, &["inputs"]);
        let mut engine = Engine::new(target, dice);
        engine.begin();
        while !figures.is_over_after(60) {
            (0..64).for_each(|_| engine.step());
            figures.add("inputs", 64);
        }
        figures.print();
    }
}
