//! Importing and exporting from the command line.

use super::{program::Place, support::World};

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_tried_imported_and_exported_unchanged() {
    let world = World::new().await;
    let place = Place::at(&world);
    let file = place.file("gente.csv");
    std::fs::write(
        &file,
        "usuario;nombre;rol;ventana;pin;color\nrosa;Rosa;vendedor;Centro;4826;x\nmario;Mario;jefe;Centro;;x\n",
    )
    .unwrap();
    let import = |what: &str| format!("import {what} {}", file.display());
    let dry = place.run_as("ana", &format!("{} --dry-run", import("users")));
    assert_eq!(dry.code, 1, "a line is refused: {dry:?}");
    assert!(
        dry.out.contains("mario") && dry.out.contains("jefe"),
        "{dry:?}"
    );
    assert!(dry.err.contains("color"), "{dry:?}");
    let all = place.run_as("ana", &import("users"));
    assert_eq!(all.code, 1, "{all:?}");
    assert!(
        all.err.contains("IMP-1007") && all.out.contains("jefe"),
        "{all:?}"
    );
    let users = place.run_as("ana", "user list");
    assert!(!users.out.contains("rosa"), "{users:?}");

    std::fs::write(
        &file,
        "usuario;nombre;rol;ventana;pin\nrosa;Rosa;vendedor;Centro;4826\nmario;Mario;ventana;Centro;\n",
    )
    .unwrap();
    let told = place.json_as("ana", &import("users"));
    let done = &told["done"]["data"];
    assert_eq!(
        (&done["new"], &done["applied"]),
        (&2.into(), &true.into()),
        "{told}"
    );
    assert_eq!(done["pins"][0]["username"], "mario");
    for what in ["users", "shops"] {
        let out = place.file(&format!("{what}.csv"));
        let saved = place.run_as("ana", &format!("export {what} {}", out.display()));
        assert_eq!(saved.code, 0, "{saved:?}");
        let back = place.json_as("ana", &format!("import {what} {} --dry-run", out.display()));
        let back = &back["done"]["data"];
        assert_eq!(
            (&back["new"], &back["changed"]),
            (&0.into(), &0.into()),
            "{back}"
        );
    }
    let foreign = place.run_as("vera", &import("users"));
    assert_eq!(foreign.code, 1, "{foreign:?}");
    assert!(foreign.err.contains("ACC-1004"), "{foreign:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn results_go_out_as_they_came_in_and_a_file_that_is_none_is_bad_data() {
    let world = World::new().await;
    let place = Place::at(&world);
    let file = place.file("resultados.csv");
    std::fs::write(&file, "lottery,date,time,number\nTica,2025-01-02,12:55,7\n").unwrap();
    let done = place.run_as("ana", &format!("import results {}", file.display()));
    assert_eq!(done.code, 0, "{done:?}");
    let out = place.file("fuera.csv");
    let saved = place.run_as("ana", &format!("export results {}", out.display()));
    assert_eq!(saved.code, 0, "{saved:?}");
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.contains("2025-01-02") && text.contains("07"), "{text}");
    let back = place.run_as(
        "ana",
        &format!("import results {} --dry-run", out.display()),
    );
    assert_eq!(back.code, 0, "{back:?}");

    std::fs::write(&file, "color\nrojo\n").unwrap();
    let none = place.run_as("ana", &format!("import results {}", file.display()));
    assert_eq!(none.code, 65, "{none:?}");
    let missing = place.run_as("ana", "import results no-hay.csv");
    assert_eq!(missing.code, 74, "{missing:?}");
}
