//! The composition root: opens what the settings name, puts the sides together, and stops them in an
//! order that loses nothing.
//!
//! Two listeners: one for visitors, and one on this machine for our own calls to the auth server
//! inside. With a single one, a full house would wait for itself, and a stop would cut the calls that
//! requests under way still have to make.

mod activity;
#[cfg(feature = "auth-server")]
mod alone;
mod auth_side;
mod bind;
#[cfg(feature = "auth-server")]
mod caught_mails;
mod commands;
mod health;
mod housekeeping;
#[cfg_attr(not(feature = "auth-server"), path = "no_inside.rs")]
mod inside;
mod key_memory;
mod listeners;
mod main_runtime;
mod metrics_page;
mod open;
mod overview;
mod parts;
mod readiness;
mod sampled;
mod site_of;
mod start_error;
mod stop;
mod waiting_room;

#[cfg(feature = "auth-server")]
pub use alone::{Alone, WayIn};
pub use bind::Server;
pub use commands::{OpenAuth, open_auth, open_parts};
#[cfg(feature = "auth-server")]
pub use commands::{open_alone, open_auth_server};
pub use listeners::{DEADLINE, KEEP_ALIVE};
pub use overview::Overview;
pub use parts::Parts;
pub use start_error::StartError;
pub use stop::longest_stop;
