//! The real side: the model's commands asked of the house through its verbs, on a real PostgreSQL, and the figures of
//! both laid beside each other.

use std::collections::BTreeMap;

use banca::{
    domain::{DrawId, DrawerId, LimitRuleId, Money, PayoutId, TicketCode, UserId},
    ops::{Answer, House, Refusal, Reply, Request},
};
use chrono::TimeDelta;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use crate::{
    ask::other_content,
    bank::{Bank, LISTERO, Outcome, PAY_ALONE, VENDEDOR},
    command::Command,
    support::{World, consented, key, morning},
};

/// The model's sellers and administrators, by position.
const SELLERS: [&str; 3] = ["marta", "juan", "luis"];
const ADMINS: [&str; 2] = ["ana", "olga"];

/// The house in which a sequence is played, with the real names of the model's positions.
pub struct Stage {
    pub world: World,
    sellers: Vec<House>,
    admins: Vec<House>,
    pub users: Vec<UserId>,
    pub draws: Vec<DrawId>,
    pub tickets: Vec<TicketCode>,
    pub payouts: Vec<PayoutId>,
    pub rules: Vec<LimitRuleId>,
    pub drawers: Vec<Option<DrawerId>>,
    accepted: Vec<(Who, Request)>,
    pub owner: PgConnection,
    /// What the last step of a prize said that remains of it, and of which ticket.
    pub told: Option<(TicketCode, i64)>,
    /// Commands that could be given up before they come; every fifth is.
    turn: usize,
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    Seller(usize),
    Admin(usize),
}

/// Céntimos as money.
pub fn money(cents: i64) -> Money {
    Money::try_from_cents(cents).expect("the model stays within money")
}

impl Stage {
    /// Sets the stage as the model begins.
    pub async fn new(bank: &Bank) -> Stage {
        let world = World::new().await;
        for (share, percent) in [("listero", LISTERO), ("vendedor", VENDEDOR)] {
            world
                .set_commission(3, world.banca.raw(), share, percent)
                .await;
        }
        let mut owner = world.owner().await;
        sqlx::query("UPDATE app_user SET payout_limit = $1 WHERE role = 'VENDEDOR'")
            .bind(PAY_ALONE)
            .execute(&mut owner)
            .await
            .expect("limits can be set");
        let mut draws = Vec::new();
        for draw in &bank.draws {
            let at = morning() + TimeDelta::minutes(draw.at);
            let lottery = if draw.red { "Tica" } else { "Nica" };
            draws.push(scheduled(&mut owner, lottery, at).await);
        }
        let (mut sellers, mut users, mut admins) = (Vec::new(), Vec::new(), Vec::new());
        for name in SELLERS {
            sellers.push(world.signed_in(name).await);
            users.push(world.user(name).await);
        }
        for name in ADMINS {
            admins.push(world.signed_in(name).await);
        }
        for (draw, facts) in draws.iter().zip(&bank.draws) {
            if facts.stage == crate::bank::Stage::Open {
                let open = Request::OpenDraw {
                    key: key(),
                    draw: *draw,
                };
                crate::support::done(&admins[0], open).await;
            }
        }
        Stage {
            drawers: vec![None; sellers.len()],
            world,
            sellers,
            admins,
            users,
            draws,
            tickets: Vec::new(),
            payouts: Vec::new(),
            rules: Vec::new(),
            accepted: Vec::new(),
            owner,
            told: None,
            turn: 0,
        }
    }

    /// Lets everybody leave.
    pub async fn end(self) {
        for house in self.sellers.into_iter().chain(self.admins) {
            house.close().await;
        }
        let _ = self.owner.close().await;
    }

    /// Asks for a command of which the model, as it stands before it, knows the subject.
    pub async fn play(&mut self, bank: &Bank, command: &Command) -> Outcome {
        self.told = None;
        if let Command::Wait { minutes } = command {
            self.world
                .freeze(morning() + TimeDelta::minutes(bank.now + minutes))
                .await;
            return Ok(());
        }
        if let Command::Again { which, changed } = *command {
            return self.again(which, changed).await;
        }
        let mut key = key();
        let (who, mut request) = self.request(bank, command, key);
        // Those that a house looks at under their key first; others may count a try at a code.
        let keyed_first = matches!(
            command,
            Command::Sell { .. }
                | Command::OpenDraw { .. }
                | Command::OpenDrawer { .. }
                | Command::MoveCash { .. }
        );
        self.turn += usize::from(keyed_first);
        if keyed_first && self.turn.is_multiple_of(5) {
            key = self.given_up(who, &mut request).await;
        }
        let consent = matches!(
            command,
            Command::Cancel { consent: true, .. }
                | Command::Pay { consent: true, .. }
                | Command::Reopen { consent: true, .. }
                | Command::Reverse { consent: true, .. }
                | Command::MoveCash { consent: true, .. }
                | Command::CloseDrawer { consent: true, .. }
                | Command::CloseDraw { consent: true, .. }
        );
        let mut sent = request;
        let mut reply = self.house(who).handle(sent.clone()).await;
        if consent
            && let Reply::Refused(refusals) = &reply
            && let [
                Refusal::NeedsApproval {
                    right,
                    target,
                    amount,
                    ..
                },
            ] = refusals.as_slice()
        {
            let approval = consented(self.house(who), "olga", *right, key, target, *amount).await;
            sent = sent.with_approval(approval).expect("it takes a consent");
            reply = self.house(who).handle(sent.clone()).await;
        }
        match reply {
            Reply::Done(answer) => {
                self.keep(bank, command, *answer).await;
                self.accepted.push((who, sent));
                Ok(())
            }
            Reply::Refused(refusals) => Err(refusals.iter().map(Refusal::code).collect()),
            Reply::Failed(fault) => panic!("{command:?} failed: {fault}"),
        }
    }

    /// Gives a command up before it comes: it is refused when it comes, and the model knows nothing of it. Its next key.
    async fn given_up(&self, who: Who, request: &mut Request) -> banca::domain::CommandKey {
        let first = request.key().expect("a command");
        let answer = crate::support::done(self.house(who), Request::GiveUp { key: first }).await;
        assert_eq!(answer, Answer::Outcome(banca::ops::Outcome::GivenUp));
        match self.house(who).handle(request.clone()).await {
            Reply::Refused(_) => {}
            other => panic!("{request:?} was given up and answered with {other:?}"),
        }
        let next = key();
        *request.key_mut().expect("a command") = next;
        next
    }

    fn house(&self, who: Who) -> &House {
        match who {
            Who::Seller(at) => &self.sellers[at],
            Who::Admin(at) => &self.admins[at],
        }
    }

    async fn again(&mut self, which: usize, changed: bool) -> Outcome {
        let at = which % self.accepted.len();
        let (who, mut request) = self.accepted[at].clone();
        if changed {
            other_content(&mut request);
        }
        match self.house(who).handle(request).await {
            Reply::Done(_) => Ok(()),
            Reply::Refused(refusals) => Err(refusals.iter().map(Refusal::code).collect()),
            Reply::Failed(fault) => panic!("a repeat failed: {fault}"),
        }
    }

    /// Keeps the real names of what came about.
    async fn keep(&mut self, bank: &Bank, command: &Command, answer: Answer) {
        match answer {
            Answer::Sold(sold) => {
                let Command::Sell { draws, .. } = command else {
                    return;
                };
                for draw in draws {
                    let ticket = sold
                        .tickets
                        .iter()
                        .find(|ticket| ticket.draw == self.draws[*draw]);
                    self.tickets
                        .push(ticket.expect("a ticket for each draw").code);
                }
            }
            Answer::Paid(paid) => {
                self.told = Some((paid.code, paid.prize.remaining.as_cents()));
                if matches!(command, Command::Pay { .. }) {
                    self.payouts.push(paid.payout.expect("it was paid"));
                }
            }
            Answer::Drawer(view) => {
                if let Command::OpenDrawer { seller, .. } = *command {
                    self.drawers[seller] = view.drawer;
                }
            }
            Answer::Saved if bank.rules.len() == self.rules.len() => {
                let known: Vec<Uuid> = self.rules.iter().map(|rule| rule.raw()).collect();
                let fresh: Option<Uuid> =
                    sqlx::query_scalar("SELECT rule_id FROM limit_rule WHERE rule_id <> ALL ($1)")
                        .bind(&known)
                        .fetch_optional(&mut self.owner)
                        .await
                        .expect("rules can be read");
                self.rules.extend(fresh.map(LimitRuleId::new));
            }
            _ => {}
        }
    }
}

/// A draw of a lottery that is not yet on sale.
async fn scheduled(
    owner: &mut PgConnection,
    lottery: &str,
    at: chrono::DateTime<chrono::Utc>,
) -> DrawId {
    let id = Uuid::now_v7();
    sqlx::query(
        "INSERT INTO draw (banca_id, draw_id, lottery_id, at, cutoff, business_date, digits, rules, outcomes)
         SELECT l.banca_id, $1, l.lottery_id, $2, $2 - make_interval(mins => (l.rules ->> 'cutoff_minutes')::int),
                business_date(l.banca_id, NULL, $2), l.digits, l.rules, l.rules -> 'outcomes'
           FROM lottery l WHERE l.name = $3",
    )
    .bind(id)
    .bind(at)
    .bind(lottery)
    .execute(owner)
    .await
    .expect("a draw can be made");
    id.into()
}

/// Names of the scopes, ranked as the database ranks them.
pub fn scope_name(rank: i16, index: usize) -> String {
    format!(
        "{} {index}",
        ["seller", "shop", "house"][usize::try_from(rank - 1).unwrap_or(2)]
    )
}

/// Figures by name.
pub type Figures = BTreeMap<String, i64>;
