//! What the identities of the books are called, and whether their sides are amounts.

/// An identity's name for people, and whether both sides are amounts in céntimos rather than counts.
pub fn of(name: &str) -> Option<(Text, bool)> {
    Some(match name {
        "accounts.movements" => (ACCOUNTS_MOVEMENTS, true),
        "accounts.receipts" => (ACCOUNTS_RECEIPTS, false),
        "accounts.statements" => (ACCOUNTS_STATEMENTS, false),
        "accounts.frozen" => (ACCOUNTS_FROZEN, false),
        "accounts.months" => (ACCOUNTS_MONTHS, false),
        "accounts.checkpoints" => (ACCOUNTS_CHECKPOINTS, true),
        "accounts.gathered" => (ACCOUNTS_GATHERED, false),
        "ledger.gathered" => (LEDGER_GATHERED, true),
        "accounts.credit" => (ACCOUNTS_CREDIT, false),
        "audit.blocks" => (AUDIT_BLOCKS, false),
        "audit.chain" => (AUDIT_CHAIN, false),
        "audit.rows" => (AUDIT_ROWS, false),
        "audit.watermark" => (AUDIT_WATERMARK, false),
        "audit.printed" => (AUDIT_PRINTED, false),
        "audit.waiting" => (AUDIT_WAITING, false),
        "commands.answered" => (COMMANDS_ANSWERED, false),
        "commands.documents" => (COMMANDS_DOCUMENTS, false),
        "approvals.second_person" => (APPROVALS_SECOND_PERSON, false),
        "approvals.named" => (APPROVALS_NAMED, false),
        "activity.complete" => (ACTIVITY_COMPLETE, false),
        "ledger.transfers" => (LEDGER_TRANSFERS, false),
        "ledger.two_books" => (LEDGER_TWO_BOOKS, true),
        "ledger.shop_and_house" => (LEDGER_SHOP_AND_HOUSE, true),
        "ledger.inline_balances" => (LEDGER_INLINE_BALANCES, true),
        "ledger.reversals" => (LEDGER_REVERSALS, true),
        "ledger.shop_commissions" => (LEDGER_SHOP_COMMISSIONS, true),
        "ledger.seller_commissions" => (LEDGER_SELLER_COMMISSIONS, true),
        "prizes.payable" => (PRIZES_PAYABLE, true),
        "prizes.expense" => (PRIZES_EXPENSE, true),
        "prizes.claims" => (PRIZES_CLAIMS, true),
        "prizes.not_overpaid" => (PRIZES_NOT_OVERPAID, true),
        "prizes.payouts" => (PRIZES_PAYOUTS, true),
        "prizes.winners" => (PRIZES_WINNERS, true),
        "drawer.movements" => (DRAWER_MOVEMENTS, true),
        "drawer.closed" => (DRAWER_CLOSED, true),
        "drawer.reports" => (DRAWER_REPORTS, false),
        "drawer.closings" => (DRAWER_CLOSINGS, false),
        "drawer.reviews" => (DRAWER_REVIEWS, false),
        "drawer.z_numbers" => (DRAWER_Z_NUMBERS, false),
        "drawer.counts" => (DRAWER_COUNTS, true),
        "draws.stakes" => (DRAWS_STAKES, true),
        "draws.earned" => (DRAWS_EARNED, true),
        "draws.counts" => (DRAW_COUNTS, true),
        "draws.annulled" => (DRAWS_ANNULLED, true),
        "lists.excluded" => (LISTS_EXCLUDED, true),
        "lists.tickets" => (LISTS_TICKETS, true),
        "till.sales" => (TILL_SALES, true),
        "till.books" => (TILL_BOOKS, true),
        "till.stock" => (TILL_STOCK, false),
        "till.stock_value" => (TILL_STOCK_VALUE, true),
        "till.moved" => (TILL_MOVED, false),
        "till.numbers" => (TILL_NUMBERS, false),
        "till.unverified" => (TILL_UNVERIFIED, true),
        "till.points" => (TILL_POINTS, false),
        "till.returns" => (TILL_RETURNS, true),
        "layoffs.lines" => (LAYOFFS_LINES, true),
        "layoffs.steps" => (LAYOFFS_STEPS, false),
        "layoffs.shares" => (LAYOFFS_SHARES, true),
        "layoffs.books" => (LAYOFFS_BOOKS, true),
        "draws.steps" => (DRAWS_STEPS, false),
        "draws.bands" => (DRAW_BANDS, true),
        "exposure.counters" => (EXPOSURE_COUNTERS, true),
        "limits.evidence" => (LIMITS_EVIDENCE, false),
        "draws.seals" => (DRAWS_SEALS, false),
        "draws.seal_chain" => (DRAWS_SEAL_CHAIN, false),
        "draws.two_people" => (DRAWS_TWO_PEOPLE, false),
        "tickets.bets" => (TICKETS_BETS, true),
        "tickets.books" => (TICKETS_BOOKS, true),
        "tickets.documents" => (TICKETS_DOCUMENTS, false),
        "tickets.codes" => (TICKETS_CODES, false),
        "tickets.hashes" => (TICKETS_HASHES, false),
        "tickets.chain" => (TICKETS_CHAIN, false),
        "tickets.chain_heads" => (TICKETS_CHAIN_HEADS, false),
        "tickets.before_cutoff" => (TICKETS_BEFORE_CUTOFF, false),
        "tickets.copies" => (TICKETS_COPIES, false),
        "ledger.table" => (LEDGER_TABLE, false),
        "ledger.postings" => (LEDGER_POSTINGS, false),
        "drawer.accounts" => (DRAWER_ACCOUNTS, false),
        "exposure.keys" => (EXPOSURE_KEYS, false),
        "activity.documents" => (ACTIVITY_DOCUMENTS, false),
        "activity.notes" => (ACTIVITY_NOTES, false),
        "activity.consents" => (ACTIVITY_CONSENTS, false),
        "activity.sessions" => (ACTIVITY_SESSIONS, false),
        "commands.logged" => (COMMANDS_LOGGED, false),
        "activity.counts" => (ACTIVITY_COUNTS, false),
        "draws.rules" => (DRAWS_RULES, false),
        "activity.results" => (ACTIVITY_RESULTS, false),
        "draws.prices_and_days" => (DRAWS_PRICES_AND_DAYS, false),
        _ => return None,
    })
}

texts! {
    ACCOUNTS_MOVEMENTS: "Recibos en los libros", "Receipts in the books";
    ACCOUNTS_RECEIPTS: "Recibos sin huecos", "Receipts without gaps";
    ACCOUNTS_STATEMENTS: "Estados congelados", "Frozen statements";
    ACCOUNTS_FROZEN: "Estados y libros", "Statements and books";
    ACCOUNTS_MONTHS: "Meses cerrados", "Closed months";
    ACCOUNTS_CHECKPOINTS: "Saldos al cierre", "Balances at the close";
    ACCOUNTS_GATHERED: "Días reunidos", "Gathered days";
    LEDGER_GATHERED: "Días reunidos del libro", "Gathered days of the books";
    ACCOUNTS_CREDIT: "Créditos de ventanas", "Credit of shops";
    LEDGER_TABLE: "Tabla de asientos", "The table of postings";
    LEDGER_POSTINGS: "Asientos y documentos", "Postings and documents";
    DRAWER_ACCOUNTS: "Cada caja, su saldo", "Each drawer, its balance";
    EXPOSURE_KEYS: "Contadores de lo vendido", "Counters of what was sold";
    ACTIVITY_DOCUMENTS: "Bitácora igual a documento", "Log equals document";
    ACTIVITY_NOTES: "Notas de pagos", "Notes of payouts";
    ACTIVITY_CONSENTS: "Autorizaciones en bitácora", "Approvals in the log";
    ACTIVITY_SESSIONS: "Bitácora y sesiones", "Log and sessions";
    COMMANDS_LOGGED: "Órdenes en la bitácora", "Commands in the log";
    ACTIVITY_COUNTS: "Conteos en la bitácora", "Counts in the log";
    DRAWS_RULES: "Sorteos según sus reglas", "Draws by their rules";
    ACTIVITY_RESULTS: "Resultados en la bitácora", "Results in the log";
    DRAWS_PRICES_AND_DAYS: "Pagos, plazos y horas", "Prices, days and hours";
    AUDIT_BLOCKS: "Cada bloque de la bitácora es el que se selló", "Every block of the log is as it was sealed";
    AUDIT_CHAIN: "Los bloques de la bitácora siguen uno al otro", "The log's blocks follow each other";
    AUDIT_ROWS: "Cada apunte sellado está en un solo bloque", "Every sealed entry is in one block";
    AUDIT_WATERMARK: "Nada se selló antes de tiempo", "Nothing was sealed too early";
    AUDIT_PRINTED: "Los reportes Z nombran bloques que están", "Z reports name blocks that are there";
    AUDIT_WAITING: "Apuntes que esperan el próximo bloque", "Entries waiting for the next block";
    COMMANDS_ANSWERED: "Órdenes con respuesta guardada", "Commands with a kept answer";
    COMMANDS_DOCUMENTS: "Una orden, un documento", "One command, one document";
    APPROVALS_SECOND_PERSON: "Autoriza otra persona", "Another person approves";
    APPROVALS_NAMED: "Autorizaciones usadas una vez", "Approvals used by their command";
    ACTIVITY_COMPLETE: "Bitácora de todo el dinero", "Log of all that moved money";
    LEDGER_TRANSFERS: "Debe igual a haber", "Debits equal credits";
    LEDGER_TWO_BOOKS: "Banca y ventana: lo mismo", "House and shop: the same";
    LEDGER_SHOP_AND_HOUSE: "Lo que la ventana debe", "What shops owe the house";
    LEDGER_INLINE_BALANCES: "Saldos guardados", "Kept balances";
    LEDGER_REVERSALS: "Reversos: espejo exacto", "Reversals mirror entries";
    LEDGER_SHOP_COMMISSIONS: "Comisión de ventanas", "Shop commissions";
    LEDGER_SELLER_COMMISSIONS: "Comisión de vendedores", "Seller commissions";
    PRIZES_PAYABLE: "Premios por pagar", "Prizes to be paid";
    PRIZES_EXPENSE: "Gasto en premios", "Prize expense";
    PRIZES_CLAIMS: "Premios por reclamar", "Prizes claimed back";
    PRIZES_NOT_OVERPAID: "Nada pagado de más", "Nothing overpaid";
    PRIZES_PAYOUTS: "Pagos asentados", "Payouts booked once";
    PRIZES_WINNERS: "Ganadores del resultado", "Winners of the result";
    DRAWER_MOVEMENTS: "Movimientos de caja", "Drawer movements";
    DRAWER_CLOSED: "Caja cerrada en cero", "Closed drawers hold nothing";
    DRAWER_CLOSINGS: "Cierres y relevos de caja", "Drawers' closes and hand-overs";
    DRAWER_REVIEWS: "Revisiones y aperturas sin venta", "Reviews and openings without a sale";
    DRAWER_REPORTS: "Reportes Z sellados", "Z reports as hashed";
    DRAWER_Z_NUMBERS: "Números Z sin huecos", "Z numbers without gaps";
    DRAWER_COUNTS: "Conteos de caja", "Drawer counts";
    DRAWS_STAKES: "Apuestas por sortear", "Stakes not yet drawn";
    DRAWS_EARNED: "Apuestas ya ganadas", "Stakes earned";
    DRAW_COUNTS: "Venta por sorteo", "Sales by draw";
    LISTS_EXCLUDED: "Listas excluidas: lo que salió con ellas", "Excluded lists: what fell with them";
    LISTS_TICKETS: "Tiquetes de listas excluidas: apuestas a devolver", "Tickets of excluded lists: stakes to refund";
    LAYOFFS_LINES: "Bajadas y sus números", "Lay-offs and their numbers";
    LAYOFFS_STEPS: "Pasos de las bajadas", "Steps of lay-offs";
    LAYOFFS_SHARES: "Parte de otras bancas", "Share of other houses";
    LAYOFFS_BOOKS: "Bajadas en los libros", "Lay-offs in the books";
    DRAWS_ANNULLED: "Sorteos anulados: apuestas a devolver", "Annulled draws: stakes to refund";
    DRAWS_STEPS: "Pasos de los sorteos", "Steps of draws";
    DRAW_BANDS: "Lo vendido por precio", "Sales by price";
    EXPOSURE_COUNTERS: "Contadores de riesgo", "Risk counters";
    LIMITS_EVIDENCE: "Límites respetados", "Limits kept";
    DRAWS_SEALS: "Sellos de sorteos", "Seals of draws";
    DRAWS_SEAL_CHAIN: "Cadena de sellos", "Chain of seals";
    DRAWS_TWO_PEOPLE: "Resultados de dos personas", "Results of two people";
    TICKETS_BETS: "Tiquetes y sus apuestas", "Tickets and their bets";
    TICKETS_BOOKS: "Tiquetes en los libros", "Tickets in the books";
    TICKETS_DOCUMENTS: "Venta, tiquetes y códigos", "Sale, tickets and codes";
    TICKETS_CODES: "Códigos entregados", "Codes given out";
    TICKETS_HASHES: "Huellas de tiquetes", "Hashes of tickets";
    TICKETS_CHAIN: "Cadena de tiquetes", "Chain of tickets";
    TICKETS_CHAIN_HEADS: "Último tiquete de terminal", "Last ticket of a terminal";
    TICKETS_BEFORE_CUTOFF: "Vendidos antes del cierre", "Sold before the cutoff";
    TICKETS_COPIES: "Copias de datos", "Repeated data agree";
    TILL_SALES: "Ventas de caja = pagos recibidos", "Sales at the till = tenders";
    TILL_BOOKS: "Libros de mercadería = líneas de venta", "Books of goods = lines sold";
    TILL_STOCK: "Existencias = movimientos", "Stock = its movements";
    TILL_STOCK_VALUE: "Valor de existencias = cuenta 1410", "Value of stock = account 1410";
    TILL_MOVED: "Lo vendido salió y lo devuelto volvió", "What was sold left, what came back is there";
    TILL_NUMBERS: "Números de venta sin huecos", "Sale numbers without gaps";
    TILL_UNVERIFIED: "Pagos por verificar = cuenta 1229", "Unverified payments = account 1229";
    TILL_POINTS: "Puntos de clientes = sus movimientos", "Customers' points = their entries";
    TILL_RETURNS: "Devoluciones = lo que se reembolsó", "Returns = what was given back";
}
