//! A verifier, the auth server whose tokens it believes, and the time.

use std::time::Duration;

use doorward::clock::{Clock, Timestamp};
use doorward::gotrue::{AccessTokenClaims, GoTrueClient, TokenError, TokenVerifier, VerifierSettings};
use serde_json::{Value, json};
use url::Url;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::fake_server::{USER_ID, settings};
use super::signer::Signer;

pub const NOW: i64 = 1_790_000_000;
pub const ISSUER: &str = "https://auth.example/auth/v1";
pub const SESSION_ID: &str = "0b5f8d0e-6f0a-4a0c-8a54-3f1f8f0a7c11";
pub const SECRET: &str = "a secret of thirty-two bytes or more";

pub struct Site {
    pub clock: Clock,
    pub verifier: TokenVerifier,
    server: MockServer,
}

impl Site {
    /// A site that has not asked for any key yet.
    pub async fn new(jwks: Value, hs256_secret: Option<&str>) -> Self {
        let server = MockServer::start().await;
        let clock = Clock::settable(Timestamp::from_seconds(NOW));
        let url = Url::parse(&server.uri()).unwrap();
        let client = GoTrueClient::new(settings(&url)).unwrap();
        let settings = VerifierSettings {
            issuers: vec!["https://old.example/auth/v1".to_owned(), ISSUER.to_owned()],
            audience: "authenticated".to_owned(),
            role: "authenticated".to_owned(),
            hs256_secret: hs256_secret.map(Into::into),
        };
        let verifier = TokenVerifier::new(settings, client, clock.clone());
        let site = Self { clock, verifier, server };
        site.publish(jwks).await;
        site
    }

    /// A site that has fetched this key.
    pub async fn of(signer: &Signer) -> Self {
        let site = Self::new(jwks(&[signer]), None).await;
        site.verifier.fetch_keys().await.unwrap();
        site.server.reset().await;
        site.publish(jwks(&[signer])).await;
        site
    }

    /// What the auth server answers from now on. Requests so far are forgotten.
    pub async fn answer(&self, answer: ResponseTemplate) {
        self.server.reset().await;
        Mock::given(any()).respond_with(answer).mount(&self.server).await;
    }

    pub async fn publish(&self, jwks: Value) {
        self.answer(ResponseTemplate::new(200).set_body_json(jwks)).await;
    }

    pub async fn verify(&self, token: &str) -> Result<AccessTokenClaims, TokenError> {
        self.verifier.verify(&token.to_owned().into()).await
    }

    /// Requests since the answer was last set.
    pub async fn request_count(&self) -> usize {
        self.server.received_requests().await.unwrap().len()
    }

    pub fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }
}

pub fn jwks(signers: &[&Signer]) -> Value {
    json!({"keys": signers.iter().map(|signer| signer.jwk()).collect::<Vec<_>>()})
}

/// The claims of a token issued a minute ago.
pub fn claims() -> Value {
    json!({
        "iss": ISSUER, "sub": USER_ID, "aud": "authenticated", "exp": NOW + 3540, "iat": NOW - 60,
        "email": "ada@example.com", "phone": "", "app_metadata": {"provider": "email"},
        "user_metadata": {"name": "Ada"}, "role": "authenticated", "aal": "aal1",
        "amr": [{"method": "password", "timestamp": NOW - 60}], "session_id": SESSION_ID,
        "is_anonymous": false,
    })
}

/// The same with one claim changed.
pub fn claims_with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

/// The same with one claim left out.
pub fn claims_without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name).unwrap();
    claims
}

#[track_caller]
pub fn assert_invalid(result: Result<AccessTokenClaims, TokenError>, what: impl std::fmt::Debug) {
    assert_eq!(result, Err(TokenError::Invalid), "{what:?}");
}
