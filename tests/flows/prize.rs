//! From the open drawer to the Z report: a prize paid in parts, taken back by a supervisor, paid again, and counted.

use banca::domain::DrawResult;
use banca::ops::Request;
use banca::ui::action::Action;
use chrono::TimeDelta;

use crate::live::Live;
use crate::support::{World, done, key, morning, number, reventado, sale, sold, straight};

#[tokio::test]
async fn a_prize_is_paid_in_parts_taken_back_and_paid_again() {
    let world = World::new().await;
    let noon = morning() + TimeDelta::hours(4);
    let draw = world.open_draw("Tica", noon).await;
    let mut marta = Live::signed_in(&world, "marta").await;
    marta.act(Action::GoDrawer).await;
    marta.sees("NO HAY CAJA ABIERTA");
    marta.act(Action::DrawerOpen).await;
    marta.text("50.000");
    marta.keys("enter").await;
    marta.sees("Caja abierta con ₡50.000");

    let house = world.signed_in_at("marta", "caja-1").await;
    let bets = vec![straight(23, 500), reventado(23, 500), straight(45, 1_000)];
    let ticket = sold(&house, sale(&[draw], bets)).await.tickets[0].code;
    marta.act(Action::GoPay).await;
    marta.text(&ticket.to_string());
    marta.keys("enter").await;
    marta.sees("Todavía no hay resultado");
    marta.sees("Vendido");

    world.freeze(noon + TimeDelta::minutes(1)).await;
    evaluate(&world, draw).await;
    marta.keys("ctrl-u").await;
    marta.text(&ticket.digits());
    marta.keys("enter").await;
    marta.sees("SIN PAGAR");
    marta.keys("enter tab enter").await;
    marta.sees("No hay suficiente efectivo en la caja");
    marta.keys("ctrl-u").await;
    marta.text("20k");
    marta.keys("enter enter enter tab enter").await;
    marta.sees("Pagado ₡20.000");
    marta.sees("PAGADO EN PARTE");

    marta.act(Action::PayReverse).await;
    marta.text("se contó mal");
    marta.keys("enter").await;
    marta.sees("Autorización de otra persona");
    for typed in ["vera", crate::support::PIN, "visto"] {
        marta.text(typed);
        marta.keys("enter").await;
    }
    marta.sees("Pago de ₡20.000 reversado");
    marta.sees("con Vera Solís");
    marta.sees("SIN PAGAR");

    marta.act(Action::PayPart).await;
    marta.text("30000");
    marta.keys("enter enter").await;
    marta.text("cédula 1-1111");
    marta.keys("enter tab enter").await;
    marta.sees("Pagado ₡30.000");
    marta.act(Action::PayFinalise).await;
    marta.text("acuerdo con el cliente");
    marta.keys("enter").await;
    marta.sees("¿Finalizar?");
    marta.keys("tab enter").await;
    marta.sees("FINALIZADO");

    marta.act(Action::PayList).await;
    marta.sees("✗ Reversado");
    marta.sees("○ Finalizado");
    marta.keys("tab").await;
    marta.sees("✓ ganó");
    marta.keys("enter").await;
    marta.sees("FINALIZADO");

    close_drawer(&mut marta).await;
    world.books_hold().await;
}

/// 50 000 + 2 000 of stakes − 30 000 paid: the count agrees and the report is copied.
async fn close_drawer(marta: &mut Live) {
    marta.act(Action::GoDrawer).await;
    marta.act(Action::DrawerCount).await;
    marta.text("1");
    marta.keys("enter enter enter").await;
    marta.text("1");
    marta.act(Action::DrawerSubmit).await;
    marta.keys("tab enter").await;
    marta.sees("El arqueo de ₡22.000 coincide");
    marta.act(Action::DrawerClose).await;
    marta.keys("tab enter").await;
    marta.sees("Reporte Z 1");
    marta.sees("La caja cuadra");
    marta.act(Action::ListCopy).await;
    assert!(marta.copied().is_some_and(|text| text.contains("Huella")));
}

/// Closes the draw and lets two administrators type 23 ROJA.
async fn evaluate(world: &World, draw: banca::domain::DrawId) {
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    let result = DrawResult {
        number: number(23),
        outcome: Some("ROJA".to_owned()),
    };
    let close = Request::CloseDraw {
        key: key(),
        draw,
        reason: None,
        approval: None,
    };
    done(&ana, close).await;
    let enter = Request::EnterResult {
        key: key(),
        draw,
        result: result.clone(),
        reason: None,
    };
    done(&ana, enter).await;
    let confirm = Request::ConfirmResult {
        key: key(),
        draw,
        result,
    };
    done(&olga, confirm).await;
}
