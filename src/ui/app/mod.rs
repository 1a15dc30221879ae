//! The console as a pure machine: [`App::handle`] turns an event into errands for the door, [`App::render`] draws. It owns the
//! session, the screens, the dialogs and what is under way, and performs nothing itself.

mod approval;
mod draw;
mod jobs;
mod keys;
mod perform;
mod pulse;
mod replies;
mod scan;
mod session;
mod wake;

#[cfg(test)]
mod tests;

use super::ctx::Ctx;
use super::effect::{Effect, Errand, Event, JobId, Toast, Tone};
use super::key::Key;
use super::keymap::Keymap;
use super::overlays::{Message, Overlay, Prompt};
use super::screen::{Screen, ScreenId, Slot};
use super::screens;
use super::source::Source;
use super::status::Status;
use super::symbols::Symbols;
use super::text::{Say, Voice, frame};
use super::theme::{Theme, ThemeError, Themes};
use crate::domain::CommandKey;
use crate::ops::{Request, SignedIn};
use chrono::{DateTime, TimeDelta, Utc};
use jobs::{Asker, Jobs};
use ratatui::crossterm::event::KeyEventKind;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// What a door decides before the console starts.
#[derive(Debug)]
pub struct Setup {
    /// The themes that can be chosen.
    pub themes: Themes,
    /// The theme to begin with; `None` takes the terminal's own colours, or none.
    pub theme: Option<String>,
    /// Language, figures and zone.
    pub voice: Voice,
    /// The signs the terminal can show.
    pub symbols: Symbols,
    /// The keys.
    pub keymap: Keymap,
    /// Where fresh identities and random numbers come from.
    pub source: Source,
    /// The terminal's name, for the session's row.
    pub terminal: String,
    /// After how long without a key the screen locks.
    pub idle_lock: Option<TimeDelta>,
}

/// Who opened a dialog and is told how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Screen(ScreenId, Slot),
    Approval(JobId),
    Lock,
    OwnPin,
    Leave,
    Quit,
    Look,
    Nobody,
}

/// Something typed that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Typed {
    Key(Key),
    Paste(String),
}

/// The console.
pub struct App {
    themes: Themes,
    theme: Theme,
    voice: Voice,
    symbols: Symbols,
    keymap: Keymap,
    source: Source,
    terminal: String,
    idle_lock: Option<TimeDelta>,
    session: Option<SignedIn>,
    status: Status,
    at: DateTime<Utc>,
    last_key: DateTime<Utc>,
    screens: BTreeMap<ScreenId, Box<dyn Screen>>,
    current: ScreenId,
    back: Vec<ScreenId>,
    overlays: Vec<(Owner, Overlay)>,
    /// What was typed into dialogs that were left with Esc.
    drafts: Vec<(Owner, Prompt)>,
    toast: Option<(Toast, DateTime<Utc>)>,
    jobs: Jobs,
    held: VecDeque<Typed>,
    /// Keys that a scanner may have typed.
    burst: scan::Burst,
    hello_at: Option<DateTime<Utc>>,
    hello_tries: u32,
    status_at: Option<DateTime<Utc>>,
    /// When what could not be read is read again.
    read_at: Option<DateTime<Utc>>,
    pulse: pulse::Heart,
    errands: Vec<Errand>,
    /// What was on the screens of somebody whose session was ended, should they come back.
    kept: Option<session::Kept>,
    /// The keys of commands that were given up, with those under which they are done when they are wanted again.
    given_up: HashMap<CommandKey, CommandKey>,
}

impl App {
    /// A console that shows the sign-in, at this time of the terminal's clock.
    ///
    /// # Errors
    /// When the wanted theme is unknown or wrong.
    pub fn new(setup: Setup, at: DateTime<Utc>) -> Result<Self, ThemeError> {
        let theme = setup.themes.choose(setup.theme.as_deref())?;
        let voice = Voice {
            ascii: setup.symbols.ascii,
            ..setup.voice
        };
        let mut app = Self {
            theme,
            voice,
            themes: setup.themes,
            symbols: setup.symbols,
            keymap: setup.keymap,
            source: setup.source,
            terminal: setup.terminal,
            idle_lock: setup.idle_lock,
            session: None,
            status: Status::default(),
            at,
            last_key: at,
            screens: BTreeMap::new(),
            current: ScreenId::SignIn,
            back: Vec::new(),
            overlays: Vec::new(),
            drafts: Vec::new(),
            toast: None,
            jobs: Jobs::default(),
            held: VecDeque::new(),
            burst: scan::Burst::default(),
            hello_at: None,
            hello_tries: 0,
            status_at: None,
            read_at: None,
            pulse: pulse::Heart::default(),
            errands: Vec::new(),
            kept: None,
            given_up: HashMap::new(),
        };
        app.show(ScreenId::SignIn);
        app.ask(Asker::Hello, Request::Hello);
        Ok(app)
    }

    /// Shows something to read before anything else: what is wrong with the configuration.
    pub fn warn(&mut self, title: impl Into<Say>, lines: Vec<Say>) {
        let message = Message::new(Tone::Bad, title, lines);
        self.overlays.push((Owner::Nobody, message.into()));
    }

    /// The errands of the very beginning: the first question goes out before the first key.
    pub fn start(&mut self) -> Vec<Errand> {
        std::mem::take(&mut self.errands)
    }

    /// Tells the console what happened, at this time of the terminal's clock, and returns what is to be done.
    pub fn handle(&mut self, event: Event, at: DateTime<Utc>) -> Vec<Errand> {
        self.at = at;
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => {}
            Event::Key(key) => {
                self.last_key = at;
                self.typed(Typed::Key(Key::of(key)));
            }
            Event::Paste(text) => {
                self.last_key = at;
                // Terminals send the line ends of pasted text as they would send Enter.
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                self.typed(Typed::Paste(text));
            }
            Event::Resize(_, _) => self.errands.push(Errand::Redraw),
            Event::Reply { job, reply, took } => self.replied(job, reply, took),
            Event::Saved(Ok(path)) => self.toast(Toast {
                tone: Tone::Good,
                say: frame::SAVED.with("path", path),
            }),
            Event::Saved(Err(why)) => self.toast(Toast {
                tone: Tone::Bad,
                say: frame::NOT_SAVED.with("why", why),
            }),
            Event::Loaded {
                screen,
                slot,
                bytes,
            } => self.with_screen(screen, |screen, ctx| screen.on_file(slot, bytes, ctx)),
            Event::Wake => self.woken(),
            Event::Hangup => self.errands.push(Errand::Quit),
        }
        std::mem::take(&mut self.errands)
    }

    /// The server's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.at + self.status.drift
    }

    /// Who is signed in.
    pub fn session(&self) -> Option<&SignedIn> {
        self.session.as_ref()
    }

    /// The screen that is shown.
    pub fn current(&self) -> ScreenId {
        self.current
    }

    /// Whether a command is under way: the program does not end by itself while one is.
    pub fn busy(&self) -> bool {
        self.jobs.any_command()
    }

    /// The terminal's name.
    pub fn terminal(&self) -> &str {
        &self.terminal
    }

    fn ctx<'a>(&'a self, in_flight: &'a [Slot]) -> Ctx<'a> {
        Ctx {
            theme: &self.theme,
            keymap: &self.keymap,
            voice: &self.voice,
            symbols: &self.symbols,
            session: self.session.as_ref(),
            terminal: &self.terminal,
            now: self.now(),
            status: &self.status,
            source: &self.source,
            said: 0,
            in_flight,
        }
    }

    /// Lets a screen act and performs what it wants.
    fn with_screen(
        &mut self,
        id: ScreenId,
        act: impl FnOnce(&mut dyn Screen, &Ctx) -> Vec<Effect>,
    ) {
        let Some(mut screen) = self.screens.remove(&id) else {
            return;
        };
        let slots = self.jobs.slots(id);
        let effects = act(screen.as_mut(), &self.ctx(&slots));
        self.screens.insert(id, screen);
        for effect in effects {
            self.perform(id, effect);
        }
    }

    fn show(&mut self, id: ScreenId) {
        let known = self.screens.remove(&id);
        let screen = known.unwrap_or_else(|| screens::build(id));
        self.screens.insert(id, screen);
        self.current = id;
        self.with_screen(id, |screen, ctx| screen.on_show(ctx));
    }

    fn ask(&mut self, asker: Asker, mut request: Request) {
        self.renew(&mut request);
        if let Some(job) = self.jobs.begin(asker, &request) {
            self.errands.push(Errand::Ask(job, request));
        }
    }
}
