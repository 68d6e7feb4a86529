//! The calls that are made for visitors.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::{Map, Value};
use url::Url;
use uuid::Uuid;

use super::super::{
    AccessToken, AccessTokenResponse, EmailAddress, LogoutScope, Password, RefreshToken, ResendKind, User,
    VerifyKind,
};
use super::answer::Answer;
use super::bodies::{
    AddressBody, Challenge, CodeRequest, FactorProof, PasswordGrant, Proof, ResendBody, SignUpBody,
};
use super::transport::{CALL_TIMEOUT, Transport};
use super::{
    CallObserver, Caller, ClientError, GoTrueError, GoTrueSettings, Settings, SignUp, SignUpReply,
    Unreachable, UserUpdate, Verified,
};

/// How long a logout may take. What counts is the session that ended here before; this one is a
/// courtesy to the auth server, and the visitor waits for it.
const SIGN_OUT_TIMEOUT: Duration = Duration::from_secs(2);

/// The longest life of an access token that is believed, in seconds: a year. More is a fault of the
/// sender, and would never be noticed again.
const LONGEST_LIFE: i64 = 366 * 24 * 60 * 60;

/// Asks the auth server for visitors. Cloning gives another handle to the same connections.
#[derive(Clone)]
pub struct GoTrueClient(pub(super) Arc<Transport>);

impl GoTrueClient {
    /// A client for one auth server. The secret key, if there is one, opens the gateway; who asks is
    /// always the user or, with nobody signed in, the publishable key.
    pub fn new(settings: GoTrueSettings) -> Result<Self, ClientError> {
        Ok(Self(Arc::new(transport(settings)?)))
    }

    /// The same, telling of each call.
    pub fn observed(settings: GoTrueSettings, observer: CallObserver) -> Result<Self, ClientError> {
        Ok(Self(Arc::new(transport(settings)?.observed_by(observer))))
    }

    /// Makes an account.
    pub async fn sign_up(&self, caller: &Caller, new: &SignUp<'_>) -> Result<SignUpReply, GoTrueError> {
        let body = SignUpBody { email: new.email, password: new.password, data: new.data };
        let request = self.post("/signup", caller).query(redirect(new.redirect_to).as_slice()).json(&body);
        let answer = self.0.send(request).await?;
        Ok(match session_or(answer)? {
            Ok(session) => SignUpReply::Session(session),
            Err(answer) => SignUpReply::Pending(Box::new(answer.json()?)),
        })
    }

    /// Signs in with a password.
    pub async fn sign_in(
        &self,
        caller: &Caller,
        email: &EmailAddress,
        password: &Password,
    ) -> Result<AccessTokenResponse, GoTrueError> {
        let request = self
            .post("/token", caller)
            .query(&[("grant_type", "password")])
            .json(&PasswordGrant { email, password });
        session(self.0.send(request).await?)
    }

    /// Buys the next pair of tokens. A connection that fails or breaks is tried once more: the parent
    /// of the live token still buys, so an answer that was lost costs nothing (gotrue-contract §2.4).
    pub async fn refresh(
        &self,
        caller: &Caller,
        token: &RefreshToken,
    ) -> Result<AccessTokenResponse, GoTrueError> {
        let both_tries = async {
            match self.refresh_once(caller, token).await {
                Err(GoTrueError::Unreachable(Unreachable::NoConnection | Unreachable::Broken)) => {
                    self.refresh_once(caller, token).await
                }
                definite => definite,
            }
        };
        tokio::time::timeout(CALL_TIMEOUT, both_tries).await.unwrap_or(Err(Unreachable::TimedOut.into()))
    }

    /// The account of whoever is signed in. The only way to learn that the auth server ended the
    /// session.
    pub async fn user(&self, caller: &Caller, token: &AccessToken) -> Result<User, GoTrueError> {
        self.0.send(self.0.call_as(token, Method::GET, "/user", caller)?).await?.json()
    }

    /// Changes the account of whoever is signed in. The tokens stay as they are.
    pub async fn update_user(
        &self,
        caller: &Caller,
        token: &AccessToken,
        update: &UserUpdate<'_>,
    ) -> Result<User, GoTrueError> {
        let request = self.0.call_as(token, Method::PUT, "/user", caller)?;
        self.0.send(request.query(redirect(update.redirect_to).as_slice()).json(update)).await?.json()
    }

    /// Ends sessions at the auth server, within two seconds or not at all. An access token that is
    /// no longer good is refused and ends nothing.
    pub async fn sign_out(
        &self,
        caller: &Caller,
        token: &AccessToken,
        scope: LogoutScope,
    ) -> Result<(), GoTrueError> {
        let request = self.0.call_as(token, Method::POST, "/logout", caller)?;
        let request = request.query(&[("scope", scope)]).timeout(SIGN_OUT_TIMEOUT);
        self.0.send(request).await?.done()
    }

    /// Asks for a mail to whoever forgot their password.
    pub async fn recover(
        &self,
        caller: &Caller,
        email: &EmailAddress,
        redirect_to: Option<&Url>,
    ) -> Result<(), GoTrueError> {
        let request = self.post("/recover", caller).query(redirect(redirect_to).as_slice());
        self.0.send(request.json(&AddressBody { email })).await?.done()
    }

    /// Asks for a mail that signs in, by link or by code.
    pub async fn send_code(
        &self,
        caller: &Caller,
        email: &EmailAddress,
        create_user: bool,
        redirect_to: Option<&Url>,
    ) -> Result<(), GoTrueError> {
        let request = self.post("/otp", caller).query(redirect(redirect_to).as_slice());
        self.0.send(request.json(&CodeRequest { email, create_user })).await?.done()
    }

    /// Asks for a mail once more. For a new address, `email` is the present one.
    pub async fn resend(
        &self,
        caller: &Caller,
        kind: ResendKind,
        email: &EmailAddress,
        redirect_to: Option<&Url>,
    ) -> Result<(), GoTrueError> {
        let request = self.post("/resend", caller).query(redirect(redirect_to).as_slice());
        self.0.send(request.json(&ResendBody { kind, email })).await?.done()
    }

    /// Spends the token of a link.
    pub async fn verify_link(
        &self,
        caller: &Caller,
        kind: VerifyKind,
        token_hash: &str,
    ) -> Result<Verified, GoTrueError> {
        self.verify(caller, &Proof::Link { kind, token_hash }).await
    }

    /// Spends a typed code. `email` is the address it was sent to.
    pub async fn verify_code(
        &self,
        caller: &Caller,
        kind: VerifyKind,
        email: &EmailAddress,
        code: &str,
    ) -> Result<Verified, GoTrueError> {
        self.verify(caller, &Proof::Code { kind, email, token: code }).await
    }

    /// Begins the proof of a second factor of whoever is signed in; what is answered names the proof
    /// (gotrue-contract §1.13).
    pub async fn challenge(
        &self,
        caller: &Caller,
        token: &AccessToken,
        factor: Uuid,
    ) -> Result<Uuid, GoTrueError> {
        let request = self.0.call_as(token, Method::POST, &format!("/factors/{factor}/challenge"), caller)?;
        self.0.send(request).await?.json::<Challenge>().map(|challenge| challenge.id)
    }

    /// Proves a second factor with a code. The pair that is answered belongs to the same session, and
    /// the one before is spent.
    pub async fn verify_factor(
        &self,
        caller: &Caller,
        token: &AccessToken,
        factor: Uuid,
        challenge: Uuid,
        code: &str,
    ) -> Result<AccessTokenResponse, GoTrueError> {
        let request = self.0.call_as(token, Method::POST, &format!("/factors/{factor}/verify"), caller)?;
        session(self.0.send(request.json(&FactorProof { challenge_id: challenge, code })).await?)
    }

    /// What the auth server allows.
    pub async fn settings(&self) -> Result<Settings, GoTrueError> {
        let request = self.0.call(Method::GET, "/settings", &Caller::default());
        self.0.send(request).await?.json()
    }

    /// The public keys of the access tokens (RFC 7517 §5), as they came.
    pub async fn jwks(&self) -> Result<String, GoTrueError> {
        let request = self.0.call(Method::GET, "/.well-known/jwks.json", &Caller::default());
        self.0.send(request).await?.text()
    }

    async fn refresh_once(
        &self,
        caller: &Caller,
        token: &RefreshToken,
    ) -> Result<AccessTokenResponse, GoTrueError> {
        let body = serde_json::json!({ "refresh_token": token });
        let request = self.post("/token", caller).query(&[("grant_type", "refresh_token")]).json(&body);
        session(self.0.send(request).await?)
    }

    async fn verify(&self, caller: &Caller, proof: &Proof<'_>) -> Result<Verified, GoTrueError> {
        let answer = self.0.send(self.post("/verify", caller).json(proof)).await?;
        match session_or(answer)? {
            Ok(session) => Ok(Verified::Session(session)),
            Err(answer) => {
                let unreadable = answer.unreadable();
                let said: Map<String, Value> = answer.json()?;
                said.get("msg").filter(|text| text.is_string()).ok_or(unreadable)?;
                Ok(Verified::OneOfTwo)
            }
        }
    }

    fn post(&self, path: &str, caller: &Caller) -> RequestBuilder {
        self.0.call(Method::POST, path, caller)
    }
}

/// Nothing of it prints: it holds keys.
impl fmt::Debug for GoTrueClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GoTrueClient(…)")
    }
}

fn transport(settings: GoTrueSettings) -> Result<Transport, ClientError> {
    let GoTrueSettings { base_url, publishable_key, secret_key, address_header } = settings;
    let api_key = secret_key.as_ref().unwrap_or(&publishable_key);
    Transport::new(base_url, api_key, Some(&publishable_key), address_header)
}

fn redirect(to: Option<&Url>) -> Option<(&'static str, &str)> {
    to.map(|url| ("redirect_to", url.as_str()))
}

/// A pair of tokens that can be kept. Empty ones, or a life that is none, are a fault of the sender.
fn session(answer: Answer) -> Result<AccessTokenResponse, GoTrueError> {
    let unreadable = answer.unreadable();
    let session: AccessTokenResponse = answer.json()?;
    let is_whole = !session.access_token.expose().is_empty()
        && !session.refresh_token.expose().is_empty()
        && (1..=LONGEST_LIFE).contains(&session.expires_in);
    if is_whole { Ok(session) } else { Err(unreadable) }
}

/// The pair of tokens, or the answer itself when there is none in it.
fn session_or(answer: Answer) -> Result<Result<Box<AccessTokenResponse>, Answer>, GoTrueError> {
    if answer.has_member("access_token") { Ok(Ok(Box::new(session(answer)?))) } else { Ok(Err(answer)) }
}
