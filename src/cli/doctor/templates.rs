//! The mail templates for Supabase, which has a page to paste them into.

use crate::cli::output::say;

/// What each is called on that page, and its text. `docs/supabase.md` shows the same.
const TEMPLATES: &[(&str, &str)] = &[
    ("Confirm sign up", include_str!("../../../templates/mail/supabase/confirmation.html")),
    ("Reset password", include_str!("../../../templates/mail/supabase/recovery.html")),
    ("Magic link", include_str!("../../../templates/mail/supabase/magic_link.html")),
    ("Invite user", include_str!("../../../templates/mail/supabase/invite.html")),
    ("Change email address", include_str!("../../../templates/mail/supabase/email_change.html")),
    ("Reauthentication", include_str!("../../../templates/mail/supabase/reauthentication.html")),
];

pub(super) fn print() {
    say("Paste each under Authentication, Emails, as the body of the template with its name.");
    for (name, text) in TEMPLATES {
        say(&format!("\n--- {name}\n{}", text.trim_end()));
    }
}
