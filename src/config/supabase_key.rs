//! What a Supabase API key says about itself: its prefix, or the role in the older JWT keys.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::placeholder;

/// The issuer of the keys that every local and many a self-hosted Supabase starts with.
const DEMO_ISSUER: &str = "supabase-demo";

/// What a key is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    /// May be known to everybody: `sb_publishable_…`, or a JWT with the role `anon`.
    Publishable,
    /// May do everything: `sb_secret_…`, or a JWT with the role `service_role`.
    Secret,
    /// One of the keys that are in everybody's documentation.
    Demo,
    /// An example that was never replaced.
    Placeholder,
    /// It does not say; a gateway of one's own may take any.
    Unknown,
}

#[derive(Deserialize)]
struct Claims {
    #[serde(default)]
    role: String,
    #[serde(default)]
    iss: String,
}

/// Reads what a key says about itself. Nothing is verified: this is to catch mistakes.
pub(super) fn kind(key: &str) -> KeyKind {
    for (prefix, kind) in [("sb_publishable_", KeyKind::Publishable), ("sb_secret_", KeyKind::Secret)] {
        if let Some(rest) = key.strip_prefix(prefix) {
            return if placeholder::reads_like_one(rest) { KeyKind::Placeholder } else { kind };
        }
    }
    match claims(key) {
        Some(Claims { iss, .. }) if iss == DEMO_ISSUER => KeyKind::Demo,
        Some(Claims { role, .. }) if role == "anon" => KeyKind::Publishable,
        Some(Claims { role, .. }) if role == "service_role" => KeyKind::Secret,
        None if placeholder::reads_like_one(key) => KeyKind::Placeholder,
        _ => KeyKind::Unknown,
    }
}

fn claims(key: &str) -> Option<Claims> {
    let payload = key.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}
