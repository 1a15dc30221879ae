//! Requests that mean something, with any part of them replaced, put to a house on a real PostgreSQL. It answers each: done,
//! or refused in words. A fault would say that the database refused what the rules let through.

use banca::{
    domain::{DrawId, TicketCode},
    ops::{House, Reply, Request},
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    attack::{Dice, Figures, variable},
    support::{World, key, morning, sale, sold, straight},
    targets::door::{NAMES, REQUESTS, with_things},
};

/// What a part is replaced by: the ends of ranges, forms of another kind, and texts that end or begin something.
fn odd(dice: &mut Dice) -> Value {
    let texts = [
        "",
        " ",
        "0",
        "-1",
        "99",
        "007",
        "ana",
        "banca",
        "cash",
        "straight",
        "\0",
        "\u{1b}[2J",
        "\u{202e}x",
        "''; --",
        "0001-01-01",
        "1900-02-29",
        "9999-12-31",
        "+262142-12-31",
        "-262143-01-01",
        "2026-11-16",
        "24:00:00",
        "23:59:59.999999999",
        "+262142-12-31T23:59:59Z",
        "-262143-01-01T00:00:00Z",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "000000000000",
        "0.000001",
        "1000000",
        "100",
        "100.0000001",
        "79228162514264337593543950335",
        "America/New_York",
        "ADMIN",
        "VENTANA",
        "Sun",
    ];
    let numbers = [
        0,
        1,
        -1,
        99,
        100,
        255,
        256,
        1_000,
        32_767,
        32_768,
        65_535,
        2_147_483_647,
        2_147_483_648,
        900_719_925_474_099,
        9_007_199_254_740_991,
        i64::MAX,
        i64::MIN,
    ];
    match dice.below(8) {
        0 => Value::Null,
        1 => json!(dice.below(2) == 0),
        2 => json!([]),
        3 => json!("ñ🂡".repeat(usize::from(dice.small(700)))),
        4 | 5 => json!(texts[usize::from(dice.small(texts.len() as u16))]),
        _ => json!(numbers[usize::from(dice.small(numbers.len() as u16))]),
    }
}

/// How many parts a value has, itself included.
fn parts(value: &Value) -> u64 {
    1 + match value {
        Value::Array(list) => list.iter().map(parts).sum(),
        Value::Object(fields) => fields.values().map(parts).sum(),
        _ => 0,
    }
}

/// Changes the part at a place, counted from the outside.
fn change(value: &mut Value, place: &mut u64, dice: &mut Dice) {
    if *place == 0 {
        match value {
            // A list with its first many times is another list; a field that is missing is another request.
            Value::Array(list) if !list.is_empty() && dice.below(2) == 0 => {
                let (first, times) = (list[0].clone(), 1 + usize::from(dice.small(600)));
                list.extend(std::iter::repeat_n(first, times));
            }
            Value::Object(fields) if !fields.is_empty() => {
                let name = fields
                    .keys()
                    .nth(usize::from(dice.small(fields.len() as u16)))
                    .cloned();
                fields.remove(&name.expect("it has fields"));
            }
            _ => *value = odd(dice),
        }
    }
    *place = place.wrapping_sub(1);
    match value {
        Value::Array(list) => list.iter_mut().for_each(|part| change(part, place, dice)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|part| change(part, place, dice)),
        _ => {}
    }
}

/// What the requests speak of.
struct Things(Vec<(&'static str, String)>);

impl Things {
    /// A house with a ticket in an open draw, and one in a closed draw.
    async fn of(world: &World, marta: &House) -> Things {
        let noon = morning() + TimeDelta::hours(5);
        let (draw, closed) = (
            world.open_draw("Tica", noon).await,
            world.open_draw("Nica", noon).await,
        );
        let sell = async |draw: DrawId| -> TicketCode {
            sold(marta, sale(&[draw], vec![straight(23, 500)]))
                .await
                .tickets[0]
                .code
        };
        let code = sell(draw).await;
        sell(closed).await;
        let mut owner = world.owner().await;
        sqlx::query("SELECT close_draw($1, $2)")
            .bind(world.banca.raw())
            .bind(closed.raw())
            .execute(&mut owner)
            .await
            .expect("the draw closes");
        let row: (Uuid, Uuid) = sqlx::query_as(
            "SELECT l.lottery_id, m.multiplier_id FROM lottery l JOIN multiplier m USING (banca_id, lottery_id)
              WHERE l.name = 'Tica' LIMIT 1",
        )
        .fetch_one(&mut owner)
        .await
        .expect("a lottery with a price");
        let drawer: Uuid = sqlx::query_scalar("SELECT drawer_id FROM drawer")
            .fetch_one(&mut owner)
            .await
            .expect("a drawer");
        Things(vec![
            ("DRAW", draw.raw().to_string()),
            ("CLOSED", closed.raw().to_string()),
            ("123456789018", code.digits()),
            ("LOTTERY", row.0.to_string()),
            ("MULTIPLIER", row.1.to_string()),
            ("DRAWER", drawer.to_string()),
            ("VENTANA", world.ventanas[0].raw().to_string()),
            ("BANCA", world.banca.raw().to_string()),
            ("USER", world.user("marta").await.raw().to_string()),
            ("PAYOUT", Uuid::now_v7().to_string()),
            ("LIMIT", Uuid::now_v7().to_string()),
        ])
    }

    /// A request with the things put in for their names, under a fresh key.
    fn named(&self, line: &str) -> Value {
        let (key, other) = (key().raw().to_string(), Uuid::now_v7().to_string());
        let mut all = self.0.clone();
        all.extend([("KEY", key), ("OTHER", other)]);
        serde_json::from_str(&with_things(line, &all)).expect("a request is JSON")
    }
}

/// Requests that end a session would end the run.
fn stays(request: &Request) -> bool {
    !matches!(
        request,
        Request::SignOut | Request::SignIn(_) | Request::Verify
    )
}

#[test]
fn there_is_a_request_of_each_kind() {
    let wrong = serde_json::from_str::<Request>(r#"{"request":"?"}"#)
        .expect_err("it is none")
        .to_string();
    let kinds = wrong.split('`').skip(3).step_by(2);
    for kind in kinds {
        let begins = format!(r#"{{"request":"{kind}""#);
        let line = REQUESTS.lines().find(|line| line.starts_with(&begins));
        let things = NAMES.map(|name| (name, Uuid::now_v7().to_string()));
        let text = with_things(
            line.unwrap_or_else(|| panic!("no {kind} among the requests")),
            &things,
        );
        serde_json::from_str::<Request>(&text).unwrap_or_else(|why| panic!("{text}: {why}"));
    }
}

async fn run(wanted: impl Fn(&Figures) -> bool, (mut dice, seed): (Dice, u64)) {
    let world = World::new().await;
    let marta = world.seller("marta").await;
    let things = Things::of(&world, &marta).await;
    let people = [
        marta,
        world.signed_in("vera").await,
        world.signed_in("ana").await,
        world.door(),
    ];
    let lines: Vec<&str> = REQUESTS.lines().collect();
    let mut figures = Figures::of("requests", seed, &["asked", "done", "refused", "failed"]);
    while wanted(&figures) {
        let mut value = things.named(lines[usize::from(dice.small(lines.len() as u16))]);
        for _ in 0..dice.below(4) {
            let mut place = 1 + dice.below(parts(&value) - 1).min(parts(&value));
            change(&mut value, &mut place, &mut dice);
        }
        let Ok(request) = serde_json::from_value::<Request>(value.clone()) else {
            continue;
        };
        if !stays(&request) {
            continue;
        }
        figures.add("asked", 1);
        let house = &people[usize::from(dice.small(4))];
        match house.handle(request).await {
            Reply::Done(_) => figures.add("done", 1),
            Reply::Refused(_) => figures.add("refused", 1),
            Reply::Failed(fault) => {
                eprintln!("{fault}: {value}");
                figures.add("failed", 1);
            }
        }
    }
    figures.print();
    assert_eq!(figures.count("failed"), 0, "{figures}");
    world.books_hold().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_answers_every_request_and_its_books_hold() {
    let seed = variable("BANCA_SEED", super::ALWAYS);
    run(
        |figures| figures.count("asked") < 400,
        (Dice::from(seed), seed),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "minutes"]
async fn a_house_answers_for_long() {
    run(|figures| !figures.is_over_after(60), Dice::thrown()).await;
}
