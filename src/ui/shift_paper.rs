//! X and Z reports as rows of label and figure, the same for the screen, the clipboard and the command line.

use super::text::{Say, Text, Voice, drawer, frame, shift as t};
use crate::domain::{
    Money,
    drawer::{DrawerKind, share_of},
    goods::TenderKind,
    view::{
        DrawerLine, DrawerReport, DrawerX, GoodsSums, LotteryLine, PendingPayment, TenderCount,
    },
};
use crate::ui::keymap::Keymap;
use crate::ui::plain::plain;
use crate::ui::text::name;
use crate::ui::widgets::width;

/// A row of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// What the next rows are about.
    Head(Text),
    /// A label and what it comes to.
    Pair(String, String),
    /// A figure that stands out.
    Sum(String, String),
    /// A line of words.
    Words(String),
}

/// Rows being written.
struct Rows<'a> {
    voice: Voice,
    keys: &'a Keymap,
    rows: Vec<Row>,
}

impl Rows<'_> {
    fn say(&self, say: &Say) -> String {
        say.in_voice(self.voice, self.keys)
    }

    fn pair(&mut self, label: Text, value: impl Into<String>) {
        let label = self.voice.text(label).to_owned();
        self.rows.push(Row::Pair(label, value.into()));
    }

    fn sum(&mut self, label: Text, amount: Money) {
        let label = self.voice.text(label).to_owned();
        self.rows.push(Row::Sum(label, self.voice.money(amount)));
    }

    fn head(&mut self, text: Text, any: bool) {
        if any {
            self.rows.push(Row::Head(text));
        }
    }

    fn lines(&mut self, lines: &[DrawerLine]) {
        self.head(t::BY_KIND, !lines.is_empty());
        for line in lines {
            let what = self.voice.text(t::kind(line.kind)).to_owned();
            let cash = line.tender == TenderKind::Cash;
            let label = if cash {
                what
            } else {
                format!("{what} ({})", self.voice.text(t::tender(line.tender)))
            };
            let say = match line.amount {
                Some(amount) if line.kind != DrawerKind::NoSale => {
                    t::TIMES.with("n", line.count).with("what", amount)
                }
                _ => frame::PLAIN.with("text", line.count.to_string()),
            };
            let value = self.say(&say);
            self.rows.push(Row::Pair(label, value));
        }
    }

    fn lotteries(&mut self, lotteries: &[LotteryLine]) {
        self.head(t::BY_LOTTERY, !lotteries.is_empty());
        for one in lotteries {
            let amount = one.amount.map(|amount| self.voice.money(amount));
            let amount = amount.unwrap_or_else(|| "-".to_owned());
            let text = if one.cancelled > 0 {
                t::LOTTERY_BACK
            } else {
                t::LOTTERY_LINE
            };
            let say = text
                .with("n", one.tickets)
                .with("amount", amount)
                .with("back", one.cancelled);
            let value = self.say(&say);
            self.rows
                .push(Row::Pair(plain(&one.name).into_owned(), value));
        }
    }

    fn tenders(&mut self, tenders: &[TenderCount]) {
        self.head(t::BY_TENDER, !tenders.is_empty());
        for one in tenders {
            let say = match (one.counted, one.difference) {
                (Some(counted), Some(off)) => t::TENDER_COUNTED
                    .with("booked", one.booked)
                    .with("counted", counted)
                    .with("off", off),
                _ => t::TENDER_BOOKED
                    .with("n", one.count)
                    .with("booked", one.booked),
            };
            let value = self.say(&say);
            self.pair(t::tender(one.tender), value);
        }
    }

    fn goods(&mut self, goods: &GoodsSums) {
        let any = goods.sales > 0 || goods.voided > 0;
        self.head(t::GOODS, any);
        if any {
            self.pair(t::GOODS_SALES, goods.sales.to_string());
            self.pair(t::GOODS_VOIDED, goods.voided.to_string());
            self.pair(t::GOODS_GROSS, self.voice.money(goods.gross));
            self.pair(t::GOODS_PROMOTIONS, self.voice.money(goods.promotions));
            self.pair(t::GOODS_DISCOUNTS, self.voice.money(goods.discounts));
            self.pair(t::GOODS_TAX, self.voice.money(goods.tax));
        }
    }

    fn pending(&mut self, pending: &[PendingPayment]) {
        self.head(t::PENDING, !pending.is_empty());
        for one in pending {
            let tender = self.voice.text(t::tender(one.tender));
            let label = format!("{tender} {} {}", plain(&one.reference), one.sale);
            self.rows
                .push(Row::Pair(label, self.voice.money(one.amount)));
        }
    }

    fn openings(&mut self, reasons: &[String]) {
        self.head(t::OPENINGS, !reasons.is_empty());
        for reason in reasons {
            self.rows.push(Row::Words(plain(reason).into_owned()));
        }
    }
}

/// What a drawer has done so far.
pub fn x(x: &DrawerX, voice: Voice, keys: &Keymap) -> Vec<Row> {
    let rows = Vec::new();
    let mut to = Rows { voice, keys, rows };
    to.pair(drawer::TERMINAL, plain(&x.terminal));
    to.pair(drawer::CASHIER, plain(&x.user));
    to.pair(
        drawer::COLUMN_STATE,
        voice.text(name::drawer_state(x.state)),
    );
    to.pair(drawer::OPENED, voice.moment(x.opened_at));
    to.pair(t::AT, voice.moment(x.at));
    to.lines(&x.lines);
    to.lotteries(&x.lotteries);
    to.goods(&x.goods);
    to.tenders(&x.tenders);
    to.pending(&x.pending);
    to.openings(&x.no_sales);
    to.head(t::CONSENTS, !x.approvers.is_empty());
    for (who, right, count) in &x.approvers {
        let right = voice.text(name::right(*right));
        let say = t::TIMES.with("n", *count).with("what", right.to_owned());
        let value = to.say(&say);
        to.rows.push(Row::Pair(plain(who).into_owned(), value));
    }
    match x.expected {
        Some(expected) => to.sum(drawer::EXPECTED, expected),
        None => to.pair(drawer::EXPECTED, voice.text(t::EXPECTED_BLIND)),
    }
    to.rows
}

/// What a closed drawer's report tells beyond its cash.
pub fn z(report: &DrawerReport, voice: Voice, keys: &Keymap) -> Vec<Row> {
    let rows = Vec::new();
    let mut to = Rows { voice, keys, rows };
    let some = |text: &str| (!text.is_empty()).then(|| plain(text).into_owned());
    if let Some(reason) = some(&report.reason) {
        to.pair(drawer::REASON, reason);
    }
    if report.difference.is_negative() {
        to.pair(t::SHORT_BY, voice.text(t::bearer(report.short)));
    }
    let share = share_of(report.difference, report.expected);
    let share = share.and_then(|share| Money::try_from_cents(share).ok());
    if let Some(share) = share.filter(|_| !report.difference.is_zero()) {
        let percent = voice.figure(share);
        let say = t::SHARE
            .with("off", report.difference)
            .with("percent", percent);
        let value = to.say(&say);
        to.pair(drawer::DIFFERENCE, value);
    }
    if let Some(by) = &report.closed_by {
        to.pair(t::CLOSED_BY, plain(by));
    }
    if report.kept.is_positive() {
        to.pair(t::KEPT, voice.money(report.kept));
    }
    if let Some(next) = &report.next {
        to.pair(t::NEXT, plain(next));
    }
    to.lines(&report.lines);
    to.lotteries(&report.lotteries);
    to.goods(&report.goods);
    to.tenders(&report.tenders);
    to.pending(&report.pending);
    to.openings(&report.no_sales);
    to.head(t::COUNT_SHEETS, !report.counts.is_empty());
    for count in &report.counts {
        let label = to.say(&t::SHEET.with("n", i64::from(count.count)));
        to.rows.push(Row::Sum(label, voice.money(count.total)));
        for one in &count.pieces {
            let pieces = t::PIECES
                .with("n", i64::from(one.pieces))
                .with("value", one.value);
            let worth = one.value.checked_times(i64::from(one.pieces));
            let worth = worth.map(|worth| voice.figure(worth)).unwrap_or_default();
            let label = to.say(&pieces);
            to.rows.push(Row::Pair(label, worth));
        }
    }
    if report.grand.closes > 0 {
        to.head(t::GRAND, true);
        to.pair(t::GRAND_SALES, voice.money(report.grand.sales));
        to.pair(t::GRAND_BACK, voice.money(report.grand.given_back));
        to.pair(t::GRAND_PAYOUTS, voice.money(report.grand.payouts));
        to.pair(t::GRAND_CLOSES, report.grand.closes.to_string());
    }
    to.rows
}

/// Rows as plain text, `wide` columns each.
pub fn text(rows: &[Row], wide: usize, voice: Voice) -> String {
    let mut text = String::new();
    for row in rows {
        let line = match row {
            Row::Head(head) => format!("\n{}", voice.text(*head)),
            Row::Pair(label, value) | Row::Sum(label, value) => {
                let gap = wide.saturating_sub(width(label).saturating_add(width(value)));
                format!("{label}{}{value}", " ".repeat(gap.max(1)))
            }
            Row::Words(words) => format!("  {words}"),
        };
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
