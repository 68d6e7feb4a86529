//! Where the numbers are shown, and to whom.

use std::net::SocketAddr;

use secrecy::{ExposeSecret as _, SecretString};

use super::placeholder;
use super::reader::Findings;
use super::settings::Values;

/// The shortest token, in characters: 128 random bits in hexadecimal.
const SHORTEST_TOKEN: usize = 32;

/// Where the numbers are shown. Without either, nowhere.
#[derive(Clone, Debug, Default)]
pub struct MetricsConfig {
    /// A listener of their own, which shows them to whoever reaches it.
    pub address: Option<SocketAddr>,
    /// Whoever has this is shown them on the public listener.
    pub token: Option<SecretString>,
}

impl MetricsConfig {
    pub(super) fn read(values: &Values, findings: &mut Findings) -> Self {
        Self { address: read_address(values, findings), token: read_token(values, findings) }
    }
}

fn read_address(values: &Values, findings: &mut Findings) -> Option<SocketAddr> {
    const NAME: &str = "DOORWARD_METRICS_ADDRESS";
    let address = values.metrics_address.as_deref()?.trim().parse::<SocketAddr>();
    let Ok(address) = address else {
        findings.fault(NAME, "must be an address and a port, such as 127.0.0.1:9464");
        return None;
    };
    if !address.ip().is_loopback() {
        findings.warn(
            format!("{NAME} is {address}: whoever reaches that port is shown the numbers."),
            "Let no proxy lead there, or listen on this machine only.",
        );
    }
    Some(address)
}

fn read_token(values: &Values, findings: &mut Findings) -> Option<SecretString> {
    const NAME: &str = "DOORWARD_METRICS_TOKEN";
    let token = values.metrics_token.clone()?;
    let text = token.expose_secret();
    if text.len() < SHORTEST_TOKEN || placeholder::reads_like_one(text) {
        findings.fault(NAME, "must be random, 32 characters or more (`openssl rand -hex 32` makes one)");
        return None;
    }
    Some(token)
}
