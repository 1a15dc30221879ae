//! Drawers as they are shown: the own one, which is counted blind, and those within the user's reach.

use super::{answer::Answer, fail::No, refusal::Refusal, seat::Seat};
use crate::{
    domain::{
        Grant, Money, Right,
        drawer::{DENOMINATIONS, agrees, difference},
        view::{CountResult, DrawerState, DrawerView},
    },
    store::{self, drawer::Count},
};

/// The own drawer.
pub async fn drawer(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Drawer(view(&mut db).await?))
}

/// The drawers within reach. What one should hold is told to those who review it, and to its cashier once it is closed.
pub async fn drawers(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let listed = store::drawer::read::list(&mut db).await?;
    let reviews = seat.grant(Right::ForceCloseDrawer) != Grant::No;
    let rows = listed.into_iter().map(|listed| {
        let mut row = listed.row;
        let told = row.state == DrawerState::Closed || (reviews && listed.user != seat.me.user);
        if !told {
            row.expected = None;
        }
        row
    });
    Ok(Answer::Drawers(rows.collect()))
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
    let reviews = seat.grant(Right::ForceCloseDrawer) != Grant::No;
    Refusal::InsufficientCash {
        asked,
        available: reviews.then_some(available),
    }
}

/// The own drawer as its cashier may see it: everything but what it should hold.
pub async fn view(db: &mut store::Db) -> Result<DrawerView, No> {
    let denominations = DENOMINATIONS.to_vec();
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
        });
    };
    let threshold = store::drawer::threshold(db).await?;
    let counts = store::drawer::counts(db, own.drawer).await?;
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
            .map(|count| told(count, threshold))
            .collect(),
        denominations,
    })
}

/// What is told of a count: whether it agrees exactly, or within what the house accepts, never by how much not.
pub fn told(count: Count, threshold: Money) -> CountResult {
    let exact = count.total == count.expected;
    let agrees = difference(count.total, count.expected).is_some_and(|off| agrees(off, threshold));
    CountResult {
        count: count.number,
        pieces: count.pieces,
        total: count.total,
        agrees,
        exact,
        needs_approval: !agrees,
    }
}
