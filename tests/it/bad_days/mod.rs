//! What must hold when something breaks: the auth server, the database, the disk, the clock, the
//! process itself.

mod database_away;
mod pooler;
mod starting;
