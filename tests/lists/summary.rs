//! The numbers summary: it is what was sold, to those whose business it is.

use banca::{
    domain::{Right, Role, ScopeId, TicketState},
    ops::{
        Answer, AskList, AskListTickets, CancelTicket, FieldProblem, ListTicketPage, Refusal,
        Request, Thing,
    },
    ui::{keymap::Keymap, list_paper as paper, text::Voice, widgets::width},
};

use super::{
    lists, noon, numbers, of_seller, of_shop,
    support::{World, colones, done, key, number, refused, reventado, sale, sold, straight},
};

fn tickets(draw: banca::domain::DrawId, scope: ScopeId, on: Option<u16>) -> Request {
    Request::ListTickets(AskListTickets {
        draw,
        scope,
        number: on.map(number),
        after: None,
    })
}

#[tokio::test]
async fn a_list_tells_each_number_once_with_its_stakes_tickets_and_what_is_left() {
    let world = World::new().await;
    world
        .set_commission(2, of_shop(&world, "Centro").await.raw(), "listero", 10)
        .await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let juan = world.seller("juan").await;
    sold(
        &marta,
        sale(
            &[draw],
            vec![straight(23, 1_000), reventado(23, 500), straight(7, 200)],
        ),
    )
    .await;
    sold(&marta, sale(&[draw], vec![straight(23, 300)])).await;
    sold(&juan, sale(&[draw], vec![straight(99, 2_000)])).await;
    let taken_back = sold(&marta, sale(&[draw], vec![straight(50, 700)])).await;
    done(
        &marta,
        Request::CancelTicket(CancelTicket {
            key: key(),
            code: taken_back.tickets[0].code,
            reason: "se equivocó".to_owned(),
            approval: None,
        }),
    )
    .await;

    let ana = world.signed_in("ana").await;
    let list = numbers(&ana, draw, of_seller(&world, "marta").await).await;
    let lines: Vec<_> = list
        .lines
        .iter()
        .map(|line| {
            (
                line.number.value(),
                line.tickets,
                line.straight,
                line.reventado,
                line.total,
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (7, 1, colones(200), colones(0), colones(200)),
            (23, 2, colones(1_300), colones(500), colones(1_800)),
        ]
    );
    assert_eq!((list.sums.tickets, list.sums.bets), (2, 4));
    assert_eq!(list.sums.stakes, colones(2_000));
    assert_eq!(list.sums.listero, colones(200));
    assert_eq!(list.sums.left(), colones(1_800));
    assert_eq!(list.of.vendedor.as_deref(), Some("Marta Rojas"));

    let all = lists(&ana, draw).await;
    let told: Vec<_> = all
        .rows
        .iter()
        .map(|row| {
            (
                row.of.scope.rank().code(),
                row.sums.tickets,
                row.sums.stakes,
            )
        })
        .collect();
    let centro = of_shop(&world, "Centro").await;
    let marta_sold = (1, 2, colones(2_000));
    assert_eq!(told[0], (3, 3, colones(4_000)), "the house comes first");
    assert!(told.contains(&marta_sold));
    let shops: Vec<_> = all
        .rows
        .iter()
        .filter(|row| row.of.scope == centro)
        .collect();
    assert_eq!(shops.len(), 1, "a shop has one row");
    world.books_hold().await;
}

#[tokio::test]
async fn a_seller_sees_the_own_list_a_supervisor_the_shop_and_nobody_a_foreign_one() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let luis = world.seller("luis").await;
    sold(&marta, sale(&[draw], vec![straight(23, 1_000)])).await;
    sold(&luis, sale(&[draw], vec![straight(45, 700)])).await;
    let (own, foreign) = (
        of_seller(&world, "marta").await,
        of_seller(&world, "luis").await,
    );
    let (centro, mercado) = (
        of_shop(&world, "Centro").await,
        of_shop(&world, "Mercado").await,
    );
    let house = ScopeId::Banca(world.banca);
    let list = |scope| Request::List(AskList { draw, scope });
    let missing = |what| vec![Refusal::NotFound { what }];

    let rows = lists(&marta, draw).await.rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].of.scope, own);
    assert_eq!(numbers(&marta, draw, own).await.sums.stakes, colones(1_000));
    assert_eq!(refused(&marta, list(foreign)).await, missing(Thing::User));
    assert_eq!(refused(&marta, list(centro)).await, missing(Thing::Ventana));
    assert_eq!(
        refused(&marta, list(house)).await,
        [Refusal::NotAllowed {
            right: Right::SeeReports,
            role: Role::Vendedor
        }]
    );
    assert_eq!(
        refused(&marta, tickets(draw, foreign, Some(45))).await,
        missing(Thing::User)
    );

    let vera = world.signed_in("vera").await;
    let rows = lists(&vera, draw).await.rows;
    assert_eq!(
        rows.iter().map(|row| row.of.scope).collect::<Vec<_>>(),
        [centro, own]
    );
    assert_eq!(refused(&vera, list(mercado)).await, missing(Thing::Ventana));
    assert_eq!(refused(&vera, list(foreign)).await, missing(Thing::User));

    let rita = world.signed_in("rita").await;
    assert_eq!(
        numbers(&rita, draw, mercado).await.sums.stakes,
        colones(700)
    );
}

#[tokio::test]
async fn a_number_of_a_list_opens_into_its_tickets_page_by_page() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let juan = world.seller("juan").await;
    let mut codes = Vec::new();
    for _ in 0..51 {
        let asked = sale(&[draw], vec![straight(23, 200), straight(7, 100)]);
        codes.push(sold(&marta, asked).await.tickets[0].code);
    }
    sold(&juan, sale(&[draw], vec![straight(23, 900)])).await;
    let own = of_seller(&world, "marta").await;
    let page = |answer| -> ListTicketPage {
        match answer {
            Answer::ListTickets(page) => page,
            other => panic!("not tickets: {other:?}"),
        }
    };
    let first = page(done(&marta, tickets(draw, own, Some(23))).await);
    assert_eq!(first.rows.len(), 50);
    assert_eq!(first.rows[0].code, codes[0]);
    assert_eq!(first.rows[0].straight, colones(200));
    assert_eq!(first.rows[0].total, colones(300));
    assert_eq!(first.rows[0].state, TicketState::Active);
    let rest = AskListTickets {
        draw,
        scope: own,
        number: Some(number(23)),
        after: first.next,
    };
    let second = page(done(&marta, Request::ListTickets(rest)).await);
    assert_eq!(second.rows.len(), 1);
    assert_eq!(second.rows[0].code, codes[50]);
    assert_eq!(second.next, None);
    let all = page(done(&marta, tickets(draw, own, None)).await);
    assert_eq!(all.rows[0].straight, colones(300));

    let torn = AskListTickets {
        draw,
        scope: own,
        number: None,
        after: Some("page two".to_owned()),
    };
    assert_eq!(
        refused(&marta, Request::ListTickets(torn)).await,
        [Refusal::Field {
            field: "after".to_owned(),
            problem: FieldProblem::Unreadable
        }]
    );
}

#[tokio::test]
async fn the_paper_of_a_list_is_forty_eight_columns_and_adds_up() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    sold(
        &marta,
        sale(&[draw], vec![straight(23, 1_000), reventado(23, 400)]),
    )
    .await;
    let own = of_seller(&world, "marta").await;
    let list = numbers(&marta, draw, own).await;
    let (keys, voice) = (Keymap::shipped(), Voice::default());
    let lines = paper::paper(&list, voice, &keys);
    assert!(
        lines.iter().all(|line| width(line) <= paper::WIDE),
        "{lines:#?}"
    );
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("23 ") && line.ends_with("1.400"))
    );
    let sheet = paper::sheet(&list, voice);
    assert!(
        sheet
            .rows
            .iter()
            .all(|row| row.len() == sheet.columns.len())
    );
}
