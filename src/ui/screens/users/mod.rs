//! Users and shops: who may sign in, in which role, for which shop. Nothing is deleted, only switched off.

mod draft;
mod view;

use crate::domain::{Right, Role};
use crate::ops::{Answer, Reply, Request, UserRow, VentanaRow};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Outcome, fact};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Text, frame, refusal, users as t};
use crate::ui::widgets::Grid;
use draft::Draft;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const USERS: Slot = Slot("users");
const VENTANAS: Slot = Slot("ventanas");
const FORM: Slot = Slot("form");
const TOGGLE: Slot = Slot("toggle");
const SAVE: Slot = Slot("save");

/// Which list takes the keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    Users,
    Ventanas,
}

/// The users' screen.
#[derive(Default)]
pub(super) struct Users {
    users: Grid<UserRow>,
    ventanas: Grid<VentanaRow>,
    pane: Pane,
    draft: Option<Draft>,
    toggle: Option<Request>,
}

impl Users {
    fn read() -> Vec<Effect> {
        vec![
            Effect::Ask(USERS, Request::Users),
            Effect::Ask(VENTANAS, Request::Ventanas),
        ]
    }

    fn begin(&mut self, draft: Option<Draft>, ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = draft else {
            return vec![Effect::note(t::CHOOSE_FIRST)];
        };
        let prompt = draft.prompt(ctx);
        self.draft = Some(draft);
        vec![Effect::open(FORM, prompt)]
    }

    fn new_row(&self, ctx: &Ctx) -> Draft {
        match self.pane {
            Pane::Users => Draft::new_user(self.ventanas.rows(), ctx),
            Pane::Ventanas => Draft::new_ventana(ctx),
        }
    }

    fn chosen_row(&self, ctx: &Ctx) -> Option<Draft> {
        match self.pane {
            Pane::Users => {
                let row = self.users.chosen()?;
                Some(Draft::of_user(row, self.ventanas.rows(), ctx))
            }
            Pane::Ventanas => Some(Draft::of_ventana(self.ventanas.chosen()?, ctx)),
        }
    }

    /// Asks before somebody or a shop is switched off or on.
    fn ask_to_toggle(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = self.chosen_row(ctx) else {
            return vec![Effect::note(t::CHOOSE_FIRST)];
        };
        let active = draft.active();
        let (question, yes) = match (active, self.pane) {
            (true, Pane::Users) => (t::OFF_ASK, t::SWITCH_OFF),
            (true, Pane::Ventanas) => (t::VENTANA_OFF_ASK, t::SWITCH_OFF),
            (false, _) => (t::ON_ASK, t::SWITCH_ON),
        };
        let name = frame::PLAIN.with("text", draft.name());
        let facts = vec![fact(t::NAME, name)];
        self.toggle = Some(draft.toggled(ctx));
        self.draft = Some(draft);
        vec![Effect::open(
            TOGGLE,
            Confirm::new(yes, facts, question, yes),
        )]
    }

    fn filled(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = &mut self.draft else {
            return Vec::new();
        };
        vec![Effect::Ask(SAVE, draft.request(values, ctx))]
    }

    fn saved(&mut self) -> Vec<Effect> {
        let mut effects = Self::read();
        if let Some(draft) = self.draft.take() {
            effects.push(Effect::good(t::SAVED.with("name", draft.name())));
        }
        self.toggle = None;
        effects
    }

    /// What was typed opens again, with the reason beside its field.
    fn not_saved(&mut self, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let toggled = self.toggle.take().is_some();
        let Some(draft) = self.draft.as_ref().filter(|_| !toggled) else {
            return refusal::show(reply);
        };
        match reply {
            Reply::Refused(refusals) => vec![Effect::open(FORM, draft.refused(refusals, ctx))],
            Reply::Failed(fault) => vec![
                Effect::open(FORM, draft.prompt(ctx)),
                Effect::bad(refusal::fault(fault)),
            ],
            Reply::Done(_) => Vec::new(),
        }
    }

    /// Why the chosen row cannot be changed now, if so.
    fn why_not(&self, ctx: &Ctx) -> Option<Text> {
        if ctx.waits(SAVE) {
            return Some(t::WAIT);
        }
        let houses_own = self.pane == Pane::Ventanas && !ctx.may(Right::RunHouse);
        houses_own.then_some(t::ONLY_ADMIN)
    }
}

impl Screen for Users {
    fn id(&self) -> ScreenId {
        ScreenId::Users
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        let why = self.why_not(ctx);
        let offer = |action| match why {
            Some(why) => Offer::off(action, why),
            None => Offer::on(action),
        };
        let pin = match self.pane {
            Pane::Users => offer(Action::UsersPin),
            Pane::Ventanas => Offer::off(Action::UsersPin, t::CHOOSE_FIRST),
        };
        vec![
            offer(Action::UsersNew),
            offer(Action::UsersEdit),
            pin,
            offer(Action::UsersToggle),
            Offer::on(Action::ListNextPane),
            Offer::on(Action::ListBack),
        ]
    }

    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        Self::read()
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        if action == Action::UsersNew {
            let draft = self.new_row(ctx);
            return self.begin(Some(draft), ctx);
        }
        if action == Action::UsersEdit
            || (action == Action::ListOpen && self.why_not(ctx).is_none())
        {
            let draft = self.chosen_row(ctx);
            return self.begin(draft, ctx);
        }
        if action == Action::UsersPin {
            let draft = self.chosen_row(ctx).map(Draft::for_pin);
            return self.begin(draft, ctx);
        }
        if action == Action::UsersToggle {
            return self.ask_to_toggle(ctx);
        }
        if action == Action::ListNextPane {
            self.pane = match self.pane {
                Pane::Users => Pane::Ventanas,
                Pane::Ventanas => Pane::Users,
            };
            return Vec::new();
        }
        if action == Action::ListRefresh {
            return Self::read();
        }
        if action == Action::ListBack {
            return vec![Effect::Back];
        }
        match self.pane {
            Pane::Users => self.users.on_action(action),
            Pane::Ventanas => self.ventanas.on_action(action),
        };
        Vec::new()
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match outcome {
            Outcome::Filled(values) if slot == FORM => self.filled(values, ctx),
            Outcome::Confirmed if slot == TOGGLE => {
                let request = self.toggle.clone();
                request
                    .map(|request| Effect::Ask(SAVE, request))
                    .into_iter()
                    .collect()
            }
            Outcome::Filled(_) | Outcome::Confirmed | Outcome::Dismissed | Outcome::Picked(_) => {
                self.toggle = None;
                Vec::new()
            }
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            return if slot == SAVE {
                self.not_saved(reply, ctx)
            } else {
                refusal::show(reply)
            };
        };
        if let Answer::Users(rows) = answer.as_ref() {
            self.users.set(rows.clone(), false);
        } else if let Answer::Ventanas(rows) = answer.as_ref() {
            self.ventanas.set(rows.clone(), false);
        } else if slot == SAVE {
            return self.saved();
        }
        Vec::new()
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        view::render(self, area, buf, ctx);
    }
}

/// The roles that the person signed in may give.
fn roles(ctx: &Ctx) -> &'static [Role] {
    match ctx.session.map(|session| session.role) {
        Some(Role::Admin) => &[Role::Vendedor, Role::Ventana, Role::Admin],
        Some(Role::Ventana | Role::Vendedor) | None => &[Role::Vendedor],
    }
}
