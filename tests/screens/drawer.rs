//! The cash drawer from opening to the Z report.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::drawer::DENOMINATIONS;
use banca::domain::posting::Bearer;
use banca::domain::{Money, Right, Role};
use banca::ops::{
    Answer, AuditHead, CashMovement, CloseDrawer, CountResult, CountedPieces, DrawerReport,
    DrawerRow, DrawerState, DrawerView, Fault, FaultKind, GoodsSums, GrandTotals, MoveCash,
    Outcome, Refusal, Reply, Request,
};
use banca::ui::action::Action;
use banca::ui::text::Lang;
use chrono::TimeDelta;

fn shut() -> DrawerView {
    DrawerView {
        drawer: None,
        elsewhere: None,
        state: None,
        opened_at: None,
        float: Money::ZERO,
        tickets: 0,
        payouts: 0,
        counts: Vec::new(),
        denominations: DENOMINATIONS.to_vec(),
        expected: None,
        drop_advised: false,
        kept: None,
        no_sales: 0,
        tenders: Vec::new(),
    }
}

fn open() -> DrawerView {
    DrawerView {
        drawer: Some(id(90)),
        state: Some(DrawerState::Open),
        opened_at: Some(noon() - TimeDelta::minutes(245)),
        float: colones(50_000),
        tickets: 118,
        payouts: 7,
        ..shut()
    }
}

fn count(number: i16, total: i64, agrees: bool) -> CountResult {
    CountResult {
        count: number,
        pieces: Vec::new(),
        total: colones(total),
        agrees,
        exact: agrees,
        needs_approval: !agrees,
        needs_reason: !agrees,
    }
}

fn counted(counts: Vec<CountResult>) -> DrawerView {
    DrawerView {
        state: Some(DrawerState::Counting),
        counts,
        ..open()
    }
}

fn report(difference: i64) -> DrawerReport {
    DrawerReport {
        drawer: id(90),
        z_number: 42,
        terminal: "caja-1".to_owned(),
        user: "Marta Solís".to_owned(),
        opened_at: noon() - TimeDelta::minutes(245),
        closed_at: noon(),
        float: colones(50_000),
        sales: colones(184_500),
        cancelled: colones(2_500),
        payouts: colones(60_000),
        pay_in: colones(10_000),
        drops: colones(80_000),
        pay_out: colones(3_500),
        expected: colones(98_500),
        counted: colones(98_500 + difference),
        difference: colones(difference),
        audit: Some(AuditHead {
            block: 1_207,
            root: "c07913c6060ccf5f1195fb107479d96f629fd6227ea1e2f69c374ccf0349f1bf".to_owned(),
        }),
        lines: Vec::new(),
        tenders: Vec::new(),
        lotteries: Vec::new(),
        counts: Vec::new(),
        no_sales: Vec::new(),
        grand: GrandTotals::default(),
        goods: GoodsSums::default(),
        pending: Vec::new(),
        short: Bearer::Shop,
        reason: String::new(),
        closed_by: None,
        kept: Money::ZERO,
        next: None,
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
    }
}

fn till_of(view: DrawerView, lang: Lang, role: Role) -> Stage {
    let mut stage = Stage::signed_in(lang, role);
    stage.asked.clear();
    stage.act(Action::GoDrawer);
    stage.answer(Answer::Drawer(view));
    stage
}

fn till(view: DrawerView) -> Stage {
    till_of(view, Lang::Es, Role::Vendedor)
}

fn pictures(stage: &Stage, name: &str, lang: Lang) {
    let name = format!("drawer_{name}_{}", lang.name());
    insta::assert_snapshot!(format!("{name}_80x24"), stage.picture(80, 24));
    insta::assert_snapshot!(format!("{name}_120x40"), stage.picture(120, 40));
    stage.draw_at_all_sizes();
}

#[test]
fn the_drawer_looks_the_same_as_before() {
    for lang in Lang::ALL {
        pictures(&till_of(shut(), lang, Role::Vendedor), "shut", lang);
        pictures(&till_of(open(), lang, Role::Ventana), "open", lang);
        let twice = vec![count(1, 97_000, false), count(2, 98_000, false)];
        let stage = till_of(counted(twice), lang, Role::Vendedor);
        pictures(&stage, "counted", lang);
        let mut stage = till_of(open(), lang, Role::Vendedor);
        stage.act(Action::DrawerCount);
        stage.text("3");
        stage.keys("enter");
        stage.text("2");
        stage.keys("enter enter");
        stage.text("4");
        pictures(&stage, "count", lang);
        let mut stage = till_of(counted(vec![count(1, 98_000, false)]), lang, Role::Vendedor);
        close(&mut stage);
        stage.answer(Answer::DrawerClosed(Box::new(report(-500))));
        pictures(&stage, "report", lang);
        let mut stage = till_of(shut(), lang, Role::Ventana);
        stage.keys("tab");
        stage.asked.pop_front();
        stage.answer(Answer::Drawers(shop()));
        pictures(&stage, "shop", lang);
    }
}

/// Closes a drawer that does not agree.
fn close(stage: &mut Stage) {
    stage.act(Action::DrawerClose);
    stage.text("moneda falsa");
    // Through the fields that stand as they are.
    for _ in 0..4 {
        if stage.waiting().is_empty() {
            stage.keys("enter");
        }
    }
}

fn shop() -> Vec<DrawerRow> {
    let row = |n: u128, user: &str, state, closed: Option<i64>| DrawerRow {
        drawer: id(90 + n),
        terminal: format!("caja-{n}"),
        user: user.to_owned(),
        state,
        opened_at: noon() - TimeDelta::hours(5),
        closed_at: closed.map(|minutes| noon() - TimeDelta::minutes(minutes)),
        expected: closed.map(|_| colones(98_500)),
        counted: closed.map(|_| colones(98_500)),
        z_number: closed.map(|_| 42),
        reviewed_by: None,
        review_note: String::new(),
        absent: false,
        stale: false,
    };
    vec![
        row(1, "Marta Solís", DrawerState::Open, None),
        row(2, "Pedro Rojas", DrawerState::Counting, None),
        row(3, "Luis Mora", DrawerState::Closed, Some(30)),
    ]
}

#[test]
fn a_drawer_is_opened_with_its_float() {
    let mut stage = till(shut());
    assert!(stage.shows("NO HAY CAJA ABIERTA"));
    stage.act(Action::DrawerOpen);
    stage.keys("enter");
    assert!(stage.shows("No se entiende el monto"));
    stage.text("50.000");
    stage.keys("enter");
    assert!(
        matches!(&stage.waiting()[..], [Request::OpenDrawer { float, .. }] if *float == colones(50_000))
    );
    stage.answer(Answer::Drawer(open()));
    assert!(stage.shows("Caja abierta con ₡50.000"));
    assert!(stage.shows("4 h 05 min"));
}

#[test]
fn a_float_of_nothing_is_a_float() {
    let mut stage = till(shut());
    stage.keys("enter");
    stage.text("0");
    stage.keys("enter");
    assert!(matches!(&stage.waiting()[..], [Request::OpenDrawer { float, .. }] if float.is_zero()));
}

#[test]
fn what_needs_an_open_drawer_says_how_to_open_it() {
    let mut stage = till(shut());
    for action in [Action::DrawerMove, Action::DrawerCount, Action::DrawerClose] {
        stage.act(action);
        assert!(stage.shows("Primero abra la caja"), "{action:?}");
        assert!(stage.waiting().is_empty());
    }
}

#[test]
fn cash_is_moved_after_a_yes_with_amount_and_reason() {
    let mut stage = till(open());
    stage.act(Action::DrawerMove);
    stage.keys("right enter");
    stage.text("80k");
    stage.keys("enter enter");
    assert!(stage.shows("Escriba el motivo"));
    stage.text("remesa");
    stage.keys("enter");
    assert!(stage.shows("¿Mover ₡80.000?") && stage.shows("Retiro a la bóveda"));
    stage.keys("enter");
    assert!(stage.waiting().is_empty(), "Enter alone says no");
    stage.act(Action::DrawerMove);
    assert!(stage.shows("remesa"), "nothing typed is lost");
    stage.keys("enter enter enter tab enter");
    let [
        Request::MoveCash(MoveCash {
            movement,
            amount,
            reason,
            ..
        }),
    ] = &stage.waiting()[..]
    else {
        panic!("a movement is asked for");
    };
    assert_eq!((*movement, *amount), (CashMovement::Drop, colones(80_000)));
    assert_eq!(reason, "remesa");
    stage.reply(Reply::Refused(vec![Refusal::NeedsApproval {
        right: Right::MoveCash,
        target: "x".to_owned(),
        amount: Some(colones(80_000)),
        limit: None,
    }]));
    assert!(stage.shows("Autorización de otra persona"));
}

#[test]
fn the_count_is_blind_and_typed_on_the_number_pad() {
    let mut stage = till(open());
    stage.act(Action::DrawerCount);
    stage.text("3a");
    stage.keys("enter");
    stage.text("2");
    assert!(stage.shows("₡80.000"), "the running total");
    stage.act(Action::DrawerSubmit);
    assert!(stage.shows("5 piezas"));
    stage.keys("tab enter");
    let [Request::CountDrawer { pieces, drawer, .. }] = &stage.waiting()[..] else {
        panic!("a count is handed in");
    };
    let of = |value, pieces| CountedPieces {
        value: colones(value),
        pieces,
    };
    assert_eq!(pieces[..], [of(20_000, 3), of(10_000, 2)]);
    assert_eq!(*drawer, None);
    stage.answer(Answer::Counted(count(1, 80_000, false)));
    stage.answer(Answer::Drawer(counted(vec![count(1, 80_000, false)])));
    assert!(stage.shows("no coincide"));
    assert!(stage.shows("cuente otra vez"));
}

#[test]
fn a_half_typed_count_survives_going_back() {
    let mut stage = till(open());
    stage.act(Action::DrawerCount);
    stage.text("12");
    stage.keys("esc");
    stage.act(Action::DrawerCount);
    assert!(stage.shows("₡240.000"));
}

#[test]
fn a_count_that_agrees_closes_with_a_yes() {
    let mut stage = till(counted(vec![count(1, 98_500, true)]));
    stage.act(Action::DrawerClose);
    stage.keys("tab enter");
    assert!(
        matches!(&stage.waiting()[..], [Request::CloseDrawer(CloseDrawer { drawer, reason: None, .. })] if *drawer == id(90))
    );
    stage.answer(Answer::DrawerClosed(Box::new(report(0))));
    assert!(stage.shows("Reporte Z 42") && stage.shows("La caja cuadra"));
    stage.act(Action::ListCopy);
    stage.asked.clear();
    stage.keys("esc");
    stage.answer(Answer::Drawer(shut()));
    assert!(stage.shows("NO HAY CAJA ABIERTA"));
}

#[test]
fn who_comes_back_after_a_z_report_sees_the_drawer_and_not_the_old_report() {
    let mut stage = till(counted(vec![count(1, 98_500, true)]));
    stage.act(Action::DrawerClose);
    stage.keys("tab enter");
    stage.answer(Answer::DrawerClosed(Box::new(report(0))));
    assert!(stage.shows("Reporte Z 42"));
    stage.act(Action::GoPay);
    stage.asked.clear();
    stage.act(Action::GoDrawer);
    stage.answer(Answer::Drawer(shut()));
    assert!(stage.shows("NO HAY CAJA ABIERTA"));
}

#[test]
fn a_difference_wants_a_reason_and_a_lost_answer_is_asked_for() {
    let mut stage = till(counted(vec![count(1, 98_000, false)]));
    close(&mut stage);
    let [Request::CloseDrawer(CloseDrawer { reason, key, .. })] = &stage.waiting()[..] else {
        panic!("a close is asked for");
    };
    assert_eq!(reason.as_deref(), Some("moneda falsa"));
    let key = *key;
    let (kind, code) = (FaultKind::TimedOut, "F-2".to_owned());
    stage.reply(Reply::Failed(Fault { kind, code }));
    assert_eq!(stage.waiting(), [Request::GiveUp { key }]);
    let answer = Box::new(Answer::DrawerClosed(Box::new(report(-500))));
    stage.answer(Answer::Outcome(Outcome::Committed { answer }));
    assert!(stage.shows("Faltan ₡500"));
}

#[test]
fn nothing_moves_after_the_first_count_and_the_second_is_the_last() {
    let mut stage = till(counted(vec![count(1, 98_000, false)]));
    stage.act(Action::DrawerMove);
    assert!(stage.shows("no se mueve más efectivo"));
    let twice = vec![count(1, 98_000, false), count(2, 98_000, false)];
    let mut stage = till(counted(twice));
    stage.act(Action::DrawerCount);
    assert!(!stage.shows("Piezas"));
}

#[test]
fn a_supervisor_counts_and_closes_anothers_drawer_by_force() {
    let mut stage = till_of(shut(), Lang::Es, Role::Ventana);
    stage.keys("tab");
    stage.asked.pop_front();
    let mut rows = shop();
    rows[1].expected = Some(colones(98_500));
    rows[1].counted = Some(colones(97_400));
    stage.answer(Answer::Drawers(rows));
    stage.act(Action::DrawerForce);
    assert!(stage.shows("Primero haga el arqueo"));
    stage.act(Action::DrawerCount);
    assert!(stage.shows("Arqueo de la caja de Marta Solís"));
    stage.text("1");
    stage.act(Action::DrawerSubmit);
    stage.keys("tab enter");
    assert!(
        matches!(&stage.waiting()[..], [Request::CountDrawer { drawer: Some(drawer), .. }] if *drawer == id(91))
    );
    stage.answer(Answer::Counted(count(1, 20_000, false)));
    stage.asked.clear();
    stage.keys("down");
    stage.act(Action::DrawerForce);
    assert!(stage.shows("Pedro Rojas"));
    stage.text("se fue");
    stage.keys("enter");
    assert!(stage.shows("¿Cerrar la caja de Pedro Rojas?"));
    stage.keys("enter");
    assert!(stage.waiting().is_empty(), "no is the default");
    stage.act(Action::DrawerForce);
    stage.keys("enter");
    for told in ["se fue", "₡98.500", "₡97.400", "Faltan ₡1.100"] {
        assert!(stage.shows(told), "{told}: {}", stage.words(120, 40));
    }
    stage.keys("tab enter");
    assert!(
        matches!(&stage.waiting()[..], [Request::CloseDrawer(CloseDrawer { drawer, reason: Some(_), .. })] if *drawer == id(92))
    );
}

#[test]
fn a_seller_sees_no_other_drawers() {
    let mut stage = till(open());
    stage.keys("tab");
    assert!(stage.waiting().is_empty());
}
