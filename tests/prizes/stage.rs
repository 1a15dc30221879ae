//! A shop in which tickets were sold and a draw can be evaluated.

use banca::{
    domain::{
        CommandKey, DrawId, DrawResult, Money, MultiplierId, PayMethod, PayoutId, TicketCode,
    },
    ops::{
        Answer, CancelTicket, House, Paid, Pay, PayoutFilter, PayoutPage, Reply, Request,
        TicketView,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::support::{World, colones, done, key, morning, sale, sold, straight};

/// The number that wins.
pub const WINS: u16 = 23;
/// A number that does not.
pub const LOSES: u16 = 45;

/// A world in which Marta sells from an open drawer of 50 000 into an open draw. A stake pays fifty-fold, so that round
/// prizes can be won.
pub struct Stage {
    /// The world.
    pub world: World,
    /// Its draw.
    pub draw: DrawId,
    /// Fifty-fold.
    pub fifty: MultiplierId,
    /// Marta, a seller of Centro.
    pub marta: House,
}

/// When the draw takes place.
pub fn noon() -> DateTime<Utc> {
    morning() + TimeDelta::hours(5)
}

impl Stage {
    /// Sets the stage.
    pub async fn new() -> Stage {
        let world = World::new().await;
        let draw = world.open_draw("Tica", noon()).await;
        let mut owner = world.owner().await;
        let fifty = Uuid::now_v7();
        sqlx::query(
            "INSERT INTO multiplier (banca_id, multiplier_id, lottery_id, name, kind, factor)
             SELECT banca_id, $1, lottery_id, '50', 0, 50 FROM lottery WHERE name = 'Tica'",
        )
        .bind(fifty)
        .execute(&mut owner)
        .await
        .unwrap();
        let marta = world.seller("marta").await;
        Stage {
            world,
            draw,
            fifty: fifty.into(),
            marta,
        }
    }

    /// Sells one number at a stake whose prize is `prize` colones.
    pub async fn ticket(&self, seller: &House, number: u16, prize: i64) -> TicketCode {
        let mut bet = straight(number, prize / 50);
        bet.multiplier = Some(self.fifty);
        sold(seller, sale(&[self.draw], vec![bet])).await.tickets[0].code
    }

    /// A ticket of Marta's that wins `prize` colones.
    pub async fn winner(&self, prize: i64) -> TicketCode {
        self.ticket(&self.marta, WINS, prize).await
    }

    /// Closes the draw and evaluates it with a number; again, to correct it.
    pub async fn evaluate(&self, number: u16) {
        self.world.freeze(noon() + TimeDelta::minutes(1)).await;
        settle(&self.world, self.draw, number).await;
    }
}

/// Closes a draw, if it is open, and has two administrators type its result; again, to correct it.
pub async fn settle(world: &World, draw: DrawId, number: u16) {
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    let close = Request::CloseDraw {
        key: key(),
        draw,
        reason: None,
        approval: None,
    };
    let correction = match ana.handle(close).await {
        Reply::Done(_) => None,
        Reply::Refused(_) => Some("número equivocado".to_owned()),
        Reply::Failed(fault) => panic!("{fault}"),
    };
    let result = DrawResult {
        number: crate::support::number(number),
        outcome: Some("BLANCA".to_owned()),
    };
    let entered = Request::EnterResult {
        key: key(),
        draw,
        result: result.clone(),
        reason: correction,
    };
    done(&ana, entered).await;
    let confirmed = Request::ConfirmResult {
        key: key(),
        draw,
        result,
    };
    done(&olga, confirmed).await;
}

/// Asserts that every identity of the books holds.
pub async fn books_hold(world: &World) {
    let mut owner = world.owner().await;
    let report = banca::ops::verify_all(&mut owner).await.unwrap();
    let broken: Vec<_> = report
        .identities
        .iter()
        .filter(|identity| !identity.holds)
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// A cash payment; everything that remains without an amount.
pub fn pay(code: TicketCode, amount: Option<i64>) -> Pay {
    Pay {
        key: key(),
        code,
        amount: amount.map(colones),
        method: PayMethod::Cash,
        notes: String::new(),
        expected_remaining: None,
        approval: None,
    }
}

/// Accepts what was paid as final.
pub fn finalise(code: TicketCode) -> Request {
    Request::Finalise {
        key: key(),
        code,
        reason: "el cliente acepta".to_owned(),
    }
}

/// Makes a finalised prize payable again.
pub fn reopen(code: TicketCode) -> Request {
    Request::ReopenPrize {
        key: key(),
        code,
        reason: "el cliente vuelve".to_owned(),
        approval: None,
    }
}

/// Takes a payout back.
pub fn reverse(payout: PayoutId) -> Request {
    reverse_under(key(), payout)
}

/// Takes a payout back under a key.
pub fn reverse_under(key: CommandKey, payout: PayoutId) -> Request {
    Request::ReversePayout {
        key,
        payout,
        reason: "monto equivocado".to_owned(),
        approval: None,
    }
}

/// Cancels a ticket.
pub fn cancel(code: TicketCode) -> CancelTicket {
    CancelTicket {
        key: key(),
        code,
        reason: "el cliente se arrepiente".to_owned(),
        approval: None,
    }
}

/// Asks for a step of a prize and expects it to be booked.
pub async fn paid(house: &House, request: Request) -> Paid {
    match done(house, request).await {
        Answer::Paid(paid) => paid,
        other => panic!("not a step of a prize: {other:?}"),
    }
}

/// Reads a ticket.
pub async fn ticket(house: &House, code: TicketCode) -> TicketView {
    match done(house, Request::Ticket { code }).await {
        Answer::Ticket(view) => *view,
        other => panic!("not a ticket: {other:?}"),
    }
}

/// Reads a page of the list of payouts.
pub async fn payouts(house: &House, filter: PayoutFilter) -> PayoutPage {
    match done(house, Request::Payouts(filter)).await {
        Answer::Payouts(page) => page,
        other => panic!("not a page of payouts: {other:?}"),
    }
}

/// The balance of one key of an account, debits less credits.
pub async fn key_balance(world: &World, code: i16, key: Uuid) -> Money {
    let mut owner = world.owner().await;
    let cents: i64 = sqlx::query_scalar(
        "SELECT (coalesce(sum(amount) FILTER (WHERE debit_code = $1 AND debit_key = $2), 0)
               - coalesce(sum(amount) FILTER (WHERE credit_code = $1 AND credit_key = $2), 0))::bigint
           FROM transfer",
    )
    .bind(code)
    .bind(key)
    .fetch_one(&mut owner)
    .await
    .unwrap();
    Money::try_from_cents(cents).unwrap()
}
