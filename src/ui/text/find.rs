//! What the command line says when a name, a number or a line means nothing, or too much.

texts! {
    DRAW_AMBIGUOUS: "«{name}» tiene varios sorteos ese día: agregue la hora, como {name}@12:55.", "“{name}” has several draws on that day: add the time, as in {name}@12:55.";
    BAD_TIME: "«{text}» no es una hora: escríbala como 12:55.", "“{text}” is no time of day: write it as 12:55.";
    BAD_NUMBER: "«{text}» no es un número de dos o tres cifras.", "“{text}” is no number of two or three digits.";
    BAD_LINE: "«{line}», posición {at}: {why}", "“{line}”, position {at}: {why}";
    BAD_LINE_MEANT: "{text} ¿Quiso decir «{meant}»?", "{text} Did you mean “{meant}”?";
    NO_PRICE: "El sorteo no tiene el precio {factor}.", "The draw has no price of {factor}.";
    TOO_MUCH: "El monto es demasiado grande.", "The amount is too large.";
}
