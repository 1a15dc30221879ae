//! Which verb answers which request. One arm a verb; the work stands in the verb's own file.

use super::request::AskMonth;
use super::request::{
    AskDay, AskEntries, AskMovements, AskStatement, AskTickets, CloseMonth, ReverseMovement,
    SetCredit,
};
use super::{
    accounts, activity,
    answer::Answer,
    audit, cancel, catalogue, claims, close_drawer, commissions, count_drawer, desk, drawer, draws,
    fail::No,
    finalise, home, house_settings, import, layoff, lists, lotteries, move_cash, open_drawer,
    outcome, pay, payout_notes, payouts, price_lists, print, report,
    request::Request,
    reverse_payout, revive, risk, save_commission,
    save_lottery::{self, SaveLottery},
    save_multiplier, save_user, save_ventana,
    seat::Seat,
    sell, sessions, shift, sign_in, staff, ticket, tickets, till, unseen, verify,
};

/// Answers a request of a signed-in person whose gate stood open.
#[expect(clippy::too_many_lines, reason = "one arm for each verb")]
pub async fn run(seat: &Seat, request: Request) -> Result<Answer, No> {
    match request {
        Request::Unlock { pin } => sign_in::unlock(seat, &pin).await,
        Request::Lock => sign_in::lock(seat).await,
        Request::ChangePin { key, old, new } => sign_in::change_pin(seat, key, &old, &new).await,
        Request::Outcome { key } => outcome::run(seat, key).await,
        Request::GiveUp { key } => outcome::give_up(seat, key).await,
        Request::Approve(asked) => sign_in::approve(seat, &asked).await,
        Request::Home => home::run(seat).await,
        Request::Desk => desk::desk(seat).await,
        Request::Availability { draws } => desk::availability(seat, &draws).await,
        Request::Quote(asked) => sell::quote(seat, &asked).await,
        Request::Sell(asked) => sell::sell(seat, asked).await,
        Request::MyTotals => desk::my_totals(seat).await,
        Request::Till(asked) => Box::pin(till::run(seat, asked)).await,

        // --- tickets ---
        Request::Ticket { code } => ticket::read(seat, code).await,
        Request::Tickets(filter) => tickets::run(seat, &filter).await,
        Request::CancelTicket(asked) => cancel::run(seat, asked).await,
        Request::Reprint { key, code } => ticket::reprint(seat, key, code).await,

        // --- prizes ---
        Request::Pay(asked) => pay::run(seat, asked).await,
        Request::Finalise { key, code, reason } => {
            finalise::finalise(seat, key, code, &reason).await
        }
        Request::ReopenPrize {
            key,
            code,
            reason,
            approval,
        } => finalise::reopen(seat, key, code, &reason, approval).await,
        Request::ReversePayout {
            key,
            payout,
            reason,
            approval,
        } => reverse_payout::run(seat, key, payout, &reason, approval).await,
        Request::EditPayoutNotes { key, payout, notes } => {
            payout_notes::edit(seat, key, payout, &notes).await
        }
        Request::Payouts(filter) => payouts::run(seat, &filter).await,

        // --- draws ---
        Request::Draws(asked) => draws::list(seat, &asked).await,
        Request::PreviewDraws { days } => draws::preview_draws(seat, days).await,
        Request::GenerateDraws { key, days } => draws::generate(seat, key, days).await,
        Request::OpenDraw { key, draw } => draws::open(seat, key, draw).await,
        Request::CloseDraw {
            key,
            draw,
            reason,
            approval,
        } => draws::close(seat, key, draw, reason, approval).await,
        Request::EnterResult {
            key,
            draw,
            result,
            reason,
        } => draws::enter(seat, key, draw, result, reason).await,
        Request::PreviewResult { draw, result } => draws::preview(seat, draw, &result).await,
        Request::ConfirmResult { key, draw, result } => {
            draws::confirm(seat, key, draw, result).await
        }
        Request::WithdrawResult { key, draw, reason } => {
            draws::withdraw(seat, key, draw, &reason).await
        }
        Request::Winners { draw } => draws::winners(seat, draw).await,
        Request::AnnulDraw(asked) => draws::annul(seat, asked).await,
        Request::ChangeDraw(asked) => draws::change(seat, asked).await,
        Request::SpecialDraw(asked) => draws::special(seat, asked).await,
        Request::Holidays => draws::holidays(seat).await,
        Request::SaveHoliday(asked) => draws::save_holiday(seat, asked).await,
        Request::EndHoliday(asked) => draws::end_holiday(seat, asked).await,
        Request::Claims(filter) => claims::list(seat, &filter).await,
        Request::SettleClaim(asked) => claims::settle(seat, asked).await,
        Request::HotNumbers(asked) => draws::hot(seat, &asked).await,
        Request::Jobs => draws::tick::jobs(seat).await,
        Request::RevivePrize(asked) => revive::run(seat, asked).await,
        Request::FindTicket(asked) => unseen::find(seat, asked).await,
        Request::CashElsewhere { code } => unseen::cash_elsewhere(seat, code).await,
        Request::UnsettleClaim(asked) => claims::unsettle(seat, asked).await,
        Request::Report(asked) => report::run(seat, &asked).await,
        Request::Tick => draws::tick::run(seat).await,
        Request::Pulse => draws::tick::pulse(seat).await,

        // --- risk ---
        Request::Lists { draw } => lists::draw(seat, draw).await,
        Request::List(asked) => lists::numbers(seat, asked).await,
        Request::ListTickets(asked) => lists::tickets(seat, asked).await,
        Request::PreviewList(asked) => lists::preview(seat, asked).await,
        Request::ExcludeList(asked) => lists::exclude(seat, asked).await,
        Request::IncludeList(asked) => lists::include(seat, asked).await,
        Request::LayOff(asked) => Box::pin(layoff::run(seat, asked)).await,
        Request::Print(asked) => Box::pin(print::run(seat, asked)).await,
        Request::Catalogue(asked) => Box::pin(catalogue::run(seat, asked)).await,
        Request::Exposure { draw, scope, price } => risk::exposure(seat, draw, scope, price).await,
        Request::NumberScopes { draw, number } => risk::number_scopes(seat, draw, number).await,
        Request::WhatIf { draw, result } => risk::what_if(seat, draw, result).await,
        Request::NumberTickets {
            draw,
            number,
            after,
        } => risk::number_tickets(seat, draw, number, after).await,
        Request::BlockNumber { key, draw, number } => {
            risk::block_number(seat, key, draw, number).await
        }
        Request::Limits => risk::list(seat).await,
        Request::SaveLimit { key, rule } => risk::save(seat, key, *rule).await,
        Request::PreviewLimit { rule } => Box::pin(risk::preview(seat, *rule)).await,
        Request::EndLimit { key, rule } => risk::end(seat, key, rule).await,

        // --- drawer ---
        Request::Drawer => drawer::drawer(seat).await,
        Request::OpenDrawer { key, float } => open_drawer::run(seat, key, float).await,
        Request::CountDrawer {
            key,
            pieces,
            drawer,
        } => count_drawer::run(seat, key, &pieces, drawer).await,
        Request::CloseDrawer(asked) => close_drawer::run(seat, asked).await,
        Request::MoveCash(asked) => move_cash::run(seat, asked).await,
        Request::Shift(asked) => Box::pin(shift::run(seat, asked)).await,
        Request::Drawers => drawer::drawers(seat).await,

        // --- the house ---
        Request::Users => staff::users(seat).await,
        Request::SaveUser(asked) => save_user::run(seat, asked).await,
        Request::UnlockUser(asked) => sessions::unlock_user(seat, asked).await,
        Request::Sessions => sessions::list(seat).await,
        Request::EndSessions(asked) => sessions::end(seat, asked).await,
        Request::Ventanas => staff::ventanas(seat).await,
        Request::SaveVentana(asked) => {
            save_ventana::run(seat, asked.key, asked.ventana, &asked.name, asked.active).await
        }
        Request::Import(asked) => import::run(seat, asked).await,
        Request::Lotteries => lotteries::run(seat).await,
        Request::SaveLottery {
            key,
            lottery,
            name,
            active,
            rules,
        } => {
            let asked = SaveLottery {
                lottery,
                name,
                active,
                rules: *rules,
            };
            save_lottery::run(seat, key, asked).await
        }
        Request::SaveMultiplier(asked) => save_multiplier::run(seat, asked).await,

        Request::Settings => house_settings::read(seat).await,
        Request::SaveSettings { key, settings } => house_settings::save(seat, key, settings).await,
        Request::PriceLists => price_lists::list(seat).await,
        Request::SavePriceList { key, list } => price_lists::save(seat, key, list).await,
        Request::SaveCommission(asked) => save_commission::run(seat, asked).await,
        Request::Commissions => commissions::commissions(seat).await,
        Request::CommissionHistory { scope, share } => {
            commissions::history(seat, scope, share).await
        }
        Request::ExplainCommission(asked) => commissions::explain(seat, &asked).await,

        // --- accounts ---
        Request::Accounts(filter) => accounts::list(seat, &filter).await,
        Request::Statement(AskStatement { holder, from, to }) => {
            accounts::statement(seat, holder, from, to).await
        }
        Request::StatementDay(AskDay { holder, date }) => accounts::day(seat, holder, date).await,
        Request::StatementTickets(AskTickets {
            holder,
            date,
            draw,
            after,
        }) => accounts::tickets(seat, holder, date, draw, after.as_deref()).await,
        Request::Movements(AskMovements { holder, after }) => {
            accounts::movements(seat, holder, after.as_deref()).await
        }
        Request::MovementReceipt { movement } => accounts::receipt(seat, movement).await,
        Request::SaveMovement(asked) => accounts::save(seat, asked).await,
        Request::ReverseMovement(ReverseMovement {
            key,
            movement,
            reason,
        }) => accounts::reverse(seat, key, movement, &reason).await,
        Request::Month(AskMonth { month }) => accounts::month(seat, month).await,
        Request::CloseMonth(CloseMonth {
            key,
            month,
            approval,
        }) => accounts::close_month(seat, key, month, approval).await,
        Request::SetCredit(SetCredit {
            key,
            ventana,
            limit,
        }) => accounts::set_credit(seat, key, ventana, limit).await,
        Request::LedgerAccounts => accounts::ledger_accounts(seat).await,
        Request::LedgerEntries(AskEntries { book, code, after }) => {
            accounts::ledger_entries(seat, book, code, after.as_deref()).await
        }

        // --- the books ---
        Request::Activity(filter) => activity::run(seat, &filter).await,
        Request::AuditBlocks(asked) => audit::blocks(seat, asked).await,
        Request::Audit(asked) => audit::search(seat, &asked).await,
        Request::CheckChain(asked) => audit::check(seat, asked).await,
        Request::Verify => verify::run(seat).await,

        // Answered by the house itself, before a seat is asked.
        Request::Hello | Request::FirstRun(_) | Request::SignIn(_) | Request::SignOut => {
            Ok(Answer::Saved)
        }
    }
}
