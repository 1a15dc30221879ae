//! How limits are drawn: the rules in force, the chosen one in full, and the form with what it will read.

use super::draft::Draft;
use super::{Limits, wording};
use crate::domain::LimitEffect;
use crate::ops::LimitRow;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Arg, Text, limits as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Look, Side, Span, panel, panel_focused, rows, text};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};

const fn column(title: Text, span: Span, rank: u8) -> Column {
    Column {
        title,
        span,
        side: Side::Left,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(t::COL_SCOPE, Span::Rest(14), 0),
    column(t::COL_EFFECT, Span::Fixed(30), 0),
    column(t::COL_FILTER, Span::Rest(22), 0),
    column(t::COL_BY, Span::Fixed(16), 1),
    column(t::COL_SINCE, Span::Fixed(10), 2),
];

impl Limits {
    pub(super) fn render_list(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let tall = if area.height >= 16 { 6 } else { 0 };
        let [list, detail] = rows(area, [Constraint::Min(0), Constraint::Length(tall)]);
        let title = match self.one.as_ref().filter(|_| self.only_one) {
            Some(one) => t::TITLE_DRAW.with("draw", one.name.as_str()),
            None => t::TITLE.into(),
        };
        let inside = panel_focused(list, buf, ctx, &ctx.say(&title), true);
        let blocked = self
            .grid
            .rows()
            .iter()
            .filter(|row| row.rule.effect == LimitEffect::Blocked)
            .count();
        let foot = t::FOOT
            .with("n", self.grid.rows().len())
            .with("blocked", blocked);
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &LimitRow| self.cells(row, ctx),
            empty: t::EMPTY.with("key", Action::LimitsNew),
            foot: Some(foot),
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
        if tall > 0 {
            self.render_detail(detail, buf, ctx);
        }
    }

    fn cells(&self, row: &LimitRow, ctx: &Ctx) -> Vec<Cell> {
        let blocked = row.rule.effect == LimitEffect::Blocked;
        let words = ctx.say(&wording::effect(&row.rule));
        let (effect, token) = if blocked {
            (format!("{} {words}", ctx.symbols.cross), Token::Error)
        } else {
            (words, Token::Base)
        };
        let strength = if row.editable {
            Token::Strong
        } else {
            Token::Dim
        };
        vec![
            Cell::new(&row.scope_name, strength),
            Cell::new(effect, token),
            Cell::from(self.filters(row, ctx)),
            Cell::new(&row.set_by, Token::Dim),
            Cell::new(ctx.voice.day(row.set_at), Token::Dim),
        ]
    }

    /// What a rule in force concerns, in words.
    pub(super) fn filters(&self, row: &LimitRow, ctx: &Ctx) -> String {
        let digits = row
            .rule
            .lottery
            .and_then(|lottery| self.known.digits(lottery));
        let same = self
            .one
            .as_ref()
            .filter(|one| Some(one.draw) == row.rule.draw);
        let draw = same.map(|one| one.name.as_str());
        let price = row.rule.multiplier.and_then(|id| self.known.price(id));
        let lottery = row.lottery_name.as_deref();
        wording::filters(&row.rule, lottery, digits, draw, price, ctx)
    }

    /// A rule in force in one line.
    pub(super) fn in_words(&self, row: &LimitRow, ctx: &Ctx) -> String {
        let dot = format!(" {} ", ctx.symbols.dot);
        let lift = wording::lift(&row.rule).map(|say| ctx.say(&say));
        let mut parts = vec![
            plain(&row.scope_name).into_owned(),
            ctx.say(&wording::effect(&row.rule)),
        ];
        parts.extend(lift);
        parts.push(self.filters(row, ctx));
        parts.join(&dot)
    }

    fn render_detail(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel(area, buf, ctx, ctx.text(t::DETAIL));
        let Some(row) = self.grid.chosen() else {
            return text(inside, buf, ctx.text(t::NONE_CHOSEN), ctx.style(Token::Dim));
        };
        let dot = format!(" {} ", ctx.symbols.dot);
        let reason = if row.rule.reason.is_empty() {
            ctx.text(t::NO_REASON).to_owned()
        } else {
            plain(&row.rule.reason).into_owned()
        };
        let by = t::SET_BY
            .with("name", row.set_by.as_str())
            .with("at", Arg::Moment(row.set_at));
        let mut last = vec![reason, ctx.say(&by)];
        if !row.editable {
            last.push(ctx.text(t::READ_ONLY).to_owned());
        }
        let [above, below] = rows(inside, [Constraint::Length(2), Constraint::Min(0)]);
        text(
            above,
            buf,
            &self.in_words(row, ctx),
            ctx.style(Token::Strong),
        );
        text(below, buf, &last.join(&dot), ctx.style(Token::Dim));
    }

    pub(super) fn render_form(draft: &Draft, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = if draft.is_new() { t::NEW } else { t::EDIT };
        let tall = area.height.saturating_sub(4).min(19);
        let [above, below, _] = rows(
            area,
            [
                Constraint::Length(tall),
                Constraint::Length(4),
                Constraint::Min(0),
            ],
        );
        let inside = panel_focused(above, buf, ctx, ctx.text(title), true);
        let how = t::HOW
            .with("next", Action::FormNext)
            .with("ok", Action::FormSubmit)
            .with("back", Action::FormLeave);
        let airy = u16::from(inside.height >= 16);
        let [how_area, _, fields] = rows(
            inside,
            [
                Constraint::Length(if inside.height >= 14 { 2 } else { 0 }),
                Constraint::Length(airy),
                Constraint::Min(0),
            ],
        );
        text(how_area, buf, &ctx.say(&how), ctx.style(Token::Dim));
        draft.form.render(fields, buf, ctx, Token::Base);
        let inside = panel(below, buf, ctx, ctx.text(t::SUMMARY));
        let (words, token) = summary(draft, ctx);
        text(inside, buf, &words, ctx.style(token));
    }
}

/// The rule as it will read, or what is still missing.
pub(super) fn summary(draft: &Draft, ctx: &Ctx) -> (String, Token) {
    let rule = match draft.rule(ctx) {
        Ok(rule) => rule,
        Err((_, why)) => return (ctx.say(&why), Token::Dim),
    };
    let (scope, lottery) = draft.named();
    let draw = draft.draw_name(ctx);
    let filters = wording::filters(
        &rule,
        lottery.map(|lottery| lottery.name.as_str()),
        lottery.map(|lottery| lottery.digits),
        draw.as_deref(),
        draft.price_name(ctx).as_deref(),
        ctx,
    );
    let mut parts: Vec<String> = scope.map(|say| ctx.say(say)).into_iter().collect();
    parts.push(ctx.say(&wording::effect(&rule)));
    parts.extend(wording::lift(&rule).map(|say| ctx.say(&say)));
    parts.push(filters);
    let dot = format!(" {} ", ctx.symbols.dot);
    (parts.join(&dot), Token::Strong)
}
