//! The house: who is who, the day's figures, the activity and the books.

use super::{
    draws, moment,
    table::{Facts, Table, figures, words},
    under, yes_no,
};
use crate::{
    domain::Money,
    ops::{
        ActivityPage, ActivityRow, CommissionExplained, CommissionRow, Hello, Home, HouseSettings,
        LotteryRow, PriceListRow, SignedIn, Ticked, UserRow, VentanaRow, VerifyReport,
    },
    ui::text::{Voice, column as c, identity, name, system as t},
};

pub fn hello(hello: &Hello, voice: Voice) -> String {
    let house = hello.banca.as_deref();
    Facts::new(voice)
        .with(c::HOUSE, house.unwrap_or(voice.text(c::NOT_SET_UP)))
        .with(c::SERVER, hello.server.as_str())
        .with(c::NOW, moment(hello.now, voice))
        .text()
}

pub fn signed_in(me: &SignedIn, voice: Voice) -> String {
    Facts::new(voice)
        .with(c::HOUSE, me.banca_name.as_str())
        .with_some(c::SHOP, me.ventana.as_ref().map(|(_, name)| name.as_str()))
        .with(c::USER, me.username.as_str())
        .with(c::FULL_NAME, me.name.as_str())
        .with(c::ROLE, voice.text(name::role(me.role)))
        .with(c::TERMINAL, me.terminal.1.as_str())
        .text()
}

pub fn home(home: &Home, voice: Voice) -> String {
    let facts = Facts::new(voice)
        .with(c::DATE, voice.date(home.date))
        .with(c::TICKETS, voice.count(home.tickets))
        .with(c::SOLD, voice.money(home.sold))
        .with(c::CANCELLED, voice.count(home.cancelled))
        .with(c::CANCELLED_SUM, voice.money(home.cancelled_stakes))
        .with(c::COMMISSION, voice.money(home.commission))
        .with(c::PAID, voice.money(home.paid))
        .with(c::UNPAID_COUNT, voice.count(home.unpaid_count))
        .with(c::UNPAID, voice.money(home.unpaid_prizes));
    let mut out = facts.text();
    if !home.by_lottery.is_empty() {
        let mut table = Table::new(voice, &[words(c::LOTTERY), figures(c::SOLD)]);
        for (lottery, sold) in &home.by_lottery {
            table.row([lottery.clone(), voice.figure(*sold)]);
        }
        out.push('\n');
        out.push_str(&table.text());
    }
    if !home.by_hour.is_empty() {
        let mut table = Table::new(voice, &[words(c::HOUR), figures(c::SOLD)]);
        for (hour, sold) in &home.by_hour {
            table.row([format!("{hour:02}"), voice.figure(*sold)]);
        }
        out.push('\n');
        out.push_str(&table.text());
    }
    if !home.waiting.is_empty() {
        out.push_str(&under(
            c::WAITING,
            &draws::draws(&home.waiting, voice),
            voice,
        ));
    }
    if !home.next.is_empty() {
        out.push_str(&under(
            c::NEXT_DRAWS,
            &draws::draws(&home.next, voice),
            voice,
        ));
    }
    out
}

pub fn users(rows: &[UserRow], voice: Voice) -> String {
    let columns = [
        words(c::USER),
        words(c::FULL_NAME),
        words(c::ROLE),
        words(c::SHOP),
        words(c::ACTIVE),
        words(c::LAST_SIGN_IN),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        let shop = row.ventana.as_ref().map(|(_, name)| name.clone());
        let last = row.last_sign_in.map(|at| moment(at, voice));
        table.row([
            row.username.clone(),
            row.name.clone(),
            voice.text(name::role(row.role)).to_owned(),
            shop.unwrap_or_default(),
            yes_no(row.active, voice),
            last.unwrap_or_default(),
        ]);
    }
    table.text()
}

pub fn ventanas(rows: &[VentanaRow], voice: Voice) -> String {
    let mut table = Table::new(
        voice,
        &[words(c::SHOP), words(c::ACTIVE), figures(c::USERS)],
    );
    for row in rows {
        table.row([
            row.name.clone(),
            yes_no(row.active, voice),
            voice.count(row.users),
        ]);
    }
    table.text()
}

pub fn lotteries(rows: &[LotteryRow], voice: Voice) -> String {
    let columns = [
        words(c::ALIAS),
        words(c::LOTTERY),
        words(c::ACTIVE),
        figures(c::DIGITS),
        words(c::PRICES),
        words(c::DRAW),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        let prices: Vec<&str> = row
            .multipliers
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        let next = row.next.first().map(|at| moment(*at, voice));
        table.row([
            row.rules.alias.clone(),
            row.name.clone(),
            yes_no(row.active, voice),
            row.rules.digits.count().to_string(),
            prices.join(" "),
            next.unwrap_or_default(),
        ]);
    }
    table.text()
}

pub fn commissions(rows: &[CommissionRow], voice: Voice) -> String {
    let columns = [
        words(c::SCOPE),
        words(c::SHARE),
        figures(c::VERSION),
        figures(c::PERCENT),
        words(c::SINCE),
        words(c::SET_BY),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        let percent = row
            .policy
            .default_percent
            .map(|percent| percent.to_string());
        table.row([
            row.scope_name.clone(),
            row.share.name().to_owned(),
            row.version.to_string(),
            percent.unwrap_or_default(),
            moment(row.from, voice),
            row.set_by.clone(),
        ]);
    }
    table.text()
}

/// Where the commissions on a stake come from.
pub fn explained(told: &CommissionExplained, voice: Voice) -> String {
    let columns = [
        words(c::SHARE),
        figures(c::PERCENT),
        figures(c::TOTAL),
        words(c::SCOPE),
        figures(c::VERSION),
        words(c::SET_BY),
    ];
    let mut table = Table::new(voice, &columns);
    for share in &told.shares {
        let version = share.version.as_ref();
        table.row([
            share.share.name().to_owned(),
            share.percent.to_string(),
            voice.figure(share.amount),
            version.map_or_else(String::new, |row| row.scope_name.clone()),
            version.map_or_else(String::new, |row| row.version.to_string()),
            version.map_or_else(String::new, |row| row.set_by.clone()),
        ]);
    }
    table.text()
}

pub fn settings(settings: &HouseSettings, voice: Voice) -> String {
    Facts::new(voice)
        .with(t::BANCA, settings.name.as_str())
        .with(t::PAYOUT_LIMIT, voice.money(settings.payout_limit))
        .with(t::VOID_MINUTES, settings.void_minutes.to_string())
        .with(t::BIG_TOTAL, voice.money(settings.big_total))
        .with(t::CASH_THRESHOLD, voice.money(settings.cash_threshold))
        .with(t::ALERT_PERCENT, settings.alert_percent.to_string())
        .with(t::SINGLE_PERSON, yes_no(settings.single_person, voice))
        .with(t::EARLY_RELEASE, yes_no(settings.early_release, voice))
        .text()
}

pub fn price_lists(rows: &[PriceListRow], voice: Voice) -> String {
    let columns = [
        words(c::LOTTERY),
        words(c::SCOPE),
        words(c::PRICES),
        words(c::SINCE),
        words(c::SET_BY),
    ];
    let mut table = Table::new(voice, &columns);
    for row in rows {
        table.row([
            row.lottery_name.clone(),
            row.scope_name.clone(),
            row.names.join(", "),
            moment(row.set_at, voice),
            row.set_by.clone(),
        ]);
    }
    table.text()
}

/// What an entry is about: a draw by name, day and time, else as the log has it.
fn about(row: &ActivityRow, voice: Voice) -> String {
    row.draw.as_ref().map_or_else(
        || row.target.clone(),
        |draw| format!("{} {}", draw.lottery, moment(draw.at, voice)),
    )
}

pub fn activity(page: &ActivityPage, voice: Voice) -> String {
    let columns = [
        words(c::AT),
        words(c::WHO),
        words(c::TERMINAL),
        words(c::ACTION),
        words(c::TARGET),
        words(c::APPROVED_BY),
        words(c::DETAILS),
    ];
    let mut table = Table::new(voice, &columns);
    for row in &page.rows {
        let details = match &row.details {
            serde_json::Value::Null => String::new(),
            serde_json::Value::Object(map) if map.is_empty() => String::new(),
            details => details.to_string(),
        };
        table.row([
            moment(row.at, voice),
            row.who.clone(),
            row.terminal.clone(),
            row.action.clone(),
            about(row, voice),
            row.approved_by.clone().unwrap_or_default(),
            details,
        ]);
    }
    table.text()
}

pub fn identities(report: &VerifyReport, voice: Voice) -> String {
    let columns = [
        words(c::STATE),
        words(c::IDENTITY),
        words(c::MEANS),
        figures(c::ONE_SIDE),
        figures(c::OTHER_SIDE),
        words(c::FIRST_BROKEN),
    ];
    let mut table = Table::new(voice, &columns);
    for one in &report.identities {
        let state = if one.holds { c::HOLDS } else { c::BROKEN };
        let known = identity::of(&one.name);
        let side = |value: i64| match (known, Money::try_from_cents(value)) {
            (Some((_, true)), Ok(amount)) => voice.money(amount),
            _ => voice.count(value),
        };
        let name = known.map_or("", |(name, _)| voice.text(name));
        table.row([
            voice.text(state).to_owned(),
            one.name.clone(),
            name.to_owned(),
            side(one.left),
            side(one.right),
            one.first_broken.clone().unwrap_or_default(),
        ]);
    }
    table.text()
}

pub fn ticked(ticked: &Ticked, voice: Voice) -> String {
    Facts::new(voice)
        .with(c::GENERATED, voice.count(ticked.generated))
        .with(c::OPENED_DRAWS, voice.count(ticked.opened))
        .with(c::CLOSED_DRAWS, voice.count(ticked.closed))
        .with(c::EXPIRED, voice.count(ticked.expired))
        .text()
}
