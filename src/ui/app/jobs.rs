//! What is under way: questions, of which only the newest of a slot counts, and commands, which are sent once and always
//! answered.

use crate::domain::CommandKey;
use crate::ops::{Fault, Request};
use crate::ui::effect::JobId;
use crate::ui::screen::{ScreenId, Slot};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    /// A screen, under this slot.
    Screen(ScreenId, Slot),
    /// The app: what server and clock answer.
    Hello,
    /// The app: figures for the status bar.
    Status,
    /// The app: has anything changed elsewhere?
    Pulse,
    /// The app: what is due by the clock.
    Tick,
    /// The app: the own PIN becomes another.
    OwnPin,
    /// The app: the screen was locked.
    Lock,
    /// The app: is the PIN of the lock right?
    Unlock,
    /// The app: a second person's consent for the command of this job.
    Approve(JobId),
    /// The app: was the command of this job committed?
    Outcome(JobId),
    /// The app: the session ends.
    SignOut,
}

/// A command, kept until it is answered.
#[derive(Debug, Clone)]
pub(super) struct Command {
    pub key: CommandKey,
    pub request: Request,
    pub stage: Stage,
}

/// Where a command stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stage {
    /// Sent; the answer is awaited.
    Sent,
    /// A second person must consent first.
    Approving,
    /// The connection failed meanwhile; it is being asked whether it was committed.
    Verifying { fault: Fault, tries: u32 },
    /// Asking failed, too; it is asked again then.
    VerifyAt {
        fault: Fault,
        tries: u32,
        at: DateTime<Utc>,
    },
}

/// One question or command under way.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub asker: Asker,
    pub command: Option<Command>,
}

/// All that is under way.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    last: u64,
    open: BTreeMap<JobId, Job>,
}

impl Jobs {
    /// Begins a question or command. An older question of the same asker is forgotten, so that its answer is dropped; a command
    /// whose key is under way already is not begun again.
    pub fn begin(&mut self, asker: Asker, request: &Request) -> Option<JobId> {
        let key = request.key();
        if key.is_some() && self.open.values().any(|job| job.key() == key) {
            return None;
        }
        if key.is_none() {
            self.open
                .retain(|_, job| job.asker != asker || job.command.is_some());
        }
        self.last += 1;
        let id = JobId(self.last);
        let command = key.map(|key| Command {
            key,
            request: request.clone(),
            stage: Stage::Sent,
        });
        self.open.insert(id, Job { asker, command });
        Some(id)
    }

    pub fn take(&mut self, id: JobId) -> Option<Job> {
        self.open.remove(&id)
    }

    pub fn put_back(&mut self, id: JobId, job: Job) {
        self.open.insert(id, job);
    }

    pub fn command_mut(&mut self, id: JobId) -> Option<&mut Command> {
        self.open.get_mut(&id)?.command.as_mut()
    }

    pub fn command(&self, id: JobId) -> Option<&Command> {
        self.open.get(&id)?.command.as_ref()
    }

    /// The slots of a screen's commands under way.
    pub fn slots(&self, screen: ScreenId) -> Vec<Slot> {
        let slot = |job: &Job| match job.asker {
            Asker::Screen(id, slot) if id == screen && job.command.is_some() => Some(slot),
            _ => None,
        };
        self.open.values().filter_map(slot).collect()
    }

    /// Whether any command is under way.
    pub fn any_command(&self) -> bool {
        self.open.values().any(|job| job.command.is_some())
    }

    /// Whether a command's fate is unknown and being asked for.
    pub fn any_unknown(&self) -> bool {
        self.stages()
            .any(|(_, stage)| matches!(stage, Stage::Verifying { .. } | Stage::VerifyAt { .. }))
    }

    /// Whether the app itself is asking this.
    pub fn asking(&self, asker: Asker) -> bool {
        self.open.values().any(|job| job.asker == asker)
    }

    /// Who asked this.
    pub fn asker(&self, id: JobId) -> Option<Asker> {
        self.open.get(&id).map(|job| job.asker)
    }

    /// Commands whose fate is to be asked for again, with the moment.
    pub fn to_verify(&self) -> impl Iterator<Item = (JobId, DateTime<Utc>)> + '_ {
        self.stages().filter_map(|(id, stage)| match stage {
            Stage::VerifyAt { at, .. } => Some((id, *at)),
            Stage::Sent | Stage::Approving | Stage::Verifying { .. } => None,
        })
    }

    /// Forgets everything: the session ended.
    pub fn forget(&mut self) {
        self.open.clear();
    }

    fn stages(&self) -> impl Iterator<Item = (JobId, &Stage)> {
        self.open
            .iter()
            .filter_map(|(id, job)| Some((*id, &job.command.as_ref()?.stage)))
    }
}

impl Job {
    fn key(&self) -> Option<CommandKey> {
        self.command.as_ref().map(|command| command.key)
    }
}
