//! Which command does what. The commands that ask the house share one way: sign in, ask, leave, print.

use super::{
    World, accounts,
    args::{
        AccountsCommand, Asked, AuditCommand, Command, DrawCommand, DrawerCommand, ExportCommand,
        ImportCommand, ListCommand, OwnerOr, ReportCommand, SessionsCommand, SignIn, TicketCommand,
        UserCommand,
    },
    audit, commission, counter, db, demo, draw,
    exit::{Exit, Failure},
    goods, import, keys, layoff, list, migrate, ops,
    out::Out,
    owner, printing, report, sell,
    signed::Signed,
    user,
};
use crate::ops::{Answer, Reply, Request};

/// Runs one command.
pub async fn run(world: &mut World, command: Command) -> Result<(), Failure> {
    match command {
        Command::Ops { user } => ops::run(world, user).await,
        Command::Migrate => migrate::run(world).await,
        Command::Keys { json } => keys::run(world, json),
        Command::Db { json, command } => {
            world.out.json = json;
            db::run(world, command).await
        }
        Command::Tick(OwnerOr { user: None, json }) => {
            world.out.json = json;
            owner::tick(world).await
        }
        Command::Demo(args) => Box::pin(demo::run(world, args)).await,
        Command::Verify(OwnerOr { user: None, json }) => {
            world.out.json = json;
            owner::verify(world).await
        }
        Command::Verify(_)
        | Command::Tick(_)
        | Command::User(_)
        | Command::Sessions(_)
        | Command::Import(_)
        | Command::Export(_)
        | Command::Draw(_)
        | Command::Drawer(_)
        | Command::Sell(_)
        | Command::Pay(_)
        | Command::Ticket(_)
        | Command::Exposure(_)
        | Command::List(_)
        | Command::LayOff(_)
        | Command::Goods(_)
        | Command::Receipt(_)
        | Command::Print(_)
        | Command::Printer(_)
        | Command::Report(_)
        | Command::Accounts(_)
        | Command::Commission(_)
        | Command::Audit(_) => Box::pin(in_session(world, command)).await,
    }
}

/// Signs in, asks, leaves, prints. With `--json` a no is printed as well, as the reply that it is.
pub async fn in_session(world: &mut World, command: Command) -> Result<(), Failure> {
    let Some(asked) = asked(&command) else {
        return Ok(());
    };
    world.out.json = asked.json;
    let result = match Signed::in_as(world, &asked.who).await {
        Ok(signed) => {
            let result = answer(world, &signed, command).await;
            signed.leave(world).await;
            result
        }
        Err(failure) => Err(failure),
    };
    match result {
        Ok(answer) => told(world, answer),
        Err(failure) => {
            if world.out.json
                && let Some(no) = no(&failure)
            {
                Out::reply(&no)?;
            }
            Err(failure)
        }
    }
}

/// Prints an answer. Books that do not agree are a no, whoever asked.
pub fn told(world: &World, answer: Answer) -> Result<(), Failure> {
    let broken = match &answer {
        Answer::Verified(report) => !report.holds(),
        Answer::ChainChecked(check) => check.broken.is_some(),
        Answer::Imported(report) => report.refused > 0,
        _ => false,
    };
    world.out.answer(answer)?;
    if broken {
        Err(Failure::Said(Exit::Refused))
    } else {
        Ok(())
    }
}

fn no(failure: &Failure) -> Option<Reply> {
    match failure {
        Failure::Refused(refusals) => Some(Reply::Refused(refusals.clone())),
        Failure::Failed(fault)
        | Failure::Unknown(fault, _)
        | Failure::NotDone(fault, _)
        | Failure::GivenUp(fault) => Some(Reply::Failed(fault.clone())),
        Failure::Usage(_)
        | Failure::Data(_)
        | Failure::Config(_)
        | Failure::Setting(_)
        | Failure::Server(_)
        | Failure::Schema(_)
        | Failure::Io(_)
        | Failure::Pipe
        | Failure::Signal(_)
        | Failure::Said(_) => None,
    }
}

async fn answer(world: &mut World, signed: &Signed, command: Command) -> Result<Answer, Failure> {
    match command {
        Command::Tick(_) => signed.ask(Request::Tick).await,
        Command::User(command) => user::run(world, signed, command).await,
        Command::Sessions(command) => user::sessions(world, signed, command).await,
        Command::Import(command) => import::import(world, signed, command).await,
        Command::Export(command) => import::export(world, signed, command).await,
        Command::Draw(command) => draw::run(world, signed, command).await,
        Command::Drawer(command) => counter::drawer(world, signed, command).await,
        Command::Sell(args) => sell::run(world, signed, args).await,
        Command::Pay(args) => counter::pay(world, signed, args).await,
        Command::Ticket(command) => counter::ticket(world, signed, command).await,
        Command::Exposure(args) => report::exposure(signed, args).await,
        Command::LayOff(command) => layoff::run(world, signed, command).await,
        Command::Goods(command) => goods::run(world, signed, command).await,
        Command::Receipt(args) => printing::receipt(world, signed, args).await,
        Command::Print(command) => printing::print(world, signed, command).await,
        Command::Printer(command) => printing::printer(world, signed, command).await,
        Command::List(command) => list::run(world, signed, command).await,
        Command::Report(command) => report::run(world, signed, command).await,
        Command::Accounts(command) => accounts::run(world, signed, command).await,
        Command::Commission(command) => commission::run(world, signed, command).await,
        Command::Audit(command) => audit::run(world, signed, command).await,
        Command::Verify(_) => signed.ask(Request::Verify).await,
        Command::Demo(_)
        | Command::Ops { .. }
        | Command::Migrate
        | Command::Keys { .. }
        | Command::Db { .. } => Ok(Answer::Saved),
    }
}

/// Who asks, and how the answer is printed; nothing for the commands that ask nobody.
fn asked(command: &Command) -> Option<Asked> {
    let asked = match command {
        Command::Tick(OwnerOr { user, json }) | Command::Verify(OwnerOr { user, json }) => {
            let who = SignIn {
                user: user.clone()?,
            };
            return Some(Asked { who, json: *json });
        }
        Command::User(command) => match command {
            UserCommand::List(asked) => asked,
            UserCommand::Add(add) => &add.asked,
            UserCommand::SetPin(named)
            | UserCommand::Deactivate(named)
            | UserCommand::Unlock(named) => &named.asked,
        },
        Command::Sessions(command) => match command {
            SessionsCommand::List(asked) => asked,
            SessionsCommand::Revoke(args) => &args.asked,
        },
        Command::Import(command) => match command {
            ImportCommand::Users(args)
            | ImportCommand::Shops(args)
            | ImportCommand::Results(args)
            | ImportCommand::Goods(args) => &args.asked,
        },
        Command::Export(command) => match command {
            ExportCommand::Users(to)
            | ExportCommand::Shops(to)
            | ExportCommand::Goods(to)
            | ExportCommand::Results { to, .. } => &to.asked,
        },
        Command::Draw(command) => of_draw(command),
        Command::Drawer(command) => match command {
            DrawerCommand::Show(asked) | DrawerCommand::List(asked) => asked,
            DrawerCommand::Open { asked, .. }
            | DrawerCommand::Count { asked, .. }
            | DrawerCommand::Close { asked, .. } => asked,
            DrawerCommand::Shift(command) => command.asked(),
        },
        Command::Sell(args) => &args.asked,
        Command::Pay(args) => &args.asked,
        Command::Ticket(command) => match command {
            TicketCommand::Show(named) => &named.asked,
            TicketCommand::List(list) => &list.asked,
            TicketCommand::Cancel { ticket, .. } | TicketCommand::Revive { ticket, .. } => {
                &ticket.asked
            }
            TicketCommand::Find(args) => &args.asked,
        },
        Command::Exposure(args) => &args.asked,
        Command::LayOff(command) => command.asked(),
        Command::Goods(command) => command.asked(),
        Command::Receipt(args) => &args.asked,
        Command::Print(command) => command.asked(),
        Command::Printer(command) => command.asked(),
        Command::Commission(command) => command.asked(),
        Command::List(command) => match command {
            ListCommand::Show { draw, .. }
            | ListCommand::Numbers { draw, .. }
            | ListCommand::Exclude { draw, .. }
            | ListCommand::Include { draw, .. }
            | ListCommand::Tickets { draw, .. } => &draw.asked,
        },
        Command::Report(command) => match command {
            ReportCommand::Day(asked) => asked,
            ReportCommand::Sales(one)
            | ReportCommand::Profit(one)
            | ReportCommand::Commissions(one)
            | ReportCommand::Closing(one)
            | ReportCommand::Cancelled(one)
            | ReportCommand::Paid(one)
            | ReportCommand::Prizes(one) => &one.asked,
            ReportCommand::Payouts(list) => &list.asked,
            ReportCommand::Activity(list) => &list.asked,
        },
        Command::Accounts(command) => match command {
            AccountsCommand::List { asked, .. }
            | AccountsCommand::Statement { asked, .. }
            | AccountsCommand::Day { asked, .. }
            | AccountsCommand::Receipts { asked, .. }
            | AccountsCommand::Reverse { asked, .. }
            | AccountsCommand::Month { asked, .. }
            | AccountsCommand::Credit { asked, .. }
            | AccountsCommand::Books { asked, .. } => asked,
            AccountsCommand::Collect(args) | AccountsCommand::Pay(args) => &args.asked,
        },
        Command::Audit(command) => match command {
            AuditCommand::Search(search) => &search.asked,
            AuditCommand::Check(asked) => asked,
            AuditCommand::Blocks(list) => &list.asked,
        },
        Command::Demo(_)
        | Command::Ops { .. }
        | Command::Migrate
        | Command::Keys { .. }
        | Command::Db { .. } => {
            return None;
        }
    };
    Some(asked.clone())
}

/// Who asks about a draw.
fn of_draw(command: &DrawCommand) -> &Asked {
    match command {
        DrawCommand::List(list) => &list.asked,
        DrawCommand::Generate { asked, .. } => asked,
        DrawCommand::Open(named) | DrawCommand::Winners(named) => &named.asked,
        DrawCommand::Annul(one) | DrawCommand::Hold(one) | DrawCommand::Resume(one) => {
            &one.draw.asked
        }
        DrawCommand::Numbers { asked, .. }
        | DrawCommand::Claims(asked)
        | DrawCommand::Holidays(asked)
        | DrawCommand::EndHoliday { asked, .. }
        | DrawCommand::Jobs(asked) => asked,
        DrawCommand::Move { draw, .. } | DrawCommand::Rename { draw, .. } => &draw.draw.asked,
        DrawCommand::Special(args) => &args.asked,
        DrawCommand::Holiday(args) => &args.asked,
        DrawCommand::Settle(args) => &args.asked,
        DrawCommand::Close { draw, .. } => &draw.asked,
        DrawCommand::Result(drawn) | DrawCommand::Confirm(drawn) => &drawn.draw.asked,
    }
}
