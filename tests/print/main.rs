//! Receipts on paper: pictures of every kind in both widths and languages, and what holds for any receipt: nothing is wider
//! than the paper, figures stand at the right, and what is printed adds up to the total.

mod samples;
mod sending;

use banca::domain::receipt::*;
use banca::domain::{Codepage, Columns, Lang, Money, MoneyFormat};
use banca::print::{Finish, Paper, Piece, escpos, lay_out, picture, test_page, text};
use chrono_tz::Tz;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn paper(columns: Columns, lang: Lang) -> Paper {
    Paper {
        columns,
        lang,
        money: MoneyFormat::Dots,
        zone: Tz::America__Costa_Rica,
        copy: None,
    }
}

/// Both widths side by side: what a person compares.
fn side_by_side(receipt: &Receipt, lang: Lang) -> String {
    let lines = |columns| -> Vec<String> {
        text(&lay_out(receipt, paper(columns, lang)))
            .lines()
            .map(str::to_owned)
            .collect()
    };
    let (narrow, wide) = (lines(Columns::Narrow), lines(Columns::Wide));
    let mut out = String::new();
    for at in 0..narrow.len().max(wide.len()) {
        let left = narrow.get(at).map_or("", String::as_str);
        let right = wide.get(at).map_or("", String::as_str);
        let blanks = " ".repeat(33_usize.saturating_sub(left.width()));
        out.push_str(format!("{left}{blanks}| {right}").trim_end());
        out.push('\n');
    }
    out
}

#[test]
fn every_kind_is_laid_out_in_both_widths_and_languages() {
    for (name, receipt) in samples::all() {
        for lang in Lang::ALL {
            insta::assert_snapshot!(
                format!("{name}_{}", lang.name()),
                side_by_side(&receipt, lang)
            );
        }
    }
}

#[test]
fn every_kind_has_a_picture_and_survives_its_snapshot() {
    let samples = samples::all();
    for kind in ReceiptKind::ALL {
        assert!(
            samples.iter().any(|(_, receipt)| receipt.kind() == kind),
            "{kind:?}"
        );
    }
    for (_, receipt) in samples {
        let stored = serde_json::to_value(&receipt).unwrap();
        assert_eq!(serde_json::from_value::<Receipt>(stored).unwrap(), receipt);
    }
}

#[test]
fn the_samples_add_up() {
    assert!(
        samples::sale().adds_up() && samples::combined().adds_up() && samples::part().adds_up()
    );
    for (name, receipt) in samples::all() {
        let stands = match &receipt {
            Receipt::Void(of) => of.adds_up(),
            Receipt::Return(of) => of.adds_up(),
            Receipt::Statement(of) => of.adds_up(),
            Receipt::List(of) => of.adds_up(),
            Receipt::DrawerX(of) | Receipt::DrawerZ(of) => of.sum() == of.expected,
            _ => true,
        };
        assert!(stands, "{name}");
    }
}

#[test]
fn a_copy_says_so_at_its_top_and_at_its_end() {
    let (_, ticket) = samples::all().remove(0);
    let copied = Paper {
        copy: Some(2),
        ..paper(Columns::Narrow, Lang::Es)
    };
    let lines = text(&lay_out(&ticket, copied));
    assert!(lines.trim_start().starts_with("REIMPRESIÓN 2"));
    assert!(lines.trim_end().ends_with("REIMPRESIÓN 2"));
    assert!(!text(&lay_out(&ticket, paper(Columns::Narrow, Lang::Es))).contains("REIMPRESIÓN"));
}

#[test]
fn a_ticket_carries_its_code_with_a_leading_letter() {
    let (_, ticket) = samples::all().remove(0);
    let pieces = lay_out(&ticket, paper(Columns::Narrow, Lang::Es));
    let code = "T123456789018".to_owned();
    assert!(pieces.contains(&Piece::Barcode(code.clone())));
    assert!(pieces.contains(&Piece::Qr(code)));
    let drawn = picture(&pieces, Columns::Narrow);
    assert!(
        drawn.iter().any(|line| line.contains('▀')),
        "the code is drawn on the screen"
    );
}

#[test]
fn a_printer_is_told_to_begin_to_feed_and_to_cut() {
    let pieces = test_page("Caja 1", paper(Columns::Narrow, Lang::Es));
    let bytes = escpos(
        &pieces,
        Columns::Narrow,
        Codepage::Cp858,
        Finish {
            cut: true,
            kick: true,
        },
    );
    assert!(bytes.starts_with(&[0x1B, b'@', 0x1B, b't', 19, 0x1B, b'p', 0]));
    assert!(bytes.ends_with(&[0x1B, b'd', 4, 0x1D, b'V', 66, 0]));
    let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|some| some == wanted);
    assert!(has(&[
        0x1D, b'k', 73, 11, b'{', b'B', b'T', b'{', b'C', 12, 34
    ]));
    assert!(has(b"1P0T123456789018"));
    assert!(
        has(&[0xA0, 0x82, 0xA1, 0xA2, 0xA3]),
        "letters of the code page"
    );
    let plain = escpos(
        &pieces,
        Columns::Narrow,
        Codepage::Text,
        Finish {
            cut: true,
            kick: true,
        },
    );
    assert!(
        !plain.iter().any(|byte| *byte < b' ' && *byte != b'\n'),
        "a file gets no commands"
    );
}

/// The figure at the end of a line, in céntimos.
fn figure(line: &str) -> Option<i64> {
    let last = line
        .trim_end()
        .rsplit(' ')
        .find(|word| word.chars().any(|c| c.is_ascii_digit()))?;
    Money::parse(last, MoneyFormat::Dots)
        .ok()
        .map(Money::as_cents)
}

/// The summary of a sale, read back from its paper: subtotal, discount, taxes on top, tickets, rounding, and the total.
fn read_back(lines: &str) -> (i64, i64) {
    let (mut sum, mut total) = (0, 0);
    for line in lines.lines() {
        let words = line.trim_start();
        let part = ["Subtotal", "Descuento", "Tiquetes de lotería", "Redondeo"]
            .iter()
            .any(|word| words.starts_with(word));
        let on_top = words.contains(" IVA ") && !words.contains("incluido");
        if part || on_top {
            sum += figure(line).unwrap_or_else(|| panic!("no figure in {line:?}"));
        } else if words.starts_with("TOTAL ") && total == 0 {
            total = figure(line).expect("a total");
        }
    }
    (sum, total)
}

#[test]
fn what_is_printed_of_a_combined_sale_adds_up_to_its_total() {
    let wide = text(&lay_out(
        &Receipt::Sale(samples::combined()),
        paper(Columns::Wide, Lang::Es),
    ));
    let (sum, total) = read_back(&wide);
    assert_eq!((sum, total), (1_321_500, 1_321_500));
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zñáé ]{1,80}",
        "[\\PC]{0,60}",
        Just("漢字の長い名前はここで折り返されます".to_owned()),
        Just("a\u{1b}@\u{7}b\tc".to_owned()),
    ]
}

prop_compose! {
    fn any_line()(
        name in name(), note in name(), milli in 1..=9_999_999_i64, price in 1..=99_999_999_i64, weight in any::<bool>(),
        off in 0..=100_i64, tax_bp in prop_oneof![Just(0), Just(100), Just(1_300), Just(1_250)], tax_included in any::<bool>(),
    ) -> ReceiptLine {
        let price = Money::try_from_cents(price).unwrap();
        let gross = Money::try_from_cents(i64::try_from(i128::from(price.as_cents()) * i128::from(milli) / 1_000).unwrap()).unwrap();
        let amount = Money::try_from_cents(gross.as_cents() * off / 100).unwrap();
        ReceiptLine {
            sku: String::new(),
            sold_by: if weight { SoldBy::Weight } else { SoldBy::Unit },
            discounts: vec![ReceiptDiscount { name: name.clone(), amount }],
            name, milli, price, gross, tax_bp, tax_included, note,
        }
    }
}

prop_compose! {
    fn any_sale()(
        lines in prop::collection::vec(any_line(), 1..8), who in name(), rounding in -500..=500_i64, tickets in 0..3_usize,
        reference in name(),
    ) -> SaleReceipt {
        let mut sale = samples::sale();
        sale.head.cashier.clone_from(&who);
        sale.head.banca = who;
        sale.lines = lines;
        sale.discounts.clear();
        sale.taxes = vec![TaxSum { rate_bp: 1_250, included: false, net: Money::try_from_cents(100).unwrap(), tax: Money::try_from_cents(13).unwrap() }];
        sale.rounding = Money::try_from_cents(rounding).unwrap();
        sale.tickets = vec![samples::part(); tickets];
        sale.total = sale.sum().unwrap();
        sale.tenders.truncate(1);
        sale.tenders[0].amount = sale.total;
        sale.tenders[0].reference = reference;
        sale
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_line_is_wider_than_the_paper_and_the_parts_make_the_total(sale in any_sale()) {
        prop_assert!(sale.adds_up());
        let total = sale.total.as_cents();
        let receipt = Receipt::Sale(sale);
        for columns in [Columns::Narrow, Columns::Wide] {
            let pieces = lay_out(&receipt, paper(columns, Lang::Es));
            for line in picture(&pieces, columns) {
                prop_assert!(line.width() <= columns.count(), "{line:?}");
                prop_assert!(!line.chars().any(char::is_control), "{line:?}");
            }
            let summary = |word: &str| pieces.iter().find_map(|piece| match piece {
                Piece::Line(line, _) if line.starts_with(word) => Some(line.clone()),
                Piece::Line(..) | Piece::Barcode(_) | Piece::Qr(_) => None,
            });
            let stated = summary("TOTAL ").expect("a total");
            prop_assert_eq!(stated.width(), columns.count(), "{:?}", stated);
            prop_assert_eq!(figure(&stated), Some(total));
            // Every byte that is sent is a letter of the page or one of our own commands: names carry none.
            let bytes = escpos(&pieces, columns, Codepage::Ascii, Finish::default());
            prop_assert!(!bytes.contains(&7));
        }
    }
}
