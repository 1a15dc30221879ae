//! `banca report` and `exposure`: figures for scripts.

use super::{
    args::{ExposureArgs, ReportCommand, SortArg, StatusArg},
    exit::Failure,
    find,
    signed::Signed,
};
use crate::{
    domain::{PayoutStatus, Role, ScopeId},
    ops::{ActivityFilter, Answer, PayoutFilter, PayoutSort, Request},
};

/// Reads one report.
pub async fn run(signed: &Signed, command: ReportCommand) -> Result<Answer, Failure> {
    match command {
        ReportCommand::Day(_) => signed.ask(Request::Home).await,
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
    let draw = draw.id;
    signed.ask(Request::Exposure { draw, scope }).await
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
