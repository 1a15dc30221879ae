//! A day of trade with everything that touches the books.

use banca::{
    domain::{
        Bet, BetKind, CommissionShare, DrawId, DrawResult, DrawerId, Holder, LayOffId,
        MovementKind, MovementMethod, PayMethod, Percent, Rate, Right, ScopeId, TicketCode,
        layoff::LayOffTerms,
    },
    ops::{
        AnnulDraw, Answer, CancelTicket, CashMovement, ChangeDraw, ChangeList, CloseDrawer,
        CloseMonth, CountedPieces, DrawChange, House, LayOff, MoveCash, MoveLayOff, Pay, Request,
        ReverseMovement, SaveLayOff, SaveMovement, SetCredit, Shift,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::support::{
    World, colones, consented, done, key, morning, number, reventado, sale, sold, straight,
};

fn noon() -> DateTime<Utc> {
    morning() + TimeDelta::hours(5)
}

async fn pay(house: &House, code: TicketCode, amount: Option<i64>, method: PayMethod) {
    let asked = Pay {
        key: key(),
        code,
        amount: amount.map(colones),
        method,
        notes: String::new(),
        expected_remaining: None,
        approval: None,
    };
    done(house, Request::Pay(asked)).await;
}

async fn drawer_of(house: &House) -> DrawerId {
    match done(house, Request::Drawer).await {
        Answer::Drawer(view) => view.drawer.expect("a drawer is open"),
        other => panic!("{other:?}"),
    }
}

/// A day with everything that touches the books: sales in two shops and two draws, a cancellation, a result, prizes paid
/// whole, in part, by transfer, finalised and taken back, cash moved, a drawer counted and closed, a result taken back
/// before it was confirmed.
pub async fn a_day() -> World {
    let world = World::new().await;
    for (share, percent) in [
        (CommissionShare::Listero, 10),
        (CommissionShare::Vendedor, 6),
    ] {
        world
            .set_commission(3, world.banca.raw(), share.name(), percent)
            .await;
    }
    let tica = world.open_draw("Tica", noon()).await;
    let nica = world.open_draw("Nica", noon() + TimeDelta::hours(3)).await;
    let honduras = world
        .open_draw("Honduras", noon() + TimeDelta::hours(3))
        .await;
    let (marta, juan, luis) = (
        world.seller("marta").await,
        world.seller("juan").await,
        world.seller("luis").await,
    );
    let bets = vec![straight(23, 100), straight(45, 500), reventado(23, 100)];
    let first = sold(&marta, sale(&[tica], bets)).await.tickets[0].code;
    sold(&marta, sale(&[tica, nica], vec![straight(50, 400)])).await;
    let second = sold(&marta, sale(&[tica], vec![straight(23, 200)]))
        .await
        .tickets[0]
        .code;
    let third = sold(&luis, sale(&[tica], vec![straight(23, 300)]))
        .await
        .tickets[0]
        .code;
    let fourth = sold(&juan, sale(&[tica], vec![straight(23, 100)]))
        .await
        .tickets[0]
        .code;
    sold(&juan, sale(&[nica], vec![straight(7, 1_000)])).await;
    let gone = sold(&juan, sale(&[nica], vec![straight(8, 700)]))
        .await
        .tickets[0]
        .code;
    let cancel = CancelTicket {
        key: key(),
        code: gone,
        reason: "otro número".to_owned(),
        approval: None,
    };
    done(&juan, Request::CancelTicket(cancel)).await;
    let called_off = sold(&juan, sale(&[honduras], vec![straight(9, 600)]))
        .await
        .tickets[0]
        .code;

    let ana = world.signed_in("ana").await;
    let laid_off = lay_off(&ana, tica, 23).await;
    lay_off(&ana, honduras, 9).await;
    world.freeze(noon() + TimeDelta::minutes(1)).await;
    let olga = world.signed_in("olga").await;
    done(&ana, Request::Tick).await;
    call_off(&ana, honduras).await;
    exclude_lists(&world, &ana, nica).await;
    sealed(&world).await;
    let result = DrawResult {
        number: number(23),
        outcome: Some("BLANCA".to_owned()),
    };
    let slip = DrawResult {
        number: number(32),
        ..result.clone()
    };
    done(
        &ana,
        Request::EnterResult {
            key: key(),
            draw: tica,
            result: slip,
            reason: None,
        },
    )
    .await;
    done(
        &olga,
        Request::WithdrawResult {
            key: key(),
            draw: tica,
            reason: "al revés".to_owned(),
        },
    )
    .await;
    done(
        &ana,
        Request::EnterResult {
            key: key(),
            draw: tica,
            result: result.clone(),
            reason: None,
        },
    )
    .await;
    done(
        &olga,
        Request::ConfirmResult {
            key: key(),
            draw: tica,
            result,
        },
    )
    .await;

    pay(&marta, first, None, PayMethod::Cash).await;
    pay(&marta, second, Some(5_000), PayMethod::Cash).await;
    done(
        &marta,
        Request::Finalise {
            key: key(),
            code: second,
            reason: "acepta".to_owned(),
        },
    )
    .await;
    pay(&luis, third, None, PayMethod::Transfer).await;
    pay(&juan, fourth, Some(2_000), PayMethod::Cash).await;
    pay(&juan, fourth, Some(1_000), PayMethod::Cash).await;
    take_back_last(&juan, fourth).await;
    pay(&juan, called_off, None, PayMethod::Cash).await;
    move_cash(&juan).await;

    let drawer = drawer_of(&marta).await;
    let held = held(&world, drawer).await;
    let pieces = vec![CountedPieces {
        value: colones(100),
        pieces: u32::try_from(held / 10_000).unwrap(),
    }];
    let reason = "cambio de un billete".to_owned();
    let opened = Shift::NoSale { key: key(), reason };
    done(&marta, Request::Shift(opened)).await;
    done(
        &marta,
        Request::CountDrawer {
            key: key(),
            pieces,
            drawer: None,
        },
    )
    .await;
    done(
        &marta,
        Request::CloseDrawer(CloseDrawer {
            key: key(),
            drawer,
            reason: None,
            approval: None,
            counted: Vec::new(),
            keep: banca::domain::Money::ZERO,
            short: None,
        }),
    )
    .await;
    let looked = Shift::Review {
        key: key(),
        drawer,
        note: "todo bien".to_owned(),
    };
    done(&ana, Request::Shift(looked)).await;
    settle_accounts(&world, &ana).await;
    let settled = step(laid_off, "", "SINPE 77");
    done(&ana, Request::LayOff(LayOff::Settle(settled))).await;
    // The closed draw is gathered by price.
    done(&ana, Request::Tick).await;
    for house in [marta, juan, luis, ana, olga] {
        house.close().await;
    }
    sealed(&world).await;
    world
}

fn step(layoff: LayOffId, answered: &str, reference: &str) -> MoveLayOff {
    MoveLayOff {
        key: key(),
        layoff,
        answered: answered.to_owned(),
        reference: reference.to_owned(),
    }
}

/// Lays 300 off of a number of a draw, and keeps another that goes nowhere.
async fn lay_off(ana: &House, draw: DrawId, value: u16) -> LayOffId {
    let ids: [LayOffId; 2] = [Uuid::now_v7().into(), Uuid::now_v7().into()];
    for layoff in ids {
        let asked = SaveLayOff {
            key: key(),
            layoff,
            draw,
            house: "Banca Sol".to_owned(),
            terms: LayOffTerms {
                target: colones(10_000),
                factor: Rate::parse("80").unwrap(),
                reventado: None,
                commission: Some(Percent::parse("10").unwrap()),
            },
            lines: vec![Bet {
                kind: BetKind::Straight,
                number: number(value),
                stake: colones(300),
            }],
        };
        done(ana, Request::LayOff(LayOff::Save(asked))).await;
    }
    let [taken, back] = ids;
    for asked in [
        LayOff::Send(step(taken, "", "")),
        LayOff::Accept(step(taken, "Don Sol", "sí")),
        LayOff::Withdraw(step(back, "", "no hace falta")),
    ] {
        done(ana, Request::LayOff(asked)).await;
    }
    taken
}

/// Excludes the lists of two sellers, and includes one of them again.
async fn exclude_lists(world: &World, ana: &House, draw: DrawId) {
    for (username, back) in [("marta", true), ("juan", false)] {
        let scope = ScopeId::Vendedor(world.user(username).await);
        for out in [true, false] {
            if !out && !back {
                continue;
            }
            let command = key();
            let target = format!("{draw}:{}", scope.raw());
            let right = Right::ExcludeList;
            let asked = ChangeList {
                key: command,
                draw,
                scope,
                reason: if out {
                    "llegó tarde"
                } else {
                    "sí era a tiempo"
                }
                .to_owned(),
                approval: Some(consented(ana, "olga", right, command, &target, None).await),
            };
            let request = if out {
                Request::ExcludeList(asked)
            } else {
                Request::IncludeList(asked)
            };
            done(ana, request).await;
        }
    }
}

/// Moves a draw, and calls it off after all.
async fn call_off(ana: &House, draw: DrawId) {
    let change = ChangeDraw {
        key: key(),
        draw,
        change: DrawChange::Time {
            at: noon() + TimeDelta::hours(4),
            cutoff: None,
        },
        reason: "llueve".to_owned(),
    };
    done(ana, Request::ChangeDraw(change)).await;
    let command = key();
    let target = draw.to_string();
    let approval = consented(ana, "olga", Right::AnnulDraw, command, &target, None).await;
    let asked = AnnulDraw {
        key: command,
        draw,
        reason: "no sorteó".to_owned(),
        approval: Some(approval),
    };
    done(ana, Request::AnnulDraw(asked)).await;
}

/// Seals the log until nothing waits; transactions of other tests may hold it up.
async fn sealed(world: &World) {
    let mut owner = world.owner().await;
    let mut waits = true;
    while waits {
        sqlx::query("SELECT seal_activity(banca_id, 1000) FROM banca")
            .execute(&mut owner)
            .await
            .unwrap();
        waits = sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM activity a WHERE NOT EXISTS (
                        SELECT FROM audit_block b WHERE b.run = a.run AND b.from_xid <= a.xid AND a.xid < b.to_xid))",
        )
        .fetch_one(&mut owner)
        .await
        .unwrap();
    }
}

/// What a drawer holds, in céntimos.
async fn held(world: &World, drawer: DrawerId) -> i64 {
    sqlx::query_scalar("SELECT balance FROM account WHERE key = $1")
        .bind(drawer.raw())
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap()
}

/// The draw that has a result.
pub async fn evaluated(world: &World) -> DrawId {
    let id: uuid::Uuid = sqlx::query_scalar("SELECT draw_id FROM draw WHERE state = 'EVALUATED'")
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap();
    id.into()
}

async fn take_back_last(juan: &House, code: TicketCode) {
    let Answer::Ticket(ticket) = done(juan, Request::Ticket { code }).await else {
        panic!("no ticket");
    };
    let payouts = ticket.prize.expect("it won").payouts;
    let last = payouts.iter().find(|row| row.last).expect("one stands");
    let payout = last.payout.expect("it was paid");
    let command = key();
    let target = payout.to_string();
    let approval = consented(
        juan,
        "vera",
        Right::ReversePayout,
        command,
        &target,
        Some(last.amount),
    )
    .await;
    done(
        juan,
        Request::ReversePayout {
            key: command,
            payout,
            reason: "error".to_owned(),
            approval: Some(approval),
        },
    )
    .await;
}

async fn move_cash(juan: &House) {
    let command = key();
    let target = drawer_of(juan).await.to_string();
    let amount = colones(10_000);
    let approval = consented(
        juan,
        "vera",
        Right::MoveCash,
        command,
        &target,
        Some(amount),
    )
    .await;
    done(
        juan,
        Request::MoveCash(MoveCash {
            key: command,
            movement: CashMovement::Drop,
            amount,
            reason: "retiro".to_owned(),
            approval: Some(approval),
        }),
    )
    .await;
}

/// Money between house, shops and sellers: one movement of a month that is then closed, others of today, one taken back, and
/// a shop with a credit.
async fn settle_accounts(world: &World, ana: &House) {
    let [centro, mercado] = world.ventanas;
    let shop = |ventana| Holder::Ventana { ventana };
    let movement = async |house: &House, holder, kind, amount, method, date| {
        let asked = SaveMovement {
            key: key(),
            movement: uuid::Uuid::now_v7().into(),
            holder,
            kind,
            amount: colones(amount),
            method,
            reference: "4471".to_owned(),
            note: "del mes".to_owned(),
            date,
        };
        done(house, Request::SaveMovement(asked.clone())).await;
        asked.movement
    };
    let october = chrono::NaiveDate::from_ymd_opt(2026, 10, 30).unwrap();
    let sinpe = MovementMethod::Sinpe;
    let (paid, collected) = (MovementKind::Payment, MovementKind::Collection);
    movement(ana, shop(mercado), paid, 5_000, sinpe, Some(october)).await;
    let close = key();
    let consent = consented(ana, "olga", Right::CloseMonth, close, "2026-10", None).await;
    let month = Request::CloseMonth(CloseMonth {
        key: close,
        month: chrono::NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
        approval: Some(consent),
    });
    done(ana, month).await;
    movement(ana, shop(centro), collected, 100, sinpe, None).await;
    movement(ana, shop(mercado), collected, 300, sinpe, None).await;
    let vera = world.signed_in("vera").await;
    let seller = Holder::Vendedor {
        ventana: centro,
        vendedor: world.user("juan").await,
    };
    let mistaken = movement(&vera, seller, collected, 20, MovementMethod::Cash, None).await;
    let back = Request::ReverseMovement(ReverseMovement {
        key: key(),
        movement: mistaken,
        reason: "otro vendedor".to_owned(),
    });
    done(&vera, back).await;
    vera.close().await;
    let credit = Request::SetCredit(SetCredit {
        key: key(),
        ventana: centro,
        limit: Some(colones(900_000)),
    });
    done(ana, credit).await;
}
