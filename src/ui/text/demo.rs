//! The scripted demo: what the player says around the script.

texts! {
    DEMO_KEYS: "Espacio pausa · → paso · +− ritmo · s salta · x teclado · q fin", "Space pause · → step · +− speed · s skip · x keyboard · q quit";
    DEMO_BY_HAND: "Ctrl+X deja el teclado", "Ctrl+X gives the keyboard back";
    DEMO_PAUSED: "EN PAUSA", "PAUSED";
    DEMO_SPEED: "DEMO ×{speed}", "DEMO ×{speed}";
    DEMO_SANDBOX: "El teclado es suyo. Ctrl+X borra lo que digite y vuelve al guion.", "The keyboard is yours. Ctrl+X clears what you type and returns to the script.";
    DEMO_DERAILED: "Con lo que usted hizo, el guion no puede seguir. r: desde el principio · x: el teclado otra vez.", "After what you did the script cannot go on. r: from the start · x: the keyboard again.";
    DEMO_STUCK_KEYS: "r desde el principio · x teclado · q fin", "r from the start · x keyboard · q quit";
    DEMO_AGAIN: "Se prepara el día otra vez: unos segundos.", "The day is prepared again: a few seconds.";
    DEMO_END: "Fin del guion. El teclado es suyo; Ctrl+X termina.", "End of the script. The keyboard is yours; Ctrl+X quits.";
    DEMO_FAILED: "Línea {line}: se esperaba {wanted}", "Line {line}: {wanted} was expected";
    DEMO_PREPARING: "Preparando el día de demostración… {done} de {total}", "Preparing the demo's day… {done} of {total}";
    DEMO_SUMMARY: "{held|comprobación cumplida|comprobaciones cumplidas}: {held} · fallidas: {failed}", "{held|check held|checks held}: {held} · failed: {failed}";
    DEMO_UNKNOWN: "No hay un guion llamado {name}. Guiones: {names}.", "There is no script called {name}. Scripts: {names}.";
}
