//! Selling, cancelling, paying and closing, each dropped at every one of its awaits.

use std::sync::Arc;

use banca::{
    domain::{CommandKey, DrawId, DrawResult, PayMethod, TicketCode},
    ops::{Answer, CancelTicket, House, Outcome, Pay, Reply, Request},
};
use chrono::TimeDelta;
use sqlx::PgConnection;

use crate::{
    attack::{Figures, variable},
    polled,
    support::{World, colones, done, key, morning, number, sale, sold, straight},
};

const NAMES: &[&str] = &[
    "cancelled",
    "committed",
    "came to an end",
    "leaked",
    "lost",
    "double",
];

/// More awaits than any of the verbs has.
const POLLS: usize = 41;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dropped_at_any_await_happened_or_did_not_and_leaves_nothing_open() {
    attack(1).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long; see the head of tests/cancel/main.rs"]
async fn what_is_dropped_again_and_again_happened_or_did_not_and_leaves_nothing_open() {
    attack(variable("BANCA_ROUNDS", 50)).await;
}

async fn attack(rounds: u64) {
    let mut figures = Figures::of("cancel", 0, NAMES);
    for _ in 0..rounds {
        let stage = Stage::set().await;
        stage.sell(&mut figures).await;
        stage.sell_with_new_connections(&mut figures).await;
        stage.cancel(&mut figures).await;
        stage.pay(&mut figures).await;
        stage.close(&mut figures).await;
        stage.world.books_hold().await;
    }
    for name in ["leaked", "lost", "double"] {
        assert_eq!(figures.count(name), 0, "{figures}");
    }
    figures.print();
}

struct Stage {
    world: World,
    /// A seller and an administrator, each with a second console that is never cut.
    marta: House,
    ana: House,
    /// On sale until the afternoon.
    draw: DrawId,
    /// Drawn in the morning.
    early: DrawId,
}

/// When the early draw takes place.
fn early() -> chrono::DateTime<chrono::Utc> {
    morning() + TimeDelta::hours(1)
}

impl Stage {
    async fn set() -> Stage {
        let world = World::new().await;
        let marta = world.signed_in("marta").await;
        let open = Request::OpenDrawer {
            key: key(),
            float: colones(2_000_000),
        };
        done(&marta, open).await;
        Stage {
            draw: world
                .open_draw("Tica", morning() + TimeDelta::hours(5))
                .await,
            early: world.open_draw("Nica", early()).await,
            ana: world.signed_in("ana").await,
            marta,
            world,
        }
    }

    async fn sell(&self, figures: &mut Figures) {
        for polls in 1..POLLS {
            let asked = sale(&[self.draw], vec![straight(23, 100), straight(45, 100)]);
            if self
                .dropped(&self.marta, Request::Sell(asked), polls, figures)
                .await
            {
                return;
            }
        }
        panic!("a sale never came to its end");
    }

    /// The same where connecting and reading the rules are part of it.
    async fn sell_with_new_connections(&self, figures: &mut Figures) {
        for polls in 1..POLLS {
            let house = self.world.signed_in_at("marta", "caja-marta").await;
            let asked = sale(&[self.draw], vec![straight(23, 100)]);
            let ended = self
                .dropped(&house, Request::Sell(asked), polls, figures)
                .await;
            house.close().await;
            if ended {
                return;
            }
        }
        panic!("a sale never came to its end");
    }

    async fn cancel(&self, figures: &mut Figures) {
        for polls in 1..POLLS {
            let code = self.ticket(self.draw).await;
            let asked = CancelTicket {
                key: key(),
                code,
                reason: "error".to_owned(),
                approval: None,
            };
            if self
                .dropped(&self.marta, Request::CancelTicket(asked), polls, figures)
                .await
            {
                return;
            }
        }
        panic!("a cancellation never came to its end");
    }

    async fn pay(&self, figures: &mut Figures) {
        let mut winners = Vec::new();
        for _ in 1..POLLS {
            winners.push(self.ticket(self.early).await);
        }
        self.world.freeze(early() + TimeDelta::minutes(1)).await;
        self.settle().await;
        for (before, code) in winners.into_iter().enumerate() {
            let asked = Pay {
                key: key(),
                code,
                amount: None,
                method: PayMethod::Cash,
                notes: String::new(),
                expected_remaining: None,
                approval: None,
            };
            if self
                .dropped(&self.marta, Request::Pay(asked), before + 1, figures)
                .await
            {
                return;
            }
        }
        panic!("a payment never came to its end");
    }

    async fn close(&self, figures: &mut Figures) {
        let mut draws = Vec::new();
        for index in 1..POLLS {
            let at =
                morning() + TimeDelta::hours(2) + TimeDelta::seconds(index.try_into().unwrap());
            let draw = self.world.open_draw("Tica", at).await;
            self.ticket(draw).await;
            draws.push(draw);
        }
        self.world.freeze(morning() + TimeDelta::hours(3)).await;
        for (before, draw) in draws.into_iter().enumerate() {
            let asked = Request::CloseDraw {
                key: key(),
                draw,
                reason: None,
                approval: None,
            };
            if self.dropped(&self.ana, asked, before + 1, figures).await {
                return;
            }
        }
        panic!("a close never came to its end");
    }

    /// Drops a request after so many polls and looks what is left of it; true if it had come to its end.
    async fn dropped(
        &self,
        house: &House,
        request: Request,
        polls: usize,
        figures: &mut Figures,
    ) -> bool {
        let command = request.key().unwrap();
        let ended = polled(house.handle(request.clone()), polls).await;
        rested(house).await;
        let mut owner = self.world.owner().await;
        figures.add("leaked", usize::from(in_transaction(&mut owner).await));
        // Somebody else's work over the same connections.
        let next = done(house, Request::Outcome { key: command }).await;
        let before = match next {
            Answer::Outcome(Outcome::Committed { answer }) => Some(*answer),
            Answer::Outcome(Outcome::Absent) => None,
            other => panic!("not an outcome: {other:?}"),
        };
        let after = done(house, request).await;
        if let Some(before) = &before {
            assert_eq!(
                *before,
                after.clone().cached(),
                "the repeat answers the same"
            );
        }
        figures.add("lost", usize::from(!is_kept(&mut owner, command).await));
        match ended {
            None => {
                figures.add("cancelled", 1);
                figures.add("committed", usize::from(before.is_some()));
                false
            }
            Some(Reply::Done(_)) => {
                figures.add("came to an end", 1);
                assert!(before.is_some(), "what was acknowledged is there");
                true
            }
            Some(other) => panic!("{other:?}"),
        }
    }

    async fn ticket(&self, draw: DrawId) -> TicketCode {
        let asked = sale(&[draw], vec![straight(23, 100)]);
        sold(&self.marta, asked).await.tickets[0].code
    }

    /// Two administrators settle the early draw.
    async fn settle(&self) {
        let olga = self.world.signed_in("olga").await;
        let (draw, result) = (
            self.early,
            DrawResult {
                number: number(23),
                outcome: None,
            },
        );
        let close = Request::CloseDraw {
            key: key(),
            draw,
            reason: None,
            approval: None,
        };
        done(&self.ana, close).await;
        let enter = Request::EnterResult {
            key: key(),
            draw,
            result: result.clone(),
            reason: None,
        };
        done(&olga, enter).await;
        let confirm = Request::ConfirmResult {
            key: key(),
            draw,
            result,
        };
        done(&self.ana, confirm).await;
        olga.close().await;
    }
}

/// Waits until every connection is back in the pool.
async fn rested(house: &House) {
    let seat: Arc<_> = house.seat().unwrap();
    while usize::try_from(seat.pool().size()).unwrap() != seat.pool().num_idle() {
        tokio::task::yield_now().await;
    }
}

/// Whether a console's connection stands in an open transaction, now that all of them rest.
async fn in_transaction(owner: &mut PgConnection) -> bool {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM pg_stat_activity
                         WHERE datname = current_database() AND state LIKE 'idle in transaction%')",
    )
    .fetch_one(owner)
    .await
    .unwrap()
}

/// Whether a command is there for everybody.
async fn is_kept(owner: &mut PgConnection, key: CommandKey) -> bool {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM command WHERE command_id = $1 AND answer IS NOT NULL)",
    )
    .bind(key.raw())
    .fetch_one(owner)
    .await
    .unwrap()
}
