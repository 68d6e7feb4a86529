//! What the last form did, said on the page that follows it.

use serde::{Deserialize, Serialize};

use crate::words::Words;

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

impl Notice {
    /// What is said.
    pub(crate) const fn say(self, words: &Words) -> &'static str {
        match self {
            Self::SignedOut => words.notice_signed_out(),
            Self::SignedOutEverywhere => words.notice_signed_out_everywhere(),
            Self::UsernameSaved => words.notice_username_saved(),
            Self::PasswordChanged => words.notice_password_changed(),
            Self::MailSentAgain => words.notice_mail_sent_again(),
            Self::PreferencesSaved => words.notice_preferences_saved(),
            Self::PreferencesSavedHere => words.notice_preferences_saved_here(),
            Self::ConfirmFirst => words.notice_confirm_first(),
        }
    }
}
