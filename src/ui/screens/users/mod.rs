//! Users and shops: who may sign in, in which role, for which shop. Nothing is deleted, only switched off. Their sessions, and
//! the table of rights.

mod draft;
mod rights;
mod sessions;
mod view;

use crate::domain::rights::RightRow;
use crate::domain::{ImportWhat, Right, Role};
use crate::ops::{Answer, Reply, Request, SessionRow, UnlockUser, UserRow, VentanaRow};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::overlays::{Confirm, Outcome, fact};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Text, frame, refusal, users as t};
use crate::ui::widgets::{Column, Grid, Side, Span};
use draft::Draft;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const USERS: Slot = Slot("users");
const VENTANAS: Slot = Slot("ventanas");
const SESSIONS: Slot = Slot("sessions");
const END: Slot = Slot("sessions.end");
const ENDED: Slot = Slot("sessions.ended");
const UNLOCK: Slot = Slot("users.unlock");
const FORM: Slot = Slot("form");
const TOGGLE: Slot = Slot("toggle");
const SAVE: Slot = Slot("save");

/// Which list takes the keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    Users,
    Ventanas,
    Sessions,
    Rights,
}

/// The users' screen.
pub(super) struct Users {
    users: Grid<UserRow>,
    ventanas: Grid<VentanaRow>,
    sessions: Grid<SessionRow>,
    rights: Grid<RightRow>,
    pane: Pane,
    draft: Option<Draft>,
    toggle: Option<Request>,
    /// Whose sessions are being ended, or who is let in again.
    whom: String,
}

impl Default for Users {
    fn default() -> Self {
        Self {
            users: Grid::default(),
            ventanas: Grid::default(),
            sessions: Grid::default(),
            rights: rights::all(),
            pane: Pane::default(),
            draft: None,
            toggle: None,
            whom: String::new(),
        }
    }
}

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

impl Users {
    fn read() -> Vec<Effect> {
        vec![
            Effect::Ask(USERS, Request::Users),
            Effect::Ask(VENTANAS, Request::Ventanas),
            Effect::Ask(SESSIONS, Request::Sessions),
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
            Pane::Ventanas => Draft::new_ventana(ctx),
            Pane::Users | Pane::Sessions | Pane::Rights => {
                Draft::new_user(self.ventanas.rows(), ctx)
            }
        }
    }

    fn chosen_row(&self, ctx: &Ctx) -> Option<Draft> {
        match self.pane {
            Pane::Users => {
                let row = self.users.chosen()?;
                Some(Draft::of_user(row, self.ventanas.rows(), ctx))
            }
            Pane::Ventanas => Some(Draft::of_ventana(self.ventanas.chosen()?, ctx)),
            Pane::Sessions | Pane::Rights => None,
        }
    }

    /// Asks before somebody or a shop is switched off or on.
    fn ask_to_toggle(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(draft) = self.chosen_row(ctx) else {
            return vec![Effect::note(t::CHOOSE_FIRST)];
        };
        let active = draft.active();
        let (question, yes) = match (active, self.pane) {
            (true, Pane::Ventanas) => (t::VENTANA_OFF_ASK, t::SWITCH_OFF),
            (true, _) => (t::OFF_ASK, t::SWITCH_OFF),
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

    /// Asks before a session is ended, or all of a person's.
    fn ask_to_end(&mut self, all: bool, ctx: &Ctx) -> Vec<Effect> {
        let row = self.sessions.chosen();
        if !all && row.is_some_and(|row| row.own) {
            return vec![Effect::note(t::END_OWN.with("key", Action::SessionLeave))];
        }
        let name = row.map(|row| row.name.clone());
        let Some((request, confirm)) = self.ending(all, ctx) else {
            return vec![Effect::note(t::CHOOSE_FIRST)];
        };
        self.whom = name.unwrap_or_default();
        self.toggle = Some(request);
        vec![Effect::open(END, confirm)]
    }

    /// Lets the chosen person sign in again.
    fn unlock(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let locked = |row: &&UserRow| row.locked_until.is_some_and(|until| until > ctx.now);
        let Some(row) = self.users.chosen().filter(locked) else {
            return vec![Effect::note(t::NOT_LOCKED)];
        };
        self.whom.clone_from(&row.name);
        let (key, user) = (ctx.fresh_key(), row.id);
        vec![Effect::Ask(
            UNLOCK,
            Request::UnlockUser(UnlockUser { key, user }),
        )]
    }

    /// What the chosen person did, in the log.
    fn log(&self) -> Vec<Effect> {
        let username = match self.pane {
            Pane::Sessions => self.sessions.chosen().map(|row| row.username.clone()),
            Pane::Users | Pane::Ventanas | Pane::Rights => {
                self.users.chosen().map(|row| row.username.clone())
            }
        };
        let Some(username) = username else {
            return vec![Effect::note(t::CHOOSE_FIRST)];
        };
        let line = format!("user:{username}");
        vec![Effect::GoWith(ScreenId::Audit, Arrival::Audit(line))]
    }

    /// The lists after a change, and what it was.
    fn done(slot: Slot, name: &str) -> Vec<Effect> {
        let say = if slot == UNLOCK {
            t::UNLOCKED
        } else {
            t::ENDED
        };
        let mut effects = Self::read();
        effects.push(Effect::good(say.with("name", name)));
        effects
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
            Pane::Ventanas | Pane::Sessions | Pane::Rights => {
                Offer::off(Action::UsersPin, t::CHOOSE_FIRST)
            }
        };
        let session = self.pane == Pane::Sessions && self.sessions.chosen().is_some();
        if self.pane == Pane::Sessions {
            return vec![
                Offer::when(Action::SessionsEnd, session, t::CHOOSE_FIRST),
                Offer::when(Action::SessionsEndAll, session, t::CHOOSE_FIRST),
                Offer::when(Action::UsersLog, session, t::CHOOSE_FIRST),
                Offer::on(Action::ListNextPane),
                Offer::on(Action::ListRefresh),
                Offer::on(Action::ListBack),
            ];
        }
        if self.pane == Pane::Rights {
            return vec![Offer::on(Action::ListNextPane), Offer::on(Action::ListBack)];
        }
        let locked = |row: &UserRow| row.locked_until.is_some_and(|until| until > ctx.now);
        let unlock = self.pane == Pane::Users && self.users.chosen().is_some_and(locked);
        vec![
            offer(Action::UsersNew),
            offer(Action::UsersEdit),
            pin,
            offer(Action::UsersToggle),
            Offer::when(Action::UsersUnlock, unlock, t::NOT_LOCKED),
            Offer::when(Action::UsersLog, self.pane == Pane::Users, t::CHOOSE_FIRST),
            Offer::on(Action::ListNextPane),
            Offer::on(Action::ListBack),
            Offer::on(Action::UsersImport),
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
                Pane::Ventanas => Pane::Sessions,
                Pane::Sessions => Pane::Rights,
                Pane::Rights => Pane::Users,
            };
            return if self.pane == Pane::Sessions {
                vec![Effect::Ask(SESSIONS, Request::Sessions)]
            } else {
                Vec::new()
            };
        }
        match action {
            Action::UsersUnlock => return self.unlock(ctx),
            Action::UsersLog => return self.log(),
            Action::UsersImport => {
                let what = if self.pane == Pane::Ventanas {
                    ImportWhat::Shops
                } else {
                    ImportWhat::Users
                };
                return vec![Effect::GoWith(ScreenId::Import, Arrival::Import(what))];
            }
            Action::SessionsEnd => return self.ask_to_end(false, ctx),
            Action::SessionsEndAll => return self.ask_to_end(true, ctx),
            _ => {}
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
            Pane::Sessions => self.sessions.on_action(action),
            Pane::Rights => self.rights.on_action(action),
        };
        Vec::new()
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match outcome {
            Outcome::Filled(values) if slot == FORM => self.filled(values, ctx),
            Outcome::Confirmed if slot == END => {
                let request = self.toggle.take();
                request
                    .map(|request| Effect::Ask(ENDED, request))
                    .into_iter()
                    .collect()
            }
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
        } else if let Answer::Sessions(rows) = answer.as_ref() {
            self.sessions.set(rows.clone(), false);
        } else if slot == ENDED || slot == UNLOCK {
            return Self::done(slot, &self.whom);
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
