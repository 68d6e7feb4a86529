//! For whom a password is tried, and how its tries are counted.

use uuid::Uuid;

use super::store::address_key;
use super::{Identifier, People, PeopleError};
use crate::accounts::{DeviceMark, Limit};
use crate::gotrue::{Caller, EmailAddress};

/// For whom a password is tried, and from where.
pub(super) struct PersonTried {
    /// Their address, or one that nobody has: so that it takes as long for a name that nobody has.
    pub(super) email: EmailAddress,
    /// By what tries are counted: also for names that nobody has.
    key: String,
    /// The mark of a device that has signed in to it before.
    device: Option<DeviceMark>,
    /// By what tries from the same place are counted.
    address_key: String,
}

impl PersonTried {
    pub(super) async fn find(
        people: &People,
        caller: &Caller,
        identifier: &Identifier,
        device: Option<&str>,
    ) -> Result<Self, PeopleError> {
        let (known, key) = match identifier {
            Identifier::Email(email) => (Some(email.clone()), email.as_str().to_owned()),
            Identifier::Username(name) => {
                let email = people.accounts.email_for_username(name).await?;
                let key =
                    email.as_ref().map_or_else(|| name.key().to_owned(), |email| email.as_str().to_owned());
                (email, key)
            }
            Identifier::Nobody(text) => (None, text.clone()),
        };
        let device =
            known.as_ref().zip(device).and_then(|(email, mark)| people.limits.recognise_device(mark, email));
        let email = match known {
            Some(email) => email,
            None => nobody()?,
        };
        Ok(Self { email, key, device, address_key: address_key(caller) })
    }

    pub(super) async fn take_try(&self, people: &People) -> Result<(), PeopleError> {
        people.take(Limit::SignInByAddress, &self.address_key).await?;
        let (limit, key) = self.counted_by();
        people.take(limit, key).await
    }

    pub(super) async fn give_try_back(&self, people: &People) -> Result<(), PeopleError> {
        people.give_back(Limit::SignInByAddress, &self.address_key).await?;
        let (limit, key) = self.counted_by();
        people.give_back(limit, key).await
    }

    /// A device that signed in before has tries of its own, all others share the account's.
    fn counted_by(&self) -> (Limit, &str) {
        match &self.device {
            Some(device) => (Limit::SignInByDevice, device.as_str()),
            None => (Limit::SignInByAccount, &self.key),
        }
    }
}

/// An address under a name that can never exist (RFC 2606 §2).
fn nobody() -> Result<EmailAddress, PeopleError> {
    let text = format!("{}@nobody.invalid", Uuid::new_v4().simple());
    EmailAddress::parse(&text).map_err(|_| PeopleError::Away)
}
