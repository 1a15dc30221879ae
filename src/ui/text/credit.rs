//! The words of a shop's credit.

texts! {
    NEAR: "Su ventana debe {debt} de {limit}: al llegar ahí no se vende más.", "Your shop owes {debt} of {limit}: there its sale stops.";
}
