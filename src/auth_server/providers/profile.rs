//! What a provider says of a person, in the form that all of them are brought into.

use std::ops::{Deref, DerefMut};

use serde_json::{Map, Value};

use crate::gotrue::EmailAddress;

/// An address, and what the provider says of it.
#[derive(Clone, Debug)]
pub(crate) struct ProvidedEmail {
    pub(crate) address: EmailAddress,
    pub(crate) is_verified: bool,
    pub(crate) is_primary: bool,
}

/// What a provider says of a person.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) emails: Vec<ProvidedEmail>,
    /// What stands in their identity.
    pub(crate) claims: Claims,
}

impl Profile {
    /// Of somebody with one address at most. One that is none is overlooked.
    pub(crate) fn with_email(mut claims: Claims, email: &str, is_verified: bool) -> Self {
        let email = EmailAddress::parse(email).ok();
        let email = email.map(|address| ProvidedEmail { address, is_verified, is_primary: true });
        claims.remove("email");
        Self { emails: Vec::from_iter(email), claims }
    }

    /// The provider's own name for the person.
    pub(crate) fn subject(&self) -> Option<&str> {
        self.claims.get("sub").and_then(Value::as_str)
    }

    /// What stands in the identity: with the primary address, or the last one.
    pub(crate) fn identity_data(&self) -> Map<String, Value> {
        let mut data = self.claims.0.clone();
        let primary = self.emails.iter().find(|email| email.is_primary).or(self.emails.last());
        if let Some(email) = primary {
            data.insert("email".to_owned(), email.address.as_str().into());
        }
        let is_verified = primary.is_some_and(|email| email.is_verified);
        data.insert("email_verified".to_owned(), is_verified.into());
        data
    }
}

/// What stands in an identity. A provider that has nothing to say of something leaves it out.
#[derive(Clone, Debug)]
pub(crate) struct Claims(Map<String, Value>);

impl Claims {
    /// Those of a person whom this issuer knows by this subject.
    pub(crate) fn of(issuer: &str, subject: &str) -> Self {
        let mut claims = Self(Map::new());
        claims.insert("email_verified".to_owned(), Value::Bool(false));
        claims.insert("phone_verified".to_owned(), Value::Bool(false));
        claims.with("iss", issuer).with("sub", subject).with("provider_id", subject)
    }

    /// The same with one more text, unless it is empty.
    pub(crate) fn with(mut self, name: &str, text: &str) -> Self {
        if !text.is_empty() {
            self.insert(name.to_owned(), text.into());
        }
        self
    }

    /// The same with what this provider alone says.
    pub(crate) fn with_custom(mut self, custom: Map<String, Value>) -> Self {
        self.insert("custom_claims".to_owned(), custom.into());
        self
    }
}

impl Deref for Claims {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Claims {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(address: &str, is_verified: bool, is_primary: bool) -> ProvidedEmail {
        ProvidedEmail { address: EmailAddress::parse(address).unwrap(), is_verified, is_primary }
    }

    #[test]
    fn the_primary_address_stands_in_the_identity_and_without_one_the_last() {
        let claims = Claims::of("https://id.example", "7");
        let emails = vec![email("a@b.c", true, true), email("d@e.f", false, false)];
        let mut profile = Profile { emails, claims };
        assert_eq!(profile.identity_data()["email"], "a@b.c");
        assert_eq!(profile.identity_data()["email_verified"], true);
        profile.emails[0].is_primary = false;
        assert_eq!(profile.identity_data()["email"], "d@e.f");
        assert_eq!(profile.identity_data()["email_verified"], false);
        profile.emails.clear();
        assert!(!profile.identity_data().contains_key("email"));
    }

    #[test]
    fn what_is_no_address_is_overlooked() {
        let profile = Profile::with_email(Claims::of("https://id.example", "7"), "nonsense", true);
        assert!(profile.emails.is_empty());
        assert_eq!(profile.subject(), Some("7"));
        assert!(Profile::with_email(Claims::of("x", ""), "a@b.c", true).subject().is_none());
    }
}
