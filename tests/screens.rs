//! Styled pictures of the screens, and what they do with keys and answers: no terminal, no database.

#![expect(clippy::unwrap_used, reason = "in a test it is the assertion itself")]

#[path = "screens/accounts.rs"]
mod accounts;
#[path = "screens/audit.rs"]
mod audit;
#[path = "screens/catalogue.rs"]
mod catalogue;
#[path = "screens/commissions.rs"]
mod commissions;
#[path = "screens/draw_life.rs"]
mod draw_life;
#[path = "screens/drawer.rs"]
mod drawer;
#[path = "screens/draws.rs"]
mod draws;
#[path = "screens/everywhere.rs"]
mod everywhere;
#[path = "screens/exposure.rs"]
mod exposure;
#[path = "screens/first_run.rs"]
mod first_run;
#[path = "screens/home.rs"]
mod home;
#[path = "screens/import.rs"]
mod import;
#[path = "screens/layoff.rs"]
mod layoff;
#[path = "screens/limits.rs"]
mod limits;
#[path = "screens/lists.rs"]
mod lists;
#[path = "screens/lotteries.rs"]
mod lotteries;
#[path = "screens/pay.rs"]
mod pay;
#[path = "screens/printing.rs"]
mod printing;
#[path = "screens/reports.rs"]
mod reports;
#[path = "screens/sales.rs"]
mod sales;
#[path = "screens/sell.rs"]
mod sell;
#[path = "screens/sign_in.rs"]
mod sign_in;
#[path = "screens/stage.rs"]
mod stage;
#[path = "screens/system.rs"]
mod system;
#[path = "screens/till.rs"]
mod till;
#[path = "screens/users.rs"]
mod users;
#[path = "screens/waiting.rs"]
mod waiting;
#[path = "screens/warning.rs"]
mod warning;
