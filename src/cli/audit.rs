//! `banca audit`: the log searched and saved, its chain checked, its blocks to keep elsewhere.

use super::{
    World,
    args::{AuditCommand, AuditSearch},
    exit::Failure,
    report::filter_line,
    signed::{Signed, unexpected},
};
use crate::{
    ops::{Answer, AskAudit, AskBlocks, AuditFound, ChainCheck, CheckChain, Request},
    sheet::Kind,
    ui::text::{audit as words, reports as t},
};

/// Most rows of one question.
const PAGE: u16 = 500;

/// Runs a command.
pub async fn run(world: &World, signed: &Signed, command: AuditCommand) -> Result<Answer, Failure> {
    match command {
        AuditCommand::Search(asked) => search(world, signed, asked).await,
        AuditCommand::Check(_) => check(signed).await,
        AuditCommand::Blocks(list) => {
            let (before, limit) = (list.before, list.limit);
            signed
                .ask(Request::AuditBlocks(AskBlocks { before, limit }))
                .await
        }
    }
}

/// Goes on, stretch after stretch, until enough is found or the log ends.
async fn search(world: &World, signed: &Signed, asked: AuditSearch) -> Result<Answer, Failure> {
    let filter = filter_line(&asked.filter);
    let mut all = AuditFound::default();
    let wanted = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    loop {
        let left = wanted.saturating_sub(all.rows.len()).min(usize::from(PAGE));
        let request = AskAudit {
            filter: filter.clone(),
            after: all.next.take(),
            limit: u16::try_from(left).ok(),
        };
        let found = match signed.ask(Request::Audit(request)).await? {
            Answer::Audit(found) => found,
            other => return Err(unexpected(other)),
        };
        all.rows.extend(found.rows);
        all.looked = all.looked.saturating_add(found.looked);
        all.next = found.next;
        if all.next.is_none() || all.rows.len() >= wanted {
            break;
        }
    }
    if let Some(path) = &asked.save {
        let kind = path.to_str().and_then(Kind::of_name).unwrap_or(Kind::Csv);
        let bytes = words::sheet(&all.rows, world.out.voice)
            .bytes(kind)
            .map_err(|why| Failure::Data(t::NOT_SAVED.with("why", why.to_string())))?;
        tokio::fs::write(path, bytes)
            .await
            .map_err(|why| Failure::Io(t::NOT_SAVED.with("why", why.to_string())))?;
    }
    Ok(Answer::Audit(all))
}

/// Checks block after block.
async fn check(signed: &Signed) -> Result<Answer, Failure> {
    let mut all = ChainCheck::default();
    loop {
        let after = all.checked;
        let next = match signed
            .ask(Request::CheckChain(CheckChain { after }))
            .await?
        {
            Answer::ChainChecked(next) => next,
            other => return Err(unexpected(other)),
        };
        let done = next.done || next.broken.is_some();
        all = ChainCheck {
            rows: all.rows.saturating_add(next.rows),
            ..next
        };
        if done {
            return Ok(Answer::ChainChecked(all));
        }
    }
}
