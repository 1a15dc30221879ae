//! `banca report` and `exposure`: figures for scripts.

use super::{
    World,
    args::{ExposureArgs, Figures, ReportCommand, SortArg, StatusArg},
    exit::Failure,
    find,
    signed::Signed,
};
use crate::{
    domain::{PayoutStatus, Role, ScopeId, report::ReportName},
    ops::{ActivityFilter, Answer, PayoutFilter, PayoutSort, ReportAsk, Request},
    sheet::Kind,
    ui::text::{report as words, reports as t},
};

/// Reads one report.
pub async fn run(
    world: &World,
    signed: &Signed,
    command: ReportCommand,
) -> Result<Answer, Failure> {
    match command {
        ReportCommand::Day(_) => signed.ask(Request::Home).await,
        ReportCommand::Sales(one) => figures(world, signed, ReportName::Sales, one).await,
        ReportCommand::Profit(one) => figures(world, signed, ReportName::Profit, one).await,
        ReportCommand::Commissions(one) => {
            figures(world, signed, ReportName::Commissions, one).await
        }
        ReportCommand::Closing(one) => figures(world, signed, ReportName::Closing, one).await,
        ReportCommand::Cancelled(one) => figures(world, signed, ReportName::Cancelled, one).await,
        ReportCommand::Paid(one) => figures(world, signed, ReportName::Paid, one).await,
        ReportCommand::Prizes(one) => figures(world, signed, ReportName::Prizes, one).await,
        ReportCommand::Payouts(list) => {
            let filter = PayoutFilter {
                status: list.status.map(status),
                method: list.method,
                from: list.days.from,
                to: list.days.to,
                sort: sort(list.sort),
                ascending: list.ascending,
                after: list.after,
                limit: list.limit,
                ..PayoutFilter::default()
            };
            signed.ask(Request::Payouts(filter)).await
        }
        ReportCommand::Activity(list) => {
            let user = match &list.by {
                Some(name) => Some(find::user(signed, name).await?.id),
                None => None,
            };
            let filter = ActivityFilter {
                user,
                action: list.action,
                target: list.target,
                from: list.days.from,
                to: list.days.to,
                limit: list.limit,
                ..ActivityFilter::default()
            };
            signed.ask(Request::Activity(filter)).await
        }
    }
}

/// The filter line that was meant. The shell took the quotes away: a word with blanks gets them back.
pub fn filter_line(words: &[String]) -> String {
    let quoted = |word: &String| match word.split_once(':') {
        Some((name, value)) if value.contains(char::is_whitespace) && !value.starts_with('"') => {
            format!("{name}:\"{value}\"")
        }
        None if word.contains(char::is_whitespace) && !word.contains('"') => format!("\"{word}\""),
        _ => word.clone(),
    };
    let words: Vec<String> = words.iter().map(quoted).collect();
    words.join(" ")
}

/// Reads a report of figures, and saves it where that is asked for.
async fn figures(
    world: &World,
    signed: &Signed,
    report: ReportName,
    asked: Figures,
) -> Result<Answer, Failure> {
    let request = ReportAsk {
        report,
        by: asked.apart,
        filter: filter_line(&asked.filter),
    };
    let answer = signed.ask(Request::Report(request)).await?;
    if let (Answer::Report(report), Some(path)) = (&answer, &asked.save) {
        let kind = path.to_str().and_then(Kind::of_name).unwrap_or(Kind::Csv);
        let sheet = words::sheet(report, world.out.voice);
        let bytes = sheet
            .bytes(kind)
            .map_err(|why| Failure::Data(t::NOT_SAVED.with("why", why.to_string())))?;
        tokio::fs::write(path, bytes)
            .await
            .map_err(|why| Failure::Io(t::NOT_SAVED.with("why", why.to_string())))?;
    }
    Ok(answer)
}

const fn status(status: StatusArg) -> PayoutStatus {
    match status {
        StatusArg::Pending => PayoutStatus::Pending,
        StatusArg::Partial => PayoutStatus::Partial,
        StatusArg::Completed => PayoutStatus::Completed,
        StatusArg::Finalised => PayoutStatus::Finalised,
        StatusArg::Reversed => PayoutStatus::Reversed,
    }
}

const fn sort(sort: SortArg) -> PayoutSort {
    match sort {
        SortArg::Date => PayoutSort::Date,
        SortArg::Amount => PayoutSort::Amount,
        SortArg::Code => PayoutSort::Code,
    }
}

/// Reads the counters of a draw, or what a result would mean.
pub async fn exposure(signed: &Signed, args: ExposureArgs) -> Result<Answer, Failure> {
    let draw = find::draw_ahead(signed, &args.draw, args.date).await?;
    if let Some(number) = &args.what_if {
        let result = find::result(&draw, number, args.outcome.as_deref())?;
        let draw = draw.id;
        return signed.ask(Request::WhatIf { draw, result }).await;
    }
    let scope = match (&args.vendedor, &args.ventana) {
        (Some(name), _) => ScopeId::Vendedor(find::user(signed, name).await?.id),
        (None, Some(name)) => ScopeId::Ventana(find::ventana(signed, name).await?),
        (None, None) => own_scope(signed),
    };
    if let Some(number) = &args.number {
        let number = find::number(number, draw.digits)?;
        let draw = draw.id;
        return signed.ask(Request::NumberScopes { draw, number }).await;
    }
    let draw = draw.id;
    let ask = |price| signed.ask(Request::Exposure { draw, scope, price });
    let all = ask(None).await?;
    match (args.price, &all) {
        (Some(factor), Answer::Exposure(view)) => {
            let named = find::price(&view.prices, factor)?;
            ask(Some(named)).await
        }
        _ => Ok(all),
    }
}

/// The widest scope that the role sees.
fn own_scope(signed: &Signed) -> ScopeId {
    let me = &signed.me;
    match (me.role, &me.ventana) {
        (Role::Admin, _) => ScopeId::Banca(me.banca),
        (Role::Ventana | Role::Vendedor, Some((ventana, _))) => ScopeId::Ventana(*ventana),
        (Role::Ventana | Role::Vendedor, None) => ScopeId::Vendedor(me.user),
    }
}
