//! A client that is not ours: a bare connection with the application's role and the session of somebody who signed in. It
//! speaks to the database's functions and tables directly, and says whatever it likes.

use banca::domain::{DrawId, Money, SellerPath, TicketCode, posting};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, Row};
use uuid::Uuid;

use crate::support::World;

/// A bare connection that somebody sits at.
pub struct Client {
    /// The connection.
    pub db: PgConnection,
    token: String,
}

impl Client {
    /// Sits somebody who has signed in before at a connection of the own.
    pub async fn of(world: &World, username: &str) -> Client {
        let token = Uuid::now_v7().to_string();
        let mut owner = world.owner().await;
        let made = sqlx::query(
            "INSERT INTO session (banca_id, session_id, user_id, terminal_id, token_hash)
             SELECT s.banca_id, gen_random_uuid(), s.user_id, s.terminal_id, sha256(convert_to($1, 'UTF8'))
               FROM session s JOIN app_user u USING (banca_id, user_id) WHERE u.username = $2 LIMIT 1",
        )
        .bind(&token)
        .bind(username)
        .execute(&mut owner)
        .await
        .expect("a session can be made");
        assert_eq!(made.rows_affected(), 1, "{username} never signed in");
        owner.close().await.expect("the owner leaves");
        let mut db = world.stranger().await;
        sqlx::query("SELECT set_config('banca.session', $1, false)")
            .bind(&token)
            .execute(&mut db)
            .await
            .expect("a session can be named");
        Client { db, token }
    }

    /// Nobody's connection: no session at all.
    pub async fn nobody(world: &World) -> Client {
        Client {
            db: world.stranger().await,
            token: String::new(),
        }
    }

    /// A sale as an honest console would send it: one straight bet at the usual price, without commissions.
    pub async fn document(&mut self, draw: DrawId, number: u16, stake: i64) -> Value {
        let row = sqlx::query(
            "SELECT my_banca(), my_ventana(), my_user(), m.multiplier_id, m.factor::text
               FROM draw d JOIN multiplier m USING (banca_id, lottery_id)
              WHERE d.draw_id = $1 AND m.kind = 0 AND m.usual AND m.active",
        )
        .bind(draw.raw())
        .fetch_one(&mut self.db)
        .await
        .expect("a draw with a price");
        let seller = SellerPath {
            banca: row.get::<Uuid, _>(0).into(),
            ventana: row.get::<Uuid, _>(1).into(),
            vendedor: row.get::<Uuid, _>(2).into(),
        };
        let total = Money::colones(stake).expect("small");
        let factor: f64 = row.get::<String, _>(4).parse().expect("a factor");
        let bet = json!({
            "line": 1, "kind": 0, "number": number, "stake": total, "multiplier": row.get::<Uuid, _>(3),
            "factor": factor, "origin": "typed",
            "listero_percent": 0, "listero": 0, "listero_source": {"source": "none"},
            "vendedor_percent": 0, "vendedor": 0, "vendedor_source": {"source": "none"},
        });
        let random = super::Random(Uuid::now_v7().as_u128() as u64).next();
        json!({
            "sale": Uuid::now_v7(), "total": total, "received": null, "note": null, "repeats": null, "approval": null,
            "tickets": [{
                "ticket": Uuid::now_v7(), "code": TicketCode::from_random(random).digits(), "draw": draw, "total": total,
                "listero": 0, "vendedor": 0, "bets": [bet],
                "legs": posting::ticket_sold(seller, draw, total, Money::ZERO, Money::ZERO),
            }],
        })
    }

    /// Sells with the function that sells, under a fresh key.
    ///
    /// # Errors
    /// The SQLSTATE and what is told with it.
    pub async fn sell(&mut self, document: &Value) -> Result<Value, String> {
        sqlx::query_scalar("SELECT sell($1, $2, sha256('hostile'), $3)")
            .bind(&self.token)
            .bind(Uuid::now_v7())
            .bind(document)
            .fetch_one(&mut self.db)
            .await
            .map_err(|why| told(&why))
    }

    /// Says a statement; tells how many rows it touched.
    ///
    /// # Errors
    /// The SQLSTATE and what is told with it.
    pub async fn say(&mut self, statement: &str) -> Result<u64, String> {
        sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
            .execute(&mut self.db)
            .await
            .map(|done| done.rows_affected())
            .map_err(|why| told(&why))
    }
}

/// The SQLSTATE, the message and the detail of a refused statement.
pub fn told(why: &sqlx::Error) -> String {
    let sqlx::Error::Database(refused) = why else {
        panic!("the connection broke: {why}");
    };
    let known = refused.downcast_ref::<sqlx::postgres::PgDatabaseError>();
    format!(
        "{} {} {}",
        known.code(),
        known.message(),
        known.detail().unwrap_or_default()
    )
}
