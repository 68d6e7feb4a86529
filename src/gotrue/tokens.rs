//! Secrets that cross the wire. None of them prints.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};
use subtle::ConstantTimeEq;

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Deserialize)]
        #[serde(from = "String")]
        pub struct $name(SecretString);

        impl $name {
            /// The secret itself, for the wire or a sealed cookie.
            pub fn expose(&self) -> &str {
                self.0.expose_secret()
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(SecretString::from(text))
            }
        }

        /// Prints the name of the type and nothing of the secret.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        /// Compares in constant time.
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
            }
        }

        impl Eq for $name {}

        /// Writes the secret: only bodies sent to the auth server, or by it, are serialised.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.expose())
            }
        }
    };
}

secret! {
    /// A signed JWT that proves who is asking, for about an hour (gotrue-contract §2.1).
    AccessToken
}
secret! {
    /// An opaque token that buys the next pair, once (gotrue-contract §2.4).
    RefreshToken
}
secret! {
    /// What a provider such as GitHub gave for its own interface (gotrue-contract §1.11).
    ProviderToken
}
secret! {
    /// A password's hash, brought along from elsewhere (gotrue-contract §3).
    PasswordHash
}
secret! {
    /// A password as somebody typed it: never trimmed, cut or changed in case.
    Password
}
