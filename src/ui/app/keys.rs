//! The way of a key: the top dialog, else the screen; the keymap gives the action; right and possibility are checked here.
//! While a command of the screen is under way, what must not overtake its answer waits in order.

use super::{App, Asker, Owner, Typed};
use crate::ops::Request;
use crate::ui::action::{Action, Layer};
use crate::ui::effect::{Effect, Errand};
use crate::ui::input::TextInput;
use crate::ui::key::Key;
use crate::ui::keymap::Keymap;
use crate::ui::overlays::{Confirm, Help, LookPicker, Outcome, Overlay, Palette, Prompt, Step};
use crate::ui::screen::Offer;
use crate::ui::text::{Say, frame};
use crate::ui::widgets::Field;

/// What a key or a paste means at the moment.
enum Meaning {
    Text(TextInput),
    Action(Action),
}

impl App {
    pub(super) fn typed(&mut self, typed: Typed) {
        if let Typed::Key(key) = &typed
            && self.scanned(*key)
        {
            return;
        }
        if !self.overlays.is_empty() {
            return self.typed_in_dialog(typed);
        }
        let Some(meaning) = self.meaning(&typed) else {
            return;
        };
        if let Meaning::Action(action) = meaning
            && action.row().layer == Layer::Global
        {
            return self.act(action);
        }
        if !self.held.is_empty() || self.must_wait(&meaning) {
            self.held.push_back(typed);
        } else {
            self.meant(meaning);
        }
    }

    /// Lets what waited go on, in order, as far as nothing under way holds it back again.
    pub(super) fn release(&mut self) {
        while self.overlays.is_empty()
            && let Some(typed) = self.held.front()
        {
            match self.meaning(typed) {
                Some(meaning) if self.must_wait(&meaning) => return,
                Some(meaning) => {
                    self.held.pop_front();
                    self.meant(meaning);
                }
                None => {
                    self.held.pop_front();
                }
            }
        }
    }

    /// After a refusal nothing that waited may act on what is there now: typed text is kept up to the first action, the rest is
    /// dropped and said so.
    pub(super) fn release_text_only(&mut self) {
        while let Some(typed) = self.held.front()
            && let Some(Meaning::Text(text)) = self.meaning(typed)
        {
            self.held.pop_front();
            self.meant(Meaning::Text(text));
        }
        self.drop_held();
    }

    /// Drops what waited, and says so.
    pub(super) fn drop_held(&mut self) {
        let dropped = self.held.len();
        if dropped > 0 {
            self.held.clear();
            let say = frame::KEYS_DROPPED.with("n", dropped);
            self.perform(self.current, Effect::note(say));
        }
    }

    fn must_wait(&self, meaning: &Meaning) -> bool {
        let action = match meaning {
            Meaning::Text(_) => None,
            Meaning::Action(action) => Some(*action),
        };
        let screen = self.screens.get(&self.current);
        !self.jobs.slots(self.current).is_empty()
            && screen.is_some_and(|screen| screen.holds(action))
    }

    fn meaning(&self, typed: &Typed) -> Option<Meaning> {
        let screen = self.screens.get(&self.current);
        let typing = screen.is_some_and(|screen| screen.typing());
        let picks = screen.is_some_and(|screen| screen.picks_by_digit());
        match typed {
            Typed::Paste(text) => Some(Meaning::Text(TextInput::Paste(text.clone()))),
            Typed::Key(key) => {
                let text = Keymap::text(*key)
                    .filter(|text| typing || (picks && matches!(text, TextInput::Char('0'..='9'))));
                let below = if typing { Layer::Form } else { Layer::List };
                let layers = [Layer::Screen(self.current), below, Layer::Global];
                text.map(Meaning::Text)
                    .or_else(|| self.keymap.action(*key, &layers).map(Meaning::Action))
            }
        }
    }

    fn meant(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Text(text) => {
                self.with_screen(self.current, |screen, ctx| screen.on_text(&text, ctx));
            }
            Meaning::Action(action) => self.act(action),
        }
    }

    /// What the present screen offers; what the person has no right to is off.
    pub(super) fn offers(&self) -> Vec<Offer> {
        let slots = self.jobs.slots(self.current);
        let ctx = self.ctx(&slots);
        let mut offers = self
            .screens
            .get(&self.current)
            .map(|screen| screen.offers(&ctx))
            .unwrap_or_default();
        for offer in &mut offers {
            let right = offer.action.row().right;
            if self.session.is_some() && right.is_some_and(|right| !ctx.may(right)) {
                offer.off = Some(no_right(offer.action));
            }
        }
        offers
    }

    /// Does what an action means, if it is offered and possible.
    pub(super) fn act(&mut self, action: Action) {
        let row = action.row();
        let offer = self
            .offers()
            .into_iter()
            .find(|offer| offer.action == action);
        match (row.layer, offer) {
            (Layer::Global, _) => self.act_everywhere(action),
            (Layer::Screen(id), None) if id == self.current => {}
            (Layer::Screen(id), _) if id != self.current => {}
            (_, Some(Offer { off: Some(why), .. })) => {
                self.perform(self.current, Effect::note(why));
            }
            _ => self.with_screen(self.current, |screen, ctx| screen.on_action(action, ctx)),
        }
    }

    fn act_everywhere(&mut self, action: Action) {
        if self.session.is_none() && !action.needs_nobody() {
            return;
        }
        let slots = [];
        if action
            .row()
            .right
            .is_some_and(|right| !self.ctx(&slots).may(right))
        {
            return self.perform(self.current, Effect::bad(no_right(action)));
        }
        if let Some(id) = action.destination() {
            return self.go(id);
        }
        match action {
            Action::HelpOpen => self.open(
                Owner::Nobody,
                Overlay::Help(Help::new(self.current, self.offers())),
            ),
            Action::PaletteOpen => self.open(
                Owner::Nobody,
                Overlay::Palette(Palette::new(self.current, self.offers())),
            ),
            Action::LookOpen => {
                let picker = LookPicker::new(
                    self.themes.names().to_vec(),
                    self.voice.lang,
                    &self.theme.name,
                );
                self.open(Owner::Look, Overlay::Look(picker));
            }
            Action::SessionLock => self.lock(),
            Action::SessionPin => self.ask_own_pin(),
            Action::SessionLeave => self.ask_to_end(Owner::Leave),
            Action::AppQuit if self.session.is_none() && !self.busy() && !self.keeps_typed() => {
                self.errands.push(Errand::Quit);
            }
            Action::AppQuit => self.ask_to_end(Owner::Quit),
            Action::AppRedraw => self.errands.push(Errand::Redraw),
            _ => {}
        }
    }

    fn keeps_typed(&self) -> bool {
        self.screens.values().any(|screen| screen.keeps_typed())
    }

    /// Signing out or quitting: not while a command is under way, and never by one stray key.
    fn ask_to_end(&mut self, owner: Owner) {
        let (title, question, yes) = match (owner, self.busy()) {
            // Nobody is held at a console whose server does not answer any more.
            (Owner::Quit, true) => (frame::QUIT, frame::QUIT_BUSY, frame::QUIT),
            (_, true) => return self.perform(self.current, Effect::bad(frame::WAIT_FOR_COMMAND)),
            (Owner::Quit, false) => (frame::QUIT, frame::QUIT_ASK, frame::QUIT),
            (_, false) => (frame::LEAVE, frame::LEAVE_ASK, frame::LEAVE),
        };
        let aside = self
            .screens
            .values()
            .filter_map(|screen| screen.sets_aside());
        let facts = aside
            .map(|say| crate::ui::overlays::fact(frame::LOST, say))
            .collect();
        self.open(owner, Confirm::new(title, facts, question, yes).into());
    }

    pub(super) fn open(&mut self, owner: Owner, mut overlay: Overlay) {
        if let Overlay::Prompt(prompt) = &mut overlay {
            let drafts = self.drafts.iter().filter(|(of, _)| *of == owner);
            drafts.for_each(|(_, draft)| prompt.resume(draft));
        }
        self.overlays.push((owner, overlay));
    }

    pub(super) fn locked(&self) -> bool {
        self.overlays.iter().any(|(owner, _)| *owner == Owner::Lock)
    }

    pub(super) fn lock(&mut self) {
        let Some(session) = &self.session else { return };
        if !self.locked() {
            let facts = vec![crate::ui::overlays::fact(
                frame::USER,
                frame::PLAIN.with("text", session.name.as_str()),
            )];
            let pin = vec![Field::secret(frame::PIN)];
            // A key that was still on its way is no try.
            let prompt = Prompt::new(frame::LOCKED, facts, pin).checked(|values, _| {
                let typed = values.iter().any(|value| !value.is_empty());
                typed.then_some(()).ok_or((0, frame::PIN_MISSING.into()))
            });
            self.open(Owner::Lock, prompt.locked().into());
            self.ask(Asker::Lock, Request::Lock);
        }
    }

    fn typed_in_dialog(&mut self, typed: Typed) {
        let key = match typed {
            Typed::Paste(text) => {
                return self.step(|overlay, ctx| overlay.on_text(&TextInput::Paste(text), ctx));
            }
            Typed::Key(key) => key,
        };
        if let Some(text) = Keymap::text(key) {
            return self.step(|overlay, ctx| overlay.on_text(&text, ctx));
        }
        if let Some(action) = self.keymap.action(key, &[Layer::Dialog]) {
            return self.step(|overlay, ctx| overlay.on_action(action, ctx));
        }
        self.typed_over_dialog(key);
    }

    /// The few keys that work although a dialog is open: redraw, and leaving a locked screen to somebody else.
    fn typed_over_dialog(&mut self, key: Key) {
        match self.keymap.action(key, &[Layer::Global]) {
            Some(Action::AppRedraw) => self.errands.push(Errand::Redraw),
            Some(Action::SessionLeave) if self.locked() => self.ask_to_end(Owner::Leave),
            Some(Action::AppQuit) if self.locked() => self.ask_to_end(Owner::Quit),
            Some(Action::HelpOpen | Action::PaletteOpen) if !self.locked() => {
                let top = self.overlays.last();
                if matches!(top, Some((_, Overlay::Help(_) | Overlay::Palette(_)))) {
                    self.overlays.pop();
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, act: impl FnOnce(&mut Overlay, &crate::ui::ctx::Ctx) -> Step) {
        let Some((owner, mut overlay)) = self.overlays.pop() else {
            return;
        };
        let slots = self.jobs.slots(self.current);
        let step = act(&mut overlay, &self.ctx(&slots));
        match step {
            Step::Stay => self.overlays.push((owner, overlay)),
            Step::Preview(lang, theme) => {
                self.look(lang, &theme);
                self.overlays.push((owner, overlay));
            }
            Step::Act(action) => self.act(action),
            Step::Close(outcome) => self.closed(owner, overlay, outcome),
        }
        self.release();
    }

    /// What was typed into a dialog that is left with Esc is there when it is opened again.
    fn keep_draft(&mut self, owner: Owner, overlay: &Overlay, outcome: &Outcome) {
        let (Owner::Screen(..), Overlay::Prompt(prompt)) = (owner, overlay) else {
            return;
        };
        self.drafts.retain(|(of, _)| *of != owner);
        if *outcome == Outcome::Dismissed {
            let draft = prompt.clone().draft();
            self.drafts.extend(draft.map(|draft| (owner, draft)));
        }
    }

    fn closed(&mut self, owner: Owner, overlay: Overlay, outcome: Outcome) {
        self.keep_draft(owner, &overlay, &outcome);
        match owner {
            Owner::Screen(id, slot) => {
                self.with_screen(id, |screen, ctx| screen.on_outcome(slot, outcome, ctx));
            }
            Owner::Approval(job) => self.approval_closed(job, overlay, outcome),
            Owner::Lock => self.unlock(overlay, outcome),
            Owner::OwnPin => self.own_pin(overlay, outcome),
            Owner::Leave if outcome == Outcome::Confirmed => {
                self.perform(self.current, Effect::SignOut);
            }
            Owner::Quit if outcome == Outcome::Confirmed => self.quit(),
            Owner::Look => self.look_closed(&overlay, &outcome),
            Owner::Leave | Owner::Quit | Owner::Nobody => {}
        }
    }

    fn unlock(&mut self, mut overlay: Overlay, outcome: Outcome) {
        if let (Outcome::Filled(values), Overlay::Prompt(prompt)) = (outcome, &mut overlay) {
            prompt.wait();
            let pin = crate::ops::Secret::new(values.into_iter().next().unwrap_or_default());
            self.ask(Asker::Unlock, Request::Unlock { pin });
        }
        self.overlays.push((Owner::Lock, overlay));
    }

    fn look_closed(&mut self, overlay: &Overlay, outcome: &Outcome) {
        let Overlay::Look(picker) = overlay else {
            return;
        };
        if *outcome == Outcome::Confirmed {
            let (lang, theme) = (self.voice.lang, self.theme.name.clone());
            self.errands.push(Errand::Remember { lang, theme });
        } else {
            let (lang, theme) = picker.before();
            self.look(lang, &theme);
        }
    }
}

/// That somebody may not do this, and who can change it.
pub(super) fn no_right(action: Action) -> Say {
    frame::NO_RIGHT.with("action", action.row().label)
}
