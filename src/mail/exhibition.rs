//! Every mail in each of its states, with made-up facts: for looking at them, and for the tests of what
//! holds for all.

use std::time::Duration;

use url::Url;

use super::messages::{
    AccountChange, AccountChanged, AccountExists, ChangeRecipient, Confirmation, EmailChange, Invite,
    Letterhead, Occasion, PasswordChanged, Reauthentication, Recovery, SignIn,
};
use super::{Message, Support};
use crate::clock::Timestamp;
use crate::gotrue::EmailAddress;
use crate::words::{Language, Words};

/// The code of every exhibited mail.
pub const EXHIBITED_CODE: &str = "482913";

/// A week, as long as the links of notices work.
const A_WEEK: Duration = Duration::from_hours(7 * 24);

/// One mail in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// Which mail, such as `recovery`.
    pub mail: &'static str,
    /// In which state, such as `usual`.
    pub state: &'static str,
    /// The mail itself.
    pub message: Message,
}

/// What the mails are made of.
struct Facts {
    head: Letterhead,
    to: EmailAddress,
    new_email: EmailAddress,
    expires_in: Duration,
    occasion: Option<Occasion>,
    page: Url,
}

type Change = fn(&mut Facts);

/// The states, and what each changes.
const STATES: &[(&str, Change)] = &[
    ("usual", |_| {}),
    ("longest", |facts| {
        facts.head.product =
            String::from("The Royal Society for the Preservation of Lighthouses and Harbours");
        facts.head.support =
            Support::parse("https://help.lighthouses.example/questions/about/your/account").ok();
        facts.to = long_address("a").unwrap_or_else(|| facts.to.clone());
        facts.new_email = long_address("b").unwrap_or_else(|| facts.new_email.clone());
        let (letters, at) = ("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff".parse().ok(), moment());
        facts.occasion = Some(Occasion::new(at, Some("SamsungBrowser/29.0 Android"), letters));
        facts.page.query_pairs_mut().append_pair("next", &"/notes/of/last/summer".repeat(9));
    }),
    ("right-to-left", |facts| {
        facts.head.product = String::from("المنارة");
        facts.head.support = Support::parse("https://المنارة.example/مساعدة").ok();
        if let Ok(email) = EmailAddress::parse("ada@xn--mgbh0fb.example") {
            facts.new_email = email;
        }
    }),
    ("odd-signs", |facts| facts.head.product = String::from("Fish & <b>\"Chips\"</b> {{7*7}}")),
    ("no-support", |facts| facts.head.support = None),
    ("no-occasion", |facts| facts.occasion = None),
    ("only-time", |facts| facts.occasion = Some(Occasion::new(moment(), None, None))),
    ("an-hour", |facts| facts.expires_in = Duration::from_hours(1)),
    ("a-day", |facts| facts.expires_in = Duration::from_hours(24)),
    ("three-days", |facts| facts.expires_in = Duration::from_hours(72)),
];

type Compose = fn(Facts) -> Result<Message, askama::Error>;

/// The mails.
const MAILS: &[(&str, Compose)] = &[
    ("confirmation", |Facts { head, to, expires_in, occasion, page, .. }| {
        Confirmation { head, link: link(page, "signup"), code: code(), expires_in, occasion }.compose(&to)
    }),
    ("sign-in", |Facts { head, to, expires_in, occasion, page, .. }| {
        SignIn { head, link: link(page, "magiclink"), code: code(), expires_in, occasion }.compose(&to)
    }),
    ("recovery", |Facts { head, to, expires_in, occasion, page, .. }| {
        Recovery { head, link: link(page, "recovery"), code: code(), expires_in, occasion }.compose(&to)
    }),
    ("invite", |Facts { head, to, expires_in, page, .. }| {
        Invite { head, link: link(page, "invite"), code: code(), expires_in }.compose(&to)
    }),
    ("email-change-new", |facts| email_change(facts, ChangeRecipient::New)),
    ("email-change-current", |facts| email_change(facts, ChangeRecipient::Current)),
    ("reauthentication", |Facts { head, to, expires_in, occasion, page, .. }| {
        let recovery = plain(page, "/recovery");
        Reauthentication { head, code: code(), expires_in, recovery, occasion }.compose(&to)
    }),
    ("account-exists", |Facts { head, to, occasion, page, .. }| {
        let (sign_in, recovery) = (plain(page.clone(), "/login"), plain(page, "/recovery"));
        AccountExists { head, sign_in, recovery, occasion }.compose(&to)
    }),
    ("password-changed", |Facts { head, to, occasion, page, .. }| {
        let mut secure = plain(page, "/auth/secure");
        secure.query_pairs_mut().append_pair("token", &"Vb3Kq9-x_".repeat(8));
        let occasion = occasion.unwrap_or_else(|| Occasion::new(moment(), None, None));
        PasswordChanged { head, secure, works_for: A_WEEK, occasion }.compose(&to)
    }),
    ("account-changed-password", |facts| account_changed(facts, AccountChange::Password)),
    ("account-changed-email", |facts| {
        let change = AccountChange::Email(facts.new_email.clone());
        account_changed(facts, change)
    }),
    ("account-changed-phone", |facts| account_changed(facts, AccountChange::Phone("+15550100".to_owned()))),
    ("account-changed-provider-added", |facts| {
        account_changed(facts, AccountChange::ProviderAdded("github".to_owned()))
    }),
    ("account-changed-provider-removed", |facts| {
        account_changed(facts, AccountChange::ProviderRemoved("github".to_owned()))
    }),
    ("account-changed-factor-added", |facts| account_changed(facts, AccountChange::FactorAdded)),
    ("account-changed-factor-removed", |facts| account_changed(facts, AccountChange::FactorRemoved)),
];

fn account_changed(facts: Facts, change: AccountChange) -> Result<Message, askama::Error> {
    let Facts { head, to, occasion, page, .. } = facts;
    AccountChanged { head, change, recovery: plain(page, "/recovery"), occasion }.compose(&to)
}

/// All of them in one language.
pub fn exhibits(language: Language) -> Vec<Exhibit> {
    let names = MAILS.iter().flat_map(|(mail, _)| STATES.iter().map(move |(state, _)| (*mail, *state)));
    names.filter_map(|(mail, state)| exhibit(mail, state, language)).collect()
}

/// One of them; nothing if there is none of that name.
pub fn exhibit(mail: &str, state: &str, language: Language) -> Option<Exhibit> {
    let (mail, compose) = MAILS.iter().find(|(name, _)| *name == mail)?;
    let (state, change) = STATES.iter().find(|(name, _)| *name == state)?;
    let mut facts = Facts::usual(language)?;
    change(&mut facts);
    let message = compose(facts).inspect_err(|error| tracing::error!(%error, "a mail could not be written"));
    Some(Exhibit { mail, state, message: message.ok()? })
}

impl Facts {
    fn usual(language: Language) -> Option<Self> {
        const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let (words, product) = (Words::of(language), "Doorward".to_owned());
        Some(Self {
            head: Letterhead { words, product, support: Support::parse("help@example.com").ok() },
            to: EmailAddress::parse("ada@example.com").ok()?,
            new_email: EmailAddress::parse("lovelace@example.com").ok()?,
            expires_in: Duration::from_mins(10),
            occasion: Some(Occasion::new(moment(), Some(FIREFOX), "203.0.113.7".parse().ok())),
            page: Url::parse("https://app.example.com/auth/confirm").ok()?,
        })
    }
}

fn email_change(facts: Facts, recipient: ChangeRecipient) -> Result<Message, askama::Error> {
    let Facts { head, to, new_email, expires_in, occasion, page } = facts;
    let (link, recovery) = (link(page.clone(), "email_change"), plain(page, "/recovery"));
    let to = if recipient == ChangeRecipient::New { new_email.clone() } else { to };
    EmailChange { head, link, code: code(), expires_in, new_email, recipient, recovery, occasion }
        .compose(&to)
}

fn code() -> String {
    EXHIBITED_CODE.to_owned()
}

/// Tuesday, 24 November 2026, 10:54 UTC.
const fn moment() -> Timestamp {
    Timestamp::from_seconds(1_795_517_652)
}

/// The page with a button, with a token as long as the auth server's.
fn link(mut page: Url, kind: &str) -> Url {
    page.query_pairs_mut().append_pair("token_hash", &"01234567".repeat(7));
    page.query_pairs_mut().append_pair("type", kind);
    page
}

/// A page of the site without anything in its query.
fn plain(mut page: Url, path: &str) -> Url {
    page.set_query(None);
    page.set_path(path);
    page
}

/// As long as an address may be.
fn long_address(letter: &str) -> Option<EmailAddress> {
    let host = [letter.repeat(60), letter.repeat(60), letter.repeat(55), "example".to_owned()].join(".");
    EmailAddress::parse(&format!("{}@{host}", letter.repeat(64))).ok()
}
