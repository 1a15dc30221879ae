//! The scripted demo: what the player says around the script.

texts! {
    DEMO_KEYS: "Espacio pausa · → paso · +− ritmo · s salta · x teclado · q fin", "Space pause · → step · +− speed · s skip · x keyboard · q quit";
    DEMO_BY_HAND: "Ctrl+X deja el teclado", "Ctrl+X gives the keyboard back";
    DEMO_PAUSED: "EN PAUSA", "PAUSED";
    DEMO_SPEED: "DEMO ×{speed}", "DEMO ×{speed}";
    DEMO_SANDBOX: "El teclado es suyo. Ctrl+X vuelve al guion.", "The keyboard is yours. Ctrl+X returns to the script.";
    DEMO_ELSEWHERE: "El guion sigue solo si la pantalla queda como estaba. Déjela así, o Ctrl+X otra vez.", "The script goes on only on the screen as it was. Leave it so, or Ctrl+X once more.";
    DEMO_DERAILED: "Con lo que usted cambió el guion ya no puede seguir. El teclado es suyo; Ctrl+X termina.", "With what you changed the script cannot go on. The keyboard is yours; Ctrl+X quits.";
    DEMO_END: "Fin del guion. El teclado es suyo; Ctrl+X termina.", "End of the script. The keyboard is yours; Ctrl+X quits.";
    DEMO_FAILED: "Línea {line}: se esperaba {wanted}", "Line {line}: {wanted} was expected";
    DEMO_PREPARING: "Preparando el día de demostración… {done} de {total}", "Preparing the demo's day… {done} of {total}";
    DEMO_SUMMARY: "{held|comprobación cumplida|comprobaciones cumplidas}: {held} · fallidas: {failed}", "{held|check held|checks held}: {held} · failed: {failed}";
    DEMO_UNKNOWN: "No hay un guion llamado {name}. Guiones: {names}.", "There is no script called {name}. Scripts: {names}.";
}
