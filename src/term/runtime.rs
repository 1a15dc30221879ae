//! The loop. It waits for answers, keys, signals and the console's own wake, feeds the console everything that has arrived, and
//! then draws once. It never ticks: without a countdown it sleeps, but for a look once a second whether the terminal still lives.

use super::keyboard::Keys;
use super::tui::Tui;
use crate::ops::{Reply, Request};
use crate::ui::effect::JobId;
use crate::ui::screen::{ScreenId, Slot};
use crate::ui::text::Lang;
use crate::ui::{App, Errand, Event};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use ratatui::crossterm::terminal;
use std::future::ready;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};

/// Answers requests: the real operations in the console, prepared ones in a test.
pub type Ask = Arc<dyn Fn(Request) -> BoxFuture<'static, Reply> + Send + Sync>;

/// Keeps a chosen language and theme.
pub type Remember = Box<dyn Fn(Lang, &str) + Send>;

/// Saves a file under a name, and tells where.
pub type Save = Arc<dyn Fn(&str, &[u8]) -> io::Result<PathBuf> + Send + Sync>;

/// Reads a file by its path.
pub type Load = Arc<dyn Fn(&str) -> io::Result<Vec<u8>> + Send + Sync>;

/// What the loop needs of the door that starts it.
pub struct Door {
    /// Answers requests.
    pub ask: Ask,
    /// The terminal's clock.
    pub clock: Box<dyn Fn() -> DateTime<Utc> + Send>,
    /// Keeps the chosen language and theme for the next start.
    pub remember: Remember,
    /// Saves a file that was taken away.
    pub save: Save,
    /// Reads a file that is brought in.
    pub load: Load,
}

/// Why the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The person quit.
    Quit,
    /// The system asked for it (SIGTERM, SIGINT).
    Terminated,
    /// The terminal is gone.
    HungUp,
}

/// At most so many events are taken in before a frame is drawn, so that a flood cannot starve the picture.
const MOST_AT_ONCE: usize = 4_096;

/// How long commands under way may still be answered after the end was asked for.
const LAST_ANSWERS: Duration = Duration::from_millis(600);

/// Something that the loop waited for.
enum Arrived {
    Event(Event),
    Ended(Ended),
    Look,
}

/// Runs the console in the terminal until it ends.
///
/// # Errors
/// When the terminal cannot be taken or written to while it lives.
pub async fn run(mut app: App, door: Door) -> io::Result<Ended> {
    let mut tui = Tui::enter()?;
    let mut inlets = Inlets::open()?;
    let mut jobs = Jobs::new(door.ask.clone());
    let errands = app.start();
    tui.draw(|buf| app.render(buf))?;
    let mut ended = run_errands(errands, &mut tui, &mut jobs, &door)?;
    while ended.is_none() {
        let first = inlets.wait(&mut jobs, until(&app, &door)).await;
        let mut arrived = Some(first);
        let mut taken = 0;
        while let Some(one) = arrived.take() {
            ended = match one {
                Arrived::Event(event) => {
                    let errands = app.handle(event, (door.clock)());
                    run_errands(errands, &mut tui, &mut jobs, &door)?
                }
                Arrived::Ended(why) => Some(why),
                Arrived::Look if !tui.is_alive() => Some(Ended::HungUp),
                Arrived::Look => None,
            };
            taken += 1;
            if ended.is_none() && taken < MOST_AT_ONCE {
                arrived = inlets.ready(&mut jobs).await;
            }
        }
        if ended.is_none()
            && let Err(error) = tui.draw(|buf| app.render(buf))
        {
            if tui.is_alive() {
                return Err(error);
            }
            ended = Some(Ended::HungUp);
        }
    }
    let why = ended.unwrap_or(Ended::Quit);
    if why == Ended::HungUp {
        tui.abandon();
    }
    drop(tui);
    if app.busy() {
        jobs.last_answers().await;
    }
    Ok(why)
}

/// How long to sleep if nothing arrives.
fn until(app: &App, door: &Door) -> Option<Duration> {
    let left = app.next_wake()? - (door.clock)();
    Some(left.max(TimeDelta::zero()).to_std().unwrap_or_default())
}

fn run_errands(
    errands: Vec<Errand>,
    tui: &mut Tui,
    jobs: &mut Jobs,
    door: &Door,
) -> io::Result<Option<Ended>> {
    let mut ended = None;
    for errand in errands {
        match errand {
            Errand::Ask(job, request) => jobs.begin(job, request),
            Errand::Copy(text) => tui.copy(&text)?,
            Errand::Save { name, bytes } => jobs.save(Arc::clone(&door.save), name, bytes),
            Errand::Load { screen, slot, path } => {
                jobs.load(Arc::clone(&door.load), (screen, slot), path);
            }
            Errand::Bell => tui.bell()?,
            Errand::Redraw => tui.forget(),
            Errand::Remember { lang, theme } => (door.remember)(lang, &theme),
            Errand::Quit => ended = Some(Ended::Quit),
        }
    }
    Ok(ended)
}

/// Requests under way and their answers.
struct Jobs {
    ask: Ask,
    running: JoinSet<()>,
    send: mpsc::UnboundedSender<Event>,
    answers: mpsc::UnboundedReceiver<Event>,
}

impl Jobs {
    fn new(ask: Ask) -> Self {
        let (send, answers) = mpsc::unbounded_channel();
        Self {
            ask,
            running: JoinSet::new(),
            send,
            answers,
        }
    }

    fn begin(&mut self, job: JobId, request: Request) {
        while self.running.try_join_next().is_some() {}
        let (answer, send) = ((self.ask)(request), self.send.clone());
        self.running.spawn(async move {
            let begun = Instant::now();
            let reply = answer.await;
            let took = TimeDelta::from_std(begun.elapsed()).unwrap_or_default();
            // nobody listens any more when the console has ended
            let _ = send.send(Event::Reply { job, reply, took });
        });
    }

    /// Writes a file beside everything else: a slow disk holds no key up.
    fn save(&mut self, save: Save, name: String, bytes: Vec<u8>) {
        let send = self.send.clone();
        self.running.spawn_blocking(move || {
            let saved = save(&name, &bytes).map_err(|why| why.to_string());
            let _ = send.send(Event::Saved(saved.map(|path| path.display().to_string())));
        });
    }

    /// Reads a file beside everything else.
    fn load(&mut self, load: Load, (screen, slot): (ScreenId, Slot), path: String) {
        let send = self.send.clone();
        self.running.spawn_blocking(move || {
            let bytes = load(&path).map_err(|why| why.to_string());
            let _ = send.send(Event::Loaded {
                screen,
                slot,
                bytes,
            });
        });
    }

    /// Lets what is under way come to its end, for a moment: an operation is not cut off in the middle without need.
    async fn last_answers(&mut self) {
        let all = async { while self.running.join_next().await.is_some() {} };
        let _ = timeout(LAST_ANSWERS, all).await;
    }
}

/// Where events come from besides answers.
struct Inlets {
    keys: Keys,
    resized: Signal,
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
    look: tokio::time::Interval,
}

impl Inlets {
    fn open() -> io::Result<Self> {
        let mut look = interval(Duration::from_secs(1));
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(Self {
            keys: Keys::listen()?,
            resized: signal(SignalKind::window_change())?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup: signal(SignalKind::hangup())?,
            look,
        })
    }

    /// Waits for the next thing that happens; answers come before keys.
    async fn wait(&mut self, jobs: &mut Jobs, wake: Option<Duration>) -> Arrived {
        let nap = async {
            match wake {
                Some(wake) => sleep(wake).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            _ = self.hangup.recv() => Arrived::Ended(Ended::HungUp),
            _ = self.terminate.recv() => Arrived::Ended(Ended::Terminated),
            _ = self.interrupt.recv() => Arrived::Ended(Ended::Terminated),
            Some(answer) = jobs.answers.recv() => Arrived::Event(answer),
            key = self.keys.next() => typed(key),
            _ = self.resized.recv() => resized(),
            () = nap => Arrived::Event(Event::Wake),
            _ = self.look.tick() => Arrived::Look,
        }
    }

    /// What has arrived already, if anything.
    async fn ready(&mut self, jobs: &mut Jobs) -> Option<Arrived> {
        tokio::select! {
            biased;
            Some(answer) = jobs.answers.recv() => Some(Arrived::Event(answer)),
            key = self.keys.next() => Some(typed(key)),
            () = ready(()) => None,
        }
    }
}

fn typed(key: Option<Event>) -> Arrived {
    key.map_or(Arrived::Ended(Ended::HungUp), Arrived::Event)
}

fn resized() -> Arrived {
    match terminal::size() {
        Ok((columns, rows)) => Arrived::Event(Event::Resize(columns, rows)),
        Err(_) => Arrived::Look,
    }
}
