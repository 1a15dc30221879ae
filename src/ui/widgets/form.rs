//! A form: labelled one-line fields, choices and secrets, each with the sentence that says what is wrong with it.

use super::fit::{Side, fit, width};
use super::panel::line;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::input::TextInput;
use crate::ui::plain::plain;
use crate::ui::text::{Say, Text};
use crate::ui::theme::Token;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use tui_input::Input;
use zeroize::Zeroize;

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text, at most so many characters.
    Text(usize),
    /// A PIN or password: shown as dots, wiped when the form goes.
    Secret,
    /// One of several words, changed by ← → or space.
    Choice(Vec<Say>),
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    label: Text,
    kind: FieldKind,
    hint: Option<Say>,
    input: Input,
    choice: usize,
    error: Option<Say>,
}

impl Field {
    /// A line of text.
    pub fn text(label: Text, most: usize) -> Self {
        Self::new(label, FieldKind::Text(most))
    }

    /// A PIN or password.
    pub fn secret(label: Text) -> Self {
        Self::new(label, FieldKind::Secret)
    }

    /// One of several words.
    pub fn choice(label: Text, words: impl IntoIterator<Item = impl Into<Say>>) -> Self {
        Self::new(
            label,
            FieldKind::Choice(words.into_iter().map(Into::into).collect()),
        )
    }

    fn new(label: Text, kind: FieldKind) -> Self {
        Self {
            label,
            kind,
            hint: None,
            input: Input::default(),
            choice: 0,
            error: None,
        }
    }

    /// What an empty field suggests.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Say>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The value it starts with.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.input = Input::new(value.into());
        self
    }

    /// The choice it starts with.
    #[must_use]
    pub fn chosen(mut self, choice: usize) -> Self {
        self.choice = choice;
        self
    }
}

/// Fields in order, one of them with the cursor.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<Field>,
    focus: usize,
}

impl Form {
    /// A form with the cursor in its first field.
    pub fn new(fields: Vec<Field>) -> Self {
        Self { fields, focus: 0 }
    }

    /// What is typed in a field.
    pub fn value(&self, field: usize) -> &str {
        self.fields
            .get(field)
            .map_or("", |field| field.input.value())
    }

    /// Which word of a choice is chosen.
    pub fn choice(&self, field: usize) -> usize {
        self.fields.get(field).map_or(0, |field| field.choice)
    }

    /// All typed values in order; a choice gives the place of its word.
    pub fn values(&self) -> Vec<String> {
        let value = |field: &Field| match field.kind {
            FieldKind::Choice(_) => field.choice.to_string(),
            FieldKind::Text(_) | FieldKind::Secret => field.input.value().to_owned(),
        };
        self.fields.iter().map(value).collect()
    }

    /// Puts a value into a field, the cursor at its end.
    pub fn set(&mut self, field: usize, value: impl Into<String>) {
        if let Some(field) = self.fields.get_mut(field) {
            field.input = Input::new(value.into());
        }
    }

    /// The field with the cursor.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// Puts the cursor into a field.
    pub fn focus_on(&mut self, field: usize) {
        self.focus = field.min(self.fields.len().saturating_sub(1));
    }

    /// Whether the cursor is in the last field, where Enter submits.
    pub fn at_last(&self) -> bool {
        self.focus + 1 >= self.fields.len()
    }

    /// The number of fields.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether it has no fields.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Says what is wrong with a field and puts the cursor there. What was typed stays.
    pub fn refuse(&mut self, field: usize, why: impl Into<Say>) {
        self.focus_on(field);
        if let Some(field) = self.fields.get_mut(field) {
            field.error = Some(why.into());
        }
    }

    /// Whether a field carries an error.
    pub fn refused(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// Takes all errors away.
    pub fn forgive(&mut self) {
        self.fields.iter_mut().for_each(|field| field.error = None);
    }

    /// Empties all secrets.
    pub fn wipe_secrets(&mut self) {
        for field in self
            .fields
            .iter_mut()
            .filter(|field| field.kind == FieldKind::Secret)
        {
            String::from(std::mem::take(&mut field.input)).zeroize();
        }
    }

    /// Moves the cursor between fields. Returns whether the action was one of the form's.
    pub fn on_action(&mut self, action: Action) -> bool {
        let count = self.fields.len().max(1);
        match action {
            Action::FormNext | Action::DialogNext | Action::DialogDown => {
                self.focus = (self.focus + 1) % count;
            }
            Action::FormBack | Action::DialogPrevious | Action::DialogUp => {
                self.focus = (self.focus + count - 1) % count;
            }
            _ => return false,
        }
        true
    }

    /// Types into the field with the cursor. Returns whether its value changed.
    pub fn on_text(&mut self, input: &TextInput) -> bool {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return false;
        };
        let changed = match &field.kind {
            FieldKind::Choice(words) => {
                let before = field.choice;
                field.choice = turned(before, words.len().max(1), input);
                before != field.choice
            }
            FieldKind::Text(most) => {
                let before = field.input.clone();
                let changed = input.apply(&mut field.input);
                let too_long = field.input.value().chars().count() > *most;
                if too_long {
                    field.input = before;
                }
                changed && !too_long
            }
            FieldKind::Secret => input.apply(&mut field.input),
        };
        if changed {
            field.error = None;
        }
        changed
    }

    /// The rows it takes at this width.
    pub fn height(&self) -> u16 {
        let errors = self
            .fields
            .iter()
            .filter(|field| field.error.is_some())
            .count();
        u16::try_from(self.fields.len() + errors).unwrap_or(u16::MAX)
    }

    /// Draws the fields one below the other, each error under its field. `ground` is what lies behind: `Base` or `Dialog`.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, ground: Token) {
        let widest = self
            .fields
            .iter()
            .map(|field| width(ctx.text(field.label)))
            .max()
            .unwrap_or(0);
        let mut row = 0;
        for (place, field) in self.fields.iter().enumerate() {
            let focused = place == self.focus;
            let label = fit(ctx.text(field.label), widest, Side::Left, ctx.symbols);
            let mark = if focused { ctx.symbols.pointer } else { " " };
            let on = |token: Token| ctx.style(ground).patch(foreground(ctx, token));
            let mut pieces = vec![
                Span::styled(format!("{mark} "), on(Token::Accent)),
                Span::styled(
                    format!("{label}  "),
                    on(if focused { Token::Strong } else { Token::Label }),
                ),
            ];
            let room = usize::from(area.width).saturating_sub(widest + 4);
            pieces.extend(field.spans(focused, room, ctx, &on));
            line(area, buf, row, &Line::from(pieces));
            row += 1;
            if let Some(error) = &field.error {
                let sentence = fit(
                    &format!("{} {}", ctx.symbols.cross, ctx.say(error)),
                    room + 2,
                    Side::Left,
                    ctx.symbols,
                );
                line(
                    area,
                    buf,
                    row,
                    &Line::from(vec![
                        Span::raw(" ".repeat(widest + 4)),
                        Span::styled(sentence, on(Token::Error)),
                    ]),
                );
                row += 1;
            }
        }
    }
}

/// A token's ink without its ground, so that fields look right on panels and in dialogs.
fn foreground(ctx: &Ctx, token: Token) -> Style {
    Style {
        bg: None,
        ..ctx.style(token)
    }
}

fn turned(choice: usize, count: usize, input: &TextInput) -> usize {
    match input {
        TextInput::Right | TextInput::Char(' ') => (choice + 1) % count,
        TextInput::Left | TextInput::Backspace => (choice + count - 1) % count,
        TextInput::Home => 0,
        TextInput::End => count - 1,
        _ => choice,
    }
}

impl Field {
    fn spans(
        &self,
        focused: bool,
        room: usize,
        ctx: &Ctx,
        on: &dyn Fn(Token) -> Style,
    ) -> Vec<Span<'static>> {
        let shown = match &self.kind {
            FieldKind::Choice(words) => {
                let word = words
                    .get(self.choice)
                    .map(|say| ctx.say(say))
                    .unwrap_or_default();
                let text = if focused {
                    format!("‹ {word} ›")
                } else {
                    word
                };
                let text = if ctx.symbols.ascii {
                    text.replace('‹', "<").replace('›', ">")
                } else {
                    text
                };
                let token = if focused {
                    Token::Selection
                } else {
                    Token::Input
                };
                return vec![Span::styled(
                    fit(&text, width(&text).min(room), Side::Left, ctx.symbols),
                    if focused { ctx.style(token) } else { on(token) },
                )];
            }
            FieldKind::Secret => ctx
                .symbols
                .secret
                .repeat(self.input.value().chars().count()),
            FieldKind::Text(_) => self.input.value().to_owned(),
        };
        match (&self.hint, shown.is_empty(), focused) {
            (Some(hint), true, false) => vec![Span::styled(ctx.say(hint), on(Token::Placeholder))],
            (Some(hint), true, true) => {
                vec![
                    Span::styled(" ", ctx.style(Token::Cursor)),
                    Span::styled(format!(" {}", ctx.say(hint)), on(Token::Placeholder)),
                ]
            }
            (_, _, false) => vec![Span::styled(
                fit(&shown, width(&shown).min(room), Side::Left, ctx.symbols),
                on(Token::Input),
            )],
            (_, _, true) => cursor_line(
                &shown,
                self.input.cursor(),
                room,
                (on(Token::Input), ctx.style(Token::Cursor)),
            ),
        }
    }
}

/// A typed line with the cell under its cursor marked, scrolled so that the cursor is always inside `room` columns.
/// `styles` are the ink of the text and the mark of the cursor.
pub(in crate::ui) fn cursor_line(
    text: &str,
    cursor: usize,
    room: usize,
    styles: (Style, Style),
) -> Vec<Span<'static>> {
    let characters: Vec<char> = text.chars().collect();
    let cursor = cursor.min(characters.len());
    let first = (cursor + 1).saturating_sub(room.max(1));
    let last = (first + room).clamp(cursor, characters.len());
    let piece = |from: usize, to: usize| {
        let text: String = characters
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .collect();
        plain(&text).into_owned()
    };
    let under = if cursor < characters.len() {
        piece(cursor, cursor + 1)
    } else {
        " ".to_owned()
    };
    vec![
        Span::styled(piece(first, cursor), styles.0),
        Span::styled(under, styles.1),
        Span::styled(piece(cursor + 1, last), styles.0),
    ]
}
