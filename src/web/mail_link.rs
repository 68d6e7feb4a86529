//! What a mailed link says, in our own form and in those of the auth server's default templates.

use serde::Deserialize;

use super::NextPath;
use super::forms::{Field, Form, FormErrors, Input};
use crate::gotrue::VerifyKind;
use crate::words::Words;

/// Longest token of a link, in bytes: a hash in hexadecimal with a prefix (gotrue-contract §1.9).
const MAX_TOKEN_BYTES: usize = 128;

/// A link that can be spent.
#[derive(Clone)]
pub(crate) struct MailLink {
    /// What it proves.
    pub(crate) kind: VerifyKind,
    /// Its token.
    pub(crate) token_hash: String,
    /// Where its owner was going.
    pub(crate) next: Option<NextPath>,
}

/// Why there is nothing to press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkOutcome {
    /// Used, too old, or replaced by a newer one.
    Spent,
    /// The auth server's own page confirmed the address already.
    Confirmed,
    /// It did so for a forgotten password, but could not bring the session here.
    RecoveryElsewhere,
    /// One of the two addresses of a change is confirmed.
    OneOfTwo,
    /// The account is locked.
    Locked,
}

/// The query of the landing page: `token_hash` and `type` in our links, `error_code` or `landed` after
/// the auth server's own page.
#[derive(Deserialize)]
pub(crate) struct Landing {
    #[serde(default)]
    token_hash: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    error_code: String,
    #[serde(default)]
    landed: String,
}

/// What the button sends.
#[derive(Deserialize)]
pub(crate) struct LinkInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    token_hash: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    next: String,
}

impl Landing {
    /// The link, or what happened to it before it came here.
    pub(crate) fn read(&self) -> Result<MailLink, LinkOutcome> {
        if self.error_code == "user_banned" {
            return Err(LinkOutcome::Locked);
        }
        if !self.error_code.is_empty() {
            return Err(LinkOutcome::Spent);
        }
        match self.landed.as_str() {
            "" => MailLink::read(&self.token_hash, &self.kind, &self.next).ok_or(LinkOutcome::Spent),
            "recovery" => Err(LinkOutcome::RecoveryElsewhere),
            "message" => Err(LinkOutcome::OneOfTwo),
            _ => Err(LinkOutcome::Confirmed),
        }
    }
}

impl MailLink {
    /// `next` may be a whole URL of this site, since the auth server knows only those.
    fn read(token_hash: &str, kind: &str, next: &str) -> Option<Self> {
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let is_whole = !token_hash.is_empty() && token_hash.len() <= MAX_TOKEN_BYTES;
        if !is_whole || !token_hash.bytes().all(is_token) {
            return None;
        }
        let kind = KINDS.iter().find(|(text, _)| *text == kind).map(|(_, kind)| *kind)?;
        Some(Self { kind, token_hash: token_hash.to_owned(), next: NextPath::parse(path_of(next)) })
    }

    /// The type as it stands in links.
    pub(crate) fn kind_text(&self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self.kind).map_or("", |(text, _)| text)
    }

    /// What the page is called.
    pub(crate) const fn heading(&self, words: &Words) -> &'static str {
        match self.kind {
            VerifyKind::Signup | VerifyKind::Email | VerifyKind::EmailChange => words.link_confirm_heading(),
            VerifyKind::Invite => words.link_invite_heading(),
            VerifyKind::Recovery => words.link_recovery_heading(),
            VerifyKind::Magiclink => words.link_sign_in_heading(),
        }
    }

    /// What the button does.
    pub(crate) const fn explanation(&self, words: &Words) -> &'static str {
        match self.kind {
            VerifyKind::Signup | VerifyKind::Email => words.link_confirm_explanation(),
            VerifyKind::EmailChange => words.link_email_change_explanation(),
            VerifyKind::Invite => words.link_invite_explanation(),
            VerifyKind::Recovery => words.link_recovery_explanation(),
            VerifyKind::Magiclink => words.link_sign_in_explanation(),
        }
    }

    /// What stands on the button.
    pub(crate) const fn button(&self, words: &Words) -> &'static str {
        match self.kind {
            VerifyKind::Signup | VerifyKind::Email | VerifyKind::EmailChange => words.link_confirm_button(),
            VerifyKind::Invite => words.link_invite_button(),
            VerifyKind::Recovery => words.link_recovery_button(),
            VerifyKind::Magiclink => words.link_sign_in_button(),
        }
    }
}

/// The types of links (gotrue-contract §1.9).
const KINDS: &[(&str, VerifyKind)] = &[
    ("signup", VerifyKind::Signup),
    ("invite", VerifyKind::Invite),
    ("recovery", VerifyKind::Recovery),
    ("magiclink", VerifyKind::Magiclink),
    ("email", VerifyKind::Email),
    ("email_change", VerifyKind::EmailChange),
];

/// The path of a URL whatever its host: it is only ever followed on this site.
fn path_of(next: &str) -> &str {
    let after_scheme = next.strip_prefix("https://").or_else(|| next.strip_prefix("http://"));
    match after_scheme {
        Some(rest) => rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or(""),
        None => next,
    }
}

impl LinkOutcome {
    /// What the page is called.
    pub(crate) const fn heading(self, words: &Words) -> &'static str {
        match self {
            Self::Spent => words.outcome_spent_heading(),
            Self::Confirmed => words.outcome_confirmed_heading(),
            Self::RecoveryElsewhere => words.outcome_recovery_elsewhere_heading(),
            Self::OneOfTwo => words.outcome_one_of_two_heading(),
            Self::Locked => words.outcome_locked_heading(),
        }
    }
}

/// The link of a pressed button, if it still is one.
#[derive(Default)]
pub(crate) struct LinkForm {
    pub(crate) link: Option<MailLink>,
    pub(crate) errors: FormErrors,
}

impl Input for LinkInput {
    type Form = LinkForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> LinkForm {
        let link = MailLink::read(&self.token_hash, &self.kind, &self.next);
        LinkForm { link, errors: FormErrors::none() }
    }
}

impl Form for LinkForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, _: &str) -> Option<&mut Field> {
        None
    }
}
