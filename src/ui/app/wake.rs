//! When the console wants to be woken, and what it does then. Without a countdown on the screen it sleeps.

use super::App;
use super::jobs::Asker;
use crate::ops::Request;
use crate::ui::text::Voice;
use chrono::{DateTime, TimeDelta, Utc};

/// How often the status bar's figures are read again.
const STATUS_EVERY: TimeDelta = TimeDelta::minutes(2);

impl App {
    /// When [`Event::Wake`](crate::ui::Event::Wake) is wanted, by the terminal's clock.
    pub fn next_wake(&self) -> Option<DateTime<Utc>> {
        let slots = self.jobs.slots(self.current);
        let ctx = self.ctx(&slots);
        let screen = self
            .screens
            .get(&self.current)
            .and_then(|screen| screen.next_wake(&ctx));
        let verify = self.jobs.to_verify().map(|(_, at)| at).min();
        [
            screen.map(|at| at - self.status.drift),
            self.toast.as_ref().map(|(_, until)| *until),
            self.countdown_tick(),
            self.idle_at(),
            self.hello_at,
            self.status_at,
            self.read_at,
            self.pulse.at,
            verify,
        ]
        .into_iter()
        .flatten()
        .min()
    }

    pub(super) fn woken(&mut self) {
        if self
            .toast
            .as_ref()
            .is_some_and(|(_, until)| *until <= self.at)
        {
            self.toast = None;
        }
        if self.idle_at().is_some_and(|at| at <= self.at) {
            self.lock();
        }
        if self.hello_at.is_some_and(|at| at <= self.at) {
            self.hello_at = None;
            self.ask(Asker::Hello, Request::Hello);
        }
        if self.status_at.is_some_and(|at| at <= self.at) && !self.jobs.asking(Asker::Status) {
            self.status_at = None;
            self.ask(Asker::Status, Request::Home);
        }
        if self.read_at.is_some_and(|at| at <= self.at) {
            self.read_again();
        }
        self.pulse_due();
        self.verify_due();
        let due = {
            let slots = self.jobs.slots(self.current);
            let ctx = self.ctx(&slots);
            let wanted = self
                .screens
                .get(&self.current)
                .and_then(|screen| screen.next_wake(&ctx));
            wanted.is_some_and(|at| at <= self.now())
        };
        if due {
            self.with_screen(self.current, |screen, ctx| screen.on_wake(ctx));
        }
    }

    /// The status bar's figures are read again when the next sale ends, and now and then.
    pub(super) fn plan_status(&mut self) {
        let cutoff = self
            .status
            .next_draw(self.now())
            .map(|draw| draw.cutoff - self.status.drift);
        let regular = self.at + STATUS_EVERY;
        self.status_at = Some(
            cutoff
                .map_or(regular, |cutoff| cutoff.min(regular))
                .max(self.at + TimeDelta::seconds(2)),
        );
    }

    fn idle_at(&self) -> Option<DateTime<Utc>> {
        let after = self
            .idle_lock
            .filter(|_| self.session.is_some() && !self.locked())?;
        Some(self.last_key + after)
    }

    /// The next full second, or minute, of the countdown in the status bar.
    fn countdown_tick(&self) -> Option<DateTime<Utc>> {
        self.session.as_ref()?;
        let draw = self.status.next_draw(self.now())?;
        let left = draw.cutoff - self.now();
        let step = if left <= Voice::SECONDS_FROM {
            TimeDelta::seconds(1)
        } else {
            TimeDelta::minutes(1)
        };
        let millis = left
            .num_milliseconds()
            .rem_euclid(step.num_milliseconds().max(1));
        let tick = self.at + TimeDelta::milliseconds(millis.max(1));
        Some(tick)
    }
}
