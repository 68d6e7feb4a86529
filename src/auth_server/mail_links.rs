//! Where the links in mails and in the hands of administrators lead (gotrue-contract §4.2).

use url::Url;

use super::AuthServerSettings;

/// The endpoint that spends a link.
const VERIFY: &str = "/verify";

/// Where the links in mails lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailLinks {
    /// To a page of this house's site, which asks for one more click. Its other pages are named in mails
    /// too.
    ToSite,
    /// To this server itself, by these paths: somebody else's site has none of those pages.
    ToServer(LinkPaths),
}

/// The paths of links that lead to this server, each as seen from its public URL
/// (`GOTRUE_MAILER_URLPATHS_…`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPaths {
    /// For new accounts.
    pub confirmation: String,
    /// For people who were invited.
    pub invite: String,
    /// For new passwords, and for signing in.
    pub recovery: String,
    /// For changes of address.
    pub email_change: String,
}

impl Default for LinkPaths {
    fn default() -> Self {
        let verify = || VERIFY.to_owned();
        Self { confirmation: verify(), invite: verify(), recovery: verify(), email_change: verify() }
    }
}

impl LinkPaths {
    /// The path for what a link proves.
    fn of(&self, link_type: &str) -> &str {
        match link_type {
            "signup" => &self.confirmation,
            "invite" => &self.invite,
            "email_change" => &self.email_change,
            _ => &self.recovery,
        }
    }
}

/// A link that this server answers itself. Nothing where no such URL can be built.
pub(crate) fn to_server(
    settings: &AuthServerSettings,
    link_type: &str,
    token_hash: &str,
    redirect_to: &str,
) -> Option<Url> {
    let mut url = match &settings.mail_links {
        MailLinks::ToSite => Url::parse(&format!("{}{VERIFY}", settings.base())),
        MailLinks::ToServer(paths) => settings.public_url.join(paths.of(link_type)),
    }
    .ok()?;
    url.set_query(None);
    url.query_pairs_mut()
        .append_pair("token", token_hash)
        .append_pair("type", link_type)
        .append_pair("redirect_to", redirect_to);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(public_url: &str, paths: LinkPaths) -> String {
        let url = |text| Url::parse(text).unwrap();
        let mut settings = AuthServerSettings::new(url("https://site.example"), url(public_url), "Site");
        settings.mail_links = MailLinks::ToServer(paths);
        to_server(&settings, "signup", "abc", "https://site.example/a?b=c").unwrap().into()
    }

    #[test]
    fn a_path_is_seen_from_the_public_url() {
        let said = "token=abc&type=signup&redirect_to=https%3A%2F%2Fsite.example%2Fa%3Fb%3Dc";
        let with = |path: &str| LinkPaths { confirmation: path.to_owned(), ..LinkPaths::default() };
        let base = "https://api.example/auth/v1";
        assert_eq!(link(base, LinkPaths::default()), format!("https://api.example/verify?{said}"));
        assert_eq!(link(base, with("/auth/v1/verify")), format!("{base}/verify?{said}"));
        assert_eq!(link(base, with("https://x.example/v?w=1")), format!("https://x.example/v?{said}"));
    }
}
