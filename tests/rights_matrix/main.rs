//! What the application's role may do, cell by cell: every table of the schema with every verb for every role of the house,
//! and every function. The intended matrix is `matrix.txt`; a new table or function fails until it stands there.

#[path = "../verify/day.rs"]
#[expect(dead_code, reason = "the day is the whole of it")]
mod day;
mod hostile;
#[path = "../rig/mod.rs"]
mod rig;
#[path = "../support/mod.rs"]
mod support;

use std::fmt::Write;

use rig::client::Client;
use sqlx::{PgConnection, Row};

/// Who asks, from nobody upwards.
const ROLES: [Option<&str>; 4] = [None, Some("marta"), Some("vera"), Some("ana")];

/// The intended matrix, its notes left out.
fn intended() -> Vec<&'static str> {
    include_str!("matrix.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
}

/// The tables and views of the schema; a partition counts as its table.
async fn tables(owner: &mut PgConnection) -> Vec<String> {
    sqlx::query_scalar(
        "SELECT relname::text FROM pg_class
          WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT relispartition
          ORDER BY relname",
    )
    .fetch_all(owner)
    .await
    .expect("the catalogue can be read")
}

/// The columns of a table that the application's role may insert or update; `*` for all.
async fn columns(client: &mut Client, table: &str, verb: &str) -> Vec<String> {
    sqlx::query_scalar(
        "SELECT attname::text FROM pg_attribute
          WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND has_column_privilege($1::regclass, attnum, $2)
          ORDER BY attnum",
    )
    .bind(format!("public.{table}"))
    .bind(verb)
    .fetch_all(&mut client.db)
    .await
    .expect("the catalogue can be read")
}

/// How much of a table a verb reaches: refused, nothing, a part or all of it.
fn reach(touched: &Result<u64, String>, all: u64) -> &'static str {
    match touched {
        Err(why) if why.starts_with("42501") => "-",
        Err(_) => "guarded",
        Ok(0) => "none",
        Ok(some) if *some < all => "part",
        Ok(_) => "all",
    }
}

/// Says a statement in a transaction that is taken back.
async fn tried(client: &mut Client, statement: &str) -> Result<u64, String> {
    client.say("BEGIN").await.expect("a transaction begins");
    let touched = client.say(statement).await;
    client.say("ROLLBACK").await.expect("it is taken back");
    touched
}

/// One line: what the role may write at all, and how much each role of the house reads and updates.
async fn line(clients: &mut [Client], table: &str, all: u64) -> String {
    let (mut selected, mut updated) = (Vec::new(), Vec::new());
    let insert = columns(&mut clients[0], table, "INSERT").await;
    let update = columns(&mut clients[0], table, "UPDATE").await;
    let read = columns(&mut clients[0], table, "SELECT").await;
    for client in clients.iter_mut() {
        let one = read.first().map_or("NULL", String::as_str);
        selected.push(reach(
            &tried(client, &format!("SELECT {one} FROM {table}")).await,
            all,
        ));
        let changed = match update.first() {
            Some(column) => tried(client, &format!("UPDATE {table} SET {column} = {column}")).await,
            None => tried(client, &format!("UPDATE {table} SET {one} = {one}")).await,
        };
        updated.push(reach(&changed, all));
        for verb in [format!("DELETE FROM {table}"), format!("TRUNCATE {table}")] {
            let refused = tried(client, &verb)
                .await
                .expect_err("nothing is ever deleted");
            assert!(
                ["42501", "42809", "55000"]
                    .iter()
                    .any(|code| refused.starts_with(code)),
                "{verb}: {refused}"
            );
        }
    }
    let named = |columns: &[String]| {
        if columns.is_empty() {
            "-".to_owned()
        } else {
            columns.join(",")
        }
    };
    let whole: usize = columns_of(&mut clients[0], table).await;
    let insert = if insert.len() == whole {
        "*".to_owned()
    } else {
        named(&insert)
    };
    format!(
        "{table} select {} insert {insert} update {} {}",
        selected.join("/"),
        named(&update),
        updated.join("/")
    )
}

async fn columns_of(client: &mut Client, table: &str) -> usize {
    let count: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
    )
    .bind(format!("public.{table}"))
    .fetch_one(&mut client.db)
    .await
    .expect("the catalogue can be read");
    usize::try_from(count).expect("few columns")
}

#[tokio::test]
async fn every_table_is_within_its_role_and_every_function_is_meant() {
    let world = day::a_day().await;
    let vera = world.signed_in("vera").await;
    let mut owner = world.owner().await;
    let mut clients = Vec::new();
    for role in ROLES {
        clients.push(match role {
            None => Client::nobody(&world).await,
            Some(username) => Client::of(&world, username).await,
        });
    }
    let mut found = String::new();
    for table in tables(&mut owner).await {
        let kind: String =
            sqlx::query_scalar("SELECT relkind::text FROM pg_class WHERE oid = $1::regclass")
                .bind(format!("public.{table}"))
                .fetch_one(&mut owner)
                .await
                .expect("a kind");
        if kind == "S" {
            let moved = tried(&mut clients[3], &format!("SELECT nextval('{table}')")).await;
            let _ = writeln!(found, "{table} sequence {}", reach(&moved, 1));
            continue;
        }
        let statement = format!("SELECT count(*) FROM {table}");
        let all: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(statement))
            .fetch_one(&mut owner)
            .await
            .expect("a count");
        let line = line(&mut clients, &table, u64::try_from(all).expect("a count")).await;
        let _ = writeln!(found, "{line}");
    }
    let functions = sqlx::query(
        "SELECT p.oid::regprocedure::text, has_function_privilege('banca_app', p.oid, 'EXECUTE')
           FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1",
    )
    .fetch_all(&mut owner)
    .await
    .expect("the catalogue can be read");
    for function in functions {
        let (name, may): (String, bool) = (function.get(0), function.get(1));
        let _ = writeln!(found, "{name} {}", if may { "execute" } else { "-" });
    }
    vera.close().await;
    let (found, intended): (Vec<&str>, Vec<&str>) = (found.lines().collect(), intended());
    let only = |these: &[&str], those: &[&str], what: &str| -> String {
        let missing = these.iter().filter(|line| !those.contains(line));
        missing.fold(String::new(), |told, line| format!("{told}{what} {line}\n"))
    };
    let differ = only(&found, &intended, "found   ") + &only(&intended, &found, "intended");
    assert!(differ.is_empty(), "{differ}");
}
