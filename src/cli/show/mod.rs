//! Answers of the house as text for people: one function a family of answers, one arm an answer.

mod accounts;
mod audit;
mod drawers;
mod draws;
mod goods;
mod house;
mod import;
mod layoff;
mod lists;
pub mod printing;
mod reports;
mod risk;
mod sessions;
mod shift;
pub mod table;
mod tickets;

use crate::{
    ops::{Answer, Outcome},
    ui::{
        keymap::Keymap,
        text::{Say, Voice, column as c, import as t},
    },
};

/// An answer as lines of text.
pub fn answer(answer: &Answer, voice: Voice, keys: &Keymap) -> String {
    let said = |say: Say| format!("{}\n", say.in_voice(voice, keys));
    match answer {
        Answer::Hello(hello) => house::hello(hello, voice),
        Answer::SignedIn(me) => house::signed_in(me, voice),
        Answer::Saved => said(c::SAVED.into()),
        Answer::Outcome(Outcome::Committed { answer }) => self::answer(answer, voice, keys),
        Answer::Outcome(Outcome::Absent | Outcome::GivenUp) => said(c::ABSENT.into()),
        Answer::Approved { granted_by, .. } => said(c::APPROVED.with("name", granted_by.as_str())),
        Answer::Home(home) => house::home(home, voice),
        Answer::Desk(desk) => tickets::desk(desk, voice),
        Answer::Availability(left) => tickets::availability(left, voice),
        Answer::Quoted(quote) => tickets::quote(quote, voice),
        Answer::Sold(sold) => tickets::sold(sold, voice),
        Answer::Ticket(ticket) => tickets::ticket(ticket, voice),
        Answer::Tickets(page) => tickets::page(page, voice),
        Answer::Cancelled(cancelled) => tickets::cancelled(cancelled, voice),
        Answer::MyTotals(totals) => tickets::my_totals(totals, voice),
        Answer::Paid(paid) => tickets::paid(paid, voice),
        Answer::Payouts(page) => tickets::payouts(page, voice),
        Answer::Draws(rows) => draws::draws(rows, voice),
        Answer::Generated(rows) => draws::planned(rows, voice),
        Answer::Closed(seal) => draws::seal(seal, voice),
        Answer::ResultEntered => said(c::RESULT_ENTERED.into()),
        Answer::ResultPreview(preview) | Answer::Evaluated(preview) => {
            draws::preview(preview, voice)
        }
        Answer::Winners(rows) => draws::winners(rows, voice),
        Answer::Annulled(annulled) => draws::annulled(annulled, voice),
        Answer::Holidays(rows) => draws::holidays(rows, voice),
        Answer::Claims(page) => draws::claims(page, voice),
        Answer::HotNumbers(found) => draws::hot(found, voice),
        Answer::Jobs(jobs) => draws::jobs(jobs, voice),
        Answer::Unseen(rows) => tickets::unseen(rows, voice),
        Answer::CashElsewhere(rows) => tickets::cash_elsewhere(rows, voice),
        Answer::Lists(found) => lists::lists(found, voice),
        Answer::List(list) => lists::numbers(list, voice, keys),
        Answer::ListTickets(page) => lists::tickets(page, voice),
        Answer::ListPreview(preview) => lists::preview(preview, voice),
        Answer::ListChanged(change) => lists::changed(change, voice, keys),
        Answer::Print(told) => printing::answer(told, voice, keys),
        Answer::LayOff(told) => layoff::answer(told, voice),
        Answer::Till(_) => said(c::SAVED.into()),
        Answer::Catalogue(told) => goods::answer(told, voice),
        Answer::Exposure(view) => risk::exposure(view, voice),
        Answer::WhatIf(what) => risk::what_if(what, voice),
        Answer::NumberScopes(rows) => risk::number_scopes(rows, voice),
        Answer::NumberTickets(rows) => risk::number_tickets(rows, voice),
        Answer::Blocked { rule } => table::Facts::new(voice)
            .with(c::RULE, rule.to_string())
            .text(),
        Answer::Limits(rows) => risk::limits(rows, voice),
        Answer::LimitPreview(past) => risk::past(past, voice),
        Answer::Drawer(view) => drawers::own(view, voice),
        Answer::Drawers(rows) => drawers::list(rows, voice),
        Answer::Counted(count) => drawers::counted(count, voice),
        Answer::DrawerClosed(report) => drawers::report(report, voice, keys),
        Answer::Shift(told) => shift::answer(told, voice, keys),
        Answer::Users(rows) => house::users(rows, voice),
        Answer::Imported(report) => import::report(report, voice, keys),
        Answer::ImportProgress { done, of } => said(
            t::WORKING
                .with("done", i64::from(*done))
                .with("of", i64::from(*of)),
        ),
        Answer::Sessions(rows) => sessions::list(rows, voice),
        Answer::Ventanas(rows) => house::ventanas(rows, voice),
        Answer::Lotteries(rows) => house::lotteries(rows, voice),
        Answer::Settings(settings) => house::settings(settings, voice),
        Answer::PriceLists(rows) => house::price_lists(rows, voice),
        Answer::Commissions(rows) => house::commissions(rows, voice),
        Answer::CommissionExplained(told) => house::explained(told, voice),
        Answer::Accounts(list) => accounts::list(list, voice),
        Answer::Statement(statement) => accounts::statement(statement, voice),
        Answer::StatementDay(day) => accounts::day(day, voice, keys),
        Answer::StatementTickets(page) => accounts::tickets(page, voice),
        Answer::Movements(page) => accounts::movements(page, voice),
        Answer::MovementReceipt(told) => accounts::receipt(told, voice, keys),
        Answer::Month(view) => accounts::month(view, voice, keys),
        Answer::LedgerAccounts(rows) => accounts::books(rows, voice),
        Answer::LedgerEntries(page) => accounts::entries(page, voice),
        Answer::Activity(page) => house::activity(page, voice),
        Answer::AuditBlocks(page) => audit::blocks(page, voice),
        Answer::Audit(found) => audit::found(found, voice),
        Answer::ChainChecked(check) => audit::chain(check, voice, keys),
        Answer::Verified(report) => {
            let broken = report.identities.iter().filter(|one| !one.holds).count();
            let end = if broken == 0 {
                c::ALL_HOLD
                    .with("n", report.identities.len())
                    .with("millis", report.millis.to_string())
            } else {
                c::SOME_BROKEN.with("n", broken)
            };
            format!("{}{}", house::identities(report, voice), said(end))
        }
        Answer::Ticked(ticked) => house::ticked(ticked, voice),
        Answer::Report(report) => reports::report(report, voice),
        Answer::Pulse(_) => String::new(),
    }
}

/// Yes or no.
fn yes_no(yes: bool, voice: Voice) -> String {
    voice.text(if yes { c::YES } else { c::NO }).to_owned()
}

/// A moment as tables show it: `2026-11-21 12:55`.
fn moment(at: chrono::DateTime<chrono::Utc>, voice: Voice) -> String {
    format!("{} {}", voice.day(at), voice.clock(at))
}

/// The heading above a table that is not alone.
fn under(heading: crate::ui::text::Text, table: &str, voice: Voice) -> String {
    format!("\n{}\n{table}", voice.text(heading))
}
