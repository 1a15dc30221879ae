//! `banca draw special`, `holiday` and `settle`: what is made by hand beside the schedule, and what came of it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    World,
    args::{Consent, HolidayArgs, SettleArgs, SpecialArgs},
    draw::{moment, signed_day},
    exit::Failure,
    find,
    signed::{Signed, key, unexpected},
};
use crate::{
    domain::{ClaimEnd, Id},
    ops::{Answer, EndHoliday, Refusal, Request, SaveHoliday, SettleClaim, SpecialDraw, Thing},
};

/// The id of something new: under the same key the same.
fn fresh<T>(consent: &Consent) -> Id<T> {
    Id::new(consent.key.unwrap_or_else(Uuid::now_v7))
}

/// Makes a draw by hand.
pub async fn special(
    world: &mut World,
    signed: &Signed,
    args: SpecialArgs,
) -> Result<Answer, Failure> {
    let today = signed_day(signed, signed.me.now);
    let day = args.at.day.unwrap_or(today);
    let request = Request::SpecialDraw(SpecialDraw {
        key: key(args.consent.key),
        draw: fresh(&args.consent),
        lottery: find::lottery(signed, &args.lottery).await?.id,
        name: args.called,
        at: moment(signed, args.at, day)?,
        cutoff: match args.cutoff {
            Some(cutoff) => Some(moment(signed, cutoff, day)?),
            None => None,
        },
    });
    signed.command(world, &args.consent, request).await
}

/// Sets a day without draws.
pub async fn holiday(
    world: &mut World,
    signed: &Signed,
    args: HolidayArgs,
) -> Result<Answer, Failure> {
    let lottery = match &args.lottery {
        Some(name) => Some(find::lottery(signed, name).await?.id),
        None => None,
    };
    let request = Request::SaveHoliday(SaveHoliday {
        key: key(args.consent.key),
        holiday: fresh(&args.consent),
        lottery,
        day: args.day,
        name: args.called,
    });
    signed.command(world, &args.consent, request).await
}

/// Takes a day without draws back: that of the house, or of a lottery.
pub async fn end_holiday(
    world: &mut World,
    signed: &Signed,
    (day, lottery): (NaiveDate, Option<String>),
    consent: &Consent,
) -> Result<Answer, Failure> {
    let lottery = match &lottery {
        Some(name) => Some(find::lottery(signed, name).await?.id),
        None => None,
    };
    let rows = match signed.ask(Request::Holidays).await? {
        Answer::Holidays(rows) => rows,
        other => return Err(unexpected(other)),
    };
    let what = Thing::Holiday;
    let found = rows
        .iter()
        .find(|row| row.day == day && row.lottery == lottery)
        .ok_or_else(|| Failure::Refused(vec![Refusal::NotFound { what }]))?;
    let request = Request::EndHoliday(EndHoliday {
        key: key(consent.key),
        holiday: found.id,
    });
    signed.command(world, consent, request).await
}

/// Collects what is owed of a claim, or gives it up.
pub async fn settle(
    world: &mut World,
    signed: &Signed,
    args: SettleArgs,
) -> Result<Answer, Failure> {
    let how = if args.write_off {
        ClaimEnd::WrittenOff
    } else {
        ClaimEnd::Collected
    };
    let request = Request::SettleClaim(SettleClaim {
        key: key(args.consent.key),
        settlement: fresh(&args.consent),
        code: args.code,
        how,
        amount: args.amount,
        reason: args.reason,
    });
    signed.command(world, &args.consent, request).await
}
