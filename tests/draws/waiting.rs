//! A correction that waits for its second person holds the prizes of its draw, until it is confirmed or taken back.

use banca::{
    domain::{PayMethod, TicketCode},
    ops::{Answer, FieldProblem, House, Pay, Refusal, Request, TicketView},
};
use sqlx::Executor;

use super::{
    books_hold, close, confirm, enter, evaluate, figure,
    hostile::lets,
    noon, result, row,
    support::{World, colones, done, key, refused, sale, sold, straight},
};

fn pay(code: TicketCode) -> Request {
    Request::Pay(Pay {
        key: key(),
        code,
        amount: None,
        method: PayMethod::Cash,
        notes: String::new(),
        expected_remaining: None,
        approval: None,
    })
}

fn withdraw(draw: banca::domain::DrawId, reason: &str) -> Request {
    Request::WithdrawResult {
        key: key(),
        draw,
        reason: reason.to_owned(),
    }
}

async fn look(house: &House, code: TicketCode) -> TicketView {
    match done(house, Request::Ticket { code }).await {
        Answer::Ticket(view) => *view,
        other => panic!("not a ticket: {other:?}"),
    }
}

/// Two draws at noon, both evaluated with 23; the tickets on 23 of each; a seller and two administrators.
struct Noon {
    world: World,
    draw: banca::domain::DrawId,
    code: TicketCode,
    other: TicketCode,
    marta: House,
    ana: House,
    olga: House,
}

async fn at_noon() -> Noon {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let next = world.open_draw("Honduras", noon()).await;
    let marta = world.seller("marta").await;
    let made = sold(&marta, sale(&[draw, next], vec![straight(23, 100)])).await;
    let code = |of| {
        let ticket = made.tickets.iter().find(|ticket| ticket.draw == of);
        ticket.expect("one for each draw").code
    };
    let (code, other) = (code(draw), code(next));
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    for draw in [draw, next] {
        close(&ana, draw).await;
        evaluate(&ana, &olga, draw, &result(23, None), None).await;
    }
    Noon {
        world,
        draw,
        code,
        other,
        marta,
        ana,
        olga,
    }
}

#[tokio::test]
async fn a_waiting_correction_is_shown_and_holds_the_prizes_of_its_draw_alone() {
    let noon = at_noon().await;
    let typed = result(45, None);
    done(&noon.ana, enter(noon.draw, &typed, Some("acta equivocada"))).await;

    let seen = row(&noon.olga, noon.draw).await;
    let waiting = seen.correction().expect("a correction waits").clone();
    assert_eq!((waiting.by.as_str(), waiting.mine), ("Ana Jiménez", false));
    assert_eq!(waiting.at, super::noon());
    assert_eq!(waiting.reason.as_deref(), Some("acta equivocada"));
    assert_eq!(waiting.result, None, "who must type it blind is not told");
    assert_eq!(seen.result, Some(result(23, None)), "the old one stands");
    let own = row(&noon.ana, noon.draw).await.waiting.unwrap();
    assert_eq!((own.mine, own.result), (true, Some(typed)));

    let shown = look(&noon.marta, noon.code).await;
    let at_counter = shown.draw.correction().expect("the counter is told");
    assert_eq!(
        (at_counter.reason.as_deref(), &at_counter.result),
        (None, &None)
    );
    assert_eq!(
        refused(&noon.marta, pay(noon.code)).await,
        [Refusal::CorrectionWaiting {
            by: "Ana Jiménez".to_owned(),
            at: super::noon(),
        }]
    );
    done(&noon.marta, pay(noon.other)).await;

    // Confirmed, it frees: the prize is gone, and another's would be paid.
    done(&noon.olga, confirm(noon.draw, &result(45, None))).await;
    let codes: Vec<_> = refused(&noon.marta, pay(noon.code)).await;
    assert_eq!(codes[0].code(), "PAY-1007");
    assert!(
        look(&noon.marta, noon.code)
            .await
            .draw
            .correction()
            .is_none()
    );
    books_hold(&noon.world).await;
}

#[tokio::test]
async fn any_administrator_takes_a_waiting_correction_back_once_with_a_reason() {
    let noon = at_noon().await;
    let typed = result(45, None);
    done(&noon.ana, enter(noon.draw, &typed, Some("acta"))).await;
    assert_eq!(
        refused(&noon.olga, withdraw(noon.draw, " ")).await,
        [Refusal::Field {
            field: "reason".to_owned(),
            problem: FieldProblem::Missing,
        }]
    );
    let asked = withdraw(noon.draw, "el acta estaba bien");
    done(&noon.olga, asked.clone()).await;
    assert_eq!(
        done(&noon.olga, asked).await,
        Answer::Saved,
        "the key answers"
    );
    assert_eq!(row(&noon.ana, noon.draw).await.waiting, None);
    assert_eq!(
        refused(&noon.olga, withdraw(noon.draw, "otra vez")).await,
        [Refusal::NothingToConfirm]
    );
    assert_eq!(
        refused(&noon.olga, confirm(noon.draw, &typed)).await,
        [Refusal::NothingToConfirm],
        "what was taken back is not confirmed"
    );
    done(&noon.marta, pay(noon.code)).await;
    let logged = figure(
        &noon.world,
        "SELECT count(*) FROM activity WHERE action = 'result.withdrawn' AND note = 'el acta estaba bien'",
    )
    .await;
    assert_eq!(logged, 1);

    // Typed anew it waits anew, and its author takes it back as well.
    done(&noon.ana, enter(noon.draw, &typed, Some("acta"))).await;
    done(&noon.ana, withdraw(noon.draw, "no")).await;
    done(&noon.ana, enter(noon.draw, &typed, Some("acta"))).await;
    done(&noon.olga, confirm(noon.draw, &typed)).await;
    assert_eq!(
        figure(&noon.world, "SELECT sum(amount)::bigint FROM claim").await,
        colones(8_500).as_cents()
    );
    noon.world.books_hold().await;
}

#[tokio::test]
async fn a_first_result_is_taken_back_too_and_a_seller_takes_back_nothing() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    world.freeze(noon()).await;
    let ana = world.signed_in("ana").await;
    close(&ana, draw).await;
    done(&ana, enter(draw, &result(23, None), None)).await;
    for username in ["marta", "vera"] {
        let house = world.signed_in(username).await;
        let no = refused(&house, withdraw(draw, "no")).await;
        assert!(matches!(no[..], [Refusal::NotAllowed { .. }]), "{no:?}");
        let past = format!("SELECT withdraw_entry(gen_random_uuid(), '{draw}', 'no')");
        assert!(!lets(&house, past).await, "{username} takes it back by SQL");
    }
    let unclaimed = format!("SELECT withdraw_entry(gen_random_uuid(), '{draw}', 'no')");
    assert!(
        !lets(&ana, unclaimed).await,
        "no command of hers asks for it"
    );
    let direct = "INSERT INTO result_withdrawal SELECT banca_id, entry_id, 'no', user_id, entry_id FROM result_entry";
    assert!(!lets(&ana, direct.to_owned()).await);
    done(&ana, withdraw(draw, "no")).await;
    assert_eq!(row(&marta, draw).await.waiting, None);
    world.books_hold().await;
}

#[tokio::test]
async fn in_a_house_with_one_administrator_not_even_the_author_sees_what_waits() {
    let noon = at_noon().await;
    let mut owner = noon.world.owner().await;
    owner
        .execute("UPDATE banca SET single_person = true")
        .await
        .unwrap();
    done(&noon.ana, enter(noon.draw, &result(45, None), Some("acta"))).await;
    let own = row(&noon.ana, noon.draw).await.waiting.unwrap();
    assert_eq!((own.mine, own.result), (true, None));
}

#[tokio::test]
async fn the_database_refuses_a_payment_that_passes_the_console_while_a_correction_waits() {
    let noon = at_noon().await;
    done(&noon.marta, pay(noon.other)).await;
    done(&noon.ana, enter(noon.draw, &result(45, None), Some("acta"))).await;
    let past = "INSERT INTO payout (banca_id, payout_id, award_id, ticket_id, code, draw_id, business_date, seq, amount, method,
                                    notes, ventana_id, vendedor_id, user_id, drawer_id, command_id)
                SELECT a.banca_id, gen_random_uuid(), a.award_id, a.ticket_id, a.code, a.draw_id, p.business_date, 9, 100, 'cash',
                       '', p.ventana_id, p.vendedor_id, p.user_id, p.drawer_id, gen_random_uuid()
                  FROM payout p JOIN award a ON a.draw_id <> p.draw_id";
    let mut owner = noon.world.owner().await;
    let no = format!("{:?}", owner.execute(past).await.unwrap_err());
    assert!(no.contains("correction_waiting"), "{no}");
    done(&noon.olga, withdraw(noon.draw, "no")).await;
    owner.execute(past).await.expect("nothing waits any more");
}
