//! The shift's own steps: opened without a sale, handed over, reviewed, and the house's rules; and its reports.

use super::paper::Paper;
use super::steps::Step;
use super::{Drawer, View};
use crate::domain::view::DrawerSettings;
use crate::domain::{Money, posting::Bearer};
use crate::ops::{
    Answer, AskDrawerEntries, DrawerState, HandOver, Reply, Request, Secret, Shift, ShiftAnswer,
};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Prompt, fact};
use crate::ui::screen::Slot;
use crate::ui::shift_paper as paper;
use crate::ui::text::{Say, drawer, frame, refusal, shift as t};
use crate::ui::widgets::{Field, typed_amount, typed_figure};
use chrono::NaiveDate;

/// X, or the whole Z of a closed drawer.
pub(super) const PAPER: Slot = Slot("drawer.paper");
/// What happened at a drawer: its first page, and what follows.
pub(super) const ENTRIES: Slot = Slot("drawer.entries");
const MORE: Slot = Slot("drawer.entries.more");
/// The house's rules before they are changed.
const RULES: Slot = Slot("drawer.rules");

impl Drawer {
    /// Asks for the report of the drawer that is looked at: X while it is not closed, Z afterwards.
    pub fn ask_paper(&self) -> Vec<Effect> {
        let asked = match (&self.view, self.shop.chosen()) {
            (View::Shop, Some(row)) => {
                let drawer = row.drawer;
                match row.state {
                    DrawerState::Closed | DrawerState::Reviewed => Shift::Report { drawer },
                    DrawerState::Open | DrawerState::Counting => Shift::X {
                        drawer: Some(drawer),
                    },
                }
            }
            (View::Shop, None) => return Vec::new(),
            _ => Shift::X { drawer: None },
        };
        vec![Effect::Ask(PAPER, Request::Shift(asked))]
    }

    /// Asks for what happened at the drawer that is looked at.
    pub fn ask_entries(&mut self) -> Vec<Effect> {
        self.entries_of = match (&self.view, self.shop.chosen()) {
            (View::Shop, Some(row)) => Some(row.drawer),
            _ => None,
        };
        let asked = AskDrawerEntries {
            drawer: self.entries_of,
            ..AskDrawerEntries::default()
        };
        vec![Effect::Ask(ENTRIES, Request::Shift(Shift::Entries(asked)))]
    }

    /// With a report or the entries.
    pub fn in_reading(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::ListBack {
            let back = self.before_reading.clone();
            return self.show(back);
        }
        match &mut self.view {
            View::Paper(paper) => paper.act(action),
            View::Entries => {
                if let Some(next) = self.entries.act(action) {
                    let asked = AskDrawerEntries {
                        drawer: self.entries_of,
                        after: Some(next),
                        ..AskDrawerEntries::default()
                    };
                    return vec![Effect::Ask(MORE, Request::Shift(Shift::Entries(asked)))];
                }
            }
            View::Own | View::Count | View::Report(_) | View::Shop => {}
        }
        Vec::new()
    }

    /// What was read for a shift; `None` where the slot is none of it.
    pub fn read_shift(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Option<Vec<Effect>> {
        if ![PAPER, ENTRIES, MORE, RULES].contains(&slot) {
            return None;
        }
        let Reply::Done(answer) = reply else {
            return Some(refusal::show(reply));
        };
        let Answer::Shift(told) = answer.as_ref() else {
            return Some(Vec::new());
        };
        let from = match &self.view {
            View::Shop => View::Shop,
            _ => View::Own,
        };
        match told {
            ShiftAnswer::X(x) => {
                let title = format!(
                    "{} {} {}",
                    ctx.text(t::X_TITLE),
                    ctx.symbols.dot,
                    x.terminal
                );
                let rows = paper::x(x, *ctx.voice, ctx.keymap);
                (self.before_reading, self.view) = (from, View::Paper(Paper::new(title, rows)));
            }
            ShiftAnswer::Report(report) => {
                let title = ctx.say(&drawer::REPORT.with("n", report.z_number));
                let title = format!("{title} {} {}", ctx.symbols.dot, report.terminal);
                let mut rows = super::report::rows(report, ctx);
                rows.extend(paper::z(report, *ctx.voice, ctx.keymap));
                (self.before_reading, self.view) = (from, View::Paper(Paper::new(title, rows)));
            }
            ShiftAnswer::Entries(page) => {
                self.entries.take(page, slot == MORE);
                if slot == ENTRIES {
                    (self.before_reading, self.view) = (from, View::Entries);
                }
            }
            ShiftAnswer::Settings(settings) => return Some(self.ask_rules(settings, ctx)),
            ShiftAnswer::List(_) | ShiftAnswer::NoSale(_) | ShiftAnswer::HandedOver(_) => {}
        }
        Some(Vec::new())
    }

    /// Begins a step of the shift.
    pub fn begin_shift(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::DrawerX => self.ask_paper(),
            Action::DrawerEntries => self.ask_entries(),
            Action::DrawerNoSale => self.ask_no_sale(ctx),
            Action::DrawerHandOver => self.ask_hand_over(ctx),
            Action::DrawerReview => self.ask_review(ctx),
            Action::DrawerSettings => {
                vec![Effect::Ask(RULES, Request::Shift(Shift::Settings))]
            }
            _ => Vec::new(),
        }
    }

    fn ask_no_sale(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let field = Field::text(drawer::REASON, 200).value(self.typed(Step::NoSale, 0));
        self.draft(Step::NoSale, ctx);
        let prompt = Prompt::new(t::NO_SALE_TITLE, Vec::new(), vec![field]);
        let prompt = prompt.checked(super::steps::a_reason);
        vec![Effect::open(Step::NoSale.slot(), prompt)]
    }

    fn ask_hand_over(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(count) = self.own.as_ref().and_then(|own| own.counts.last()) else {
            return Vec::new();
        };
        let facts = vec![fact(
            drawer::COUNTED,
            frame::MONEY.with("money", count.total),
        )];
        let fields = vec![
            Field::text(t::HAND_TO, 60).value(self.typed(Step::HandOver, 0)),
            Field::secret(t::HAND_PIN),
            Field::text(t::HAND_KEEP, 20)
                .hint(t::HAND_KEEP_HINT)
                .value(self.typed(Step::HandOver, 2)),
            Field::text(drawer::REASON, 200).value(self.typed(Step::HandOver, 3)),
        ];
        self.draft(Step::HandOver, ctx);
        let prompt = Prompt::new(t::HAND_TITLE, facts, fields).checked(a_hand_over);
        vec![Effect::open(Step::HandOver.slot(), prompt)]
    }

    fn ask_review(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.shop.chosen().cloned() else {
            return Vec::new();
        };
        if self.reviewed != Some(row.drawer) {
            self.drafts.remove(&Step::Review);
        }
        self.reviewed = Some(row.drawer);
        let field = Field::text(t::REVIEW_NOTE, 200).value(self.typed(Step::Review, 0));
        self.draft(Step::Review, ctx);
        let prompt = Prompt::new(t::REVIEW_TITLE, super::steps::about(&row), vec![field]);
        vec![Effect::open(Step::Review.slot(), prompt)]
    }

    fn ask_rules(&mut self, set: &DrawerSettings, ctx: &Ctx) -> Vec<Effect> {
        let figure = |money: Money| ctx.voice.figure(money);
        let above = set.drop_above.map(figure).unwrap_or_default();
        let text = |label, value: String| Field::text(label, 20).value(value);
        let fields = vec![
            text(t::SET_DROP_LIMIT, figure(set.drop_limit)),
            text(t::SET_PAY_OUT_LIMIT, figure(set.pay_out_limit)),
            text(t::SET_DROP_ABOVE, above).hint(t::SET_DROP_HINT),
            text(t::SET_DIFFERENCE, figure(set.difference_limit)),
            Field::choice(t::SET_SHORT, [t::BEARER_SHOP, t::BEARER_CASHIER])
                .chosen(usize::from(set.short_borne_by == Bearer::Cashier)),
            Field::choice(t::SET_BLIND, [t::NO, t::YES]).chosen(usize::from(set.blind_count)),
            text(t::SET_FIVE, set.five_until.to_string()),
        ];
        self.draft(Step::Rules, ctx);
        let prompt = Prompt::new(t::SETTINGS, Vec::new(), fields);
        let prompt = prompt.checked(|values, ctx| rules(values, ctx).map(|_| ()));
        vec![Effect::open(Step::Rules.slot(), prompt)]
    }

    /// The command of a step of the shift.
    pub(super) fn shift_request(&mut self, step: Step, ctx: &Ctx) -> Option<Request> {
        let key = self.draft(step, ctx).key;
        let typed = |field| self.typed(step, field).trim().to_owned();
        Some(Request::Shift(match step {
            Step::NoSale => Shift::NoSale {
                key,
                reason: typed(0),
            },
            Step::HandOver => Shift::HandOver(HandOver {
                key,
                to: typed(0),
                pin: Secret::new(typed(1)),
                keep: match typed(2).as_str() {
                    "" => None,
                    keep => Some(typed_figure(keep, ctx).ok()?),
                },
                reason: typed(3),
                counted: Vec::new(),
                approval: None,
            }),
            Step::Review => Shift::Review {
                key,
                drawer: self.reviewed?,
                note: typed(0),
            },
            Step::Rules => {
                let values = self.draft(step, ctx).values.clone();
                let settings = rules(&values, ctx).ok()?;
                Shift::SaveSettings { key, settings }
            }
            Step::Open | Step::Move | Step::Count | Step::Close | Step::Force => return None,
        }))
    }

    /// A step of the shift is done.
    pub(super) fn shift_done(&mut self, step: Step, answer: &Answer) -> Vec<Effect> {
        let Answer::Shift(told) = answer else {
            let reviewed = step == Step::Review && *answer == Answer::Saved;
            let said = reviewed.then(|| Effect::good(t::REVIEW_DONE));
            return said.into_iter().collect();
        };
        match told {
            ShiftAnswer::NoSale(own) => {
                let say = t::NO_SALE_DONE.with("n", own.no_sales);
                self.own = Some(own.clone());
                vec![Effect::good(say)]
            }
            ShiftAnswer::HandedOver(handed) => {
                self.own = Some(handed.own.clone());
                self.count.clear();
                self.view = View::Report(Box::new(handed.report.clone()));
                vec![Effect::good(
                    t::HAND_DONE
                        .with("name", handed.to.as_str())
                        .with("amount", handed.float)
                        .with("n", handed.report.z_number),
                )]
            }
            ShiftAnswer::Settings(_) => vec![Effect::good(t::SET_DONE)],
            ShiftAnswer::X(_)
            | ShiftAnswer::Report(_)
            | ShiftAnswer::Entries(_)
            | ShiftAnswer::List(_) => Vec::new(),
        }
    }
}

fn at(values: &[String], place: usize) -> &str {
    values.get(place).map_or("", |typed| typed.trim())
}

fn a_hand_over(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    if at(values, 0).is_empty() {
        return Err((0, t::HAND_TO_MISSING.into()));
    }
    if at(values, 1).is_empty() {
        return Err((1, t::HAND_PIN_MISSING.into()));
    }
    match at(values, 2) {
        "" => Ok(()),
        keep => typed_figure(keep, ctx).map(|_| ()).map_err(|why| (2, why)),
    }
}

/// Reads the house's rules; the first that is wrong, and why.
fn rules(values: &[String], ctx: &Ctx) -> Result<DrawerSettings, (usize, Say)> {
    let money = |place| typed_figure(at(values, place), ctx).map_err(|why| (place, why));
    let above = match at(values, 2) {
        "" => None,
        most => Some(typed_amount(most, ctx).map_err(|why| (2, why))?),
    };
    Ok(DrawerSettings {
        drop_limit: money(0)?,
        pay_out_limit: money(1)?,
        drop_above: above,
        difference_limit: money(3)?,
        short_borne_by: if at(values, 4) == "1" {
            Bearer::Cashier
        } else {
            Bearer::Shop
        },
        blind_count: at(values, 5) == "1",
        five_until: at(values, 6)
            .parse::<NaiveDate>()
            .map_err(|_| (6, t::SET_DATE_WRONG.into()))?,
    })
}
