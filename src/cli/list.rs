//! `banca list`: the sales lists of a draw for scripts: who sold what, number by number, ticket by ticket; excluding one
//! and including it again.

use std::path::Path;

use super::{
    World,
    args::{ListCommand, NamedDraw, WhoseArgs},
    exit::Failure,
    find,
    signed::{Signed, key},
};
use crate::{
    domain::{Role, ScopeId},
    ops::{Answer, AskList, AskListTickets, ChangeList, DrawRow, Request},
    sheet::{Kind, Sheet},
    ui::{list_paper as paper, text::lists as t},
};

/// Does one thing with lists.
pub async fn run(
    world: &mut World,
    signed: &Signed,
    command: ListCommand,
) -> Result<Answer, Failure> {
    match command {
        ListCommand::Show { draw, save } => {
            let draw = meant(signed, &draw).await?.id;
            let answer = signed.ask(Request::Lists { draw }).await?;
            if let (Answer::Lists(lists), Some(path)) = (&answer, &save) {
                write(&paper::lists_sheet(lists, world.out.voice), path).await?;
            }
            Ok(answer)
        }
        ListCommand::Numbers { draw, whose, save } => {
            let draw = meant(signed, &draw).await?.id;
            let scope = scope(signed, &whose).await?;
            let answer = signed.ask(Request::List(AskList { draw, scope })).await?;
            if let (Answer::List(list), Some(path)) = (&answer, &save) {
                write(&paper::sheet(list, world.out.voice), path).await?;
            }
            Ok(answer)
        }
        ListCommand::Exclude {
            draw,
            whose,
            reason,
            preview,
        } => {
            let reason = reason.filter(|_| !preview);
            change(world, signed, (&draw, &whose), reason, Request::ExcludeList).await
        }
        ListCommand::Include {
            draw,
            whose,
            reason,
            preview,
        } => {
            let reason = reason.filter(|_| !preview);
            change(world, signed, (&draw, &whose), reason, Request::IncludeList).await
        }
        ListCommand::Tickets {
            draw,
            whose,
            carries,
            after,
        } => {
            let draw = meant(signed, &draw).await?;
            let number = match &carries {
                Some(text) => Some(find::number(text, draw.digits)?),
                None => None,
            };
            let asked = AskListTickets {
                draw: draw.id,
                scope: scope(signed, &whose).await?,
                number,
                after,
            };
            signed.ask(Request::ListTickets(asked)).await
        }
    }
}

/// Changes a list; without a reason, tells what that would do.
async fn change(
    world: &mut World,
    signed: &Signed,
    (named, whose): (&NamedDraw, &WhoseArgs),
    reason: Option<String>,
    request: fn(ChangeList) -> Request,
) -> Result<Answer, Failure> {
    let draw = meant(signed, named).await?.id;
    let scope = scope(signed, whose).await?;
    let Some(reason) = reason else {
        let asked = AskList { draw, scope };
        return signed.ask(Request::PreviewList(asked)).await;
    };
    let asked = ChangeList {
        key: key(named.consent.key),
        draw,
        scope,
        reason,
        approval: None,
    };
    signed.command(world, &named.consent, request(asked)).await
}

async fn meant(signed: &Signed, named: &NamedDraw) -> Result<DrawRow, Failure> {
    find::draw(signed, &named.draw, named.date).await
}

/// Whose list is meant: what was named, else the widest that the role sees.
async fn scope(signed: &Signed, whose: &WhoseArgs) -> Result<ScopeId, Failure> {
    if let Some(name) = &whose.vendedor {
        return Ok(ScopeId::Vendedor(find::user(signed, name).await?.id));
    }
    if let Some(name) = &whose.ventana {
        return Ok(ScopeId::Ventana(find::ventana(signed, name).await?));
    }
    let me = &signed.me;
    Ok(match (me.role, &me.ventana) {
        (Role::Admin, _) => ScopeId::Banca(me.banca),
        (Role::Ventana, Some((ventana, _))) => ScopeId::Ventana(*ventana),
        (Role::Ventana | Role::Vendedor, _) => ScopeId::Vendedor(me.user),
    })
}

async fn write(sheet: &Sheet, path: &Path) -> Result<(), Failure> {
    let kind = path.to_str().and_then(Kind::of_name).unwrap_or(Kind::Csv);
    let not_saved = |why: String| t::NOT_SAVED.with("why", why);
    let bytes = sheet.bytes(kind);
    let bytes = bytes.map_err(|why| Failure::Data(not_saved(why.to_string())))?;
    tokio::fs::write(path, bytes)
        .await
        .map_err(|why| Failure::Io(not_saved(why.to_string())))
}
