//! The only door to the database: a [`Request`] goes in, a [`Reply`] comes out. One house stands behind one console,
//! command line, served session or demo; it holds at most one signed-in [`Seat`].

use std::sync::{Arc, RwLock};

use super::{
    answer::{Answer, Reply},
    fail::No,
    gate::{Gate, gate},
    refusal::{FaultKind, Refusal},
    request::Request,
    seat::Seat,
};
use crate::{
    domain::Grant,
    store::{self, connect::Lines},
};

/// Which door a session came through, kept in the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The console at a terminal.
    Console,
    /// The command line and `banca ops`.
    CommandLine,
    /// The SSH service.
    Ssh,
    /// The scripted demo.
    Demo,
}

impl Door {
    /// The name in the audit.
    pub const fn name(self) -> &'static str {
        match self {
            Door::Console => "console",
            Door::CommandLine => "cli",
            Door::Ssh => "ssh",
            Door::Demo => "demo",
        }
    }
}

/// Everything that can be done to a house, from one place.
pub struct House {
    options: store::Address,
    /// Connections that carry no session: good for greeting and signing in only.
    front: store::Pool,
    door: Door,
    seat: RwLock<Option<Arc<Seat>>>,
}

/// How often a command that met a busy row is tried again, under the same key.
const TRIES: u32 = 3;

impl House {
    /// Stands before the database that `options` (the application role's) lead to. Connects when first asked.
    pub fn new(options: store::Address, door: Door) -> Self {
        let front = store::connect::pool(options.clone(), None, 2);
        Self {
            options,
            front,
            door,
            seat: RwLock::new(None),
        }
    }

    /// Answers one request. Safe to call from many tasks at once; never cancelled half-way by its caller, who spawns it.
    pub async fn handle(&self, request: Request) -> Reply {
        for _ in 1..TRIES {
            match self.answer(request.clone()).await {
                Err(No::Failed(fault)) if fault.kind == FaultKind::Busy => {}
                Ok(answer) => return Reply::done(answer),
                Err(no) => return no.into(),
            }
        }
        match self.answer(request).await {
            Ok(answer) => Reply::done(answer),
            Err(no) => no.into(),
        }
    }

    /// The signed-in seat, if there is one.
    pub fn seat(&self) -> Option<Arc<Seat>> {
        self.seat.read().ok().and_then(|seat| seat.clone())
    }

    /// Connections without a session.
    pub(super) fn front(&self) -> &store::Pool {
        &self.front
    }

    /// Which door this house stands behind.
    pub(super) fn door(&self) -> Door {
        self.door
    }

    /// Seats somebody, or nobody; whoever sat before leaves.
    pub(super) async fn take_seat(&self, seat: Option<Seat>) {
        let before = self
            .seat
            .write()
            .ok()
            .and_then(|mut place| std::mem::replace(&mut *place, seat.map(Arc::new)));
        if let Some(before) = before {
            before.leave().await;
        }
    }

    /// Connections that carry a session.
    pub(super) fn lines(&self, token: &str) -> Lines {
        Lines::new(&self.options, token)
    }

    /// Ends the session, if there is one, and closes every connection.
    pub async fn close(&self) {
        if self.seat().is_some() {
            let _ = self.handle(Request::SignOut).await;
        }
        self.front.close().await;
    }

    async fn answer(&self, request: Request) -> Result<Answer, No> {
        let right = match gate(&request) {
            Gate::Open => return self.greet(request).await,
            Gate::SignedIn => None,
            Gate::Holds(right) => Some(right),
        };
        let seat = self.seat().ok_or(Refusal::NotSignedIn)?;
        if let Some(right) = right
            && seat.grant(right) == Grant::No
        {
            return Err(Refusal::NotAllowed {
                right,
                role: seat.me.role,
            }
            .into());
        }
        let own_pin = matches!(request, Request::ChangePin { .. });
        if seat.must_change() && request.key().is_some() && !own_pin {
            return Err(Refusal::PinMustChange.into());
        }
        if matches!(request, Request::SignOut) {
            super::sign_in::out(self, &seat).await?;
            return Ok(Answer::Saved);
        }
        match super::verbs::run(&seat, request).await {
            Err(No::Refused(all)) if all.contains(&Refusal::NoOpenDrawer) => {
                Err(super::drawer::where_open(&seat, all).await?.into())
            }
            Err(No::Refused(all)) if all.contains(&Refusal::NotSignedIn) => {
                Err(super::sign_in::over(&seat).await?.into())
            }
            // A session that was ended meanwhile sees nothing, not even itself.
            Err(No::Failed(fault))
                if fault.kind == FaultKind::Inconsistent && !super::sign_in::lives(&seat).await =>
            {
                Err(super::sign_in::over(&seat).await?.into())
            }
            other => other,
        }
    }

    async fn greet(&self, request: Request) -> Result<Answer, No> {
        match request {
            Request::SignIn(asked) => super::sign_in::sign_in(self, asked).await,
            Request::FirstRun(asked) => super::first_run::run(self, asked).await,
            _ => super::sign_in::hello(self).await,
        }
    }
}
