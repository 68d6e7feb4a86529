//! Doorward: a server-rendered web app with user accounts on Supabase Auth and cookie sessions.
//!
//! ```text
//! main → cli → server → web, api → people → accounts → database, mail, gotrue (types only)
//!                                        → gotrue → clock
//!                                        → telemetry (counts what happens) → clock
//!                     → auth_server → database, mail, keys, gotrue (types only, never the client)
//! ```

pub mod accounts;
pub mod api;
#[cfg(feature = "auth-server")]
pub mod auth_server;
pub mod cli;
pub mod clock;
pub mod config;
pub mod database;
pub mod gotrue;
pub mod keys;
pub mod mail;
pub mod people;
pub mod server;
pub mod telemetry;
pub mod web;
pub mod words;
