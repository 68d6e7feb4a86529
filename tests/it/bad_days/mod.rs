//! What must hold when something breaks: the auth server, the database, the disk, the clock, the
//! process itself.

mod clocks;
mod crowds;
mod database_away;
mod disk_full;
mod held;
mod killed;
mod killed_embedded;
mod logout;
mod machines;
mod pooler;
mod recovery;
mod refresh;
mod rolling;
mod sign_in;
mod sign_up;
mod slow_requests;
mod starting;
mod stopping;
mod traces;
