//! What becomes of answers. A question's answer goes to its screen; a command's answer is always shown. A command that
//! failed on the way is never repeated blindly: its key is asked for until its fate is known.

use super::jobs::{Command, Job, Stage};
use super::{App, Asker, Owner};
use crate::domain::CommandKey;
use crate::ops::{self, Answer, Approve, Fault, FaultKind, Refusal, Reply, Request, Secret};
use crate::ui::effect::{Effect, JobId, Toast, Tone};
use crate::ui::overlays::{Outcome, Overlay};
use crate::ui::screen::ScreenId;
use crate::ui::text::{Say, frame, refusal};
use chrono::TimeDelta;

impl App {
    pub(super) fn replied(&mut self, id: JobId, reply: Reply, took: TimeDelta) {
        let drawer = self.status.drawer_open;
        let (latency, quiet) = (self.status.latency, self.in_background(id));
        self.plan_hello(&reply);
        let Some(job) = self.jobs.take(id) else {
            // What it says is older than a question that was asked meanwhile.
            return self.status.learn_link(&reply, self.at);
        };
        self.status.learn(&reply, self.at, took);
        if quiet {
            self.status.latency = latency;
        }
        let job_of = job.asker;
        match job.asker {
            Asker::Screen(_, _) => self.screen_replied(id, job, reply),
            Asker::Hello => self.greeted(&reply),
            Asker::Status => self.plan_status(),
            Asker::Unlock => self.unlocked(&reply),
            Asker::OwnPin => self.own_pin_changed(&reply),
            Asker::Approve(command) => self.approved(command, reply),
            Asker::Outcome(command) => self.outcome_known(command, reply),
            Asker::Pulse => self.pulse_felt(&reply),
            Asker::Tick => self.ticked(&reply),
            Asker::SignOut | Asker::Lock => {}
        }
        let elsewhere = !matches!(job_of, Asker::Screen(id, _) if id == self.current);
        if elsewhere && drawer.is_some() && drawer != self.status.drawer_open {
            // The drawer was opened or closed by a command of another screen.
            self.with_screen(self.current, |screen, ctx| screen.on_news(ctx));
        }
    }

    fn greeted(&mut self, reply: &Reply) {
        if let Reply::Done(answer) = reply
            && let Answer::Hello(hello) = answer.as_ref()
        {
            let wizard =
                !hello.set_up && self.session.is_none() && self.current == ScreenId::SignIn;
            if wizard {
                self.show(ScreenId::FirstRun);
            }
        }
    }

    fn screen_replied(&mut self, id: JobId, mut job: Job, reply: Reply) {
        let Some(command) = &mut job.command else {
            return self.deliver(&job, &reply);
        };
        match reply {
            Reply::Failed(fault) => {
                let (key, tries) = (command.key, 0);
                command.stage = Stage::Verifying { fault, tries };
                self.jobs.put_back(id, job);
                self.ask(Asker::Outcome(id), Request::GiveUp { key });
            }
            Reply::Refused(ref refusals) if self.needs_approval(refusals, command) => {
                let overlay = self.approval_prompt(job.asker, &command.request, refusals);
                command.stage = Stage::Approving;
                self.jobs.put_back(id, job);
                self.open(Owner::Approval(id), overlay);
            }
            Reply::Refused(ref refusals) => {
                let gone = |one: &Refusal| matches!(one, Refusal::GivenUp { .. });
                if refusals.iter().any(gone) {
                    // It was, and that it was had not been heard.
                    self.gave_up(&job);
                }
                self.deliver(&job, &reply);
            }
            Reply::Done(_) => self.deliver(&job, &reply),
        }
    }

    fn needs_approval(&self, refusals: &[Refusal], command: &Command) -> bool {
        let asked = refusals
            .iter()
            .all(|one| matches!(one, Refusal::NeedsApproval { .. }));
        let carries = command.request.takes_approval();
        asked && carries && !refusals.is_empty() && self.session.is_some()
    }

    /// Hands an answer to the screen that asked, wherever the person is now.
    fn deliver(&mut self, job: &Job, reply: &Reply) {
        let Asker::Screen(id, slot) = job.asker else {
            return;
        };
        let read = job.command.is_none();
        self.with_screen(id, |screen, ctx| {
            let effects = screen.on_reply(slot, reply, ctx);
            match reply {
                Reply::Failed(fault) if read => calmly(effects, fault),
                Reply::Failed(_) | Reply::Done(_) | Reply::Refused(_) => effects,
            }
        });
        if read && id == self.current {
            self.read_later(reply);
        }
        if job.command.is_some() {
            let done = matches!(reply, Reply::Done(_));
            if done {
                self.release();
            } else {
                self.release_text_only();
            }
        }
        if let Some(why) = super::session::over(reply).filter(|_| self.session.is_some()) {
            self.session_over(why);
        }
    }

    fn outcome_known(&mut self, id: JobId, reply: Reply) {
        let Some(Job {
            asker,
            command: Some(command),
        }) = self.jobs.take(id)
        else {
            return;
        };
        let (Stage::Verifying { fault, tries } | Stage::VerifyAt { fault, tries, .. }) =
            command.stage.clone()
        else {
            return self.jobs.put_back(
                id,
                Job {
                    asker,
                    command: Some(command),
                },
            );
        };
        let job = Job {
            asker,
            command: Some(command),
        };
        match reply {
            Reply::Done(answer) => match *answer {
                Answer::Outcome(ops::Outcome::Committed { answer }) => {
                    self.deliver(&job, &Reply::Done(answer));
                }
                Answer::Outcome(ops::Outcome::GivenUp) => {
                    self.gave_up(&job);
                    self.deliver(&job, &Reply::Failed(fault));
                }
                _ => self.deliver(&job, &Reply::Failed(fault)),
            },
            Reply::Refused(_) => self.deliver(&job, &Reply::Failed(fault)),
            Reply::Failed(_) => self.verify_later(id, job, fault, tries),
        }
    }

    fn verify_later(&mut self, id: JobId, mut job: Job, fault: Fault, tries: u32) {
        let at = self.at + backoff(tries);
        if let Some(command) = &mut job.command {
            command.stage = Stage::VerifyAt {
                fault,
                tries: tries + 1,
                at,
            };
        }
        self.jobs.put_back(id, job);
    }

    /// Asks again for the fate of commands whose time has come.
    pub(super) fn verify_due(&mut self) {
        let due: Vec<JobId> = self
            .jobs
            .to_verify()
            .filter(|(_, at)| *at <= self.at)
            .map(|(id, _)| id)
            .collect();
        for id in due {
            let Some(command) = self.jobs.command_mut(id) else {
                continue;
            };
            let key = command.key;
            if let Stage::VerifyAt { fault, tries, .. } = &command.stage {
                command.stage = Stage::Verifying {
                    fault: fault.clone(),
                    tries: *tries,
                };
            }
            self.ask(Asker::Outcome(id), Request::GiveUp { key });
        }
    }

    /// A command is never done under its key any more: should the person want it again, it has another.
    fn gave_up(&mut self, job: &Job) {
        let next = CommandKey::new(self.source.uuid());
        if let Some(command) = &job.command {
            self.given_up.insert(command.key, next);
        }
    }

    /// Puts the key of its second life into a command that was given up, and into the question for it: a screen sends both as
    /// they stand, and never learns that the first key is used up.
    pub(super) fn renew(&self, request: &mut Request) {
        let place = match request {
            Request::Outcome { key } => Some(key),
            command => command.key_mut(),
        };
        if let Some(key) = place {
            while let Some(next) = self.given_up.get(key) {
                *key = *next;
            }
        }
    }

    /// The approval's dialog ended: the second person is asked for at the house, or the command is given up.
    pub(super) fn approval_closed(&mut self, id: JobId, mut overlay: Overlay, outcome: Outcome) {
        let Some(command) = self.jobs.command(id) else {
            return;
        };
        let key = command.key;
        match (outcome, &mut overlay) {
            (Outcome::Filled(values), Overlay::Prompt(prompt)) => {
                prompt.wait();
                let mut values = values.into_iter();
                let mut next = || values.next().unwrap_or_default();
                let (username, pin, reason) = (next(), Secret::new(next()), next());
                let Some((right, target, amount)) = prompt.approves.clone() else {
                    return;
                };
                let approve = Approve {
                    right,
                    key,
                    target,
                    amount,
                    reason,
                    username,
                    pin,
                };
                self.overlays.push((Owner::Approval(id), overlay));
                self.ask(Asker::Approve(id), Request::Approve(approve));
            }
            (
                Outcome::Dismissed | Outcome::Confirmed | Outcome::Picked(_) | Outcome::Filled(_),
                _,
            ) => {
                if let (Some(job), Overlay::Prompt(prompt)) = (self.jobs.take(id), &overlay)
                    && let Some((right, target, amount)) = prompt.approves.clone()
                {
                    let refusal = Refusal::NeedsApproval {
                        right,
                        target,
                        amount,
                        limit: None,
                    };
                    self.deliver(&job, &Reply::Refused(vec![refusal]));
                }
            }
        }
    }

    fn approved(&mut self, id: JobId, reply: Reply) {
        match reply {
            Reply::Done(answer) => {
                let Answer::Approved {
                    approval,
                    granted_by,
                } = *answer
                else {
                    return;
                };
                self.overlays
                    .retain(|(owner, _)| *owner != Owner::Approval(id));
                let Some(Job {
                    asker,
                    command: Some(command),
                }) = self.jobs.take(id)
                else {
                    return;
                };
                if let Some(request) = command.request.with_approval(approval) {
                    self.ask(asker, request);
                }
                let say = frame::APPROVED_BY.with("name", granted_by);
                self.toast(Toast {
                    tone: Tone::Good,
                    say,
                });
            }
            Reply::Refused(refusals) => {
                let person = refusals
                    .iter()
                    .any(|one| matches!(one, Refusal::OwnApproval | Refusal::CannotApprove { .. }));
                let field = usize::from(!person);
                self.refuse_prompt(Owner::Approval(id), field, &refusal::first(&refusals));
            }
            Reply::Failed(fault) => {
                self.refuse_prompt(Owner::Approval(id), 1, &refusal::fault(&fault));
            }
        }
    }

    fn unlocked(&mut self, reply: &Reply) {
        match reply {
            Reply::Done(_) => {
                self.overlays.retain(|(owner, _)| *owner != Owner::Lock);
                self.release();
            }
            Reply::Refused(refusals) => match super::session::over(reply) {
                Some(why) => self.session_over(why),
                None => self.refuse_prompt(Owner::Lock, 0, &refusal::first(refusals)),
            },
            Reply::Failed(fault) => self.refuse_prompt(Owner::Lock, 0, &refusal::fault(fault)),
        }
    }

    pub(super) fn refuse_prompt(&mut self, wanted: Owner, field: usize, why: &Say) {
        for (owner, overlay) in &mut self.overlays {
            if let (true, Overlay::Prompt(prompt)) = (*owner == wanted, overlay) {
                prompt.refuse(field, why.clone());
            }
        }
    }

    /// The server was too busy for a question: what is shown is read again in a moment. With the connection lost it is when that
    /// is back.
    fn read_later(&mut self, reply: &Reply) {
        if let Reply::Failed(Fault {
            kind: FaultKind::Busy,
            ..
        }) = reply
        {
            self.read_at = Some(self.at + READ_AGAIN);
        }
    }

    /// Reads again what the shown screen shows, after something could not be read.
    pub(super) fn read_again(&mut self) {
        self.read_at = None;
        if self.session.is_some() {
            self.with_screen(self.current, |screen, ctx| screen.on_show(ctx));
        }
    }

    /// While the connection is lost the server is greeted again and again, more and more slowly.
    fn plan_hello(&mut self, reply: &Reply) {
        let lost = matches!(
            reply,
            Reply::Failed(Fault {
                kind: FaultKind::Disconnected | FaultKind::TimedOut,
                ..
            })
        );
        if !lost {
            let was_lost = self.hello_tries > 0;
            (self.hello_at, self.hello_tries) = (None, 0);
            self.pulse_again();
            // What could not be read meanwhile is asked for anew.
            if was_lost {
                self.read_again();
            }
        } else if self.hello_at.is_none() {
            self.hello_at = Some(self.at + backoff(self.hello_tries));
            self.hello_tries += 1;
        }
    }
}

/// How soon what could not be read is read again.
const READ_AGAIN: TimeDelta = TimeDelta::seconds(2);

/// A question that failed changed nothing and is asked again by itself: it is told in a line and never stands in the way.
fn calmly(effects: Vec<Effect>, fault: &Fault) -> Vec<Effect> {
    let calm = |effect| match effect {
        Effect::Open(refusal::READ, _) => Effect::bad(refusal::fault(fault)),
        other => other,
    };
    effects.into_iter().map(calm).collect()
}

/// One, two, four, then every eight seconds.
fn backoff(tries: u32) -> TimeDelta {
    TimeDelta::seconds(1 << tries.min(3))
}
