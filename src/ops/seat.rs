//! A seat: one signed-in person at a terminal, with the connections that carry the session and the rules last read.

use std::{
    sync::{
        Arc, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};

use super::fail::No;
use crate::{
    domain::{Actor, Grant, Right, SaleRules, rights, view::SignedIn},
    store::{self, Line, Pool, Tx, connect::Lines},
};

/// How often it is written down that a session is here.
const SHOWN_EVERY: Duration = Duration::from_mins(1);

/// One signed-in person at a terminal.
pub struct Seat {
    /// Who it is and what they may do.
    pub me: SignedIn,
    /// The session's secret, for the function that sells.
    token: String,
    lines: Lines,
    /// The rules of a sale as last read; the database says when they are stale.
    rules: RwLock<Option<Arc<SaleRules>>>,
    /// The database's clock as last read, and when that was.
    clock: RwLock<(DateTime<Utc>, Instant)>,
    /// When it was last written down that the session is here.
    shown: RwLock<Option<Instant>>,
    /// Whether the PIN is still one that the house made up.
    must_change: AtomicBool,
    /// How far an import in flight is.
    pub(super) import: super::import::Progress,
}

impl Seat {
    /// Seats a person whose session was just opened.
    pub fn new(me: SignedIn, token: String, lines: Lines) -> Self {
        let clock = RwLock::new((me.now, Instant::now()));
        let must_change = AtomicBool::new(me.must_change);
        Self {
            me,
            token,
            lines,
            rules: RwLock::new(None),
            clock,
            shown: RwLock::new(None),
            must_change,
            import: super::import::Progress::default(),
        }
    }

    /// The identity that books and audit name.
    pub fn actor(&self) -> Actor {
        Actor {
            banca: self.me.banca,
            ventana: self.me.ventana.as_ref().map(|(id, _)| *id),
            user: self.me.user,
            role: self.me.role,
            session: self.me.session,
            terminal: self.me.terminal.0,
        }
    }

    /// What this person gets of a right: the role's, or a right granted beyond it.
    pub fn grant(&self, right: Right) -> Grant {
        if self.me.extra.contains(&right) {
            Grant::All
        } else {
            rights::grant(self.me.role, right)
        }
    }

    /// The session's secret.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The connections that carry the session.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The pool of them.
    pub fn pool(&self) -> &Pool {
        self.lines.pool()
    }

    /// A connection that carries the session, for lone statements.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn connection(&self) -> Result<Line, No> {
        Ok(self.lines.call().await?)
    }

    /// A transaction that carries the session.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(&self) -> Result<Tx, No> {
        Ok(self.lines.begin().await?)
    }

    /// A transaction that carries the session, reads only, and sees one moment.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn one_view(&self) -> Result<Tx, No> {
        let mut tx = self.begin().await?;
        store::connect::one_view(&mut tx).await?;
        Ok(tx)
    }

    /// The rules of a sale as last read.
    pub fn rules(&self) -> Option<Arc<SaleRules>> {
        self.rules.read().ok().and_then(|rules| rules.clone())
    }

    /// Keeps the rules just read, and the database's clock with them.
    pub fn keep_rules(&self, rules: SaleRules, now: DateTime<Utc>) -> Arc<SaleRules> {
        let rules = Arc::new(rules);
        if let Ok(mut kept) = self.rules.write() {
            *kept = Some(Arc::clone(&rules));
        }
        if let Ok(mut clock) = self.clock.write() {
            *clock = (now, Instant::now());
        }
        rules
    }

    /// The database's clock as it should stand now, counted on from the last reading.
    pub fn now(&self) -> DateTime<Utc> {
        let Ok(clock) = self.clock.read() else {
            return self.me.now;
        };
        let (read, at) = *clock;
        TimeDelta::from_std(at.elapsed())
            .ok()
            .and_then(|passed| read.checked_add_signed(passed))
            .unwrap_or(read)
    }

    /// Whether the PIN must be changed before any command.
    pub fn must_change(&self) -> bool {
        self.must_change.load(Ordering::Relaxed)
    }

    /// The PIN was changed.
    pub fn pin_changed(&self) {
        self.must_change.store(false, Ordering::Relaxed);
    }

    /// Whether it is time to write down again that the session is here: once a minute.
    pub fn shows_again(&self) -> bool {
        let Ok(mut shown) = self.shown.write() else {
            return false;
        };
        let due = shown.is_none_or(|at| at.elapsed() >= SHOWN_EVERY);
        if due {
            *shown = Some(Instant::now());
        }
        due
    }

    /// Closes the connections.
    pub async fn leave(&self) {
        self.lines.close().await;
    }
}
