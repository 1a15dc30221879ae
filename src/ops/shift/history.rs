//! What was: the report of a closed drawer, what happened at a drawer, and drawers page by page.

use super::x::{find, tells};
use crate::{
    domain::{
        DrawerId, Money,
        goods::TenderKind,
        view::{DrawerEntries, DrawerPage, PageKey},
    },
    ops::{
        answer::Answer,
        drawer::{reviews, shown},
        fail::No,
        page,
        refusal::{Refusal, Thing},
        request::{AskDrawerEntries, AskDrawers, ShiftAnswer},
        seat::Seat,
    },
    store::{self, shift::Line},
};

/// The report that closed a drawer.
pub async fn report(seat: &Seat, drawer: DrawerId) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let found = store::shift::report(&mut db, drawer).await?;
    let what = Thing::Drawer;
    let report = found.ok_or(Refusal::NotFound { what })?;
    Ok(Answer::Shift(ShiftAnswer::Report(Box::new(report))))
}

/// What happened at a drawer, newest first.
pub async fn entries(seat: &Seat, asked: AskDrawerEntries) -> Result<Answer, No> {
    let rows = page::rows(asked.limit)?;
    let mut db = seat.one_view().await?;
    let (drawer, found) = find(&mut db, asked.drawer).await?;
    let told = tells(seat, &mut db, &found).await?;
    let after = asked.after.as_ref();
    let read =
        store::shift::entries(&mut db, drawer, asked.tender, after, page::read(rows)).await?;
    let keyed = read.into_iter().map(|entry| {
        let (at, id) = (entry.at, entry.id);
        (PageKey { at, id }, entry)
    });
    let (rows, next) = page::cut(keyed.collect(), rows);
    let lines = store::shift::lines(&mut db, drawer).await?;
    let sums = sums(&lines, told);
    let page = DrawerEntries { rows, sums, next };
    Ok(Answer::Shift(ShiftAnswer::Entries(page)))
}

/// A drawer's lines added up by tender, without what its close moved; amounts only where they are told.
fn sums(lines: &[Line], told: bool) -> Vec<(TenderKind, i64, Option<Money>)> {
    let mut sums: Vec<(TenderKind, i64, Option<Money>)> = Vec::new();
    for line in lines.iter().filter(|line| !line.kind.closes()) {
        let place = sums
            .iter()
            .position(|(tender, _, _)| *tender == line.tender);
        let place = place.unwrap_or_else(|| {
            sums.push((line.tender, 0, told.then_some(Money::ZERO)));
            sums.len().saturating_sub(1)
        });
        if let Some((_, count, amount)) = sums.get_mut(place) {
            *count = count.saturating_add(line.count);
            *amount = amount.and_then(|sum| sum.checked_add(line.amount));
        }
    }
    sums.sort_by_key(|(tender, _, _)| *tender);
    sums
}

/// Drawers within reach, latest first.
pub async fn list(seat: &Seat, asked: AskDrawers) -> Result<Answer, No> {
    let rows = page::rows(asked.limit)?;
    let mut db = seat.one_view().await?;
    let blind = store::shift::settings(&mut db).await?.blind_count;
    let after = asked.after.as_ref();
    let read = store::shift::page(&mut db, asked.state, after, page::read(rows)).await?;
    let keyed = read.into_iter().map(|listed| {
        let (at, id) = (listed.row.opened_at, listed.row.drawer.raw());
        (PageKey { at, id }, shown(seat, blind, listed))
    });
    let (rows, next) = page::cut(keyed.collect(), rows);
    let waiting = if reviews(seat) {
        store::shift::waiting(&mut db).await?
    } else {
        0
    };
    let page = DrawerPage {
        rows,
        waiting,
        next,
    };
    Ok(Answer::Shift(ShiftAnswer::List(page)))
}
