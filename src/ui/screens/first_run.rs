//! Makes the house, its first shop and its administrator, and signs the administrator in.

use crate::ops::{
    Answer, FirstRun as Answers, PIN_LEAST, Refusal, Reply, Request, Secret, is_weak,
};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::input::TextInput;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Say, first_run as t, refusal};
use crate::ui::theme::Token;
use crate::ui::widgets::{Field, Form, panel, rows, text, wrapped};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};

const SET_UP: Slot = Slot("set-up");

const BANCA: usize = 0;
const VENTANA: usize = 1;
const NAME: usize = 2;
const USERNAME: usize = 3;
const PIN: usize = 4;
const AGAIN: usize = 5;
const SAMPLES: usize = 6;
const SINGLE: usize = 7;

/// The first run.
pub(super) struct FirstRun {
    form: Form,
    sent: bool,
}

impl Default for FirstRun {
    fn default() -> Self {
        let fields = vec![
            Field::text(t::BANCA, 80).hint(t::HINT_BANCA),
            Field::text(t::VENTANA, 80).hint(t::HINT_VENTANA),
            Field::text(t::NAME, 80),
            Field::text(t::USERNAME, 40).hint(t::HINT_USERNAME),
            Field::secret(t::PIN),
            Field::secret(t::AGAIN),
            Field::choice(t::SAMPLES, [t::WITH_SAMPLES, t::WITHOUT_SAMPLES]),
            Field::choice(t::SINGLE, [t::TWO_PEOPLE, t::ONE_PERSON]),
        ];
        Self {
            form: Form::new(fields),
            sent: false,
        }
    }
}

impl FirstRun {
    fn submit(&mut self) -> Vec<Effect> {
        if self.sent {
            return Vec::new();
        }
        if !self.form.at_last() {
            self.form.on_action(Action::FormNext);
            return Vec::new();
        }
        let problems = self.problems();
        if !problems.is_empty() {
            // The cursor ends in the first field that has one.
            for (field, why) in problems.into_iter().rev() {
                self.form.refuse(field, why);
            }
            return Vec::new();
        }
        self.sent = true;
        let value = |field| self.form.value(field).trim().to_owned();
        let answers = Answers {
            banca: value(BANCA),
            ventana: value(VENTANA),
            name: value(NAME),
            username: value(USERNAME),
            pin: Secret::new(self.form.value(PIN)),
            samples: self.form.choice(SAMPLES) == 0,
            single_person: self.form.choice(SINGLE) == 1,
        };
        vec![Effect::Ask(SET_UP, Request::FirstRun(answers))]
    }

    fn problems(&self) -> Vec<(usize, Say)> {
        let empty = |field: &usize| self.form.value(*field).trim().is_empty();
        let missing = (BANCA..=AGAIN).filter(empty);
        let mut problems: Vec<_> = missing
            .map(|field| (field, Say::from(t::MISSING)))
            .collect();
        let username = self.form.value(USERNAME).trim();
        if username.contains(|c: char| c.is_whitespace() || c == '@') {
            problems.push((USERNAME, t::SPACES.into()));
        }
        let pin = self.form.value(PIN);
        if !pin.trim().is_empty() && is_weak(pin) {
            let weak = Refusal::WeakPin { least: PIN_LEAST };
            problems.push((PIN, refusal::sentence(&weak)));
        }
        let again = self.form.value(AGAIN);
        if !again.is_empty() && self.form.value(PIN) != again {
            problems.push((AGAIN, t::PINS_DIFFER.into()));
        }
        problems.sort_by_key(|(field, _)| *field);
        problems
    }

    fn refused(&mut self, refusals: &[Refusal]) {
        for one in refusals.iter().rev() {
            let field = if let Refusal::Field { field, .. } | Refusal::Taken { field } = one {
                field_of(field)
            } else {
                PIN
            };
            self.form.refuse(field, refusal::sentence(one));
        }
    }
}

/// The field of a request's field.
fn field_of(name: &str) -> usize {
    match name {
        "ventana" => VENTANA,
        "name" => NAME,
        "username" => USERNAME,
        "pin" => PIN,
        _ => BANCA,
    }
}

impl Screen for FirstRun {
    fn id(&self) -> ScreenId {
        ScreenId::FirstRun
    }

    fn typing(&self) -> bool {
        true
    }

    fn keeps_typed(&self) -> bool {
        (BANCA..=AGAIN).any(|field| !self.form.value(field).is_empty())
    }

    fn offers(&self, _ctx: &Ctx) -> Vec<Offer> {
        let offers = [
            Action::FormSubmit,
            Action::FormNext,
            Action::FormBack,
            Action::LookOpen,
        ];
        offers.map(Offer::on).to_vec()
    }

    fn on_action(&mut self, action: Action, _ctx: &Ctx) -> Vec<Effect> {
        if action == Action::FormSubmit {
            return self.submit();
        }
        self.form.on_action(action);
        Vec::new()
    }

    fn on_text(&mut self, input: &TextInput, _ctx: &Ctx) -> Vec<Effect> {
        self.form.on_text(input);
        Vec::new()
    }

    fn on_reply(&mut self, _slot: Slot, reply: &Reply, _ctx: &Ctx) -> Vec<Effect> {
        self.sent = false;
        match reply {
            Reply::Done(answer) => {
                if let Answer::SignedIn(session) = answer.as_ref() {
                    let made = t::MADE.with("name", session.banca_name.as_str());
                    let made = made.with("key", Action::GoDraws);
                    let made = Effect::good(made.with("import", Action::GoImport));
                    return vec![Effect::SignedIn(Box::new(session.clone())), made];
                }
                vec![Effect::Go(ScreenId::SignIn)]
            }
            Reply::Refused(refusals) if refusals.contains(&Refusal::AlreadySetUp) => {
                let mut effects = vec![Effect::Go(ScreenId::SignIn)];
                effects.extend(refusal::show(reply));
                effects
            }
            Reply::Refused(refusals) => {
                self.refused(refusals);
                Vec::new()
            }
            Reply::Failed(fault) => {
                self.form.refuse(SINGLE, refusal::fault(fault));
                Vec::new()
            }
        }
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let wide = 76.min(area.width);
        let intro = ctx.text(t::INTRO);
        let told = wrapped(intro, wide.saturating_sub(4));
        let fields = self.form.height(wide.saturating_sub(4), ctx);
        let tall = (told + fields + 6).min(area.height);
        let spot = Rect {
            x: area.x + (area.width - wide) / 2,
            y: area.y + (area.height - tall) / 2,
            width: wide,
            height: tall,
        };
        let inside = panel(spot, buf, ctx, ctx.text(t::TITLE));
        let [top, _, form, foot] = rows(
            inside,
            [
                Constraint::Length(told),
                Constraint::Length(1),
                Constraint::Min(1),
                Constraint::Length(1),
            ],
        );
        text(top, buf, intro, ctx.style(Token::Dim));
        self.form.render(form, buf, ctx, Token::Base);
        if self.sent {
            text(foot, buf, ctx.text(t::MAKING), ctx.style(Token::Info));
        } else {
            let next = if self.form.at_last() {
                t::LAST
            } else {
                t::NEXT
            };
            let told = ctx.say(&next.with("key", Action::FormSubmit));
            text(foot, buf, &told, ctx.style(Token::Dim));
        }
    }
}
