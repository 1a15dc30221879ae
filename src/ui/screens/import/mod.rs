//! Importing from a table of another program: a file is read and tried, what is wrong with it stands first, and nothing is saved
//! before it is confirmed. PINs that were made up are shown once.

mod view;

use crate::domain::ImportWhat;
use crate::domain::import::ImportProblem;
use crate::ops::{
    Answer, FirstPin, Import, ImportFile, ImportReport, ImportedLine, Refusal, Reply, Request,
};
use crate::sheet::{self, Kind};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect, Tone};
use crate::ui::overlays::{Confirm, Message, Outcome, Prompt, fact};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Say, frame, import as t, refusal};
use crate::ui::widgets::{Field, Grid, Moved};
use chrono::{DateTime, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const READ: Slot = Slot("import.read");
const FILE: Slot = Slot("import.file");
const TRY: Slot = Slot("import.try");
const CONFIRM: Slot = Slot("import.confirm");
const APPLY: Slot = Slot("import.apply");
const PROGRESS: Slot = Slot("import.progress");

/// Most letters of a path.
const PATH_MOST: usize = 400;

/// How often it is asked how far an import is.
const LOOK: TimeDelta = TimeDelta::seconds(1);

/// The screen.
pub(super) struct Importing {
    what: ImportWhat,
    path: String,
    file: Option<ImportFile>,
    ignored: Vec<String>,
    reading: bool,
    tried: Option<ImportReport>,
    grid: Grid<ImportedLine>,
    pins: Grid<FirstPin>,
    request: Option<Request>,
    /// Steps done and all of them, and when that is asked for again.
    so_far: Option<(u32, u32)>,
    look_at: Option<DateTime<Utc>>,
}

impl Default for Importing {
    fn default() -> Self {
        let mut grid = Grid::default();
        // Nothing is on its way: a file is asked for first.
        grid.set(Vec::new(), false);
        Self {
            grid,
            what: ImportWhat::Users,
            path: String::new(),
            file: None,
            ignored: Vec::new(),
            reading: false,
            tried: None,
            pins: Grid::default(),
            request: None,
            so_far: None,
            look_at: None,
        }
    }
}

impl Importing {
    fn ask_file(&self, refused: Option<Say>) -> Vec<Effect> {
        let kinds = ImportWhat::ALL.map(t::what);
        let chosen = ImportWhat::ALL.iter().position(|what| *what == self.what);
        let fields = vec![
            Field::choice(t::WHAT, kinds).chosen(chosen.unwrap_or_default()),
            Field::text(t::PATH, PATH_MOST)
                .hint(t::PATH_HINT)
                .value(&self.path),
        ];
        let prompt = Prompt::new(t::READ, Vec::new(), fields);
        let prompt = match refused {
            Some(why) => prompt.refused(1, why),
            None => prompt,
        };
        vec![Effect::open(READ, prompt)]
    }

    /// Forgets what was read and tried, and PINs that were shown.
    fn forget(&mut self) {
        *self = Self {
            what: self.what,
            path: std::mem::take(&mut self.path),
            ..Self::default()
        };
    }

    fn load(&mut self, values: &[String]) -> Vec<Effect> {
        let value = |place: usize| values.get(place).map_or("", |value| value.trim());
        let chosen: usize = value(0).parse().unwrap_or_default();
        self.forget();
        self.what = ImportWhat::ALL
            .get(chosen)
            .copied()
            .unwrap_or(ImportWhat::Users);
        value(1).clone_into(&mut self.path);
        self.reading = true;
        vec![Effect::Load(FILE, self.path.clone())]
    }

    fn read(&mut self, bytes: &[u8]) -> Vec<Effect> {
        match sheet::read(bytes, self.what) {
            Ok(read) => {
                let name = self.path.rsplit('/').next().unwrap_or_default();
                let name: String = name.chars().take(200).collect();
                self.ignored = read.ignored;
                let file = ImportFile::new(self.what, name, read.lines);
                self.file = Some(file);
                self.try_out()
            }
            Err(why) => self.ask_file(Some(t::unread(&why))),
        }
    }

    fn try_out(&self) -> Vec<Effect> {
        let file = self.file.clone();
        file.map(|file| Effect::Ask(TRY, Request::Import(Import::Dry(file))))
            .into_iter()
            .collect()
    }

    /// Why it cannot be done now, if so.
    fn why_not(&self, ctx: &Ctx) -> Option<crate::ui::text::Text> {
        if ctx.waits(APPLY) || ctx.waits(TRY) || self.reading {
            return Some(t::BUSY);
        }
        let Some(tried) = &self.tried else {
            return Some(t::NOT_TRIED);
        };
        match (tried.refused, tried.new, tried.changed) {
            (0, 0, 0) => Some(t::NOTHING_TO_DO),
            (0, _, _) => None,
            _ => Some(t::FIX_FIRST),
        }
    }

    fn confirm(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let (Some(file), Some(tried)) = (self.file.clone(), &self.tried) else {
            return Vec::new();
        };
        let mut facts = vec![
            fact(t::WHAT, t::what(self.what)),
            fact(t::PATH, frame::PLAIN.with("text", self.path.as_str())),
            fact(t::COL_FATE, t::sums(tried)),
        ];
        let made_up = tried.lines.iter().filter(|line| line.first_pin).count();
        if made_up > 0 {
            facts.push(fact(
                t::PINS_WILL,
                frame::PLAIN.with("text", made_up.to_string()),
            ));
        }
        let key = ctx.fresh_key();
        self.request = Some(Request::Import(Import::Apply { key, file }));
        let confirm = Confirm::new(t::APPLY, facts, t::ASK, t::APPLY);
        vec![Effect::open(CONFIRM, confirm)]
    }

    fn applied(&mut self, report: &ImportReport) -> Vec<Effect> {
        self.forget();
        self.pins.set(report.pins.clone(), false);
        let say = t::DONE.with("new", report.new);
        vec![Effect::good(say.with("changed", report.changed))]
    }

    /// All that there is to say of the chosen line.
    fn open(&self, ctx: &Ctx) -> Vec<Effect> {
        let Some(line) = self.grid.chosen() else {
            return Vec::new();
        };
        let mut lines = vec![frame::PLAIN.with("text", line.label.as_str())];
        lines.push(t::fate(line.fate).into());
        lines.extend(t::details(line, *ctx.voice));
        let message = Message::new(Tone::Plain, t::TITLE, lines);
        vec![Effect::open(refusal::READ, message)]
    }

    fn copy(&self, ctx: &Ctx) -> Vec<Effect> {
        let sheet = if self.pins.rows().is_empty() {
            view::sheet(self.grid.rows(), self.what, *ctx.voice)
        } else {
            t::pins(self.pins.rows(), *ctx.voice)
        };
        let text = sheet.bytes(Kind::Csv).ok();
        let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
        text.map(Effect::Copy).into_iter().collect()
    }

    fn save(&self, ctx: &Ctx) -> Vec<Effect> {
        let name = format!("banca-import-{}.csv", ctx.voice.day(ctx.now));
        let sheet = view::sheet(self.grid.rows(), self.what, *ctx.voice);
        match sheet.bytes(Kind::Csv) {
            Ok(bytes) => vec![Effect::Save { name, bytes }],
            Err(why) => vec![Effect::bad(frame::NOT_SAVED.with("why", why.to_string()))],
        }
    }
}

impl Screen for Importing {
    fn id(&self) -> ScreenId {
        ScreenId::Import
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let apply = match self.why_not(ctx) {
            Some(why) => Offer::off(Action::ImportApply, why),
            None => Offer::on(Action::ImportApply),
        };
        let found = !self.grid.rows().is_empty();
        let pins = !self.pins.rows().is_empty();
        vec![
            Offer::when(Action::ImportRead, !ctx.waits(APPLY), t::BUSY),
            apply,
            Offer::when(Action::ListOpen, found, t::NOT_TRIED),
            Offer::when(Action::ImportCsv, found, t::NOT_TRIED),
            Offer::when(Action::ListCopy, found || pins, t::NOT_TRIED),
            Offer::on(Action::ListBack),
        ]
    }

    fn on_arrival(&mut self, arrival: Arrival, ctx: &Ctx) -> Vec<Effect> {
        match arrival {
            Arrival::Import(_) if ctx.waits(APPLY) => Vec::new(),
            Arrival::Import(what) => {
                self.forget();
                self.what = what;
                self.ask_file(None)
            }
            Arrival::Ticket(_)
            | Arrival::Draw(_)
            | Arrival::Scan(_)
            | Arrival::Limits { .. }
            | Arrival::Audit(_) => Vec::new(),
        }
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let moved = if self.pins.rows().is_empty() {
            self.grid.on_action(action)
        } else {
            self.pins.on_action(action)
        };
        if moved != Moved::Ignored {
            return Vec::new();
        }
        match action {
            Action::ImportRead => self.ask_file(None),
            Action::ImportApply => self.confirm(ctx),
            Action::ImportCsv => self.save(ctx),
            Action::ListCopy => self.copy(ctx),
            Action::ListOpen => self.open(ctx),
            Action::ListRefresh => self.try_out(),
            Action::ListBack => {
                if !ctx.waits(APPLY) {
                    self.forget();
                }
                vec![Effect::Back]
            }
            _ => Vec::new(),
        }
    }

    fn on_file(&mut self, _slot: Slot, bytes: Result<Vec<u8>, String>, _ctx: &Ctx) -> Vec<Effect> {
        self.reading = false;
        match bytes {
            Ok(bytes) => self.read(&bytes),
            Err(why) => {
                let say = t::NOT_READ.with("path", self.path.as_str());
                self.ask_file(Some(say.with("why", why)))
            }
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match outcome {
            Outcome::Filled(values) if slot == READ => self.load(&values),
            Outcome::Confirmed if slot == CONFIRM => {
                self.look_at = Some(ctx.now + LOOK);
                let request = self.request.take();
                request
                    .map(|request| Effect::Ask(APPLY, request))
                    .into_iter()
                    .collect()
            }
            Outcome::Filled(_) | Outcome::Confirmed | Outcome::Dismissed | Outcome::Picked(_) => {
                self.request = None;
                Vec::new()
            }
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        if slot == PROGRESS {
            if let Reply::Done(answer) = reply
                && let Answer::ImportProgress { done, of } = answer.as_ref()
            {
                self.so_far = (*of > 0).then_some((*done, *of));
            }
            self.look_at = ctx.waits(APPLY).then(|| ctx.now + LOOK);
            return Vec::new();
        }
        if slot == APPLY {
            (self.so_far, self.look_at) = (None, None);
        }
        match reply {
            Reply::Done(answer) => {
                let Answer::Imported(report) = answer.as_ref() else {
                    return Vec::new();
                };
                if report.applied {
                    return self.applied(report);
                }
                self.grid.set(t::ordered(&report.lines), false);
                self.tried = Some(report.as_ref().clone());
                Vec::new()
            }
            Reply::Refused(all) => {
                let mut effects = refusal::show(reply);
                let has_errors =
                    |one: &Refusal| matches!(one, Refusal::Import(ImportProblem::HasErrors { .. }));
                if slot == APPLY && all.iter().any(has_errors) {
                    effects.extend(self.try_out());
                }
                effects
            }
            Reply::Failed(_) => refusal::show(reply),
        }
    }

    fn on_wake(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.look_at.is_none_or(|at| at > ctx.now) {
            return Vec::new();
        }
        self.look_at = None;
        vec![Effect::Ask(PROGRESS, Request::Import(Import::Progress))]
    }

    fn next_wake(&self, _ctx: &Ctx) -> Option<DateTime<Utc>> {
        self.look_at
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        self.drawn(area, buf, ctx);
    }
}
