//! Goods out of a table and back: tried line by line, all or nothing.

use banca::{
    domain::ImportWhat,
    ops::{Import, ImportFate, ImportFile, ImportReport},
    sheet::{self, Kind},
    ui::{
        import_paper as paper,
        text::{Lang, Voice},
    },
};

use super::*;

fn file(text: &str) -> ImportFile {
    let read = sheet::read(text.as_bytes(), ImportWhat::Goods).unwrap();
    ImportFile::new(ImportWhat::Goods, "productos.csv", read.lines)
}

async fn report(house: &House, asked: Import) -> ImportReport {
    match done(house, Request::Import(asked)).await {
        Answer::Imported(report) => *report,
        other => panic!("no report: {other:?}"),
    }
}

const TABLE: &str = "\
código;producto;categoría;marca;código de barras;plu;impuesto;precio;se vende
ARR-1;Arroz 1 kg;Abarrotes;Tío Pelón;7501234567893 PACK-6*6;;1 %;1.100;unidad
QUE-1;Queso Turrialba;Lácteos;;;00123;IVA 13 %;4.400;peso
JAB-1;Jabón azul;Limpieza;;96385074;;13;650,50;
";

#[tokio::test]
async fn goods_are_tried_brought_in_and_written_out_as_they_were() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let tried = report(&ana, Import::Dry(file(TABLE))).await;
    assert_eq!((tried.new, tried.refused), (3, 0), "{tried:#?}");
    assert!(page(&ana, SearchGoods::default()).await.rows.is_empty());
    let apply = Import::Apply {
        key: key(),
        file: file(TABLE),
    };
    let applied = report(&ana, apply).await;
    assert_eq!((applied.new, applied.applied), (3, true));
    let pack = found(&ana, "PACK-6").await;
    assert_eq!(
        (pack.quantity.as_milli(), pack.item.price),
        (6_000, Some(colones(1_100)))
    );
    let cheese = found(&ana, "2000123015675").await;
    assert_eq!(
        (cheese.quantity.as_milli(), cheese.item.tax.basis_points()),
        (1_567, 1_300)
    );
    assert_eq!(cheese.item.category_name, "Lácteos");
    // Again, nothing changes; and what is written out is read back as it is.
    let again = report(&ana, Import::Dry(file(TABLE))).await;
    assert_eq!(
        (again.new, again.changed, again.unchanged),
        (0, 0, 3),
        "{again:#?}"
    );
    let CatalogueAnswer::Sheet(rows) = asked(&ana, Catalogue::Sheet).await else {
        panic!("no sheet")
    };
    for lang in [Lang::Es, Lang::En] {
        let voice = Voice {
            lang,
            ..Voice::default()
        };
        let bytes = paper::goods(&rows, voice).bytes(Kind::Csv).unwrap();
        let read = sheet::read(&bytes, ImportWhat::Goods).unwrap();
        let back = ImportFile::new(ImportWhat::Goods, "", read.lines);
        let same = report(&ana, Import::Dry(back)).await;
        assert_eq!((same.unchanged, same.refused), (3, 0), "{same:#?}");
    }
    world.books_hold().await;
    ana.close().await;
}

#[tokio::test]
async fn a_wrong_line_is_told_with_its_reason_and_nothing_is_brought_in() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    report(
        &ana,
        Import::Apply {
            key: key(),
            file: file(TABLE),
        },
    )
    .await;
    let wrong = "\
sku,product,barcode,tax,price,sold by
NEW-1,Nuevo,7501234567893,13,100,unit
NEW-2,Otro,7501234567890,13,100,unit
NEW-3,Otro,,99,100,unit
NEW-4,Otro,,13,mucho,unit
NEW-5,,,13,1,unit
NEW-6,Otro,X-1234,13,1,docena
NEW-7,Otro,CODE-7,13,1,unit
NEW-8,Otro,CODE-7,13,1,unit
ARR-1,Arroz 1 kg,7501234567893,1,1200,unit
ARR-1,Arroz 1 kg,,1,1200,unit
";
    let tried = report(&ana, Import::Dry(file(wrong))).await;
    let fates: Vec<ImportFate> = tried.lines.iter().map(|line| line.fate).collect();
    let (no, new) = (ImportFate::Refused, ImportFate::New);
    assert_eq!(
        fates,
        [no, no, no, no, no, no, new, no, ImportFate::Changed, no],
        "{tried:#?}"
    );
    let refused = Request::Import(Import::Apply {
        key: key(),
        file: file(wrong),
    });
    assert_eq!(support::refused(&ana, refused).await[0].code(), "IMP-1007");
    assert_eq!(page(&ana, SearchGoods::default()).await.rows.len(), 3);
    let dear = "sku,price\nARR-1,1250\n";
    let changed = report(
        &ana,
        Import::Apply {
            key: key(),
            file: file(dear),
        },
    )
    .await;
    assert_eq!(changed.changed, 1);
    let rice = found(&ana, "PACK-6").await;
    assert_eq!(rice.item.price, Some(colones(1_250)));
    ana.close().await;
}
