//! One signed-in session of a command: opened before its request, closed after it, whatever the request came to.

use uuid::Uuid;

use super::{
    World,
    args::{Consent, SignIn},
    exit::Failure,
    out::Out,
    secret,
    server::{Fetch, Server},
};
use crate::{
    domain::{ApprovalId, CommandKey, Id, Money, Right, SaleProblem},
    ops::{
        Answer, Approve, Door, Fault, House, Outcome, Refusal, Reply, Request, SignIn as AskSignIn,
        SignedIn,
    },
    ui::text::{cli as t, sell},
};

/// A house with somebody signed in.
pub struct Signed {
    /// Who it is.
    pub me: SignedIn,
    house: House,
    server: Server,
}

impl Signed {
    /// Opens the database and signs in.
    ///
    /// # Errors
    /// When there is no database, no PIN, or the house does not let this person in.
    pub async fn in_as(world: &mut World, who: &SignIn) -> Result<Self, Failure> {
        let pin = secret::pin(&world.out, &mut world.stop, secret::PIN, &who.user).await?;
        let server = Server::reach(&world.config, &world.out, Fetch::Ask).await?;
        let house = match server.bring_up().await {
            Ok(_) => House::new(server.app.clone(), Door::CommandLine),
            Err(failure) => {
                server.leave(&world.out).await;
                return Err(failure);
            }
        };
        let asked = AskSignIn {
            username: who.user.clone(),
            pin,
            terminal: world.config.terminal.clone(),
        };
        match answered(house.handle(Request::SignIn(asked)).await) {
            Ok(Answer::SignedIn(me)) => {
                world.out.voice.zone = me.zone;
                Ok(Self { me, house, server })
            }
            other => {
                house.close().await;
                server.leave(&world.out).await;
                Err(other.map_or_else(|failure| failure, unexpected))
            }
        }
    }

    /// Asks a question.
    ///
    /// # Errors
    /// When it is refused or the world fails.
    pub async fn ask(&self, request: Request) -> Result<Answer, Failure> {
        answered(self.house.handle(request).await)
    }

    /// Gives a command, with a second person's consent where the house wants it and `consent` names somebody. When the answer is
    /// lost, its key is asked for before anything is said; a command whose key nobody named is given up, for nobody repeats it.
    ///
    /// # Errors
    /// When it is refused, or the world fails; then whether it was done is told.
    pub async fn command(
        &self,
        world: &mut World,
        consent: &Consent,
        request: Request,
    ) -> Result<Answer, Failure> {
        let Some(key) = request.key() else {
            return self.ask(request).await;
        };
        let named = consent.key.is_some();
        match self.sent(key, named, request.clone()).await {
            Err(Failure::Refused(refusals)) => {
                let Some(approval) = self.consented(world, consent, key, &refusals).await? else {
                    return Err(Failure::Refused(refusals));
                };
                match request.with_approval(approval) {
                    Some(request) => self.sent(key, named, request).await,
                    None => Err(Failure::Refused(refusals)),
                }
            }
            other => other,
        }
    }

    async fn sent(
        &self,
        key: CommandKey,
        named: bool,
        request: Request,
    ) -> Result<Answer, Failure> {
        match self.house.handle(request).await {
            Reply::Done(answer) => Ok(*answer),
            Reply::Refused(refusals) => Err(Failure::Refused(refusals)),
            Reply::Failed(fault) => self.what_became_of(key, named, fault).await,
        }
    }

    /// Asks for the key of a command whose answer was lost.
    async fn what_became_of(
        &self,
        key: CommandKey,
        named: bool,
        fault: Fault,
    ) -> Result<Answer, Failure> {
        let question = if named {
            Request::Outcome { key }
        } else {
            Request::GiveUp { key }
        };
        match self.ask(question).await {
            Ok(Answer::Outcome(Outcome::Committed { answer })) => Ok(*answer),
            Ok(Answer::Outcome(Outcome::Absent)) => Err(Failure::NotDone(fault, key)),
            Ok(Answer::Outcome(Outcome::GivenUp)) => Err(Failure::GivenUp(fault)),
            Ok(_) | Err(_) => Err(Failure::Unknown(fault, key)),
        }
    }

    /// A second person's consent to what was refused, when that is all that is missing and somebody was named.
    async fn consented(
        &self,
        world: &mut World,
        consent: &Consent,
        key: CommandKey,
        refusals: &[Refusal],
    ) -> Result<Option<ApprovalId>, Failure> {
        let (Some((right, target, amount)), Some(name)) =
            (missing_consent(refusals, &world.out), &consent.approved_by)
        else {
            return Ok(None);
        };
        let pin = secret::pin(&world.out, &mut world.stop, secret::APPROVAL_PIN, name).await?;
        let asked = Approve {
            right,
            key,
            target,
            amount,
            reason: consent.approval_reason.clone().unwrap_or_default(),
            username: name.clone(),
            pin,
        };
        match self.ask(Request::Approve(asked)).await? {
            Answer::Approved { approval, .. } => Ok(Some(approval)),
            other => Err(unexpected(other)),
        }
    }

    /// Signs out and leaves the database.
    pub async fn leave(self, world: &World) {
        self.house.close().await;
        self.server.leave(&world.out).await;
    }
}

/// Characters that the house keeps of what an approval concerns.
const RECORD: usize = 200;

/// The consent that is all that is missing: what the house asks for by name, or limits that may be lifted and nothing else.
/// What the books keep of it names each number with its limit, what was sold below it and what is asked.
fn missing_consent(refusals: &[Refusal], out: &Out) -> Option<(Right, String, Option<Money>)> {
    if let [
        Refusal::NeedsApproval {
            right,
            target,
            amount,
            ..
        },
    ] = refusals
    {
        return Some((*right, target.clone(), *amount));
    }
    let (mut numbers, mut told) = (Vec::new(), Vec::new());
    let mut total = Money::ZERO;
    for refusal in refusals {
        let Refusal::Sale(SaleProblem::AboveLimit {
            draw,
            number,
            asked,
            left,
            limit,
            liftable: true,
            ..
        }) = refusal
        else {
            return None;
        };
        if !numbers.contains(&(*draw, *number)) {
            numbers.push((*draw, *number));
            total = total.checked_add(*asked)?;
            let each = sell::LIFT_EACH
                .with("number", format!("{} {number}", draw.short()))
                .with("limit", *limit)
                .with("sold", limit.checked_sub(*left).unwrap_or(*limit));
            told.push(out.sentence(&each.with("asked", *asked)));
        }
    }
    let record: String = told.join("; ").chars().take(RECORD).collect();
    (!numbers.is_empty()).then_some((Right::LiftLimit, record, Some(total)))
}

/// The key of a command: the given one, which makes it happen once however often it is asked, or a fresh one.
pub fn key(given: Option<Uuid>) -> CommandKey {
    Id::new(given.unwrap_or_else(Uuid::now_v7))
}

/// A reply as a result.
///
/// # Errors
/// When it is no, or the world failed.
pub fn answered(reply: Reply) -> Result<Answer, Failure> {
    match reply {
        Reply::Done(answer) => Ok(*answer),
        Reply::Refused(refusals) => Err(Failure::Refused(refusals)),
        Reply::Failed(fault) => Err(Failure::Failed(fault)),
    }
}

/// An answer of another kind than the request's: a defect.
pub fn unexpected(answer: Answer) -> Failure {
    drop(answer);
    Failure::Io(t::NOT_COMMAND.into())
}
