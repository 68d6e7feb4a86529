//! What the last form did, said on the page that follows it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One thing that was done. It travels in the visit as its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Notice {
    /// The session of this browser is over.
    SignedOut,
    /// All sessions are over.
    SignedOutEverywhere,
    /// The username is saved.
    UsernameSaved,
    /// A new password is set.
    PasswordChanged,
    /// A mail is on its way once more.
    MailSentAgain,
    /// The language and the theme are saved.
    PreferencesSaved,
    /// They are saved in this browser; what goes with the account could not be.
    PreferencesSavedHere,
    /// The password was right, but the address waits for its confirmation.
    ConfirmFirst,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SignedOut => "You’re signed out",
            Self::SignedOutEverywhere => "You’re signed out on all your devices",
            Self::UsernameSaved => "Your username is saved",
            Self::PasswordChanged => "Your password is changed. Your other devices are signed out",
            Self::MailSentAgain => "A new e-mail is on its way. Older ones no longer work",
            Self::ConfirmFirst => "Confirm your e-mail address first, then you’re in",
        })
    }
}
