//! How lay-offs are drawn: a head that says what it comes to, and below it the rows; one of them with its steps.

use super::{LayOffs, Proposed, View};
use crate::domain::layoff::{LayOffNumber, LayOffState};
use crate::domain::{BetKind, Money};
use crate::ops::{LayOffEntry, LayOffRow, LayOffShare, LayOffView};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::layoff_paper as paper;
use crate::ui::plain::plain;
use crate::ui::screens::draw_label;
use crate::ui::text::{Say, Text, frame, layoff as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Grid, Look, Side, Span, fit, line, panel, panel_focused, rows,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

const fn words(title: Text, span: Span, rank: u8) -> Column {
    Column {
        title,
        span,
        side: Side::Left,
        rank,
    }
}

const fn figures(title: Text, wide: u16, rank: u8) -> Column {
    Column {
        title,
        span: Span::Fixed(wide),
        side: Side::Right,
        rank,
    }
}

const LIST: &[Column] = &[
    figures(t::COL_NO, 5, 0),
    words(t::COL_HOUSE, Span::Rest(12), 0),
    words(t::COL_STATE, Span::Fixed(11), 0),
    figures(t::COL_STAKES, 12, 0),
    figures(t::COL_COST, 12, 2),
    figures(t::COL_SHARE, 12, 1),
    figures(t::COL_OWED, 12, 3),
    figures(t::COL_DUE, 12, 3),
    words(t::COL_BY, Span::Fixed(14), 4),
];

const NUMBERS: &[Column] = &[
    words(t::COL_NUMBER, Span::Fixed(5), 0),
    figures(t::COL_BEFORE, 14, 0),
    figures(t::COL_STRAIGHT, 12, 0),
    figures(t::COL_REVENTADO, 12, 1),
    figures(t::COL_AFTER, 14, 0),
    figures(t::COL_BEYOND, 13, 2),
];

const LINES: &[Column] = &[
    words(t::COL_NUMBER, Span::Fixed(5), 0),
    words(t::COL_KIND, Span::Rest(10), 0),
    figures(t::COL_STAKE, 13, 0),
    figures(t::COL_FACTOR, 8, 1),
    figures(t::COL_SHARE, 14, 0),
];

impl LayOffs {
    pub(super) fn drawn(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let tall = match &self.view {
            Some(View::Proposal(_)) => 6,
            Some(View::One { .. }) => 7,
            None => 4,
        };
        let [head, body] = rows(area, [Constraint::Length(tall), Constraint::Min(0)]);
        let draw = self.draws.iter().find(|draw| Some(draw.id) == self.draw);
        let draw = self.told.as_ref().map(|told| &told.draw).or(draw);
        let title = draw.map_or_else(
            || ctx.text(t::TITLE).to_owned(),
            |draw| {
                let called = draw_label::called_fully(draw, ctx);
                ctx.say(&t::OF_DRAW.with("draw", called))
            },
        );
        let inside = panel(head, buf, ctx, &title);
        for (at, (say, token)) in (0..inside.height).zip(self.head(ctx)) {
            let room = usize::from(inside.width);
            let said = fit(&ctx.say(&say), room, Side::Left, ctx.symbols);
            line(inside, buf, at, &Line::styled(said, ctx.style(token)));
        }
        match &self.view {
            None => self.draw_list(body, buf, ctx),
            Some(View::Proposal(proposed)) => draw_proposal(proposed, body, buf, ctx),
            Some(View::One { told, grid, .. }) => {
                draw_one(told.as_deref(), grid, body, buf, ctx);
            }
        }
    }

    fn draw_list(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let empty = match (&self.told, self.draw) {
            (Some(_), _) => t::EMPTY.with("key", Action::LayOffNew),
            (None, Some(_)) => t::READING.into(),
            (None, None) => t::NO_DRAW.with("key", Action::GoDraws),
        };
        let of = (ctx.text(t::TITLE).to_owned(), LIST, None, empty);
        shown(&self.grid, area, buf, ctx, of, &|row| listed(row, ctx));
    }

    /// What stands above the rows.
    fn head(&self, ctx: &Ctx) -> Vec<(Say, Token)> {
        match &self.view {
            None => {
                let rows = self.told.iter().flat_map(|told| &told.rows);
                let counted: Vec<&LayOffRow> = rows.filter(|row| row.state.counts()).collect();
                let sum = |of: fn(&LayOffRow) -> Money| {
                    Money::try_sum(counted.iter().map(|row| of(row))).unwrap_or_default()
                };
                let sums = t::SUMS
                    .with("n", counted.len())
                    .with("stakes", sum(|row| row.stakes))
                    .with("cost", sum(|row| row.cost));
                let open = t::OPEN_SUMS
                    .with("owed", sum(|row| row.owed))
                    .with("due", sum(|row| row.due));
                vec![(sums, Token::Strong), (open, Token::Dim)]
            }
            Some(View::Proposal(proposed)) => of_proposal(proposed, ctx),
            Some(View::One { told: None, .. }) => vec![(t::READING.into(), Token::Dim)],
            Some(View::One {
                told: Some(told), ..
            }) => of_one(told, ctx),
        }
    }
}

fn of_proposal(proposed: &Proposed, ctx: &Ctx) -> Vec<(Say, Token)> {
    let (told, found) = (&proposed.told, &proposed.told.proposal);
    let worst = |of| {
        let told = paper::worst(of, *ctx.voice);
        if told.is_empty() {
            ctx.symbols.dot.to_owned()
        } else {
            told
        }
    };
    let beyond = Money::try_sum(found.numbers.iter().map(|one| one.beyond)).unwrap_or_default();
    let mut says = vec![
        (
            t::PROPOSED_TO
                .with("house", plain(&told.house).into_owned())
                .with("pays", paper::pays(&told.terms))
                .with("target", told.terms.target),
            Token::Strong,
        ),
        (
            t::PROPOSED_SUMS
                .with("stakes", found.stakes)
                .with("commission", found.commission)
                .with("cost", found.cost),
            Token::Base,
        ),
        (
            t::PROPOSED_WORST
                .with("before", worst(found.before))
                .with("after", worst(found.after)),
            Token::Base,
        ),
    ];
    if beyond.is_positive() {
        says.push((t::PROPOSED_BEYOND.with("beyond", beyond), Token::Warn));
    } else {
        says.push((t::NOT_KEPT.with("key", Action::LayOffKeep), Token::Dim));
    }
    says
}

fn of_one(told: &LayOffView, ctx: &Ctx) -> Vec<(Say, Token)> {
    let row = &told.row;
    let mut says = vec![
        (
            t::ONE_HEAD
                .with("number", row.number)
                .with("house", plain(&row.house).into_owned())
                .with("state", t::state(row.state)),
            token(row.state),
        ),
        (
            t::PROPOSED_SUMS
                .with("stakes", row.stakes)
                .with("commission", told.commission)
                .with("cost", row.cost),
            Token::Base,
        ),
        (
            t::ONE_TERMS
                .with("pays", paper::pays(&told.terms))
                .with("target", told.terms.target),
            Token::Dim,
        ),
    ];
    let contact = plain(&told.contact);
    if !contact.is_empty() {
        let label = ctx.text(t::COL_CONTACT);
        let words = frame::PLAIN.with("text", format!("{label}: {contact}"));
        says.push((words, Token::Dim));
    }
    if let Some(share) = row.share {
        let open = t::ONE_SHARE
            .with("share", share)
            .with("owed", row.owed)
            .with("due", row.due);
        says.push((open, Token::Money));
    } else if !row.owed.is_zero() || !row.due.is_zero() {
        let open = t::OPEN_SUMS.with("owed", row.owed).with("due", row.due);
        says.push((open, Token::Base));
    }
    says
}

fn draw_proposal(proposed: &Proposed, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let found = &proposed.told.proposal;
    let passed = |number, kind| {
        let lines = found.lines.iter();
        let mut on = lines.filter(|line| line.number == number && line.kind == kind);
        on.next().map_or(Money::ZERO, |line| line.stake)
    };
    let cells = |row: &LayOffNumber| {
        let beyond = if row.beyond.is_positive() {
            Token::Warn
        } else {
            Token::Dim
        };
        vec![
            Cell::new(row.number.to_string(), Token::Strong),
            figure(row.before, Token::Base, ctx),
            figure(passed(row.number, BetKind::Straight), Token::Money, ctx),
            figure(passed(row.number, BetKind::Reventado), Token::Money, ctx),
            figure(row.after, Token::Strong, ctx),
            figure(row.beyond, beyond, ctx),
        ]
    };
    let foot = t::NUMBERS_FOOT.with("n", found.numbers.len());
    let of = (
        ctx.text(t::NUMBERS).to_owned(),
        NUMBERS,
        Some(foot),
        t::NOTHING.into(),
    );
    shown(&proposed.grid, area, buf, ctx, of, &cells);
}

fn draw_one(
    told: Option<&LayOffView>,
    grid: &Grid<LayOffShare>,
    area: Rect,
    buf: &mut Buffer,
    ctx: &Ctx,
) {
    let steps = told.map_or(0, |told| told.steps.len());
    let tall = u16::try_from(steps).unwrap_or(u16::MAX).saturating_add(2);
    let most = area.height / 2;
    let [lines, below] = rows(
        area,
        [Constraint::Min(4), Constraint::Length(tall.min(most))],
    );
    let cells = |row: &LayOffShare| {
        let kind = match row.line.kind {
            BetKind::Straight => t::STRAIGHT,
            BetKind::Reventado => t::REVENTADO,
        };
        vec![
            Cell::new(row.line.number.to_string(), Token::Strong),
            Cell::from(ctx.text(kind)),
            Cell::new(ctx.voice.figure(row.line.stake), Token::Money),
            Cell::new(format!("{}x", row.line.factor), Token::Dim),
            row.share.map_or_else(
                || Cell::new(ctx.symbols.dot, Token::Dim),
                |share| figure(share, Token::Strong, ctx),
            ),
        ]
    };
    let foot = told.map(|told| t::NUMBERS_FOOT.with("n", told.lines.len()));
    let of = (
        ctx.text(t::LINES).to_owned(),
        LINES,
        foot,
        t::READING.into(),
    );
    shown(grid, lines, buf, ctx, of, &cells);
    let Some(told) = told else {
        return;
    };
    let inside = panel(below, buf, ctx, ctx.text(t::STEPS));
    // The last steps, where there is no room for all.
    let shown = usize::from(inside.height).min(told.steps.len());
    let last = told.steps.iter().skip(told.steps.len() - shown);
    for (at, step) in (0..inside.height).zip(last) {
        let room = usize::from(inside.width);
        let said = fit(&said(step, ctx), room, Side::Left, ctx.symbols);
        line(inside, buf, at, &Line::styled(said, ctx.style(Token::Base)));
    }
}

/// A step in one line: when, what, who, who answered and what.
fn said(step: &LayOffEntry, ctx: &Ctx) -> String {
    let mut parts = vec![
        ctx.voice.clock(step.at),
        ctx.text(t::step_done(step.step)).to_owned(),
        plain(&step.by).into_owned(),
    ];
    if !step.answered.is_empty() {
        let answered = t::ANSWERED_BY.with("name", plain(&step.answered).into_owned());
        parts.push(ctx.say(&answered));
    }
    if !step.reference.is_empty() {
        parts.push(plain(&step.reference).into_owned());
    }
    parts.join(&format!(" {} ", ctx.symbols.dot))
}

fn shown<R>(
    grid: &Grid<R>,
    area: Rect,
    buf: &mut Buffer,
    ctx: &Ctx,
    (title, columns, foot, empty): (String, &[Column], Option<Say>, Say),
    cells: &dyn Fn(&R) -> Vec<Cell>,
) {
    let inside = panel_focused(area, buf, ctx, &title, true);
    let look = Look {
        columns,
        cells,
        empty,
        foot,
        focused: true,
    };
    grid.render(inside, buf, ctx, &look);
}

/// A figure that says nothing when there is none.
fn figure(money: Money, token: Token, ctx: &Ctx) -> Cell {
    if money.is_zero() {
        Cell::new(ctx.symbols.dot, Token::Dim)
    } else {
        Cell::new(ctx.voice.figure(money), token)
    }
}

const fn token(state: LayOffState) -> Token {
    match state {
        LayOffState::Proposed | LayOffState::Sent => Token::Warn,
        LayOffState::Accepted => Token::Strong,
        LayOffState::Settled => Token::Money,
        LayOffState::Rejected | LayOffState::Withdrawn | LayOffState::Annulled => Token::Dim,
    }
}

fn listed(row: &LayOffRow, ctx: &Ctx) -> Vec<Cell> {
    vec![
        Cell::new(row.number.to_string(), Token::Dim),
        Cell::new(plain(&row.house), Token::Strong),
        Cell::new(ctx.text(t::state(row.state)), token(row.state)),
        figure(row.stakes, Token::Money, ctx),
        figure(row.cost, Token::Base, ctx),
        row.share.map_or_else(
            || Cell::new(ctx.symbols.dot, Token::Dim),
            |share| Cell::from(ctx.voice.figure(share)),
        ),
        figure(row.owed, Token::Base, ctx),
        figure(row.due, Token::Base, ctx),
        Cell::new(plain(&row.by), Token::Dim),
    ]
}
