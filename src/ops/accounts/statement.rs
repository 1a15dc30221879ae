//! What stands on the accounts and how it came about: the list, a statement by day, a day by draw, a draw by ticket.

use chrono::{Days, NaiveDate};

use super::{read_mark, write_mark, wrong};
use crate::{
    domain::{
        DrawId, Holder, Money,
        statement::lines,
        view::{
            AccountFilter, AccountList, AccountRow, DayEntry, DayTicketPage, Owing, Statement,
            StatementDay,
        },
    },
    ops::{
        answer::Answer,
        fail::{No, fault},
        page,
        refusal::{FaultKind, FieldProblem, Refusal, Thing},
        seat::Seat,
        text,
    },
    store,
};

/// After so many days a debt counts as overdue.
const OLD: Days = Days::new(7);
/// Most days of a statement.
const LONGEST: i64 = 366;

/// The accounts within reach.
pub async fn list(seat: &Seat, filter: &AccountFilter) -> Result<Answer, No> {
    let text = text::optional("text", &filter.text, 80)?.to_lowercase();
    let mut db = seat.connection().await?;
    let names = store::account::names(&mut db, Holder::Banca).await?;
    let old = names.today.checked_sub_days(OLD).unwrap_or(names.today);
    let mut rows = store::account::balances(&mut db, old).await?;
    rows.retain(|row| row.current || !row.balance.is_zero());
    let shops = || {
        rows.iter()
            .filter(|row| matches!(row.holder, Holder::Ventana { .. }))
            .map(|row| row.balance)
    };
    let owes = sum(shops().filter(|balance| balance.is_positive()))?;
    let owed = sum(shops().filter(|balance| balance.is_negative()))?;
    if seat.me.role == crate::domain::Role::Admin {
        let overdue = sum(rows.iter().filter_map(|row| {
            matches!(row.holder, Holder::Ventana { .. }).then_some(row.overdue)
        }))?;
        rows.insert(
            0,
            AccountRow {
                holder: Holder::Banca,
                ventana: names.banca,
                vendedor: None,
                current: true,
                balance: sum([owes, owed])?,
                overdue,
                credit_limit: None,
            },
        );
    }
    rows.retain(|row| fits(row, filter, &text));
    Ok(Answer::Accounts(AccountList {
        rows,
        owes,
        owed: owed.checked_neg().unwrap_or(Money::ZERO),
        today: names.today,
    }))
}

fn fits(row: &AccountRow, filter: &AccountFilter, text: &str) -> bool {
    let side = match filter.owing {
        None => true,
        Some(Owing::Owes) => row.balance.is_positive(),
        Some(Owing::Owed) => row.balance.is_negative(),
    };
    let kind = !filter.shops_only || row.vendedor.is_none();
    let named = |name: &str| name.to_lowercase().contains(text);
    side && kind && (named(&row.ventana) || row.vendedor.as_deref().is_some_and(named))
}

/// A statement, day by day.
pub async fn statement(
    seat: &Seat,
    holder: Holder,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Answer, No> {
    if from > to || to.signed_duration_since(from).num_days() > LONGEST {
        return Err(wrong("to", FieldProblem::OutOfRange).into());
    }
    let mut db = seat.begin().await?;
    let opening = store::account::opening(&mut db, holder, from).await?;
    let days = store::account::days(&mut db, holder, from, to).await?;
    let names = store::account::names(&mut db, holder).await?;
    known(holder, &names)?;
    let (days, total) = lines(opening, &days).ok_or_else(too_much)?;
    Ok(Answer::Statement(Box::new(Statement {
        holder,
        ventana: names.place(),
        vendedor: names.vendedor,
        from,
        to,
        opening,
        closing: total.remaining(opening).ok_or_else(too_much)?,
        days,
        total,
        today: names.today,
    })))
}

/// A day of a statement with its running balance.
pub async fn day(seat: &Seat, holder: Holder, date: NaiveDate) -> Result<Answer, No> {
    let mut db = seat.begin().await?;
    let previous = store::account::opening(&mut db, holder, date).await?;
    let mut remaining = previous;
    let mut entries = Vec::new();
    for part in store::account::day(&mut db, holder, date).await? {
        remaining = part.sums.remaining(remaining).ok_or_else(too_much)?;
        entries.push(DayEntry {
            item: part.item,
            at: part.at,
            sums: part.sums,
            remaining,
        });
    }
    Ok(Answer::StatementDay(StatementDay {
        holder,
        date,
        previous,
        entries,
        remaining,
    }))
}

/// The tickets of a draw behind a day.
pub async fn tickets(
    seat: &Seat,
    holder: Holder,
    date: NaiveDate,
    draw: DrawId,
    after: Option<&str>,
) -> Result<Answer, No> {
    let rows = page::rows(None)?;
    let after = read_mark(after)?;
    let mut db = seat.connection().await?;
    let read =
        store::account::tickets(&mut db, holder, date, draw, after, page::read(rows)).await?;
    let (rows, next) = page::cut(read, rows);
    Ok(Answer::StatementTickets(DayTicketPage {
        rows,
        next: next.map(write_mark),
    }))
}

/// A shop or seller of this house, or of nobody's.
fn known(holder: Holder, names: &store::account::Names) -> Result<(), Refusal> {
    let there = match holder {
        Holder::Banca => true,
        Holder::Ventana { .. } => names.ventana.is_some(),
        Holder::Vendedor { .. } => names.ventana.is_some() && names.vendedor.is_some(),
    };
    if there {
        return Ok(());
    }
    Err(Refusal::NotFound {
        what: Thing::Account,
    })
}

fn sum(amounts: impl IntoIterator<Item = Money>) -> Result<Money, No> {
    Money::try_sum(amounts).map_err(|_| too_much())
}

/// The books hold more than money can say.
fn too_much() -> No {
    No::Failed(fault(
        FaultKind::Inconsistent,
        &"a statement beyond the range of money",
    ))
}
