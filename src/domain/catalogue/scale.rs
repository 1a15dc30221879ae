//! What a scale prints: thirteen digits in which the prefix says how the shop's scale wrote item and value.

use serde::{Deserialize, Serialize};

use super::barcode::check_digit;
use crate::domain::{Money, goods::Quantity};

/// What the value of such a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleKind {
    /// A weight in kilograms.
    Weight,
    /// What it costs.
    Price,
    /// How many.
    Units,
}

impl ScaleKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Weight, Self::Price, Self::Units];

    /// The name in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            ScaleKind::Weight => "weight",
            ScaleKind::Price => "price",
            ScaleKind::Units => "units",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a wrong check digit means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckPolicy {
    /// The code is refused.
    Strict,
    /// It is taken, and marked as doubtful.
    Warn,
    /// It does not count.
    Off,
}

impl CheckPolicy {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Strict, Self::Warn, Self::Off];

    /// The name in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            CheckPolicy::Strict => "strict",
            CheckPolicy::Warn => "warn",
            CheckPolicy::Off => "off",
        }
    }

    /// The policy of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.name() == name)
    }
}

/// How the codes of one prefix are written: prefix, item, value, check digit, thirteen in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleTemplate {
    /// 20 to 29.
    pub prefix: u8,
    /// Digits of the item: 4 to 6. The value has the rest of ten.
    pub item_digits: u8,
    /// What the value is.
    pub kind: ScaleKind,
    /// Decimals of the value: of a kilogram, or of a colón.
    pub decimals: u8,
    /// What a wrong check digit means.
    pub check: CheckPolicy,
    /// Whether it is used.
    pub active: bool,
}

/// A value that a scale wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "snake_case")]
pub enum ScaleValue {
    /// So many kilograms.
    Weight(Quantity),
    /// So much for all of it.
    Price(Money),
    /// So many pieces.
    Units(Quantity),
}

/// A scale's code, read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleRead {
    /// The item, without leading zeros.
    pub plu: String,
    /// The value, above nothing.
    pub value: ScaleValue,
    /// Whether the check digit is wrong, and is only warned of.
    pub doubtful: bool,
}

/// Why a scale's code is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ScaleProblem {
    /// Its check digit is wrong.
    CheckDigit {
        /// The right one.
        expected: u8,
    },
    /// It weighs, costs or counts nothing.
    Zero,
}

/// Digits of item and value together.
const BODY: u8 = 10;
/// Digits of such a code.
const LENGTH: usize = 13;

/// The prefix of a code that a scale may have printed: thirteen digits that begin with 2.
pub fn prefix(code: &str) -> Option<u8> {
    let digits = code.len() == LENGTH && code.bytes().all(|byte| byte.is_ascii_digit());
    let prefix = code.get(..2).filter(|_| digits)?.parse::<u8>().ok()?;
    (20..=29).contains(&prefix).then_some(prefix)
}

impl ScaleTemplate {
    /// Digits of the value.
    pub const fn value_digits(self) -> u8 {
        BODY.saturating_sub(self.item_digits)
    }

    /// Whether prefix, digits and decimals make a template.
    pub fn stands(self) -> bool {
        let decimals = match self.kind {
            ScaleKind::Weight => 3,
            ScaleKind::Price => 2,
            ScaleKind::Units => 0,
        };
        (20..=29).contains(&self.prefix)
            && (4..=6).contains(&self.item_digits)
            && self.decimals <= decimals
    }

    /// Reads a code of this template; nothing where it is none of its.
    ///
    /// # Errors
    /// [`ScaleProblem`] for a code of its prefix that is wrong or worth nothing.
    pub fn read(self, code: &str) -> Option<Result<ScaleRead, ScaleProblem>> {
        if !self.active || !self.stands() || prefix(code) != Some(self.prefix) {
            return None;
        }
        let (body, last) = code.split_at_checked(LENGTH.saturating_sub(1))?;
        let expected = check_digit(body)?;
        let right = last.parse::<u8>().ok() == Some(expected);
        if !right && self.check == CheckPolicy::Strict {
            return Some(Err(ScaleProblem::CheckDigit { expected }));
        }
        let end = usize::from(self.item_digits).saturating_add(2);
        let item = body.get(2..end)?.trim_start_matches('0');
        let value: i64 = body.get(end..)?.parse().ok()?;
        if item.is_empty() {
            return None;
        }
        if value == 0 {
            return Some(Err(ScaleProblem::Zero));
        }
        Some(Ok(ScaleRead {
            plu: item.to_owned(),
            value: self.value(value)?,
            doubtful: !right && self.check == CheckPolicy::Warn,
        }))
    }

    fn value(self, figures: i64) -> Option<ScaleValue> {
        let scaled = |places: u8| {
            let missing = places.checked_sub(self.decimals)?;
            figures.checked_mul(10_i64.checked_pow(u32::from(missing))?)
        };
        Some(match self.kind {
            ScaleKind::Weight => ScaleValue::Weight(Quantity::try_from_milli(scaled(3)?).ok()?),
            ScaleKind::Price => ScaleValue::Price(Money::try_from_cents(scaled(2)?).ok()?),
            ScaleKind::Units => ScaleValue::Units(Quantity::units(figures).ok()?),
        })
    }
}

/// The quantity of which a label's price is the whole: rounded to the gram, for what is shown and taken from the stock. At
/// least a gram; `None` where it has no price per kilogram or is beyond all quantities.
pub fn quantity_of(label: Money, price: Money) -> Option<Quantity> {
    if !price.is_positive() || label.is_negative() {
        return None;
    }
    let price = i128::from(price.as_cents());
    let milli = i128::from(label.as_cents()).checked_mul(1_000)?;
    let half = price.checked_div(2)?;
    let milli = milli.checked_add(half)?.checked_div(price)?;
    Quantity::try_from_milli(i64::try_from(milli).ok()?.max(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn template(prefix: u8, kind: ScaleKind, decimals: u8, check: CheckPolicy) -> ScaleTemplate {
        ScaleTemplate {
            prefix,
            item_digits: 5,
            kind,
            decimals,
            check,
            active: true,
        }
    }

    fn weight(check: CheckPolicy) -> ScaleTemplate {
        template(20, ScaleKind::Weight, 3, check)
    }

    fn grams(milli: i64) -> Quantity {
        Quantity::try_from_milli(milli).unwrap()
    }

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    #[rstest]
    #[case(
        20,
        ScaleKind::Weight,
        3,
        "2000123015675",
        ScaleValue::Weight(grams(1_567))
    )]
    #[case(
        21,
        ScaleKind::Price,
        0,
        "2100123022700",
        ScaleValue::Price(cents(227_000))
    )]
    #[case(
        25,
        ScaleKind::Units,
        0,
        "2500123000126",
        ScaleValue::Units(grams(12_000))
    )]
    fn the_worked_codes_are_read(
        #[case] prefix: u8,
        #[case] kind: ScaleKind,
        #[case] decimals: u8,
        #[case] code: &str,
        #[case] value: ScaleValue,
    ) {
        let template = template(prefix, kind, decimals, CheckPolicy::Strict);
        let read = ScaleRead {
            plu: "123".to_owned(),
            value,
            doubtful: false,
        };
        assert_eq!(template.read(code), Some(Ok(read)));
    }

    #[test]
    fn a_wrong_check_digit_is_refused_warned_of_or_let_pass() {
        let wrong = Err(ScaleProblem::CheckDigit { expected: 3 });
        assert_eq!(
            weight(CheckPolicy::Strict).read("2001234567890"),
            Some(wrong)
        );
        let doubtful = |check| {
            weight(check)
                .read("2001234567890")
                .unwrap()
                .unwrap()
                .doubtful
        };
        assert!(doubtful(CheckPolicy::Warn));
        assert!(!doubtful(CheckPolicy::Off));
    }

    #[test]
    fn nothing_weighs_nothing() {
        let code = format!("200012300000{}", check_digit("200012300000").unwrap());
        let zero = Some(Err(ScaleProblem::Zero));
        assert_eq!(weight(CheckPolicy::Strict).read(&code), zero);
    }

    #[test]
    fn longer_and_shorter_items_leave_the_value_the_rest() {
        let body = "210123451234";
        let code = format!("{body}{}", check_digit(body).unwrap());
        let long = ScaleTemplate {
            item_digits: 6,
            ..template(21, ScaleKind::Price, 2, CheckPolicy::Strict)
        };
        let read = long.read(&code).unwrap().unwrap();
        assert_eq!(
            (read.plu.as_str(), read.value),
            ("12345", ScaleValue::Price(cents(1_234)))
        );
        let short = ScaleTemplate {
            item_digits: 4,
            ..template(21, ScaleKind::Price, 0, CheckPolicy::Strict)
        };
        let read = short.read(&code).unwrap().unwrap();
        assert_eq!(
            (read.plu.as_str(), read.value),
            ("123", ScaleValue::Price(cents(45_123_400)))
        );
    }

    #[test]
    fn codes_of_others_are_none_of_its() {
        let template = weight(CheckPolicy::Strict);
        for other in [
            "2100123022700",
            "7501234567893",
            "200012301567",
            "20001230156757",
            "2OOO123015675",
        ] {
            assert_eq!(template.read(other), None, "{other}");
        }
        let asleep = ScaleTemplate {
            active: false,
            ..template
        };
        assert_eq!(asleep.read("2000123015675"), None);
    }

    #[test]
    fn a_price_on_the_label_tells_the_weight_to_the_gram() {
        assert_eq!(
            quantity_of(cents(227_000), cents(145_000)),
            Some(grams(1_566))
        );
        assert_eq!(quantity_of(cents(1), cents(145_000)), Some(grams(1)));
        assert_eq!(quantity_of(cents(1), Money::ZERO), None);
    }

    proptest! {
        #[test]
        fn no_code_breaks_a_template(code in ".{0,20}", digits in "2[0-9]{12}", item in 0_u8..12, decimals in 0_u8..5) {
            for kind in ScaleKind::ALL {
                let template = ScaleTemplate { item_digits: item, ..template(20, kind, decimals, CheckPolicy::Off) };
                let _ = template.read(&code);
                let _ = template.read(&digits);
            }
        }

        #[test]
        fn what_a_scale_writes_is_read_back(item in 1_u32..100_000, value in 1_i64..100_000) {
            let body = format!("20{item:05}{value:05}");
            let code = format!("{body}{}", check_digit(&body).unwrap());
            let read = weight(CheckPolicy::Strict).read(&code).unwrap().unwrap();
            prop_assert_eq!(read.plu, item.to_string());
            prop_assert_eq!(read.value, ScaleValue::Weight(grams(value)));
        }
    }
}
