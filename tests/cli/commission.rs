//! Commission policies as files.

use super::{program::Place, support::World};

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_is_written_read_back_and_given_to_another() {
    let world = World::new().await;
    let place = Place::at(&world);
    let none = place.file("nada.json");
    let nothing = place.run_as("ana", &format!("commission export {}", none.display()));
    assert_ne!(nothing.code, 0, "nobody has set one: {nothing:?}");
    let file = place.file("comision.json");
    let policy = r#"{
        "version": 1, "effectiveFrom": "2020-01-01T00:00:00Z", "effectiveTo": null,
        "defaultPercent": 8,
        "rules": [
            {"lottery": "Tica", "betType": "NUMERO", "multiplierRange": {"min": 80, "max": "90"}, "percent": 12.5},
            {"lottery": null, "betType": "REVENTADO", "multiplierRange": {"min": null, "max": null}, "percent": "5"}
        ]
    }"#;
    std::fs::write(&file, policy).unwrap();
    let import = |of: &str| format!("commission import {} {of}", file.display());
    let dry = place.run_as("ana", &import("--dry-run"));
    assert_eq!(dry.code, 0, "{dry:?}");
    assert_ne!(
        place
            .run_as("ana", &format!("commission export {}", none.display()))
            .code,
        0,
        "nothing was saved"
    );
    for of in ["", "--ventana Centro", "--vendedor marta --share vendedor"] {
        let done = place.run_as("ana", &import(of));
        assert_eq!(done.code, 0, "{of}: {done:?}");
        let out = place.file("otra.json");
        let saved = place.run_as("ana", &format!("commission export {} {of}", out.display()));
        assert_eq!(saved.code, 0, "{of}: {saved:?}");
        let back: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
        assert_eq!(back["version"], 1, "{back}");
        assert_eq!(back["defaultPercent"], 8, "{back}");
        assert_eq!(
            back["rules"][0],
            serde_json::json!({
                "lottery": "Tica", "betType": "NUMERO",
                "multiplierRange": {"min": 80, "max": 90}, "percent": 12.5
            })
        );
        assert_eq!(back["rules"][1]["betType"], "REVENTADO");
        assert_eq!(back["rules"][1]["multiplierRange"], serde_json::Value::Null);
    }
    let listed = place.json_as("ana", "commission list");
    let rows = listed["done"]["data"].as_array().unwrap();
    assert_eq!(rows.len(), 3, "{listed}");
    // What cannot be meant is said, and nothing is saved.
    for (wrong, says) in [
        (r#"{"rules": [{"percent": "mucho"}]}"#, "mucho"),
        (
            r#"{"rules": [{"percent": 5, "lottery": "Ninguna"}]}"#,
            "Ninguna",
        ),
        (r#"{"rules": [], "porcentaje": 5}"#, "porcentaje"),
        ("esto no es JSON", "JSON"),
    ] {
        std::fs::write(&file, wrong).unwrap();
        let no = place.run_as("ana", &import(""));
        assert_ne!(no.code, 0, "{wrong}");
        let told = no.err.contains(says) || says == "JSON";
        assert!(told, "{wrong}: {no:?}");
    }
    std::fs::write(&file, policy).unwrap();
    let foreign = place.run_as("marta", &import(""));
    assert_ne!(foreign.code, 0, "{foreign:?}");
    world.books_hold().await;
}
