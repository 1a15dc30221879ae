//! The golden day: one day of a shop whose every figure is known beforehand, played through the doors that everybody uses,
//! on a real PostgreSQL, and compared figure by figure.
//!
//! Here is the part of it that concerns tickets. There is no credit yet, so the ticket of 10 000 that a customer takes on
//! credit is sold for cash; the drawer is the only account in which that shows. Goods, credit, the settlement with the
//! house and what follows from them (drawer count, safe, bank, card, customers, sales tax, stock) join the day when they
//! are sold.

use banca::ops::AskStatement;
mod support;

use banca::{
    domain::{
        DrawId, DrawResult, Holder, MovementKind, MovementMethod, MultiplierId, PayMethod,
        PrizeState, Right, TicketCode,
    },
    ops::{
        Answer, CancelTicket, CashMovement, House, MoveCash, Paid, Pay, Request, SaveMovement,
        SellBet,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use support::{World, colones, consented, done, key, morning, number, sale, sold, straight};
use uuid::Uuid;

/// The number that wins, and one that does not.
const WINS: u16 = 23;
const LOSES: u16 = 45;

/// The day's shop: Centro, with Marta at its counter.
struct Day {
    world: World,
    draw: DrawId,
    fifty: MultiplierId,
    marta: House,
}

fn noon() -> DateTime<Utc> {
    morning() + TimeDelta::hours(5)
}

impl Day {
    /// Commissions are set, a draw is on sale, and the drawer holds its float of 50 000.
    async fn begin() -> Day {
        let world = World::new().await;
        let shop = world.ventanas[0].raw();
        world.set_commission(2, shop, "listero", 10).await;
        world.set_commission(2, shop, "vendedor", 6).await;
        let draw = world.open_draw("Tica", noon()).await;
        let fifty = Uuid::now_v7();
        sqlx::query(
            "INSERT INTO multiplier (banca_id, multiplier_id, lottery_id, name, kind, factor)
             SELECT banca_id, $1, lottery_id, '50', 0, 50 FROM lottery WHERE name = 'Tica'",
        )
        .bind(fifty)
        .execute(&mut world.owner().await)
        .await
        .expect("a price can be made");
        let marta = world.seller("marta").await;
        Day {
            world,
            draw,
            fifty: fifty.into(),
            marta,
        }
    }

    /// Sells a ticket on one number that pays fifty-fold.
    async fn ticket(&self, value: u16, stake: i64) -> TicketCode {
        let bet = SellBet {
            multiplier: Some(self.fifty),
            ..straight(value, stake)
        };
        sold(&self.marta, sale(&[self.draw], vec![bet]))
            .await
            .tickets[0]
            .code
    }

    /// Takes a ticket back on the spot.
    async fn cancel(&self, code: TicketCode) {
        let cancel = CancelTicket {
            key: key(),
            code,
            reason: "otro número".to_owned(),
            approval: None,
        };
        done(&self.marta, Request::CancelTicket(cancel)).await;
    }

    /// The draw is closed at its time, and two administrators type its result.
    async fn evaluate(&self) {
        self.world.freeze(noon() + TimeDelta::minutes(1)).await;
        let (ana, olga) = (
            self.world.signed_in("ana").await,
            self.world.signed_in("olga").await,
        );
        let (draw, reason) = (self.draw, None);
        let result = DrawResult {
            number: number(WINS),
            outcome: Some("BLANCA".to_owned()),
        };
        done(&ana, Request::Tick).await;
        done(
            &ana,
            Request::EnterResult {
                key: key(),
                draw,
                result: result.clone(),
                reason,
            },
        )
        .await;
        let key = key();
        done(&olga, Request::ConfirmResult { key, draw, result }).await;
    }

    /// A step of a prize.
    async fn step(&self, request: Request) -> Paid {
        match done(&self.marta, request).await {
            Answer::Paid(paid) => paid,
            other => panic!("not a step of a prize: {other:?}"),
        }
    }

    async fn pay(&self, code: TicketCode, amount: i64) -> Paid {
        let pay = Pay {
            key: key(),
            code,
            amount: Some(colones(amount)),
            method: PayMethod::Cash,
            notes: String::new(),
            expected_remaining: None,
            approval: None,
        };
        self.step(Request::Pay(pay)).await
    }

    /// Takes a payout back, with the consent of who runs the shop.
    async fn reverse(&self, paid: &Paid) -> Paid {
        let payout = paid.payout.expect("it was paid");
        let (key, target) = (key(), payout.to_string());
        let right = Right::ReversePayout;
        let approval = consented(&self.marta, "vera", right, key, &target, Some(paid.amount)).await;
        let reason = "monto equivocado".to_owned();
        let approval = Some(approval);
        self.step(Request::ReversePayout {
            key,
            payout,
            reason,
            approval,
        })
        .await
    }

    /// The balance of an account, debits less credits, in colones.
    async fn balance(&self, book: Uuid, code: i16) -> i64 {
        self.world.balance(book, code).await / 100
    }
}

/// The fiado ticket and what was sold for cash: 125 000 net of the ticket taken back.
async fn sell_the_day(day: &Day) -> [TicketCode; 3] {
    // 50-fold: A wins 15 000, B 20 000, C 10 000.
    let winners = [
        day.ticket(WINS, 300).await,
        day.ticket(WINS, 400).await,
        day.ticket(WINS, 200).await,
    ];
    day.ticket(LOSES, 10_000).await;
    let gone = day.ticket(LOSES, 5_000).await;
    day.ticket(7, 60_000).await;
    day.ticket(99, 54_100).await;
    day.cancel(gone).await;
    winners
}

#[tokio::test]
async fn the_golden_day_of_tickets_ends_with_every_figure_as_foretold() {
    let day = Day::begin().await;
    let [a, b, c] = sell_the_day(&day).await;
    day.evaluate().await;

    let mut states = Vec::new();
    let mut kept = |paid: &Paid| states.push((paid.prize.state, paid.prize.remaining));
    kept(&day.pay(a, 5_000).await);
    kept(&day.pay(a, 5_000).await);
    let third = day.pay(a, 5_000).await;
    kept(&third);
    kept(&day.reverse(&third).await);
    kept(&day.pay(a, 5_000).await);
    assert_eq!(
        states,
        [
            (PrizeState::Partial, colones(10_000)),
            (PrizeState::Partial, colones(5_000)),
            (PrizeState::Paid, colones(0)),
            (PrizeState::Partial, colones(5_000)),
            (PrizeState::Paid, colones(0)),
        ],
        "ticket A: partial, paid, partial again, paid"
    );

    day.pay(b, 12_000).await;
    let code = b;
    let reason = "el cliente acepta".to_owned();
    let finalised = day
        .step(Request::Finalise {
            key: key(),
            code,
            reason,
        })
        .await;
    assert_eq!(finalised.prize.state, PrizeState::Finalized);
    assert_eq!(finalised.prize.remaining, colones(8_000));
    match done(&day.marta, Request::Ticket { code: c }).await {
        Answer::Ticket(ticket) => {
            let prize = ticket.prize.expect("ticket C won");
            assert_eq!(prize.state, PrizeState::Unpaid);
            assert_eq!(prize.remaining, colones(10_000));
        }
        other => panic!("not a ticket: {other:?}"),
    }
    check_figures(&day).await;
    deposit(&day).await;
    day.world.books_hold().await;
}

/// The drop of 80 000, and the deposit of 60 000 to the house: 25 500 are carried.
async fn deposit(day: &Day) {
    let Answer::Drawer(drawer) = done(&day.marta, Request::Drawer).await else {
        panic!("Marta has a drawer")
    };
    let target = drawer.drawer.expect("it is open").to_string();
    let (drop, amount) = (key(), colones(80_000));
    let right = Right::MoveCash;
    let consent = consented(&day.marta, "vera", right, drop, &target, Some(amount)).await;
    let request = Request::MoveCash(MoveCash {
        key: drop,
        movement: CashMovement::Drop,
        amount,
        reason: "a la caja fuerte".to_owned(),
        approval: Some(consent),
    });
    done(&day.marta, request).await;
    let ana = day.world.signed_in("ana").await;
    let holder = Holder::Ventana {
        ventana: day.world.ventanas[0],
    };
    let deposited = SaveMovement {
        key: key(),
        movement: Uuid::now_v7().into(),
        holder,
        kind: MovementKind::Collection,
        amount: colones(60_000),
        method: MovementMethod::Deposit,
        reference: "BN 884512".to_owned(),
        note: String::new(),
        date: None,
    };
    match done(&ana, Request::SaveMovement(deposited)).await {
        Answer::MovementReceipt(told) => assert_eq!(told.balance, colones(25_500), "carried"),
        other => panic!("no receipt: {other:?}"),
    }
    let (shop, house) = (day.world.ventanas[0].raw(), day.world.banca.raw());
    assert_eq!(day.balance(house, 1320).await, 25_500);
    assert_eq!(day.balance(shop, 2310).await, -25_500);
    assert_eq!(day.balance(house, 1120).await, 60_000, "the house's bank");
    assert_eq!(day.balance(shop, 1130).await, 0, "nothing stays in transit");
    for book in [shop, house] {
        assert_eq!(sum_of_book(day, book).await, 0);
    }
    let date = morning().date_naive();
    let asked = Request::Statement(AskStatement {
        holder,
        from: date,
        to: date,
    });
    match done(&ana, asked).await {
        Answer::Statement(told) => {
            let sums = told.total;
            assert_eq!(
                (
                    sums.sales,
                    sums.payouts,
                    sums.commission,
                    sums.seller_commission
                ),
                (
                    colones(125_000),
                    colones(27_000),
                    colones(12_500),
                    colones(7_500)
                )
            );
            assert_eq!(told.days[0].balance, colones(85_500));
            assert_eq!(told.closing, colones(25_500));
        }
        other => panic!("no statement: {other:?}"),
    }
}

async fn check_figures(day: &Day) {
    let (shop, house) = (day.world.ventanas[0].raw(), day.world.banca.raw());
    // A balance is debits less credits: what is owed or earned stands on the credit side, with a minus.
    for (what, book, code, colones) in [
        ("net stakes, all earned by the draw", house, 4100, -125_000),
        ("stakes that wait for their draw", house, 2410, 0),
        (
            "the shop's commission, an income there",
            shop,
            4110,
            -12_500,
        ),
        (
            "the shop's commission, an expense here",
            house,
            5110,
            12_500,
        ),
        ("the seller's commission, an expense", shop, 5120, 7_500),
        ("the seller's commission, owed", shop, 2320, -7_500),
        ("prizes", house, 5100, 45_000),
        (
            "what the shop owes the house, in its own book",
            shop,
            2310,
            -85_500,
        ),
        (
            "what the shop owes the house, in the house's",
            house,
            1320,
            85_500,
        ),
        ("prizes payable: ticket C", house, 2420, -10_000),
        ("finalised remainder: ticket B", house, 2425, -8_000),
        (
            "cash: float, stakes, payouts",
            shop,
            1100,
            50_000 + 125_000 - 27_000,
        ),
        ("the float came from the safe", shop, 1110, -50_000),
    ] {
        assert_eq!(day.balance(book, code).await, colones, "{what} ({code})");
    }
    assert_eq!(payouts_net(day).await, 27_000);
    let mut result = 0;
    for code in [4100, 5100, 5110] {
        result -= day.balance(house, code).await;
    }
    assert_eq!(result, 67_500, "the house's result");
    for book in [house, shop] {
        assert_eq!(sum_of_book(day, book).await, 0, "a book adds up to zero");
    }
}

/// What was paid on prizes and stands, in colones.
async fn payouts_net(day: &Day) -> i64 {
    let cents: i64 = sqlx::query_scalar(
        "SELECT sum(amount)::bigint FROM payout p
          WHERE NOT EXISTS (SELECT FROM payout_reversal r WHERE r.payout_id = p.payout_id)",
    )
    .fetch_one(&mut day.world.owner().await)
    .await
    .expect("payouts can be read");
    cents / 100
}

/// The sum of all balances of a book.
async fn sum_of_book(day: &Day, book: Uuid) -> i64 {
    sqlx::query_scalar(
        "WITH balance AS (
             SELECT debit_code AS code, sum(amount) AS amount FROM transfer WHERE book = $1 GROUP BY debit_code
             UNION ALL
             SELECT credit_code, -sum(amount) FROM transfer WHERE book = $1 GROUP BY credit_code)
         SELECT sum(amount)::bigint FROM balance",
    )
    .bind(book)
    .fetch_one(&mut day.world.owner().await)
    .await
    .expect("a book can be read")
}
