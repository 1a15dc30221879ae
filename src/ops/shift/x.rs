//! The X report: what a drawer has done so far. It changes nothing, and may be asked for at any time. Who counts blind is told
//! how often, not how much.

use crate::{
    domain::{
        DrawerId, Money,
        drawer::{DrawerKind, is_counted},
        view::{
            CountedTender, DrawerLine, DrawerState, DrawerX, GoodsSums, GrandTotals, TenderCount,
        },
    },
    ops::{
        answer::Answer,
        drawer::reviews,
        fail::No,
        refusal::{Refusal, Thing},
        request::ShiftAnswer,
        seat::Seat,
    },
    store::{
        self,
        shift::{Found, Line},
    },
};

/// Reports on the own drawer, or another within reach.
pub async fn run(seat: &Seat, drawer: Option<DrawerId>) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let (drawer, found) = find(&mut db, drawer).await?;
    let told = tells(seat, &mut db, &found).await?;
    let lines = store::shift::lines(&mut db, drawer).await?;
    let mut lotteries = store::shift::lotteries(&mut db, drawer).await?;
    if !told {
        for one in &mut lotteries {
            one.amount = None;
        }
    }
    let approvers = store::shift::approvers(&mut db, drawer).await?;
    let x = DrawerX {
        drawer,
        terminal: found.terminal,
        user: found.user_name,
        state: found.state,
        opened_at: found.opened_at,
        at: store::shift::now(&mut db).await?,
        float: found.float,
        tenders: if told {
            tenders(&lines, &[]).unwrap_or_default()
        } else {
            Vec::new()
        },
        lines: lines.iter().map(|line| self::told(line, told)).collect(),
        lotteries,
        no_sales: store::shift::no_sales(&mut db, drawer).await?,
        goods: if told {
            store::shift::goods(&mut db, drawer).await?
        } else {
            GoodsSums::default()
        },
        pending: store::shift::pending(&mut db, drawer).await?,
        approvers,
        expected: told.then_some(found.expected),
    };
    Ok(Answer::Shift(ShiftAnswer::X(Box::new(x))))
}

/// The drawer in question: the own one, or another within reach.
pub async fn find(db: &mut store::Db, asked: Option<DrawerId>) -> Result<(DrawerId, Found), No> {
    let drawer = match asked {
        Some(drawer) => drawer,
        None => store::drawer::own(db).await?.ok_or(Refusal::NoOpenDrawer)?,
    };
    let found = store::shift::find(db, drawer).await?;
    let what = Thing::Drawer;
    let found = found.ok_or(Refusal::NotFound { what })?;
    Ok((drawer, found))
}

/// Whether this person is told amounts: of a closed drawer, where the house does not count blind, and as a reviewer of
/// another's.
pub async fn tells(seat: &Seat, db: &mut store::Db, found: &Found) -> Result<bool, No> {
    let closed = matches!(found.state, DrawerState::Closed | DrawerState::Reviewed);
    if closed || (reviews(seat) && found.user != seat.me.user) {
        return Ok(true);
    }
    Ok(!store::shift::settings(db).await?.blind_count)
}

/// A line as it is told.
pub fn told(line: &Line, amounts: bool) -> DrawerLine {
    DrawerLine {
        kind: line.kind,
        tender: line.tender,
        count: line.count,
        amount: amounts.then_some(line.amount),
    }
}

/// Whether a kind was taken for something sold, or gives such back: what a payout sends is no slip in the drawer.
const fn taken(kind: DrawerKind) -> bool {
    matches!(
        kind,
        DrawerKind::Ticket
            | DrawerKind::TicketBack
            | DrawerKind::Goods
            | DrawerKind::GoodsVoid
            | DrawerKind::GoodsReturn
            | DrawerKind::Settlement
            | DrawerKind::SettlementBack
    )
}

/// What was taken beside cash, against what was counted of it; `None` beyond the range of money.
pub fn tenders(lines: &[Line], counted: &[CountedTender]) -> Option<Vec<TenderCount>> {
    let mut found: Vec<TenderCount> = Vec::new();
    for line in lines {
        if !is_counted(line.tender) || !taken(line.kind) {
            continue;
        }
        let place = found.iter().position(|one| one.tender == line.tender);
        let one = if let Some(place) = place {
            found.get_mut(place)?
        } else {
            found.push(TenderCount {
                tender: line.tender,
                count: 0,
                booked: Money::ZERO,
                counted: None,
                difference: None,
            });
            found.last_mut()?
        };
        one.count = one.count.checked_add(line.count)?;
        one.booked = one.booked.checked_add(line.amount)?;
    }
    for hand in counted {
        if !found.iter().any(|one| one.tender == hand.tender) {
            found.push(TenderCount {
                tender: hand.tender,
                count: 0,
                booked: Money::ZERO,
                counted: None,
                difference: None,
            });
        }
        for one in found.iter_mut().filter(|one| one.tender == hand.tender) {
            one.counted = Some(hand.counted);
            one.difference = Some(hand.counted.checked_sub(one.booked)?);
        }
    }
    found.sort_by_key(|one| one.tender);
    Some(found)
}

/// What a terminal has turned over with this drawer's cash; `None` beyond the range of money.
pub fn grand(before: GrandTotals, lines: &[Line]) -> Option<GrandTotals> {
    let mut grand = before;
    for line in lines {
        let back = Money::ZERO.checked_sub(line.amount)?;
        match line.kind {
            DrawerKind::Ticket | DrawerKind::Goods => {
                grand.sales = grand.sales.checked_add(line.amount)?;
            }
            DrawerKind::TicketBack | DrawerKind::GoodsVoid | DrawerKind::GoodsReturn => {
                grand.given_back = grand.given_back.checked_add(back)?;
            }
            DrawerKind::Payout
            | DrawerKind::PayoutBack
            | DrawerKind::Refund
            | DrawerKind::RefundBack => grand.payouts = grand.payouts.checked_add(back)?,
            DrawerKind::Float
            | DrawerKind::Settlement
            | DrawerKind::SettlementBack
            | DrawerKind::Claim
            | DrawerKind::ClaimBack
            | DrawerKind::PayIn
            | DrawerKind::Drop
            | DrawerKind::PayOut
            | DrawerKind::SellerIn
            | DrawerKind::SellerOut
            | DrawerKind::NoSale
            | DrawerKind::Over
            | DrawerKind::Short
            | DrawerKind::ToSafe
            | DrawerKind::Other => {}
        }
    }
    grand.closes = grand.closes.checked_add(1)?;
    Some(grand)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::goods::TenderKind;

    fn line(kind: DrawerKind, tender: TenderKind, count: i64, colones: i64) -> Line {
        Line {
            kind,
            tender,
            count,
            amount: Money::colones(colones).unwrap(),
        }
    }

    #[test]
    fn what_was_taken_beside_cash_is_held_against_its_slips() {
        let lines = [
            line(DrawerKind::Goods, TenderKind::Cash, 3, 9_000),
            line(DrawerKind::Goods, TenderKind::Card, 2, 10_000),
            line(DrawerKind::GoodsVoid, TenderKind::Card, 1, -4_000),
            line(DrawerKind::Payout, TenderKind::Sinpe, 1, -7_000),
        ];
        let slips = [CountedTender {
            tender: TenderKind::Card,
            counted: Money::colones(5_500).unwrap(),
        }];
        let told = tenders(&lines, &slips).unwrap();
        let [card] = &told[..] else {
            panic!("only the card is counted: {told:?}");
        };
        assert_eq!((card.tender, card.count), (TenderKind::Card, 3));
        assert_eq!(card.booked, Money::colones(6_000).unwrap());
        assert_eq!(card.difference, Money::colones(-500));
    }

    #[test]
    fn grand_totals_only_grow() {
        let lines = [
            line(DrawerKind::Ticket, TenderKind::Cash, 2, 1_000),
            line(DrawerKind::TicketBack, TenderKind::Cash, 1, -400),
            line(DrawerKind::Payout, TenderKind::Cash, 1, -300),
            line(DrawerKind::Drop, TenderKind::Cash, 1, -900),
        ];
        let once = grand(GrandTotals::default(), &lines).unwrap();
        let twice = grand(once, &lines).unwrap();
        let colones = |amount| Money::colones(amount).unwrap();
        assert_eq!(
            (once.sales, once.given_back),
            (colones(1_000), colones(400))
        );
        assert_eq!((twice.payouts, twice.closes), (colones(600), 2));
    }
}
