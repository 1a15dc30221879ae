//! The users' screen.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::Role;
use banca::ops::{
    Answer, EndSessions, Refusal, Reply, Request, SaveUser, SaveVentana, SessionRow, UnlockUser,
    UserRow, VentanaRow,
};
use banca::ui::text::Lang;
use chrono::TimeDelta;

fn user(n: u128, username: &str, name: &str, role: Role) -> UserRow {
    UserRow {
        id: id(n),
        username: username.to_owned(),
        name: name.to_owned(),
        role,
        ventana: (role != Role::Admin).then(|| (id(40), "Ventana Centro".to_owned())),
        payout_limit: None,
        may_confirm: false,
        active: true,
        locked_until: None,
        last_sign_in: Some(noon() - TimeDelta::hours(3)),
    }
}

fn people() -> Vec<UserRow> {
    vec![
        user(3, "ana", "Ana Vargas", Role::Admin),
        UserRow {
            payout_limit: Some(colones(250_000)),
            may_confirm: true,
            ..user(6, "luis", "Luis Mora", Role::Ventana)
        },
        UserRow {
            locked_until: Some(noon() + TimeDelta::minutes(4)),
            ..user(7, "marta", "Marta Solís", Role::Vendedor)
        },
        UserRow {
            active: false,
            last_sign_in: None,
            ..user(
                8,
                "pedro",
                "Pedro con un nombre larguísimo de apellidos",
                Role::Vendedor,
            )
        },
    ]
}

fn shops() -> Vec<VentanaRow> {
    let shop = |n, name: &str, active, users| VentanaRow {
        id: id(n),
        name: name.to_owned(),
        active,
        users,
    };
    vec![
        shop(40, "Ventana Centro", true, 3),
        shop(41, "Ventana Sur", true, 0),
        shop(42, "Vieja", false, 1),
    ]
}

fn sessions() -> Vec<SessionRow> {
    let session = |n, username: &str, name: &str, role, door: &str, client: &str| SessionRow {
        session: id(n),
        user: id(n - 50),
        username: username.to_owned(),
        name: name.to_owned(),
        role,
        ventana: "Ventana Centro".to_owned(),
        terminal: "caja-1".to_owned(),
        door: door.to_owned(),
        client: client.to_owned(),
        since: noon() - TimeDelta::hours(2),
        seen: Some(noon() - TimeDelta::minutes(3)),
        locked: (username == "marta").then(|| noon() - TimeDelta::minutes(9)),
        own: username == "ana",
    };
    vec![
        session(53, "ana", "Ana Vargas", Role::Admin, "ssh", "10.0.0.17"),
        session(57, "marta", "Marta Solís", Role::Vendedor, "console", ""),
    ]
}

fn read(stage: &mut Stage) {
    stage.respond(|request| {
        let answer = match request {
            Request::Users => Answer::Users(people()),
            Request::Ventanas => Answer::Ventanas(shops()),
            Request::Sessions => Answer::Sessions(sessions()),
            _ => return None,
        };
        Some(Reply::Done(Box::new(answer)))
    });
}

fn shown(lang: Lang) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Admin);
    stage.keys("alt-u");
    read(&mut stage);
    stage.pass(TimeDelta::seconds(6));
    stage
}

fn saved(stage: &Stage) -> Vec<Request> {
    let save = |request: &Request| request.key().is_some();
    stage.waiting().into_iter().filter(save).collect()
}

#[test]
fn the_users_look_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        let mut stage = shown(lang);
        insta::assert_snapshot!(format!("users_{name}_80x24"), stage.picture(80, 24));
        insta::assert_snapshot!(format!("users_{name}_120x40"), stage.picture(120, 40));
        stage.keys("n");
        insta::assert_snapshot!(format!("users_{name}_new_80x24"), stage.picture(80, 24));
        stage.keys("esc down down d");
        insta::assert_snapshot!(format!("users_{name}_off_80x24"), stage.picture(80, 24));
    }
}

#[test]
fn a_new_user_is_saved_with_all_that_was_typed() {
    let mut stage = shown(Lang::Es);
    stage.keys("n");
    stage.text("rosa");
    stage.keys("enter");
    stage.text("Rosa Pérez");
    stage.keys("enter right enter right enter");
    stage.text("50.000");
    stage.keys("enter right enter");
    stage.text("4826");
    stage.keys("enter");
    let [
        Request::SaveUser(SaveUser {
            username,
            name,
            role,
            ventana,
            payout_limit,
            may_confirm,
            active,
            pin,
            ..
        }),
    ] = &saved(&stage)[..]
    else {
        panic!("the user is saved");
    };
    assert_eq!(
        (username.as_str(), name.as_str(), *role),
        ("rosa", "Rosa Pérez", Role::Ventana)
    );
    assert_eq!(
        (*ventana, *payout_limit),
        (Some(id(41)), Some(colones(50_000)))
    );
    assert!(*may_confirm && *active && pin.is_some());
}

#[test]
fn a_refused_user_opens_again_with_what_was_typed_and_the_reason() {
    let mut stage = shown(Lang::Es);
    stage.keys("n");
    stage.text("ana");
    stage.keys("enter");
    stage.text("Ana Otra");
    stage.keys("enter enter enter enter enter");
    stage.text("4826");
    stage.keys("enter");
    let [first] = &saved(&stage)[..] else {
        panic!("it is saved")
    };
    stage.respond(|request| {
        let taken = Refusal::Taken {
            field: "username".to_owned(),
        };
        request.key().map(|_| Reply::Refused(vec![taken]))
    });
    assert!(stage.shows("Ya existe otro con el mismo dato"));
    assert!(stage.shows("Ana Otra"));
    stage.text("2");
    stage.keys("enter enter enter enter enter enter");
    stage.text("4826");
    stage.keys("enter");
    let [second] = &saved(&stage)[..] else {
        panic!("it is saved again")
    };
    assert_eq!(first.key(), second.key());
}

#[test]
fn what_is_missing_is_said_before_anything_is_sent() {
    let mut stage = shown(Lang::Es);
    stage.keys("n enter enter enter enter enter enter enter");
    assert!(stage.shows("Falta este dato."));
    assert!(saved(&stage).is_empty());
}

#[test]
fn switching_off_asks_first_and_changes_nothing_else() {
    let mut stage = shown(Lang::Es);
    stage.keys("down d enter");
    assert!(saved(&stage).is_empty(), "no is the default");
    stage.keys("d s enter");
    let [Request::SaveUser(save)] = &saved(&stage)[..] else {
        panic!("it is saved")
    };
    assert_eq!(
        (save.username.as_str(), save.active, save.payout_limit),
        ("luis", false, Some(colones(250_000)))
    );
    assert!(save.may_confirm && save.pin.is_none());
}

#[test]
fn a_new_pin_must_be_typed_twice() {
    let mut stage = shown(Lang::Es);
    stage.keys("down p");
    stage.text("4826");
    stage.keys("enter");
    stage.text("4827");
    stage.keys("enter");
    assert!(stage.shows("Los dos PIN no son iguales"));
    stage.keys("backspace");
    stage.text("6");
    stage.keys("enter");
    assert_eq!(saved(&stage).len(), 1);
}

#[test]
fn a_shop_is_added_in_the_other_pane() {
    let mut stage = shown(Lang::Es);
    stage.keys("tab n");
    stage.text("Ventana Norte");
    stage.keys("enter");
    let [
        Request::SaveVentana(SaveVentana {
            name, active: true, ..
        }),
    ] = &saved(&stage)[..]
    else {
        panic!("the shop is saved")
    };
    assert_eq!(name, "Ventana Norte");
}

#[test]
fn no_size_panics() {
    let mut stage = shown(Lang::Es);
    stage.draw_at_all_sizes();
    stage.keys("n");
    stage.draw_at_all_sizes();
}

#[test]
fn a_name_that_is_too_long_says_how_long_it_may_be() {
    let mut stage = shown(Lang::En);
    stage.keys("n");
    stage.text(&"a".repeat(41));
    assert!(stage.shows("At most 40 characters."));
    stage.keys("backspace");
    assert!(!stage.shows("At most 40 characters."));
}

#[test]
fn the_form_of_a_user_says_that_no_new_pin_keeps_the_present_one() {
    let mut stage = shown(Lang::En);
    stage.keys("e");
    assert!(stage.shows("empty: stays as it is"));
}

#[test]
fn sessions_are_listed_and_ended_after_a_question_but_never_the_own_one() {
    for lang in Lang::ALL {
        let name = lang.name();
        let mut stage = shown(lang);
        stage.keys("tab tab");
        read(&mut stage);
        insta::assert_snapshot!(
            format!("users_{name}_sessions_80x24"),
            stage.picture(80, 24)
        );
        insta::assert_snapshot!(
            format!("users_{name}_sessions_120x40"),
            stage.picture(120, 40)
        );
        stage.keys("x");
        assert!(
            saved(&stage).is_empty(),
            "the own session is left by signing out"
        );
        stage.keys("down x");
        insta::assert_snapshot!(format!("users_{name}_end_80x24"), stage.picture(80, 24));
        stage.keys("tab enter");
        let [Request::EndSessions(EndSessions { user, session, .. })] = &saved(&stage)[..] else {
            panic!("one command: {:?}", stage.waiting());
        };
        assert_eq!((*user, *session), (id(7), Some(id(57))));
        stage.respond(|request| request.key().map(|_| Reply::Done(Box::new(Answer::Saved))));
        assert!(stage.shows("Marta Solís"));
        let empty = |request: &Request| {
            let rows = matches!(request, Request::Sessions);
            rows.then(|| Reply::Done(Box::new(Answer::Sessions(Vec::new()))))
        };
        stage.respond(empty);
        stage.pass(TimeDelta::seconds(6));
        insta::assert_snapshot!(
            format!("users_{name}_no_session_80x24"),
            stage.picture(80, 24)
        );
    }
}

#[test]
fn the_table_of_rights_is_shown_as_the_gate_knows_it() {
    for lang in Lang::ALL {
        let name = lang.name();
        let mut stage = shown(lang);
        stage.keys("tab tab tab");
        read(&mut stage);
        insta::assert_snapshot!(format!("users_{name}_rights_80x24"), stage.picture(80, 24));
        insta::assert_snapshot!(
            format!("users_{name}_rights_120x40"),
            stage.picture(120, 40)
        );
    }
}

#[test]
fn who_is_locked_out_is_let_in_by_a_key() {
    let mut stage = shown(Lang::Es);
    stage.keys("u");
    assert!(saved(&stage).is_empty(), "ana is not locked");
    stage.keys("down down u");
    let [Request::UnlockUser(UnlockUser { user, .. })] = &saved(&stage)[..] else {
        panic!("one command: {:?}", stage.waiting());
    };
    assert_eq!(*user, id(7));
}

#[test]
fn the_own_pin_is_changed_from_anywhere() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("alt-p");
        stage.text("2468");
        stage.keys("enter");
        stage.text("97531");
        stage.keys("enter");
        stage.text("97530");
        stage.keys("enter");
        assert!(saved(&stage).is_empty(), "the two differ");
        stage.keys("backspace 1");
        let name = lang.name();
        insta::assert_snapshot!(format!("users_{name}_own_pin_80x24"), stage.picture(80, 24));
        stage.keys("enter");
        assert!(matches!(saved(&stage)[..], [Request::ChangePin { .. }]));
    }
}
