//! The people and the site, put together from the configuration.

use std::sync::Arc;
use std::time::Duration;

use super::auth_side::AuthSide;
use super::{Parts, StartError};
use crate::config::{AuthConfig, Config};
use crate::gotrue::GoTrueAdmin;
use crate::people::{People, PeopleParts, PeopleSettings, SecureLinks};
use crate::web::{Site, SiteSettings};

/// Longer than an auth server elsewhere takes to look at a password, which it does only for the
/// addresses it knows (gotrue-contract §9). Whoever measures sees this instead.
const EVEN_PACE: Duration = Duration::from_millis(800);

pub(super) fn people_of(config: &Config, parts: &Parts, auth: &AuthSide) -> Result<People, StartError> {
    let is_elsewhere = matches!(config.auth, AuthConfig::Supabase(_));
    let settings = PeopleSettings {
        origin: config.origin.url().clone(),
        product: config.product.clone(),
        support: config.support.clone(),
        sends_mails: config.sends_mails(),
        tells_owners: is_elsewhere && config.sends_mails(),
        even_pace: if is_elsewhere { EVEN_PACE } else { Duration::ZERO },
    };
    let has_secret_key = auth.settings.secret_key.is_some();
    let parts = PeopleParts {
        clock: parts.clock.clone(),
        accounts: parts.accounts.clone(),
        limits: parts.limits.clone(),
        outbox: parts.outbox.clone(),
        gotrue: auth.client.clone(),
        admin: if has_secret_key { Some(GoTrueAdmin::new(auth.settings.clone())?) } else { None },
        verifier: auth.verifier.clone(),
        secure_links: SecureLinks::new(&parts.keys)?,
        metrics: parts.metrics.clone(),
    };
    Ok(People::new(settings, parts))
}

pub(super) fn site_of(config: &Config, parts: &Parts, people: Arc<People>) -> Result<Site, StartError> {
    let settings = SiteSettings { support: config.support.clone(), is_development: config.is_development() };
    Ok(Site::new(settings, people, &parts.keys)?)
}
