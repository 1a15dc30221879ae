//! `banca pay`, `ticket` and `drawer`: the counter without its screen.

use super::{
    World,
    args::{DrawerCommand, FindArgs, PayArgs, TicketCommand},
    exit::Failure,
    find, shift,
    signed::{Signed, key, unexpected},
};
use crate::{
    domain::Digits,
    ops::{
        Answer, CancelTicket, CloseDrawer, CountedPieces, FindTicket, Pay, Refusal, Request,
        RevivePrize, Thing, TicketFilter,
    },
};

/// Pays a prize, whole or in part.
pub async fn pay(world: &mut World, signed: &Signed, pay: PayArgs) -> Result<Answer, Failure> {
    let request = Request::Pay(Pay {
        key: key(pay.consent.key),
        code: pay.code,
        amount: pay.amount,
        method: pay.method,
        notes: pay.notes,
        expected_remaining: None,
        approval: None,
    });
    signed.command(world, &pay.consent, request).await
}

/// Does one thing with tickets.
pub async fn ticket(
    world: &mut World,
    signed: &Signed,
    command: TicketCommand,
) -> Result<Answer, Failure> {
    match command {
        TicketCommand::Show(named) => signed.ask(Request::Ticket { code: named.code }).await,
        TicketCommand::List(list) => {
            let filter = TicketFilter {
                from: list.days.from,
                to: list.days.to,
                winners: list.winners,
                limit: list.limit,
                ..TicketFilter::default()
            };
            signed.ask(Request::Tickets(filter)).await
        }
        TicketCommand::Cancel {
            ticket,
            reason,
            consent,
        } => {
            let request = Request::CancelTicket(CancelTicket {
                key: key(consent.key),
                code: ticket.code,
                reason,
                approval: None,
            });
            signed.command(world, &consent, request).await
        }
        TicketCommand::Revive {
            ticket,
            days,
            reason,
            consent,
        } => {
            let request = Request::RevivePrize(RevivePrize {
                key: key(consent.key),
                code: ticket.code,
                days,
                reason,
                approval: None,
            });
            signed.command(world, &consent, request).await
        }
        TicketCommand::Find(args) => find_ticket(world, signed, args).await,
    }
}

/// Looks for a ticket without its paper; without a second person it is refused, and said how one is named.
async fn find_ticket(
    world: &mut World,
    signed: &Signed,
    args: FindArgs,
) -> Result<Answer, Failure> {
    let digits = match args.number.chars().count() {
        3 => Digits::Three,
        _ => Digits::Two,
    };
    let vendedor = match &args.vendedor {
        Some(name) => Some(find::user(signed, name).await?.id),
        None => None,
    };
    let request = Request::FindTicket(FindTicket {
        key: key(args.consent.key),
        day: args
            .date
            .unwrap_or_else(|| world.out.voice.day_of(signed.me.now)),
        number: find::number(&args.number, digits)?,
        stake: args.amount,
        from: None,
        to: None,
        vendedor,
        approval: None,
    });
    signed.command(world, &args.consent, request).await
}

/// Does one thing with the own drawer.
pub async fn drawer(
    world: &mut World,
    signed: &Signed,
    command: DrawerCommand,
) -> Result<Answer, Failure> {
    match command {
        DrawerCommand::Show(_) => signed.ask(Request::Drawer).await,
        DrawerCommand::List(_) => signed.ask(Request::Drawers).await,
        DrawerCommand::Open { float, consent, .. } => {
            let key = key(consent.key);
            let request = Request::OpenDrawer { key, float };
            signed.command(world, &consent, request).await
        }
        DrawerCommand::Count {
            pieces, consent, ..
        } => {
            let counted = |(value, pieces)| CountedPieces { value, pieces };
            let request = Request::CountDrawer {
                key: key(consent.key),
                pieces: pieces.into_iter().map(counted).collect(),
                drawer: None,
            };
            signed.command(world, &consent, request).await
        }
        DrawerCommand::Shift(command) => shift::run(world, signed, command).await,
        DrawerCommand::Close {
            reason,
            counted,
            keep,
            short,
            consent,
            ..
        } => {
            let view = match signed.ask(Request::Drawer).await? {
                Answer::Drawer(view) => view,
                other => return Err(unexpected(other)),
            };
            let what = Thing::Drawer;
            let missing = || Failure::Refused(vec![Refusal::NotFound { what }]);
            let request = Request::CloseDrawer(CloseDrawer {
                key: key(consent.key),
                drawer: view.drawer.ok_or_else(missing)?,
                reason,
                approval: None,
                counted,
                keep: keep.unwrap_or_default(),
                short,
            });
            signed.command(world, &consent, request).await
        }
    }
}
