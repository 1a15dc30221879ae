//! SQL and row mapping, one file per family of tables. Nothing is decided here.
//!
//! Every function takes the connection or transaction it works in; what must happen together is put together by `ops`.

pub mod account;
pub mod activity;
pub mod audit;
pub mod basket;
pub mod books;
pub mod catalogue;
pub mod claim;
pub mod command;
pub mod commission;
pub mod connect;
pub mod customer;
pub mod desk;
pub mod draw;
pub mod draw_step;
pub mod drawer;
pub mod electronic;
mod failure;
pub mod history;
pub mod holiday;
pub mod home;
pub mod hot;
pub mod house;
pub mod jobs;
pub mod layoff;
pub mod ledger;
pub mod limit;
pub mod list;
pub mod lottery;
pub mod month;
pub mod movement;
pub mod paper;
pub mod past;
pub mod past_result;
pub mod payout;
pub mod payout_list;
pub mod price_list;
pub mod printer;
pub mod prize;
pub mod receipt;
pub mod report;
pub mod result;
pub mod risk;
pub mod row;
pub mod sale;
pub mod schema;
pub mod scratch;
pub mod session;
pub mod shift;
pub mod staff;
pub mod tick;
pub mod ticket;
pub mod ticket_list;
pub mod ticket_view;
pub mod till;
pub mod unseen;
pub mod verify;

pub use failure::{Failure, answered, constraint, failure};

/// A connection on which statements run. Nobody outside this module and the server's own knows what it is made of.
pub type Db = sqlx::PgConnection;

/// Connections that are kept open and lent out.
pub type Pool = sqlx::PgPool;

/// Where a database is reached, and as whom.
pub type Address = sqlx::postgres::PgConnectOptions;

/// Why a statement did not answer; [`failure()`] says what that means.
pub type Failed = sqlx::Error;

/// A transaction of one command.
pub type Tx = sqlx::Transaction<'static, sqlx::Postgres>;

/// A connection for lone statements, which goes back to its pool when it is dropped.
pub type Line = sqlx::pool::PoolConnection<sqlx::Postgres>;
