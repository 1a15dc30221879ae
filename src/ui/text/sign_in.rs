//! The words of the sign-in.

texts! {
    WELCOME: "Bienvenido", "Welcome";
    USERNAME: "Usuario", "User";
    HINT: "Escriba su usuario y su PIN; Enter pasa al campo siguiente.", "Type your user and your PIN; Enter moves to the next field.";
    CONNECTING: "Conectando con la base de datos…", "Connecting to the database…";
    MISSING: "Falta este dato.", "This is missing.";
    CHECKING: "Revisando el PIN…", "Checking the PIN…";
    TERMINAL: "Terminal {name}", "Terminal {name}";
    HELLO: "Hola, {name}.", "Hello, {name}.";
}
