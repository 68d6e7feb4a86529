//! Doorward: a server-rendered web app with user accounts on Supabase Auth and cookie sessions.
//!
//! ```text
//! main → cli → server → web, api → accounts → database, mail, gotrue (types only)
//!                     → web, api → gotrue → clock
//!                     → auth_server → database, mail, keys, gotrue (types only, never the client)
//! ```

pub mod accounts;
#[cfg(feature = "auth-server")]
pub mod auth_server;
pub mod cli;
pub mod clock;
pub mod config;
pub mod database;
pub mod gotrue;
pub mod keys;
pub mod mail;
pub mod server;
pub mod telemetry;
pub mod web;
