//! Drawers as they are shown: the own one, which is counted blind, and those within the user's reach.

use super::{answer::Answer, fail::No, refusal::Refusal, seat::Seat};
use crate::{
    domain::{
        Actor, Grant, Money, Right,
        drawer::{self as rules, Asks, agrees, asks, difference},
        goods::TenderKind,
        view::{CountResult, DrawerRow, DrawerState, DrawerView},
    },
    store::{
        self,
        drawer::{Count, read::Listed},
    },
};

/// Up to what a difference asks for nothing, and up to what for a reason alone.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    threshold: Money,
    reason: Money,
}

/// The limits of the house.
pub async fn limits(db: &mut store::Db) -> Result<Limits, No> {
    Ok(Limits {
        threshold: store::drawer::threshold(db).await?,
        reason: store::shift::settings(db).await?.difference_limit,
    })
}

impl Limits {
    /// What a difference asks for.
    pub fn asks(self, difference: Money) -> Asks {
        asks(difference, self.threshold, self.reason)
    }
}

/// The notes and coins that are counted today.
pub async fn offered(db: &mut store::Db, me: Actor) -> Result<Vec<Money>, No> {
    let today = store::ledger::today(db, me).await?;
    let five_until = store::shift::settings(db).await?.five_until;
    Ok(rules::denominations(today, five_until))
}

/// Whether somebody reviews drawers.
pub fn reviews(seat: &Seat) -> bool {
    seat.grant(Right::ForceCloseDrawer) != Grant::No
}

/// The own drawer.
pub async fn drawer(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Drawer(view(&mut db, seat.actor()).await?))
}

/// The drawers within reach. What one should hold is told to those who review it, and to its cashier once it is closed.
pub async fn drawers(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let listed = store::drawer::read::list(&mut db).await?;
    let blind = store::shift::settings(&mut db).await?.blind_count;
    let rows = listed.into_iter().map(|listed| shown(seat, blind, listed));
    Ok(Answer::Drawers(rows.collect()))
}

/// A listed drawer as this person may see it.
pub fn shown(seat: &Seat, blind: bool, listed: Listed) -> DrawerRow {
    let mut row = listed.row;
    let closed = matches!(row.state, DrawerState::Closed | DrawerState::Reviewed);
    if !(closed || !blind || (reviews(seat) && listed.user != seat.me.user)) {
        row.expected = None;
    }
    row
}

/// Where the own drawer is open at another terminal, its name in place of the word that none is open.
pub async fn where_open(seat: &Seat, mut refusals: Vec<Refusal>) -> Result<Vec<Refusal>, No> {
    let mut db = seat.connection().await?;
    let own = store::drawer::read::own(&mut db).await?;
    if let Some(terminal) = own.and_then(|own| own.elsewhere) {
        for refusal in &mut refusals {
            if *refusal == Refusal::NoOpenDrawer {
                let terminal = terminal.clone();
                *refusal = Refusal::DrawerElsewhere { terminal };
            }
        }
    }
    Ok(refusals)
}

/// That the drawer holds too little; how much it holds only for those who review drawers, since the others count it blind.
pub fn too_little(seat: &Seat, asked: Money, available: Money) -> Refusal {
    Refusal::InsufficientCash {
        asked,
        available: reviews(seat).then_some(available),
    }
}

/// The own drawer as its cashier may see it: what it should hold only where the house does not count blind.
pub async fn view(db: &mut store::Db, me: Actor) -> Result<DrawerView, No> {
    let denominations = offered(db, me).await?;
    let settings = store::shift::settings(db).await?;
    let Some(own) = store::drawer::read::own(db).await? else {
        return Ok(DrawerView {
            drawer: None,
            elsewhere: None,
            state: None,
            opened_at: None,
            float: Money::ZERO,
            tickets: 0,
            payouts: 0,
            counts: Vec::new(),
            denominations,
            expected: None,
            drop_advised: false,
            kept: store::shift::last_kept(db).await?,
            no_sales: 0,
            tenders: Vec::new(),
        });
    };
    let limits = limits(db).await?;
    let counts = store::drawer::counts(db, own.drawer).await?;
    let lines = store::shift::lines(db, own.drawer).await?;
    let mut tenders: Vec<TenderKind> = lines.iter().map(|line| line.tender).collect();
    tenders.retain(|tender| rules::is_counted(*tender));
    tenders.sort_unstable();
    tenders.dedup();
    let much = settings.drop_above.is_some_and(|most| own.expected > most);
    Ok(DrawerView {
        drawer: Some(own.drawer),
        elsewhere: own.elsewhere,
        state: Some(own.state),
        opened_at: Some(own.opened_at),
        float: own.float,
        tickets: own.tickets,
        payouts: own.payouts,
        counts: counts
            .into_iter()
            .map(|count| told(count, limits))
            .collect(),
        denominations,
        expected: (!settings.blind_count).then_some(own.expected),
        drop_advised: much && own.state == DrawerState::Open,
        kept: None,
        no_sales: own.no_sales,
        tenders,
    })
}

/// What is told of a count: whether it agrees exactly, or within what the house accepts, never by how much not.
pub fn told(count: Count, limits: Limits) -> CountResult {
    let exact = count.total == count.expected;
    let off = difference(count.total, count.expected);
    let agrees = off.is_some_and(|off| agrees(off, limits.threshold));
    let asks = off.map_or(Asks::Consent, |off| limits.asks(off));
    CountResult {
        count: count.number,
        pieces: count.pieces,
        total: count.total,
        agrees,
        exact,
        needs_approval: asks == Asks::Consent,
        needs_reason: asks != Asks::Nothing,
    }
}
