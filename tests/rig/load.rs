//! Many sellers at once: numbers as people like them, several draws at a time in any order, cancellations, limits that
//! change and draws that close meanwhile.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use banca::{
    domain::{DrawId, ScopeId, TicketCode},
    ops::{Answer, CancelTicket, FaultKind, House, Refusal, Reply, Request},
};
use chrono::TimeDelta;
use uuid::Uuid;

use super::{Random, ceiling, sellers};
use crate::support::{World, key, morning, sale, straight};

/// The most liked number. Its limit never changes and its tickets are never cancelled, so that what stands at the end is
/// the most that ever stood.
pub const HOT: u16 = 0;

/// How much is asked of the house.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Sellers at once, each on a connection of the own.
    pub sellers: usize,
    /// Sales that each of them tries.
    pub sales: usize,
    /// Draws; all but the last are closed on the way.
    pub draws: usize,
    /// The limit on the most liked number, in colones.
    pub hot: i64,
    /// Where the random numbers begin.
    pub seed: u64,
}

/// What was answered.
#[derive(Debug, Default)]
pub struct Answered {
    /// Tickets that were acknowledged.
    pub tickets: Vec<TicketCode>,
    /// Of those, cancelled.
    pub cancelled: Vec<TicketCode>,
    /// Refusals, of sales and cancellations.
    pub refused: usize,
    /// Changes of limits.
    pub limits: usize,
    /// Draws that were closed.
    pub closed: usize,
    /// Answers that a house in order never gives.
    pub failed: Vec<String>,
    /// How long it took.
    pub seconds: f64,
}

impl Answered {
    fn take(&mut self, other: Answered) {
        self.tickets.extend(other.tickets);
        self.cancelled.extend(other.cancelled);
        self.refused += other.refused;
        self.limits += other.limits;
        self.failed.extend(other.failed);
    }
}

/// What all of them see: the draws, which of them is the first that is open, and how many sales were tried.
struct Field {
    draws: Vec<DrawId>,
    open: AtomicUsize,
    tried: AtomicUsize,
    all: usize,
}

/// Lets a house bear a load. Draws are made for it.
pub async fn bear(world: &World, load: Load) -> Answered {
    let mut draws = Vec::new();
    for turn in 0..load.draws {
        let at =
            morning() + TimeDelta::hours(5) + TimeDelta::minutes(i64::try_from(turn).expect("few"));
        draws.push(
            world
                .open_draw(if turn % 2 == 0 { "Tica" } else { "Nica" }, at)
                .await,
        );
    }
    let ana = world.signed_in("ana").await;
    let hot = ceiling(ScopeId::Banca(world.banca), None, vec![HOT], load.hot);
    crate::support::done(
        &ana,
        Request::SaveLimit {
            key: key(),
            rule: Box::new(hot),
        },
    )
    .await;
    let houses = sellers(world, load.sellers).await;
    let field = Arc::new(Field {
        draws,
        open: AtomicUsize::new(0),
        tried: AtomicUsize::new(0),
        all: load.sellers * load.sales,
    });
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for (turn, house) in houses.iter().enumerate() {
        let random = Random(load.seed.wrapping_mul(1_000).wrapping_add(turn as u64));
        tasks.push(tokio::spawn(sell(
            Arc::clone(house),
            Arc::clone(&field),
            random,
            load.sales,
        )));
    }
    let changes = tokio::spawn(change_limits(
        ana,
        ScopeId::Banca(world.banca),
        Arc::clone(&field),
        Random(load.seed),
    ));
    let mut answered = Answered::default();
    answered.closed = close_on_the_way(world, &field, &mut answered.failed).await;
    for task in tasks {
        answered.take(task.await.expect("a seller ends"));
    }
    answered.take(changes.await.expect("the administrator ends"));
    answered.seconds = begun.elapsed().as_secs_f64();
    for house in houses {
        house.close().await;
    }
    answered
}

async fn sell(house: Arc<House>, field: Arc<Field>, mut random: Random, sales: usize) -> Answered {
    let mut answered = Answered::default();
    for _ in 0..sales {
        let open = field.open.load(Ordering::SeqCst);
        let mut draws: Vec<DrawId> = field.draws[open..]
            .iter()
            .take(1 + random.below(3))
            .copied()
            .collect();
        if random.below(2) == 0 {
            draws.reverse();
        }
        let numbers: Vec<u16> = (0..=random.below(4)).map(|_| random.zipf()).collect();
        let bets = numbers
            .iter()
            .map(|number| straight(*number, 100 * (1 + i64::from(*number % 3))))
            .collect();
        let reply = house.handle(Request::Sell(sale(&draws, bets))).await;
        field.tried.fetch_add(1, Ordering::SeqCst);
        let Some(Answer::Sold(sold)) = heard(reply, &mut answered) else {
            continue;
        };
        let codes: Vec<TicketCode> = sold.tickets.iter().map(|ticket| ticket.code).collect();
        answered.tickets.extend(&codes);
        if !numbers.contains(&HOT) && random.below(10) == 0 {
            let cancel = CancelTicket {
                key: key(),
                code: codes[0],
                reason: "otro".to_owned(),
                approval: None,
            };
            if heard(
                house.handle(Request::CancelTicket(cancel)).await,
                &mut answered,
            )
            .is_some()
            {
                answered.cancelled.push(codes[0]);
            }
        }
    }
    answered
}

/// An answer, if it was done; else what else it was is kept.
fn heard(reply: Reply, answered: &mut Answered) -> Option<Answer> {
    match reply {
        Reply::Done(answer) => return Some(*answer),
        Reply::Refused(why) if why.iter().all(expected) => answered.refused += 1,
        Reply::Refused(why) => answered.failed.push(format!("{why:?}")),
        Reply::Failed(fault) if fault.kind == FaultKind::Busy => {
            answered.failed.push("busy".to_owned())
        }
        Reply::Failed(fault) => answered.failed.push(fault.to_string()),
    }
    None
}

/// A refusal that this load gives cause for.
fn expected(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Sale(_) | Refusal::CancelTooLate { .. })
}

/// Sets limits on the next most liked numbers up and down until everybody has sold.
async fn change_limits(
    ana: House,
    scope: ScopeId,
    field: Arc<Field>,
    mut random: Random,
) -> Answered {
    let mut answered = Answered::default();
    let mut known: Vec<Uuid> = Vec::new();
    while field.tried.load(Ordering::SeqCst) < field.all {
        let number = 1 + u16::try_from(random.below(8)).expect("small");
        let mut rule = ceiling(
            scope,
            None,
            vec![number],
            100 * i64::try_from(1 + random.below(400)).expect("small"),
        );
        let request = if known.len() > 8 {
            let gone = known.swap_remove(random.below(known.len()));
            Request::EndLimit {
                key: key(),
                rule: gone.into(),
            }
        } else {
            rule.id = Uuid::now_v7().into();
            known.push(rule.id.raw());
            Request::SaveLimit {
                key: key(),
                rule: Box::new(rule),
            }
        };
        if heard(ana.handle(request).await, &mut answered).is_some() {
            answered.limits += 1;
        }
    }
    ana.close().await;
    answered
}

/// Closes the draws one after the other while they are sold, the last one left out.
async fn close_on_the_way(world: &World, field: &Field, failed: &mut Vec<String>) -> usize {
    let mut owner = world.owner().await;
    let last = field.draws.len() - 1;
    let mut closed = 0;
    for (turn, draw) in field.draws[..last].iter().enumerate() {
        while field.tried.load(Ordering::SeqCst) * field.draws.len() < field.all * (turn + 1) {
            tokio::task::yield_now().await;
        }
        let done = sqlx::query("SELECT close_draw($1, $2)")
            .bind(world.banca.raw())
            .bind(draw.raw())
            .execute(&mut owner)
            .await;
        match done {
            Ok(_) => closed += 1,
            Err(why) => failed.push(why.to_string()),
        }
        field.open.store(turn + 1, Ordering::SeqCst);
    }
    closed
}
