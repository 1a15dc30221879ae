//! The wire is cut while several sell.

use std::time::Duration;

use banca::{
    domain::DrawId,
    ops::{Answer, House, Outcome, Reply, Request, Sell},
};

use crate::{
    attack::{
        Dice, Figures, Memory, Seller, answered, check, code_in, draw_of_cycle, limit_hot,
        only_limits, resolve, seller, variable,
    },
    proxy::{At, Fault, Wire},
    support::{World, server},
};

const NAMES: &[&str] = &[
    "cuts",
    "committed unanswered",
    "acknowledged",
    "refused by a limit",
    "asked while waiting",
    "unknown",
    "committed",
    "given up",
    "late",
    "lost",
    "double",
    "over",
    "verified",
];

/// Cuts of one seller between two looks at the database.
const ROUND: u64 = 25;

#[tokio::test(flavor = "multi_thread")]
async fn a_wire_that_is_cut_anywhere_loses_nothing_and_doubles_nothing() {
    attack(100, 4, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long; see the head of tests/wire/main.rs"]
async fn a_wire_that_is_cut_thousands_of_times_loses_nothing_and_doubles_nothing() {
    let cuts = variable("BANCA_CUTS", 2000);
    attack(
        cuts,
        variable("BANCA_SELLERS", 8),
        variable("BANCA_VERIFY", 20),
    )
    .await;
}

/// A seller, the seller's wire, and the dice.
struct Counter {
    seller: Seller,
    wire: Wire,
    dice: Dice,
}

/// What a counter remembers of a round.
#[derive(Default)]
struct Round {
    memory: Memory,
    counts: Vec<&'static str>,
}

async fn attack(cuts: u64, counters: u64, verify: u64) {
    let (mut dice, seed) = Dice::thrown();
    let mut figures = Figures::of("wire", seed, NAMES);
    let mut world = World::new().await;
    let limit = i64::try_from(ROUND * counters).unwrap() / 6 * 2 * 500;
    limit_hot(&world, limit).await;
    let mut all = Vec::new();
    for index in 0..usize::try_from(counters).unwrap() {
        let wire = Wire::to(server().socket()).await;
        world.reached_by(wire.options(&world.name));
        let seller = seller(&world, index).await;
        all.push(Counter {
            seller,
            wire,
            dice: dice.of(),
        });
    }
    for cycle in 0..cuts.div_ceil(ROUND * counters) {
        let draw = draw_of_cycle(&world, cycle).await;
        let mut rounds = Vec::new();
        for mut counter in all.drain(..) {
            rounds.push(tokio::spawn(async move {
                let round = counter.round(draw).await;
                (counter, round)
            }));
        }
        let mut memory = Memory::default();
        for round in rounds {
            let (counter, round) = round.await.unwrap();
            all.push(counter);
            memory.add(round.memory);
            for name in round.counts {
                figures.add(name, 1);
            }
        }
        let mut owner = world.owner().await;
        check(&mut owner, draw, &memory, limit, &mut figures).await;
        sqlx::query("SELECT close_draw($1, $2)")
            .bind(world.banca.raw())
            .bind(draw.raw())
            .execute(&mut owner)
            .await
            .unwrap();
        if (cycle + 1) % verify == 0 {
            world.books_hold().await;
            figures.add("verified", 1);
        }
        figures.nothing_is_wrong();
        if figures.is_over() {
            break;
        }
    }
    world.books_hold().await;
    figures.add("verified", 1);
    for counter in all {
        let committed = usize::try_from(counter.wire.committed()).unwrap();
        figures.add("committed unanswered", committed);
        counter.seller.house.close().await;
    }
    figures.print();
}

impl Counter {
    /// Sells, with a broken wire every other time.
    async fn round(&mut self, draw: DrawId) -> Round {
        let mut round = Round::default();
        for _ in 0..ROUND {
            let whole = Seller::ticket(draw, &mut self.dice);
            let reply = self.seller.house.handle(Request::Sell(whole.clone())).await;
            self.told(&mut round, &whole, reply).await;
            let struck = Seller::ticket(draw, &mut self.dice);
            let (at, fault) = self.choose();
            self.wire.arm(at, fault);
            let reply = self.sell_through(&mut round, fault, &struck).await;
            let has_struck = self.wire.disarm();
            if has_struck && !matches!(fault, Fault::Slow(_)) {
                round.counts.push("cuts");
            }
            self.told(&mut round, &struck, reply).await;
            if has_struck && fault == Fault::Late {
                // Now that all is resolved, the first request reaches the server after all.
                self.wire.let_go();
                self.wire.delivered().await;
            }
        }
        round
    }

    fn choose(&mut self) -> (At, Fault) {
        let faults = [
            Fault::Before,
            Fault::Within,
            Fault::After,
            Fault::After,
            Fault::Unanswered,
            Fault::Unanswered,
            Fault::HalfAnswered,
            Fault::Swallowed,
            Fault::Silent,
            Fault::Late,
            Fault::Slow(Duration::from_millis(5)),
        ];
        let fault = faults[usize::from(self.dice.small(11))];
        // Any request may be hit, also those that open a connection or make it ready again; those faults that hold the wire
        // wait for a sale.
        let anywhere = matches!(fault, Fault::Before | Fault::Within | Fault::After)
            && self.dice.below(2) == 0;
        if anywhere {
            (At::Request(self.dice.below(4)), fault)
        } else {
            (At::Sale, fault)
        }
    }

    async fn sell_through(&self, round: &mut Round, fault: Fault, asked: &Sell) -> Reply {
        let house = std::sync::Arc::clone(&self.seller.house);
        let request = Request::Sell(asked.clone());
        let before = self.wire.committed();
        let mut selling = tokio::spawn(async move { house.handle(request).await });
        if matches!(fault, Fault::Swallowed | Fault::Silent) {
            tokio::select! {
                () = self.wire.struck() => {}
                // It was answered before it came to the wire.
                reply = &mut selling => return reply.unwrap(),
            }
            // Somebody who lost patience asks over another connection, while the first still waits.
            let outcome = outcome(&self.seller.house, asked).await;
            let committed = matches!(outcome, Outcome::Committed { .. });
            assert_eq!(committed, self.wire.committed() > before, "{fault:?}");
            round.counts.push("asked while waiting");
            self.wire.let_go();
        }
        selling.await.unwrap()
    }

    /// Remembers an answer, or finds out what it would have been.
    async fn told(&self, round: &mut Round, asked: &Sell, reply: Reply) {
        match reply {
            Reply::Done(answer) => round.memory.keep(asked.key, code_in(&answer)),
            Reply::Refused(why) => {
                only_limits(&why);
                round.counts.push("refused by a limit");
            }
            Reply::Failed(_) => {
                let told = resolve(&self.seller.house, asked).await;
                round.counts.push("unknown");
                if told.committed {
                    round.counts.push("committed");
                }
                if told.given_up {
                    round.counts.push("given up");
                }
                if told.late {
                    round.counts.push("late");
                }
                if let Some(code) = told.code {
                    round.memory.keep(told.key, code);
                }
            }
        }
    }
}

async fn outcome(house: &House, asked: &Sell) -> Outcome {
    match answered(house, Request::Outcome { key: asked.key }).await {
        Reply::Done(answer) => match *answer {
            Answer::Outcome(outcome) => outcome,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}
