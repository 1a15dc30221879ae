//! One row of the log with all that is known of it: who, where, through which door, with whose consent, and each field before and
//! after.

use crate::ops::AuditEntry;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::Message;
use crate::ui::plain::plain;
use crate::ui::text::{Text, Voice, audit as t, frame, name, refusal};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Grid, Look, Side, Span, broken, line, panel, panel_focused, rows, width,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span as Piece};

/// A row that was opened.
pub(super) struct Detail {
    pub entry: AuditEntry,
    pub grid: Grid<t::Change>,
}

const COLUMNS: &[Column] = &[
    column(t::FIELD, Span::Rest(16), 0),
    column(t::BEFORE, Span::Rest(16), 0),
    column(t::AFTER, Span::Rest(16), 0),
    column(t::CHANGED, Span::Fixed(8), 0),
];

const fn column(title: Text, span: Span, rank: u8) -> Column {
    Column {
        title,
        span,
        side: Side::Left,
        rank,
    }
}

impl Detail {
    pub fn of(entry: AuditEntry, voice: Voice) -> Self {
        let mut grid = Grid::default();
        grid.set(t::changes(&entry.row, voice), false);
        Self { entry, grid }
    }

    /// The chosen field, whole.
    pub fn open(&self) -> Vec<Effect> {
        let Some(chosen) = self.grid.chosen() else {
            return Vec::new();
        };
        let value = |value: &Option<String>| value.clone().unwrap_or_default();
        let mut lines = Vec::new();
        if chosen.before.is_some() || chosen.changed {
            lines.push(t::FIELD_BEFORE.with("value", value(&chosen.before)));
            lines.push(t::FIELD_AFTER.with("value", value(&chosen.after)));
        } else {
            lines.push(frame::PLAIN.with("text", value(&chosen.after)));
        }
        let title = frame::PLAIN.with("text", chosen.field.as_str());
        let message = Message::new(Tone::Plain, title, lines);
        vec![Effect::open(refusal::READ, message)]
    }

    /// What is told of the row as a whole: label and value.
    fn facts(&self, ctx: &Ctx) -> Vec<(Text, String)> {
        let entry = &self.entry;
        let row = &entry.row;
        let who = if row.who.is_empty() {
            ctx.text(t::NOBODY).to_owned()
        } else {
            let role = row.role.map(|role| ctx.text(name::role(role)));
            let told = [Some(entry.username.as_str()), role];
            let told: Vec<&str> = told
                .into_iter()
                .flatten()
                .filter(|one| !one.is_empty())
                .collect();
            format!("{} ({})", row.who, told.join(", "))
        };
        let place: Vec<&str> = [entry.ventana.as_str(), row.terminal.as_str()]
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        let door = t::door(&entry.layer)
            .map_or_else(|| entry.layer.clone(), |words| ctx.text(words).to_owned());
        let about = t::about(row, *ctx.voice);
        let whole = if about == row.target {
            about
        } else {
            format!("{about} ({})", row.target)
        };
        let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string());
        let block = entry.block.map_or_else(
            || ctx.text(t::WAITS).to_owned(),
            |block| ctx.voice.count(block),
        );
        let at = format!(
            "{} {}",
            ctx.voice.day(row.at),
            ctx.voice.clock_seconds(row.at)
        );
        let mut facts = vec![
            (t::AT, at),
            (t::WHO, who),
            (t::VENTANA, place.join(&format!(" {} ", ctx.symbols.dot))),
            (
                t::WHAT,
                format!("{} ({})", t::did(row, *ctx.voice), row.action),
            ),
            (t::ABOUT, whole),
        ];
        facts.extend(
            row.amount
                .map(|amount| (t::AMOUNT, ctx.voice.money(amount))),
        );
        facts.push((t::NOTE, row.note.clone()));
        facts.extend(t::consent(entry, *ctx.voice).map(|say| (t::CONSENT, ctx.say(&say))));
        if entry.consent.is_none() {
            facts.extend(row.approved_by.clone().map(|who| (t::CONSENT, who)));
        }
        facts.push((t::DOOR, door));
        facts.extend(id(entry.session).map(|id| (t::SESSION, id)));
        facts.extend(id(entry.request).map(|id| (t::REQUEST, id)));
        facts.push((t::BLOCK, block));
        facts.retain(|(_, value)| !value.is_empty());
        facts
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let facts = self.facts(ctx);
        let widest = facts.iter().map(|(label, _)| width(ctx.text(*label))).max();
        let widest = widest.unwrap_or_default();
        let room = usize::from(area.width).saturating_sub(widest + 6).max(1);
        let mut told: Vec<Line> = Vec::new();
        for (label, value) in &facts {
            let lines = broken(&plain(value), room);
            for (place, words) in lines.into_iter().enumerate() {
                let label = if place == 0 { ctx.text(*label) } else { "" };
                let gap = " ".repeat(widest.saturating_sub(width(label)) + 2);
                told.push(Line::from(vec![
                    Piece::styled(format!("{label}{gap}"), ctx.style(Token::Dim)),
                    Piece::styled(words, ctx.style(Token::Base)),
                ]));
            }
        }
        let tall = u16::try_from(told.len())
            .unwrap_or(u16::MAX)
            .saturating_add(2);
        let tall = tall.min(area.height.saturating_sub(5)).max(3);
        let [head, below] = rows(area, [Constraint::Length(tall), Constraint::Min(0)]);
        let inside = panel(head, buf, ctx, ctx.text(t::DETAIL));
        for (place, one) in (0..inside.height).zip(&told) {
            line(inside, buf, place, one);
        }
        self.draw_changes(below, buf, ctx);
    }

    fn draw_changes(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let all = self.grid.rows();
        let changed = all.iter().filter(|one| one.changed).count();
        let title = ctx.say(&t::CHANGES.with("n", changed).with("all", all.len()));
        let inside = panel_focused(area, buf, ctx, &title, true);
        let cells = |one: &t::Change| {
            let (before, after, mark) = if one.changed {
                (Token::Warn, Token::Strong, ctx.text(t::YES))
            } else {
                (Token::Dim, Token::Base, "")
            };
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            vec![
                Cell::new(
                    &one.field,
                    if one.changed {
                        Token::Strong
                    } else {
                        Token::Base
                    },
                ),
                Cell::new(text(&one.before), before),
                Cell::new(text(&one.after), after),
                Cell::new(mark, Token::Warn),
            ]
        };
        let look = Look {
            columns: COLUMNS,
            cells: &cells,
            empty: t::NO_DETAIL.into(),
            foot: None,
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }
}
