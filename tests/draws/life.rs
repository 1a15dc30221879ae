//! Opening, closing and the seal.

use banca::{
    domain::{DrawEvent, DrawId, DrawState, Right, SaleProblem, view::DrawFilter},
    ops::{Answer, Approve, FieldProblem, Refusal, Request, Secret, Thing},
};
use chrono::TimeDelta;
use sqlx::{Connection, Executor};
use uuid::Uuid;

use super::{
    close, noon, row,
    support::{PIN, World, consented, done, key, refused, sale, sold, straight},
};

#[tokio::test]
async fn a_draw_is_opened_once_and_freezes_its_lotterys_rules() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    done(
        &ana,
        Request::GenerateDraws {
            key: key(),
            days: 1,
        },
    )
    .await;
    let draws = done(&ana, Request::Draws(DrawFilter::default())).await;
    let Answer::Draws(draws) = draws else {
        panic!("not draws")
    };
    let tica = draws.iter().find(|draw| draw.name == "Tica").unwrap();
    assert_eq!(tica.state, DrawState::Scheduled);
    assert_eq!(tica.outcomes, ["ROJA", "BLANCA"]);

    let draw = tica.id;
    assert_eq!(
        done(&ana, Request::OpenDraw { key: key(), draw }).await,
        Answer::Saved
    );
    assert_eq!(
        refused(&ana, Request::OpenDraw { key: key(), draw }).await,
        [Refusal::DrawState {
            event: DrawEvent::Open,
            state: DrawState::Open
        }]
    );
    let mut owner = world.owner().await;
    let changed =
        sqlx::query("UPDATE draw SET rules = rules || '{\"min_bet\": 1}' WHERE draw_id = $1")
            .bind(draw.raw())
            .execute(&mut owner)
            .await;
    assert!(changed.is_err(), "an opened draw keeps its rules");

    // A draw whose sale is over is not opened any more.
    let nica = draws.iter().find(|draw| draw.name == "Nica").unwrap();
    world.freeze(nica.cutoff).await;
    assert_eq!(
        refused(
            &ana,
            Request::OpenDraw {
                key: key(),
                draw: nica.id
            }
        )
        .await,
        [Refusal::Sale(SaleProblem::PastCutoff {
            draw: nica.id,
            cutoff: nica.cutoff
        })]
    );
    let unknown = DrawId::new(Uuid::now_v7());
    assert_eq!(
        refused(
            &ana,
            Request::OpenDraw {
                key: key(),
                draw: unknown
            }
        )
        .await,
        [Refusal::NotFound { what: Thing::Draw }]
    );
}

#[tokio::test]
async fn closing_before_the_cutoff_takes_a_reason_and_another_administrator() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let key = key();
    let early = |reason: Option<&str>, approval| Request::CloseDraw {
        key,
        draw,
        reason: reason.map(str::to_owned),
        approval,
    };
    let needs_approval = Refusal::NeedsApproval {
        right: Right::CloseDrawEarly,
        target: draw.to_string(),
        amount: None,
        limit: None,
    };
    assert_eq!(
        refused(&ana, early(None, None)).await,
        [
            Refusal::Field {
                field: "reason".to_owned(),
                problem: FieldProblem::Missing
            },
            needs_approval.clone()
        ]
    );
    assert_eq!(
        refused(&ana, early(Some("apagón"), None)).await,
        [needs_approval]
    );
    for (username, no) in [
        ("ana", Refusal::OwnApproval),
        (
            "vera",
            Refusal::CannotApprove {
                right: Right::CloseDrawEarly,
            },
        ),
    ] {
        let asked = Approve {
            right: Right::CloseDrawEarly,
            key,
            target: draw.to_string(),
            amount: None,
            reason: String::new(),
            username: username.to_owned(),
            pin: Secret::new(PIN),
        };
        assert_eq!(refused(&ana, Request::Approve(asked)).await, [no]);
    }
    // A consent to another draw is none to this one.
    let other = consented(&ana, "olga", Right::CloseDrawEarly, key, "otro", None).await;
    assert_eq!(
        refused(&ana, early(Some("apagón"), Some(other))).await,
        [Refusal::ApprovalInvalid]
    );
    let target = draw.to_string();
    let approval = consented(&ana, "olga", Right::CloseDrawEarly, key, &target, None).await;
    let answer = done(&ana, early(Some("apagón"), Some(approval))).await;
    assert!(matches!(answer, Answer::Closed(_)));
    assert_eq!(row(&ana, draw).await.state, DrawState::Closed);
    assert_eq!(
        refused(
            &ana,
            Request::CloseDraw {
                key: super::key(),
                draw,
                reason: None,
                approval: None
            }
        )
        .await,
        [Refusal::DrawState {
            event: DrawEvent::Close,
            state: DrawState::Closed
        }]
    );
}

#[tokio::test]
async fn only_administrators_run_draws() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    for username in ["vera", "marta"] {
        let house = world.signed_in(username).await;
        for asked in [
            Request::OpenDraw { key: key(), draw },
            Request::CloseDraw {
                key: key(),
                draw,
                reason: Some("x".to_owned()),
                approval: None,
            },
            super::enter(draw, &super::result(23, Some("ROJA")), None),
            super::confirm(draw, &super::result(23, Some("ROJA"))),
        ] {
            let no = refused(&house, asked).await;
            assert!(matches!(no[..], [Refusal::NotAllowed { .. }]), "{no:?}");
        }
    }
}

#[tokio::test]
async fn a_seal_covers_every_ticket_and_shows_a_changed_byte() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let luis = world.seller("luis").await;
    for (house, stake) in [(&marta, 500), (&luis, 700), (&marta, 300)] {
        sold(house, sale(&[draw], vec![straight(23, stake)])).await;
    }
    world.freeze(noon()).await;
    let ana = world.signed_in("ana").await;
    let seal = close(&ana, draw).await;
    assert_eq!(
        (seal.tickets, seal.stakes),
        (3, super::support::colones(1_500))
    );
    assert_eq!(
        seal.previous, "",
        "the first seal of a house has none before it"
    );
    let listed = row(&ana, draw).await;
    assert_eq!((listed.tickets, listed.sold), (3, seal.stakes));
    assert_eq!(listed.seal.as_deref(), Some(seal.short.as_str()));
    assert_eq!(
        row(&marta, draw).await.tickets,
        2,
        "a seller counts the own tickets"
    );

    let recomputed = "SELECT encode(sha256(s.previous || i.hashes), 'hex') = encode(s.root, 'hex')
                        FROM draw_seal s CROSS JOIN LATERAL draw_seal_input(s.banca_id, s.draw_id) i";
    let mut owner = world.owner().await;
    let holds: bool = sqlx::query_scalar(recomputed)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert!(holds);
    owner
        .execute("SET session_replication_role = replica; UPDATE ticket SET hash = set_byte(hash, 0, (get_byte(hash, 0) + 1) % 256) WHERE serial = 1 AND total = 70000")
        .await
        .unwrap();
    let holds: bool = sqlx::query_scalar(recomputed)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert!(!holds);
}

#[tokio::test]
async fn seals_form_one_chain() {
    let world = World::new().await;
    let first = world.open_draw("Tica", noon()).await;
    let second = world.open_draw("Nica", noon()).await;
    world.freeze(noon()).await;
    let ana = world.signed_in("ana").await;
    let root = close(&ana, first).await.root;
    assert_eq!(close(&ana, second).await.previous, root);
}

#[tokio::test]
async fn a_close_waits_for_sales_in_flight_but_not_for_long() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    world.freeze(noon() + TimeDelta::minutes(1)).await;
    let ana = world.signed_in("ana").await;
    let mut sale = world.owner().await;
    let mut in_flight = sale.begin().await.unwrap();
    sqlx::query("SELECT fence_draw_shared(fence) FROM draw WHERE draw_id = $1")
        .bind(draw.raw())
        .execute(&mut *in_flight)
        .await
        .unwrap();
    let key = key();
    let asked = Request::CloseDraw {
        key,
        draw,
        reason: None,
        approval: None,
    };
    assert_eq!(
        refused(&ana, asked.clone()).await,
        [Refusal::DrawBusy { draw }]
    );
    let Answer::Ticked(ticked) = done(&ana, Request::Tick).await else {
        panic!("not a tick");
    };
    assert_eq!(ticked.closed, 0, "the clock leaves it to the next tick");
    in_flight.rollback().await.unwrap();
    assert!(matches!(done(&ana, asked).await, Answer::Closed(_)));
}
