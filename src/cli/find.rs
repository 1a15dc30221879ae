//! From the names that people write to the ids that requests carry: draws as `ti`, `ti@12:55`, a whole id or its last eight
//! letters; users and shops by name.

use chrono::{Days, NaiveDate, NaiveTime};

use super::{exit::Failure, signed::Signed};
use crate::{
    domain::{Digits, DrawResult, DrawState, MultiplierId, Number, Rate, VentanaId},
    ops::{
        Answer, DrawFilter, DrawRow, LotteryRow, NamedPrice, Refusal, Request, Thing, UserRow,
        VentanaRow,
    },
    ui::text::find as t,
};

/// The lotteries of the house.
pub async fn lotteries(signed: &Signed) -> Result<Vec<LotteryRow>, Failure> {
    match signed.ask(Request::Lotteries).await? {
        Answer::Lotteries(rows) => Ok(rows),
        other => Err(super::signed::unexpected(other)),
    }
}

/// The lottery with these letters, or this name.
pub async fn lottery(signed: &Signed, name: &str) -> Result<LotteryRow, Failure> {
    let same = |row: &LotteryRow| {
        row.rules.alias.eq_ignore_ascii_case(name) || row.name.to_lowercase() == name.to_lowercase()
    };
    let rows = lotteries(signed).await?;
    rows.into_iter()
        .find(same)
        .ok_or_else(|| not_found(Thing::Lottery))
}

async fn draws(signed: &Signed, filter: DrawFilter) -> Result<Vec<DrawRow>, Failure> {
    match signed.ask(Request::Draws(filter)).await? {
        Answer::Draws(rows) => Ok(rows),
        other => Err(super::signed::unexpected(other)),
    }
}

/// The draw that is meant, of today or of a date. Letters alone mean the next draw of that lottery that is not over.
pub async fn draw(
    signed: &Signed,
    meant: &str,
    date: Option<NaiveDate>,
) -> Result<DrawRow, Failure> {
    let (name, time) = match meant.split_once('@') {
        Some((name, time)) => (name, Some(clock(time)?)),
        None => (meant, None),
    };
    let by_id = |row: &DrawRow| row.id.to_string() == name || row.id.short() == name;
    let rows = draws(
        signed,
        DrawFilter {
            from: date,
            to: date,
            ..DrawFilter::default()
        },
    )
    .await?;
    if let Some(row) = rows.iter().find(|row| by_id(row)) {
        return Ok(row.clone());
    }
    let lottery = lottery(signed, name)
        .await
        .map_err(|failure| match failure {
            Failure::Refused(_) => not_found(Thing::Draw),
            other => other,
        })?;
    let zone = signed.me.zone;
    let of_lottery = rows.into_iter().filter(|row| row.lottery == lottery.id);
    let fits = |row: &DrawRow| match time {
        Some(time) => row.at.with_timezone(&zone).time() == time,
        None => date.is_some() || !over(row.state),
    };
    let mut fitting = of_lottery.filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) if date.is_some() && time.is_none() => {
            Err(Failure::Usage(t::DRAW_AMBIGUOUS.with("name", meant)))
        }
        (Some(first), Some(_)) => Ok(first),
        (None, _) => Err(not_found(Thing::Draw)),
    }
}

/// The draw whose figures are asked for: letters alone mean the next draw that still sells or will, whatever its day.
pub async fn draw_ahead(
    signed: &Signed,
    meant: &str,
    date: Option<NaiveDate>,
) -> Result<DrawRow, Failure> {
    if date.is_some() || meant.contains('@') {
        return draw(signed, meant, date).await;
    }
    let Ok(lottery) = lottery(signed, meant).await else {
        return draw(signed, meant, date).await;
    };
    let today = signed.me.now.with_timezone(&signed.me.zone).date_naive();
    let filter = DrawFilter {
        from: Some(today),
        to: today.checked_add_days(AHEAD),
        ..DrawFilter::default()
    };
    let sells = |row: &DrawRow| match row.state {
        DrawState::Scheduled | DrawState::Open => row.cutoff > signed.me.now,
        DrawState::Closed | DrawState::Evaluated | DrawState::Annulled => false,
    };
    let rows = draws(signed, filter).await?;
    let of_lottery = rows.into_iter().filter(|row| row.lottery == lottery.id);
    match of_lottery.filter(sells).min_by_key(|row| row.at) {
        Some(next) => Ok(next),
        None => draw(signed, meant, date).await,
    }
}

/// How far the next draw is looked for.
const AHEAD: Days = Days::new(7);

const fn over(state: DrawState) -> bool {
    match state {
        DrawState::Scheduled | DrawState::Open | DrawState::Closed => false,
        DrawState::Evaluated | DrawState::Annulled => true,
    }
}

fn clock(text: &str) -> Result<NaiveTime, Failure> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map_err(|_| Failure::Usage(t::BAD_TIME.with("text", text)))
}

/// A result as typed, of the draw's length; an outcome in any case of letters.
pub fn result(draw: &DrawRow, number: &str, outcome: Option<&str>) -> Result<DrawResult, Failure> {
    let known = |typed: &str| {
        let same = |name: &&String| name.to_lowercase() == typed.to_lowercase();
        draw.outcomes.iter().find(same).cloned()
    };
    Ok(DrawResult {
        number: self::number(number, draw.digits)?,
        outcome: outcome.map(|typed| known(typed).unwrap_or_else(|| typed.to_owned())),
    })
}

/// A number as typed. One of another length than the draw's is read as it is: the house says what is wrong with it.
pub fn number(text: &str, digits: Digits) -> Result<Number, Failure> {
    let other = match digits {
        Digits::Two => Digits::Three,
        Digits::Three => Digits::Two,
    };
    Number::parse(text, digits)
        .or_else(|_| Number::parse(text, other))
        .map_err(|_| Failure::Usage(t::BAD_NUMBER.with("text", text)))
}

/// The users that the present one may see.
pub async fn users(signed: &Signed) -> Result<Vec<UserRow>, Failure> {
    match signed.ask(Request::Users).await? {
        Answer::Users(rows) => Ok(rows),
        other => Err(super::signed::unexpected(other)),
    }
}

/// The user with this sign-in name.
pub async fn user(signed: &Signed, name: &str) -> Result<UserRow, Failure> {
    let name = name.to_lowercase();
    let rows = users(signed).await?;
    rows.into_iter()
        .find(|row| row.username.to_lowercase() == name)
        .ok_or_else(|| not_found(Thing::User))
}

/// The shop with this name.
pub async fn ventana(signed: &Signed, name: &str) -> Result<VentanaId, Failure> {
    let rows: Vec<VentanaRow> = match signed.ask(Request::Ventanas).await? {
        Answer::Ventanas(rows) => rows,
        other => return Err(super::signed::unexpected(other)),
    };
    let name = name.to_lowercase();
    rows.into_iter()
        .find(|row| row.name.to_lowercase() == name)
        .map(|row| row.id)
        .ok_or_else(|| not_found(Thing::Ventana))
}

fn not_found(what: Thing) -> Failure {
    Failure::Refused(vec![Refusal::NotFound { what }])
}

/// The price of this factor; the straight one where a reventado has the same.
pub fn price(prices: &[NamedPrice], factor: Rate) -> Result<MultiplierId, Failure> {
    let named = prices.iter().find(|price| price.factor == factor);
    let named = named.map(|price| price.id);
    named.ok_or_else(|| Failure::Usage(t::NO_PRICE.with("factor", factor.to_string())))
}
