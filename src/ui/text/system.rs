//! The words of the system screen.

texts! {
    STATE: "Estado", "State";
    BANCA: "Banca", "House";
    SERVER: "Base de datos", "Database";
    VERSION: "Programa", "Program";
    TERMINAL: "Terminal", "Terminal";
    CONNECTION: "Conexión", "Connection";
    CONNECTED: "conectada · {ms} ms", "connected · {ms} ms";
    LOST: "perdida desde las {since}", "lost since {since}";
    UNKNOWN: "esperando la primera respuesta", "waiting for the first answer";
    CLOCK: "Reloj", "Clock";
    CLOCK_WORDS: "{at} · difiere {seconds} s", "{at} · differs {seconds} s";
    THEME: "Tema", "Theme";
    SCRATCH: "datos de prueba", "scratch data";
    BOOKS: "Revisión de los libros", "Check of the books";
    BOOKS_EMPTY: "Todavía no se han revisado en esta sesión. {key}: revisar ahora.", "Not checked in this session yet. {key}: check now.";
    CHECKING: "Revisando todos los asientos y sellos…", "Checking all entries and seals…";
    HOLDS: "Todo cuadra: {n} {n|igualdad revisada|igualdades revisadas} en {ms} ms, a las {at}.", "Everything balances: {n} {n|identity|identities} checked in {ms} ms, at {at}.";
    BROKEN: "{bad} de {n} igualdades no {bad|cuadra|cuadran}. Detenga los pagos y avise a la banca.", "{bad} of {n} identities {bad|does|do} not hold. Stop payments and tell the house.";
    IDENTITY: "Igualdad", "Identity";
    LEFT: "Un lado", "One side";
    RIGHT: "Otro lado", "Other side";
    RESULT: "Resultado", "Result";
    OK: "cuadra", "holds";
    BAD: "NO CUADRA", "BROKEN";
    FIRST_BROKEN: "Primera fila", "First row";
    ACTIVITY: "Bitácora", "Activity";
    ACTIVITY_EMPTY: "No hay nada en la bitácora.", "There is nothing in the activity log.";
    AT: "Hora", "Time";
    WHO: "Quién", "Who";
    WHERE: "Terminal", "Terminal";
    WHAT: "Qué", "What";
    TARGET: "Sobre", "Target";
    APPROVED: "Autorizó", "Approved by";
    ROWS: "{n} {n|fila leída|filas leídas}", "{n} {n|row|rows} read";
    DETAILS: "Detalle", "Details";
    DETAIL: "{name}: {value}", "{name}: {value}";
    DUE_DONE: "Hecho lo pendiente: {generated} generados, {opened} abiertos, {closed} cerrados, {expired} premios vencidos.", "Done what was due: {generated} generated, {opened} opened, {closed} closed, {expired} prizes expired.";
    WAIT: "Ya se está revisando.", "A check is under way.";
}
