//! Papers of accounts as plain text, for every door: the receipt of a payment or collection, a statement as a table, and the
//! words of what stands in them.

use super::keymap::Keymap;
use super::plain::plain;
use super::text::{Arg, Say, Text, Voice, accounts as t, column, words as w};
use crate::domain::statement::Sums;
use crate::domain::view::{
    DayItem, MovementReceipt, MovementReversal, Obstacle, ObstacleKind, Statement,
};
use crate::domain::{Holder, MovementKind, MovementMethod};
use crate::sheet::{Sheet, Value};

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
        "excluded" => t::EVENT_EXCLUDED,
        "included" => t::EVENT_INCLUDED,
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

/// A statement as a table for other programs: a row a day and the totals.
pub fn sheet(statement: &Statement, voice: Voice) -> Sheet {
    let row = |day: String, previous, sums: &Sums, remaining| {
        let amounts = [
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
        let mut cells = vec![Value::Text(day), Value::Count(sums.tickets)];
        cells.extend(amounts.map(Value::Money));
        cells
    };
    let mut rows: Vec<Vec<Value>> = statement
        .days
        .iter()
        .map(|line| {
            let day = line.day.date.to_string();
            row(day, line.previous, &line.day.sums, line.remaining)
        })
        .collect();
    rows.push(row(
        voice.text(t::TOTAL).to_owned(),
        statement.opening,
        &statement.total,
        statement.closing,
    ));
    let mut columns = vec![t::COL_DAY, column::TICKETS];
    columns.extend(AMOUNTS);
    let who = holder(
        statement.holder,
        &statement.ventana,
        statement.vendedor.as_deref(),
    );
    Sheet {
        title: format!("{} {who}", voice.text(t::STATEMENT)),
        columns: columns
            .into_iter()
            .map(|text| voice.text(text).to_owned())
            .collect(),
        rows,
    }
}
