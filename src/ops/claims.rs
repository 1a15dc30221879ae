//! Claims: what was paid as a prize that is none any more. Whoever paid it owes it until it came back, or an administrator
//! gives it up.

use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    refusal::{Refusal, Thing},
    request::{SettleClaim, UnsettleClaim},
    seat::Seat,
    text,
    work::{self, Begun},
};
use crate::{
    domain::{ClaimEnd, Grant, Right, view::ClaimFilter},
    store::{self, activity::Entry, claim::Settling},
};

/// What is owed, and by whom, within the asker's reach.
pub async fn list(seat: &Seat, filter: &ClaimFilter) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Claims(store::claim::list(&mut db, filter).await?))
}

/// Collects a claim, or gives it up.
pub async fn settle(seat: &Seat, asked: SettleClaim) -> Result<Answer, No> {
    let mut work = match work::begin(seat, asked.key, "settle_claim", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let reason = match asked.how {
        ClaimEnd::Collected => text::optional("reason", &asked.reason, 500)?,
        ClaimEnd::WrittenOff => {
            if seat.grant(Right::WriteOffClaim) == Grant::No {
                return Err(Refusal::NotAllowed {
                    right: Right::WriteOffClaim,
                    role: seat.me.role,
                }
                .into());
            }
            text::required("reason", &asked.reason, 500)?
        }
    };
    let unknown = Refusal::NotFound { what: Thing::Claim };
    let (ticket, owed) = store::claim::owed(work.db(), asked.code)
        .await?
        .ok_or(unknown)?;
    let amount = asked.amount.unwrap_or(owed);
    if !amount.is_positive() || amount > owed {
        return Err(Refusal::AboveClaim {
            asked: amount,
            owed,
        }
        .into());
    }
    let settling = Settling {
        id: asked.settlement,
        ticket,
        how: asked.how,
        amount,
        reason: &reason,
    };
    store::claim::settle(work.db(), asked.key, settling).await?;
    let code = asked.code.digits();
    let action = format!("claim.{}", asked.how.name());
    work.log(Entry {
        amount: Some(amount),
        note: &reason,
        details: json!({ "settlement": asked.settlement }),
        ..Entry::new(&action, &code)
    })
    .await?;
    work.commit(Answer::Saved).await
}

/// Takes a settlement back: the claim is owed again.
pub async fn unsettle(seat: &Seat, asked: UnsettleClaim) -> Result<Answer, No> {
    let mut work = match work::begin(seat, asked.key, "unsettle_claim", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let reason = text::required("reason", &asked.reason, 500)?;
    let was = store::claim::settlement(work.db(), asked.settlement).await?;
    let (code, amount) = was.ok_or(Refusal::NotFound { what: Thing::Claim })?;
    let back = uuid::Uuid::now_v7().into();
    store::claim::unsettle(work.db(), asked.key, back, asked.settlement, &reason).await?;
    let code = code.digits();
    work.log(Entry {
        amount: Some(amount),
        note: &reason,
        details: json!({ "settlement": back }),
        ..Entry::new("claim.unsettled", &code)
    })
    .await?;
    work.commit(Answer::Saved).await
}
