//! What becomes of the effects that screens return.

use super::{App, Asker, Owner};
use crate::domain::Role;
use crate::ops::{Request, SignedIn};
use crate::ui::effect::{Arrival, Effect, Errand, Toast, Tone};
use crate::ui::screen::ScreenId;
use crate::ui::text::{Lang, frame};
use crate::ui::theme::Themes;
use chrono::TimeDelta;

/// How many screens Back remembers.
const REMEMBERED: usize = 16;

impl App {
    pub(super) fn perform(&mut self, from: ScreenId, effect: Effect) {
        match effect {
            Effect::Ask(slot, request) => self.ask(Asker::Screen(from, slot), request),
            Effect::AskApproved(slot, request, refusal) => {
                self.ask_approved(Asker::Screen(from, slot), &request, *refusal);
            }
            Effect::Go(id) => self.go(id),
            Effect::GoWith(id, arrival) => self.go_with(id, arrival),
            Effect::Back => self.go_back(),
            Effect::Open(slot, overlay) => self.open(Owner::Screen(from, slot), *overlay),
            Effect::Toast(toast) => self.toast(toast),
            Effect::Copy(text) => {
                self.errands.push(Errand::Copy(text));
                let say = frame::COPIED.into();
                self.toast(Toast {
                    tone: Tone::Good,
                    say,
                });
            }
            Effect::Save { name, bytes } => self.errands.push(Errand::Save { name, bytes }),
            Effect::Load(slot, path) => self.errands.push(Errand::Load {
                screen: from,
                slot,
                path,
            }),
            Effect::SignedIn(session) => self.sign_in(*session),
            Effect::SignOut => self.sign_out(),
            Effect::Bell => self.errands.push(Errand::Bell),
            Effect::Quit => self.quit(),
        }
    }

    pub(super) fn go(&mut self, id: ScreenId) {
        let allowed = {
            let ctx = self.ctx(&[]);
            id.right().is_none_or(|right| ctx.may(right))
        };
        if !allowed {
            let say = id
                .go()
                .map_or_else(|| id.title().into(), super::keys::no_right);
            return self.perform(self.current, Effect::bad(say));
        }
        if id == self.current {
            return;
        }
        self.drop_held();
        self.back.push(self.current);
        if self.back.len() > REMEMBERED {
            self.back.remove(0);
        }
        self.show(id);
    }

    fn go_with(&mut self, id: ScreenId, arrival: Arrival) {
        self.go(id);
        if self.current == id {
            self.with_screen(id, |screen, ctx| screen.on_arrival(arrival, ctx));
        }
    }

    fn go_back(&mut self) {
        let before = self
            .back
            .pop()
            .filter(|id| self.session.is_some() && id.go().is_some());
        let home = self.session.as_ref().map(first_screen);
        if let Some(id) = before.or(home).filter(|id| *id != self.current) {
            self.drop_held();
            self.show(id);
        }
    }

    pub(super) fn toast(&mut self, toast: Toast) {
        let seconds = match toast.tone {
            Tone::Good | Tone::Plain => 5,
            Tone::Bad => 10,
        };
        self.toast = Some((toast, self.at + TimeDelta::seconds(seconds)));
    }

    fn sign_in(&mut self, session: SignedIn) {
        self.voice.zone = session.zone;
        self.screens.clear();
        let resumed = self.resumed(&session);
        let first = resumed.unwrap_or_else(|| first_screen(&session));
        self.session = Some(session);
        self.back.clear();
        self.overlays.clear();
        self.drafts.clear();
        self.held.clear();
        self.last_key = self.at;
        self.toast = None;
        self.ask(Asker::Status, Request::Home);
        self.begin_pulse();
        self.show(first);
        if self.session.as_ref().is_some_and(|own| own.must_change) {
            self.ask_own_pin();
        }
    }

    fn sign_out(&mut self) {
        self.jobs.forget();
        self.ask(Asker::SignOut, Request::SignOut);
        self.end_session();
    }

    /// Returns to the sign-in; everything of the person is forgotten.
    pub(super) fn end_session(&mut self) {
        self.session = None;
        self.screens.clear();
        self.back.clear();
        self.overlays.clear();
        self.drafts.clear();
        self.held.clear();
        self.status_at = None;
        self.pulse = super::pulse::Heart::default();
        self.status.draws.clear();
        self.status.drawer_open = None;
        self.status.drawer_elsewhere = None;
        self.status.counting = false;
        self.show(ScreenId::SignIn);
    }

    pub(super) fn quit(&mut self) {
        self.errands.push(Errand::Quit);
    }

    /// Shows another language and theme. An unreadable theme changes nothing: all of them were read when they were added.
    pub(super) fn look(&mut self, lang: Lang, theme: &str) {
        self.voice.lang = lang;
        if let Ok(theme) = Themes::load(&self.themes, theme) {
            self.theme = theme;
        }
    }
}

/// Cashiers start in Sell, everybody else at Home.
fn first_screen(session: &SignedIn) -> ScreenId {
    match session.role {
        Role::Vendedor => ScreenId::Sell,
        Role::Ventana | Role::Admin => ScreenId::Home,
    }
}
