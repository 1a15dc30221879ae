//! Edits by chance: any column of any row of the tables that hold money or history, changed by somebody with every right.
//! The books must tell, or the column stands in `uncovered.txt`: a list of what is missing, made from the misses of this
//! very test. What is found here keeps being found; that all edits are, it does not show.

use banca::ops::verify_all;
use sqlx::{Executor, PgConnection, Row};

use crate::{day::a_day, support::World};

/// The tables that hold money or history.
const TABLES: [&str; 26] = [
    "account",
    "activity",
    "approval",
    "audit_block",
    "award",
    "award_line",
    "bet",
    "cash_movement",
    "claim",
    "command",
    "draw",
    "draw_seal",
    "drawer",
    "drawer_count",
    "exposure",
    "payout",
    "payout_reversal",
    "posting",
    "result_entry",
    "result_withdrawal",
    "sale",
    "sale_evidence",
    "ticket",
    "ticket_code",
    "transfer",
    "transfer_reversal",
];

/// What the books do not cover.
fn uncovered() -> Vec<&'static str> {
    include_str!("uncovered.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
}

/// The same value, changed a little: an expression over a column of some type.
fn changed(column: &str, kind: &str) -> String {
    match kind {
        "int2" | "int4" | "int8" | "numeric" => format!("{column} + 1"),
        "uuid" => format!(
            "overlay({column}::text placing CASE right({column}::text, 1) WHEN '0' THEN '1' ELSE '0' END from 36)::uuid"
        ),
        "bytea" => format!(
            "CASE WHEN length({column}) = 0 THEN '\\x00' ELSE set_byte({column}, 0, get_byte({column}, 0) # 1) END"
        ),
        "timestamptz" => format!("{column} + interval '1 second'"),
        "date" => format!("{column} + 1"),
        "bool" => format!("NOT {column}"),
        "jsonb" => format!(
            "CASE jsonb_typeof({column}) WHEN 'object' THEN {column} || '{{\"edited\": 1}}' ELSE {column} || '[1]' END"
        ),
        "xid8" => format!("({column}::text::numeric + 1)::text::xid8"),
        "bpchar" => format!("translate({column}, '0123456789', '1234567890')"),
        _ => format!(
            "CASE WHEN {column} = '' THEN 'x' ELSE overlay({column} placing chr(ascii({column}) # 1) from 1) END"
        ),
    }
}

/// Every column of the tables, with its type.
async fn columns(owner: &mut PgConnection) -> Vec<(String, String, String)> {
    let rows = sqlx::query(
        "SELECT c.relname::text, a.attname::text, t.typname::text
           FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
          WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1) AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY 1, a.attnum",
    )
    .bind(TABLES.as_slice())
    .fetch_all(owner)
    .await
    .unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

/// What came of an edit.
enum Edit {
    Found,
    Missed,
    /// The schema refused it, or there was no value to change.
    Refused,
}

/// Changes one value of a row chosen by `turn`, looks at the books, and changes it back.
async fn edit(owner: &mut PgConnection, table: &str, column: &str, kind: &str, turn: i64) -> Edit {
    let quoted = format!("\"{column}\"");
    let say = |text: String| sqlx::AssertSqlSafe(text);
    let pick = format!(
        "SELECT tableoid::regclass::text, ctid::text, {quoted}::text FROM {table} WHERE {quoted} IS NOT NULL
          ORDER BY md5(ctid::text || '{turn}') LIMIT 1"
    );
    let Some(row) = sqlx::query(say(pick))
        .fetch_optional(&mut *owner)
        .await
        .unwrap()
    else {
        return Edit::Refused;
    };
    let (part, place, before): (String, String, String) = (row.get(0), row.get(1), row.get(2));
    let make = format!(
        "UPDATE ONLY {part} SET {quoted} = {} WHERE ctid = '{place}' RETURNING ctid::text",
        changed(&quoted, kind)
    );
    let Ok(place) = sqlx::query_scalar::<_, String>(say(make))
        .fetch_one(&mut *owner)
        .await
    else {
        return Edit::Refused;
    };
    let found = match verify_all(owner).await {
        Ok(report) => !report.holds(),
        // A value that cannot even be read is found.
        Err(_) => true,
    };
    let back = format!("UPDATE ONLY {part} SET {quoted} = $1::text::{kind} WHERE ctid = '{place}'");
    sqlx::query(say(back))
        .bind(before)
        .execute(owner)
        .await
        .unwrap();
    if found { Edit::Found } else { Edit::Missed }
}

/// Edits by chance; tells how many were found, and the columns of those that were not and should have been.
async fn edits(world: &World, count: i64, seed: i64) -> (i64, Vec<String>) {
    let mut owner = world.owner().await;
    owner
        .execute("SET session_replication_role = replica")
        .await
        .unwrap();
    // A check that fails or cannot be read before any edit would find everything.
    assert!(verify_all(&mut owner).await.unwrap().holds());
    let uncovered = match std::env::var_os("BANCA_EDITS_ALL") {
        Some(_) => Vec::new(),
        None => uncovered(),
    };
    let all = columns(&mut owner).await;
    let covered: Vec<_> = all
        .iter()
        .filter(|(table, column, _)| !uncovered.contains(&format!("{table}.{column}").as_str()))
        .collect();
    let (mut found, mut missed, mut turn) = (0, Vec::new(), seed * 1_000_003);
    while found + i64::try_from(missed.len()).unwrap() < count {
        turn += 7_919;
        let at = usize::try_from(turn).unwrap() % covered.len();
        let (table, column, kind) = covered[at];
        match edit(&mut owner, table, column, kind, turn).await {
            Edit::Found => found += 1,
            Edit::Missed => missed.push(format!("{table}.{column}")),
            Edit::Refused => {}
        }
    }
    (found, missed)
}

#[tokio::test]
async fn edits_by_chance_of_covered_columns_are_found() {
    let world = a_day().await;
    assert_eq!(edits(&world, 20, 1).await, (20, Vec::new()));
}

#[tokio::test]
#[ignore = "the long form: BANCA_EDITS, BANCA_SEED, BANCA_EDITS_ALL"]
async fn a_thousand_edits_by_chance_of_covered_columns_are_found() {
    let setting = |name: &str, or: i64| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(or)
    };
    let (count, seed) = (setting("BANCA_EDITS", 1_000), setting("BANCA_SEED", 1));
    let world = a_day().await;
    let (found, missed) = edits(&world, count, seed).await;
    println!(
        "{found} of {count} edits found; {} columns left out",
        uncovered().len()
    );
    assert_eq!(missed, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "lists what the books do not cover, column by column"]
async fn what_the_books_do_not_cover() {
    let world = a_day().await;
    let mut owner = world.owner().await;
    owner
        .execute("SET session_replication_role = replica")
        .await
        .unwrap();
    for (table, column, kind) in columns(&mut owner).await {
        for turn in 0..3 {
            if let Edit::Missed = edit(&mut owner, &table, &column, &kind, turn).await {
                println!("uncovered {table}.{column}");
                break;
            }
        }
    }
}
