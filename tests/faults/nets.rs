//! The nets: small pieces of the attacks, each ending with the books, which tell what they found.

use std::sync::Arc;

use banca::{
    domain::{DrawId, DrawResult, Money, PayMethod, Right, ScopeId, TicketCode},
    ops::{Answer, CancelTicket, House, Pay, Reply, Request},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sqlx::{Connection, Executor};
use uuid::Uuid;

use crate::{
    rig::{
        audit::{broken, deadlocks},
        ceiling,
        client::Client,
        gate::{Gate, Seen},
        sellers,
    },
    support::{World, colones, consented, done, key, morning, number, sale, sold, straight},
};

/// A net.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Net {
    /// Two sell the same numbers at once.
    Crowd,
    /// Two sell what is left for one.
    LastStake,
    /// A draw is closed while it is sold.
    Close,
    /// A transaction begins before the cutoff and sells after it.
    Cutoff,
    /// One key comes twice, with the same content and with other.
    Key,
    /// A ticket is cancelled.
    Cancel,
    /// A client that is not ours pays what is paid.
    PayAgain,
    /// A client that is not ours rounds in its own favour.
    Rounding,
    /// A result is corrected.
    Correction,
    /// A limit is lifted with a consent.
    Consent,
    /// A transaction writes to the log before the sealer comes and ends after it.
    Late,
    /// A client that is not ours takes more out of a drawer than there is.
    Overdraft,
}

/// The number that is bet on.
const HOT: u16 = 23;

impl Net {
    /// All nets.
    pub const ALL: [Net; 12] = [
        Net::Crowd,
        Net::LastStake,
        Net::Close,
        Net::Cutoff,
        Net::Key,
        Net::Cancel,
        Net::PayAgain,
        Net::Rounding,
        Net::Correction,
        Net::Consent,
        Net::Late,
        Net::Overdraft,
    ];

    /// Casts the net over a house and tells what it caught, the broken identities of the books at the end.
    pub async fn cast(self, world: &World) -> Vec<String> {
        let draw = world.open_draw("Tica", noon()).await;
        let mut caught = match self {
            Net::Crowd => crowd(world, draw).await,
            Net::LastStake => last_stake(world, draw).await,
            Net::Close => close(world, draw).await,
            Net::Cutoff => cutoff(world).await,
            Net::Key => one_key(world, draw).await,
            Net::Cancel => cancel(world, draw).await,
            Net::PayAgain => pay_again(world, draw).await,
            Net::Rounding => rounding(world, draw).await,
            Net::Correction => correction(world, draw).await,
            Net::Consent => consent(world, draw).await,
            Net::Late => late(world).await,
            Net::Overdraft => overdraft(world, draw).await,
        };
        caught.extend(
            broken(&mut world.owner().await)
                .await
                .expect("the books can be read"),
        );
        caught
    }
}

fn noon() -> DateTime<Utc> {
    morning() + TimeDelta::hours(5)
}

async fn ask(house: Arc<House>, request: Request) -> Reply {
    house.handle(request).await
}

/// Two sell the same sixteen numbers, the counter of one of which is held: in the one order the second waits behind the
/// first, in any other each comes to hold what the other needs.
async fn crowd(world: &World, draw: DrawId) -> Vec<String> {
    let houses = sellers(world, 2).await;
    let asked = || {
        Request::Sell(sale(
            &[draw],
            (10..26).map(|value| straight(value, 100)).collect(),
        ))
    };
    for house in &houses {
        done(house, asked()).await;
    }
    let counter = "SELECT 1 FROM exposure WHERE scope_rank = 3 AND number = 18 FOR UPDATE";
    // Where the second one comes to stand is chance; eight chances are enough.
    for _ in 0..8 {
        let mut gate = Gate::shut(world, counter).await;
        let (first, a) = gate.stops(ask(Arc::clone(&houses[0]), asked())).await;
        let either = [first, gate.pid()];
        let second = gate
            .watch(&either, ask(Arc::clone(&houses[1]), asked()))
            .await;
        gate.open().await;
        // What the others' order does to an answer is counted by the server.
        a.await.expect("a seller ends");
        if let Seen::Waits(_, b) = second {
            b.await.expect("a seller ends");
        }
    }
    for house in houses {
        house.close().await;
    }
    match deadlocks(world).await.expect("the server counts") {
        0 => Vec::new(),
        count => vec![format!("deadlocks {count}")],
    }
}

async fn last_stake(world: &World, draw: DrawId) -> Vec<String> {
    let (marta, juan) = (
        Arc::new(world.seller("marta").await),
        Arc::new(world.seller("juan").await),
    );
    for house in [&marta, &juan] {
        sold(house, sale(&[draw], vec![straight(HOT, 100)])).await;
    }
    let ana = world.signed_in("ana").await;
    let rule = ceiling(ScopeId::Banca(world.banca), None, vec![HOT], 700);
    done(
        &ana,
        Request::SaveLimit {
            key: key(),
            rule: Box::new(rule),
        },
    )
    .await;
    let counter =
        format!("SELECT 1 FROM exposure WHERE scope_rank = 3 AND number = {HOT} FOR UPDATE");
    let asked = || Request::Sell(sale(&[draw], vec![straight(HOT, 500)]));
    let mut gate = Gate::shut(world, &counter).await;
    let (first, a) = gate.stops(ask(marta, asked())).await;
    let (_, b) = gate.behind(first, ask(juan, asked())).await;
    gate.open().await;
    let answers = [a.await.expect("an answer"), b.await.expect("an answer")];
    match answers.iter().all(|reply| matches!(reply, Reply::Done(_))) {
        true => vec!["the last stake was sold twice".to_owned()],
        false => Vec::new(),
    }
}

async fn close(world: &World, draw: DrawId) -> Vec<String> {
    let marta = Arc::new(world.seller("marta").await);
    sold(&marta, sale(&[draw], vec![straight(HOT, 100)])).await;
    let counter =
        format!("SELECT 1 FROM exposure WHERE scope_rank = 3 AND number = {HOT} FOR UPDATE");
    let mut gate = Gate::shut(world, &counter).await;
    let (first, selling) = gate
        .stops(ask(
            marta,
            Request::Sell(sale(&[draw], vec![straight(HOT, 100)])),
        ))
        .await;
    let (mut owner, banca) = (world.owner().await, world.banca.raw());
    let closing = async move {
        sqlx::query("SELECT close_draw($1, $2)")
            .bind(banca)
            .bind(draw.raw())
            .execute(&mut owner)
            .await
    };
    let mut caught = Vec::new();
    let waits = match gate.watch(&[first], closing).await {
        Seen::Waits(_, task) => Some(task),
        Seen::Ended(_) => {
            caught.push("the close did not wait for the sale in flight".to_owned());
            None
        }
    };
    gate.open().await;
    selling.await.expect("an answer");
    if let Some(task) = waits {
        task.await.expect("it ends").expect("the draw is closed");
    }
    caught
}

async fn cutoff(world: &World) -> Vec<String> {
    let marta = world.seller("marta").await;
    let mut client = Client::of(world, "marta").await;
    // The clock runs; the cutoff is a second away, and a transaction begins before it.
    let ahead = morning() - Utc::now();
    world.clock_runs(ahead).await;
    let soon: DateTime<Utc> =
        sqlx::query_scalar("SELECT banca_now() + interval '5 minutes 1 second'")
            .fetch_one(&mut world.owner().await)
            .await
            .expect("the clock can be read");
    let draw = world.open_draw("Tica", soon).await;
    let document = client.document(draw, HOT, 100).await;
    client.say("BEGIN").await.expect("a transaction begins");
    client.say("SELECT 1").await.expect("it is alive");
    let mut owner = world.owner().await;
    let over = "SELECT clock_timestamp() + clock_offset >= (SELECT cutoff FROM draw WHERE draw_id = $1) FROM installation";
    while !sqlx::query_scalar::<_, bool>(over)
        .bind(draw.raw())
        .fetch_one(&mut owner)
        .await
        .expect("a clock")
    {}
    let sold = client.sell(&document).await;
    let kept = client.say("COMMIT").await;
    marta.close().await;
    match (sold, kept) {
        (Ok(_), Ok(_)) => vec!["a late ticket was sold".to_owned()],
        _ => Vec::new(),
    }
}

async fn one_key(world: &World, draw: DrawId) -> Vec<String> {
    let marta = world.seller("marta").await;
    let one = sale(&[draw], vec![straight(HOT, 100)]);
    let mut other = one.clone();
    other.bets = vec![straight(HOT, 200)];
    sold(&marta, one.clone()).await;
    world.freeze(morning() + TimeDelta::minutes(1)).await;
    let mut caught = Vec::new();
    match marta.handle(Request::Sell(one)).await {
        Reply::Done(answer) if matches!(&*answer, Answer::Sold(sold) if sold.cached) => {}
        _ => caught.push("the same command again: not the stored answer".to_owned()),
    }
    if let Reply::Done(_) = marta.handle(Request::Sell(other)).await {
        caught.push("other content under the same key was answered".to_owned());
    }
    caught
}

async fn cancel(world: &World, draw: DrawId) -> Vec<String> {
    let marta = world.seller("marta").await;
    let code = sold(&marta, sale(&[draw], vec![straight(HOT, 100)]))
        .await
        .tickets[0]
        .code;
    let cancel = CancelTicket {
        key: key(),
        code,
        reason: "otro".to_owned(),
        approval: None,
    };
    done(&marta, Request::CancelTicket(cancel)).await;
    Vec::new()
}

/// Sells a winner, closes the draw and types its result.
async fn winner(world: &World, marta: &House, draw: DrawId) -> TicketCode {
    let code = sold(marta, sale(&[draw], vec![straight(HOT, 100)]))
        .await
        .tickets[0]
        .code;
    world.freeze(noon() + TimeDelta::minutes(1)).await;
    let ana = world.signed_in("ana").await;
    done(&ana, Request::Tick).await;
    ana.close().await;
    evaluate(world, draw, HOT, None).await;
    code
}

async fn evaluate(world: &World, draw: DrawId, value: u16, reason: Option<String>) {
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    let result = DrawResult {
        number: number(value),
        outcome: Some("BLANCA".to_owned()),
    };
    let enter = Request::EnterResult {
        key: key(),
        draw,
        result: result.clone(),
        reason,
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
}

async fn pay_again(world: &World, draw: DrawId) -> Vec<String> {
    let marta = world.seller("marta").await;
    let code = winner(world, &marta, draw).await;
    let pay = Pay {
        key: key(),
        code,
        amount: None,
        method: PayMethod::Cash,
        notes: String::new(),
        expected_remaining: None,
        approval: None,
    };
    done(&marta, Request::Pay(pay)).await;
    let mut client = Client::of(world, "marta").await;
    let again = "INSERT INTO payout SELECT banca_id, gen_random_uuid(), award_id, ticket_id, code, draw_id, business_date,
                        seq + 1::smallint, amount, method, notes, ventana_id, vendedor_id, user_id, drawer_id,
                        gen_random_uuid(), NULL, at FROM payout";
    match client.say(again).await {
        Ok(_) => vec!["a prize was paid again".to_owned()],
        Err(_) => Vec::new(),
    }
}

async fn rounding(world: &World, draw: DrawId) -> Vec<String> {
    world
        .set_commission(3, world.banca.raw(), "vendedor", 6)
        .await;
    let _marta = world.seller("marta").await;
    let mut client = Client::of(world, "marta").await;
    let mut document = client.document(draw, HOT, 100).await;
    let seller = sqlx::query_scalar::<_, Uuid>("SELECT my_user()")
        .fetch_one(&mut client.db)
        .await
        .expect("a user");
    // Six percent of 100.00 and a céntimo more, in the bet, the ticket and the legs.
    let more = Money::try_from_cents(601).expect("small");
    let ticket = &mut document["tickets"][0];
    ticket["vendedor"] = json!(more);
    ticket["bets"][0]["vendedor"] = json!(more);
    ticket["bets"][0]["vendedor_percent"] = json!(6);
    let book = ticket["legs"][0]["book"].clone();
    ticket["legs"].as_array_mut().expect("legs").push(json!({
        "code": "J06", "book": book, "debit": 5120, "debit_key": Uuid::nil(), "credit": 2320, "credit_key": seller,
        "amount": more,
    }));
    match client.sell(&document).await {
        Ok(_) => vec!["a commission of one's own was sold".to_owned()],
        Err(why) if why.starts_with("BA409") => Vec::new(),
        Err(why) => vec![why],
    }
}

async fn correction(world: &World, draw: DrawId) -> Vec<String> {
    let marta = world.seller("marta").await;
    winner(world, &marta, draw).await;
    evaluate(world, draw, 45, Some("acta".to_owned())).await;
    Vec::new()
}

async fn consent(world: &World, draw: DrawId) -> Vec<String> {
    let marta = world.seller("marta").await;
    let ana = world.signed_in("ana").await;
    let mut rule = ceiling(ScopeId::Banca(world.banca), None, vec![HOT], 100);
    rule.liftable = true;
    done(
        &ana,
        Request::SaveLimit {
            key: key(),
            rule: Box::new(rule),
        },
    )
    .await;
    let mut asked = sale(&[draw], vec![straight(HOT, 500)]);
    let lift = consented(
        &marta,
        "vera",
        Right::LiftLimit,
        asked.key,
        "",
        Some(colones(500)),
    )
    .await;
    asked.approval = Some(lift);
    sold(&marta, asked).await;
    Vec::new()
}

async fn late(world: &World) -> Vec<String> {
    let (mut slow, mut quick, mut sealer) = (
        world.owner().await,
        world.owner().await,
        world.owner().await,
    );
    let log = "INSERT INTO activity (banca_id, business_date, activity_id, action)
               SELECT banca_id, business_date(banca_id, NULL, banca_now()), gen_random_uuid(), 'test' FROM banca";
    let seal = "SELECT seal_activity(banca_id, 1000) FROM banca";
    sealer
        .execute("SELECT ensure_partitions(business_date(banca_id, NULL, banca_now())) FROM banca")
        .await
        .expect("the log has a place");
    // What stands in the log from an earlier run of the server is sealed first, a run at a time, before what is asked here.
    loop {
        let more: Option<bool> = sqlx::query_scalar(seal)
            .fetch_one(&mut sealer)
            .await
            .expect("what was there is sealed");
        match more {
            Some(true) => {}
            Some(false) => break,
            None => panic!("another one seals this house"),
        }
    }
    let mut open = slow.begin().await.expect("a transaction begins");
    open.execute(log).await.expect("it writes to the log");
    quick.execute(log).await.expect("another one writes");
    sealer.execute(seal).await.expect("the log is sealed");
    open.commit().await.expect("the first one ends");
    sealer.execute(seal).await.expect("the log is sealed again");
    // What is caught is told by the books.
    Vec::new()
}

async fn overdraft(world: &World, draw: DrawId) -> Vec<String> {
    let marta = world.seller("marta").await;
    let _ = sold(&marta, sale(&[draw], vec![straight(HOT, 100)])).await;
    // No console gets so far: what it may post is asked before. The check on the account is the last one behind that.
    let mut owner = world.owner().await;
    let taken = sqlx::query(
        "SELECT book_legs(d.banca_id, gen_random_uuid(), gen_random_uuid(), 'moved', 1::smallint,
                          business_date(d.banca_id, d.ventana_id, banca_now()),
                          jsonb_build_array(jsonb_build_object('code', 'J47', 'book', d.ventana_id, 'debit', 1110,
                              'debit_key', '00000000-0000-0000-0000-000000000000', 'credit', 1100,
                              'credit_key', d.drawer_id, 'amount', 100000000)))
           FROM drawer d",
    )
    .execute(&mut owner)
    .await;
    match taken {
        Ok(_) => vec!["a drawer went below nothing".to_owned()],
        Err(_) => Vec::new(),
    }
}
