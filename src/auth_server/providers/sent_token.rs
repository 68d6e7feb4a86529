//! An ID token that an app got from a provider by itself and sends here (gotrue-contract §1.2).

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::claims::text;
use super::endpoints::discovery_url_of;
use super::id_token::Expected;
use super::{CallError, Caller, Profile, ProviderSettings, openid};
use crate::clock::Timestamp;

/// What an app sends.
pub(crate) struct SentToken<'a> {
    pub(crate) id_token: &'a str,
    /// The access token that the app got with it; empty where it sends none.
    pub(crate) access_token: &'a str,
    /// What the nonce in the token is the SHA-256 of, in hex; empty where there is none.
    pub(crate) nonce: &'a str,
}

/// Why an ID token signs nobody in.
#[derive(Debug)]
pub(crate) enum SentTokenError {
    /// Its issuer could not be asked where its keys are.
    Unreachable(CallError),
    /// It cannot be used.
    Bad(CallError),
    /// Only one of the app and the token has a nonce.
    OneNonce,
    /// They have two that do not belong together.
    OtherNonce,
}

impl SentToken<'_> {
    /// Whom the issuer names in it, for this server or one of the provider's apps.
    pub(crate) async fn read(
        &self,
        caller: &Caller,
        provider: &ProviderSettings,
        issuer: &str,
        now: Timestamp,
    ) -> Result<Profile, SentTokenError> {
        let url = discovery_url_of(provider, issuer);
        let found = caller.discover_at(issuer, &url, now).await.map_err(SentTokenError::Unreachable)?;
        let access_token = Some(self.access_token).filter(|token| !token.is_empty());
        let client_ids = provider.client_ids();
        let expected = Expected { issuer, client_ids: &client_ids, access_token, now };
        let said = expected.read(caller, &found, self.id_token).await.map_err(SentTokenError::Bad)?;
        if !provider.skips_nonce_check {
            self.compare_nonce(&said)?;
        }
        let profile = openid::profile(provider, said).map_err(SentTokenError::Bad)?;
        if profile.subject().is_none() {
            return Err(SentTokenError::Bad(CallError::Unusable("its ID token names nobody")));
        }
        Ok(profile)
    }

    /// Whoever sends the token is the one who asked for it: they know the nonce, of which the provider
    /// was told a hash only.
    fn compare_nonce(&self, said: &Map<String, Value>) -> Result<(), SentTokenError> {
        let hashed = text(said, "nonce");
        if hashed.is_empty() != self.nonce.is_empty() {
            return Err(SentTokenError::OneNonce);
        }
        let own = data_encoding::HEXLOWER.encode(&Sha256::digest(self.nonce));
        let is_the_same = hashed.is_empty() || own.as_bytes().ct_eq(hashed.as_bytes()).into();
        if is_the_same { Ok(()) } else { Err(SentTokenError::OtherNonce) }
    }
}
