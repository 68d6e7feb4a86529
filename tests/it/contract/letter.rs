//! A mail as the contract sees it: whom it went to, and what it lets the reader prove. Its words are
//! everybody's own.

use mail_parser::MessageParser;
use url::Url;

use super::subject::SITE;
use crate::support::smtp_catcher::CaughtMail;

/// How many digits a typed code has, as the operator says.
const CODE_DIGITS: [usize; 2] = [6, 8];

/// What a mail holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) to: String,
    /// What its link proves, such as `signup`.
    pub(super) kind: Option<String>,
    /// The one-time token in its link.
    pub(super) token_hash: Option<String>,
    /// Where its link leads in the end.
    pub(super) redirect_to: Option<String>,
    /// The digits to type instead.
    pub(super) code: Option<String>,
}

impl Letter {
    pub(super) fn read(mail: &CaughtMail) -> Self {
        let parsed = MessageParser::default().parse(&mail.data).expect("a mail");
        let html = parsed.body_html(0).expect("a body");
        let link = html.split("href=\"").skip(1).find_map(|rest| link(rest.split_once('"')?.0));
        let text = parsed.body_text(0).expect("a body");
        let part = |names: &[&str]| {
            let (_, value) = link.as_ref()?.query_pairs().find(|(name, _)| names.contains(&&**name))?;
            Some(value.into_owned())
        };
        Self {
            to: mail.recipients.join(", "),
            kind: part(&["type"]),
            token_hash: part(&["token_hash", "token"]),
            // A link that names no other place leads to the site.
            redirect_to: part(&["redirect_to", "next"]).or_else(|| link.as_ref().map(|_| SITE.to_owned())),
            code: code(&text),
        }
    }

    /// The token of the link; a story that needs it stops without it.
    pub(super) fn hash(&self) -> &str {
        self.token_hash.as_deref().expect("the mail has a link with a token")
    }

    /// The code; a story that needs it stops without it.
    pub(super) fn code(&self) -> &str {
        self.code.as_deref().expect("the mail has a code")
    }
}

/// The link, if it is one that proves something.
fn link(href: &str) -> Option<Url> {
    let url = Url::parse(&href.replace("&amp;", "&").replace("&#38;", "&")).ok()?;
    let proves = url.query_pairs().any(|(name, _)| matches!(&*name, "token" | "token_hash"));
    proves.then_some(url)
}

/// The first run of exactly so many digits that stands alone.
fn code(text: &str) -> Option<String> {
    let is_code =
        |word: &&str| CODE_DIGITS.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    text.split(|sign: char| !sign.is_ascii_alphanumeric()).find(is_code).map(str::to_owned)
}
