//! The drawer's dialogs and commands. The key of a step is born when its dialog first opens and kept until it is done.

use super::Drawer;
use super::report::difference;
use crate::domain::{CommandKey, Money, goods::TenderKind, posting::Bearer};
use crate::ops::{CashMovement, CloseDrawer, CountedTender, DrawerRow, MoveCash, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Fact, Outcome, Prompt, fact};
use crate::ui::screen::Slot;
use crate::ui::text::{Arg, Say, Text, drawer, frame, shift as t};
use crate::ui::widgets::{Field, typed_amount, typed_figure};

/// A step that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Open,
    Move,
    Count,
    Close,
    Force,
    NoSale,
    HandOver,
    Review,
    Rules,
}

/// What is asked before cash is moved: the fields first, then the yes.
const MOVEMENT: Slot = Slot("drawer.movement");

const MOVEMENTS: [(CashMovement, Text); 3] = [
    (CashMovement::PayIn, drawer::PAY_IN),
    (CashMovement::Drop, drawer::DROP),
    (CashMovement::PayOut, drawer::PAY_OUT),
];

impl Step {
    const ALL: [Self; 9] = [
        Self::Open,
        Self::Move,
        Self::Count,
        Self::Close,
        Self::Force,
        Self::NoSale,
        Self::HandOver,
        Self::Review,
        Self::Rules,
    ];

    /// The slot of its dialog and of its command.
    pub const fn slot(self) -> Slot {
        match self {
            Self::Open => Slot("drawer.open"),
            Self::Move => Slot("drawer.move"),
            Self::Count => Slot("drawer.count"),
            Self::Close => Slot("drawer.close"),
            Self::Force => Slot("drawer.force"),
            Self::NoSale => Slot("drawer.no_sale"),
            Self::HandOver => Slot("drawer.hand_over"),
            Self::Review => Slot("drawer.review"),
            Self::Rules => Slot("drawer.rules.save"),
        }
    }

    /// The step of a slot.
    pub fn of(slot: Slot) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slot() == slot)
    }
}

/// A step that was begun: its key, and what was typed for it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub key: CommandKey,
    pub values: Vec<String>,
}

impl Drawer {
    pub(super) fn draft(&mut self, step: Step, ctx: &Ctx) -> &mut Draft {
        self.drafts.entry(step).or_insert_with(|| Draft {
            key: ctx.fresh_key(),
            values: Vec::new(),
        })
    }

    pub(super) fn typed(&self, step: Step, field: usize) -> String {
        let draft = self.drafts.get(&step);
        draft
            .and_then(|draft| draft.values.get(field))
            .cloned()
            .unwrap_or_default()
    }

    /// Begins a step of the own drawer.
    pub fn begin(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::DrawerOpen => self.ask_float(ctx),
            Action::DrawerMove => self.ask_movement(ctx),
            Action::DrawerClose => self.ask_close(ctx),
            Action::DrawerForce => self.ask_force(ctx),
            Action::DrawerSubmit => self.ask_count(ctx),
            _ => self.begin_shift(action, ctx),
        }
    }

    fn ask_float(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let field = Field::text(drawer::FLOAT, 20)
            .hint(drawer::OPEN_HINT)
            .value(match self.typed(Step::Open, 0) {
                typed if typed.is_empty() => self.kept(ctx),
                typed => typed,
            });
        self.draft(Step::Open, ctx);
        let prompt = Prompt::new(drawer::OPEN_TITLE, Vec::new(), vec![field]).checked(a_float);
        vec![Effect::open(Step::Open.slot(), prompt)]
    }

    fn ask_movement(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let chosen = self.typed(Step::Move, 0).parse().unwrap_or(0);
        let fields = vec![
            Field::choice(drawer::MOVEMENT, MOVEMENTS.map(|(_, text)| text)).chosen(chosen),
            Field::text(drawer::AMOUNT, 20).value(self.typed(Step::Move, 1)),
            Field::text(drawer::REASON, 200).value(self.typed(Step::Move, 2)),
        ];
        self.draft(Step::Move, ctx);
        let prompt = Prompt::new(drawer::MOVE_TITLE, Vec::new(), fields).checked(a_movement);
        vec![Effect::open(MOVEMENT, prompt)]
    }

    fn confirm_movement(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let (_, way) = self.movement();
        let Ok(amount) = typed_amount(&self.typed(Step::Move, 1), ctx) else {
            return Vec::new();
        };
        let facts = vec![
            fact(drawer::MOVEMENT, way),
            fact(drawer::AMOUNT, frame::MONEY.with("money", amount)),
            fact(
                drawer::REASON,
                frame::PLAIN.with("text", self.typed(Step::Move, 2)),
            ),
        ];
        let ask = drawer::MOVE_ASK.with("amount", amount);
        let confirm = Confirm::new(drawer::MOVE_TITLE, facts, ask, drawer::MOVE_YES);
        vec![Effect::open(Step::Move.slot(), confirm)]
    }

    fn movement(&self) -> (CashMovement, Text) {
        let place: usize = self.typed(Step::Move, 0).parse().unwrap_or(0);
        MOVEMENTS.get(place).copied().unwrap_or(MOVEMENTS[0])
    }

    fn ask_count(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let total = frame::MONEY.with("money", self.count.total());
        let number = drawer::PIECES_TOTAL.with("n", self.count.number());
        let facts = vec![fact(drawer::TOTAL, total), fact(drawer::PIECES, number)];
        let (title, ask) = if self.second() {
            (drawer::COUNT_SECOND, drawer::COUNT_ASK_LAST)
        } else {
            (drawer::COUNT_TITLE, drawer::COUNT_ASK)
        };
        self.draft(Step::Count, ctx);
        let confirm = Confirm::new(title, facts, ask, drawer::COUNT_YES);
        vec![Effect::open(Step::Count.slot(), confirm)]
    }

    /// Closing what agrees takes a yes; what is over or short also a reason, and then a second person.
    fn ask_close(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(count) = self.own.as_ref().and_then(|own| own.counts.last()) else {
            return Vec::new();
        };
        let facts = vec![fact(
            drawer::COUNTED,
            frame::MONEY.with("money", count.total),
        )];
        let asked = count.needs_reason;
        self.draft(Step::Close, ctx);
        if !asked && self.slips().is_empty() {
            let (ask, yes) = (drawer::CLOSE_ASK, drawer::CLOSE_YES);
            let confirm = Confirm::new(drawer::CLOSE_TITLE, facts, ask, yes);
            return vec![Effect::open(Step::Close.slot(), confirm)];
        }
        let mut fields = vec![Field::text(drawer::REASON, 200).value(self.typed(Step::Close, 0))];
        fields.push(
            Field::text(t::CLOSE_KEEP, 20)
                .hint(t::CLOSE_KEEP_HINT)
                .value(self.typed(Step::Close, 1)),
        );
        let words = [t::CLOSE_SHORT_USUAL, t::BEARER_SHOP, t::BEARER_CASHIER];
        fields.push(Field::choice(t::CLOSE_SHORT, words));
        for tender in self.slips() {
            let label = t::CLOSE_SLIPS.with("tender", t::tender(tender));
            fields.push(Field::text(label, 20).hint(t::CLOSE_SLIPS_HINT));
        }
        let check = if asked { a_close } else { a_plain_close };
        let prompt = Prompt::new(drawer::CLOSE_TITLE, facts, fields).checked(check);
        vec![Effect::open(Step::Close.slot(), prompt)]
    }

    fn ask_force(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.shop.chosen().cloned() else {
            return Vec::new();
        };
        if self.forced != Some(row.drawer) {
            self.drafts.remove(&Step::Force);
        }
        self.forced = Some(row.drawer);
        let field = Field::text(drawer::REASON, 200).value(self.typed(Step::Force, 0));
        self.draft(Step::Force, ctx);
        let facts = about(&row);
        let prompt = Prompt::new(drawer::FORCE_TITLE, facts, vec![field]).checked(a_reason);
        vec![Effect::open(Step::Force.slot(), prompt)]
    }

    /// The last question before another person's drawer is closed: what it should hold, what was counted, and the reason.
    fn confirm_force(&self) -> Vec<Effect> {
        let forced = |row: &&DrawerRow| Some(row.drawer) == self.forced;
        let Some(row) = self.shop.chosen().filter(forced) else {
            return Vec::new();
        };
        let mut facts = about(row);
        let reason = self.typed(Step::Force, 0);
        facts.push(fact(
            drawer::REASON,
            frame::PLAIN.with("text", reason.trim()),
        ));
        let ask = drawer::FORCE_ASK.with("name", row.user.as_str());
        let confirm = Confirm::new(drawer::FORCE_TITLE, facts, ask, drawer::CLOSE_YES);
        vec![Effect::open(Step::Force.slot(), confirm)]
    }

    /// A dialog ended.
    pub fn answered(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        let step = if slot == MOVEMENT {
            Some(Step::Move)
        } else {
            Step::of(slot)
        };
        let Some(step) = step else {
            return Vec::new();
        };
        match outcome {
            Outcome::Dismissed | Outcome::Picked(_) => return Vec::new(),
            Outcome::Confirmed => {}
            Outcome::Filled(values) => {
                self.draft(step, ctx).values = values;
                if slot == MOVEMENT {
                    return self.confirm_movement(ctx);
                }
                if step == Step::Force {
                    return self.confirm_force();
                }
            }
        }
        let request = self.request(step, ctx);
        let ask = |request| Effect::Ask(step.slot(), request);
        request.map(ask).into_iter().collect()
    }

    fn request(&mut self, step: Step, ctx: &Ctx) -> Option<Request> {
        let key = self.draft(step, ctx).key;
        let own = self.own.as_ref().and_then(|own| own.drawer);
        let said = |typed: String| Some(typed.trim().to_owned()).filter(|text| !text.is_empty());
        Some(match step {
            Step::Open => Request::OpenDrawer {
                key,
                float: typed_figure(&self.typed(step, 0), ctx).ok()?,
            },
            Step::Move => Request::MoveCash(MoveCash {
                key,
                movement: self.movement().0,
                amount: typed_amount(&self.typed(step, 1), ctx).ok()?,
                reason: said(self.typed(step, 2))?,
                approval: None,
            }),
            Step::Count => Request::CountDrawer {
                key,
                pieces: self.count.pieces(),
                drawer: self.counting.as_ref().map(|row| row.drawer),
            },
            Step::Close => Request::CloseDrawer(CloseDrawer {
                reason: said(self.typed(step, 0)),
                keep: match self.typed(step, 1).trim() {
                    "" => Money::ZERO,
                    keep => typed_figure(keep, ctx).ok()?,
                },
                short: match self.typed(step, 2).as_str() {
                    "1" => Some(Bearer::Shop),
                    "2" => Some(Bearer::Cashier),
                    _ => None,
                },
                counted: self.counted_slips(ctx)?,
                ..CloseDrawer::of(key, own?)
            }),
            Step::Force => Request::CloseDrawer(CloseDrawer {
                reason: said(self.typed(step, 0)),
                ..CloseDrawer::of(key, self.forced?)
            }),
            Step::NoSale | Step::HandOver | Step::Review | Step::Rules => {
                return self.shift_request(step, ctx);
            }
        })
    }
}

impl Drawer {
    /// What the shift before left at this terminal, as it is typed.
    fn kept(&self, ctx: &Ctx) -> String {
        let kept = self.own.as_ref().and_then(|own| own.kept);
        kept.map(|kept| ctx.voice.figure(kept)).unwrap_or_default()
    }

    /// What is counted beside the cash at the close.
    fn slips(&self) -> Vec<TenderKind> {
        let own = self.own.as_ref();
        own.map(|own| own.tenders.clone()).unwrap_or_default()
    }

    /// What was typed for it; what is left out was not counted.
    fn counted_slips(&self, ctx: &Ctx) -> Option<Vec<CountedTender>> {
        let mut counted = Vec::new();
        for (place, tender) in (3..).zip(self.slips()) {
            let typed = self.typed(Step::Close, place);
            if !typed.trim().is_empty() {
                let sum = typed_figure(typed.trim(), ctx).ok()?;
                counted.push(CountedTender {
                    tender,
                    counted: sum,
                });
            }
        }
        Some(counted)
    }
}

/// What stays, and every slip that was typed, reads as an amount.
fn a_plain_close(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    for place in (1..values.len()).filter(|place| *place != 2) {
        if !at(values, place).is_empty() {
            typed_figure(at(values, place), ctx).map_err(|why| (place, why))?;
        }
    }
    Ok(())
}

fn a_close(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    reason(values, 0)?;
    a_plain_close(values, ctx)
}

pub(super) fn about(row: &DrawerRow) -> Vec<Fact> {
    let plain = |text: &str| frame::PLAIN.with("text", text);
    let opened = frame::PLAIN.with("text", Arg::Moment(row.opened_at));
    let mut facts = vec![
        fact(drawer::CASHIER, plain(&row.user)),
        fact(drawer::TERMINAL, plain(&row.terminal)),
        fact(drawer::OPENED, opened),
    ];
    let money = |label, amount| fact(label, frame::MONEY.with("money", amount));
    facts.extend(row.expected.map(|amount| money(drawer::EXPECTED, amount)));
    facts.extend(row.counted.map(|amount| money(drawer::COUNTED, amount)));
    let both = row.counted.zip(row.expected);
    let off = both.and_then(|(counted, expected)| counted.checked_sub(expected));
    facts.extend(off.map(|off| fact(drawer::DIFFERENCE, difference(off).0)));
    facts
}

fn at(values: &[String], place: usize) -> &str {
    values.get(place).map_or("", |typed| typed.trim())
}

fn reason(values: &[String], place: usize) -> Result<(), (usize, Say)> {
    if at(values, place).is_empty() {
        Err((place, drawer::REASON_MISSING.into()))
    } else {
        Ok(())
    }
}

pub(super) fn a_reason(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    reason(values, 0)
}

fn a_float(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let read = typed_figure(at(values, 0), ctx);
    read.map(|_| ()).map_err(|why| (0, why))
}

fn a_movement(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let read = typed_amount(at(values, 1), ctx);
    read.map_err(|why| (1, why))?;
    reason(values, 2)
}
