//! `banca draw`: the life of a draw for scripts and cron.

use super::{
    World,
    args::{DrawCommand, DrawList, DrawnResult, NamedDraw, ReasonedDraw, StateArg, Wall},
    exit::Failure,
    find, made,
    signed::{Signed, key},
};
use crate::{
    domain::{DrawState, instant_of, wall_clock},
    ops::{
        AnnulDraw, Answer, ChangeDraw, ClaimFilter, DrawChange, DrawFilter, FieldProblem,
        HotFilter, Refusal, Request,
    },
};
use chrono::{DateTime, NaiveDate, Utc};

/// Does one thing with draws.
pub async fn run(
    world: &mut World,
    signed: &Signed,
    command: DrawCommand,
) -> Result<Answer, Failure> {
    match command {
        DrawCommand::List(list) => {
            signed
                .ask(Request::Draws(filter(signed, list).await?))
                .await
        }
        DrawCommand::Generate {
            days,
            preview: true,
            ..
        } => signed.ask(Request::PreviewDraws { days }).await,
        DrawCommand::Generate { days, consent, .. } => {
            let key = key(consent.key);
            let request = Request::GenerateDraws { key, days };
            signed.command(world, &consent, request).await
        }
        DrawCommand::Open(named) => {
            let draw = find::draw(signed, &named.draw, named.date).await?.id;
            let key = key(named.consent.key);
            let request = Request::OpenDraw { key, draw };
            signed.command(world, &named.consent, request).await
        }
        DrawCommand::Close { draw, reason } => close(world, signed, draw, reason).await,
        DrawCommand::Result(drawn) => {
            let (draw, result) = meant(signed, &drawn).await?;
            if drawn.preview {
                return signed.ask(Request::PreviewResult { draw, result }).await;
            }
            let request = Request::EnterResult {
                key: key(drawn.draw.consent.key),
                draw,
                result,
                reason: drawn.reason,
            };
            signed.command(world, &drawn.draw.consent, request).await
        }
        DrawCommand::Confirm(drawn) => {
            let (draw, result) = meant(signed, &drawn).await?;
            if drawn.preview {
                return signed.ask(Request::PreviewResult { draw, result }).await;
            }
            let key = key(drawn.draw.consent.key);
            let request = Request::ConfirmResult { key, draw, result };
            signed.command(world, &drawn.draw.consent, request).await
        }
        DrawCommand::Annul(asked) => {
            let draw = find::draw(signed, &asked.draw.draw, asked.draw.date)
                .await?
                .id;
            let request = Request::AnnulDraw(AnnulDraw {
                key: key(asked.draw.consent.key),
                draw,
                reason: asked.reason,
                approval: None,
            });
            signed.command(world, &asked.draw.consent, request).await
        }
        DrawCommand::Hold(asked) => change(world, signed, asked, DrawChange::Held).await,
        DrawCommand::Resume(asked) => change(world, signed, asked, DrawChange::OnSale).await,
        DrawCommand::Numbers { lottery, days, .. } => {
            let lottery = find::lottery(signed, &lottery).await?.id;
            let (from, to) = (days.from, days.to);
            let filter = HotFilter { lottery, from, to };
            signed.ask(Request::HotNumbers(filter)).await
        }
        DrawCommand::Claims(_) => signed.ask(Request::Claims(ClaimFilter::default())).await,
        DrawCommand::Move { draw, to, cutoff } => moved(world, signed, draw, to, cutoff).await,
        DrawCommand::Rename { draw, called } => {
            change(world, signed, draw, DrawChange::Name { name: called }).await
        }
        DrawCommand::Special(args) => made::special(world, signed, args).await,
        DrawCommand::Holidays(_) => signed.ask(Request::Holidays).await,
        DrawCommand::Holiday(args) => made::holiday(world, signed, args).await,
        DrawCommand::EndHoliday {
            day,
            lottery,
            consent,
            ..
        } => made::end_holiday(world, signed, (day, lottery), &consent).await,
        DrawCommand::Settle(args) => made::settle(world, signed, args).await,
        DrawCommand::Jobs(_) => signed.ask(Request::Jobs).await,
        DrawCommand::Winners(named) => {
            let draw = find::draw(signed, &named.draw, named.date).await?.id;
            signed.ask(Request::Winners { draw }).await
        }
    }
}

/// Moves a draw to another time of its day, or of the day that is named.
async fn moved(
    world: &mut World,
    signed: &Signed,
    draw: ReasonedDraw,
    to: Wall,
    cutoff: Option<Wall>,
) -> Result<Answer, Failure> {
    let at = find::draw(signed, &draw.draw.draw, draw.draw.date)
        .await?
        .at;
    let day = to.day.unwrap_or_else(|| signed_day(signed, at));
    let time = DrawChange::Time {
        at: moment(signed, to, day)?,
        cutoff: match cutoff {
            Some(cutoff) => Some(moment(signed, cutoff, day)?),
            None => None,
        },
    };
    change(world, signed, draw, time).await
}

/// The day of a moment in the house's zone.
pub(super) fn signed_day(signed: &Signed, at: DateTime<Utc>) -> NaiveDate {
    wall_clock(at, signed.me.zone).date()
}

/// The moment of a wall clock in the house's zone.
pub(super) fn moment(
    signed: &Signed,
    wall: Wall,
    day: NaiveDate,
) -> Result<DateTime<Utc>, Failure> {
    let wall = wall.day.unwrap_or(day).and_time(wall.time);
    instant_of(wall, signed.me.zone).ok_or_else(|| {
        let field = "at".to_owned();
        let problem = FieldProblem::OutOfRange;
        Failure::Refused(vec![Refusal::Field { field, problem }])
    })
}

async fn filter(signed: &Signed, list: DrawList) -> Result<DrawFilter, Failure> {
    let lottery = match &list.lottery {
        Some(name) => Some(find::lottery(signed, name).await?.id),
        None => None,
    };
    Ok(DrawFilter {
        from: list.from,
        to: list.to,
        lottery,
        state: list.state.map(state),
    })
}

const fn state(state: StateArg) -> DrawState {
    match state {
        StateArg::Scheduled => DrawState::Scheduled,
        StateArg::Open => DrawState::Open,
        StateArg::Closed => DrawState::Closed,
        StateArg::Evaluated => DrawState::Evaluated,
        StateArg::Annulled => DrawState::Annulled,
    }
}

async fn close(
    world: &mut World,
    signed: &Signed,
    named: NamedDraw,
    reason: Option<String>,
) -> Result<Answer, Failure> {
    let request = Request::CloseDraw {
        key: key(named.consent.key),
        draw: find::draw(signed, &named.draw, named.date).await?.id,
        reason,
        approval: None,
    };
    signed.command(world, &named.consent, request).await
}

async fn change(
    world: &mut World,
    signed: &Signed,
    asked: ReasonedDraw,
    change: DrawChange,
) -> Result<Answer, Failure> {
    let request = Request::ChangeDraw(ChangeDraw {
        key: key(asked.draw.consent.key),
        draw: find::draw(signed, &asked.draw.draw, asked.draw.date)
            .await?
            .id,
        change,
        reason: asked.reason,
    });
    signed.command(world, &asked.draw.consent, request).await
}

async fn meant(
    signed: &Signed,
    drawn: &DrawnResult,
) -> Result<(crate::domain::DrawId, crate::domain::DrawResult), Failure> {
    let draw = find::draw(signed, &drawn.draw.draw, drawn.draw.date).await?;
    let result = find::result(&draw, &drawn.number, drawn.outcome.as_deref())?;
    Ok((draw.id, result))
}
