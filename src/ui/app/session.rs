//! A session that ended without its person: who comes back finds the screens as they were. And the own PIN, changed.

use super::jobs::Asker;
use super::{App, Owner};
use crate::domain::{Role, UserId, VentanaId};
use crate::ops::{Refusal, Reply, Request, Secret, SignedIn};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Toast, Tone};
use crate::ui::overlays::{Outcome, Overlay, Prompt};
use crate::ui::screen::{Screen, ScreenId};
use crate::ui::text::{Say, frame, refusal, users};
use crate::ui::widgets::Field;
use std::collections::BTreeMap;

/// Whose screens they are: the same person in the same place.
type Whose = (UserId, Role, Option<VentanaId>);

/// What was on the screens of somebody whose session was ended.
pub(super) struct Kept {
    of: Whose,
    screens: BTreeMap<ScreenId, Box<dyn Screen>>,
    current: ScreenId,
}

fn whose(session: &SignedIn) -> Whose {
    let ventana = session.ventana.as_ref().map(|(id, _)| *id);
    (session.user, session.role, ventana)
}

/// What says that a session is over, if anything does.
pub(super) fn over(reply: &Reply) -> Option<Say> {
    let Reply::Refused(all) = reply else {
        return None;
    };
    all.iter().find_map(|one| match one {
        Refusal::NotSignedIn => Some(frame::SESSION_ENDED.into()),
        Refusal::SessionRevoked { .. } => Some(refusal::sentence(one)),
        _ => None,
    })
}

impl App {
    /// The session is over, and not by its person: that is said, and what is typed waits for them.
    pub(super) fn session_over(&mut self, why: Say) {
        let of = self.session.as_ref().map(whose);
        let screens = std::mem::take(&mut self.screens);
        let current = self.current;
        self.end_session();
        self.kept = of.map(|of| Kept {
            of,
            screens,
            current,
        });
        self.toast(Toast {
            tone: Tone::Bad,
            say: why,
        });
    }

    /// The screens of before, where the same person came back to the same place; the one that was shown.
    pub(super) fn resumed(&mut self, session: &SignedIn) -> Option<ScreenId> {
        let kept = self.kept.take().filter(|kept| kept.of == whose(session))?;
        self.screens = kept.screens;
        self.screens.remove(&ScreenId::SignIn);
        kept.current.go().map(|_| kept.current)
    }

    /// Asks for the own PIN and another one.
    pub(super) fn ask_own_pin(&mut self) {
        let fields = vec![
            Field::secret(frame::OLD_PIN),
            Field::secret(users::NEW_PIN),
            Field::secret(users::AGAIN),
        ];
        let made_up = self.session.as_ref().is_some_and(|own| own.must_change);
        let facts = made_up.then(|| crate::ui::overlays::fact(frame::PIN, frame::PIN_MADE_UP));
        let facts = facts.into_iter().collect();
        let prompt = Prompt::new(frame::CHANGE_PIN, facts, fields).checked(check);
        self.open(Owner::OwnPin, prompt.into());
    }

    pub(super) fn own_pin(&mut self, mut overlay: Overlay, outcome: Outcome) {
        let (Outcome::Filled(values), Overlay::Prompt(prompt)) = (outcome, &mut overlay) else {
            return;
        };
        prompt.wait();
        let mut values = values.into_iter().map(Secret::new);
        let (Some(old), Some(new)) = (values.next(), values.next()) else {
            return;
        };
        let key = crate::domain::Id::new(self.source.uuid());
        self.overlays.push((Owner::OwnPin, overlay));
        self.ask(Asker::OwnPin, Request::ChangePin { key, old, new });
    }

    pub(super) fn own_pin_changed(&mut self, reply: &Reply) {
        match reply {
            Reply::Done(_) => {
                if let Some(session) = &mut self.session {
                    session.must_change = false;
                }
                self.overlays.retain(|(owner, _)| *owner != Owner::OwnPin);
                self.toast(Toast {
                    tone: Tone::Good,
                    say: frame::PIN_CHANGED.into(),
                });
            }
            Reply::Refused(refusals) => {
                let weak = |one: &Refusal| matches!(one, Refusal::WeakPin { .. });
                let field = usize::from(refusals.iter().any(weak));
                self.refuse_prompt(Owner::OwnPin, field, &refusal::first(refusals));
            }
            Reply::Failed(fault) => {
                self.refuse_prompt(Owner::OwnPin, 0, &refusal::fault(fault));
            }
        }
    }
}

fn check(values: &[String], _: &Ctx) -> Result<(), (usize, Say)> {
    let empty = values.iter().position(String::is_empty);
    if let Some(place) = empty {
        return Err((place, users::MISSING.into()));
    }
    if values.get(1) != values.get(2) {
        return Err((2, users::PINS_DIFFER.into()));
    }
    Ok(())
}
