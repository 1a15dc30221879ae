//! An amount in an order: `500`, `1.000`, `2k`, `2 mil`, `₡500`, `500 colones`.

use super::super::{Digits, Money};
use super::words::{CURRENCY, Kind, Token};
use super::{Doubt, DoubtKind, Reader};

/// An amount, and whether it says itself that it is one.
pub(super) struct Amount {
    /// The amount, above nothing.
    pub money: Money,
    /// It carries a currency, or thousands in words.
    pub marked: bool,
}

impl Reader<'_> {
    /// Whether an amount with a currency comes next.
    pub(super) fn marked_amount(&self) -> bool {
        let mut ahead = Reader { ..*self };
        // `23 mil` is an amount of its own and no number with a thousand on it.
        !self.next_is(0, &["mil"]) && ahead.amount().is_ok_and(|amount| amount.marked)
    }

    /// Reads an amount.
    pub(super) fn amount(&mut self) -> Result<Amount, Doubt> {
        let start = self.position();
        let wrong = |kind| Doubt {
            position: start,
            kind,
        };
        let before = self.mark_is(0, &['₡', '¢']) || self.next_is(0, &["crc"]);
        if before {
            self.advance(1);
        }
        if !before && self.next_is(0, &["mil"]) {
            self.advance(1);
            self.currency();
            let money = Money::colones(1_000).ok_or(wrong(DoubtKind::Amount))?;
            return Ok(Amount {
                money,
                marked: true,
            });
        }
        let Some((figures, parted)) = self.figures()? else {
            return Err(self.doubt(DoubtKind::NoAmount));
        };
        let thousands = self.thousands();
        let marked = self.currency() || before;
        // With three digits `200,345` may be an amount and a number, unless nothing comes behind it.
        let uncertain = parted && !marked && self.digits == Digits::Three && self.peek().is_some();
        if uncertain || (thousands && parted) {
            return Err(wrong(DoubtKind::Amount));
        }
        let times = if thousands { 1_000 } else { 1 };
        let colones = figures.checked_mul(times);
        let money = colones
            .and_then(Money::colones)
            .filter(|money| money.is_positive())
            .ok_or(wrong(DoubtKind::Amount))?;
        let marked = marked || thousands;
        Ok(Amount { money, marked })
    }

    /// `500`, `1.000`, `12,500`, and whether their thousands were parted. Whatever else is glued to figures by a point, or `,00`, leaves the amount in doubt.
    fn figures(&mut self) -> Result<Option<(i64, bool)>, Doubt> {
        let at = self.position();
        let doubt = || Doubt {
            position: at,
            kind: DoubtKind::Amount,
        };
        let Some(first) = self.peek().and_then(Token::figures).map(str::to_owned) else {
            return Ok(None);
        };
        self.advance(1);
        let mut whole = first.clone();
        let mut sign = None;
        while let Some((mark, group)) = self.glued_group() {
            let decimals = group.len() != 3;
            if decimals && mark == ',' && group != "00" && group.len() == 2 {
                // `200,13 a 300`: the comma parts two groups.
                break;
            }
            let fits = !decimals && first.len() <= 3 && sign.is_none_or(|sign| sign == mark);
            if !fits || (mark == ',' && first.len() == 3) {
                return Err(doubt());
            }
            sign = Some(mark);
            whole.push_str(&group);
            self.advance(2);
        }
        let leads = whole.starts_with('0');
        let colones = whole.parse().ok().filter(|_| !leads).ok_or_else(doubt)?;
        Ok(Some((colones, sign.is_some())))
    }

    /// A point or comma and figures, with no blank between.
    fn glued_group(&self) -> Option<(char, String)> {
        let (mark, group) = (self.peek()?, self.ahead(1)?);
        match (&mark.kind, &group.kind) {
            (Kind::Mark(sign @ ('.' | ',')), Kind::Digits(figures))
                if mark.glued && group.glued =>
            {
                Some((*sign, figures.clone()))
            }
            _ => None,
        }
    }

    /// `k` glued to the figures, or `mil`.
    fn thousands(&mut self) -> bool {
        let glued = self.peek().is_some_and(|token| token.glued);
        let found = (glued && self.next_is(0, &["k"])) || self.next_is(0, &["mil"]);
        self.advance(usize::from(found));
        found
    }

    fn currency(&mut self) -> bool {
        let found = self.next_is(0, CURRENCY);
        self.advance(usize::from(found));
        found
    }
}
