//! Taking goods back: which lines, how much of each, in what state, why, and how it is given back; then once more the amount.

use super::ask::{about, by_card};
use super::{RETURN, RETURN_FORM, RETURN_LINES, RETURN_SURE, Sales};
use crate::domain::Money;
use crate::domain::goods::Quantity;
use crate::domain::goods::refund::{Condition, RefundBy, ReturnReason, share};
use crate::domain::view::{SaleRow, SoldLine};
use crate::ops::{Request, ReturnGoods, ReturnLine, Till as Asked};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Pick, Prompt, fact};
use crate::ui::text::{frame, sales as t, till};
use crate::ui::widgets::Field;

const CONDITIONS: [Condition; 5] = [
    Condition::Good,
    Condition::Opened,
    Condition::Damaged,
    Condition::Defective,
    Condition::MissingParts,
];
const REASONS: [ReturnReason; 5] = [
    ReturnReason::ChangedMind,
    ReturnReason::Defective,
    ReturnReason::WrongProduct,
    ReturnReason::Damaged,
    ReturnReason::Other,
];
const REFUNDS: [RefundBy; 3] = [RefundBy::Original, RefundBy::Cash, RefundBy::CreditNote];

/// A return that is being asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Returning {
    /// The lines of which something may still come back.
    lines: Vec<SoldLine>,
    /// Those that do.
    chosen: Vec<usize>,
    /// What was typed.
    values: Vec<String>,
}

/// How much of a line may still come back.
pub(super) fn left(line: &SoldLine) -> Quantity {
    line.line
        .quantity
        .checked_sub(line.returned)
        .unwrap_or(Quantity::ZERO)
}

impl Sales {
    pub(super) fn ask_lines(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(told) = self.shown() else {
            return self.open();
        };
        let lines: Vec<SoldLine> = told
            .lines
            .iter()
            .filter(|line| !left(line).is_zero())
            .cloned()
            .collect();
        if lines.is_empty() {
            return vec![Effect::note(t::NOTHING_LEFT)];
        }
        let one = lines.len() == 1;
        let item = |line: &SoldLine| {
            t::LINE_LEFT
                .with("name", line.line.item.name.as_str())
                .with("left", left(line).text())
                .with("total", line.figures.total)
        };
        let items = lines.iter().map(item).collect();
        self.returning = Some(Returning {
            lines,
            ..Returning::default()
        });
        if one {
            return self.ask_return(vec![0], ctx);
        }
        vec![Effect::open(
            RETURN_LINES,
            Pick::several(t::WHICH_LINES, items, []),
        )]
    }

    pub(super) fn ask_return(&mut self, places: Vec<usize>, _ctx: &Ctx) -> Vec<Effect> {
        let Some(row) = self.concerned().cloned() else {
            return Vec::new();
        };
        let Some(returning) = &mut self.returning else {
            return Vec::new();
        };
        returning.chosen = places;
        returning.values.clear();
        vec![Effect::open(RETURN_FORM, returning.prompt(&row))]
    }

    pub(super) fn confirm_return(&mut self, values: Vec<String>) -> Vec<Effect> {
        let Some(row) = self.concerned().cloned() else {
            return Vec::new();
        };
        let Some(returning) = &mut self.returning else {
            return Vec::new();
        };
        returning.values = values;
        if let Some(place) = returning.unreadable() {
            let why = crate::ui::text::counter::QUANTITY_WRONG;
            let prompt = returning.prompt(&row).refused(place, why);
            return vec![Effect::open(RETURN_FORM, prompt)];
        }
        let mut amounts = Vec::new();
        for (line, back) in returning.asked() {
            let paid = line.figures.total;
            let Some(amount) = share(paid, line.line.quantity, line.returned, back) else {
                let say = till::RETURN_TOO_MUCH
                    .with("line", i64::from(line.line.no))
                    .with("left", left(line).text());
                return vec![Effect::bad(say)];
            };
            amounts.push(amount);
        }
        let total = Money::try_sum(amounts).unwrap_or(Money::ZERO);
        let mut facts = about(&row);
        let refund = returning.choice(2, &REFUNDS).unwrap_or(RefundBy::Original);
        facts.push(fact(t::REFUND, till::refund_by(refund)));
        facts.push(fact(t::GIVEN_BACK, frame::MONEY.with("money", total)));
        let ask = t::RETURN_ASK.with("total", total);
        let confirm = Confirm::new(t::TITLE_RETURN, facts, ask, t::RETURN_YES);
        vec![Effect::open(RETURN_SURE, confirm)]
    }

    pub(super) fn give_back(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(sale) = self.concerned().map(|row| row.sale) else {
            return Vec::new();
        };
        let Some(returning) = self.returning.take() else {
            return Vec::new();
        };
        let condition = returning.choice(0, &CONDITIONS).unwrap_or(Condition::Good);
        let line = |(line, quantity): (&SoldLine, Quantity)| ReturnLine {
            line: line.line.no,
            quantity,
            condition,
        };
        let asked = ReturnGoods {
            key: ctx.fresh_key(),
            id: ctx.fresh_id(),
            sale,
            lines: returning.asked().into_iter().map(line).collect(),
            reason: returning.choice(1, &REASONS).unwrap_or(ReturnReason::Other),
            note: returning.after(3),
            refund: returning.choice(2, &REFUNDS).unwrap_or(RefundBy::Original),
            authorisation: returning.after(4),
            approval: None,
        };
        vec![Effect::Ask(RETURN, Request::Till(Asked::Return(asked)))]
    }
}

impl Returning {
    /// The form: how much of each line, then the rest; what was typed stands there again.
    fn prompt(&self, row: &SaleRow) -> Prompt {
        let typed = |place: usize| self.values.get(place).cloned();
        let lines = self
            .chosen
            .iter()
            .filter_map(|place| self.lines.get(*place));
        let mut fields: Vec<Field> = (0..)
            .zip(lines)
            .map(|(place, line)| {
                let label = t::BACK_OF.with("name", line.line.item.name.as_str());
                Field::text(label, 12).value(typed(place).unwrap_or_else(|| left(line).text()))
            })
            .collect();
        let chosen = |place: usize| self.after(place).parse().unwrap_or(0);
        fields.extend([
            Field::choice(t::CONDITION, CONDITIONS.map(till::condition)).chosen(chosen(0)),
            Field::choice(t::WHY, REASONS.map(till::return_reason)).chosen(chosen(1)),
            Field::choice(t::REFUND, REFUNDS.map(till::refund_by)).chosen(chosen(2)),
            Field::text(t::REMARK, 200).value(self.after(3)),
        ]);
        if by_card(row) {
            let approval = Field::text(t::AUTHORISATION, 40).hint(t::AUTHORISATION_HINT);
            fields.push(approval.value(self.after(4)));
        }
        Prompt::new(t::TITLE_RETURN, about(row), fields)
    }

    /// The first quantity that is none.
    fn unreadable(&self) -> Option<usize> {
        let mut typed = self.values.iter().take(self.chosen.len());
        typed.position(|typed| quantity(typed).is_none())
    }

    /// What was typed behind the quantities.
    fn after(&self, place: usize) -> String {
        let typed = self.values.get(self.chosen.len().saturating_add(place));
        typed.map_or_else(String::new, |typed| typed.trim().to_owned())
    }

    fn choice<T: Copy>(&self, place: usize, of: &[T]) -> Option<T> {
        of.get(self.after(place).parse::<usize>().ok()?).copied()
    }

    /// The lines with what of each comes back; those of which nothing does are left out.
    fn asked(&self) -> Vec<(&SoldLine, Quantity)> {
        let lines = self
            .chosen
            .iter()
            .filter_map(|place| self.lines.get(*place));
        lines
            .zip(&self.values)
            .filter_map(|(line, typed)| Some((line, quantity(typed)?)))
            .filter(|(_, much)| !much.is_zero())
            .collect()
    }
}

fn quantity(typed: &str) -> Option<Quantity> {
    Quantity::parse(&typed.trim().replace(',', ".")).ok()
}
