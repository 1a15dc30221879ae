//! Counting a drawer blind. From the first count on nothing moves through it; a second count may correct the first, and
//! the last one closes it.

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal, Thing},
    seat::Seat,
    work::{self, Begun, Work},
};
use crate::{
    domain::{
        CommandKey, DrawerId, Grant, Money, Right,
        drawer::{self, CountProblem, DrawerProblem},
        view::CountedPieces,
    },
    store::{
        self,
        activity::Entry,
        drawer::{Count, Held},
    },
};

/// Counts the own drawer, or another's that is to be closed by force.
pub async fn run(
    seat: &Seat,
    key: CommandKey,
    pieces: &[CountedPieces],
    asked: Option<DrawerId>,
) -> Result<Answer, No> {
    let request = (pieces, asked);
    let mut work = match work::begin(seat, key, "count_drawer", &request).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let held = hold(seat, &mut work, asked).await?;
    let me = work.actor();
    let offered = super::drawer::offered(work.db(), me).await?;
    let total = drawer::total(pieces, &offered).map_err(refused)?;
    let before = store::drawer::counts(work.db(), held.drawer).await?;
    let made = i16::try_from(before.len()).unwrap_or(i16::MAX);
    let number = drawer::next_count(held.state, made).map_err(drawer_problem)?;
    let count = Count {
        number,
        pieces: pieces
            .iter()
            .copied()
            .filter(|one| one.pieces > 0)
            .collect(),
        total,
        expected: store::drawer::expected(work.db(), &held).await?,
    };
    store::drawer::add_count(work.db(), me, held.drawer, &count).await?;
    work.log(Entry {
        amount: Some(total),
        details: serde_json::json!({
            "drawer": held.drawer, "cashier": held.user_name, "count": number, "expected": count.expected,
            "pieces": count.pieces,
        }),
        ..Entry::new("drawer.counted", &held.terminal_name)
    })
    .await?;
    let limits = super::drawer::limits(work.db()).await?;
    work.commit(Answer::Counted(super::drawer::told(count, limits)))
        .await
}

/// Takes the drawer in question for this command: the own one, or with the right to it another's.
pub async fn hold(seat: &Seat, work: &mut Work<'_>, asked: Option<DrawerId>) -> Result<Held, No> {
    let own = store::drawer::own(work.db()).await?;
    let drawer = asked.or(own).ok_or(Refusal::NoOpenDrawer)?;
    let held = store::drawer::hold(work.db(), drawer).await?;
    let mine = held.as_ref().is_some_and(|held| held.user == seat.me.user);
    if !mine && seat.grant(Right::ForceCloseDrawer) == Grant::No {
        return Err(Refusal::UnauthorizedDrawer.into());
    }
    held.ok_or_else(|| {
        Refusal::NotFound {
            what: Thing::Drawer,
        }
        .into()
    })
}

/// A problem of the drawer's state as a refusal.
pub fn drawer_problem(problem: DrawerProblem) -> Refusal {
    match problem {
        DrawerProblem::Closed => Refusal::DrawerClosed,
        DrawerProblem::NotCounted => Refusal::NotCounted,
        DrawerProblem::CountedTwice => Refusal::CountedTwice,
    }
}

fn refused(problem: CountProblem) -> Refusal {
    let field = match problem {
        CountProblem::UnknownDenomination { value } => format!("pieces {}", Money::as_cents(value)),
        CountProblem::TooMuch => "pieces".to_owned(),
    };
    Refusal::Field {
        field,
        problem: FieldProblem::OutOfRange,
    }
}
