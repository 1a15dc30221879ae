//! What the map shows of each number, and how strongly it is shaded.

use crate::domain::exposure::Heat;
use crate::domain::{BetKind, Money, MoneyFormat, Number, Used};
use crate::ops::{ExposureCell, ExposureView};
use crate::ui::ctx::Ctx;
use crate::ui::symbols::Symbols;
use crate::ui::text::{Text, exposure};

/// What the map's figures are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Measure {
    /// The stakes on a number.
    Stake,
    /// What is paid if it comes out.
    #[default]
    Liability,
    /// What the house keeps if it comes out.
    Net,
    /// The share of its limit.
    Share,
}

impl Measure {
    /// The next one.
    pub(super) const fn next(self) -> Self {
        match self {
            Self::Stake => Self::Liability,
            Self::Liability => Self::Net,
            Self::Net => Self::Share,
            Self::Share => Self::Stake,
        }
    }

    /// Its name.
    pub(super) const fn text(self) -> Text {
        match self {
            Self::Stake => exposure::STAKE,
            Self::Liability => exposure::LIABILITY,
            Self::Net => exposure::NET,
            Self::Share => exposure::SHARE,
        }
    }
}

/// How a number stands against its limit, or else how strongly it is shaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Nothing is sold on it.
    None,
    /// Little, compared with the largest.
    Low,
    /// Some.
    Middle,
    /// Much.
    High,
    /// At the share of its limit from which the house wants to be told.
    Alert,
    /// At its limit or above.
    Full,
    /// Not sold any more.
    Blocked,
}

impl Level {
    /// The sign that says it without colour.
    pub(super) const fn sign(self, symbols: &Symbols) -> &'static str {
        match self {
            Self::None => symbols.heat[0],
            Self::Low => symbols.heat[1],
            Self::Middle => symbols.heat[2],
            Self::High => symbols.heat[3],
            Self::Alert => symbols.heat[4],
            Self::Full => symbols.heat[5],
            Self::Blocked => symbols.cross,
        }
    }

    /// The share, in thousandths, whose look the themes give it.
    pub(super) const fn permille(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Low => 100,
            Self::Middle => 300,
            Self::High => 600,
            Self::Alert => 900,
            Self::Full | Self::Blocked => 1_000,
        }
    }
}

/// The stakes on a number, both kinds together.
pub(super) fn stake(cell: &ExposureCell) -> Money {
    cell.used.of(None).unwrap_or_default()
}

/// The stakes of one kind.
pub(super) fn stake_of(cell: &ExposureCell, kind: BetKind) -> Money {
    cell.used.of(Some(kind)).unwrap_or_default()
}

/// What the house keeps if the number comes out: sales − commissions − lay-off − what it pays itself.
pub(super) fn net(view: &ExposureView, liability: Money) -> Money {
    view.stakes
        .checked_sub(view.commission)
        .and_then(|kept| kept.checked_sub(view.laid_cost))
        .and_then(|kept| kept.checked_sub(liability))
        .unwrap_or_default()
}

/// The cells of a draw by number, with what the shades are measured against.
#[derive(Debug, Clone)]
pub(super) struct Board {
    /// The answer.
    pub(super) view: ExposureView,
    /// Every number of the draw; never empty.
    cells: Vec<ExposureCell>,
    most_stake: Money,
    most_liability: Money,
}

impl Board {
    /// Lays the answer out by number.
    pub(super) fn of(view: ExposureView) -> Self {
        let empty = |number| ExposureCell {
            number,
            used: Used::default(),
            liability: Money::ZERO,
            laid_off: Money::ZERO,
            tickets: 0,
            limit: None,
            share: None,
            blocked: false,
        };
        let mut cells: Vec<ExposureCell> = Number::all(view.draw.digits).map(empty).collect();
        for cell in &view.cells {
            if let Some(place) = cells.get_mut(usize::from(cell.number.value())) {
                place.clone_from(cell);
            }
        }
        let most = |of: fn(&ExposureCell) -> Money| view.cells.iter().map(of).max();
        Self {
            most_stake: most(stake).unwrap_or_default(),
            most_liability: most(ExposureCell::retained).unwrap_or_default(),
            cells,
            view,
        }
    }

    /// A number's counters; zero where nothing was sold and no limit is in force.
    pub(super) fn cell(&self, value: u16) -> &ExposureCell {
        let last = self.cells.len() - 1;
        &self.cells[usize::from(value).min(last)]
    }

    /// How a number stands.
    pub(super) fn level(&self, cell: &ExposureCell, measure: Measure) -> Level {
        if cell.blocked {
            return Level::Blocked;
        }
        let worst = self.view.worst.map_or(Money::ZERO, |(_, amount)| amount);
        match Heat::of(cell.share, cell.retained(), worst, self.view.alert_percent) {
            Heat::Full => return Level::Full,
            Heat::Alert => return Level::Alert,
            Heat::Cold | Heat::Low | Heat::Warm => {}
        }
        let (part, whole) = match measure {
            Measure::Stake => (stake(cell), self.most_stake),
            Measure::Liability => (cell.retained(), self.most_liability),
            Measure::Net => {
                let net = net(&self.view, cell.retained());
                let loss = if net.is_negative() {
                    cell.retained()
                } else {
                    Money::ZERO
                };
                (loss, self.most_liability)
            }
            Measure::Share => return shade(u64::from(cell.share.unwrap_or(0)) * 10),
        };
        if !part.is_positive() {
            return Level::None;
        }
        let permille = i128::from(part.as_cents()) * 1_000 / i128::from(whole.as_cents().max(1));
        let level = shade(u64::try_from(permille).unwrap_or(0).max(1));
        match measure {
            // A loss is never the calm colour, however small.
            Measure::Net => level.max(Level::Middle),
            Measure::Stake | Measure::Liability | Measure::Share => level,
        }
    }

    /// The figure of a number, `None` where there is nothing to say.
    pub(super) fn figure(&self, cell: &ExposureCell, measure: Measure) -> Option<Figure> {
        let some = !stake(cell).is_zero();
        match measure {
            Measure::Stake => some.then(|| Figure::Money(stake(cell))),
            Measure::Liability => some.then_some(Figure::Money(cell.retained())),
            Measure::Net => some.then(|| Figure::Money(net(&self.view, cell.retained()))),
            Measure::Share => cell
                .share
                .filter(|percent| *percent > 0)
                .map(Figure::Percent),
        }
    }

    /// Numbers that the house wants to be told about, the worst first.
    pub(super) fn alerts(&self) -> Vec<(ExposureCell, Level)> {
        let mut all: Vec<(ExposureCell, Level)> = self
            .view
            .cells
            .iter()
            .map(|cell| (cell.clone(), self.level(cell, Measure::Share)))
            .filter(|(_, level)| *level >= Level::Alert)
            .collect();
        all.sort_by_key(|(cell, _)| (std::cmp::Reverse(cell.share), cell.number.value()));
        all
    }

    /// How many numbers the house would lose money on.
    pub(super) fn losing(&self) -> usize {
        let loses = |cell: &&ExposureCell| net(&self.view, cell.retained()).is_negative();
        self.view.cells.iter().filter(loses).count()
    }
}

fn shade(permille: u64) -> Level {
    match permille {
        0 => Level::None,
        1..=249 => Level::Low,
        250..=599 => Level::Middle,
        600.. => Level::High,
    }
}

/// A figure of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// An amount.
    Money(Money),
    /// A share in percent.
    Percent(u16),
}

impl Figure {
    /// The figure in at most so many columns: whole, else in thousands or millions; `None` where even that is too wide.
    pub(super) fn within(self, columns: usize, ctx: &Ctx) -> Option<String> {
        let forms = match self {
            Self::Percent(percent) => vec![format!("{percent} %"), format!("{percent}%")],
            Self::Money(amount) => amount_forms(amount, ctx),
        };
        forms
            .into_iter()
            .find(|form| crate::ui::widgets::width(form) <= columns)
    }
}

fn amount_forms(amount: Money, ctx: &Ctx) -> Vec<String> {
    let colones = amount.as_cents() / 100;
    let point = match ctx.voice.money {
        MoneyFormat::Commas => '.',
        MoneyFormat::Dots | MoneyFormat::Spaces => ',',
    };
    let minus = if colones < 0 { "-" } else { "" };
    let size = colones.unsigned_abs();
    let scaled = |unit: u64, letter: char| {
        let tenths = (size.saturating_mul(10) + unit / 2) / unit;
        let rounded = (size + unit / 2) / unit;
        let short = format!("{minus}{rounded}{letter}");
        if tenths < 100 && !tenths.is_multiple_of(10) {
            let fine = format!("{minus}{}{point}{}{letter}", tenths / 10, tenths % 10);
            [fine, short]
        } else {
            [short.clone(), short]
        }
    };
    let whole = amount
        .checked_sub(Money::try_from_cents(amount.as_cents() % 100).unwrap_or_default())
        .unwrap_or(amount);
    let mut forms = vec![ctx.voice.figure(whole)];
    if (1_000..999_500).contains(&size) {
        forms.extend(scaled(1_000, 'k'));
    }
    if size >= 999_500 {
        forms.extend(scaled(1_000_000, 'M'));
    }
    forms
}
