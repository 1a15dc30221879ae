//! What a file holds that other programs open.

use super::*;

fn sheet() -> Sheet {
    Sheet {
        title: "Ventas: ¿quién? [hoy]".to_owned(),
        columns: vec![
            "Ventana".to_owned(),
            "Ventas".to_owned(),
            "Parte".to_owned(),
        ],
        rows: vec![
            vec![
                Value::Text("La \"Central\", 2".to_owned()),
                Value::Money(Money::try_from_cents(123_450).unwrap()),
                Value::Permille(125),
            ],
            vec![
                Value::Text("=HYPERLINK(1)".to_owned()),
                Value::Money(Money::try_from_cents(-5).unwrap()),
                Value::Empty,
            ],
            vec![
                Value::Text(String::new()),
                Value::Count(-7),
                Value::Permille(-1_005),
            ],
        ],
    }
}

#[test]
fn csv_carries_values_and_no_formula() {
    let bytes = sheet().bytes(Kind::Csv).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "Ventana,Ventas,Parte\n\"La \"\"Central\"\", 2\",1234.50,0.125\n'=HYPERLINK(1),-0.05,\n,-7,-1.005\n"
    );
}

#[test]
fn a_workbook_is_written_whatever_its_title() {
    for title in [
        "",
        "[]:*?/\\",
        "Ventas por ventana del 1 al 30 de noviembre de 2026",
    ] {
        let sheet = Sheet {
            title: title.to_owned(),
            ..sheet()
        };
        let bytes = sheet.bytes(Kind::Xlsx).unwrap();
        assert!(bytes.starts_with(b"PK"), "{title}");
    }
}

#[test]
fn the_name_of_a_file_says_its_kind() {
    assert_eq!(Kind::of_name("ventas.CSV"), Some(Kind::Csv));
    assert_eq!(Kind::of_name("a.b.xlsx"), Some(Kind::Xlsx));
    assert_eq!(Kind::of_name("ventas"), None);
    assert_eq!(Kind::of_name("ventas.ods"), None);
}
