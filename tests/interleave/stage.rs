//! A counter at which two can meet.

use std::{future::Future, sync::Arc};

use banca::{
    domain::{DrawId, DrawResult, PayMethod, TicketCode},
    ops::{Answer, CancelTicket, House, Pay, Refusal, Reply, Request},
};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::support::{World, colones, done, key, morning, number, sale, sold, straight};

/// The number that everybody bets on, and that wins.
pub const HOT: u16 = 23;

/// Marta and Juan at Centro's counter, a draw on sale, and a first ticket in it, so that its counters exist.
pub struct Stage {
    pub world: World,
    pub draw: DrawId,
    pub marta: Arc<House>,
    pub juan: Arc<House>,
    pub ana: Arc<House>,
    pub first: TicketCode,
    pub second: TicketCode,
}

pub fn noon() -> DateTime<Utc> {
    morning() + TimeDelta::hours(5)
}

impl Stage {
    pub async fn new() -> Stage {
        let world = World::new().await;
        let draw = world.open_draw("Tica", noon()).await;
        let (marta, juan) = (world.seller("marta").await, world.seller("juan").await);
        let ana = world.signed_in("ana").await;
        let first = sold(&marta, sale(&[draw], vec![straight(HOT, 100)]))
            .await
            .tickets[0]
            .code;
        let second = sold(&juan, sale(&[draw], vec![straight(HOT, 100)]))
            .await
            .tickets[0]
            .code;
        Stage {
            world,
            draw,
            marta: Arc::new(marta),
            juan: Arc::new(juan),
            ana: Arc::new(ana),
            first,
            second,
        }
    }

    /// Locks the house's counter of the number: the last lock of a sale.
    pub fn counter(&self) -> String {
        format!(
            "SELECT 1 FROM exposure WHERE draw_id = '{}' AND scope_rank = 3 AND number = {HOT} FOR UPDATE",
            self.draw
        )
    }

    /// Locks the drawer of somebody.
    pub fn drawer(&self, username: &str) -> String {
        format!(
            "SELECT 1 FROM drawer d JOIN app_user u USING (banca_id, user_id) WHERE u.username = '{username}' FOR UPDATE OF d"
        )
    }

    /// Sells the number.
    pub fn selling(
        &self,
        house: &Arc<House>,
        stake: i64,
    ) -> impl Future<Output = Reply> + Send + 'static {
        let asked = Request::Sell(sale(&[self.draw], vec![straight(HOT, stake)]));
        ask(house, asked)
    }

    /// Closes the draw as the clock does, without its half second.
    pub async fn closing(&self) -> impl Future<Output = i64> + Send + 'static {
        let mut owner = self.world.owner().await;
        let (banca, draw): (Uuid, Uuid) = (self.world.banca.raw(), self.draw.raw());
        async move {
            sqlx::query_scalar("SELECT tickets FROM close_draw($1, $2)")
                .bind(banca)
                .bind(draw)
                .fetch_one(&mut owner)
                .await
                .expect("the draw is closed")
        }
    }

    /// Evaluates the closed draw with a number; again, to correct it.
    pub async fn evaluate(&self, value: u16, reason: Option<&str>) {
        let (olga, confirm) = self.correction(value, reason).await;
        done(&olga, confirm).await;
    }

    /// Types a result and returns what confirms it, and who.
    pub async fn correction(&self, value: u16, reason: Option<&str>) -> (Arc<House>, Request) {
        self.world.freeze(noon() + TimeDelta::minutes(1)).await;
        done(&self.ana, self.entry(value, reason)).await;
        let olga = Arc::new(self.world.signed_in("olga").await);
        (olga, self.confirmation(value))
    }

    /// What types a result.
    pub fn entry(&self, value: u16, reason: Option<&str>) -> Request {
        Request::EnterResult {
            key: key(),
            draw: self.draw,
            result: drawn(value),
            reason: reason.map(str::to_owned),
        }
    }

    /// What confirms it.
    pub fn confirmation(&self, value: u16) -> Request {
        Request::ConfirmResult {
            key: key(),
            draw: self.draw,
            result: drawn(value),
        }
    }

    /// Pays a ticket whole, in cash.
    pub fn paying(
        &self,
        house: &Arc<House>,
        code: TicketCode,
    ) -> impl Future<Output = Reply> + Send + 'static {
        let pay = Pay {
            key: key(),
            code,
            amount: None,
            method: PayMethod::Cash,
            notes: String::new(),
            expected_remaining: None,
            approval: None,
        };
        ask(house, Request::Pay(pay))
    }

    /// Cancels the first ticket.
    pub fn cancelling(&self) -> impl Future<Output = Reply> + Send + 'static {
        let cancel = CancelTicket {
            key: key(),
            code: self.first,
            reason: "otro".to_owned(),
            approval: None,
        };
        ask(&self.marta, Request::CancelTicket(cancel))
    }

    /// What the books hold, and how much stands on the number in the house's counter.
    pub async fn ends(&self, standing: i64) {
        self.world.books_hold().await;
        let counted: i64 = sqlx::query_scalar(
            "SELECT straight FROM exposure WHERE scope_rank = 3 AND number = $1",
        )
        .bind(i16::try_from(HOT).expect("small"))
        .fetch_one(&mut self.world.owner().await)
        .await
        .expect("a counter");
        assert_eq!(counted, colones(standing).as_cents());
    }
}

fn drawn(value: u16) -> DrawResult {
    DrawResult {
        number: number(value),
        outcome: Some("BLANCA".to_owned()),
    }
}

/// Asks, as a task of its own.
pub fn ask(house: &Arc<House>, request: Request) -> impl Future<Output = Reply> + Send + 'static {
    let house = Arc::clone(house);
    async move { house.handle(request).await }
}

/// The codes of a refusal; none where it was done.
pub fn codes(reply: &Reply) -> Vec<&'static str> {
    match reply {
        Reply::Done(_) => Vec::new(),
        Reply::Refused(why) => why.iter().map(Refusal::code).collect(),
        Reply::Failed(fault) => panic!("{fault}"),
    }
}

/// The code of a sold ticket, and whether the answer was stored before.
pub fn ticket(reply: Reply) -> (TicketCode, bool) {
    match reply {
        Reply::Done(answer) => match *answer {
            Answer::Sold(sold) => (sold.tickets[0].code, sold.cached),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}
