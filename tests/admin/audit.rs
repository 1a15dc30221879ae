//! The log: what is found, by whom, in how many steps, and what an edit does to its chain.

use crate::support::{
    World, colones, consented, done, key, morning, refused, sale, sold, straight,
};
use banca::{
    domain::{Right, TicketCode},
    ops::{
        Answer, AskAudit, AuditFound, CancelTicket, ChainCheck, CheckChain, FieldProblem, House,
        PageKey, Refusal, Request,
    },
};
use chrono::TimeDelta;
use sqlx::{Connection, Executor, PgConnection};

fn ask(filter: &str, after: Option<PageKey>, limit: Option<u16>) -> Request {
    Request::Audit(AskAudit {
        filter: filter.to_owned(),
        after,
        limit,
    })
}

async fn stretch(house: &House, filter: &str, after: Option<PageKey>) -> AuditFound {
    match done(house, ask(filter, after, Some(5))).await {
        Answer::Audit(found) => found,
        other => panic!("{other:?}"),
    }
}

/// Everything that a filter finds, stretch after stretch: deed and target, newest first.
async fn all(house: &House, filter: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let next = stretch(house, filter, after).await;
        let rows = next.rows.into_iter().map(|one| one.row);
        found.extend(rows.map(|row| (row.action, row.target)));
        after = next.next;
        if after.is_none() {
            return found;
        }
    }
}

async fn deeds(house: &House, filter: &str) -> Vec<String> {
    let found = all(house, filter).await;
    found.into_iter().map(|(deed, _)| deed).collect()
}

/// A day in two shops: Marta sells two tickets and takes one back, Luis sells one.
struct Day {
    world: World,
    ana: House,
    codes: [TicketCode; 3],
}

async fn day() -> Day {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    let luis = world.seller("luis").await;
    let one = sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    let two = sold(&marta, sale(&[draw], vec![straight(45, 7_000)])).await;
    let three = sold(&luis, sale(&[draw], vec![straight(7, 300)])).await;
    let codes = [&one, &two, &three].map(|sold| sold.tickets[0].code);
    let cancel = CancelTicket {
        key: key(),
        code: codes[1],
        reason: "Cliente se equivocó".to_owned(),
        approval: None,
    };
    done(&marta, Request::CancelTicket(cancel)).await;
    for house in [marta, luis] {
        house.close().await;
    }
    let ana = world.signed_in("ana").await;
    Day { world, ana, codes }
}

#[tokio::test]
async fn a_filter_finds_by_person_shop_deed_target_amount_day_and_word() {
    let Day { ana, codes, world } = day().await;
    assert_eq!(
        deeds(&ana, "user:marta action:ticket").await,
        ["ticket.cancelled", "ticket.sold", "ticket.sold"]
    );
    assert_eq!(
        deeds(&ana, "ventana:Mercado accion:ticket").await,
        ["ticket.sold"]
    );
    let code = codes[1].digits();
    assert_eq!(
        deeds(&ana, &format!("sobre:{code}")).await,
        ["ticket.cancelled", "ticket.sold"]
    );
    assert_eq!(
        deeds(&ana, "monto:7000.. no-sales action:ticket").await,
        ["ticket.cancelled"]
    );
    assert_eq!(deeds(&ana, "EQUIVOCÓ").await, ["ticket.cancelled"]);
    assert_eq!(
        deeds(&ana, "monto:..400 action:ticket").await,
        ["ticket.sold"]
    );
    assert!(deeds(&ana, "ayer action:ticket").await.is_empty());
    assert_eq!(deeds(&ana, "hoy action:ticket.cancelled").await.len(), 1);
    let mut owner = world.owner().await;
    owner
        .execute(
            "INSERT INTO activity (banca_id, business_date, activity_id, action, target)
             SELECT banca_id, business_date, gen_random_uuid(), 'draw.opened', draw_id::text FROM draw",
        )
        .await
        .unwrap();
    owner.close().await.unwrap();
    assert!(deeds(&ana, "lottery:Nica action:draw").await.is_empty());
    assert_eq!(
        deeds(&ana, "lottery:Tica action:draw.opened").await.len(),
        1,
        "a draw is meant by its lottery, day and time"
    );
    assert!(
        !deeds(&ana, "sin-ventas")
            .await
            .contains(&"ticket.sold".to_owned())
    );
    ana.close().await;
    drop(world);
}

#[tokio::test]
async fn the_whole_log_comes_in_stretches_without_a_gap_or_a_row_twice() {
    let Day { ana, world, .. } = day().await;
    let mut owner = world.owner().await;
    // Rows of one moment, so that only their ids tell them apart.
    owner
        .execute(
            "INSERT INTO activity (banca_id, business_date, activity_id, at, action, target)
             SELECT banca_id, business_date(banca_id, NULL, banca_now()), gen_random_uuid(), banca_now(), 'cash.moved', i::text
               FROM banca CROSS JOIN generate_series(1, 23) i",
        )
        .await
        .unwrap();
    let mut found: Vec<String> = all(&ana, "action:cash.moved")
        .await
        .into_iter()
        .map(|(_, target)| target)
        .collect();
    found.sort_by_key(|target| target.parse::<u32>().unwrap());
    let wanted: Vec<String> = (1..=23).map(|i: u32| i.to_string()).collect();
    assert_eq!(found, wanted);
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM activity")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(i64::try_from(all(&ana, "").await.len()).unwrap(), count);
    owner.close().await.unwrap();
    ana.close().await;
}

#[tokio::test]
async fn a_shop_reads_its_own_log_and_a_seller_none() {
    let Day { world, ana, codes } = day().await;
    let vera = world.signed_in("vera").await;
    assert_eq!(
        deeds(&vera, "action:ticket").await,
        ["ticket.cancelled", "ticket.sold", "ticket.sold"]
    );
    let foreign = format!("sobre:{}", codes[2].digits());
    assert!(deeds(&vera, &foreign).await.is_empty());
    assert!(deeds(&vera, "ventana:Mercado").await.is_empty());
    let nobody = refused(&vera, ask("user:luis", None, None)).await;
    assert_eq!(
        nobody,
        [Refusal::Field {
            field: "filter".to_owned(),
            problem: FieldProblem::Nothing {
                word: "luis".to_owned()
            }
        }],
        "somebody of another shop is nobody"
    );
    let marta = world.signed_in("marta").await;
    for request in [
        ask("", None, None),
        Request::CheckChain(CheckChain::default()),
    ] {
        let no = refused(&marta, request).await;
        assert!(
            matches!(
                no[..],
                [Refusal::NotAllowed {
                    right: Right::SeeAudit,
                    ..
                }]
            ),
            "{no:?}"
        );
    }
    for house in [vera, marta, ana] {
        house.close().await;
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_named_and_nothing_is_searched() {
    let Day { world, ana, .. } = day().await;
    for (filter, word) in [("color:rojo", "color:rojo"), ("monto:9..5", "monto:9..5")] {
        let no = refused(&ana, ask(filter, None, None)).await;
        let problem = FieldProblem::Word {
            word: word.to_owned(),
        };
        let field = "filter".to_owned();
        assert_eq!(no, [Refusal::Field { field, problem }]);
    }
    assert!(!refused(&ana, ask("", None, Some(0))).await.is_empty());
    assert!(!refused(&ana, ask("", None, Some(1_001))).await.is_empty());
    ana.close().await;
    drop(world);
}

#[tokio::test]
async fn a_row_tells_who_consented_and_in_which_session_and_block_it_stands() {
    let Day { world, ana, codes } = day().await;
    let juan = world.seller("juan").await;
    let key = key();
    let approval = consented(
        &juan,
        "vera",
        Right::CancelAny,
        key,
        &codes[0].digits(),
        Some(colones(500)),
    )
    .await;
    let cancel = CancelTicket {
        key,
        code: codes[0],
        reason: "se repitió".to_owned(),
        approval: Some(approval),
    };
    done(&juan, Request::CancelTicket(cancel)).await;
    let found = stretch(&ana, "user:juan action:ticket.cancelled", None).await;
    let [entry] = &found.rows[..] else {
        panic!("one row: {found:?}");
    };
    assert_eq!(entry.username, "juan");
    assert_eq!(entry.ventana, "Centro");
    assert_eq!(entry.request, Some(key.raw()));
    assert_eq!(entry.session, juan.seat().map(|seat| seat.me.session.raw()));
    let consent = entry.consent.as_ref().expect("somebody consented");
    assert_eq!(
        (consent.asked_by.as_str(), consent.granted_by.as_str()),
        ("Juan Castro", "Vera Solís")
    );
    assert_eq!(consent.reason, "visto");
    // The log is sealed once no transaction can write below it any more.
    juan.close().await;
    let mut block = None;
    while block.is_none() {
        done(&ana, Request::Tick).await;
        let again = stretch(&ana, "user:juan action:ticket.cancelled", None).await;
        block = again.rows[0].block;
    }
    ana.close().await;
}

async fn checked(house: &House) -> ChainCheck {
    let mut rows = 0;
    let mut after = 0;
    loop {
        let answer = done(house, Request::CheckChain(CheckChain { after })).await;
        let Answer::ChainChecked(check) = answer else {
            panic!("{answer:?}");
        };
        rows += check.rows;
        after = check.checked;
        if check.done || check.broken.is_some() {
            return ChainCheck { rows, ..check };
        }
    }
}

async fn seal(owner: &mut PgConnection) {
    let waiting = "SELECT count(*) FROM activity a
                    WHERE NOT EXISTS (SELECT FROM audit_block b WHERE b.run = a.run AND b.from_xid <= a.xid AND a.xid < b.to_xid)";
    while sqlx::query_scalar::<_, i64>(waiting)
        .fetch_one(&mut *owner)
        .await
        .unwrap()
        > 0
    {
        sqlx::query("SELECT seal_activity(banca_id, 4) FROM banca")
            .execute(&mut *owner)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_chain_is_checked_block_by_block_and_an_edited_row_breaks_it() {
    let Day { world, ana, .. } = day().await;
    let mut owner = world.owner().await;
    seal(&mut owner).await;
    let whole = checked(&ana).await;
    assert!(whole.blocks > 2 && whole.broken.is_none(), "{whole:?}");
    assert_eq!((whole.rows, whole.checked), (whole.sealed, whole.blocks));
    let vera = world.signed_in("vera").await;
    assert_eq!(
        checked(&vera).await.broken,
        None,
        "who sees a part of the rows checks all of them"
    );
    owner
        .execute("SET session_replication_role = replica; UPDATE activity SET note = 'otro motivo' WHERE action = 'ticket.cancelled'")
        .await
        .unwrap();
    let broken = checked(&vera).await;
    let named: i64 = sqlx::query_scalar(
        "SELECT b.block_no FROM activity a JOIN audit_block b ON b.run = a.run AND b.from_xid <= a.xid AND a.xid < b.to_xid
          WHERE a.action = 'ticket.cancelled'",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(broken.broken, Some(named));
    owner.close().await.unwrap();
    for house in [ana, vera] {
        house.close().await;
    }
}

/// Sequential scans so far of the log's partitions that hold a history.
async fn scans(owner: &mut PgConnection) -> i64 {
    let others = "SELECT count(*) FROM pg_stat_activity
                   WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
    while sqlx::query_scalar::<_, i64>(others)
        .fetch_one(&mut *owner)
        .await
        .unwrap()
        > 0
    {
        tokio::task::yield_now().await;
    }
    sqlx::query_scalar(
        "SELECT sum(seq_scan)::bigint FROM pg_stat_user_tables WHERE relname LIKE 'activity_%' AND n_live_tup >= 10000",
    )
    .fetch_one(owner)
    .await
    .unwrap()
}

#[tokio::test]
async fn no_search_reads_the_log_from_its_beginning_and_none_looks_at_more_than_its_stretch() {
    let Day { world, ana, codes } = day().await;
    ana.close().await;
    let mut owner = world.owner().await;
    owner
        .execute(
            "SELECT ensure_partitions(d::date) FROM generate_series(date '2026-09-01', date '2026-11-01', interval '1 month') d;
             INSERT INTO activity (banca_id, business_date, activity_id, at, user_id, ventana_id, action, target, amount)
             SELECT u.banca_id, (banca_now() - i * interval '1 minute')::date, gen_random_uuid(), banca_now() - i * interval '1 minute',
                    u.user_id, u.ventana_id, CASE WHEN i % 100 = 0 THEN 'ticket.reprinted' ELSE 'ticket.sold' END,
                    lpad(i::text, 12, '0'), 10000
               FROM app_user u CROSS JOIN generate_series(1, 60000) i WHERE u.username = 'marta'",
        )
        .await
        .unwrap();
    owner.execute("VACUUM ANALYZE activity").await.unwrap();
    let one = format!("sobre:{}", codes[0].digits());
    let filters = [
        "",
        "user:luis",
        "action:ticket.reprinted",
        "no-sales",
        "user:luis no-sales",
        "nowhere",
        "monto:999999..",
        "2026-10",
        "2026-10 user:luis",
        one.as_str(),
    ];
    for filter in filters {
        let before = scans(&mut owner).await;
        let vera = world
            .signed_in(if filter.contains("luis") {
                "ana"
            } else {
                "vera"
            })
            .await;
        let found = stretch(&vera, filter, None).await;
        assert!(
            found.looked <= 20_000,
            "{filter:?} looked at {}",
            found.looked
        );
        let plain = filter.is_empty() || filter == "2026-10";
        assert!(
            !plain || found.looked <= 50,
            "{filter:?} looked at {}",
            found.looked
        );
        vera.close().await;
        assert_eq!(
            scans(&mut owner).await,
            before,
            "{filter:?} reads a whole partition"
        );
    }
    owner.close().await.unwrap();
}
