//! What the status bar knows: the next draw, the drawer, the connection and the clock. Learnt from answers as they pass by.

use crate::domain::DrawState;
use crate::ops::{Answer, DrawerState, DrawerView, FaultKind, Reply};
use chrono::{DateTime, TimeDelta, Utc};

/// The draw whose sale ends next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextDraw {
    /// The lottery's name.
    pub name: String,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// When its sale ends.
    pub cutoff: DateTime<Utc>,
}

/// How the connection stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Link {
    /// Nothing has been answered yet.
    #[default]
    Unknown,
    /// The last question was answered.
    Up,
    /// The database cannot be reached, since then.
    Lost(DateTime<Utc>),
}

/// What is known of the surroundings of the signed-in person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// Draws on sale, the next cutoff first.
    pub draws: Vec<NextDraw>,
    /// Whether the own drawer is open; `None` while it is not known.
    pub drawer_open: Option<bool>,
    /// The other terminal where the own drawer is open, if that is so: nothing is sold or paid from here.
    pub drawer_elsewhere: Option<String>,
    /// Whether that drawer is being counted, and neither sells nor pays.
    pub counting: bool,
    /// How long the last answer took.
    pub latency: Option<TimeDelta>,
    /// The connection.
    pub link: Link,
    /// How far the server's clock is ahead of the terminal's.
    pub drift: TimeDelta,
    /// Whether this is a scratch database (demo, training).
    pub scratch: bool,
    /// The house's name, once it is known.
    pub banca: Option<String>,
}

impl Status {
    /// The draw whose sale ends next.
    pub fn next_draw(&self, now: DateTime<Utc>) -> Option<&NextDraw> {
        self.draws.iter().find(|draw| draw.cutoff > now)
    }

    /// Learns from a reply. `at` is the terminal's clock now, `took` how long the reply was under way.
    pub fn learn(&mut self, reply: &Reply, at: DateTime<Utc>, took: TimeDelta) {
        self.latency = Some(took);
        self.learn_link(reply, at);
        if let Reply::Done(answer) = reply {
            self.learn_answer(answer, at, took);
        }
    }

    /// Learns from a reply only how the connection stands.
    pub fn learn_link(&mut self, reply: &Reply, at: DateTime<Utc>) {
        match reply {
            Reply::Done(_) | Reply::Refused(_) => self.link = Link::Up,
            Reply::Failed(fault) => match fault.kind {
                FaultKind::Disconnected | FaultKind::TimedOut => {
                    if !matches!(self.link, Link::Lost(_)) {
                        self.link = Link::Lost(at);
                    }
                }
                FaultKind::Busy | FaultKind::Inconsistent | FaultKind::WrongVersion => {}
            },
        }
    }

    fn learn_answer(&mut self, answer: &Answer, at: DateTime<Utc>, took: TimeDelta) {
        if let Answer::Hello(hello) = answer {
            self.clock(hello.now, at, took);
            self.scratch = hello.scratch;
            self.banca.clone_from(&hello.banca);
        } else if let Answer::SignedIn(session) = answer {
            self.clock(session.now, at, took);
            self.scratch = session.scratch;
            self.banca = Some(session.banca_name.clone());
        } else if let Answer::Desk(desk) = answer {
            self.clock(desk.now, at, took);
            self.drawer_open = Some(desk.drawer.is_some());
            if desk.drawer.is_some() {
                self.drawer_elsewhere = None;
            }
            let open = desk
                .draws
                .iter()
                .filter(|draw| draw.state == DrawState::Open);
            self.draws(open.map(|draw| NextDraw {
                name: draw.name.clone(),
                at: draw.at,
                cutoff: draw.cutoff,
            }));
        } else if let Answer::Home(home) = answer {
            if let Some(drawer) = &home.drawer {
                self.drawer(drawer);
            }
            let open = home
                .next
                .iter()
                .filter(|draw| draw.state == DrawState::Open);
            self.draws(open.map(|draw| NextDraw {
                name: draw.name.clone(),
                at: draw.at,
                cutoff: draw.cutoff,
            }));
        } else if let Answer::Drawer(drawer) = answer {
            self.drawer(drawer);
        } else if let Answer::Counted(_) = answer {
            self.counting = true;
        } else if let Answer::DrawerClosed(_) = answer {
            self.drawer_open = Some(false);
            self.counting = false;
        }
    }

    fn drawer(&mut self, drawer: &DrawerView) {
        self.drawer_elsewhere.clone_from(&drawer.elsewhere);
        self.drawer_open = Some(is_open(drawer.state) && drawer.elsewhere.is_none());
        self.counting = drawer.state == Some(DrawerState::Counting);
    }

    fn draws(&mut self, draws: impl Iterator<Item = NextDraw>) {
        self.draws = draws.collect();
        self.draws.sort_by_key(|draw| draw.cutoff);
    }

    fn clock(&mut self, server: DateTime<Utc>, at: DateTime<Utc>, took: TimeDelta) {
        self.drift = server - (at - took / 2);
    }
}

fn is_open(state: Option<DrawerState>) -> bool {
    match state {
        Some(DrawerState::Open | DrawerState::Counting) => true,
        Some(DrawerState::Closed | DrawerState::Reviewed) | None => false,
    }
}
