//! Printing: a paper looked at before it is printed, in either width, copied or sent to the printer; the queue with its states,
//! sent again or taken off; the printers of the shop, set up and tried.

mod printer;
mod view;

use crate::domain::receipt::Receipt;
use crate::domain::view::{PaperView, PrintJobRow, PrinterRow};
use crate::domain::{Columns, Right, TicketCode};
use crate::ops::{
    Answer, PaperOf, Print, PrintAnswer, PrintPaper, PrintTo, Refusal, Reply, Request,
};
use crate::print::{Paper, lay_out, picture, text};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Outcome, Prompt};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{printing as t, refusal};
use crate::ui::widgets::{Field, Grid, Moved};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const QUEUE: Slot = Slot("printing.queue");
const MORE: Slot = Slot("printing.more");
const PRINTERS: Slot = Slot("printing.printers");
const FIND: Slot = Slot("printing.find");
const PAPER: Slot = Slot("printing.paper");
const REASON: Slot = Slot("printing.reason");
const PRINT: Slot = Slot("printing.print");
const COPY: Slot = Slot("printing.copy");
const MOVE: Slot = Slot("printing.move");
const FORM: Slot = Slot("printing.form");
const SAVE: Slot = Slot("printing.save");
const TEST: Slot = Slot("printing.test");

/// A paper that is looked at.
struct Shown {
    of: PaperOf,
    view: Box<PaperView>,
    columns: Columns,
    top: usize,
}

/// Which list takes the keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    Queue,
    Printers,
}

/// The screen.
#[derive(Default)]
pub(super) struct Printing {
    queue: Grid<PrintJobRow>,
    waiting: i64,
    failed: i64,
    next: Option<i64>,
    printers: Grid<PrinterRow>,
    pane: Pane,
    /// What is being asked for, until it is shown.
    asked: Option<PaperOf>,
    shown: Option<Shown>,
    /// The print that waits for its reason.
    pending: Option<PrintPaper>,
    draft: Option<printer::Draft>,
}

impl Shown {
    /// The paper as it would be printed now.
    fn paper(&self, ctx: &Ctx) -> Paper {
        Paper {
            columns: self.columns,
            lang: ctx.voice.lang,
            money: ctx.voice.money,
            zone: self.view.zone,
            copy: (self.view.prints > 0).then_some(self.view.prints),
        }
    }

    fn lines(&self, ctx: &Ctx) -> Vec<String> {
        picture(&lay_out(&self.view.receipt, self.paper(ctx)), self.columns)
    }

    fn text(&self, ctx: &Ctx) -> String {
        text(&lay_out(&self.view.receipt, self.paper(ctx)))
    }
}

fn ask(slot: Slot, print: Print) -> Effect {
    Effect::Ask(slot, Request::Print(print))
}

impl Printing {
    fn refresh() -> Vec<Effect> {
        vec![
            ask(QUEUE, Print::Queue { after: None }),
            ask(PRINTERS, Print::Printers),
        ]
    }

    fn find() -> Vec<Effect> {
        let field = Field::text(t::WHICH, 60).hint(t::WHICH_HINT);
        vec![Effect::open(
            FIND,
            Prompt::new(t::FIND, Vec::new(), vec![field]),
        )]
    }

    fn look(&mut self, typed: &str) -> Vec<Effect> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Vec::new();
        }
        let of = match TicketCode::parse(typed) {
            Ok(code) => PaperOf::Ticket { code },
            Err(_) => PaperOf::Kept {
                number: typed.to_owned(),
            },
        };
        self.look_at(of)
    }

    fn look_at(&mut self, of: PaperOf) -> Vec<Effect> {
        self.asked = Some(of.clone());
        vec![ask(PAPER, Print::Preview { of })]
    }

    /// Prints the paper that is looked at; a copy asks for its reason first.
    fn print(&mut self, to: PrintTo, ctx: &Ctx) -> Vec<Effect> {
        let Some(shown) = &self.shown else {
            return Vec::new();
        };
        let asked = PrintPaper {
            key: ctx.fresh_key(),
            of: shown.of.clone(),
            to,
            reason: String::new(),
            approval: None,
        };
        if shown.view.prints == 0 {
            return send(asked);
        }
        self.pending = Some(asked);
        let field = Field::text(t::REASON, 120);
        let prompt = Prompt::new(t::COPY, Vec::new(), vec![field]).checked(|values, _| {
            let empty = values.first().is_none_or(|reason| reason.trim().is_empty());
            if empty {
                Err((0, t::REASON_MISSING.into()))
            } else {
                Ok(())
            }
        });
        vec![Effect::open(REASON, prompt)]
    }

    fn chosen_job(&self) -> Option<&PrintJobRow> {
        self.queue.chosen().filter(|_| self.pane == Pane::Queue)
    }

    fn move_job(&self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.chosen_job() else {
            return Vec::new();
        };
        let (key, job) = (ctx.fresh_key(), row.id);
        let print = if action == Action::PrintingRetry {
            Print::Retry { key, job }
        } else {
            Print::Cancel { key, job }
        };
        vec![ask(MOVE, print)]
    }

    fn test(&self, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.printers.chosen() else {
            return Vec::new();
        };
        let (key, printer) = (ctx.fresh_key(), row.id);
        vec![ask(TEST, Print::Test { key, printer })]
    }

    fn form(&mut self, row: Option<&PrinterRow>, ctx: &Ctx) -> Vec<Effect> {
        let draft = printer::Draft::of(row, ctx);
        let prompt = draft.prompt();
        self.draft = Some(draft);
        vec![Effect::open(FORM, prompt)]
    }

    fn open(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match self.pane {
            Pane::Printers if ctx.may(Right::RunPrinters) => {
                let row = self.printers.chosen().cloned();
                self.form(row.as_ref(), ctx)
            }
            Pane::Printers => Vec::new(),
            Pane::Queue => match self.queue.chosen().and_then(|row| row.receipt.clone()) {
                Some((_, number)) => self.look_at(PaperOf::Kept { number }),
                None => Vec::new(),
            },
        }
    }

    fn scroll(&mut self, action: Action, ctx: &Ctx) {
        let Some(shown) = &mut self.shown else { return };
        let last = shown.lines(ctx).len().saturating_sub(1);
        let step: isize = match action {
            Action::ListUp => -1,
            Action::ListDown => 1,
            Action::ListPageUp => -15,
            Action::ListPageDown => 15,
            _ => 0,
        };
        shown.top = shown.top.saturating_add_signed(step).min(last);
    }

    fn answered(&mut self, slot: Slot, told: &PrintAnswer, ctx: &Ctx) -> Vec<Effect> {
        match told {
            PrintAnswer::Queue(found) => {
                let more = found.next.is_some();
                if slot == MORE {
                    self.queue.append(found.rows.clone(), more);
                } else {
                    self.queue.set(found.rows.clone(), more);
                }
                (self.next, self.waiting, self.failed) = (found.next, found.waiting, found.failed);
                Vec::new()
            }
            PrintAnswer::Printers(rows) => {
                self.printers.set(rows.clone(), false);
                Vec::new()
            }
            PrintAnswer::Paper(view) => {
                if let Some(of) = self.asked.take() {
                    self.shown = Some(Shown {
                        of,
                        view: view.clone(),
                        columns: self.own_columns(),
                        top: 0,
                    });
                }
                Vec::new()
            }
            PrintAnswer::Printed { paper, n, printer } => {
                self.printed(slot, paper, *n, printer.as_deref(), ctx)
            }
            PrintAnswer::Nothing
            | PrintAnswer::Texts(_)
            | PrintAnswer::Work { .. }
            | PrintAnswer::Ended(_) => Vec::new(),
        }
    }

    /// The width of this terminal's printer.
    fn own_columns(&self) -> Columns {
        let mine = self.printers.rows().iter().find(|row| row.mine);
        mine.map_or(Columns::Wide, |row| row.facts.columns)
    }

    fn printed(
        &mut self,
        slot: Slot,
        paper: &PaperView,
        n: i64,
        printer: Option<&str>,
        ctx: &Ctx,
    ) -> Vec<Effect> {
        let number = paper.receipt.head().number.as_str();
        let mut effects = Vec::new();
        if let Some(shown) = &mut self.shown {
            // What is copied is this very print: a copy says so.
            shown.view.prints = n.saturating_sub(1);
            if slot == COPY {
                effects.push(Effect::Copy(shown.text(ctx)));
            }
            shown.view.prints = n;
        }
        let say = match printer {
            Some(printer) => t::PRINTED.with("printer", printer),
            None => t::COPIED.into(),
        };
        effects.push(Effect::good(say.with("number", number).with("n", n)));
        effects.extend(Self::refresh());
        effects
    }
}

fn send(asked: PrintPaper) -> Vec<Effect> {
    let slot = if asked.to == PrintTo::Screen {
        COPY
    } else {
        PRINT
    };
    vec![ask(slot, Print::Print(asked))]
}

impl Screen for Printing {
    fn id(&self) -> ScreenId {
        ScreenId::Printing
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let paper = self.shown.is_some();
        let waits = self
            .chosen_job()
            .is_some_and(|row| row.state.waits_for_somebody());
        let printer = self.printers.chosen().is_some();
        let mut offers = vec![
            Offer::on(Action::PrintingFind),
            Offer::when(Action::PrintingPrint, paper, t::NO_PAPER),
            Offer::when(Action::PrintingWidth, paper, t::NO_PAPER),
            Offer::when(Action::ListCopy, paper, t::NO_PAPER),
            Offer::when(Action::PrintingRetry, waits && !paper, t::NO_JOB),
            Offer::when(Action::PrintingCancel, waits && !paper, t::NO_JOB),
            Offer::on(Action::ListNextPane),
            Offer::on(Action::ListOpen),
            Offer::on(Action::ListBack),
        ];
        if ctx.may(Right::RunPrinters) {
            offers.push(Offer::on(Action::PrintingNew));
            offers.push(Offer::when(Action::PrintingTest, printer, t::NO_PRINTERS));
        }
        offers
    }

    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        Self::refresh()
    }

    fn on_news(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        Self::refresh()
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::PrintingFind => Self::find(),
            Action::PrintingPrint => self.print(PrintTo::Mine, ctx),
            Action::ListCopy => self.print(PrintTo::Screen, ctx),
            Action::PrintingWidth => {
                if let Some(shown) = &mut self.shown {
                    shown.columns = shown.columns.other();
                    shown.top = 0;
                }
                Vec::new()
            }
            Action::PrintingRetry | Action::PrintingCancel => self.move_job(action, ctx),
            Action::PrintingNew => self.form(None, ctx),
            Action::PrintingTest => self.test(ctx),
            Action::ListRefresh => Self::refresh(),
            Action::ListBack if self.shown.is_some() => {
                self.shown = None;
                Vec::new()
            }
            Action::ListBack => vec![Effect::Back],
            action if self.shown.is_some() => {
                self.scroll(action, ctx);
                Vec::new()
            }
            Action::ListNextPane => {
                self.pane = match self.pane {
                    Pane::Queue => Pane::Printers,
                    Pane::Printers => Pane::Queue,
                };
                Vec::new()
            }
            Action::ListOpen => self.open(ctx),
            action => {
                let moved = match self.pane {
                    Pane::Queue => self.queue.on_action(action),
                    Pane::Printers => self.printers.on_action(action),
                };
                match (moved, self.next) {
                    (Moved::WantsMore, Some(after)) if self.pane == Pane::Queue => {
                        let after = Some(after);
                        vec![ask(MORE, Print::Queue { after })]
                    }
                    _ => Vec::new(),
                }
            }
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (FIND, Outcome::Filled(values)) => {
                let typed = values.into_iter().next().unwrap_or_default();
                self.look(&typed)
            }
            (REASON, Outcome::Filled(values)) => match self.pending.take() {
                Some(mut asked) => {
                    asked.reason = values.into_iter().next().unwrap_or_default();
                    send(asked)
                }
                None => Vec::new(),
            },
            (FORM, Outcome::Filled(values)) => {
                let request = self
                    .draft
                    .as_mut()
                    .and_then(|draft| draft.request(values, ctx));
                request
                    .map(|request| Effect::Ask(SAVE, request))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match reply {
            Reply::Done(answer) => match &**answer {
                Answer::Print(told) => self.answered(slot, told, ctx),
                Answer::Saved => {
                    let said = match slot {
                        SAVE => t::SAVED,
                        TEST => t::TESTED,
                        _ => t::MOVED,
                    };
                    let mut effects = vec![Effect::good(said)];
                    effects.extend(Self::refresh());
                    effects
                }
                _ => Vec::new(),
            },
            Reply::Refused(refusals) if slot == SAVE => self.refused(refusals),
            Reply::Refused(_) | Reply::Failed(_) => refusal::show(reply),
        }
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        view::render(self, area, buf, ctx);
    }
}

impl Printing {
    fn refused(&self, refusals: &[Refusal]) -> Vec<Effect> {
        self.draft
            .iter()
            .map(|draft| Effect::open(FORM, draft.refused(refusals)))
            .collect()
    }
}

/// What a paper is called above its picture.
fn title(receipt: &Receipt) -> &str {
    receipt.head().number.as_str()
}
