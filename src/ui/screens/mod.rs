//! The screens, one file or folder each, and the one place that makes them.

mod accounts;
mod audit;
mod catalogue;
mod commissions;
mod credit;
mod draw_label;
mod drawer;
mod draws;
mod exposure;
mod first_run;
mod home;
mod import;
mod layoff;
mod limits;
mod lists;
mod lotteries;
mod pay;
mod printing;
mod reports;
mod sales;
mod scopes;
mod sell;
mod sign_in;
mod system;
mod till;
mod users;
mod weekdays;

use super::screen::{Screen, ScreenId};

/// Makes a screen, empty.
pub fn build(id: ScreenId) -> Box<dyn Screen> {
    match id {
        ScreenId::SignIn => Box::new(sign_in::SignIn::default()),
        ScreenId::FirstRun => Box::new(first_run::FirstRun::default()),
        ScreenId::Home => Box::new(home::Home::default()),
        ScreenId::Sell => Box::new(sell::Sell::default()),
        ScreenId::Till => Box::new(till::Till::default()),
        ScreenId::Sales => Box::new(sales::Sales::default()),
        ScreenId::Pay => Box::new(pay::Pay::default()),
        ScreenId::Draws => Box::new(draws::Draws::default()),
        ScreenId::Exposure => Box::new(exposure::Exposure::default()),
        ScreenId::Drawer => Box::new(drawer::Drawer::default()),
        ScreenId::Users => Box::new(users::Users::default()),
        ScreenId::Lotteries => Box::new(lotteries::Lotteries::default()),
        ScreenId::Limits => Box::new(limits::Limits::default()),
        ScreenId::Commissions => Box::new(commissions::Commissions::default()),
        ScreenId::Accounts => Box::new(accounts::Accounts::default()),
        ScreenId::Lists => Box::new(lists::Lists::default()),
        ScreenId::LayOff => Box::new(layoff::LayOffs::default()),
        ScreenId::Catalogue => Box::new(catalogue::Catalogue::default()),
        ScreenId::Reports => Box::new(reports::Reports::default()),
        ScreenId::Audit => Box::new(audit::Audit::default()),
        ScreenId::Import => Box::new(import::Importing::default()),
        ScreenId::Printing => Box::new(printing::Printing::default()),
        ScreenId::System => Box::new(system::System::default()),
    }
}
