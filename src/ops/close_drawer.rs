//! Closing a counted drawer: the difference is booked, what was counted goes to the safe, and the Z report is frozen.

use super::{
    answer::Answer,
    count_drawer::{drawer_problem, hold},
    fail::{No, fault},
    refusal::{FaultKind, FieldProblem, Refusal},
    seat::Seat,
    text,
    work::{self, Begun},
};
use crate::{
    domain::{
        Actor, ApprovalId, CommandKey, DrawerId, Money, Right,
        drawer::{self, DrawerProblem, MOST_COUNTS},
        posting::{self, ShortBorneBy},
        view::DrawerReport,
    },
    store::{
        self,
        activity::Entry,
        drawer::{Count, Held, Sums},
        ledger::Booking,
    },
};

/// What was asked.
pub struct CloseDrawer {
    /// The drawer; the own one, or by force another's.
    pub drawer: DrawerId,
    /// Why it is over or short.
    pub reason: Option<String>,
    /// A second person's consent to the difference.
    pub approval: Option<ApprovalId>,
}

/// Closes the drawer with its last count. A difference beyond the house's threshold wants a reason and consent.
pub async fn run(seat: &Seat, key: CommandKey, asked: CloseDrawer) -> Result<Answer, No> {
    let reason = text::optional("reason", asked.reason.as_deref().unwrap_or_default(), 500)?;
    let request = (asked.drawer, &reason);
    let mut work = match work::begin(seat, key, "close_drawer", &request).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let held = hold(seat, &mut work, Some(asked.drawer)).await?;
    drawer::may_close(held.state).map_err(drawer_problem)?;
    let mut counts = store::drawer::counts(work.db(), held.drawer).await?;
    let counted_twice = counts.len() >= usize::from(MOST_COUNTS.unsigned_abs());
    let count = counts
        .pop()
        .ok_or_else(|| drawer_problem(DrawerProblem::NotCounted))?;
    let expected = store::drawer::expected(work.db(), &held).await?;
    let difference = drawer::difference(count.total, expected).ok_or_else(beyond)?;
    let threshold = store::drawer::threshold(work.db()).await?;
    let approval = if drawer::agrees(difference, threshold) {
        None
    } else {
        if reason.is_empty() {
            return Err(Refusal::Field {
                field: "reason".to_owned(),
                problem: FieldProblem::Missing,
            }
            .into());
        }
        // As long as it may be counted again, not even a refusal tells the difference.
        let told = counted_twice.then_some(difference);
        let target = held.drawer.to_string();
        work.consent(Right::ApproveDifference, &target, told, asked.approval)
            .await?
    };
    // The shop whose drawer it is gives the date, whoever closes it.
    let me = Actor {
        ventana: Some(held.ventana),
        ..work.actor()
    };
    let date = store::ledger::today(work.db(), me).await?;
    let sums = store::drawer::sums(work.db(), held.drawer).await?;
    let legs = posting::drawer_closed(
        held.ventana,
        held.drawer,
        expected,
        count.total,
        ShortBorneBy::Shop,
    )
    .ok_or_else(beyond)?;
    let booking = Booking {
        document: held.drawer.raw(),
        event: "closed",
        version: 1,
        date,
    };
    store::ledger::post(work.db(), me, key, booking, &legs).await?;
    let (z_number, closed_at) = store::drawer::next_z(work.db(), held.terminal).await?;
    let report = report(&held, &sums, &count, (expected, difference));
    let report = DrawerReport {
        z_number,
        closed_at,
        audit: store::audit::head(work.db()).await?,
        ..report
    };
    let report = store::drawer::close(work.db(), &report).await?;
    work.log(Entry {
        amount: Some(difference),
        note: &reason,
        details: serde_json::json!({
            "report": report, "forced": held.user != seat.me.user,
            "first_count": counts.first().map(|first| first.total),
        }),
        approval,
        ..Entry::new("drawer.closed", &held.terminal_name)
    })
    .await?;
    work.commit(Answer::DrawerClosed(report)).await
}

/// The report before number, moment and hash are known.
fn report(
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
        hash: String::new(),
    }
}

fn beyond() -> No {
    No::Failed(fault(
        FaultKind::Inconsistent,
        &"a drawer beyond the range of money",
    ))
}
