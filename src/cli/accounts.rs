//! `banca accounts`: what shops and sellers owe, for scripts: statements, payments and collections, months, books.

use super::{
    World,
    args::{AccountsCommand, MoveArgs, WhoseArgs},
    exit::Failure,
    find,
    signed::{Signed, key},
};
use crate::ops::AskMonth;
use crate::ops::{
    AskDay, AskEntries, AskMovements, AskStatement, CloseMonth, ReverseMovement, SetCredit,
};
use crate::{
    domain::{Holder, MovementKind, Role, month_of},
    ops::{AccountFilter, Answer, Request, SaveMovement},
};

/// Does one thing with accounts.
pub async fn run(
    world: &mut World,
    signed: &Signed,
    command: AccountsCommand,
) -> Result<Answer, Failure> {
    match command {
        AccountsCommand::List { shops, .. } => {
            let filter = AccountFilter {
                shops_only: shops,
                ..AccountFilter::default()
            };
            signed.ask(Request::Accounts(filter)).await
        }
        AccountsCommand::Statement { whose, days, .. } => {
            let today = signed.me.now.with_timezone(&signed.me.zone).date_naive();
            let to = days.to.unwrap_or(today);
            let from = days.from.unwrap_or_else(|| month_of(to));
            let holder = holder(signed, &whose).await?;
            signed
                .ask(Request::Statement(AskStatement { holder, from, to }))
                .await
        }
        AccountsCommand::Day { date, whose, .. } => {
            let holder = holder(signed, &whose).await?;
            signed
                .ask(Request::StatementDay(AskDay { holder, date }))
                .await
        }
        AccountsCommand::Collect(args) => {
            moved(world, signed, MovementKind::Collection, args).await
        }
        AccountsCommand::Pay(args) => moved(world, signed, MovementKind::Payment, args).await,
        AccountsCommand::Receipts { whose, after, .. } => {
            let holder = holder(signed, &whose).await?;
            signed
                .ask(Request::Movements(AskMovements { holder, after }))
                .await
        }
        AccountsCommand::Reverse {
            receipt,
            reason,
            consent,
            ..
        } => {
            let request = Request::ReverseMovement(ReverseMovement {
                key: key(consent.key),
                movement: receipt.into(),
                reason,
            });
            signed.command(world, &consent, request).await
        }
        AccountsCommand::Month {
            month,
            close: false,
            ..
        } => signed.ask(Request::Month(AskMonth { month })).await,
        AccountsCommand::Month { month, consent, .. } => {
            let request = Request::CloseMonth(CloseMonth {
                key: key(consent.key),
                month,
                approval: None,
            });
            signed.command(world, &consent, request).await
        }
        AccountsCommand::Credit {
            shop,
            amount,
            consent,
            ..
        } => {
            let request = Request::SetCredit(SetCredit {
                key: key(consent.key),
                ventana: find::ventana(signed, &shop).await?,
                limit: amount,
            });
            signed.command(world, &consent, request).await
        }
        AccountsCommand::Books { account: None, .. } => signed.ask(Request::LedgerAccounts).await,
        AccountsCommand::Books {
            account: Some(code),
            ventana,
            after,
            ..
        } => {
            let own = signed.me.ventana.as_ref().map(|(id, _)| id.raw());
            let book = match ventana {
                Some(name) => find::ventana(signed, &name).await?.raw(),
                None => own.unwrap_or(signed.me.banca.raw()),
            };
            signed
                .ask(Request::LedgerEntries(AskEntries { book, code, after }))
                .await
        }
    }
}

/// Whose account is meant: what was named, else the own one; the house's for its administrators.
async fn holder(signed: &Signed, whose: &WhoseArgs) -> Result<Holder, Failure> {
    let own = signed.me.ventana.as_ref().map(|(id, _)| *id);
    let named = match &whose.ventana {
        Some(name) => Some(find::ventana(signed, name).await?),
        None => None,
    };
    let seller = match &whose.vendedor {
        Some(name) => Some(find::user(signed, name).await?),
        None => None,
    };
    if let Some(seller) = seller {
        let ventana = named.or(seller.ventana.map(|(id, _)| id)).or(own);
        return Ok(match ventana {
            Some(ventana) => Holder::Vendedor {
                ventana,
                vendedor: seller.id,
            },
            None => Holder::Banca,
        });
    }
    Ok(match (named.or(own), signed.me.role) {
        (Some(ventana), Role::Vendedor) => Holder::Vendedor {
            ventana,
            vendedor: signed.me.user,
        },
        (Some(ventana), Role::Ventana | Role::Admin) => Holder::Ventana { ventana },
        (None, _) => Holder::Banca,
    })
}

async fn moved(
    world: &mut World,
    signed: &Signed,
    kind: MovementKind,
    args: MoveArgs,
) -> Result<Answer, Failure> {
    let key = key(args.consent.key);
    let request = Request::SaveMovement(SaveMovement {
        key,
        // The same key is the same movement.
        movement: key.raw().into(),
        holder: holder(signed, &args.whose).await?,
        kind,
        amount: args.amount,
        method: args.method,
        reference: args.reference,
        note: args.note,
        date: args.date,
    });
    signed.command(world, &args.consent, request).await
}
