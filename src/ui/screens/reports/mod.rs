//! Reports: one filter line, rows that open into finer ones, the period before beside each, a chart, and files to take away.

mod reply;
mod view;

use crate::domain::report::{Dimension, Report, ReportName, ReportRow, narrowed};
use crate::ops::{Reply, ReportAsk, Request};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Outcome, Pick, Prompt};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Say, report as words, reports as t};
use crate::ui::widgets::{Field, Grid, Moved};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const READ: Slot = Slot("reports.read");
const CHOOSE: Slot = Slot("reports.choose");
const BY: Slot = Slot("reports.by");
const FILTER: Slot = Slot("reports.filter");

/// Most letters of a filter line.
const LINE_MOST: usize = 200;

/// What is looked at: a report, its dimension and the filter line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    report: ReportName,
    by: Dimension,
    line: String,
}

/// The screen.
pub(super) struct Reports {
    look: Look,
    /// What was looked at before a row was opened, with the place of that row.
    above: Vec<(Look, usize)>,
    /// The place to return to once the report above has been read again.
    place: Option<usize>,
    read: Option<Report>,
    grid: Grid<ReportRow>,
    /// What was wrong with the line that was typed last.
    wrong: Option<Say>,
}

impl Default for Reports {
    fn default() -> Self {
        Self {
            look: Look {
                report: ReportName::Sales,
                by: Dimension::Ventana,
                line: String::new(),
            },
            above: Vec::new(),
            place: None,
            read: None,
            grid: Grid::default(),
            wrong: None,
        }
    }
}

impl Reports {
    fn ask(&self) -> Effect {
        let ask = ReportAsk {
            report: self.look.report,
            by: Some(self.look.by),
            filter: self.look.line.clone(),
        };
        Effect::Ask(READ, Request::Report(ask))
    }

    /// Looks at something else, from the top.
    fn turn(&mut self, look: Look) -> Vec<Effect> {
        self.look = look;
        self.above.clear();
        self.place = Some(0);
        self.wrong = None;
        vec![self.ask()]
    }

    /// Opens the chosen row: the same figures of that row alone, told apart more finely.
    fn open(&mut self) -> Vec<Effect> {
        let Some((words, by)) = self.opens() else {
            return vec![Effect::note(t::NO_FINER)];
        };
        let below = Look {
            report: self.look.report,
            by,
            line: narrowed(&self.look.line, &words),
        };
        let place = self.grid.place();
        self.above
            .push((std::mem::replace(&mut self.look, below), place));
        self.place = Some(0);
        vec![self.ask()]
    }

    /// What the chosen row opens into: the words that keep it alone, and the finer dimension.
    fn opens(&self) -> Option<(String, Dimension)> {
        let words = self.grid.chosen()?.key.words()?;
        let by = self.look.by.finer(self.look.report)?;
        Some((words, by))
    }

    fn back(&mut self) -> Vec<Effect> {
        let Some((look, place)) = self.above.pop() else {
            return vec![Effect::Back];
        };
        self.look = look;
        self.place = Some(place);
        vec![self.ask()]
    }

    fn choose(&self) -> Vec<Effect> {
        let items = ReportName::ALL
            .map(|one| words::report(one).into())
            .to_vec();
        let marked = ReportName::ALL
            .iter()
            .position(|one| *one == self.look.report);
        let pick = Pick::one(t::CHOOSE, items, marked.unwrap_or_default());
        vec![Effect::open(CHOOSE, pick)]
    }

    fn choose_by(&self) -> Vec<Effect> {
        let all = self.look.report.dimensions();
        let items = all.iter().map(|one| words::by(*one).into()).collect();
        let marked = all.iter().position(|one| *one == self.look.by);
        let pick = Pick::one(t::CHOOSE_BY, items, marked.unwrap_or_default());
        vec![Effect::open(BY, pick)]
    }

    fn ask_filter(&self) -> Vec<Effect> {
        let field = Field::text(t::FILTER, LINE_MOST)
            .hint(t::FILTER_HINT)
            .value(&self.look.line);
        let mut prompt = Prompt::new(t::FILTER, Vec::new(), vec![field]);
        if let Some(why) = &self.wrong {
            prompt = prompt.refused(0, why.clone());
        }
        vec![Effect::open(FILTER, prompt)]
    }

    fn save(&self, kind: Kind, ctx: &Ctx) -> Vec<Effect> {
        let Some(report) = &self.read else {
            return vec![Effect::note(t::NOTHING_READ)];
        };
        let sheet = words::sheet(report, *ctx.voice);
        match sheet.bytes(kind) {
            Ok(bytes) => vec![Effect::Save {
                name: format!(
                    "banca-{}-{}-{}_{}.{}",
                    report.report.name(),
                    report.by.name(),
                    report.period.from,
                    report.period.to,
                    kind.ending()
                ),
                bytes,
            }],
            Err(why) => vec![Effect::bad(t::NOT_SAVED.with("why", why.to_string()))],
        }
    }

    fn copy(&self, ctx: &Ctx) -> Vec<Effect> {
        let sheet = self
            .read
            .as_ref()
            .map(|read| words::sheet(read, *ctx.voice));
        let bytes = sheet.and_then(|sheet| sheet.bytes(Kind::Csv).ok());
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        text.map_or_else(
            || vec![Effect::note(t::NOTHING_READ)],
            |text| vec![Effect::Copy(text)],
        )
    }
}

impl Screen for Reports {
    fn id(&self) -> ScreenId {
        ScreenId::Reports
    }

    fn offers(&self, _ctx: &Ctx) -> Vec<Offer> {
        let read = self.read.is_some();
        vec![
            Offer::when(Action::ListOpen, self.opens().is_some(), t::NO_FINER),
            Offer::on(Action::ReportsChoose),
            Offer::on(Action::ReportsBy),
            Offer::on(Action::ListFilter),
            Offer::when(Action::ReportsCsv, read, t::NOTHING_READ),
            Offer::when(Action::ReportsXlsx, read, t::NOTHING_READ),
            Offer::when(Action::ListCopy, read, t::NOTHING_READ),
            Offer::on(Action::ListBack),
        ]
    }

    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        vec![self.ask()]
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if self.grid.on_action(action) != Moved::Ignored {
            return Vec::new();
        }
        match action {
            Action::ReportsChoose => self.choose(),
            Action::ReportsBy => self.choose_by(),
            Action::ListFilter => self.ask_filter(),
            Action::ReportsCsv => self.save(Kind::Csv, ctx),
            Action::ReportsXlsx => self.save(Kind::Xlsx, ctx),
            Action::ListCopy => self.copy(ctx),
            Action::ListOpen => self.open(),
            Action::ListBack => self.back(),
            Action::ListRefresh => vec![self.ask()],
            _ => Vec::new(),
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, _ctx: &Ctx) -> Vec<Effect> {
        let line = self.look.line.clone();
        let report = self.look.report;
        match (slot, outcome) {
            (CHOOSE, Outcome::Picked(places)) => {
                let place = places.first().copied().unwrap_or_default();
                let report = ReportName::ALL.get(place).copied().unwrap_or(report);
                let usual = report.dimensions().first().copied();
                let by = usual.unwrap_or(self.look.by);
                self.turn(Look { report, by, line })
            }
            (BY, Outcome::Picked(places)) => {
                let place = places.first().copied().unwrap_or_default();
                let by = report.dimensions().get(place).copied();
                let by = by.unwrap_or(self.look.by);
                self.turn(Look { report, by, line })
            }
            (FILTER, Outcome::Filled(values)) => {
                let line = values.into_iter().next().unwrap_or_default();
                let by = self.look.by;
                self.turn(Look { report, by, line })
            }
            // the line that could not be read stays until another one takes its place
            _ => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, _ctx: &Ctx) -> Vec<Effect> {
        match slot {
            READ => self.replied(reply),
            _ => Vec::new(),
        }
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        self.draw(area, buf, ctx);
    }
}
