//! One command: one transaction under one idempotency key. The key is claimed first, the answer is stored beside it
//! before the commit; so the same key answers the same, and another request under it is refused.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    answer::Answer,
    fail::{No, fault},
    outcome,
    refusal::{FaultKind, Refusal},
    seat::Seat,
};
use crate::{
    domain::{Actor, ApprovalId, CommandKey, Grant, Money, Right},
    store::{self, Tx, activity::Entry, command::Known},
};

/// A command in progress.
pub struct Work<'a> {
    seat: &'a Seat,
    key: CommandKey,
    tx: Tx,
}

/// What claiming a key led to.
pub enum Begun<'a> {
    /// The key is new: do the work.
    New(Work<'a>),
    /// The same request was answered before.
    Known(Answer),
}

/// The hash of a request, kept under its key to tell a repeat from another request.
pub fn request_hash(request: &impl Serialize) -> [u8; 32] {
    // Plain data always serialises; an empty text would only make equal keys look different, which is the safe side.
    Sha256::digest(serde_json::to_vec(request).unwrap_or_default()).into()
}

/// Claims `key` for `request` and opens its transaction.
///
/// # Errors
/// [`Refusal::KeyReused`] when the key was used for another request, [`Refusal::GivenUp`], or a fault.
pub async fn begin<'a>(
    seat: &'a Seat,
    key: CommandKey,
    verb: &str,
    request: &impl Serialize,
) -> Result<Begun<'a>, No> {
    let hash = request_hash(&(verb, request));
    let mut tx = seat.begin().await?;
    if store::command::claim(&mut tx, seat.actor(), key, verb, &hash).await? {
        return Ok(Begun::New(Work { seat, key, tx }));
    }
    match store::command::known(&mut tx, key).await? {
        Some(Known {
            request_hash,
            answer: Some(stored),
        }) if request_hash == hash => Ok(Begun::Known(read_answer(stored)?.cached())),
        Some(known) => Err(outcome::reused(key, &known).into()),
        None => Err(Refusal::KeyReused { key }.into()),
    }
}

/// A stored answer as a value.
///
/// # Errors
/// When another version of the program stored it in another form.
pub fn read_answer(stored: serde_json::Value) -> Result<Answer, No> {
    serde_json::from_value(stored).map_err(|why| No::Failed(fault(FaultKind::WrongVersion, &why)))
}

impl Work<'_> {
    /// The transaction's connection.
    pub fn db(&mut self) -> &mut store::Db {
        &mut self.tx
    }

    /// The key of the command.
    pub fn key(&self) -> CommandKey {
        self.key
    }

    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.seat.actor()
    }

    /// Appends to the activity log.
    ///
    /// # Errors
    /// A fault.
    pub async fn log(&mut self, entry: Entry<'_>) -> Result<(), No> {
        Ok(store::activity::append(&mut self.tx, self.seat.actor(), Some(self.key), entry).await?)
    }

    /// Lets the command pass if the own right suffices, or if a second person consented to exactly this; consumes the
    /// consent. Returns it for the audit.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NeedsApproval`] or [`Refusal::ApprovalInvalid`].
    pub async fn consent(
        &mut self,
        right: Right,
        target: &str,
        amount: Option<Money>,
        approval: Option<ApprovalId>,
    ) -> Result<Option<ApprovalId>, No> {
        match (self.seat.grant(right), approval) {
            (Grant::No, _) => Err(Refusal::NotAllowed {
                right,
                role: self.seat.me.role,
            }
            .into()),
            (Grant::Own | Grant::All, None) => Ok(None),
            (Grant::WithApproval, None) => {
                let limit = (right == Right::PayAbove).then_some(self.seat.me.payout_limit);
                Err(Refusal::NeedsApproval {
                    right,
                    target: target.to_owned(),
                    amount,
                    limit,
                }
                .into())
            }
            (Grant::Own | Grant::All | Grant::WithApproval, Some(approval)) => {
                let cents = amount.map(Money::as_cents);
                store::command::consume_approval(
                    &mut self.tx,
                    approval,
                    right,
                    self.key,
                    target,
                    cents,
                )
                .await?
                .map(|_| Some(approval))
                .ok_or_else(|| Refusal::ApprovalInvalid.into())
            }
        }
    }

    /// Stores the answer beside the key and commits.
    ///
    /// # Errors
    /// A fault; then nothing happened, or the key tells what did.
    pub async fn commit(mut self, answer: Answer) -> Result<Answer, No> {
        let stored = serde_json::to_value(&answer)
            .map_err(|why| No::Failed(fault(FaultKind::Inconsistent, &why)))?;
        store::command::answer(&mut self.tx, self.key, &stored).await?;
        self.tx.commit().await?;
        Ok(answer)
    }
}
