//! Database, connection and clock; the check of the books; who did what.

mod jobs;
mod settings;
mod view;

use crate::ops::{
    ActivityFilter, ActivityRow, Answer, Identity, JobRow, JobRun, PageKey, Reply, Request, Ticked,
    VerifyReport,
};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::{Message, Outcome};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Say, refusal, system as t};
use crate::ui::widgets::{Grid, Moved};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const HELLO: Slot = Slot("hello");
const VERIFY: Slot = Slot("verify");
const ACTIVITY: Slot = Slot("activity");
const MORE: Slot = Slot("more");
const TICK: Slot = Slot("tick");
const SETTINGS: Slot = Slot("settings");
const SAVE: Slot = Slot("save");
const JOBS: Slot = Slot("jobs");

/// Rows of activity that one page holds.
const PAGE: u16 = 50;

/// Which list takes the keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    Books,
    Activity,
    Jobs,
}

/// The system screen.
#[derive(Default)]
pub(super) struct System {
    server: Option<String>,
    report: Option<VerifyReport>,
    checking: bool,
    books: Grid<Identity>,
    activity: Grid<ActivityRow>,
    jobs: Grid<JobRow>,
    runs: Vec<JobRun>,
    next: Option<PageKey>,
    pane: Pane,
    draft: Option<settings::Draft>,
}

/// Asks for a page of the activity, the newest or the one after `after`.
fn page(slot: Slot, after: Option<PageKey>) -> Effect {
    let limit = Some(PAGE);
    let filter = ActivityFilter {
        after,
        limit,
        ..ActivityFilter::default()
    };
    Effect::Ask(slot, Request::Activity(filter))
}

impl System {
    fn verify(&mut self) -> Vec<Effect> {
        self.pane = Pane::Books;
        self.checking = true;
        vec![Effect::Ask(VERIFY, Request::Verify)]
    }

    fn move_in_list(&mut self, action: Action) -> Vec<Effect> {
        let moved = match self.pane {
            Pane::Books => self.books.on_action(action),
            Pane::Activity => self.activity.on_action(action),
            Pane::Jobs => self.jobs.on_action(action),
        };
        if let (Moved::WantsMore, Pane::Activity, Some(after)) =
            (moved, self.pane, self.next.clone())
        {
            return vec![page(MORE, Some(after))];
        }
        Vec::new()
    }

    /// All that is known of the chosen row.
    fn open(&self, ctx: &Ctx) -> Vec<Effect> {
        let (title, lines) = match self.pane {
            Pane::Books => {
                let Some(identity) = self.books.chosen() else {
                    return Vec::new();
                };
                (t::IDENTITY, view::identity_lines(identity, ctx))
            }
            Pane::Activity => {
                let Some(row) = self.activity.chosen() else {
                    return Vec::new();
                };
                (t::DETAILS, view::activity_lines(row, ctx))
            }
            Pane::Jobs => {
                let Some(row) = self.jobs.chosen() else {
                    return Vec::new();
                };
                (t::JOBS, self.job_lines(row, ctx))
            }
        };
        let message = Message::new(Tone::Plain, title, lines);
        vec![Effect::open(refusal::READ, message)]
    }

    fn answered(&mut self, slot: Slot, answer: &Answer, ctx: &Ctx) -> Vec<Effect> {
        if let Answer::Hello(hello) = answer {
            self.server = Some(hello.server.clone());
        } else if let Answer::Verified(report) = answer {
            self.books.set(report.identities.clone(), false);
            self.report = Some(report.clone());
        } else if let Answer::Activity(page) = answer {
            let more = page.next.is_some();
            if slot == MORE {
                self.activity.append(page.rows.clone(), more);
            } else {
                self.activity.set(page.rows.clone(), more);
            }
            self.next.clone_from(&page.next);
        } else if let Answer::Jobs(found) = answer {
            self.jobs.set(found.jobs.clone(), false);
            self.runs.clone_from(&found.runs);
        } else if let Answer::Settings(found) = answer {
            let draft = settings::Draft::of(found, ctx);
            let prompt = draft.prompt();
            self.draft = Some(draft);
            return vec![Effect::open(SAVE, prompt)];
        } else if slot == SAVE {
            self.draft = None;
            return vec![Effect::good(t::SETTINGS_SAVED), page(ACTIVITY, None)];
        } else if let Answer::Ticked(done) = answer {
            return vec![
                Effect::good(due_done(done)),
                page(ACTIVITY, None),
                Effect::Ask(JOBS, Request::Jobs),
            ];
        }
        Vec::new()
    }
}

fn due_done(done: &Ticked) -> Say {
    t::DUE_DONE
        .with("generated", done.generated)
        .with("opened", done.opened)
        .with("closed", done.closed)
        .with("expired", done.expired)
}

impl Screen for System {
    fn id(&self) -> ScreenId {
        ScreenId::System
    }

    fn offers(&self, _ctx: &Ctx) -> Vec<Offer> {
        vec![
            Offer::when(Action::SystemVerify, !self.checking, t::WAIT),
            Offer::on(Action::SystemActivity),
            Offer::on(Action::SystemTick),
            Offer::on(Action::SystemSettings),
            Offer::on(Action::ListNextPane),
            Offer::on(Action::ListOpen),
            Offer::on(Action::ListBack),
        ]
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let mut effects = vec![Effect::Ask(HELLO, Request::Hello)];
        if ctx.may(crate::domain::Right::SeeAudit) {
            effects.push(page(ACTIVITY, None));
        }
        if ctx.may(crate::domain::Right::RunDraws) {
            effects.push(Effect::Ask(JOBS, Request::Jobs));
        }
        effects
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if action == Action::SystemVerify {
            return self.verify();
        }
        if action == Action::SystemTick {
            return vec![Effect::Ask(TICK, Request::Tick)];
        }
        if action == Action::SystemSettings {
            return vec![Effect::Ask(SETTINGS, Request::Settings)];
        }
        if action == Action::SystemActivity {
            self.pane = Pane::Activity;
            return vec![page(ACTIVITY, None)];
        }
        if action == Action::ListNextPane {
            self.pane = match self.pane {
                Pane::Books => Pane::Activity,
                Pane::Activity if ctx.may(crate::domain::Right::RunDraws) => Pane::Jobs,
                Pane::Activity | Pane::Jobs => Pane::Books,
            };
            return Vec::new();
        }
        if action == Action::ListRefresh {
            return self.on_show(ctx);
        }
        if action == Action::ListOpen {
            return self.open(ctx);
        }
        if action == Action::ListBack {
            return vec![Effect::Back];
        }
        self.move_in_list(action)
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        let request = match (outcome, &mut self.draft) {
            (Outcome::Filled(values), Some(draft)) if slot == SAVE => draft.request(values, ctx),
            _ => None,
        };
        request
            .map(|request| Effect::Ask(SAVE, request))
            .into_iter()
            .collect()
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        if slot == VERIFY {
            self.checking = false;
        }
        match reply {
            Reply::Done(answer) => self.answered(slot, answer, ctx),
            Reply::Refused(refusals) if slot == SAVE && self.draft.is_some() => self
                .draft
                .iter()
                .map(|draft| Effect::open(SAVE, draft.refused(refusals)))
                .collect(),
            Reply::Refused(_) | Reply::Failed(_) => refusal::show(reply),
        }
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        view::render(self, area, buf, ctx);
    }
}
