//! What is asked of the auth server, and what it answers, beyond the messages both ends share.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;
use uuid::Uuid;

use super::super::{AccessTokenResponse, EmailAddress, Password, ResendKind, User, VerifyKind};

/// A new account.
#[derive(Clone, Copy, Debug)]
pub struct SignUp<'a> {
    /// Its address.
    pub email: &'a EmailAddress,
    /// Its password.
    pub password: &'a Password,
    /// What the person says of themselves; becomes `user_metadata`.
    pub data: &'a Map<String, Value>,
    /// Where the link of the confirmation mail leads.
    pub redirect_to: Option<&'a Url>,
}

/// The two good answers to a sign-up (gotrue-contract §1.1).
#[derive(Clone, Debug)]
pub enum SignUpReply {
    /// The account is there and signed in: the auth server asks for no confirmation.
    Session(Box<AccessTokenResponse>),
    /// The address has to be confirmed, or belongs to somebody ([`User::is_look_alike`]).
    Pending(Box<User>),
}

/// What a signed-in person changes of their account. Absent members stay as they are.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct UserUpdate<'a> {
    /// The new address; it counts once it is confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'a EmailAddress>,
    /// The new password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<&'a Password>,
    /// The password so far, where the auth server asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_password: Option<&'a Password>,
    /// The code of a reauthentication mail, where the auth server asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<&'a str>,
    /// What the person says of themselves: merged, a null deletes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<&'a Map<String, Value>>,
    /// Where the links of the mails about a new address lead.
    #[serde(skip)]
    pub redirect_to: Option<&'a Url>,
}

/// The two good answers to a one-time token (gotrue-contract §1.9).
#[derive(Clone, Debug)]
pub enum Verified {
    /// It was the only one, or the last: somebody is signed in.
    Session(Box<AccessTokenResponse>),
    /// It was the first of the two that a new address needs.
    OneOfTwo,
}

/// What the auth server allows (gotrue-contract §1.16), as far as the site cares.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Settings {
    /// Whether new accounts are refused.
    pub disable_signup: bool,
    /// Whether new addresses count without proof.
    pub mailer_autoconfirm: bool,
    /// The ways to sign in.
    pub external: ExternalSettings,
}

/// The ways to sign in that the auth server offers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ExternalSettings {
    /// By address, with a password or by mail.
    pub email: bool,
}

#[derive(Serialize)]
pub(super) struct SignUpBody<'a> {
    pub(super) email: &'a EmailAddress,
    pub(super) password: &'a Password,
    pub(super) data: &'a Map<String, Value>,
}

#[derive(Serialize)]
pub(super) struct PasswordGrant<'a> {
    pub(super) email: &'a EmailAddress,
    pub(super) password: &'a Password,
}

#[derive(Serialize)]
pub(super) struct AddressBody<'a> {
    pub(super) email: &'a EmailAddress,
}

/// The answer that allows to try one code of a second factor.
#[derive(Deserialize)]
pub(super) struct Challenge {
    pub(super) id: Uuid,
}

#[derive(Serialize)]
pub(super) struct FactorProof<'a> {
    pub(super) challenge_id: Uuid,
    pub(super) code: &'a str,
}

#[derive(Serialize)]
pub(super) struct CodeRequest<'a> {
    pub(super) email: &'a EmailAddress,
    pub(super) create_user: bool,
}

#[derive(Serialize)]
pub(super) struct ResendBody<'a> {
    #[serde(rename = "type")]
    pub(super) kind: ResendKind,
    pub(super) email: &'a EmailAddress,
}

/// What is proved with: the token of a link alone, or a typed code with its address.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Proof<'a> {
    Link {
        #[serde(rename = "type")]
        kind: VerifyKind,
        token_hash: &'a str,
    },
    Code {
        #[serde(rename = "type")]
        kind: VerifyKind,
        email: &'a EmailAddress,
        token: &'a str,
    },
}
