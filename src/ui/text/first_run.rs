//! The words of the first run.

texts! {
    TITLE: "Crear la banca", "Set up the house";
    INTRO: "Esta base de datos está vacía. Con estos datos se crea la banca, su primera ventana y su administrador. Para ver antes un día de trabajo completo: banca demo.", "This database is empty. These answers make the house, its first shop and its administrator. To see a whole day of work first: banca demo.";
    BANCA: "Banca", "House";
    VENTANA: "Primera ventana", "First shop";
    NAME: "Su nombre", "Your name";
    USERNAME: "Usuario", "User";
    PIN: "PIN o clave", "PIN or password";
    AGAIN: "PIN otra vez", "PIN again";
    SAMPLES: "Loterías de muestra", "Sample lotteries";
    SINGLE: "Confirmar resultados", "Confirming results";
    WITH_SAMPLES: "Sí: Tica, Nica, Honduras y tres más", "Yes: Tica, Nica, Honduras and three more";
    WITHOUT_SAMPLES: "No: las creo yo", "No: I make them";
    TWO_PEOPLE: "Siempre dos personas", "Always two people";
    ONE_PERSON: "Una sola, 60 s después (queda marcado)", "One alone, 60 s later (it is marked)";
    HINT_BANCA: "p. ej. La Suerte", "e.g. La Suerte";
    HINT_VENTANA: "p. ej. Centro", "e.g. Downtown";
    HINT_USERNAME: "sin espacios, p. ej. ana", "without spaces, e.g. ana";
    MISSING: "Falta este dato.", "This is missing.";
    SPACES: "El usuario va sin espacios ni @.", "The user has no spaces and no @.";
    PINS_DIFFER: "Los dos PIN no son iguales. Escríbalos otra vez.", "The two PINs differ. Type them again.";
    MAKING: "Creando la banca…", "Setting up the house…";
    NEXT: "{key} pasa al dato siguiente; en el último, crea la banca.", "{key} moves to the next answer; on the last one it sets up the house.";
    LAST: "{key} crea la banca con estos datos.", "{key} sets up the house with these answers.";
    MADE: "La banca {name} está lista. Sorteos: {key}. Traer usuarios o resultados: {import}.", "The house {name} is ready. Draws: {key}. Bring in users or results: {import}.";
}
