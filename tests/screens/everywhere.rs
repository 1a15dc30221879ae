//! Help, palette and look above every screen, in both languages, row by row: nothing that they say is cut.

use super::stage::Stage;
use banca::domain::Role;
use banca::ui::action::{Action, ActionRow, Layer, rows};
use banca::ui::text::Lang;

const SCREENS: &[Action] = &[
    Action::GoHome,
    Action::GoSell,
    Action::GoPay,
    Action::GoDraws,
    Action::GoExposure,
    Action::GoDrawer,
    Action::GoUsers,
    Action::GoLotteries,
    Action::GoLimits,
    Action::GoSystem,
];

/// Every screen that people of these roles see.
fn everywhere(mut look: impl FnMut(&mut Stage)) {
    for lang in Lang::ALL {
        for role in [Role::Admin, Role::Vendedor] {
            for screen in SCREENS {
                let mut stage = Stage::signed_in(lang, role);
                stage.act(*screen);
                look(&mut stage);
            }
        }
    }
}

#[test]
fn the_help_of_every_screen_is_read_whole() {
    everywhere(|stage| {
        stage.keys("f1");
        for _ in 0..24 {
            stage.words(80, 24);
            stage.words(120, 40);
            stage.keys("pagedown");
        }
    });
}

#[test]
fn what_an_action_of_the_palette_does_is_read_whole() {
    everywhere(|stage| {
        stage.keys("ctrl-p");
        for _ in 0..40 {
            stage.words(80, 24);
            stage.keys("down");
        }
    });
}

#[test]
fn the_choice_of_the_look_is_read_whole() {
    everywhere(|stage| {
        stage.keys("alt-t");
        stage.words(80, 24);
    });
}

#[test]
fn why_an_action_is_off_is_read_whole() {
    everywhere(|stage| {
        let layer = Layer::Screen(stage.app.current());
        let own = |row: &&ActionRow| row.layer == layer;
        for row in rows().filter(own) {
            stage.act(row.action);
            stage.words(80, 24);
            stage.keys("esc");
        }
    });
}
