//! The way from "Check your inbox" to the inbox.

use crate::gotrue::EmailAddress;

/// Where somebody reads mail in the browser. The link holds nothing about the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inbox {
    /// What people call the service.
    pub name: &'static str,
    /// Its inbox.
    pub url: &'static str,
}

/// The services that many people use, with the hosts of their addresses.
const SERVICES: &[(Inbox, &[&str])] = &[
    (Inbox { name: "Gmail", url: "https://mail.google.com/mail/" }, &["gmail.com", "googlemail.com"]),
    (
        Inbox { name: "Outlook", url: "https://outlook.live.com/mail/" },
        &[
            "outlook.com",
            "outlook.de",
            "outlook.fr",
            "hotmail.com",
            "hotmail.co.uk",
            "hotmail.de",
            "hotmail.es",
            "hotmail.fr",
            "hotmail.it",
            "live.com",
            "live.co.uk",
            "live.de",
            "live.fr",
            "live.nl",
            "msn.com",
        ],
    ),
    (
        Inbox { name: "Yahoo Mail", url: "https://mail.yahoo.com/" },
        &[
            "yahoo.com",
            "yahoo.ca",
            "yahoo.co.in",
            "yahoo.co.uk",
            "yahoo.com.br",
            "yahoo.de",
            "yahoo.es",
            "yahoo.fr",
            "yahoo.it",
            "ymail.com",
            "rocketmail.com",
        ],
    ),
    (
        Inbox { name: "iCloud Mail", url: "https://www.icloud.com/mail/" },
        &["icloud.com", "me.com", "mac.com"],
    ),
    (
        Inbox { name: "Proton Mail", url: "https://mail.proton.me/" },
        &["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
    ),
    (Inbox { name: "Fastmail", url: "https://app.fastmail.com/mail/" }, &["fastmail.com", "fastmail.fm"]),
];

impl Inbox {
    /// The inbox of an address, where its host is a service that everybody knows.
    pub fn of(address: &EmailAddress) -> Option<Self> {
        let (_, host) = address.as_str().rsplit_once('@')?;
        SERVICES.iter().find(|(_, hosts)| hosts.contains(&host)).map(|(inbox, _)| *inbox)
    }
    /// The hosts of the addresses of all these services, the largest first.
    pub(super) fn hosts() -> impl Iterator<Item = &'static str> {
        SERVICES.iter().flat_map(|(_, hosts)| hosts.iter().copied())
    }
}
