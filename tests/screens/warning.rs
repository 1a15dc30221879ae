//! What the console says before anything else: what is wrong with the configuration.

use super::stage::Stage;
use banca::ui::text::{Lang, Say, cli as t};

fn errors(count: usize) -> Vec<Say> {
    let file = "/home/ana/.config/banca/config.toml";
    let one = |line: usize| {
        let say = t::CONFIG_UNKNOWN.with("file", file).with("key", "kolor");
        let say = say.with("line", line.to_string());
        say.with("help", t::MEANT.with("meant", "theme"))
    };
    (1..=count).map(one).collect()
}

#[test]
fn one_wrong_setting_is_read_over_the_sign_in_and_enter_goes_on() {
    for lang in Lang::ALL {
        let mut stage = Stage::new(lang);
        stage.app.warn(t::CONFIG_TITLE, errors(1));
        let (words, title) = (stage.words(80, 24), t::CONFIG_TITLE.in_lang(lang));
        assert!(words.contains(title) && words.contains("«") == (lang == Lang::Es));
        assert!(
            words.contains("kolor") && words.contains("theme"),
            "{words}"
        );
        stage.keys("enter");
        assert!(!stage.words(80, 24).contains(title));
    }
}

#[test]
fn many_wrong_settings_scroll_to_the_last_and_say_where_one_is() {
    let mut stage = Stage::new(Lang::En);
    stage.app.warn(t::CONFIG_TITLE, errors(40));
    let words = stage.words(80, 24);
    assert!(
        words.contains("line 1:") && words.contains("1–18 of 80"),
        "{words}"
    );
    assert!(!words.contains("line 40:"));
    for _ in 0..9 {
        stage.keys("pagedown");
    }
    let words = stage.words(80, 24);
    assert!(words.contains("line 40:"), "{words}");
    stage.keys("up");
    assert!(words != stage.words(80, 24), "one line back shows at once");
}
