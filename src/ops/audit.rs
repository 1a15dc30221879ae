//! The activity log as it is searched, and its sealed blocks: what is kept elsewhere to hold the house to it.

use super::{
    answer::Answer,
    fail::No,
    page,
    refusal::{FieldProblem, Refusal},
    request::{AskAudit, AskBlocks, CheckChain},
    seat::Seat,
};
use crate::{
    domain::{
        Role,
        audit::AuditFilter,
        report::{Period, PeriodWord},
        view::{AuditPage, ChainCheck},
    },
    store::{
        self, Tx,
        audit::{Search, Sought},
    },
};

/// Rows of an answer: as many as are usual, and the most; a file is made of many.
const USUAL: u16 = 50;
const MOST: u16 = 1_000;

/// Rows that one stretch of a search looks at when not every one of them is meant.
const LOOK: i32 = 20_000;

/// Blocks that are checked at once; a block holds about a hundred thousand rows.
const BLOCKS: i32 = 1;

/// A page of blocks with the newest of all.
pub async fn blocks(seat: &Seat, asked: AskBlocks) -> Result<Answer, No> {
    let rows = page::rows(asked.limit)?;
    let mut db = seat.connection().await?;
    let head = store::audit::head(&mut db).await?;
    let read = store::audit::blocks(&mut db, asked.before, page::read(rows)).await?;
    let keyed = read.into_iter().map(|block| (block.block, block));
    let (blocks, next) = page::cut(keyed.collect(), rows);
    Ok(Answer::AuditBlocks(AuditPage { head, blocks, next }))
}

/// Searches the log from the newest row, or from where the stretch before ended. However much there is, one stretch looks at a
/// bounded number of rows: nothing found in it and a place to continue means that the search goes on.
pub async fn search(seat: &Seat, asked: &AskAudit) -> Result<Answer, No> {
    let rows = asked.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&rows) {
        let problem = FieldProblem::OutOfRange;
        let field = "limit".to_owned();
        return Err(Refusal::Field { field, problem }.into());
    }
    let filter = AuditFilter::parse(&asked.filter).map_err(|why| {
        let word = why.word().to_owned();
        wrong(FieldProblem::Word { word })
    })?;
    let mut tx = seat.one_view().await?;
    let period = match filter.period {
        Some(period) => Some(period_of(&mut tx, period).await?),
        None => None,
    };
    let sought = sought(&mut tx, &filter).await?;
    let every_row_counts = filter.is_plain() && seat.me.role == Role::Admin;
    let search = Search {
        filter: &filter,
        sought,
        period,
        after: asked.after.as_ref(),
        look: if every_row_counts {
            i32::from(rows)
        } else {
            LOOK
        },
        rows: i32::from(rows),
    };
    let found = store::audit::search(&mut tx, &search).await?;
    tx.commit().await?;
    Ok(Answer::Audit(found))
}

fn wrong(problem: FieldProblem) -> No {
    let field = "filter".to_owned();
    Refusal::Field { field, problem }.into()
}

async fn period_of(db: &mut Tx, word: PeriodWord) -> Result<Period, No> {
    Ok(word.on(store::report::today(db).await?))
}

/// Finds whom and what the names of a filter mean.
async fn sought(db: &mut Tx, filter: &AuditFilter) -> Result<Sought, No> {
    let nobody = |name: &str| {
        let word = name.to_owned();
        wrong(FieldProblem::Nothing { word })
    };
    let mut sought = Sought::default();
    if let Some(name) = &filter.user {
        let found = store::report::vendedor(db, name).await?;
        sought.user = Some(found.ok_or_else(|| nobody(name))?);
    }
    if let Some(name) = &filter.ventana {
        let found = store::report::ventana(db, name).await?;
        sought.ventana = Some(found.ok_or_else(|| nobody(name))?);
    }
    if filter.of_draws() {
        let lottery = match &filter.lottery {
            Some(name) => {
                let found = store::report::lottery(db, name).await?;
                Some(found.ok_or_else(|| nobody(name))?)
            }
            None => None,
        };
        let draws = store::audit::draws(db, lottery, filter.drawn, filter.at).await?;
        sought.targets = Some(draws);
    }
    if let Some(target) = &filter.target {
        sought
            .targets
            .get_or_insert_with(Vec::new)
            .push(target.clone());
    }
    Ok(sought)
}

/// Checks the next blocks, and tells how far the chain goes.
pub async fn check(seat: &Seat, asked: CheckChain) -> Result<Answer, No> {
    let mut tx = seat.begin().await?;
    store::audit::take_time(&mut tx).await?;
    let state = store::audit::state(&mut tx).await?;
    let checked = store::audit::check(&mut tx, asked.after, BLOCKS).await?;
    tx.commit().await?;
    let broken = checked.iter().find(|one| !one.holds).map(|one| one.block);
    let last = checked.last().map_or(asked.after, |one| one.block);
    let rows = checked
        .iter()
        .fold(0_i64, |sum, one| sum.saturating_add(one.rows));
    Ok(Answer::ChainChecked(ChainCheck {
        blocks: state.blocks,
        sealed: state.sealed,
        waiting: state.waiting,
        checked: last,
        rows,
        broken,
        done: checked.is_empty() || last >= state.blocks,
    }))
}
