//! Help, made from the table of actions: the keys of this screen first, with the reason where one does nothing now, then
//! those of lists, forms and the whole program. Typing searches.

use super::frame::{dialog, ink, keys};
use super::fuzzy::score;
use super::{Outcome, Step};
use crate::ui::action::{Action, ActionRow, Layer, rows};
use crate::ui::ctx::Ctx;
use crate::ui::input::TextInput;
use crate::ui::screen::{Offer, ScreenId};
use crate::ui::text::{Text, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, broken, cursor_line, fit, line, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use tui_input::Input;

/// The columns of an action's keys.
const KEYS: usize = 12;

/// The help above a screen.
#[derive(Debug, Clone)]
pub struct Help {
    screen: ScreenId,
    offers: Vec<Offer>,
    query: Input,
    first: usize,
}

impl Help {
    /// The help above a screen with these offers.
    pub fn new(screen: ScreenId, offers: Vec<Offer>) -> Self {
        Self {
            screen,
            offers,
            query: Input::default(),
            first: 0,
        }
    }

    fn sections(&self) -> [(Text, Layer); 5] {
        [
            (self.screen.title(), Layer::Screen(self.screen)),
            (frame::EVERYWHERE, Layer::Global),
            (frame::IN_LISTS, Layer::List),
            (frame::IN_FORMS, Layer::Form),
            (frame::IN_DIALOGS, Layer::Dialog),
        ]
    }

    fn lines(&self, columns: usize, ctx: &Ctx) -> Vec<Line<'static>> {
        let mut out = Vec::new();
        for (title, layer) in self.sections() {
            let shown: Vec<&ActionRow> = rows()
                .filter(|row| row.layer == layer && self.wanted(row, ctx))
                .collect();
            if shown.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push(Line::default());
            }
            out.push(Line::styled(ctx.text(title), ink(ctx, Token::DialogTitle)));
            let labels = shown.iter().map(|row| width(ctx.text(row.label)));
            let widest = labels.max().unwrap_or(0);
            for row in shown {
                out.extend(self.row(row, widest, columns, ctx));
            }
        }
        if out.is_empty() {
            let nothing = ctx.text(frame::NOTHING_FOUND);
            out.push(Line::styled(nothing, ink(ctx, Token::Dim)));
        }
        out
    }

    fn wanted(&self, row: &ActionRow, ctx: &Ctx) -> bool {
        let words = format!("{} {}", ctx.text(row.label), row.name);
        let found = score(self.query.value(), &words).is_some();
        let possible =
            row.layer != Layer::Global || ctx.session.is_some() || row.action.needs_nobody();
        found && possible && row.right.is_none_or(|right| ctx.may(right))
    }

    /// The keys, the name and what it does, or why not now; as many lines as the sentence needs.
    fn row(&self, row: &ActionRow, widest: usize, columns: usize, ctx: &Ctx) -> Vec<Line<'static>> {
        let keys = ctx.keymap.keys(row.action).iter();
        let all: Vec<String> = keys.map(|key| key.label(ctx.symbols.ascii)).collect();
        let offer = self.offers.iter().find(|offer| offer.action == row.action);
        let off = offer.and_then(|offer| offer.off.as_ref());
        let help = ctx.text(row.help);
        let words = off.map_or_else(|| help.to_owned(), |why| ctx.say(why));
        let name = if off.is_some() {
            Token::KeyOff
        } else {
            Token::Strong
        };
        let room = columns.saturating_sub(KEYS + widest + 4);
        let line = |keys: &str, label: &str, words: String| {
            let keys = fit(keys, KEYS, Side::Right, ctx.symbols);
            let label = fit(label, widest, Side::Left, ctx.symbols);
            Line::from(vec![
                Span::styled(keys, ink(ctx, Token::Accent)),
                Span::styled(format!("  {label}  "), ink(ctx, name)),
                Span::styled(
                    fit(&words, room, Side::Left, ctx.symbols),
                    ink(ctx, Token::Dim),
                ),
            ])
        };
        let mut told = broken(&words, room).into_iter();
        let first = told.next().unwrap_or_default();
        let mut lines = vec![line(&all.join(" "), ctx.text(row.label), first)];
        lines.extend(told.map(|more| line("", "", more)));
        lines
    }

    pub(super) fn on_action(&mut self, action: Action) -> Step {
        if matches!(action, Action::DialogClose | Action::DialogAccept) {
            return Step::Close(Outcome::Dismissed);
        }
        self.first = if action == Action::DialogDown {
            self.first + 1
        } else if action == Action::DialogUp {
            self.first.saturating_sub(1)
        } else if matches!(action, Action::DialogPageDown | Action::DialogNext) {
            self.first + 10
        } else if matches!(action, Action::DialogPageUp | Action::DialogPrevious) {
            self.first.saturating_sub(10)
        } else {
            self.first
        }
        .min(rows().count() * 2);
        Step::Stay
    }

    pub(super) fn on_text(&mut self, input: &TextInput) -> Step {
        if input.apply(&mut self.query) {
            self.first = 0;
        }
        Step::Stay
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = dialog(area, buf, ctx, ctx.text(frame::HELP), 104, area.height);
        let search = format!("{} ", ctx.text(frame::SEARCH));
        let mut query = vec![Span::styled(search, ink(ctx, Token::Label))];
        let styles = (ink(ctx, Token::Input), ctx.style(Token::Cursor));
        query.extend(cursor_line(
            self.query.value(),
            self.query.cursor(),
            30,
            styles,
        ));
        line(inside, buf, 0, &Line::from(query));
        let list = Rect {
            y: inside.y.saturating_add(2),
            height: inside.height.saturating_sub(4),
            ..inside
        };
        let all = self.lines(usize::from(inside.width), ctx);
        let room = usize::from(list.height);
        let first = self.first.min(all.len().saturating_sub(room));
        for (row, words) in (0..list.height).zip(all.iter().skip(first)) {
            line(list, buf, row, words);
        }
        let shown = [
            (Action::DialogDown, frame::MOVE),
            (Action::DialogPageDown, frame::PAGE),
            (Action::DialogClose, frame::CLOSE),
        ];
        keys(inside, buf, ctx, &shown);
    }
}
