//! What the clock does by itself: every job with its last run, what comes next, and a warning where one is late.

use super::System;
use crate::ops::JobRow;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Arg, Say, Text, name, system as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Look, Side, Span, panel_focused};
use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(t::JOB, Span::Rest(18), Side::Left, 0),
    column(t::JOB_LAST, Span::Fixed(14), Side::Left, 0),
    column(t::JOB_NEXT, Span::Fixed(14), Side::Left, 1),
    column(t::JOB_DONE, Span::Fixed(8), Side::Right, 2),
    column(t::JOB_FAILURES, Span::Fixed(8), Side::Right, 2),
    column(t::RESULT, Span::Fixed(10), Side::Left, 0),
];

/// Most runs that the details of a job name.
const RUNS: usize = 8;

/// A moment as the list shows it: month, day, time.
fn short(at: DateTime<Utc>, ctx: &Ctx) -> String {
    let day = ctx.voice.day(at);
    let day = day.get(5..).unwrap_or_default();
    format!("{day} {}", ctx.voice.clock(at))
}

impl System {
    /// Whether a job is late.
    pub(super) fn late(&self) -> bool {
        self.jobs.rows().iter().any(|row| row.late)
    }

    pub(super) fn render_jobs(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::JOBS), true);
        let cells = |row: &JobRow| {
            let never = || ctx.text(t::JOB_NEVER).to_owned();
            let (word, token) = if row.late {
                (t::JOB_LATE, Token::Error)
            } else {
                (t::JOB_IN_TIME, Token::Ok)
            };
            let failed = if row.failures > 0 {
                Token::Warn
            } else {
                Token::Dim
            };
            vec![
                Cell::new(ctx.text(name::job(&row.job)), Token::Strong),
                Cell::from(row.last_run.map_or_else(never, |at| short(at, ctx))),
                Cell::new(
                    row.next.map(|at| short(at, ctx)).unwrap_or_default(),
                    Token::Dim,
                ),
                Cell::from(ctx.voice.count(row.done)),
                Cell::new(ctx.voice.count(row.failures), failed),
                Cell::new(ctx.text(word), token),
            ]
        };
        let look = Look {
            columns: COLUMNS,
            cells: &cells,
            empty: t::JOBS_EMPTY.with("key", Action::SystemTick),
            foot: Some(t::JOBS_FOOT.with("n", self.runs.len())),
            focused: true,
        };
        self.jobs.render(inside, buf, ctx, &look);
    }

    /// A job with its latest runs that did something.
    pub(super) fn job_lines(&self, row: &JobRow, ctx: &Ctx) -> Vec<Say> {
        let named = |label: Text, value: String| t::DETAIL.with("name", label).with("value", value);
        let mut lines = vec![
            named(t::JOB, ctx.text(name::job(&row.job)).to_owned()),
            named(t::JOB_RUNS, ctx.voice.count(row.runs)),
            named(t::JOB_FAILURES, ctx.voice.count(row.failures)),
        ];
        if let Some(why) = &row.last_failure {
            lines.push(t::JOB_WHY.with("why", plain(why).into_owned()));
        }
        let own = self.runs.iter().filter(|run| run.job == row.job);
        for run in own.take(RUNS) {
            let done = match &run.failure {
                Some(why) => plain(why).into_owned(),
                None => ctx.voice.count(run.done),
            };
            lines.push(
                t::JOB_RUN
                    .with("at", Arg::Moment(run.at))
                    .with("done", done)
                    .with("by", run.by.as_str()),
            );
        }
        lines
    }
}
