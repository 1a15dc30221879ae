//! The screens, one file or folder each, and the one place that makes them.

mod draw_label;
mod drawer;
mod draws;
mod exposure;
mod first_run;
mod home;
mod lotteries;
mod pay;
mod sell;
mod sign_in;
mod system;
mod users;

use super::screen::{Screen, ScreenId};

/// Makes a screen, empty. `None` for those that this version does not have.
pub fn build(id: ScreenId) -> Option<Box<dyn Screen>> {
    match id {
        ScreenId::SignIn => Some(Box::new(sign_in::SignIn::default())),
        ScreenId::FirstRun => Some(Box::new(first_run::FirstRun::default())),
        ScreenId::Home => Some(Box::new(home::Home::default())),
        ScreenId::Draws => Some(Box::new(draws::Draws::default())),
        ScreenId::Exposure => Some(Box::new(exposure::Exposure::default())),
        ScreenId::Users => Some(Box::new(users::Users::default())),
        ScreenId::Lotteries => Some(Box::new(lotteries::Lotteries::default())),
        ScreenId::Pay => Some(Box::new(pay::Pay::default())),
        ScreenId::Drawer => Some(Box::new(drawer::Drawer::default())),
        ScreenId::System => Some(Box::new(system::System::default())),
        ScreenId::Sell => Some(Box::new(sell::Sell::default())),
        ScreenId::Limits => None,
    }
}
