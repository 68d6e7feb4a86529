//! What is limited, and to how much.

use std::time::Duration;

/// Something that may be tried only so often. Each counts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Passwords tried from one address prefix, for whichever account.
    SignInByAddress,
    /// Passwords tried for one account from devices that never signed in to it.
    SignInByAccount,
    /// Passwords tried for one account from one device that did: a stranger who uses up the
    /// account's tries does not lock its owner out.
    SignInByDevice,
    /// Accounts begun from one address prefix.
    SignUpByAddress,
    /// Codes from mails tried for one account.
    CodeByAccount,
    /// Codes of a second factor tried for one account, after the right password.
    SecondFactorByAccount,
    /// Codes and links from mails tried from one address prefix.
    CodeByAddress,
    /// Mails asked for to one account.
    MailByAccount,
    /// Mails asked for from one address prefix, to whomever.
    MailByAddress,
}

/// So many at once, then one per interval.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowance {
    pub(super) at_once: u32,
    pub(super) then_one_per: Duration,
}

impl Limit {
    pub(super) const fn allowance(self) -> Allowance {
        let (at_once, seconds) = match self {
            // An office or a mobile operator hides many people behind one address; a machine that
            // guesses gets 4,320 passwords a day to spread over all accounts.
            Self::SignInByAddress => (30, 20),
            // Enough for a person who has forgotten which password it was. In a day 490 guesses, from
            // however many addresses (NIST SP 800-63B-4 §3.2.2 asks to limit them to no more than 100
            // in a row, which needs a count of failures).
            Self::SignInByAccount => (10, 180),
            // Its own small number: whoever stole the device's mark gains no more than this.
            Self::SignInByDevice => (10, 60),
            // Half a class signs up together, the rest within the hour; so does a robot.
            Self::SignUpByAddress => (20, 120),
            // Six digits that live ten minutes: at most ten guesses in a million (ASVS 6.6.3). A new
            // code does not give new tries.
            Self::CodeByAccount => (5, 120),
            // Six digits of which three are good at a time: whoever has the password needs more than a
            // year for an even chance (ASVS 6.6.3).
            Self::SecondFactorByAccount => (5, 180),
            // As for passwords, but codes are typed once.
            Self::CodeByAddress => (20, 30),
            // Nobody's inbox is flooded by strangers: three mails, then one in five minutes.
            Self::MailByAccount => (3, 300),
            // Nor many inboxes by one stranger; each sign-up is one mail, and some ask twice.
            Self::MailByAddress => (30, 90),
        };
        Allowance { at_once, then_one_per: Duration::from_secs(seconds) }
    }

    /// Keeps the counts of two limits apart. Never change one: it would forget the count.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::SignInByAddress => "sign-in by address",
            Self::SignInByAccount => "sign-in by account",
            Self::SignInByDevice => "sign-in by device",
            Self::SignUpByAddress => "sign-up by address",
            Self::CodeByAccount => "code by account",
            Self::SecondFactorByAccount => "second factor by account",
            Self::CodeByAddress => "code by address",
            Self::MailByAccount => "mail by account",
            Self::MailByAddress => "mail by address",
        }
    }
}
