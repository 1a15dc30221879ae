//! What is true about money, bets, draws, limits, prizes and books. Pure: no database, no clock, no terminal.
