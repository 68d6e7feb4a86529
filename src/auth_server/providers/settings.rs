//! What the operator says of a provider.

use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::CustomProvider;

/// Which provider it is, and with it how it speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProviderKind {
    /// Apple.
    Apple,
    /// Microsoft Entra ID.
    Azure,
    /// Discord.
    Discord,
    /// GitHub, or a GitHub Enterprise server.
    Github,
    /// GitLab, or one's own.
    Gitlab,
    /// Google.
    Google,
    /// One's own Keycloak.
    Keycloak,
    /// Any other that speaks OpenID Connect, by the name that clients ask for, in lower case.
    OpenId(String),
    /// One that an administrator set up.
    Custom(Box<CustomProvider>),
}

impl ProviderKind {
    /// The name that clients ask for.
    pub fn name(&self) -> &str {
        match self {
            Self::Apple => "apple",
            Self::Azure => "azure",
            Self::Discord => "discord",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Google => "google",
            Self::Keycloak => "keycloak",
            Self::OpenId(name) => name,
            Self::Custom(definition) => &definition.identifier,
        }
    }
}

/// A provider that people may sign in through. In the names of GoTrue's settings `<P>` is its name in
/// upper case; that it is listed is `GOTRUE_EXTERNAL_<P>_ENABLED`.
#[derive(Clone, Debug)]
pub struct ProviderSettings {
    /// Which one.
    pub kind: ProviderKind,
    /// As what it knows this server (the first of `GOTRUE_EXTERNAL_<P>_CLIENT_ID`).
    pub client_id: String,
    /// As what it knows apps that send the ID tokens they got from it (the others of
    /// `GOTRUE_EXTERNAL_<P>_CLIENT_ID`, and for Apple `GOTRUE_EXTERNAL_IOS_BUNDLE_ID`).
    pub app_client_ids: Vec<String>,
    /// By what it knows that it is us (`GOTRUE_EXTERNAL_<P>_SECRET`). Without one, an empty text, no browser is
    /// sent to it, but apps bring its ID tokens.
    pub client_secret: SecretString,
    /// Where it sends browsers back to, if not `/callback` below the public URL
    /// (`GOTRUE_EXTERNAL_<P>_REDIRECT_URI`).
    pub redirect_uri: Option<Url>,
    /// Where it is, if not at its makers' (`GOTRUE_EXTERNAL_<P>_URL`): the realm of a Keycloak, the
    /// tenant of an Azure, the issuer of one that is asked where its endpoints are.
    pub url: Option<Url>,
    /// Whether people may come without an e-mail address (`GOTRUE_EXTERNAL_<P>_EMAIL_OPTIONAL`).
    pub is_email_optional: bool,
    /// Whether the nonce of an ID token that an app sends is not looked at
    /// (`GOTRUE_EXTERNAL_<P>_SKIP_NONCE_CHECK`).
    pub skips_nonce_check: bool,
}

impl ProviderSettings {
    /// The usual settings for a provider.
    pub fn new(kind: ProviderKind, client_id: impl Into<String>, client_secret: SecretString) -> Self {
        let client_id = client_id.into();
        Self {
            kind,
            client_id,
            app_client_ids: Vec::new(),
            client_secret,
            redirect_uri: None,
            url: None,
            is_email_optional: false,
            skips_nonce_check: false,
        }
    }

    /// The name that clients ask for.
    pub(crate) fn name(&self) -> &str {
        self.kind.name()
    }

    /// As what it may know whoever its ID tokens are for.
    pub(super) fn client_ids(&self) -> Vec<&str> {
        let all = self.app_client_ids.iter().chain([&self.client_id]);
        all.map(String::as_str).filter(|id| !id.is_empty()).collect()
    }

    /// Whether browsers are sent to it.
    pub fn takes_browsers(&self) -> bool {
        !self.client_secret.expose_secret().is_empty()
    }

    /// Whether it is sent a code challenge.
    pub(crate) fn wants_challenge(&self) -> bool {
        matches!(&self.kind, ProviderKind::Custom(definition) if definition.wants_challenge)
    }

    /// Where it is, without a slash at the end.
    pub(super) fn base(&self, at_its_makers: &str) -> String {
        let url = self.url.as_ref().map_or(at_its_makers, Url::as_str);
        url.trim_end_matches('/').to_owned()
    }
}
