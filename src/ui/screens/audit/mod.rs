//! The audit log: searched by one filter line, a bounded stretch at a time; each row with what it changed and who consented; the
//! chain of sealed blocks checked block by block; what was found taken away as a file.

mod detail;
mod reply;
mod view;

use crate::domain::report::narrowed;
use crate::ops::{AskAudit, AuditEntry, ChainCheck, CheckChain, PageKey, Reply, Request};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::overlays::{Outcome, Pick, Prompt};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Lang, Say, audit as t, deed, frame};
use crate::ui::widgets::{Field, Grid, Moved};
use detail::Detail;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const READ: Slot = Slot("audit.read");
const CHAIN: Slot = Slot("audit.chain");
const FILTER: Slot = Slot("audit.filter");
const DEEDS: Slot = Slot("audit.deeds");

/// Most letters of a filter line.
const LINE_MOST: usize = 200;

/// Rows that a page holds, and that one search for a file asks for at once.
const PAGE: u16 = 50;
const FILE_PAGE: u16 = 500;

/// Most rows of a file.
const FILE_MOST: usize = 20_000;

/// How far the chain is known to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Chain {
    state: ChainCheck,
    /// Rows of the blocks that were checked.
    rows: i64,
    /// Whether the check goes on.
    under_way: bool,
    /// Whether anything was checked since the screen was opened.
    begun: bool,
}

/// The screen.
#[derive(Default)]
pub(super) struct Audit {
    line: String,
    grid: Grid<AuditEntry>,
    next: Option<PageKey>,
    looked: i64,
    /// The search goes on by itself until there are so many rows.
    wanted: Option<usize>,
    /// What the file will be that the search is for.
    file: Option<Kind>,
    /// Whether the search was stopped before it had what was wanted.
    stopped: bool,
    wrong: Option<Say>,
    chain: Option<Chain>,
    detail: Option<Detail>,
}

impl Audit {
    fn ask(&self) -> Effect {
        let limit = Some(if self.file.is_some() { FILE_PAGE } else { PAGE });
        let ask = AskAudit {
            filter: self.line.clone(),
            after: self.next.clone(),
            limit,
        };
        Effect::Ask(READ, Request::Audit(ask))
    }

    /// Searches from the newest row.
    fn begin(&mut self, line: String) -> Vec<Effect> {
        self.line = line;
        self.grid = Grid::default();
        (self.next, self.looked) = (None, 0);
        (self.file, self.stopped, self.wrong) = (None, false, None);
        self.wanted = Some(usize::from(PAGE));
        self.detail = None;
        vec![self.ask()]
    }

    /// Searches on for another page.
    fn more(&mut self) -> Vec<Effect> {
        if self.next.is_none() || self.wanted.is_some() {
            return Vec::new();
        }
        self.stopped = false;
        self.wanted = Some(self.grid.rows().len() + usize::from(PAGE));
        vec![self.ask()]
    }

    /// Asks how far the chain goes, without checking anything.
    fn ask_chain() -> Effect {
        Effect::Ask(CHAIN, Request::CheckChain(CheckChain { after: i64::MAX }))
    }

    fn check(&mut self) -> Vec<Effect> {
        let chain = self.chain.get_or_insert_default();
        chain.under_way = true;
        chain.begun = true;
        (chain.rows, chain.state.checked, chain.state.broken) = (0, 0, None);
        vec![Effect::Ask(
            CHAIN,
            Request::CheckChain(CheckChain::default()),
        )]
    }

    fn checking(&self) -> bool {
        self.chain.as_ref().is_some_and(|chain| chain.under_way)
    }

    /// Whether the search or the check goes on by itself.
    fn busy(&self) -> bool {
        self.wanted.is_some() || self.checking()
    }

    fn stop(&mut self) {
        if self.wanted.take().is_some() {
            self.stopped = true;
            self.file = None;
        }
        if let Some(chain) = &mut self.chain {
            chain.under_way = false;
        }
    }

    fn back(&mut self) -> Vec<Effect> {
        if self.detail.take().is_some() {
            return Vec::new();
        }
        if self.busy() {
            self.stop();
            return Vec::new();
        }
        vec![Effect::Back]
    }

    /// Reads on to the end, as far as a file holds it, and saves it then.
    fn take_away(&mut self, kind: Kind, ctx: &Ctx) -> Vec<Effect> {
        if self.next.is_none() || self.grid.rows().len() >= FILE_MOST {
            return self.save(kind, ctx);
        }
        self.file = Some(kind);
        self.stopped = false;
        self.wanted = Some(FILE_MOST);
        vec![self.ask()]
    }

    fn save(&self, kind: Kind, ctx: &Ctx) -> Vec<Effect> {
        let rows = self.grid.rows();
        let rows = &rows[..rows.len().min(FILE_MOST)];
        let name = format!("banca-audit-{}.{}", ctx.voice.day(ctx.now), kind.ending());
        match t::sheet(rows, *ctx.voice).bytes(kind) {
            Ok(bytes) => {
                let mut effects = vec![Effect::Save { name, bytes }];
                if self.next.is_some() {
                    effects.push(Effect::note(t::TOO_MANY.with("n", rows.len())));
                }
                effects
            }
            Err(why) => vec![Effect::bad(frame::NOT_SAVED.with("why", why.to_string()))],
        }
    }

    fn copy(&self, ctx: &Ctx) -> Vec<Effect> {
        if let Some(detail) = &self.detail {
            let text = serde_json::to_string_pretty(&detail.entry);
            return text.map(Effect::Copy).into_iter().collect();
        }
        let bytes = t::sheet(self.grid.rows(), *ctx.voice).bytes(Kind::Csv);
        let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
        text.map(Effect::Copy).into_iter().collect()
    }

    fn ask_filter(&self) -> Vec<Effect> {
        let field = Field::text(frame_filter(), LINE_MOST)
            .hint(t::FILTER_HINT)
            .value(&self.line);
        let mut prompt = Prompt::new(frame_filter(), Vec::new(), vec![field]);
        if let Some(why) = &self.wrong {
            prompt = prompt.refused(0, why.clone());
        }
        vec![Effect::open(FILTER, prompt)]
    }

    fn choose_deed(ctx: &Ctx) -> Vec<Effect> {
        let mut items: Vec<Say> = vec![t::ALL_DEEDS.into()];
        items.extend(deeds(ctx).into_iter().map(|(_, words)| Say::from(words)));
        vec![Effect::open(DEEDS, Pick::one(t::CHOOSE_DEED, items, 0))]
    }

    /// Leaves plain sales out, or lets them in again.
    fn toggle_sales(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let without = |word: &&str| !matches!(*word, "sin-ventas" | "no-sales");
        let kept: Vec<&str> = self.line.split(' ').filter(without).collect();
        let kept = kept.join(" ");
        let line = if kept == self.line {
            let word = match ctx.voice.lang {
                Lang::Es => "sin-ventas",
                Lang::En => "no-sales",
            };
            format!("{kept} {word}")
        } else {
            kept
        };
        self.begin(line.trim().to_owned())
    }
}

/// What the filter line is called everywhere.
fn frame_filter() -> crate::ui::text::Text {
    crate::ui::text::reports::FILTER
}

/// All deeds by their words, in the order of the words.
fn deeds(ctx: &Ctx) -> Vec<(&'static str, crate::ui::text::Text)> {
    let mut all = deed::DEEDS.to_vec();
    all.sort_by_key(|(_, words)| ctx.text(*words));
    all
}

impl Screen for Audit {
    fn id(&self) -> ScreenId {
        ScreenId::Audit
    }

    fn offers(&self, _ctx: &Ctx) -> Vec<Offer> {
        let found = !self.grid.rows().is_empty();
        let idle = self.wanted.is_none();
        vec![
            Offer::when(Action::ListOpen, found, t::NOTHING),
            Offer::on(Action::ListFilter),
            Offer::on(Action::AuditDeeds),
            Offer::on(Action::AuditSales),
            Offer::when(Action::AuditCheck, !self.checking(), t::READING),
            Offer::when(Action::AuditCsv, found && idle, t::NOTHING),
            Offer::when(Action::AuditXlsx, found && idle, t::NOTHING),
            Offer::when(Action::ListCopy, found, t::NOTHING),
            Offer::on(Action::ListBack),
        ]
    }

    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.checking() {
            effects.push(Self::ask_chain());
        }
        if !self.grid.loaded() || self.wanted.is_some() {
            effects.extend(self.begin(self.line.clone()));
        }
        effects
    }

    fn on_arrival(&mut self, arrival: Arrival, _ctx: &Ctx) -> Vec<Effect> {
        match arrival {
            Arrival::Audit(line) => self.begin(line),
            Arrival::Ticket(_)
            | Arrival::Draw(_)
            | Arrival::Scan(_)
            | Arrival::Limits { .. }
            | Arrival::Import(_) => Vec::new(),
        }
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if let Some(detail) = &mut self.detail
            && detail.grid.on_action(action) != Moved::Ignored
        {
            return Vec::new();
        }
        match self.grid.on_action(action) {
            Moved::WantsMore => return self.more(),
            Moved::Moved => return Vec::new(),
            Moved::Ignored => {}
        }
        match action {
            Action::AuditDeeds => Self::choose_deed(ctx),
            Action::AuditSales => self.toggle_sales(ctx),
            Action::AuditCheck => self.check(),
            Action::AuditCsv => self.take_away(Kind::Csv, ctx),
            Action::AuditXlsx => self.take_away(Kind::Xlsx, ctx),
            Action::ListFilter => self.ask_filter(),
            Action::ListCopy => self.copy(ctx),
            Action::ListOpen => {
                if let Some(detail) = &self.detail {
                    return detail.open();
                }
                let chosen = self.grid.chosen();
                self.detail = chosen.map(|entry| Detail::of(entry.clone(), *ctx.voice));
                Vec::new()
            }
            Action::ListBack => self.back(),
            Action::ListRefresh => {
                let mut effects = self.begin(self.line.clone());
                effects.push(Self::ask_chain());
                effects
            }
            _ => Vec::new(),
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (FILTER, Outcome::Filled(values)) => {
                let line = values.into_iter().next().unwrap_or_default();
                self.begin(line.trim().to_owned())
            }
            (DEEDS, Outcome::Picked(places)) => {
                let place = places.first().copied().unwrap_or_default();
                let deed = place
                    .checked_sub(1)
                    .and_then(|at| deeds(ctx).get(at).copied());
                let word = |word: &&str| {
                    !["action:", "accion:", "acción:"]
                        .iter()
                        .any(|name| word.starts_with(name))
                };
                let kept: Vec<&str> = self.line.split(' ').filter(word).collect();
                let mut line = kept.join(" ");
                if let Some((name, _)) = deed {
                    line = narrowed(&line, &format!("action:{name}"));
                }
                self.begin(line)
            }
            _ => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match slot {
            READ => self.found(reply, ctx),
            CHAIN => self.checked(reply),
            _ => Vec::new(),
        }
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        self.draw(area, buf, ctx);
    }
}
