//! Many cashiers at once on the same winning tickets, and cancellations that race the close: a prize is paid once, and a
//! ticket is paid or cancelled, never both.

use std::{sync::Arc, time::Instant};

use banca::{
    domain::{DrawResult, PayMethod, TicketCode},
    ops::{Answer, CancelTicket, House, Pay, Refusal, Reply, Request},
};
use chrono::TimeDelta;
use sqlx::Row;

use super::{Random, audit::broken, sellers};
use crate::support::{World, colones, done, key, morning, number, sale, sold, straight};

/// What came of it.
#[derive(Debug, Default)]
pub struct Payers {
    /// Payments and cancellations that were tried.
    pub tried: usize,
    /// Payments that were done.
    pub paid: usize,
    /// Tickets that were cancelled in time.
    pub cancelled: usize,
    /// Prizes of which more or less than the prize was paid.
    pub wrong: i64,
    /// Tickets that were cancelled and paid.
    pub both: i64,
    /// Answers that a house in order never gives.
    pub failed: Vec<String>,
    /// Identities of the books that do not hold.
    pub broken: Vec<String>,
    /// How long it took.
    pub seconds: f64,
}

/// Sells `tickets` winners, lets a third be cancelled while the draw closes, then lets every cashier try to pay each of
/// them, whole or in part.
pub async fn race(world: &World, cashiers: usize, tickets: usize, seed: u64) -> Payers {
    let at = morning() + TimeDelta::hours(5);
    let draw = world.open_draw("Tica", at).await;
    let houses = sellers(world, cashiers).await;
    let mut codes = Vec::new();
    for turn in 0..tickets {
        let sold = sold(
            &houses[turn % cashiers],
            sale(&[draw], vec![straight(23, 100)]),
        )
        .await;
        codes.push(sold.tickets[0].code);
    }
    let mut payers = Payers::default();
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for (turn, code) in codes.iter().enumerate().filter(|(turn, _)| turn % 3 == 0) {
        let (house, code) = (Arc::clone(&houses[turn % cashiers]), *code);
        tasks.push(tokio::spawn(async move { cancel(&house, code).await }));
    }
    // The close begins when the first are cancelled and the others are in flight.
    let mut owner = world.owner().await;
    let cancelled = "SELECT EXISTS (SELECT FROM ticket WHERE state = 'CANCELLED')";
    while !sqlx::query_scalar::<_, bool>(cancelled)
        .fetch_one(&mut owner)
        .await
        .expect("tickets can be read")
    {}
    sqlx::query("SELECT close_draw($1, $2)")
        .bind(world.banca.raw())
        .bind(draw.raw())
        .execute(&mut owner)
        .await
        .expect("the draw is closed");
    world.freeze(at + TimeDelta::minutes(1)).await;
    for task in tasks {
        payers.tried += 1;
        match task.await.expect("a cashier ends") {
            Ok(cancelled) => payers.cancelled += usize::from(cancelled),
            Err(why) => payers.failed.push(why),
        }
    }
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    let result = DrawResult {
        number: number(23),
        outcome: Some("BLANCA".to_owned()),
    };
    let enter = Request::EnterResult {
        key: key(),
        draw,
        result: result.clone(),
        reason: None,
    };
    done(&ana, enter).await;
    done(
        &olga,
        Request::ConfirmResult {
            key: key(),
            draw,
            result,
        },
    )
    .await;
    let mut tasks = Vec::new();
    for (turn, house) in houses.iter().enumerate() {
        let random = Random(seed.wrapping_add(turn as u64));
        tasks.push(tokio::spawn(pay_all(
            Arc::clone(house),
            codes.clone(),
            random,
        )));
    }
    for task in tasks {
        let (tried, paid, failed) = task.await.expect("a cashier ends");
        payers.tried += tried;
        payers.paid += paid;
        payers.failed.extend(failed);
    }
    payers.seconds = begun.elapsed().as_secs_f64();
    for house in houses {
        house.close().await;
    }
    look(world, &mut payers)
        .await
        .expect("the books can be read");
    payers
}

/// Whether a ticket was cancelled in time.
async fn cancel(house: &House, code: TicketCode) -> Result<bool, String> {
    let cancel = CancelTicket {
        key: key(),
        code,
        reason: "otro".to_owned(),
        approval: None,
    };
    match house.handle(Request::CancelTicket(cancel)).await {
        Reply::Done(_) => Ok(true),
        Reply::Refused(why) if matches!(why.as_slice(), [Refusal::CancelTooLate { .. }]) => {
            Ok(false)
        }
        other => Err(format!("{other:?}")),
    }
}

/// Tries every ticket in an order of the own, until nothing remains of it.
async fn pay_all(
    house: Arc<House>,
    mut codes: Vec<TicketCode>,
    mut random: Random,
) -> (usize, usize, Vec<String>) {
    for at in (1..codes.len()).rev() {
        codes.swap(at, random.below(at + 1));
    }
    let (mut tried, mut paid, mut failed) = (0, 0, Vec::new());
    for code in codes {
        loop {
            tried += 1;
            let amount = (random.below(2) == 0).then(|| colones(4_250));
            let pay = Pay {
                key: key(),
                code,
                amount,
                method: if random.below(4) == 0 {
                    PayMethod::Transfer
                } else {
                    PayMethod::Cash
                },
                notes: String::new(),
                expected_remaining: None,
                approval: None,
            };
            match house.handle(Request::Pay(pay)).await {
                Reply::Done(answer) => {
                    paid += 1;
                    if let Answer::Paid(step) = *answer
                        && step.prize.remaining.is_zero()
                    {
                        break;
                    }
                }
                Reply::Refused(why) => {
                    if !matches!(
                        why.as_slice(),
                        [Refusal::Prize(_)
                            | Refusal::TicketNotPayable { .. }
                            | Refusal::InsufficientCash { .. }]
                    ) {
                        failed.push(format!("{why:?}"));
                    }
                    break;
                }
                Reply::Failed(fault) => {
                    failed.push(fault.to_string());
                    break;
                }
            }
        }
    }
    (tried, paid, failed)
}

/// Looks at what is there when everybody has left.
async fn look(world: &World, payers: &mut Payers) -> Result<(), sqlx::Error> {
    let mut owner = world.owner().await;
    let row = sqlx::query(
        "WITH paid AS (
             SELECT t.ticket_id, t.state, a.prize,
                    (SELECT coalesce(sum(p.amount), 0) FROM payout p WHERE p.ticket_id = t.ticket_id) AS paid
               FROM ticket t LEFT JOIN award a ON a.ticket_id = t.ticket_id AND a.mark <> 'REVERSED')
         SELECT count(*) FILTER (WHERE paid > 0 AND paid IS DISTINCT FROM prize),
                count(*) FILTER (WHERE state = 'CANCELLED' AND paid > 0)
           FROM paid",
    )
    .fetch_one(&mut owner)
    .await?;
    payers.wrong = row.get(0);
    payers.both = row.get(1);
    payers.broken = broken(&mut owner).await?;
    Ok(())
}
