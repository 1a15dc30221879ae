//! The figures of the counter, each beside its comparison in the same run. `cargo bench` prints one table a section.
//!
//! Machines differ and are noisy, so every speed is a ratio of two measurements taken side by side, on a private server
//! with its durable settings. `BANCA_BENCH` names the sections to take (`selling settling terminal`, all by default),
//! `BANCA_BENCH_SECONDS` (5) is the length of one measurement, `BANCA_BENCH_TICKETS` (1 000 000) the size of the large draw.

mod ground;
mod selling;
mod settling;
mod table;
mod terminal;
mod wire;

use std::time::Duration;

use ground::Ground;

#[tokio::main]
async fn main() {
    // `cargo test --benches` only wants to know that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let asked =
        std::env::var("BANCA_BENCH").unwrap_or_else(|_| "selling settling terminal".to_owned());
    let time = Duration::from_secs(number("BANCA_BENCH_SECONDS", 5));
    let ground = Ground::prepare().await;
    for section in asked.split_whitespace() {
        match section {
            "selling" => selling::measure(&ground, time).await,
            "settling" => {
                let tickets = number("BANCA_BENCH_TICKETS", 1_000_000);
                let tickets = i32::try_from(tickets).expect("at most two thousand million");
                settling::measure(&ground, tickets, time).await;
            }
            "terminal" => terminal::measure(&ground).await,
            other => panic!("no section is called {other}"),
        }
    }
    ground.drop().await;
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}
