//! Sessions: who sees and ends whose, what the ended console hears, and accounts that locked themselves.

use crate::support::{PIN, World, done, key, morning, refused};
use banca::{
    domain::{Right, Role},
    ops::{
        Answer, EndSessions, House, Refusal, Reply, Request, Secret, SessionRow, SignIn, Thing,
        UnlockUser, UserRow,
    },
};
use chrono::TimeDelta;

async fn live(house: &House) -> Vec<SessionRow> {
    match done(house, Request::Sessions).await {
        Answer::Sessions(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn names(rows: &[SessionRow]) -> Vec<&str> {
    let mut names: Vec<&str> = rows.iter().map(|row| row.username.as_str()).collect();
    names.sort_unstable();
    names
}

fn end(row: &SessionRow, one: bool) -> EndSessions {
    EndSessions {
        key: key(),
        user: row.user,
        session: one.then_some(row.session),
        reason: "se perdió la tableta".to_owned(),
    }
}

fn of<'a>(rows: &'a [SessionRow], username: &str) -> &'a SessionRow {
    rows.iter()
        .find(|row| row.username == username)
        .expect("a session")
}

#[tokio::test]
async fn an_administrator_sees_all_sessions_a_shop_its_own_and_a_seller_none() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let vera = world.signed_in("vera").await;
    let marta = world.signed_in_at("marta", "caja 7").await;
    let luis = world.signed_in("luis").await;
    let all = live(&ana).await;
    assert_eq!(names(&all), ["ana", "luis", "marta", "vera"]);
    let row = of(&all, "marta");
    assert_eq!(
        (row.terminal.as_str(), row.ventana.as_str()),
        ("caja 7", "Centro")
    );
    assert_eq!(row.door, "console");
    assert!(!row.own);
    assert!(of(&all, "ana").own);
    assert_eq!(names(&live(&vera).await), ["marta", "vera"]);
    let no = refused(&marta, Request::Sessions).await;
    assert!(matches!(
        no[..],
        [Refusal::NotAllowed {
            right: Right::ManageUsers,
            role: Role::Vendedor
        }]
    ));
    for house in [ana, vera, marta, luis] {
        house.close().await;
    }
    let ana = world.signed_in("ana").await;
    assert_eq!(names(&live(&ana).await), ["ana"], "who left is not there");
    ana.close().await;
}

#[tokio::test]
async fn an_ended_session_is_told_who_ended_it_and_does_nothing_any_more() {
    let world = World::new().await;
    let vera = world.signed_in("vera").await;
    let marta = world.signed_in("marta").await;
    let again = world.signed_in_at("marta", "otra").await;
    let rows = live(&vera).await;
    let row = rows.iter().find(|row| row.terminal == "otra").unwrap();
    let asked = end(row, true);
    done(&vera, Request::EndSessions(asked.clone())).await;
    done(&vera, Request::EndSessions(asked)).await;
    let over = again.handle(Request::Pulse).await;
    let Reply::Refused(why) = over else {
        panic!("{over:?}");
    };
    assert!(
        matches!(&why[..], [Refusal::SessionRevoked { by, .. }] if by == "Vera Solís"),
        "{why:?}"
    );
    assert!(
        matches!(marta.handle(Request::Pulse).await, Reply::Done(_)),
        "the other goes on"
    );
    let rows = live(&vera).await;
    done(&vera, Request::EndSessions(end(of(&rows, "marta"), false))).await;
    assert!(matches!(
        marta.handle(Request::Desk).await,
        Reply::Refused(_)
    ));
    let mut owner = world.owner().await;
    let logged: Vec<(String, String)> = sqlx::query_as(
        "SELECT target, note FROM activity WHERE action = 'session.revoked' ORDER BY at",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(logged.len(), 2, "once each, however often it was asked");
    assert!(
        logged
            .iter()
            .all(|(target, note)| target == "marta" && note.contains("tableta"))
    );
    for house in [vera, marta, again] {
        house.close().await;
    }
    world.books_hold().await;
}

#[tokio::test]
async fn nobody_ends_the_own_session_this_way_nor_one_out_of_reach() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let vera = world.signed_in("vera").await;
    let luis = world.signed_in("luis").await;
    let all = live(&ana).await;
    assert_eq!(
        refused(&ana, Request::EndSessions(end(of(&all, "ana"), true))).await,
        [Refusal::OwnAccount]
    );
    let foreign = refused(&vera, Request::EndSessions(end(of(&all, "luis"), true))).await;
    assert_eq!(foreign, [Refusal::NotFound { what: Thing::User }]);
    let above = refused(&vera, Request::EndSessions(end(of(&all, "ana"), true))).await;
    assert!(
        matches!(
            above[..],
            [Refusal::NotAllowed {
                right: Right::RunHouse,
                ..
            }]
        ),
        "{above:?}"
    );
    let mut gone = end(of(&all, "luis"), true);
    done(&ana, Request::EndSessions(gone.clone())).await;
    gone.key = key();
    let twice = refused(&ana, Request::EndSessions(gone)).await;
    assert_eq!(
        twice,
        [Refusal::NotFound {
            what: Thing::Session
        }]
    );
    // What has ended stays ended, whoever writes.
    let mut owner = world.owner().await;
    let raised = sqlx::query("UPDATE session SET ended_at = NULL WHERE ended_at IS NOT NULL")
        .execute(&mut owner)
        .await;
    assert!(raised.is_err());
    for house in [ana, vera, luis] {
        house.close().await;
    }
}

#[tokio::test]
async fn who_locked_the_own_account_is_let_in_by_those_who_may() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let rita = world.signed_in("rita").await;
    let door = world.door();
    for _ in 0..5 {
        let asked = SignIn {
            username: "marta".to_owned(),
            pin: Secret::new("0000"),
            terminal: "caja 1".to_owned(),
        };
        assert!(matches!(
            door.handle(Request::SignIn(asked)).await,
            Reply::Refused(_)
        ));
    }
    let users = async |house: &House| -> Vec<UserRow> {
        match done(house, Request::Users).await {
            Answer::Users(rows) => rows,
            other => panic!("{other:?}"),
        }
    };
    let rows = users(&ana).await;
    let marta = rows.iter().find(|row| row.username == "marta").unwrap();
    assert!(marta.locked_until.is_some());
    let asked = |house| UnlockUser {
        key: key(),
        user: house,
    };
    let foreign = refused(&rita, Request::UnlockUser(asked(marta.id))).await;
    assert_eq!(foreign, [Refusal::NotFound { what: Thing::User }]);
    done(&ana, Request::UnlockUser(asked(marta.id))).await;
    let rows = users(&ana).await;
    let marta = rows.iter().find(|row| row.username == "marta").unwrap();
    assert!(marta.locked_until.is_none());
    let back = world.signed_in("marta").await;
    for house in [ana, rita, back] {
        house.close().await;
    }
    world.books_hold().await;
}

#[tokio::test]
async fn a_session_tells_when_it_was_last_seen_and_whether_it_is_locked() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let marta = world.signed_in("marta").await;
    let began = morning();
    let marta_of = async || {
        let rows = live(&ana).await;
        let row = of(&rows, "marta");
        (row.seen, row.locked)
    };
    assert_eq!(
        marta_of().await,
        (Some(began), None),
        "it was seen when it began"
    );

    let later = began + TimeDelta::minutes(7);
    world.freeze(later).await;
    done(&marta, Request::Pulse).await;
    assert_eq!(marta_of().await, (Some(later), None));
    // The console writes it down once a minute, the database never more often.
    world.freeze(later + TimeDelta::seconds(2)).await;
    done(&marta, Request::Pulse).await;
    assert_eq!(marta_of().await.0, Some(later));

    let locked = later + TimeDelta::minutes(3);
    world.freeze(locked).await;
    done(&marta, Request::Lock).await;
    done(&marta, Request::Lock).await;
    assert_eq!(marta_of().await, (Some(locked), Some(locked)));
    let wrong = Secret::new("1357");
    refused(&marta, Request::Unlock { pin: wrong }).await;
    assert_eq!(
        marta_of().await.1,
        Some(locked),
        "a wrong PIN opens nothing"
    );
    let pin = Secret::new(PIN);
    done(&marta, Request::Unlock { pin }).await;
    assert_eq!(marta_of().await.1, None);

    let mut owner = world.owner().await;
    for query in [
        "UPDATE session SET user_id = gen_random_uuid()",
        "UPDATE session SET started_at = started_at - interval '1 day'",
    ] {
        assert!(sqlx::query(query).execute(&mut owner).await.is_err());
    }
    let mut vera = world.stranger().await;
    let of_nobody = sqlx::query("UPDATE session SET seen_at = now()")
        .execute(&mut vera)
        .await;
    assert!(
        of_nobody.is_err(),
        "nobody says of another when they were seen"
    );
    ana.close().await;
    marta.close().await;
}
