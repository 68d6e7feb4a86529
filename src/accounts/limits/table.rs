//! The limits in words, for the documentation.

use std::time::Duration;

use super::Limit;

const ALL: &[Limit] = &[
    Limit::SignInByAddress,
    Limit::SignInByAccount,
    Limit::SignInByDevice,
    Limit::SignUpByAddress,
    Limit::CodeByAccount,
    Limit::SecondFactorByAccount,
    Limit::CodeByAddress,
    Limit::MailByAccount,
    Limit::MailByAddress,
];

/// All limits as a table in Markdown. A test keeps `docs/operations.md` equal to it.
pub fn limits_table() -> String {
    let head = "| What | Counted for | At once | Then one every |\n|---|---|---|---|\n".to_owned();
    std::iter::once(head).chain(ALL.iter().copied().map(row)).collect()
}

fn row(limit: Limit) -> String {
    let (what, whose) = words(limit);
    let allowance = limit.allowance();
    format!("| {what} | {whose} | {} | {} |\n", allowance.at_once, in_words(allowance.then_one_per))
}

const fn words(limit: Limit) -> (&'static str, &'static str) {
    const ADDRESS: &str = "an IP address (IPv6: its /64)";
    match limit {
        Limit::SignInByAddress => ("Passwords", ADDRESS),
        Limit::SignInByAccount => ("Passwords", "an account, from devices that never signed in to it"),
        Limit::SignInByDevice => ("Passwords", "an account, from one device that did"),
        Limit::SignUpByAddress => ("New accounts", ADDRESS),
        Limit::CodeByAccount => ("Codes from mails", "an account"),
        Limit::SecondFactorByAccount => ("Codes of a second factor", "an account"),
        Limit::CodeByAddress => ("Codes and links from mails", ADDRESS),
        Limit::MailByAccount => ("Mails asked for", "an account"),
        Limit::MailByAddress => ("Mails asked for", ADDRESS),
    }
}

fn in_words(pause: Duration) -> String {
    match pause.as_secs() {
        60 => "minute".to_owned(),
        seconds if seconds.is_multiple_of(60) => format!("{} minutes", seconds / 60),
        seconds => format!("{seconds} seconds"),
    }
}
