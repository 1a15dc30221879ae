//! A draw that is called off: every stake is refunded once, prizes that were paid are owed back by whoever paid them, and
//! the books hold at every step.

use banca::{
    domain::{
        ClaimEnd, DrawId, DrawState, Money, PayMethod, PayProblem, PayoutKind, Right, SaleProblem,
        TicketCode, TicketState,
    },
    ops::{
        AnnulDraw, Annulment, Answer, ClaimFilter, ClaimPage, House, Pay, PrizeView, Refusal,
        Request, SettleClaim, UnsettleClaim,
    },
};
use uuid::Uuid;

use super::{
    books_hold, close, evaluate, figure, noon, result, row,
    support::{World, colones, consented, done, key, refused, sale, sold, straight},
};

/// Calls a draw off with olga's consent.
async fn annulled(ana: &House, draw: DrawId) -> Annulment {
    let command = key();
    let target = draw.to_string();
    let approval = consented(ana, "olga", Right::AnnulDraw, command, &target, None).await;
    let asked = AnnulDraw {
        key: command,
        draw,
        reason: "la lotería no sorteó".to_owned(),
        approval: Some(approval),
    };
    match done(ana, Request::AnnulDraw(asked)).await {
        Answer::Annulled(annulled) => annulled,
        other => panic!("not annulled: {other:?}"),
    }
}

fn pay(code: TicketCode, amount: Option<Money>, method: PayMethod) -> Request {
    Request::Pay(Pay {
        key: key(),
        code,
        amount,
        method,
        notes: String::new(),
        expected_remaining: None,
        approval: None,
    })
}

async fn prize(house: &House, code: TicketCode) -> (TicketState, PrizeView) {
    match done(house, Request::Ticket { code }).await {
        Answer::Ticket(ticket) => (ticket.state, ticket.prize.expect("something is to be paid")),
        other => panic!("not a ticket: {other:?}"),
    }
}

async fn claims(house: &House) -> ClaimPage {
    match done(house, Request::Claims(ClaimFilter::default())).await {
        Answer::Claims(page) => page,
        other => panic!("not claims: {other:?}"),
    }
}

async fn one(house: &House, draw: DrawId, stake: i64) -> TicketCode {
    let asked = sale(&[draw], vec![straight(23, stake)]);
    sold(house, asked).await.tickets[0].code
}

#[tokio::test]
async fn calling_off_takes_a_reason_and_a_second_administrator() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let ana = world.signed_in("ana").await;
    let asked = |reason: &str| {
        Request::AnnulDraw(AnnulDraw {
            key: key(),
            draw,
            reason: reason.to_owned(),
            approval: None,
        })
    };
    let refusals = refused(&ana, asked("no sorteó")).await;
    assert!(matches!(
        refusals[..],
        [Refusal::NeedsApproval {
            right: Right::AnnulDraw,
            ..
        }]
    ));
    assert!(matches!(
        refused(&ana, asked("  ")).await[..],
        [Refusal::Field { .. }]
    ));
    let vera = world.signed_in("vera").await;
    assert!(matches!(
        refused(&vera, asked("no sorteó")).await[..],
        [Refusal::NotAllowed { .. }]
    ));
    assert_eq!(row(&ana, draw).await.state, DrawState::Open);
}

#[tokio::test]
async fn the_stakes_of_a_draw_on_sale_are_refunded_once_and_taken_back_like_any_payout() {
    let world = World::new().await;
    for (share, percent) in [("listero", 10), ("vendedor", 6)] {
        let house = world.banca.raw();
        world.set_commission(3, house, share, percent).await;
    }
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    let luis = world.seller("luis").await;
    let (cash, other) = (one(&marta, draw, 500).await, one(&luis, draw, 300).await);
    let ana = world.signed_in("ana").await;
    let done_with = annulled(&ana, draw).await;
    assert_eq!((done_with.tickets, done_with.stakes), (2, colones(800)));
    assert_eq!(done_with.reclaimed, Money::ZERO);
    world.books_hold().await;
    books_hold(&world).await;
    let house = world.banca.raw();
    assert_eq!(world.balance(house, 2430).await, -colones(800).as_cents());
    assert_eq!(world.balance(house, 2410).await, 0);
    assert_eq!(world.balance(house, 5110).await, 0, "commissions go back");

    // Nothing of it is sold, drawn or called off again.
    let refusals = refused(&marta, Request::Sell(sale(&[draw], vec![straight(1, 100)]))).await;
    assert!(matches!(
        refusals[..],
        [Refusal::Sale(
            SaleProblem::DrawNotOpen { .. } | SaleProblem::DrawUnknown { .. }
        )]
    ));
    let again = Request::AnnulDraw(AnnulDraw {
        key: key(),
        draw,
        reason: "otra vez".to_owned(),
        approval: None,
    });
    assert!(matches!(
        refused(&ana, again).await[..],
        [Refusal::DrawState { .. }]
    ));

    // Found by its code; whole, once.
    let (state, stake) = prize(&marta, cash).await;
    assert_eq!(state, TicketState::Annulled);
    assert_eq!(stake.kind, PayoutKind::Refund);
    assert_eq!((stake.prize, stake.remaining), (colones(500), colones(500)));
    let part = pay(cash, Some(colones(100)), PayMethod::Cash);
    assert_eq!(
        refused(&marta, part).await,
        [Refusal::Prize(PayProblem::WholeOnly {
            remaining: colones(500)
        })]
    );
    done(&marta, pay(cash, None, PayMethod::Cash)).await;
    assert_eq!(
        refused(&marta, pay(cash, None, PayMethod::Cash)).await,
        [Refusal::Prize(PayProblem::AlreadyPaid)]
    );
    done(&luis, pay(other, None, PayMethod::Sinpe)).await;
    world.books_hold().await;
    assert_eq!(world.balance(house, 2430).await, 0);

    let (_, paid) = prize(&marta, cash).await;
    let payout = paid.payouts[0].payout.expect("it was paid");
    let command = key();
    let target = payout.to_string();
    let amount = Some(colones(500));
    let right = Right::ReversePayout;
    let approval = consented(&marta, "vera", right, command, &target, amount).await;
    let back = Request::ReversePayout {
        key: command,
        payout,
        reason: "se equivocó".to_owned(),
        approval: Some(approval),
    };
    done(&marta, back).await;
    world.books_hold().await;
    done(&marta, pay(cash, None, PayMethod::Cash)).await;
    world.books_hold().await;
    assert_eq!(world.balance(house, 1320).await, 0, "nothing is owed");
}

#[tokio::test]
async fn a_settled_draw_that_is_called_off_leaves_claims_with_owners() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    let vera = world.seller("vera").await;
    let mut codes = Vec::new();
    for stake in [100, 200, 300] {
        codes.push(one(&marta, draw, stake).await);
    }
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    evaluate(&ana, &olga, draw, &result(23, None), None).await;
    done(&marta, pay(codes[0], None, PayMethod::Cash)).await;
    done(&marta, pay(codes[1], Some(colones(5_000)), PayMethod::Cash)).await;
    let finalise = Request::Finalise {
        key: key(),
        code: codes[1],
        reason: "no vuelve".to_owned(),
    };
    done(&marta, finalise).await;

    let done_with = annulled(&ana, draw).await;
    assert_eq!(done_with.tickets, 3);
    assert_eq!(done_with.reclaimed, colones(8_500 + 5_000));
    world.books_hold().await;
    books_hold(&world).await;
    let house = world.banca.raw();
    for code in [2420, 2425, 4100, 5100] {
        assert_eq!(world.balance(house, code).await, 0, "{code}");
    }
    let page = claims(&ana).await;
    assert_eq!((page.count, page.owed), (2, colones(13_500)));
    assert!(
        page.rows
            .iter()
            .all(|row| row.owner == "Marta Rojas" && row.annulled)
    );
    // The seller sees her own, the other shop none.
    assert_eq!(claims(&marta).await.count, 2);
    assert_eq!(claims(&world.signed_in("rita").await).await.count, 0);

    settled(&world, &vera, &ana, &codes).await;
    // The stakes of the three tickets are refunded besides.
    for code in &codes {
        done(&marta, pay(*code, None, PayMethod::Cash)).await;
    }
    world.books_hold().await;
    assert_eq!(figure(&world, "SELECT count(*) FROM payout").await, 5);
}

/// Claims are collected in part, given up by an administrator, and taken back.
async fn settled(world: &World, vera: &House, ana: &House, codes: &[TicketCode]) {
    let settle = |code, how, amount: Option<i64>, reason: &str| SettleClaim {
        key: key(),
        settlement: Uuid::now_v7().into(),
        code,
        how,
        amount: amount.map(colones),
        reason: reason.to_owned(),
    };
    let house = world.banca.raw();
    let part = settle(codes[0], ClaimEnd::Collected, Some(8_000), "");
    done(vera, Request::SettleClaim(part.clone())).await;
    world.books_hold().await;
    assert_eq!(world.balance(house, 1340).await, colones(5_500).as_cents());
    let more = settle(codes[0], ClaimEnd::Collected, Some(501), "");
    assert_eq!(
        refused(vera, Request::SettleClaim(more)).await,
        [Refusal::AboveClaim {
            asked: colones(501),
            owed: colones(500)
        }]
    );
    let lost = settle(codes[0], ClaimEnd::WrittenOff, None, "ya no trabaja aquí");
    assert!(matches!(
        refused(vera, Request::SettleClaim(lost.clone())).await[..],
        [Refusal::NotAllowed { .. }]
    ));
    let unsaid = settle(codes[0], ClaimEnd::WrittenOff, None, " ");
    assert!(matches!(
        refused(ana, Request::SettleClaim(unsaid)).await[..],
        [Refusal::Field { .. }]
    ));
    done(
        ana,
        Request::SettleClaim(SettleClaim { key: key(), ..lost }),
    )
    .await;
    assert_eq!(world.balance(house, 6500).await, colones(500).as_cents());
    // An administrator without a drawer collects into the house's safe.
    let safe = settle(codes[1], ClaimEnd::Collected, None, "en la oficina");
    done(ana, Request::SettleClaim(safe)).await;
    assert_eq!(world.balance(house, 1110).await, colones(5_000).as_cents());
    assert_eq!(claims(ana).await.owed, Money::ZERO);
    world.books_hold().await;

    let back = UnsettleClaim {
        key: key(),
        settlement: part.settlement,
        reason: "billete falso".to_owned(),
    };
    done(vera, Request::UnsettleClaim(back.clone())).await;
    assert_eq!(claims(vera).await.owed, colones(8_000));
    let twice = UnsettleClaim { key: key(), ..back };
    assert_eq!(
        refused(vera, Request::UnsettleClaim(twice)).await,
        [Refusal::AlreadyReversed]
    );
    world.books_hold().await;
}

#[tokio::test]
async fn a_correction_back_after_the_money_came_back_is_to_be_returned() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    let vera = world.seller("vera").await;
    let code = one(&marta, draw, 100).await;
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    let (right, wrong) = (result(23, None), result(45, None));
    evaluate(&ana, &olga, draw, &right, None).await;
    done(&marta, pay(code, None, PayMethod::Cash)).await;
    evaluate(&ana, &olga, draw, &wrong, Some("acta")).await;
    let settlement = Uuid::now_v7().into();
    let collect = SettleClaim {
        key: key(),
        settlement,
        code,
        how: ClaimEnd::Collected,
        amount: None,
        reason: String::new(),
    };
    done(&vera, Request::SettleClaim(collect)).await;
    evaluate(&ana, &olga, draw, &right, Some("la primera era buena")).await;
    let page = claims(&ana).await;
    assert_eq!(
        page.owed.as_cents(),
        -colones(8_500).as_cents(),
        "it is owed the other way round"
    );
    world.books_hold().await;
    let back = UnsettleClaim {
        key: key(),
        settlement,
        reason: "se le devuelve".to_owned(),
    };
    done(&vera, Request::UnsettleClaim(back)).await;
    assert_eq!(claims(&ana).await.count, 0);
    assert_eq!(world.balance(world.banca.raw(), 1340).await, 0);
    world.books_hold().await;
}

#[tokio::test]
async fn no_console_calls_off_a_draw_past_its_command() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let mut client = world.stranger().await;
    let said = sqlx::query("SELECT annul_draw($1, $2, 'porque sí')")
        .bind(Uuid::now_v7())
        .bind(draw.raw())
        .execute(&mut client)
        .await;
    assert!(said.is_err());
    let state = figure(&world, "SELECT count(*) FROM draw WHERE state = 'ANNULLED'").await;
    assert_eq!(state, 0);
}
