//! Secrets and keys: how old they are, and what is left over from replacing one.

use std::time::Duration;

use super::finding::Findings;
use crate::clock::Clock;
use crate::config::{AuthConfig, Config, KeySource};

pub(super) async fn check(config: &Config, clock: &Clock, findings: &mut Findings) {
    check_secret(&config.keys, findings);
    if let AuthConfig::Embedded(inside) = &config.auth {
        if inside.jwt_secret.is_some() {
            findings.note(
                "keys.signing",
                "Tokens are signed with DOORWARD_JWT_SECRET: every program that knows it can make some.",
            );
        } else {
            signing::check(config, inside.token_lifetime, clock, findings).await;
        }
    }
}

fn check_secret(keys: &KeySource, findings: &mut Findings) {
    match keys {
        KeySource::Given(keys) if keys.has_previous() => findings.hint(
            "keys.secret",
            "DOORWARD_SECRET is being replaced: the one before it still opens cookies.",
            "Take DOORWARD_SECRET_PREVIOUS away 30 days after the change, or at once if it has leaked.",
        ),
        KeySource::Given(_) => findings.ok("keys.secret", "The keys follow from DOORWARD_SECRET."),
        KeySource::Kept(file) => {
            findings
                .note("keys.secret", format!("The keys follow from {}, as in development.", file.display()));
        }
    }
}

#[cfg(not(feature = "auth-server"))]
mod signing {
    //! There is no auth server inside this build.

    use std::future::{Ready, ready};

    use super::{Clock, Config, Duration, Findings};

    pub(super) fn check(_: &Config, _: Duration, _: &Clock, _: &mut Findings) -> Ready<()> {
        ready(())
    }
}

#[cfg(feature = "auth-server")]
mod signing {
    //! The keys that sign the access tokens of the auth server inside.

    use super::{Clock, Config, Duration, Findings};
    use crate::auth_server::{KeyState, SeenKey, look_at_signing_keys};
    use crate::database::Look;

    /// What is told in days.
    const DAY: Duration = Duration::from_hours(24);

    /// An older key is worth replacing: nobody knows any more who has seen a copy.
    const OLD: Duration = Duration::from_hours(365 * 24);

    /// What other machines need to notice that a key signs no more, and the leeway of clocks.
    const NOTICED: Duration = Duration::from_mins(2);

    const ID: &str = "keys.signing";

    /// `token_life` is how long a token lives after it was signed.
    pub(super) async fn check(config: &Config, token_life: Duration, clock: &Clock, findings: &mut Findings) {
        let keys = config.keys.present_keys();
        // What keeps the database away is told with the database.
        let Ok(mut look) = Look::at(&config.database.target).await else { return };
        let seen = look_at_signing_keys(look.executor(), keys.as_ref()).await;
        look.close().await;
        match seen {
            Ok(seen) if !seen.is_empty() => {
                for key in &seen {
                    tell(key, token_life, clock, findings);
                }
            }
            // Without tables there are no keys either.
            Ok(_) | Err(_) => findings.note(ID, "There is no signing key yet: the first start makes it."),
        }
    }

    fn tell(key: &SeenKey, token_life: Duration, clock: &Clock, findings: &mut Findings) {
        let (kid, now) = (&key.info.kid, clock.now());
        let days = |span: Duration| span.as_secs() / DAY.as_secs();
        match key.info.state {
            KeyState::Current if key.opens == Some(false) => findings.fault(
                ID,
                format!("The signing key {kid} does not open: it was sealed under another DOORWARD_SECRET."),
                "Set DOORWARD_SECRET or DOORWARD_SECRET_PREVIOUS to the one it was made with.",
            ),
            KeyState::Current => {
                let age = now.since(key.info.created_at);
                let found = format!("The signing key {kid} is {} days old.", days(age));
                if age > OLD {
                    findings.hint(ID, found, "Replace it: doorward keys rotate");
                } else {
                    findings.ok(ID, found);
                }
            }
            KeyState::Retired { since } if now.since(since) > token_life + NOTICED => findings.hint(
                "keys.retired",
                format!("The key {kid} signs no more, and its last token has ended."),
                format!("doorward keys remove {kid}"),
            ),
            KeyState::Retired { .. } => findings.note(
                "keys.retired",
                format!("The key {kid} signs no more; its last tokens have not ended yet."),
            ),
        }
    }
}
