//! The mail templates for Supabase, which has a page to paste them into.

use crate::cli::output::say;

/// A template as that page asks for it. `docs/supabase.md` shows the same.
struct Template {
    /// What it is called there.
    name: &'static str,
    subject: &'static str,
    body: &'static str,
}

const TEMPLATES: &[Template] = &[
    Template {
        name: "Confirm sign up",
        subject: "{{ .Token }} is your confirmation code",
        body: include_str!("../../../templates/mail/supabase/confirmation.html"),
    },
    Template {
        name: "Reset password",
        subject: "Reset your password",
        body: include_str!("../../../templates/mail/supabase/recovery.html"),
    },
    Template {
        name: "Magic link",
        subject: "{{ .Token }} is your sign-in code",
        body: include_str!("../../../templates/mail/supabase/magic_link.html"),
    },
    Template {
        name: "Invite user",
        subject: "You are invited",
        body: include_str!("../../../templates/mail/supabase/invite.html"),
    },
    Template {
        name: "Change email address",
        subject: "Confirm the new e-mail address of your account",
        body: include_str!("../../../templates/mail/supabase/email_change.html"),
    },
    Template {
        name: "Reauthentication",
        subject: "{{ .Token }} is your confirmation code",
        body: include_str!("../../../templates/mail/supabase/reauthentication.html"),
    },
];

pub(super) fn print() {
    say("Paste each under Authentication, Emails, as subject and body of the template with its name.");
    for Template { name, subject, body } in TEMPLATES {
        say(&format!("\n--- {name}\nSubject: {subject}\n\n{}", body.trim_end()));
    }
}
