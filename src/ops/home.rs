//! The home screen's figures, within what the user may see: the day so far, the next draws, what waits.

use chrono::{Days, NaiveDate};

use super::{
    answer::Answer,
    drawer,
    fail::{No, fault},
    refusal::FaultKind,
    risk,
    seat::Seat,
};
use crate::{
    domain::{
        DrawState, Grant, Money, MoneyError, Right, Role,
        view::{DrawFilter, DrawRow, Home},
    },
    store::{self, home::Part},
};

/// Draws shown as the next ones.
const NEXT: usize = 8;
/// Draws whose risk is told.
const RISKS: usize = 4;
/// Days ahead in which the next draws are looked for.
const AHEAD: u64 = 3;
/// Days back in which draws that wait for a result are looked for.
const BACK: u64 = 30;

/// Today's figures.
pub async fn run(seat: &Seat) -> Result<Answer, No> {
    let (me, role) = (seat.actor(), seat.me.role);
    let mut db = seat.connection().await?;
    let date = store::ledger::today(&mut db, me).await?;
    let parts = store::home::sold(&mut db, date, role).await?;
    let mut home =
        day(date, &parts).map_err(|why| No::Failed(fault(FaultKind::Inconsistent, &why)))?;
    home.paid = store::home::paid(&mut db, date, role == Role::Vendedor).await?;
    (home.unpaid_count, home.unpaid_prizes) = store::home::unpaid(&mut db, date).await?;
    home.next = next(&mut db, date).await?;
    if let Some(seller) = me.seller() {
        // The own sale may end before the draw's.
        let rules = store::desk::sale_rules(&mut db, seller, seat.me.zone).await?;
        for row in &mut home.next {
            let draw = rules.draws.iter().find(|draw| draw.id == row.id);
            row.cutoff = draw.map_or(row.cutoff, |draw| rules.ends(draw, seat.now()));
        }
    }
    if seat.grant(Right::ConfirmResult) != Grant::No || role != Role::Vendedor {
        home.waiting = waiting(&mut db, date).await?;
    }
    home.drawer = match seat.actor().ventana {
        Some(_) => Some(drawer::view(&mut db, me).await?),
        None => None,
    };
    home.credit = store::movement::credit(&mut db).await?;
    if drawer::reviews(seat) {
        let stale = store::shift::day_over(&mut db).await?.into_iter();
        home.stale_drawers = stale
            .map(|(user, terminal, _)| format!("{user} ({terminal})"))
            .collect();
        home.to_review = store::shift::waiting(&mut db).await?;
    }
    if let Some(week) = date.checked_sub_days(Days::new(7)) {
        home.week_before = store::home::by_hour(&mut db, week).await?;
    }
    if role == Role::Admin {
        home.by_shop = store::home::by_shop(&mut db, date).await?;
    }
    if seat.grant(Right::SeeExposure) != Grant::No {
        let open = home.next.iter().filter(|row| row.state == DrawState::Open);
        let open: Vec<_> = open.take(RISKS).map(|row| row.id).collect();
        home.risks = risk::of_draws(&mut db, seat, &open).await?;
    }
    Ok(Answer::Home(Box::new(home)))
}

/// The day's sales added up.
fn day(date: NaiveDate, parts: &[Part]) -> Result<Home, MoneyError> {
    let mut home = Home {
        date,
        ..Home::default()
    };
    for part in parts {
        home.tickets = home.tickets.saturating_add(part.tickets);
        home.cancelled = home.cancelled.saturating_add(part.cancelled);
        add(&mut home.sold, part.sold)?;
        add(&mut home.cancelled_stakes, part.cancelled_stakes)?;
        add(&mut home.commission, part.commission)?;
        add(entry(&mut home.by_hour, part.hour), part.sold)?;
        add(entry(&mut home.by_lottery, part.lottery.clone()), part.sold)?;
    }
    home.by_hour.retain(|(_, sold)| sold.is_positive());
    home.by_lottery.retain(|(_, sold)| sold.is_positive());
    home.by_lottery
        .sort_by_key(|(_, sold)| std::cmp::Reverse(*sold));
    Ok(home)
}

fn add(sum: &mut Money, more: Money) -> Result<(), MoneyError> {
    *sum = sum.checked_add(more).ok_or(MoneyError::OutOfRange)?;
    Ok(())
}

/// The sum kept under a key, at nothing where there was none.
fn entry<K: PartialEq>(sums: &mut Vec<(K, Money)>, key: K) -> &mut Money {
    let place = sums
        .iter()
        .position(|(known, _)| *known == key)
        .unwrap_or(sums.len());
    if place == sums.len() {
        sums.push((key, Money::ZERO));
    }
    &mut sums[place].1
}

/// The next draws, by time.
async fn next(db: &mut store::Db, date: NaiveDate) -> Result<Vec<DrawRow>, No> {
    let filter = DrawFilter {
        from: date.checked_sub_days(Days::new(1)),
        to: date.checked_add_days(Days::new(AHEAD)),
        ..DrawFilter::default()
    };
    let mut rows = store::draw::list(db, &filter).await?;
    rows.retain(|row| matches!(row.state, DrawState::Open | DrawState::Scheduled));
    rows.truncate(NEXT);
    Ok(rows)
}

/// Draws that wait for a result, or for its confirmation.
async fn waiting(db: &mut store::Db, date: NaiveDate) -> Result<Vec<DrawRow>, No> {
    let filter = DrawFilter {
        from: date.checked_sub_days(Days::new(BACK)),
        to: Some(date),
        state: Some(DrawState::Closed),
        ..DrawFilter::default()
    };
    Ok(store::draw::list(db, &filter).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(hour: u8, lottery: &str, sold: i64) -> Part {
        Part {
            hour,
            lottery: lottery.to_owned(),
            tickets: 2,
            sold: Money::colones(sold).unwrap(),
            cancelled: 1,
            cancelled_stakes: Money::colones(100).unwrap(),
            commission: Money::colones(10).unwrap(),
        }
    }

    #[test]
    fn a_day_adds_up_by_hour_and_by_lottery() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
        let parts = [
            part(8, "Nica", 500),
            part(8, "Tica", 1_000),
            part(9, "Tica", 2_000),
            part(10, "Nica", 0),
        ];
        let home = day(date, &parts).unwrap();
        let colones = |amount| Money::colones(amount).unwrap();
        assert_eq!((home.tickets, home.cancelled), (8, 4));
        assert_eq!(home.sold, colones(3_500));
        assert_eq!(home.commission, colones(40));
        assert_eq!(home.by_hour, [(8, colones(1_500)), (9, colones(2_000))]);
        assert_eq!(
            home.by_lottery,
            [
                ("Tica".to_owned(), colones(3_000)),
                ("Nica".to_owned(), colones(500))
            ]
        );
    }
}
