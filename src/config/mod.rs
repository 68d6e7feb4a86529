//! What the operator says: defaults, then `doorward.toml`, then `.env` in development, then the
//! environment. Read once, in `cli` and `server`; everybody else is handed values.
//!
//! [`Config::load`] finds every fault before it gives up, and what it returns cannot be wrong.

mod api;
mod auth;
mod database;
mod embedded_auth;
mod faults;
mod fly;
#[cfg(feature = "auth-server")]
mod gotrue;
mod layers;
mod listen;
mod load;
mod log;
mod mail;
mod metrics;
mod origin;
mod placeholder;
mod reader;
mod secret;
mod settings;
mod sources;
mod supabase_key;
mod traces;

pub use auth::{AUTH_PATH, AuthConfig, SupabaseAuth};
pub use database::DatabaseConfig;
pub use embedded_auth::EmbeddedAuth;
pub use faults::{ConfigError, EXIT_CODE, Fault, Warning};
#[cfg(feature = "auth-server")]
pub use gotrue::{AloneConfig, AloneOptions, GoTrueName, Treatment, gotrue_names, gotrue_table};
pub use listen::Listen;
pub use load::Config;
pub use log::{LogFormat, LogSettings};
pub use metrics::MetricsConfig;
pub use origin::{Origin, OriginError};
pub use secret::{KeySource, KeySourceError, encode_secret};
pub use settings::{SETTINGS, Setting, settings_table};
pub use sources::Sources;
