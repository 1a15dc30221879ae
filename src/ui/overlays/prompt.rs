//! A few fields in a dialog: a reason, an amount, a second person's name and PIN.

use super::frame::{Fact, cells, dialog, facts, facts_height, facts_width, ink, keys, keys_width};
use super::{Outcome, Step};
use crate::domain::{Money, Right};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::input::TextInput;
use crate::ui::text::{Say, Text, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{Field, Form, text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Looks at the typed values before the dialog ends; names the field that is wrong, and why.
pub type Check = fn(&[String], &Ctx) -> Result<(), (usize, Say)>;

/// Facts, fields, and what must be true of them.
#[derive(Debug, Clone)]
pub struct Prompt {
    title: Say,
    facts: Vec<Fact>,
    form: Form,
    /// What its fields began with.
    began: Vec<String>,
    check: Option<Check>,
    waiting: bool,
    closable: bool,
    /// What the second person would consent to, where this is an approval.
    pub(in crate::ui) approves: Option<(Right, String, Option<Money>)>,
}

impl Prompt {
    /// A dialog with these fields.
    pub fn new(title: impl Into<Say>, facts: Vec<Fact>, fields: Vec<Field>) -> Self {
        let form = Form::new(fields);
        Self {
            title: title.into(),
            facts,
            began: form.values(),
            form,
            check: None,
            waiting: false,
            closable: true,
            approves: None,
        }
    }

    /// Refuses to end while the check fails.
    #[must_use]
    pub fn checked(mut self, check: Check) -> Self {
        self.check = Some(check);
        self
    }

    /// Starts with an error in a field: what was typed was refused elsewhere.
    #[must_use]
    pub fn refused(mut self, field: usize, why: impl Into<Say>) -> Self {
        self.form.refuse(field, why);
        self
    }

    /// What is to be kept when it is closed without being accepted: nothing where nothing was typed. Secrets are not kept.
    pub(in crate::ui) fn draft(mut self) -> Option<Self> {
        self.form.wipe_secrets();
        self.form.forgive();
        (self.form.values() != self.began).then_some(self)
    }

    /// Takes up what was typed when the same was asked before: about the same, beginning with the same.
    pub(in crate::ui) fn resume(&mut self, draft: &Self) {
        let same =
            (&self.title, &self.facts, &self.began) == (&draft.title, &draft.facts, &draft.began);
        if same && !self.form.refused() {
            self.form = draft.form.clone();
        }
    }

    /// Cannot be closed with Esc: the lock.
    pub(in crate::ui) fn locked(mut self) -> Self {
        self.closable = false;
        self
    }

    /// Shows that an answer is awaited; typing goes on, accepting does not.
    pub(in crate::ui) fn wait(&mut self) {
        self.waiting = true;
    }

    /// Shows why the answer was no; secrets are emptied, the rest stays.
    pub(in crate::ui) fn refuse(&mut self, field: usize, why: Say) {
        self.waiting = false;
        self.form.wipe_secrets();
        self.form.refuse(field, why);
    }

    pub(super) fn on_action(&mut self, action: Action, ctx: &Ctx) -> Step {
        if action == Action::DialogClose && self.closable {
            return Step::Close(Outcome::Dismissed);
        }
        if action != Action::DialogAccept {
            self.form.on_action(action);
        } else if !self.waiting && self.form.at_last() {
            return self.accept(ctx);
        } else if !self.waiting {
            self.form.on_action(Action::DialogNext);
        }
        Step::Stay
    }

    fn accept(&mut self, ctx: &Ctx) -> Step {
        let values = self.form.values();
        match self.check.map_or(Ok(()), |check| check(&values, ctx)) {
            Ok(()) => Step::Close(Outcome::Filled(values)),
            Err((field, why)) => {
                self.form.refuse(field, why);
                Step::Stay
            }
        }
    }

    pub(super) fn on_text(&mut self, input: &TextInput) -> Step {
        self.form.on_text(input);
        Step::Stay
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let shown = self.keys();
        let wide = facts_width(ctx, &self.facts).max(keys_width(ctx, &shown));
        let wide = cells(wide.max(56)).min(area.width.saturating_sub(4));
        let above = facts_height(ctx, &self.facts, wide);
        let rows = above + self.form.height(wide, ctx) + 3;
        let inside = dialog(area, buf, ctx, &ctx.say(&self.title), wide, rows);
        facts(inside, buf, ctx, &self.facts);
        let rest = Rect {
            y: inside.y.saturating_add(above),
            height: inside.height.saturating_sub(above),
            ..inside
        };
        self.form.render(rest, buf, ctx, Token::Dialog);
        if self.waiting {
            let spot = Rect {
                y: inside.bottom().saturating_sub(2),
                height: inside.height.min(1),
                ..inside
            };
            text(spot, buf, ctx.text(frame::SENDING), ink(ctx, Token::Info));
        }
        keys(inside, buf, ctx, &shown);
    }

    fn keys(&self) -> Vec<(Action, Text)> {
        let mut keys = vec![(Action::DialogAccept, frame::ACCEPT)];
        if self.began.len() > 1 {
            keys.push((Action::DialogNext, frame::NEXT_FIELD));
        }
        if self.closable {
            keys.push((Action::DialogClose, frame::CLOSE));
        } else {
            keys.push((Action::SessionLeave, frame::LEAVE));
            keys.push((Action::AppQuit, frame::QUIT));
        }
        keys
    }
}
