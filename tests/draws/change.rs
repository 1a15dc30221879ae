//! Draws that move, wait or are made by hand, and days without draws.

use banca::{
    domain::{DrawId, DrawState, SaleProblem, view::DrawFilter},
    ops::{
        Answer, ChangeDraw, DrawChange, EndHoliday, House, PlannedDraw, Refusal, Request,
        SaveHoliday, SpecialDraw,
    },
};
use chrono::{DateTime, Days, TimeDelta, Utc};
use uuid::Uuid;

use super::{
    close, figure, noon, row,
    support::{World, colones, done, key, morning, refused, sale, sold, straight},
};

fn change(draw: DrawId, change: DrawChange) -> Request {
    Request::ChangeDraw(ChangeDraw {
        key: key(),
        draw,
        change,
        reason: "aviso de la lotería".to_owned(),
    })
}

fn to(at: DateTime<Utc>) -> DrawChange {
    DrawChange::Time { at, cutoff: None }
}

async fn plan(house: &House, days: u16) -> Vec<PlannedDraw> {
    match done(house, Request::PreviewDraws { days }).await {
        Answer::Generated(rows) => rows,
        other => panic!("not a plan: {other:?}"),
    }
}

#[tokio::test]
async fn a_draw_moves_with_its_tickets_and_is_sold_until_its_new_cutoff() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    let ana = world.signed_in("ana").await;
    let before = row(&ana, draw).await;
    let later = noon() + TimeDelta::hours(1);
    done(&ana, change(draw, to(later))).await;
    let after = row(&ana, draw).await;
    assert_eq!(after.at, later);
    assert_eq!(after.at - after.cutoff, before.at - before.cutoff);
    assert_eq!((after.tickets, after.sold), (1, colones(500)));
    let step = after.step.expect("the move is told");
    assert_eq!(step.before, Some(before.at));
    assert_eq!(step.by, "Ana Jiménez");
    world.books_hold().await;
    // Past its old cutoff it is sold still, and it is closed at the new one.
    world.freeze(noon()).await;
    sold(&marta, sale(&[draw], vec![straight(45, 300)])).await;
    world.freeze(later).await;
    let seal = close(&ana, draw).await;
    assert_eq!(seal.stakes, colones(800));
    assert!(matches!(
        refused(&ana, change(draw, to(later + TimeDelta::hours(2)))).await[..],
        [Refusal::DrawState { .. }]
    ));
    world.books_hold().await;
}

#[tokio::test]
async fn a_draw_does_not_move_into_the_past_or_onto_another() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    world.open_draw("Nica", noon() + TimeDelta::hours(2)).await;
    let ana = world.signed_in("ana").await;
    for at in [morning() - TimeDelta::hours(1), morning()] {
        assert!(matches!(
            refused(&ana, change(draw, to(at))).await[..],
            [Refusal::Field { .. }]
        ));
    }
    let onto = change(draw, to(noon() + TimeDelta::hours(2)));
    assert!(matches!(
        refused(&ana, onto).await[..],
        [Refusal::Taken { .. }]
    ));
    let vera = world.signed_in("vera").await;
    assert!(matches!(
        refused(&vera, change(draw, DrawChange::Held)).await[..],
        [Refusal::NotAllowed { .. }]
    ));
}

#[tokio::test]
async fn a_moved_draw_is_not_made_again_where_it_stood() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    done(&ana, Request::Tick).await;
    let made = figure(&world, "SELECT count(*) FROM draw").await;
    let tomorrow = Request::Draws(DrawFilter {
        from: morning().date_naive().checked_add_days(Days::new(1)),
        ..DrawFilter::default()
    });
    let Answer::Draws(rows) = done(&ana, tomorrow).await else {
        panic!("no draws");
    };
    let moved = &rows[0];
    assert_eq!(moved.state, DrawState::Scheduled);
    let at = moved.at + TimeDelta::minutes(7);
    done(&ana, change(moved.id, to(at))).await;
    done(&ana, Request::Tick).await;
    assert_eq!(figure(&world, "SELECT count(*) FROM draw").await, made);
    let rows = plan(&ana, 3).await;
    let stood = |row: &&PlannedDraw| row.lottery == moved.name && row.at == moved.at;
    assert!(rows.iter().find(stood).is_some_and(|row| row.exists));
    world.books_hold().await;
}

#[tokio::test]
async fn nothing_is_sold_of_a_held_draw_until_it_goes_on() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    let ana = world.signed_in("ana").await;
    assert!(matches!(
        refused(&ana, change(draw, DrawChange::OnSale)).await[..],
        [Refusal::DrawState { .. }]
    ));
    done(&ana, change(draw, DrawChange::Held)).await;
    assert!(row(&ana, draw).await.suspended);
    let asked = sale(&[draw], vec![straight(23, 500)]);
    for request in [Request::Quote(asked.clone()), Request::Sell(asked.clone())] {
        assert_eq!(
            refused(&marta, request).await,
            [Refusal::Sale(SaleProblem::DrawSuspended { draw })]
        );
    }
    assert_eq!(figure(&world, "SELECT count(*) FROM ticket").await, 0);
    world.books_hold().await;
    done(&ana, change(draw, DrawChange::OnSale)).await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    world.books_hold().await;
}

#[tokio::test]
async fn a_special_draw_has_its_own_name_and_hour() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let at = noon() + TimeDelta::minutes(33);
    let draw = DrawId::new(Uuid::now_v7());
    let asked = SpecialDraw {
        key: key(),
        draw,
        lottery: world.lottery("Nica").await,
        name: "Aniversario".to_owned(),
        at,
        cutoff: Some(at - TimeDelta::minutes(1)),
    };
    done(&ana, Request::SpecialDraw(asked.clone())).await;
    let twice = SpecialDraw {
        key: key(),
        draw: DrawId::new(Uuid::now_v7()),
        ..asked
    };
    assert!(matches!(
        refused(&ana, Request::SpecialDraw(twice)).await[..],
        [Refusal::Taken { .. }]
    ));
    done(&ana, Request::OpenDraw { key: key(), draw }).await;
    let made = row(&ana, draw).await;
    assert!(made.special);
    assert_eq!(
        (made.name.as_str(), made.state),
        ("Aniversario", DrawState::Open)
    );
    assert_eq!(made.cutoff, at - TimeDelta::minutes(1));
    let marta = world.seller("marta").await;
    let ticket = sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    assert_eq!(ticket.tickets[0].lottery, "Aniversario");
    let name = "Aniversario 50".to_owned();
    done(&ana, change(draw, DrawChange::Name { name })).await;
    assert_eq!(row(&ana, draw).await.name, "Aniversario 50");
    world.books_hold().await;
}

#[tokio::test]
async fn a_holiday_is_left_out_and_shown_as_such_until_it_is_taken_back() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let day = morning()
        .date_naive()
        .checked_add_days(Days::new(2))
        .expect("a day");
    let asked = SaveHoliday {
        key: key(),
        holiday: Uuid::now_v7().into(),
        lottery: None,
        day,
        name: "Viernes Santo".to_owned(),
    };
    done(&ana, Request::SaveHoliday(asked.clone())).await;
    let again = SaveHoliday {
        key: key(),
        holiday: Uuid::now_v7().into(),
        ..asked.clone()
    };
    assert!(matches!(
        refused(&ana, Request::SaveHoliday(again)).await[..],
        [Refusal::Taken { .. }]
    ));
    let past = SaveHoliday {
        key: key(),
        holiday: Uuid::now_v7().into(),
        day: day - Days::new(9),
        ..asked.clone()
    };
    assert!(matches!(
        refused(&ana, Request::SaveHoliday(past)).await[..],
        [Refusal::Field { .. }]
    ));
    let rows = plan(&ana, 4).await;
    let (free, busy): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.holiday.is_some());
    assert!(!free.is_empty() && !busy.is_empty());
    assert!(
        free.iter()
            .all(|row| row.holiday.as_deref() == Some("Viernes Santo"))
    );
    done(&ana, Request::Tick).await;
    let on_the_day =
        "SELECT count(*) FROM draw WHERE business_date = (SELECT max(day) FROM holiday)";
    assert_eq!(figure(&world, on_the_day).await, 0);
    let end = EndHoliday {
        key: key(),
        holiday: asked.holiday,
    };
    done(&ana, Request::EndHoliday(end.clone())).await;
    let twice = EndHoliday { key: key(), ..end };
    assert!(matches!(
        refused(&ana, Request::EndHoliday(twice)).await[..],
        [Refusal::NotFound { .. }]
    ));
    done(&ana, Request::Tick).await;
    assert!(figure(&world, on_the_day).await > 0);
    world.books_hold().await;
}
