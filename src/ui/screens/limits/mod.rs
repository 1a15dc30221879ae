//! The limits in force: what they do in words, who set them, and the form that adds, replaces and ends them.

mod draft;
mod numbers;
mod past;
mod view;
mod when;
pub(super) mod wording;

use super::scopes::Scopes;
use crate::domain::{Digits, DrawId, LimitRuleId, LotteryId, MultiplierId, Right};
use crate::ops::{Answer, LimitRow, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::input::TextInput;
use crate::ui::overlays::{Confirm, Outcome, fact};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Say, frame, limits as t, refusal};
use crate::ui::widgets::{Grid, Moved};
use draft::Draft;
use past::Past;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const LIST: Slot = Slot("limits.list");
const LOTTERIES: Slot = Slot("limits.lotteries");
const VENTANAS: Slot = Slot("limits.ventanas");
const USERS: Slot = Slot("limits.users");
const SAVE: Slot = Slot("limits.save");
const END: Slot = Slot("limits.end");
const PAST: Slot = Slot("limits.past");

/// The draw from which the person came.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OneDraw {
    draw: DrawId,
    lottery: LotteryId,
    /// What people call it.
    name: String,
}

/// A lottery as far as limits need it.
#[derive(Debug, Clone)]
struct KnownLottery {
    id: LotteryId,
    name: String,
    digits: Digits,
    /// Its prices and what they are called.
    prices: Vec<(MultiplierId, String)>,
}

/// What the form offers.
#[derive(Debug, Clone, Default)]
struct Known {
    scopes: Scopes,
    lotteries: Vec<KnownLottery>,
}

impl Known {
    /// What a price is called.
    fn price(&self, id: MultiplierId) -> Option<&str> {
        let mut all = self.lotteries.iter().flat_map(|lottery| &lottery.prices);
        all.find(|(known, _)| *known == id)
            .map(|(_, name)| name.as_str())
    }

    fn digits(&self, id: LotteryId) -> Option<Digits> {
        let found = self.lotteries.iter().find(|lottery| lottery.id == id);
        found.map(|lottery| lottery.digits)
    }
}

/// The screen.
#[derive(Default)]
pub(super) struct Limits {
    all: Vec<LimitRow>,
    /// The rows that are shown.
    grid: Grid<LimitRow>,
    known: Known,
    one: Option<OneDraw>,
    /// Only the limits of that draw.
    only_one: bool,
    /// What was written stays here, also while the list is shown.
    draft: Option<Draft>,
    editing: bool,
    /// A limit tried on the past, over the list or the form.
    past: Option<Past>,
    /// The rule that a confirmed question ends.
    ending: Option<LimitRuleId>,
}

impl Limits {
    fn read(ctx: &Ctx) -> Vec<Effect> {
        let mut effects = vec![
            Effect::Ask(LIST, Request::Limits),
            Effect::Ask(LOTTERIES, Request::Lotteries),
        ];
        if ctx.may(Right::ManageUsers) {
            effects.push(Effect::Ask(VENTANAS, Request::Ventanas));
            effects.push(Effect::Ask(USERS, Request::Users));
        }
        effects
    }

    /// Puts the rules that concern the draw into the list, or all; the choice stays with its rule.
    fn sift(&mut self) {
        let chosen = self.grid.chosen().map(|row| row.rule.id);
        let one = self.one.as_ref().filter(|_| self.only_one);
        let concerns = |row: &&LimitRow| {
            one.is_none_or(|one| {
                row.rule.draw.is_none_or(|draw| draw == one.draw)
                    && row
                        .rule
                        .lottery
                        .is_none_or(|lottery| lottery == one.lottery)
            })
        };
        let rows: Vec<LimitRow> = self.all.iter().filter(concerns).cloned().collect();
        let place = rows.iter().position(|row| Some(row.rule.id) == chosen);
        self.grid.set(rows, false);
        if let Some(place) = place {
            self.grid.choose(place);
        }
    }

    /// Goes on with a new limit that was begun, or begins one.
    fn begin(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if !self.draft.as_ref().is_some_and(Draft::is_new) {
            let one = self.one.as_ref().filter(|_| self.only_one);
            self.draft = Some(Draft::new(&self.known, one, ctx));
        }
        self.editing = true;
        Vec::new()
    }

    fn edit(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.grid.chosen() else {
            return Vec::new();
        };
        let begun = self
            .draft
            .as_ref()
            .is_some_and(|draft| draft.replaces(row.rule.id));
        if !begun {
            self.draft = Some(Draft::of(row, &self.known, self.one.as_ref(), ctx));
        }
        self.editing = true;
        Vec::new()
    }

    fn save(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = &mut self.draft else {
            return Vec::new();
        };
        draft.form.forgive();
        match draft.rule(ctx) {
            Ok(rule) => {
                let key = draft.key;
                vec![Effect::Ask(
                    SAVE,
                    Request::SaveLimit {
                        key,
                        rule: Box::new(rule),
                    },
                )]
            }
            Err((field, why)) => {
                draft.form.refuse(field, why);
                Vec::new()
            }
        }
    }

    fn ask_to_end(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.grid.chosen() else {
            return Vec::new();
        };
        let plain = |text: &str| frame::PLAIN.with("text", text);
        let facts = vec![
            fact(t::COL_SCOPE, plain(&row.scope_name)),
            fact(t::COL_EFFECT, wording::effect(&row.rule)),
            fact(t::COL_FILTER, plain(&self.filters(row, ctx))),
        ];
        self.ending = Some(row.rule.id);
        let question = Confirm::new(t::END, facts, t::END_ASK, t::END_WORD);
        vec![Effect::open(END, question)]
    }

    fn on_form(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = &mut self.draft else {
            return Vec::new();
        };
        match action {
            Action::FormLeave => self.editing = false,
            Action::FormSubmit if draft.form.at_last() => return self.save(ctx),
            Action::FormSubmit => {
                draft.form.on_action(Action::FormNext);
            }
            action => {
                draft.form.on_action(action);
            }
        }
        Vec::new()
    }

    fn saved(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.draft = None;
        self.editing = false;
        let mut effects = Self::read(ctx);
        effects.push(Effect::good(t::SAVED));
        effects
    }

    /// Tries the limit that is being written, or else the chosen one, on the past.
    fn try_on_past(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let tried = match self.draft.as_mut().filter(|_| self.editing) {
            Some(draft) => {
                draft.form.forgive();
                match draft.rule(ctx) {
                    Ok(rule) => (rule, view::summary(draft, ctx).0),
                    Err((field, why)) => {
                        draft.form.refuse(field, why);
                        return vec![Effect::note(t::OFF_WRITE)];
                    }
                }
            }
            None => match self.grid.chosen() {
                Some(row) => (row.rule.clone(), self.in_words(row, ctx)),
                None => return vec![Effect::note(t::NONE_CHOSEN)],
            },
        };
        let (past, asks) = Past::ask(tried.0, tried.1);
        self.past = Some(past);
        vec![asks]
    }

    fn off(&self) -> Option<Say> {
        match self.grid.chosen() {
            None => Some(t::NONE_CHOSEN.into()),
            Some(row) if !row.editable => Some(t::OFF_EDIT.into()),
            Some(_) => None,
        }
    }
}

impl Screen for Limits {
    fn id(&self) -> ScreenId {
        ScreenId::Limits
    }

    fn typing(&self) -> bool {
        self.editing && self.past.is_none()
    }

    fn offers(&self, _ctx: &Ctx) -> Vec<Offer> {
        if self.past.is_some() {
            return vec![Offer::on(Action::ListBack)];
        }
        if self.editing {
            let all = [
                Action::FormSubmit,
                Action::FormNext,
                Action::LimitsPreview,
                Action::FormLeave,
            ];
            return all.map(Offer::on).to_vec();
        }
        let chosen = |action| Offer {
            off: self.off(),
            ..Offer::on(action)
        };
        let mut offers = vec![
            Offer::on(Action::LimitsNew),
            chosen(Action::LimitsEdit),
            chosen(Action::LimitsEnd),
            Offer::when(
                Action::LimitsPreview,
                self.grid.chosen().is_some(),
                t::NONE_CHOSEN,
            ),
        ];
        if self.one.is_some() {
            offers.push(Offer::on(Action::ListFilter));
        }
        offers.push(Offer::on(Action::ListBack));
        offers
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        Self::read(ctx)
    }

    fn on_arrival(&mut self, arrival: Arrival, _ctx: &Ctx) -> Vec<Effect> {
        match arrival {
            Arrival::Limits {
                draw,
                lottery,
                name,
            } => {
                self.one = Some(OneDraw {
                    draw,
                    lottery,
                    name,
                });
                self.only_one = true;
                if self.grid.loaded() {
                    self.sift();
                }
            }
            Arrival::Ticket(_)
            | Arrival::Draw(_)
            | Arrival::Scan(_)
            | Arrival::Audit(_)
            | Arrival::Import(_) => {}
        }
        Vec::new()
    }

    fn on_text(&mut self, input: &TextInput, _ctx: &Ctx) -> Vec<Effect> {
        if let Some(draft) = &mut self.draft {
            draft.form.on_text(input);
        }
        Vec::new()
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if let Some(past) = &mut self.past {
            let moved = past.grid_mut().on_action(action);
            if moved == Moved::Ignored && action == Action::ListBack {
                self.past = None;
            }
            return Vec::new();
        }
        if action == Action::LimitsPreview {
            return self.try_on_past(ctx);
        }
        if self.editing {
            return self.on_form(action, ctx);
        }
        if self.grid.on_action(action) != Moved::Ignored {
            return Vec::new();
        }
        match action {
            Action::LimitsNew => self.begin(ctx),
            Action::LimitsEdit => self.edit(ctx),
            Action::ListOpen => match self.off() {
                Some(why) => vec![Effect::note(why)],
                None => self.edit(ctx),
            },
            Action::LimitsEnd => self.ask_to_end(ctx),
            Action::ListFilter if self.one.is_some() => {
                self.only_one = !self.only_one;
                self.sift();
                Vec::new()
            }
            Action::ListRefresh => Self::read(ctx),
            Action::ListBack => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        let ending = self.ending.take();
        match (slot, outcome, ending) {
            (END, Outcome::Confirmed, Some(rule)) => {
                let key = ctx.fresh_key();
                vec![Effect::Ask(END, Request::EndLimit { key, rule })]
            }
            _ => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match (slot, reply) {
            (SAVE, Reply::Done(_)) => return self.saved(ctx),
            (SAVE, Reply::Refused(refusals)) => {
                self.editing = self.draft.is_some();
                if let Some(draft) = &mut self.draft {
                    draft.refuse(refusals, ctx);
                }
            }
            (END, Reply::Done(_)) => {
                let mut effects = Self::read(ctx);
                effects.push(Effect::good(t::ENDED));
                return effects;
            }
            (PAST, Reply::Done(answer)) => {
                if let (Answer::LimitPreview(found), Some(past)) = (&**answer, &mut self.past) {
                    past.learn(found);
                }
            }
            (PAST, Reply::Refused(_) | Reply::Failed(_)) => {
                self.past = None;
                return refusal::show(reply);
            }
            // without these the form offers less; the list is what matters
            (VENTANAS | USERS | LOTTERIES, Reply::Refused(_) | Reply::Failed(_)) => {}
            (_, Reply::Done(answer)) => self.learn(answer),
            (_, Reply::Refused(_) | Reply::Failed(_)) => return refusal::show(reply),
        }
        Vec::new()
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        if let Some(past) = &self.past {
            return past.render(area, buf, ctx);
        }
        match self.draft.as_ref().filter(|_| self.editing) {
            Some(draft) => Self::render_form(draft, area, buf, ctx),
            None => self.render_list(area, buf, ctx),
        }
    }
}

impl Limits {
    fn learn(&mut self, answer: &Answer) {
        if let Answer::Limits(rows) = answer {
            self.all.clone_from(rows);
            self.sift();
        } else if let Answer::Lotteries(rows) = answer {
            let known = |row: &crate::ops::LotteryRow| KnownLottery {
                id: row.id,
                name: row.name.clone(),
                digits: row.rules.digits,
                prices: row
                    .multipliers
                    .iter()
                    .map(|price| (price.id, price.name.clone()))
                    .collect(),
            };
            self.known.lotteries = rows.iter().map(known).collect();
        } else if let Answer::Ventanas(rows) = answer {
            self.known.scopes.ventanas.clone_from(rows);
        } else if let Answer::Users(rows) = answer {
            self.known.scopes.users.clone_from(rows);
        }
    }
}
