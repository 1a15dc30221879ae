//! Values of arguments as people write them. What is wrong with one is answered by an example.

use chrono::NaiveDate;

use crate::domain::{
    Money, MoneyFormat, MovementMethod, PayMethod, Percent, Rate, Role,
    goods::Quantity,
    goods::TenderKind,
    posting::Bearer,
    view::{CashMovement, CountedTender, DrawerState},
};

/// An amount in colones, as at the counter: `5000`, `5.000`, `5000,50`.
pub fn money(text: &str) -> Result<Money, String> {
    Money::parse(text, MoneyFormat::Dots).map_err(|why| why.to_string())
}

/// How often a stake is paid: `80`, `92,5`.
pub fn factor(text: &str) -> Result<Rate, String> {
    Rate::parse(text).map_err(|why| why.to_string())
}

/// A quantity: `12`, `1,5`.
pub fn quantity(text: &str) -> Result<Quantity, String> {
    Quantity::parse(text).map_err(|why| why.to_string())
}

/// A percentage: `10`, `7,5`.
pub fn percent(text: &str) -> Result<Percent, String> {
    Percent::parse(text).map_err(|why| why.to_string())
}

pub fn role(text: &str) -> Result<Role, String> {
    Role::from_name(&text.to_uppercase()).ok_or_else(|| "VENDEDOR VENTANA ADMIN".to_owned())
}

pub fn method(text: &str) -> Result<PayMethod, String> {
    PayMethod::from_name(&text.to_lowercase())
        .ok_or_else(|| "cash sinpe transfer cheque other".to_owned())
}

pub fn movement_method(text: &str) -> Result<MovementMethod, String> {
    MovementMethod::from_name(&text.to_lowercase())
        .ok_or_else(|| "cash transfer sinpe cheque deposit".to_owned())
}

/// A month by its first day: `2026-11`.
pub fn month(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").map_err(|_| "2026-11".to_owned())
}

/// A speed with at most one decimal, in tenths: `1`, `0.5`, `2,5`.
pub fn tenths(text: &str) -> Result<u32, String> {
    let wrong = || "0.3 – 4".to_owned();
    let (whole, tenth) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let whole: u32 = whole.parse().map_err(|_| wrong())?;
    let tenth: u32 = tenth.parse().map_err(|_| wrong())?;
    let tenths = whole.checked_mul(10).and_then(|all| all.checked_add(tenth));
    tenths
        .filter(|tenths| tenth < 10 && (3..=40).contains(tenths))
        .ok_or_else(wrong)
}

/// Counted pieces: `20000=3`.
pub fn pieces(text: &str) -> Result<(Money, u32), String> {
    let (value, pieces) = text.split_once('=').ok_or("20000=3")?;
    let pieces = pieces.parse().map_err(|_| "20000=3".to_owned())?;
    Ok((money(value)?, pieces))
}

/// How something was paid, as it is told of a drawer.
pub fn tender(text: &str) -> Result<TenderKind, String> {
    let name = serde_json::Value::String(text.to_lowercase());
    serde_json::from_value(name)
        .map_err(|_| "cash card sinpe transfer credit store_credit prize".to_owned())
}

/// What was counted beside cash: `card=12000`.
pub fn tender_sum(text: &str) -> Result<CountedTender, String> {
    let (name, counted) = text.split_once('=').ok_or("card=12000")?;
    Ok(CountedTender {
        tender: tender(name)?,
        counted: money(counted)?,
    })
}

/// Which way cash goes.
pub fn cash_movement(text: &str) -> Result<CashMovement, String> {
    match text {
        "in" => Ok(CashMovement::PayIn),
        "drop" => Ok(CashMovement::Drop),
        "out" => Ok(CashMovement::PayOut),
        _ => Err("in drop out".to_owned()),
    }
}

/// Who bears what is short.
pub fn bearer(text: &str) -> Result<Bearer, String> {
    Bearer::from_name(text).ok_or_else(|| "shop cashier".to_owned())
}

/// Where a drawer stands.
pub fn drawer_state(text: &str) -> Result<DrawerState, String> {
    let name = serde_json::Value::String(text.to_lowercase());
    serde_json::from_value(name).map_err(|_| "open counting closed reviewed".to_owned())
}
