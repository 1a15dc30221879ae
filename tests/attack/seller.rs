//! A seller who remembers every answer, and asks what became of a sale that was not answered.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use banca::{
    domain::{CommandKey, DrawId, LimitEffect, LimitRule, LimitRuleId, ScopeId, TicketCode},
    ops::{Answer, House, Outcome, Refusal, Reply, Request, Sell},
};
use chrono::TimeDelta;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::Dice;
use crate::support::{World, colones, done, key, morning, sale, straight};

/// The number that everybody wants, so that its limit is reached.
pub const HOT: u16 = 23;

/// A seller at a terminal.
#[derive(Clone)]
pub struct Seller {
    /// The username; the terminal is named after it.
    pub name: String,
    /// The seller's console.
    pub house: Arc<House>,
}

/// What a seller remembers of a shift.
#[derive(Debug, Default)]
pub struct Shift {
    /// Sales that were answered, with the code on the paper.
    pub acknowledged: Vec<(CommandKey, TicketCode)>,
    /// Sales whose answer never came.
    pub unknown: Vec<Sell>,
    /// Sales that a limit refused.
    pub refused: usize,
    /// The seller's console was killed at work.
    pub killed: bool,
}

/// What was told about a sale whose answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The key under which it is sold now, or refused.
    pub key: CommandKey,
    /// The key was said to be committed.
    pub committed: bool,
    /// The sale was given up under its key and made anew under another.
    pub given_up: bool,
    /// The key was said to be absent, and yet its repeat was answered from memory.
    pub late: bool,
    /// The ticket; none where the repeat was refused by a limit.
    pub code: Option<TicketCode>,
}

/// Makes sellers of Centro with open drawers, beside those of the template.
pub async fn sellers(world: &World, count: usize) -> Vec<Seller> {
    let mut all = Vec::new();
    for index in 0..count {
        all.push(seller(world, index).await);
    }
    all
}

/// Makes one of them.
pub async fn seller(world: &World, index: usize) -> Seller {
    let name = format!("v{index:02}");
    sqlx::query(
        "INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, salt, verifier_hash)
         SELECT banca_id, $1, $2, $2, role, ventana_id, salt, verifier_hash FROM app_user WHERE username = 'marta'",
    )
    .bind(Uuid::now_v7())
    .bind(&name)
    .execute(&mut world.owner().await)
    .await
    .unwrap();
    let house = Arc::new(world.seller(&name).await);
    Seller { name, house }
}

/// Limits the hot number in the whole house, for each draw.
pub async fn limit_hot(world: &World, amount: i64) {
    let ana = world.signed_in("ana").await;
    let rule = LimitRule {
        numbers: vec![HOT],
        ..LimitRule::new(
            LimitRuleId::new(Uuid::now_v7()),
            ScopeId::Banca(world.banca),
            LimitEffect::Accumulated {
                amount: colones(amount),
                per_seller: false,
            },
        )
    };
    done(
        &ana,
        Request::SaveLimit {
            key: key(),
            rule: Box::new(rule),
        },
    )
    .await;
    ana.close().await;
}

/// An open draw for one cycle of an attack.
pub async fn draw_of_cycle(world: &World, cycle: u64) -> DrawId {
    let second = i64::try_from(cycle).unwrap();
    let at = morning() + TimeDelta::hours(5) + TimeDelta::seconds(second);
    world.open_draw("Tica", at).await
}

impl Seller {
    /// A ticket of one to four bets, every third with the hot number.
    pub fn ticket(draw: DrawId, dice: &mut Dice) -> Sell {
        let mut bets = vec![straight(dice.small(100), 100)];
        for _ in 0..dice.below(4) {
            bets.push(straight(
                dice.small(100),
                100 + i64::from(dice.small(3)) * 100,
            ));
        }
        if dice.below(3) == 0 {
            bets[0] = straight(HOT, 500);
        }
        sale(&[draw], bets)
    }

    /// Sells until `enough` is said, whatever becomes of the answers; every answer is announced.
    pub async fn sell(
        &self,
        draw: DrawId,
        mut dice: Dice,
        enough: &AtomicBool,
        answered: &Semaphore,
    ) -> Shift {
        let mut shift = Shift::default();
        while !enough.load(Ordering::SeqCst) {
            let asked = Seller::ticket(draw, &mut dice);
            match self.house.handle(Request::Sell(asked.clone())).await {
                Reply::Done(answer) => {
                    shift.acknowledged.push((asked.key, code_in(&answer)));
                    answered.add_permits(1);
                }
                Reply::Refused(why) => {
                    only_limits(&why);
                    shift.refused += 1;
                }
                Reply::Failed(_) => {
                    // The next sale may find a connection that lives.
                    shift.unknown.push(asked);
                    tokio::task::yield_now().await;
                }
            }
        }
        shift
    }
}

/// The code in the answer to a sale of one ticket.
pub fn code_in(answer: &Answer) -> TicketCode {
    match answer {
        Answer::Sold(sold) if sold.tickets.len() == 1 => sold.tickets[0].code,
        other => panic!("not the sale of one ticket: {other:?}"),
    }
}

/// Asserts that a sale was refused for what it asked, not for what befell it.
pub fn only_limits(why: &[Refusal]) {
    let limits = why.iter().all(|one| matches!(one, Refusal::Sale(_)));
    assert!(limits && !why.is_empty(), "{why:?}");
}

/// Asks what became of a sale. One that was not made is sent again under its key, or is given up and sent under another, as
/// the console does; a coin decides which.
pub async fn resolve(house: &House, asked: &Sell) -> Told {
    if asked.key.raw().as_bytes()[15].is_multiple_of(2) {
        return give_up(house, asked).await;
    }
    let outcome = answered(house, Request::Outcome { key: asked.key }).await;
    let before = match outcome {
        Reply::Done(answer) => match *answer {
            Answer::Outcome(Outcome::Committed { answer }) => Some(code_in(&answer)),
            Answer::Outcome(Outcome::Absent) => None,
            other => panic!("not an outcome: {other:?}"),
        },
        other => panic!("not an outcome: {other:?}"),
    };
    match answered(house, Request::Sell(asked.clone())).await {
        Reply::Done(answer) => {
            let code = code_in(&answer);
            let cached = matches!(*answer, Answer::Sold(ref sold) if sold.cached);
            if let Some(before) = before {
                assert_eq!(before, code, "the repeat answers the same ticket");
                assert!(cached, "a committed sale is not made again");
            }
            Told {
                key: asked.key,
                committed: before.is_some(),
                given_up: false,
                late: before.is_none() && cached,
                code: Some(code),
            }
        }
        Reply::Refused(why) => {
            only_limits(&why);
            assert_eq!(before, None, "a committed sale is never refused: {why:?}");
            Told {
                key: asked.key,
                committed: false,
                given_up: false,
                late: false,
                code: None,
            }
        }
        Reply::Failed(fault) => panic!("{fault}"),
    }
}

/// Gives a sale up where it was not made, and makes it anew: nothing of the first may come any more.
async fn give_up(house: &House, asked: &Sell) -> Told {
    let outcome = match answered(house, Request::GiveUp { key: asked.key }).await {
        Reply::Done(answer) => *answer,
        other => panic!("not an outcome: {other:?}"),
    };
    let anew = match outcome {
        Answer::Outcome(Outcome::Committed { answer }) => {
            return Told {
                key: asked.key,
                committed: true,
                given_up: false,
                late: false,
                code: Some(code_in(&answer)),
            };
        }
        Answer::Outcome(Outcome::GivenUp) => Sell {
            key: key(),
            ..asked.clone()
        },
        other => panic!("not an outcome: {other:?}"),
    };
    let code = match answered(house, Request::Sell(anew.clone())).await {
        Reply::Done(answer) => Some(code_in(&answer)),
        Reply::Refused(why) => {
            only_limits(&why);
            None
        }
        Reply::Failed(fault) => panic!("{fault}"),
    };
    Told {
        key: anew.key,
        committed: false,
        given_up: true,
        late: false,
        code,
    }
}

/// Asks until the world answers; a console does the same, with pauses.
pub async fn answered(house: &House, request: Request) -> Reply {
    let mut last = None;
    for _ in 0..100 {
        match house.handle(request.clone()).await {
            Reply::Failed(fault) => last = Some(fault),
            reply => return reply,
        }
        tokio::task::yield_now().await;
    }
    panic!("never answered: {last:?}")
}
