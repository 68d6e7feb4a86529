//! The settings of the auth server alone, by the names that GoTrue gives them, so that the environment or
//! the file of an existing deployment is one of ours. What is not honoured is named.

mod alone;
mod captcha;
mod database;
mod env_file;
mod factors;
mod hooks;
mod limits;
mod mails;
mod name;
mod names;
mod notices;
mod oauth_server;
mod passkeys;
mod passwords;
mod phones;
mod providers;
mod sessions;
mod sources;
mod table;
mod tokens;
mod variables;

pub use alone::{AloneConfig, AloneOptions};
pub use name::{GoTrueName, Treatment};
pub use names::gotrue_names;
pub use table::gotrue_table;
