//! What happens elsewhere: another console opens a draw, the clock closes one. The console asks every other second for a mark
//! that changes with the draws, and reads again what it shows only when the mark is another. It also asks the house to do
//! what is due, whoever is signed in.

use super::App;
use super::jobs::Asker;
use crate::ops::{Answer, Reply, Request};
use crate::ui::effect::JobId;
use crate::ui::status::Link;
use chrono::{DateTime, TimeDelta, Utc};

/// How often it is asked whether something has changed.
const EVERY: TimeDelta = TimeDelta::seconds(2);

/// How soon after the sign-in it is asked first.
const FIRST: TimeDelta = TimeDelta::milliseconds(300);

/// How often what is due is done although nothing is known to be: draws of the coming days, expired prizes.
const TICK_EVERY: TimeDelta = TimeDelta::minutes(5);

/// Never more often than this, should something due not be possible yet.
const TICK_LEAST: TimeDelta = TimeDelta::seconds(5);

/// What is known of the world outside, and when it is asked for again.
#[derive(Debug, Default)]
pub(super) struct Heart {
    mark: Option<i64>,
    pub at: Option<DateTime<Utc>>,
    ticked: Option<DateTime<Utc>>,
}

impl App {
    /// Begins to ask, for the person who has just signed in.
    pub(super) fn begin_pulse(&mut self) {
        self.pulse = Heart {
            at: Some(self.at + FIRST),
            ..Heart::default()
        };
    }

    /// Asks for the mark when its time has come; not while the connection is lost.
    pub(super) fn pulse_due(&mut self) {
        if self.pulse.at.is_some_and(|at| at <= self.at) && !self.jobs.asking(Asker::Pulse) {
            self.pulse.at = None;
            self.ask(Asker::Pulse, Request::Pulse);
        }
    }

    /// What the mark says: whether something is new, and whether something is due.
    pub(super) fn pulse_felt(&mut self, reply: &Reply) {
        if self.session.is_none() {
            return;
        }
        self.pulse.at = Some(self.at + EVERY);
        match reply {
            Reply::Done(answer) => {
                let Answer::Pulse(pulse) = answer.as_ref() else {
                    return;
                };
                let before = self.pulse.mark.replace(pulse.draws);
                if before.is_some_and(|before| before != pulse.draws) {
                    self.news();
                }
                self.tick(if pulse.due { TICK_LEAST } else { TICK_EVERY });
            }
            Reply::Refused(_) => {
                if let Some(why) = super::session::over(reply).filter(|_| !self.busy()) {
                    self.session_over(why);
                }
            }
            Reply::Failed(_) if matches!(self.status.link, Link::Lost(_)) => self.pulse.at = None,
            Reply::Failed(_) => {}
        }
    }

    /// What the clock did: what is shown is read again.
    pub(super) fn ticked(&mut self, reply: &Reply) {
        if let Reply::Done(answer) = reply
            && let Answer::Ticked(done) = answer.as_ref()
            && self.session.is_some()
            && done.opened + done.closed + done.generated + done.expired > 0
        {
            self.news();
        }
    }

    /// The connection is back.
    pub(super) fn pulse_again(&mut self) {
        if self.session.is_some() && self.pulse.at.is_none() && !self.jobs.asking(Asker::Pulse) {
            self.pulse.at = Some(self.at);
        }
    }

    /// Reads again what is shown.
    pub(super) fn news(&mut self) {
        self.ask(Asker::Status, Request::Home);
        self.with_screen(self.current, |screen, ctx| screen.on_news(ctx));
    }

    /// Whether nobody waits for this answer, so that its time says nothing about the counter.
    pub(super) fn in_background(&self, id: JobId) -> bool {
        self.jobs
            .asker(id)
            .is_some_and(|asker| matches!(asker, Asker::Pulse | Asker::Tick | Asker::Status))
    }

    fn tick(&mut self, least: TimeDelta) {
        let early = self.pulse.ticked.is_some_and(|at| self.at - at < least);
        if !early && !self.jobs.asking(Asker::Tick) {
            self.pulse.ticked = Some(self.at);
            self.ask(Asker::Tick, Request::Tick);
        }
    }
}
