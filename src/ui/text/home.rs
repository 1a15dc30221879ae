//! The words of the home screen.

texts! {
    TODAY: "Hoy · {date}", "Today · {date}";
    SOLD: "Venta", "Sales";
    TICKETS: "Tiquetes", "Tickets";
    AVERAGE: "Promedio", "Average";
    PAID: "Premios pagados", "Prizes paid";
    COMMISSION: "Comisión", "Commission";
    NET: "Queda", "Left over";
    CANCELLED: "Anulados: {n} por {sum}", "Cancelled: {n} for {sum}";
    UNPAID: "Sin cobrar: {n} por {sum}", "Not collected: {n} for {sum}";
    WEEK_BEFORE: "Hace 7 días, hasta las {hour} h: {then} {sign}", "7 days ago, until {hour}:00: {then} {sign}";
    BY_SHOP: "Venta por ventana", "Sales by shop";
    RISKS: "Riesgo de lo que está a la venta", "Risk of what is on sale";
    RISK_NONE: "sin venta todavía", "nothing sold yet";
    RISK_WORST: "peor {number}", "worst {number}";
    RISK_ALERTS: "{name}: {n} {n|número|números} cerca del límite; el {number} va por {percent} %. {key} lo muestra.", "{name}: {n} {n|number|numbers} near the limit; {number} is at {percent} %. {key} shows it.";
    WAITING_RESULT: "Espera resultado: {draws}", "Waits for its result: {draws}";
    WAITING_CONFIRM: "Espera confirmación: {draws}", "Waits for confirmation: {draws}";
    DRAW_AT: "{name} {at}", "{name} {at}";
    NEXT: "Próximos sorteos", "Next draws";
    NO_DRAWS: "No hay sorteos a la venta. Genere y abra sorteos con {key}.", "No draw is on sale. Generate and open draws with {key}.";
    LOTTERY: "Lotería", "Lottery";
    DRAWS_AT: "Sorteo", "Draw";
    CLOSES_IN: "Cierra en", "Closes in";
    STATE: "Estado", "State";
    BY_LOTTERY: "Venta por lotería", "Sales by lottery";
    BY_HOUR: "Venta por hora", "Sales by hour";
    NOTHING_SOLD: "Todavía no hay ventas hoy.", "Nothing was sold yet today.";
    HOURS: "Mejor hora: {best} h, {sum}", "Best hour: {best}:00, {sum}";
    DRAWER: "Caja", "Drawer";
    DRAWER_CLOSED: "No hay caja abierta. {key}: abrirla.", "No drawer is open. {key}: open it.";
    DRAWER_SINCE: "Desde las {at}, fondo {float}", "Since {at}, float {float}";
    DRAWER_COUNTS: "{tickets} {tickets|tiquete|tiquetes} · {payouts} {payouts|pago|pagos}", "{tickets} {tickets|ticket|tickets} · {payouts} {payouts|payout|payouts}";
    DEBTS: "Por cobrar", "Owed to the house";
    NO_DEBTS: "Ninguna ventana debe.", "No shop owes anything.";
    SHOPS_OWE: "Deben {sum}", "They owe {sum}";
    SHOPS_OWE_OLD: "Más de 7 días: {sum}", "For more than 7 days: {sum}";
    SHOPS_OWED: "Se les debe {sum}", "They are owed {sum}";
    OLD_DEBTS: "{n} {n|ventana debe|ventanas deben} {sum} desde hace más de 7 días. {key}: cuentas.", "{n} {n|shop owes|shops owe} {sum} since more than 7 days ago. {key}: accounts.";
    FOOT: "{n} {n|sorteo|sorteos} · venta {sum}", "{n} {n|draw|draws} · sales {sum}";
}
