//! Excluding a late or suspicious list, and including it again: a reason and a second administrator, as long as the draw has
//! no result.

use serde_json::json;

use super::{Whose, of, read::beyond};
use crate::{
    domain::{
        DrawId, DrawState, Right, ScopeId, exposure,
        view::{ListChange, ListPreview, ListSums},
    },
    ops::{
        answer::Answer,
        draws,
        fail::No,
        refusal::{FieldProblem, Refusal, Thing},
        request::{AskList, ChangeList},
        risk,
        seat::Seat,
        text,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry},
};

/// What a consent and the log call a list.
fn target(draw: DrawId, scope: ScopeId) -> String {
    format!("{draw}:{}", scope.raw())
}

/// A shop's or a seller's list, of a draw without a result.
async fn held(
    db: &mut store::Db,
    seat: &Seat,
    draw: DrawId,
    scope: ScopeId,
) -> Result<(Whose, store::draw::DrawFacts), No> {
    if matches!(scope, ScopeId::Banca(_)) {
        return Err(Refusal::Field {
            field: "scope".to_owned(),
            problem: FieldProblem::OutOfRange,
        }
        .into());
    }
    let whose = of(db, seat, scope).await?;
    let facts = draws::facts(db, draw).await?;
    match facts.state {
        DrawState::Open | DrawState::Closed => Ok((whose, facts)),
        state @ (DrawState::Scheduled | DrawState::Evaluated | DrawState::Annulled) => {
            Err(Refusal::ListSettled { state }.into())
        }
    }
}

/// What excluding a list would do, or including it again where it is excluded.
pub async fn preview(seat: &Seat, asked: AskList) -> Result<Answer, No> {
    let AskList { draw, scope } = asked;
    let mut db = seat.one_view().await?;
    let (whose, facts) = held(&mut db, seat, draw, scope).await?;
    let row = store::draw::one(&mut db, draw).await?;
    let row = row.ok_or(Refusal::NotFound { what: Thing::Draw })?;
    let out = store::list::exclusions(&mut db, draw).await?;
    let own = out.iter().find(|one| one.scope == scope);
    if own.is_none() && out.iter().any(|one| Some(one.scope) == whose.shop) {
        return Err(Refusal::ListOut { shop: true }.into());
    }
    let house = ScopeId::Banca(seat.me.banca);
    let now = store::risk::counters(&mut db, draw, house, facts.digits).await?;
    let (sums, list) = if let Some(own) = own {
        let fell = store::list::fallen(&mut db, draw, scope, facts.digits).await?;
        (own.sums, fell)
    } else {
        let mut sums = ListSums::default();
        for one in store::list::sold(&mut db, draw).await? {
            let own = [
                ScopeId::Ventana(one.ventana),
                ScopeId::Vendedor(one.vendedor),
            ];
            if own.contains(&scope) {
                sums = sums.plus(&one.sums).map_err(beyond)?;
            }
        }
        let standing = store::risk::counters(&mut db, draw, scope, facts.digits).await?;
        (sums, standing)
    };
    let laid = risk::laid(&mut db, seat, draw, house, facts.digits).await?;
    let then = exposure::changed(&now, &list, own.is_some()).map_err(beyond)?;
    Ok(Answer::ListPreview(Box::new(ListPreview {
        draw: row,
        of: whose.list,
        excluded: own.is_some(),
        sums,
        before: exposure::worst(&now, &laid).map_err(beyond)?,
        after: exposure::worst(&then, &laid).map_err(beyond)?,
    })))
}

/// Excludes a list.
pub async fn exclude(seat: &Seat, asked: ChangeList) -> Result<Answer, No> {
    change(seat, asked, true).await
}

/// Includes an excluded list again. It restores what was sold, and says which numbers stand above a limit then.
pub async fn include(seat: &Seat, asked: ChangeList) -> Result<Answer, No> {
    change(seat, asked, false).await
}

async fn change(seat: &Seat, asked: ChangeList, out: bool) -> Result<Answer, No> {
    let ChangeList {
        key,
        draw,
        scope,
        reason,
        approval,
    } = asked;
    let (verb, action) = if out {
        ("exclude_list", "list.excluded")
    } else {
        ("include_list", "list.included")
    };
    let mut work = match work::begin(seat, key, verb, &(draw, scope, &reason)).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let (whose, facts) = held(work.db(), seat, draw, scope).await?;
    let reason = text::required("reason", &reason, 500)?;
    let target = target(draw, scope);
    let approval = work
        .consent(Right::ExcludeList, &target, None, approval)
        .await?;
    let sums = apply(&mut work, draw, scope, &reason, out).await?;
    let mut over = Vec::new();
    if !out {
        let scopes = [Some(scope), whose.shop, Some(ScopeId::Banca(seat.me.banca))];
        for scope in scopes.into_iter().flatten() {
            over.extend(risk::over_limits(work.db(), seat, draw, scope).await?);
        }
    }
    let mut entry = Entry::new(action, &target);
    entry.amount = Some(sums.stakes);
    entry.note = &reason;
    entry.approval = approval;
    entry.details = json!({
        "lottery": facts.name, "at": facts.at, "ventana": whose.list.ventana, "vendedor": whose.list.vendedor,
        "tickets": sums.tickets, "listero": sums.listero, "commission": sums.vendedor, "over": over.len(),
    });
    work.log(entry).await?;
    work.commit(Answer::ListChanged(Box::new(ListChange {
        draw,
        of: whose.list,
        excluded: out,
        sums,
        over,
    })))
    .await
}

async fn apply(
    work: &mut Work<'_>,
    draw: DrawId,
    scope: ScopeId,
    reason: &str,
    out: bool,
) -> Result<ListSums, No> {
    let key = work.key();
    store::draw::wait_briefly(work.db()).await?;
    store::draw::take_time(work.db()).await?;
    let done = if out {
        store::list::exclude(work.db(), key, draw, scope, reason).await
    } else {
        store::list::include(work.db(), key, draw, scope, reason).await
    };
    match done {
        Ok(sums) => Ok(sums),
        Err(late) if store::draw::gave_up_waiting(&late) => Err(Refusal::DrawBusy { draw }.into()),
        Err(failed) => Err(failed.into()),
    }
}
