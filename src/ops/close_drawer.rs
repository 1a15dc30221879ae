//! Closing a counted drawer: the difference is booked, what was counted goes to the safe, and the Z report is frozen.

use std::collections::BTreeSet;

use super::{
    answer::Answer,
    count_drawer::{drawer_problem, hold},
    fail::{No, fault},
    refusal::{FaultKind, FieldProblem, Refusal},
    request::CloseDrawer,
    seat::Seat,
    shift, text,
    work::{self, Begun, Work},
};
use crate::{
    domain::{
        Actor, ApprovalId, DrawerId, Grant, Money, Right,
        drawer::{self, Asks, DrawerProblem, MOST_COUNTS, ShiftProblem},
        posting::{self, Bearer},
        view::{CountSheet, CountedTender, DrawerReport, GoodsSums, GrandTotals},
    },
    store::{
        self,
        activity::Entry,
        drawer::{Count, Held, Sums},
        ledger::Booking,
    },
};

/// Closes the drawer with its last count. A difference beyond the house's threshold wants a reason, a large one consent.
pub async fn run(seat: &Seat, asked: CloseDrawer) -> Result<Answer, No> {
    let reason = text::optional("reason", asked.reason.as_deref().unwrap_or_default(), 500)?;
    check(&asked.counted)?;
    let request = CloseDrawer {
        reason: Some(reason.clone()),
        approval: None,
        ..asked.clone()
    };
    let mut work = match work::begin(seat, asked.key, "close_drawer", &request).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let held = hold(seat, &mut work, Some(asked.drawer)).await?;
    let end = End {
        reason: &reason,
        approval: asked.approval,
        counted: &asked.counted,
        keep: Some(asked.keep),
        short: asked.short,
        next: None,
    };
    let report = close(seat, &mut work, &held, end).await?;
    work.commit(Answer::DrawerClosed(Box::new(report))).await
}

/// What was counted beside cash is named once each, and never less than nothing.
pub fn check(counted: &[CountedTender]) -> Result<(), Refusal> {
    let mut once = BTreeSet::new();
    let sound = counted.iter().all(|one| {
        drawer::is_counted(one.tender) && !one.counted.is_negative() && once.insert(one.tender)
    });
    if sound {
        return Ok(());
    }
    Err(Refusal::Field {
        field: "counted".to_owned(),
        problem: FieldProblem::OutOfRange,
    })
}

/// How a drawer ends.
pub struct End<'a> {
    /// Why it is over or short.
    pub reason: &'a str,
    /// A second person's consent to the difference.
    pub approval: Option<ApprovalId>,
    /// What was counted beside cash.
    pub counted: &'a [CountedTender],
    /// What stays for the next shift; without it all that was counted.
    pub keep: Option<Money>,
    /// Who bears what is short; the house's setting without it.
    pub short: Option<Bearer>,
    /// The next cashier's drawer, and whose it is.
    pub next: Option<(DrawerId, String)>,
}

/// Closes a held drawer within a command: books, numbers, freezes and logs it.
#[expect(clippy::too_many_lines, reason = "the close of a drawer is one story")]
pub async fn close(
    seat: &Seat,
    work: &mut Work<'_>,
    held: &Held,
    end: End<'_>,
) -> Result<DrawerReport, No> {
    drawer::may_close(held.state).map_err(drawer_problem)?;
    let unfinished = store::shift::open_sales(work.db(), held.drawer).await?;
    if unfinished > 0 {
        let count = unfinished;
        return Err(Refusal::Shift(ShiftProblem::OpenSales { count }).into());
    }
    let counts = store::drawer::counts(work.db(), held.drawer).await?;
    let counted_twice = counts.len() >= usize::from(MOST_COUNTS.unsigned_abs());
    let count = counts
        .last()
        .ok_or_else(|| drawer_problem(DrawerProblem::NotCounted))?;
    let expected = store::drawer::expected(work.db(), held).await?;
    let difference = drawer::difference(count.total, expected).ok_or_else(beyond)?;
    let limits = super::drawer::limits(work.db()).await?;
    let asks = limits.asks(difference);
    if asks != Asks::Nothing && end.reason.is_empty() {
        return Err(Refusal::Field {
            field: "reason".to_owned(),
            problem: FieldProblem::Missing,
        }
        .into());
    }
    let approval = if asks == Asks::Consent {
        // As long as it may be counted again, not even a refusal tells the difference.
        let told = counted_twice.then_some(difference);
        let target = held.drawer.to_string();
        work.consent(Right::ApproveDifference, &target, told, end.approval)
            .await?
    } else {
        None
    };
    let short = bearer(seat, work, end.short).await?;
    let kept = end.keep.unwrap_or(count.total);
    if kept.is_negative() || kept > count.total {
        let counted = count.total;
        return Err(Refusal::Shift(ShiftProblem::KeepsTooMuch { counted }).into());
    }
    let closing = store::shift::Closing {
        reason: end.reason,
        short,
        counted: end.counted,
        kept,
        next: end.next.as_ref().map(|(next, _)| *next),
    };
    let key = work.key();
    store::shift::note_closing(work.db(), key, held.drawer, &closing).await?;
    // The shop whose drawer it is gives the date, whoever closes it.
    let me = Actor {
        ventana: Some(held.ventana),
        ..work.actor()
    };
    let date = store::ledger::today(work.db(), me).await?;
    let sums = store::drawer::sums(work.db(), held.drawer).await?;
    let lines = store::shift::lines(work.db(), held.drawer).await?;
    let before = store::shift::grand(work.db(), held.terminal).await?;
    let bears = short.of(held.user);
    let legs = posting::drawer_closed(held.ventana, held.drawer, expected, count.total, bears)
        .ok_or_else(beyond)?;
    let booking = Booking {
        document: held.drawer.raw(),
        event: "closed",
        version: 1,
        date,
    };
    store::ledger::post(work.db(), me, key, booking, &legs).await?;
    let (z_number, closed_at) = store::drawer::next_z(work.db(), held.terminal).await?;
    let report = DrawerReport {
        z_number,
        closed_at,
        audit: store::audit::head(work.db()).await?,
        tenders: shift::x::tenders(&lines, end.counted).ok_or_else(beyond)?,
        grand: shift::x::grand(before, &lines).ok_or_else(beyond)?,
        lines: lines
            .iter()
            .map(|line| shift::x::told(line, true))
            .collect(),
        lotteries: store::shift::lotteries(work.db(), held.drawer).await?,
        counts: counts.iter().map(sheet).collect(),
        no_sales: store::shift::no_sales(work.db(), held.drawer).await?,
        goods: store::shift::goods(work.db(), held.drawer).await?,
        pending: store::shift::pending(work.db(), held.drawer).await?,
        short,
        reason: end.reason.to_owned(),
        closed_by: (held.user != seat.me.user).then(|| seat.me.name.clone()),
        kept,
        next: end.next.map(|(_, name)| name),
        ..cash(held, &sums, count, (expected, difference))
    };
    let report = store::drawer::close(work.db(), &report).await?;
    work.log(Entry {
        amount: Some(difference),
        note: &report.reason,
        details: serde_json::json!({
            "report": report, "forced": held.user != seat.me.user,
            "first_count": counts.first().filter(|_| counted_twice).map(|first| first.total),
        }),
        approval,
        ..Entry::new("drawer.closed", &held.terminal_name)
    })
    .await?;
    Ok(report)
}

/// Who bears what is short: as the house has it, or as somebody says who may accept a difference.
async fn bearer(seat: &Seat, work: &mut Work<'_>, asked: Option<Bearer>) -> Result<Bearer, No> {
    let usual = store::shift::settings(work.db()).await?.short_borne_by;
    let chosen = asked.unwrap_or(usual);
    let free = matches!(
        seat.grant(Right::ApproveDifference),
        Grant::Own | Grant::All
    );
    if chosen == usual || free {
        return Ok(chosen);
    }
    Err(Refusal::Shift(ShiftProblem::BearerNotYours).into())
}

fn sheet(count: &Count) -> CountSheet {
    CountSheet {
        count: count.number,
        pieces: count.pieces.clone(),
        total: count.total,
    }
}

/// The report's cash before number, moment and hash are known.
fn cash(
    held: &Held,
    sums: &Sums,
    count: &Count,
    (expected, difference): (Money, Money),
) -> DrawerReport {
    DrawerReport {
        drawer: held.drawer,
        z_number: 0,
        terminal: held.terminal_name.clone(),
        user: held.user_name.clone(),
        opened_at: held.opened_at,
        closed_at: held.opened_at,
        float: held.float,
        sales: sums.sales,
        cancelled: sums.cancelled,
        payouts: sums.payouts,
        pay_in: sums.pay_in,
        drops: sums.drops,
        pay_out: sums.pay_out,
        expected,
        counted: count.total,
        difference,
        audit: None,
        lines: Vec::new(),
        tenders: Vec::new(),
        lotteries: Vec::new(),
        counts: Vec::new(),
        no_sales: Vec::new(),
        goods: GoodsSums::default(),
        pending: Vec::new(),
        grand: GrandTotals::default(),
        short: Bearer::Shop,
        reason: String::new(),
        closed_by: None,
        kept: Money::ZERO,
        next: None,
        hash: String::new(),
    }
}

fn beyond() -> No {
    No::Failed(fault(
        FaultKind::Inconsistent,
        &"a drawer beyond the range of money",
    ))
}
