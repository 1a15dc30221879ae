//! `banca drawer` beyond opening, counting and closing: X, history, hand-over, review and the house's rules.

use super::{
    World,
    args::ShiftCommand,
    exit::Failure,
    secret,
    signed::{Signed, key, unexpected},
};
use crate::{
    domain::{DrawerId, Id, view::DrawerSettings},
    ops::{
        Answer, AskDrawerEntries, AskDrawers, HandOver, MoveCash, Refusal, Request, Shift,
        ShiftAnswer, Thing,
    },
};

/// Does one thing with a drawer's shift.
pub async fn run(
    world: &mut World,
    signed: &Signed,
    command: ShiftCommand,
) -> Result<Answer, Failure> {
    match command {
        ShiftCommand::X { drawer, .. } => {
            let drawer = maybe(signed, drawer).await?;
            signed.ask(Request::Shift(Shift::X { drawer })).await
        }
        ShiftCommand::Report { drawer, .. } => {
            let drawer = find(signed, &drawer).await?;
            signed.ask(Request::Shift(Shift::Report { drawer })).await
        }
        ShiftCommand::Entries {
            drawer,
            tender,
            limit,
            ..
        } => {
            let asked = AskDrawerEntries {
                drawer: maybe(signed, drawer).await?,
                tender,
                limit,
                after: None,
            };
            signed.ask(Request::Shift(Shift::Entries(asked))).await
        }
        ShiftCommand::History { state, limit, .. } => {
            let asked = AskDrawers {
                state,
                limit,
                after: None,
            };
            signed.ask(Request::Shift(Shift::List(asked))).await
        }
        ShiftCommand::Move {
            movement,
            amount,
            reason,
            consent,
            ..
        } => {
            let request = Request::MoveCash(MoveCash {
                key: key(consent.key),
                movement,
                amount,
                reason,
                approval: None,
            });
            signed.command(world, &consent, request).await
        }
        ShiftCommand::NoSale {
            reason, consent, ..
        } => {
            let key = key(consent.key);
            let request = Request::Shift(Shift::NoSale { key, reason });
            signed.command(world, &consent, request).await
        }
        ShiftCommand::HandOver {
            to,
            keep,
            reason,
            counted,
            consent,
            ..
        } => {
            let pin = secret::pin(&world.out, &mut world.stop, secret::NEXT_PIN, &to).await?;
            let request = Request::Shift(Shift::HandOver(HandOver {
                key: key(consent.key),
                to,
                pin,
                keep,
                reason,
                counted,
                approval: None,
            }));
            signed.command(world, &consent, request).await
        }
        ShiftCommand::Review {
            drawer,
            note,
            consent,
            ..
        } => {
            let request = Request::Shift(Shift::Review {
                key: key(consent.key),
                drawer: find(signed, &drawer).await?,
                note,
            });
            signed.command(world, &consent, request).await
        }
        ShiftCommand::Settings { .. } => settings(world, signed, command).await,
    }
}

/// Tells the house's rules for drawers, or changes those that are named.
async fn settings(
    world: &mut World,
    signed: &Signed,
    command: ShiftCommand,
) -> Result<Answer, Failure> {
    let answer = signed.ask(Request::Shift(Shift::Settings)).await?;
    let Answer::Shift(ShiftAnswer::Settings(was)) = answer else {
        return Err(unexpected(answer));
    };
    let ShiftCommand::Settings {
        drop_limit,
        pay_out_limit,
        drop_above,
        difference_limit,
        short,
        blind,
        five_until,
        consent,
        ..
    } = command
    else {
        return Ok(Answer::Shift(ShiftAnswer::Settings(was)));
    };
    let settings = DrawerSettings {
        drop_limit: drop_limit.unwrap_or(was.drop_limit),
        pay_out_limit: pay_out_limit.unwrap_or(was.pay_out_limit),
        // Nothing takes the advice away.
        drop_above: drop_above
            .map_or(was.drop_above, Some)
            .filter(|most| !most.is_zero()),
        difference_limit: difference_limit.unwrap_or(was.difference_limit),
        short_borne_by: short.unwrap_or(was.short_borne_by),
        blind_count: blind.unwrap_or(was.blind_count),
        five_until: five_until.unwrap_or(was.five_until),
    };
    if settings == was {
        return Ok(Answer::Shift(ShiftAnswer::Settings(was)));
    }
    let key = key(consent.key);
    let request = Request::Shift(Shift::SaveSettings { key, settings });
    signed.command(world, &consent, request).await
}

async fn maybe(signed: &Signed, named: Option<String>) -> Result<Option<DrawerId>, Failure> {
    match named {
        Some(named) => Ok(Some(find(signed, &named).await?)),
        None => Ok(None),
    }
}

/// A drawer by its id, or by terminal and Z number: `caja-1:12`.
async fn find(signed: &Signed, named: &str) -> Result<DrawerId, Failure> {
    let missing = || {
        Failure::Refused(vec![Refusal::NotFound {
            what: Thing::Drawer,
        }])
    };
    if let Ok(id) = named.parse::<uuid::Uuid>() {
        return Ok(Id::new(id));
    }
    let (terminal, number) = named.rsplit_once(':').ok_or_else(missing)?;
    let number: i64 = number.parse().map_err(|_| missing())?;
    let mut asked = AskDrawers {
        limit: Some(100),
        ..AskDrawers::default()
    };
    loop {
        let request = Request::Shift(Shift::List(asked.clone()));
        let answer = signed.ask(request).await?;
        let Answer::Shift(ShiftAnswer::List(page)) = answer else {
            return Err(unexpected(answer));
        };
        let is =
            |row: &&crate::ops::DrawerRow| row.terminal == terminal && row.z_number == Some(number);
        if let Some(row) = page.rows.iter().find(is) {
            return Ok(row.drawer);
        }
        asked.after = Some(page.next.ok_or_else(missing)?);
    }
}
