//! A server that somebody else started.

use std::sync::atomic::AtomicU32;

use serde_json::Value;

use super::{Beside, Server, Subject, client};
use crate::support::smtp_catcher::SmtpCatcher;

/// What is told of a server that somebody else started.
pub(in crate::contract) struct Running {
    pub(in crate::contract) url: String,
    pub(in crate::contract) issuer: String,
    pub(in crate::contract) publishable_key: String,
    pub(in crate::contract) admin_key: String,
}

impl Subject {
    /// A server that is running already and sends its mails to this catcher.
    pub(in crate::contract) async fn foreign(running: Running, catcher: SmtpCatcher) -> Self {
        Self {
            base: running.url.trim_end_matches('/').to_owned(),
            issuer: running.issuer,
            publishable_key: running.publishable_key,
            admin_key: running.admin_key,
            jwks: Value::Null,
            beside: Beside { catcher, provider: None, hooks: None, outside: None },
            http: client(),
            numbers: AtomicU32::new(0),
            server: Server::Foreign,
        }
        .ready()
        .await
    }
}
