//! Draws made by hand, and the days without draws: both begin with a lottery.

use super::change::{read_when, when_fields};
use super::{Draws, HOLIDAY, HOLIDAYS, LOTTERIES, SPECIAL, UNDO, View};
use crate::domain::{CommandKey, LotteryId};
use crate::ops::{EndHoliday, HolidayRow, LotteryRow, Request, SaveHoliday, SpecialDraw};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Prompt, fact};
use crate::ui::plain::plain;
use crate::ui::screen::{Offer, Slot};
use crate::ui::text::{Say, Text, draw_life as life, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Field, Grid, Look, Side, Span, panel, rows, text, typed_date,
};
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
    column(life::COL_DAY, Span::Fixed(15), 0),
    column(life::LOTTERY, Span::Rest(10), 0),
    column(life::COL_NAME, Span::Rest(12), 0),
    column(life::COL_BY, Span::Rest(10), 1),
];

/// What is being made: the key, the lotteries to choose from and what was typed.
#[derive(Debug, Clone)]
pub(super) struct Making {
    slot: Slot,
    key: CommandKey,
    lotteries: Vec<(LotteryId, String)>,
    values: Vec<String>,
}

/// The days without draws.
#[derive(Default)]
pub(super) struct Holidays {
    pub(super) grid: Grid<HolidayRow>,
}

impl Holidays {
    pub(super) fn offers(&self) -> Vec<Offer> {
        let any = self.grid.chosen().is_some();
        vec![
            Offer::on(Action::DrawsNew),
            Offer::when(Action::DrawsUndo, any, life::HOLIDAY_OFF),
            Offer::on(Action::ListBack),
        ]
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel(area, buf, ctx, ctx.text(life::HOLIDAYS));
        let [how, _, list] = rows(
            inside,
            [
                Constraint::Length(1),
                Constraint::Length(1),
                Constraint::Min(0),
            ],
        );
        let words = ctx.text(life::HOLIDAYS_HOW);
        text(how, buf, words, ctx.style(Token::Dim));
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &HolidayRow| cells(row, ctx),
            empty: life::HOLIDAYS_EMPTY.with("key", Action::DrawsNew),
            foot: None,
            focused: true,
        };
        self.grid.render(list, buf, ctx, &look);
    }
}

fn cells(row: &HolidayRow, ctx: &Ctx) -> Vec<Cell> {
    let every = ctx.text(life::EVERY_LOTTERY);
    vec![
        Cell::new(ctx.voice.date(row.day), Token::Strong),
        Cell::from(row.lottery_name.as_deref().unwrap_or(every)),
        Cell::from(&row.name),
        Cell::new(plain(&row.set_by), Token::Dim),
    ]
}

impl Draws {
    /// Begins a draw by hand, or a day without draws: the lotteries first.
    pub(super) fn begin_making(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let slot = match self.view {
            View::Holidays(_) => HOLIDAY,
            _ => SPECIAL,
        };
        self.making = Some(Making {
            slot,
            key: ctx.fresh_key(),
            lotteries: Vec::new(),
            values: Vec::new(),
        });
        vec![Effect::Ask(LOTTERIES, Request::Lotteries)]
    }

    pub(super) fn lotteries_read(&mut self, all: &[LotteryRow], ctx: &Ctx) -> Vec<Effect> {
        let Some(making) = &mut self.making else {
            return Vec::new();
        };
        let active = all.iter().filter(|lottery| lottery.active);
        making.lotteries = active
            .map(|lottery| (lottery.id, lottery.name.clone()))
            .collect();
        if making.lotteries.is_empty() {
            self.making = None;
            return vec![Effect::note(life::NO_LOTTERIES)];
        }
        self.ask_making(None, ctx)
    }

    /// Opens the form, with what was typed before and why that was refused.
    pub(super) fn ask_making(&self, refused: Option<(usize, Say)>, ctx: &Ctx) -> Vec<Effect> {
        let Some(making) = &self.making else {
            return Vec::new();
        };
        let typed = |place: usize| making.values.get(place).cloned().unwrap_or_default();
        let mut words: Vec<Say> = Vec::new();
        if making.slot == HOLIDAY {
            words.push(life::EVERY_LOTTERY.into());
        }
        let names = making.lotteries.iter();
        words.extend(names.map(|(_, name)| frame::PLAIN.with("text", name.as_str())));
        let mut fields = vec![
            Field::choice(life::LOTTERY, words).chosen(typed(0).parse().unwrap_or(0)),
            Field::text(life::NAME, 40).value(typed(1)),
        ];
        let title = if making.slot == HOLIDAY {
            fields.push(Field::text(life::DATE, 10).value(typed(2)));
            life::HOLIDAY
        } else {
            let today = ctx.voice.day(ctx.now);
            let began = [today, String::new(), String::new()];
            let when = making.values.get(2..).unwrap_or_default();
            fields.extend(when_fields(when, &began));
            life::SPECIAL
        };
        let prompt = Prompt::new(title, Vec::new(), fields);
        let prompt = match refused {
            Some((field, why)) => prompt.refused(field, why),
            None => prompt,
        };
        vec![Effect::open(making.slot, prompt)]
    }

    /// The form ended: the command, or what is wrong beside its field.
    pub(super) fn making_typed(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let Some(making) = &mut self.making else {
            return Vec::new();
        };
        making.values = values;
        match making.request(ctx) {
            Ok(request) => vec![Effect::Ask(making.slot, request)],
            Err(wrong) => self.ask_making(Some(wrong), ctx),
        }
    }

    /// The command was refused: the form comes back under a fresh key.
    pub(super) fn making_refused(&mut self, why: Say, ctx: &Ctx) -> Vec<Effect> {
        let Some(making) = &mut self.making else {
            return Vec::new();
        };
        making.key = ctx.fresh_key();
        self.ask_making(Some((2, why)), ctx)
    }

    pub(super) fn show_holidays(&mut self) -> Vec<Effect> {
        self.view = View::Holidays(Holidays::default());
        vec![Effect::Ask(HOLIDAYS, Request::Holidays)]
    }

    /// Asks whether to take the chosen day back.
    pub(super) fn ask_end_holiday(row: &HolidayRow, ctx: &Ctx) -> Vec<Effect> {
        let facts = vec![
            fact(
                life::COL_DAY,
                frame::PLAIN.with("text", ctx.voice.date(row.day)),
            ),
            fact(life::COL_NAME, frame::PLAIN.with("text", row.name.as_str())),
        ];
        let question = Confirm::new(
            life::HOLIDAYS,
            facts,
            life::HOLIDAY_ASK,
            Action::DrawsUndo.row().label,
        );
        vec![Effect::open(UNDO, question)]
    }

    /// Takes the chosen day back.
    pub(super) fn end_holiday(&self, ctx: &Ctx) -> Vec<Effect> {
        let View::Holidays(days) = &self.view else {
            return Vec::new();
        };
        let end = |row: &HolidayRow| {
            let (key, holiday) = (ctx.fresh_key(), row.id);
            Effect::Ask(UNDO, Request::EndHoliday(EndHoliday { key, holiday }))
        };
        days.grid.chosen().map(end).into_iter().collect()
    }
}

impl Making {
    /// What was typed as a command; names the field that is wrong, and why.
    fn request(&self, ctx: &Ctx) -> Result<Request, (usize, Say)> {
        let value = |place: usize| self.values.get(place).map_or("", |value| value.trim());
        let chosen: usize = value(0).parse().unwrap_or(0);
        let name = value(1).to_owned();
        if name.is_empty() {
            return Err((1, life::NAME_MISSING.into()));
        }
        if self.slot == HOLIDAY {
            let day = typed_date(value(2), ctx).map_err(|why| (2, why))?;
            let lottery = chosen.checked_sub(1).and_then(|at| self.lotteries.get(at));
            return Ok(Request::SaveHoliday(SaveHoliday {
                key: self.key,
                holiday: self.key.raw().into(),
                lottery: lottery.map(|(id, _)| *id),
                day: day.ok_or((2, life::DATE_MISSING.into()))?,
                name,
            }));
        }
        let when = self.values.get(2..).unwrap_or_default();
        let (at, cutoff) = read_when(when, ctx).map_err(|(field, why)| (field + 2, why))?;
        let lottery = self.lotteries.get(chosen).or(self.lotteries.first());
        let (lottery, _) = lottery.ok_or((0, life::NO_LOTTERIES.into()))?;
        Ok(Request::SpecialDraw(SpecialDraw {
            key: self.key,
            draw: self.key.raw().into(),
            lottery: *lottery,
            name,
            at,
            cutoff,
        }))
    }
}
