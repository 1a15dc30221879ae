//! A table of rows: columns that give way when it is narrow, figures at the right, a chosen row, pages, a line with count
//! and sum, and a sentence where there is nothing.

use super::fit::{Side, fit, width};
use super::panel::{line, text};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, Text, frame};
use crate::ui::theme::Token;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span as Piece};

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Exactly so many columns.
    Fixed(u16),
    /// At least so many, and a share of what is left over.
    Rest(u16),
}

/// One column of a grid.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The heading.
    pub title: Text,
    /// The width.
    pub span: Span,
    /// Where its cells stand.
    pub side: Side,
    /// What goes first when it is narrow: columns of the highest rank. Rank 0 always stays.
    pub rank: u8,
}

/// One cell: its text and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text, without control characters.
    pub text: String,
    /// The meaning.
    pub token: Token,
    /// A look of its own, such as a lottery's colour, instead of the meaning's.
    pub look: Option<Style>,
}

impl Cell {
    /// A cell of this meaning. Control characters are made visible.
    pub fn new(text: impl AsRef<str>, token: Token) -> Self {
        Self {
            text: crate::ui::plain::plain(text.as_ref()).into_owned(),
            token,
            look: None,
        }
    }

    /// The same cell in a look of its own.
    #[must_use]
    pub fn look(mut self, look: Style) -> Self {
        self.look = Some(look);
        self
    }
}

impl<T: AsRef<str>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text, Token::Base)
    }
}

/// How a grid looks: its columns, how a row becomes cells, and its words.
pub struct Look<'a, R> {
    /// The columns.
    pub columns: &'a [Column],
    /// The cells of a row, one for each column.
    pub cells: &'a dyn Fn(&R) -> Vec<Cell>,
    /// What stands there when there are no rows.
    pub empty: Say,
    /// What stands below the rows: count and sum.
    pub foot: Option<Say>,
    /// Whether the grid takes the keys at the moment.
    pub focused: bool,
}

/// What an action did to a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Another row is chosen, or the same.
    Moved,
    /// The end of what was read is reached and more rows exist: ask for the next page.
    WantsMore,
    /// The action is not one of the grid's.
    Ignored,
}

/// The rows of a table and which one is chosen.
#[derive(Debug, Clone)]
pub struct Grid<R> {
    rows: Vec<R>,
    chosen: usize,
    more: bool,
    loaded: bool,
}

impl<R> Default for Grid<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            chosen: 0,
            more: false,
            loaded: false,
        }
    }
}

/// Rows that one page key moves.
const PAGE: usize = 10;

impl<R> Grid<R> {
    /// Replaces all rows. The choice stays at its place as far as there are rows. `more` = a next page exists.
    pub fn set(&mut self, rows: Vec<R>, more: bool) {
        self.rows = rows;
        self.more = more;
        self.loaded = true;
        self.chosen = self.chosen.min(self.rows.len().saturating_sub(1));
    }

    /// Adds the next page.
    pub fn append(&mut self, rows: Vec<R>, more: bool) {
        self.rows.extend(rows);
        self.more = more;
        self.loaded = true;
    }

    /// The rows read so far.
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// Whether anything has been read at all.
    pub fn loaded(&self) -> bool {
        self.loaded
    }

    /// The chosen row.
    pub fn chosen(&self) -> Option<&R> {
        self.rows.get(self.chosen)
    }

    /// The place of the chosen row.
    pub fn place(&self) -> usize {
        self.chosen
    }

    /// Chooses a row by its place, as far as there are rows.
    pub fn choose(&mut self, place: usize) {
        self.chosen = place.min(self.rows.len().saturating_sub(1));
    }

    /// Moves the choice.
    pub fn on_action(&mut self, action: Action) -> Moved {
        let last = self.rows.len().saturating_sub(1);
        let target = match action {
            Action::ListUp => self.chosen.saturating_sub(1),
            Action::ListDown => self.chosen.saturating_add(1),
            Action::ListPageUp => self.chosen.saturating_sub(PAGE),
            Action::ListPageDown => self.chosen.saturating_add(PAGE),
            Action::ListFirst => 0,
            Action::ListLast => last,
            _ => return Moved::Ignored,
        };
        self.chosen = target.min(last);
        let reached_end = target >= last
            && matches!(
                action,
                Action::ListDown | Action::ListPageDown | Action::ListLast
            );
        if reached_end && self.more {
            Moved::WantsMore
        } else {
            Moved::Moved
        }
    }

    /// Draws heading, rows and foot.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, look: &Look<R>) {
        if self.rows.is_empty() {
            let sentence = if self.loaded {
                ctx.say(&look.empty)
            } else {
                ctx.text(frame::LOADING).to_owned()
            };
            return text(area, buf, &sentence, ctx.style(Token::Dim));
        }
        let widths = widths(look.columns, area.width);
        let headings = look
            .columns
            .iter()
            .map(|column| Cell::new(ctx.text(column.title), Token::Header))
            .collect::<Vec<_>>();
        line(area, buf, 0, &row_line(&headings, &widths, look, ctx, None));
        let all = usize::from(area.height.saturating_sub(1));
        let foot = usize::from(look.foot.is_some() || self.rows.len() > all);
        let height = all.saturating_sub(foot);
        // The chosen row stays in the middle as far as there are rows on both sides, so that every step is seen.
        let most = self.rows.len().saturating_sub(height);
        let first = self.chosen.saturating_sub(height / 2).min(most);
        for (row, (place, item)) in (1..).zip(self.rows.iter().enumerate().skip(first).take(height))
        {
            let chosen = (place == self.chosen).then_some(if look.focused {
                Token::Selection
            } else {
                Token::Strong
            });
            line(
                area,
                buf,
                row,
                &row_line(&(look.cells)(item), &widths, look, ctx, chosen),
            );
            if chosen == Some(Token::Selection) {
                point(area, buf, row, ctx);
            }
        }
        if foot > 0 {
            let mark = if self.more { ctx.symbols.more } else { "" };
            let shown = if self.rows.len() > height {
                let say = frame::POSITION.with("from", first + 1);
                let say = say.with("to", (first + height).min(self.rows.len()));
                ctx.say(&say.with("n", format!("{}{mark}", self.rows.len())))
            } else {
                mark.to_owned()
            };
            let words = look
                .foot
                .as_ref()
                .map_or(String::new(), |foot| ctx.say(foot));
            let room = usize::from(area.width).saturating_sub(width(&shown) + 1);
            let words = fit(&words, room, Side::Left, ctx.symbols);
            let words = Line::styled(format!("{words} {shown}"), ctx.style(Token::Dim));
            line(area, buf, area.height.saturating_sub(1), &words);
        }
    }
}

/// The pointer at a chosen row, in the column of air before the list: colour alone does not tell which row is chosen.
fn point(area: Rect, buf: &mut Buffer, row: u16, ctx: &Ctx) {
    let spot = Rect {
        x: area.x.saturating_sub(1),
        width: 1,
        ..area
    };
    let place = (spot.x, spot.y.saturating_add(row));
    if area.x > 0 && buf.cell(place).is_some_and(|cell| cell.symbol() == " ") {
        let pointer = Piece::styled(ctx.symbols.pointer, ctx.style(Token::Accent));
        line(spot, buf, row, &Line::from(pointer));
    }
}

impl<R> Grid<R> {
    /// Draws one line of cells under the same columns, such as the total of all rows.
    pub fn render_line(
        &self,
        area: Rect,
        buf: &mut Buffer,
        ctx: &Ctx,
        look: &Look<R>,
        cells: &[Cell],
    ) {
        if !self.rows.is_empty() {
            let widths = widths(look.columns, area.width);
            line(area, buf, 0, &row_line(cells, &widths, look, ctx, None));
        }
    }
}

/// One row as pieces of text; `chosen` is the style of a chosen row.
fn row_line<R>(
    cells: &[Cell],
    widths: &[u16],
    look: &Look<R>,
    ctx: &Ctx,
    chosen: Option<Token>,
) -> Line<'static> {
    let mut pieces = Vec::with_capacity(cells.len() * 2);
    for ((cell, column), width) in cells.iter().zip(look.columns).zip(widths) {
        if *width == 0 {
            continue;
        }
        if !pieces.is_empty() {
            pieces.push(Piece::styled(" ", ctx.style(chosen.unwrap_or(Token::Base))));
        }
        let shown = fit(&cell.text, usize::from(*width), column.side, ctx.symbols);
        let own = cell.look.unwrap_or_else(|| ctx.style(cell.token));
        pieces.push(Piece::styled(
            shown,
            chosen.map_or(own, |chosen| ctx.style(chosen)),
        ));
    }
    Line::from(pieces)
}

/// The width of every column; zero for those that had to give way.
fn widths(columns: &[Column], room: u16) -> Vec<u16> {
    let least = |span| match span {
        Span::Fixed(width) | Span::Rest(width) => width,
    };
    let mut kept: Vec<bool> = vec![true; columns.len()];
    loop {
        let used = columns
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| **kept)
            .fold(0u16, |sum, (column, _)| {
                sum.saturating_add(least(column.span) + 1)
            });
        let used = used.saturating_sub(1);
        let worst = columns
            .iter()
            .enumerate()
            .filter(|(place, column)| kept[*place] && column.rank > 0)
            .max_by_key(|(_, column)| column.rank);
        match worst {
            Some((place, _)) if used > room => kept[place] = false,
            _ => return share(columns, &kept, room.saturating_sub(used), least),
        }
    }
}

fn share(columns: &[Column], kept: &[bool], spare: u16, least: impl Fn(Span) -> u16) -> Vec<u16> {
    let growing = columns
        .iter()
        .zip(kept)
        .filter(|(column, kept)| **kept && matches!(column.span, Span::Rest(_)))
        .count();
    let growing = u16::try_from(growing).unwrap_or(u16::MAX);
    let mut extra = spare.checked_rem(growing).unwrap_or(0);
    let each = spare.checked_div(growing).unwrap_or(0);
    let one = |(column, kept): (&Column, &bool)| match (column.span, *kept) {
        (_, false) => 0,
        (Span::Fixed(width), true) => width,
        (Span::Rest(_), true) => {
            let odd = u16::from(extra > 0);
            extra -= odd;
            least(column.span) + each + odd
        }
    };
    columns.iter().zip(kept).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::act;

    const COLUMNS: &[Column] = &[
        Column {
            title: act::GO_SELL,
            span: Span::Rest(6),
            side: Side::Left,
            rank: 0,
        },
        Column {
            title: act::GO_PAY,
            span: Span::Fixed(8),
            side: Side::Right,
            rank: 2,
        },
        Column {
            title: act::GO_HOME,
            span: Span::Fixed(5),
            side: Side::Left,
            rank: 1,
        },
    ];

    #[test]
    fn columns_of_the_highest_rank_give_way_first() {
        assert_eq!(widths(COLUMNS, 40), [25, 8, 5]);
        assert_eq!(widths(COLUMNS, 20), [14, 0, 5]);
        assert_eq!(widths(COLUMNS, 8), [8, 0, 0]);
        assert_eq!(widths(COLUMNS, 2), [6, 0, 0]);
    }

    #[test]
    fn the_choice_stops_at_both_ends_and_asks_for_the_next_page() {
        let mut grid = Grid::default();
        grid.set(vec!['a', 'b', 'c'], true);
        assert_eq!(grid.on_action(Action::ListUp), Moved::Moved);
        assert_eq!(grid.on_action(Action::ListDown), Moved::Moved);
        assert_eq!(grid.chosen(), Some(&'b'));
        assert_eq!(grid.on_action(Action::ListPageDown), Moved::WantsMore);
        grid.append(vec!['d'], false);
        assert_eq!(grid.on_action(Action::ListLast), Moved::Moved);
        assert_eq!(grid.chosen(), Some(&'d'));
        assert_eq!(grid.on_action(Action::GoHome), Moved::Ignored);
        grid.set(Vec::new(), false);
        assert_eq!(grid.chosen(), None);
    }
}
