//! Where the links in mails and in the hands of administrators lead (gotrue-contract §4.2).

use std::borrow::Cow;

use url::{Url, form_urlencoded};

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
    let back = in_query(redirect_to);
    url.set_query(Some(&format!("token={token_hash}&type={link_type}&redirect_to={back}")));
    Some(url)
}

/// An address as the last value of a query: encoded where it would else be read as another one, and as it is
/// otherwise, as GoTrue writes it and some clients compare it.
fn in_query(address: &str) -> Cow<'_, str> {
    if address.contains(['&', '=', '#', '%', '+', ' ']) {
        form_urlencoded::byte_serialize(address.as_bytes()).collect::<String>().into()
    } else {
        address.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(public_url: &str, paths: LinkPaths, redirect_to: &str) -> String {
        let url = |text| Url::parse(text).unwrap();
        let mut settings = AuthServerSettings::new(url("https://site.example"), url(public_url), "Site");
        settings.mail_links = MailLinks::ToServer(paths);
        to_server(&settings, "signup", "abc", redirect_to).unwrap().into()
    }

    #[test]
    fn a_path_is_seen_from_the_public_url() {
        let said = "token=abc&type=signup&redirect_to=https://site.example/a";
        let with = |path: &str| LinkPaths { confirmation: path.to_owned(), ..LinkPaths::default() };
        let base = "https://api.example/auth/v1";
        let to = |paths| link(base, paths, "https://site.example/a");
        assert_eq!(to(LinkPaths::default()), format!("https://api.example/verify?{said}"));
        assert_eq!(to(with("/auth/v1/verify")), format!("{base}/verify?{said}"));
        assert_eq!(to(with("https://x.example/v?w=1")), format!("https://x.example/v?{said}"));
    }

    #[test]
    fn whoever_reads_a_link_reads_the_address_that_was_meant() {
        for address in
            ["https://site.example/a?b=c&d=e#f", "https://site.example/%41+b?", "app://signed in/ä\"'<>"]
        {
            let link = Url::parse(&link("https://api.example", LinkPaths::default(), address)).unwrap();
            assert_eq!(link.query_pairs().nth(2), Some(("redirect_to".into(), address.into())), "{link}");
            assert_eq!((link.query_pairs().count(), link.fragment()), (3, None));
        }
    }
}
