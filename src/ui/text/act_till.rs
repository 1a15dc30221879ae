//! The names and help of the actions of the till and its sales.

texts! {
    GO_TILL: "Mostrador", "Till";
    GO_TILL_HELP: "Va al mostrador: mercadería y números en una canasta.", "Goes to the till: goods and numbers in one basket.";
    GO_SALES: "Ventas", "Sales";
    GO_SALES_HELP: "Va a las ventas del mostrador: anular, devolver, pagos por verificar.", "Goes to the till's sales: void, return, payments to verify.";
    TILL_CHARGE: "Cobrar", "Charge";
    TILL_CHARGE_HELP: "Pasa al cobro; en el cobro, completa.", "Goes to the payment; there, completes it.";
    TILL_QUANTITY: "Cantidad", "Quantity";
    TILL_QUANTITY_HELP: "Cambia la cantidad de la línea elegida.", "Changes the quantity of the chosen line.";
    TILL_REMOVE: "Quitar", "Remove";
    TILL_REMOVE_HELP: "Quita la línea elegida, o el último pago.", "Removes the chosen line, or the last payment.";
    TILL_DISCOUNT: "Descuento", "Discount";
    TILL_DISCOUNT_HELP: "Rebaja la línea o toda la venta, por % o monto.", "Takes % or an amount off the line or the whole sale.";
    TILL_CUSTOMER: "Cliente", "Customer";
    TILL_CUSTOMER_HELP: "Elige quién compra, o anota un cliente nuevo.", "Chooses who buys, or writes down a new customer.";
    TILL_COUPON: "Cupón", "Coupon";
    TILL_COUPON_HELP: "Pone un cupón en la venta, o lo quita.", "Hands a coupon in, or takes it back.";
    TILL_POINTS: "Puntos", "Points";
    TILL_POINTS_HELP: "Paga con puntos del cliente.", "Pays with the customer's points.";
    TILL_NOTE: "Nota", "Note";
    TILL_NOTE_HELP: "Escribe una nota en la línea o en la venta.", "Writes a note on the line or the sale.";
    TILL_PARK: "En espera", "Park";
    TILL_PARK_HELP: "Pone la venta en espera, con un nombre.", "Parks the sale under a name.";
    TILL_RECALL: "Retomar", "Recall";
    TILL_RECALL_HELP: "Retoma una venta que espera.", "Takes a parked sale up.";
    TILL_ABANDON: "Descartar", "Give up";
    TILL_ABANDON_HELP: "Descarta la canasta; no se vende nada.", "Gives the basket up; nothing is sold.";
    TILL_FAVOURITES: "Favoritos", "Favourites";
    TILL_FAVOURITES_HELP: "Elige entre los artículos favoritos.", "Chooses from the favourite articles.";
    TILL_DRAWS: "Sorteos", "Draws";
    TILL_DRAWS_HELP: "Elige los sorteos de los números.", "Chooses the draws of the numbers.";
    TILL_MEANS: "Otro pago", "Other means";
    TILL_MEANS_HELP: "Agrega tarjeta, SINPE, transferencia, saldo o premio.", "Adds a card, SINPE, transfer, store credit or prize.";
    SALES_VOID: "Anular", "Void";
    SALES_VOID_HELP: "Anula la venta el mismo día, con otra persona.", "Voids the sale on its day, with a second person.";
    SALES_RETURN: "Devolución", "Return";
    SALES_RETURN_HELP: "Recibe mercadería de vuelta, con otra persona.", "Takes goods back, with a second person.";
    SALES_APPROVE: "Aprobar", "Approve";
    SALES_APPROVE_HELP: "Da por recibido el pago elegido.", "Notes that the chosen payment is in the bank.";
    SALES_REJECT: "Rechazar", "Reject";
    SALES_REJECT_HELP: "Anota que el pago nunca llegó, y por qué.", "Notes that the payment never came, and why.";
    SALES_CSV: "Guardar CSV", "Save CSV";
    SALES_CSV_HELP: "Guarda lo que se ve como archivo CSV.", "Saves what is shown as a CSV file.";
    SALES_XLSX: "Guardar Excel", "Save Excel";
    SALES_XLSX_HELP: "Guarda lo que se ve como archivo de Excel.", "Saves what is shown as an Excel file.";
}
