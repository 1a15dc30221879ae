//! `banca sell`: one sale, its bets written as at the bet line.

use chrono::NaiveDate;

use super::{
    World,
    args::SellArgs,
    exit::Failure,
    signed::{Signed, key, unexpected},
};
use crate::{
    domain::{
        Digits, DrawId, DrawOnSale, DrawState, Money,
        betline::{self, ExpandedBet, LineContext},
    },
    ops::{Answer, Desk, Refusal, Request, Sell, SellBet, Thing},
    ui::text::{find as t, mistake},
};

/// Sells the lines as one ticket for each draw, or only checks the sale.
pub async fn run(world: &mut World, signed: &Signed, args: SellArgs) -> Result<Answer, Failure> {
    let desk = match signed.ask(Request::Desk).await? {
        Answer::Desk(desk) => desk,
        other => return Err(unexpected(other)),
    };
    let draws = args
        .draw
        .iter()
        .map(|meant| chosen(&desk, meant, args.date, signed.me.zone))
        .collect::<Result<Vec<_>, _>>()?;
    let digits = draws.first().map(|draw| draw.rules.digits);
    let (bets, total) = bets(&args.lines, digits.unwrap_or_default(), draws.len())?;
    let sell = Sell {
        key: key(args.consent.key),
        draws: draws.iter().map(|draw| draw.id).collect(),
        bets,
        expected_total: Some(total),
        received: args.received,
        note: args.note,
        approval: None,
        repeats: None,
    };
    if args.preview {
        return signed.ask(Request::Quote(sell)).await;
    }
    signed
        .command(world, &args.consent, Request::Sell(sell))
        .await
}

/// The draw on sale that is meant: `ti` the next one, `ti@12:55` of today or of the date, an id or its last eight letters.
/// One that is over is not taken for another day's.
fn chosen(
    desk: &Desk,
    meant: &str,
    date: Option<NaiveDate>,
    zone: chrono_tz::Tz,
) -> Result<DrawOnSale, Failure> {
    let (name, time) = match meant.split_once('@') {
        Some((name, time)) => (name, Some(time)),
        None => (meant, None),
    };
    let by_id = |id: DrawId| id.to_string() == name || id.short() == name;
    let fits = |draw: &&DrawOnSale| {
        let alias = draw.alias.eq_ignore_ascii_case(name);
        let sellable = draw.state == DrawState::Open && desk.now < draw.cutoff;
        let clock = draw.at.with_timezone(&zone).format("%H:%M").to_string();
        let day = draw.at.with_timezone(&zone).date_naive();
        let today = desk.now.with_timezone(&zone).date_naive();
        by_id(draw.id)
            || (alias
                && match (time, date) {
                    (Some(time), date) => {
                        day == date.unwrap_or(today)
                            && (time == clock || time == clock.trim_start_matches('0'))
                    }
                    (None, Some(date)) => day == date && sellable,
                    (None, None) => sellable,
                })
    };
    let first = desk.draws.iter().filter(fits).min_by_key(|draw| draw.at);
    first.cloned().ok_or_else(|| {
        let what = Thing::Draw;
        Failure::Refused(vec![Refusal::NotFound { what }])
    })
}

/// The bets of all lines, each number once, and what they come to over all draws.
fn bets(lines: &[String], digits: Digits, draws: usize) -> Result<(Vec<SellBet>, Money), Failure> {
    let context = LineContext {
        digits,
        reventado: true,
        ..LineContext::default()
    };
    let text = lines.join(" ");
    let line = betline::parse(&text, &context).map_err(|error| {
        let at = error.position.saturating_add(1);
        let say = t::BAD_LINE.with("line", text.as_str()).with("at", at);
        let say = say.with("why", mistake::kind(&error.kind));
        Failure::Usage(match error.suggestion {
            Some(meant) => t::BAD_LINE_MEANT.with("text", say).with("meant", meant),
            None => say,
        })
    })?;
    let too_much = || Failure::Usage(t::TOO_MUCH.into());
    let expansion = betline::expand(&line, &mut super::source::below).map_err(|_| too_much())?;
    let count = i64::try_from(draws).map_err(|_| too_much())?;
    let total = expansion.total.checked_times(count).ok_or_else(too_much)?;
    let bet = |bet: &ExpandedBet| SellBet {
        kind: bet.kind,
        number: bet.number,
        stake: bet.stake,
        multiplier: None,
        origin: bet.origin,
    };
    Ok((expansion.bets.iter().map(bet).collect(), total))
}
