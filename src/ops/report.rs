//! Reports: the filter line is understood, its names are found, what was read becomes a table with the period before beside it.

use super::{
    answer::Answer,
    fail::No,
    refusal::{FieldProblem, Refusal},
    request::ReportAsk,
    seat::Seat,
};
use crate::{
    domain::{
        Role, ScopeId,
        report::{ReportFilter, tabulate},
    },
    store::{self, report::Narrowed},
};

/// Reads one report of what lies within the asker's reach.
pub async fn run(seat: &Seat, asked: &ReportAsk) -> Result<Answer, No> {
    let report = asked.report;
    let usual = report.dimensions().first().copied();
    let by = asked
        .by
        .or(usual)
        .filter(|by| report.dimensions().contains(by));
    let by = by.ok_or_else(|| field("by", FieldProblem::OutOfRange))?;
    let filter = ReportFilter::parse(&asked.filter).map_err(|why| {
        let word = why.word().to_owned();
        field("filter", FieldProblem::Word { word })
    })?;
    // One moment for both periods and everything in them.
    let mut tx = seat.one_view().await?;
    let period = filter.period.on(store::report::today(&mut tx).await?);
    let narrowed = narrow(&mut tx, &filter).await?;
    let scope = scope(seat, &narrowed);
    let now = store::report::rows(&mut tx, report, by, period, &narrowed, scope).await?;
    let before = period.previous();
    let then = store::report::rows(&mut tx, report, by, before, &narrowed, scope).await?;
    tx.commit().await?;
    Ok(Answer::Report(Box::new(tabulate(
        report, by, period, now, then,
    ))))
}

fn field(name: &str, problem: FieldProblem) -> No {
    let field = name.to_owned();
    Refusal::Field { field, problem }.into()
}

/// Finds whom the names of a filter mean.
async fn narrow(db: &mut store::Tx, filter: &ReportFilter) -> Result<Narrowed, No> {
    let nobody = |name: &str| {
        let word = name.to_owned();
        field("filter", FieldProblem::Nothing { word })
    };
    let mut narrowed = Narrowed {
        at: filter.at,
        drawn: filter.drawn,
        number: filter.number.as_deref().and_then(|text| text.parse().ok()),
        ..Narrowed::default()
    };
    if let Some(name) = &filter.ventana {
        let found = store::report::ventana(db, name).await?;
        narrowed.ventana = Some(found.ok_or_else(|| nobody(name))?);
    }
    if let Some(name) = &filter.vendedor {
        let found = store::report::vendedor(db, name).await?;
        narrowed.vendedor = Some(found.ok_or_else(|| nobody(name))?);
    }
    if let Some(name) = &filter.lottery {
        let found = store::report::lottery(db, name).await?;
        narrowed.lottery = Some(found.ok_or_else(|| nobody(name))?);
    }
    Ok(narrowed)
}

/// Whose numbers are counted: those of whoever the filter names, else all within reach.
fn scope(seat: &Seat, filter: &Narrowed) -> ScopeId {
    match (
        filter.vendedor,
        filter.ventana,
        seat.me.role,
        &seat.me.ventana,
    ) {
        (Some(seller), ..) => ScopeId::Vendedor(seller),
        (None, Some(shop), ..) => ScopeId::Ventana(shop),
        (None, None, Role::Vendedor, _) => ScopeId::Vendedor(seat.me.user),
        (None, None, Role::Ventana, Some((shop, _))) => ScopeId::Ventana(*shop),
        (None, None, Role::Ventana | Role::Admin, _) => ScopeId::Banca(seat.me.banca),
    }
}
