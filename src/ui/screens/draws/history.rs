//! The results of a lottery, newest first, and how often each number came out: hot and cold ones as a chart.

use super::super::draw_label::result;
use super::{Draws, HOT, LOTTERIES, RESULTS, View};
use crate::domain::{DrawState, LotteryId};
use crate::ops::{DrawFilter, DrawRow, HotFilter, HotNumber, HotNumbers, LotteryRow, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::Prompt;
use crate::ui::screen::Offer;
use crate::ui::text::{Say, Text, draw_life as life, draws, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Field, Grid, Look, Side, Span, bar, columns, panel_focused, typed_date,
};
use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const RESULT_COLUMNS: &[Column] = &[
    column(life::DATE, Span::Fixed(11), Side::Left, 0),
    column(draws::COL_HOUR, Span::Fixed(5), Side::Left, 0),
    column(draws::COL_LOTTERY, Span::Rest(8), Side::Left, 1),
    column(draws::COL_RESULT, Span::Fixed(9), Side::Left, 0),
    column(draws::COL_SOLD, Span::Fixed(10), Side::Right, 3),
    column(draws::COL_PRIZES, Span::Fixed(10), Side::Right, 2),
];

const HOT_COLUMNS: &[Column] = &[
    column(life::COL_NUMBER, Span::Fixed(4), Side::Left, 0),
    column(life::COL_TIMES, Span::Fixed(5), Side::Right, 0),
    column(life::COL_BAR, Span::Rest(8), Side::Left, 0),
    column(life::COL_GAP, Span::Fixed(7), Side::Right, 0),
    column(life::COL_LAST, Span::Fixed(10), Side::Left, 1),
];

/// How many days back it begins.
const BACK: u64 = 90;

/// Which list takes the keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    Results,
    Hot,
}

/// The lottery and the days that are looked at, and what was found.
#[derive(Default)]
pub(super) struct History {
    lotteries: Vec<(LotteryId, String)>,
    asked: bool,
    chosen: usize,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    results: Grid<DrawRow>,
    hot: Grid<HotNumber>,
    told: HotNumbers,
    pane: Pane,
}

impl History {
    fn lottery(&self) -> Option<LotteryId> {
        self.lotteries.get(self.chosen).map(|(id, _)| *id)
    }

    /// Asks for the lotteries first, then for what came out.
    pub(super) fn ask(&self, ctx: &Ctx) -> Vec<Effect> {
        let Some(lottery) = self.lottery() else {
            let first = Effect::Ask(LOTTERIES, Request::Lotteries);
            return if self.asked { Vec::new() } else { vec![first] };
        };
        let today = ctx.voice.day_of(ctx.now);
        let from = self.from.or(today.checked_sub_days(Days::new(BACK)));
        let to = self.to.or(Some(today));
        let filter = DrawFilter {
            from,
            to,
            lottery: Some(lottery),
            state: Some(DrawState::Evaluated),
        };
        let hot = HotFilter { lottery, from, to };
        vec![
            Effect::Ask(RESULTS, Request::Draws(filter)),
            Effect::Ask(HOT, Request::HotNumbers(hot)),
        ]
    }

    pub(super) fn lotteries_read(&mut self, all: &[LotteryRow]) {
        self.asked = true;
        self.lotteries = all
            .iter()
            .map(|lottery| (lottery.id, lottery.name.clone()))
            .collect();
    }

    /// Newest first.
    pub(super) fn results_read(&mut self, rows: &[DrawRow]) {
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        self.results.set(rows, false);
    }

    /// The numbers that came out most, then those that wait longest.
    pub(super) fn hot_read(&mut self, found: &HotNumbers) {
        let mut rows = found.numbers.clone();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.times), row.gap, row.number));
        self.hot.set(rows, false);
        self.told = found.clone();
    }

    pub(super) fn on_action(&mut self, action: Action) -> crate::ui::widgets::Moved {
        match self.pane {
            Pane::Results => self.results.on_action(action),
            Pane::Hot => self.hot.on_action(action),
        }
    }

    pub(super) fn next_pane(&mut self) {
        self.pane = match self.pane {
            Pane::Results => Pane::Hot,
            Pane::Hot => Pane::Results,
        };
    }

    /// The chosen draw, to be shown in its day.
    pub(super) fn chosen(&self) -> Option<&DrawRow> {
        match self.pane {
            Pane::Results => self.results.chosen(),
            Pane::Hot => None,
        }
    }

    pub(super) fn offers() -> Vec<Offer> {
        vec![
            Offer::on(Action::ListFilter),
            Offer::on(Action::ListNextPane),
            Offer::on(Action::ListBack),
            Offer::on(Action::DrawsImport),
        ]
    }

    /// Asks for another lottery and other days.
    pub(super) fn filter(&self, refused: Option<(usize, Say)>, values: &[String]) -> Effect {
        let words = self.lotteries.iter();
        let words: Vec<Say> = words
            .map(|(_, name)| frame::PLAIN.with("text", name.as_str()))
            .collect();
        let day = |place: usize, day: Option<NaiveDate>| {
            let known = day.map(|day| day.to_string()).unwrap_or_default();
            values.get(place).cloned().unwrap_or(known)
        };
        let fields = vec![
            Field::choice(life::LOTTERY, words).chosen(self.chosen),
            Field::text(life::FROM, 10)
                .hint(life::FROM_HINT)
                .value(day(1, self.from)),
            Field::text(life::TO, 10)
                .hint(life::TO_HINT)
                .value(day(2, self.to)),
        ];
        let prompt = Prompt::new(life::HISTORY, Vec::new(), fields);
        let prompt = match refused {
            Some((field, why)) => prompt.refused(field, why),
            None => prompt,
        };
        Effect::open(RESULTS, prompt)
    }

    /// What was typed as a filter; names the field that is wrong, and why.
    fn read(&mut self, values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
        let value = |place: usize| values.get(place).map_or("", |value| value.trim());
        let from = typed_date(value(1), ctx).map_err(|why| (1, why))?;
        let to = typed_date(value(2), ctx).map_err(|why| (2, why))?;
        self.chosen = value(0).parse().unwrap_or(0);
        (self.from, self.to) = (from, to);
        Ok(())
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        if area.width >= 110 {
            let parts = [Constraint::Ratio(1, 2), Constraint::Ratio(1, 2)];
            let [left, right] = columns(area, parts);
            self.render_results(left, buf, ctx);
            self.render_hot(right, buf, ctx);
        } else {
            match self.pane {
                Pane::Results => self.render_results(area, buf, ctx),
                Pane::Hot => self.render_hot(area, buf, ctx),
            }
        }
    }

    fn name(&self) -> &str {
        self.lotteries
            .get(self.chosen)
            .map_or("", |(_, name)| name.as_str())
    }

    fn render_results(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = life::RESULTS.with("name", self.name());
        let focused = self.pane == Pane::Results;
        let inside = panel_focused(area, buf, ctx, &ctx.say(&title), focused);
        let cells = |row: &DrawRow| {
            vec![
                Cell::new(ctx.voice.day(row.at), Token::Base),
                Cell::new(ctx.voice.clock(row.at), Token::Strong),
                Cell::from(&row.name),
                Cell::new(
                    row.result.as_ref().map(result).unwrap_or_default(),
                    Token::Accent,
                ),
                if row.imported() {
                    Cell::new(ctx.text(life::IMPORTED), Token::Dim)
                } else {
                    Cell::from(ctx.voice.figure(row.sold))
                },
                if row.imported() {
                    Cell::from("")
                } else {
                    Cell::from(ctx.voice.figure(row.prizes))
                },
            ]
        };
        let look = Look {
            columns: RESULT_COLUMNS,
            cells: &cells,
            empty: life::RESULTS_EMPTY.into(),
            foot: Some(life::RESULTS_FOOT.with("n", self.results.rows().len())),
            focused,
        };
        self.results.render(inside, buf, ctx, &look);
    }

    fn render_hot(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = life::HOT.with("name", self.name());
        let focused = self.pane == Pane::Hot;
        let inside = panel_focused(area, buf, ctx, &ctx.say(&title), focused);
        let most = self.told.numbers.iter().map(|row| row.times).max();
        let most = u64::try_from(most.unwrap_or(0)).unwrap_or(0);
        let room = usize::from(inside.width).saturating_sub(34).clamp(8, 30);
        let cells = |row: &HotNumber| {
            let times = u64::try_from(row.times).unwrap_or(0);
            let (full, empty) = bar(times, most, room, ctx.symbols);
            let token = if times == 0 {
                Token::Dim
            } else if times == most {
                Token::Warn
            } else {
                Token::Base
            };
            let dot = ctx.symbols.dot;
            vec![
                Cell::new(row.number.to_string(), Token::Strong),
                Cell::new(row.times.to_string(), token),
                Cell::new(format!("{full}{empty}"), token),
                Cell::new(
                    row.gap.map_or(dot.to_owned(), |gap| gap.to_string()),
                    Token::Dim,
                ),
                Cell::new(
                    row.last.map_or(String::new(), |at| ctx.voice.day(at)),
                    Token::Dim,
                ),
            ]
        };
        let look = Look {
            columns: HOT_COLUMNS,
            cells: &cells,
            empty: life::RESULTS_EMPTY.into(),
            foot: Some(life::HOT_FOOT.with("n", self.told.draws)),
            focused,
        };
        self.hot.render(inside, buf, ctx, &look);
    }
}

impl Draws {
    pub(super) fn show_history(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let history = History::default();
        let asked = history.ask(ctx);
        self.view = View::History(Box::new(history));
        asked
    }

    pub(super) fn history_filtered(&mut self, values: &[String], ctx: &Ctx) -> Vec<Effect> {
        let View::History(history) = &mut self.view else {
            return Vec::new();
        };
        match history.read(values, ctx) {
            Ok(()) => history.ask(ctx),
            Err(wrong) => vec![history.filter(Some(wrong), values)],
        }
    }
}
