//! The site, put together from the configuration.

use std::time::Duration;

use super::auth_side::AuthSide;
use super::{Parts, StartError};
use crate::config::{AuthConfig, Config};
use crate::web::{Site, SiteParts, SiteSettings};

/// Longer than an auth server elsewhere takes to look at a password, which it does only for the
/// addresses it knows (gotrue-contract §9). Whoever measures sees this instead.
const EVEN_PACE: Duration = Duration::from_millis(800);

pub(super) fn site_of(config: &Config, parts: &Parts, auth: &AuthSide) -> Result<Site, StartError> {
    let is_elsewhere = matches!(config.auth, AuthConfig::Supabase(_));
    let has_way_out = config.mail.smtp_url.is_some() || config.is_development();
    let settings = SiteSettings {
        origin: config.origin.url().clone(),
        product: config.product.clone(),
        support: config.support.clone(),
        is_development: config.is_development(),
        sends_mails: has_way_out,
        tells_owners: is_elsewhere && has_way_out,
        even_pace: if is_elsewhere { EVEN_PACE } else { Duration::ZERO },
    };
    let parts_of_site = SiteParts {
        clock: parts.clock.clone(),
        accounts: parts.accounts.clone(),
        limits: parts.limits.clone(),
        outbox: parts.outbox.clone(),
        gotrue: auth.client.clone(),
        verifier: auth.verifier.clone(),
    };
    Ok(Site::new(settings, parts_of_site, &parts.keys)?)
}
