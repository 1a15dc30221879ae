//! How a report is drawn: the filter line, the rows with the period before beside them, the total, and a chart below.

use super::Reports;
use crate::domain::report::{Measure, Report, ReportRow};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{report as words, reports as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Look, Side, Span, bar, column_chart, fit, line, panel, panel_focused, rows, width,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span as Piece};

impl Reports {
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let tall = match area.height {
            0..=15 => 0,
            16..=27 => 7,
            _ => 12,
        };
        let [head, list, chart] = rows(
            area,
            [
                Constraint::Length(1),
                Constraint::Min(0),
                Constraint::Length(tall),
            ],
        );
        self.draw_line(head, buf, ctx);
        let title = self.read.as_ref().map_or_else(
            || ctx.text(words::report(self.look.report)).to_owned(),
            |read| words::title(read, *ctx.voice),
        );
        let inside = panel_focused(list, buf, ctx, &title, true);
        match &self.read {
            Some(read) => self.draw_rows(read, inside, buf, ctx),
            None => line(
                inside,
                buf,
                0,
                &Line::styled(ctx.text(t::READING), ctx.style(Token::Dim)),
            ),
        }
        if let Some(read) = self.read.as_ref().filter(|_| tall > 0) {
            let name = ctx.text(words::measure(read.report.main())).to_owned();
            let name = format!(
                "{name} {} {}",
                ctx.symbols.dot,
                words::compared(read, *ctx.voice)
            );
            let inside = panel(chart, buf, ctx, &name);
            self.draw_chart(read, inside, buf, ctx);
        }
    }

    /// The filter line, as it was written; an empty one says what it means.
    fn draw_line(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let label = format!("{}: ", ctx.text(t::FILTER));
        let written = if self.look.line.is_empty() {
            (
                ctx.say(&t::EVERYTHING_TODAY.with("key", Action::ListFilter)),
                Token::Dim,
            )
        } else {
            (self.look.line.clone(), Token::Strong)
        };
        let room = usize::from(area.width).saturating_sub(width(&label));
        let words = fit(
            &crate::ui::plain::plain(&written.0),
            room,
            Side::Left,
            ctx.symbols,
        );
        let pieces = vec![
            Piece::styled(label, ctx.style(Token::Dim)),
            Piece::styled(words, ctx.style(written.1)),
        ];
        line(area, buf, 0, &Line::from(pieces));
    }

    fn draw_rows(&self, read: &Report, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let columns = columns(read);
        // the total stands below the rows, under the same columns
        let [list, foot] = rows(area, [Constraint::Min(0), Constraint::Length(1)]);
        let look = Look {
            columns: &columns,
            cells: &|row: &ReportRow| cells(row, read, ctx),
            empty: t::EMPTY.into(),
            foot: None,
            focused: true,
        };
        self.grid.render(list, buf, ctx, &look);
        let mut total = vec![Cell::new(ctx.text(t::TOTAL), Token::Strong)];
        total.extend(
            read.total
                .iter()
                .map(|one| Cell::new(words::figure(*one, *ctx.voice), Token::Strong)),
        );
        total.push(Cell::new(
            words::main_total_before(read, *ctx.voice),
            Token::Dim,
        ));
        if read.hidden > 0 {
            let say = t::HIDDEN.with("n", read.hidden);
            let words = Line::styled(ctx.say(&say), ctx.style(Token::Warn));
            return line(foot, buf, 0, &words);
        }
        self.grid.render_line(foot, buf, ctx, &look, &total);
    }

    fn draw_chart(&self, read: &Report, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let value = |amount: i64| u64::try_from(amount).unwrap_or(0);
        if read.by.ordered() {
            let values: Vec<(String, u64)> = read
                .rows
                .iter()
                .map(|row| (words::short(&row.key, *ctx.voice), value(row.main)))
                .collect();
            return column_chart(area, buf, ctx, &values);
        }
        let top = read
            .rows
            .iter()
            .map(|row| value(row.main.max(row.main_before)))
            .max()
            .unwrap_or(0);
        let names = read
            .rows
            .iter()
            .map(|row| width(&words::key(&row.key, *ctx.voice)));
        let widest = names.max().unwrap_or(0).min(usize::from(area.width) / 3);
        let room = usize::from(area.width).saturating_sub(widest + 1);
        // the chosen row stays in sight
        let tall = usize::from(area.height);
        let first = (self.grid.place() + 1).saturating_sub(tall);
        for (at, row) in (0..area.height).zip(read.rows.iter().skip(first)) {
            let name = fit(
                &words::key(&row.key, *ctx.voice),
                widest,
                Side::Left,
                ctx.symbols,
            );
            let (full, _) = bar(value(row.main), top, room, ctx.symbols);
            let pieces = vec![
                Piece::styled(format!("{name} "), ctx.style(Token::Base)),
                Piece::styled(full, ctx.style(Token::Bar)),
            ];
            line(area, buf, at, &Line::from(pieces));
        }
    }
}

/// The columns of a report: what a row is about, its figures, and the main figure of the period before.
fn columns(read: &Report) -> Vec<Column> {
    let mut all = vec![Column {
        title: words::of(read.by),
        span: Span::Rest(12),
        side: Side::Left,
        rank: 0,
    }];
    let main = read.report.main();
    all.extend(read.columns.iter().map(|measure| Column {
        title: words::measure(*measure),
        span: Span::Fixed(wide(*measure)),
        side: Side::Right,
        rank: if *measure == main { 0 } else { rank(*measure) },
    }));
    all.push(Column {
        title: t::BEFORE,
        span: Span::Fixed(13),
        side: Side::Right,
        rank: 5,
    });
    all
}

/// What gives way first where it is narrow: counts and averages before what the house keeps.
const fn rank(measure: Measure) -> u8 {
    match measure {
        Measure::Stakes | Measure::Paid | Measure::Open => 1,
        Measure::Net | Measure::Own | Measure::Debt => 2,
        Measure::Prizes | Measure::Vendedor | Measure::TakenBack => 3,
        Measure::Listero | Measure::Payouts | Measure::Margin | Measure::Expired => 4,
        Measure::Tickets | Measure::Reversed => 6,
        Measure::Share => 7,
        Measure::Average => 8,
        Measure::Bets => 9,
    }
}

/// The width of a column: amounts of nine figures, counts of six.
const fn wide(measure: Measure) -> u16 {
    match measure {
        Measure::Tickets
        | Measure::Bets
        | Measure::Payouts
        | Measure::Reversed
        | Measure::Share
        | Measure::Margin => 8,
        Measure::Stakes
        | Measure::Average
        | Measure::Listero
        | Measure::Vendedor
        | Measure::Own
        | Measure::Prizes
        | Measure::Net
        | Measure::Paid
        | Measure::TakenBack
        | Measure::Open
        | Measure::Debt
        | Measure::Expired => 11,
    }
}

fn cells(row: &ReportRow, read: &Report, ctx: &Ctx) -> Vec<Cell> {
    let main = read.report.main();
    let mut all = vec![Cell::new(words::key(&row.key, *ctx.voice), Token::Strong)];
    all.extend(read.columns.iter().zip(&row.figures).map(|(measure, one)| {
        let token = if *measure == main {
            Token::Strong
        } else {
            Token::Base
        };
        Cell::new(words::figure(*one, *ctx.voice), token)
    }));
    let trend = match row.main.cmp(&row.main_before) {
        std::cmp::Ordering::Greater => ctx.symbols.rise,
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Less => ctx.symbols.fall,
    };
    let before = words::main(row.main_before, *ctx.voice);
    all.push(Cell::new(format!("{before} {trend}").trim(), Token::Dim));
    all
}
