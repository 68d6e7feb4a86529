//! What every endpoint shares.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use secrecy::SecretString;

use super::api_keys::{self, ApiKeys};
use super::captcha::Judge;
use super::error::ApiError;
use super::hooks::HookCaller;
use super::leaks::Leaks;
use super::limits::{Limit, Limits};
use super::one_time_tokens::TokenNames;
use super::passwords::Passwords;
use super::phones::TestTries;
use super::providers::Caller;
use super::signing_keys::{BearerClaims, Configured, Rotation, SigningKeyInfo, SigningKeys};
use super::store::UserRow;
use super::{AuthServerError, AuthServerSettings, ProviderKind, ProviderSettings, replay};
use crate::clock::{Clock, Timestamp};
use crate::database::{Database, Tx};
use crate::gotrue::{EmailAddress, ErrorCode};
use crate::keys::{Keys, Purpose, Sealer};
use crate::mail::Outbox;

/// The auth server. Cloning gives another handle to the same one.
#[derive(Clone)]
pub struct AuthServer(Arc<Inner>);

struct Inner {
    settings: AuthServerSettings,
    database: Database,
    clock: Clock,
    outbox: Outbox,
    sealer: Arc<Sealer>,
    passwords: Passwords,
    token_names: TokenNames,
    keys: SigningKeys,
    api_keys: ApiKeys,
    limits: Limits,
    caller: Caller,
    guarded_caller: Caller,
    hook_caller: HookCaller,
    captcha: Option<Judge>,
    leaks: Leaks,
    test_tries: TestTries,
}

impl AuthServer {
    /// Reads the signing keys, or makes the first one. The tables must be there.
    pub async fn open(
        settings: AuthServerSettings,
        database: Database,
        clock: Clock,
        keys: &Keys,
        outbox: Outbox,
    ) -> Result<Self, AuthServerError> {
        let sealer = Arc::new(keys.sealer(Purpose::Storage)?);
        let limits = Limits::new(settings.rates.clone());
        let password_cost = settings.password_cost;
        let api_keys = ApiKeys::new(keys, &settings)?;
        let token_names = TokenNames::new(keys)?;
        let signing_keys = SigningKeys::open(
            database.clone(),
            clock.clone(),
            Arc::clone(&sealer),
            Configured::of(&settings),
        )
        .await?;
        let guarded_caller = Caller::within_the_public_web(settings.external.custom.clone());
        let hook_caller = HookCaller::new(clock.clone());
        let captcha = settings.captcha.clone().map(Judge::new);
        let leaks = Leaks::new(&settings.leaks);
        Ok(Self(Arc::new(Inner {
            settings,
            database,
            clock,
            outbox,
            sealer,
            passwords: Passwords::new(password_cost),
            token_names,
            keys: signing_keys,
            api_keys,
            limits,
            caller: Caller::default(),
            guarded_caller,
            hook_caller,
            captcha,
            leaks,
            test_tries: TestTries::default(),
        })))
    }

    /// The key that any program may show.
    pub fn publishable_key(&self) -> SecretString {
        self.0.api_keys.publishable()
    }

    /// The key that may do everything: for the site itself and for administrators' programs.
    pub fn service_key(&self) -> SecretString {
        self.0.api_keys.service()
    }

    /// Makes a new signing key. Tokens signed by the one before stay valid until it is removed.
    pub async fn rotate_keys(&self) -> Result<Rotation, AuthServerError> {
        self.0.keys.rotate().await
    }

    /// The signing keys, the newest first.
    pub async fn signing_keys(&self) -> Result<Vec<SigningKeyInfo>, AuthServerError> {
        self.0.keys.list().await
    }

    /// Removes a retired signing key: the tokens it signed are refused from now on.
    pub async fn remove_key(&self, kid: &str) -> Result<(), AuthServerError> {
        self.0.keys.remove(kid).await
    }

    /// How often a password was hashed or compared since the start: slow work that is the same for
    /// people who exist and for those who don't.
    pub fn password_operations(&self) -> u64 {
        self.0.passwords.operations()
    }

    /// How many passwords wait to be hashed or compared now.
    pub fn passwords_waiting(&self) -> u64 {
        self.0.passwords.waiting()
    }

    pub(super) fn settings(&self) -> &AuthServerSettings {
        &self.0.settings
    }

    pub(super) fn database(&self) -> &Database {
        &self.0.database
    }

    pub(super) fn outbox(&self) -> &Outbox {
        &self.0.outbox
    }

    pub(super) fn sealer(&self) -> &Sealer {
        &self.0.sealer
    }

    pub(super) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(super) fn token_names(&self) -> &TokenNames {
        &self.0.token_names
    }

    pub(super) fn keys(&self) -> &SigningKeys {
        &self.0.keys
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// What speaks to a provider: with one of the operator wherever it is, with one of an administrator
    /// in the public web alone.
    pub(super) fn caller(&self, provider: &ProviderSettings) -> &Caller {
        match provider.kind {
            ProviderKind::Custom(_) => self.guarded_caller(),
            _ => &self.0.caller,
        }
    }

    pub(super) fn guarded_caller(&self) -> &Caller {
        &self.0.guarded_caller
    }

    /// Who says whether captchas were solved, where they are asked for.
    pub(super) fn captcha(&self) -> Option<&Judge> {
        self.0.captcha.as_ref()
    }

    pub(super) fn hook_caller(&self) -> &HookCaller {
        &self.0.hook_caller
    }

    pub(super) fn leaks(&self) -> &Leaks {
        &self.0.leaks
    }

    pub(super) fn test_tries(&self) -> &TestTries {
        &self.0.test_tries
    }

    /// The moment of the request, or of anything else that happens now.
    pub(super) fn now(&self) -> Timestamp {
        replay::moment(self.0.clock.now())
    }

    /// Makes a transaction last and has its mails delivered. Nothing lasts that a hook has still to agree to.
    pub(super) async fn commit(&self, tx: Tx) -> Result<(), ApiError> {
        if replay::is_waiting() {
            return Err(ApiError::waits_for_hook());
        }
        tx.commit().await?;
        replay::note_commit();
        self.0.outbox.wake();
        Ok(())
    }

    /// Somebody new, known by these providers, for whom this server's tokens are.
    pub(super) fn newcomer(&self, email: Option<&EmailAddress>, providers: &[&str]) -> UserRow {
        let settings = self.settings();
        let mut user = UserRow::new(email, providers, self.now());
        user.aud.clone_from(&settings.audience);
        user.role.clone_from(&settings.role);
        user
    }

    /// Takes a mail off what may be sent. Where accounts need no proof only a budget of nothing counts.
    pub(super) fn spend_mail(&self) -> Result<(), ApiError> {
        let settings = self.settings();
        let sends_none = settings.rates.mails.is_some_and(|budget| budget.mails == 0);
        if !settings.confirms_mails && !sends_none {
            return Ok(());
        }
        replay::try_kept(|| self.0.limits.take_mail(self.now()))
    }

    /// Takes a message to a telephone off what may be sent. Where numbers are believed nothing counts.
    pub(super) fn spend_message(&self) -> Result<(), ApiError> {
        if self.settings().phones.are_believed {
            return Ok(());
        }
        replay::try_kept(|| self.0.limits.take_message(self.now()))
    }

    /// Takes a request off a client's allowance.
    pub(super) fn limit(&self, limit: Limit, client: Option<IpAddr>) -> Result<(), ApiError> {
        replay::try_kept(|| self.0.limits.take(limit, client, self.now()))
    }

    /// Reads a bearer's token: one of the two keys for programs, or a person's. It must not be over.
    pub(super) async fn read_bearer(&self, token: &str) -> Result<BearerClaims, ApiError> {
        let kid = jsonwebtoken::decode_header(token).ok().and_then(|header| header.kid);
        let claims = if kid.as_deref() == Some(api_keys::KID) {
            let refused = || ApiError::forbidden(ErrorCode::BAD_JWT, "The key is not one of this server");
            self.0.api_keys.open(token).ok_or_else(refused)?
        } else {
            self.0.keys.open_token(token).await?
        };
        if claims.exp.is_some_and(|end| Timestamp::from_seconds(end) <= self.now()) {
            return Err(ApiError::forbidden(ErrorCode::BAD_JWT, "The token is over"));
        }
        Ok(claims)
    }
}

impl fmt::Debug for AuthServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthServer(…)")
    }
}
