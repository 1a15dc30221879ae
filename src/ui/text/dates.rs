//! The words of date filters and of typed amounts, shared by lists and forms.

texts! {
    TODAY: "hoy", "today";
    YESTERDAY: "ayer", "yesterday";
    WEEK: "últimos 7 días", "last 7 days";
    MONTH: "este mes", "this month";
    ALL_DATES: "todas", "all";
    BETWEEN: "de … a …", "from … to …";
    RANGE: "{from} → {to}", "{from} → {to}";
    FROM: "Desde", "From";
    TO: "Hasta", "To";
    TITLE: "Fechas", "Dates";
    HINT: "p. ej. 2026-11-21, 21/11, hoy, ayer", "e.g. 2026-11-21, 21/11, today, yesterday";
    WRONG: "No se entiende la fecha. Escriba 2026-11-21 o 21/11.", "The date cannot be read. Type 2026-11-21 or 21/11.";
    BACKWARDS: "La última fecha está antes de la primera.", "The last date is before the first.";
}
