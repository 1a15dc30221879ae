//! Papers of accounts as plain text, for every door: the receipt of a payment or collection, a statement as CSV, and the
//! words of what stands in them.

use super::keymap::Keymap;
use super::plain::plain;
use super::text::{Arg, Say, Text, Voice, accounts as t, words as w};
use crate::domain::statement::Sums;
use crate::domain::view::{
    DayItem, MovementReceipt, MovementReversal, Obstacle, ObstacleKind, Statement,
};
use crate::domain::{Holder, Money, MovementKind, MovementMethod};

/// A payment or a collection.
pub const fn kind(kind: MovementKind) -> Text {
    match kind {
        MovementKind::Collection => t::COLLECTION,
        MovementKind::Payment => t::PAYMENT,
    }
}

/// How money passes.
pub const fn method(method: MovementMethod) -> Text {
    match method {
        MovementMethod::Cash => w::CASH,
        MovementMethod::Transfer => w::TRANSFER,
        MovementMethod::Sinpe => w::SINPE,
        MovementMethod::Cheque => w::CHEQUE,
        MovementMethod::Deposit => t::DEPOSIT,
    }
}

/// What an account is called: a seller with the shop, a shop, the house.
pub fn holder(holder: Holder, ventana: &str, vendedor: Option<&str>) -> String {
    match (holder, vendedor) {
        (Holder::Vendedor { .. }, Some(seller)) => {
            format!("{} · {}", plain(seller), plain(ventana))
        }
        (Holder::Banca | Holder::Ventana { .. } | Holder::Vendedor { .. }, _) => {
            plain(ventana).into_owned()
        }
    }
}

/// What happened to a document, as it is posted.
pub fn event(event: &str) -> Option<Text> {
    Some(match event {
        "opened" => t::EVENT_OPENED,
        "moved" => t::EVENT_MOVED,
        "closed" => t::EVENT_CLOSED,
        "sold" => t::EVENT_SOLD,
        "cancelled" => t::EVENT_CANCELLED,
        "paid" => t::EVENT_PAID,
        "reversed" => t::EVENT_REVERSED,
        "handed" => t::EVENT_HANDED,
        "handed_back" => t::EVENT_HANDED_BACK,
        "earned" => t::EVENT_EARNED,
        "prizes" => t::EVENT_PRIZES,
        "finalised" => t::EVENT_FINALISED,
        "reopened" => t::EVENT_REOPENED,
        "expired" => t::EVENT_EXPIRED,
        "annulled" => t::EVENT_ANNULLED,
        "settled" => t::EVENT_SETTLED,
        "unsettled" => t::EVENT_UNSETTLED,
        _ => return None,
    })
}

/// What a line of a day tells of.
pub fn item(item: &DayItem, voice: Voice, keys: &Keymap) -> String {
    match item {
        DayItem::Draw { lottery, .. } => plain(lottery).into_owned(),
        DayItem::Movement { number, .. } => t::ITEM_MOVEMENT
            .with("number", number.to_string())
            .in_voice(voice, keys),
        DayItem::Drawer { event: known } => event(known).map_or_else(
            || plain(known).into_owned(),
            |text| voice.text(text).to_owned(),
        ),
    }
}

/// What keeps a month open.
pub fn obstacle(obstacle: &Obstacle) -> Say {
    let text = match obstacle.what {
        ObstacleKind::Days => t::OBSTACLE_DAYS,
        ObstacleKind::Month => t::OBSTACLE_MONTH,
        ObstacleKind::Draw => t::OBSTACLE_DRAW,
        ObstacleKind::Drawer => t::OBSTACLE_DRAWER,
    };
    text.with("what", obstacle.label.as_str())
}

/// The paper of a payment or collection, or of its reversal once it was taken back.
pub fn receipt(told: &MovementReceipt, voice: Voice, keys: &Keymap) -> Vec<String> {
    let movement = &told.movement;
    let who = holder(
        movement.holder,
        &movement.ventana,
        movement.vendedor.as_deref(),
    );
    let house = match movement.holder {
        Holder::Vendedor { .. } => &movement.ventana,
        Holder::Banca | Holder::Ventana { .. } => &told.banca,
    };
    let number = movement.number.to_string();
    let mut says: Vec<Say> = Vec::new();
    match &movement.reversed {
        None => says.push(t::RECEIPT_NO.with("number", number)),
        Some(reversal) => {
            says.push(t::RECEIPT_BACK_NO.with("number", reversal.number.to_string()));
            says.push(t::RECEIPT_OF.with("number", number));
        }
    }
    let handed = match movement.kind {
        MovementKind::Collection => t::RECEIPT_COLLECTED,
        MovementKind::Payment => t::RECEIPT_PAID,
    };
    says.push(handed.with("name", who));
    says.push(t::RECEIPT_AMOUNT.with("amount", movement.amount));
    says.push(t::RECEIPT_METHOD.with("method", method(movement.method)));
    if !movement.reference.is_empty() {
        says.push(t::RECEIPT_REFERENCE.with("reference", movement.reference.as_str()));
    }
    if !movement.note.is_empty() {
        says.push(t::RECEIPT_NOTE.with("note", movement.note.as_str()));
    }
    let (date, at, by) = match &movement.reversed {
        None => (movement.date, movement.at, &movement.by),
        Some(MovementReversal {
            reason,
            date,
            at,
            by,
            ..
        }) => {
            says.push(t::RECEIPT_REASON.with("reason", reason.as_str()));
            (*date, *at, by)
        }
    };
    says.push(t::RECEIPT_DATE.with("date", date));
    says.push(t::RECEIPT_AT.with("at", Arg::Moment(at)));
    says.push(t::RECEIPT_BY.with("name", by.as_str()));
    says.push(t::RECEIPT_BALANCE.with("amount", told.balance));
    says.push(t::RECEIPT_SIGN.into());
    let mut lines = vec![plain(house).into_owned()];
    lines.extend(says.iter().map(|say| say.in_voice(voice, keys)));
    lines
}

/// The columns of a statement that are amounts.
const AMOUNTS: [Text; 10] = [
    t::COL_PREVIOUS,
    t::COL_SALES,
    t::COL_PAYOUTS,
    t::COL_COMMISSION,
    t::COL_GAIN,
    t::COL_OTHER,
    t::COL_DAY_BALANCE,
    t::COL_PAID,
    t::COL_COLLECTED,
    t::COL_REMAINING,
];

/// A statement as CSV: a heading, a row a day and the totals. Amounts are plain colones with a point, so that any program
/// reads them.
pub fn csv(statement: &Statement, voice: Voice) -> String {
    let mut out = csv_row(
        [t::COL_DAY]
            .into_iter()
            .chain(AMOUNTS)
            .map(|heading| voice.text(heading).to_owned()),
    );
    for line in &statement.days {
        out.push_str(&amounts(
            line.day.date.to_string(),
            line.previous,
            &line.day.sums,
            line.remaining,
        ));
    }
    out.push_str(&amounts(
        voice.text(t::TOTAL).to_owned(),
        statement.opening,
        &statement.total,
        statement.closing,
    ));
    out
}

fn amounts(day: String, previous: Money, sums: &Sums, remaining: Money) -> String {
    let cells = [
        previous,
        sums.sales,
        sums.payouts,
        sums.commission,
        sums.gain().unwrap_or_default(),
        sums.other,
        sums.balance().unwrap_or_default(),
        sums.paid,
        sums.collected,
        remaining,
    ];
    csv_row([day].into_iter().chain(cells.map(colones)))
}

fn colones(money: Money) -> String {
    let cents = money.as_cents();
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

fn csv_row(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
    format!("{}\n", cells.join(","))
}

fn quoted(cell: &str) -> String {
    // A cell that begins like a formula is none.
    let risky = cell.starts_with(['=', '+', '@']);
    let cell = if risky {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_plain_numbers_and_words_cannot_become_formulas() {
        let money = |cents| Money::try_from_cents(cents).unwrap();
        assert_eq!(colones(money(-123_405)), "-1234.05");
        assert_eq!(colones(money(7)), "0.07");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
