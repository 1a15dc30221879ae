//! Faults on purpose: each is put into a house of its own, and the net that is meant for it must catch it. A net that
//! catches nothing in a house in order and something in the faulty one is worth its name.
//!
//! Those of the plan of tests that are made elsewhere: m5, an early release of locks whose answer does not wait for the disk
//! (`crash`, server), and m11, a pool without its hook (`cancel`, pool).
//!
//! Every fault is played each time, in about half a minute: `cargo test --test faults -- --nocapture` prints the table.

mod nets;
#[path = "../rig/mod.rs"]
mod rig;
#[path = "../support/mod.rs"]
mod support;
mod taken;

use std::time::Instant;

use nets::Net;
use sqlx::{Connection, Executor, PgConnection};
use support::World;

/// Where a fault is made.
enum Place {
    /// In the text of a function: what is found there exactly once, and what stands there instead.
    Function(&'static str, &'static str, &'static str),
    /// In the schema.
    Schema(&'static str),
}

/// A fault, where it is made, and the net that must catch it.
struct Fault {
    name: &'static str,
    places: &'static [Place],
    net: Net,
    /// What the net says, in part.
    says: &'static str,
}

const NO_FENCE: Place = Place::Function(
    "fence_draw_shared",
    "lock_shared(7701,",
    "lock_shared(7709,",
);

const FAULTS: [Fault; 15] = [
    Fault {
        name: "m1 counters in any order",
        places: &[Place::Function(
            "count_tickets",
            "ORDER BY s.rank, s.id, n.draw, n.number",
            "ORDER BY md5((p_sale ->> 'sale') || n.number)",
        )],
        net: Net::Crowd,
        says: "deadlocks",
    },
    Fault {
        name: "m2 limit read before the counter is locked",
        places: &[
            Place::Function(
                "count_tickets",
                "INSERT INTO exposure AS e",
                "v_problems := check_limits(p_me.banca_id, p_me.ventana_id, p_me.user_id, (p_sale ->> 'sale')::uuid,
                                            p_sale -> 'tickets', NULL);
                 IF v_problems IS NOT NULL THEN PERFORM refuse(v_problems); END IF;
                 INSERT INTO exposure AS e",
            ),
            Place::Function("count_tickets", "IF EXISTS (SELECT FROM limit_rule", "IF false AND EXISTS (SELECT FROM limit_rule"),
            Place::Function("check_limits", "WHERE used > amount AND", "WHERE used + asked > amount AND"),
        ],
        net: Net::LastStake,
        says: "sold twice",
    },
    Fault {
        name: "m3 sales without a fence",
        places: &[NO_FENCE],
        net: Net::Close,
        says: "did not wait",
    },
    Fault {
        name: "m3 … nor the question at the end",
        places: &[NO_FENCE, Place::Schema("DROP TRIGGER guard_cutoff ON ticket_code")],
        net: Net::Close,
        says: "draws.seals",
    },
    Fault {
        name: "m4 the transaction's clock",
        places: &[Place::Function("banca_now", "clock_timestamp()", "now()")],
        net: Net::Cutoff,
        says: "late ticket",
    },
    Fault {
        name: "m6 a sealer that does not wait for who is late",
        places: &[Place::Function(
            "seal_activity",
            "v_block.from_xid := coalesce(",
            "v_block.to_xid := pg_snapshot_xmax(pg_current_snapshot());
             v_block.from_xid := coalesce(",
        )],
        net: Net::Late,
        says: "audit.",
    },
    Fault {
        name: "m7 a key without its content",
        places: &[Place::Function("sell", "v_known.request_hash <> p_hash OR ", "")],
        net: Net::Key,
        says: "other content",
    },
    Fault {
        name: "m8 a key with its date",
        places: &[Place::Schema(
            "ALTER TABLE command DROP CONSTRAINT command_pkey, ADD PRIMARY KEY (banca_id, command_id, at)",
        )],
        net: Net::Key,
        says: "not the stored answer",
    },
    Fault {
        name: "m9 a cancellation that keeps the exposure",
        places: &[Place::Function(
            "take_back_ticket",
            "straight = e.straight - n.straight",
            "straight = e.straight",
        )],
        net: Net::Cancel,
        says: "exposure.counters",
    },
    Fault {
        name: "m10 payouts without their guard",
        places: &[Place::Schema("DROP TRIGGER guard_payout ON payout")],
        net: Net::PayAgain,
        says: "prizes.not_overpaid",
    },
    Fault {
        name: "m12 a commission rounded otherwise",
        places: &[Place::Function(
            "keep_tickets",
            "vendedor <> round(stake * vendedor_percent / 100)",
            "false",
        )],
        net: Net::Rounding,
        says: "tickets.bets",
    },
    Fault {
        name: "m13 stakes earned with every result",
        places: &[
            Place::Function("settle_draw", "IF v_draw.state = 'CLOSED' THEN", "IF true THEN"),
            Place::Function("settle_draw", "'earned', 1::smallint", "'earned', v_version"),
        ],
        net: Net::Correction,
        says: "draws.stakes",
    },
    Fault {
        name: "m14 a consent that is not used up",
        places: &[Place::Function(
            "take_lift",
            "UPDATE approval SET consumed_at = p_now",
            "UPDATE approval SET consumed_at = NULL",
        )],
        net: Net::Consent,
        says: "limits.evidence",
    },
    Fault {
        name: "m15 a drawer without its check",
        places: &[Place::Schema("ALTER TABLE account DROP CONSTRAINT account_check")],
        net: Net::Overdraft,
        says: "below nothing",
    },
    Fault {
        name: "m16 what is there already is tried under another key",
        places: &[Place::Function(
            "sell",
            "    IF NOT FOUND THEN
        SELECT request_hash",
            "    IF NOT FOUND THEN
        p_command := gen_random_uuid();
        INSERT INTO command (banca_id, command_id, verb, request_hash, user_id, session_id)
        VALUES (v_me.banca_id, p_command, 'sell', p_hash, v_me.user_id, v_me.session_id);
    ELSIF false THEN
        SELECT request_hash",
        )],
        net: Net::Key,
        says: "not the stored answer",
    },
];

/// Puts a fault into a house.
async fn put(owner: &mut PgConnection, place: &Place) {
    let statement = match place {
        Place::Schema(statement) => (*statement).to_owned(),
        Place::Function(name, from, to) => {
            let text: String = sqlx::query_scalar(
                "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = $1",
            )
            .bind(name)
            .fetch_one(&mut *owner)
            .await
            .expect("the function exists");
            assert_eq!(
                text.matches(from).count(),
                1,
                "{name} has {from:?} exactly once"
            );
            text.replace(from, to)
        }
    };
    owner
        .execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statement)))
        .await
        .expect("the fault can be made");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_net_catches_anything_in_a_house_in_order() {
    for net in Net::ALL {
        let world = World::new().await;
        assert_eq!(net.cast(&world).await, Vec::<String>::new(), "{net:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_is_caught_by_its_net() {
    let mut missed = Vec::new();
    for fault in &FAULTS {
        let world = World::new().await;
        let mut owner = world.owner().await;
        for place in fault.places {
            put(&mut owner, place).await;
        }
        owner.close().await.expect("the owner leaves");
        let begun = Instant::now();
        let caught = fault.net.cast(&world).await;
        println!(
            "{:<45} {:<10} {:>5.1} s  {caught:?}",
            fault.name,
            format!("{:?}", fault.net),
            begun.elapsed().as_secs_f64()
        );
        if !caught.iter().any(|what| what.contains(fault.says)) {
            missed.push(format!(
                "{} must say {:?}, says {caught:?}",
                fault.name, fault.says
            ));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
